using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Compression in the formats of xz and lzma, by the system's liblzma.</summary>
[PyModule("_lzma")]
[DontLookInside]
public static partial class LzmaModule
{
    internal const int Auto = 0, XzFormat = 1, Alone = 2, Raw = 3;

    [PyConstant] internal static readonly PyType LZMAError = ModuleExceptions.New("_lzma.LZMAError", Types.Exception);
    [PyConstant] private static PyType LZMACompressor => PyLzmaCompressor.ClassType;
    [PyConstant] private static PyType LZMADecompressor => PyLzmaDecompressor.ClassType;
    [PyConstant] private const int FORMAT_AUTO = Auto;
    [PyConstant] private const int FORMAT_XZ = XzFormat;
    [PyConstant] private const int FORMAT_ALONE = Alone;
    [PyConstant] private const int FORMAT_RAW = Raw;
    [PyConstant] private const int CHECK_NONE = 0;
    [PyConstant] private const int CHECK_CRC32 = 1;
    [PyConstant] private const int CHECK_CRC64 = 4;
    [PyConstant] private const int CHECK_SHA256 = 10;
    [PyConstant] private const int CHECK_ID_MAX = 15;
    [PyConstant] private const int CHECK_UNKNOWN = 16;
    [PyConstant] private const long FILTER_LZMA1 = LzmaFilters.Lzma1;
    [PyConstant] private const long FILTER_LZMA2 = LzmaFilters.Lzma2;
    [PyConstant] private const long FILTER_DELTA = LzmaFilters.Delta;
    [PyConstant] private const int FILTER_X86 = 4;
    [PyConstant] private const int FILTER_POWERPC = 5;
    [PyConstant] private const int FILTER_IA64 = 6;
    [PyConstant] private const int FILTER_ARM = 7;
    [PyConstant] private const int FILTER_ARMTHUMB = 8;
    [PyConstant] private const int FILTER_SPARC = 9;
    [PyConstant] private const int MF_HC3 = 3;
    [PyConstant] private const int MF_HC4 = 4;
    [PyConstant] private const int MF_BT2 = 18;
    [PyConstant] private const int MF_BT3 = 19;
    [PyConstant] private const int MF_BT4 = 20;
    [PyConstant] private const int MODE_FAST = 1;
    [PyConstant] private const int MODE_NORMAL = 2;
    [PyConstant] private const int PRESET_DEFAULT = 6;
    [PyConstant] private const long PRESET_EXTREME = 1L << 31;

    [DllImport(SystemLibrary.Xz)] private static extern byte lzma_check_is_supported(int check);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_properties_size(out uint size, nint filter);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_properties_encode(nint filter, byte[] properties);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_properties_decode(nint filter, nint allocator, byte[] properties, nint size);

    [PyModuleInit]
    private static bool Find(PyModule module) => SystemLibrary.Find("_lzma", SystemLibrary.Xz, "liblzma5", "liblzma.so.5", "liblzma.so");

    /// <summary>Whether the library can make this check.</summary>
    [PyFunction]
    public static bool is_check_supported(int check_id) => lzma_check_is_supported(check_id) != 0;

    /// <summary>The bytes that stand for a filter's options.</summary>
    [PyFunction("_encode_filter_properties")]
    public static PyObject? EncodeProperties(PyObject filter)
    {
        using LzmaFilters? filters = LzmaFilters.Of(new PyTuple([filter]));
        if (filters is null || !LzmaCodec.Check(lzma_properties_size(out uint size, filters.Memory))) return null;
        byte[] properties = new byte[Math.Max(1, size)];
        return LzmaCodec.Check(lzma_properties_encode(filters.Memory, properties)) ? new PyBytes(properties[..(int)size]) : null;
    }

    /// <summary>A filter's options, from the bytes that stand for them.</summary>
    [PyFunction("_decode_filter_properties")]
    public static PyObject? DecodeProperties(long filter_id, ReadOnlySpan<byte> encoded_props)
    {
        nint filter = Marshal.AllocHGlobal(16);
        try
        {
            Marshal.WriteInt64(filter, filter_id);
            Marshal.WriteIntPtr(filter, 8, 0);
            if (!LzmaCodec.Check(lzma_properties_decode(filter, 0, encoded_props.ToArray(), encoded_props.Length))) return null;
            nint options = Marshal.ReadIntPtr(filter, 8);
            PyObject? described = LzmaFilters.Describe(filter_id, options);
            LzmaCodec.FreeOptions(options);
            return described;
        }
        finally
        {
            Marshal.FreeHGlobal(filter);
        }
    }
}

