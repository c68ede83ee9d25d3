namespace MetaJit.Viewer;

/// <summary>A file that is no log of traces. The message says what is wrong with it.</summary>
public sealed class LogFormatException(string message) : FormatException(message);

/// <summary>A line <c># TITLE</c> of a log, and the lines behind it.</summary>
public sealed record LogSection(string Title, List<string> Lines);

/// <summary>Reads a log section by section: never more than one is in memory.</summary>
public static class LogSections
{
    private const string Mark = "# ";

    // What a log can begin with.
    private static readonly string[] s_first = ["recorded ", "abort: ", "not followed: ", "warning: ", "counts"];

    /// <param name="reader">The log.</param>
    /// <param name="name">Of the file, for messages.</param>
    /// <exception cref="LogFormatException">It is none.</exception>
    public static IEnumerable<LogSection> Read(TextReader reader, string name)
    {
        string? line = reader.ReadLine();
        if (line is null) throw new LogFormatException($"{name} is empty: nothing got hot in the program, or it was ended before");
        if (!line.StartsWith(Mark, StringComparison.Ordinal) || !Array.Exists(s_first, word => line.AsSpan(Mark.Length).StartsWith(word)))
            throw new LogFormatException($"{name} is no log of traces, as --jit-log writes them: it begins with '{Shown(line)}'");
        while (line is not null)
        {
            var section = new LogSection(line[Mark.Length..], []);
            while ((line = reader.ReadLine()) is not null && !line.StartsWith(Mark, StringComparison.Ordinal)) section.Lines.Add(line);
            yield return section;
        }
    }

    private static string Shown(string line) => string.Concat((line.Length > 60 ? line[..60] + "…" : line).Select(c => char.IsControl(c) ? '?' : c));
}
