using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Functions of real numbers, as the C standard defines them.</summary>
[PyModule("math")]
public static partial class MathModule
{
    [PyConstant] private const double pi = Math.PI;
    [PyConstant] private const double e = Math.E;
    [PyConstant] private const double tau = Math.Tau;
    [PyConstant] private const double inf = double.PositiveInfinity;
    [PyConstant] private static double nan => FloatParser.NaN;

    // ---- results

    /// <summary>The result of a function of one argument; what is not finite is looked at more closely.</summary>
    private static PyObject? Checked(double result, double argument) => result - result == 0 ? new PyFloat(result) : NotFinite(result, argument);

    [DontLookInside]
    private static PyObject? NotFinite(double result, double argument) => Checked(result, double.IsFinite(argument), double.IsNaN(argument));

    private static PyObject? Checked(double result, double a, double b) =>
        result - result == 0 ? new PyFloat(result) : Checked(result, double.IsFinite(a) && double.IsFinite(b), double.IsNaN(a) || double.IsNaN(b));

    private static PyObject? Checked(double result, bool finiteArguments, bool nanArguments)
    {
        if (double.IsNaN(result) && !nanArguments) return Domain();
        if (double.IsInfinity(result) && finiteArguments) return PyErr.Raise(Types.OverflowError, "math range error");
        return new PyFloat(result);
    }

    private static PyObject? Domain() => PyErr.ValueError("math domain error");

    // ---- rounding

    /// <summary>The greatest integer not above x.</summary>
    [PyFunction]
    public static PyObject? floor(PyObject x)
    {
        if (x is PyFloat f)
        {
            double floor = Math.Floor(f.Value);
            if (floor is > -9e15 and < 9e15) return new PyInt((long)floor);
        }
        return Rounded(x, Names.Floor, Math.Floor);
    }

    /// <summary>The least integer not below x.</summary>
    [PyFunction]
    public static PyObject? ceil(PyObject x)
    {
        if (x is PyFloat f)
        {
            double ceiling = Math.Ceiling(f.Value);
            if (ceiling is > -9e15 and < 9e15) return new PyInt((long)ceiling);
        }
        return Rounded(x, Names.Ceil, Math.Ceiling);
    }

    /// <summary>x without its fraction, by the method __trunc__.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? trunc(PyObject x)
    {
        if (x is PyFloat f) return NumberMethods.FromDouble(Math.Truncate(f.Value));
        if (x.Type.Lookup(Names.Trunc) is { } own) return Calls.CallMethod(own, x);
        return PyErr.TypeError($"type {x.Type.Name} doesn't define __trunc__ method");
    }

    [DontLookInside]
    private static PyObject? Rounded(PyObject x, PyStr method, Func<double, double> round)
    {
        if (x is PyFloat f) return NumberMethods.FromDouble(round(f.Value));
        if (x.Type.Lookup(method) is { } own) return Calls.CallMethod(own, x);
        return Argument.Double(x, out double v) ? NumberMethods.FromDouble(round(v)) : null;
    }

    /// <summary>Fraction and whole part of x, both floats of x's sign.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject modf(double x)
    {
        double whole = Math.Truncate(x);
        return new PyTuple([new PyFloat(double.IsInfinity(x) ? Math.CopySign(0, x) : Math.CopySign(x - whole, x)), new PyFloat(whole)]);
    }

    /// <summary>Mantissa and exponent of x: x is m * 2**e, and m is 0 or from 0.5 up to 1.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject frexp(double x)
    {
        if (x == 0 || !double.IsFinite(x)) return new PyTuple([new PyFloat(x), PyInt.Zero]);
        int exponent = Math.ILogB(x) + 1;
        // In two steps: the inverse of the least numbers' power of two is no float.
        double mantissa = Math.ScaleB(Math.ScaleB(x, -exponent / 2), -exponent - -exponent / 2);
        return new PyTuple([new PyFloat(mantissa), new PyInt(exponent)]);
    }

    /// <summary>x * 2**i</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? ldexp(double x, PyObject i)
    {
        if (!PyLong.TryGet(i, out System.Numerics.BigInteger n)) return PyErr.TypeError("Expected an int as second argument to ldexp.");
        int by = n > 5000 ? 5000 : n < -5000 ? -5000 : (int)n;
        return Checked(Math.ScaleB(x, by), double.IsFinite(x), double.IsNaN(x));
    }

