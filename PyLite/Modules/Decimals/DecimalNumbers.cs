using System.Numerics;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Decimals and the other kinds of numbers.</summary>
[DontLookInside]
internal static class DecimalNumbers
{
    private const ulong Prime = (1UL << 61) - 1;

    /// <summary>The hash that equal ints, floats and fractions have.</summary>
    public static long Hash(in DecimalValue v)
    {
        if (v.IsInfinite) return v.IsNegative ? -314159 : 314159;
        ulong coefficient = v.IsSmall ? Reduce(v.Small) : (ulong)(v.Coefficient % Prime);
        // A tenth is the power of ten before the one that is one again.
        long exponent = v.Exponent % (long)(Prime - 1);
        if (exponent < 0) exponent += (long)(Prime - 1);
        ulong power = 1, square = 10;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0) power = Times(power, square);
            square = Times(square, square);
        }
        long hash = (long)Times(coefficient, power);
        if (v.IsNegative) hash = -hash;
        return hash == -1 ? -2 : hash;
    }

    private static ulong Reduce(DoubleWord value)
    {
        ulong high = (ulong)(value >> 122), middle = (ulong)(value >> 61) & Prime, low = (ulong)value & Prime;
        ulong sum = high + middle + low;
        sum = (sum & Prime) + (sum >> 61);
        return sum >= Prime ? sum - Prime : sum;
    }

    private static ulong Times(ulong a, ulong b) => Reduce(new DoubleWord(Math.BigMul(a, b, out ulong low), low));

    /// <summary>The int of a finite number.</summary>
    public static PyObject? ToInt(in DecimalValue v, DecimalRounding rounding)
    {
        if (v.IsNaN) return PyErr.ValueError("cannot convert NaN to integer");
        if (v.IsInfinite) return PyErr.Raise(Types.OverflowError, "cannot convert Infinity to integer");
        if (v.IsSmall && v.Exponent == 0 && v.Small <= long.MaxValue) return new PyInt(v.IsNegative ? -(long)v.Small : (long)v.Small);
        if (v.Exponent > PowersOfTen.MostDigits && !v.HasZeroCoefficient) return PyErr.Raise(Types.MemoryError, "");
        DecimalRules rules = DecimalRules.Exact;
        return PyLong.From(DecimalArithmetic.Truncated(v.Exponent < 0 ? DecimalArithmetic.Rescale(v, 0, rounding, ref rules) : v));
    }

    public static PyObject? ToFloat(in DecimalValue v)
    {
        if (v.IsSignaling) return PyErr.ValueError("cannot convert signaling NaN to float");
        if (v.IsNaN) return new PyFloat(Math.CopySign(double.NaN, v.IsNegative ? -1 : 1));
        if (v.IsInfinite) return new PyFloat(v.IsNegative ? double.NegativeInfinity : double.PositiveInfinity);
        // Both exact in a double: one rounding.
        if (v.IsSmall && v.Small < 1UL << 53 && v.Exponent is >= -22 and <= 0)
        {
            double quick = (double)(ulong)v.Small / ExactPowers[-v.Exponent];
            return new PyFloat(v.IsNegative ? -quick : quick);
        }
        return new PyFloat(FloatParser.Parse(DecimalText.Write(v, isEngineering: false, capitals: true)) ?? 0);
    }

    private static readonly double[] ExactPowers =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    public static PyObject? AsRatio(in DecimalValue v)
    {
        if (v.IsNaN) return PyErr.ValueError("cannot convert NaN to integer ratio");
        if (v.IsInfinite) return PyErr.Raise(Types.OverflowError, "cannot convert Infinity to integer ratio");
        if (v.HasZeroCoefficient) return new PyTuple([PyInt.Zero, PyInt.One]);
        if (Math.Abs(v.Exponent) > PowersOfTen.MostDigits) return PyErr.Raise(Types.MemoryError, "");
        BigInteger numerator = v.Coefficient, denominator = BigInteger.One;
        if (v.Exponent >= 0)
        {
            numerator *= PowersOfTen.Big(v.Exponent);
        }
        else
        {
            denominator = PowersOfTen.Big(-v.Exponent);
            BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
            numerator /= common;
            denominator /= common;
        }
        return new PyTuple([PyLong.From(v.IsNegative ? -numerator : numerator), PyLong.From(denominator)]);
    }

    // ---- fractions

    private static readonly PyStr Numerator = PyStr.Intern("numerator"), Denominator = PyStr.Intern("denominator");

    /// <summary>Whether an object is one of <c>numbers.Rational</c>; false also with an exception pending.</summary>
    public static bool IsRational(PyObject o)
    {
        if (o is PyStr or PyNone or PyTuple or PyList or PyDict || !o.Type.IsUser) return false;
        if (Imports.Import("numbers", null, new PyTuple([new PyStr("Rational")]), PyInt.Zero)?.GetAttr(PyStr.Intern("Rational")) is not { } rational) return false;
        return TypeChecks.IsInstance(o, rational) == 1;
    }

    /// <summary>A fraction's numerator, and the other number times its denominator.</summary>
    public static bool Ratio(PyObject fraction, ref DecimalValue other, out DecimalValue numerator)
    {
        numerator = default;
        if (fraction.GetAttr(Numerator) is not { } n || fraction.GetAttr(Denominator) is not { } d) return false;
        if (!PyLong.TryGet(n, out BigInteger above) || !PyLong.TryGet(d, out BigInteger below))
            return PyErr.Fail(Types.TypeError, "numerator and denominator must be integers");
        numerator = DecimalValue.Of(above);
        DecimalRules exact = DecimalRules.Exact;
        if (!other.IsNaN) other = DecimalArithmetic.Multiply(other, DecimalValue.Of(below), ref exact);
        return true;
    }
}

