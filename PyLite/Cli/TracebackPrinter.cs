using System.Globalization;
using System.Text;
using PyLite.Compiling;
using PyLite.Modules;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Cli;

/// <summary>Writes exceptions as CPython 3.11 does: traceback, source lines with markers, causes and contexts.</summary>
public static class TracebackPrinter
{
    private const int RepeatsShown = 3;
    private const int GroupWidth = 15;
    private const int GroupDepth = 10;
    private const string CauseText = "The above exception was the direct cause of the following exception:";
    private const string ContextText = "During handling of the above exception, another exception occurred:";

    /// <summary>What is being written: how deep in groups of exceptions, and what each line begins with there.</summary>
    private sealed class Place
    {
        public readonly HashSet<PyException> Seen = [];
        public int Depth;
        /// <summary>A group's last line is still to be written.</summary>
        public bool NeedsClose;

        /// <summary>What has ended a program that is a module.</summary>
        public PyException? Ending;

        public string Indent => new(' ', 2 * Depth);
        public string Margin => Depth > 0 ? Indent + "| " : "";
    }

    /// <summary>The whole text, ending in a newline.</summary>
    /// <param name="isModules">The program is a module, and this has ended it.</param>
    public static string Format(PyException error, bool isModules = false)
    {
        var text = new StringBuilder();
        Append(text, error, new Place { Ending = isModules ? error : null });
        return text.ToString();
    }

    private static void Append(StringBuilder text, PyException error, Place place)
    {
        place.Seen.Add(error);
        if (error.Cause is { } cause)
        {
            if (!place.Seen.Contains(cause)) AppendBefore(text, cause, CauseText, place);
        }
        else if (error.Context is { } context && !error.SuppressContext && !place.Seen.Contains(context))
        {
            AppendBefore(text, context, ContextText, place);
        }
        if (error.Group != null) AppendGroup(text, error, place);
        else AppendOne(text, error, place);
    }

    private static void AppendBefore(StringBuilder text, PyException error, string relation, Place place)
    {
        Append(text, error, place);
        string margin = place.Margin;
        text.Append(margin).Append('\n').Append(margin).Append(relation).Append('\n').Append(margin).Append('\n');
    }

    private static void AppendOne(StringBuilder text, PyException error, Place place)
    {
        string margin = place.Margin;
        if (error.Traceback is not null && Limit > 0)
        {
            if (error.Group != null) text.Append(place.Depth == 1 ? place.Indent + "+ " : margin).Append("Exception Group ");
            else text.Append(margin);
            text.Append("Traceback (most recent call last):\n");
            if (ReferenceEquals(error, place.Ending))
                text.Append(margin).Append("  File \"<frozen runpy>\", line 198, in _run_module_as_main\n").Append(margin).Append("  File \"<frozen runpy>\", line 88, in _run_code\n");
            AppendTraceback(text, error.Traceback, margin);
        }
        if (error.Type.IsSubtype(Types.SyntaxError) && ExceptionFields.Detail(error, "lineno") is PyInt) AppendSyntaxError(text, error, margin);
        else AppendMessage(text, error, null, margin);
    }

    private static void AppendGroup(StringBuilder text, PyException group, Place place)
    {
        if (place.Depth > GroupDepth)
        {
            text.Append(place.Margin).Append(CultureInfo.InvariantCulture, $"... (max_group_depth is {GroupDepth})\n");
            return;
        }
        if (place.Depth == 0) place.Depth = 1;
        AppendOne(text, group, place);
        PyObject[] exceptions = group.Group!.Exceptions.Items;
        int shown = Math.Min(exceptions.Length, GroupWidth + 1);
        place.NeedsClose = false;
        for (int i = 0; i < shown; i++)
        {
            bool isLast = i == shown - 1;
            if (isLast) place.NeedsClose = true;
            string number = i < GroupWidth ? (i + 1).ToString(CultureInfo.InvariantCulture) : "...";
            text.Append(place.Indent).Append(i == 0 ? "+-" : "  ").Append(CultureInfo.InvariantCulture, $"+---------------- {number} ----------------\n");
            place.Depth++;
            if (i < GroupWidth) Append(text, (PyException)exceptions[i], place);
            else
            {
                int more = exceptions.Length - GroupWidth;
                text.Append(place.Margin).Append(CultureInfo.InvariantCulture, $"and {more} more exception{(more == 1 ? "" : "s")}\n");
            }
            if (isLast && place.NeedsClose)
            {
                text.Append(place.Indent).Append("+------------------------------------\n");
                place.NeedsClose = false;
            }
            place.Depth--;
        }
        if (place.Depth == 1) place.Depth = 0;
    }

