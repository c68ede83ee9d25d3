using System.Text;
using PyLite.Compiling;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Parsing;

/// <summary>
/// Python 3.11's grammar by recursive descent: a source text becomes a tree, or a <see cref="PySyntaxException"/> in CPython's words.
/// </summary>
/// <remarks>
/// One file a part of the grammar. Faults follow CPython's order of precedence: a fault of the tokenizer further down, or a bracket that
/// is never closed, explains more than what the parser stumbled over, and replaces it.
/// </remarks>
public sealed partial class Parser
{
    private const int MaxDepth = 2000;

    private readonly string _text;
    private readonly string _fileName;
    private readonly Tokenizer _tokenizer;
    private readonly Token[] _tokens;
    private int _index;

    /// <summary>The second of two expressions side by side is read: no more is said of such.</summary>
    private bool _seeksNoComma;
    private int _depth;
    private SourceWarnings? _warnings;
    private PySyntaxException? _rejected;

    private Parser(Tokenizer tokenizer, string fileName)
    {
        _tokenizer = tokenizer;
        _text = tokenizer.Text;
        _fileName = fileName;
        _tokens = tokenizer.Run();
    }

    /// <summary>A module, the text given to <c>exec</c>, or what is typed at the prompt. Line ends must be <c>\n</c>.</summary>
    public static List<Stmt> ParseModule(string text, string fileName, CompileMode mode = CompileMode.Module, CompileOptions options = CompileOptions.None,
        SourceWarnings? warnings = null) =>
        Parse(text, fileName, options, warnings, parser => mode == CompileMode.Single ? parser.Interactive(options) : parser.File());

    /// <summary>The text given to <c>eval</c>.</summary>
    public static Expr ParseExpression(string text, string fileName, CompileOptions options = CompileOptions.None, SourceWarnings? warnings = null) =>
        Parse(text, fileName, options, warnings, parser => parser.Eval());

    /// <summary>The type of a function, as comments give it.</summary>
    public static (List<Expr> Arguments, Expr Returns) ParseFunctionType(string text, string fileName) =>
        Parse(text, fileName, CompileOptions.None, null, parser => parser.FunctionType());

    /// <summary>The tree of a text, with what the compiler is to say of it.</summary>
    public static SyntaxTree ParseTree(string text, string fileName, CompileMode mode, CompileOptions options, SourceWarnings? warnings, int version) =>
        Parse(text, fileName, options, warnings, version: version, rule: parser => mode == CompileMode.Eval
            ? new SyntaxTree(null, parser.Eval()) { Rejected = parser._rejected }
            : new SyntaxTree(mode == CompileMode.Single ? parser.Interactive(options) : parser.File(), null)
            {
                Rejected = parser._rejected,
                TypeIgnores = parser._tokenizer.TypeIgnores,
            });

    private static T Parse<T>(
        string text, string fileName, CompileOptions options, SourceWarnings? warnings, Func<Parser, T> rule, int version = NewestVersion)
    {
        var parser = new Parser(new Tokenizer(text) { Warnings = warnings, ReadsTypeComments = (options & CompileOptions.ReadsTypeComments) != 0 }, fileName) { _warnings = warnings, _version = version };
        try
        {
            return rule(parser);
        }
        catch (PySyntaxException fault)
        {
            PySyntaxException telling = parser.MostTelling(fault);
            if ((options & CompileOptions.MayBeIncomplete) != 0 && parser.IsIncomplete(telling))
                telling = Fault("incomplete input", telling.Range);
            telling.FileName = fileName;
            if (telling != parser._tokenizer.Error && telling.SourceLine is null)
            {
                int seen = parser.Kind == TokenKind.Error ? int.MaxValue : Math.Max(parser.Current.Line, telling.Range.EndLine);
                telling.SeenLine = Math.Min(seen, text.AsSpan().Count('\n'));
            }
            telling.SourceLine ??= LineOf(text, telling.Range.Line);
            throw telling;
        }
    }

    /// <summary>What is wrong is only that the text ends.</summary>
    private bool IsIncomplete(PySyntaxException fault) => _tokenizer.IsIncomplete
        || (_tokenizer.Error == null && (IsAtEnd || _tokenizer.Unclosed != null))
        || fault.Message == "incomplete input";

