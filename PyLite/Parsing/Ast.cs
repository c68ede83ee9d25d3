using PyLite.Compiling;

namespace PyLite.Parsing;

/// <summary>A node of the syntax tree, named as in CPython's <c>ast</c> module.</summary>
public abstract class Node(SourceRange range)
{
    public readonly SourceRange Range = range;
}

/// <summary>An expression.</summary>
public abstract class Expr(SourceRange range) : Node(range);

/// <summary>The value of <c>...</c> in a <see cref="Constant"/>.</summary>
public sealed class EllipsisValue
{
    public static readonly EllipsisValue Instance = new();
}

/// <summary>
/// <paramref name="value"/> is null (None), bool, long, BigInteger, double, string, byte[], <see cref="EllipsisValue"/>, or after folding
/// an object[] of these (a tuple).
/// </summary>
public sealed class Constant(SourceRange range, object? value, bool hasUnicodePrefix = false) : Expr(range)
{
    public readonly object? Value = value;

    /// <summary>It is written <c>u"…"</c>.</summary>
    public readonly bool HasUnicodePrefix = hasUnicodePrefix;
}

/// <summary>An f-string: string constants and <see cref="FormattedValue"/> parts.</summary>
public sealed class JoinedStr(SourceRange range, List<Expr> values) : Expr(range)
{
    public readonly List<Expr> Values = values;
}

/// <summary><c>{value!conversion:spec}</c>; conversion is 0, 's', 'r' or 'a'.</summary>
public sealed class FormattedValue(SourceRange range, Expr value, char conversion, Expr? spec) : Expr(range)
{
    public readonly Expr Value = value;
    public readonly char Conversion = conversion;
    public readonly Expr? Spec = spec;
}

public sealed class Name(SourceRange range, string id) : Expr(range)
{
    public readonly string Id = id;
}

public sealed class AttributeExpr(SourceRange range, Expr value, string attr) : Expr(range)
{
    public readonly Expr Value = value;
    public readonly string Attr = attr;
}

public sealed class Subscript(SourceRange range, Expr value, Expr index) : Expr(range)
{
    public readonly Expr Value = value;
    public readonly Expr Index = index;
}

public sealed class SliceExpr(SourceRange range, Expr? lower, Expr? upper, Expr? step) : Expr(range)
{
    public readonly Expr? Lower = lower;
    public readonly Expr? Upper = upper;
    public readonly Expr? Step = step;
}

public sealed class Starred(SourceRange range, Expr value) : Expr(range)
{
    public readonly Expr Value = value;
}

public sealed class BinOp(SourceRange range, Expr left, BinaryOperator op, Expr right) : Expr(range)
{
    public readonly Expr Left = left;
    public readonly BinaryOperator Op = op;
    public readonly Expr Right = right;

    /// <summary>It was tried to compute it, in vain: long sums are not tried again from each of their parts.</summary>
    public bool IsNotConstant;
}

public sealed class UnaryOp(SourceRange range, UnaryOperator op, Expr operand) : Expr(range)
{
    public readonly UnaryOperator Op = op;
    public readonly Expr Operand = operand;
}

/// <summary><c>a and b and c</c>, or with <c>or</c>.</summary>
public sealed class BoolOp(SourceRange range, bool isOr, List<Expr> values) : Expr(range)
{
    public readonly bool IsOr = isOr;
    public readonly List<Expr> Values = values;
}

/// <summary><c>left ops[0] comparators[0] ops[1] comparators[1] ...</c></summary>
public sealed class Compare(SourceRange range, Expr left, List<CompareOperator> ops, List<Expr> comparators) : Expr(range)
{
    public readonly Expr Left = left;
    public readonly List<CompareOperator> Ops = ops;
    public readonly List<Expr> Comparators = comparators;
}

/// <summary>A named argument; <paramref name="name"/> is null for <c>**value</c>.</summary>
public sealed class Keyword(SourceRange range, string? name, Expr value) : Node(range)
{
    public readonly string? Name = name;
    public readonly Expr Value = value;
}

