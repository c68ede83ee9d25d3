using MetaJit;

namespace PyLite.Objects;

/// <summary>The methods of <c>str</c> that look for text in it.</summary>
[DontLookInside]
public static class StrSearch
{
    private enum Search
    {
        Find, RFind, Index, RIndex,
    }

    public static void Populate(PyType t)
    {
        t.Method("find", (self, x) => Find(self, x, null, null, Search.Find), (self, x, from) => Find(self, x, from, null, Search.Find),
            (self, x, from, to) => Find(self, x, from, to, Search.Find));
        t.Method("rfind", (self, x) => Find(self, x, null, null, Search.RFind), (self, x, from) => Find(self, x, from, null, Search.RFind),
            (self, x, from, to) => Find(self, x, from, to, Search.RFind));
        t.Method("index", (self, x) => Find(self, x, null, null, Search.Index), (self, x, from) => Find(self, x, from, null, Search.Index),
            (self, x, from, to) => Find(self, x, from, to, Search.Index));
        t.Method("rindex", (self, x) => Find(self, x, null, null, Search.RIndex), (self, x, from) => Find(self, x, from, null, Search.RIndex),
            (self, x, from, to) => Find(self, x, from, to, Search.RIndex));
        t.Method("count", (self, x) => Count(self, x, null, null), (self, x, from) => Count(self, x, from, null), Count);
        t.Method("startswith", (self, x) => StartsWith(self, x, null, null), (self, x, from) => StartsWith(self, x, from, null), StartsWith);
        t.Method("endswith", (self, x) => EndsWith(self, x, null, null), (self, x, from) => EndsWith(self, x, from, null), EndsWith);
        t.Method("partition", (self, separator) => Partition((PyStr)self, separator, last: false));
        t.Method("rpartition", (self, separator) => Partition((PyStr)self, separator, last: true));
    }

    private static PyObject? Find(PyObject selfObject, PyObject wantedObject, PyObject? from, PyObject? to, Search search)
    {
        var self = (PyStr)selfObject;
        if (!StrMethods.Text(wantedObject, "must be", out PyStr wanted) || !TextSearch.Bounds(from, to, self.Length, out int start, out int stop)) return null;
        int at = TextSearch.Find(self, wanted, start, stop, last: search is Search.RFind or Search.RIndex);
        return at < 0 && search is Search.Index or Search.RIndex ? PyErr.ValueError("substring not found") : new PyInt(at);
    }

    private static PyObject? Count(PyObject selfObject, PyObject wantedObject, PyObject? from, PyObject? to)
    {
        var self = (PyStr)selfObject;
        if (!StrMethods.Text(wantedObject, "must be", out PyStr wanted) || !TextSearch.Bounds(from, to, self.Length, out int start, out int stop)) return null;
        return new PyInt(TextSearch.Count(self, wanted, start, stop));
    }

    private static PyObject? StartsWith(PyObject self, PyObject prefix, PyObject? from, PyObject? to) =>
        Matches((PyStr)self, prefix, from, to, "startswith", static (s, p, start, stop) => TextSearch.StartsWith(s, p, start, stop));

    private static PyObject? EndsWith(PyObject self, PyObject suffix, PyObject? from, PyObject? to) =>
        Matches((PyStr)self, suffix, from, to, "endswith", static (s, p, start, stop) => TextSearch.EndsWith(s, p, start, stop));

    private static PyObject? Matches(PyStr self, PyObject wantedObject, PyObject? from, PyObject? to, string function, Func<PyStr, PyStr, int, int, bool> test)
    {
        if (!TextSearch.Bounds(from, to, self.Length, out int start, out int stop)) return null;
        PyObject wanted = UserSlots.Unwrap(wantedObject);
        if (wanted is PyStr one) return PyBool.Of(start <= stop && test(self, one, start, stop));
        if (wanted is not PyTuple many) return PyErr.TypeError($"{function} first arg must be str or a tuple of str, not {wantedObject.Type.Name}");
        foreach (PyObject item in many.Items)
        {
            if (UserSlots.Unwrap(item) is not PyStr p) return PyErr.TypeError($"tuple for {function} must only contain str, not {item.Type.Name}");
            if (start <= stop && test(self, p, start, stop)) return PyBool.True;
        }
        return PyBool.False;
    }

    private static PyObject? Partition(PyStr self, PyObject separatorObject, bool last)
    {
        if (!StrMethods.Text(separatorObject, "must be", out PyStr separator)) return null;
        if (separator.Length == 0) return PyErr.ValueError("empty separator");
        int at = TextSearch.Find(self, separator, 0, self.Length, last);
        if (at < 0) return new PyTuple(last ? [PyStr.Empty, PyStr.Empty, self] : [self, PyStr.Empty, PyStr.Empty]);
        return new PyTuple([self.Part(0, at), separator, self.Part(at + separator.Length, self.Length)]);
    }
}