/// <summary>The state of liblzma.</summary>
internal sealed class LzmaCodec : NativeCodec
{
    public const int Go = 0, Finish = 3;
    private const int StructureSize = 160, StreamEnd = 1, NoCheck = 2, GetCheck = 4, BufferError = 10, TellNoCheck = 1, TellAnyCheck = 4;

    private LzmaCodec() : base(StructureSize, true)
    {
    }

    [DllImport(SystemLibrary.Xz)] private static extern int lzma_easy_encoder(nint stream, uint preset, int check);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_stream_encoder(nint stream, nint filters, int check);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_alone_encoder(nint stream, nint options);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_raw_encoder(nint stream, nint filters);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_auto_decoder(nint stream, ulong memory, uint flags);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_stream_decoder(nint stream, ulong memory, uint flags);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_alone_decoder(nint stream, ulong memory);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_raw_decoder(nint stream, nint filters);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_code(nint stream, int action);
    [DllImport(SystemLibrary.Xz)] private static extern void lzma_end(nint stream);
    [DllImport(SystemLibrary.Xz)] private static extern int lzma_get_check(nint stream);
    [DllImport("libc")] private static extern void free(nint memory);

    /// <summary>Which check the stream has, of those that decompressors meet.</summary>
    public int CheckKind { get; private set; }

    public static void FreeOptions(nint options) => free(options);

    public static LzmaCodec? Compressor(int format, int check, uint preset, LzmaFilters? filters)
    {
        var codec = new LzmaCodec();
        nint m = codec.Memory;
        int result;
        switch (format)
        {
            case LzmaModule.XzFormat:
                result = filters is null ? lzma_easy_encoder(m, preset, check) : lzma_stream_encoder(m, filters.Memory, check);
                break;
            case LzmaModule.Alone:
                using (LzmaFilters? own = filters is null ? LzmaFilters.Preset(LzmaFilters.Lzma1, preset) : null)
                {
                    LzmaFilters? used = filters ?? own;
                    if (used is null) return null;
                    if (Marshal.ReadInt64(used.Memory) != LzmaFilters.Lzma1 || Marshal.ReadInt64(used.Memory, 16) != -1)
                    {
                        PyErr.ValueError("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
                        return null;
                    }
                    result = lzma_alone_encoder(m, Marshal.ReadIntPtr(used.Memory, 8));
                }
                break;
            default:
                result = lzma_raw_encoder(m, filters!.Memory);
                break;
        }
        return Check(result) ? codec : null;
    }

    public static LzmaCodec? Decompressor(int format, ulong memory, LzmaFilters? filters)
    {
        var codec = new LzmaCodec { CheckKind = format is LzmaModule.Alone or LzmaModule.Raw ? 0 : 16 };
        const uint flags = TellAnyCheck | TellNoCheck;
        return Check(format switch
        {
            LzmaModule.Auto => lzma_auto_decoder(codec.Memory, memory, flags),
            LzmaModule.XzFormat => lzma_stream_decoder(codec.Memory, memory, flags),
            LzmaModule.Alone => lzma_alone_decoder(codec.Memory, memory),
            _ => lzma_raw_decoder(codec.Memory, filters!.Memory),
        }) ? codec : null;
    }

    protected override void End() => lzma_end(Memory);

    protected override int Step(int action)
    {
        int result = lzma_code(Memory, action);
        if (result == BufferError && LeftIn == 0 && LeftOut > 0) return 0;
        if (result is GetCheck or NoCheck) CheckKind = lzma_get_check(Memory);
        return result == StreamEnd ? 1 : Check(result) ? 0 : -1;
    }

    public static bool Check(int result) => result switch
    {
        0 or 1 or NoCheck or GetCheck => true,
        3 => PyErr.Fail(LzmaModule.LZMAError, "Unsupported integrity check"),
        5 => PyErr.Fail(Types.MemoryError, ""),
        6 => PyErr.Fail(LzmaModule.LZMAError, "Memory usage limit exceeded"),
        7 => PyErr.Fail(LzmaModule.LZMAError, "Input format not supported by decoder"),
        8 => PyErr.Fail(LzmaModule.LZMAError, "Invalid or unsupported options"),
        9 => PyErr.Fail(LzmaModule.LZMAError, "Corrupt input data"),
        BufferError => PyErr.Fail(LzmaModule.LZMAError, "Insufficient buffer space"),
        11 => PyErr.Fail(LzmaModule.LZMAError, "Internal error"),
        _ => PyErr.Fail(LzmaModule.LZMAError, $"Unrecognized error from liblzma: {result}"),
    };
}

/// <summary>Compresses bytes that come piece by piece.</summary>
[PyClass("_lzma.LZMACompressor", IsFinal = true)]
[DontLookInside]
public sealed partial class PyLzmaCompressor : PyObject
{
    private readonly LzmaCodec _codec;
    private bool _isFlushed;

