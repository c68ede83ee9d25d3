namespace PyLite.Compiling;

/// <summary>Which of Python's warnings it is.</summary>
public enum SourceWarningKind : byte
{
    /// <summary>A SyntaxWarning of the compiler.</summary>
    SyntaxWarning,
    /// <summary>A DeprecationWarning of the parser.</summary>
    DeprecationWarning,
    /// <summary>A SyntaxWarning of the tokenizer.</summary>
    TokenWarning,
}

/// <summary>Something in a text that is allowed, and likely a mistake.</summary>
/// <param name="Message">CPython's words for it.</param>
public sealed record SourceWarning(SourceWarningKind Kind, string Message, SourceRange Range);

/// <summary>The warnings of a text, in the order they are found; what is read twice is found once.</summary>
public sealed class SourceWarnings
{
    private List<SourceWarning>? _found;

    public IReadOnlyList<SourceWarning> Found => _found ?? [];

    public void Add(SourceWarningKind kind, string message, SourceRange range)
    {
        var warning = new SourceWarning(kind, message, range);
        _found ??= [];
        if (!_found.Contains(warning)) _found.Add(warning);
    }
}
