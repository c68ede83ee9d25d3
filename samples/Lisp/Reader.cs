// Text to values: numbers, "strings", names, (lists), 'quoted, ; comments.
using System.Globalization;

namespace Lisp;

public sealed class Reader(string text)
{
    private int _at;

    /// <summary>The next value, or null at the end.</summary>
    public Value? Read()
    {
        SkipBlanks();
        if (_at == text.Length) return null;
        char c = text[_at];
        if (c == ')') throw new LispError($"line {Line}: ')' without '('");
        if (c == '(') return ReadList();
        if (c == '"') return ReadText();
        if (c != '\'') return ReadAtom();
        _at++;
        return new Pair(Symbol.Of("quote"), new Pair(Read() ?? throw Unfinished("quote", Line), Symbol.Nil));
    }

    private int Line => text.AsSpan(0, _at).Count('\n') + 1;

    private static LispError Unfinished(string what, int line) => new($"line {line}: {what} is not finished");

    private void SkipBlanks()
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] == ';'))
        {
            if (text[_at] == ';') while (_at < text.Length && text[_at] != '\n') _at++;
            else _at++;
        }
    }

    private Value ReadList()
    {
        int line = Line;
        var items = new List<Value>();
        for (_at++; ; items.Add(Read() ?? throw Unfinished("list", line)))
        {
            SkipBlanks();
            if (_at == text.Length || text[_at] != ')') continue;
            _at++;
            Value list = Symbol.Nil;
            for (int i = items.Count; i-- > 0;) list = new Pair(items[i], list);
            return list;
        }
    }

    private Text ReadText()
    {
        int end = text.IndexOf('"', _at + 1);
        if (end < 0) throw Unfinished("string", Line);
        string value = text[(_at + 1)..end].Replace("\\n", "\n");
        _at = end + 1;
        return new Text(value);
    }

    private Value ReadAtom()
    {
        int start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && "()\";'".IndexOf(text[_at]) < 0) _at++;
        string atom = text[start.._at];
        if (long.TryParse(atom, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) return new Int(whole);
        bool isNumber = char.IsDigit(atom[^1]) || atom[^1] == '.';
        if (isNumber && double.TryParse(atom, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)) return new Real(real);
        return Symbol.Of(atom);
    }
}
