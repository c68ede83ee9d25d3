using PyLite.Compiling;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules.Syntax;

// Statements.
internal sealed partial class TreeImport
{
    private List<Stmt> Statements(PyObject node, string field) => ListOf(node, field, item =>
        item is PyNone ? throw ValueError("None disallowed in statement list") : Statement(item));

    private List<Stmt> Body(PyObject node, string? owner = null)
    {
        List<Stmt> body = Statements(node, "body");
        NotEmpty(body, "body", owner ?? classes.NameOf(node)!);
        return body;
    }

    private List<Expr> Targets(PyObject node, Context context)
    {
        List<Expr> targets = Values(node, "targets", context);
        NotEmpty(targets, "targets", classes.NameOf(node)!);
        return targets;
    }

    private Stmt Statement(PyObject node)
    {
        Enter();
        Stmt made = StatementOf(node);
        _depth--;
        return made;
    }

    private Stmt StatementOf(PyObject node)
    {
        SourceRange at = Place(node, "stmt");
        string? kind = classes.NameOf(node);
        switch (kind)
        {
            case "Expr": return new ExprStmt(at, Value(node, "value"));
            case "Assign": return new Assign(at, Targets(node, Context.Store), Value(node, "value"));
            case "AugAssign":
                Expr target = Value(node, "target", Context.Store);
                if (target is not (Name or AttributeExpr or Subscript)) throw TypeError($"invalid node type ({target.GetType().Name}) for augmented assignment");
                return new AugAssign(at, target, (BinaryOperator)Operator(node, "op", TreeClasses.BinaryNames, "operator"), Value(node, "value"));
            case "AnnAssign": return Annotated(node, at);
            case "FunctionDef" or "AsyncFunctionDef":
                string name = Identifier(node, "name");
                Arguments args = Parameters(Filled(node, "args"));
                return new FunctionDef(at, name, args, Body(node), Values(node, "decorator_list"), Optional(node, "returns"), kind == "AsyncFunctionDef");
            case "ClassDef":
                string title = Identifier(node, "name");
                List<Expr> bases = Values(node, "bases");
                List<Keyword> keywords = Keywords(node);
                return new ClassDef(at, title, bases, keywords, Body(node), Values(node, "decorator_list"));
            case "Return": return new Return(at, Optional(node, "value"));
            case "Delete": return new Delete(at, Targets(node, Context.Del));
            case "For" or "AsyncFor":
                return new For(at, Value(node, "target", Context.Store), Value(node, "iter"), Body(node), Statements(node, "orelse"), kind == "AsyncFor");
            case "While": return new While(at, Value(node, "test"), Body(node), Statements(node, "orelse"));
            case "If": return new If(at, Value(node, "test"), Body(node), Statements(node, "orelse"));
            case "With" or "AsyncWith":
                List<WithItem> items = ListOf(node, "items", item => new WithItem(Value(item, "context_expr"), Optional(item, "optional_vars", Context.Store)));
                NotEmpty(items, "items", kind);
                return new With(at, items, Body(node), kind == "AsyncWith");
            case "Match":
                Expr subject = Value(node, "subject");
                List<MatchCase> cases = ListOf(node, "cases", item =>
                    new MatchCase(PatternOf(Filled(item, "pattern")), Optional(item, "guard"), Body(item, "match_case")));
                NotEmpty(cases, "cases", "Match");
                return new Match(at, subject, cases);
            case "Raise":
                Expr? exception = Optional(node, "exc"), cause = Optional(node, "cause");
                if (exception == null && cause != null) throw ValueError("Raise with cause but no exception");
                return new Raise(at, exception, cause);
            case "Try" or "TryStar": return TryOf(node, at, kind);
            case "Assert": return new Parsing.Assert(at, Value(node, "test"), Optional(node, "msg"));
            case "Import": return new Import(at, Aliases(node));
            case "ImportFrom":
                string? module = IdentifierOrNone(node, "module");
                List<Alias> names = Aliases(node);
                int level = OrNone(node, "level") is { } up ? Int(up) : 0;
                return level < 0 ? throw ValueError("Negative ImportFrom level") : new ImportFrom(at, module, names, level);
            case "Global": return new Global(at, NamesOf(node));
            case "Nonlocal": return new Nonlocal(at, NamesOf(node));
            case "Pass": return new Pass(at);
            case "Break": return new Break(at);
            case "Continue": return new Continue(at);
            default: throw TypeError($"expected some sort of stmt, but got {Show(node)}");
        }
    }

    private AnnAssign Annotated(PyObject node, SourceRange at)
    {
        Expr target = Value(node, "target", Context.Store);
        Expr annotation = Value(node, "annotation");
        Expr? value = Optional(node, "value");
        bool isSimple = Int(Required(node, "simple")) != 0;
        if (isSimple && target is not Name) throw TypeError("AnnAssign with simple non-Name target");
        if (target is not (Name or AttributeExpr or Subscript))
            throw new PySyntaxException(SyntaxErrorKind.SyntaxError, $"invalid node type ({target.GetType().Name}) for annotated assignment", at);
        return new AnnAssign(at, target, annotation, value, isSimple);
    }

    private Try TryOf(PyObject node, SourceRange at, string kind)
    {
        List<Stmt> body = Body(node);
        List<ExceptHandler> handlers = ListOf(node, "handlers", Handler);
        List<Stmt> orElse = Statements(node, "orelse"), last = Statements(node, "finalbody");
        if (handlers.Count == 0 && last.Count == 0) throw ValueError($"{kind} has neither except handlers nor finalbody");
        if (handlers.Count == 0 && orElse.Count > 0) throw ValueError($"{kind} has orelse but no except handlers");
        for (int i = 0; i < handlers.Count; i++)
        {
            if (handlers[i].Type != null) continue;
            if (kind == "TryStar") throw ValueError("except* handler without a type");
            if (i < handlers.Count - 1) throw new PySyntaxException(SyntaxErrorKind.SyntaxError, "default 'except:' must be last", handlers[i].Range);
        }
        return new Try(at, body, handlers, orElse, last, kind == "TryStar");
    }

    private ExceptHandler Handler(PyObject node)
    {
        SourceRange at = Place(node, "excepthandler");
        if (classes.NameOf(node) != "ExceptHandler") throw TypeError($"expected some sort of excepthandler, but got {Show(node)}");
        return new ExceptHandler(at, Optional(node, "type"), IdentifierOrNone(node, "name"), Body(node));
    }

    private List<Alias> Aliases(PyObject node)
    {
        List<Alias> names = ListOf(node, "names", item => new Alias(Place(item, "alias"), Identifier(item, "name"), IdentifierOrNone(item, "asname")));
        NotEmpty(names, "names", classes.NameOf(node)!);
        return names;
    }

    private List<string> NamesOf(PyObject node)
    {
        List<string> names = ListOf(node, "names", Identifier);
        NotEmpty(names, "names", classes.NameOf(node)!);
        return names;
    }
}
