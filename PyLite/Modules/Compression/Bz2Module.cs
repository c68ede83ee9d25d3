using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Compression in the format of bzip2, by the system's libbz2.</summary>
[PyModule("_bz2")]
[DontLookInside]
public static partial class Bz2Module
{
    [PyConstant] private static PyType BZ2Compressor => PyBz2Compressor.ClassType;
    [PyConstant] private static PyType BZ2Decompressor => PyBz2Decompressor.ClassType;

    [PyModuleInit]
    private static bool Find(PyModule module) => SystemLibrary.Find("_bz2", SystemLibrary.Bzip2, "libbz2-1.0", "libbz2.so.1.0", "libbz2.so.1", "libbz2.so");
}

/// <summary>The state of libbz2.</summary>
internal sealed class Bz2Codec : NativeCodec
{
    public const int Go = 0, Finish = 2;
    private const int StreamEnd = 4, StructureSize = 80;

    private readonly bool _compresses;

    private Bz2Codec(bool compresses) : base(StructureSize, false) => _compresses = compresses;

    [DllImport(SystemLibrary.Bzip2)] private static extern int BZ2_bzCompressInit(nint stream, int blocks, int verbosity, int workFactor);
    [DllImport(SystemLibrary.Bzip2)] private static extern int BZ2_bzCompress(nint stream, int action);
    [DllImport(SystemLibrary.Bzip2)] private static extern int BZ2_bzCompressEnd(nint stream);
    [DllImport(SystemLibrary.Bzip2)] private static extern int BZ2_bzDecompressInit(nint stream, int verbosity, int small);
    [DllImport(SystemLibrary.Bzip2)] private static extern int BZ2_bzDecompress(nint stream);
    [DllImport(SystemLibrary.Bzip2)] private static extern int BZ2_bzDecompressEnd(nint stream);

    public static Bz2Codec? Compressor(int level)
    {
        var codec = new Bz2Codec(true);
        return codec.Check(BZ2_bzCompressInit(codec.Memory, level, 0, 0)) ? codec : null;
    }

    public static Bz2Codec? Decompressor()
    {
        var codec = new Bz2Codec(false);
        return codec.Check(BZ2_bzDecompressInit(codec.Memory, 0, 0)) ? codec : null;
    }

    protected override void End() => _ = _compresses ? BZ2_bzCompressEnd(Memory) : BZ2_bzDecompressEnd(Memory);

    protected override int Step(int action)
    {
        // It calls it an error to be given nothing, which may be when output is left over.
        const int sequenceError = -1, parameterError = -2;
        int result = _compresses ? BZ2_bzCompress(Memory, action) : BZ2_bzDecompress(Memory);
        if (_compresses && action == Go && LeftIn == 0 && result is parameterError or sequenceError && LeftOut > 0) return 0;
        return result == StreamEnd ? 1 : Check(result) ? 0 : -1;
    }

    private bool Check(int result) => result switch
    {
        >= 0 => true,
        -2 => PyErr.Fail(Types.ValueError, "Internal error - invalid parameters passed to libbzip2"),
        -3 => PyErr.Fail(Types.MemoryError, ""),
        -4 or -5 => PyErr.Fail(Types.OSError, "Invalid data stream"),
        -6 => PyErr.Fail(Types.OSError, "Unknown I/O error"),
        -7 => PyErr.Fail(Types.EOFError, "Compressed file ended before the logical end-of-stream was detected"),
        -1 => PyErr.Fail(Types.RuntimeError, "Internal error - Invalid sequence of commands sent to libbzip2"),
        _ => PyErr.Fail(Types.OSError, $"Unrecognized error from libbzip2: {result}"),
    };
}

/// <summary>Compresses bytes that come piece by piece.</summary>
[PyClass("_bz2.BZ2Compressor", IsFinal = true)]
[DontLookInside]
public sealed partial class PyBz2Compressor : PyObject
{
    private readonly Bz2Codec _codec;
    private bool _isFlushed;

    private PyBz2Compressor(Bz2Codec codec) => _codec = codec;

    [PyNew]
    public static PyObject? New(int compresslevel = 9)
    {
        if (compresslevel is < 1 or > 9) return PyErr.ValueError("compresslevel must be between 1 and 9");
        return Bz2Codec.Compressor(compresslevel) is { } codec ? new PyBz2Compressor(codec) : null;
    }

    [PyFunction]
    public PyObject? compress(ReadOnlySpan<byte> data)
    {
        if (_isFlushed) return PyErr.ValueError("Compressor has been flushed");
        if (data.Length == 0) return new PyBytes([]);
        return _codec.Run(data, Bz2Codec.Go, -1, false, out _, out _, out _) is { } made ? new PyBytes(made) : null;
    }

    [PyFunction]
    public PyObject? flush()
    {
        if (_isFlushed) return PyErr.ValueError("Repeated call to flush()");
        _isFlushed = true;
        byte[]? made = _codec.Run([], Bz2Codec.Finish, -1, true, out _, out _, out _);
        _codec.Dispose();
        return made is null ? null : new PyBytes(made);
    }

    [PyFunction("__reduce__")] public PyObject? Reduce() => PyErr.TypeError("cannot pickle '_bz2.BZ2Compressor' object");
}

/// <summary>Decompresses bytes that come piece by piece.</summary>
[PyClass("_bz2.BZ2Decompressor", IsFinal = true)]
[DontLookInside]
public sealed partial class PyBz2Decompressor : PyObject
{
    private readonly DecoderState _state;

    private PyBz2Decompressor(Bz2Codec codec) => _state = new DecoderState(codec);

    [PyNew]
    public static PyObject? New() => Bz2Codec.Decompressor() is { } codec ? new PyBz2Decompressor(codec) : null;

    [PyFunction]
    public PyObject? decompress([Keyword] ReadOnlySpan<byte> data, long max_length = -1)
    {
        if (_state.IsAtEnd) return PyErr.Raise(Types.EOFError, "End of stream already reached");
        return _state.Decode(data, max_length) is { } made ? new PyBytes(made) : null;
    }

    [PyProperty(IsMember = true)] public bool eof => _state.IsAtEnd;
    [PyProperty(IsMember = true)] public bool needs_input => _state.NeedsInput;
    [PyProperty(IsMember = true)] public PyObject unused_data => new PyBytes(_state.Unused);

    [PyFunction("__reduce__")] public PyObject? Reduce() => PyErr.TypeError("cannot pickle '_bz2.BZ2Decompressor' object");
}
