using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// The key that <c>PYTHONHASHSEED</c> or <c>-R</c> asks for: texts and bytes are then hashed by SipHash-1-3, and with the same seed hash as they do
/// in CPython. Without one the hash is a quicker function, the same in every run.
/// </summary>
public static class HashSecret
{
    private static ulong s_key0, s_key1;

    public static bool IsKeyed { get; private set; }

    /// <summary>Takes a seed as the variable has it; false when it is neither a number of 32 bits nor "random". Must come before the first string is hashed.</summary>
    public static bool Set(string seed)
    {
        Span<byte> key = stackalloc byte[16];
        if (seed == "random")
        {
            RandomNumberGenerator.Fill(key);
        }
        else
        {
            if (!uint.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out uint x)) return false;
            key.Clear();
            if (x != 0)
            {
                foreach (ref byte b in key)
                {
                    x = x * 214013 + 2531011;
                    b = (byte)(x >> 16);
                }
            }
        }
        s_key0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
        s_key1 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);
        IsKeyed = true;
        return true;
    }

    public static long Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return 0;
        ulong v0 = s_key0 ^ 0x736f6d6570736575, v1 = s_key1 ^ 0x646f72616e646f6d, v2 = s_key0 ^ 0x6c7967656e657261, v3 = s_key1 ^ 0x7465646279746573;
        ulong last = (ulong)bytes.Length << 56;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }
        for (int i = 0; i < bytes.Length; i++) last |= (ulong)bytes[i] << 8 * i;
        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xff;
        for (int i = 0; i < 3; i++) Round(ref v0, ref v1, ref v2, ref v3);
        long hash = (long)(v0 ^ v1 ^ v2 ^ v3);
        return hash == -1 ? -2 : hash;
    }

    /// <summary>The number itself, or its hash where hashes have a key.</summary>
    public static long OfNumber(long number) => IsKeyed ? OfBytesOf(number) : number;

    [DontLookInside]
    private static long OfBytesOf(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Hash(bytes);
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }

    /// <summary>Text counts as bytes where all its characters fit, else as units of two or four bytes.</summary>
    public static long Hash(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
            if (c > 0xff) return Hash(MemoryMarshal.AsBytes(text));
        byte[] bytes = new byte[text.Length];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)text[i];
        return Hash(bytes);
    }

    public static long Hash(ReadOnlySpan<int> points)
    {
        foreach (int c in points)
            if (c > 0xffff) return Hash(MemoryMarshal.AsBytes(points));
        char[] units = new char[points.Length];
        for (int i = 0; i < units.Length; i++) units[i] = (char)points[i];
        return Hash(units);
    }
}