    /// <summary>The absolute value, as a float.</summary>
    [PyFunction]
    public static double fabs(double x) => Math.Abs(x);

    /// <summary>x with the sign of y.</summary>
    [PyFunction]
    public static double copysign(double x, double y) => Math.CopySign(x, y);

    /// <summary>What is left of x after whole multiples of y, with the sign of x.</summary>
    [PyFunction]
    public static PyObject? fmod(double x, double y)
    {
        if (double.IsNaN(x) || double.IsNaN(y)) return new PyFloat(x + y);
        return y == 0 || double.IsInfinity(x) ? Domain() : new PyFloat(x % y);
    }

    /// <summary>x minus the multiple of y that is nearest to it.</summary>
    [PyFunction]
    public static PyObject? remainder(double x, double y)
    {
        double result = Math.IEEERemainder(x, y);
        // Zeros keep the sign of x.
        return result == 0 ? new PyFloat(Math.CopySign(0, x)) : Checked(result, x, y);
    }

    /// <summary>The next float after x on the way to y.</summary>
    [PyFunction]
    [DontLookInside]
    public static double nextafter(double x, double y) =>
        double.IsNaN(x) || double.IsNaN(y) ? x + y : x == y ? y : y > x ? Math.BitIncrement(x) : Math.BitDecrement(x);

    /// <summary>The value of the least significant bit of x.</summary>
    [PyFunction]
    [DontLookInside]
    public static double ulp(double x)
    {
        x = Math.Abs(x);
        if (!double.IsFinite(x)) return x;
        double next = Math.BitIncrement(x);
        return double.IsInfinity(next) ? x - Math.BitDecrement(x) : next - x;
    }

    // ---- tests

    /// <summary>Whether x is no number.</summary>
    [PyFunction]
    public static bool isnan(double x) => double.IsNaN(x);

    /// <summary>Whether x is infinite, of either sign.</summary>
    [PyFunction]
    public static bool isinf(double x) => double.IsInfinity(x);

    /// <summary>Whether x is neither infinite nor no number.</summary>
    [PyFunction]
    public static bool isfinite(double x) => double.IsFinite(x);

    /// <summary>Whether a and b differ by no more than rel_tol of the greater one, or by no more than abs_tol.</summary>
    [PyFunction]
    [DontLookInside]
    public static bool? isclose([Keyword] double a, double b, [KeywordOnly] double rel_tol = 1e-09, double abs_tol = 0.0)
    {
        if (rel_tol < 0 || abs_tol < 0)
        {
            PyErr.ValueError("tolerances must be non-negative");
            return null;
        }
        if (a == b) return true;
        if (double.IsInfinity(a) || double.IsInfinity(b)) return false;
        double difference = Math.Abs(a - b);
        return difference <= Math.Abs(rel_tol * b) || difference <= Math.Abs(rel_tol * a) || difference <= abs_tol;
    }

    // ---- powers and logarithms

    /// <summary>The square root.</summary>
    [PyFunction]
    public static PyObject? sqrt(double x) => x < 0 ? Domain() : new PyFloat(Math.Sqrt(x));

    /// <summary>The cube root.</summary>
    [PyFunction]
    public static double cbrt(double x) => Math.Cbrt(x);

    /// <summary>e**x</summary>
    [PyFunction]
    public static PyObject? exp(double x) => Checked(Math.Exp(x), x);

    /// <summary>2**x</summary>
    [PyFunction]
    public static PyObject? exp2(double x) => Checked(Math.Pow(2, x), x);

    /// <summary>e**x - 1, exact also near zero.</summary>
    [PyFunction]
    public static PyObject? expm1(double x) => Checked(ExpMinus1(x), x);

    /// <summary>The logarithm of 1 + x, exact also near zero.</summary>
    [PyFunction]
    public static PyObject? log1p(double x) => x <= -1 ? Domain() : Checked(Log1Plus(x), x);

    /// <summary>The logarithm of x: the natural one, or that to a base.</summary>
    [PyFunction(CountError = "math.log requires 1 to 2 arguments")]
    public static PyObject? log(PyObject x, [Unset] PyObject? @base = null)
    {
        PyObject? natural = Logarithm(x, Math.Log);
        if (@base == null || natural == null) return natural;
        if (Logarithm(@base, Math.Log) is not PyFloat b) return null;
        return b.Value == 0 ? PyErr.Raise(Types.ZeroDivisionError, "float division by zero") : new PyFloat(((PyFloat)natural).Value / b.Value);
    }

