using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// An <c>int</c> that needs more than 64 bits. Up to 255 bits it is kept in the object itself; longer ones have an array of words.
/// </summary>
public sealed class PyLong : PyObject
{
    /// <summary>The value when <see cref="IsShort"/>.</summary>
    private readonly Int256 _short;

    /// <summary>The magnitude of a longer one, without zeros at its top; else null.</summary>
    private readonly ulong[]? _words;
    private readonly bool _isNegative;

    private PyLong(in Int256 value) => _short = value;

    private PyLong(ulong[] words, bool isNegative)
    {
        _words = words;
        _isNegative = isNegative;
    }

    private bool IsShort => _words == null;

    /// <summary>Whether it has at most 127 bits: then <see cref="Low"/> and <see cref="High"/> are all of it, in two's complement.</summary>
    public bool IsTwoWords
    {
        get
        {
            ulong sign = (ulong)((long)_short.B >> 63);
            return _words == null && ((_short.C ^ sign) | (_short.D ^ sign)) == 0;
        }
    }

    public ulong Low => _short.A;
    public ulong High => _short.B;

    public BigInteger Value => _words == null ? _short.ToBigInteger() : _isNegative ? -Magnitude(_words) : Magnitude(_words);

    private static BigInteger Magnitude(ReadOnlySpan<ulong> words) => new(MemoryMarshal.AsBytes(words), isUnsigned: true);

    public int Sign => (_words == null ? _short.IsNegative : _isNegative) ? -1 : 1;

    /// <summary>Bits of the magnitude.</summary>
    [DontLookInside]
    public long BitLength() =>
        _words == null ? (_short.IsNegative ? Int256.Negated(_short) : _short).BitLength() : _words.Length * 64L - BitOperations.LeadingZeroCount(_words[^1]);

    /// <summary>Ones in the binary form of the magnitude.</summary>
    [DontLookInside]
    public long BitCount()
    {
        long count = 0;
        foreach (byte part in BigInteger.Abs(Value).ToByteArray()) count += BitOperations.PopCount(part);
        return count;
    }

    /// <summary>The int of this value: a <see cref="PyInt"/> when it fits.</summary>
    public static PyObject From(BigInteger value)
    {
        if (Int256.TryFrom(value, out Int256 small) && !small.IsLowest) return From(small);
        BigInteger magnitude = BigInteger.Abs(value);
        var words = new ulong[(magnitude.GetByteCount(isUnsigned: true) + 7) / 8];
        magnitude.TryWriteBytes(MemoryMarshal.AsBytes(words.AsSpan()), out _, isUnsigned: true);
        return new PyLong(words, value.Sign < 0);
    }

    /// <summary>The int of a magnitude, which is copied, and a sign.</summary>
    public static PyObject From(ReadOnlySpan<ulong> words, bool isNegative)
    {
        words = words[..Objects.Magnitude.Length(words)];
        if (words.Length > 4 || words.Length == 4 && (long)words[3] < 0) return new PyLong(words.ToArray(), isNegative);
        var small = new Int256(Word(words, 0), Word(words, 1), Word(words, 2), Word(words, 3));
        return From(isNegative ? Int256.Negated(small) : small);
    }

    /// <summary>The int of a magnitude in an array of its own, and of a word more at its top that may be zero.</summary>
    public static PyObject Taken(ulong[] words, ulong top, bool isNegative)
    {
        if (top != 0)
        {
            ulong[] longer = GC.AllocateUninitializedArray<ulong>(words.Length + 1);
            words.CopyTo(longer, 0);
            longer[^1] = top;
            words = longer;
        }
        return words.Length > 4 && words[^1] != 0 ? new PyLong(words, isNegative) : From(words, isNegative);
    }

    private static ulong Word(ReadOnlySpan<ulong> words, int at) => at < words.Length ? words[at] : 0;

    /// <summary>The magnitude of an int or a bool, its sign beside it. Short ones are written to the four words given.</summary>
    public static ReadOnlySpan<ulong> Words(PyObject a, Span<ulong> room, out bool isNegative)
    {
        if (a is PyLong { _words: { } words } l)
        {
            isNegative = l._isNegative;
            return words;
        }
        TryGetShort(a, out Int256 value);
        isNegative = value.IsNegative;
        if (isNegative) value = Int256.Negated(value);
        room[0] = value.A;
        room[1] = value.B;
        room[2] = value.C;
        room[3] = value.D;
        return room[..Objects.Magnitude.Length(room)];
    }

