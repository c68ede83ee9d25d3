using System.Text;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>What is wrong with a pattern or a template: what <c>re.error</c> is to say.</summary>
internal sealed class RegexSyntaxException(string message, int position) : Exception(message)
{
    /// <summary>Where, or -1 when it is not said.</summary>
    public readonly int Position = position;

    /// <summary>Another exception than <c>re.error</c>.</summary>
    public PyType? Type { get; init; }
}

/// <summary>Reads a pattern or a template by characters; a backslash and the character after it are one token.</summary>
internal sealed class PatternReader
{
    private readonly int[] _text;
    private int _index;

    public readonly bool IsText;

    /// <summary>The next character, or -1 at the end.</summary>
    public int Next { get; private set; }

    /// <summary>The character after it when that is a backslash, else -1.</summary>
    public int NextEscaped { get; private set; }

    public PatternReader(int[] text, bool isText)
    {
        _text = text;
        IsText = isText;
        Advance();
    }

    public static int[] PointsOf(PyObject source) => source switch
    {
        PyStr s => s.ToPoints(),
        PyBytes b => Array.ConvertAll(b.ToArray(), static c => (int)c),
        _ => [],
    };

    private int LengthOfNext => Next < 0 ? 0 : NextEscaped >= 0 ? 2 : 1;

    /// <summary>Where the next token is.</summary>
    public int Position => _index - LengthOfNext;

    private void Advance()
    {
        int index = _index;
        NextEscaped = -1;
        if (index >= _text.Length)
        {
            Next = -1;
            return;
        }
        Next = _text[index++];
        if (Next == '\\')
        {
            if (index >= _text.Length) throw new RegexSyntaxException("bad escape (end of pattern)", _text.Length - 1);
            NextEscaped = _text[index++];
        }
        _index = index;
    }

    public void Seek(int index)
    {
        _index = index;
        Advance();
    }

    /// <summary>Whether the next token is the character; then it is taken.</summary>
    public bool Take(int c)
    {
        if (!Is(c)) return false;
        Advance();
        return true;
    }

    public bool Is(int c) => Next == c && NextEscaped < 0;

    /// <summary>Takes a token.</summary>
    public (int Character, int Escaped) Get()
    {
        (int, int) token = (Next, NextEscaped);
        Advance();
        return token;
    }

    /// <summary>Takes up to so many characters that are of a kind.</summary>
    public string TakeWhile(int most, Func<int, bool> isOne)
    {
        var b = new StringBuilder();
        while (most-- > 0 && Next >= 0 && NextEscaped < 0 && isOne(Next)) b.Append((char)Get().Character);
        return b.ToString();
    }

    public bool NextIsDigit => NextEscaped < 0 && IsDigit(Next);

    public bool NextIsOctal => NextEscaped < 0 && IsOctal(Next);

    public static bool IsDigit(int c) => c is >= '0' and <= '9';

    public static bool IsOctal(int c) => c is >= '0' and <= '7';

    public static bool IsHex(int c) => c is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F';

    /// <summary>Takes what comes up to a character, and that; of how many characters it is.</summary>
    public string TakeUntil(int terminator, string what, out int length)
    {
        var b = new StringBuilder();
        length = 0;
        while (true)
        {
            (int c, int escaped) = Get();
            if (c < 0)
            {
                throw length == 0 ? Error("missing " + what) : Error($"missing {(char)terminator}, unterminated name", length);
            }
            if (c == terminator && escaped < 0)
            {
                if (length == 0) throw Error("missing " + what, 1);
                return b.ToString();
            }
            Append(b, c);
            length++;
            if (escaped < 0) continue;
            Append(b, escaped);
            length++;
        }
    }

    private static void Append(StringBuilder b, int c)
    {
        if (c < 0x10000) b.Append((char)c);
        else b.Append(char.ConvertFromUtf32(c));
    }

    /// <summary>An error so many characters before the next token.</summary>
    public RegexSyntaxException Error(string message, int back = 0)
    {
        if (!IsText) message = Escaped(message);
        return new RegexSyntaxException(message, Position - back);
    }

    private static string Escaped(string message)
    {
        var b = new StringBuilder();
        foreach (char c in message) b.Append(c < 128 ? c.ToString() : c < 256 ? $"\\x{(int)c:x2}" : $"\\u{(int)c:x4}");
        return b.ToString();
    }

    /// <summary>A token as messages show it.</summary>
    public static string Show(int c, int escaped = -1)
    {
        var b = new StringBuilder();
        Append(b, c);
        if (escaped >= 0) Append(b, escaped);
        return b.ToString();
    }

    public static string Quoted(string name) => StringText.Repr(new PyStr(name));

    public static bool IsIdentifier(string name) => Parsing.Identifiers.IsName(name);
}
