using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What the codecs of Chinese, Japanese and Korean are made of: the tables are .NET's, errors and names are Python's.</summary>
[PyModule("_multibyte")]
[DontLookInside]
public static partial class MultibyteModule
{
    /// <summary>How characters are told apart in bytes.</summary>
    private enum Shape : byte
    {
        /// <summary>One byte below 0x80, else two.</summary>
        Pairs,
        /// <summary>As pairs, but half-width Katakana are one byte.</summary>
        ShiftJis,
        /// <summary>As pairs, but three bytes after 0x8f.</summary>
        EucJapanese,
        /// <summary>As pairs, but four bytes where the second is a digit.</summary>
        FourBytes,
        /// <summary>Escape sequences change what follows.</summary>
        Stateful,
    }

    /// <param name="IsStandard">The table is that of a standard, where Microsoft's differs in a few signs.</param>
    private sealed record Codec(int Page, Shape Shape, bool IsStandard)
    {
        /// <summary>Whether there are bytes for a character outside ASCII: 0 is not known, 1 yes, 2 no.</summary>
        public byte[] Known => field ??= new byte[0x10000];

        /// <summary>Characters for private use are part of the table.</summary>
        public bool HasPrivate => Shape == Shape.FourBytes || IsMicrosoftsJapanese;

        public bool IsMicrosoftsJapanese => Page == 932 && !IsStandard;
    }

    private static readonly Dictionary<string, Codec> Codecs = new()
    {
        ["shift_jis"] = new(932, Shape.ShiftJis, true),
        ["cp932"] = new(932, Shape.ShiftJis, false),
        ["euc_jp"] = new(51932, Shape.EucJapanese, true),
        ["iso2022_jp"] = new(50220, Shape.Stateful, true),
        ["iso2022_jp_1"] = new(50222, Shape.Stateful, true),
        ["iso2022_jp_ext"] = new(50222, Shape.Stateful, true),
        ["gb2312"] = new(936, Shape.Pairs, false),
        ["gbk"] = new(936, Shape.Pairs, false),
        ["gb18030"] = new(54936, Shape.FourBytes, false),
        ["hz"] = new(52936, Shape.Stateful, false),
        ["big5"] = new(950, Shape.Pairs, false),
        ["cp950"] = new(950, Shape.Pairs, false),
        ["big5hkscs"] = new(950, Shape.Pairs, false),
        ["euc_kr"] = new(51949, Shape.Pairs, false),
        ["cp949"] = new(949, Shape.Pairs, false),
        ["johab"] = new(1361, Shape.Pairs, false),
        ["iso2022_kr"] = new(50225, Shape.Stateful, false),
    };

    // What Microsoft's table has, and the Japanese standard.
    private const string Microsofts = "\uFF5E\u2225\uFF0D\uFFE0\uFFE1\uFFE2";
    private const string Standards = "\u301C\u2016\u2212\u00A2\u00A3\u00AC";

    private static Encoding? Find(string name, out Codec? codec) => Codecs.TryGetValue(name, out codec) ? NamedEncodings.OfPage(codec.Page) : null;

    /// <summary>Whether there is a codec of the name.</summary>
    [PyFunction] public static bool exists(string name) => Find(name, out _) != null;

    /// <summary>The bytes of a text.</summary>
    [PyFunction]
    public static PyObject? encode(string name, PyStr text, string errors)
    {
        if (Find(name, out Codec? codec) is not { } encoding) return PyErr.Raise(Types.LookupError, "no such codec is supported.");
        string source = codec!.IsStandard ? Exchanged(text.Value, Standards, Microsofts) : text.Value;
        var bytes = new List<byte>();
        int at = 0;
        while (at < source.Length)
        {
            int bad = codec.Shape == Shape.Stateful ? source.Length : FirstWithout(codec, encoding, source, at);
            try
            {
                bytes.AddRange(encoding.GetBytes(source[at..bad]));
            }
            catch (EncoderFallbackException e)
            {
                bad = at + e.Index;
                bytes.AddRange(encoding.GetBytes(source[at..bad]));
            }
            if (bad == source.Length) break;
            int length = char.IsHighSurrogate(source[bad]) && bad + 1 < source.Length ? 2 : 1;
            int start = Points(source, bad);
            if (!ErrorHandlers.OnEncode(errors, name, text, start, start + 1, "illegal multibyte sequence", out PyObject replacement, out int next)) return null;
            if (replacement is PyBytes given) bytes.AddRange(given.Span);
            else if (encode(name, (PyStr)replacement, "strict") is PyBytes made) bytes.AddRange(made.Span);
            else return null;
            at = next == start + 1 ? bad + length : Units(source, next);
        }
        return new PyBytes([.. bytes]);
    }

