using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace PyLite.Modules;

/// <summary>MD5, SHA-1 and SHA-2 end alike: a one bit, zeros, and the length in bits.</summary>
internal abstract class PaddedHash : HashState
{
    protected PaddedHash(int blockSize) : base(blockSize)
    {
    }

    protected PaddedHash(PaddedHash other) : base(other)
    {
    }

    protected abstract bool IsBigEndian { get; }
    protected abstract byte[] Output();

    /// <summary>Words as bytes, in the order of the function.</summary>
    protected byte[] BytesOf(ReadOnlySpan<uint> words)
    {
        var bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), words[i]);
            else BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }
        return bytes;
    }

    protected override byte[] Finish(Span<byte> block, int held)
    {
        int lengthSize = block.Length / 8;
        block[held++] = 0x80;
        block[held..].Clear();
        if (held > block.Length - lengthSize)
        {
            Block(block);
            block.Clear();
        }
        ulong bits = Count * 8;
        if (IsBigEndian) BinaryPrimitives.WriteUInt64BigEndian(block[^8..], bits);
        else BinaryPrimitives.WriteUInt64LittleEndian(block[^8..], bits);
        Block(block);
        return Output();
    }
}

/// <summary>MD5 (RFC 1321).</summary>
internal sealed class Md5 : PaddedHash
{
    private static readonly int[] Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
    private static readonly uint[] Sines = [.. Enumerable.Range(1, 64).Select(i => (uint)(Math.Abs(Math.Sin(i)) * 4294967296))];

    private readonly uint[] _h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];

    public Md5() : base(64)
    {
    }

    private Md5(Md5 other) : base(other) => other._h.CopyTo(_h, 0);

    public override int DigestSize => 16;
    public override int BlockSize => 64;
    public override HashState Copy() => new Md5(this);
    protected override HashAlgorithmName? NativeName => HashAlgorithmName.MD5;
    protected override bool IsBigEndian => false;

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<uint> x = stackalloc uint[16];
        for (int i = 0; i < 16; i++) x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        (uint a, uint b, uint c, uint d) = (_h[0], _h[1], _h[2], _h[3]);
        for (int i = 0; i < 64; i++)
        {
            (uint f, int k) = (i >> 4) switch
            {
                0 => (b & c | ~b & d, i),
                1 => (d & b | ~d & c, 5 * i + 1 & 15),
                2 => (b ^ c ^ d, 3 * i + 5 & 15),
                _ => (c ^ (b | ~d), 7 * i & 15),
            };
            uint rotated = b + BitOperations.RotateLeft(a + f + Sines[i] + x[k], Shifts[(i >> 4) * 4 + (i & 3)]);
            (a, d, c, b) = (d, c, b, rotated);
        }
        _h[0] += a;
        _h[1] += b;
        _h[2] += c;
        _h[3] += d;
    }

    protected override byte[] Output() => BytesOf(_h);
}

/// <summary>SHA-1 (FIPS 180).</summary>
internal sealed class Sha1 : PaddedHash
{
    private readonly uint[] _h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

    public Sha1() : base(64)
    {
    }

    private Sha1(Sha1 other) : base(other) => other._h.CopyTo(_h, 0);

    public override int DigestSize => 20;
    public override int BlockSize => 64;
    public override HashState Copy() => new Sha1(this);
    protected override HashAlgorithmName? NativeName => HashAlgorithmName.SHA1;
    protected override bool IsBigEndian => true;

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[80];
        for (int i = 0; i < 16; i++) w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        for (int i = 16; i < 80; i++) w[i] = BitOperations.RotateLeft(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        (uint a, uint b, uint c, uint d, uint e) = (_h[0], _h[1], _h[2], _h[3], _h[4]);
        for (int i = 0; i < 80; i++)
        {
            (uint f, uint k) = (i / 20) switch
            {
                0 => (b & c | ~b & d, 0x5a827999u),
                1 => (b ^ c ^ d, 0x6ed9eba1u),
                2 => (b & c | b & d | c & d, 0x8f1bbcdcu),
                _ => (b ^ c ^ d, 0xca62c1d6u),
            };
            uint next = BitOperations.RotateLeft(a, 5) + f + e + k + w[i];
            (e, d, c, b, a) = (d, c, BitOperations.RotateLeft(b, 30), a, next);
        }
        _h[0] += a;
        _h[1] += b;
        _h[2] += c;
        _h[3] += d;
        _h[4] += e;
    }

    protected override byte[] Output() => BytesOf(_h);
}
