using System.IO.Compression;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Compression in the format of zlib and gzip.</summary>
[PyModule("zlib")]
[DontLookInside]
public static partial class ZlibModule
{
    [PyConstant("error")] public static readonly PyType Error = ModuleExceptions.New("zlib.error", Types.Exception);
    [PyConstant] private const int MAX_WBITS = 15;
    [PyConstant] private const int DEFLATED = 8;
    [PyConstant] private const int DEF_MEM_LEVEL = 8;
    [PyConstant] private const int DEF_BUF_SIZE = 16384;
    [PyConstant] private const int Z_BEST_COMPRESSION = 9;
    [PyConstant] private const int Z_BEST_SPEED = 1;
    [PyConstant] private const int Z_BLOCK = 5;
    [PyConstant] private const int Z_DEFAULT_COMPRESSION = -1;
    [PyConstant] private const int Z_DEFAULT_STRATEGY = 0;
    [PyConstant] private const int Z_FILTERED = 1;
    [PyConstant] private const int Z_FINISH = 4;
    [PyConstant] private const int Z_FIXED = 4;
    [PyConstant] private const int Z_FULL_FLUSH = 3;
    [PyConstant] private const int Z_HUFFMAN_ONLY = 2;
    [PyConstant] private const int Z_NO_COMPRESSION = 0;
    [PyConstant] private const int Z_NO_FLUSH = 0;
    [PyConstant] private const int Z_PARTIAL_FLUSH = 1;
    [PyConstant] private const int Z_RLE = 3;
    [PyConstant] private const int Z_SYNC_FLUSH = 2;
    [PyConstant] private const int Z_TREES = 6;
    [PyConstant] private const string ZLIB_VERSION = "1.2.13";
    [PyConstant] private const string ZLIB_RUNTIME_VERSION = "1.2.13";
    [PyConstant] private const string __version__ = "1.0";

    /// <summary>The Adler-32 checksum, beginning with that of what went before.</summary>
    [PyFunction]
    public static long adler32(ReadOnlySpan<byte> data, uint value = 1) => Checksums.Adler32(data, value);

    /// <summary>The CRC-32 checksum, beginning with that of what went before.</summary>
    [PyFunction]
    public static long crc32(ReadOnlySpan<byte> data, uint value = 0) => Checksums.Crc32(data, value);

    /// <summary>Compresses bytes.</summary>
    [PyFunction]
    public static PyObject? compress(ReadOnlySpan<byte> data, [Keyword, Shown("Z_DEFAULT_COMPRESSION")] int level = -1, [Shown("MAX_WBITS")] int wbits = 15)
    {
        if (level is < -1 or > 9 || !Deflater.IsWindow(wbits)) return PyErr.Raise(Error, "Bad compression level");
        using Deflater deflater = Deflater.Make(level, wbits, 8, 0, []);
        byte[] first = deflater.Write(data);
        byte[] last = deflater.Flush(Z_FINISH);
        return new PyBytes(first.Length == 0 ? last : [.. first, .. last]);
    }

    /// <summary>Decompresses bytes that hold all of the compressed data.</summary>
    [PyFunction]
    public static PyObject? decompress(ReadOnlySpan<byte> data, [Keyword, Shown("MAX_WBITS")] int wbits = 15, [Shown("DEF_BUF_SIZE")] long bufsize = 16384)
    {
        if (bufsize < 0) return PyErr.ValueError("bufsize must be non-negative");
        if (!IsWindow(wbits)) return PyErr.Raise(Error, "Error -2 while preparing to decompress data: inconsistent stream state");
        if (Whole(data, wbits) is { } whole) return new PyBytes(whole);
        var inflater = new Inflater(wbits, []);
        inflater.SetInput(data);
        if (inflater.Run(int.MaxValue) is { } wrong)
            return PyErr.Raise(Error, wrong[0] == '\0' ? wrong[1..] : $"Error -3 while decompressing data: {wrong}");
        return inflater.IsDone ? new PyBytes(inflater.Take(int.MaxValue)) : PyErr.Raise(Error, "Error -5 while decompressing data: incomplete or truncated stream");
    }

