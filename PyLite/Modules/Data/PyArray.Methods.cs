using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

// What programs call.
public sealed partial class PyArray
{
    /// <summary>Adds an item at the end.</summary>
    [PyFunction]
    public PyObject? append(PyObject v) => Define.None(Add(v));

    /// <summary>Adds the items of an iterable, or an array of the same type, at the end.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? extend(PyObject bb)
    {
        if (UserSlots.Unwrap(bb) is not PyArray other) return Define.None(AddAll(bb));
        if (other._code != _code) return PyErr.TypeError("can only extend with array of same kind");
        return Define.None(AddBytes(other.Bytes));
    }

    /// <summary>Puts an item in front of the one at a position.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? insert(long i, PyObject v)
    {
        if (!ArrayItems.Convert(_code, v, out long bits)) return null;
        if (i < 0) i = Math.Max(0, i + _count);
        var item = new byte[_size];
        ArrayItems.WriteInteger(item, 0, _size, bits);
        return Define.None(Splice((int)Math.Min(i, _count), 0, item));
    }

    /// <summary>Takes an item out, the last one unless told otherwise.</summary>
    [PyFunction]
    public PyObject? pop(long i = -1)
    {
        if (_count == 0) return PyErr.Raise(Types.IndexError, "pop from empty array");
        if (!Sequences.Locate(ref i, _count)) return PyErr.Raise(Types.IndexError, "pop index out of range");
        PyObject item = Item((int)i);
        if (i == _count - 1 && CanResize()) _count--;
        else if (!Splice((int)i, 1, [])) return null;
        return item;
    }

    /// <summary>Takes the first item of this value out.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? remove(PyObject v)
    {
        int at = Find(v, 0, _count, "remove");
        return at < 0 ? null : Define.None(Splice(at, 1, []));
    }

    private int Find(PyObject value, long from, long to, string function)
    {
        for (long i = from; i < to && i < _count; i++)
        {
            int equal = Operators.Equal(Item((int)i), value);
            if (equal < 0) return -1;
            if (equal == 1) return (int)i;
        }
        PyErr.ValueError($"array.{function}(x): x not in array");
        return -1;
    }

    /// <summary>Where the value is first found, between start and stop.</summary>
    [PyFunction]
    [DontLookInside]
    public long? index(PyObject v, long start = 0, long stop = long.MaxValue)
    {
        if (start < 0) start = Math.Max(0, start + _count);
        if (stop < 0) stop += _count;
        int at = Find(v, start, stop, "index");
        return at < 0 ? null : at;
    }

    /// <summary>How many items have the value.</summary>
    [PyFunction]
    [DontLookInside]
    public long? count(PyObject v)
    {
        long count = 0;
        for (int i = 0; i < _count; i++)
        {
            int equal = Operators.Equal(Item(i), v);
            if (equal < 0) return null;
            count += equal;
        }
        return count;
    }

    /// <summary>Turns the order of the items round.</summary>
    [PyFunction]
    [DontLookInside]
    public void reverse()
    {
        Bytes.Reverse();
        ArrayItems.SwapBytes(Bytes, _size);
    }

    /// <summary>Turns the order of the bytes of each item round.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? byteswap()
    {
        ArrayItems.SwapBytes(Bytes, _size);
        return PyNone.None;
    }

    /// <summary>Address and length of the items.</summary>
    [PyFunction]
    public PyObject buffer_info() => new PyTuple([new PyInt(Identity.Of(this)), new PyInt(_count)]);

    // ---- as something else

    /// <summary>The items as a list.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject tolist()
    {
        var list = new PyList();
        for (int i = 0; i < _count; i++) list.Append(Item(i));
        return list;
    }

    /// <summary>Adds the items of a list; all or, if one is wrong, none.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? fromlist(PyObject list)
    {
        if (UserSlots.Unwrap(list) is not PyList items) return PyErr.TypeError("arg must be list");
        int before = _count;
        foreach (PyObject item in items.ToArray())
        {
            if (Add(item)) continue;
            _count = before;
            return null;
        }
        return PyNone.None;
    }

    /// <summary>The items as bytes.</summary>
    [PyFunction]
    [DontLookInside]
    public byte[] tobytes() => Bytes.ToArray();

    /// <summary>Adds items given as bytes.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? frombytes(ReadOnlySpan<byte> buffer) => Define.None(AddBytes(buffer));

    /// <summary>The characters as a str.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? tounicode() => _code == 'u'
        ? Wrong() is { } wrong ? PyErr.ValueError($"character U+{wrong:x} is not in range [U+0000; U+10ffff]") : Text() : PyErr.ValueError("tounicode() may only be called on unicode type arrays");

    /// <summary>Adds the characters of a str.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? fromunicode(PyStr ustr) =>
        _code == 'u' ? Define.None(AddText(ustr)) : PyErr.ValueError("fromunicode() may only be called on unicode type arrays");

    /// <summary>Writes the items to a file.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? tofile(PyObject f)
    {
        const int block = 1 << 16;
        byte[] bytes = Bytes.ToArray();
        if (f.GetAttr(Names.Write) is not { } write) return null;
        for (int at = 0; at < bytes.Length; at += block)
            if (PyLite.Objects.Calls.Call1(write, new PyBytes(bytes[at..Math.Min(bytes.Length, at + block)])) == null) return null;
        return PyNone.None;
    }

    private static readonly PyStr ReadName = PyStr.Intern("read");

    /// <summary>Adds n items read from a file.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? fromfile(PyObject f, long n)
    {
        if (n < 0) return PyErr.ValueError("negative count");
        if (f.GetAttr(ReadName) is not { } read || PyLite.Objects.Calls.Call1(read, new PyInt(n * _size)) is not { } got) return null;
        if (UserSlots.Unwrap(got) is not PyBytes { IsMutable: false } bytes) return PyErr.TypeError("read() didn't return bytes");
        if (!AddBytes(bytes.Span)) return null;
        return bytes.Length == n * _size ? PyNone.None : PyErr.Raise(Types.EOFError, "read() didn't return enough bytes");
    }

    [PyFunction]
    [DontLookInside]
    public PyObject __copy__() => Copy();

    [PyFunction]
    [DontLookInside]
    public PyObject __deepcopy__(PyObject unused) => Copy();

    [PyFunction]
    public long __sizeof__() => 64 + Room.Length;

    [PyClassInit]
    private static void AddReduction(PyType type) => type.MethodOfInstance("__reduce_ex__", static (args, keywords) =>
        Define.NoKeywords("__reduce_ex__", keywords) && Define.Count("__reduce_ex__", args, 2, 2) && Argument.Long(args[1], out long protocol) ? Reduced(args[0], protocol) : null);

    /// <summary>What makes the array again: before protocol 3 of a list, then of the bytes.</summary>
    private static PyObject? Reduced(PyObject self, long protocol)
    {
        var array = (PyArray)UserSlots.Unwrap(self);
        PyObject? attributes = self is PyInstance ? Attributes.Find(self, Names.Dict) : null;
        if (PyErr.Current != null) return null;
        attributes ??= PyNone.None;
        if (protocol < 3) return new PyTuple([self.Type, new PyTuple([new PyStr(array.typecode), array.tolist()]), attributes]);
        if (Interpreter.Imports.ImportModule("array")?.GetAttr(PyStr.Intern("_array_reconstructor")) is not { } remake) return null;
        return new PyTuple([remake, new PyTuple([self.Type, new PyStr(array.typecode), new PyInt(ArrayModule.MachineFormat(array._code)), new PyBytes(array.tobytes())]), attributes]);
    }
}