/// <summary>Decimals as tuples of sign, digits and exponent.</summary>
[DontLookInside]
internal static class DecimalTuples
{
    public static PyObject? Write(in DecimalValue v)
    {
        PyObject[] digits = v.IsInfinite ? [PyInt.Zero] : v.IsNaN && v.HasZeroCoefficient ? [] : [.. DecimalText.Digits(v).Select(c => new PyInt(c - '0'))];
        PyObject exponent = v.Kind switch
        {
            DecimalKind.Finite => new PyInt(v.Exponent),
            DecimalKind.Infinite => new PyStr("F"),
            DecimalKind.QuietNaN => new PyStr("n"),
            _ => new PyStr("N"),
        };
        PyObject[] items = [new PyInt(v.IsNegative ? 1 : 0), new PyTuple(digits), exponent];
        return DecimalModule.TupleClass is { } made ? made.Call(items, null) : new PyTuple(items);
    }

    /// <summary>The numeral of a tuple; false with an exception pending, and no numeral where it is none.</summary>
    public static bool Read(PyObject given, out string? numeral)
    {
        numeral = null;
        if (Sequences.ToList(given) is not { } items) return false;
        PyObject[] parts = [.. items];
        if (parts.Length != 3) return PyErr.Fail(Types.ValueError, "argument must be a sequence of length 3");
        if (!PyLong.TryGet(parts[0], out BigInteger sign) || sign != 0 && sign != 1) return PyErr.Fail(Types.ValueError, "sign must be an integer with the value 0 or 1");
        PyObject power = UserSlots.Unwrap(parts[2]);
        string prefix = "", suffix = "";
        BigInteger exponent = 0;
        if (power is PyStr { Value: var letter })
        {
            if (letter == "F") prefix = "Inf";
            else if (letter == "n") prefix = "NaN";
            else if (letter == "N") prefix = "sNaN";
            else return PyErr.Fail(Types.ValueError, "string argument in the third position must be 'F', 'n' or 'N'");
        }
        else if (!PyLong.TryGet(power, out exponent))
        {
            return PyErr.Fail(Types.ValueError, "exponent must be an integer");
        }
        else
        {
            suffix = "E" + exponent;
        }
        if (UserSlots.Unwrap(parts[1]) is not (PyTuple or PyList) || Sequences.ToList(parts[1]) is not { } digits)
            return PyErr.Current == null && PyErr.Fail(Types.ValueError, "coefficient must be a tuple of digits");
        var text = new System.Text.StringBuilder(sign == 1 ? "-" : "").Append(prefix);
        int count = 0;
        foreach (PyObject digit in digits)
        {
            if (!PyLong.TryGet(digit, out BigInteger value) || value < 0 || value > 9) return PyErr.Fail(Types.ValueError, "coefficient must be a tuple of digits");
            if (prefix == "Inf") continue;
            text.Append((char)('0' + (int)value));
            count++;
        }
        if (count == 0 && prefix.Length == 0) text.Append('0');
        numeral = text.Append(suffix).ToString();
        return true;
    }
}
