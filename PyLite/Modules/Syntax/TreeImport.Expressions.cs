using PyLite.Compiling;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules.Syntax;

// Expressions, parameters and comprehensions.
internal sealed partial class TreeImport
{
    private enum Context : byte { Load, Store, Del }

    private Expr Value(PyObject node, string field, Context context = Context.Load) => Value(Filled(node, field), context);

    private Expr Value(PyObject node) => Value(node, Context.Load);

    private Expr? Optional(PyObject node, string field, Context context = Context.Load) => OrNone(node, field) is { } value ? Value(value, context) : null;

    private List<Expr> Values(PyObject node, string field, Context context = Context.Load) => ListOf(node, field, item =>
        item is PyNone ? throw ValueError("None disallowed in expression list") : Value(item, context));

    /// <summary>As <see cref="Values"/>, with null for None.</summary>
    private List<Expr?> Options(PyObject node, string field) => ListOf(node, field, item => item is PyNone ? null : Value(item));

    private Expr Value(PyObject node, Context context)
    {
        Enter();
        Expr made = ValueOf(node, context);
        _depth--;
        return made;
    }

    private Expr ValueOf(PyObject node, Context context)
    {
        SourceRange at = Place(node, "expr");
        string? kind = classes.NameOf(node);
        if (kind is "Name" or "Attribute" or "Subscript" or "Starred" or "List" or "Tuple") CheckContext(node, context);
        else if (context != Context.Load) throw ValueError($"expression which can't be assigned to in {context} context");
        switch (kind)
        {
            case "Name": return new Name(at, Variable(Identifier(node, "id")));
            case "Attribute": return new AttributeExpr(at, Value(node, "value"), Identifier(node, "attr"));
            case "Subscript": return new Subscript(at, Value(node, "value"), Value(node, "slice"));
            case "Starred": return new Starred(at, Value(node, "value", context));
            case "List": return new ListExpr(at, Values(node, "elts", context));
            case "Tuple": return new TupleExpr(at, Values(node, "elts", context), true);
            case "Constant":
                return new Constant(at, ConstantOf(Required(node, "value")), OrNone(node, "kind") is PyStr { Value: "u" });
            case "BoolOp":
                bool isOr = Operator(node, "op", ["And", "Or"], "boolop") == 1;
                List<Expr> values = Values(node, "values");
                return values.Count < 2 ? throw ValueError("BoolOp with less than 2 values") : new BoolOp(at, isOr, values);
            case "NamedExpr": return new NamedExpr(at, Value(node, "target", Context.Store) as Name ?? throw TypeError("NamedExpr target must be a Name"), Value(node, "value"));
            case "BinOp":
                Expr left = Value(node, "left");
                return new BinOp(at, left, (BinaryOperator)Operator(node, "op", TreeClasses.BinaryNames, "operator"), Value(node, "right"));
            case "UnaryOp": return new Parsing.UnaryOp(at, (UnaryOperator)Operator(node, "op", TreeClasses.UnaryNames, "unaryop"), Value(node, "operand"));
            case "Lambda": return new Lambda(at, Parameters(Filled(node, "args")), Value(node, "body"));
            case "IfExp": return new IfExp(at, Value(node, "test"), Value(node, "body"), Value(node, "orelse"));
            case "Dict": return DictOf(node, at);
            case "Set": return new SetExpr(at, Values(node, "elts"));
            case "ListComp": return ComprehensionOf(node, at, ComprehensionKind.List);
            case "SetComp": return ComprehensionOf(node, at, ComprehensionKind.Set);
            case "GeneratorExp": return ComprehensionOf(node, at, ComprehensionKind.Generator);
            case "DictComp": return ComprehensionOf(node, at, ComprehensionKind.Dict);
            case "Await": return new Await(at, Value(node, "value"));
            case "Yield": return new Yield(at, Optional(node, "value"));
            case "YieldFrom": return new YieldFrom(at, Value(node, "value"));
            case "Compare": return CompareOf(node, at);
            case "Call": return new Call(at, Value(node, "func"), Values(node, "args"), Keywords(node));
            case "FormattedValue":
                Expr value = Value(node, "value");
                int conversion = Int(Required(node, "conversion"));
                return new FormattedValue(at, value, conversion < 0 ? '\0' : (char)conversion, Optional(node, "format_spec"));
            case "JoinedStr": return new JoinedStr(at, Values(node, "values"));
            case "Slice": return new SliceExpr(at, Optional(node, "lower"), Optional(node, "upper"), Optional(node, "step"));
            default: throw TypeError($"expected some sort of expr, but got {Show(node)}");
        }
    }

