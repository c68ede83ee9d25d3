using PyLite.Compiling;

namespace PyLite.Parsing;

// Statements, blocks, and the statements made of one line.
public sealed partial class Parser
{
    private void Statement(List<Stmt> into)
    {
        Enter();
        switch (Kind)
        {
            case TokenKind.If: into.Add(IfStatement("'if'")); break;
            case TokenKind.While: into.Add(WhileStatement()); break;
            case TokenKind.For: into.Add(ForStatement(false)); break;
            case TokenKind.Try: into.Add(TryStatement()); break;
            case TokenKind.With: into.Add(WithStatement(false)); break;
            case TokenKind.Def: into.Add(FunctionStatement([])); break;
            case TokenKind.Class: into.Add(ClassStatement([])); break;
            case TokenKind.At: into.Add(Decorated()); break;
            case TokenKind.Async: into.Add(AsyncStatement()); break;
            case TokenKind.Name when IsMatchStatement(): into.Add(MatchStatement()); break;
            default: SimpleStatements(into); break;
        }
        Leave();
    }

    private Stmt AsyncStatement() => KindAt(1) switch
    {
        TokenKind.Def => FunctionStatement([]),
        TokenKind.For => ForStatement(true),
        TokenKind.With => WithStatement(true),
        _ => throw UnexpectedAt(1),
    };

    private PySyntaxException UnexpectedAt(int ahead)
    {
        _index += ahead;
        return Unexpected();
    }

    /// <summary>The colon before a block; CPython names it only when the line ends where it should be.</summary>
    private void BlockColon()
    {
        if (Accept(TokenKind.Colon)) return;
        if (Kind == TokenKind.Newline) throw Fault("expected ':'", Current.Range);
        throw Unexpected();
    }

    /// <summary>CPython points before a line that is less indented, where no marker is shown.</summary>
    private PySyntaxException NoBlock(string what, Token start)
    {
        SourceRange place = Kind == TokenKind.Dedent ? new SourceRange(Current.Line, Current.Column - 1, Current.Line, -2) : Current.Range;
        return new PySyntaxException(SyntaxErrorKind.IndentationError, $"expected an indented block after {what} on line {start.Line}", place);
    }

    private List<Stmt> Block(string what, Token start)
    {
        var body = new List<Stmt>();
        if (!Accept(TokenKind.Newline))
        {
            SimpleStatements(body);
            return body;
        }
        if (!Accept(TokenKind.Indent))
        {
            throw NoBlock(what, start);
        }
        do Statement(body);
        while (Kind is not (TokenKind.Dedent or TokenKind.EndMarker or TokenKind.Error));
        if (Kind == TokenKind.Error) throw Unexpected();
        Accept(TokenKind.Dedent);
        return body;
    }

    private void SimpleStatements(List<Stmt> into)
    {
        while (true)
        {
            into.Add(SimpleStatement());
            if (Accept(TokenKind.Semicolon))
            {
                if (Accept(TokenKind.Newline)) return;
                continue;
            }
            Expect(TokenKind.Newline);
            return;
        }
    }

    private Stmt SimpleStatement()
    {
        Token start = Current;
        switch (start.Kind)
        {
            case TokenKind.Return:
                Next();
                Expr? value = EndsStatement ? null : StarExpressions();
                return new Return(From(start), value);
            case TokenKind.Import: return ImportStatement();
            case TokenKind.From: return ImportFromStatement();
            case TokenKind.Raise: return RaiseStatement();
            case TokenKind.Pass:
                Next();
                return new Pass(start.Range);
            case TokenKind.Break:
                Next();
                return new Break(start.Range);
            case TokenKind.Continue:
                Next();
                return new Continue(start.Range);
            case TokenKind.Del: return DeleteStatement();
            case TokenKind.Assert: return AssertStatement();
            case TokenKind.Global:
                Next();
                List<string> globals = NameList();
                return new Global(From(start), globals);
            case TokenKind.Nonlocal:
                Next();
                List<string> nonlocals = NameList();
                return new Nonlocal(From(start), nonlocals);
            default: return ExpressionStatement();
        }
    }

    private bool EndsStatement => Kind is TokenKind.Newline or TokenKind.Semicolon or TokenKind.EndMarker;

    private List<string> NameList()
    {
        var names = new List<string>();
        do names.Add(ExpectName());
        while (Accept(TokenKind.Comma));
        return names;
    }

    // ---- expression statements and assignments

