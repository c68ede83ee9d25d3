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

    // Lanczos' approximation with 13 terms; the numbers are those published with it, for the g that suits doubles best.
    private const double LanczosG = 6.024680040776729583740234375;

    private static readonly double[] LanczosAbove =
    [
        23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
        35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
        6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
        248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
        2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
        8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
        2.5066282746310002701649081771338373386264310793408,
    ];

    private static readonly double[] LanczosBelow = [0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1];

    private static double LanczosSum(double x)
    {
        double above = 0, below = 0;
        int last = LanczosAbove.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            // Large numbers go by the reciprocal's powers, so that nothing overflows.
            int k = x < 5 ? last - i : i;
            above = x < 5 ? above * x + LanczosAbove[k] : above / x + LanczosAbove[k];
            below = x < 5 ? below * x + LanczosBelow[k] : below / x + LanczosBelow[k];
        }
        return above / below;
    }

    /// <summary>sin(pi x), exact for what is near whole numbers.</summary>
    private static double SinPi(double x)
    {
        double y = Math.Abs(x) % 2;
        double value = (int)Math.Round(2 * y, MidpointRounding.AwayFromZero) switch
        {
            0 => Math.Sin(Math.PI * y),
            1 => Math.Cos(Math.PI * (y - 0.5)),
            2 => Math.Sin(Math.PI * (1 - y)),
            3 => -Math.Cos(Math.PI * (y - 1.5)),
            _ => Math.Sin(Math.PI * (y - 2)),
        };
        return Math.CopySign(1, x) * value;
    }

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
        double size = Math.Abs(x);
        if (size < 1e-20) return 1 / x;
        if (size > 200) return x < 0 ? 0 / SinPi(x) : double.PositiveInfinity;
        const double offset = LanczosG - 0.5;
        double y = size + offset;
        // What rounding has taken from the sum.
        double lost = size > offset ? y - size - offset : y - offset - size;
        lost = lost * LanczosG / y;
        double power = size < 140 ? Math.Pow(y, size - 0.5) : Math.Pow(y, size / 2 - 0.25);
        double result;
        if (x < 0)
        {
            result = -Math.PI / SinPi(size) / size * Math.Exp(y) / LanczosSum(size);
            result -= lost * result;
            result = size < 140 ? result / power : result / power / power;
        }
        else
        {
            result = LanczosSum(size) / Math.Exp(y);
            result += lost * result;
            result = size < 140 ? result * power : result * power * power;
        }
        return result;
    }

    private static double LogGamma(double x)
    {
        if (x is 1 or 2) return 0;
        double size = Math.Abs(x);
        if (size < 1e-20) return -Math.Log(size);
        double result = Math.Log(LanczosSum(size)) - LanczosG;
        result += (size - 0.5) * (Math.Log(size + LanczosG - 0.5) - 1);
        return x < 0 ? Math.Log(Math.PI) - Math.Log(Math.Abs(SinPi(size))) - Math.Log(size) - result : result;
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
