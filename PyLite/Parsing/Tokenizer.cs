using System.Globalization;
using PyLite.Compiling;

namespace PyLite.Parsing;

/// <summary>
/// Splits a source text into tokens, with indentation as CPython's tokenizer sees it. A fault ends the list with an
/// <see cref="TokenKind.Error"/> token and stands in <see cref="Error"/>: the parser may find an earlier one first.
/// </summary>
public sealed class Tokenizer
{
    private const int MaxIndents = 100;
    private const int MaxParens = 200;

    private readonly string _text;
    private readonly int _end;
    private readonly bool _inFString;
    private readonly int[] _indents = new int[MaxIndents];
    private readonly int[] _altIndents = new int[MaxIndents];
    private readonly Token[] _parens = new Token[MaxParens];
    private Token[] _tokens = new Token[256];
    private int _count;
    private int _pos;
    private int _line;
    private int _lineStart;
    private int _indentTop;
    private int _level;
    private int _comment = -1;

    /// <summary>Tokenizes a whole file. Line ends must be <c>\n</c>.</summary>
    public Tokenizer(string text) : this(text, 0, text.Length, 1, 0, false) { }

    /// <summary>Tokenizes the expression in an f-string's braces, in place: <paramref name="lineStart"/> is where its line begins.</summary>
    public Tokenizer(string text, int start, int end, int line, int lineStart, bool inFString)
    {
        _text = text;
        _pos = start;
        _end = end;
        _line = line;
        _lineStart = lineStart;
        _inFString = inFString;
        if (!inFString) return;
        // The braces count as brackets.
        _parens[0] = new Token(TokenKind.LeftParen, start, start, line, start - lineStart, line, start - lineStart, 0);
        _level = 1;
    }

    /// <summary>The fault that ended tokenizing, if one did.</summary>
    public PySyntaxException? Error { get; private set; }

    /// <summary>The innermost bracket that is open at the end of the text.</summary>
    public Token? Unclosed { get; private set; }

    /// <summary>The fault is that the text ends inside a string or after a backslash.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>What is wrong is told only where the parser comes to it: margins, and backslashes at a line's end.</summary>
    public bool IsToldLast => !_inFString && Error is { IsTokenizers: false };

    /// <summary>Where to put what is allowed but doubtful.</summary>
    public SourceWarnings? Warnings { get; init; }

    /// <summary>Comments that give types are tokens, where this is set.</summary>
    public bool ReadsTypeComments { get; init; }

    /// <inheritdoc cref="SyntaxTree.TypeIgnores"/>
    public List<(int Line, string Tag)> TypeIgnores { get; } = [];

    public string Text => _text;

    /// <summary>All tokens; the last is <see cref="TokenKind.EndMarker"/> or <see cref="TokenKind.Error"/>.</summary>
    public Token[] Run()
    {
        try
        {
            if (_inFString) FStringTokens();
            else FileTokens();
        }
        catch (PySyntaxException e)
        {
            Error = e;
            Add(TokenKind.Error, _pos, _pos);
        }
        Array.Resize(ref _tokens, _count);
        return _tokens;
    }

    private void FStringTokens()
    {
        while (SkipBlanks(true)) ReadToken();
        if (_level > 1) throw Unclosing();
        Add(TokenKind.EndMarker, _pos, _pos);
    }

    private void FileTokens()
    {
        while (true)
        {
            if (!ReadIndentation()) break;
            while (SkipBlanks(_level > 0)) ReadToken();
            if (_pos >= _end)
            {
                if (_level > 0)
                {
                    Unclosed = _parens[_level - 1];
                    Add(TokenKind.Error, _pos, _pos);
                    return;
                }
                AddNewline();
                break;
            }
            AddNewline();
            NextLine();
        }
        if (_pos > _lineStart)
        {
            _line++;
            _lineStart = _pos;
        }
        for (; _indentTop > 0; _indentTop--) Add(TokenKind.Dedent, _pos, _pos);
        Add(TokenKind.EndMarker, _pos, _pos);
    }

    /// <summary>The end of a line begins where the comment before it does.</summary>
    private void AddNewline()
    {
        int start = _comment >= 0 ? _comment : _pos;
        Add(new Token(TokenKind.Newline, start, Math.Min(_pos + 1, _end), _line, start - _lineStart, _line, _pos - _lineStart, _level));
    }

