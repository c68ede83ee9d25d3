namespace PyLite.Parsing;

// The match statement: soft keywords and patterns.
public sealed partial class Parser
{
    /// <summary>
    /// <c>match</c> is a keyword only where a subject and a block with <c>case</c> follow: the line ends in a colon and the next begins with
    /// <c>case</c>.
    /// </summary>
    private bool IsMatchStatement()
    {
        if (!IsWord(Current, "match")) return false;
        if (!StartsExpression(KindAt(1)) && KindAt(1) != TokenKind.Star) return false;
        int i = _index + 1;
        while (_tokens[i].Kind is not (TokenKind.Newline or TokenKind.EndMarker or TokenKind.Error)) i++;
        if (_tokens[i].Kind != TokenKind.Newline) return false;
        bool isIndented = _tokens[i + 1].Kind == TokenKind.Indent, hasColon = _tokens[i - 1].Kind == TokenKind.Colon;
        Token after = _tokens[isIndented ? i + 2 : i + 1];
        if (IsWord(after, "case") && (isIndented || hasColon)) return true;
        // What follows is no case, but a name beside another is nothing else either.
        return hasColon && KindAt(1) is TokenKind.Name or TokenKind.Number or TokenKind.String;
    }

    private Match MatchStatement()
    {
        Token start = Next();
        Token first = Current;
        Expr subject = StarNamedExpression();
        if (Kind == TokenKind.Comma)
        {
            List<Expr> elements = Elements(subject, TokenKind.Colon);
            subject = new TupleExpr(From(first), elements);
        }
        BlockColon();
        Expect(TokenKind.Newline);
        if (!Accept(TokenKind.Indent))
        {
            throw NoBlock("'match' statement", start);
        }
        var cases = new List<MatchCase>();
        while (!Accept(TokenKind.Dedent))
        {
            if (!IsWord(Current, "case")) throw Unexpected();
            cases.Add(Case());
        }
        BlockSince(10, "Pattern matching is");
        return new Match(From(start), subject, cases);
    }

    private MatchCase Case()
    {
        Token start = Next();
        Pattern pattern = OpenPattern(TokenKind.Colon);
        Expr? guard = Accept(TokenKind.If) ? NamedExpression() : null;
        BlockColon();
        List<Stmt> body = Block("'case' statement", start);
        return new MatchCase(pattern, guard, body);
    }

    /// <summary>A pattern, or a sequence pattern without brackets.</summary>
    private Pattern OpenPattern(TokenKind end)
    {
        Token start = Current;
        Pattern first = StarPattern();
        if (Kind != TokenKind.Comma)
        {
            return first is MatchStar ? throw Unexpected() : first;
        }
        List<Pattern> patterns = PatternList(first, end);
        return new MatchSequence(From(start), patterns);
    }

    private List<Pattern> PatternList(Pattern first, TokenKind end)
    {
        var patterns = new List<Pattern> { first };
        while (Accept(TokenKind.Comma))
        {
            if (Kind == end || Kind == TokenKind.If) break;
            patterns.Add(StarPattern());
        }
        return patterns;
    }

    private Pattern StarPattern()
    {
        Token start = Current;
        if (!Accept(TokenKind.Star)) return AsPattern();
        string name = ExpectName();
        return new MatchStar(From(start), name == "_" ? null : name);
    }

    private Pattern AsPattern()
    {
        Enter();
        Token start = Current;
        Pattern pattern = ClosedPattern();
        if (Kind == TokenKind.Bar)
        {
            var patterns = new List<Pattern> { pattern };
            while (Accept(TokenKind.Bar)) patterns.Add(ClosedPattern());
            pattern = new MatchOr(From(start), patterns);
        }
        if (Accept(TokenKind.As))
        {
            Token target = Current;
            if (target.Kind != TokenKind.Name) throw Fault("invalid pattern target", target.Range);
            string name = ExpectName();
            if (name == "_") throw Fault("cannot use '_' as a target", target.Range);
            pattern = new MatchAs(From(start), pattern, name);
        }
        Leave();
        return pattern;
    }

    private Pattern ClosedPattern()
    {
        Token start = Current;
        switch (start.Kind)
        {
            case TokenKind.NoneKeyword or TokenKind.TrueKeyword or TokenKind.FalseKeyword or TokenKind.String:
                Expr literal = Atom();
                if (literal is JoinedStr) Reject("patterns may only match literals and attribute lookups", literal.Range);
                return new MatchValue(literal.Range, literal);
            case TokenKind.Number or TokenKind.Minus:
                Expr number = SignedNumber();
                return new MatchValue(number.Range, number);
            case TokenKind.LeftParen or TokenKind.LeftBracket:
                return BracketedPattern();
            case TokenKind.LeftBrace:
                return MappingPattern();
            case TokenKind.Name:
                return NamePattern();
            default:
                throw Unexpected();
        }
    }