    // ---- traceback entries

    /// <summary><c>sys.tracebacklimit</c>: how many entries, the last ones, are shown.</summary>
    private static long Limit => SysModule.IsMade ? SysModule.Module.Globals.Get("tracebacklimit") switch
    {
        PyInt limit => limit.Value,
        PyLong { Value.Sign: < 0 } => 0,
        _ => long.MaxValue,
    } : long.MaxValue;

    /// <summary>The entries of a traceback, without the heading.</summary>
    public static void AppendTraceback(StringBuilder text, PyTraceback traceback, string margin = "")
    {
        (PyCode Code, int Line)? last = null;
        int repeats = 0;
        PyTraceback? first = traceback;
        if (Limit < long.MaxValue)
        {
            long count = 0;
            for (PyTraceback? entry = traceback; entry is not null; entry = entry.Next_) count++;
            for (; count > Limit; count--) first = first!.Next_;
        }
        for (PyTraceback? entry = first; entry is not null; entry = entry.Next_)
        {
            int line = entry.LineNumber;
            if (last is { } same && same.Code.FileName == entry.Code.FileName && same.Line == line && same.Code.Name == entry.Code.Name) repeats++;
            else
            {
                AppendRepeats(text, repeats, margin);
                last = (entry.Code, line);
                repeats = 1;
            }
            if (repeats <= RepeatsShown) AppendEntry(text, entry.Code, entry.Pc, line, margin);
        }
        AppendRepeats(text, repeats, margin);
    }

    private static void AppendRepeats(StringBuilder text, int repeats, string margin)
    {
        int more = repeats - RepeatsShown;
        if (more <= 0) return;
        text.Append(margin).Append(CultureInfo.InvariantCulture, $"  [Previous line repeated {more} more time{(more == 1 ? "" : "s")}]\n");
    }

    private static void AppendEntry(StringBuilder text, PyCode code, int pc, int line, string margin)
    {
        text.Append(margin).Append(CultureInfo.InvariantCulture, $"  File \"{code.FileName}\", line {line}, in {code.Name}\n");
        if (SourceLines.Get(code.FileName, line) is not { } source) return;
        string shown = source.Trim(' ', '\t', '\f');
        if (shown.Length == 0) return;
        text.Append(margin).Append("    ").Append(shown).Append('\n');
        if ((uint)pc >= (uint)code.Positions.Length || CodeMethods.HidesColumns) return;
        // What interrupts a loop at its end has no part of the line to blame.
        if ((Op)(code.Code[pc] & 255) == Op.JumpBackward) return;
        SourceRange range = code.Positions[pc];
        if (range.Line <= 0 || range.EndLine <= 0 || (range.Line == range.EndLine && range.EndColumn <= range.Column)) return;
        AppendMarkers(text, source, shown, range, margin);
    }

    private static void AppendMarkers(StringBuilder text, string source, string shown, SourceRange range, string margin)
    {
        int indent = source.IndexOf(shown, StringComparison.Ordinal);
        int end = range.EndLine == range.Line ? Math.Min(range.EndColumn, source.Length) : source.TrimEnd().Length;
        int start = Math.Min(range.Column, end);
        (int left, int right) = range.EndLine == range.Line ? Anchors(source[start..end]) : (-1, -1);
        if (left < 0 && end - start == shown.Length) return;
        start -= indent;
        end -= indent;
        if (start < 0 || end <= start) return;
        text.Append(margin).Append(' ', 4);
        for (int i = 0; i < start; i++) text.Append(' ', Columns(shown[i]));
        for (int i = 0; i < end - start; i++)
        {
            bool primary = left < 0 || (i >= left && i < right);
            text.Append(primary ? '^' : '~', start + i < shown.Length ? Columns(shown[start + i]) : 1);
        }
        text.Append('\n');
    }

    /// <summary>How many columns of a terminal a character takes: East Asian ones take two.</summary>
    private static int Columns(char c) =>
        c is >= '\u1100' and <= '\u115F' or >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF'
            or >= '\uFE30' and <= '\uFE6F' or >= '\uFF00' and <= '\uFF60' or >= '\uFFE0' and <= '\uFFE6' ? 2 : 1;

