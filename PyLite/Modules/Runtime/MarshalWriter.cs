using System.Buffers.Binary;
using System.Numerics;
using PyLite.Compiling;
using PyLite.Importing;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Writes values as <c>marshal</c> has them: a letter for the kind, then the value.</summary>
internal sealed class MarshalWriter(int version)
{
    private const int DeepestNesting = 2000;
    private readonly MemoryStream _bytes = new();
    private readonly Dictionary<PyObject, int> _seen = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    public byte[] ToArray() => _bytes.ToArray();

    private bool Failed(string message = "unmarshallable object") => PyErr.Fail(Types.ValueError, message);

    /// <summary>False with ValueError pending for what has no form.</summary>
    public bool Write(PyObject value)
    {
        if (++_depth > DeepestNesting) return Failed("object too deeply nested to marshal");
        bool isDone = WriteValue(value);
        _depth--;
        return isDone;
    }

    private bool WriteValue(PyObject value)
    {
        switch (value)
        {
            case PyNone: return Kind('N');
            case PyBool truth: return Kind(truth == PyBool.True ? 'T' : 'F');
            case PyEllipsis: return Kind('.');
            case PyType type when type.Name == "StopIteration": return Kind('S');
            case PyInt { Value: >= int.MinValue and <= int.MaxValue } small:
                Kind('i');
                return Number((int)small.Value);
            case PyInt number: return Long(number.Value);
            case PyLong big when PyLong.TryGet(big, out BigInteger n): return Long(n);
            case PyFloat real:
                if (version < 2)
                {
                    string digits = real.Repr()!.Value;
                    Kind('f');
                    _bytes.WriteByte((byte)digits.Length);
                    _bytes.Write(System.Text.Encoding.ASCII.GetBytes(digits));
                    return true;
                }
                Kind('g');
                _bytes.Write(BitConverter.GetBytes(NaNs.Shown(real.Value)));
                return true;
        }
        if (version >= 3)
        {
            if (_seen.TryGetValue(value, out int at))
            {
                Kind('r');
                return Number(at);
            }
            _seen.Add(value, _seen.Count);
        }
        return Shared(value, version >= 3 ? 0x80 : 0);
    }

    private bool Shared(PyObject value, int flag)
    {
        switch (value)
        {
            case PyStr text:
                if (MarshalText.Encode(text) is not { } encoded) return false;
                Kind('u', flag);
                Number(encoded.Length);
                _bytes.Write(encoded);
                return true;
            case PyBytes bytes:
                Kind('s', flag);
                Number(bytes.Length);
                _bytes.Write(bytes.Span);
                return true;
            case PyTuple tuple:
                Kind('(', flag);
                return Number(tuple.Items.Length) && All(tuple.Items);
            case PyList list:
                Kind('[', flag);
                PyObject[] items = [.. list.ToList()];
                return Number(items.Length) && All(items);
            case PyDict dict:
                Kind('{', flag);
                foreach ((PyObject key, PyObject item) in dict.Pairs())
                    if (!Write(key) || !Write(item)) return false;
                return Kind('0');
            case PySet set:
                Kind(set.Type == Types.FrozenSet ? '>' : '<', flag);
                if (Sequences.ToList(set) is not { } members) return false;
                return Number(members.Count) && All([.. members]);
            case PyCode code:
                if (CodeWriter.Write(code) is not { } compiled) return Failed();
                Kind('c', flag);
                Number(compiled.Length);
                _bytes.Write(compiled);
                return true;
            case PyInstance: return Failed();
            default:
                if (Buffers.TryBytes(value, out ReadOnlySpan<byte> memory))
                {
                    Kind('s', flag);
                    Number(memory.Length);
                    _bytes.Write(memory);
                    return true;
                }
                if (value.Type.Name != "complex" || value.GetAttr(PyStr.Intern("real")) is not PyFloat first || value.GetAttr(PyStr.Intern("imag")) is not PyFloat second) return PyErr.Current is null && Failed();
                Kind('y', flag);
                _bytes.Write(BitConverter.GetBytes(NaNs.Shown(first.Value)));
                _bytes.Write(BitConverter.GetBytes(NaNs.Shown(second.Value)));
                return true;
        }
    }

    private bool All(PyObject[] items)
    {
        foreach (PyObject item in items)
            if (!Write(item)) return false;
        return true;
    }

    private bool Kind(char kind, int flag = 0)
    {
        _bytes.WriteByte((byte)(kind | flag));
        return true;
    }

    private bool Number(int value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, value);
        _bytes.Write(four);
        return true;
    }

    /// <summary>Fifteen bits at a time, the lowest first; the count has the sign.</summary>
    private bool Long(BigInteger value)
    {
        Kind('l');
        var digits = new List<ushort>();
        for (BigInteger rest = BigInteger.Abs(value); !rest.IsZero; rest >>= 15) digits.Add((ushort)(rest & 0x7FFF));
        Number(value.Sign < 0 ? -digits.Count : digits.Count);
        foreach (ushort digit in digits) _bytes.Write([(byte)digit, (byte)(digit >> 8)]);
        return true;
    }
}

/// <summary>Text as <c>marshal</c> has it: UTF-8, single surrogates too.</summary>
internal static class MarshalText
{
    public static byte[]? Encode(PyStr text) => new Utf8Codec("surrogatepass").Encode(text);

    public static string? Decode(ReadOnlySpan<byte> bytes) => new Utf8Codec("surrogatepass").Decode(bytes, isLast: true);
}