    private Expr SignedNumber()
    {
        Token start = Current;
        bool negative = Accept(TokenKind.Minus);
        if (Kind != TokenKind.Number) throw Unexpected();
        Expr number = Atom();
        Expr real = negative ? new UnaryOp(From(start), UnaryOperator.Negative, number) : number;
        if (Kind is not (TokenKind.Plus or TokenKind.Minus)) return real;
        if (IsImaginary(number)) throw Fault("real number required in complex literal", real.Range);
        BinaryOperator sign = Next().Kind == TokenKind.Plus ? BinaryOperator.Add : BinaryOperator.Subtract;
        if (Kind != TokenKind.Number) throw Unexpected();
        Expr imaginary = Atom();
        if (!IsImaginary(imaginary)) throw Fault("imaginary number required in complex literal", imaginary.Range);
        return new BinOp(From(start), real, sign, imaginary);
    }

    private static bool IsImaginary(Expr number) => number is Constant { Value: System.Numerics.Complex };

    private Pattern BracketedPattern()
    {
        Token start = Next();
        TokenKind end = start.Kind == TokenKind.LeftParen ? TokenKind.RightParen : TokenKind.RightBracket;
        if (Accept(end)) return new MatchSequence(From(start), []);
        Pattern first = StarPattern();
        bool group = end == TokenKind.RightParen && Kind != TokenKind.Comma && first is not MatchStar;
        List<Pattern> patterns = PatternList(first, end);
        Expect(end);
        return group ? first : new MatchSequence(From(start), patterns);
    }

    private Pattern NamePattern()
    {
        Token start = Current;
        string name = ExpectName();
        if (Kind is not (TokenKind.Dot or TokenKind.LeftParen)) return new MatchAs(start.Range, null, name == "_" ? null : name);
        Expr value = new Name(start.Range, name);
        while (Accept(TokenKind.Dot))
        {
            string attribute = ExpectName();
            value = new AttributeExpr(From(start), value, attribute);
        }
        return Kind == TokenKind.LeftParen ? ClassPattern(start, value) : new MatchValue(value.Range, value);
    }

    private MatchClass ClassPattern(Token start, Expr type)
    {
        Next();
        var patterns = new List<Pattern>();
        var names = new List<string>();
        var named = new List<Pattern>();
        while (Kind != TokenKind.RightParen)
        {
            if (Kind == TokenKind.Name && KindAt(1) == TokenKind.Equal)
            {
                names.Add(ExpectName());
                Next();
                named.Add(AsPattern());
            }
            else
            {
                Pattern pattern = AsPattern();
                if (names.Count > 0) throw Fault("positional patterns follow keyword patterns", pattern.Range);
                patterns.Add(pattern);
            }
            if (!Accept(TokenKind.Comma)) break;
        }
        Expect(TokenKind.RightParen);
        return new MatchClass(From(start), type, patterns, names, named);
    }

    private MatchMapping MappingPattern()
    {
        Token start = Next();
        var keys = new List<Expr>();
        var patterns = new List<Pattern>();
        string? rest = null;
        while (Kind != TokenKind.RightBrace)
        {
            if (Accept(TokenKind.StarStar))
            {
                if (IsWord(Current, "_")) throw Unexpected();
                rest = ExpectName();
                if (Accept(TokenKind.Comma) && Kind != TokenKind.RightBrace) throw Unexpected();
                break;
            }
            else
            {
                keys.Add(MappingKey());
                Expect(TokenKind.Colon);
                patterns.Add(AsPattern());
            }
            if (!Accept(TokenKind.Comma)) break;
        }
        Expect(TokenKind.RightBrace);
        if (keys.Exists(key => key is JoinedStr)) Reject("mapping pattern keys may only match literals and attribute lookups", From(start));
        return new MatchMapping(From(start), keys, patterns, rest);
    }

    private Expr MappingKey()
    {
        Token start = Current;
        if (Kind is TokenKind.Number or TokenKind.Minus) return SignedNumber();
        if (Kind != TokenKind.Name) return Atom();
        Expr value = new Name(start.Range, ExpectName());
        while (Accept(TokenKind.Dot))
        {
            string attribute = ExpectName();
            value = new AttributeExpr(From(start), value, attribute);
        }
        if (value is Name) throw Unexpected();
        return value;
    }
}
