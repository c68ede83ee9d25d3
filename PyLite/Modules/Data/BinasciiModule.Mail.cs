using PyLite.Objects;

namespace PyLite.Modules;

// The older encodings of mail: uuencode and quoted-printable.
public static partial class BinasciiModule
{
    /// <summary>A line of uuencoded text, of at most 45 bytes.</summary>
    [PyFunction]
    public static PyObject? b2a_uu(ReadOnlySpan<byte> data, [KeywordOnly, Shown("False")] int backtick = 0)
    {
        if (data.Length > 45) return Error("At most 45 bytes at once");
        byte zero = backtick != 0 ? (byte)'`' : (byte)' ';
        var line = new List<byte> { data.Length == 0 ? zero : (byte)(' ' + data.Length) };
        for (int i = 0; i < data.Length; i += 3)
        {
            int group = data[i] << 16 | (i + 1 < data.Length ? data[i + 1] << 8 : 0) | (i + 2 < data.Length ? data[i + 2] : 0);
            for (int shift = 18; shift >= 0; shift -= 6)
            {
                int six = group >> shift & 63;
                line.Add(six == 0 ? zero : (byte)(' ' + six));
            }
        }
        line.Add((byte)'\n');
        return new PyBytes([.. line]);
    }

    /// <summary>The bytes of a line of uuencoded text.</summary>
    [PyFunction]
    public static PyObject? a2b_uu(PyObject data)
    {
        if (!BytesArguments.BytesOrAscii(data, out byte[] line)) return null;
        int length = line.Length == 0 ? 32 : line[0] - ' ' & 63, at = 1;
        var bytes = new byte[length];
        int bits = 0, held = 0;
        for (int count = 0; count < length; at++)
        {
            // Spaces at the end of a line may have been lost.
            byte c = at < line.Length ? line[at] : (byte)' ';
            int value = 0;
            if (c is not ((byte)'\n' or (byte)'\r') && at < line.Length)
            {
                if (c is < (byte)' ' or > (byte)' ' + 64) return Error("Illegal char");
                value = c - ' ' & 63;
            }
            else if (at < line.Length)
            {
                at--;
                line = line[..(at + 1)];
            }
            bits = (bits << 6 | value) & 0xffff;
            held += 6;
            if (held < 8) continue;
            held -= 8;
            bytes[count++] = (byte)(bits >> held);
        }
        for (; at < line.Length; at++)
        {
            // The last group may be padded.
            if (line[at] is not ((byte)' ' or (byte)'`' or (byte)'\n' or (byte)'\r')) return Error("Trailing garbage");
        }
        return new PyBytes(bytes);
    }

    /// <summary>The bytes of quoted-printable text; in a header underscores are spaces.</summary>
    [PyFunction]
    public static PyObject? a2b_qp([Keyword] PyObject data, [Shown("False")] int header = 0)
    {
        if (!BytesArguments.BytesOrAscii(data, out byte[] text)) return null;
        var bytes = new List<byte>(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            byte c = text[at++];
            if (c == '_' && header != 0) bytes.Add((byte)' ');
            else if (c != '=') bytes.Add(c);
            else if (at >= text.Length) break;
            else if (text[at] is (byte)'\n' or (byte)'\r')
            {
                // A soft line break: nothing.
                while (at < text.Length && text[at] != '\n') at++;
                at++;
            }
            else if (text[at] == '=')
            {
                bytes.Add((byte)'=');
                at++;
            }
            else if (at + 1 < text.Length && char.IsAsciiHexDigit((char)text[at]) && char.IsAsciiHexDigit((char)text[at + 1]))
            {
                bytes.Add((byte)(Digit(text[at]) << 4 | Digit(text[at + 1])));
                at += 2;
            }
            else
            {
                bytes.Add((byte)'=');
            }
        }
        return new PyBytes([.. bytes]);
    }

    private const int LongestLine = 76;

    /// <summary>Quoted-printable text. With quotetabs all spaces are quoted; without istext line ends are; in a header spaces are underscores.</summary>
    [PyFunction]
    public static PyObject b2a_qp([Keyword] ReadOnlySpan<byte> data, [Shown("False")] int quotetabs = 0, [Shown("True")] int istext = 1, [Shown("False")] int header = 0)
    {
        var text = new List<byte>(data.Length * 5 / 4);
        // Lines end as the first one does.
        int firstEnd = data.IndexOf((byte)'\n');
        bool crlf = firstEnd > 0 && data[firstEnd - 1] == '\r';
        int column = 0;
        for (int i = 0; i < data.Length; i++)
        {
            byte c = data[i];
            bool isLast = i + 1 == data.Length;
            byte next = isLast ? (byte)0 : data[i + 1];
            bool endsLine = c == '\n' || c == '\r' && next == '\n' && !isLast;
            if (istext != 0 && endsLine)
            {
                // A space before the end of a line would be lost.
                if (text.Count > 0 && text[^1] is (byte)' ' or (byte)'\t') Quote(text, Pop(text));
                if (crlf) text.Add((byte)'\r');
                text.Add((byte)'\n');
                if (c == '\r') i++;
                column = 0;
                continue;
            }
            bool isLoneDot = c == '.' && column == 0 && (isLast || next is (byte)'\n' or (byte)'\r' or 0);
            bool quoted = c > 126 || c == '=' || header != 0 && c == '_' || isLoneDot || istext == 0 && c is ((byte)'\r' or (byte)'\n')
                || c is ((byte)'\t' or (byte)' ') && (quotetabs != 0 || isLast) || c < 33 && c is not ((byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)' ');
            int width = quoted ? 3 : 1;
            // One plain character more may stand at the end of a line.
            if (column + width >= LongestLine && (quoted || !isLast && next != '\n'))
            {
                text.Add((byte)'=');
                if (crlf) text.Add((byte)'\r');
                text.Add((byte)'\n');
                column = 0;
            }
            column += width;
            if (quoted) Quote(text, c);
            else text.Add(header != 0 && c == ' ' ? (byte)'_' : c);
        }
        return new PyBytes([.. text]);
    }

    private static byte Pop(List<byte> text)
    {
        byte last = text[^1];
        text.RemoveAt(text.Count - 1);
        return last;
    }

    private static void Quote(List<byte> text, byte c)
    {
        text.Add((byte)'=');
        text.Add((byte)"0123456789ABCDEF"[c >> 4]);
        text.Add((byte)"0123456789ABCDEF"[c & 15]);
    }

    private static int Digit(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
