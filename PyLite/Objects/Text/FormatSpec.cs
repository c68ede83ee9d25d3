using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace PyLite.Objects;

/// <summary>
/// A format specification, <c>[[fill]align][sign][z][#][0][width][grouping][.precision][type]</c>, and what it makes of numbers and
/// strings. What is wrong with it is told by a <see cref="FormatException"/> with CPython's message.
/// </summary>
public sealed class FormatSpec
{
    private const char None = '\0';

    private string _fill = " ";
    private char _align = None;
    private char _sign = None;
    private bool _noNegativeZero;
    private bool _alternate;
    private int _width = -1;
    private char _grouping = None;
    private int _precision = -1;
    private char _type = None;

    private const int Kept = 64;
    private static readonly (string Text, string TypeName, FormatSpec Spec)?[] Last = new (string, string, FormatSpec)?[Kept];

    /// <summary>The specification of a value of the named type. Those read last are kept.</summary>
    public static FormatSpec Of(string text, string typeName)
    {
        ref (string Text, string TypeName, FormatSpec Spec)? place = ref Last[(text.Length * 17 + text[^1] + text[0] + typeName.Length) & (Kept - 1)];
        if (place is { } known && known.Text == text && known.TypeName == typeName) return known.Spec;
        FormatSpec spec = Parse(text, typeName);
        place = (text, typeName, spec);
        return spec;
    }

