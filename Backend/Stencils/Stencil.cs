namespace Backend.Stencils;

/// <summary>The machine code of one operation in one register placement: copy the bytes, fill the holes, go on behind them.</summary>
internal readonly ref struct Stencil(ReadOnlySpan<byte> code, ReadOnlySpan<Hole> holes)
{
    public ReadOnlySpan<byte> Code { get; } = code;
    public ReadOnlySpan<Hole> Holes { get; } = holes;
}
