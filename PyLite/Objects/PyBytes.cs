using System.Globalization;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>bytes</c> or, mutable, <c>bytearray</c>.</summary>
public sealed class PyBytes(byte[] value, bool isMutable = false) : PyObject
{
    private byte[] _value = value;

    public readonly bool IsMutable = isMutable;

    public ReadOnlySpan<byte> Span => _value;
    public int Length => _value.Length;
    public byte[] ToArray() => [.. _value];
    public PyBytes WithSameType(byte[] value) => new(value, IsMutable);
    public void SetAll(byte[] value) => _value = value;

    public override PyType Type => IsMutable ? Types.ByteArray : Types.Bytes;
    public override long Len() => _value.Length;
    public override int Truth() => _value.Length > 0 ? 1 : 0;

    [DontLookInside]
    public override PyStr Repr()
    {
        char quote = _value.Contains((byte)'\'') && !_value.Contains((byte)'"') ? '"' : '\'';
        var b = new StringBuilder("b").Append(quote);
        foreach (byte x in _value)
        {
            char c = (char)x;
            if (c == quote || c == '\\') b.Append('\\').Append(c);
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c == '\t') b.Append("\\t");
            else if (c is < ' ' or >= '\x7f') b.Append("\\x").Append(((int)x).ToString("x2", CultureInfo.InvariantCulture));
            else b.Append(c);
        }
        b.Append(quote);
        return new PyStr(IsMutable ? $"bytearray({b})" : b.ToString());
    }

    public override long Hash()
    {
        if (!IsMutable) return new PyStr(Encoding.Latin1.GetString(_value)).Hash();
        PyErr.TypeError("unhashable type: 'bytearray'");
        return -1;
    }

    [DontLookInside]
    public override PyObject? GetItem(PyObject key)
    {
        if (key is PySlice slice)
        {
            if (!slice.Indices(_value.Length, out long start, out _, out long step, out long count)) return null;
            var part = new byte[count];
            for (int i = 0; i < count; i++) part[i] = _value[start + i * step];
            return WithSameType(part);
        }
        if (!Sequences.IndexOf(key, IsMutable ? "bytearray" : "byte", out long index)) return null;
        if (index < 0) index += _value.Length;
        if ((ulong)index >= (ulong)_value.Length) return PyErr.Raise(Types.IndexError, $"{(IsMutable ? "bytearray " : "")}index out of range");
        return new PyInt(_value[index]);
    }

    [DontLookInside]
    public override bool SetItem(PyObject key, PyObject item)
    {
        if (!IsMutable) return base.SetItem(key, item);
        if (key is PySlice slice)
        {
            if (!slice.Indices(_value.Length, out long start, out _, out long step, out long count) || BytesMethods.FromObject(item) is not { } added) return false;
            if (step != 1) return PyErr.Fail(Types.ValueError, "extended slices of bytearray cannot be assigned");
            _value = [.. _value[..(int)start], .. added, .. _value[(int)(start + count)..]];
            return true;
        }
        if (!Sequences.IndexOf(key, "bytearray", out long index) || !BytesMethods.Byte(item, out byte b)) return false;
        if (index < 0) index += _value.Length;
        if ((ulong)index >= (ulong)_value.Length) return PyErr.Fail(Types.IndexError, "bytearray index out of range");
        _value[index] = b;
        return true;
    }

    public override PyObject Iter() => new PySequenceIterator(this);

    public override int Contains(PyObject item)
    {
        if (UserSlots.Unwrap(item) is PyBytes other) return _value.AsSpan().IndexOf(other._value) >= 0 ? 1 : 0;
        return BytesMethods.Byte(item, out byte b) ? _value.Contains(b) ? 1 : 0 : -1;
    }

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Add && UserSlots.Unwrap(other) is PyBytes b) return WithSameType([.. _value, .. b._value]);
        return op == BinaryOp.Mul ? Sequences.Repeat(this, other) : PyNotImplemented.Value;
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Mul ? Sequences.Repeat(this, other) : PyNotImplemented.Value;

    public override PyObject? InPlace(BinaryOp op, PyObject other)
    {
        if (!IsMutable || op != BinaryOp.Add || UserSlots.Unwrap(other) is not PyBytes b) return PyNotImplemented.Value;
        _value = [.. _value, .. b._value];
        return this;
    }

    public override PyObject? Compare(CompareOp op, PyObject other) =>
        UserSlots.Unwrap(other) is PyBytes b ? PyBool.Of(IntMath.Compare(op, _value.AsSpan().SequenceCompareTo(b._value), 0)) : PyNotImplemented.Value;
}
