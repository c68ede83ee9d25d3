using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using PyLite.Importing;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Reads what <see cref="MarshalWriter"/>, or CPython's <c>marshal</c>, wrote; code only of PyLite's own.</summary>
internal sealed class MarshalReader(byte[] bytes)
{
    private const int DeepestNesting = 2000;
    private readonly List<PyObject?> _seen = [];
    private int _depth;

    public int Position { get; private set; }

    /// <summary>The value, or null with an exception pending.</summary>
    public PyObject? Read()
    {
        PyObject? value = Value();
        if (value == PyEnd.Value) return Bad("null object in marshal data for object", Types.TypeError);
        return value;
    }

    private static PyObject? Bad(string what, PyType? type = null) => PyErr.Raise(type ?? Types.ValueError, type is null ? $"bad marshal data ({what})" : what);

    private bool Take(long count, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (count < 0 || count > bytes.Length - Position) return PyErr.Fail(Types.EOFError, "marshal data too short");
        taken = bytes.AsSpan(Position, (int)count);
        Position += (int)count;
        return true;
    }

    private bool Number(out int value)
    {
        value = 0;
        if (!Take(4, out ReadOnlySpan<byte> four)) return false;
        value = BinaryPrimitives.ReadInt32LittleEndian(four);
        return true;
    }

    /// <summary>A value; <see cref="PyEnd.Value"/> where a dict ends.</summary>
    private PyObject? Value()
    {
        if (!Take(1, out ReadOnlySpan<byte> one)) return PyErr.Current?.Type == Types.EOFError ? Again("EOF read where object expected") : null;
        if (_depth >= DeepestNesting) return Bad("recursion limit exceeded");
        _depth++;
        char kind = (char)(one[0] & 0x7F);
        int slot = (one[0] & 0x80) != 0 ? Reserve() : -1;
        PyObject? value = Of(kind, slot);
        if (slot >= 0 && value is not null) _seen[slot] = value;
        _depth--;
        return value;
    }

    private static PyObject? Again(string message)
    {
        PyErr.Current = null;
        return PyErr.Raise(Types.EOFError, message);
    }

    private int Reserve()
    {
        _seen.Add(null);
        return _seen.Count - 1;
    }

    private PyObject? Of(char kind, int slot)
    {
        int count;
        ReadOnlySpan<byte> part;
        switch (kind)
        {
            case '0': return PyEnd.Value;
            case 'N': return PyNone.None;
            case 'T': return PyBool.True;
            case 'F': return PyBool.False;
            case '.': return PyEllipsis.Ellipsis;
            case 'S': return Types.StopIteration;
            case 'i': return Number(out count) ? new PyInt(count) : null;
            case 'I': return Take(8, out part) ? new PyInt(BinaryPrimitives.ReadInt64LittleEndian(part)) : null;
            case 'l': return Long();
            case 'g': return Take(8, out part) ? new PyFloat(BinaryPrimitives.ReadDoubleLittleEndian(part)) : null;
            case 'f':
                if (!Take(1, out part) || !Take(part[0], out part)) return null;
                return Calls.Call1(Types.Float, new PyStr(Encoding.ASCII.GetString(part)));
            case 'y':
                if (!Take(16, out part)) return null;
                var real = new PyFloat(BinaryPrimitives.ReadDoubleLittleEndian(part));
                return Builtins.Dict.Get("complex")?.Call([real, new PyFloat(BinaryPrimitives.ReadDoubleLittleEndian(part[8..]))], null);
            case 'u' or 't':
                if (!Number(out count) || !Take(count, out part) || MarshalText.Decode(part) is not { } text) return null;
                return kind == 't' ? PyStr.Intern(text) : new PyStr(text);
            case 'a' or 'A':
                if (!Number(out count) || !Take(count, out part)) return null;
                return kind == 'A' ? PyStr.Intern(Encoding.Latin1.GetString(part)) : new PyStr(Encoding.Latin1.GetString(part));
            case 'z' or 'Z':
                if (!Take(1, out part) || !Take(part[0], out part)) return null;
                return kind == 'Z' ? PyStr.Intern(Encoding.Latin1.GetString(part)) : new PyStr(Encoding.Latin1.GetString(part));
            case 's': return Number(out count) && Take(count, out part) ? new PyBytes(part.ToArray()) : null;
            case ')':
                return Take(1, out part) && Items(part[0]) is { } few ? new PyTuple(few) : null;
            case '(': return Number(out count) && Items(count) is { } items ? new PyTuple(items) : null;
            case '[':
                if (!Number(out count)) return null;
                var list = new PyList();
                if (slot >= 0) _seen[slot] = list;
                if (Items(count) is not { } members) return null;
                foreach (PyObject member in members) list.Append(member);
                return list;
            case '{': return Dict(slot);
            case '<' or '>': return Number(out count) && Items(count) is { } all ? PySet.From(new PyTuple(all), kind == '>') : null;
            case 'r':
                if (!Number(out count)) return null;
                return count >= 0 && count < _seen.Count && _seen[count] is { } known ? known : Bad("invalid reference");
            case 'c': return Number(out count) && Take(count, out part) ? Code(part) : null;
            default: return Bad("unknown type code");
        }
    }

    private PyObject? Long()
    {
        if (!Number(out int count) || !Take(2L * Math.Abs((long)count), out ReadOnlySpan<byte> part)) return null;
        BigInteger value = BigInteger.Zero;
        for (int i = part.Length - 2; i >= 0; i -= 2)
        {
            int digit = part[i] | part[i + 1] << 8;
            if (digit > 0x7FFF) return Bad("digit out of range in long");
            value = value << 15 | digit;
        }
        return PyLong.From(count < 0 ? -value : value);
    }

    private PyObject[]? Items(int count)
    {
        if (count < 0 || count > bytes.Length - Position)
        {
            if (count < 0) Bad("tuple size out of range");
            else PyErr.Raise(Types.EOFError, "EOF read where object expected");
            return null;
        }
        var items = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            if (Read() is not { } item) return null;
            items[i] = item;
        }
        return items;
    }

    private PyDict? Dict(int slot)
    {
        var dict = new PyDict();
        if (slot >= 0) _seen[slot] = dict;
        while (true)
        {
            PyObject? key = Value();
            if (key is null) return null;
            if (key == PyEnd.Value) return dict;
            if (Read() is not { } value || !dict.Set(key, value)) return null;
        }
    }

    private static PyObject? Code(ReadOnlySpan<byte> part)
    {
        try
        {
            return CodeReader.Read(part.ToArray(), 0);
        }
        catch (InvalidDataException)
        {
            return Bad("unknown type code");
        }
    }
}
