using System.Globalization;
using System.Text;
using MetaJit;
using PyLite.Parsing;

namespace PyLite.Objects;

/// <summary>The encodings made of backslashes: those of literals, of raw literals and of bytes literals.</summary>
[DontLookInside]
public static class EscapeCodecs
{
    // ---- unicode_escape

    public static byte[] EncodeUnicode(PyStr text)
    {
        var b = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int c = text.CodePointAt(i);
            if (c == '\\') b.Append("\\\\");
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c == '\t') b.Append("\\t");
            else if (c is >= ' ' and < 127) b.Append((char)c);
            else b.Append(UnicodeErrors.Escaped(c));
        }
        return Encoding.ASCII.GetBytes(b.ToString());
    }

    public static PyStr? DecodeUnicode(PyBytes bytes, string errors, bool isLast, out int used)
    {
        var s = new TextDecoders.State(bytes, "unicodeescape", errors);
        used = s.Bytes.Length;
        while (s.At < s.Bytes.Length)
        {
            byte b = s.Bytes[s.At];
            if (b != '\\')
            {
                s.Add(b);
                s.At++;
                continue;
            }
            int start = s.At;
            if (start + 1 >= s.Bytes.Length)
            {
                if (!isLast)
                {
                    used = start;
                    return s.Text();
                }
                if (!s.Fault(1, "\\ at end of string")) return null;
                continue;
            }
            byte kind = s.Bytes[start + 1];
            s.At = start + 2;
            int digits = kind switch { (byte)'x' => 2, (byte)'u' => 4, (byte)'U' => 8, _ => 0 };
            if (digits > 0)
            {
                if (!Number(s, start, digits, isLast, out bool isCut)) return null;
                if (!isCut) continue;
                used = start;
                return s.Text();
            }
            if (kind == 'N')
            {
                if (!Named(s, start, isLast, out bool isCut)) return null;
                if (!isCut) continue;
                used = start;
                return s.Text();
            }
            if (kind == '\n') continue;
            if (Simple(kind) is { } simple)
            {
                s.Add(simple);
            }
            else if (kind is >= (byte)'0' and <= (byte)'7')
            {
                s.Add(Octal(s.Bytes, s.At - 1, out int length));
                s.At += length - 1;
            }
            else
            {
                s.Add('\\');
                s.Add(kind);
            }
        }
        return s.Text();
    }

    private static char? Simple(byte kind) => (char)kind switch
    {
        '\\' => '\\',
        '\'' => '\'',
        '"' => '"',
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        _ => null,
    };

    private static int Octal(PyBytes bytes, int at, out int length)
    {
        int value = 0;
        for (length = 0; length < 3 && at + length < bytes.Length && bytes[at + length] is >= (byte)'0' and <= (byte)'7'; length++) value = value * 8 + (bytes[at + length] - '0');
        return value;
    }

    private static bool Number(TextDecoders.State s, int start, int digits, bool isLast, out bool isCut)
    {
        isCut = false;
        uint value = 0;
        int count = 0;
        for (; count < digits && s.At + count < s.Bytes.Length && char.IsAsciiHexDigit((char)s.Bytes[s.At + count]); count++)
            value = value * 16 + (uint)Digit(s.Bytes[s.At + count]);
        if (count < digits)
        {
            isCut = !isLast && s.At + count == s.Bytes.Length;
            string shape = digits switch { 2 => "\\xXX", 4 => "\\uXXXX", _ => "\\UXXXXXXXX" };
            return isCut || s.Fault(start, s.At + count - start, $"truncated {shape} escape");
        }
        if (value > 0x10ffff) return s.Fault(start, s.At + count - start, "illegal Unicode character");
        s.Add((int)value);
        s.At += count;
        return true;
    }

    private static int Digit(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static bool Named(TextDecoders.State s, int start, bool isLast, out bool isCut)
    {
        isCut = false;
        ReadOnlySpan<byte> rest = s.Bytes.Span[s.At..];
        if (rest.Length == 0 || rest[0] != '{')
        {
            isCut = rest.Length == 0 && !isLast;
            return isCut || s.Fault(start, 2, "malformed \\N character escape");
        }
        int end = rest.IndexOf((byte)'}');
        if (end < 0)
        {
            isCut = !isLast;
            return isCut || s.Fault(start, s.Bytes.Length - start, "malformed \\N character escape");
        }
        if (end == 1) return s.Fault(start, 3, "malformed \\N character escape");
        int c = UnicodeNames.Find(Encoding.Latin1.GetString(rest[1..end]));
        if (c < 0) return s.Fault(start, s.At + end + 1 - start, "unknown Unicode character name");
        s.Add(c);
        s.At += end + 1;
        return true;
    }

    // ---- raw_unicode_escape

    public static byte[] EncodeRaw(PyStr text)
    {
        var b = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int c = text.CodePointAt(i);
            if (c < 256) b.Append((char)c);
            else b.Append(UnicodeErrors.Escaped(c));
        }
        return Encoding.Latin1.GetBytes(b.ToString());
    }

    public static PyStr? DecodeRaw(PyBytes bytes, string errors, bool isLast, out int used)
    {
        var s = new TextDecoders.State(bytes, "rawunicodeescape", errors);
        used = s.Bytes.Length;
        while (s.At < s.Bytes.Length)
        {
            int start = s.At;
            byte b = s.Bytes[start];
            if (b == '\\' && start + 1 == s.Bytes.Length && !isLast)
            {
                used = start;
                break;
            }
            s.At++;
            if (b != '\\' || s.At == s.Bytes.Length)
            {
                s.Add(b);
                continue;
            }
            byte kind = s.Bytes[s.At++];
            if (kind is not ((byte)'u' or (byte)'U'))
            {
                // An even number of backslashes stands for itself.
                s.Add(b);
                s.Add(kind);
                continue;
            }
            if (!Number(s, start, kind == 'u' ? 4 : 8, isLast, out bool isCut)) return null;
            if (!isCut) continue;
            used = start;
            break;
        }
        return s.Text();
    }

    // ---- escapes of bytes

    public static byte[] EncodeBytes(ReadOnlySpan<byte> bytes)
    {
        var b = new StringBuilder();
        foreach (byte c in bytes)
        {
            if (c is (byte)'\'' or (byte)'\\') b.Append('\\').Append((char)c);
            else if (c == '\t') b.Append("\\t");
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c is < 32 or >= 127) b.Append(CultureInfo.InvariantCulture, $"\\x{c:x2}");
            else b.Append((char)c);
        }
        return Encoding.ASCII.GetBytes(b.ToString());
    }

    public static byte[]? DecodeBytes(PyBytes bytes, string errors)
    {
        var result = new List<byte>(bytes.Length);
        for (int i = 0; i < bytes.Length;)
        {
            byte b = bytes[i++];
            if (b != '\\')
            {
                result.Add(b);
                continue;
            }
            if (i == bytes.Length) return Fail("Trailing \\ in string");
            byte kind = bytes[i++];
            if (kind == '\n') continue;
            if (Simple(kind) is { } simple)
            {
                result.Add((byte)simple);
            }
            else if (kind is >= (byte)'0' and <= (byte)'7')
            {
                result.Add((byte)Octal(bytes, i - 1, out int length));
                i += length - 1;
            }
            else if (kind != 'x')
            {
                result.Add((byte)'\\');
                result.Add(kind);
            }
            else if (i + 1 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i]) && char.IsAsciiHexDigit((char)bytes[i + 1]))
            {
                result.Add((byte)(Digit(bytes[i]) << 4 | Digit(bytes[i + 1])));
                i += 2;
            }
            else
            {
                if (errors == "strict") return Fail($"invalid \\x escape at position {i - 2}");
                if (errors == "replace") result.Add((byte)'?');
                else if (errors != "ignore") return Fail($"decoding error; unknown error handling code: {errors}");
                if (i < bytes.Length && char.IsAsciiHexDigit((char)bytes[i])) i++;
            }
        }
        return [.. result];
    }

    private static byte[]? Fail(string message)
    {
        PyErr.ValueError(message);
        return null;
    }
}