    /// <inheritdoc cref="From(BigInteger)"/>
    public static PyObject From(in Int256 value)
    {
        if (value.FitsLong) return new PyInt((long)value.A);
        return value.IsLowest ? From(value.ToBigInteger()) : new PyLong(value);
    }

    /// <summary>The value of an int as two words in two's complement, if it has at most 127 bits and is no bool.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGetTwoWords(PyObject a, out ulong low, out ulong high)
    {
        if (Exact.Int(a) is { } i)
        {
            low = (ulong)i.Value;
            high = (ulong)(i.Value >> 63);
            return true;
        }
        if (Exact.Long(a) is { _words: null } l)
        {
            low = l.Low;
            high = l.High;
            return l.IsTwoWords;
        }
        low = high = 0;
        return false;
    }

    public static PyObject FromTwoWords(ulong low, ulong high)
    {
        ulong sign = (ulong)((long)high >> 63);
        return high == (ulong)((long)low >> 63) ? new PyInt((long)low) : new PyLong(new Int256(low, high, sign, sign));
    }

    /// <summary>The value of an int or a bool that is short enough.</summary>
    public static bool TryGetShort(PyObject a, out Int256 value)
    {
        switch (a)
        {
            case PyInt i:
                value = new(i.Value);
                return true;
            case PyLong l:
                value = l._short;
                return l.IsShort;
            case PyBool b:
                value = new(b.Number);
                return true;
            default:
                value = default;
                return false;
        }
    }

    /// <summary>The value of an int, a bool or a subclass instance of int.</summary>
    public static bool TryGet(PyObject a, out BigInteger value)
    {
        switch (a)
        {
            case PyInt i: value = i.Value; return true;
            case PyBool b: value = b.Number; return true;
            case PyLong l: value = l.Value; return true;
            case PyInstance { Native: { } native }: return TryGet(native, out value);
            default: value = default; return false;
        }
    }

    public override PyType Type => Types.Int;

    /// <summary>How many decimal digits an int may have to be written or read; 0 is no limit.</summary>
    public static int MaxDigits { get; set; } = 4300;

    private const string DigitsRemedy = "; use sys.set_int_max_str_digits() to increase the limit";

    /// <summary>The digits of a number that is not negative, or null when they are too many.</summary>
    public static string? Digits(BigInteger magnitude)
    {
        // The bits tell first: writing a number takes time square in its length.
        if (MaxDigits > 0 && magnitude.GetBitLength() > MaxDigits * 3.33) return null;
        string digits = magnitude.ToString(CultureInfo.InvariantCulture);
        return MaxDigits > 0 && digits.Length > MaxDigits ? null : digits;
    }

    public static string TooManyDigits => $"Exceeds the limit ({MaxDigits} digits) for integer string conversion{DigitsRemedy}";

    public static string TooManyDigitsGiven(int count) =>
        $"Exceeds the limit ({MaxDigits} digits) for integer string conversion: value has {count} digits{DigitsRemedy}";