    private void NextLine()
    {
        _comment = -1;
        _pos++;
        _line++;
        _lineStart = _pos;
    }

    private void Add(TokenKind kind, int start, int end) => Add(kind, start, end, _line, end - _lineStart);

    private void Add(TokenKind kind, int start, int end, int endLine, int endColumn) =>
        Add(new Token(kind, start, end, _line, start - _lineStart, endLine, endColumn, _level));

    private void Add(Token token)
    {
        if (_count == _tokens.Length) Array.Resize(ref _tokens, _count * 2);
        _tokens[_count++] = token;
    }

    /// <summary>Stands at a line's start: skips blank lines, then emits Indent or Dedent. False at the end of the text.</summary>
    private bool ReadIndentation()
    {
        while (true)
        {
            int column = 0;
            int alternate = 0;
            // Of a line that a backslash continues, the first part with a margin counts.
            int margin = 0;
            for (; _pos < _end; _pos++)
            {
                char c = _text[_pos];
                if (c == ' ') { column++; alternate++; }
                else if (c == '\t') { column = (column / 8 + 1) * 8; alternate++; }
                else if (c == '\f') column = alternate = 0;
                else if (c == '\\' && _pos + 1 < _end && _text[_pos + 1] == '\n')
                {
                    if (_pos + 2 >= _end) throw EndFault(_pos + 1);
                    if (margin == 0) margin = column;
                    _pos++;
                    NextLine();
                    _pos--;
                    column = alternate = 0;
                }
                else break;
            }
            if (margin > 0) column = alternate = margin;
            if (_pos >= _end) return false;
            if (_text[_pos] == '#' && SkipComment()) AddNewline();
            if (_pos >= _end) return false;
            if (_text[_pos] == '\n')
            {
                NextLine();
                continue;
            }
            Indent(column, alternate);
            return true;
        }
    }

    private void Indent(int column, int alternate)
    {
        int top = _indents[_indentTop];
        if (column == top)
        {
            if (alternate != _altIndents[_indentTop]) throw TabFault();
        }
        else if (column > top)
        {
            if (_indentTop + 1 >= MaxIndents) throw LineFault(SyntaxErrorKind.IndentationError, "too many levels of indentation");
            if (alternate <= _altIndents[_indentTop]) throw TabFault();
            _indents[++_indentTop] = column;
            _altIndents[_indentTop] = alternate;
            Add(TokenKind.Indent, _pos, _pos);
        }
        else
        {
            while (_indentTop > 0 && column < _indents[_indentTop])
            {
                _indentTop--;
                Add(TokenKind.Dedent, _pos, _pos);
            }
            if (column != _indents[_indentTop])
            {
                int lineEnd = LineEnd(_pos);
                throw new PySyntaxException(SyntaxErrorKind.IndentationError, "unindent does not match any outer indentation level",
                    new SourceRange(_line, lineEnd - _lineStart, _line, -2));
            }
            if (alternate != _altIndents[_indentTop]) throw TabFault();
        }
    }

    private PySyntaxException TabFault() => LineFault(SyntaxErrorKind.TabError, "inconsistent use of tabs and spaces in indentation");

    /// <summary>Something is wrong with the beginning of the line.</summary>
    private PySyntaxException LineFault(SyntaxErrorKind kind, string message) => new(kind, message, new SourceRange(_line, 0, _line, -1));

    private int LineEnd(int from)
    {
        int end = _text.IndexOf('\n', from);
        return end < 0 ? _text.Length : end;
    }

    /// <summary>To the line's end. True where the comment gives a type, and was made a token.</summary>
    private bool SkipComment()
    {
        int start = _pos;
        while (_pos < _end && _text[_pos] != '\n') _pos++;
        if (!ReadsTypeComments || TypeIn(start) is not { } type) return false;
        const string Ignore = "ignore";
        ReadOnlySpan<char> text = _text.AsSpan(type, _pos - type);
        if (text.StartsWith(Ignore, StringComparison.Ordinal) && (text.Length == Ignore.Length || (text[Ignore.Length] < 128 && !char.IsAsciiLetterOrDigit(text[Ignore.Length]))))
        {
            TypeIgnores.Add((_line, text[Ignore.Length..].ToString()));
            return false;
        }
        Add(TokenKind.TypeComment, type, _pos);
        return true;
    }

