using System.Globalization;
using System.Numerics;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>bytes</c>, <c>bytearray</c>, and conversions to and from them.</summary>
[DontLookInside]
public static class BytesMethods
{
    public static PyObject? MakeBytes(PyObject[] args, PyStr[]? keywords) =>
        args is [PyBytes { IsMutable: false } same] && keywords == null ? same : Make("bytes", args, keywords) is { } b ? new PyBytes(b) : null;

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
        if (Sequences.ToArray(source) is not { } items) return null;
        var bytes = new byte[items.Length];
        for (int i = 0; i < bytes.Length; i++)
            if (!Byte(items[i], out bytes[i])) return null;
        return bytes;
    }

    /// <summary>Bytes to put into a bytearray; none of what a bytearray keeps itself.</summary>
    public static byte[]? ToAssign(PyObject source, bool extends = false)
    {
        if (UserSlots.Unwrap(source) is PyStr && !extends || source is PyInt or PyLong)
        {
            PyErr.TypeError(extends ? $"can't extend bytearray with {source.Type.Name}" : "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
            return null;
        }
        byte[]? bytes = FromObject(source);
        if (bytes == null && extends && source.Type.Lookup(Names.Iter) == null && source is not PyInstance && PyErr.TakeIf(Types.TypeError))
            PyErr.TypeError($"can't extend bytearray with {source.Type.Name}");
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

    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private static Encoding? EncodingOf(PyObject? name)
    {
        if (name == null) return Utf8;
        string text = name is PyStr s ? s.Value.ToLowerInvariant().Replace('_', '-') : "utf-8";
        switch (text)
        {
            case "utf-8" or "utf8": return Utf8;
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
            if (limit == 128 ? s.IsNarrow && Ascii.IsValid(s.Characters) : s.IsNarrow && !s.Characters.ContainsAnyExceptInRange('\0', '\xff')) return Encoding.Latin1.GetBytes(s.Value);
            var bytes = new List<byte>();
            int[] points = s.ToPoints();
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
            byte[] encoded = encoding.GetBytes(s.Value);
            return encoding.Preamble.Length == 0 ? encoded : [.. encoding.Preamble, .. encoded];
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

    public static void PopulateBytes(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Sequence(t);
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul);
        t.MethodAny("decode", (args, keywords) =>
            Define.Parse("decode", args[1..], keywords, ["encoding", "errors"], 0, out PyObject?[] v) ? Decode((PyBytes)args[0], v[0], v[1]) : null);
        t.MethodArgs("hex", (args, _) => Hex((PyBytes)args[0], args.Length > 1 ? args[1] : null));
        t.ClassMethod("fromhex", (args, keywords) => FromHex(args));
        BytesSearch.Populate(t);
        BytesText.Populate(t);
    }

    private static PyObject? Hex(PyBytes bytes, PyObject? separatorObject)
    {
        string hex = Convert.ToHexString(bytes.Span).ToLowerInvariant();
        if (separatorObject == null) return PyStr.Narrow(hex);
        if (separatorObject is not PyStr { Length: 1 } separator) return PyErr.ValueError("sep must be length 1.");
        var b = new StringBuilder(hex.Length * 3 / 2);
        for (int i = 0; i < hex.Length; i += 2) b.Append(i > 0 ? separator.Value : "").Append(hex, i, 2);
        return new PyStr(b.ToString());
    }

    private static PyObject? FromHex(PyObject[] args)
    {
        string text = ((PyStr)args[1]).Value;
        var bytes = new List<byte>(text.Length / 2);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ' || text[i] is >= '\t' and <= '\r') continue;
            if (!char.IsAsciiHexDigit(text[i]) || i + 1 == text.Length || !char.IsAsciiHexDigit(text[i + 1]))
                return PyErr.ValueError($"non-hexadecimal number found in fromhex() arg at position {(char.IsAsciiHexDigit(text[i]) ? i + 1 : i)}");
            bytes.Add(Convert.FromHexString(text.AsSpan(i++, 2))[0]);
        }
        return new PyBytes([.. bytes], args[0] == Types.ByteArray);
    }

    public static void PopulateByteArray(PyType t)
    {
        PopulateBytes(t);
        SlotMethods.SetItem(t);
        SlotMethods.InPlace(t, BinaryOp.Add, BinaryOp.Mul);
        t.Set("__hash__", PyNone.None);
        t.Method("append", (self, item) => item is PyInt { Value: >= 0 and <= 255 } i ? ByteArrayMethods.Append((PyBytes)self, (byte)i.Value) : ByteArrayMethods.AppendAny((PyBytes)self, item));
        t.Method("extend", (self, items) => ByteArrayMethods.Extend((PyBytes)self, items));
        t.Method("clear", self => ByteArrayMethods.Clear((PyBytes)self));
        t.Method("pop", self => ByteArrayMethods.Pop((PyBytes)self), (self, index) => ByteArrayMethods.PopAt((PyBytes)self, index));
        t.Method("insert", (self, index, item) => ByteArrayMethods.Insert((PyBytes)self, index, item));
        t.Method("remove", (self, item) => ByteArrayMethods.Remove((PyBytes)self, item));
        t.Method("reverse", self => ByteArrayMethods.Reverse((PyBytes)self));
        t.Method("copy", self => ((PyBytes)self).WithSameType(((PyBytes)self).ToArray()));
    }
}

/// <summary>The methods that change a <c>bytearray</c>.</summary>
public static class ByteArrayMethods
{
    public static PyObject Append(PyBytes self, byte item)
    {
        self.Append(item);
        return PyNone.None;
    }

    [DontLookInside]
    public static PyObject? AppendAny(PyBytes self, PyObject item) => BytesMethods.Byte(item, out byte b) ? Append(self, b) : null;

    [DontLookInside]
    public static PyObject? Extend(PyBytes self, PyObject items)
    {
        if (BytesMethods.ToAssign(items, extends: true) is not { } added) return null;
        self.Replace(self.Length, 0, added);
        return PyNone.None;
    }

    public static PyObject Clear(PyBytes self)
    {
        self.SetAll([]);
        return PyNone.None;
    }

    public static PyObject? Pop(PyBytes self)
    {
        if (self.Length == 0) return PyErr.Raise(Types.IndexError, "pop from empty bytearray");
        return new PyInt(self.PopLast());
    }

    [DontLookInside]
    public static PyObject? PopAt(PyBytes self, PyObject indexObject)
    {
        if (!Sequences.Integer(indexObject, out long index)) return null;
        if (index < 0) index += self.Length;
        if ((ulong)index >= (ulong)self.Length) return PyErr.Raise(Types.IndexError, self.Length == 0 ? "pop from empty bytearray" : "pop index out of range");
        var item = new PyInt(self[(int)index]);
        self.Replace((int)index, 1, []);
        return item;
    }

    [DontLookInside]
    public static PyObject? Insert(PyBytes self, PyObject indexObject, PyObject item)
    {
        if (!Sequences.Integer(indexObject, out long index) || !BytesMethods.Byte(item, out byte b)) return null;
        if (index < 0) index = Math.Max(0, index + self.Length);
        self.Replace((int)Math.Min(index, self.Length), 0, [b]);
        return PyNone.None;
    }

    [DontLookInside]
    public static PyObject? Remove(PyBytes self, PyObject item)
    {
        if (!BytesMethods.Byte(item, out byte b)) return null;
        int at = self.Span.IndexOf(b);
        if (at < 0) return PyErr.ValueError("value not found in bytearray");
        self.Replace(at, 1, []);
        return PyNone.None;
    }

    [DontLookInside]
    public static PyObject Reverse(PyBytes self)
    {
        byte[] b = self.ToArray();
        Array.Reverse(b);
        self.SetAll(b);
        return PyNone.None;
    }
}
