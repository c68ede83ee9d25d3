using System.Globalization;

namespace Lua;

public enum TokenKind
{
    Name, Number, Text, Keyword, Symbol, End,
}

public readonly record struct Token(TokenKind Kind, string Text, double Number, int Line)
{
    public bool Is(string text) => Kind is TokenKind.Keyword or TokenKind.Symbol && Text == text;
}

public static class Lexer
{
    private static readonly HashSet<string> s_keywords =
    [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
    ];

    private static readonly string[] s_symbols = ["==", "~=", "<=", ">=", "..", "+", "-", "*", "/", "%", "^", "#", "<", ">", "=", "(", ")", "{", "}", "[", "]", ";", ":", ",", "."];

    /// <exception cref="LuaError">There is something that is no token.</exception>
    public static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        int line = 1, at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (c == '\n') line++;
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith("--"))
            {
                while (at < text.Length && text[at] != '\n') at++;
            }
            else if (char.IsLetter(c) || c == '_')
            {
                int start = at;
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_')) at++;
                // Names are compared by reference: each is one object.
                string word = string.Intern(text[start..at]);
                tokens.Add(new Token(s_keywords.Contains(word) ? TokenKind.Keyword : TokenKind.Name, word, 0, line));
            }
            else if (char.IsDigit(c))
            {
                int start = at;
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '.' || text[at] is '+' or '-' && text[at - 1] is 'e' or 'E')) at++;
                if (!double.TryParse(text[start..at], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) throw new LuaError(new Value($"'{text[start..at]}' is no number"), line);
                tokens.Add(new Token(TokenKind.Number, "", number, line));
            }
            else if (c is '"' or '\'')
            {
                tokens.Add(new Token(TokenKind.Text, string.Intern(Quoted(text, ref at, line)), 0, line));
            }
            else
            {
                string symbol = Array.Find(s_symbols, known => string.CompareOrdinal(text, at, known, 0, known.Length) == 0) ?? throw new LuaError(new Value($"'{c}' means nothing"), line);
                tokens.Add(new Token(TokenKind.Symbol, symbol, 0, line));
                at += symbol.Length;
            }
        }
        tokens.Add(new Token(TokenKind.End, "the end", 0, line));
        return tokens;
    }

    private static string Quoted(string text, ref int at, int line)
    {
        char quote = text[at++];
        var result = new System.Text.StringBuilder();
        for (; at < text.Length && text[at] != quote && text[at] != '\n'; at++)
        {
            if (text[at] != '\\') result.Append(text[at]);
            else result.Append(text[++at] switch { 'n' => '\n', 't' => '\t', var other => other });
        }
        if (at == text.Length || text[at] != quote) throw new LuaError(new Value("a text is not finished"), line);
        at++;
        return result.ToString();
    }
}
