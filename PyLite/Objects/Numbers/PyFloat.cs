using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary>A <c>float</c>.</summary>
public sealed class PyFloat(double value) : PyObject
{
    public readonly double Value = value;

    public override PyType Type => Types.Float;

    [DontLookInside]
    public override PyStr Repr() => new(FloatText.Repr(Value));

    public override int Truth() => Value != 0 ? 1 : 0;

    [DontLookInside]
    public override long Hash() => FloatMath.Hash(Value);

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (other is PyFloat f) return FloatMath.Binary(op, Value, f.Value);
        if (other is PyInt i) return FloatMath.Binary(op, Value, i.Value);
        if (other is PyBool b) return FloatMath.Binary(op, Value, b.Number);
        if (other is PyLong l) return BinaryBig(op, l);
        return PyNotImplemented.Value;
    }

    /// <summary>An int of a class of the program's own has left the operation to the float.</summary>
    public override PyObject? Reflected(BinaryOp op, PyObject other) =>
        other is PyInstance { Native: PyInt or PyLong or PyBool } integer ? integer.Native!.Binary(op, this) : PyNotImplemented.Value;

    [DontLookInside]
    private PyObject? BinaryBig(BinaryOp op, PyLong other) => other.ToDouble() is { } d ? FloatMath.Binary(op, Value, d) : null;

    public override PyObject? Unary(UnaryOp op) => op switch
    {
        UnaryOp.Neg => new PyFloat(-Value),
        UnaryOp.Abs => new PyFloat(Math.Abs(Value)),
        UnaryOp.Pos => this,
        _ => base.Unary(op),
    };

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (other is PyFloat f) return PyBool.Of(FloatMath.Compare(op, Value, f.Value));
        if (other is PyInt i) return PyBool.Of(FloatMath.CompareInt(Operators.Swap(op), i.Value, Value));
        if (other is PyBool b) return PyBool.Of(FloatMath.Compare(op, Value, b.Number));
        if (other is PyLong l) return PyBool.Of(FloatMath.CompareBig(Operators.Swap(op), l.Value, Value));
        if (other is PyInstance { Native: PyInt or PyLong or PyBool or PyFloat } number) return Compare(op, number.Native!);
        return PyNotImplemented.Value;
    }

    /// <summary>The value as a double of anything numeric, or false (an exception may be pending: <see cref="PyErr.Current"/>).</summary>
    public static bool TryGet(PyObject a, out double value)
    {
        switch (a)
        {
            case PyFloat f: value = f.Value; return true;
            case PyInt i: value = i.Value; return true;
            case PyBool b: value = b.Number; return true;
            case PyLong l:
                double? d = l.ToDouble();
                value = d ?? 0;
                return d != null;
            case PyInstance { Native: { } native }: return TryGet(native, out value);
            default: value = 0; return false;
        }
    }
}

/// <summary>Float arithmetic with Python's meaning.</summary>
public static class FloatMath
{
    public static bool Compare(CompareOp op, double a, double b) => op switch
    {
        CompareOp.Lt => a < b,
        CompareOp.Le => a <= b,
        CompareOp.Eq => a == b,
        CompareOp.Ne => a != b,
        CompareOp.Gt => a > b,
        _ => a >= b,
    };

    /// <summary>Exact comparison of an int with a float.</summary>
    public static bool CompareInt(CompareOp op, long a, double b)
    {
        const long Exact = 1L << 53;
        if (a is >= -Exact and <= Exact) return Compare(op, a, b);
        return CompareBig(op, a, b);
    }

    [DontLookInside]
    public static bool CompareBig(CompareOp op, BigInteger a, double b)
    {
        if (double.IsNaN(b)) return op == CompareOp.Ne;
        if (double.IsInfinity(b)) return IntMath.Compare(op, b > 0 ? -1 : 1, 0);
        double floor = Math.Floor(b);
        int order = a.CompareTo(new BigInteger(floor));
        if (order == 0 && b != floor) order = -1;
        return IntMath.Compare(op, order, 0);
    }

