using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>The result of re.match() and re.search(). Match objects always have a boolean value of True.</summary>
[PyClass("re.Match", IsFinal = true)]
public sealed partial class PyMatch : PyObject
{
    public readonly PyPattern Pattern;
    private readonly Subject _subject;

    /// <summary>Start and end of the match and of each group; -1 for those that did not match.</summary>
    private readonly int[] _spans;

    /// <summary>Between which positions it was looked for.</summary>
    public readonly int Position, EndPosition;

    /// <summary>The number of the group that ended last, or -1.</summary>
    public readonly int LastGroup;

    internal PyMatch(PyPattern pattern, in Subject subject, MatchState state, int position, int endPosition)
    {
        Pattern = pattern;
        _subject = subject;
        Position = position;
        EndPosition = endPosition;
        int groups = pattern.Program.Groups;
        var spans = new int[2 * groups + 2];
        spans[0] = state.Start;
        spans[1] = state.End;
        int[] registers = state.Registers;
        for (int i = 0; i < groups; i++)
        {
            int from = registers[2 * i], to = registers[2 * i + 1];
            bool isSet = from >= 0 && to >= 0;
            spans[2 * i + 2] = isSet ? from : -1;
            spans[2 * i + 3] = isSet ? to : -1;
        }
        _spans = spans;
        LastGroup = registers[pattern.Program.LastGroupRegister];
    }

    public PyObject Subject => _subject.Given;

    public int Start(int group) => _spans[2 * group];

    public int End(int group) => _spans[2 * group + 1];

    /// <summary>The text of a group; null when it did not match.</summary>
    public PyObject? Text(int group)
    {
        int from = _spans[2 * group];
        return from < 0 ? null : PartOf(from, _spans[2 * group + 1]);
    }

    [DontLookInside]
    private PyObject PartOf(int from, int to) => _subject.Part(from, to);

    public PyObject Empty => _subject.Empty;

    [DontLookInside]
    internal PyObject? Join(PyObject parts) => _subject.Join(parts);

    public override PyObject? GetItem(PyObject key)
    {
        int group = Pattern.GroupNumber(key);
        return group < 0 ? null : Text(group) ?? PyNone.None;
    }

    public PyTuple Span(int group) => new([new PyInt(Start(group)), new PyInt(End(group))]);

    [DontLookInside]
    public override PyStr? Repr() =>
        Text(0)!.Repr() is { } shown ? new PyStr($"<re.Match object; span=({Start(0)}, {End(0)}), match={shown.Value}>") : null;
}