    private bool IsAtEnd
    {
        get
        {
            int ahead = 0;
            while (KindAt(ahead) == TokenKind.Dedent) ahead++;
            return KindAt(ahead) == TokenKind.EndMarker;
        }
    }

    private PySyntaxException MostTelling(PySyntaxException fault)
    {
        bool isRead = Kind == TokenKind.Error || (fault.IsGeneric && (_tokenizer.Error ?? (object?)_tokenizer.Unclosed) != null && ReadsToError());
        if (_tokenizer.Error is { } error && (isRead || !_tokenizer.IsToldLast)) return error;
        if (_tokenizer.Unclosed is { } open && (isRead || Current.Line > open.Line))
            return new PySyntaxException(SyntaxErrorKind.SyntaxError, $"'{_text[open.Start]}' was never closed", open.Range with { EndLine = open.Line, EndColumn = -1 });
        return fault;
    }

    /// <summary>Whether operands that follow one another without an operator were read, in search of a missing comma, up to where no token could be made.</summary>
    private bool ReadsToError()
    {
        int begin = _index;
        bool isRead = false;
        try
        {
            while (!isRead && _index > 0 && IsOperandsEnd(Previous.Kind) && !(Previous.Kind == TokenKind.Name && Kind == TokenKind.String))
            {
                int before = _index;
                Expression();
                isRead = Kind == TokenKind.Error;
                if (_index == before) break;
            }
        }
        catch (PySyntaxException)
        {
            isRead = Kind == TokenKind.Error;
        }
        _index = begin;
        return isRead;
    }

    private static bool IsOperandsEnd(TokenKind kind) => kind is TokenKind.Name or TokenKind.Number or TokenKind.String or TokenKind.TrueKeyword or TokenKind.FalseKeyword
        or TokenKind.NoneKeyword or TokenKind.Ellipsis or TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace;

    /// <summary>A line of the text, from 1, with its newline.</summary>
    public static string LineOf(string text, int line)
    {
        int start = 0;
        for (int i = 1; i < line; i++)
        {
            int next = text.IndexOf('\n', start);
            if (next < 0) return "";
            start = next + 1;
        }
        int end = text.IndexOf('\n', start);
        return end < 0 ? text[start..] : text[start..(end + 1)];
    }

    private List<Stmt> File()
    {
        var body = new List<Stmt>();
        while (Kind != TokenKind.EndMarker) Statement(body);
        return body;
    }

    private Expr Eval()
    {
        while (Kind == TokenKind.Indent) throw Unexpected();
        Expr result = Expressions();
        while (Kind == TokenKind.Newline) Next();
        if (Kind != TokenKind.EndMarker) throw Unexpected();
        return result;
    }

    /// <summary>One statement, or several on a line.</summary>
    private List<Stmt> Interactive(CompileOptions options)
    {
        var body = new List<Stmt>();
        if (Kind == TokenKind.EndMarker) throw Unexpected();
        Statement(body);
        if (Kind != TokenKind.EndMarker)
        {
            // After a block there must be an empty line; after another statement its line's end is what is shown.
            if (body[^1] is If or For or While or With or Try or Match or FunctionDef or ClassDef) throw Unexpected();
            throw Fault("multiple statements found while compiling a single statement", Previous.Range);
        }
        bool isBlock = _index >= 2 && Previous.Kind == TokenKind.Dedent;
        if (isBlock && (options & CompileOptions.BlocksEndWithLine) != 0 && _text[^1] != '\n') throw Fault("incomplete input", Current.Range);
        return body;
    }

    private (List<Expr> Arguments, Expr Returns) FunctionType()
    {
        Expect(TokenKind.LeftParen);
        var arguments = new List<Expr>();
        while (Kind != TokenKind.RightParen)
        {
            if (!Accept(TokenKind.StarStar)) Accept(TokenKind.Star);
            arguments.Add(Expression());
            if (!Accept(TokenKind.Comma)) break;
        }
        Expect(TokenKind.RightParen);
        Expect(TokenKind.Arrow);
        Expr returns = Expression();
        while (Kind == TokenKind.Newline) Next();
        return Kind == TokenKind.EndMarker ? (arguments, returns) : throw Unexpected();
    }

