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
    /// <summary>The column of an end that is not known.</summary>
    public const int NoColumn = int.MinValue;

    public SyntaxErrorKind Kind { get; } = kind;

    /// <summary>A fault behind the last line, where nothing is: it is told of the last line, without a marker.</summary>
    /// <param name="fault">The fault, which becomes another one.</param>
    /// <param name="text">The source.</param>
    /// <param name="mode">What the source is.</param>
    /// <param name="isProgram">It is read from the program's file: CPython's tokenizer is then behind the line.</param>
    public static void AtEnd(ref PySyntaxException fault, string text, CompileMode mode = CompileMode.Module, bool isProgram = false)
    {
        if (mode is CompileMode.Eval or CompileMode.Single && fault.IsGeneric && !text.EndsWith('\n'))
        {
            AtOpenEnd(ref fault, text);
            return;
        }
        if (text.Length == 0) return;
        bool isClosed = text[^1] == '\n';
        int lines = text.AsSpan().Count('\n') + (isClosed ? 0 : 1);
        if (fault.Range.Line != lines + 1 || fault.SourceLine is { Length: > 0 }) return;
        int length = text.Length - (text.LastIndexOf('\n', text.Length - (isClosed && text.Length > 1 ? 2 : 1)) + 1);
        SourceRange place = fault.IsGeneric ? new SourceRange(lines, -1, lines, -1)
            : isProgram && fault.Message != "unexpected EOF while parsing" ? new SourceRange(lines, -1, 0, -1)
            : new SourceRange(lines, length - 1, lines, -2);
        fault = new PySyntaxException(fault.Kind, fault.Message, place) { IsGeneric = fault.IsGeneric };
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

    /// <summary>Found by the tokenizer, which shows the line without its newline.</summary>
    public bool IsTokenizers { get; init; }

    /// <summary>The line up to which CPython had read when it found the fault; 0 when that does not matter.</summary>
    public int SeenLine { get; set; }

    /// <summary>The fault is in no line: the exception says nothing but its message.</summary>
    public bool HasNoPlace { get; init; }

    /// <summary>A text in memory is not in the encoding it declares: the place is before the text and has no end.</summary>
    public bool IsOfEncoding { get; init; }

    /// <summary>A fault in the use of names: its place is in attributes and not among the exception's arguments.</summary>
    public bool IsOfNames { get; init; }

    /// <summary>The generic "invalid syntax", which a later and more telling fault may replace.</summary>
    public bool IsGeneric { get; init; }
}
