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
    private sealed record Codec(int Page, Shape Shape, bool IsStandard);

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
            try
            {
                bytes.AddRange(encoding.GetBytes(source[at..]));
                break;
            }
            catch (EncoderFallbackException e)
            {
                int bad = at + e.Index, length = char.IsHighSurrogate(source[bad]) && bad + 1 < source.Length ? 2 : 1;
                bytes.AddRange(encoding.GetBytes(source[at..bad]));
                int start = Points(source, bad);
                if (!ErrorHandlers.OnEncode(errors, name, text, start, start + 1, "illegal multibyte sequence", out PyObject replacement, out int next)) return null;
                if (replacement is PyBytes given) bytes.AddRange(given.Span);
                else if (encode(name, (PyStr)replacement, "strict") is PyBytes made) bytes.AddRange(made.Span);
                else return null;
                at = next == start + 1 ? bad + length : Units(source, next);
            }
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
            int length = Length(codec.Shape, bytes[at..]);
            bool isIncomplete = at + length > bytes.Length;
            if (isIncomplete && !final) break;
            if (!isIncomplete && Character(encoding, bytes.Slice(at, length)) is { } character)
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
