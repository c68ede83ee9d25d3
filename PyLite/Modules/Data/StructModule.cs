using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Values as bytes in the layout of C structures.</summary>
[PyModule("_struct")]
public static partial class StructModule
{
    [PyConstant("error")] public static readonly PyType Error = ModuleExceptions.New("struct.error", Types.Exception);

    [PyConstant] private static PyType Struct => PyStruct.ClassType;

    /// <summary>The number of bytes a format describes.</summary>
    [PyFunction]
    [DontLookInside]
    public static long? calcsize(PyObject format) => StructFormat.Of(format)?.Size;

    /// <summary>The values as bytes.</summary>
    [PyFunction]
    public static PyObject? pack(params PyObject[] args)
    {
        if (args.Length > 0 && args[0] is PyStr text && StructFormat.Find(Jit.Promote(text)) is { IsSimple: true } f && f.Codes.Length == args.Length - 1
            && StructTraces.Pack(f, args, 1) is { } packed) return packed;
        return PackAny(args);
    }

    [DontLookInside]
    private static PyObject? PackAny(PyObject[] args)
    {
        if (args.Length == 0) return PyErr.TypeError("missing format argument");
        return StructFormat.Of(args[0]) is { } f ? Pack(f, args.AsSpan(1)) : null;
    }

    /// <summary>Writes the values into a buffer at an offset.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? pack_into(params PyObject[] args)
    {
        if (args.Length == 0) return PyErr.TypeError("missing format argument");
        return StructFormat.Of(args[0]) is { } f ? PackInto(f, args.AsSpan(1)) : null;
    }

    /// <summary>The values in bytes of just the format's size.</summary>
    [PyFunction]
    public static PyObject? unpack(PyObject format, PyObject buffer)
    {
        if (format is PyStr text && buffer is PyBytes bytes && StructFormat.Find(Jit.Promote(text)) is { IsSimple: true } f && f.Size == bytes.Length)
            return StructTraces.Unpack(f, bytes, 0);
        return UnpackAny(format, buffer);
    }

    [DontLookInside]
    private static PyObject? UnpackAny(PyObject format, PyObject buffer) => StructFormat.Of(format) is { } f ? Unpack(f, buffer) : null;

    /// <summary>The values at an offset of a buffer.</summary>
    [PyFunction]
    public static PyObject? unpack_from(PyObject format, [Keyword] PyObject buffer, long offset = 0)
    {
        if (format is PyStr text && buffer is PyBytes bytes && StructFormat.Find(Jit.Promote(text)) is { IsSimple: true } f && offset >= 0 && offset <= bytes.Length - f.Size)
            return StructTraces.Unpack(f, bytes, (int)offset);
        return UnpackFromAny(format, buffer, offset);
    }

    [DontLookInside]
    private static PyObject? UnpackFromAny(PyObject format, PyObject buffer, long offset) =>
        StructFormat.Of(format) is { } f ? UnpackFrom(f, buffer, offset) : null;

    /// <summary>An iterator over the tuples of values in a buffer.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? iter_unpack(PyObject format, PyObject buffer) => StructFormat.Of(format) is { } f ? IterUnpack(f, buffer) : null;

    /// <summary>Forgets the formats that are kept.</summary>
    [PyFunction]
    [DontLookInside]
    public static void _clearcache() => StructFormat.Forget();

    // ---- the same for one format

    [DontLookInside]
    internal static PyObject? Pack(StructFormat format, ReadOnlySpan<PyObject> values)
    {
        if (!Count(format, values.Length, "pack")) return null;
        var bytes = new byte[format.Size];
        return StructCodec.Pack(format, values, bytes) ? new PyBytes(bytes) : null;
    }

    private static bool Count(StructFormat format, int given, string function) =>
        given == format.Items.Length || PyErr.Fail(Error, $"{function} expected {format.Items.Length} items for packing (got {given})");

    [DontLookInside]
    internal static PyObject? PackInto(StructFormat format, ReadOnlySpan<PyObject> args)
    {
        if (args.Length < 1) return PyErr.Raise(Error, "pack_into expected buffer argument");
        if (args.Length < 2) return PyErr.Raise(Error, "pack_into expected offset argument");
        if (!Count(format, args.Length - 2, "pack_into") || !BytesArguments.Writable(args[0], "argument", out Span<byte> room)) return null;
        if (!Argument.Long(args[1], out long offset)) return null;
        if (offset < 0)
        {
            if (offset + format.Size > 0) return PyErr.Raise(Error, $"no space to pack {format.Size} bytes at offset {offset}");
            if (offset + room.Length < 0) return PyErr.Raise(Error, $"offset {offset} out of range for {room.Length}-byte buffer");
            offset += room.Length;
        }
        if (room.Length - offset < format.Size)
            return PyErr.Raise(Error, $"pack_into requires a buffer of at least {format.Size + offset} bytes for packing {format.Size} bytes at offset {offset} (actual buffer size is {room.Length})");
        // Values may run code of the program, which may make the buffer shorter.
        var bytes = new byte[format.Size];
        if (!StructCodec.Pack(format, args[2..], bytes) || !BytesArguments.Writable(args[0], "argument", out room)) return null;
        bytes.AsSpan(0, (int)Math.Clamp(room.Length - offset, 0, bytes.Length)).CopyTo(room[(int)Math.Min(offset, room.Length)..]);
        return PyNone.None;
    }

