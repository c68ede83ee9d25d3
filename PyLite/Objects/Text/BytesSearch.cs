using MetaJit;

namespace PyLite.Objects;

/// <summary>The methods of <c>bytes</c> and <c>bytearray</c> that look for bytes in them.</summary>
[DontLookInside]
public static class BytesSearch
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
        t.Method("startswith", (self, x) => Matches(self, x, null, null, atEnd: false), (self, x, from) => Matches(self, x, from, null, atEnd: false),
            (self, x, from, to) => Matches(self, x, from, to, atEnd: false));
        t.Method("endswith", (self, x) => Matches(self, x, null, null, atEnd: true), (self, x, from) => Matches(self, x, from, null, atEnd: true),
            (self, x, from, to) => Matches(self, x, from, to, atEnd: true));
        t.Method("partition", (self, x) => Partition((PyBytes)self, x, last: false));
        t.Method("rpartition", (self, x) => Partition((PyBytes)self, x, last: true));
        t.Method("removeprefix", (self, x) => Like(x) is { } p ? p.Length > 0 && Spans(self).StartsWith(p.Span) ? Rest(self, p.Length) : Whole(self) : null);
        t.Method("removesuffix", (self, x) => Like(x) is { } p
            ? p.Length > 0 && Spans(self).EndsWith(p.Span) ? ((PyBytes)self).Part(0, Spans(self).Length - p.Length) : Whole(self) : null);
    }

    private static ReadOnlySpan<byte> Spans(PyObject self) => ((PyBytes)self).Span;

    private static PyBytes Rest(PyObject self, int from) => ((PyBytes)self).Part(from, ((PyBytes)self).Length - from);

    private static PyBytes Whole(PyObject self) => ((PyBytes)self).Part(0, ((PyBytes)self).Length);

    /// <summary>A bytes-like argument, or null with TypeError.</summary>
    public static PyBytes? Like(PyObject o)
    {
        if (Likely(o) is { } b) return b;
        PyErr.TypeError($"a bytes-like object is required, not '{o.Type.Name}'");
        return null;
    }

    /// <summary>The bytes of a bytes-like object; null for another.</summary>
    public static PyBytes? Likely(PyObject o)
    {
        if (o is PyBytes b) return b;
        PyObject plain = UserSlots.Unwrap(o);
        return plain as PyBytes ?? (plain is IBuffer ? Copied(plain) : null);
    }

    [DontLookInside]
    private static PyBytes? Copied(PyObject buffer) => Buffers.TryBytes(buffer, out ReadOnlySpan<byte> bytes) ? new PyBytes(bytes.ToArray()) : null;

    /// <summary>What <c>in</c> looks for: bytes, or one as an int.</summary>
    public static byte[]? ToFind(PyObject wanted)
    {
        if (Buffers.TryBytes(wanted, out ReadOnlySpan<byte> b)) return b.ToArray();
        if (wanted is not (PyInt or PyLong or PyBool) && wanted.Type.Lookup(Names.Index) == null)
        {
            PyErr.TypeError($"a bytes-like object is required, not '{wanted.Type.Name}'");
            return null;
        }
        return BytesMethods.Byte(wanted, out byte one) ? [one] : null;
    }

    /// <summary>What a method looks for.</summary>
    private static bool Wanted(PyObject wanted, out ReadOnlySpan<byte> bytes)
    {
        if (Buffers.TryBytes(wanted, out bytes)) return true;
        if (wanted is not (PyInt or PyLong or PyBool) && wanted.Type.Lookup(Names.Index) == null)
            return PyErr.Fail(Types.TypeError, $"argument should be integer or bytes-like object, not '{wanted.Type.Name}'");
        if (!BytesMethods.Byte(wanted, out byte one)) return false;
        bytes = new[] { one };
        return true;
    }

    private static PyObject? Find(PyObject selfObject, PyObject wantedObject, PyObject? from, PyObject? to, Search search)
    {
        var self = (PyBytes)selfObject;
        if (!Wanted(wantedObject, out ReadOnlySpan<byte> wanted) || !TextSearch.Bounds(from, to, self.Length, out int start, out int stop)) return null;
        int at = TextSearch.Find(self.Span, wanted, start, stop, last: search is Search.RFind or Search.RIndex);
        return at < 0 && search is Search.Index or Search.RIndex ? PyErr.ValueError("subsection not found") : new PyInt(at);
    }

    private static PyObject? Count(PyObject selfObject, PyObject wantedObject, PyObject? from, PyObject? to)
    {
        var self = (PyBytes)selfObject;
        if (!Wanted(wantedObject, out ReadOnlySpan<byte> wanted) || !TextSearch.Bounds(from, to, self.Length, out int start, out int stop)) return null;
        return new PyInt(TextSearch.Count(self.Span, wanted, start, stop));
    }

    private static PyObject? Matches(PyObject selfObject, PyObject wantedObject, PyObject? from, PyObject? to, bool atEnd)
    {
        var self = (PyBytes)selfObject;
        string function = atEnd ? "endswith" : "startswith";
        if (!TextSearch.Bounds(from, to, self.Length, out int start, out int stop)) return null;
        PyObject wanted = UserSlots.Unwrap(wantedObject);
        if (wanted is not PyTuple && Likely(wanted) is { } one) return PyBool.Of(Matches(self, one, start, stop, atEnd));
        if (wanted is not PyTuple many) return PyErr.TypeError($"{function} first arg must be bytes or a tuple of bytes, not {wantedObject.Type.Name}");
        foreach (PyObject item in many.Items)
        {
            if (Like(item) is not { } p) return null;
            if (Matches(self, p, start, stop, atEnd)) return PyBool.True;
        }
        return PyBool.False;
    }

    private static bool Matches(PyBytes self, PyBytes wanted, int start, int stop, bool atEnd)
    {
        if (start > stop || wanted.Length > stop - start) return false;
        return self.Span[(atEnd ? stop - wanted.Length : start)..].StartsWith(wanted.Span);
    }

    private static PyObject? Partition(PyBytes self, PyObject separatorObject, bool last)
    {
        if (Like(separatorObject) is not { } separator) return null;
        if (separator.Length == 0) return PyErr.ValueError("empty separator");
        int at = TextSearch.Find(self.Span, separator.Span, 0, self.Length, last);
        PyBytes whole = self.Part(0, self.Length);
        if (at < 0) return new PyTuple(last ? [self.WithSameType([]), self.WithSameType([]), whole] : [whole, self.WithSameType([]), self.WithSameType([])]);
        return new PyTuple([self.Part(0, at), self.WithSameType(separator.ToArray()), Rest(self, at + separator.Length)]);
    }
}