    /// <summary>By .NET's own decoder, which is faster; null when it has anything to complain about.</summary>
    private static byte[]? Whole(ReadOnlySpan<byte> data, int wbits)
    {
        if (data.Length < 64 || wbits is < 8 or > 15) return null;
        try
        {
            using var decoder = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            var output = new MemoryStream();
            decoder.CopyTo(output);
            // It is content with data that are cut: those end with no checksum.
            byte[] made = output.ToArray();
            return IsComplete(data, made) ? made : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Whether zlib data end with the checksum of what they hold.</summary>
    private static bool IsComplete(ReadOnlySpan<byte> data, ReadOnlySpan<byte> made) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(data[^4..]) == Checksums.Adler32(made, 1);

    internal static bool IsWindow(int bits) => bits is 0 or (>= 8 and <= 15) or (>= -15 and <= -8) or (>= 24 and <= 31) or (>= 40 and <= 47) or 32;

    /// <summary>An object that compresses data that comes in pieces.</summary>
    [PyFunction]
    public static PyObject? compressobj(
        [Keyword, Shown("Z_DEFAULT_COMPRESSION")] int level = -1, [Shown("DEFLATED")] int method = 8, [Shown("MAX_WBITS")] int wbits = 15,
        [Shown("DEF_MEM_LEVEL")] int memLevel = 8, [Shown("Z_DEFAULT_STRATEGY")] int strategy = 0, [Unset] PyObject? zdict = null)
    {
        if (level is < -1 or > 9 || method != 8 || memLevel is < 1 or > 9 || strategy is < 0 or > 4 || !Deflater.IsWindow(wbits))
            return PyErr.ValueError("Invalid initialization option");
        if (!Dictionary(zdict, false, out byte[] dictionary)) return null;
        return new PyZlibCompressor(Deflater.Make(level, wbits, memLevel, strategy, dictionary));
    }

    /// <summary>An object that decompresses data that comes in pieces.</summary>
    [PyFunction]
    public static PyObject? decompressobj([Keyword, Shown("MAX_WBITS")] int wbits = 15, [Shown("b''")] PyObject? zdict = null)
    {
        if (!Dictionary(zdict, true, out byte[] dictionary)) return null;
        return IsWindow(wbits) ? new PyZlibDecompressor(new Inflater(wbits, dictionary)) : PyErr.ValueError("Invalid initialization option");
    }

    private static bool Dictionary(PyObject? given, bool decodes, out byte[] bytes)
    {
        bytes = [];
        if (given == null) return true;
        if (!Buffers.TryBytes(given, out ReadOnlySpan<byte> span)) return PyErr.Fail(Types.TypeError, decodes ? "zdict argument must support the buffer protocol" : $"a bytes-like object is required, not '{given.Type.Name}'");
        bytes = span.ToArray();
        return true;
    }
}

/// <summary>Compresses data that comes in pieces.</summary>
[PyClass("zlib.Compress", IsFinal = true)]
[DontLookInside]
public sealed partial class PyZlibCompressor : PyObject
{
    private readonly Deflater _deflater;
    private bool _isFinished;

    internal PyZlibCompressor(Deflater deflater) => _deflater = deflater;

    /// <summary>Takes in data; compressed data, if there is some already.</summary>
    [PyFunction]
    public PyObject? compress(ReadOnlySpan<byte> data)
    {
        if (_isFinished) return PyErr.Raise(ZlibModule.Error, "Error -2 while compressing data: inconsistent stream state");
        return new PyBytes(_deflater.Write(data));
    }

    /// <summary>The rest of the compressed data; unless another mode says so, no more can be compressed.</summary>
    [PyFunction]
    public PyObject? flush([Shown("zlib.Z_FINISH")] int mode = 4)
    {
        if (mode == 0) return new PyBytes([]);
        if (_isFinished || mode is < 0 or > 5) return PyErr.Raise(ZlibModule.Error, "Error -2 while flushing: inconsistent stream state");
        _isFinished = mode == 4;
        return new PyBytes(_deflater.Flush(mode));
    }

    /// <summary>Another one in the same state.</summary>
    [PyFunction(Aliases = ["__copy__"])]
    public PyObject? copy()
    {
        if (_isFinished) return PyErr.ValueError("Inconsistent stream state");
        return _deflater.Copy() is { } copied ? new PyZlibCompressor(copied) : PyErr.ValueError("the state of this compressor cannot be copied without the system's libz");
    }

    [PyFunction]
    public PyObject? __deepcopy__(PyObject memo) => copy();
}

/// <summary>Decompresses data that comes in pieces.</summary>
[PyClass("zlib.Decompress", IsFinal = true)]
[DontLookInside]
public sealed partial class PyZlibDecompressor : PyObject
{
    private readonly Inflater _inflater;

    internal PyZlibDecompressor(Inflater inflater) => _inflater = inflater;

    /// <summary>What came after the end of the compressed data.</summary>
    [PyProperty(IsMember = true)] public PyObject unused_data { get; private set; } = new PyBytes([]);

    /// <summary>Input that was not used because of a limit.</summary>
    [PyProperty(IsMember = true)] public PyObject unconsumed_tail { get; private set; } = new PyBytes([]);

    /// <summary>Whether the end of the compressed data has been reached.</summary>
    [PyProperty(IsMember = true)] public bool eof => _inflater.IsDone && !_inflater.HasOutput;

    /// <summary>Takes in data; what it decompresses to, of at most max_length bytes unless that is 0.</summary>
    [PyFunction]
    public PyObject? decompress(ReadOnlySpan<byte> data, [Keyword] long max_length = 0)
    {
        if (max_length < 0) return PyErr.ValueError("max_length must be non-negative");
        if (_inflater.IsDone && !_inflater.HasOutput)
        {
            unused_data = new PyBytes([.. ((PyBytes)unused_data).Span, .. data]);
            return new PyBytes([]);
        }
        _inflater.SetInput(data);
        return Run(max_length == 0 ? int.MaxValue : (int)Math.Min(max_length, int.MaxValue));
    }

    private PyObject? Run(int limit)
    {
        if (_inflater.Run(limit) is { } wrong)
            return PyErr.Raise(ZlibModule.Error, wrong[0] == '\0' ? wrong[1..] : $"Error -3 while decompressing data: {wrong}");
        var made = new PyBytes(_inflater.Take(limit));
        if (_inflater.IsDone)
        {
            if (_inflater.Rest.Length > 0) unused_data = new PyBytes([.. ((PyBytes)unused_data).Span, .. _inflater.TakeRest()]);
            unconsumed_tail = new PyBytes([]);
        }
        else if (limit != int.MaxValue && made.Length == limit)
        {
            unconsumed_tail = new PyBytes(_inflater.TakeRest());
        }
        else
        {
            unconsumed_tail = new PyBytes([]);
        }
        return made;
    }

    /// <summary>What is left to be decompressed.</summary>
    [PyFunction]
    public PyObject? flush([Shown("zlib.DEF_BUF_SIZE")] long length = 16384)
    {
        if (length <= 0) return PyErr.ValueError("length must be greater than zero");
        _inflater.SetInput(((PyBytes)unconsumed_tail).Span);
        unconsumed_tail = new PyBytes([]);
        return Run(int.MaxValue);
    }

    /// <summary>Another one in the same state.</summary>
    [PyFunction(Aliases = ["__copy__"])]
    public PyObject copy() => new PyZlibDecompressor(_inflater.Copy()) { unused_data = unused_data, unconsumed_tail = unconsumed_tail };

    [PyFunction]
    public PyObject __deepcopy__(PyObject memo) => copy();
}
