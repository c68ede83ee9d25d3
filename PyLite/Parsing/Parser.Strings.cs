using System.Globalization;
using System.Text;
using PyLite.Compiling;

namespace PyLite.Parsing;

// String, bytes and f-string literals.
public sealed partial class Parser
{
    private const int MaxFStringDepth = 2;

    /// <summary>One or more literals side by side.</summary>
    private Expr Strings()
    {
        Token first = Current;
        int count = 0;
        bool anyBytes = false;
        bool anyText = false;
        bool anyFormatted = false;
        while (KindAt(count) == TokenKind.String)
        {
            Prefix(_tokens[_index + count], out bool isBytes, out _, out bool isFormatted);
            anyBytes |= isBytes;
            anyText |= !isBytes;
            anyFormatted |= isFormatted;
            count++;
        }
        int start = _index;
        _index += count;
        SourceRange range = From(first);
        if (anyBytes && anyText) throw Fault("cannot mix bytes and nonbytes literals", Current.Range);
        if (anyBytes)
        {
            var bytes = new List<byte>();
            for (int i = start; i < start + count; i++) DecodeBytes(_tokens[i], bytes);
            return new Constant(range, bytes.ToArray());
        }
        var text = new StringBuilder();
        bool isUnicode = _text[first.Start] == 'u';
        if (!anyFormatted)
        {
            if (count == 1) return new Constant(range, DecodeText(_tokens[start]), isUnicode);
            for (int i = start; i < start + count; i++) text.Append(DecodeText(_tokens[i]));
            return new Constant(range, text.ToString(), isUnicode);
        }
        var parts = new List<Expr>();
        for (int i = start; i < start + count; i++)
        {
            Token token = _tokens[i];
            int contentStart = Prefix(token, out _, out bool isRaw, out bool isFormatted);
            if (!isFormatted)
            {
                text.Append(DecodeText(token));
                continue;
            }
            int quotes = _text[token.End - 1] == _text[contentStart] && IsTriple(contentStart, token.End) ? 3 : 1;
            int at = contentStart + quotes;
            FStringParts(token, ref at, token.End - quotes, isRaw, 0, text, parts, range);
        }
        if (text.Length > 0) parts.Add(new Constant(range, text.ToString()));
        return new JoinedStr(range, parts);
    }

    private bool IsTriple(int quote, int end) => end - quote >= 6 && _text[quote + 1] == _text[quote] && _text[quote + 2] == _text[quote];

    /// <summary>Reads the letters before the quote and returns the quote's position.</summary>
    private int Prefix(Token token, out bool isBytes, out bool isRaw, out bool isFormatted)
    {
        isBytes = isRaw = isFormatted = false;
        int at = token.Start;
        for (; _text[at] is not ('"' or '\''); at++)
        {
            switch (_text[at] | 32)
            {
                case 'b': isBytes = true; break;
                case 'r': isRaw = true; break;
                case 'f': isFormatted = true; break;
                default: break;
            }
        }
        return at;
    }

    private string DecodeText(Token token)
    {
        int quote = Prefix(token, out _, out bool isRaw, out _);
        int quotes = IsTriple(quote, token.End) ? 3 : 1;
        int start = quote + quotes;
        int length = token.End - quotes - start;
        if (isRaw || _text.AsSpan(start, length).IndexOf('\\') < 0) return _text.Substring(start, length);
        var result = new StringBuilder(length);
        DecodeEscapes(token, start, start + length, result);
        return result.ToString();
    }

