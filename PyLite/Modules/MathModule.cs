using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The module <c>math</c>.</summary>
public static class MathModule
{
    public static PyModule Create()
    {
        var m = new PyModule("math");
        ModuleDict d = m.Globals;
        d.Set("pi", new PyFloat(Math.PI));
        d.Set("e", new PyFloat(Math.E));
        d.Set("tau", new PyFloat(Math.Tau));
        d.Set("inf", new PyFloat(double.PositiveInfinity));
        d.Set("nan", new PyFloat(FloatParser.NaN));

        F1(d, "sqrt", Sqrt);
        F1(d, "floor", Floor);
        F1(d, "ceil", static x => Rounded(x, Names.Ceil, Math.Ceiling));
        F1(d, "trunc", static x => Rounded(x, Names.Trunc, Math.Truncate));
        F1(d, "fabs", static x => Double(x, out double v) ? new PyFloat(Math.Abs(v)) : null);
        F1(d, "sin", static x => Double(x, out double v) ? Checked(Math.Sin(v), v) : null);
        F1(d, "cos", static x => Double(x, out double v) ? Checked(Math.Cos(v), v) : null);
        F1(d, "tan", static x => Double(x, out double v) ? Checked(Math.Tan(v), v) : null);
        Function(d, "asin", Math.Asin);
        Function(d, "acos", Math.Acos);
        F1(d, "atan", static x => Double(x, out double v) ? Checked(Math.Atan(v), v) : null);
        Function(d, "sinh", Math.Sinh);
        Function(d, "cosh", Math.Cosh);
        Function(d, "tanh", Math.Tanh);
        Function(d, "asinh", Math.Asinh);
        Function(d, "acosh", Math.Acosh);
        Function(d, "atanh", Math.Atanh);
        F1(d, "exp", static x => Double(x, out double v) ? Checked(Math.Exp(v), v) : null);
        Function(d, "exp2", static x => Math.Pow(2, x));
        Function(d, "expm1", ExpMinus1);
        Function(d, "log1p", Log1Plus);
        Function(d, "cbrt", Math.Cbrt);
        Function(d, "degrees", static x => x * (180 / Math.PI));
        Function(d, "radians", static x => x * (Math.PI / 180));
        Function(d, "gamma", Gamma);
        Function(d, "lgamma", LogGamma);
        Function(d, "erf", static x => Erf(x));
        Function(d, "erfc", static x => x > 1 ? ErfTail(x) : 1 - Erf(x));
        F1(d, "log2", static x => Logarithm(x, Math.Log2));
        F1(d, "log10", static x => Logarithm(x, Math.Log10));
        d.Set("log", new PyBuiltin("log") { F1 = static x => Logarithm(x, Math.Log), F2 = LogBase });
        Function(d, "pow", Pow);
        Function(d, "atan2", static (y, x) => Math.Atan2(y, x));
        Function(d, "copysign", static (a, b) => Math.CopySign(a, b));
        Function(d, "remainder", static (a, b) => Math.IEEERemainder(a, b));
        d.Set("fmod", new PyBuiltin("fmod") { F2 = static (a, b) => Double(a, out double x) && Double(b, out double y) ? y == 0 || double.IsInfinity(x) ? Domain() : new PyFloat(x % y) : null });
        F1(d, "isnan", static x => Double(x, out double v) ? PyBool.Of(double.IsNaN(v)) : null);
        F1(d, "isinf", static x => Double(x, out double v) ? PyBool.Of(double.IsInfinity(v)) : null);
        F1(d, "isfinite", static x => Double(x, out double v) ? PyBool.Of(double.IsFinite(v)) : null);
        F1(d, "modf", static x => Double(x, out double v) ? new PyTuple([new PyFloat(double.IsInfinity(v) ? Math.CopySign(0, v) : v - Math.Truncate(v)), new PyFloat(Math.Truncate(v))]) : null);
        F1(d, "frexp", Frexp);
        d.Set("ldexp", new PyBuiltin("ldexp") { F2 = Ldexp });
        F1(d, "factorial", Factorial);
        F1(d, "isqrt", Isqrt);
        F1(d, "fsum", FSum);
        Any(d, "hypot", static args => Doubles(args) is { } v ? new PyFloat(Norm(v)) : null);
        Any(d, "dist", Dist);
        Any(d, "gcd", static args => Reduce(args, 0, BigInteger.GreatestCommonDivisor));
        Any(d, "lcm", static args => Reduce(args, 1, static (a, b) => a.IsZero || b.IsZero ? 0 : BigInteger.Abs(a * b) / BigInteger.GreatestCommonDivisor(a, b)));
        d.Set("comb", new PyBuiltin("comb") { F2 = Comb });
        d.Set("perm", new PyBuiltin("perm") { F1 = Factorial, F2 = Perm });
        d.Set("prod", new PyBuiltin("prod") { Any = Prod });
        d.Set("isclose", new PyBuiltin("isclose") { Any = IsClose });
        d.Set("nextafter", new PyBuiltin("nextafter") { F2 = static (a, b) => Double(a, out double x) && Double(b, out double y) ? new PyFloat(x == y ? y : y > x ? Math.BitIncrement(x) : Math.BitDecrement(x)) : null });
        F1(d, "ulp", static x => Double(x, out double v) ? new PyFloat(Math.BitIncrement(Math.Abs(v)) - Math.Abs(v)) : null);
        return m;
    }