    private PyLzmaCompressor(LzmaCodec codec) => _codec = codec;

    [PyNew]
    public static PyObject? New([Keyword, Shown("FORMAT_XZ")] int format = 1, int check = -1, PyObject? preset = null, PyObject? filters = null)
    {
        uint level = 6;
        if (preset is not null && filters is not null) return PyErr.ValueError("Cannot specify both preset and filter chain");
        if (preset is not null && !Argument.Bits(preset, out level)) return null;
        if (format is not (LzmaModule.XzFormat or LzmaModule.Alone or LzmaModule.Raw)) return PyErr.ValueError($"Invalid container format: {format}");
        if (format != LzmaModule.XzFormat && check is not (-1 or 0)) return PyErr.ValueError("Integrity checks are only supported by FORMAT_XZ");
        if (format == LzmaModule.Raw && filters is null) return PyErr.ValueError("Must specify filters for FORMAT_RAW");
        if (format == LzmaModule.XzFormat && check == -1) check = 4;
        using LzmaFilters? chain = filters is null ? null : LzmaFilters.Of(filters);
        if (filters is not null && chain is null) return null;
        return LzmaCodec.Compressor(format, check, level, chain) is { } codec ? new PyLzmaCompressor(codec) : null;
    }

    [PyFunction]
    public PyObject? compress(ReadOnlySpan<byte> data)
    {
        if (_isFlushed) return PyErr.ValueError("Compressor has been flushed");
        return _codec.Run(data, LzmaCodec.Go, -1, false, out _, out _, out _) is { } made ? new PyBytes(made) : null;
    }

    [PyFunction]
    public PyObject? flush()
    {
        if (_isFlushed) return PyErr.ValueError("Repeated call to flush()");
        _isFlushed = true;
        byte[]? made = _codec.Run([], LzmaCodec.Finish, -1, true, out _, out _, out _);
        _codec.Dispose();
        return made is null ? null : new PyBytes(made);
    }

    [PyFunction("__reduce__")] public PyObject? Reduce() => PyErr.TypeError("cannot pickle '_lzma.LZMACompressor' object");
}

/// <summary>Decompresses bytes that come piece by piece.</summary>
[PyClass("_lzma.LZMADecompressor", IsFinal = true)]
[DontLookInside]
public sealed partial class PyLzmaDecompressor : PyObject
{
    private readonly LzmaCodec _codec;
    private readonly DecoderState _state;

    private PyLzmaDecompressor(LzmaCodec codec)
    {
        _codec = codec;
        _state = new DecoderState(codec);
    }

    [PyNew]
    public static PyObject? New([Keyword, Shown("FORMAT_AUTO")] int format = 0, PyObject? memlimit = null, PyObject? filters = null)
    {
        ulong limit = ulong.MaxValue;
        if (memlimit is not null)
        {
            if (format == LzmaModule.Raw) return PyErr.ValueError("Cannot specify memory limit with FORMAT_RAW");
            if (!Argument.Bits(memlimit, out limit)) return null;
        }
        if (format == LzmaModule.Raw && filters is null) return PyErr.ValueError("Must specify filters for FORMAT_RAW");
        if (format != LzmaModule.Raw && filters is not null) return PyErr.ValueError("Cannot specify filters except with FORMAT_RAW");
        if (format is < 0 or > LzmaModule.Raw) return PyErr.ValueError($"Invalid container format: {format}");
        using LzmaFilters? chain = filters is null ? null : LzmaFilters.Of(filters);
        if (filters is not null && chain is null) return null;
        return LzmaCodec.Decompressor(format, limit, chain) is { } codec ? new PyLzmaDecompressor(codec) : null;
    }

    [PyFunction]
    public PyObject? decompress([Keyword] ReadOnlySpan<byte> data, long max_length = -1)
    {
        if (_state.IsAtEnd) return PyErr.Raise(Types.EOFError, "Already at end of stream");
        return _state.Decode(data, max_length) is { } made ? new PyBytes(made) : null;
    }

    [PyProperty(IsMember = true)] public int check => _codec.CheckKind;
    [PyProperty(IsMember = true)] public bool eof => _state.IsAtEnd;
    [PyProperty(IsMember = true)] public bool needs_input => _state.NeedsInput;
    [PyProperty(IsMember = true)] public PyObject unused_data => new PyBytes(_state.Unused);

    [PyFunction("__reduce__")] public PyObject? Reduce() => PyErr.TypeError("cannot pickle '_lzma.LZMADecompressor' object");
}
