using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary>A <c>complex</c>.</summary>
public sealed class PyComplex(double real, double imag) : PyObject
{
    public readonly double Real = real;
    public readonly double Imag = imag;

    public override PyType Type => Types.Complex;

    [DontLookInside]
    public override PyStr Repr() => PyStr.Narrow(ComplexText.Repr(Real, Imag));

    public override int Truth() => Real != 0 || Imag != 0 ? 1 : 0;

    [DontLookInside]
    public override long Hash()
    {
        if (double.IsNaN(Real) || double.IsNaN(Imag)) return Identity.HashOf(this);
        long hash = unchecked(FloatMath.Hash(Real) + 1000003 * FloatMath.Hash(Imag));
        return hash == -1 ? -2 : hash;
    }

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (other is PyComplex c) return ComplexMath.Binary(op, Real, Imag, c.Real, c.Imag);
        if (other is PyFloat f) return ComplexMath.Binary(op, Real, Imag, f.Value, 0);
        if (other is PyInt i) return ComplexMath.Binary(op, Real, Imag, i.Value, 0);
        if (other is PyBool b) return ComplexMath.Binary(op, Real, Imag, b.Number, 0);
        return other is PyLong l ? l.ToDouble() is { } d ? ComplexMath.Binary(op, Real, Imag, d, 0) : null : PyNotImplemented.Value;
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other)
    {
        if (other is PyFloat f) return ComplexMath.Binary(op, f.Value, 0, Real, Imag);
        if (other is PyInt i) return ComplexMath.Binary(op, i.Value, 0, Real, Imag);
        if (other is PyBool b) return ComplexMath.Binary(op, b.Number, 0, Real, Imag);
        if (other is PyInstance { Native: { } native }) return Reflected(op, native);
        return other is PyLong l ? l.ToDouble() is { } d ? ComplexMath.Binary(op, d, 0, Real, Imag) : null : PyNotImplemented.Value;
    }

    public override PyObject? Unary(UnaryOp op) => op switch
    {
        UnaryOp.Neg => new PyComplex(-Real, -Imag),
        UnaryOp.Pos => this,
        UnaryOp.Abs => ComplexMath.Abs(Real, Imag),
        _ => base.Unary(op),
    };

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne)) return PyNotImplemented.Value;
        bool equal;
        other = UserSlots.Unwrap(other);
        if (other is PyComplex c) equal = Real == c.Real && Imag == c.Imag;
        else if (other is PyFloat f) equal = Imag == 0 && Real == f.Value;
        else if (other is PyInt i) equal = Imag == 0 && FloatMath.CompareInt(CompareOp.Eq, i.Value, Real);
        else if (other is PyBool b) equal = Imag == 0 && Real == b.Number;
        else if (other is PyLong l) equal = Imag == 0 && FloatMath.CompareBig(CompareOp.Eq, l.Value, Real);
        else return PyNotImplemented.Value;
        return PyBool.Of(equal == (op == CompareOp.Eq));
    }
}

/// <summary>Complex arithmetic as CPython does it, which decides the last bits.</summary>
public static class ComplexMath
{
    public static PyObject? Binary(BinaryOp op, double a, double ai, double b, double bi)
    {
        switch (op)
        {
            case BinaryOp.Add: return new PyComplex(a + b, ai + bi);
            case BinaryOp.Sub: return new PyComplex(a - b, ai - bi);
            case BinaryOp.Mul: return new PyComplex(a * b - ai * bi, a * bi + ai * b);
            case BinaryOp.TrueDiv:
                if (b == 0 && bi == 0) return PyErr.Raise(Types.ZeroDivisionError, "complex division by zero");
                return Quotient(a, ai, b, bi);
            case BinaryOp.Pow: return Power(a, ai, b, bi);
            default: return PyNotImplemented.Value;
        }
    }

    private static PyComplex Quotient(double a, double ai, double b, double bi)
    {
        if (Math.Abs(b) >= Math.Abs(bi))
        {
            double ratio = bi / b, denominator = b + bi * ratio;
            return new PyComplex((a + ai * ratio) / denominator, (ai - a * ratio) / denominator);
        }
        if (Math.Abs(bi) >= Math.Abs(b))
        {
            double ratio = b / bi, denominator = b * ratio + bi;
            return new PyComplex((a * ratio + ai) / denominator, (ai * ratio - a) / denominator);
        }
        return new PyComplex(double.NaN, double.NaN);
    }

