using System.Buffers.Binary;
using System.Numerics;

namespace PyLite.Modules;

/// <summary>SHA-3 and SHAKE (FIPS 202).</summary>
internal sealed class Sha3 : HashState
{
    private static readonly ulong[] RoundConstants = MakeRoundConstants();
    private readonly ulong[] _state = new ulong[25];
    private readonly int _size, _rate;
    private readonly byte _suffix;

    public bool IsShake => _suffix == 0x1f;

    /// <summary>A digest of so many bytes; for SHAKE it is the security level's, and the digest as long as is asked for.</summary>
    public Sha3(int size, bool isShake) : base(200 - 2 * size)
    {
        _size = size;
        _rate = 200 - 2 * size;
        _suffix = isShake ? (byte)0x1f : (byte)0x06;
    }

    private Sha3(Sha3 other) : base(other)
    {
        other._state.CopyTo(_state, 0);
        _size = other._size;
        _rate = other._rate;
        _suffix = other._suffix;
        Length = other.Length;
    }

    public override int DigestSize => _size;
    public override int BlockSize => _rate;
    public override HashState Copy() => new Sha3(this);

    /// <summary>The length of the next digest, for SHAKE.</summary>
    public int? Length { get; set; }

    private static ulong[] MakeRoundConstants()
    {
        // A shift register of eight bits tells which bits 2**j - 1 of each constant are set.
        var constants = new ulong[24];
        int register = 1;
        for (int round = 0; round < 24; round++)
        {
            for (int j = 0; j < 7; j++)
            {
                if ((register & 1) != 0) constants[round] |= 1UL << (1 << j) - 1;
                register = register << 1 ^ ((register & 0x80) != 0 ? 0x171 : 0);
            }
        }
        return constants;
    }

    protected override void Block(ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < _rate / 8; i++) _state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);
        Permute();
    }

    private void Permute()
    {
        ulong[] a = _state;
        Span<ulong> c = stackalloc ulong[5];
        Span<ulong> b = stackalloc ulong[25];
        for (int round = 0; round < 24; round++)
        {
            for (int x = 0; x < 5; x++) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            for (int x = 0; x < 5; x++)
            {
                ulong d = c[(x + 4) % 5] ^ BitOperations.RotateLeft(c[(x + 1) % 5], 1);
                for (int y = 0; y < 25; y += 5) a[x + y] ^= d;
            }
            // Each lane is turned by the next triangular number, and moves on.
            b[0] = a[0];
            for (int t = 0, x = 1, y = 0; t < 24; t++)
            {
                (int nextX, int nextY) = (y, (2 * x + 3 * y) % 5);
                b[nextX + 5 * nextY] = BitOperations.RotateLeft(a[x + 5 * y], (t + 1) * (t + 2) / 2 % 64);
                (x, y) = (nextX, nextY);
            }
            for (int y = 0; y < 25; y += 5)
                for (int x = 0; x < 5; x++) a[x + y] = b[x + y] ^ ~b[(x + 1) % 5 + y] & b[(x + 2) % 5 + y];
            a[0] ^= RoundConstants[round];
        }
    }

    protected override byte[] Finish(Span<byte> block, int held)
    {
        block[held..].Clear();
        block[held] = _suffix;
        block[^1] |= 0x80;
        Block(block);
        var digest = new byte[Length ?? _size];
        Span<byte> lanes = stackalloc byte[200];
        for (int at = 0; at < digest.Length;)
        {
            for (int i = 0; i < 25; i++) BinaryPrimitives.WriteUInt64LittleEndian(lanes[(8 * i)..], _state[i]);
            int taken = Math.Min(_rate, digest.Length - at);
            lanes[..taken].CopyTo(digest.AsSpan(at));
            at += taken;
            if (at < digest.Length) Permute();
        }
        return digest;
    }
}
