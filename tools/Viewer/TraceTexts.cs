using System.Text.RegularExpressions;

namespace MetaJit.Viewer;

/// <summary>The text of a trace: as recorded, perhaps in pieces, as compiled, and its machine code. An operation a line, the inputs first.</summary>
public sealed record TraceTexts(List<string> Recorded, List<string> Optimized, List<string> Code)
{
    /// <summary>The lines of a trace without the declarations before them.</summary>
    public static List<string> Body(List<string> section)
    {
        int start = section.FindIndex(line => line.StartsWith('['));
        return start < 0 ? [] : [.. section.Skip(start).Where(line => line.Length > 0)];
    }

    /// <summary>
    /// The same of a compiled trace, without what counts how often it runs: a counter is read, one is added, it is written. Nobody wrote a
    /// program that does so.
    /// </summary>
    /// <param name="lines">Operations, or comments that are operations and the machine code behind them.</param>
    /// <param name="isOperation">Whether a line is one; the others belong to the operation before them.</param>
    public static List<string> WithoutCounters(List<string> lines, Func<string, bool> isOperation)
    {
        List<string> kept = [];
        bool isRead = false, counts = false;
        foreach (string line in lines)
        {
            if (isOperation(line))
            {
                counts = isRead && Operation(line) is "int_add" || line.Contains("setfield_gc(ConstPtr(RunCounter", StringComparison.Ordinal);
                isRead = line.Contains("getfield_gc_i(ConstPtr(RunCounter", StringComparison.Ordinal);
            }
            if (!isRead && !counts) kept.Add(line);
        }
        return kept;
    }

    /// <summary>The name of a line's operation; empty for what is none.</summary>
    public static ReadOnlySpan<char> Operation(string line)
    {
        int end = line.IndexOf('(');
        if (end <= 0) return default;
        int start = line.AsSpan(0, end).LastIndexOf(' ') + 1;
        return line.AsSpan(start, end - start);
    }

    /// <summary>Whether a line is an operation that does something: no label, no place, not the inputs.</summary>
    public static bool DoesSomething(string line) => line[0] != '[' && Operation(line) is { Length: > 0 } name && name is not ("debug_merge_point" or "label");

    /// <summary>The place of a debug_merge_point; null for other lines.</summary>
    public static string? Place(string line)
    {
        const string start = "debug_merge_point(descr=";
        if (!line.StartsWith(start, StringComparison.Ordinal)) return null;
        int end = line.LastIndexOf(')');
        ReadOnlySpan<char> text = line.AsSpan(start.Length, Math.Max(0, end - start.Length)).Trim();
        if (text is not ['\'', .., '\'']) return text.ToString();
        return text[1..^1].ToString().Replace("\\n", "\n").Replace("\\'", "'").Replace("\\\\", "\\");
    }
}

/// <summary>A place of a user's program, <c>FILE:LINE REST</c> where it has a line.</summary>
public static partial class UserPlace
{
    /// <summary>The file and line; null where the language names its places otherwise.</summary>
    public static (string File, int Line)? FileAndLine(string place) =>
        Pattern().Match(place) is { Success: true } match && int.TryParse(match.Groups[2].ValueSpan, out int line) ? (match.Groups[1].Value, line) : null;

    /// <summary>The place with its file's name in place of the path.</summary>
    public static string Short(string place) => FileAndLine(place) is { } at ? place[(at.File.LastIndexOf('/') + 1)..] : place;

    [GeneratedRegex(@"^(.+?):(\d+)(?=$|\s)")]
    private static partial Regex Pattern();
}