    /// <summary>The longest number there is memory for; .NET's end at 2^31 bits.</summary>
    private const long MaxBits = 2_000_000_000;

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (Digits(BigInteger.Abs(Value)) is { } digits) return new PyStr(Value.Sign < 0 ? "-" + digits : digits);
        PyErr.ValueError(TooManyDigits);
        return null;
    }

    /// <summary>The remainder by 2**61 - 1, where 2**64 is 8.</summary>
    private static ulong HashWords(ulong[] words)
    {
        const ulong P = (1UL << 61) - 1;
        ulong rest = 0;
        for (int i = words.Length - 1; i >= 0; i--)
        {
            UInt128 sum = ((UInt128)rest << 3) + words[i];
            rest = ((ulong)sum & P) + (ulong)(sum >> 61);
            rest = (rest & P) + (rest >> 61);
        }
        return rest == P ? 0 : rest;
    }

    [DontLookInside]
    public override long Hash()
    {
        long h = _words == null ? (long)_short.MagnitudeModMersenne61() : (long)HashWords(_words);
        if (Sign < 0) h = -h;
        return h == -1 ? -2 : h;
    }

    // What 64 bits have no room for, 65 or 128 have.

    [Elidable]
    public static PyObject AddSlow(long a, long b)
    {
        Int256.Add(new(a), new(b), out Int256 sum);
        return From(sum);
    }

    [Elidable]
    public static PyObject SubSlow(long a, long b)
    {
        Int256.Subtract(new(a), new(b), out Int256 difference);
        return From(difference);
    }

    [Elidable]
    public static PyObject MulSlow(long a, long b)
    {
        Int256.Multiply(new(a), new(b), out Int256 product);
        return From(product);
    }

    [DontLookInside]
    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if ((AnyInt.Short(op, this, other) ?? AnyInt.Long(op, this, other)) is { } result) return result;
        if (other is PyFloat f) return ToDouble() is { } d ? FloatMath.Binary(op, d, f.Value) : null;
        return TryGet(other, out BigInteger b) ? Binary(op, Value, b) : PyNotImplemented.Value;
    }

    [DontLookInside]
    public override PyObject? Reflected(BinaryOp op, PyObject other)
    {
        if ((AnyInt.Short(op, other, this) ?? AnyInt.Long(op, other, this)) is { } result) return result;
        if (other is PyFloat f) return ToDouble() is { } d ? FloatMath.Binary(op, f.Value, d) : null;
        return TryGet(other, out BigInteger a) ? Binary(op, a, Value) : PyNotImplemented.Value;
    }

    [DontLookInside]
    public static PyObject? Binary(BinaryOp op, BigInteger a, BigInteger b)
    {
        switch (op)
        {
            case BinaryOp.Add: return From(a + b);
            case BinaryOp.Sub: return From(a - b);
            case BinaryOp.Mul: return From(a * b);
            case BinaryOp.And: return From(a & b);
            case BinaryOp.Or: return From(a | b);
            case BinaryOp.Xor: return From(a ^ b);
            case BinaryOp.FloorDiv:
                if (b.IsZero) return PyErr.Raise(Types.ZeroDivisionError, "integer division or modulo by zero");
                return From(FloorDivRem(a, b).Quotient);
            case BinaryOp.Mod:
                if (b.IsZero) return PyErr.Raise(Types.ZeroDivisionError, "integer modulo by zero");
                return From(FloorDivRem(a, b).Remainder);
            case BinaryOp.DivMod:
                if (b.IsZero) return PyErr.Raise(Types.ZeroDivisionError, "integer division or modulo by zero");
                (BigInteger q, BigInteger r) = FloorDivRem(a, b);
                return new PyTuple([From(q), From(r)]);
            case BinaryOp.TrueDiv: return TrueDivide(a, b);
            case BinaryOp.LShift:
                if (b.Sign < 0) return PyErr.Raise(Types.ValueError, "negative shift count");
                if (a.IsZero) return PyInt.Zero;
                if (b > long.MaxValue) return PyErr.Raise(Types.OverflowError, "too many digits in integer");
                if (b + a.GetBitLength() > MaxBits) return PyErr.Raise(Types.MemoryError, "");
                return From(a << (int)b);
            case BinaryOp.RShift:
                if (b.Sign < 0) return PyErr.Raise(Types.ValueError, "negative shift count");
                return From(b > int.MaxValue ? (a.Sign < 0 ? -1 : 0) : a >> (int)b);
            case BinaryOp.Pow:
                if (b.Sign < 0)
                {
                    if (a.IsZero) return PyErr.Raise(Types.ZeroDivisionError, "0.0 cannot be raised to a negative power");
                    return ToDouble(a) is { } x && ToDouble(b) is { } y ? new PyFloat(Math.Pow(x, y)) : null;
                }
                return Power(a, b);
            default: return PyNotImplemented.Value;
        }
    }

    [DontLookInside]
    public static PyObject? ShiftLeft(long a, long b) => Binary(BinaryOp.LShift, (BigInteger)a, b);

    [DontLookInside]
    public static PyObject? Power(BigInteger a, BigInteger exponent)
    {
        if (exponent.IsZero || a.IsOne) return PyInt.One;
        if (a.IsZero) return PyInt.Zero;
        if (a == BigInteger.MinusOne) return exponent.IsEven ? PyInt.One : PyInt.MinusOne;
        if (exponent * (a.GetBitLength() - 1) > MaxBits) return PyErr.Raise(Types.MemoryError, "");
        BigInteger magnitude = BigInteger.Abs(a);
        if (!magnitude.IsPowerOfTwo) return From(BigInteger.Pow(a, (int)exponent));
        BigInteger power = BigInteger.One << (int)((magnitude.GetBitLength() - 1) * exponent);
        return From(a.Sign < 0 && !exponent.IsEven ? -power : power);
    }

    /// <summary>Quotient rounded down and remainder with the divisor's sign.</summary>
    public static (BigInteger Quotient, BigInteger Remainder) FloorDivRem(BigInteger a, BigInteger b)
    {
        BigInteger q = BigInteger.DivRem(a, b, out BigInteger r);
        if (!r.IsZero && r.Sign < 0 != b.Sign < 0)
        {
            q -= 1;
            r += b;
        }
        return (q, r);
    }

    /// <summary>Correctly rounded <c>a / b</c>.</summary>
    [DontLookInside]
    public static PyObject? TrueDivide(BigInteger a, BigInteger b)
    {
        if (b.IsZero) return PyErr.Raise(Types.ZeroDivisionError, "division by zero");
        if (a.IsZero) return new PyFloat(b.Sign < 0 ? -0.0 : 0.0);
        bool negative = a.Sign < 0 != b.Sign < 0;
        a = BigInteger.Abs(a);
        b = BigInteger.Abs(b);
        // Scale so that the quotient has 55 bits or more, keep a sticky bit, and let one conversion round.
        long shift = 66 - (a.GetBitLength() - b.GetBitLength());
        BigInteger q = shift >= 0 ? BigInteger.DivRem(a << (int)shift, b, out BigInteger r) : BigInteger.DivRem(a, b << (int)-shift, out r);
        if (!r.IsZero) q |= 1;
        if (RoundToDouble(q, -shift) is not { } result || double.IsInfinity(result))
            return PyErr.Raise(Types.OverflowError, "integer division result too large for a float");
        return new PyFloat(negative ? -result : result);
    }

    /// <inheritdoc cref="ToDouble(BigInteger)"/>
    public double? ToDouble() => IsShort ? _short.ToDouble() : ToDouble(Value);

    /// <summary>The nearest double, or null with OverflowError pending.</summary>
    public static double? ToDouble(BigInteger value)
    {
        double? result = RoundToDouble(BigInteger.Abs(value), 0);
        if (result is { } d && !double.IsInfinity(d)) return value.Sign < 0 ? -d : d;
        PyErr.Raise(Types.OverflowError, "int too large to convert to float");
        return null;
    }

    /// <summary>Nearest double to <c>mantissa * 2**exponent</c>, ties to even, subnormals included.</summary>
    private static double? RoundToDouble(BigInteger mantissa, long exponent)
    {
        if (mantissa.IsZero) return 0.0;
        long bits = (long)mantissa.GetBitLength();
        long top = bits + exponent;
        if (top > 1025) return null;
        long keep = Math.Min(53, top + 1074);
        if (keep < 0) return 0.0;
        long drop = bits - keep;
        BigInteger kept = mantissa;
        if (drop > 0)
        {
            kept = mantissa >> (int)drop;
            BigInteger rest = mantissa - (kept << (int)drop);
            BigInteger half = BigInteger.One << (int)(drop - 1);
            int order = rest.CompareTo(half);
            if (order > 0 || order == 0 && !kept.IsEven) kept += 1;
            exponent += drop;
        }
        return Math.ScaleB((double)(ulong)kept, (int)exponent);
    }

    [DontLookInside]
    public override PyObject? Unary(UnaryOp op) => op switch
    {
        UnaryOp.Neg => _words == null ? From(Int256.Negated(_short)) : new PyLong(_words, !_isNegative),
        UnaryOp.Invert => IsShort ? From(~_short) : From(-Value - 1),
        UnaryOp.Abs => Sign > 0 ? this : Unary(UnaryOp.Neg),
        _ => this,
    };

    [DontLookInside]
    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (AnyInt.Order(this, other, out int order)) return PyBool.Of(IntMath.Compare(op, order, 0));
        if (other is PyFloat f) return PyBool.Of(FloatMath.CompareBig(op, Value, f.Value));
        return PyNotImplemented.Value;
    }
}
