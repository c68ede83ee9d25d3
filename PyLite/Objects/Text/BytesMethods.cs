using System.Globalization;
using System.Numerics;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>bytes</c>, <c>bytearray</c>, and conversions to and from them.</summary>
[DontLookInside]
public static class BytesMethods
{
    public static PyObject? MakeBytes(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords == null && args is [PyBytes { IsMutable: false } same]) return same;
        if (keywords == null && args is [PyBytes or PyList or PyTuple]) return FromObject(args[0]) is { } copied ? new PyBytes(copied) : null;
        if (keywords == null && args is [var source] && Own(source) is { } method)
        {
            // An instance of a class derived from bytes stays one.
            if (Calls.CallMethod(method, source) is not { } made) return null;
            return UserSlots.Unwrap(made) is PyBytes { IsMutable: false } ? made : PyErr.TypeError($"__bytes__ returned non-bytes (type {made.Type.Name})");
        }
        return Make("bytes", args, keywords) is { } b ? new PyBytes(b) : null;
    }

    public static PyObject? MakeByteArray(PyObject[] args, PyStr[]? keywords) =>
        Make("bytearray", args, keywords) is { } b ? new PyBytes(b, isMutable: true) : null;

    /// <summary>The bytes that the class would be made of, called with these arguments.</summary>
    private static byte[]? Make(string name, PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse(name, args, keywords, ["source", "encoding", "errors"], 0, out PyObject?[] v)) return null;
        PyObject? source = v[0];
        PyStr? text = source == null ? null : UserSlots.Unwrap(source) as PyStr;
        if (v[1] is { } encoding && (v[1] = UserSlots.Unwrap(encoding)) is not PyStr) return Fail($"{name}() argument 'encoding' must be str, not {encoding.Type.Name}");
        if (v[2] is { } errors && (v[2] = UserSlots.Unwrap(errors)) is not PyStr) return Fail($"{name}() argument 'errors' must be str, not {errors.Type.Name}");
        if (v[1] != null || v[2] != null)
        {
            if (text != null) return v[1] == null ? Fail("string argument without an encoding") : Encode(text, v[1], v[2], name);
            return Fail(v[1] != null ? "encoding without a string argument" : "errors without a string argument");
        }
        if (source == null) return [];
        if (Own(source) is { } method && name == "bytes") return FromMethod(method, source);
        if (text != null) return Fail("string argument without an encoding");
        if (!Buffers.Has(source) && (source is PyInt or PyBool or PyLong || source.Type.Lookup(Names.Index) != null))
        {
            if (Sequences.Integer(source, out long n))
            {
                if (n >= 0) return Sequences.Size(n, out int size) ? new byte[size] : null;
                PyErr.ValueError("negative count");
                return null;
            }
            if (PyErr.TakeIf(Types.OverflowError)) PyErr.Raise(Types.OverflowError, $"cannot fit '{source.Type.Name}' into an index-sized integer");
            else if (PyErr.TakeIf(Types.TypeError)) return FromObject(source, name);
            return null;
        }
        return FromObject(source, name);
    }

    private static byte[]? Fail(string message)
    {
        PyErr.TypeError(message);
        return null;
    }

    /// <summary>The <c>__bytes__</c> of a class that is not bytes itself.</summary>
    private static PyObject? Own(PyObject source) => UserSlots.Unwrap(source) is PyBytes ? source.Type.SpecialOverride(Names.Bytes) : source.Type.Lookup(Names.Bytes);

    /// <summary>What <c>__bytes__</c> gives.</summary>
    public static byte[]? FromMethod(PyObject method, PyObject source)
    {
        if (Calls.CallMethod(method, source) is not { } made) return null;
        return UserSlots.Unwrap(made) is PyBytes { IsMutable: false } bytes ? bytes.ToArray() : Fail($"__bytes__ returned non-bytes (type {made.Type.Name})");
    }

    /// <summary>The bytes of a bytes-like object or an iterable of ints, to make an object of the named class.</summary>
    public static byte[]? FromObject(PyObject source, string name = "bytes")
    {
        if (Buffers.TryBytes(source, out ReadOnlySpan<byte> memory)) return Buffers.IsReleased(source) ? null : memory.ToArray();
        if (UserSlots.Unwrap(source) is PyStr) return Fail($"cannot convert '{source.Type.Name}' object to {name}");
        if (source is PyList list) return FromList(list, name);
        if (Sequences.ToArray(source) is not { } items)
        {
            if (!Sequences.IsIterable(source) && PyErr.TakeIf(Types.TypeError)) PyErr.TypeError($"cannot convert '{source.Type.Name}' object to {name}");
            return null;
        }
        var bytes = new byte[items.Length];
        for (int i = 0; i < bytes.Length; i++)
            if (!Byte(items[i], out bytes[i], name == "bytes" ? "bytes" : "byte")) return null;
        return bytes;
    }

    /// <summary>The bytes of a list of ints, which may become another while they are asked.</summary>
    private static byte[]? FromList(PyList list, string name)
    {
        var bytes = new List<byte>(list.Count);
        for (int i = 0; i < list.Count; i++)
        {
            if (!Byte(list[i], out byte b, name == "bytes" ? "bytes" : "byte")) return null;
            bytes.Add(b);
        }
        return [.. bytes];
    }

    /// <summary>Bytes to put into a bytearray; none of what a bytearray keeps itself.</summary>
    public static byte[]? ToAssign(PyObject source, bool extends = false)
    {
        bool isNumber = !Buffers.Has(source) && (source is PyInt or PyLong or PyBool || source.Type.Lookup(Names.Index) != null);
        if (!extends && (UserSlots.Unwrap(source) is PyStr || isNumber))
            return Fail("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        if (Buffers.TryBytes(source, out ReadOnlySpan<byte> memory)) return Buffers.IsReleased(source) ? null : memory.ToArray();
        if (Sequences.ToArray(source) is not { } items)
        {
            if (!Sequences.IsIterable(source) && PyErr.TakeIf(Types.TypeError))
                PyErr.TypeError(extends ? $"can't extend bytearray with {source.Type.Name}" : $"cannot convert '{source.Type.Name}' object to bytearray");
            return null;
        }
        var bytes = new byte[items.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!Byte(items[i], out bytes[i])) return null;
        }
        return bytes;
    }

    /// <summary>An int below 256; ValueError names it as <paramref name="what"/>.</summary>
    public static bool Byte(PyObject item, out byte b, string what = "byte")
    {
        b = 0;
        if (item is PyLong || !Sequences.Integer(item, out long n))
        {
            if (item is not PyLong && !PyErr.TakeIf(Types.OverflowError)) return false;
            n = -1;
        }
        if (n is < 0 or > 255) return PyErr.Fail(Types.ValueError, $"{what} must be in range(0, 256)");
        b = (byte)n;
        return true;
    }

    private static byte[]? Encode(PyStr s, PyObject? encoding, PyObject? errors, string function)
    {
        if (!Name(encoding, function, "encoding", out string? name) || !Name(errors, function, "errors", out string? handler)) return null;
        return CodecRegistry.Encode(s, name, handler);
    }

    private static bool Name(PyObject? given, string function, string parameter, out string? name)
    {
        name = given == null ? null : (UserSlots.Unwrap(given) as PyStr)?.Value;
        return given == null || name != null
            || PyErr.Fail(Types.TypeError, $"{function}() argument '{parameter}' must be str, not {(given is PyNone ? "None" : given.Type.Name)}");
    }

    [DontLookInside]
    public static PyObject? EncodeUtf8(PyStr text) => TextEncoders.Utf8(text) is { } bytes ? new PyBytes(bytes) : null;

    [DontLookInside]
    private static PyObject? DecodeUtf8(PyBytes bytes) => TextDecoders.Utf8(bytes, "strict");

    /// <summary><c>str.encode</c></summary>
    public static PyObject? Encode(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("encode", Calls.Rest(args), keywords, ["encoding", "errors"], 0, out PyObject?[] v)) return null;
        return Encode((PyStr)args[0], v[0], v[1], "encode") is { } bytes ? new PyBytes(bytes) : null;
    }

    public static PyObject? Decode(PyBytes bytes, PyObject? encoding, PyObject? errors, string function = "decode")
    {
        if (!Name(encoding, function, "encoding", out string? name) || !Name(errors, function, "errors", out string? handler)) return null;
        return CodecRegistry.Decode(bytes, name, handler);
    }

    /// <summary>Whether the byte order is "little"; ValueError when it is neither.</summary>
    private static bool Order(PyObject? order, string function, out bool isLittle)
    {
        isLittle = false;
        if (order == null) return true;
        if (UserSlots.Unwrap(order) is not PyStr s) return PyErr.Fail(Types.TypeError, $"{function}() argument 'byteorder' must be str, not {order.Type.Name}");
        isLittle = s.Value == "little";
        return isLittle || s.Value == "big" || PyErr.Fail(Types.ValueError, "byteorder must be either 'little' or 'big'");
    }

    public static PyObject? IntToBytes(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords == null && args is [PyInt { Value: >= 0 and var number }, PyInt { Value: > 0 and <= 8 and var places }, PyStr { Value: ("big" or "little") and var order }]
            && (places == 8 || number >> (int)places * 8 == 0)) return new PyBytes(Digits(number, (int)places, order == "little"));
        if (!Define.Parse("to_bytes", Calls.Rest(args), keywords, ["length", "byteorder", "signed"], 0, out PyObject?[] v, positionalMax: 2)) return null;
        long length = 1;
        if (v[0] != null && !Sequences.Integer(v[0]!, out length)) return null;
        if (!Order(v[1], "to_bytes", out bool isLittle)) return null;
        int signed = v[2] == null ? 0 : Operators.Truth(v[2]!);
        if (signed < 0) return null;
        if (length < 0) return PyErr.ValueError("length argument must be non-negative");
        PyLong.TryGet(args[0], out BigInteger n);
        if (n.Sign < 0 && signed == 0) return PyErr.Raise(Types.OverflowError, "can't convert negative int to unsigned");
        byte[] little = n.IsZero ? [] : n.ToByteArray(isUnsigned: signed == 0);
        if (little.Length > length) return PyErr.Raise(Types.OverflowError, "int too big to convert");
        if (!Sequences.Size(length, out int size)) return null;
        var result = new byte[size];
        if (n.Sign < 0) Array.Fill(result, (byte)255);
        Array.Copy(little, result, little.Length);
        if (!isLittle) Array.Reverse(result);
        return new PyBytes(result);
    }

    private static byte[] Digits(long number, int places, bool isLittle)
    {
        var digits = new byte[places];
        for (int i = 0; i < places; i++, number >>= 8) digits[isLittle ? i : places - 1 - i] = (byte)number;
        return digits;
    }

    public static PyObject? IntFromBytes(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords == null && args is [PyType asked, PyBytes { Length: <= 7 } few, PyStr { Value: ("big" or "little") and var end }] && ReferenceEquals(asked, Types.Int))
        {
            ReadOnlySpan<byte> digits = few.Span;
            long number = 0;
            for (int i = 0; i < digits.Length; i++) number = number << 8 | digits[end == "little" ? digits.Length - 1 - i : i];
            return PyInt.Of(number);
        }
        if (!Define.Parse("from_bytes", Calls.Rest(args), keywords, ["bytes", "byteorder", "signed"], 1, out PyObject?[] v, positionalMax: 2)) return null;
        if (!Order(v[1], "from_bytes", out bool isLittle)) return null;
        PyObject source = v[0]!;
        if ((Own(source) is { } method ? FromMethod(method, source) : FromObject(source)) is not { } bytes) return null;
        int signed = v[2] == null ? 0 : Operators.Truth(v[2]!);
        if (signed < 0) return null;
        PyObject made = PyLong.From(new BigInteger(bytes, isUnsigned: signed == 0, isBigEndian: !isLittle));
        // A subclass is called with the int.
        return ReferenceEquals(args[0], Types.Int) ? made : Calls.Call1(args[0], made);
    }

    public static void PopulateBytes(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Sequence(t);
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul, BinaryOp.Mod);
        SlotMethods.Reflected(t, BinaryOp.Mul, BinaryOp.Mod);
        t.Set("decode", new PyBuiltin("decode", t)
        {
            F1 = static self => DecodeUtf8((PyBytes)self),
            Any = static (args, keywords) =>
                Define.Parse("decode", Calls.Rest(args), keywords, ["encoding", "errors"], 0, out PyObject?[] v) ? Decode((PyBytes)args[0], v[0], v[1]) : null,
        });
        BytesTables.Populate(t);
        if (t == Types.Bytes)
        {
            t.Method("__str__", self => self.Str());
            SlotMethods.Hash(t);
            SlotMethods.NewArgs(t);
            t.Method("__bytes__", self => ((PyBytes)self).Part(0, ((PyBytes)self).Length));
            t.Method("__getnewargs__", self => new PyTuple([((PyBytes)self).Part(0, ((PyBytes)self).Length)]));
        }
        BytesSearch.Populate(t);
        BytesText.Populate(t);
    }

    /// <summary><c>bytearray.__init__</c></summary>
    private static bool Refill(PyObject self, PyObject[] args, PyStr[]? keywords)
    {
        if (Make("bytearray", args, keywords) is not { } bytes || !((PyBytes)self).MayResize()) return false;
        ((PyBytes)self).SetAll(bytes);
        return true;
    }

    private static PyStr Shown(PyObject bytes) => new(BytesText.Repr((PyBytes)UserSlots.Unwrap(bytes), bytes.Type.Name));

    public static void PopulateByteArray(PyType t)
    {
        PopulateBytes(t);
        t.MethodOfInstance("__repr__", (args, _) => Shown(args[0]));
        t.MethodOfInstance("__str__", (args, _) => UserSlots.Unwrap(args[0]).Str() is null ? null : Shown(args[0]));
        SlotMethods.SetItem(t);
        SlotMethods.InPlace(t, BinaryOp.Add, BinaryOp.Mul);
        SlotMethods.Init(t, Refill);
        SlotMethods.Reduce(t, static self => new PyTuple([new PyBytes(((PyBytes)self).Span.ToArray())]));
        t.Method("__alloc__", self => new PyInt(((PyBytes)self).Length + 1));
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
    public static PyObject? Append(PyBytes self, byte item)
    {
        if (!self.MayResize()) return null;
        self.Append(item);
        return PyNone.None;
    }

    [DontLookInside]
    public static PyObject? AppendAny(PyBytes self, PyObject item) => BytesMethods.Byte(item, out byte b) ? Append(self, b) : null;

    [DontLookInside]
    public static PyObject? Extend(PyBytes self, PyObject items)
    {
        if (BytesMethods.ToAssign(items, extends: true) is not { } added || added.Length > 0 && !self.MayResize()) return null;
        self.Replace(self.Length, 0, added);
        return PyNone.None;
    }

    public static PyObject? Clear(PyBytes self)
    {
        if (!self.MayResize()) return null;
        self.SetAll([]);
        return PyNone.None;
    }

    public static PyObject? Pop(PyBytes self)
    {
        if (self.Length == 0) return PyErr.Raise(Types.IndexError, "pop from empty bytearray");
        if (!self.MayResize()) return null;
        return new PyInt(self.PopLast());
    }

    [DontLookInside]
    public static PyObject? PopAt(PyBytes self, PyObject indexObject)
    {
        if (!Sequences.Integer(indexObject, out long index)) return null;
        if (!Sequences.Locate(ref index, self.Length)) return PyErr.Raise(Types.IndexError, self.Length == 0 ? "pop from empty bytearray" : "pop index out of range");
        if (!self.MayResize()) return null;
        var item = new PyInt(self[(int)index]);
        self.Replace((int)index, 1, []);
        return item;
    }

    [DontLookInside]
    public static PyObject? Insert(PyBytes self, PyObject indexObject, PyObject item)
    {
        if (!Sequences.Integer(indexObject, out long index) || !BytesMethods.Byte(item, out byte b) || !self.MayResize()) return null;
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
        if (!self.MayResize()) return null;
        self.Replace(at, 1, []);
        return PyNone.None;
    }

    [DontLookInside]
    public static PyObject Reverse(PyBytes self)
    {
        self.Items.Reverse();
        return PyNone.None;
    }
}
