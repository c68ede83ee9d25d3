using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// The methods of <c>str</c> that look for text in it. The tracer follows them up to the search itself when their arguments are the plain ones.
/// </summary>
public static class StrSearch
{
    private enum Search
    {
        Find, RFind, Index, RIndex,
    }

    public static void Populate(PyType t)
    {
        t.Method("find", (self, x) => Find(self, x, Search.Find), (self, x, from) => FindFrom(self, x, from, Search.Find),
            (self, x, from, to) => FindBetween(self, x, from, to, Search.Find));
        t.Method("rfind", (self, x) => Find(self, x, Search.RFind), (self, x, from) => FindFrom(self, x, from, Search.RFind),
            (self, x, from, to) => FindBetween(self, x, from, to, Search.RFind));
        t.Method("index", (self, x) => Find(self, x, Search.Index), (self, x, from) => FindFrom(self, x, from, Search.Index),
            (self, x, from, to) => FindBetween(self, x, from, to, Search.Index));
        t.Method("rindex", (self, x) => Find(self, x, Search.RIndex), (self, x, from) => FindFrom(self, x, from, Search.RIndex),
            (self, x, from, to) => FindBetween(self, x, from, to, Search.RIndex));
        t.Method("count", (self, x) => x is PyStr wanted ? Count((PyStr)self, wanted) : CountBetween(self, x, null, null),
            (self, x, from) => CountBetween(self, x, from, null), CountBetween);
        t.Method("startswith", (self, x) => Matches(self, x, atEnd: false), (self, x, from) => MatchesFrom(self, x, from, atEnd: false),
            (self, x, from, to) => MatchesBetween(self, x, from, to, atEnd: false));
        t.Method("endswith", (self, x) => Matches(self, x, atEnd: true), (self, x, from) => MatchesFrom(self, x, from, atEnd: true),
            (self, x, from, to) => MatchesBetween(self, x, from, to, atEnd: true));
        t.Method("partition", (self, x) => x is PyStr separator ? Partition((PyStr)self, separator, last: false) : PartitionOther((PyStr)self, x, last: false));
        t.Method("rpartition", (self, x) => x is PyStr separator ? Partition((PyStr)self, separator, last: true) : PartitionOther((PyStr)self, x, last: true));
    }

    private static PyObject? Find(PyObject self, PyObject wanted, Search search)
    {
        var s = (PyStr)self;
        return wanted is PyStr x ? Found(TextSearch.Find(s, x, 0, s.Length, IsLast(search)), search) : FindBetween(self, wanted, null, null, search);
    }

    private static PyObject? FindFrom(PyObject self, PyObject wanted, PyObject from, Search search)
    {
        var s = (PyStr)self;
        if (wanted is not PyStr x || from is not PyInt i) return FindBetween(self, wanted, from, null, search);
        return Found(TextSearch.Find(s, x, TextSearch.Start(i.Value, s.Length), s.Length, IsLast(search)), search);
    }

    [DontLookInside]
    private static PyObject? FindBetween(PyObject selfObject, PyObject wantedObject, PyObject? from, PyObject? to, Search search)
    {
        var self = (PyStr)selfObject;
        if (!StrMethods.Text(wantedObject, "must be", out PyStr wanted) || !TextSearch.Bounds(from, to, self.Length, out int start, out int stop)) return null;
        return Found(TextSearch.Find(self, wanted, start, stop, IsLast(search)), search);
    }

    private static bool IsLast(Search search) => search is Search.RFind or Search.RIndex;

    private static PyObject? Found(int at, Search search) =>
        at < 0 && search is Search.Index or Search.RIndex ? PyErr.ValueError("substring not found") : new PyInt(at);

    private static PyInt Count(PyStr self, PyStr wanted) => new(TextSearch.Count(self, wanted, 0, self.Length));

    [DontLookInside]
    private static PyObject? CountBetween(PyObject selfObject, PyObject wantedObject, PyObject? from, PyObject? to)
    {
        var self = (PyStr)selfObject;
        if (!StrMethods.Text(wantedObject, "must be", out PyStr wanted) || !TextSearch.Bounds(from, to, self.Length, out int start, out int stop)) return null;
        return new PyInt(TextSearch.Count(self, wanted, start, stop));
    }

    private static PyObject? Matches(PyObject self, PyObject wanted, bool atEnd)
    {
        var s = (PyStr)self;
        return wanted is PyStr x ? PyBool.Of(TextSearch.Matches(s, x, 0, s.Length, atEnd)) : MatchesBetween(self, wanted, null, null, atEnd);
    }

    private static PyObject? MatchesFrom(PyObject self, PyObject wanted, PyObject from, bool atEnd)
    {
        var s = (PyStr)self;
        if (wanted is not PyStr x || from is not PyInt i) return MatchesBetween(self, wanted, from, null, atEnd);
        return PyBool.Of(TextSearch.Matches(s, x, TextSearch.Start(i.Value, s.Length), s.Length, atEnd));
    }

    [DontLookInside]
    private static PyObject? MatchesBetween(PyObject selfObject, PyObject wantedObject, PyObject? from, PyObject? to, bool atEnd)
    {
        var self = (PyStr)selfObject;
        string function = atEnd ? "endswith" : "startswith";
        if (!TextSearch.Bounds(from, to, self.Length, out int start, out int stop)) return null;
        PyObject wanted = UserSlots.Unwrap(wantedObject);
        if (wanted is PyStr one) return PyBool.Of(TextSearch.Matches(self, one, start, stop, atEnd));
        if (wanted is not PyTuple many) return PyErr.TypeError($"{function} first arg must be str or a tuple of str, not {wantedObject.Type.Name}");
        foreach (PyObject item in many.Items)
        {
            if (UserSlots.Unwrap(item) is not PyStr p) return PyErr.TypeError($"tuple for {function} must only contain str, not {item.Type.Name}");
            if (TextSearch.Matches(self, p, start, stop, atEnd)) return PyBool.True;
        }
        return PyBool.False;
    }

    [DontLookInside]
    private static PyObject? PartitionOther(PyStr self, PyObject separatorObject, bool last) =>
        StrMethods.Text(separatorObject, "must be", out PyStr separator) ? Partition(self, separator, last) : null;

    [DontLookInside]
    private static PyObject? Partition(PyStr self, PyStr separator, bool last)
    {
        if (separator.Length == 0) return PyErr.ValueError("empty separator");
        int at = TextSearch.Find(self, separator, 0, self.Length, last);
        if (at < 0) return new PyTuple(last ? [PyStr.Empty, PyStr.Empty, self] : [self, PyStr.Empty, PyStr.Empty]);
        return new PyTuple([self.Part(0, at), separator, self.Part(at + separator.Length, self.Length)]);
    }
}
