using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MetaJit.Viewer;

/// <summary>Gets the texts of the traces as they are read; they are not kept.</summary>
public interface ITraceSink
{
    /// <summary>A text, whose number in the page is <paramref name="piece"/>.</summary>
    void Add(int piece, TraceTexts texts);
}

/// <summary>
/// Reads a log in one go. What it holds at a time is one trace's text and a line for each guard, so logs may be large.
/// </summary>
public sealed partial class LogReader
{
    private readonly LoggedRun _run = new();
    private readonly ITraceSink? _sink;
    private readonly Dictionary<string, string> _places = [];

    // Recorded and not yet compiled, by title. Few: what is under way.
    private readonly Dictionary<string, List<string>> _recorded = [];
    private readonly Dictionary<string, Stretch> _labels = [];
    private readonly Dictionary<int, LoggedTrace> _loops = [];
    private readonly Dictionary<int, LoggedTrace> _bridges = [];

    // The trace that was compiled last, until another section shows that it has all its text.
    private (string Title, LoggedTrace Trace, TraceTexts Texts)? _open;
    private string? _reason;
    private int _pieces;

    private LogReader(ITraceSink? sink) => _sink = sink;

    /// <param name="path">The log.</param>
    /// <param name="sink">Gets the traces' texts; null where nobody wants them.</param>
    /// <exception cref="LogFormatException">The file is no log.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LoggedRun Read(string path, ITraceSink? sink = null)
    {
        using var reader = new StreamReader(path);
        return Read(reader, path, sink);
    }

    /// <inheritdoc cref="Read(string, ITraceSink?)"/>
    /// <param name="reader">The log.</param>
    /// <param name="name">Of the file, for messages.</param>
    /// <param name="sink">As above.</param>
    public static LoggedRun Read(TextReader reader, string name, ITraceSink? sink = null)
    {
        var log = new LogReader(sink);
        foreach (LogSection section in LogSections.Read(reader, name)) log.Take(section);
        log.Close();
        return log._run;
    }

