using System.Text.RegularExpressions;
using Backend;
using MetaTracer;

namespace MetaJit.Testing;

/// <summary>One operation of an optimized trace.</summary>
/// <param name="Name">As <c>int_add_ovf</c>.</param>
/// <param name="Text">The whole line.</param>
/// <param name="Place">The place of the user's program it came from, as the driver's <c>Location</c> names it.</param>
public sealed record TraceOperation(string Name, string Text, string Place);

/// <summary>What an engine's log (<see cref="JitEngineOptions.Log"/>) says, in sections: every trace as recorded and as optimized, machine code, aborts, warnings.</summary>
public sealed partial class TraceLog
{
    private readonly List<(string Title, List<string> Lines)> _sections = [];

    /// <param name="text">The log.</param>
    public TraceLog(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) _sections.Add((line[2..], []));
            else if (_sections.Count > 0) _sections[^1].Lines.Add(line);
        }
    }

    /// <summary>Runs a program with an engine of its own, and gives the log. The portable backend, which every machine has.</summary>
    /// <param name="driver">The interpreter; no engine may be attached to it.</param>
    /// <param name="program">Runs it.</param>
    /// <param name="parameters">As <see cref="JitParameters.Parse"/> takes them.</param>
    /// <exception cref="FormatException">A parameter is malformed.</exception>
    public static TraceLog Of(JitDriver driver, Action program, string parameters = "")
    {
        var log = new StringWriter();
        using var engine = new JitEngine(Backends.Create("portable"), new JitParameters().Parse(parameters), new JitEngineOptions { Log = log });
        engine.Attach(driver);
        program();
        return new TraceLog(log.ToString());
    }

    /// <summary>The sections' titles, such as <c>optimized loop 1 (fib.foo:3)</c>.</summary>
    public IEnumerable<string> Titles => _sections.Select(section => section.Title);

    /// <summary>The lines of the first section whose title begins so.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IReadOnlyList<string> Section(string title)
    {
        foreach (var (known, lines) in _sections)
            if (known.StartsWith(title, StringComparison.Ordinal)) return lines;
        throw new ArgumentException($"no section of the log begins with '{title}'; there are: {string.Join(", ", Titles.Take(20))}");
    }

    /// <summary>
    /// The operations of a loop's body, those that run each time round, as one text for a snapshot: what lies between its last label and the
    /// jump back, without the marks of places that left nothing. Variables and guards are numbered in the order in which they come.
    /// </summary>
    /// <param name="number">As in the log.</param>
    public string Loop(int number)
    {
        IReadOnlyList<string> lines = Section($"optimized loop {number} (");
        return Renumbered(string.Join('\n', lines.Skip(LastLabel(lines)).Where(line => line.Length > 0 && !MergePoint().IsMatch(line))));
    }

    /// <summary>Variables and guards numbered in the order in which they come, so that what is before them does not matter.</summary>
    private static string Renumbered(string text)
    {
        var numbers = new Dictionary<string, int>();
        int variables = 0, guards = 0;
        return Numbered().Replace(text, match =>
        {
            if (match.Value[0] == '\'') return match.Value;
            if (!numbers.TryGetValue(match.Value, out int number)) numbers[match.Value] = number = match.Value[0] == 'G' ? ++guards : variables++;
            return $"{match.Value[0]}{number}";
        });
    }

    /// <summary>Variables, guards, and what stands in quotes and is neither.</summary>
    [GeneratedRegex(@"'[^']*'|\b[ifp]\d+\b|\bG\d+\b")]
    private static partial Regex Numbered();

    /// <summary>The operations of every optimized loop's body.</summary>
    public IEnumerable<IReadOnlyList<TraceOperation>> LoopBodies() =>
        from section in _sections
        where section.Title.StartsWith("optimized loop ", StringComparison.Ordinal)
        select Body(section.Lines);

    private static List<TraceOperation> Body(List<string> lines)
    {
        var body = new List<TraceOperation>();
        string place = "";
        foreach (string line in lines.Skip(LastLabel(lines) + 1))
        {
            if (MergePoint().Match(line) is { Success: true } mark) place = mark.Groups[1].Value;
            else if (OperationName().Match(line) is { Success: true } operation) body.Add(new TraceOperation(operation.Groups[1].Value, line, place));
        }
        return body;
    }

    private static int LastLabel(IReadOnlyList<string> lines)
    {
        for (int k = lines.Count - 1; k >= 0; k--)
            if (lines[k].StartsWith("label(", StringComparison.Ordinal)) return k;
        return 0;
    }

    [GeneratedRegex(@"^(?:\w+ = )?(\w+)\(")]
    private static partial Regex OperationName();

    [GeneratedRegex(@"^debug_merge_point\(descr='([^']*)'\)")]
    private static partial Regex MergePoint();
}
