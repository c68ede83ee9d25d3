using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Accelerates the statistics module.</summary>
[PyModule("_statistics")]
[DontLookInside]
public static partial class StatisticsModule
{
    private static readonly double[] CentralTop =
        [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608];

    private static readonly double[] CentralBottom =
        [5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0];

    private static readonly double[] MiddleTop =
        [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734];

    private static readonly double[] MiddleBottom =
        [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0];

    private static readonly double[] TailTop =
        [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772];

    private static readonly double[] TailBottom =
        [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0];

    private static double Polynomial(double[] coefficients, double x)
    {
        double value = 0;
        foreach (double c in coefficients) value = value * x + c;
        return value;
    }

    /// <summary>Where a normal distribution has the probability p below (Wichura's algorithm AS241).</summary>
    [PyFunction]
    public static double? _normal_dist_inv_cdf(double p, double mu, double sigma)
    {
        double q = p - 0.5;
        if (p <= 0 || p >= 1)
        {
            PyErr.ValueError("inv_cdf undefined for these parameters");
            return null;
        }
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return mu + Polynomial(CentralTop, r) * q / Polynomial(CentralBottom, r) * sigma;
        }
        double tail = Math.Sqrt(-Math.Log(q <= 0 ? p : 1 - p));
        double x = tail <= 5 ? Polynomial(MiddleTop, tail - 1.6) / Polynomial(MiddleBottom, tail - 1.6) : Polynomial(TailTop, tail - 5) / Polynomial(TailBottom, tail - 5);
        return mu + (q < 0 ? -x : x) * sigma;
    }
}

/// <summary>Unique identifiers.</summary>
[PyModule("_uuid")]
public static partial class UuidModule
{
    [PyConstant] private const int has_uuid_generate_time_safe = 0;
}
