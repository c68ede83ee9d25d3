namespace PyLite.Objects;

/// <summary>What is wrong with bytes that are not UTF-8, in CPython's words.</summary>
public static class Utf8Faults
{
    /// <summary>The reason, and how many bytes are wrong together, of bytes that begin with a fault.</summary>
    public static (string Reason, int Length) At(ReadOnlySpan<byte> bytes)
    {
        byte first = bytes[0];
        int wanted = first switch { >= 0xc2 and <= 0xdf => 2, >= 0xe0 and <= 0xef => 3, >= 0xf0 and <= 0xf4 => 4, _ => 1 };
        if (wanted == 1) return ("invalid start byte", 1);
        for (int i = 1; i < wanted; i++)
        {
            if (i == bytes.Length) return ("unexpected end of data", i);
            byte low = i > 1 ? (byte)0x80 : first switch { 0xe0 => (byte)0xa0, 0xf0 => (byte)0x90, _ => (byte)0x80 };
            byte high = i > 1 ? (byte)0xbf : first switch { 0xed => (byte)0x9f, 0xf4 => (byte)0x8f, _ => (byte)0xbf };
            if (bytes[i] < low || bytes[i] > high) return ("invalid continuation byte", i);
        }
        return ("invalid start byte", 1);
    }
}
