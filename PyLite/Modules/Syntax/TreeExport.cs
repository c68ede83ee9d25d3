using System.Runtime.CompilerServices;
using PyLite.Compiling;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules.Syntax;

/// <summary>Makes the nodes of <c>_ast</c>, as programs see them, of the parser's tree. This file has what all kinds share, and expressions.</summary>
internal sealed partial class TreeExport(TreeClasses classes, SourceColumns columns)
{
    private static readonly PyStr Line = PyStr.Intern("lineno"), Column = PyStr.Intern("col_offset");
    private static readonly PyStr EndLine = PyStr.Intern("end_lineno"), EndColumn = PyStr.Intern("end_col_offset");

    /// <summary>The tree is deeper than the stack.</summary>
    public sealed class TooDeepException : Exception;

    /// <summary>The tree of a module (or of what is typed at the prompt); null with an exception pending.</summary>
    public PyObject? Module(SyntaxTree tree, bool isInteractive) => Guarded(() => isInteractive
        ? Plain("Interactive", Statements(tree.Body!))
        : Plain("Module", Statements(tree.Body!), ListOf(tree.TypeIgnores, ignore => Plain("TypeIgnore", new PyInt(ignore.Line), new PyStr(ignore.Tag)))));

    public PyObject? Expression(Expr body) => Guarded(() => Plain("Expression", Value(body)));

    public PyObject? FunctionType(List<Expr> arguments, Expr returns) => Guarded(() => Plain("FunctionType", Values(arguments), Value(returns)));

    private static PyObject? Guarded(Func<PyObject> make)
    {
        try
        {
            return make();
        }
        catch (TooDeepException)
        {
            return PyErr.Raise(Types.RecursionError, "maximum recursion depth exceeded during ast construction");
        }
    }