    private Stmt ExpressionStatement()
    {
        Token start = Current;
        bool parenthesized = start.Kind == TokenKind.LeftParen;
        Expr first = Kind == TokenKind.Yield ? YieldExpression() : StarExpressions();
        if (Kind == TokenKind.Equal) return AssignStatement(start, first);
        if (Kind == TokenKind.Colon) return AnnotatedStatement(start, first, parenthesized);
        if (AugmentedOperator(Kind) is { } op)
        {
            if (first is not (Name or AttributeExpr or Subscript))
                throw Fault($"'{Describe(first)}' is an illegal expression for augmented assignment", first.Range);
            if (op == BinaryOperator.MatrixMultiply) Since(5, "The '@' operator is");
            Next();
            Expr value = Kind == TokenKind.Yield ? YieldExpression() : StarExpressions();
            return new AugAssign(From(start), first, op, value);
        }
        if (Kind == TokenKind.ColonEqual && first is not Name) throw Fault($"cannot use assignment expressions with {Describe(first)}", first.Range);
        return new ExprStmt(From(start), first);
    }

    private Assign AssignStatement(Token start, Expr first)
    {
        var targets = new List<Expr>();
        Expr value = first;
        while (Accept(TokenKind.Equal))
        {
            CheckAssignable(value, targets.Count == 0);
            targets.Add(value);
            value = Kind == TokenKind.Yield ? YieldExpression() : StarExpressions();
        }
        string? comment = TypeComment();
        return new Assign(From(start), targets, value) { TypeComment = comment };
    }

    /// <summary>The token after <c>=</c> is current.</summary>
    private void CheckAssignable(Expr target, bool first)
    {
        if (target is Yield or YieldFrom && _tokens[_index - 2].Kind != TokenKind.RightParen) throw Fault("assignment to yield expression not possible", target.Range);
        if (InvalidTarget(target, TargetUse.Assign) is not { } invalid) return;
        Expr last = target is TupleExpr { Parenthesized: false, Elements: [.., var element] } ? element : target;
        if (first && invalid == last && CanBeMistakenTarget(last))
        {
            int at = _index;
            bool alone = false;
            try
            {
                BinaryExpression(0);
                alone = Kind is not (TokenKind.Equal or TokenKind.ColonEqual);
            }
            catch (PySyntaxException e) when (e.IsGeneric)
            {
            }
            _index = at;
            if (alone) throw Fault($"cannot assign to {Describe(last)} here. Maybe you meant '==' instead of '='?", last.Range);
        }
        throw TargetFault(invalid, TargetUse.Assign);
    }

    private AnnAssign AnnotatedStatement(Token start, Expr target, bool parenthesized)
    {
        if (target is ListExpr or TupleExpr)
        {
            // Without parentheses it is told of the first item.
            SourceRange place = target is TupleExpr { Parenthesized: false, Elements: [var item, ..] } ? item.Range : target.Range;
            throw Fault($"only single target (not {Describe(target)}) can be annotated", place);
        }
        if (target is not (Name or AttributeExpr or Subscript))
        {
            int at = _index;
            Next();
            if (StartsExpression(Kind))
            {
                Expression();
                throw Fault("illegal target for annotation", target.Range);
            }
            _index = at;
            throw Unexpected();
        }
        Next();
        Expr annotation = Expression();
        Expr? value = null;
        if (Accept(TokenKind.Equal)) value = Kind == TokenKind.Yield ? YieldExpression() : StarExpressions();
        Since(6, target is Name && !parenthesized ? "Variable annotation syntax is" : "Variable annotations syntax is");
        return new AnnAssign(From(start), target, annotation, value, target is Name && !parenthesized);
    }

    private static BinaryOperator? AugmentedOperator(TokenKind kind) => kind switch
    {
        TokenKind.PlusEqual => BinaryOperator.Add,
        TokenKind.MinusEqual => BinaryOperator.Subtract,
        TokenKind.StarEqual => BinaryOperator.Multiply,
        TokenKind.SlashEqual => BinaryOperator.TrueDivide,
        TokenKind.SlashSlashEqual => BinaryOperator.FloorDivide,
        TokenKind.PercentEqual => BinaryOperator.Remainder,
        TokenKind.AtEqual => BinaryOperator.MatrixMultiply,
        TokenKind.AmpersandEqual => BinaryOperator.And,
        TokenKind.BarEqual => BinaryOperator.Or,
        TokenKind.CaretEqual => BinaryOperator.Xor,
        TokenKind.LeftShiftEqual => BinaryOperator.LeftShift,
        TokenKind.RightShiftEqual => BinaryOperator.RightShift,
        TokenKind.StarStarEqual => BinaryOperator.Power,
        _ => null,
    };

    // ---- other statements of one line

    private Delete DeleteStatement()
    {
        Token start = Next();
        var targets = new List<Expr>();
        do
        {
            if (EndsStatement && targets.Count > 0) break;
            targets.Add(StarExpression());
        }
        while (Accept(TokenKind.Comma));
        foreach (Expr target in targets) CheckTarget(target, TargetUse.Delete);
        return new Delete(From(start), targets);
    }