    private static void F1(ModuleDict d, string name, Func<PyObject, PyObject?> f) => d.Set(name, new PyBuiltin(name) { F1 = f });

    private static void Any(ModuleDict d, string name, Func<PyObject[], PyObject?> f) => d.Set(name, new PyBuiltin(name) { Any = (args, keywords) => Define.NoKeywords(name, keywords) ? f(args) : null });

    private static void Function(ModuleDict d, string name, Func<double, double> f) => F1(d, name, x => Double(x, out double v) ? Checked(f(v), double.IsFinite(v), double.IsNaN(v)) : null);

    private static void Function(ModuleDict d, string name, Func<double, double, double> f) =>
        d.Set(name, new PyBuiltin(name) { F2 = (a, b) => Double(a, out double x) && Double(b, out double y) ? Checked(f(x, y), double.IsFinite(x) && double.IsFinite(y), double.IsNaN(x) || double.IsNaN(y)) : null });

    /// <summary>The result of a function of one argument; what is not finite is looked at more closely.</summary>
    private static PyObject? Checked(double result, double argument) => result - result == 0 ? new PyFloat(result) : NotFinite(result, argument);

    [DontLookInside]
    private static PyObject? NotFinite(double result, double argument) => Checked(result, double.IsFinite(argument), double.IsNaN(argument));

    private static PyObject? Checked(double result, bool finiteArguments, bool nanArguments)
    {
        if (double.IsNaN(result) && !nanArguments) return Domain();
        if (double.IsInfinity(result) && finiteArguments) return PyErr.Raise(Types.OverflowError, "math range error");
        return new PyFloat(result);
    }

    private static PyObject? Domain() => PyErr.ValueError("math domain error");

    private static bool Double(PyObject x, out double v)
    {
        if (x is PyFloat f)
        {
            v = f.Value;
            return true;
        }
        if (x is PyInt i)
        {
            v = i.Value;
            return true;
        }
        return DoubleSlow(x, out v);
    }

    [DontLookInside]
    private static bool DoubleSlow(PyObject x, out double v)
    {
        if (PyFloat.TryGet(x, out v)) return true;
        if (PyErr.Current != null) return false;
        if (x.Type.Lookup(Names.Float) is { } method && Calls.CallMethod(method, x) is PyFloat made)
        {
            v = made.Value;
            return true;
        }
        return PyErr.Current == null && PyErr.Fail(Types.TypeError, $"must be real number, not {x.Type.Name}");
    }

    private static PyObject? Sqrt(PyObject x)
    {
        if (!Double(x, out double v)) return null;
        if (v < 0) return Domain();
        return new PyFloat(Math.Sqrt(v));
    }

    private static PyObject? Floor(PyObject x)
    {
        if (x is PyFloat f)
        {
            double floor = Math.Floor(f.Value);
            if (floor is > -9e15 and < 9e15) return new PyInt((long)floor);
        }
        return Rounded(x, Names.Floor, Math.Floor);
    }

    [DontLookInside]
    private static PyObject? Rounded(PyObject x, PyStr method, Func<double, double> round)
    {
        if (x is PyFloat f) return NumberMethods.FromDouble(round(f.Value));
        if (x.Type.Lookup(method) is { } own) return Calls.CallMethod(own, x);
        return Double(x, out double v) ? NumberMethods.FromDouble(round(v)) : null;
    }

    [DontLookInside]
    private static PyObject? Logarithm(PyObject x, Func<double, double> log)
    {
        if (UserSlots.Unwrap(x) is PyLong { Value: var big })
        {
            if (big.Sign <= 0) return Domain();
            double near = IntegerText.ToDouble(big);
            if (double.IsFinite(near)) return new PyFloat(log(near));
            long bits = (long)big.GetBitLength();
            double mantissa = Math.ScaleB(IntegerText.ToDouble(big >> (int)(bits - 1000)), -1000);
            return new PyFloat(log(mantissa) + log(2.0) * bits);
        }
        if (!Double(x, out double v)) return null;
        return v <= 0 ? Domain() : new PyFloat(log(v));
    }

