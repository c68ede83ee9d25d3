using PyLite.Compiling;

namespace PyLite.Parsing;

/// <summary>The tree of a whole text: statements, or one expression.</summary>
public sealed record SyntaxTree(List<Stmt>? Body, Expr? Expression)
{
    /// <summary>Line ends of the text must be <c>\n</c>. As Python 3.<paramref name="version"/> reads it.</summary>
    /// <exception cref="PySyntaxException">The text is not Python.</exception>
    public static SyntaxTree Parse(string text, string fileName, CompileMode mode, CompileOptions options, SourceWarnings? warnings = null, int version = Parser.NewestVersion) =>
        Parser.ParseTree(text, fileName, mode, options, warnings, version);

    /// <summary>The comments <c># type: ignore…</c>, where those are asked for: the lines, and what follows the word.</summary>
    public IReadOnlyList<(int Line, string Tag)> TypeIgnores { get; init; } = [];

    /// <summary>What CPython's parser has accepted and its compiler does not.</summary>
    public PySyntaxException? Rejected { get; init; }
}
