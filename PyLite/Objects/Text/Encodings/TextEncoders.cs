using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>Text to bytes, in the encodings that are part of the language. Null results: an exception is pending.</summary>
[DontLookInside]
public static class TextEncoders
{
    /// <summary>Appends the bytes of a character that can be encoded; false for one that cannot.</summary>
    private delegate bool Put(List<byte> bytes, int c);

    public static byte[]? Ascii(PyStr text, string errors)
    {
        if (text.IsNarrow && System.Text.Ascii.IsValid(text.Characters)) return Encoding.ASCII.GetBytes(text.Value);
        return Run(text, "ascii", errors, "ordinal not in range(128)", static (bytes, c) => Single(bytes, c, 128));
    }

    public static byte[]? Latin1(PyStr text, string errors)
    {
        if (text.IsNarrow && !text.Characters.ContainsAnyExceptInRange('\0', '\xff')) return Encoding.Latin1.GetBytes(text.Value);
        return Run(text, "latin-1", errors, "ordinal not in range(256)", static (bytes, c) => Single(bytes, c, 256));
    }

    private static bool Single(List<byte> bytes, int c, int limit)
    {
        if (c >= limit) return false;
        bytes.Add((byte)c);
        return true;
    }

    public static byte[]? Utf8(PyStr text, string errors = "strict")
    {
        if (text.IsNarrow)
        {
            var bytes = new byte[Encoding.UTF8.GetByteCount(text.Characters)];
            Encoding.UTF8.GetBytes(text.Characters, bytes);
            return bytes;
        }
        if (WideUtf8(text.Points) is { } wide) return wide;
        return Run(text, "utf-8", errors, "surrogates not allowed", static (bytes, c) => !IsSurrogate(c) && Utf8(bytes, c));
    }

    /// <summary>Null when there is a surrogate.</summary>
    private static byte[]? WideUtf8(ReadOnlySpan<int> points)
    {
        var bytes = new byte[points.Length * 4];
        int at = 0;
        foreach (int c in points)
        {
            if (IsSurrogate(c)) return null;
            if (c < 0x80) bytes[at++] = (byte)c;
            else at += new Rune(c).EncodeToUtf8(bytes.AsSpan(at));
        }
        return bytes[..at];
    }

    private static bool IsSurrogate(int c) => c is >= 0xd800 and <= 0xdfff;

    private static bool Utf8(List<byte> bytes, int c)
    {
        if (c < 0x80)
        {
            bytes.Add((byte)c);
            return true;
        }
        if (c >= 0x10000)
        {
            bytes.Add((byte)(0xf0 | c >> 18));
            bytes.Add((byte)(0x80 | c >> 12 & 0x3f));
        }
        else if (c >= 0x800)
        {
            bytes.Add((byte)(0xe0 | c >> 12));
        }
        bytes.Add(c >= 0x800 ? (byte)(0x80 | c >> 6 & 0x3f) : (byte)(0xc0 | c >> 6));
        bytes.Add((byte)(0x80 | c & 0x3f));
        return true;
    }

    /// <summary>UTF-16; the order is -1 for little, 1 for big, 0 for the machine's with a mark in front.</summary>
    public static byte[]? Utf16(PyStr text, string errors, int order)
    {
        bool big = order > 0 || order == 0 && !BitConverter.IsLittleEndian;
        string codec = order == 0 ? "utf-16" : big ? "utf-16-be" : "utf-16-le";
        Put put = (bytes, c) =>
        {
            if (IsSurrogate(c)) return false;
            if (c < 0x10000)
            {
                Unit(bytes, c, big);
                return true;
            }
            Unit(bytes, 0xd800 + (c - 0x10000 >> 10), big);
            Unit(bytes, 0xdc00 + (c & 0x3ff), big);
            return true;
        };
        return Run(text, codec, errors, "surrogates not allowed", put, order == 0 ? 0xfeff : -1, unitSize: 2);
    }

