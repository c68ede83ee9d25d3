using System.Globalization;

namespace Patterns;

/// <summary>What a pattern is made of.</summary>
public abstract record Node
{
    public sealed record Chars(CharSet Set, int Only = -1) : Node;
    public sealed record Assertion(Op Op) : Node;
    public sealed record Group(Node Inner, int Number) : Node;
    public sealed record Same(int Number) : Node;
    public sealed record Sequence(Node[] Parts) : Node;
    public sealed record Choice(Node[] Ways) : Node;
    public sealed record Repeat(Node Inner, int Least, int Most, bool IsGreedy) : Node;
}

/// <summary>From text to nodes. Letters, digits and spaces are ASCII's; there are groups, classes, repetition, assertions and references to groups.</summary>
public sealed class Parser(string text)
{
    public const int Unlimited = int.MaxValue;

    private const int MostTimes = 1000;

    private int _at;

    public int Groups { get; private set; }

    /// <exception cref="PatternError">There is something that means nothing.</exception>
    public Node Parse()
    {
        Node node = Choice();
        return _at == text.Length ? node : throw Wrong("')' without '('");
    }

    private bool Has(char c) => _at < text.Length && text[_at] == c;

    private bool Take(char c)
    {
        if (!Has(c)) return false;
        _at++;
        return true;
    }

    private PatternError Wrong(string what) => new($"character {_at + 1}: {what}");

    private char Character() => _at < text.Length ? text[_at++] : throw Wrong("the pattern is not finished");

    private Node Choice()
    {
        List<Node> ways = [Sequence()];
        while (Take('|')) ways.Add(Sequence());
        return ways is [var only] ? only : new Node.Choice([.. ways]);
    }

    private Node Sequence()
    {
        List<Node> parts = [];
        while (_at < text.Length && !Has('|') && !Has(')')) parts.Add(Repeated());
        return parts is [var only] ? only : new Node.Sequence([.. parts]);
    }

    private Node Repeated()
    {
        Node node = Atom();
        while (true)
        {
            (int least, int most) = (1, 1);
            if (Take('*')) (least, most) = (0, Unlimited);
            else if (Take('+')) (least, most) = (1, Unlimited);
            else if (Take('?')) (least, most) = (0, 1);
            else if (Take('{')) (least, most) = Times();
            else return node;
            node = new Node.Repeat(node, least, most, !Take('?'));
        }
    }

    private (int Least, int Most) Times()
    {
        int least = Number(), most = !Take(',') ? least : Has('}') ? Unlimited : Number();
        if (!Take('}')) throw Wrong("'}' is wanted");
        if (most < least || least > MostTimes || most is > MostTimes and not Unlimited) throw Wrong($"so many times cannot be; {MostTimes} is the most");
        return (least, most);
    }

    private int Number()
    {
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        return int.TryParse(text[start.._at], CultureInfo.InvariantCulture, out int number) ? number : throw Wrong("a number is wanted");
    }

    private Node Atom()
    {
        char c = Character();
        switch (c)
        {
            case '.': return new Node.Chars(CharSet.NoNewline);
            case '^': return new Node.Assertion(Op.Start);
            case '$': return new Node.Assertion(Op.End);
            case '[': return new Node.Chars(Class());
            case '(': return Group();
            case '*' or '+' or '?':
                _at--;
                throw Wrong($"nothing stands before '{c}'");
            case '\\':
                char escaped = Character();
                if (escaped == 'b') return new Node.Assertion(Op.Boundary);
                if (escaped is >= '1' and <= '9' && escaped - '0' <= Groups) return new Node.Same(escaped - '0');
                return SetOf(escaped) is { } set ? new Node.Chars(set) : Literal(Escape(escaped));
            default: return Literal(c);
        }
    }

    private static Node Literal(char c) => new Node.Chars(CharSet.Of(c), c);

    private Node Group()
    {
        bool isKept = !Take('?');
        if (!isKept && !Take(':')) throw Wrong("only '(?:' is known");
        int number = isKept ? ++Groups : 0;
        Node inner = Choice();
        if (!Take(')')) throw Wrong("'(' is not closed");
        return isKept ? new Node.Group(inner, number) : inner;
    }

    private CharSet Class()
    {
        bool isTurned = Take('^');
        CharSet? all = null;
        while (!(all is not null && Has(']')))
        {
            char first = Character();
            CharSet? known = first == '\\' ? SetOf(first = Character()) : null;
            if (first != ']' && known is null && text[_at - 2] == '\\') first = Escape(first);
            char last = first;
            if (known is null && Has('-') && _at + 1 < text.Length && text[_at + 1] != ']')
            {
                _at++;
                last = Character();
                if (last == '\\') last = Escape(Character());
                if (last < first) throw Wrong("a range ends before it begins");
            }
            known ??= CharSet.Range(first, last);
            all = all?.Or(known) ?? known;
        }
        _at++;
        return isTurned ? all.Except() : all;
    }

    private static CharSet? SetOf(char escaped) => escaped switch
    {
        'd' => CharSet.Digit,
        'D' => CharSet.Digit.Except(),
        'w' => CharSet.Word,
        'W' => CharSet.Word.Except(),
        's' => CharSet.Space,
        'S' => CharSet.Space.Except(),
        _ => null,
    };

    private char Escape(char escaped) => escaped switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        _ when char.IsAsciiLetterOrDigit(escaped) => throw Wrong($"'\\{escaped}' means nothing"),
        _ => escaped,
    };
}
