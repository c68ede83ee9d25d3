using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

// Sums, products and distances of many numbers.
public static partial class MathModule
{
    private static List<double>? Doubles(IEnumerable<PyObject> items)
    {
        var values = new List<double>();
        foreach (PyObject item in items)
        {
            if (!Argument.Double(item, out double v)) return null;
            values.Add(v);
        }
        return values;
    }

    /// <summary>The sum of floats, rounded only once.</summary>
    [PyFunction]
    [DontLookInside]
    public static PyObject? fsum(PyObject seq)
    {
        if (Sequences.ToList(seq) is not { } list || Doubles(list) is not { } values) return null;
        // Partial sums that do not overlap (Shewchuk).
        var partials = new List<double>();
        double special = 0, infinities = 0;
        foreach (double value in values)
        {
            double x = value;
            if (!double.IsFinite(x))
            {
                special += x;
                if (double.IsInfinity(x)) infinities += x;
                continue;
            }
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
            if (!double.IsFinite(x)) return PyErr.Raise(Types.OverflowError, "intermediate overflow in fsum");
            partials.Add(x);
        }
        if (special != 0) return double.IsNaN(infinities) ? PyErr.ValueError("-inf + inf in fsum") : new PyFloat(special);
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

    /// <summary>The square root of the sum of squares. Squares and sums keep what rounding takes from them, and the root is mended once (Borges).</summary>
    private static double Norm(List<double> v)
    {
        double max = 0;
        bool hasNaN = false;
        foreach (double x in v)
        {
            if (double.IsInfinity(x)) return double.PositiveInfinity;
            hasNaN |= double.IsNaN(x);
            max = Math.Max(max, Math.Abs(x));
        }
        if (hasNaN) return double.NaN;
        if (max == 0) return 0;
        if (v.Count == 1) return max;
        int exponent = Math.ILogB(max);
        double high = 0, low = 0;
        foreach (double item in v)
        {
            double x = Math.ScaleB(item, -exponent), square = x * x, rest = Math.FusedMultiplyAdd(x, x, -square);
            double sum = high + square, part = sum - high;
            low += (high - (sum - part)) + (square - part) + rest;
            high = sum;
        }
        double root = Math.Sqrt(high + low), rootSquare = root * root;
        double error = high - rootSquare - Math.FusedMultiplyAdd(root, root, -rootSquare) + low;
        return Math.ScaleB(root + error / (2 * root), exponent);
    }

    /// <summary>The length of the vector with these coordinates.</summary>
    [PyFunction]
    [DontLookInside]
    public static double? hypot(params PyObject[] coordinates) => Doubles(coordinates) is { } v ? Norm(v) : null;

    /// <summary>The distance of two points, each an iterable of coordinates.</summary>
    [PyFunction]
    [DontLookInside]
    public static double? dist(PyObject p, PyObject q)
    {
        if (Sequences.ToList(p) is not { } from || Sequences.ToList(q) is not { } to) return null;
        if (from.Count != to.Count)
        {
            PyErr.ValueError("both points must have the same number of dimensions");
            return null;
        }
        return Doubles(from) is { } a && Doubles(to) is { } b ? Norm([.. a.Zip(b, static (x, y) => x - y)]) : null;
    }

    /// <summary>The product of all items, times start.</summary>
    [PyFunction]
    public static PyObject? prod(PyObject iterable, [KeywordOnly, Shown("1")] PyObject? start = null)
    {
        if (Fold.Follows(iterable)) return Fold.Product.Over(iterable, start ?? PyInt.One);
        return ProductOf(iterable, start);
    }

    [DontLookInside]
    private static PyObject? ProductOf(PyObject iterable, PyObject? start)
    {
        if (Sequences.ToList(iterable) is not { } items) return null;
        PyObject total = start ?? PyInt.One;
        foreach (PyObject item in items)
        {
            if (Operators.Mul(total, item) is not { } next) return null;
            total = next;
        }
        return total;
    }
}
