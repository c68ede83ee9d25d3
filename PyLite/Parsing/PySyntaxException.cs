using PyLite.Compiling;

namespace PyLite.Parsing;

/// <summary>Which of Python's exceptions a faulty source text becomes.</summary>
public enum SyntaxErrorKind : byte
{
    SyntaxError,
    IndentationError,
    TabError,
    /// <summary>The text nests deeper than the parser follows.</summary>
    RecursionError,
}

/// <summary>
/// A fault in the source text, found by tokenizer, parser or compiler. It never passes through the interpreter: whoever called the
/// compiler turns it into the Python exception.
/// </summary>
/// <param name="kind">The Python exception.</param>
/// <param name="message">CPython's words for the fault.</param>
/// <param name="range">Where; columns from 0, the end exclusive.</param>
public sealed class PySyntaxException(SyntaxErrorKind kind, string message, SourceRange range) : Exception(message)
{
    public SyntaxErrorKind Kind { get; } = kind;

    /// <summary>A fault behind the last line, where nothing is: it is told of the last line, without a marker.</summary>
    public static void AtEnd(ref PySyntaxException fault, string text, CompileMode mode = CompileMode.Module)
    {
        if (mode is CompileMode.Eval or CompileMode.Single && fault.IsGeneric && !text.EndsWith('\n'))
        {
            AtOpenEnd(ref fault, text);
            return;
        }
        if (text.Length == 0 || text[^1] != '\n') return;
        int lines = text.AsSpan().Count('\n');
        if (fault.Range.Line != lines + 1 || fault.SourceLine is { Length: > 0 }) return;
        // After a line that is to be continued the place is its end.
        int length = text.Length - 1 - (text.LastIndexOf('\n', text.Length - 2 < 0 ? 0 : text.Length - 2) + 1);
        bool isContinued = fault.Message == "unexpected EOF while parsing";
        fault = new PySyntaxException(fault.Kind, fault.Message, new SourceRange(lines, isContinued ? length : -1, fault.IsGeneric && !isContinued ? lines : 0, -1)) { IsGeneric = fault.IsGeneric };
    }

    /// <summary>A fault at the end of an expression without a newline: before the last line, which is line 0 when there is nothing.</summary>
    private static void AtOpenEnd(ref PySyntaxException fault, string text)
    {
        int line = text.AsSpan().Count('\n') + 1;
        int length = text.Length - (text.LastIndexOf('\n') + 1);
        if (fault.Range.Line <= line && (fault.Range.Line < line || fault.Range.Column < length)) return;
        int shown = text.Length == 0 ? 0 : line;
        fault = new PySyntaxException(fault.Kind, fault.Message, new SourceRange(shown, -1, shown, -1)) { IsGeneric = true, SourceLine = text[^length..] };
    }

    public SourceRange Range { get; } = range;

    public string FileName { get; set; } = "<unknown>";

    /// <summary>The source line the fault is on, with its newline; null when the fault has no line.</summary>
    public string? SourceLine { get; set; }

    /// <summary>The fault is in no line: the exception says nothing but its message.</summary>
    public bool HasNoPlace { get; init; }

    /// <summary>CPython's parser accepts it and its compiler does not.</summary>
    public bool IsCompilers { get; init; }

    /// <summary>A fault in the use of names: its place is in attributes and not among the exception's arguments.</summary>
    public bool IsOfNames { get; init; }

    /// <summary>The generic "invalid syntax", which a later and more telling fault may replace.</summary>
    public bool IsGeneric { get; init; }
}
