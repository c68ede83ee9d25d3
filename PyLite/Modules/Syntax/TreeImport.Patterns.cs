using PyLite.Compiling;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules.Syntax;

// Patterns of match statements.
internal sealed partial class TreeImport
{
    private List<Pattern> Patterns(PyObject node, string field, bool mayHaveStar = false) => ListOf(node, field, item => PatternOf(item, mayHaveStar));

    private Pattern PatternOf(PyObject node, bool mayBeStar = false)
    {
        Enter();
        Pattern made = PatternOfOf(node, false);
        _depth--;
        return made;
    }

    private Pattern PatternOfOf(PyObject node, bool mayBeStar = false)
    {
        SourceRange at = Place(node, "pattern");
        switch (classes.NameOf(node))
        {
            case "MatchValue":
                Expr value = Value(node, "value");
                return IsPatternValue(value) ? new MatchValue(at, value) : throw ValueError("patterns may only match literals and attribute lookups");
            case "MatchSingleton":
                PyObject single = Required(node, "value");
                if (single is not (PyNone or PyBool)) throw ValueError("MatchSingleton can only contain True, False and None");
                return new MatchValue(at, new Constant(at, ConstantOf(single)));
            case "MatchSequence": return new MatchSequence(at, Patterns(node, "patterns", mayHaveStar: true));
            case "MatchMapping": return MappingOf(node, at);
            case "MatchClass": return ClassOf(node, at);
            case "MatchStar" when !mayBeStar: throw ValueError("can't use MatchStar here");
            case "MatchStar": return new MatchStar(at, Capture(IdentifierOrNone(node, "name")));
            case "MatchAs":
                Pattern? inner = OrNone(node, "pattern") is { } pattern ? PatternOf(pattern) : null;
                string? name = Capture(IdentifierOrNone(node, "name"));
                if (inner != null && name == null) throw ValueError("MatchAs must specify a target name if a pattern is given");
                return new MatchAs(at, inner, name);
            case "MatchOr":
                List<Pattern> choices = Patterns(node, "patterns");
                return choices.Count < 2 ? throw ValueError("MatchOr requires at least 2 patterns") : new MatchOr(at, choices);
            default: throw TypeError($"expected some sort of pattern, but got {Show(node)}");
        }
    }

    private static string? Capture(string? name) => name switch
    {
        null => null,
        "_" => throw ValueError("can't capture name '_' in patterns"),
        _ => Variable(name),
    };

    private static bool IsPatternValue(Expr value) => value switch
    {
        Constant { Value: not (null or bool or EllipsisValue or object?[] or PyObject) } => true,
        AttributeExpr => true,
        Parsing.UnaryOp { Op: UnaryOperator.Negative, Operand: Constant { Value: long or System.Numerics.BigInteger or double or System.Numerics.Complex } } => true,
        BinOp { Op: BinaryOperator.Add or BinaryOperator.Subtract, Right: Constant { Value: System.Numerics.Complex } } => true,
        JoinedStr => true,
        _ => false,
    };

    private MatchMapping MappingOf(PyObject node, SourceRange at)
    {
        List<Expr> keys = Values(node, "keys");
        List<Pattern> patterns = Patterns(node, "patterns");
        string? rest = Capture(IdentifierOrNone(node, "rest"));
        if (keys.Count != patterns.Count) throw ValueError("MatchMapping doesn't have the same number of keys as patterns");
        foreach (Expr key in keys)
            if (key is not Constant { Value: null or bool } && !IsPatternValue(key)) throw ValueError("patterns may only match literals and attribute lookups");
        return new MatchMapping(at, keys, patterns, rest);
    }

    private MatchClass ClassOf(PyObject node, SourceRange at)
    {
        Expr type = Value(node, "cls");
        List<Pattern> patterns = Patterns(node, "patterns");
        List<string> names = ListOf(node, "kwd_attrs", item => Variable(Identifier(item)));
        List<Pattern> named = Patterns(node, "kwd_patterns");
        if (names.Count != named.Count) throw ValueError("MatchClass doesn't have the same number of keyword attributes as patterns");
        Expr part = type;
        while (part is AttributeExpr attribute) part = attribute.Value;
        if (part is not Name) throw ValueError("MatchClass cls field can only contain Name or Attribute nodes.");
        return new MatchClass(at, type, patterns, names, named);
    }
}
