using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>This module provides access to mathematical functions for complex numbers.</summary>
[PyModule("cmath")]
[DontLookInside]
public static partial class CMathModule
{
    [PyConstant] private const double pi = Math.PI;
    [PyConstant] private const double e = Math.E;
    [PyConstant] private const double tau = Math.Tau;
    [PyConstant] private const double inf = double.PositiveInfinity;
    [PyConstant] private static double nan => FloatParser.NaN;
    [PyConstant] private static PyObject infj => new PyComplex(0, double.PositiveInfinity);
    [PyConstant] private static PyObject nanj => new PyComplex(0, FloatParser.NaN);

    private const double Large = double.MaxValue / 4;
    private static readonly double SqrtLarge = Math.Sqrt(Large);
    private const double Tiny = 2.2250738585072014e-308;
    private static readonly double SqrtTiny = Math.Sqrt(Tiny);

    // ---- errors

    private static PyObject? Domain() => PyErr.ValueError("math domain error");

    /// <summary>Applies a function; a result that is not finite though the argument is, is out of range.</summary>
    private static PyObject? Apply(PyObject z, Func<Complex, Complex> function, bool canOverflow = false)
    {
        if (!ComplexMath.TryGet(z, out Complex value)) return null;
        Complex result = function(value);
        if (canOverflow && Finite(value) && !Finite(result) && !double.IsNaN(result.Real) && !double.IsNaN(result.Imaginary))
            return PyErr.Raise(Types.OverflowError, "math range error");
        return new PyComplex(result.Real, result.Imaginary);
    }

    private static bool Finite(Complex z) => double.IsFinite(z.Real) && double.IsFinite(z.Imaginary);

    // ---- powers and logarithms

    /// <summary>Return the square root of z.</summary>
    [PyFunction] public static PyObject? sqrt(PyObject z) => Apply(z, Sqrt);

    private static Complex Sqrt(Complex z)
    {
        if (!Finite(z)) return SqrtOfSpecial(z);
        if (z.Real == 0 && z.Imaginary == 0) return new Complex(0, z.Imaginary);
        double ax = Math.Abs(z.Real), ay = Math.Abs(z.Imaginary), s;
        if (ax < Tiny && ay < Tiny && (ax > 0 || ay > 0))
        {
            ax = Math.ScaleB(ax, 54);
            s = Math.ScaleB(Math.Sqrt(ax + ComplexMath.Hypot(ax, Math.ScaleB(ay, 54))), -27);
            ax = Math.Abs(z.Real);
        }
        else
        {
            ax /= 8;
            s = 2 * Math.Sqrt(ax + ComplexMath.Hypot(ax, ay / 8));
        }
        double d = ay / (2 * s);
        return z.Real >= 0 ? new Complex(s, Math.CopySign(d, z.Imaginary)) : new Complex(d, Math.CopySign(s, z.Imaginary));
    }

    private static Complex SqrtOfSpecial(Complex z)
    {
        if (double.IsInfinity(z.Imaginary)) return new Complex(double.PositiveInfinity, z.Imaginary);
        if (double.IsNaN(z.Real)) return new Complex(double.NaN, double.NaN);
        if (double.IsPositiveInfinity(z.Real)) return new Complex(double.PositiveInfinity, double.IsNaN(z.Imaginary) ? double.NaN : Math.CopySign(0, z.Imaginary));
        if (double.IsNegativeInfinity(z.Real))
            return double.IsNaN(z.Imaginary) ? new Complex(double.NaN, double.PositiveInfinity) : new Complex(0, Math.CopySign(double.PositiveInfinity, z.Imaginary));
        return new Complex(double.NaN, double.NaN);
    }

    /// <summary>Return the exponential value e**z.</summary>
    [PyFunction]
    public static PyObject? exp(PyObject z)
    {
        if (!ComplexMath.TryGet(z, out Complex v)) return null;
        if (double.IsInfinity(v.Imaginary) && (double.IsFinite(v.Real) || double.IsPositiveInfinity(v.Real))) return Domain();
        return Apply(z, Exp, canOverflow: true);
    }

