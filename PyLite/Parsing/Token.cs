using PyLite.Compiling;

namespace PyLite.Parsing;

/// <summary>Every kind of token; keywords and operators have one each, so that the parser compares numbers.</summary>
public enum TokenKind : byte
{
    EndMarker, Newline, Indent, Dedent, Name, Number, String, TypeComment, Error,

    FalseKeyword, NoneKeyword, TrueKeyword, And, As, Assert, Async, Await, Break, Class, Continue, Def, Del, Elif, Else, Except, Finally,
    For, From, Global, If, Import, In, Is, Lambda, Nonlocal, Not, Or, Pass, Raise, Return, Try, While, With, Yield,

    LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace, Colon, Comma, Semicolon, Dot, Ellipsis, Arrow, At, Equal,
    ColonEqual, Plus, Minus, Star, StarStar, Slash, SlashSlash, Percent, Ampersand, Bar, Caret, Tilde, LeftShift, RightShift,
    Less, Greater, LessEqual, GreaterEqual, EqualEqual, NotEqual,
    PlusEqual, MinusEqual, StarEqual, SlashEqual, SlashSlashEqual, PercentEqual, AtEqual, AmpersandEqual, BarEqual, CaretEqual,
    LeftShiftEqual, RightShiftEqual, StarStarEqual,

    /// <summary>A character that is an operator to no rule: <c>$</c>, <c>?</c>, <c>!</c>, <c>`</c>, and <c>&lt;&gt;</c>.</summary>
    Other,
}

/// <summary>A token: its place in the source, and how deep it stands in brackets (after itself).</summary>
public readonly record struct Token(TokenKind Kind, int Start, int End, int Line, int Column, int EndLine, int EndColumn, int Level)
{
    public SourceRange Range => new(Line, Column, EndLine, EndColumn);
}