    private void Take(LogSection section)
    {
        string title = section.Title;
        if (After(title, "machine code of ") is { } compiled)
        {
            if (_open is { } open && open.Title == compiled)
                open.Texts.Code.AddRange(TraceTexts.WithoutCounters(section.Lines, line => line.StartsWith(';')).Where(line => line.Length > 0));
            return;
        }
        if (After(title, "compiled ") is { } measured)
        {
            if (_open is { } open && Measured().Match(measured) is { Success: true } sizes)
            {
                open.Trace.Bytes = long.Parse(sizes.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
                open.Trace.OptimizingMilliseconds = double.Parse(sizes.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
                open.Trace.GeneratingMilliseconds = double.Parse(sizes.Groups[3].ValueSpan, CultureInfo.InvariantCulture);
            }
            return;
        }
        Close();
        if (After(title, "recorded ") is { } recorded) Recorded(recorded).AddRange(TraceTexts.Body(section.Lines));
        else if (After(title, "optimized ") is { } optimized) Compiled(optimized, section.Lines);
        else if (After(title, "abort: ") is { } reason) _reason = string.Join('\n', [reason, .. section.Lines.Where(line => line.Length > 0)]);
        else if (_reason is not null && After(title, "at ") is { } place) GiveUp(_reason, place, section.Lines);
        else if (NotFollowed().Match(title) is { Success: true } call) _run.NotFollowed.Add((call.Groups[1].Value, call.Groups[2].Value));
        else if (After(title, "warning: ") is { } warning) _run.Warnings.Add(string.Join('\n', [warning, .. section.Lines.Where(line => line.Length > 0)]));
        else if (Fate().Match(title) is { Success: true } fate) NoteFate(Number(fate.Groups[1]), fate.Groups[2].Value);
        else if (title == "counts") ReadCounts(section.Lines);
        else if (title == "statistics") ReadStatistics(section.Lines);
        else if (title == "end") _run.IsComplete = true;
        else _run.Notes.Add(title);
    }

    private static string? After(string title, string start) => title.StartsWith(start, StringComparison.Ordinal) ? title[start.Length..] : null;

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>The recorded lines of what is called so; the iteration after a bridge belongs to the bridge.</summary>
    private List<string> Recorded(string title)
    {
        title = After(title, "iteration after ") ?? title;
        if (!_recorded.TryGetValue(title, out List<string>? lines)) _recorded[title] = lines = [];
        return lines;
    }

    private void Compiled(string title, List<string> lines)
    {
        Match match = TraceTitle().Match(title);
        if (!match.Success) return;
        bool isBridge = match.Groups["guard"].Success;
        var trace = new LoggedTrace
        {
            Id = _pieces++,
            Kind = isBridge ? TraceKind.Bridge : match.Groups["kind"].Value == "loop" ? TraceKind.Loop : TraceKind.Entry,
            Loop = Number(isBridge ? match.Groups["owner"] : match.Groups["number"]),
            Guard = isBridge ? Number(match.Groups["guard"]) : null,
        };
        List<string> optimized = TraceTexts.WithoutCounters(TraceTexts.Body(lines), static _ => true);
        var texts = new TraceTexts([.. Recorded(title)], optimized, []);
        _recorded.Remove(title);
        trace.Recorded = texts.Recorded.Count(TraceTexts.DoesSomething);
        trace.Place = match.Groups["place"] is { Success: true } place ? place.Value
            : texts.Recorded.Concat(optimized).Select(TraceTexts.Place).FirstOrDefault(place => place is not null) ?? "";
        foreach (string line in texts.Recorded)
            if (TraceTexts.Place(line) is { } user) _run.Places.Add(user);
        ReadOptimized(trace, optimized);
        if (isBridge)
        {
            if (_run.Guards.TryGetValue(trace.Guard!.Value, out LoggedGuard? from)) (trace.Parent, from.Bridge) = (from.Trace, trace);
            _bridges[trace.Guard.Value] = trace;
        }
        else
        {
            _loops[trace.Loop] = trace;
        }
        _run.Traces.Add(trace);
        _open = (title, trace, texts);
    }

    /// <summary>Counts operations, finds guards and labels.</summary>
    private void ReadOptimized(LoggedTrace trace, List<string> lines)
    {
        string place = trace.Place, label = "";
        int operations = 0;
        foreach (string line in lines)
        {
            if (TraceTexts.Place(line) is { } user)
            {
                place = Same(user);
                continue;
            }
            if (line.StartsWith("label(", StringComparison.Ordinal))
            {
                if (operations > 0 || label.Length > 0) AddStretch();
                label = Target().Match(line) is { Success: true } target ? target.Groups[1].Value : "";
                continue;
            }
            if (!TraceTexts.DoesSomething(line)) continue;
            operations++;
            trace.Left++;
            if (line.StartsWith("jump(", StringComparison.Ordinal) && Target().Match(line) is { Success: true } jump) trace.JumpsTo = jump.Groups[1].Value;
            if (!TraceTexts.Operation(line).StartsWith("guard_")) continue;
            trace.Guards++;
            // Several that resume alike have one number.
            if (GuardNumber().Match(line) is { Success: true } guard)
                _run.Guards.TryAdd(Number(guard.Groups[1]), new LoggedGuard(Number(guard.Groups[1]), Same(TraceTexts.Operation(line).ToString()), trace, place));
        }
        AddStretch();

        void AddStretch()
        {
            var stretch = new Stretch(label, operations);
            trace.Stretches.Add(stretch);
            if (label.Length > 0) _labels[label] = stretch;
            operations = 0;
        }
    }

    /// <summary>One object for each text.</summary>
    private string Same(string text)
    {
        if (_places.TryGetValue(text, out string? known)) return known;
        return _places[text] = text;
    }

    private void GiveUp(string reason, string place, List<string> lines)
    {
        _reason = null;
        List<string> body = TraceTexts.Body(lines);
        int? guard = null;
        if (FromGuard().Match(place) is { Success: true } bridge) (place, guard) = (bridge.Groups[1].Value, Number(bridge.Groups[2]));
        // What was recorded of it stands in this section too.
        _recorded.Remove(After(place, "compiling ") ?? "");
        int? piece = null;
        if (body.Count > 0)
        {
            piece = _pieces++;
            _sink?.Add(piece.Value, new TraceTexts(body, [], []));
        }
        _run.GivenUp.Add(new GivenUp(reason, place, guard, piece));
    }

    private void NoteFate(int loop, string fate)
    {
        if (_loops.TryGetValue(loop, out LoggedTrace? trace)) trace.State = fate;
    }

    private void ReadCounts(List<string> lines)
    {
        foreach (string line in lines)
        {
            Match match = Count().Match(line);
            if (!match.Success) continue;
            long times = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            string name = match.Groups[3].Value;
            switch (match.Groups[2].Value)
            {
                case "entered": if (NumberIn(name, "loop ", _loops) is { } entered) entered.Entered = times; break;
                case "microseconds": if (NumberIn(name, "loop ", _loops) is { } timed) timed.Microseconds = times; break;
                case "failed": if (NumberIn(name, "guard ", _run.Guards) is { } guard) guard.Failures = times; break;
                case "calls": _run.Calls.Add((name, times)); break;
                case "runs": CountRuns(name, times); break;
            }
        }
        // Overloads of one name are one line.
        List<(string, long)> calls = [.. _run.Calls.GroupBy(call => call.Method).Select(group => (group.Key, group.Sum(call => call.Times))).OrderByDescending(call => call.Item2)];
        _run.Calls.Clear();
        _run.Calls.AddRange(calls);
    }

    private static T? NumberIn<T>(string name, string what, IDictionary<int, T> table) where T : class =>
        After(name, what) is { } number && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? table.TryGetValue(n, out T? found) ? found : null : null;

    private void CountRuns(string name, long times)
    {
        Stretch? stretch = After(name, "label ") is { } label ? _labels.GetValueOrDefault(label)
            : NumberIn(name, "loop ", _loops)?.Stretches[0] ?? NumberIn(name, "bridge ", _bridges)?.Stretches[0];
        if (stretch is null) return;
        stretch.Runs = times;
        _run.HasRuns = true;
    }

    private void ReadStatistics(List<string> lines)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(string.Join('\n', lines));
            _run.Statistics = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // The log was cut off here: it is not complete, and says so.
        }
    }