    private Raise RaiseStatement()
    {
        Token start = Next();
        if (EndsStatement) return new Raise(From(start), null, null);
        Expr exception = Expression();
        Expr? cause = Accept(TokenKind.From) ? Expression() : null;
        return new Raise(From(start), exception, cause);
    }

    private Assert AssertStatement()
    {
        Token start = Next();
        Expr test = NamedExpressionInAssert();
        Expr? message = Accept(TokenKind.Comma) ? NamedExpressionInAssert() : null;
        return new Assert(From(start), test, message);
    }

    private Expr NamedExpressionInAssert() => Expression();

    private Import ImportStatement()
    {
        Token start = Next();
        var names = new List<Alias>();
        do
        {
            Token first = Current;
            string name = DottedName();
            string? asName = Accept(TokenKind.As) ? ExpectName() : null;
            names.Add(new Alias(From(first), name, asName));
        }
        while (Accept(TokenKind.Comma));
        return new Import(From(start), names);
    }

    private string DottedName()
    {
        string name = ExpectName();
        while (Accept(TokenKind.Dot)) name += "." + ExpectName();
        return name;
    }

    private ImportFrom ImportFromStatement()
    {
        Token start = Next();
        int level = 0;
        for (; Kind is TokenKind.Dot or TokenKind.Ellipsis; Next()) level += Kind == TokenKind.Dot ? 1 : 3;
        string? module = level > 0 && Kind == TokenKind.Import ? null : DottedName();
        Expect(TokenKind.Import);
        var names = new List<Alias>();
        if (Kind == TokenKind.Star)
        {
            names.Add(new Alias(Next().Range, "*", null));
            return new ImportFrom(From(start), module, names, level);
        }
        bool parenthesized = Accept(TokenKind.LeftParen);
        while (true)
        {
            Token first = Current;
            string name = ExpectName();
            string? asName = Accept(TokenKind.As) ? ExpectName() : null;
            names.Add(new Alias(From(first), name, asName));
            if (!Accept(TokenKind.Comma)) break;
            if (parenthesized && Kind == TokenKind.RightParen) break;
            if (!parenthesized && Kind == TokenKind.Newline)
                throw Fault("trailing comma not allowed without surrounding parentheses", Current.Range);
        }
        if (parenthesized) Expect(TokenKind.RightParen);
        return new ImportFrom(From(start), module, names, level);
    }

    // ---- compound statements

    private If IfStatement(string what)
    {
        Token start = Next();
        Expr test = NamedExpression();
        BlockColon();
        List<Stmt> body = Block($"{what} statement", start);
        List<Stmt> orElse = [];
        if (Kind == TokenKind.Elif) orElse = [IfStatement("'elif'")];
        else if (Kind == TokenKind.Else) orElse = ElseBlock();
        return new If(From(start), test, body, orElse);
    }

    private List<Stmt> ElseBlock()
    {
        Token start = Next();
        Require(TokenKind.Colon, ":");
        return Block("'else' statement", start);
    }

    private While WhileStatement()
    {
        Token start = Next();
        Expr test = NamedExpression();
        BlockColon();
        List<Stmt> body = Block("'while' statement", start);
        List<Stmt> orElse = Kind == TokenKind.Else ? ElseBlock() : [];
        return new While(From(start), test, body, orElse);
    }

    private For ForStatement(bool isAsync)
    {
        Token start = Current;
        if (isAsync) Next();
        Token keyword = Next();
        Expr target = ForTarget();
        Expect(TokenKind.In);
        Expr iter = StarExpressions();
        BlockColon();
        string? comment = TypeComment();
        List<Stmt> body = Block("'for' statement", keyword);
        List<Stmt> orElse = Kind == TokenKind.Else ? ElseBlock() : [];
        if (isAsync) BlockSince(5, "Async for loops are");
        return new For(From(start), target, iter, body, orElse, isAsync) { TypeComment = comment };
    }

    private Try TryStatement()
    {
        Token start = Next();
        Require(TokenKind.Colon, ":");
        List<Stmt> body = Block("'try' statement", start);
        var handlers = new List<ExceptHandler>();
        bool isStar = Kind == TokenKind.Except && KindAt(1) == TokenKind.Star;
        while (Kind == TokenKind.Except) handlers.Add(Handler(isStar, handlers.Count == 0));
        List<Stmt> orElse = handlers.Count > 0 && Kind == TokenKind.Else ? ElseBlock() : [];
        List<Stmt> finalBody = [];
        if (Kind == TokenKind.Finally)
        {
            Token keyword = Next();
            Require(TokenKind.Colon, ":");
            finalBody = Block("'finally' statement", keyword);
        }
        else if (handlers.Count == 0) throw Fault("expected 'except' or 'finally' block", Current.Range);
        if (isStar) BlockSince(11, "Exception groups are");
        for (int i = 0; i < handlers.Count - 1; i++)
            if (handlers[i].Type is null) Reject("default 'except:' must be last", handlers[i].Range);
        return new Try(From(start), body, handlers, orElse, finalBody, isStar);
    }

