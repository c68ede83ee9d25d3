using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

// Whole numbers of any size.
public static partial class MathModule
{
    /// <summary>The product of the integers from 1 to n.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? factorial(BigInteger n)
    {
        if (n.Sign < 0) return PyErr.ValueError("factorial() not defined for negative values");
        if (n > long.MaxValue) return PyErr.Raise(Types.OverflowError, "factorial() argument should not exceed 9223372036854775807");
        return n > 50_000_000 ? PyErr.Raise(Types.MemoryError, "") : PyLong.From(n < 2 ? 1 : Product(2, (long)n));
    }

    /// <summary>from * … * to, halved again and again: numbers of like size are multiplied fastest.</summary>
    private static BigInteger Product(long from, long to) =>
        to - from < 8 ? Enumerable.Range((int)from, (int)(to - from) + 1).Aggregate(BigInteger.One, static (product, i) => product * i)
            : Product(from, (from + to) / 2) * Product((from + to) / 2 + 1, to);

    /// <summary>The integer part of the square root.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? isqrt(BigInteger n)
    {
        if (n.Sign < 0) return PyErr.ValueError("isqrt() argument must be nonnegative");
        return PyLong.From(Root(n));
    }

    /// <summary>
    /// The square root, rounded down: that of the upper half of the bits is one step of Newton's, which doubles what is right of it, from
    /// the root of all. A step from above ends at the root or one past it.
    /// </summary>
    private static BigInteger Root(BigInteger n)
    {
        long bits = (long)n.GetBitLength();
        if (bits <= 52) return (long)Math.Sqrt((double)n);
        int quarter = (int)(bits / 4);
        BigInteger above = (Root(n >> (2 * quarter)) + 1) << quarter;
        BigInteger root = (above + n / above) >> 1;
        while (root * root > n) root--;
        return root;
    }

    /// <summary>The greatest integer that divides all of them.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? gcd(params PyObject[] integers)
    {
        if (integers is [PyInt { Value: > long.MinValue } x, PyInt { Value: > long.MinValue } y]) return new PyInt(Gcd(Math.Abs(x.Value), Math.Abs(y.Value)));
        return Reduce(integers, 0, BigInteger.GreatestCommonDivisor);
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }

    /// <summary>The least integer that all of them divide.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? lcm(params PyObject[] integers) =>
        Reduce(integers, 1, static (a, b) => a.IsZero || b.IsZero ? 0 : BigInteger.Abs(a * b) / BigInteger.GreatestCommonDivisor(a, b));

    private static PyObject? Reduce(PyObject[] integers, BigInteger start, Func<BigInteger, BigInteger, BigInteger> combine)
    {
        BigInteger result = start;
        foreach (PyObject a in integers)
        {
            if (!Argument.Big(a, out BigInteger n)) return null;
            result = combine(result, n);
        }
        return PyLong.From(BigInteger.Abs(result));
    }

    /// <summary>In how many ways k of n things can be chosen.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? comb(BigInteger n, BigInteger k)
    {
        if (!AreCounts(n, k)) return null;
        if (k > n) return PyInt.Zero;
        if (k > n - k) k = n - k;
        if (k > long.MaxValue) return PyErr.Raise(Types.OverflowError, $"min(n - k, k) must not exceed {long.MaxValue}");
        BigInteger result = 1;
        for (long i = 1; i <= k; i++) result = result * (n - k + i) / i;
        return PyLong.From(result);
    }

    /// <summary>In how many ways k of n things can be chosen in order; without k, all of them.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? perm(PyObject n, PyObject? k = null)
    {
        if (!Argument.Big(n, out BigInteger all)) return null;
        if (k == null) return factorial(all);
        if (!Argument.Big(k, out BigInteger chosen) || !AreCounts(all, chosen)) return null;
        if (chosen > all) return PyInt.Zero;
        if (chosen > long.MaxValue) return PyErr.Raise(Types.OverflowError, $"k must not exceed {long.MaxValue}");
        BigInteger result = 1;
        for (BigInteger i = all - chosen + 1; i <= all; i++) result *= i;
        return PyLong.From(result);
    }

    private static bool AreCounts(BigInteger n, BigInteger k) =>
        n.Sign >= 0 && k.Sign >= 0 || PyErr.Fail(Types.ValueError, $"{(n.Sign < 0 ? "n" : "k")} must be a non-negative integer");
}
