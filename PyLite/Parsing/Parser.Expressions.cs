using PyLite.Compiling;

namespace PyLite.Parsing;

// Expressions from the loosest binding to the tightest.
public sealed partial class Parser
{
    /// <summary><c>a, *b, c</c>: one expression, or a tuple without parentheses.</summary>
    private Expr StarExpressions() => Several(StarExpression, maybeStarred: true);

    /// <summary>Expressions of which none is starred: what <c>eval</c> takes.</summary>
    private Expr Expressions() => Several(Expression, maybeStarred: false);

    private Expr Several(Func<Expr> one, bool maybeStarred)
    {
        Token start = Current;
        Expr first = one();
        if (Kind != TokenKind.Comma) return first;
        var elements = new List<Expr> { first };
        while (Accept(TokenKind.Comma))
        {
            if (!StartsExpression(Kind) && !(maybeStarred && Kind == TokenKind.Star)) break;
            elements.Add(one());
        }
        return new TupleExpr(From(start), elements);
    }

    private Expr StarExpression()
    {
        Token start = Current;
        if (!Accept(TokenKind.Star)) return Expression();
        Expr value = BinaryExpression(0);
        return new Starred(From(start), value);
    }

    /// <summary>An element of a display or an item of a subscript: may be starred or an assignment expression.</summary>
    private Expr StarNamedExpression() => Kind == TokenKind.Star ? StarExpression() : NamedExpression();

    /// <summary>Whether an assignment expression without parentheses comes.</summary>
    private bool IsNamed => Kind == TokenKind.Name && KindAt(1) == TokenKind.ColonEqual;

    private Expr NamedExpression()
    {
        if (IsNamed)
        {
            Token name = Next();
            Next();
            Expr value = Expression();
            Since(8, "Assignment expressions are");
            return new NamedExpr(From(name), new Name(name.Range, TextOf(name)), value);
        }
        Expr result = Expression();
        if (Kind == TokenKind.ColonEqual) throw Fault($"cannot use assignment expressions with {Describe(result)}", result.Range);
        if (Kind == TokenKind.Equal) NamedExpressionFault(result);
        return result;
    }

    /// <summary><c>=</c> where only <c>==</c> or <c>:=</c> may stand; returns when the general message is the right one.</summary>
    private void NamedExpressionFault(Expr left)
    {
        int at = _index;
        Next();
        Expr right;
        try
        {
            right = BinaryExpression(0);
        }
        catch (PySyntaxException)
        {
            _index = at;
            return;
        }
        bool chained = Kind is TokenKind.Equal or TokenKind.ColonEqual;
        if (!chained && left is Name)
            throw Fault("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", Join(left.Range, right.Range));
        if (!chained && CanBeMistakenTarget(left))
            throw Fault($"cannot assign to {Describe(left)} here. Maybe you meant '==' instead of '='?", left.Range);
        _index = at;
    }

    private static bool CanBeMistakenTarget(Expr left) => left is not (Name or ListExpr or TupleExpr or BoolOp or Compare or IfExp or Lambda
        or Comprehension { Kind: ComprehensionKind.Generator } or Constant { Value: null or bool })
        && left is not UnaryOp { Op: UnaryOperator.Not };

    private Expr Expression()
    {
        Enter();
        Expr result = Kind == TokenKind.Lambda ? LambdaExpression() : Conditional();
        Leave();
        return result;
    }

    private Expr Conditional()
    {
        Token start = Current;
        Expr body = Disjunction();
        if (Kind == TokenKind.If)
        {
            Next();
            Expr test = Disjunction();
            if (Kind != TokenKind.Else)
            {
                if (Kind == TokenKind.Colon) throw Unexpected();
                throw Fault("expected 'else' after 'if' expression", Join(body.Range, test.Range));
            }
            Next();
            Expr orElse = Expression();
            return new IfExp(From(start), test, body, orElse);
        }
        if (StartsExpressionAfterOperand(Kind)) AdjacentExpressions(body);
        return body;
    }

