using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// Bytes to text. Each decoder tells how many bytes it has used: unless the bytes are the last ones, a character that is not complete yet is
/// left for later. Null results: an exception is pending.
/// </summary>
[DontLookInside]
public static class TextDecoders
{
    /// <summary>The text so far, and where decoding is.</summary>
    internal sealed class State(PyBytes bytes, string codec, string errors)
    {
        public PyBytes Bytes = bytes;
        public string Codec = codec;
        private readonly List<int> _points = new(bytes.Length);
        public int At;

        public void Add(int c) => _points.Add(c);

        /// <summary>Bytes from here on are wrong; false with an exception pending.</summary>
        public bool Fault(int length, string reason) => Fault(At, length, reason);

        public bool Fault(int start, int length, string reason)
        {
            if (!ErrorHandlers.OnDecode(errors, Codec, ref Bytes, start, start + length, reason, out PyStr replacement, out At)) return false;
            for (int i = 0; i < replacement.Length; i++) Add(replacement.CodePointAt(i));
            return true;
        }

        public PyStr Text() => PyStr.FromCodePoints(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_points));
    }

    public static PyStr? Ascii(PyBytes bytes, string errors)
    {
        if (System.Text.Ascii.IsValid(bytes.Span)) return PyStr.Narrow(Encoding.ASCII.GetString(bytes.Span));
        var s = new State(bytes, "ascii", errors);
        while (s.At < s.Bytes.Length)
        {
            byte b = s.Bytes[s.At];
            if (b < 128)
            {
                s.Add(b);
                s.At++;
            }
            else if (!s.Fault(1, "ordinal not in range(128)"))
            {
                return null;
            }
        }
        return s.Text();
    }

    public static PyStr Latin1(PyBytes bytes) => PyStr.Narrow(Encoding.Latin1.GetString(bytes.Span));

    public static PyStr? Utf8(PyBytes bytes, string errors = "strict") => Utf8(bytes, errors, isLast: true, out _);

    public static PyStr? Utf8(PyBytes bytes, string errors, bool isLast, out int used)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        used = span.Length;
        if (System.Text.Ascii.IsValid(span)) return PyStr.Narrow(Encoding.ASCII.GetString(span));
        if (System.Text.Unicode.Utf8.IsValid(span))
        {
            // Only characters of four bytes make a string wide.
            return span.IndexOfAnyInRange((byte)0xf0, (byte)0xf4) < 0 ? PyStr.Narrow(Encoding.UTF8.GetString(span)) : Wide(span);
        }
        var s = new State(bytes, "utf-8", errors);
        while (s.At < s.Bytes.Length)
        {
            OperationStatusOf(s.Bytes.Span[s.At..], out int c, out int length, out bool isCut);
            if (c >= 0)
            {
                s.Add(c);
                s.At += length;
                continue;
            }
            if (isCut && !isLast) break;
            (string reason, int wrong) = Utf8Faults.At(s.Bytes.Span[s.At..]);
            if (!s.Fault(wrong, reason)) return null;
        }
        used = s.At;
        return s.Text();
    }

    private static PyStr Wide(ReadOnlySpan<byte> bytes)
    {
        var points = new int[bytes.Length];
        int count = 0;
        for (int at = 0; at < bytes.Length;)
        {
            if (bytes[at] < 128)
            {
                points[count++] = bytes[at++];
                continue;
            }
            Rune.DecodeFromUtf8(bytes[at..], out Rune rune, out int length);
            points[count++] = rune.Value;
            at += length;
        }
        return PyStr.FromCodePoints(points.AsSpan(0, count));
    }

    /// <summary>The character bytes begin with, or -1; whether more bytes might make it one.</summary>
    private static void OperationStatusOf(ReadOnlySpan<byte> bytes, out int c, out int length, out bool isCut)
    {
        System.Buffers.OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out length);
        c = status == System.Buffers.OperationStatus.Done ? rune.Value : -1;
        isCut = status == System.Buffers.OperationStatus.NeedMoreData;
    }

    /// <summary>UTF-16. The order is -1 for little, 1 for big; 0 is found out by a mark, which is not part of the text.</summary>
    public static PyStr? Utf16(PyBytes bytes, string errors, ref int order, bool isLast, out int used)
    {
        var s = new State(bytes, "utf-16", errors);
        used = 0;
        if (order == 0 && s.Bytes.Length >= 2)
        {
            int mark = s.Bytes[0] | s.Bytes[1] << 8;
            if (mark == 0xfeff) order = -1;
            else if (mark == 0xfffe) order = 1;
            if (order != 0) s.At = 2;
        }
        bool big = order > 0 || order == 0 && !BitConverter.IsLittleEndian;
        s.Codec = big ? "utf-16-be" : "utf-16-le";
        while (s.At < s.Bytes.Length)
        {
            int left = s.Bytes.Length - s.At;
            if (left < 2)
            {
                if (!isLast) break;
                if (!s.Fault(1, "truncated data")) return null;
                continue;
            }
            int unit = Unit(s.Bytes, s.At, big);
            if (unit is < 0xd800 or > 0xdfff)
            {
                s.Add(unit);
                s.At += 2;
            }
            else if (unit >= 0xdc00)
            {
                if (!s.Fault(2, "illegal encoding")) return null;
            }
            else if (left < 4)
            {
                if (!isLast) break;
                if (!s.Fault(left, "unexpected end of data")) return null;
            }
            else if (Unit(s.Bytes, s.At + 2, big) is var low and >= 0xdc00 and <= 0xdfff)
            {
                s.Add(0x10000 + (unit - 0xd800 << 10) + (low - 0xdc00));
                s.At += 4;
            }
            else if (!s.Fault(2, "illegal UTF-16 surrogate"))
            {
                return null;
            }
        }
        used = s.At;
        return s.Text();
    }

    private static int Unit(PyBytes bytes, int at, bool big) => big ? bytes[at] << 8 | bytes[at + 1] : bytes[at + 1] << 8 | bytes[at];

    /// <summary>UTF-32; the order as of <see cref="Utf16"/>.</summary>
    public static PyStr? Utf32(PyBytes bytes, string errors, ref int order, bool isLast, out int used)
    {
        var s = new State(bytes, "utf-32", errors);
        used = 0;
        if (order == 0 && s.Bytes.Length >= 4)
        {
            uint mark = (uint)(Unit(s.Bytes, 0, false) | Unit(s.Bytes, 2, false) << 16);
            if (mark == 0x0000feff) order = -1;
            else if (mark == 0xfffe0000) order = 1;
            if (order != 0) s.At = 4;
        }
        bool big = order > 0 || order == 0 && !BitConverter.IsLittleEndian;
        s.Codec = big ? "utf-32-be" : "utf-32-le";
        while (s.At < s.Bytes.Length)
        {
            if (s.Bytes.Length - s.At < 4)
            {
                if (!isLast) break;
                if (!s.Fault(s.Bytes.Length - s.At, "truncated data")) return null;
                continue;
            }
            int first = Unit(s.Bytes, s.At, big), second = Unit(s.Bytes, s.At + 2, big);
            uint c = big ? (uint)first << 16 | (uint)second : (uint)second << 16 | (uint)first;
            string? wrong = c is >= 0xd800 and <= 0xdfff ? "code point in surrogate code point range(0xd800, 0xe000)"
                : c > 0x10ffff ? "code point not in range(0x110000)" : null;
            if (wrong == null)
            {
                s.Add((int)c);
                s.At += 4;
            }
            else if (!s.Fault(4, wrong))
            {
                return null;
            }
        }
        used = s.At;
        return s.Text();
    }

    /// <summary>By a str of characters, or a mapping from bytes to ints, strs or None; no mapping is Latin-1.</summary>
    public static PyStr? Charmap(PyBytes bytes, string errors, PyObject? mapping)
    {
        if (mapping == null) return Latin1(bytes);
        var s = new State(bytes, "charmap", errors);
        var table = UserSlots.Unwrap(mapping) as PyStr;
        while (s.At < s.Bytes.Length)
        {
            byte b = s.Bytes[s.At];
            if (table != null)
            {
                if (b < table.Length && table.CodePointAt(b) != 0xfffe) s.Add(table.CodePointAt(b));
                else if (s.Fault(1, "character maps to <undefined>")) continue;
                else return null;
                s.At++;
                continue;
            }
            PyObject? found = mapping.GetItem(new PyInt(b));
            if (found == null && !PyErr.TakeIf(Types.LookupError)) return null;
            switch (found == null ? PyNone.None : UserSlots.Unwrap(found))
            {
                case PyStr one when !(one.Length == 1 && one.CodePointAt(0) == 0xfffe):
                    for (int i = 0; i < one.Length; i++) s.Add(one.CodePointAt(i));
                    s.At++;
                    break;
                case PyNone or PyStr or PyInt { Value: 0xfffe }:
                    if (!s.Fault(1, "character maps to <undefined>")) return null;
                    break;
                case PyInt { Value: >= 0 and < 0x110000 } c:
                    s.Add((int)c.Value);
                    s.At++;
                    break;
                case PyInt or PyLong or PyBool:
                    PyErr.TypeError("character mapping must be in range(0x110000)");
                    return null;
                default:
                    PyErr.TypeError("character mapping must return integer, None or str");
                    return null;
            }
        }
        return s.Text();
    }
}
