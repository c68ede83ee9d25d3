using System.Numerics;
using System.Text;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Compiling;

/// <summary>Makes Python objects of the values in <see cref="Constant"/> nodes.</summary>
public static class ConstantObjects
{
    private const int MaxInternedLength = 64;

    /// <summary>A value that is equal for constants that may share one object; null when they never do.</summary>
    public static object? Key(object? value) => value switch
    {
        null => new ScalarKey('n', 0),
        bool b => new ScalarKey('b', b ? 1 : 0),
        long i => new ScalarKey('i', i),
        double d => new ScalarKey('f', BitConverter.DoubleToInt64Bits(d)),
        BigInteger or string => value,
        Complex c => new ScalarPairKey(BitConverter.DoubleToInt64Bits(c.Real), BitConverter.DoubleToInt64Bits(c.Imaginary)),
        object?[] items => TupleKey(items),
        _ => null,
    };

    // No tuple: its methods are never compiled ahead, and every program has constants.
    private sealed class ScalarKey(char kind, long bits)
    {
        private readonly char _kind = kind;
        private readonly long _bits = bits;

        public override bool Equals(object? other) => other is ScalarKey key && key._kind == _kind && key._bits == _bits;
        public override int GetHashCode() => _bits.GetHashCode() * 31 + _kind;
        public override string ToString() => $"{_kind}{_bits}";
    }

    private sealed class ScalarPairKey(long first, long second)
    {
        private readonly long _first = first, _second = second;

        public override bool Equals(object? other) => other is ScalarPairKey key && key._first == _first && key._second == _second;
        public override int GetHashCode() => _first.GetHashCode() * 31 + _second.GetHashCode();
        public override string ToString() => $"{_first}j{_second}";
    }

    private static string? TupleKey(object?[] items)
    {
        var text = new StringBuilder("\0(");
        foreach (object? item in items)
        {
            if (Key(item) is not { } key) return null;
            string part = key.ToString()!;
            text.Append(key is string ? 's' : 'k').Append(part.Length).Append(':').Append(part);
        }
        return text.ToString();
    }

    public static PyObject Make(object? value) => value switch
    {
        null => PyNone.None,
        bool b => b ? PyBool.True : PyBool.False,
        long i => new PyInt(i),
        double d => new PyFloat(d),
        BigInteger big => PyLong.From(big),
        Complex c => new PyComplex(c.Real, c.Imaginary),
        string text => IsWord(text) ? PyStr.Intern(text) : new PyStr(text),
        byte[] bytes => new PyBytes(bytes),
        EllipsisValue => PyEllipsis.Ellipsis,
        object?[] items => new PyTuple(Array.ConvertAll(items, Make)),
        PyObject made => made,
        _ => throw new InvalidOperationException($"no constant of {value.GetType().Name}"),
    };

    /// <summary>Strings that look like names are likely to be looked up: they are interned.</summary>
    private static bool IsWord(string text)
    {
        if (text.Length > MaxInternedLength) return false;
        foreach (char c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        return true;
    }
}
