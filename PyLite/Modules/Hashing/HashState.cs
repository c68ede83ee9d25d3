namespace PyLite.Modules;

/// <summary>A hash function at work: bytes go in, and at any time the digest of those so far can be taken, or a copy be made to go on in two ways.</summary>
internal abstract class HashState
{
    public abstract int DigestSize { get; }
    public abstract int BlockSize { get; }

    private readonly byte[] _block;
    private int _held;

    /// <summary>Bytes taken in so far.</summary>
    protected ulong Count { get; private set; }

    protected HashState(int blockSize) => _block = new byte[blockSize];

    protected HashState(HashState other)
    {
        _block = (byte[])other._block.Clone();
        _held = other._held;
        Count = other.Count;
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
        Count += (ulong)bytes.Length;
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

    public byte[] Digest()
    {
        HashState copy = Copy();
        return copy.Finish(copy._block, copy._held);
    }
}
