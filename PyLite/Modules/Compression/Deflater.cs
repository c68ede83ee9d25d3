using System.IO.Compression;
using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// What compresses for zlib: the system's libz, so that compressed data have the bytes CPython's have; where there is none, .NET's own
/// compressor, which makes others of them.
/// </summary>
internal abstract class Deflater : IDisposable
{
    /// <summary>The mode of a flush after which nothing comes.</summary>
    protected const int Finished = 4;

    public static bool IsWindow(int bits) => bits is (>= 9 and <= 15) or (>= -15 and <= -8) or (>= 25 and <= 31) or 8;

    public static Deflater Make(int level, int windowBits, int memory, int strategy, byte[] dictionary)
    {
        if (SystemLibrary.Has(SystemLibrary.Zlib, "libz.so.1", "libz.so", "libz.dylib", "libz.1.dylib")
            && LibzCodec.Make(level, windowBits, memory, strategy, dictionary) is { } codec)
            return new LibzDeflater(codec);
        return new NetDeflater(level, windowBits, strategy);
    }

    /// <summary>Takes in data, and gives what has come out so far.</summary>
    public abstract byte[] Write(ReadOnlySpan<byte> data);

    /// <summary>Gives what is inside, ended in one of zlib's ways.</summary>
    public abstract byte[] Flush(int mode);

    /// <summary>Null: it cannot be copied.</summary>
    public abstract Deflater? Copy();

    public abstract void Dispose();
}

/// <summary>Compresses by the system's libz.</summary>
[DontLookInside]
internal sealed class LibzDeflater(LibzCodec codec) : Deflater
{
    public override byte[] Write(ReadOnlySpan<byte> data) => data.Length == 0 ? [] : codec.Run(data, 0, -1, false, out _, out _, out _) ?? [];

    public override byte[] Flush(int mode)
    {
        byte[] made = codec.Run([], mode, -1, mode == Finished, out _, out _, out _) ?? [];
        if (mode == Finished) codec.Dispose();
        return made;
    }

    public override Deflater? Copy() => codec.Copy() is { } copied ? new LibzDeflater(copied) : null;

    public override void Dispose() => codec.Dispose();
}

/// <summary>The state of libz.</summary>
[DontLookInside]
internal sealed class LibzCodec : NativeCodec
{
    private const int StructureSize = 112, StreamEnd = 1, BufferError = -5;

    private bool _isReady;

    private LibzCodec() : base(StructureSize, false) { }

    [DllImport(SystemLibrary.Zlib)] private static extern int deflateInit2_(nint stream, int level, int method, int windowBits, int memLevel, int strategy, byte[] version, int size);
    [DllImport(SystemLibrary.Zlib)] private static extern int deflateSetDictionary(nint stream, byte[] dictionary, uint length);
    [DllImport(SystemLibrary.Zlib)] private static extern int deflate(nint stream, int flush);
    [DllImport(SystemLibrary.Zlib)] private static extern int deflateCopy(nint to, nint from);
    [DllImport(SystemLibrary.Zlib)] private static extern int deflateEnd(nint stream);

    /// <summary>Null: it does not do that.</summary>
    public static LibzCodec? Make(int level, int windowBits, int memory, int strategy, byte[] dictionary)
    {
        var codec = new LibzCodec();
        codec._isReady = deflateInit2_(codec.Memory, level, 8, windowBits, memory, strategy, "1.2.11\0"u8.ToArray(), StructureSize) == 0;
        if (!codec._isReady || dictionary.Length > 0 && deflateSetDictionary(codec.Memory, dictionary, (uint)dictionary.Length) != 0)
        {
            codec.Dispose();
            return null;
        }
        return codec;
    }

    public LibzCodec? Copy()
    {
        var copied = new LibzCodec();
        copied._isReady = deflateCopy(copied.Memory, Memory) == 0;
        return copied._isReady ? copied : null;
    }

    protected override void End()
    {
        if (_isReady) _ = deflateEnd(Memory);
    }

    protected override int Step(int action) => deflate(Memory, action) switch
    {
        StreamEnd => 1,
        0 or BufferError => 0,
        var result => PyErr.Fail(ZlibModule.Error, $"Error {result} while compressing data") ? 0 : -1,
    };
}

/// <summary>Compresses by .NET's "deflate", with the wrapping made here. It knows no dictionaries, cannot be copied, and has one kind of flush.</summary>
[DontLookInside]
internal sealed class NetDeflater : Deflater
{
    private readonly MemoryStream _output = new();
    private readonly DeflateStream _stream;
    private readonly bool _isZlib, _isGzip;
    private uint _adler = 1, _crc;
    private long _total;
    private bool _hasData;

    public NetDeflater(int level, int windowBits, int strategy)
    {
        _isZlib = windowBits is > 0 and < 16;
        _isGzip = windowBits >= 16;
        int quality = level < 0 ? 6 : level;
        if (_isZlib)
        {
            int flags = (quality switch { < 2 => 0, < 6 => 1, 6 => 2, _ => 3 }) << 6;
            int header = 0x7800 | flags;
            header += 31 - header % 31;
            _output.Write([(byte)(header >> 8), (byte)header]);
        }
        else if (_isGzip)
        {
            _output.Write([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, (byte)(quality == 9 ? 2 : quality == 1 ? 4 : 0), 3]);
        }
        var options = new ZLibCompressionOptions { CompressionLevel = quality, CompressionStrategy = (ZLibCompressionStrategy)strategy };
        _stream = new DeflateStream(_output, options, leaveOpen: true);
    }

    public override byte[] Write(ReadOnlySpan<byte> data)
    {
        if (_isZlib) _adler = Checksums.Adler32(data, _adler);
        if (_isGzip) _crc = Checksums.Crc32(data, _crc);
        _total += data.Length;
        _hasData |= data.Length > 0;
        _stream.Write(data);
        return Take();
    }

    /// <summary>What has been made so far.</summary>
    private byte[] Take()
    {
        byte[] made = _output.ToArray();
        _output.SetLength(0);
        return made;
    }

    public override byte[] Flush(int mode)
    {
        if (mode == Finished) return Finish();
        if (_hasData) _stream.Flush();
        return Take();
    }

    private byte[] Finish()
    {
        _stream.Dispose();
        // .NET writes nothing at all for no data.
        if (!_hasData) _output.Write([3, 0]);
        if (_isZlib) _output.Write([(byte)(_adler >> 24), (byte)(_adler >> 16), (byte)(_adler >> 8), (byte)_adler]);
        if (_isGzip)
        {
            uint size = (uint)_total;
            _output.Write([(byte)_crc, (byte)(_crc >> 8), (byte)(_crc >> 16), (byte)(_crc >> 24), (byte)size, (byte)(size >> 8), (byte)(size >> 16), (byte)(size >> 24)]);
        }
        return Take();
    }

    public override Deflater? Copy() => null;

    public override void Dispose() => _stream.Dispose();
}