    /// <summary>The trace that was read last has all its text.</summary>
    private void Close()
    {
        if (_open is not { } open) return;
        _open = null;
        _sink?.Add(open.Trace.Id, open.Texts);
    }

    [GeneratedRegex(@"^(?:(?<kind>loop|entry) (?<number>\d+) \((?<place>.*)\)|(?:iteration after )?bridge from guard (?<guard>\d+) of loop (?<owner>\d+))$", RegexOptions.Singleline)]
    private static partial Regex TraceTitle();

    [GeneratedRegex(@": (-?\d+) bytes, ([\d.]+) ms optimizing, ([\d.]+) ms generating code$")]
    private static partial Regex Measured();

    [GeneratedRegex(@"^not followed: (.*?): (.*)$")]
    private static partial Regex NotFollowed();

    [GeneratedRegex(@"^loop (\d+)(?: \(.*\))? is (freed|invalid)$")]
    private static partial Regex Fate();

    [GeneratedRegex(@"^(.*), in a bridge from guard (\d+)$", RegexOptions.Singleline)]
    private static partial Regex FromGuard();

    [GeneratedRegex(@"^(\d+) (entered|microseconds|failed|calls|runs) (.*)$")]
    private static partial Regex Count();

    [GeneratedRegex(@"descr=([LT]\d+(?:\.\d+)?(?:~\d+)?)\)")]
    private static partial Regex Target();

    [GeneratedRegex(@"descr=G(\d+)\)")]
    private static partial Regex GuardNumber();
}
