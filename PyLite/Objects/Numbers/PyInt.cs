using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using MetaJit;

namespace PyLite.Objects;

/// <summary>An <c>int</c> that fits 64 bits. Larger ones are <see cref="PyLong"/>, of the same Python type.</summary>
public sealed class PyInt(long value) : PyObject
{
    public static readonly PyInt Zero = new(0), One = new(1), MinusOne = new(-1);

    public readonly long Value = value;

    private const int SharedBelow = 5, Shared = 1024 + SharedBelow;
    private static readonly PyInt[] SharedInts = MakeShared();

    private static PyInt[] MakeShared()
    {
        var ints = new PyInt[Shared];
        for (int i = 0; i < Shared; i++) ints[i] = new PyInt(i - SharedBelow);
        return ints;
    }

    /// <summary>The int of this value. Small ones are shared, except in traces, where a new one is mostly never made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyInt Of(long value) =>
        Jit.IsTracing || (ulong)(value + SharedBelow) >= Shared ? new PyInt(value) : SharedInts[value + SharedBelow];

    public override PyType Type => Types.Int;

    public override PyStr Repr() => PyStr.Narrow(Text(Value));

    [DontLookInside]
    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    public override int Truth() => Value != 0 ? 1 : 0;

    public override long Hash() => IntMath.Hash(Value);

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (other is PyInt i) return IntMath.Binary(op, Value, i.Value);
        if (other is PyFloat f) return FloatMath.Binary(op, Value, f.Value);
        if (other is PyBool b) return IntMath.Binary(op, Value, b.Number);
        if (other is PyLong l) return l.Reflected(op, this);
        return PyNotImplemented.Value;
    }

    public override PyObject? Unary(UnaryOp op) => IntMath.Unary(op, Value);

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (other is PyInt i) return PyBool.Of(IntMath.Compare(op, Value, i.Value));
        if (other is PyFloat f) return PyBool.Of(FloatMath.CompareInt(op, Value, f.Value));
        if (other is PyBool b) return PyBool.Of(IntMath.Compare(op, Value, b.Number));
        if (other is PyLong l) return PyBool.Of(IntMath.Compare(op, 0, l.Sign));
        return PyNotImplemented.Value;
    }
}

/// <summary><c>True</c> and <c>False</c>, which count as 1 and 0.</summary>
public sealed class PyBool : PyObject
{
    public static readonly PyBool True = new(1), False = new(0);

    public readonly long Number;

    private PyBool(long number) => Number = number;

    public static PyBool Of(bool value) => value ? True : False;

    public override PyType Type => Types.Bool;
    public override PyStr Repr() => Number != 0 ? Strings.True : Strings.False;
    public override int Truth() => (int)Number;
    public override long Hash() => Number;

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (other is PyBool b && op is BinaryOp.And or BinaryOp.Or or BinaryOp.Xor)
            return Of(op switch { BinaryOp.And => Number & ((PyBool)other).Number, BinaryOp.Or => Number | ((PyBool)other).Number, _ => Number ^ ((PyBool)other).Number } != 0);
        return new PyInt(Number).Binary(op, other);
    }

    public override PyObject? Unary(UnaryOp op) => IntMath.Unary(op, Number);
    public override PyObject? Compare(CompareOp op, PyObject other) => new PyInt(Number).Compare(op, other);
}

/// <summary>64-bit integer arithmetic with Python's meaning; what does not fit goes to <see cref="PyLong"/>.</summary>
public static class IntMath
{
    private const long HashModulus = (1L << 61) - 1;

    public static long Hash(long value)
    {
        if (value is > -HashModulus and < HashModulus) return value == -1 ? -2 : value;
        long h = value % HashModulus;
        return h == -1 ? -2 : h;
    }

    public static bool Compare(CompareOp op, long a, long b) => op switch
    {
        CompareOp.Lt => a < b,
        CompareOp.Le => a <= b,
        CompareOp.Eq => a == b,
        CompareOp.Ne => a != b,
        CompareOp.Gt => a > b,
        _ => a >= b,
    };

