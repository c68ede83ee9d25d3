using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace PyLite.Modules;

/// <summary>The constants of SHA-2: the first bits of the fractions of roots of the first primes.</summary>
internal static class Sha2Constants
{
    private static readonly int[] Primes = [.. Enumerable.Range(2, 410).Where(n => Enumerable.Range(2, n - 2).All(d => n % d != 0)).Take(80)];

    /// <summary>64 bits of the fraction of a prime's cube root or square root: Newton's steps from what a double knows of it.</summary>
    private static ulong Fraction(int prime, int power)
    {
        BigInteger target = (BigInteger)prime << 64 * power, root = (BigInteger)Math.ScaleB(Math.Pow(prime, 1.0 / power), 64);
        for (int step = 0; step < 2; step++) root = ((power - 1) * root + target / BigInteger.Pow(root, power - 1)) / power;
        while (BigInteger.Pow(root, power) > target) root--;
        while (BigInteger.Pow(root + 1, power) <= target) root++;
        return (ulong)(root & ulong.MaxValue);
    }

    public static readonly ulong[] Rounds512 = [.. Primes.Select(p => Fraction(p, 3))];
    public static readonly uint[] Rounds256 = [.. Rounds512.Take(64).Select(k => (uint)(k >> 32))];
    public static readonly ulong[] Start512 = [.. Primes.Take(8).Select(p => Fraction(p, 2))];
    public static readonly ulong[] Start384 = [.. Primes.Skip(8).Take(8).Select(p => Fraction(p, 2))];
    public static readonly uint[] Start256 = [.. Start512.Select(h => (uint)(h >> 32))];
    public static readonly uint[] Start224 = [.. Start384.Select(h => (uint)h)];
}

/// <summary>SHA-256 and SHA-224 (FIPS 180).</summary>
internal sealed class Sha256 : PaddedHash
{
    private readonly uint[] _h;
    private readonly int _size;

    public Sha256(int size) : base(64)
    {
        _h = (uint[])(size == 28 ? Sha2Constants.Start224 : Sha2Constants.Start256).Clone();
        _size = size;
    }

    private Sha256(Sha256 other) : base(other)
    {
        _h = (uint[])other._h.Clone();
        _size = other._size;
    }

    public override int DigestSize => _size;
    public override int BlockSize => 64;
    public override HashState Copy() => new Sha256(this);
    protected override HashAlgorithmName? NativeName => _size == 32 ? HashAlgorithmName.SHA256 : null;
    protected override bool IsBigEndian => true;

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        uint[] k = Sha2Constants.Rounds256;
        for (int i = 0; i < 16; i++) w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        for (int i = 16; i < 64; i++)
        {
            uint x = w[i - 15], y = w[i - 2];
            w[i] = w[i - 16] + w[i - 7] + (BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ x >> 3)
                + (BitOperations.RotateRight(y, 17) ^ BitOperations.RotateRight(y, 19) ^ y >> 10);
        }
        (uint a, uint b, uint c, uint d, uint e, uint f, uint g, uint h) = (_h[0], _h[1], _h[2], _h[3], _h[4], _h[5], _h[6], _h[7]);
        for (int i = 0; i < 64; i++)
        {
            uint one = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25)) + (e & f ^ ~e & g) + k[i] + w[i];
            uint two = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22)) + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }
        _h[0] += a;
        _h[1] += b;
        _h[2] += c;
        _h[3] += d;
        _h[4] += e;
        _h[5] += f;
        _h[6] += g;
        _h[7] += h;
    }

    protected override byte[] Output() => BytesOf(_h)[.._size];
}

/// <summary>SHA-512, and what is cut from it: SHA-384, SHA-512/256 and SHA-512/224 (FIPS 180).</summary>
internal sealed class Sha512 : PaddedHash
{
    private static readonly Lazy<ulong[]> s_start256 = new(() => StartOf("SHA-512/256")), s_start224 = new(() => StartOf("SHA-512/224"));

    private readonly ulong[] _h;
    private readonly int _size;

    /// <param name="size">Bytes of the digest: 64, 48, 32 or 28.</param>
    public Sha512(int size) : this(size, size switch
    {
        64 => Sha2Constants.Start512,
        48 => Sha2Constants.Start384,
        32 => s_start256.Value,
        _ => s_start224.Value,
    })
    {
    }

    private Sha512(int size, ulong[] start) : base(128)
    {
        _h = (ulong[])start.Clone();
        _size = size;
    }

    /// <summary>Where a short form begins: its name's digest, by SHA-512 from a changed start.</summary>
    private static ulong[] StartOf(string name)
    {
        var hash = new Sha512(64, Array.ConvertAll(Sha2Constants.Start512, word => word ^ 0xa5a5a5a5a5a5a5a5));
        hash.Update(System.Text.Encoding.ASCII.GetBytes(name));
        byte[] digest = hash.Digest();
        var start = new ulong[8];
        for (int i = 0; i < 8; i++) start[i] = BinaryPrimitives.ReadUInt64BigEndian(digest.AsSpan(8 * i));
        return start;
    }

    private Sha512(Sha512 other) : base(other)
    {
        _h = (ulong[])other._h.Clone();
        _size = other._size;
    }

    public override int DigestSize => _size;
    public override int BlockSize => 128;
    public override HashState Copy() => new Sha512(this);
    protected override HashAlgorithmName? NativeName => _size == 64 ? HashAlgorithmName.SHA512 : _size == 48 ? HashAlgorithmName.SHA384 : null;
    protected override bool IsBigEndian => true;

    protected override void Block(ReadOnlySpan<byte> block)
    {
        Span<ulong> w = stackalloc ulong[80];
        ulong[] k = Sha2Constants.Rounds512;
        for (int i = 0; i < 16; i++) w[i] = BinaryPrimitives.ReadUInt64BigEndian(block[(8 * i)..]);
        for (int i = 16; i < 80; i++)
        {
            ulong x = w[i - 15], y = w[i - 2];
            w[i] = w[i - 16] + w[i - 7] + (BitOperations.RotateRight(x, 1) ^ BitOperations.RotateRight(x, 8) ^ x >> 7)
                + (BitOperations.RotateRight(y, 19) ^ BitOperations.RotateRight(y, 61) ^ y >> 6);
        }
        (ulong a, ulong b, ulong c, ulong d, ulong e, ulong f, ulong g, ulong h) = (_h[0], _h[1], _h[2], _h[3], _h[4], _h[5], _h[6], _h[7]);
        for (int i = 0; i < 80; i++)
        {
            ulong one = h + (BitOperations.RotateRight(e, 14) ^ BitOperations.RotateRight(e, 18) ^ BitOperations.RotateRight(e, 41)) + (e & f ^ ~e & g) + k[i] + w[i];
            ulong two = (BitOperations.RotateRight(a, 28) ^ BitOperations.RotateRight(a, 34) ^ BitOperations.RotateRight(a, 39)) + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }
        _h[0] += a;
        _h[1] += b;
        _h[2] += c;
        _h[3] += d;
        _h[4] += e;
        _h[5] += f;
        _h[6] += g;
        _h[7] += h;
    }

    protected override byte[] Output()
    {
        var digest = new byte[64];
        for (int i = 0; i < 8; i++) BinaryPrimitives.WriteUInt64BigEndian(digest.AsSpan(8 * i), _h[i]);
        return digest[.._size];
    }
}
