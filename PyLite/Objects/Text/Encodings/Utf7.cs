using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>UTF-7 (RFC 2152): ASCII, with everything else as base64 of UTF-16 between <c>+</c> and <c>-</c>.</summary>
[DontLookInside]
public static class Utf7
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Written as themselves: what the standard calls direct and optional, and white space.</summary>
    private static bool IsDirect(int c) => c is ' ' or '\t' or '\n' or '\r' || c is > ' ' and < 127 && c is not ('+' or '\\' or '~');

    public static byte[] Encode(PyStr text)
    {
        var b = new StringBuilder();
        bool inBase64 = false;
        ulong bits = 0;
        int held = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int c = text.CodePointAt(i);
            if (inBase64 && IsDirect(c))
            {
                if (held > 0) b.Append(Digits[(int)(bits << 6 - held & 63)]);
                bits = 0;
                held = 0;
                inBase64 = false;
                if (Digits.Contains((char)c) || c == '-') b.Append('-');
            }
            if (!inBase64)
            {
                if (c == '+') b.Append("+-");
                if (IsDirect(c)) b.Append((char)c);
                if (c == '+' || IsDirect(c)) continue;
                b.Append('+');
                inBase64 = true;
            }
            foreach (int unit in c >= 0x10000 ? new[] { 0xd800 + (c - 0x10000 >> 10), 0xdc00 + (c & 0x3ff) } : [c])
            {
                bits = bits << 16 | (uint)unit;
                for (held += 16; held >= 6; held -= 6) b.Append(Digits[(int)(bits >> held - 6 & 63)]);
            }
        }
        if (held > 0) b.Append(Digits[(int)(bits << 6 - held & 63)]);
        if (inBase64) b.Append('-');
        return Encoding.ASCII.GetBytes(b.ToString());
    }

    public static PyStr? Decode(PyBytes bytes, string errors, bool isLast, out int used)
    {
        var s = new TextDecoders.State(bytes, "utf7", errors);
        used = s.Bytes.Length;
        while (s.At < s.Bytes.Length)
        {
            byte b = s.Bytes[s.At];
            if (b != '+')
            {
                if (b >= 128)
                {
                    if (!s.Fault(1, "unexpected special character")) return null;
                    continue;
                }
                s.Add(b);
                s.At++;
                continue;
            }
            int start = s.At++;
            if (s.At < s.Bytes.Length && s.Bytes[s.At] == '-')
            {
                s.Add('+');
                s.At++;
                continue;
            }
            if (s.At < s.Bytes.Length && !Digits.Contains((char)s.Bytes[s.At]))
            {
                if (!s.Fault(start, s.At + 1 - start, "ill-formed sequence")) return null;
                continue;
            }
            if (!Shifted(s, start, isLast, out bool isCut)) return null;
            if (!isCut) continue;
            used = start;
            return s.Text();
        }
        return s.Text();
    }

    /// <summary>What is between the plus sign and the end of the base64 digits.</summary>
    private static bool Shifted(TextDecoders.State s, int start, bool isLast, out bool isCut)
    {
        isCut = false;
        var units = new List<int>();
        ulong bits = 0;
        int held = 0, at = s.At;
        for (; at < s.Bytes.Length && Digits.IndexOf((char)s.Bytes[at]) is var digit and >= 0; at++)
        {
            bits = bits << 6 | (uint)digit;
            held += 6;
            if (held < 16) continue;
            held -= 16;
            units.Add((int)(bits >> held & 0xffff));
        }
        if (at == s.Bytes.Length)
        {
            isCut = !isLast;
            if (isCut) return true;
            if (held >= 6 || (bits & (1UL << held) - 1) != 0 || units.Count == 0) return s.Fault(start, at - start, "unterminated shift sequence");
        }
        if (held >= 6) return s.Fault(start, Math.Min(at + 1, s.Bytes.Length) - start, "partial character in base64 sequence");
        if ((bits & (1UL << held) - 1) != 0) return s.Fault(start, Math.Min(at + 1, s.Bytes.Length) - start, "non-zero padding bits in shift sequence");
        for (int i = 0; i < units.Count; i++)
        {
            if (units[i] is >= 0xd800 and < 0xdc00 && i + 1 < units.Count && units[i + 1] is >= 0xdc00 and <= 0xdfff)
                s.Add(0x10000 + (units[i] - 0xd800 << 10) + (units[++i] - 0xdc00));
            else s.Add(units[i]);
        }
        s.At = at < s.Bytes.Length && s.Bytes[at] == '-' ? at + 1 : at;
        return true;
    }
}