    private static PyObject? LogBase(PyObject x, PyObject radix)
    {
        if (Logarithm(x, Math.Log) is not PyFloat a || Logarithm(radix, Math.Log) is not PyFloat b) return null;
        return b.Value == 0 ? PyErr.Raise(Types.ZeroDivisionError, "float division by zero") : new PyFloat(a.Value / b.Value);
    }

    private static double Pow(double x, double y) => x == 1 || y == 0 ? 1 : x == 0 && y < 0 && double.IsFinite(y) ? double.NaN : Math.Pow(x, y);

    [DontLookInside]
    private static PyObject? Frexp(PyObject x)
    {
        if (!Double(x, out double v)) return null;
        if (v == 0 || !double.IsFinite(v)) return new PyTuple([new PyFloat(v), PyInt.Zero]);
        int e = Math.ILogB(v) + 1;
        return new PyTuple([new PyFloat(Math.ScaleB(v, -e)), new PyInt(e)]);
    }

    private static PyObject? Ldexp(PyObject x, PyObject e)
    {
        if (!Double(x, out double v) || !Sequences.Integer(e, out long n)) return null;
        return Checked(Math.ScaleB(v, (int)Math.Clamp(n, -5000, 5000)), double.IsFinite(v), double.IsNaN(v));
    }

    private static bool Big(PyObject x, out BigInteger n)
    {
        if (PyLong.TryGet(x, out n)) return true;
        if (x.Type.Lookup(Names.Index) is { } index && Calls.CallMethod(index, x) is { } made && PyLong.TryGet(made, out n)) return true;
        return PyErr.Current == null && PyErr.Fail(Types.TypeError, $"'{x.Type.Name}' object cannot be interpreted as an integer");
    }

    [DontLookInside]
    private static PyObject? Factorial(PyObject x)
    {
        if (!Big(x, out BigInteger n)) return null;
        if (n.Sign < 0) return PyErr.ValueError("factorial() not defined for negative values");
        if (n > long.MaxValue) return PyErr.Raise(Types.OverflowError, "factorial() argument should not exceed 9223372036854775807");
        return n > 50_000_000 ? PyErr.Raise(Types.MemoryError, "") : PyLong.From(n < 2 ? 1 : Product(2, (long)n));
    }

    /// <summary>from * … * to, halved again and again: numbers of like size are multiplied fastest.</summary>
    private static BigInteger Product(long from, long to) =>
        to - from < 8 ? Enumerable.Range((int)from, (int)(to - from) + 1).Aggregate(BigInteger.One, static (product, i) => product * i)
            : Product(from, (from + to) / 2) * Product((from + to) / 2 + 1, to);

