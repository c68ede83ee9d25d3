namespace MetaTracer.CodeWriter;

/// <summary>
/// An interpreter's definition is wrong: the engine cannot be attached. The message lists every problem found, each with the C# file
/// and line, the method, and what to do.
/// </summary>
public sealed class InterpreterDefinitionException(string driver, IReadOnlyList<string> problems)
    : Exception($"the JIT driver '{driver}' cannot be attached:{string.Concat(problems.Select(problem => "\n  " + problem))}")
{
    /// <summary>Each with its C# file and line, and the mend.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
