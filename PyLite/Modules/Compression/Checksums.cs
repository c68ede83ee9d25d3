using System.Buffers.Binary;

namespace PyLite.Modules;

/// <summary>Checksums that several modules have.</summary>
internal static class Checksums
{
    /// <summary>For each byte what it does to the checksum; then the same for a byte that 1 to 7 others follow.</summary>
    private static readonly uint[] CrcTables = MakeCrcTables();

    private static uint[] MakeCrcTables()
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint c = i;
            for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xedb88320 ^ c >> 1 : c >> 1;
            table[i] = c;
        }
        for (int i = 256; i < table.Length; i++) table[i] = table[table[i - 256] & 255] ^ table[i - 256] >> 8;
        return table;
    }

    public static uint Crc32(ReadOnlySpan<byte> data, uint crc)
    {
        crc = ~crc;
        uint[] t = CrcTables;
        for (; data.Length >= 8; data = data[8..])
        {
            // Each byte has a table for what it comes to after those behind it.
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ crc, high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = t[1792 + (byte)low] ^ t[1536 + (byte)(low >> 8)] ^ t[1280 + (byte)(low >> 16)] ^ t[1024 + (low >> 24)]
                ^ t[768 + (byte)high] ^ t[512 + (byte)(high >> 8)] ^ t[256 + (byte)(high >> 16)] ^ t[high >> 24];
        }
        foreach (byte b in data) crc = t[(byte)(crc ^ b)] ^ crc >> 8;
        return ~crc;
    }

    public static uint Adler32(ReadOnlySpan<byte> data, uint adler)
    {
        uint low = adler & 0xffff, high = adler >> 16;
        while (data.Length > 0)
        {
            // So many bytes at most until the sums have to be made small again.
            int count = Math.Min(data.Length, 5552);
            foreach (byte b in data[..count])
            {
                low += b;
                high += low;
            }
            low %= 65521;
            high %= 65521;
            data = data[count..];
        }
        return high << 16 | low;
    }
}
