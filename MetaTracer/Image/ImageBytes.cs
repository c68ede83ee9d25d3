using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MetaTracer.Image;

/// <summary>Writes the pieces of an image: numbers of seven bits a byte, the lowest first, the sign in the lowest bit.</summary>
internal sealed class ImageBytes
{
    private readonly MemoryStream _bytes = new();

    public int Length => (int)_bytes.Length;

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>CRC-32C.</summary>
    public static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = (uint)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte last in bytes) sum = BitOperations.Crc32C(sum, last);
        return sum;
    }

    public void Byte(int value) => _bytes.WriteByte(checked((byte)value));

    public void Number(long value)
    {
        ulong rest = (ulong)(value << 1 ^ value >> 63);
        for (; rest >= 0x80; rest >>= 7) _bytes.WriteByte((byte)(rest | 0x80));
        _bytes.WriteByte((byte)rest);
    }

    public void Numbers(IReadOnlyCollection<int> values)
    {
        Number(values.Count);
        foreach (int value in values) Number(value);
    }

    public void Fixed(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    public void Text(string text)
    {
        Number(text.Length);
        foreach (char c in text) Number(c);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);
}

/// <summary>Reads what <see cref="ImageBytes"/> wrote.</summary>
internal ref struct ImageCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int At { get; set; }

    public int Byte() => _bytes[At++];

    public long Number()
    {
        int part = _bytes[At++];
        ulong value = (ulong)part & 0x7F;
        for (int shift = 7; part >= 0x80; shift += 7)
        {
            part = _bytes[At++];
            value |= (ulong)(part & 0x7F) << shift;
        }
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Small() => (int)Number();

    public int[] Numbers()
    {
        int[] values = new int[Small()];
        for (int i = 0; i < values.Length; i++) values[i] = Small();
        return values;
    }

    public long Fixed()
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(_bytes[At..]);
        At += sizeof(long);
        return value;
    }

    public string Text()
    {
        int length = Small();
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) text.Append((char)Number());
        return text.ToString();
    }
}