    /// <summary>The text of bytes, and how many of them were used: what may go on in the next piece is left when this is not the last.</summary>
    [PyFunction]
    public static PyObject? decode(string name, PyBytes data, string errors, bool final)
    {
        if (Find(name, out Codec? codec) is not { } encoding) return PyErr.Raise(Types.LookupError, "no such codec is supported.");
        ReadOnlySpan<byte> bytes = data.Span;
        var text = new StringBuilder();
        int at = 0;
        if (codec!.Shape == Shape.Stateful)
        {
            if (!final && bytes.Length > 0) return new PyTuple([PyStr.Empty, PyInt.Zero]);
            while (at < bytes.Length)
            {
                int wrong = AppendUpToWrong(text, encoding, bytes[at..]);
                at += wrong;
                if (at == bytes.Length) break;
                if (!ErrorHandlers.OnDecode(errors, name, ref data, at, at + 1, "illegal multibyte sequence", out PyStr instead, out at)) return null;
                text.Append(instead.Value);
                bytes = data.Span;
            }
        }
        while (at < bytes.Length)
        {
            if (bytes[at] < 0x80)
            {
                text.Append((char)bytes[at++]);
                continue;
            }
            int length = codec.IsMicrosoftsJapanese && IsSingle(bytes[at]) ? 1 : Length(codec.Shape, bytes[at..]);
            bool isIncomplete = at + length > bytes.Length;
            if (isIncomplete && !final) break;
            if (!isIncomplete && Character(codec, encoding, bytes.Slice(at, length)) is { } character)
            {
                text.Append(character);
                at += length;
                continue;
            }
            int wrong = isIncomplete ? bytes.Length - at : 1;
            string reason = isIncomplete ? "incomplete multibyte sequence" : "illegal multibyte sequence";
            if (!ErrorHandlers.OnDecode(errors, name, ref data, at, at + wrong, reason, out PyStr replacement, out at)) return null;
            text.Append(replacement.Value);
            bytes = data.Span;
        }
        string result = text.ToString();
        return new PyTuple([new PyStr(codec.IsStandard ? Exchanged(result, Microsofts, Standards) : result), new PyInt(at)]);
    }

    /// <summary>Adds the text of the bytes before the first that mean nothing; gives how many those are. What follows begins unshifted.</summary>
    private static int AppendUpToWrong(StringBuilder text, Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        // Codecs with shifts are of 7 bits.
        int high = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        if (high >= 0) return high == 0 ? 0 : AppendUpToWrong(text, encoding, bytes[..high]);
        try
        {
            text.Append(encoding.GetString(bytes));
            return bytes.Length;
        }
        catch (DecoderFallbackException problem)
        {
            int wrong = Math.Clamp(problem.Index, 0, bytes.Length - 1);
            return wrong == 0 ? 0 : AppendUpToWrong(text, encoding, bytes[..wrong]);
        }
    }

    private static int Length(Shape shape, ReadOnlySpan<byte> bytes) => shape switch
    {
        Shape.ShiftJis when bytes[0] is >= 0xA1 and <= 0xDF => 1,
        Shape.EucJapanese when bytes[0] == 0x8F => 3,
        Shape.FourBytes when bytes.Length > 1 && bytes[1] is >= (byte)'0' and <= (byte)'9' => 4,
        _ => 2,
    };

    /// <summary>The first character that has no bytes, or the end; halves of pairs are left to the encoder.</summary>
    private static int FirstWithout(Codec codec, Encoding encoding, string text, int at)
    {
        while (at < text.Length && (text[at] < 0x80 || char.IsSurrogate(text[at]) || Has(codec, encoding, text[at]))) at++;
        return at;
    }

