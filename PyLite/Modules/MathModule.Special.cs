using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

// The gamma and error functions.
public static partial class MathModule
{
    /// <summary>The gamma function: the factorial of x - 1 for whole numbers.</summary>
    [PyFunction("gamma")]
    [DontLookInside]
    public static PyObject? gamma(double x) => double.IsNegativeInfinity(x) ? Domain() : Checked(Gamma(x), x);

    /// <summary>The natural logarithm of the absolute value of gamma(x).</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? lgamma(double x)
    {
        if (double.IsInfinity(x)) return new PyFloat(double.PositiveInfinity);
        return x <= 0 && x == Math.Floor(x) ? Domain() : Checked(LogGamma(x), x);
    }

    /// <summary>The error function.</summary>
    [PyFunction]
    [DontLookInside]
    public static double erf(double x) => SystemMath.IsThere ? SystemMath.Erf(x) : Erf(x);

    /// <summary>1 - erf(x), exact also where that is tiny.</summary>
    [PyFunction]
    [DontLookInside]
    public static double erfc(double x) => SystemMath.IsThere ? SystemMath.Erfc(x) : x > 1 ? ErfTail(x) : 1 - Erf(x);

    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
        -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    private static double Gamma(double x)
    {
        if (x == Math.Floor(x))
        {
            if (x <= 0) return double.NaN;
            if (x <= 23)
            {
                double product = 1;
                for (int i = 2; i < x; i++) product *= i;
                return product;
            }
        }
        if (SystemMath.IsThere) return SystemMath.Gamma(x);
        if (x < 0.5) return Math.PI / (Math.Sin(Math.PI * x) * Gamma(1 - x));
        x -= 1;
        double a = Lanczos[0];
        double t = x + 7.5;
        for (int i = 1; i < 9; i++) a += Lanczos[i] / (x + i);
        return Math.Sqrt(2 * Math.PI) * Math.Pow(t, x + 0.5) * Math.Exp(-t) * a;
    }

    private static double LogGamma(double x)
    {
        if (x is 1 or 2) return 0;
        if (SystemMath.IsThere) return SystemMath.LogGamma(x);
        if (x < 0.5) return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * x))) - LogGamma(1 - x);
        x -= 1;
        double a = Lanczos[0];
        double t = x + 7.5;
        for (int i = 1; i < 9; i++) a += Lanczos[i] / (x + i);
        return 0.5 * Math.Log(2 * Math.PI) + (x + 0.5) * Math.Log(t) - t + Math.Log(a);
    }

    private static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        double ax = Math.Abs(x);
        if (ax > 6) return Math.Sign(x);
        if (ax < 2.5)
        {
            double term = x, sum = x;
            for (int n = 1; n < 200 && Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
            {
                term *= -x * x / n;
                sum += term / (2 * n + 1);
            }
            return 2 / Math.Sqrt(Math.PI) * sum;
        }
        return Math.Sign(x) * (1 - ErfTail(ax));
    }

    /// <summary>erfc of a number above 1, where 1 - erf would cancel: a continued fraction.</summary>
    private static double ErfTail(double x)
    {
        double fraction = 0;
        for (int n = 200; n >= 1; n--) fraction = n / 2.0 / (x + fraction);
        return Math.Exp(-x * x) / ((x + fraction) * Math.Sqrt(Math.PI));
    }

    /// <summary>exp(x) - 1; what rounding took from exp(x) is taken from its logarithm too, and cancels (Kahan).</summary>
    private static double ExpMinus1(double x)
    {
        if (SystemMath.IsThere) return SystemMath.Expm1(x);
        double e = Math.Exp(x);
        if (e == 1) return x;
        double difference = e - 1;
        return difference == -1 || double.IsInfinity(e) ? difference : difference * x / Math.Log(e);
    }

    /// <summary>log(1 + x), the same way.</summary>
    private static double Log1Plus(double x)
    {
        if (SystemMath.IsThere) return SystemMath.Log1p(x);
        double one = 1 + x;
        return one == 1 || double.IsInfinity(x) ? x : Math.Log(one) * x / (one - 1);
    }
}