    /// <summary>Where the type begins in a comment <c># type: …</c>; null of any other comment.</summary>
    private int? TypeIn(int comment)
    {
        int at = AfterBlanks(comment + 1);
        if (string.CompareOrdinal(_text, at, "type:", 0, 5) != 0) return null;
        at = AfterBlanks(at + 5);
        return at <= _pos ? at : null;
    }

    private int AfterBlanks(int at)
    {
        while (at < _pos && _text[at] is ' ' or '\t') at++;
        return at;
    }

    /// <summary>To the next token. False at the end of the text or, outside brackets, of the line.</summary>
    private bool SkipBlanks(bool inBrackets)
    {
        while (_pos < _end)
        {
            char c = _text[_pos];
            if (c is ' ' or '\t' or '\f') _pos++;
            else if (c == '#')
            {
                if (_inFString) throw Fault("f-string expression part cannot include '#'", _pos);
                int comment = _pos;
                if (!SkipComment()) _comment = comment;
            }
            else if (c == '\n')
            {
                if (!inBrackets) return false;
                NextLine();
            }
            else if (c == '\\')
            {
                if (_inFString) throw Fault("f-string expression part cannot include a backslash", _pos);
                IsIncomplete = _pos + 2 >= _end && (_pos + 1 >= _end || _text[_pos + 1] == '\n');
                if (_pos + 1 >= _end) throw EndFault(_pos + 1);
                if (_text[_pos + 1] != '\n') throw new PySyntaxException(SyntaxErrorKind.SyntaxError, "unexpected character after line continuation character", new SourceRange(_line, _pos + 1 - _lineStart, _line, -1));
                _pos++;
                NextLine();
                if (_pos >= _end) throw EndFault(_pos);
            }
            else return true;
        }
        return false;
    }

