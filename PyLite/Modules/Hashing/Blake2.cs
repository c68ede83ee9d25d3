using System.Buffers.Binary;
using System.Numerics;

namespace PyLite.Modules;

/// <summary>What can be asked of BLAKE2 besides a digest.</summary>
internal sealed record Blake2Options(
    int DigestSize, byte[] Key, byte[] Salt, byte[] Person, int Fanout, int Depth, uint LeafSize, ulong NodeOffset, int NodeDepth, int InnerSize, bool IsLastNode);

/// <summary>BLAKE2b and, with words of half the size, BLAKE2s (RFC 7693).</summary>
internal sealed class Blake2 : HashState
{
    private static readonly byte[][] Orders =
    [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4], [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13], [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11], [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5], [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ];

    private readonly bool _isWide;
    private readonly ulong[] _h = new ulong[8];
    private readonly int _size;
    private readonly bool _isLastNode;
    private ulong _done;

    public Blake2(bool isWide, Blake2Options o) : base(isWide ? 128 : 64)
    {
        _isWide = isWide;
        _size = o.DigestSize;
        _isLastNode = o.IsLastNode;
        Span<byte> parameters = stackalloc byte[isWide ? 64 : 32];
        parameters[0] = (byte)o.DigestSize;
        parameters[1] = (byte)o.Key.Length;
        parameters[2] = (byte)o.Fanout;
        parameters[3] = (byte)o.Depth;
        BinaryPrimitives.WriteUInt32LittleEndian(parameters[4..], o.LeafSize);
        BinaryPrimitives.WriteUInt64LittleEndian(parameters[8..], o.NodeOffset);
        // The small one has six bytes for the offset.
        int depthAt = isWide ? 16 : 14;
        parameters[depthAt] = (byte)o.NodeDepth;
        parameters[depthAt + 1] = (byte)o.InnerSize;
        int saltAt = isWide ? 32 : 16;
        o.Salt.CopyTo(parameters[saltAt..]);
        o.Person.CopyTo(parameters[(saltAt + (isWide ? 16 : 8))..]);
        for (int i = 0; i < 8; i++)
        {
            ulong word = isWide ? BinaryPrimitives.ReadUInt64LittleEndian(parameters[(8 * i)..]) : BinaryPrimitives.ReadUInt32LittleEndian(parameters[(4 * i)..]);
            _h[i] = Start(i) ^ word;
        }
        if (o.Key.Length == 0) return;
        var block = new byte[BlockSize];
        o.Key.CopyTo(block, 0);
        Update(block);
    }

    private Blake2(Blake2 other) : base(other)
    {
        _isWide = other._isWide;
        other._h.CopyTo(_h, 0);
        _size = other._size;
        _isLastNode = other._isLastNode;
        _done = other._done;
    }

    public override int DigestSize => _size;
    public override int BlockSize => _isWide ? 128 : 64;
    public override HashState Copy() => new Blake2(this);
    protected override bool KeepsLast => true;

    private ulong Start(int i) => _isWide ? Sha2Constants.Start512[i] : Sha2Constants.Start256[i];

    protected override void Block(ReadOnlySpan<byte> block)
    {
        _done += (ulong)block.Length;
        Compress(block, isLast: false);
    }

    private void Compress(ReadOnlySpan<byte> block, bool isLast)
    {
        Span<ulong> m = stackalloc ulong[16], v = stackalloc ulong[16];
        for (int i = 0; i < 16; i++)
            m[i] = _isWide ? BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]) : BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        for (int i = 0; i < 8; i++)
        {
            v[i] = _h[i];
            v[i + 8] = Start(i);
        }
        ulong all = _isWide ? ulong.MaxValue : uint.MaxValue;
        v[12] ^= _isWide ? _done : (uint)_done;
        if (!_isWide) v[13] ^= _done >> 32;
        if (isLast) v[14] ^= all;
        if (isLast && _isLastNode) v[15] ^= all;
        for (int round = 0; round < (_isWide ? 12 : 10); round++)
        {
            byte[] s = Orders[round % 10];
            Mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
            Mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
            Mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
            Mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
            Mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
            Mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
            Mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
            Mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
        }
        for (int i = 0; i < 8; i++) _h[i] ^= v[i] ^ v[i + 8];
    }

    private void Mix(Span<ulong> v, int a, int b, int c, int d, ulong x, ulong y)
    {
        if (_isWide)
        {
            v[a] += v[b] + x;
            v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
            v[c] += v[d];
            v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
            v[a] += v[b] + y;
            v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
            v[c] += v[d];
            v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
            return;
        }
        v[a] = (uint)(v[a] + v[b] + x);
        v[d] = BitOperations.RotateRight((uint)(v[d] ^ v[a]), 16);
        v[c] = (uint)(v[c] + v[d]);
        v[b] = BitOperations.RotateRight((uint)(v[b] ^ v[c]), 12);
        v[a] = (uint)(v[a] + v[b] + y);
        v[d] = BitOperations.RotateRight((uint)(v[d] ^ v[a]), 8);
        v[c] = (uint)(v[c] + v[d]);
        v[b] = BitOperations.RotateRight((uint)(v[b] ^ v[c]), 7);
    }

    protected override byte[] Finish(Span<byte> block, int held)
    {
        block[held..].Clear();
        _done += (ulong)held;
        Compress(block, isLast: true);
        var digest = new byte[64];
        for (int i = 0; i < 8; i++)
        {
            if (_isWide) BinaryPrimitives.WriteUInt64LittleEndian(digest.AsSpan(8 * i), _h[i]);
            else BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(4 * i), (uint)_h[i]);
        }
        return digest[.._size];
    }
}