    private void DecodeEscapes(Token token, int start, int end, StringBuilder result)
    {
        bool hasWarned = false;
        for (int at = start; at < end;)
        {
            char c = _text[at++];
            if (c != '\\')
            {
                result.Append(c);
                continue;
            }
            if (at == end)
            {
                // What stands behind it belongs to the field of an f-string.
                result.Append('\\');
                if (!hasWarned) WarnOfEscape(token, _text[at]);
                return;
            }
            c = _text[at++];
            switch (c)
            {
                case '\n': break;
                case '\\' or '\'' or '"': result.Append(c); break;
                case 'a': result.Append('\a'); break;
                case 'b': result.Append('\b'); break;
                case 'f': result.Append('\f'); break;
                case 'n': result.Append('\n'); break;
                case 'r': result.Append('\r'); break;
                case 't': result.Append('\t'); break;
                case 'v': result.Append('\v'); break;
                case >= '0' and <= '7':
                    AppendCodePoint(result, Octal(c, ref at, end, token, ref hasWarned));
                    break;
                case 'x': AppendCodePoint(result, HexEscape(2, start, ref at, end, "truncated \\xXX escape")); break;
                case 'u': AppendCodePoint(result, HexEscape(4, start, ref at, end, "truncated \\uXXXX escape")); break;
                case 'U': AppendCodePoint(result, HexEscape(8, start, ref at, end, "truncated \\UXXXXXXXX escape")); break;
                case 'N':
                    bool isOpen = at < end && _text[at] == '{';
                    int close = isOpen ? _text.IndexOf('}', at, end - at) : -1;
                    int named = close < 0 ? -1 : UnicodeNames.Find(_text[(at + 1)..close]);
                    if (named >= 0)
                    {
                        AppendCodePoint(result, named);
                        at = close + 1;
                        break;
                    }
                    if (isOpen && close < 0) throw EscapeFault(start, at - 2, end, "malformed \\N character escape");
                    if (isOpen && close == at + 1) throw EscapeFault(start, at - 2, close, "malformed \\N character escape");
                    throw EscapeFault(start, at - 2, isOpen ? close + 1 : at, isOpen ? "unknown Unicode character name" : "malformed \\N character escape");
                default:
                    result.Append('\\').Append(c);
                    if (!hasWarned) WarnOfEscape(token, c);
                    hasWarned = true;
                    break;
            }
        }
    }

    /// <summary>The place behind a token, where CPython has read it and looks into it.</summary>
    private static SourceRange After(Token token) => new(token.Range.EndLine, token.Range.EndColumn, token.Range.EndLine, token.Range.EndColumn);

    private void WarnOfEscape(Token token, char c) =>
        _warnings?.Add(SourceWarningKind.DeprecationWarning, $"invalid escape sequence '\\{c}'", token.Range);

    private static void AppendCodePoint(StringBuilder result, int codePoint)
    {
        if (codePoint < 0x10000) result.Append((char)codePoint);
        else result.Append(char.ConvertFromUtf32(codePoint));
    }

    private int Octal(char first, ref int at, int end, Token token, ref bool hasWarned)
    {
        int value = first - '0';
        for (int i = 0; i < 2 && at < end && _text[at] is >= '0' and <= '7'; i++) value = value * 8 + (_text[at++] - '0');
        if (value > 0xff && !hasWarned)
        {
            _warnings?.Add(SourceWarningKind.DeprecationWarning, $"invalid octal escape sequence '\\{_text.AsSpan(at - 3, 3)}'", token.Range);
            hasWarned = true;
        }
        return value;
    }

