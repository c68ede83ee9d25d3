namespace MetaTracer.Optimizer;

/// <summary>The facts of a preamble that the loop's body may rely on, and those of them it does rely on.</summary>
internal sealed class ShortPreambleBuilder
{
    public void Use(int import) => throw new NotSupportedException($"{import}");
}
