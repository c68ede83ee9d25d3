using MetaJit;

namespace PyLite.Objects;

// Where the attributes are: the first four references in fields, more in an array; ints and floats unboxed, the first of them in fields of
// an instance that has such, more in an array.
public abstract partial class PyInstance
{
    private PyObject? _s0, _s1, _s2, _s3;
    private Slot[]? _more;
    private long[]? _raw;

    /// <summary>How many references, or numbers, an array has room for at first; then twice as many, and so on.</summary>
    private const int LeastMore = 4;

    /// <summary>How many of the numbers have fields.</summary>
    private int Fields => this is PyNumericInstance ? PyNumericInstance.Fields : 0;

    /// <summary>An attribute that the map says is there. What maps say is relied on without asking: there is room, and a value.</summary>
    public PyObject ReadSlot(int index)
    {
        PyObject? value = index switch
        {
            0 => _s0,
            1 => _s1,
            2 => _s2,
            3 => _s3,
            _ => ReadMore(index),
        };
        Jit.AssumeNonNull(value);
        return value!;
    }

    private PyObject? ReadMore(int index)
    {
        Slot[] more = _more!;
        Jit.AssumeLength(more, index - 3);
        return more[index - 4].V;
    }

    public void WriteSlot(int index, PyObject? value)
    {
        switch (index)
        {
            case 0: _s0 = value; break;
            case 1: _s1 = value; break;
            case 2: _s2 = value; break;
            case 3: _s3 = value; break;
            default:
                Slot[] more = _more!;
                Jit.AssumeLength(more, index - 3);
                more[index - 4].V = value;
                break;
        }
    }

    private long ReadRaw(int index)
    {
        if (this is PyNumericInstance numeric)
        {
            if (index < PyNumericInstance.Fields) return numeric.Read(index);
            index -= PyNumericInstance.Fields;
        }
        long[] raw = _raw!;
        Jit.AssumeLength(raw, index + 1);
        return raw[index];
    }

    private void WriteRaw(int index, long value)
    {
        if (this is PyNumericInstance numeric)
        {
            if (index < PyNumericInstance.Fields)
            {
                numeric.Write(index, value);
                return;
            }
            index -= PyNumericInstance.Fields;
        }
        long[] raw = _raw!;
        Jit.AssumeLength(raw, index + 1);
        raw[index] = value;
    }

    private void AddAttribute(PyMap map, PyStr name, PyObject value)
    {
        PyMap next = PyMap.Add(map, name, value is PyInt ? Storage.Int : value is PyFloat ? Storage.Float : Storage.Boxed);
        if (next.Storage == Storage.Boxed)
        {
            if (next.BoxedCount > 4) GrowBoxed(next.BoxedCount - 4);
            Map = next;
            WriteSlot(next.Index, value);
            return;
        }
        if (this is PyPlainInstance && map.Type.Layout == InstanceLayout.Plain) map.Type.Layout = InstanceLayout.Numeric;
        if (next.RawCount > Fields) GrowRaw(next.RawCount - Fields);
        Map = next;
        WriteRaw(next.Index, value is PyInt i ? i.Value : BitConverter.DoubleToInt64Bits(((PyFloat)value).Value));
    }

    /// <summary>Makes room for so many; the room there is follows from how many there were, so that traces know it.</summary>
    [UnrollSafe]
    private void GrowBoxed(int count)
    {
        int room = LeastMore;
        while (room < count) room *= 2;
        if (count == 1)
        {
            _more = new Slot[room];
        }
        else if (count > LeastMore && room == 2 * (count - 1))
        {
            Slot[] before = _more!;
            var more = new Slot[room];
            for (int i = 0; i < count - 1; i++) more[i].V = before[i].V;
            _more = more;
        }
    }

    [UnrollSafe]
    private void GrowRaw(int count)
    {
        int room = LeastMore;
        while (room < count) room *= 2;
        if (count == 1)
        {
            _raw = new long[room];
        }
        else if (count > LeastMore && room == 2 * (count - 1))
        {
            long[] before = _raw!;
            var raw = new long[room];
            for (int i = 0; i < count - 1; i++) raw[i] = before[i];
            _raw = raw;
        }
    }

    /// <summary>Moves the attributes behind one that goes to where they are found without it.</summary>
    [UnrollSafe]
    private void CloseGap(PyMap map, PyMap removed)
    {
        if (removed.Storage != Storage.Boxed)
        {
            for (int i = removed.Index + 1; i < map.RawCount; i++) WriteRaw(i - 1, ReadRaw(i));
            return;
        }
        for (int i = removed.Index + 1; i < map.BoxedCount; i++) WriteSlot(i - 1, ReadSlot(i));
        WriteSlot(map.BoxedCount - 1, null);
    }

    private void Forget()
    {
        _s0 = _s1 = _s2 = _s3 = null;
        _more = null;
        _raw = null;
    }
}

/// <summary>An instance without fields for numbers.</summary>
public sealed class PyPlainInstance(PyType type) : PyInstance(type);

/// <summary>An instance with fields for the first of the attributes that are numbers.</summary>
public sealed class PyNumericInstance(PyType type) : PyInstance(type)
{
    public const int Fields = 3;

    private long _r0, _r1, _r2;

    internal long Read(int index) => index switch
    {
        0 => _r0,
        1 => _r1,
        _ => _r2,
    };

    internal void Write(int index, long value)
    {
        switch (index)
        {
            case 0: _r0 = value; break;
            case 1: _r1 = value; break;
            default: _r2 = value; break;
        }
    }
}

/// <summary>An instance of a class derived from a builtin one: it wraps an object of that class.</summary>
public sealed class PyWrapper(PyType type, PyObject wrapped) : PyInstance(type)
{
    public PyObject Wrapped = wrapped;
}
