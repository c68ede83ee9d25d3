using System.Buffers.Binary;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// Characters, or code points, that several strings share: each is a beginning of them. What is there never changes; the string that
/// ends where the buffer does may grow in place.
/// </summary>
public sealed class TextBuffer<T>
{
    public readonly T[] Items;

    public int Used { get; private set; }

    private TextBuffer(T[] items, int used)
    {
        Items = items;
        Used = used;
    }

    /// <summary>A buffer of exactly these items, which it keeps.</summary>
    public static TextBuffer<T> Of(T[] items) => new(items, items.Length);

    public static TextBuffer<T> Joined(ReadOnlySpan<T> a, ReadOnlySpan<T> b, bool hasRoom)
    {
        int used = a.Length + b.Length;
        var items = new T[hasRoom ? (int)Math.Min(Array.MaxLength, used + (long)(used >> 1) + 16) : used];
        a.CopyTo(items);
        b.CopyTo(items.AsSpan(a.Length));
        return new TextBuffer<T>(items, used);
    }

    /// <summary>Appends for the string of that length; false when it does not end where the buffer does, or there is no room.</summary>
    public bool TryAppend(int length, ReadOnlySpan<T> added)
    {
        if (length != Used || added.Length > Items.Length - Used) return false;
        added.CopyTo(Items.AsSpan(Used));
        Used += added.Length;
        return true;
    }
}

/// <summary>From UTF-16 to code points and back. Surrogates that are not pairs are code points of their own.</summary>
public static class TextPoints
{
    [DontLookInside]
    public static int[] Decode(string s)
    {
        int count = 0;
        for (int i = 0; i < s.Length; i++)
        {
            if (IsPair(s, i)) i++;
            count++;
        }
        var points = new int[count];
        for (int i = 0, at = 0; at < count; i++)
        {
            if (IsPair(s, i)) points[at++] = char.ConvertToUtf32(s[i], s[++i]);
            else points[at++] = s[i];
        }
        return points;
    }

    private static bool IsPair(string s, int i) => char.IsHighSurrogate(s[i]) && i + 1 < s.Length && char.IsLowSurrogate(s[i + 1]);

    public static string Encode(ReadOnlySpan<int> points)
    {
        int length = points.Length;
        foreach (int c in points)
            if (c >= 0x10000) length++;
        return string.Create(length, points, static (to, points) =>
        {
            int at = 0;
            foreach (int c in points)
            {
                if (c < 0x10000)
                {
                    to[at++] = (char)c;
                    continue;
                }
                to[at++] = (char)(0xD7C0 + (c >> 10));
                to[at++] = (char)(0xDC00 + (c & 0x3FF));
            }
        });
    }

    public static int[] Widen(ReadOnlySpan<char> text)
    {
        var points = new int[text.Length];
        for (int i = 0; i < text.Length; i++) points[i] = text[i];
        return points;
    }

    /// <summary>A hash of bytes, eight at a time: 0 of none, else never 0 or -1.</summary>
    public static long Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return 0;
        ulong h = 14695981039346656037 ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            h = (h ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 0x9E3779B97F4A7C15;
            h ^= h >> 32;
            bytes = bytes[8..];
        }
        ulong rest = 0;
        for (int i = 0; i < bytes.Length; i++) rest |= (ulong)bytes[i] << 8 * i;
        return Finish(h, rest);
    }

    /// <summary>The hash of the text whose characters these bytes are: <c>hash(b'abc') == hash('abc')</c>.</summary>
    public static long HashAsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return 0;
        ulong h = 14695981039346656037 ^ (ulong)bytes.Length * 2;
        while (bytes.Length >= 4)
        {
            h = (h ^ Widened(bytes)) * 0x9E3779B97F4A7C15;
            h ^= h >> 32;
            bytes = bytes[4..];
        }
        ulong rest = 0;
        for (int i = 0; i < bytes.Length; i++) rest |= (ulong)bytes[i] << 16 * i;
        return Finish(h, rest);
    }

    private static ulong Widened(ReadOnlySpan<byte> b) => b[0] | (ulong)b[1] << 16 | (ulong)b[2] << 32 | (ulong)b[3] << 48;

    private static long Finish(ulong h, ulong rest)
    {
        h = (h ^ rest) * 0xD6E8FEB86659FD93;
        h ^= h >> 29;
        h *= 0xD6E8FEB86659FD93;
        h ^= h >> 32;
        long result = (long)h;
        return result is 0 or -1 ? 7 : result;
    }
}