    /// <summary>Two expressions side by side: inside brackets the likely cause is a missing comma; <c>print x</c> is Python 2.</summary>
    private void AdjacentExpressions(Expr left)
    {
        int at = _index;
        Token previous = Previous;
        if (left is Name { Id: "print" or "exec" } legacy && previous.Range == left.Range)
        {
            try
            {
                Expr right = StarExpressions();
                throw new PySyntaxException(SyntaxErrorKind.SyntaxError,
                    $"Missing parentheses in call to '{legacy.Id}'. Did you mean {legacy.Id}(...)?", Join(left.Range, right.Range));
            }
            catch (PySyntaxException e) when (e.IsGeneric)
            {
                _index = at;
                throw;
            }
        }
        if (_seeksNoComma || Current.Level == 0 || (left is Name && Kind == TokenKind.String)) return;
        if (left is Name { Id: "match" or "case" or "_" } && previous.Range == left.Range) return;
        Expr second;
        try
        {
            // The first two are told of, whatever comes behind them.
            _seeksNoComma = true;
            second = Expression();
        }
        catch (PySyntaxException e) when (e.IsGeneric)
        {
            _index = at;
            return;
        }
        finally
        {
            _seeksNoComma = false;
        }
        if (Previous.Level != 0) throw Fault("invalid syntax. Perhaps you forgot a comma?", Join(left.Range, second.Range));
        _index = at;
    }

    private static bool StartsExpressionAfterOperand(TokenKind kind) => kind is TokenKind.Name or TokenKind.Number or TokenKind.String
        or TokenKind.FalseKeyword or TokenKind.NoneKeyword or TokenKind.TrueKeyword or TokenKind.Lambda or TokenKind.LeftBrace
        or TokenKind.Tilde or TokenKind.Await or TokenKind.Ellipsis;

    private static bool StartsExpression(TokenKind kind) => StartsExpressionAfterOperand(kind) || kind is TokenKind.LeftParen
        or TokenKind.LeftBracket or TokenKind.Minus or TokenKind.Plus or TokenKind.Not;

    private Expr LambdaExpression()
    {
        Token start = Expect(TokenKind.Lambda);
        Arguments args = Parameters(TokenKind.Colon, false);
        Require(TokenKind.Colon, ":");
        Expr body = Expression();
        return new Lambda(From(start), args, body);
    }

    private Expr Disjunction()
    {
        Token start = Current;
        Expr left = Conjunction();
        if (Kind != TokenKind.Or) return left;
        var values = new List<Expr> { left };
        while (Accept(TokenKind.Or)) values.Add(Conjunction());
        return new BoolOp(From(start), true, values);
    }

    private Expr Conjunction()
    {
        Token start = Current;
        Expr left = Inversion();
        if (Kind != TokenKind.And) return left;
        var values = new List<Expr> { left };
        while (Accept(TokenKind.And)) values.Add(Inversion());
        return new BoolOp(From(start), false, values);
    }

    private Expr Inversion()
    {
        if (Kind != TokenKind.Not) return Comparison();
        Enter();
        Token start = Next();
        Expr operand = Inversion();
        Leave();
        return new UnaryOp(From(start), UnaryOperator.Not, operand);
    }

    private Expr Comparison()
    {
        Token start = Current;
        Expr left = BinaryExpression(0);
        if (!AcceptComparison(out CompareOperator op)) return left;
        var ops = new List<CompareOperator>();
        var comparators = new List<Expr>();
        do
        {
            ops.Add(op);
            comparators.Add(BinaryExpression(0));
        }
        while (AcceptComparison(out op));
        return new Compare(From(start), left, ops, comparators);
    }

    private bool AcceptComparison(out CompareOperator op)
    {
        op = CompareOperator.Lt;
        switch (Kind)
        {
            case TokenKind.Less: break;
            case TokenKind.LessEqual: op = CompareOperator.Le; break;
            case TokenKind.EqualEqual: op = CompareOperator.Eq; break;
            case TokenKind.NotEqual: op = CompareOperator.Ne; break;
            case TokenKind.Greater: op = CompareOperator.Gt; break;
            case TokenKind.GreaterEqual: op = CompareOperator.Ge; break;
            case TokenKind.In: op = CompareOperator.In; break;
            case TokenKind.Is:
                op = CompareOperator.Is;
                if (KindAt(1) == TokenKind.Not)
                {
                    op = CompareOperator.IsNot;
                    Next();
                }
                break;
            case TokenKind.Not when KindAt(1) == TokenKind.In:
                op = CompareOperator.NotIn;
                Next();
                break;
            default:
                return false;
        }
        Next();
        return true;
    }

