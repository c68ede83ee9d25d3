using System.Numerics;

namespace PyLite.Modules;

internal enum DecimalKind : byte
{
    Finite, Infinite, QuietNaN, SignalingNaN,
}

internal enum DecimalRounding
{
    Up, Down, Ceiling, Floor, HalfUp, HalfDown, HalfEven, ZeroFiveUp,
}

/// <summary>What an operation has to tell: the bits of a context's flags and traps.</summary>
[Flags]
internal enum DecimalStatus
{
    None = 0, InvalidOperation = 1, ConversionSyntax = 2, DivisionImpossible = 4, DivisionUndefined = 8, InvalidContext = 16, NoMemory = 32,
    FloatOperation = 64, DivisionByZero = 128, Overflow = 256, Underflow = 512, Subnormal = 1024, Inexact = 2048, Rounded = 4096, Clamped = 8192,

    /// <summary>All that are the signal InvalidOperation.</summary>
    Invalid = InvalidOperation | ConversionSyntax | DivisionImpossible | DivisionUndefined | InvalidContext | NoMemory,
    All = 16383,
}

/// <summary>What arithmetic needs of a context, with the status it has left.</summary>
internal struct DecimalRules
{
    public long Precision, Emax, Emin;
    public DecimalRounding Rounding;
    public bool Clamp;
    public DecimalStatus Status;

    public readonly long Etiny => Emin - Precision + 1;
    public readonly long Etop => Emax - Precision + 1;

    public const long MaxPrecision = 999999999999999999, MaxEmax = 999999999999999999, MinEmin = -999999999999999999, MinEtiny = -1999999999999999997;

    /// <summary>Nothing is rounded.</summary>
    public static DecimalRules Exact => new() { Precision = MaxPrecision, Emax = MaxEmax, Emin = MinEmin, Rounding = DecimalRounding.HalfEven };

    /// <summary>For steps on the way to a result.</summary>
    public static DecimalRules Working(long precision) => new() { Precision = precision, Emax = MaxEmax, Emin = MinEmin, Rounding = DecimalRounding.HalfEven };
}

/// <summary>A decimal number: sign, coefficient, exponent; or an infinity or NaN, whose coefficient is its payload.</summary>
internal readonly struct DecimalValue
{
    /// <summary>The coefficient, where <see cref="_big"/> is null.</summary>
    public readonly DoubleWord Small;
    private readonly object? _big;
    public readonly long Exponent;
    public readonly DecimalKind Kind;
    public readonly bool IsNegative;

    public DecimalValue(bool isNegative, DoubleWord coefficient, long exponent, DecimalKind kind = DecimalKind.Finite)
    {
        Small = coefficient;
        Exponent = exponent;
        Kind = kind;
        IsNegative = isNegative;
    }

    public DecimalValue(bool isNegative, BigInteger coefficient, long exponent, DecimalKind kind = DecimalKind.Finite)
    {
        if (coefficient.GetBitLength() <= 128) Small = (DoubleWord)coefficient;
        else _big = coefficient;
        Exponent = exponent;
        Kind = kind;
        IsNegative = isNegative;
    }

    private DecimalValue(in DecimalValue from, bool isNegative, long exponent, DecimalKind kind)
    {
        Small = from.Small;
        _big = from._big;
        Exponent = exponent;
        Kind = kind;
        IsNegative = isNegative;
    }

    public static DecimalValue NaN => new(false, 0, 0, DecimalKind.QuietNaN);
    public static DecimalValue One => new(false, 1, 0);
    public static DecimalValue Infinity(bool isNegative) => new(isNegative, 0, 0, DecimalKind.Infinite);
    public static DecimalValue Of(long value) => new(value < 0, value < 0 ? (DoubleWord)(ulong)unchecked(-value) : (ulong)value, 0);
    public static DecimalValue Of(BigInteger value) => new(value.Sign < 0, BigInteger.Abs(value), 0);

    public bool IsSmall => _big == null;
    public BigInteger Coefficient => _big == null ? (BigInteger)Small : (BigInteger)_big;
    public bool IsFinite => Kind == DecimalKind.Finite;
    public bool IsInfinite => Kind == DecimalKind.Infinite;
    public bool IsNaN => Kind >= DecimalKind.QuietNaN;
    public bool IsSignaling => Kind == DecimalKind.SignalingNaN;
    public bool HasZeroCoefficient => _big == null && Small == 0;
    public bool IsZero => HasZeroCoefficient && Kind == DecimalKind.Finite;
    public long Digits => _big == null ? PowersOfTen.Digits(Small) : PowersOfTen.Digits((BigInteger)_big);

    /// <summary>The exponent of the first digit.</summary>
    public long Adjusted => Exponent + Digits - 1;

    public bool IsOdd => _big == null ? (Small & 1) != 0 : !((BigInteger)_big).IsEven;

    public DecimalValue WithSign(bool isNegative) => new(this, isNegative, Exponent, Kind);
    public DecimalValue WithExponent(long exponent) => new(this, IsNegative, exponent, Kind);
    public DecimalValue Absolute => WithSign(false);
    public DecimalValue Negated => WithSign(!IsNegative);
    public DecimalValue Quieted => new(this, IsNegative, Exponent, DecimalKind.QuietNaN);
}
