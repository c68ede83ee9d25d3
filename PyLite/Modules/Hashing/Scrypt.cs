using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using MetaJit;

namespace PyLite.Modules;

/// <summary>The key derivation of RFC 7914: much memory is mixed, so that guessing is dear.</summary>
[DontLookInside]
internal static class Scrypt
{
    public static byte[] Derive(byte[] password, byte[] salt, long n, int r, int p, int length)
    {
        int blockSize = 128 * r;
        byte[] blocks = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, p * blockSize);
        uint[] block = new uint[32 * r], scratch = new uint[32 * r], all = new uint[32L * r * n];
        for (int i = 0; i < p; i++)
        {
            Span<byte> bytes = blocks.AsSpan(i * blockSize, blockSize);
            for (int k = 0; k < block.Length; k++) block[k] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * k)..]);
            Mix(ref block, ref scratch, all, n, r);
            for (int k = 0; k < block.Length; k++) BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * k)..], block[k]);
        }
        return Rfc2898DeriveBytes.Pbkdf2(password, blocks, 1, HashAlgorithmName.SHA256, length);
    }

    private static void Mix(ref uint[] block, ref uint[] scratch, uint[] all, long n, int r)
    {
        int size = block.Length;
        for (long i = 0; i < n; i++)
        {
            Array.Copy(block, 0, all, i * size, size);
            MixBlock(block, scratch, r);
            (block, scratch) = (scratch, block);
        }
        for (long i = 0; i < n; i++)
        {
            long from = block[size - 16] & (n - 1);
            for (int k = 0; k < size; k++) block[k] ^= all[from * size + k];
            MixBlock(block, scratch, r);
            (block, scratch) = (scratch, block);
        }
    }

    /// <summary>Each part of 64 bytes is mixed with the one before it; those at even places come first.</summary>
    private static void MixBlock(uint[] block, uint[] mixed, int r)
    {
        Span<uint> x = stackalloc uint[16];
        block.AsSpan((2 * r - 1) * 16, 16).CopyTo(x);
        for (int i = 0; i < 2 * r; i++)
        {
            for (int k = 0; k < 16; k++) x[k] ^= block[i * 16 + k];
            Salsa(x);
            x.CopyTo(mixed.AsSpan((i / 2 + (i % 2) * r) * 16, 16));
        }
    }

    /// <summary>Salsa20 with eight rounds.</summary>
    private static void Salsa(Span<uint> x)
    {
        Span<uint> w = stackalloc uint[16];
        x.CopyTo(w);
        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i < 4; i++) Quarter(w, 5 * i % 16, (5 * i + 4) % 16, (5 * i + 8) % 16, (5 * i + 12) % 16);
            for (int i = 0; i < 4; i++) Quarter(w, 4 * i + i, 4 * i + (i + 1) % 4, 4 * i + (i + 2) % 4, 4 * i + (i + 3) % 4);
        }
        for (int i = 0; i < 16; i++) x[i] += w[i];
    }

    private static void Quarter(Span<uint> w, int a, int b, int c, int d)
    {
        w[b] ^= BitOperations.RotateLeft(w[a] + w[d], 7);
        w[c] ^= BitOperations.RotateLeft(w[b] + w[a], 9);
        w[d] ^= BitOperations.RotateLeft(w[c] + w[b], 13);
        w[a] ^= BitOperations.RotateLeft(w[d] + w[c], 18);
    }
}
