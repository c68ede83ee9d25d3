using PyLite.Parsing;

namespace PyLite.Compiling;

/// <summary><c>from __future__ import …</c>: checks where it stands and what it names.</summary>
internal static class FutureImports
{
    private static readonly string[] Features =
    [
        "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function", "unicode_literals",
        "barry_as_FLUFL", "generator_stop", "annotations",
    ];

    /// <summary>Whether annotations are to be kept as text.</summary>
    /// <exception cref="PySyntaxException">Such an import in a wrong place, or of something that is none.</exception>
    public static bool Check(List<Stmt> body)
    {
        bool isOver = false, annotations = false;
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i] is not ImportFrom { Module: "__future__" } import)
            {
                bool isDocstring = i == 0 && body[0] is ExprStmt { Value: Constant { Value: string } };
                isOver |= !isDocstring;
                continue;
            }
            if (isOver) throw Fault("from __future__ imports must occur at the beginning of the file", import.Range, isOfNames: false);
            foreach (Alias alias in import.Names)
            {
                if (alias.Name == "braces") throw Fault("not a chance", Start(import.Range));
                if (Array.IndexOf(Features, alias.Name) < 0) throw Fault($"future feature {alias.Name} is not defined", Start(import.Range));
                annotations |= alias.Name == "annotations";
            }
        }
        return annotations;
    }

    /// <summary>CPython points at the beginning alone.</summary>
    private static SourceRange Start(SourceRange range) => range with { EndLine = range.Line, EndColumn = PySyntaxException.NoColumn };

    private static PySyntaxException Fault(string message, SourceRange range, bool isOfNames = true) => new(SyntaxErrorKind.SyntaxError, message, range) { IsOfNames = isOfNames };
}
