using System.Numerics;
using PyLite.Parsing;

namespace PyLite.Compiling;

// What CPython warns of: expressions that are sure to fail, or do not mean what they seem to.
public sealed partial class PyCompiler
{
    private void Warn(string message, SourceRange range) => _warnings?.Add(SourceWarningKind.SyntaxWarning, message, range);

    /// <summary>The name of an expression's type, where it can be told from the text.</summary>
    private static string? KnownType(Expr expression) => expression switch
    {
        TupleExpr => "tuple",
        ListExpr or Comprehension { Kind: ComprehensionKind.List } => "list",
        DictExpr or Comprehension { Kind: ComprehensionKind.Dict } => "dict",
        SetExpr or Comprehension { Kind: ComprehensionKind.Set } => "set",
        Comprehension => "generator",
        Lambda => "function",
        JoinedStr or FormattedValue => "str",
        _ => ConstantFolder.TryFold(expression, out object? value) ? TypeOf(value) : null,
    };

    private static string? TypeOf(object? constant) => constant switch
    {
        null => "NoneType",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        Complex => "complex",
        string => "str",
        byte[] => "bytes",
        EllipsisValue => "ellipsis",
        object?[] => "tuple",
        _ => null,
    };

    private void CheckIdentity(Compare compare)
    {
        if (_warnings == null) return;
        bool isLiteral = IsLiteral(compare.Left);
        for (int i = 0; i < compare.Ops.Count; i++)
        {
            bool isNextLiteral = IsLiteral(compare.Comparators[i]);
            if ((isLiteral || isNextLiteral) && compare.Ops[i] is CompareOperator.Is or CompareOperator.IsNot)
            {
                bool isNot = compare.Ops[i] == CompareOperator.IsNot;
                Warn($"\"{(isNot ? "is not" : "is")}\" with a literal. Did you mean \"{(isNot ? "!=" : "==")}\"?", compare.Range);
                return;
            }
            isLiteral = isNextLiteral;
        }
    }

    private static bool IsLiteral(Expr expression) =>
        ConstantFolder.TryFold(expression, out object? value) && value is not (null or bool or EllipsisValue);

    private void CheckCall(Expr callee)
    {
        if (_warnings == null || callee is Name or AttributeExpr or Call or Subscript or Lambda) return;
        if (KnownType(callee) is { } type) Warn($"'{type}' object is not callable; perhaps you missed a comma?", callee.Range);
    }

    private void CheckSubscript(Subscript subscript)
    {
        if (_warnings == null || subscript.Value is Name or AttributeExpr or Call) return;
        Expr value = subscript.Value;
        if (KnownType(value) is not { } type) return;
        if (type is "NoneType" or "ellipsis" or "int" or "bool" or "float" or "complex" or "set" or "generator" or "function")
        {
            Warn($"'{type}' object is not subscriptable; perhaps you missed a comma?", subscript.Range);
            return;
        }
        if (type == "dict" || subscript.Index is SliceExpr) return;
        if (KnownType(subscript.Index) is { } index and not ("int" or "bool"))
            Warn($"{type} indices must be integers or slices, not {index}; perhaps you missed a comma?", subscript.Range);
    }

    private void CheckAssert(Parsing.Assert assert)
    {
        if (assert.Test is TupleExpr { Elements.Count: > 0 }) Warn("assertion is always true, perhaps remove parentheses?", assert.Range);
    }
}
