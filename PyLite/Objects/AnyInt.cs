using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// The operators on ints of any length. Where short and long ones come by turns, a trace that asks for each operand's class branches at
/// every operation; these are one call that takes both, and the same arguments give the same result.
/// </summary>
public static class AnyInt
{
    /// <summary>Results that may be longer are left to the operator, which may run out of memory.</summary>
    private const int MostBits = 100_000;

    /// <summary>
    /// <c>a op b</c> for two ints or bools; null when one of them is something else, or where the operation may fail: then the operator
    /// itself is to be asked.
    /// </summary>
    [Elidable]
    public static PyObject? Binary(BinaryOp op, PyObject a, PyObject b)
    {
        if (Short(op, a, b) is { } result) return result;
        if (!IsInt(a) || !IsInt(b)) return null;
        PyLong.TryGet(a, out BigInteger x);
        PyLong.TryGet(b, out BigInteger y);
        bool canFail = op switch
        {
            BinaryOp.FloorDiv or BinaryOp.Mod or BinaryOp.DivMod => y.IsZero,
            BinaryOp.TrueDiv => y.IsZero || (long)x.GetBitLength() - (long)y.GetBitLength() > 1000,
            BinaryOp.LShift or BinaryOp.RShift => y.Sign < 0 || y > MostBits,
            BinaryOp.Pow => y.Sign < 0 || y > MostBits || (long)x.GetBitLength() * (long)y > MostBits,
            _ => op == BinaryOp.MatMul,
        };
        return canFail ? null : PyLong.Binary(op, x, y);
    }

    private static bool IsInt(PyObject a) => a is PyInt or PyLong or PyBool;

    /// <summary>The same where operands and result have at most 255 bits.</summary>
    public static PyObject? Short(BinaryOp op, PyObject a, PyObject b)
    {
        if (!PyLong.TryGetShort(a, out Int256 x) || !PyLong.TryGetShort(b, out Int256 y)) return null;
        Int256 result;
        switch (op)
        {
            case BinaryOp.Add:
                return Int256.Add(x, y, out result) ? PyLong.From(result) : null;
            case BinaryOp.Sub:
                return Int256.Subtract(x, y, out result) ? PyLong.From(result) : null;
            case BinaryOp.Mul:
                return Int256.Multiply(x, y, out result) ? PyLong.From(result) : null;
            case BinaryOp.And:
                return a is PyBool && b is PyBool ? null : PyLong.From(x & y);
            case BinaryOp.Or:
                return a is PyBool && b is PyBool ? null : PyLong.From(x | y);
            case BinaryOp.Xor:
                return a is PyBool && b is PyBool ? null : PyLong.From(x ^ y);
            case BinaryOp.FloorDiv:
                return !y.IsZero && Int256.FloorDivRem(x, y, out result, out _) ? PyLong.From(result) : null;
            case BinaryOp.Mod:
                return !y.IsZero && Int256.FloorDivRem(x, y, out _, out result) ? PyLong.From(result) : null;
            case BinaryOp.LShift:
                return IsCount(y) && Int256.ShiftLeft(x, (int)y.A, out result) ? PyLong.From(result) : null;
            case BinaryOp.RShift:
                return IsCount(y) ? PyLong.From(Int256.ShiftRight(x, (int)y.A)) : null;
            case BinaryOp.TrueDiv:
                // By a power of two only the exponent changes.
                return y.PowerOfTwo() is var power and >= 0 ? new PyFloat(Math.ScaleB(x.ToDouble(), -power)) : null;
            default:
                return null;
        }
    }

    private static bool IsCount(in Int256 y) => y.FitsLong && y.A <= MostBits;

    /// <summary><c>a ** exponent</c> of an exponent that is not negative.</summary>
    public static PyObject? Power(long a, long exponent)
    {
        Int256 power = new(1), square = new(a);
        for (long left = exponent; ;)
        {
            if ((left & 1) != 0 && !Int256.Multiply(power, square, out power)) break;
            left >>= 1;
            if (left == 0) return PyLong.From(power);
            if (!Int256.Multiply(square, square, out square)) break;
        }
        return PyLong.Power(a, exponent);
    }

    /// <summary>1, 0, or -1 when one of the objects is no int.</summary>
    [Elidable]
    public static int Compare(CompareOp op, PyObject a, PyObject b)
    {
        if (Order(a, b, out int order)) return IntMath.Compare(op, order, 0) ? 1 : 0;
        if (!IsInt(a) || !IsInt(b)) return -1;
        PyLong.TryGet(a, out BigInteger x);
        PyLong.TryGet(b, out BigInteger y);
        return IntMath.Compare(op, x.CompareTo(y), 0) ? 1 : 0;
    }

    /// <summary>Compares short ones; false when they are not.</summary>
    public static bool Order(PyObject a, PyObject b, out int order)
    {
        bool isShort = PyLong.TryGetShort(a, out Int256 x) & PyLong.TryGetShort(b, out Int256 y);
        order = Int256.Compare(x, y);
        return isShort;
    }

    /// <summary>Null when the object is no int.</summary>
    [Elidable]
    public static PyObject? Unary(UnaryOp op, PyObject a) => a is PyInt i ? IntMath.Unary(op, i.Value) : a is PyLong l ? l.Unary(op) : null;
}