    [DontLookInside]
    private static PyObject? Isqrt(PyObject x)
    {
        if (!Big(x, out BigInteger n)) return null;
        if (n.Sign < 0) return PyErr.ValueError("isqrt() argument must be nonnegative");
        if (n.IsZero) return PyInt.Zero;
        BigInteger r = BigInteger.One << (int)((n.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (r + n / r) >> 1;
            if (next >= r) return PyLong.From(r);
            r = next;
        }
    }

    private static List<double>? Doubles(IEnumerable<PyObject> items)
    {
        var values = new List<double>();
        foreach (PyObject item in items)
        {
            if (!Double(item, out double v)) return null;
            values.Add(v);
        }
        return values;
    }

    /// <summary>Exact sum: partial sums that do not overlap (Shewchuk).</summary>
    [DontLookInside]
    private static PyObject? FSum(PyObject items)
    {
        if (Sequences.ToList(items) is not { } list || Doubles(list) is not { } values) return null;
        var partials = new List<double>();
        foreach (double value in values)
        {
            double x = value;
            int kept = 0;
            foreach (double partial in partials.ToArray())
            {
                double y = partial;
                if (Math.Abs(x) < Math.Abs(y)) (x, y) = (y, x);
                double high = x + y;
                double low = y - (high - x);
                if (low != 0) partials[kept++] = low;
                x = high;
            }
            partials.RemoveRange(kept, partials.Count - kept);
            partials.Add(x);
        }
        double sum = 0;
        int n = partials.Count;
        while (n > 0)
        {
            double x = sum;
            double y = partials[--n];
            sum = x + y;
            double low = y - (sum - x);
            if (low == 0) continue;
            // Half-even rounding across the remaining partials.
            if (n > 0 && low < 0 == partials[n - 1] < 0)
            {
                double twice = low * 2;
                double with = sum + twice;
                if (twice == with - sum) sum = with;
            }
            break;
        }
        return new PyFloat(sum);
    }

    private static double Norm(List<double> v)
    {
        if (v.Exists(double.IsInfinity)) return double.PositiveInfinity;
        double max = 0;
        foreach (double x in v) max = Math.Max(max, Math.Abs(x));
        if (max == 0 || double.IsNaN(max)) return max;
        if (v.Count == 2) return double.Hypot(v[0], v[1]);
        double sum = 0;
        foreach (double x in v) sum += x / max * (x / max);
        return max * Math.Sqrt(sum);
    }

    private static PyObject? Dist(PyObject[] args)
    {
        if (!Define.Count("dist", args, 2, 2) || Sequences.ToList(args[0]) is not { } p || Sequences.ToList(args[1]) is not { } q) return null;
        if (p.Count != q.Count) return PyErr.ValueError("both points must have the same number of dimensions");
        if (Doubles(p) is not { } a || Doubles(q) is not { } b) return null;
        return new PyFloat(Norm([.. a.Zip(b, static (x, y) => x - y)]));
    }

    private static PyObject? Reduce(PyObject[] args, BigInteger start, Func<BigInteger, BigInteger, BigInteger> combine)
    {
        BigInteger result = start;
        foreach (PyObject a in args)
        {
            if (!Big(a, out BigInteger n)) return null;
            result = combine(result, n);
        }
        return PyLong.From(BigInteger.Abs(result));
    }

    [DontLookInside]
    private static PyObject? Comb(PyObject a, PyObject b)
    {
        if (!Big(a, out BigInteger n) || !Big(b, out BigInteger k)) return null;
        if (n.Sign < 0 || k.Sign < 0) return PyErr.ValueError($"{(n.Sign < 0 ? "n" : "k")} must be a non-negative integer");
        if (k > n) return PyInt.Zero;
        if (k > n - k) k = n - k;
        BigInteger result = 1;
        for (int i = 1; i <= k; i++) result = result * (n - k + i) / i;
        return PyLong.From(result);
    }

    [DontLookInside]
    private static PyObject? Perm(PyObject a, PyObject b)
    {
        if (b is PyNone) return Factorial(a);
        if (!Big(a, out BigInteger n) || !Big(b, out BigInteger k)) return null;
        if (n.Sign < 0 || k.Sign < 0) return PyErr.ValueError($"{(n.Sign < 0 ? "n" : "k")} must be a non-negative integer");
        if (k > n) return PyInt.Zero;
        BigInteger result = 1;
        for (BigInteger i = n - k + 1; i <= n; i++) result *= i;
        return PyLong.From(result);
    }

    [DontLookInside]
    private static PyObject? Prod(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("prod", args, keywords, ["iterable", "start"], 1, out PyObject?[] v) || Sequences.ToList(v[0]!) is not { } items) return null;
        PyObject total = v[1] ?? PyInt.One;
        foreach (PyObject item in items)
        {
            if (Operators.Mul(total, item) is not { } next) return null;
            total = next;
        }
        return total;
    }

    [DontLookInside]
    private static PyObject? IsClose(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("isclose", args, keywords, ["a", "b", "rel_tol", "abs_tol"], 2, out PyObject?[] v)) return null;
        double relative = 1e-9, absolute = 0;
        if (!Double(v[0]!, out double a) || !Double(v[1]!, out double b)) return null;
        if (v[2] != null && !Double(v[2]!, out relative) || v[3] != null && !Double(v[3]!, out absolute)) return null;
        if (a == b) return PyBool.True;
        if (double.IsInfinity(a) || double.IsInfinity(b)) return PyBool.False;
        double difference = Math.Abs(a - b);
        return PyBool.Of(difference <= Math.Abs(relative * b) || difference <= Math.Abs(relative * a) || difference <= absolute);
    }

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
        double e = Math.Exp(x);
        if (e == 1) return x;
        double difference = e - 1;
        return difference == -1 || double.IsInfinity(e) ? difference : difference * x / Math.Log(e);
    }

    /// <summary>log(1 + x), the same way.</summary>
    private static double Log1Plus(double x)
    {
        double one = 1 + x;
        return one == 1 || double.IsInfinity(x) ? x : Math.Log(one) * x / (one - 1);
    }
}