    private ExceptHandler Handler(bool isStar, bool isFirst)
    {
        Token start = Next();
        Expr? type = null;
        string? name = null;
        if (!isFirst && Kind == TokenKind.Star != isStar)
        {
            SourceRange place = Kind == TokenKind.Star ? start.Range with { EndLine = Current.Range.EndLine, EndColumn = Current.Range.EndColumn } : start.Range;
            throw Fault("cannot have both 'except' and 'except*' on the same 'try'", place);
        }
        if (Accept(TokenKind.Star) && Kind is TokenKind.Colon or TokenKind.Newline) throw Fault("expected one or more exception types", Current.Range);
        if (Kind != TokenKind.Colon)
        {
            if (Kind == TokenKind.Newline) throw Fault("expected ':'", Current.Range);
            type = Expression();
            if (Kind == TokenKind.Comma)
            {
                Token first = _tokens[_index - 1];
                int at = _index;
                Next();
                if (StartsExpression(Kind))
                {
                    Expression();
                    while (Accept(TokenKind.Comma)) Expression();
                    if (Accept(TokenKind.As)) Accept(TokenKind.Name);
                    throw Fault("multiple exception types must be parenthesized", From(type));
                }
                _index = at;
                _ = first;
            }
            if (Accept(TokenKind.As)) name = ExpectName();
        }
        BlockColon();
        List<Stmt> body = Block(isStar ? "'except*' statement" : "'except' statement", start);
        return new ExceptHandler(From(start), type, name, body);
    }

    private With WithStatement(bool isAsync)
    {
        Token start = Current;
        if (isAsync) Next();
        Token keyword = Next();
        List<WithItem>? parenthesized = ParenthesizedWithItems(out bool isParenthesized);
        List<WithItem> items = parenthesized ?? WithItems(false);
        BlockColon();
        string? comment = parenthesized is null ? TypeComment() : null;
        List<Stmt> body = Block("'with' statement", keyword);
        if (isParenthesized) BlockSince(9, "Parenthesized context managers are");
        if (isAsync) BlockSince(5, "Async with statements are");
        return new With(From(start), items, body, isAsync) { TypeComment = comment };
    }

    /// <summary><c>with (a as b, c):</c>; null, with nothing read, when the parentheses belong to an expression.</summary>
    /// <param name="isParenthesized">They may be taken for the statement's own: so CPython takes those of <c>with (a):</c>.</param>
    private List<WithItem>? ParenthesizedWithItems(out bool isParenthesized)
    {
        isParenthesized = false;
        if (Kind != TokenKind.LeftParen) return null;
        // The parentheses are the statement's own when the one that closes the first stands before the colon.
        int level = Current.Level;
        int close = _index;
        while (_tokens[close].Kind is not (TokenKind.EndMarker or TokenKind.Error) && _tokens[close].Level >= level) close++;
        bool hasAs = false;
        bool hasComma = false;
        for (int i = _index + 1; i < close; i++)
        {
            if (_tokens[i].Level != level) continue;
            hasAs |= _tokens[i].Kind == TokenKind.As;
            hasComma |= _tokens[i].Kind == TokenKind.Comma;
            if (_tokens[i].Kind is TokenKind.For or TokenKind.ColonEqual or TokenKind.Star or TokenKind.Yield) return null;
        }
        bool isBeforeColon = close + 1 < _tokens.Length && _tokens[close + 1].Kind == TokenKind.Colon;
        isParenthesized = isBeforeColon;
        if (!hasAs && !(hasComma && isBeforeColon)) return null;
        Next();
        List<WithItem> items = WithItems(true);
        Expect(TokenKind.RightParen);
        return items;
    }

    private List<WithItem> WithItems(bool parenthesized)
    {
        var items = new List<WithItem>();
        do
        {
            if (parenthesized && Kind == TokenKind.RightParen) break;
            Expr context = Expression();
            Expr? target = null;
            if (Accept(TokenKind.As))
            {
                target = StarExpressionTarget();
                if (InvalidTarget(target, TargetUse.Assign) is { } invalid) throw TargetFault(invalid, TargetUse.Assign);
            }
            items.Add(new WithItem(context, target));
        }
        while (Accept(TokenKind.Comma));
        return items;
    }

    private Expr StarExpressionTarget() => Kind == TokenKind.Star ? StarExpression() : Primary();
}