    private static bool Has(Codec codec, Encoding encoding, char c)
    {
        if (codec.Known[c] == 0)
        {
            bool has;
            try
            {
                byte[] bytes = encoding.GetBytes(c.ToString());
                has = (bytes.Length > 1 || codec.Shape == Shape.ShiftJis) && Character(codec, encoding, bytes) is [var again] && again == c;
            }
            catch (EncoderFallbackException)
            {
                has = false;
            }
            codec.Known[c] = has ? (byte)1 : (byte)2;
        }
        return codec.Known[c] == 1;
    }

    /// <summary>Bytes that Microsoft's Japanese table has a character for by themselves, besides Katakana.</summary>
    private static bool IsSingle(byte b) => b is 0x80 or 0xA0 or >= 0xFD;

    // Characters that Microsoft's Japanese table has twice: at 0x8790 and on, and the extensions that NEC chose of IBM's.
    private const string Twice = "\u2252\u2261\u222B\0\0\u221A\u22A5\u2220\0\0\u2235\u2229\u222A";

    private static string? Character(Codec codec, Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        byte first = bytes[0];
        if (codec.IsMicrosoftsJapanese)
        {
            if (IsSingle(first)) return ((char)(first == 0x80 ? 0x80 : first == 0xA0 ? 0xF8F0 : 0xF8F1 + first - 0xFD)).ToString();
            if (bytes.Length == 2 && first == 0x87 && bytes[1] is >= 0x90 and <= 0x9C && Twice[bytes[1] - 0x90] is var twice and not '\0') return twice.ToString();
            if (bytes.Length == 2 && first is 0xED or 0xEE && Place(first, bytes[1]) is >= 0 and var place) return Chosen(encoding, place - Place(0xED, 0x40));
        }
        // The standards have nothing where makers have put signs of their own.
        if (codec.IsStandard && bytes.Length == 2 && (codec.Shape == Shape.ShiftJis ? first is 0x87 or >= 0xEB : first is 0xAD or >= 0xF5)) return null;
        return Character(encoding, bytes) is { } text && (codec.HasPrivate || text[0] is < '\uE000' or > '\uF8FF') ? text : null;
    }

    /// <summary>Where a pair of bytes stands in the order of Shift JIS, or -1.</summary>
    private static int Place(byte first, byte second) => second is >= 0x40 and <= 0xFC and not 0x7F ? (first * 188) + second - (second > 0x7F ? 0x41 : 0x40) : -1;

    /// <summary>What NEC has chosen of IBM's extensions: 360 characters in IBM's order, small numerals, four signs.</summary>
    private static string? Chosen(Encoding encoding, int number)
    {
        int place = number switch
        {
            < 360 => Place(0xFA, 0x5C) + number,
            >= 362 and < 372 => Place(0xFA, 0x40) + number - 362,
            372 => Place(0x81, 0xCA),
            >= 373 and < 376 => Place(0xFA, 0x55) + number - 373,
            _ => -1,
        };
        int second = place % 188;
        return place < 0 ? null : Character(encoding, [(byte)(place / 188), (byte)(second + (second >= 0x3F ? 0x41 : 0x40))]);
    }

    private static string? Character(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            string text = encoding.GetString(bytes);
            // Two characters are a wrong pair whose second byte stood for itself.
            return text.Length == 1 || (text.Length == 2 && char.IsHighSurrogate(text[0])) ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Exchanged(string text, string from, string to)
    {
        if (text.AsSpan().IndexOfAny(from) < 0) return text;
        var result = new StringBuilder(text);
        for (int i = 0; i < from.Length; i++) result.Replace(from[i], to[i]);
        return result.ToString();
    }

    /// <summary>How many characters stand before a place in UTF-16.</summary>
    private static int Points(string text, int units)
    {
        int points = 0;
        for (int i = 0; i < units; i++)
            if (!char.IsLowSurrogate(text[i])) points++;
        return points;
    }

    private static int Units(string text, int points)
    {
        int at = 0;
        for (; points > 0 && at < text.Length; points--) at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        return at;
    }
}