    private static Complex Exp(Complex z)
    {
        if (double.IsNegativeInfinity(z.Real) && !double.IsFinite(z.Imaginary)) return Complex.Zero;
        if (double.IsPositiveInfinity(z.Real) && double.IsNaN(z.Imaginary)) return new Complex(double.PositiveInfinity, double.NaN);
        if (z.Imaginary == 0) return new Complex(Math.Exp(z.Real), z.Imaginary);
        if (z.Real > 708)
        {
            double part = Math.Exp(z.Real - 1);
            return new Complex(part * Math.Cos(z.Imaginary) * Math.E, part * Math.Sin(z.Imaginary) * Math.E);
        }
        double size = Math.Exp(z.Real);
        return new Complex(size * Math.Cos(z.Imaginary), size * Math.Sin(z.Imaginary));
    }

    /// <summary>log(z[, base]) -> the logarithm of z to the given base. If the base is not specified, returns the natural logarithm (base e) of z.</summary>
    [PyFunction]
    public static PyObject? log(PyObject z, [Unset] PyObject? @base = null)
    {
        if (!ComplexMath.TryGet(z, out Complex value)) return null;
        if (value == Complex.Zero) return Domain();
        Complex result = Log(value);
        if (@base == null) return new PyComplex(result.Real, result.Imaginary);
        if (!ComplexMath.TryGet(@base, out Complex other)) return null;
        if (other == Complex.Zero) return Domain();
        Complex divisor = Log(other);
        return new PyComplex(result.Real, result.Imaginary).Binary(BinaryOp.TrueDiv, new PyComplex(divisor.Real, divisor.Imaginary));
    }

    private static Complex Log(Complex z)
    {
        double ax = Math.Abs(z.Real), ay = Math.Abs(z.Imaginary), real;
        if (!Finite(z)) real = double.IsInfinity(ax) || double.IsInfinity(ay) ? double.PositiveInfinity : double.NaN;
        else if (ax > Large || ay > Large) real = Math.Log(ComplexMath.Hypot(ax / 2, ay / 2)) + Math.Log(2);
        else if (ax < Tiny && ay < Tiny)
            real = ax > 0 || ay > 0 ? Math.Log(ComplexMath.Hypot(Math.ScaleB(ax, 53), Math.ScaleB(ay, 53))) - 53 * Math.Log(2) : double.NegativeInfinity;
        else
        {
            double h = ComplexMath.Hypot(ax, ay);
            if (h is >= 0.71 and <= 1.73)
            {
                (double large, double small) = ax > ay ? (ax, ay) : (ay, ax);
                real = Log1P((large - 1) * (large + 1) + small * small) / 2;
            }
            else real = Math.Log(h);
        }
        return new Complex(real, Math.Atan2(z.Imaginary, z.Real));
    }