    /// <summary>Operator and how tightly it binds: | ^ &amp; shifts, sums, products.</summary>
    private static (int Level, BinaryOperator Op) BinaryLevel(TokenKind kind) => kind switch
    {
        TokenKind.Bar => (1, BinaryOperator.Or),
        TokenKind.Caret => (2, BinaryOperator.Xor),
        TokenKind.Ampersand => (3, BinaryOperator.And),
        TokenKind.LeftShift => (4, BinaryOperator.LeftShift),
        TokenKind.RightShift => (4, BinaryOperator.RightShift),
        TokenKind.Plus => (5, BinaryOperator.Add),
        TokenKind.Minus => (5, BinaryOperator.Subtract),
        TokenKind.Star => (6, BinaryOperator.Multiply),
        TokenKind.Slash => (6, BinaryOperator.TrueDivide),
        TokenKind.SlashSlash => (6, BinaryOperator.FloorDivide),
        TokenKind.Percent => (6, BinaryOperator.Remainder),
        TokenKind.At => (6, BinaryOperator.MatrixMultiply),
        _ => (0, BinaryOperator.Add),
    };

    /// <summary>Operators that bind more tightly than <paramref name="above"/>; 0 gives the grammar's <c>bitwise_or</c>.</summary>
    private Expr BinaryExpression(int above)
    {
        Token start = Current;
        Expr left = Factor();
        while (true)
        {
            (int level, BinaryOperator op) = BinaryLevel(Kind);
            if (level <= above) return left;
            Next();
            Expr right = BinaryExpression(level);
            if (op == BinaryOperator.MatrixMultiply) Since(5, "The '@' operator is");
            left = new BinOp(From(start), left, op, right);
        }
    }

    private Expr Factor()
    {
        UnaryOperator op;
        switch (Kind)
        {
            case TokenKind.Minus: op = UnaryOperator.Negative; break;
            case TokenKind.Plus: op = UnaryOperator.Positive; break;
            case TokenKind.Tilde: op = UnaryOperator.Invert; break;
            default: return Power();
        }
        Enter();
        Token start = Next();
        Expr operand = Factor();
        Leave();
        return new UnaryOp(From(start), op, operand);
    }

    private Expr Power()
    {
        Expr left;
        Token start = Current;
        if (Accept(TokenKind.Await))
        {
            Expr value = Primary();
            Since(5, "Await expressions are");
            left = new Await(From(start), value);
        }
        else left = Primary();
        if (!Accept(TokenKind.StarStar)) return left;
        Enter();
        Expr right = Factor();
        Leave();
        return new BinOp(From(start), left, BinaryOperator.Power, right);
    }

    private Expr Primary()
    {
        Token start = Current;
        Expr result = Atom();
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.Dot:
                    Next();
                    string name = ExpectName();
                    result = new AttributeExpr(From(start), result, name);
                    break;
                case TokenKind.LeftParen:
                    result = CallArguments(start, result);
                    break;
                case TokenKind.LeftBracket:
                    Next();
                    Expr index = Slices();
                    Expect(TokenKind.RightBracket);
                    result = new Subscript(From(start), result, index);
                    break;
                default:
                    return result;
            }
        }
    }

    private Expr Slices()
    {
        Token start = Current;
        Expr first = SliceItem();
        if (Kind != TokenKind.Comma && first is not Starred) return first;
        var elements = new List<Expr> { first };
        while (Accept(TokenKind.Comma))
        {
            if (Kind == TokenKind.RightBracket) break;
            elements.Add(SliceItem());
        }
        return new TupleExpr(From(start), elements);
    }

    private Expr SliceItem()
    {
        Token start = Current;
        if (Kind == TokenKind.Star) return StarExpression();
        bool isAssignment = IsNamed;
        Expr? lower = Kind == TokenKind.Colon ? null : NamedExpression();
        if (isAssignment && Kind == TokenKind.Colon) throw Fault("invalid syntax", Current.Range);
        if (!Accept(TokenKind.Colon)) return lower!;
        Expr? upper = Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.RightBracket ? null : Expression();
        Expr? step = null;
        if (Accept(TokenKind.Colon) && Kind is not (TokenKind.Comma or TokenKind.RightBracket)) step = Expression();
        return new SliceExpr(From(start), lower, upper, step);
    }

    private Expr YieldExpression()
    {
        Token start = Expect(TokenKind.Yield);
        if (Accept(TokenKind.From))
        {
            Expr source = Expression();
            return new YieldFrom(From(start), source);
        }
        Expr? value = StartsExpression(Kind) || Kind == TokenKind.Star ? StarExpressions() : null;
        return new Yield(From(start), value);
    }
}
