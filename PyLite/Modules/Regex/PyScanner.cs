using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>Matches of a pattern, one after the other.</summary>
[PyClass("_sre.SRE_Scanner")]
public sealed partial class PyScanner : PyObject
{
    private readonly PyPattern _pattern;
    private readonly Subject _subject;
    private readonly int _from, _end;
    private int _position;
    private bool _mustAdvance;

    internal PyScanner(PyPattern pattern, in Subject subject, int from, int end)
    {
        _pattern = pattern;
        _subject = subject;
        _from = _position = from;
        _end = end;
    }

    [PyProperty] public PyObject pattern => _pattern;

    [PyFunction] public PyObject? match() => Advance(search: false);

    [PyFunction] public PyObject? search() => Advance(search: true);

    /// <summary>The next match, or None; null with an exception pending.</summary>
    [DontLookInside]
    internal PyObject? Advance(bool search)
    {
        if (_position < 0) return PyNone.None;
        MatchState state = MatchState.Rent(_pattern.Program);
        PyObject? result = PyNone.None;
        if (_subject.Match(_pattern.Program, state, _position, _end, search, whole: false, _mustAdvance))
        {
            result = new PyMatch(_pattern, _subject, state, _from, _end);
            _mustAdvance = state.Start == state.End;
            _position = state.End;
        }
        else
        {
            _position = -1;
            if (state.Failed) result = null;
        }
        state.Return();
        return result;
    }
}

/// <summary>What <c>Pattern.finditer</c> gives: in CPython <c>iter(scanner.search, None)</c>, and it is taken apart as that.</summary>
internal sealed class PyMatchIterator(PyScanner scanner) : PyObject, IReducible
{
    private bool _hasEnded;

    public override PyType Type => Types.CallableIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        PyObject? match = scanner.Advance(search: true);
        if (match is not PyNone) return match;
        _hasEnded = true;
        return PyEnd.Value;
    }

    public PyObject? Reduce(PyType type) => _hasEnded ? IteratorReduction.Ended(PyTuple.Empty)
        : Attributes.Find(scanner, PyStr.Intern("search")) is { } search ? IteratorReduction.Of(search, PyNone.None) : null;
}