    public static PyObject? Binary(BinaryOp op, double a, double b)
    {
        switch (op)
        {
            case BinaryOp.Add: return new PyFloat(a + b);
            case BinaryOp.Sub: return new PyFloat(a - b);
            case BinaryOp.Mul: return new PyFloat(a * b);
            case BinaryOp.TrueDiv:
                if (b == 0) return PyErr.Raise(Types.ZeroDivisionError, "float division by zero");
                return new PyFloat(a / b);
            case BinaryOp.FloorDiv:
                if (b == 0) return PyErr.Raise(Types.ZeroDivisionError, "float floor division by zero");
                return new PyFloat(FloorDiv(a, b));
            case BinaryOp.Mod:
                if (b == 0) return PyErr.Raise(Types.ZeroDivisionError, "float modulo");
                return new PyFloat(Mod(a, b));
            case BinaryOp.Pow: return Pow(a, b);
            case BinaryOp.DivMod:
                if (b == 0) return PyErr.Raise(Types.ZeroDivisionError, "float divmod()");
                return new PyTuple([new PyFloat(FloorDiv(a, b)), new PyFloat(Mod(a, b))]);
            default: return PyNotImplemented.Value;
        }
    }

    [DontLookInside]
    public static double Mod(double a, double b)
    {
        double r = a % b;
        if (r != 0)
        {
            if (b < 0 != r < 0) r += b;
        }
        else
        {
            r = Math.CopySign(0.0, b);
        }
        return r;
    }

    [DontLookInside]
    public static double FloorDiv(double a, double b)
    {
        double r = a % b;
        double div = (a - r) / b;
        if (r != 0 && b < 0 != r < 0) div -= 1;
        if (div == 0) return Math.CopySign(0.0, a / b);
        double floor = Math.Floor(div);
        return div - floor > 0.5 ? floor + 1 : floor;
    }

    [DontLookInside]
    public static PyObject? Pow(double a, double b)
    {
        if (b == 0 || a == 1) return new PyFloat(1.0);
        if (double.IsInfinity(b) && !double.IsNaN(a))
        {
            double size = Math.Abs(a);
            return new PyFloat(size == 1 ? 1.0 : b > 0 == size > 1 ? double.PositiveInfinity : 0.0);
        }
        if (a == 0 && b < 0) return PyErr.Raise(Types.ZeroDivisionError, "0.0 cannot be raised to a negative power");
        if (a < 0 && double.IsFinite(a) && double.IsFinite(b) && b != Math.Floor(b))
            return ComplexMath.Power(a, 0, b, 0);
        double r = Math.Pow(a, b);
        if (double.IsInfinity(r) && double.IsFinite(a) && double.IsFinite(b))
            return PyErr.RaiseWithArgs(Types.OverflowError, new PyInt(34), new PyStr("Numerical result out of range"));
        return new PyFloat(r);
    }

    /// <summary>CPython's hash: equal to the hash of an equal int.</summary>
    public static long Hash(double v)
    {
        if (double.IsNaN(v)) return 0;
        if (double.IsInfinity(v)) return v > 0 ? 314159 : -314159;
        if (v == Math.Floor(v) && Math.Abs(v) < 1e15) return IntMath.Hash((long)v);
        const long Modulus = (1L << 61) - 1;
        double m = Math.Abs(v);
        int e = 0;
        while (m >= 1.0)
        {
            m /= 2;
            e++;
        }
        while (m < 0.5)
        {
            m *= 2;
            e--;
        }
        long x = 0;
        while (m != 0)
        {
            x = ((x << 28) & Modulus) | x >> 33;
            m *= 268435456.0;
            e -= 28;
            long y = (long)m;
            m -= y;
            x += y;
            if (x >= Modulus) x -= Modulus;
        }
        e = e >= 0 ? e % 61 : 60 - (-1 - e) % 61;
        x = ((x << e) & Modulus) | x >> (61 - e);
        if (v < 0) x = -x;
        return x == -1 ? -2 : x;
    }
}
