using System.Globalization;
using System.Numerics;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>bytes</c>, <c>bytearray</c>, and conversions to and from them.</summary>
[DontLookInside]
public static class BytesMethods
{
    public static PyObject? MakeBytes(PyObject[] args, PyStr[]? keywords) => Make("bytes", args, keywords) is { } b ? new PyBytes(b) : null;

    public static PyObject? MakeByteArray(PyObject[] args, PyStr[]? keywords) =>
        Make("bytearray", args, keywords) is { } b ? new PyBytes(b, isMutable: true) : null;

    private static byte[]? Make(string name, PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse(name, args, keywords, ["source", "encoding", "errors"], 0, out PyObject?[] v)) return null;
        if (v[0] is not { } source) return [];
        if (UserSlots.Unwrap(source) is PyStr s)
        {
            if (v[1] != null) return Encode(s, v[1], v[2]);
            PyErr.TypeError("string argument without an encoding");
            return null;
        }
        if (source is PyInt n)
        {
            if (n.Value >= 0) return Sequences.Size(n.Value, out int size) ? new byte[size] : null;
            PyErr.ValueError("negative count");
            return null;
        }
        return FromObject(source);
    }

    /// <summary>The bytes of a bytes-like object or an iterable of ints.</summary>
    public static byte[]? FromObject(PyObject source)
    {
        if (UserSlots.Unwrap(source) is PyBytes b) return b.ToArray();
        if (source.Type.SpecialOverride(Names.Bytes) is { } method) return Calls.CallMethod(method, source) is PyBytes made ? made.ToArray() : null;
        if (Sequences.ToList(source) is not { } items) return null;
        var bytes = new byte[items.Count];
        for (int i = 0; i < bytes.Length; i++)
            if (!Byte(items[i], out bytes[i])) return null;
        return bytes;
    }

    public static bool Byte(PyObject item, out byte b)
    {
        b = 0;
        if (!Sequences.Integer(item, out long n)) return false;
        if (n is < 0 or > 255) return PyErr.Fail(Types.ValueError, "byte must be in range(0, 256)");
        b = (byte)n;
        return true;
    }

    private static Encoding? EncodingOf(PyObject? name)
    {
        string text = name is PyStr s ? s.Value.ToLowerInvariant().Replace('_', '-') : "utf-8";
        switch (text)
        {
            case "utf-8" or "utf8": return new UTF8Encoding(false, throwOnInvalidBytes: true);
            case "ascii" or "us-ascii": return Encoding.ASCII;
            case "latin-1" or "latin1" or "iso-8859-1": return Encoding.Latin1;
            case "utf-16" or "utf16": return new UnicodeEncoding(false, true);
            case "utf-16-le": return new UnicodeEncoding(false, false);
            case "utf-16-be": return new UnicodeEncoding(true, false);
            case "utf-32" or "utf32": return new UTF32Encoding(false, true);
            default:
                PyErr.Raise(Types.LookupError, $"unknown encoding: {((PyStr)name!).Value}");
                return null;
        }
    }

    private static byte[]? Encode(PyStr s, PyObject? encodingName, PyObject? errors)
    {
        if (EncodingOf(encodingName) is not { } encoding) return null;
        string mode = errors is PyStr e ? e.Value : "strict";
        if (encoding == Encoding.ASCII || encoding == Encoding.Latin1)
        {
            int limit = encoding == Encoding.ASCII ? 128 : 256;
            string codec = limit == 128 ? "ascii" : "latin-1";
            var bytes = new List<byte>();
            int[] points = PyStr.Decode(s.Value);
            for (int i = 0; i < points.Length; i++)
            {
                if (points[i] < limit) bytes.Add((byte)points[i]);
                else if (mode == "replace") bytes.Add((byte)'?');
                else if (mode == "ignore") continue;
                else
                {
                    string shown = points[i] < 256 ? $"\\x{points[i]:x2}" : points[i] < 65536 ? $"\\u{points[i]:x4}" : $"\\U{points[i]:x8}";
                    PyErr.Raise(Types.UnicodeEncodeError, $"'{codec}' codec can't encode character '{shown}' in position {i}: ordinal not in range({limit})");
                    return null;
                }
            }
            return [.. bytes];
        }
        try
        {
            return [.. encoding.GetPreamble(), .. encoding.GetBytes(s.Value)];
        }
        catch (EncoderFallbackException)
        {
            PyErr.Raise(Types.UnicodeEncodeError, "'utf-8' codec can't encode characters: surrogates not allowed");
            return null;
        }
    }

    /// <summary><c>str.encode</c></summary>
    public static PyObject? Encode(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("encode", args[1..], keywords, ["encoding", "errors"], 0, out PyObject?[] v)) return null;
        return Encode((PyStr)args[0], v[0], v[1]) is { } bytes ? new PyBytes(bytes) : null;
    }

    public static PyObject? Decode(PyBytes bytes, PyObject? encodingName, PyObject? errors)
    {
        if (EncodingOf(encodingName) is not { } encoding) return null;
        string mode = errors is PyStr e ? e.Value : "strict";
        if (encoding == Encoding.ASCII)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                if (bytes.Span[i] < 128 || mode != "strict") continue;
                return PyErr.Raise(Types.UnicodeDecodeError, $"'ascii' codec can't decode byte 0x{bytes.Span[i]:x2} in position {i}: ordinal not in range(128)");
            }
            return new PyStr(Encoding.Latin1.GetString(bytes.Span));
        }
        if (mode == "replace") return new PyStr(Encoding.UTF8.GetString(bytes.Span));
        if (mode == "ignore") return new PyStr(Encoding.UTF8.GetString(bytes.Span).Replace("\ufffd", ""));
        try
        {
            return new PyStr(encoding.GetString(bytes.Span));
        }
        catch (DecoderFallbackException error)
        {
            byte bad = error.BytesUnknown is { Length: > 0 } b ? b[0] : (byte)0;
            int at = Math.Max(0, error.Index);
            string reason = bad is >= 0xc2 and <= 0xf4 ? "invalid continuation byte" : "invalid start byte";
            return PyErr.Raise(Types.UnicodeDecodeError, $"'utf-8' codec can't decode byte 0x{bad:x2} in position {at}: {reason}");
        }
    }

    public static PyObject? IntToBytes(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("to_bytes", args[1..], keywords, ["length", "byteorder", "signed"], 0, out PyObject?[] v)) return null;
        long length = 1;
        if (v[0] != null && !Sequences.Integer(v[0]!, out length)) return null;
        PyLong.TryGet(args[0], out BigInteger n);
        bool signed = v[2] != null && Operators.Truth(v[2]!) == 1;
        if (n.Sign < 0 && !signed) return PyErr.Raise(Types.OverflowError, "can't convert negative int to unsigned");
        byte[] little = n.ToByteArray(isUnsigned: !signed);
        if (little.Length > length && !(little.Length == length + 1 && little[^1] == 0 && !signed)) return PyErr.Raise(Types.OverflowError, "int too big to convert");
        var result = new byte[length];
        Array.Fill(result, n.Sign < 0 ? (byte)255 : (byte)0);
        Array.Copy(little, result, Math.Min(little.Length, result.Length));
        if (v[1] is not PyStr { Value: "little" }) Array.Reverse(result);
        return new PyBytes(result);
    }

    public static PyObject? IntFromBytes(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("from_bytes", args[1..], keywords, ["bytes", "byteorder", "signed"], 1, out PyObject?[] v)) return null;
        if (FromObject(v[0]!) is not { } bytes) return null;
        bool signed = v[2] != null && Operators.Truth(v[2]!) == 1;
        return PyLong.From(new BigInteger(bytes, isUnsigned: !signed, isBigEndian: v[1] is not PyStr { Value: "little" }));
    }

    private static string L(PyObject self) => Encoding.Latin1.GetString(((PyBytes)self).Span);

    private static PyBytes B(PyObject self, string latin1) => ((PyBytes)self).WithSameType(Encoding.Latin1.GetBytes(latin1));

    /// <summary>Applies the method of the same name of <c>str</c> to the bytes as Latin-1 text.</summary>
    private static void ThroughStr(PyType t, string name, bool lowersAscii = false)
    {
        t.MethodAny(name, (args, keywords) =>
        {
            PyObject[] texts = Array.ConvertAll(args, a => a is PyBytes ? new PyStr(L(a)) : a is PyTuple tuple ? new PyTuple(Array.ConvertAll(tuple.Items, x => x is PyBytes ? new PyStr(L(x)) : x)) : a);
            PyObject? result = Types.Str.Lookup(PyStr.Intern(name))!.Call(texts, keywords);
            return Back(args[0], result);
        });
    }

    private static PyObject? Back(PyObject self, PyObject? result) => result switch
    {
        PyStr s => B(self, s.Value),
        PyList l => new PyList(l.ToList().ConvertAll(x => Back(self, x)!)),
        PyTuple t => new PyTuple(Array.ConvertAll(t.Items, x => Back(self, x)!)),
        _ => result,
    };

    public static void PopulateBytes(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Sequence(t);
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul);
        t.MethodAny("decode", (args, keywords) =>
            Define.Parse("decode", args[1..], keywords, ["encoding", "errors"], 0, out PyObject?[] v) ? Decode((PyBytes)args[0], v[0], v[1]) : null);
        t.MethodArgs("hex", (args, _) => new PyStr(string.Join(args.Length > 1 ? ((PyStr)args[1]).Value : "", ((PyBytes)args[0]).ToArray().Select(b => b.ToString("x2", CultureInfo.InvariantCulture)))));
        t.ClassMethod("fromhex", (args, keywords) =>
        {
            string text = ((PyStr)args[1]).Value.Replace(" ", "");
            try
            {
                return new PyBytes(Convert.FromHexString(text), args[0] == Types.ByteArray);
            }
            catch (FormatException)
            {
                return PyErr.ValueError("non-hexadecimal number found in fromhex() arg at position 0");
            }
        });
        t.Method("join", (self, items) =>
        {
            if (Sequences.ToList(items) is not { } list) return null;
            var all = new List<byte>();
            for (int i = 0; i < list.Count; i++)
            {
                if (list[i] is not PyBytes b) return PyErr.TypeError($"sequence item {i}: expected a bytes-like object, {list[i].Type.Name} found");
                if (i > 0) all.AddRange(((PyBytes)self).Span);
                all.AddRange(b.Span);
            }
            return ((PyBytes)self).WithSameType([.. all]);
        });
        foreach (string name in new[] { "split", "rsplit", "strip", "lstrip", "rstrip", "replace", "find", "rfind", "index", "rindex", "count",
                     "startswith", "endswith", "upper", "lower", "partition", "rpartition", "center", "ljust", "rjust", "zfill", "splitlines", "isdigit", "isalpha",
                     "isalnum", "isspace", "isupper", "islower", "title", "capitalize", "swapcase", "removeprefix", "removesuffix" })
            ThroughStr(t, name);
    }

    public static void PopulateByteArray(PyType t)
    {
        PopulateBytes(t);
        SlotMethods.SetItem(t);
        SlotMethods.InPlace(t, BinaryOp.Add);
        t.Set("__hash__", PyNone.None);
        t.Method("append", (self, item) =>
        {
            if (!Byte(item, out byte b)) return null;
            ((PyBytes)self).SetAll([.. ((PyBytes)self).Span, b]);
            return PyNone.None;
        });
        t.Method("extend", (self, items) =>
        {
            if (FromObject(items) is not { } added) return null;
            ((PyBytes)self).SetAll([.. ((PyBytes)self).Span, .. added]);
            return PyNone.None;
        });
        t.Method("clear", self =>
        {
            ((PyBytes)self).SetAll([]);
            return PyNone.None;
        });
        t.MethodAny("pop", (args, keywords) =>
        {
            var self = (PyBytes)args[0];
            long index = -1;
            if (args.Length > 1 && !Sequences.Integer(args[1], out index)) return null;
            if (index < 0) index += self.Length;
            if ((ulong)index >= (ulong)self.Length) return PyErr.Raise(Types.IndexError, self.Length == 0 ? "pop from empty bytearray" : "pop index out of range");
            var item = new PyInt(self.Span[(int)index]);
            self.SetAll([.. self.Span[..(int)index], .. self.Span[(int)(index + 1)..]]);
            return item;
        });
        t.Method("reverse", self =>
        {
            byte[] b = ((PyBytes)self).ToArray();
            Array.Reverse(b);
            ((PyBytes)self).SetAll(b);
            return PyNone.None;
        });
        t.Method("copy", self => ((PyBytes)self).WithSameType(((PyBytes)self).ToArray()));
    }
}
