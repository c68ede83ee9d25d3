using System.Globalization;
using System.Text.RegularExpressions;

namespace Lua;

public enum TokenKind { Name, Value, Symbol, End }

/// <summary>A name, something with a value (a number, a text, nil, true, false), or a symbol or keyword.</summary>
public readonly record struct Token(TokenKind Kind, string Text, int Line, Value Value = default)
{
    public bool Is(string text) => Kind == TokenKind.Symbol && Text == text;
}

public static partial class Lexer
{
    private static readonly HashSet<string> s_keywords = [.. "and break do else elseif end for function if in local not or repeat return then until while".Split(' ')];

    [GeneratedRegex("""(?<space>\s+|--.*)|(?<word>[\p{L}_]\w*)|(?<number>\d(?:[eE][+-]|[\w.])*)|(?<quote>["'])(?<text>(?:\\.|(?!\k<quote>)[^\\\n])*)(?<end>\k<quote>)?|(?<symbol>[=~<>]=|\.\.|[-+*/%^#<>=(){}[\];:,.])|.""")]
    private static partial Regex Parts();

    /// <exception cref="LuaError">There is something that is no token.</exception>
    public static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        int line = 1;
        foreach (Match part in Parts().Matches(text))
        {
            if (!part.Groups["space"].Success) tokens.Add(Of(part, line));
            line += part.Value.Count(c => c == '\n');
        }
        return [.. tokens, new Token(TokenKind.End, "the end", line)];
    }

    /// <summary>All texts come interned, so names are compared by reference.</summary>
    private static Token Of(Match part, int line)
    {
        string text = string.Intern(part.Value);
        if (part.Groups["symbol"].Success || s_keywords.Contains(text)) return new Token(TokenKind.Symbol, text, line);
        if (text is "nil" or "true" or "false") return new Token(TokenKind.Value, text, line, text == "nil" ? default : Value.Of(text == "true"));
        if (part.Groups["word"].Success) return new Token(TokenKind.Name, text, line);
        if (part.Groups["end"].Success) return new Token(TokenKind.Value, text, line, new Value(string.Intern(Escape().Replace(part.Groups["text"].Value, Unescaped))));
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return new Token(TokenKind.Value, text, line, new Value(number));
        throw new LuaError(new Value(part.Groups["number"].Success ? $"'{text}' is no number" : part.Groups["quote"].Success ? "a text is not finished" : $"'{text}' means nothing"), line);
    }

    [GeneratedRegex(@"\\.")] private static partial Regex Escape();

    private static string Unescaped(Match escape) => escape.Value[1] switch { 'n' => "\n", 't' => "\t", var other => other.ToString() };
}