    private void ReadToken()
    {
        char c = _text[_pos];
        if (IsIdentifierStart(c)) ReadName();
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) ReadNumber();
        else if (c is '"' or '\'') ReadString(_pos);
        else ReadOperator(c);
    }

    private char Peek(int ahead) => _pos + ahead < _end ? _text[_pos + ahead] : '\0';

    /// <summary>What begins a name as far as one char tells; <see cref="ReadName"/> looks at the code points.</summary>
    private static bool IsIdentifierStart(char c) => c < 128 ? char.IsAsciiLetter(c) || c == '_' : char.IsSurrogate(c) || Identifiers.IsStart(c);

    private static bool IsIdentifierPart(char c) => c < 128 ? char.IsAsciiLetterOrDigit(c) || c == '_' : char.IsSurrogate(c) || Identifiers.IsPart(c);

    private void ReadName()
    {
        int start = _pos;
        while (_pos < _end && IsIdentifierPart(_text[_pos])) _pos++;
        if (_pos < _end && _text[_pos] is '"' or '\'' && _pos - start <= 2 && IsStringPrefix(_text.AsSpan(start, _pos - start)))
        {
            ReadString(start);
            return;
        }
        for (int i = start; i < _pos; i++)
        {
            if (char.IsSurrogate(_text[i]))
            {
                int c = Identifiers.CodePoint(_text, i);
                if (!(i == start ? Identifiers.IsStart(c) : Identifiers.IsPart(c))) throw InvalidCharacter(i, c);
                i++;
            }
        }
        Add(Keyword(_text.AsSpan(start, _pos - start)), start, _pos);
    }

    private static bool IsStringPrefix(ReadOnlySpan<char> prefix)
    {
        if (prefix.Length == 1) return (prefix[0] | 32) is 'r' or 'b' or 'f' or 'u';
        char a = (char)(prefix[0] | 32);
        char b = (char)(prefix[1] | 32);
        return (a, b) is ('r', 'b') or ('b', 'r') or ('r', 'f') or ('f', 'r');
    }

    private static TokenKind Keyword(ReadOnlySpan<char> word) => word switch
    {
        "False" => TokenKind.FalseKeyword,
        "None" => TokenKind.NoneKeyword,
        "True" => TokenKind.TrueKeyword,
        "and" => TokenKind.And,
        "as" => TokenKind.As,
        "assert" => TokenKind.Assert,
        "async" => TokenKind.Async,
        "await" => TokenKind.Await,
        "break" => TokenKind.Break,
        "class" => TokenKind.Class,
        "continue" => TokenKind.Continue,
        "def" => TokenKind.Def,
        "del" => TokenKind.Del,
        "elif" => TokenKind.Elif,
        "else" => TokenKind.Else,
        "except" => TokenKind.Except,
        "finally" => TokenKind.Finally,
        "for" => TokenKind.For,
        "from" => TokenKind.From,
        "global" => TokenKind.Global,
        "if" => TokenKind.If,
        "import" => TokenKind.Import,
        "in" => TokenKind.In,
        "is" => TokenKind.Is,
        "lambda" => TokenKind.Lambda,
        "nonlocal" => TokenKind.Nonlocal,
        "not" => TokenKind.Not,
        "or" => TokenKind.Or,
        "pass" => TokenKind.Pass,
        "raise" => TokenKind.Raise,
        "return" => TokenKind.Return,
        "try" => TokenKind.Try,
        "while" => TokenKind.While,
        "with" => TokenKind.With,
        "yield" => TokenKind.Yield,
        _ => TokenKind.Name,
    };

    private void ReadNumber()
    {
        int start = _pos;
        if (_text[_pos] == '0' && (Peek(1) | 32) is 'x' or 'o' or 'b')
        {
            ReadRadixNumber(start, (char)(Peek(1) | 32));
            return;
        }
        bool isFloat = false;
        if (_text[_pos] != '.') ReadDigits();
        int integerEnd = _pos;
        if (Peek(0) == '.')
        {
            isFloat = true;
            _pos++;
            if (char.IsAsciiDigit(Peek(0))) ReadDigits();
        }
        if ((Peek(0) | 32) == 'e' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isFloat = true;
            _pos += Peek(1) is '+' or '-' ? 2 : 1;
            ReadDigits();
        }
        else if ((Peek(0) | 32) == 'e' && Peek(1) is '+' or '-')
        {
            throw Fault("invalid decimal literal", _pos + 1);
        }
        if ((Peek(0) | 32) == 'j')
        {
            _pos++;
            EndOfNumber("imaginary");
            Add(TokenKind.Number, start, _pos);
            return;
        }
        EndOfNumber("decimal");
        if (!isFloat && _text[start] == '0')
        {
            for (int i = start; i < integerEnd; i++)
            {
                if (_text[i] is '0' or '_') continue;
                throw new PySyntaxException(SyntaxErrorKind.SyntaxError,
                    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                    new SourceRange(_line, start - _lineStart, _line, start - _lineStart + (i - start)))
                {
                    IsTokenizers = true,
                };
            }
        }
        Add(TokenKind.Number, start, _pos);
    }

    private void ReadDigits()
    {
        while (true)
        {
            while (char.IsAsciiDigit(Peek(0))) _pos++;
            if (Peek(0) != '_') return;
            _pos++;
            if (!char.IsAsciiDigit(Peek(0))) throw Fault("invalid decimal literal", _pos - 1);
        }
    }

    private void ReadRadixNumber(int start, char radix)
    {
        string name = radix switch { 'x' => "hexadecimal", 'o' => "octal", _ => "binary" };
        _pos += 2;
        do
        {
            if (Peek(0) == '_') _pos++;
            if (!IsDigit(Peek(0), radix))
            {
                if (char.IsAsciiDigit(Peek(0))) throw Fault($"invalid digit '{Peek(0)}' in {name} literal", _pos);
                throw Fault($"invalid {name} literal", _pos - 1);
            }
            while (IsDigit(Peek(0), radix)) _pos++;
        }
        while (Peek(0) == '_');
        if (char.IsAsciiDigit(Peek(0))) throw Fault($"invalid digit '{Peek(0)}' in {name} literal", _pos);
        EndOfNumber(name);
        Add(TokenKind.Number, start, _pos);
    }

    private static bool IsDigit(char c, char radix) => radix switch
    {
        'x' => char.IsAsciiHexDigit(c),
        'o' => c is >= '0' and <= '7',
        _ => c is '0' or '1',
    };

    /// <summary>A number must not run into a name, except into a keyword that may follow an operand.</summary>
    private void EndOfNumber(string name)
    {
        if (Peek(0) >= 128 || !IsIdentifierStart(Peek(0))) return;
        int end = _pos;
        while (end < _end && IsIdentifierPart(_text[end])) end++;
        TokenKind kind = Keyword(_text.AsSpan(_pos, end - _pos));
        if (kind is TokenKind.And or TokenKind.Else or TokenKind.For or TokenKind.If or TokenKind.In or TokenKind.Is or TokenKind.Or or TokenKind.Not)
        {
            Warnings?.Add(SourceWarningKind.TokenWarning, $"invalid {name} literal", new SourceRange(_line, _pos - 1 - _lineStart, _line, _pos - 1 - _lineStart));
            return;
        }
        throw Fault($"invalid {name} literal", _pos - 1);
    }

    private void ReadString(int start)
    {
        int startLine = _line;
        int startLineStart = _lineStart;
        char quote = _text[_pos];
        int quotes = Peek(1) == quote && Peek(2) == quote ? 3 : 1;
        _pos += quotes;
        int run = 0;
        while (run < quotes)
        {
            if (_pos >= _end || (_text[_pos] == '\n' && quotes == 1))
            {
                int detected = _pos >= _end && _pos > 0 && _text[_pos - 1] == '\n' ? _line - 1 : _line;
                string what = quotes == 3 ? "unterminated triple-quoted string literal" : "unterminated string literal";
                int column = start - startLineStart;
                IsIncomplete = quotes == 3 || (_pos >= _end && (_text[_end - 1] == '\n' ? _text.AsSpan(0, _end - 1) : _text.AsSpan(0, _end)).EndsWith('\\'));
                throw new PySyntaxException(SyntaxErrorKind.SyntaxError, $"{what} (detected at line {detected})",
                    new SourceRange(startLine, column, startLine, column))
                {
                    IsTokenizers = true,
                };
            }
            char c = _text[_pos++];
            if (c == quote)
            {
                run++;
                continue;
            }
            run = 0;
            if (c == '\\' && _pos < _end) c = _text[_pos++];
            if (c == '\n')
            {
                _line++;
                _lineStart = _pos;
            }
        }
        Add(new Token(TokenKind.String, start, _pos, startLine, start - startLineStart, _line, _pos - _lineStart, _level));
    }

    private void ReadOperator(char c)
    {
        int start = _pos;
        (TokenKind kind, int length) = Operator(c, Peek(1), Peek(2));
        switch (kind)
        {
            case TokenKind.Error when !_inFString && c is '$' or '?' or '!' or '`' or '<':
                kind = TokenKind.Other;
                break;
            case TokenKind.Error:
                throw c == '!' ? InvalidSyntax(_pos, _pos + 1) : InvalidCharacter(_pos, c);
            case TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace:
                if (_level >= MaxParens) throw Fault("too many nested parentheses", _pos);
                _parens[_level++] = new Token(kind, start, start + 1, _line, start - _lineStart, _line, start - _lineStart + 1, 0);
                break;
            case TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace:
                Close(c);
                break;
            default:
                break;
        }
        _pos += length;
        Add(kind, start, _pos);
    }

    private void Close(char c)
    {
        if (_level == 0) throw Fault($"unmatched '{c}'", _pos);
        Token open = _parens[_level - 1];
        char expected = open.Kind switch { TokenKind.LeftParen => ')', TokenKind.LeftBracket => ']', _ => '}' };
        if (c != expected)
        {
            string where = open.Line != _line ? $" on line {open.Line}" : "";
            throw Fault($"closing parenthesis '{c}' does not match opening parenthesis '{_text[open.Start]}'{where}", _pos);
        }
        _level--;
    }

    private static (TokenKind Kind, int Length) Operator(char c, char next, char third) => c switch
    {
        '(' => (TokenKind.LeftParen, 1),
        ')' => (TokenKind.RightParen, 1),
        '[' => (TokenKind.LeftBracket, 1),
        ']' => (TokenKind.RightBracket, 1),
        '{' => (TokenKind.LeftBrace, 1),
        '}' => (TokenKind.RightBrace, 1),
        ':' => next == '=' ? (TokenKind.ColonEqual, 2) : (TokenKind.Colon, 1),
        ',' => (TokenKind.Comma, 1),
        ';' => (TokenKind.Semicolon, 1),
        '.' => next == '.' && third == '.' ? (TokenKind.Ellipsis, 3) : (TokenKind.Dot, 1),
        '~' => (TokenKind.Tilde, 1),
        '@' => next == '=' ? (TokenKind.AtEqual, 2) : (TokenKind.At, 1),
        '=' => next == '=' ? (TokenKind.EqualEqual, 2) : (TokenKind.Equal, 1),
        '+' => next == '=' ? (TokenKind.PlusEqual, 2) : (TokenKind.Plus, 1),
        '-' => next == '=' ? (TokenKind.MinusEqual, 2) : next == '>' ? (TokenKind.Arrow, 2) : (TokenKind.Minus, 1),
        '*' => next == '*'
            ? (third == '=' ? (TokenKind.StarStarEqual, 3) : (TokenKind.StarStar, 2))
            : next == '=' ? (TokenKind.StarEqual, 2) : (TokenKind.Star, 1),
        '/' => next == '/'
            ? (third == '=' ? (TokenKind.SlashSlashEqual, 3) : (TokenKind.SlashSlash, 2))
            : next == '=' ? (TokenKind.SlashEqual, 2) : (TokenKind.Slash, 1),
        '%' => next == '=' ? (TokenKind.PercentEqual, 2) : (TokenKind.Percent, 1),
        '&' => next == '=' ? (TokenKind.AmpersandEqual, 2) : (TokenKind.Ampersand, 1),
        '|' => next == '=' ? (TokenKind.BarEqual, 2) : (TokenKind.Bar, 1),
        '^' => next == '=' ? (TokenKind.CaretEqual, 2) : (TokenKind.Caret, 1),
        '<' => next == '<'
            ? (third == '=' ? (TokenKind.LeftShiftEqual, 3) : (TokenKind.LeftShift, 2))
            : next == '=' ? (TokenKind.LessEqual, 2) : next == '>' ? (TokenKind.Error, 2) : (TokenKind.Less, 1),
        '>' => next == '>'
            ? (third == '=' ? (TokenKind.RightShiftEqual, 3) : (TokenKind.RightShift, 2))
            : next == '=' ? (TokenKind.GreaterEqual, 2) : (TokenKind.Greater, 1),
        '!' => next == '=' ? (TokenKind.NotEqual, 2) : (TokenKind.Error, 1),
        _ => (TokenKind.Error, 1),
    };

    private PySyntaxException InvalidCharacter(int at, int codePoint)
    {
        var rune = new System.Text.Rune(codePoint);
        bool printable = System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
        string code = codePoint.ToString("X4", CultureInfo.InvariantCulture);
        return codePoint < 128 && printable
            ? InvalidSyntax(at, codePoint == '<' ? at + 2 : at + 1)
            : Fault(printable ? $"invalid character '{rune}' (U+{code})" : $"invalid non-printable character U+{code}", at);
    }

    private PySyntaxException Unclosing()
    {
        Token open = _parens[_level - 1];
        return new PySyntaxException(SyntaxErrorKind.SyntaxError, $"'{_text[open.Start]}' was never closed", open.Range);
    }

    private PySyntaxException InvalidSyntax(int start, int end) =>
        new(SyntaxErrorKind.SyntaxError, "invalid syntax", new SourceRange(_line, start - _lineStart, _line, end - _lineStart));

    private PySyntaxException EndFault(int at) =>
        new(SyntaxErrorKind.SyntaxError, "unexpected EOF while parsing", new SourceRange(_line, at - _lineStart, _line, -2));

    private PySyntaxException Fault(string message, int at) =>
        new(SyntaxErrorKind.SyntaxError, message, new SourceRange(_line, at - _lineStart, _line, at - _lineStart)) { IsTokenizers = true };
}