    private static void Unit(List<byte> bytes, int unit, bool big)
    {
        bytes.Add((byte)(big ? unit >> 8 : unit));
        bytes.Add((byte)(big ? unit : unit >> 8));
    }

    /// <summary>UTF-32; the order as of <see cref="Utf16"/>.</summary>
    public static byte[]? Utf32(PyStr text, string errors, int order)
    {
        bool big = order > 0 || order == 0 && !BitConverter.IsLittleEndian;
        string codec = order == 0 ? "utf-32" : big ? "utf-32-be" : "utf-32-le";
        Put put = (bytes, c) =>
        {
            if (IsSurrogate(c)) return false;
            if (big) Unit(bytes, c >> 16, true);
            Unit(bytes, c & 0xffff, big);
            if (!big) Unit(bytes, c >> 16, false);
            return true;
        };
        return Run(text, codec, errors, "surrogates not allowed", put, order == 0 ? 0xfeff : -1, unitSize: 4);
    }

    /// <summary>By a mapping from characters to ints, bytes or None; no mapping is Latin-1.</summary>
    public static byte[]? Charmap(PyStr text, string errors, PyObject? mapping)
    {
        if (mapping == null) return Latin1(text, errors);
        Put put = (bytes, c) => Mapped(bytes, c, mapping);
        return Run(text, "charmap", errors, "character maps to <undefined>", put);
    }

    private static bool Mapped(List<byte> bytes, int c, PyObject mapping)
    {
        PyObject? found = mapping.GetItem(new PyInt(c));
        if (found == null)
        {
            PyErr.TakeIf(Types.LookupError);
            return false;
        }
        switch (UserSlots.Unwrap(found))
        {
            case PyNone: return false;
            case PyInt { Value: >= 0 and <= 255 } i:
                bytes.Add((byte)i.Value);
                return true;
            case PyInt or PyLong or PyBool: return PyErr.Fail(Types.TypeError, "character mapping must be in range(256)");
            case PyBytes { IsMutable: false } b:
                bytes.AddRange(b.Span);
                return true;
            default: return PyErr.Fail(Types.TypeError, $"character mapping must return integer, bytes or None, not {found.Type.Name}");
        }
    }

    /// <summary>
    /// Encodes character by character. Those side by side that cannot be encoded go to the error handler together; what it gives instead
    /// is encoded too.
    /// </summary>
    private static byte[]? Run(PyStr text, string codec, string errors, string reason, Put put, int mark = -1, int unitSize = 1)
    {
        var bytes = new List<byte>(text.Length * unitSize + 4);
        if (mark >= 0) put(bytes, mark);
        var scratch = new List<byte>();
        for (int i = 0; i < text.Length;)
        {
            if (put(bytes, text.CodePointAt(i)))
            {
                i++;
                continue;
            }
            if (PyErr.Current != null) return null;
            int end = i + 1;
            for (; end < text.Length; end++)
            {
                scratch.Clear();
                if (put(scratch, text.CodePointAt(end))) break;
                if (PyErr.Current != null) return null;
            }
            if (!ErrorHandlers.OnEncode(errors, codec, text, i, end, reason, out PyObject replacement, out int next)) return null;
            if (replacement is PyBytes given)
            {
                if (given.Length % unitSize != 0) return Fail(codec, text, i, end, reason);
                bytes.AddRange(given.Span);
            }
            else
            {
                var str = (PyStr)replacement;
                for (int k = 0; k < str.Length; k++)
                {
                    if (put(bytes, str.CodePointAt(k))) continue;
                    return PyErr.Current != null ? null : Fail(codec, text, i, end, reason);
                }
            }
            i = next;
        }
        return [.. bytes];
    }

    private static byte[]? Fail(string codec, PyStr text, int start, int end, string reason)
    {
        PyErr.Raise(UnicodeErrors.New(Types.UnicodeEncodeError, codec, text, start, end, reason));
        return null;
    }
}
