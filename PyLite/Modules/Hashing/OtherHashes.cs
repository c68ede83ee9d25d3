using System.Buffers.Binary;
using System.Numerics;

namespace PyLite.Modules;

/// <summary>RIPEMD-160 (Dobbertin, Bosselaers, Preneel, 1996): two lines of five rounds beside each other.</summary>
internal sealed class Ripemd160 : PaddedHash
{
    // The word each step takes: the right line begins with 9i + 5, and in both each round permutes the one before.
    private static readonly int[] Permutation = [7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8];
    private static readonly int[] LeftWords = Words(i => i), RightWords = Words(i => 9 * i + 5 & 15);

    // By round and word.
    private static readonly byte[][] Shifts =
    [
        [11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8],
        [12, 13, 11, 15, 6, 9, 9, 7, 12, 15, 11, 13, 7, 8, 7, 7],
        [13, 15, 14, 11, 7, 7, 6, 8, 13, 14, 13, 12, 5, 5, 6, 9],
        [14, 11, 12, 14, 8, 6, 5, 5, 15, 12, 15, 14, 9, 9, 8, 6],
        [15, 12, 13, 13, 9, 5, 8, 6, 14, 11, 12, 11, 8, 6, 5, 5],
    ];

    // 2^30 times the square roots of 2, 3, 5 and 7, and the cube roots.
    private static readonly uint[] Left = [0, .. Roots(Math.Sqrt)], Right = [.. Roots(Math.Cbrt), 0];

    private readonly uint[] _h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

    public Ripemd160() : base(64)
    {
    }

    private Ripemd160(Ripemd160 other) : base(other) => other._h.CopyTo(_h, 0);

    public override int DigestSize => 20;
    public override int BlockSize => 64;
    public override HashState Copy() => new Ripemd160(this);
    protected override bool IsBigEndian => false;

    private static uint[] Roots(Func<double, double> root) => Array.ConvertAll<int, uint>([2, 3, 5, 7], n => (uint)Math.ScaleB(root(n), 30));

    private static int[] Words(Func<int, int> first)
    {
        var words = new int[80];
        for (int i = 0; i < 80; i++) words[i] = i < 16 ? first(i) : Permutation[words[i - 16]];
        return words;
    }

    private static uint Mix(int round, uint x, uint y, uint z) => round switch
    {
        0 => x ^ y ^ z,
        1 => x & y | ~x & z,
        2 => (x | ~y) ^ z,
        3 => x & z | y & ~z,
        _ => x ^ (y | ~z),
    };

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<uint> x = stackalloc uint[16];
        for (int i = 0; i < 16; i++) x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        (uint a, uint b, uint c, uint d, uint e) = (_h[0], _h[1], _h[2], _h[3], _h[4]);
        (uint a2, uint b2, uint c2, uint d2, uint e2) = (a, b, c, d, e);
        for (int i = 0; i < 80; i++)
        {
            int round = i >> 4;
            uint left = BitOperations.RotateLeft(a + Mix(round, b, c, d) + x[LeftWords[i]] + Left[round], Shifts[round][LeftWords[i]]) + e;
            (a, e, d, c, b) = (e, d, BitOperations.RotateLeft(c, 10), b, left);
            uint right = BitOperations.RotateLeft(a2 + Mix(4 - round, b2, c2, d2) + x[RightWords[i]] + Right[round], Shifts[round][RightWords[i]]) + e2;
            (a2, e2, d2, c2, b2) = (e2, d2, BitOperations.RotateLeft(c2, 10), b2, right);
        }
        (_h[0], _h[1], _h[2], _h[3], _h[4]) = (_h[1] + c + d2, _h[2] + d + e2, _h[3] + e + a2, _h[4] + a + b2, _h[0] + b + c2);
    }

    protected override byte[] Output() => BytesOf(_h);
}

/// <summary>SM3 (GB/T 32905).</summary>
internal sealed class Sm3 : PaddedHash
{
    private readonly uint[] _h = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];

    public Sm3() : base(64)
    {
    }

    private Sm3(Sm3 other) : base(other) => other._h.CopyTo(_h, 0);

    public override int DigestSize => 32;
    public override int BlockSize => 64;
    public override HashState Copy() => new Sm3(this);
    protected override bool IsBigEndian => true;

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[68];
        for (int i = 0; i < 16; i++) w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        for (int i = 16; i < 68; i++)
        {
            uint mixed = w[i - 16] ^ w[i - 9] ^ BitOperations.RotateLeft(w[i - 3], 15);
            w[i] = mixed ^ BitOperations.RotateLeft(mixed, 15) ^ BitOperations.RotateLeft(mixed, 23) ^ BitOperations.RotateLeft(w[i - 13], 7) ^ w[i - 6];
        }
        (uint a, uint b, uint c, uint d, uint e, uint f, uint g, uint h) = (_h[0], _h[1], _h[2], _h[3], _h[4], _h[5], _h[6], _h[7]);
        for (int i = 0; i < 64; i++)
        {
            bool isEarly = i < 16;
            uint turned = BitOperations.RotateLeft(a, 12);
            uint one = BitOperations.RotateLeft(turned + e + BitOperations.RotateLeft(isEarly ? 0x79cc4519u : 0x7a879d8au, i), 7);
            uint left = (isEarly ? a ^ b ^ c : a & b | a & c | b & c) + d + (one ^ turned) + (w[i] ^ w[i + 4]);
            uint right = (isEarly ? e ^ f ^ g : e & f | ~e & g) + h + one + w[i];
            (d, c, b, a) = (c, BitOperations.RotateLeft(b, 9), a, left);
            (h, g, f, e) = (g, BitOperations.RotateLeft(f, 19), e, right ^ BitOperations.RotateLeft(right, 9) ^ BitOperations.RotateLeft(right, 17));
        }
        uint[] after = [a, b, c, d, e, f, g, h];
        for (int i = 0; i < 8; i++) _h[i] ^= after[i];
    }

    protected override byte[] Output() => BytesOf(_h);
}

/// <summary>MD5 and SHA-1 of the same bytes, one behind the other, as early TLS signed them.</summary>
internal sealed class Md5Sha1 : HashState
{
    private readonly HashState _md5, _sha1;

    public Md5Sha1() : base(64) => (_md5, _sha1) = (new Md5(), new Sha1());

    private Md5Sha1(Md5Sha1 other) : base(other) => (_md5, _sha1) = (other._md5.Copy(), other._sha1.Copy());

    public override int DigestSize => 36;
    public override int BlockSize => 64;
    public override HashState Copy() => new Md5Sha1(this);

    protected override void Block(ReadOnlySpan<byte> block)
    {
        _md5.Update(block);
        _sha1.Update(block);
    }

    protected override byte[] Finish(Span<byte> block, int held)
    {
        Block(block[..held]);
        return [.. _md5.Digest(), .. _sha1.Digest()];
    }
}
