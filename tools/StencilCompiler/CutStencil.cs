using Backend.Stencils;

namespace StencilCompiler;

/// <summary>A stencil as it goes into the table: code without the jump to what follows, and its holes in order.</summary>
internal sealed record CutStencil(byte[] Code, Hole[] Holes)
{
    public static readonly Hole[] NoHoles = [];

    /// <summary>A jump to the end that could not be removed; correct, but not the best code.</summary>
    public bool JumpsToEnd => Holes.Any(h => h.Symbol == HoleSymbol.Continue);

    public static HoleSymbol SymbolOf(string function, string symbol) => symbol switch
    {
        "CONT" => HoleSymbol.Continue,
        "EXIT" => HoleSymbol.Exit,
        "HOLE32" => HoleSymbol.Immediate,
        "HOLE64" => HoleSymbol.Wide,
        "HOLE64B" => HoleSymbol.WideB,
        _ => throw new StencilError($"{function} refers to '{symbol}', which is not a hole (a constant the compiler put beside the code?)"),
    };
}
