using System.Security.Cryptography;

namespace PyLite.Modules;

/// <summary>A hash function at work: bytes go in, and at any time the digest of those so far can be taken, or a copy be made to go on in two ways.</summary>
internal abstract class HashState
{
    public abstract int DigestSize { get; }
    public abstract int BlockSize { get; }

    private readonly byte[] _block;
    private int _held;

    /// <summary>The system's own function does the work, once there is much of it.</summary>
    private IncrementalHash? _native;

    /// <summary>From so many bytes at once on it is worth asking for.</summary>
    private const int Much = 4096;

    private static bool s_hasNative = true;

    /// <summary>Bytes taken in so far.</summary>
    protected ulong Count { get; private set; }

    /// <summary>What .NET calls the function; null when it has none.</summary>
    protected virtual HashAlgorithmName? NativeName => null;

    protected HashState(int blockSize) => _block = new byte[blockSize];

    protected HashState(HashState other)
    {
        _block = (byte[])other._block.Clone();
        _held = other._held;
        Count = other.Count;
        _native = other._native?.Clone();
    }

    public abstract HashState Copy();

    /// <summary>Takes in one full block.</summary>
    protected abstract void Block(ReadOnlySpan<byte> block);

    /// <summary>The last block, which may be full, and the digest. It is called on a copy.</summary>
    protected abstract byte[] Finish(Span<byte> block, int held);

    /// <summary>Whether a full block waits until more bytes come: the last one may be marked.</summary>
    protected virtual bool KeepsLast => false;

    public void Update(ReadOnlySpan<byte> bytes)
    {
        if (Count == 0 && bytes.Length >= Much && s_hasNative && NativeName is { } name) _native = Native(name);
        Count += (ulong)bytes.Length;
        if (_native != null)
        {
            _native.AppendData(bytes);
            return;
        }
        while (bytes.Length > 0)
        {
            if (_held == _block.Length)
            {
                Block(_block);
                _held = 0;
            }
            if (_held == 0)
            {
                // Whole blocks straight from where they are.
                while (bytes.Length > _block.Length || bytes.Length == _block.Length && !KeepsLast)
                {
                    Block(bytes[.._block.Length]);
                    bytes = bytes[_block.Length..];
                }
            }
            int taken = Math.Min(bytes.Length, _block.Length - _held);
            bytes[..taken].CopyTo(_block.AsSpan(_held));
            _held += taken;
            bytes = bytes[taken..];
            if (_held == _block.Length && !KeepsLast)
            {
                Block(_block);
                _held = 0;
            }
        }
    }

    /// <summary>Null where the system lacks the library .NET needs for it.</summary>
    private static IncrementalHash? Native(HashAlgorithmName name)
    {
        try
        {
            return IncrementalHash.CreateHash(name);
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException or TypeInitializationException or DllNotFoundException)
        {
            s_hasNative = false;
            return null;
        }
    }

    public byte[] Digest()
    {
        if (_native != null) return _native.GetCurrentHash();
        HashState copy = Copy();
        return copy.Finish(copy._block, copy._held);
    }
}