    private static FormatSpec Parse(string text, string typeName)
    {
        var spec = new FormatSpec { _typeName = typeName };
        int at = 0;
        // The fill may be a character outside the 16-bit range.
        int fillLength = text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) ? 2 : 1;
        bool ownFill = text.Length > fillLength && IsAlign(text[fillLength]);
        if (ownFill)
        {
            spec._fill = text[..fillLength];
            spec._align = text[fillLength];
            at = fillLength + 1;
        }
        else if (text.Length > 0 && IsAlign(text[0])) spec._align = text[at++];
        if (at < text.Length && text[at] is '+' or '-' or ' ') spec._sign = text[at++];
        if (at < text.Length && text[at] == 'z')
        {
            spec._noNegativeZero = true;
            at++;
        }
        if (at < text.Length && text[at] == '#')
        {
            spec._alternate = true;
            at++;
        }
        if (at < text.Length && text[at] == '0' && !ownFill)
        {
            spec._fill = "0";
            if (spec._align == None && typeName != "str") spec._align = '=';
            at++;
        }
        spec._width = ReadNumber(text, ref at, "Too many decimal digits in format string");
        if (at < text.Length && text[at] is ',' or '_')
        {
            spec._grouping = text[at++];
            if (at < text.Length && text[at] is ',' or '_')
                throw new FormatException(text[at] == spec._grouping ? $"Cannot specify '{text[at]}' with '{text[at]}'." : "Cannot specify both ',' and '_'.");
        }
        if (at < text.Length && text[at] == '.')
        {
            at++;
            spec._precision = ReadNumber(text, ref at, "Too many decimal digits in format string");
            if (spec._precision < 0) throw new FormatException("Format specifier missing precision");
        }
        if (text.Length - at > 1) throw new FormatException($"Invalid format specifier '{text}' for object of type '{typeName}'");
        if (at < text.Length) spec._type = text[at];
        if (spec._grouping != None && !(spec._type is None or 'd' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%' || spec._grouping == '_' && spec._type is 'b' or 'o' or 'x' or 'X'))
            throw new FormatException($"Cannot specify '{spec._grouping}' with '{spec._type}'.");
        return spec;
    }

    private static bool IsAlign(char c) => c is '<' or '>' or '=' or '^';

    private static int ReadNumber(string text, ref int at, string tooLarge)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        if (at == start) return -1;
        if (!long.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out long value)) throw new FormatException(tooLarge);
        return Sequences.Size(value, out int size) ? size : throw new InsufficientMemoryException();
    }

    /// <summary>The class's name, for messages.</summary>
    private string _typeName = "int";

    private FormatException UnknownType() => new($"Unknown format code '{_type}' for object of type '{_typeName}'");

    public string Text(string value)
    {
        if (_type is not (None or 's')) throw UnknownType();
        if (_grouping != None) throw new FormatException($"Cannot specify '{_grouping}' with 's'.");
        if (_sign != None) throw new FormatException(_sign == ' ' ? "Space not allowed in string format specifier" : "Sign not allowed in string format specifier");
        if (_alternate) throw new FormatException("Alternate form (#) not allowed in string format specifier");
        if (_noNegativeZero) throw new FormatException("Negative zero coercion (z) not allowed in string format specifier");
        if (_align == '=') throw new FormatException("'=' alignment not allowed in string format specifier");
        if (_precision >= 0) value = FirstCharacters(value, _precision);
        return Pad("", value, '<');
    }

    private static string FirstCharacters(string value, int count)
    {
        int at = 0;
        for (; at < value.Length && count > 0; count--) at += char.IsSurrogatePair(value, at) ? 2 : 1;
        return value[..at];
    }

    /// <summary>A number of 64 bits in base ten or sixteen, with nothing but padding; null where there is more to it.</summary>
    public string? Integer(long value)
    {
        if (_type is not (None or 'd' or 'x' or 'X') || _precision >= 0 || _noNegativeZero || _alternate || _grouping != None || value == long.MinValue || _fill.Length != 1) return null;
        string digits = Math.Abs(value).ToString(_type switch { 'x' => "x", 'X' => "X", _ => null }, CultureInfo.InvariantCulture);
        return Pad(Sign(value < 0), digits, '>');
    }

    public string Integer(BigInteger value)
    {
        if (_type is 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%')
        {
            double real = IntegerText.ToDouble(value);
            return double.IsInfinity(real) ? throw new OverflowException("int too large to convert to float") : Real(real);
        }
        if (_type is not (None or 'd' or 'n' or 'b' or 'o' or 'x' or 'X' or 'c')) throw UnknownType();
        if (_precision >= 0) throw new FormatException("Precision not allowed in integer format specifier");
        if (_noNegativeZero) throw new FormatException("Negative zero coercion (z) not allowed in integer format specifier");
        if (_type == 'c') return Character(value);
        BigInteger magnitude = BigInteger.Abs(value);
        (string digits, string prefix, int group) = _type switch
        {
            None or 'd' or 'n' => (PyLong.Digits(magnitude) ?? throw new FormatException(PyLong.TooManyDigits), "", 3),
            'b' => (IntegerText.InBase(magnitude, 1), "0b", 4),
            'o' => (IntegerText.InBase(magnitude, 3), "0o", 4),
            'x' => (IntegerText.InBase(magnitude, 4), "0x", 4),
            _ => (IntegerText.InBase(magnitude, 4).ToUpperInvariant(), "0X", 4),
        };
        string sign = Sign(value.Sign < 0) + (_alternate ? prefix : "");
        return Number(sign, digits, "", group);
    }

    private string Character(BigInteger value)
    {
        if (_sign != None) throw new FormatException("Sign not allowed with integer format specifier 'c'");
        if (_alternate) throw new FormatException("Alternate form (#) not allowed with integer format specifier 'c'");
        if (value < long.MinValue || value > long.MaxValue) throw new OverflowException("Python int too large to convert to C long");
        if (value < 0 || value > 0x10FFFF) throw new OverflowException("%c arg not in range(0x110000)");
        return Pad("", PyText((int)value), '>');
    }

    private static string PyText(int codePoint) => codePoint < 0x10000 ? ((char)codePoint).ToString() : char.ConvertFromUtf32(codePoint);

    public string Real(double value)
    {
        bool negative = double.IsNegative(value) && !double.IsNaN(value);
        double magnitude = Math.Abs(value);
        if (_type is not (None or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%')) throw UnknownType();
        string digits;
        if (_type == '%') magnitude *= 100;
        if (!double.IsFinite(magnitude))
        {
            digits = double.IsNaN(value) ? "nan" : "inf";
            if (_type is 'E' or 'F' or 'G') digits = digits.ToUpperInvariant();
            if (_type == '%') digits += "%";
            return Pad(Sign(negative), digits, '>');
        }
        int precision = _precision < 0 ? 6 : _precision;
        digits = _type switch
        {
            'f' or 'F' => FloatText.Fixed(magnitude, precision, _alternate),
            'e' or 'E' => FloatText.Exponent(magnitude, precision, _type, _alternate),
            'g' or 'n' => FloatText.General(magnitude, precision, 'e', _alternate),
            'G' => FloatText.General(magnitude, precision, 'E', _alternate),
            '%' => FloatText.Fixed(magnitude, precision, _alternate) + "%",
            _ => _precision < 0 ? FloatText.Repr(magnitude, _alternate) : FloatText.General(magnitude, precision, 'e', _alternate, needsFraction: true),
        };
        if (_noNegativeZero && digits.AsSpan().IndexOfAnyInRange('1', '9') < 0) negative = false;
        int end = 0;
        while (end < digits.Length && char.IsAsciiDigit(digits[end])) end++;
        return Number(Sign(negative), digits[..end], digits[end..], 3);
    }

    /// <summary>Both parts as floats, without padding of their own; the imaginary one always with a sign.</summary>
    public string Complex(double real, double imag)
    {
        if (_type is not (None or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n')) throw UnknownType();
        if (_fill == "0") throw new FormatException("Zero padding is not allowed in complex format specifier");
        if (_align == '=') throw new FormatException("'=' alignment flag is not allowed in complex format specifier");
        string text = Part(imag, '+') + "j";
        bool isPlain = _type == None;
        if (!isPlain || real != 0 || double.IsNegative(real)) text = Part(real, _sign) + text;
        else if (_sign is not ('+' or ' ')) text = text.TrimStart('+');
        else if (_sign == ' ' && text[0] == '+') text = " " + text[1..];
        if (isPlain && (real != 0 || double.IsNegative(real))) text = $"({text})";
        return Pad("", text, '>');
    }

    private string Part(double value, char sign)
    {
        var part = new FormatSpec { _sign = sign, _noNegativeZero = _noNegativeZero, _alternate = _alternate, _grouping = _grouping, _precision = _precision, _type = _type };
        if (_type == None && _precision >= 0) part._type = 'g';
        string text = part.Real(value);
        return _type == None && _precision < 0 && text.EndsWith(".0") ? text[..^2] : text;
    }

    private string Sign(bool negative) => negative ? "-" : _sign is '+' or ' ' ? _sign.ToString() : "";

    /// <summary>Groups the digits before the point, and pads; zeros that fill up to the width are grouped too.</summary>
    private string Number(string sign, string whole, string rest, int group)
    {
        if (_grouping == None) return Pad(sign, whole + rest, '>');
        if (_fill == "0" && _align == '=')
        {
            int room = _width - sign.Length - rest.Length;
            while (Grouped(whole, group).Length < room) whole = "0" + whole;
        }
        return Pad(sign, Grouped(whole, group) + rest, '>');
    }

    private string Grouped(string digits, int group)
    {
        var b = new StringBuilder(digits.Length * 4 / 3 + 1);
        for (int i = 0; i < digits.Length; i++)
        {
            if (i > 0 && (digits.Length - i) % group == 0) b.Append(_grouping);
            b.Append(digits[i]);
        }
        return b.ToString();
    }

    private string Pad(string sign, string text, char defaultAlign)
    {
        int length = sign.Length;
        foreach (char c in text) if (!char.IsLowSurrogate(c)) length++;
        int missing = _width - length;
        if (missing <= 0) return sign + text;
        (int left, int inside, int right) = (_align == None ? defaultAlign : _align) switch
        {
            '<' => (0, 0, missing),
            '^' => (missing / 2, 0, missing - missing / 2),
            '=' => (0, missing, 0),
            _ => (missing, 0, 0),
        };
        if (_fill.Length == 1)
        {
            if (inside > 0) return sign + text.PadLeft(text.Length + inside, _fill[0]);
            text = sign + text;
            if (left > 0) text = text.PadLeft(text.Length + left, _fill[0]);
            return right > 0 ? text.PadRight(text.Length + right, _fill[0]) : text;
        }
        var b = new StringBuilder(sign.Length + text.Length + missing * _fill.Length);
        return Fill(Fill(Fill(b, left).Append(sign), inside).Append(text), right).ToString();
    }

    private StringBuilder Fill(StringBuilder b, int count)
    {
        for (int i = 0; i < count; i++) b.Append(_fill);
        return b;
    }
}

/// <summary>Whole numbers in other bases, and as floats.</summary>
public static class IntegerText
{
    /// <summary>The nearest float, ties to even (.NET's conversion cuts off); infinity when it is too large.</summary>
    public static double ToDouble(BigInteger value)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        long excess = (long)magnitude.GetBitLength() - 64;
        if (excess <= 0) return value.Sign * (double)(ulong)magnitude;
        ulong top = (ulong)(magnitude >> (int)excess);
        bool inexact = !(magnitude & ((BigInteger.One << (int)excess) - 1)).IsZero;
        // A bit below the rounding position that stands for all that was cut off.
        return value.Sign * Math.ScaleB(top | (inexact ? 1UL : 0), (int)Math.Min(excess, 2000));
    }

    /// <summary>The digits of a number that is not negative, so many bits a digit.</summary>
    public static string InBase(BigInteger magnitude, int bitsPerDigit)
    {
        if (magnitude.IsZero) return "0";
        Span<ulong> few = stackalloc ulong[5];
        long bits = (long)magnitude.GetBitLength();
        int length = (int)((bits + 63) / 64);
        // One word more than there are, for the digit that reaches over the top.
        Span<ulong> words = length < few.Length ? few : new ulong[length + 1];
        words.Clear();
        magnitude.TryWriteBytes(MemoryMarshal.AsBytes(words), out _, isUnsigned: true);
        var digits = new char[(bits + bitsPerDigit - 1) / bitsPerDigit];
        ulong mask = (1UL << bitsPerDigit) - 1;
        for (long i = 0, at = 0; i < digits.Length; i++, at += bitsPerDigit)
        {
            int word = (int)(at >> 6), shift = (int)(at & 63);
            ulong digit = words[word] >> shift;
            if (shift + bitsPerDigit > 64) digit |= words[word + 1] << (64 - shift);
            digits[digits.Length - 1 - i] = "0123456789abcdef"[(int)(digit & mask)];
        }
        return new string(digits);
    }
}