    private int HexEscape(int digits, int start, ref int at, int end, string fault)
    {
        int escape = at - 2;
        int from = at;
        while (at < end && at - from < digits && char.IsAsciiHexDigit(_text[at])) at++;
        if (at - from < digits) throw EscapeFault(start, escape, at, fault);
        uint value = uint.Parse(_text.AsSpan(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (value > 0x10FFFF) throw EscapeFault(start, escape, at, "illegal Unicode character");
        return (int)value;
    }

    private PySyntaxException EscapeFault(int start, int from, int to, string fault) =>
        Fault($"(unicode error) 'unicodeescape' codec can't decode bytes in position {EscapedLength(start, from)}-{EscapedLength(start, to) - 1}: {fault}", Current.Range);

    /// <summary>How many bytes CPython's decoder has read: it gets what is not ASCII as \UXXXXXXXX.</summary>
    private int EscapedLength(int from, int to)
    {
        int length = 0;
        for (int i = from; i < to; i++)
        {
            if (char.IsLowSurrogate(_text[i])) continue;
            length += _text[i] < 128 ? 1 : 10;
            // A backslash before such a character is written as an escape itself.
            if (_text[i] == '\\' && i + 1 < to && _text[i + 1] >= 128) length += 5;
            else if (_text[i] == '\\' && ++i < to) length += _text[i] < 128 ? 1 : 10;
        }
        return length;
    }

    private void DecodeBytes(Token token, List<byte> result)
    {
        int quote = Prefix(token, out _, out bool isRaw, out _);
        int quotes = IsTriple(quote, token.End) ? 3 : 1;
        int start = quote + quotes;
        int end = token.End - quotes;
        bool hasWarned = false;
        for (int at = start; at < end;)
        {
            char c = _text[at++];
            if (c >= 128) throw Fault("bytes can only contain ASCII literal characters", token.Range);
            if (c != '\\' || isRaw)
            {
                result.Add((byte)c);
                continue;
            }
            c = _text[at++];
            switch (c)
            {
                case '\n': break;
                case '\\' or '\'' or '"': result.Add((byte)c); break;
                case 'a': result.Add(7); break;
                case 'b': result.Add(8); break;
                case 'f': result.Add(12); break;
                case 'n': result.Add(10); break;
                case 'r': result.Add(13); break;
                case 't': result.Add(9); break;
                case 'v': result.Add(11); break;
                case >= '0' and <= '7': result.Add((byte)Octal(c, ref at, end, token, ref hasWarned)); break;
                case 'x':
                    if (end - at < 2 || !char.IsAsciiHexDigit(_text[at]) || !char.IsAsciiHexDigit(_text[at + 1]))
                        throw Fault($"(value error) invalid \\x escape at position {at - 2 - start}", After(token));
                    result.Add(byte.Parse(_text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    at += 2;
                    break;
                default:
                    result.Add((byte)'\\');
                    result.Add((byte)c);
                    if (!hasWarned) WarnOfEscape(token, c);
                    hasWarned = true;
                    break;
            }
        }
    }

    // ---- f-strings

    /// <summary>
    /// Reads literal text and <c>{...}</c> parts up to <paramref name="end"/>, or, inside a format specification (depth 1), to its closing
    /// brace, which stays. Text that is not yet an expression of its own collects in <paramref name="text"/>.
    /// </summary>
    private void FStringParts(Token token, ref int at, int end, bool isRaw, int depth, StringBuilder text, List<Expr> parts, SourceRange range)
    {
        while (at < end)
        {
            int start = at;
            while (at < end && _text[at] is not ('{' or '}'))
            {
                // \N{...} is one escape, braces included.
                if (!isRaw && _text[at] == '\\' && at + 2 < end && _text[at + 1] == 'N' && _text[at + 2] == '{')
                {
                    int close = _text.IndexOf('}', at, end - at);
                    at = close < 0 ? end : close + 1;
                }
                else if (!isRaw && _text[at] == '\\' && at + 1 < end) at += _text[at + 1] is '{' or '}' ? 1 : 2;
                else at++;
            }
            if (isRaw) text.Append(_text, start, at - start);
            else DecodeEscapes(token, start, at, text);
            if (at >= end) return;
            char brace = _text[at];
            if (depth == 0 && at + 1 < end && _text[at + 1] == brace)
            {
                text.Append(brace);
                at += 2;
                continue;
            }
            if (brace == '}')
            {
                if (depth > 0) return;
                throw Fault("f-string: single '}' is not allowed", Current.Range);
            }
            at++;
            Expr value = Replacement(token, ref at, end, isRaw, depth, text, range);
            if (text.Length > 0)
            {
                parts.Add(new Constant(range, text.ToString()));
                text.Clear();
            }
            parts.Add(value);
        }
    }

    /// <summary>After <c>{</c>: the expression, <c>=</c>, conversion and format specification, and the closing brace.</summary>
    private Expr Replacement(Token token, ref int at, int end, bool isRaw, int depth, StringBuilder text, SourceRange range)
    {
        if (depth >= MaxFStringDepth) throw Fault("f-string: expressions nested too deeply", Current.Range);
        int start = at;
        int stop = ReplacementExpressionEnd(ref at, end);
        if (at >= end) throw Fault("f-string: expecting '}'", Current.Range);
        if (!_text.AsSpan(start, stop - start).ContainsAnyExcept(" \t\n\f\r")) throw Fault(_text[at] is '!' or ':' or '=' ? $"f-string: expression required before '{_text[at]}'" : "f-string: empty expression not allowed", Current.Range);
        Expr value = FStringExpression(token, start, stop);

        char conversion = '\0';
        bool debug = false;
        if (_text[at] == '=')
        {
            Since(8, "f-string: self documenting expressions are");
            debug = true;
            at++;
            while (at < end && char.IsWhiteSpace(_text[at])) at++;
            text.Append(_text, start, at - start);
            if (at >= end) throw Fault("f-string: expecting '}'", Current.Range);
        }
        if (_text[at] == '!')
        {
            at++;
            if (at >= end) throw Fault("f-string: expecting '}'", Current.Range);
            conversion = _text[at++];
            if (conversion is not ('s' or 'r' or 'a'))
            {
                throw Fault("f-string: invalid conversion character: expected 's', 'r', or 'a'", Current.Range);
            }
        }
        Expr? spec = null;
        if (at < end && _text[at] == ':')
        {
            at++;
            var specText = new StringBuilder();
            var specParts = new List<Expr>();
            FStringParts(token, ref at, end, isRaw, depth + 1, specText, specParts, range);
            if (specText.Length > 0) specParts.Add(new Constant(token.Range, specText.ToString()));
            spec = new JoinedStr(token.Range, specParts);
        }
        if (at >= end || _text[at] != '}') throw Fault("f-string: expecting '}'", Current.Range);
        at++;
        if (debug && spec is null && conversion == '\0') conversion = 'r';
        return new FormattedValue(range, value, conversion, spec);
    }

    /// <summary>Finds where the expression ends, at <c>!</c>, <c>:</c>, <c>=</c> or <c>}</c> outside brackets and strings.</summary>
    private int ReplacementExpressionEnd(ref int at, int end)
    {
        var open = new Stack<char>();
        for (; at < end; at++)
        {
            char c = _text[at];
            switch (c)
            {
                case '\\':
                    throw Fault("f-string expression part cannot include a backslash", Current.Range);
                case '#':
                    throw Fault("f-string expression part cannot include '#'", Current.Range);
                case '"' or '\'':
                    SkipNestedString(ref at, end, c);
                    continue;
                case '(' or '[' or '{':
                    open.Push(c);
                    continue;
                case ')' or ']' or '}' when open.Count > 0:
                    char expected = open.Pop() switch { '(' => ')', '[' => ']', _ => '}' };
                    if (c == expected) continue;
                    char opening = expected switch { ')' => '(', ']' => '[', _ => '{' };
                    throw Fault($"f-string: closing parenthesis '{c}' does not match opening parenthesis '{opening}'", Current.Range);
                case ')' or ']':
                    throw Fault($"f-string: unmatched '{c}'", Current.Range);
                case '}' or ':' when open.Count == 0:
                    return at;
                case '!' or '=' or '<' or '>' when open.Count == 0:
                    char next = at + 1 < end ? _text[at + 1] : '\0';
                    if (next == '=') at++;
                    else if (c is '!' or '=') return at;
                    continue;
                default:
                    continue;
            }
        }
        if (open.Count > 0) throw Fault($"f-string: unmatched '{open.Peek()}'", Current.Range);
        return at;
    }

    private void SkipNestedString(ref int at, int end, char quote)
    {
        int quotes = at + 2 < end && _text[at + 1] == quote && _text[at + 2] == quote ? 3 : 1;
        int from = at + quotes;
        int close = from <= end ? _text.IndexOf(new string(quote, quotes), from, end - from, StringComparison.Ordinal) : -1;
        if (close < 0) throw Fault("f-string: unterminated string", Current.Range);
        if (_text.AsSpan(at, close - at).Contains('\\')) throw Fault("f-string expression part cannot include a backslash", Current.Range);
        at = close + quotes - 1;
    }

    /// <summary>Parses the expression where it stands, as if it were in parentheses.</summary>
    private Expr FStringExpression(Token token, int start, int end)
    {
        int line = token.Line;
        int lineStart = token.Start - token.Column;
        for (int i = token.Start; i < start; i++)
        {
            if (_text[i] != '\n') continue;
            line++;
            lineStart = i + 1;
        }
        var parser = new Parser(new Tokenizer(_text, start, end, line, lineStart, true) { Warnings = _warnings }, _fileName) { _depth = _depth, _warnings = _warnings, _version = _version };
        try
        {
            Expr result;
            if (parser.Kind == TokenKind.Yield) result = parser.YieldExpression();
            else
            {
                if (parser.Kind == TokenKind.StarStar) throw Fault("cannot use double starred expression here", parser.Current.Range);
                result = parser.StarNamedExpression();
                if (parser.IsComprehension())
                {
                    result = new Comprehension(InBraces(line, lineStart, start, end), ComprehensionKind.Generator, result, null, parser.ComprehensionFors());
                }
                else if (parser.Kind == TokenKind.Comma)
                {
                    List<Expr> elements = parser.Elements(result, TokenKind.EndMarker);
                    result = new TupleExpr(InBraces(line, lineStart, start, end), elements);
                }
            }
            if (parser.Kind != TokenKind.EndMarker) throw parser.Unexpected();
            _rejected ??= parser._rejected;
            if (result is Starred) throw Fault("cannot use starred expression here", result.Range);
            return result;
        }
        catch (PySyntaxException inner) when (inner.SourceLine is null)
        {
            PySyntaxException fault = parser._tokenizer.Error ?? inner;
            // CPython counts columns from the brace, but where the line ends behind that.
            int first = start;
            while (first < end && _text[first] is ' ' or '\t' or '\f') first++;
            bool isOnNextLine = first == end || _text[first] == '\n';
            int shift = !isOnNextLine ? 1 - (start - lineStart) : line == token.Line ? -token.Column : 0;
            string[] lines = $"({_text[start..end]})\n".Split('\n');
            int at = Math.Clamp(fault.Range.Line - line, 0, lines.Length - 2);
            // Where the text ends, CPython has a parenthesis.
            bool isAtEnd = fault.Range == parser.Current.Range && parser.Kind == TokenKind.EndMarker;
            throw new PySyntaxException(fault.Kind, fault.IsTokenizers ? fault.Message : "f-string: " + fault.Message, new SourceRange(fault.Range.Line,
                fault.Range.Column + shift, fault.Range.EndLine, fault.Range.EndColumn + shift + (isAtEnd ? 1 : 0)))
            {
                SourceLine = lines[at] + (at == lines.Length - 2 ? "\n" : ""),
                IsTokenizers = fault.IsTokenizers,
            };
        }
    }

    /// <summary>CPython reads what is in braces in parentheses, which belong to a tuple and a generator expression.</summary>
    private SourceRange InBraces(int line, int lineStart, int start, int end)
    {
        int endLine = line, endLineStart = lineStart;
        for (int i = start; i < end; i++)
        {
            if (_text[i] != '\n') continue;
            endLine++;
            endLineStart = i + 1;
        }
        return new SourceRange(line, Math.Max(start - 1 - lineStart, 0), endLine, end + 1 - endLineStart);
    }
}
