using System.Text;

namespace MetaTracer.Trace;

/// <summary>Splits one line of a trace's text into words, quoted names and punctuation. What follows <c>#</c> is a comment.</summary>
internal sealed class TraceScanner(string line, int number)
{
    private int _position;

    public bool AtEnd => Peek == '\0';

    /// <summary>The next character that is no space; NUL at the end.</summary>
    public char Peek
    {
        get
        {
            while (_position < line.Length && char.IsWhiteSpace(line[_position])) _position++;
            return _position >= line.Length || line[_position] == '#' ? '\0' : line[_position];
        }
    }

    /// <summary>No space and not the end comes next.</summary>
    public bool AtWord => _position < line.Length && !char.IsWhiteSpace(line[_position]);

    public string Rest => AtEnd ? "" : line[_position..];

    public TraceFormatException Error(string problem) => new(number, problem);

    public bool Accept(char c)
    {
        if (Peek != c) return false;
        _position++;
        return true;
    }

    public void Expect(char c)
    {
        if (!Accept(c)) throw Error($"expected '{c}' at '{Rest}'");
    }

    public bool AcceptWord(string word)
    {
        if (AtEnd || !line.AsSpan(_position).StartsWith(word)) return false;
        _position += word.Length;
        return true;
    }

    /// <summary>Letters, digits and what numbers and simple names contain.</summary>
    public string Word()
    {
        char first = Peek;
        int start = _position;
        while (_position < line.Length && (char.IsAsciiLetterOrDigit(line[_position]) || line[_position] is '_' or '.' or '-' or '+' or ':')) _position++;
        if (_position == start) throw Error($"expected a word at '{(first == '\0' ? "the end of the line" : Rest)}'");
        return line[start.._position];
    }

    /// <summary>A name: plain, or in single quotes.</summary>
    public string Name()
    {
        if (Peek == '\'') return Quoted('\'');
        int start = _position;
        while (_position < line.Length && (char.IsAsciiLetterOrDigit(line[_position]) || "_.[]<>`+~$/".Contains(line[_position]))) _position++;
        if (_position == start) throw Error($"expected a name at '{Rest}'");
        return line[start.._position];
    }

    public string String() => Quoted('"');

    private string Quoted(char quote)
    {
        var text = new StringBuilder();
        for (_position++; _position < line.Length; _position++)
        {
            char c = line[_position];
            if (c == quote)
            {
                _position++;
                return text.ToString();
            }
            if (c == '\\' && _position + 1 < line.Length) c = line[++_position] switch { 'n' => '\n', 'r' => '\r', var other => other };
            text.Append(c);
        }
        throw Error("a quote is not closed");
    }
}
