// Reads what --jit-log wrote, as far as tests ask about it.
using System.Text.RegularExpressions;

namespace Shared.Tests;

/// <summary>One operation of an optimized trace and the place of the user's program it came from, as <c>file:line function</c>.</summary>
internal sealed record TraceOperation(string Name, string Text, string Place);

/// <summary>One section of the log: a title such as <c>optimized loop 1 (file.py:6 run LoadFast)</c>, and its lines.</summary>
internal sealed partial class TraceLog
{
    private readonly List<(string Title, List<string> Lines)> _sections = [];

    public TraceLog(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) _sections.Add((line[2..], []));
            else if (_sections.Count > 0) _sections[^1].Lines.Add(line);
        }
    }

    [GeneratedRegex(@"^(?:\w+ = )?(\w+)\(")]
    private static partial Regex OperationName();

    [GeneratedRegex(@"^debug_merge_point\(descr='([^']*)'\)")]
    private static partial Regex MergePoint();

    public IEnumerable<string> Titles => _sections.Select(section => section.Title);

    public IEnumerable<string> Section(string titleStart) => _sections.First(section => section.Title.StartsWith(titleStart, StringComparison.Ordinal)).Lines;

    /// <summary>The operations of every optimized loop's body: what lies between its last label and the jump back. Marks are left out.</summary>
    public IEnumerable<List<TraceOperation>> LoopBodies() => Loops().Select(loop => loop.Body);

    /// <summary>The body of the first loop that goes through such a place, even if no operation came of it. Null: there is none.</summary>
    public List<TraceOperation>? LoopBodyThrough(Predicate<string> place) => Loops().FirstOrDefault(loop => loop.Places.Exists(place)).Body;

    private IEnumerable<(List<TraceOperation> Body, List<string> Places)> Loops() =>
        from section in _sections
        where section.Title.StartsWith("optimized loop ", StringComparison.Ordinal)
        select Loop(section.Lines);

    private static (List<TraceOperation> Body, List<string> Places) Loop(List<string> lines)
    {
        int label = lines.FindLastIndex(line => line.StartsWith("label(", StringComparison.Ordinal));
        var body = new List<TraceOperation>();
        var places = new List<string>();
        string place = "";
        foreach (string line in lines.Skip(label + 1))
        {
            if (MergePoint().Match(line) is { Success: true } mark) places.Add(place = mark.Groups[1].Value);
            else if (OperationName().Match(line) is { Success: true } operation) body.Add(new TraceOperation(operation.Groups[1].Value, line, place));
        }
        return (body, places);
    }
}