    private static double Log1P(double x)
    {
        if (x == 0) return x;
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    private static double Asinh(double x)
    {
        double a = Math.Abs(x);
        if (a < 3.7252902984e-09 || !double.IsFinite(x)) return x;
        double result = a > 268435456 ? Math.Log(a) + 0.693147180559945309417
            : a > 2 ? Math.Log(2 * a + 1 / (Math.Sqrt(a * a + 1) + a)) : Log1P(a + a * a / (1 + Math.Sqrt(1 + a * a)));
        return Math.CopySign(result, x);
    }

    /// <summary>Return the base-10 logarithm of z.</summary>
    [PyFunction]
    public static PyObject? log10(PyObject z)
    {
        if (!ComplexMath.TryGet(z, out Complex value)) return null;
        if (value == Complex.Zero) return Domain();
        Complex natural = Log(value);
        return new PyComplex(natural.Real / Math.Log(10), natural.Imaginary / Math.Log(10));
    }

    // ---- polar coordinates

    /// <summary>Return argument, also known as the phase angle, of a complex.</summary>
    [PyFunction] public static PyObject? phase(PyObject z) => ComplexMath.TryGet(z, out Complex v) ? new PyFloat(Math.Atan2(v.Imaginary, v.Real)) : null;

    /// <summary>Convert a complex from rectangular coordinates to polar coordinates. r is the distance from 0 and phi the phase angle.</summary>
    [PyFunction]
    public static PyObject? polar(PyObject z)
    {
        if (!ComplexMath.TryGet(z, out Complex v)) return null;
        return ComplexMath.Abs(v.Real, v.Imaginary) is { } r ? new PyTuple([r, new PyFloat(Math.Atan2(v.Imaginary, v.Real))]) : null;
    }

    /// <summary>Convert from polar coordinates to rectangular coordinates.</summary>
    [PyFunction]
    public static PyObject? rect(double r, double phi)
    {
        if (double.IsInfinity(phi) && r != 0 && !double.IsNaN(r)) return Domain();
        if (phi == 0) return new PyComplex(r, r * phi);
        if (r == 0 && !double.IsFinite(phi)) return new PyComplex(0, 0);
        return new PyComplex(r * Math.Cos(phi), r * Math.Sin(phi));
    }

    // ---- hyperbolic and trigonometric functions

    private static Complex TimesI(Complex z) => new(-z.Imaginary, z.Real);

    private static Complex OverI(Complex z) => new(z.Imaginary, -z.Real);

    private static PyObject? Periodic(PyObject z, Func<Complex, Complex> function, bool hyperbolic)
    {
        if (!ComplexMath.TryGet(z, out Complex v)) return null;
        double angle = hyperbolic ? v.Imaginary : v.Real, other = hyperbolic ? v.Real : v.Imaginary;
        if (double.IsInfinity(angle) && double.IsFinite(other)) return Domain();
        return Apply(z, function, canOverflow: true);
    }

    /// <summary>Return the hyperbolic cosine of z.</summary>
    [PyFunction] public static PyObject? cosh(PyObject z) => Periodic(z, Cosh, true);

    private static Complex Cosh(Complex z)
    {
        if (Math.Abs(z.Real) > 708 && double.IsFinite(z.Real))
        {
            double less = z.Real - Math.CopySign(1, z.Real);
            return new Complex(Math.Cos(z.Imaginary) * Math.Cosh(less) * Math.E, Math.Sin(z.Imaginary) * Math.Sinh(less) * Math.E);
        }
        return new Complex(Math.Cos(z.Imaginary) * Math.Cosh(z.Real), Product(Math.Sin(z.Imaginary), Math.Sinh(z.Real)));
    }

    /// <summary>Zero times infinity is zero here.</summary>
    private static double Product(double a, double b) => a == 0 && double.IsInfinity(b) ? a * Math.Sign(b) : b == 0 && double.IsNaN(a) ? b : a * b;

    /// <summary>Return the hyperbolic sine of z.</summary>
    [PyFunction] public static PyObject? sinh(PyObject z) => Periodic(z, Sinh, true);

    private static Complex Sinh(Complex z)
    {
        if (Math.Abs(z.Real) > 708 && double.IsFinite(z.Real))
        {
            double less = z.Real - Math.CopySign(1, z.Real);
            return new Complex(Math.Cos(z.Imaginary) * Math.Sinh(less) * Math.E, Math.Sin(z.Imaginary) * Math.Cosh(less) * Math.E);
        }
        return new Complex(Product(Math.Cos(z.Imaginary), Math.Sinh(z.Real)), Product(Math.Sin(z.Imaginary), Math.Cosh(z.Real)));
    }

    /// <summary>Return the hyperbolic tangent of z.</summary>
    [PyFunction] public static PyObject? tanh(PyObject z) => Periodic(z, Tanh, true);

    private static Complex Tanh(Complex z)
    {
        if (Math.Abs(z.Real) > 354)
        {
            double part = double.IsFinite(z.Imaginary) ? 4 * Math.Sin(z.Imaginary) * Math.Cos(z.Imaginary) * Math.Exp(-2 * Math.Abs(z.Real)) : 0;
            return new Complex(Math.CopySign(1, z.Real), part);
        }
        double tx = Math.Tanh(z.Real), ty = Math.Tan(z.Imaginary), cx = 1 / Math.Cosh(z.Real);
        double txty = tx * ty, denominator = 1 + txty * txty;
        return new Complex(tx * (1 + ty * ty) / denominator, ty / denominator * cx * cx);
    }

    /// <summary>Return the cosine of z.</summary>
    [PyFunction] public static PyObject? cos(PyObject z) => Periodic(z, v => Cosh(TimesI(v)), false);

    /// <summary>Return the sine of z.</summary>
    [PyFunction] public static PyObject? sin(PyObject z) => Periodic(z, v => OverI(Sinh(TimesI(v))), false);

    /// <summary>Return the tangent of z.</summary>
    [PyFunction] public static PyObject? tan(PyObject z) => Periodic(z, v => OverI(Tanh(TimesI(v))), false);

    /// <summary>Return the inverse hyperbolic sine of z.</summary>
    [PyFunction] public static PyObject? asinh(PyObject z) => Apply(z, InverseSinh);

    private static Complex InverseSinh(Complex z)
    {
        if (Math.Abs(z.Real) > Large || Math.Abs(z.Imaginary) > Large)
        {
            double length = Math.Log(ComplexMath.Hypot(z.Real / 2, z.Imaginary / 2)) + Math.Log(2) * 2;
            return new Complex(Math.CopySign(length, z.Real), Math.Atan2(z.Imaginary, Math.Abs(z.Real)));
        }
        Complex s1 = Sqrt(new Complex(1 + z.Imaginary, -z.Real)), s2 = Sqrt(new Complex(1 - z.Imaginary, z.Real));
        return new Complex(Asinh(s1.Real * s2.Imaginary - s2.Real * s1.Imaginary), Math.Atan2(z.Imaginary, s1.Real * s2.Real - s1.Imaginary * s2.Imaginary));
    }

    /// <summary>Return the inverse hyperbolic cosine of z.</summary>
    [PyFunction] public static PyObject? acosh(PyObject z) => Apply(z, InverseCosh);

    private static Complex InverseCosh(Complex z)
    {
        if (Math.Abs(z.Real) > Large || Math.Abs(z.Imaginary) > Large)
            return new Complex(Math.Log(ComplexMath.Hypot(z.Real / 2, z.Imaginary / 2)) + Math.Log(2) * 2, Math.Atan2(z.Imaginary, z.Real));
        Complex s1 = Sqrt(new Complex(z.Real - 1, z.Imaginary)), s2 = Sqrt(new Complex(z.Real + 1, z.Imaginary));
        return new Complex(Asinh(s1.Real * s2.Real + s1.Imaginary * s2.Imaginary), 2 * Math.Atan2(s1.Imaginary, s2.Real));
    }

    /// <summary>Return the inverse hyperbolic tangent of z.</summary>
    [PyFunction]
    public static PyObject? atanh(PyObject z)
    {
        if (!ComplexMath.TryGet(z, out Complex v)) return null;
        return Math.Abs(v.Real) == 1 && v.Imaginary == 0 ? Domain() : Apply(z, InverseTanh);
    }

    private static Complex InverseTanh(Complex z)
    {
        if (double.IsNegative(z.Real))
        {
            Complex mirrored = InverseTanh(new Complex(-z.Real, -z.Imaginary));
            return new Complex(-mirrored.Real, -mirrored.Imaginary);
        }
        double ay = Math.Abs(z.Imaginary);
        if (z.Real > SqrtLarge || ay > SqrtLarge)
        {
            double h = ComplexMath.Hypot(z.Real / 2, z.Imaginary / 2);
            return new Complex(double.IsInfinity(h) ? 0 : z.Real / 4 / h / h, -Math.CopySign(Math.PI / 2, -z.Imaginary));
        }
        if (z.Real == 1 && ay < SqrtTiny)
            return new Complex(-Math.Log(Math.Sqrt(ay) / Math.Sqrt(ComplexMath.Hypot(ay, 2))), Math.CopySign(Math.Atan2(2, -ay) / 2, z.Imaginary));
        return new Complex(Log1P(4 * z.Real / ((1 - z.Real) * (1 - z.Real) + ay * ay)) / 4,
            -Math.Atan2(-2 * z.Imaginary, (1 - z.Real) * (1 + z.Real) - ay * ay) / 2);
    }

    /// <summary>Return the arc cosine of z.</summary>
    [PyFunction] public static PyObject? acos(PyObject z) => Apply(z, InverseCos);

    private static Complex InverseCos(Complex z)
    {
        if (Math.Abs(z.Real) > Large || Math.Abs(z.Imaginary) > Large)
        {
            double length = Math.Log(ComplexMath.Hypot(z.Real / 2, z.Imaginary / 2)) + Math.Log(2) * 2;
            return new Complex(Math.Atan2(Math.Abs(z.Imaginary), z.Real), z.Real < 0 ? -Math.CopySign(length, z.Imaginary) : Math.CopySign(length, -z.Imaginary));
        }
        Complex s1 = Sqrt(new Complex(1 - z.Real, -z.Imaginary)), s2 = Sqrt(new Complex(1 + z.Real, z.Imaginary));
        return new Complex(2 * Math.Atan2(s1.Real, s2.Real), Asinh(s2.Real * s1.Imaginary - s2.Imaginary * s1.Real));
    }

    /// <summary>Return the arc sine of z.</summary>
    [PyFunction] public static PyObject? asin(PyObject z) => Apply(z, v => OverI(InverseSinh(TimesI(v))));

    /// <summary>Return the arc tangent of z.</summary>
    [PyFunction]
    public static PyObject? atan(PyObject z)
    {
        if (!ComplexMath.TryGet(z, out Complex v)) return null;
        return v.Real == 0 && Math.Abs(v.Imaginary) == 1 ? Domain() : Apply(z, w => OverI(InverseTanh(TimesI(w))));
    }

    // ---- tests

    /// <summary>Return True if both the real and imaginary parts of z are finite, else False.</summary>
    [PyFunction] public static PyObject? isfinite(PyObject z) => ComplexMath.TryGet(z, out Complex v) ? PyBool.Of(Finite(v)) : null;

    /// <summary>Checks if the real or imaginary part of z is infinite.</summary>
    [PyFunction]
    public static PyObject? isinf(PyObject z) =>
        ComplexMath.TryGet(z, out Complex v) ? PyBool.Of(double.IsInfinity(v.Real) || double.IsInfinity(v.Imaginary)) : null;

    /// <summary>Checks if the real or imaginary part of z not a number (NaN).</summary>
    [PyFunction]
    public static PyObject? isnan(PyObject z) =>
        ComplexMath.TryGet(z, out Complex v) ? PyBool.Of(double.IsNaN(v.Real) || double.IsNaN(v.Imaginary)) : null;

    /// <summary>Determine whether two complex numbers are close in value.</summary>
    [PyFunction]
    public static PyObject? isclose([Keyword] PyObject a, PyObject b, [KeywordOnly] double rel_tol = 1e-09, double abs_tol = 0.0)
    {
        if (!ComplexMath.TryGet(a, out Complex x) || !ComplexMath.TryGet(b, out Complex y)) return null;
        if (rel_tol < 0 || abs_tol < 0) return PyErr.ValueError("tolerances must be non-negative");
        if (x.Real == y.Real && x.Imaginary == y.Imaginary) return PyBool.True;
        if (double.IsInfinity(x.Real) || double.IsInfinity(x.Imaginary) || double.IsInfinity(y.Real) || double.IsInfinity(y.Imaginary)) return PyBool.False;
        double distance = ComplexMath.Hypot(x.Real - y.Real, x.Imaginary - y.Imaginary);
        double ofX = ComplexMath.Hypot(x.Real, x.Imaginary), ofY = ComplexMath.Hypot(y.Real, y.Imaginary);
        return PyBool.Of(distance <= rel_tol * ofY || distance <= rel_tol * ofX || distance <= abs_tol);
    }
}