    private static void Enter()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new TooDeepException();
    }

    // ---- nodes

    /// <summary>A node without a place; the values are those of its fields, in their order.</summary>
    private PyInstance Plain(string kind, params ReadOnlySpan<PyObject> values)
    {
        TreeClasses.NodeClass made = classes[kind];
        var node = PyInstance.New(made.Type);
        for (int i = 0; i < values.Length; i++) node.SetAttr(made.Fields[i], values[i]);
        return node;
    }

    private PyInstance Node(string kind, SourceRange at, params ReadOnlySpan<PyObject> values)
    {
        PyInstance node = Plain(kind, values);
        node.SetAttr(Line, new PyInt(at.Line));
        node.SetAttr(Column, new PyInt(columns.Bytes(at.Line, at.Column)));
        node.SetAttr(EndLine, new PyInt(at.EndLine));
        node.SetAttr(EndColumn, new PyInt(columns.Bytes(at.EndLine, at.EndColumn)));
        return node;
    }

    private PyObject Single(string kind) => classes[kind].Single;

    private static PyObject Text(string? text) => text == null ? PyNone.None : PyStr.Intern(text);

    private static PyObject Comment(string? text) => text == null ? PyNone.None : new PyStr(text);

    private static PyList Texts(List<string> names) => PyList.Of(names.ConvertAll(name => (PyObject)PyStr.Intern(name)).ToArray());

    private static PyList ListOf<T>(IReadOnlyList<T> items, Func<T, PyObject> make)
    {
        var made = new PyObject[items.Count];
        for (int i = 0; i < made.Length; i++) made[i] = make(items[i]);
        return PyList.Of(made);
    }

    private PyList Values(List<Expr> expressions) => ListOf(expressions, Value);

    private PyObject Optional(Expr? expression) => expression == null ? PyNone.None : Value(expression);

    // ---- expressions

    private PyObject Value(Expr expression) => Value(expression, "Load");

    private PyObject Value(Expr expression, string context)
    {
        Enter();
        SourceRange at = expression.Range;
        switch (expression)
        {
            case Constant constant: return Node("Constant", at, ConstantObjects.Make(constant.Value), Text(constant.HasUnicodePrefix ? "u" : null));
            case Name name: return Node("Name", at, Text(name.Id), Single(context));
            case AttributeExpr attribute: return Node("Attribute", at, Value(attribute.Value), Text(attribute.Attr), Single(context));
            case Subscript subscript: return Node("Subscript", at, Value(subscript.Value), Value(subscript.Index), Single(context));
            case Starred starred: return Node("Starred", at, Value(starred.Value, context), Single(context));
            case TupleExpr tuple: return Node("Tuple", at, ListOf(tuple.Elements, element => Value(element, context)), Single(context));
            case ListExpr list: return Node("List", at, ListOf(list.Elements, element => Value(element, context)), Single(context));
            case SetExpr set: return Node("Set", at, Values(set.Elements));
            case DictExpr dict: return Node("Dict", at, ListOf(dict.Keys, Optional), Values(dict.Values));
            case SliceExpr slice: return Node("Slice", at, Optional(slice.Lower), Optional(slice.Upper), Optional(slice.Step));
            case BinOp binary: return Node("BinOp", at, Value(binary.Left), Single(TreeClasses.BinaryNames[(int)binary.Op]), Value(binary.Right));
            case Parsing.UnaryOp unary: return Node("UnaryOp", at, Single(TreeClasses.UnaryNames[(int)unary.Op]), Value(unary.Operand));
            case BoolOp boolean: return Node("BoolOp", at, Single(boolean.IsOr ? "Or" : "And"), Values(boolean.Values));
            case Compare compare:
                return Node("Compare", at, Value(compare.Left), ListOf(compare.Ops, op => Single(TreeClasses.CompareNames[(int)op])), Values(compare.Comparators));
            case Call call: return Node("Call", at, Value(call.Func), Values(call.Args), Keywords(call.Keywords));
            case IfExp conditional: return Node("IfExp", at, Value(conditional.Test), Value(conditional.Body), Value(conditional.OrElse));
            case Lambda lambda: return Node("Lambda", at, Parameters(lambda.Args), Value(lambda.Body));
            case Comprehension comprehension: return ComprehensionNode(comprehension);
            case Yield yield: return Node("Yield", at, Optional(yield.Value));
            case YieldFrom yield: return Node("YieldFrom", at, Value(yield.Value));
            case Await wait: return Node("Await", at, Value(wait.Value));
            case NamedExpr named: return Node("NamedExpr", at, Value(named.Target, "Store"), Value(named.Value));
            case JoinedStr joined: return Node("JoinedStr", at, Values(joined.Values));
            case FormattedValue formatted:
                return Node("FormattedValue", at, Value(formatted.Value), new PyInt(formatted.Conversion == '\0' ? -1 : formatted.Conversion), Optional(formatted.Spec));
            default: throw new InvalidOperationException($"no rule for {expression.GetType().Name}");
        }
    }

    private PyList Keywords(List<Keyword> keywords) =>
        ListOf(keywords, keyword => Node("keyword", keyword.Range, Text(keyword.Name), Value(keyword.Value)));

    private PyInstance ComprehensionNode(Comprehension node)
    {
        PyObject element = Value(node.Element);
        PyList generators = ListOf(node.Generators, part =>
            Plain("comprehension", Value(part.Target, "Store"), Value(part.Iter), Values(part.Conditions), new PyInt(part.IsAsync ? 1 : 0)));
        return node.Kind switch
        {
            ComprehensionKind.List => Node("ListComp", node.Range, element, generators),
            ComprehensionKind.Set => Node("SetComp", node.Range, element, generators),
            ComprehensionKind.Dict => Node("DictComp", node.Range, element, Value(node.Value!), generators),
            _ => Node("GeneratorExp", node.Range, element, generators),
        };
    }

    private PyInstance Parameters(Arguments args)
    {
        return Plain("arguments", ListOf(args.PositionalOnly, Parameter), ListOf(args.Positional, Parameter),
            args.VarArgs == null ? PyNone.None : Parameter(args.VarArgs), ListOf(args.KeywordOnly, Parameter), ListOf(args.KeywordDefaults, Optional),
            args.VarKeywords == null ? PyNone.None : Parameter(args.VarKeywords), Values(args.Defaults));
    }

    private PyObject Parameter(Arg arg) => Node("arg", arg.Range, Text(arg.Name), Optional(arg.Annotation), Comment(arg.TypeComment));
}