    /// <summary>The logarithm to base 2.</summary>
    [PyFunction]
    public static PyObject? log2(PyObject x) => Logarithm(x, Math.Log2);

    /// <summary>The logarithm to base 10.</summary>
    [PyFunction]
    public static PyObject? log10(PyObject x) => Logarithm(x, Math.Log10);

    [DontLookInside]
    private static PyObject? Logarithm(PyObject x, Func<double, double> log)
    {
        // An int is what it is, whatever a class derived from int says of it.
        PyObject number = UserSlots.Unwrap(x) is var plain && plain is PyInt or PyLong ? plain : x;
        if (number is PyLong { Value: var big })
        {
            if (big.Sign <= 0) return Domain();
            double near = IntegerText.ToDouble(big);
            if (double.IsFinite(near)) return new PyFloat(log(near));
            long bits = (long)big.GetBitLength();
            double mantissa = Math.ScaleB(IntegerText.ToDouble(big >> (int)(bits - 1000)), -1000);
            return new PyFloat(log(mantissa) + log(2.0) * bits);
        }
        if (!Argument.Double(number, out double v)) return null;
        return v <= 0 ? Domain() : new PyFloat(log(v));
    }

    /// <summary>x**y, of floats.</summary>
    [PyFunction]
    public static PyObject? pow(double x, double y) =>
        Checked(x == 1 || y == 0 ? 1 : x == 0 && y < 0 && double.IsFinite(y) ? double.NaN : x == -1 && double.IsInfinity(y) ? 1 : Math.Pow(x, y), x, y);

    // ---- angles

    /// <summary>The sine of x radians.</summary>
    [PyFunction]
    public static PyObject? sin(double x) => Checked(Math.Sin(x), x);

    /// <summary>The cosine of x radians.</summary>
    [PyFunction]
    public static PyObject? cos(double x) => Checked(Math.Cos(x), x);

    /// <summary>The tangent of x radians.</summary>
    [PyFunction]
    public static PyObject? tan(double x) => Checked(Math.Tan(x), x);

    /// <summary>The arc sine, in radians.</summary>
    [PyFunction]
    public static PyObject? asin(double x) => Checked(Math.Asin(x), x);

    /// <summary>The arc cosine, in radians.</summary>
    [PyFunction]
    public static PyObject? acos(double x) => Checked(Math.Acos(x), x);

    /// <summary>The arc tangent, in radians.</summary>
    [PyFunction]
    public static PyObject? atan(double x) => Checked(Math.Atan(x), x);

    /// <summary>The arc tangent of y / x, in the quadrant the signs tell.</summary>
    [PyFunction]
    public static double atan2(double y, double x) =>
        double.IsInfinity(x) && double.IsInfinity(y) ? Math.CopySign(x > 0 ? Math.PI / 4 : 3 * Math.PI / 4, y) : Math.Atan2(y, x);

    /// <summary>The hyperbolic sine.</summary>
    [PyFunction]
    public static PyObject? sinh(double x) => Checked(Math.Sinh(x), x);

    /// <summary>The hyperbolic cosine.</summary>
    [PyFunction]
    public static PyObject? cosh(double x) => Checked(Math.Cosh(x), x);

    /// <summary>The hyperbolic tangent.</summary>
    [PyFunction]
    public static PyObject? tanh(double x) => Checked(Math.Tanh(x), x);

    /// <summary>The inverse of sinh.</summary>
    [PyFunction]
    public static PyObject? asinh(double x) => Checked(Math.Asinh(x), x);

    /// <summary>The inverse of cosh.</summary>
    [PyFunction]
    public static PyObject? acosh(double x) => Checked(Math.Acosh(x), x);

    /// <summary>The inverse of tanh.</summary>
    [PyFunction]
    public static PyObject? atanh(double x) => Math.Abs(x) >= 1 ? Domain() : Checked(Math.Atanh(x), x);

    /// <summary>Degrees of an angle in radians.</summary>
    [PyFunction]
    public static double degrees(double x) => x * (180 / Math.PI);

    /// <summary>Radians of an angle in degrees.</summary>
    [PyFunction]
    public static double radians(double x) => x * (Math.PI / 180);
}