public sealed class Call(SourceRange range, Expr func, List<Expr> args, List<Keyword> keywords) : Expr(range)
{
    public readonly Expr Func = func;
    public readonly List<Expr> Args = args;
    public readonly List<Keyword> Keywords = keywords;
}

public sealed class IfExp(SourceRange range, Expr test, Expr body, Expr orElse) : Expr(range)
{
    public readonly Expr Test = test;
    public readonly Expr Body = body;
    public readonly Expr OrElse = orElse;
}

public sealed class Lambda(SourceRange range, Arguments args, Expr body) : Expr(range)
{
    public readonly Arguments Args = args;
    public readonly Expr Body = body;
}

public sealed class TupleExpr(SourceRange range, List<Expr> elements, bool parenthesized = false) : Expr(range)
{
    public readonly List<Expr> Elements = elements;
    public readonly bool Parenthesized = parenthesized;
}

public sealed class ListExpr(SourceRange range, List<Expr> elements) : Expr(range)
{
    public readonly List<Expr> Elements = elements;
}

public sealed class SetExpr(SourceRange range, List<Expr> elements) : Expr(range)
{
    public readonly List<Expr> Elements = elements;
}

/// <summary>Keys are null where the display has <c>**value</c>.</summary>
public sealed class DictExpr(SourceRange range, List<Expr?> keys, List<Expr> values) : Expr(range)
{
    public readonly List<Expr?> Keys = keys;
    public readonly List<Expr> Values = values;
}

/// <summary>What a comprehension builds.</summary>
public enum ComprehensionKind : byte
{
    List, Set, Dict, Generator,
}

/// <summary><c>for target in iter if c1 if c2</c></summary>
public sealed class ComprehensionFor(Expr target, Expr iter, List<Expr> conditions, bool isAsync)
{
    public readonly Expr Target = target;
    public readonly Expr Iter = iter;
    public readonly List<Expr> Conditions = conditions;
    public readonly bool IsAsync = isAsync;
}

/// <summary><paramref name="element"/> is the key, and <paramref name="value"/> set, for dicts only.</summary>
public sealed class Comprehension(
    SourceRange range, ComprehensionKind kind, Expr element, Expr? value, List<ComprehensionFor> generators) : Expr(range)
{
    public readonly ComprehensionKind Kind = kind;
    public readonly Expr Element = element;
    public readonly Expr? Value = value;
    public readonly List<ComprehensionFor> Generators = generators;
}

public sealed class Yield(SourceRange range, Expr? value) : Expr(range)
{
    public readonly Expr? Value = value;
}

public sealed class YieldFrom(SourceRange range, Expr value) : Expr(range)
{
    public readonly Expr Value = value;
}

public sealed class Await(SourceRange range, Expr value) : Expr(range)
{
    public readonly Expr Value = value;
}

/// <summary><c>target := value</c></summary>
public sealed class NamedExpr(SourceRange range, Name target, Expr value) : Expr(range)
{
    public readonly Name Target = target;
    public readonly Expr Value = value;
}

/// <summary>A parameter.</summary>
public sealed class Arg(SourceRange range, string name, Expr? annotation) : Node(range)
{
    public readonly string Name = name;
    public readonly Expr? Annotation = annotation;

    /// <inheritdoc cref="Assign.TypeComment"/>
    public string? TypeComment { get; set; }
}

/// <summary>The parameters of a function. Defaults belong to the last positional ones; keyword-only defaults are null where there is none.</summary>
public sealed class Arguments
{
    public readonly List<Arg> PositionalOnly = [];
    public readonly List<Arg> Positional = [];
    public readonly List<Expr> Defaults = [];
    public readonly List<Arg> KeywordOnly = [];
    public readonly List<Expr?> KeywordDefaults = [];
    public Arg? VarArgs;
    public Arg? VarKeywords;
}