    [DontLookInside]
    internal static PyObject? Unpack(StructFormat format, PyObject buffer)
    {
        if (!Argument.BytesLike(buffer, out ReadOnlySpan<byte> bytes)) return null;
        return bytes.Length == format.Size ? StructCodec.Unpack(format, bytes) : PyErr.Raise(Error, $"unpack requires a buffer of {format.Size} bytes");
    }

    [DontLookInside]
    internal static PyObject? UnpackFrom(StructFormat format, PyObject buffer, long offset)
    {
        if (!Argument.BytesLike(buffer, out ReadOnlySpan<byte> bytes)) return null;
        if (offset < 0)
        {
            if (offset + format.Size > 0) return PyErr.Raise(Error, $"not enough data to unpack {format.Size} bytes at offset {offset}");
            if (offset + bytes.Length < 0) return PyErr.Raise(Error, $"offset {offset} out of range for {bytes.Length}-byte buffer");
            offset += bytes.Length;
        }
        if (bytes.Length - offset < format.Size)
            return PyErr.Raise(Error, $"unpack_from requires a buffer of at least {format.Size + offset} bytes for unpacking {format.Size} bytes at offset {offset} (actual buffer size is {bytes.Length})");
        return StructCodec.Unpack(format, bytes.Slice((int)offset, format.Size));
    }

    [DontLookInside]
    internal static PyObject? IterUnpack(StructFormat format, PyObject buffer)
    {
        if (!Argument.BytesLike(buffer, out ReadOnlySpan<byte> bytes)) return null;
        if (format.Size == 0) return PyErr.Raise(Error, "cannot iteratively unpack with a struct of length 0");
        if (bytes.Length % format.Size != 0) return PyErr.Raise(Error, $"iterative unpacking requires a buffer of a multiple of {format.Size} bytes");
        return new PyUnpackIterator(format, buffer);
    }
}

/// <summary>Struct(format): functions for one format.</summary>
[PyClass("_struct.Struct")]
public sealed partial class PyStruct : PyObject
{
    private StructFormat _parsed = StructFormat.Of(new PyStr(""))!;

    [PyClassInit] private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyStruct();

    [PyNew]
    public static PyObject? New([Keyword] PyObject format)
    {
        var made = new PyStruct();
        return made.Init(format) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject format)
    {
        if (StructFormat.Of(format) is not { } f) return null;
        _parsed = f;
        return PyNone.None;
    }

    /// <summary>The format.</summary>
    [PyProperty] public string format => _parsed.Text;

    /// <summary>The number of bytes.</summary>
    [PyProperty] public long size => _parsed.Size;

    /// <summary>The values as bytes.</summary>
    [PyFunction]
    public PyObject? pack(params PyObject[] values)
    {
        StructFormat f = Jit.Promote(_parsed);
        return (f.IsSimple && f.Codes.Length == values.Length ? StructTraces.Pack(f, values, 0) : null) ?? PackAny(values);
    }

    [DontLookInside]
    private PyObject? PackAny(PyObject[] values) => StructModule.Pack(_parsed, values);

    /// <summary>Writes the values into a buffer at an offset.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? pack_into(params PyObject[] args) => StructModule.PackInto(_parsed, args);

    /// <summary>The values in bytes of just the format's size.</summary>
    [PyFunction]
    public PyObject? unpack(PyObject buffer)
    {
        StructFormat f = Jit.Promote(_parsed);
        return f.IsSimple && buffer is PyBytes bytes && bytes.Length == f.Size ? StructTraces.Unpack(f, bytes, 0) : StructModule.Unpack(f, buffer);
    }

    /// <summary>The values at an offset of a buffer.</summary>
    [PyFunction]
    public PyObject? unpack_from([Keyword] PyObject buffer, long offset = 0)
    {
        StructFormat f = Jit.Promote(_parsed);
        return f.IsSimple && buffer is PyBytes bytes && offset >= 0 && offset <= bytes.Length - f.Size
            ? StructTraces.Unpack(f, bytes, (int)offset) : StructModule.UnpackFrom(f, buffer, offset);
    }

    /// <summary>An iterator over the tuples of values in a buffer.</summary>
    [PyFunction]
    public PyObject? iter_unpack(PyObject buffer) => StructModule.IterUnpack(_parsed, buffer);

    [PyFunction]
    public long __sizeof__() => 56 + 32 * _parsed.Items.Length;
}

/// <summary>Unpacks one tuple after the other.</summary>
[PyClass("_struct.unpack_iterator", IsFinal = true)]
[DontLookInside]
public sealed partial class PyUnpackIterator(StructFormat format, PyObject buffer) : PyObject
{
    private int _at;

    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (!Argument.BytesLike(buffer, out ReadOnlySpan<byte> bytes)) return null;
        if (_at + format.Size > bytes.Length) return PyEnd.Value;
        PyTuple values = StructCodec.Unpack(format, bytes.Slice(_at, format.Size));
        _at += format.Size;
        return values;
    }

    [PyFunction]
    public long? __length_hint__() => Argument.BytesLike(buffer, out ReadOnlySpan<byte> bytes) ? (bytes.Length - _at) / format.Size : null;
}
