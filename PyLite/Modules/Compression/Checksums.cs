namespace PyLite.Modules;

/// <summary>Checksums that several modules have.</summary>
internal static class Checksums
{
    public static readonly uint[] CrcTable = MakeCrcTable();

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint c = i;
            for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xedb88320 ^ c >> 1 : c >> 1;
            table[i] = c;
        }
        return table;
    }

    public static uint Crc32(ReadOnlySpan<byte> data, uint crc)
    {
        crc = ~crc;
        foreach (byte b in data) crc = CrcTable[(byte)(crc ^ b)] ^ crc >> 8;
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
