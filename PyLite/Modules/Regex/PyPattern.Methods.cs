using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>What programs see of a pattern.</summary>
public sealed partial class PyPattern
{
    /// <summary>The text it was compiled from.</summary>
    [PyProperty(IsMember = true)] public PyObject pattern => Source;

    [PyProperty(IsMember = true)] public int flags => (int)Flags;

    /// <summary>The number of capturing groups.</summary>
    [PyProperty(IsMember = true)] public int groups => Groups;

    /// <summary>The numbers of groups by name.</summary>
    [PyProperty] public PyObject groupindex => new PyMappingProxy(GroupIndex);


    [PyFunction] public PyObject __copy__() => this;

    /// <summary>Compiled anew.</summary>
    [PyFunction]
    public PyObject? __reduce__() =>
        Interpreter.Imports.ImportModule("re")?.GetAttr(PyStr.Intern("_compile")) is { } compile ? new PyTuple([compile, new PyTuple([pattern, new PyInt(flags)])]) : null;

    [PyFunction] public PyObject __deepcopy__(PyObject memo) => this;

    /// <summary>Matches at the beginning of the string.</summary>
    [PyFunction]
    public PyObject? match([Keyword] PyObject @string, long pos = 0, [Shown("sys.maxsize")] long endpos = long.MaxValue) => Match(@string, pos, endpos, search: false, whole: false);

    /// <summary>Matches all of the string.</summary>
    [PyFunction]
    public PyObject? fullmatch([Keyword] PyObject @string, long pos = 0, [Shown("sys.maxsize")] long endpos = long.MaxValue) => Match(@string, pos, endpos, search: false, whole: true);

    /// <summary>Finds the first match in the string.</summary>
    [PyFunction]
    public PyObject? search([Keyword] PyObject @string, long pos = 0, [Shown("sys.maxsize")] long endpos = long.MaxValue) => Match(@string, pos, endpos, search: true, whole: false);

    /// <summary>An iterator over all matches in the string that do not overlap.</summary>
    [PyFunction]
    public PyObject? finditer([Keyword] PyObject @string, long pos = 0, [Shown("sys.maxsize")] long endpos = long.MaxValue) =>
        NewScanner(@string, pos, endpos) is { } scanner ? new PyMatchIterator(scanner) : null;

    [PyFunction]
    public PyObject? scanner([Keyword] PyObject @string, long pos = 0, [Shown("sys.maxsize")] long endpos = long.MaxValue) => NewScanner(@string, pos, endpos);

    /// <summary>The positions, cut off where the subject ends.</summary>
    private static (int From, int End) Clip(in Subject subject, long from, long end)
    {
        long length = subject.Length;
        return ((int)Math.Clamp(from, 0, length), (int)Math.Clamp(end, 0, length));
    }

    [DontLookInside]
    private PyObject? Match(PyObject text, long from, long end, bool search, bool whole)
    {
        if (!Subject.Of(this, text, out Subject subject)) return null;
        (int first, int last) = Clip(subject, from, end);
        MatchState state = MatchState.Rent(Program);
        PyObject? result = subject.Match(Program, state, first, last, search, whole) ? new PyMatch(this, subject, state, first, last)
            : state.Failed ? null : PyNone.None;
        state.Return();
        return result;
    }

    [DontLookInside]
    private PyScanner? NewScanner(PyObject text, long from, long end)
    {
        if (!Subject.Of(this, text, out Subject subject)) return null;
        (int first, int last) = Clip(subject, from, end);
        return new PyScanner(this, subject, first, last);
    }

    /// <summary>All matches in the string that do not overlap: their texts or, where the pattern has groups, those of the groups.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? findall([Keyword] PyObject @string, long pos = 0, [Shown("sys.maxsize")] long endpos = long.MaxValue)
    {
        if (!Subject.Of(this, @string, out Subject subject)) return null;
        (int position, int last) = Clip(subject, pos, endpos);
        MatchState state = MatchState.Rent(Program);
        var found = new PyList();
        bool mustAdvance = false;
        while (subject.Match(Program, state, position, last, search: true, whole: false, mustAdvance))
        {
            if (Groups <= 1)
            {
                found.Append(Groups == 0 ? subject.Part(state.Start, state.End) : Group(subject, state, 0, subject.Empty));
            }
            else
            {
                var items = new PyObject[Groups];
                for (int i = 0; i < items.Length; i++) items[i] = Group(subject, state, i, subject.Empty);
                found.Append(new PyTuple(items));
            }
            position = state.End;
            mustAdvance = state.Start == state.End;
        }
        PyObject? result = state.Failed ? null : found;
        state.Return();
        return result;
    }

    /// <summary>The text of a group, numbered from 0, or what stands for it when it did not match.</summary>
    private static PyObject Group(in Subject subject, MatchState state, int group, PyObject missing)
    {
        int from = state.Registers[2 * group], to = state.Registers[2 * group + 1];
        return from >= 0 && to >= 0 ? subject.Part(from, to) : missing;
    }

    /// <summary>Splits the string where the pattern matches, at most maxsplit times; the texts of groups go between the parts.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? split([Keyword] PyObject @string, long maxsplit = 0)
    {
        if (!Subject.Of(this, @string, out Subject subject)) return null;
        MatchState state = MatchState.Rent(Program);
        var parts = new PyList();
        int position = 0, end = subject.Length, times = 0;
        bool mustAdvance = false;
        while ((maxsplit == 0 || times < maxsplit) && subject.Match(Program, state, position, end, search: true, whole: false, mustAdvance))
        {
            parts.Append(subject.Part(position, state.Start));
            for (int i = 0; i < Groups; i++) parts.Append(Group(subject, state, i, PyNone.None));
            times++;
            position = state.End;
            mustAdvance = state.Start == state.End;
        }
        parts.Append(subject.Part(position, end));
        PyObject? result = state.Failed ? null : parts;
        state.Return();
        return result;
    }

    /// <summary>The string with its first count matches (0: all) replaced, by a text or by what a function makes of the match.</summary>
    [PyFunction]
    public PyObject? sub([Keyword] PyObject repl, PyObject @string, long count = 0) => Substitution.Sub(this, repl, @string, count, counted: false);

    /// <summary>The tuple (sub(), how many were replaced).</summary>
    [PyFunction]
    public PyObject? subn([Keyword] PyObject repl, PyObject @string, long count = 0) => Substitution.Sub(this, repl, @string, count, counted: true);

    /// <summary>Patterns of str or of bytes, as annotations have them.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? __class_getitem__(PyObject type, PyObject item) => PyGenericAlias.Of(type, item);
}