    [DontLookInside]
    public static PyObject? Abs(double real, double imag)
    {
        double length = Hypot(real, imag);
        if (double.IsInfinity(length) && double.IsFinite(real) && double.IsFinite(imag)) return PyErr.Raise(Types.OverflowError, "absolute value too large");
        return new PyFloat(length);
    }

    public static double Hypot(double x, double y) =>
        double.IsInfinity(x) || double.IsInfinity(y) ? double.PositiveInfinity : double.Hypot(x, y);

    [DontLookInside]
    public static PyObject? Power(double a, double ai, double b, double bi)
    {
        double real, imag;
        if (bi == 0 && b == Math.Floor(b) && Math.Abs(b) <= 100)
        {
            PyComplex power = IntegerPower(a, ai, (int)Math.Abs(b));
            if (b < 0)
            {
                if (power.Real == 0 && power.Imag == 0) return ZeroPower();
                power = Quotient(1, 0, power.Real, power.Imag);
            }
            (real, imag) = (power.Real, power.Imag);
        }
        else if (b == 0 && bi == 0) return new PyComplex(1, 0);
        else if (a == 0 && ai == 0)
        {
            if (bi != 0 || b < 0) return ZeroPower();
            return new PyComplex(0, 0);
        }
        else
        {
            double length = Hypot(a, ai), size = Math.Pow(length, b), angle = Math.Atan2(ai, a), phase = angle * b;
            if (bi != 0)
            {
                size *= Math.Exp(-angle * bi);
                phase += bi * Math.Log(length);
            }
            (real, imag) = (size * Math.Cos(phase), size * Math.Sin(phase));
        }
        if (double.IsInfinity(real) || double.IsInfinity(imag)) return PyErr.Raise(Types.OverflowError, "complex exponentiation");
        return new PyComplex(real, imag);
    }

    private static PyObject? ZeroPower() => PyErr.Raise(Types.ZeroDivisionError, "0.0 to a negative or complex power");

    private static PyComplex IntegerPower(double a, double ai, int exponent)
    {
        (double real, double imag) = (1, 0);
        for (int bit = 1; bit > 0 && exponent >= bit; bit <<= 1)
        {
            if ((exponent & bit) != 0) (real, imag) = (real * a - imag * ai, real * ai + imag * a);
            (a, ai) = (a * a - ai * ai, a * ai + ai * a);
        }
        return new PyComplex(real, imag);
    }

    /// <summary>The value of anything numeric; false with TypeError or another exception pending.</summary>
    /// <param name="value">The object.</param>
    /// <param name="complex">Its value.</param>
    /// <param name="wrong">The TypeError for what is no number, before the class's name.</param>
    /// <param name="asksMethod">An object's <c>__complex__</c> is called.</param>
    [DontLookInside]
    public static bool TryGet(PyObject value, out Complex complex, string wrong = "must be real number, not ", bool asksMethod = true)
    {
        complex = default;
        PyObject plain = UserSlots.Unwrap(value);
        if (asksMethod && value.Type.IsUser && value.Type.Lookup(ComplexMethods.ComplexName) is { } method and not PyBuiltin)
        {
            if (Calls.CallMethod(method, value) is not { } made) return false;
            if (Conversions.Complex(made) is not { } result) return false;
            complex = new Complex(result.Real, result.Imag);
            return true;
        }
        if (plain is PyComplex c)
        {
            complex = new Complex(c.Real, c.Imag);
            return true;
        }
        // complex() asks what __float__ says; other calls take the number itself.
        if (plain is PyFloat f && !wrong.EndsWith('\''))
        {
            complex = new Complex(f.Value, 0);
            return true;
        }
        if (plain is PyStr or PyBytes || value.Type.Lookup(Names.Float) == null && value.Type.Lookup(Names.Index) == null)
            return PyErr.Fail(Types.TypeError, wrong + (wrong.EndsWith('\'') ? $"{value.Type.Name}'" : value.Type.Name));
        if (NumberMethods.ToFloat(value) is not { } real) return false;
        if (!PyFloat.TryGet(real, out double d)) return false;
        complex = new Complex(d, 0);
        return true;
    }
}
