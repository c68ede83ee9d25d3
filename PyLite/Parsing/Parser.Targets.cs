namespace PyLite.Parsing;

// What may be assigned to and deleted, and CPython's words for what may not.
public sealed partial class Parser
{
    /// <summary>The target list of a <c>for</c>: stops before <c>in</c>.</summary>
    private Expr ForTarget()
    {
        Token start = Current;
        Expr first = TargetElement();
        Expr target = first;
        if (Kind == TokenKind.Comma)
        {
            var elements = new List<Expr> { first };
            while (Accept(TokenKind.Comma))
            {
                if (Kind is TokenKind.In or TokenKind.Equal) break;
                elements.Add(TargetElement());
            }
            target = new TupleExpr(From(start), elements);
        }
        if (Kind == TokenKind.In || first is Starred) CheckTarget(target, TargetUse.For);
        else if (InvalidTarget(target, TargetUse.For) is { } invalid) throw TargetFault(invalid, TargetUse.For);
        return target;
    }

    private Expr TargetElement()
    {
        Token start = Current;
        if (!Accept(TokenKind.Star)) return BinaryExpression(0);
        Expr value = BinaryExpression(0);
        return new Starred(From(start), value);
    }

    private enum TargetUse : byte { Assign, Delete, For }

    private void CheckTarget(Expr target, TargetUse use)
    {
        if (InvalidTarget(target, use) is { } invalid) throw TargetFault(invalid, use);
    }

    private static PySyntaxException TargetFault(Expr invalid, TargetUse use) =>
        Fault(use == TargetUse.Delete ? $"cannot delete {Describe(invalid)}" : $"cannot assign to {Describe(invalid)}", invalid.Range);

    /// <summary>The first part of a target that is none, or null.</summary>
    private static Expr? InvalidTarget(Expr target, TargetUse use)
    {
        switch (target)
        {
            case Name or AttributeExpr or Subscript:
                return null;
            case Starred starred:
                return use == TargetUse.Delete ? starred : InvalidTarget(starred.Value, use);
            case TupleExpr tuple:
                return FirstInvalid(tuple.Elements, use);
            case ListExpr list:
                return FirstInvalid(list.Elements, use);
            case Compare { Ops: [CompareOperator.In, ..] } compare when use == TargetUse.For:
                return InvalidTarget(compare.Left, use);
            default:
                return target;
        }
    }

    private static Expr? FirstInvalid(List<Expr> elements, TargetUse use)
    {
        foreach (Expr element in elements)
            if (InvalidTarget(element, use) is { } invalid) return invalid;
        return null;
    }

    /// <summary>CPython's name for a kind of expression in messages.</summary>
    private static string Describe(Expr expr) => expr switch
    {
        AttributeExpr => "attribute",
        Subscript => "subscript",
        Starred => "starred",
        Name => "name",
        ListExpr => "list",
        TupleExpr => "tuple",
        Lambda => "lambda",
        Call => "function call",
        BoolOp or BinOp or UnaryOp => "expression",
        Comprehension { Kind: ComprehensionKind.Generator } => "generator expression",
        Comprehension { Kind: ComprehensionKind.List } => "list comprehension",
        Comprehension { Kind: ComprehensionKind.Set } => "set comprehension",
        Comprehension => "dict comprehension",
        Yield or YieldFrom => "yield expression",
        Await => "await expression",
        DictExpr => "dict literal",
        SetExpr => "set display",
        JoinedStr or FormattedValue => "f-string expression",
        Constant { Value: null } => "None",
        Constant { Value: true } => "True",
        Constant { Value: false } => "False",
        Constant { Value: EllipsisValue } => "ellipsis",
        Constant => "literal",
        Compare => "comparison",
        IfExp => "conditional expression",
        NamedExpr => "named expression",
        _ => "expression",
    };
}
