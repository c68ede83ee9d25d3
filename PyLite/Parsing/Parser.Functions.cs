namespace PyLite.Parsing;

// Parameter lists, functions, classes and decorators.
public sealed partial class Parser
{
    /// <summary>Parameters up to <paramref name="end"/>, which stays: of a lambda (no annotations) or of a function.</summary>
    private Arguments Parameters(TokenKind end, bool annotations)
    {
        var result = new Arguments();
        bool star = false;
        bool slash = false;
        while (Kind != end)
        {
            Token start = Current;
            Arg? last = null;
            if (result.VarKeywords is not null)
                throw Fault(result.VarKeywords is { } && Kind is TokenKind.Name or TokenKind.Star or TokenKind.StarStar or TokenKind.Slash
                    ? "arguments cannot follow var-keyword argument" : "invalid syntax", Current.Range);
            if (Accept(TokenKind.Slash))
            {
                if (slash) throw Fault("/ may appear only once", start.Range);
                if (star) throw Fault("/ must be ahead of *", start.Range);
                if (result.Positional.Count == 0)
                {
                    if (Kind == TokenKind.Comma) throw Fault("at least one argument must precede /", start.Range);
                    _index--;
                    throw Unexpected();
                }
                Since(8, "Positional-only parameters are");
                slash = true;
                result.PositionalOnly.AddRange(result.Positional);
                result.Positional.Clear();
                if (Kind == TokenKind.Star) throw Fault("expected comma between / and *", Current.Range);
            }
            else if (Accept(TokenKind.StarStar))
            {
                result.VarKeywords = last = Parameter(annotations);
                if (Kind == TokenKind.Equal) throw Fault("var-keyword argument cannot have default value", Current.Range);
            }
            else if (Accept(TokenKind.Star))
            {
                if (star) throw Fault("* argument may appear only once", start.Range);
                star = true;
                if (Kind == TokenKind.Comma)
                {
                    if (KindAt(1) == TokenKind.TypeComment) throw Fault("bare * has associated type comment", From(start));
                    TokenKind after = KindAt(1);
                    if (after == end || after == TokenKind.StarStar)
                        throw Fault("named arguments must follow bare *", annotations ? start.Range : _tokens[_index + 1].Range);
                }
                else if (Kind == end) throw Fault("named arguments must follow bare *", annotations ? start.Range : Current.Range);
                else
                {
                    result.VarArgs = last = Parameter(annotations, true);
                    if (Kind == TokenKind.Equal) throw Fault("var-positional argument cannot have default value", Current.Range);
                }
            }
            else
            {
                Arg parameter = last = Parameter(annotations);
                Expr? value = null;
                if (Accept(TokenKind.Equal))
                {
                    if (Kind == end && !annotations) throw Unexpected();
                    if (Kind == end || Kind == TokenKind.Comma) throw Fault("expected default value expression", Previous.Range);
                    value = Expression();
                }
                if (star)
                {
                    result.KeywordOnly.Add(parameter);
                    result.KeywordDefaults.Add(value);
                }
                else
                {
                    if (value is null && result.Defaults.Count > 0) throw Fault("non-default argument follows default argument", start.Range);
                    result.Positional.Add(parameter);
                    if (value is not null) result.Defaults.Add(value);
                }
            }
            if (last is not null && KindAt(1) == end) last.TypeComment = TypeComment();
            if (Kind == end) break;
            Expect(TokenKind.Comma);
            if (last is not null) last.TypeComment = TypeComment();
        }
        return result;
    }

    private Arg Parameter(bool annotations, bool mayBeStarred = false)
    {
        Token start = Current;
        if (start.Kind == TokenKind.LeftParen)
        {
            int at = _index;
            Next();
            while (Kind is TokenKind.Name or TokenKind.Comma) Next();
            if (Kind == TokenKind.RightParen)
            {
                Next();
                throw Fault(annotations ? "Function parameters cannot be parenthesized" : "Lambda expression parameters cannot be parenthesized",
                    From(start));
            }
            _index = at;
        }
        string name = ExpectName();
        Expr? annotation = null;
        if (annotations && Accept(TokenKind.Colon)) annotation = mayBeStarred && Kind == TokenKind.Star ? StarExpression() : Expression();
        return new Arg(From(start), name, annotation);
    }

    private List<Expr> Decorators()
    {
        var result = new List<Expr>();
        while (Accept(TokenKind.At))
        {
            result.Add(NamedExpression());
            Expect(TokenKind.Newline);
        }
        return result;
    }

    private Stmt Decorated()
    {
        List<Expr> decorators = Decorators();
        return Kind switch
        {
            TokenKind.Class => ClassStatement(decorators),
            TokenKind.Async when KindAt(1) == TokenKind.Def => FunctionStatement(decorators),
            TokenKind.Def => FunctionStatement(decorators),
            _ => throw Unexpected(),
        };
    }

    private FunctionDef FunctionStatement(List<Expr> decorators)
    {
        Token start = Current;
        bool isAsync = Accept(TokenKind.Async);
        Token def = Expect(TokenKind.Def);
        string name = ExpectName();
        Require(TokenKind.LeftParen, "(");
        Arguments args = Parameters(TokenKind.RightParen, true);
        Expect(TokenKind.RightParen);
        if (Kind == TokenKind.Arrow && KindAt(1) == TokenKind.Colon) throw Fault("expected ':'", Current.Range);
        Expr? returns = Accept(TokenKind.Arrow) ? Expression() : null;
        Require(TokenKind.Colon, ":");
        string? comment = FunctionComment();
        List<Stmt> body = Block("function definition", def);
        if (isAsync) BlockSince(5, "Async functions are");
        return new FunctionDef(From(start), name, args, body, decorators, returns, isAsync) { TypeComment = comment };
    }

    /// <summary>The comment that gives a function's type stands behind the colon, or alone on the next line.</summary>
    private string? FunctionComment()
    {
        bool isNext = Kind == TokenKind.Newline && KindAt(1) == TokenKind.TypeComment && KindAt(2) == TokenKind.Newline && KindAt(3) == TokenKind.Indent;
        if (isNext) Next();
        string? comment = TypeComment();
        if (comment is not null && !isNext && Kind == TokenKind.Newline && KindAt(1) == TokenKind.TypeComment && KindAt(2) == TokenKind.Newline && KindAt(3) == TokenKind.Indent)
            throw Fault("Cannot have two type comments on def", _tokens[_index + 3].Range);
        return comment;
    }

    private ClassDef ClassStatement(List<Expr> decorators)
    {
        Token start = Expect(TokenKind.Class);
        string name = ExpectName();
        var bases = new List<Expr>();
        var keywords = new List<Keyword>();
        if (Kind == TokenKind.LeftParen)
        {
            int first = _index + 1;
            var call = (Call)CallArguments(Current, new Name(start.Range, name));
            if (call.Args is [Comprehension { Kind: ComprehensionKind.Generator }] && _tokens[first].Kind != TokenKind.LeftParen)
            {
                // Of a call it would be the argument; a list of bases is none.
                while (_tokens[first].Kind is not (TokenKind.For or TokenKind.Async)) first++;
                _index = first;
                throw Unexpected();
            }
            bases = call.Args;
            keywords = call.Keywords;
        }
        BlockColon();
        List<Stmt> body = Block("class definition", start);
        return new ClassDef(From(start), name, bases, keywords, body, decorators);
    }
}