    public static PyObject? Binary(BinaryOp op, long a, long b)
    {
        switch (op)
        {
            case BinaryOp.Add: return Jit.AddOverflow(a, b, out long sum) ? PyLong.AddSlow(a, b) : new PyInt(sum);
            case BinaryOp.Sub: return Jit.SubOverflow(a, b, out long difference) ? PyLong.SubSlow(a, b) : new PyInt(difference);
            case BinaryOp.Mul: return Jit.MulOverflow(a, b, out long product) ? PyLong.MulSlow(a, b) : new PyInt(product);
            case BinaryOp.And: return new PyInt(a & b);
            case BinaryOp.Or: return new PyInt(a | b);
            case BinaryOp.Xor: return new PyInt(a ^ b);
            case BinaryOp.FloorDiv: return FloorDiv(a, b);
            case BinaryOp.Mod: return Mod(a, b);
            case BinaryOp.TrueDiv: return TrueDiv(a, b);
            case BinaryOp.LShift: return ShiftLeft(a, b);
            case BinaryOp.RShift: return ShiftRight(a, b);
            case BinaryOp.Pow: return b == 2 ? Binary(BinaryOp.Mul, a, a) : Pow(a, b);
            case BinaryOp.DivMod: return DivMod(a, b);
            default: return PyNotImplemented.Value;
        }
    }

    public static PyObject? FloorDiv(long a, long b)
    {
        if (b == 0) return PyErr.Raise(Types.ZeroDivisionError, "integer division or modulo by zero");
        if (b == -1) return Unary(UnaryOp.Neg, a);
        return new PyInt(Jit.FloorDivide(a, b));
    }

    public static PyObject? Mod(long a, long b)
    {
        if (b == 0) return PyErr.Raise(Types.ZeroDivisionError, "integer modulo by zero");
        if (b == -1) return new PyInt(0);
        return new PyInt(Jit.FloorRemainder(a, b));
    }

    private static PyObject? DivMod(long a, long b)
    {
        PyObject? q = FloorDiv(a, b);
        if (q == null) return null;
        PyObject? r = Mod(a, b);
        return r == null ? null : new PyTuple([q, r]);
    }

    public static PyObject? TrueDiv(long a, long b)
    {
        if (b == 0) return PyErr.Raise(Types.ZeroDivisionError, "division by zero");
        const long Exact = 1L << 53;
        if (a >= -Exact && a <= Exact && b >= -Exact && b <= Exact) return new PyFloat((double)a / b);
        return PyLong.TrueDivide(a, b);
    }

    public static PyObject? ShiftLeft(long a, long b)
    {
        if (b < 0) return PyErr.Raise(Types.ValueError, "negative shift count");
        if (b < 64)
        {
            long shifted = a << (int)b;
            if (shifted >> (int)b == a) return new PyInt(shifted);
        }
        return PyLong.ShiftLeft(a, b);
    }

    public static PyObject? ShiftRight(long a, long b)
    {
        if (b < 0) return PyErr.Raise(Types.ValueError, "negative shift count");
        return new PyInt(a >> (int)(b > 63 ? 63 : b));
    }

    public static PyObject? Pow(long a, long b)
    {
        if (b < 0) return NegativePower(a, b);
        return AnyInt.ShortPower(a, b) ?? AnyInt.Power(a, b) ?? PyLong.Power(a, b);
    }

    [DontLookInside]
    private static PyObject? NegativePower(long a, long b) =>
        a == 0 ? PyErr.Raise(Types.ZeroDivisionError, "0.0 cannot be raised to a negative power") : new PyFloat(Math.Pow(a, b));

    public static PyObject? Unary(UnaryOp op, long a)
    {
        switch (op)
        {
            case UnaryOp.Neg: return Jit.SubOverflow(0, a, out long negated) ? PyLong.SubSlow(0, a) : new PyInt(negated);
            case UnaryOp.Invert: return new PyInt(~a);
            case UnaryOp.Abs:
                // Without a branch, which would split a trace.
                long sign = a >> 63;
                return Jit.SubOverflow(a ^ sign, sign, out long magnitude) ? PyLong.SubSlow(0, a) : new PyInt(magnitude);
            default: return new PyInt(a);
        }
    }
}