    // ---- tokens

    private Token Current => _tokens[_index];

    private TokenKind Kind => _tokens[_index].Kind;

    private Token Previous => _tokens[_index - 1];

    private TokenKind KindAt(int ahead) => _index + ahead < _tokens.Length ? _tokens[_index + ahead].Kind : TokenKind.EndMarker;

    private Token Next() => _tokens[_index++];

    private bool Accept(TokenKind kind)
    {
        if (Kind != kind) return false;
        _index++;
        return true;
    }

    private Token Expect(TokenKind kind) => Kind == kind ? Next() : throw Unexpected();

    /// <summary>The token must be there, and CPython says so: <c>expected ':'</c>.</summary>
    private void Require(TokenKind kind, string text)
    {
        if (!Accept(kind)) throw Fault($"expected '{text}'", Current.Range);
    }

    /// <summary>The text of a name or keyword. Names that look alike to Unicode's compatibility form (NFKC) are the same name.</summary>
    private string TextOf(Token token)
    {
        string text = _text.Substring(token.Start, token.End - token.Start);
        if (Ascii.IsValid(text)) return text;
        return PyStr.FromCodePoints(UnicodeProperties.Normalize(new PyStr(text).ToPoints(), compatible: true, compose: true)).Value;
    }

    private bool IsWord(Token token, string word) =>
        token.Kind == TokenKind.Name && _text.AsSpan(token.Start, token.End - token.Start).SequenceEqual(word);

    /// <summary>What the comment here says of a type; null where there is none.</summary>
    private string? TypeComment()
    {
        if (Kind != TokenKind.TypeComment) return null;
        Token token = Next();
        return _text[token.Start..token.End];
    }

    private string ExpectName() => TextOf(Expect(TokenKind.Name));

    // ---- ranges

    /// <summary>From a token to the last one read; line ends and indentation do not count.</summary>
    private SourceRange From(Token start)
    {
        int last = _index - 1;
        while (_tokens[last].Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent) last--;
        return new SourceRange(start.Line, start.Column, _tokens[last].EndLine, _tokens[last].EndColumn);
    }

    private SourceRange From(Node start) => start.Range with { EndLine = Previous.EndLine, EndColumn = Previous.EndColumn };

    private static SourceRange Join(SourceRange start, SourceRange end) => start with { EndLine = end.EndLine, EndColumn = end.EndColumn };

    // ---- faults

    /// <summary>What CPython's parser accepts and its compiler does not.</summary>
    private void Reject(string message, SourceRange range) => _rejected ??= Fault(message, range);

    private static PySyntaxException Fault(string message, SourceRange range) => new(SyntaxErrorKind.SyntaxError, message, range);

    private PySyntaxException Unexpected()
    {
        Token token = Current;
        // After an operand "not" can only begin "not in": what is wrong is what follows.
        if (token.Kind == TokenKind.Not && _index > 0 && KindAt(1) != TokenKind.In) token = _tokens[_index + 1];
        return token.Kind switch
        {
            TokenKind.Indent => new PySyntaxException(SyntaxErrorKind.IndentationError, "unexpected indent", IndentRange(token)),
            TokenKind.Dedent => new PySyntaxException(SyntaxErrorKind.IndentationError, "unexpected unindent", IndentRange(token)),
            _ => new PySyntaxException(SyntaxErrorKind.SyntaxError, "invalid syntax", token.Range) { IsGeneric = true },
        };
    }

    /// <summary>CPython points before the text, where no marker is shown.</summary>
    private static SourceRange IndentRange(Token token) => new(token.Line, Math.Max(token.Column - 1, 0), token.Line, -2);

    private void Enter()
    {
        if (++_depth > MaxDepth) throw TooDeep();
    }

    private static PySyntaxException TooDeep() =>
        new(SyntaxErrorKind.RecursionError, "maximum recursion depth exceeded during compilation", default) { HasNoPlace = true };

    private void Leave() => _depth--;
}
