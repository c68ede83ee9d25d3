using System.Numerics;
using PyLite.Parsing;

namespace PyLite.Compiling;

/// <summary>Computes operators on constants at compile time, where the result is small and nothing can go wrong.</summary>
public static class ConstantFolder
{
    private const int MaxBits = 128;
    private const int MaxLength = 4096;
    private const int MaxItems = 256;

    /// <summary>The value of a constant expression, as in <see cref="Constant.Value"/>.</summary>
    public static bool TryFold(Expr expression, out object? value)
    {
        value = null;
        switch (expression)
        {
            case Constant constant:
                value = constant.Value;
                return true;
            case UnaryOp unary:
                return TryFold(unary.Operand, out object? operand) && TryUnary(unary.Op, operand, out value);
            case BinOp { IsNotConstant: true }: return false;
            case BinOp binary:
                if (TryFold(binary.Right, out object? right) && TryFold(binary.Left, out object? left) && TryBinary(binary.Op, left, right, out value)) return true;
                binary.IsNotConstant = true;
                return false;
            case TupleExpr tuple:
                bool folded = TryFoldElements(tuple.Elements, out object?[] items);
                value = items;
                return folded;
            default:
                return false;
        }
    }

    public static bool TryFoldElements(List<Expr> elements, out object?[] items)
    {
        items = new object?[elements.Count];
        for (int i = 0; i < items.Length; i++)
            if (!TryFold(elements[i], out items[i])) return false;
        return true;
    }

    /// <summary>Python's truth of a constant.</summary>
    public static bool? Truth(object? value) => value switch
    {
        null => false,
        bool b => b,
        long i => i != 0,
        double d => d != 0,
        string s => s.Length != 0,
        byte[] b => b.Length != 0,
        BigInteger => true,
        Complex c => c != Complex.Zero,
        object?[] items => items.Length != 0,
        EllipsisValue => true,
        _ => null,
    };

    private static BigInteger? Integer(object? value) => value switch
    {
        bool b => b ? BigInteger.One : BigInteger.Zero,
        long i => i,
        BigInteger big => big,
        _ => null,
    };

    private static object Normal(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;

    private static bool TryUnary(UnaryOperator op, object? operand, out object? value)
    {
        value = null;
        if (op == UnaryOperator.Not)
        {
            value = !Truth(operand);
            return value is not null;
        }
        if (operand is double number && op != UnaryOperator.Invert)
        {
            value = op == UnaryOperator.Negative ? -number : number;
            return true;
        }
        if (operand is Complex complex && op != UnaryOperator.Invert)
        {
            value = op == UnaryOperator.Negative ? new Complex(-complex.Real, -complex.Imaginary) : complex;
            return true;
        }
        if (Integer(operand) is not { } integer) return false;
        value = Normal(op switch
        {
            UnaryOperator.Negative => -integer,
            UnaryOperator.Invert => ~integer,
            _ => integer,
        });
        return true;
    }

    private static bool TryBinary(BinaryOperator op, object? left, object? right, out object? value)
    {
        value = (op, left, right) switch
        {
            (BinaryOperator.And, bool p, bool q) => p & q,
            (BinaryOperator.Or, bool p, bool q) => p | q,
            (BinaryOperator.Xor, bool p, bool q) => p ^ q,
            _ => null,
        };
        if (value is not null) return true;
        if (Integer(left) is { } a && Integer(right) is { } b)
        {
            value = Integers(op, a, b);
            return value is not null;
        }
        if (left is Complex || right is Complex)
        {
            value = Complexes(op, left, right);
            return value is not null;
        }
        if (left is double || right is double)
        {
            if (Float(left) is not { } x || Float(right) is not { } y) return false;
            value = Floats(op, x, y);
            return value is not null;
        }
        return TryText(op, left, right, out value);
    }

    private static double? Float(object? value) => value switch
    {
        double d => d,
        long and (> 1L << 53 or < -(1L << 53)) => null,
        long i => i,
        bool b => b ? 1 : 0,
        _ => null,
    };

    private static object? Complexes(BinaryOperator op, object? left, object? right)
    {
        if (AsComplex(left) is not { } x || AsComplex(right) is not { } y) return null;
        return op switch
        {
            BinaryOperator.Add => new Complex(x.Real + y.Real, x.Imaginary + y.Imaginary),
            BinaryOperator.Subtract => new Complex(x.Real - y.Real, x.Imaginary - y.Imaginary),
            _ => null,
        };
    }

    private static Complex? AsComplex(object? value) => value is Complex c ? c : Float(value) is { } real ? new Complex(real, 0) : null;

    private static object? Floats(BinaryOperator op, double x, double y) => op switch
    {
        BinaryOperator.Add => x + y,
        BinaryOperator.Subtract => x - y,
        BinaryOperator.Multiply => x * y,
        BinaryOperator.TrueDivide when y != 0 => x / y,
        _ => null,
    };

    private static object? Integers(BinaryOperator op, BigInteger a, BigInteger b)
    {
        switch (op)
        {
            case BinaryOperator.Add: return Normal(a + b);
            case BinaryOperator.Subtract: return Normal(a - b);
            case BinaryOperator.Multiply when Bits(a) + Bits(b) <= MaxBits: return Normal(a * b);
            case BinaryOperator.TrueDivide when !b.IsZero && Bits(a) <= 53 && Bits(b) <= 53: return (double)a / (double)b;
            case BinaryOperator.FloorDivide when !b.IsZero: return Normal(FloorDivide(a, b));
            case BinaryOperator.Remainder when !b.IsZero: return Normal(a - (FloorDivide(a, b) * b));
            case BinaryOperator.Power when b >= 0 && b <= MaxBits && Bits(a) * b <= MaxBits: return Normal(BigInteger.Pow(a, (int)b));
            case BinaryOperator.LeftShift when b >= 0 && b <= MaxBits && Bits(a) + b <= MaxBits: return Normal(a << (int)b);
            case BinaryOperator.RightShift when b >= 0 && b <= int.MaxValue: return Normal(a >> (int)b);
            case BinaryOperator.And: return Normal(a & b);
            case BinaryOperator.Or: return Normal(a | b);
            case BinaryOperator.Xor: return Normal(a ^ b);
            default: return null;
        }
    }

    private static long Bits(BigInteger value) => (long)BigInteger.Abs(value).GetBitLength();

    private static BigInteger FloorDivide(BigInteger a, BigInteger b)
    {
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger remainder);
        return !remainder.IsZero && remainder.Sign != b.Sign ? quotient - 1 : quotient;
    }

    private static bool TryText(BinaryOperator op, object? left, object? right, out object? value)
    {
        value = (op, left, right) switch
        {
            (BinaryOperator.Add, string a, string b) when a.Length + b.Length <= MaxLength => a + b,
            (BinaryOperator.Multiply, string a, long n) => Repeat(a, n),
            (BinaryOperator.Multiply, long n, string a) => Repeat(a, n),
            (BinaryOperator.Add, object?[] a, object?[] b) when a.Length + b.Length <= MaxItems => (object?[])[.. a, .. b],
            _ => null,
        };
        return value is not null;
    }

    private static string? Repeat(string text, long count)
    {
        if (count <= 0) return "";
        if (text.Length * Math.Min(count, MaxLength + 1L) > MaxLength) return null;
        return string.Concat(Enumerable.Repeat(text, (int)count));
    }
}