    /// <summary>In an operator or a subscript the operator itself is marked: where it begins and ends in the segment, or -1.</summary>
    private static (int Left, int Right) Anchors(string segment)
    {
        List<Stmt> parsed;
        try
        {
            parsed = Parser.ParseModule(segment, "");
        }
        catch (PySyntaxException)
        {
            return (-1, -1);
        }
        if (parsed is not [ExprStmt { Value: var value }]) return (-1, -1);
        switch (value)
        {
            case BinOp binary when binary.Range.EndLine == 1:
                for (int i = binary.Left.Range.EndColumn; i < binary.Right.Range.Column; i++)
                {
                    if (char.IsWhiteSpace(segment[i])) continue;
                    bool twoChars = i + 1 < binary.Right.Range.Column && !char.IsWhiteSpace(segment[i + 1]);
                    return (i, twoChars ? i + 2 : i + 1);
                }
                return (-1, -1);
            case Subscript subscript when subscript.Range.EndLine == 1:
                return (subscript.Value.Range.EndColumn, subscript.Index.Range.EndColumn + 1);
            default:
                return (-1, -1);
        }
    }

    // ---- the last lines

    private static void AppendMessage(StringBuilder text, PyException error, string? message, string margin)
    {
        text.Append(margin);
        string module = error.Type.ModuleText();
        if (module is not ("builtins" or "__main__")) text.Append(module).Append('.');
        text.Append(error.Type.QualName);
        message ??= MessageOf(error);
        if (message.Length > 0) text.Append(": ").Append(message);
        text.Append(Suggestions.For(error));
        text.Append('\n');
        if (error.Field("__notes__") is PyList notes)
        {
            foreach (PyObject note in notes.ToList())
            {
                string shown = note is PyStr line ? line.Value : note.Repr()?.Value ?? "<note repr() failed>";
                foreach (string part in shown.Split('\n')) text.Append(margin).Append(part).Append('\n');
            }
        }
    }

    private static string MessageOf(PyException error)
    {
        if (error.Str() is { } message) return message.Value;
        PyErr.Current = null;
        return "<exception str() failed>";
    }

    private static void AppendSyntaxError(StringBuilder text, PyException error, string margin)
    {
        int line = Number(ExceptionFields.Detail(error, "lineno"));
        string file = ExceptionFields.Detail(error, "filename") is PyStr name ? name.Value : "<string>";
        text.Append(margin).Append(CultureInfo.InvariantCulture, $"  File \"{file}\", line {line}\n");
        if (ExceptionFields.Detail(error, "text") is PyStr source) AppendSyntaxSource(text, error, source.Value);
        AppendMessage(text, error, (error.Field("msg") ?? error.Args.Items.FirstOrDefault()) is PyStr message ? message.Value : "<no detail available>", margin);
    }

    private static void AppendSyntaxSource(StringBuilder text, PyException error, string source)
    {
        string line = source.TrimEnd('\n', '\r');
        string shown = line.TrimStart(' ', '\t', '\f');
        text.Append("    ").Append(shown.TrimEnd(' ')).Append('\n');
        int offset = Number(ExceptionFields.Detail(error, "offset"));
        if (offset < 1) return;
        // Of subclasses, such as IndentationError, only the beginning is shown.
        bool hasEnd = ReferenceEquals(error.Type, Types.SyntaxError);
        int endOffset = hasEnd ? Number(ExceptionFields.Detail(error, "end_offset")) : offset;
        bool sameLine = !hasEnd || Number(ExceptionFields.Detail(error, "end_lineno")) == Number(ExceptionFields.Detail(error, "lineno"));
        if (!sameLine && endOffset > 0) endOffset = source.Length > line.Length ? line.Length + 1 : line.Length;
        int start = Math.Min(offset - 1 - (line.Length - shown.Length), shown.Length);
        int end = Math.Min((endOffset > 0 ? endOffset : offset) - 1 - (line.Length - shown.Length), shown.Length);
        if (start < 0) return;
        if (end <= start) end = start + 1;
        text.Append(' ', 4);
        for (int i = 0; i < start; i++) text.Append(i < shown.Length && shown[i] is '\t' or '\f' ? shown[i] : ' ');
        text.Append('^', end - start).Append('\n');
    }

    private static int Number(PyObject? value) => value is PyInt number ? (int)number.Value : 0;
}