    private void CheckContext(PyObject node, Context wanted)
    {
        PyObject context = Filled(node, "ctx");
        string? name = classes.NameOf(context);
        if (name is not ("Load" or "Store" or "Del")) throw TypeError($"expected some sort of expr_context, but got {Show(context)}");
        if (name != wanted.ToString()) throw ValueError($"expression must have {wanted} context but has {name} instead");
    }

    private int Operator(PyObject node, string field, string[] names, string kind) => Operator(Filled(node, field), names, kind);

    private int Operator(PyObject op, string[] names, string kind)
    {
        int at = Array.IndexOf(names, classes.NameOf(op));
        return at >= 0 ? at : throw TypeError($"expected some sort of {kind}, but got {Show(op)}");
    }

    private DictExpr DictOf(PyObject node, SourceRange at)
    {
        List<Expr?> keys = Options(node, "keys");
        List<Expr> values = Values(node, "values");
        if (keys.Count != values.Count) throw ValueError("Dict doesn't have the same number of keys as values");
        return new DictExpr(at, keys, values);
    }

    private Compare CompareOf(PyObject node, SourceRange at)
    {
        Expr left = Value(node, "left");
        List<CompareOperator> ops = ListOf(node, "ops", op => (CompareOperator)Operator(op, TreeClasses.CompareNames, "cmpop"));
        List<Expr> comparators = Values(node, "comparators");
        if (comparators.Count == 0) throw ValueError("Compare with no comparators");
        if (comparators.Count != ops.Count) throw ValueError("Compare has a different number of comparators and operands");
        return new Compare(at, left, ops, comparators);
    }

    private List<Keyword> Keywords(PyObject node)
    {
        List<Keyword> keywords = ListOf(node, "keywords", item => new Keyword(Place(item, "keyword"), IdentifierOrNone(item, "arg"), Value(item, "value")));
        for (int i = 0; i < keywords.Count; i++)
        {
            Keyword keyword = keywords[i];
            if (keyword.Name != null && keywords.FindIndex(other => other.Name == keyword.Name) < i)
                throw new PySyntaxException(SyntaxErrorKind.SyntaxError, $"keyword argument repeated: {keyword.Name}", keyword.Range);
        }
        return keywords;
    }

    private Comprehension ComprehensionOf(PyObject node, SourceRange at, ComprehensionKind kind)
    {
        List<ComprehensionFor> generators = Generators(node);
        bool isDict = kind == ComprehensionKind.Dict;
        return new Comprehension(at, kind, Value(node, isDict ? "key" : "elt"), isDict ? Value(node, "value") : null, generators);
    }

    private List<ComprehensionFor> Generators(PyObject node)
    {
        List<ComprehensionFor> generators = ListOf(node, "generators", item => new ComprehensionFor(Value(item, "target", Context.Store),
            Value(item, "iter"), Values(item, "ifs"), Int(Required(item, "is_async")) != 0));
        return generators.Count == 0 ? throw ValueError("comprehension with no generators") : generators;
    }

    private Arguments Parameters(PyObject node)
    {
        if (classes.NameOf(node) != "arguments") throw TypeError($"expected some sort of arguments, but got {Show(node)}");
        var args = new Arguments();
        args.PositionalOnly.AddRange(ListOf(node, "posonlyargs", Parameter));
        args.Positional.AddRange(ListOf(node, "args", Parameter));
        args.VarArgs = OrNone(node, "vararg") is { } rest ? Parameter(rest) : null;
        args.KeywordOnly.AddRange(ListOf(node, "kwonlyargs", Parameter));
        args.KeywordDefaults.AddRange(Options(node, "kw_defaults"));
        args.VarKeywords = OrNone(node, "kwarg") is { } named ? Parameter(named) : null;
        args.Defaults.AddRange(Values(node, "defaults"));
        if (args.Defaults.Count > args.PositionalOnly.Count + args.Positional.Count) throw ValueError("more positional defaults than args on arguments");
        if (args.KeywordOnly.Count != args.KeywordDefaults.Count) throw ValueError("length of kwonlyargs is not the same as kw_defaults on arguments");
        return args;
    }

    private Arg Parameter(PyObject node) => new(Place(node, "arg"), Identifier(node, "arg"), Optional(node, "annotation"));
}
