using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>format()</c> of decimals.</summary>
[DontLookInside]
internal static class DecimalFormat
{
    private struct Spec
    {
        public string Fill;
        public char Align, Sign, Type;
        public bool NoNegativeZero, IsZeroPadded;
        public int Width, Precision;
        public string Separator, Point;
        public int[] Grouping;
    }

    public static PyObject? Format(in DecimalValue v, PyStr text, PyDecimalContext context, PyObject? given)
    {
        if (!Parse(text.Value, context.Capitals, out Spec spec)) return PyErr.ValueError("invalid format string");
        if (given != null && !Override(given, ref spec)) return null;
        return Write(v, spec, context) is { } written ? new PyStr(written) : PyErr.Raise(Types.MemoryError, "");
    }

    /// <summary>[[fill]align][sign][z][0][width][,][.precision][type]</summary>
    private static bool Parse(string s, bool capitals, out Spec spec)
    {
        spec = new Spec { Fill = " ", Align = '>', Sign = '-', Precision = -1, Type = capitals ? 'G' : 'g', Separator = "", Point = ".", Grouping = [3] };
        int at = 0;
        bool hasAlign = false;
        int first = s.Length > 0 && char.IsHighSurrogate(s[0]) && s.Length > 1 ? 2 : 1;
        if (s.Length > first && s[first] is '<' or '>' or '=' or '^')
        {
            spec.Fill = s[..first];
            spec.Align = s[first];
            hasAlign = true;
            at = first + 1;
        }
        else if (s.Length > 0 && s[0] is '<' or '>' or '=' or '^')
        {
            spec.Align = s[0];
            hasAlign = true;
            at = 1;
        }
        if (at < s.Length && s[at] is '+' or '-' or ' ') spec.Sign = s[at++];
        if (at < s.Length && s[at] == 'z')
        {
            spec.NoNegativeZero = true;
            at++;
        }
        if (at < s.Length && s[at] == '0')
        {
            if (hasAlign) return false;
            spec.IsZeroPadded = true;
            at++;
        }
        if (!Number(s, ref at, out spec.Width)) return false;
        if (at < s.Length && s[at] == ',')
        {
            spec.Separator = ",";
            at++;
        }
        if (at < s.Length && s[at] == '.')
        {
            at++;
            if (at >= s.Length || !char.IsAsciiDigit(s[at]) || !Number(s, ref at, out spec.Precision)) return false;
        }
        if (at < s.Length && s[at] is 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%' or 'n')
        {
            spec.Type = s[at++];
            if (spec.Type == 'n')
            {
                // The locale is always C's: no separators.
                if (spec.Separator.Length > 0) return false;
                spec.Type = 'g';
            }
        }
        return at == s.Length;
    }

    private static bool Number(string s, ref int at, out int number)
    {
        number = 0;
        for (; at < s.Length && char.IsAsciiDigit(s[at]); at++)
        {
            if (number > 100_000_000) return false;
            number = number * 10 + (s[at] - '0');
        }
        return true;
    }

    /// <summary>The point, separator and grouping of a dict, as tests give it.</summary>
    private static bool Override(PyObject given, ref Spec spec)
    {
        if (UserSlots.Unwrap(given) is not PyDict dict) return PyErr.Fail(Types.TypeError, "optional argument must be a dict");
        if (UserSlots.UnwrapOrNull(dict.GetStr(PyStr.Intern("decimal_point"))) is not PyStr point || UserSlots.UnwrapOrNull(dict.GetStr(PyStr.Intern("thousands_sep"))) is not PyStr separator
            || UserSlots.UnwrapOrNull(dict.GetStr(PyStr.Intern("grouping"))) is not PyStr grouping) return PyErr.Fail(Types.ValueError, "invalid override dict");
        if (point.Value.Length is 0 or > 4 || separator.Value.Length > 4 || grouping.Value.Any(c => c > 127)) return PyErr.Fail(Types.ValueError, "invalid override dict");
        spec.Point = point.Value;
        spec.Separator = separator.Value;
        spec.Grouping = [.. grouping.Value.Select(c => (int)c)];
        return true;
    }

    /// <summary>The text, or null when it is too long.</summary>
    private static string? Write(DecimalValue v, in Spec spec, PyDecimalContext context)
    {
        char type = char.ToLowerInvariant(spec.Type);
        if (!v.IsFinite)
        {
            string body = DecimalText.Write(v.Absolute, isEngineering: false, capitals: true) + (type == '%' ? "%" : "");
            return Align(Sign(v.IsNegative, spec), body, spec, isPadded: false);
        }
        if (type == '%') v = v.WithExponent(v.Exponent + 2);
        DecimalRules rules = DecimalRules.Exact;
        DecimalRounding rounding = context.Rules.Rounding;
        if (spec.Precision >= 0)
        {
            if (type == 'e')
            {
                v = DecimalArithmetic.ToDigits(v, spec.Precision + 1L, rounding);
                long missing = spec.Precision + 1L - v.Digits;
                if (missing > 0 && !v.HasZeroCoefficient) v = DecimalRounder.Padded(v, missing, ref rules);
            }
            else if (type is 'f' or '%') v = DecimalArithmetic.Rescale(v, -spec.Precision, rounding, ref rules);
            else v = DecimalArithmetic.ToDigits(v, Math.Max(spec.Precision, 1), rounding);
        }
        if (type is 'f' or '%')
        {
            if (v.HasZeroCoefficient && v.Exponent > 0) v = v.WithExponent(0);
        }
        bool isNegative = v.IsNegative && !(spec.NoNegativeZero && v.HasZeroCoefficient);
        string digits = DecimalText.Digits(v);
        long left = v.Exponent + digits.Length, point;
        if (type == 'e') point = v.HasZeroCoefficient && spec.Precision >= 0 ? 1 - spec.Precision : 1;
        else if (type is 'f' or '%') point = left;
        else point = v.Exponent <= 0 && left > -6 ? left : 1;
        if ((rules.Status & DecimalStatus.NoMemory) != 0 || point < -PowersOfTen.MostDigits || point - digits.Length > PowersOfTen.MostDigits) return null;
        string whole, fraction;
        if (point < 0)
        {
            whole = "0";
            fraction = new string('0', (int)-point) + digits;
        }
        else if (point >= digits.Length)
        {
            whole = digits + new string('0', (int)(point - digits.Length));
            fraction = "";
        }
        else
        {
            whole = point == 0 ? "0" : digits[..(int)point];
            fraction = digits[(int)point..];
        }
        long exponent = left - point;
        var rest = new StringBuilder();
        if (fraction.Length > 0) rest.Append(spec.Point).Append(fraction);
        if (exponent != 0 || type == 'e')
        {
            rest.Append(char.IsUpper(spec.Type) ? 'E' : 'e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent));
        }
        if (type == '%') rest.Append('%');
        string sign = Sign(isNegative, spec);
        int room = spec.IsZeroPadded ? spec.Width - rest.Length - sign.Length : 0;
        return Align(sign, Group(whole, spec, room) + rest, spec, spec.IsZeroPadded);
    }

    private static string Sign(bool isNegative, in Spec spec) => isNegative ? "-" : spec.Sign is '+' or ' ' ? spec.Sign.ToString() : "";

    /// <summary>Digits with separators, filled with zeros to a width.</summary>
    private static string Group(string digits, in Spec spec, int room)
    {
        if (spec.Separator.Length == 0) return digits.PadLeft(Math.Max(0, room), '0');
        var groups = new List<string>();
        int size = 0;
        for (int i = 0; ; i++)
        {
            // The last size given goes on for ever; 127 ends the grouping.
            if (i < spec.Grouping.Length) size = spec.Grouping[i] == 0 ? size : spec.Grouping[i];
            int most = size is <= 0 or >= 127 ? int.MaxValue : size;
            int length = Math.Min(Math.Max(Math.Max(digits.Length, room), 1), most);
            groups.Insert(0, new string('0', Math.Max(0, length - digits.Length)) + digits[Math.Max(0, digits.Length - length)..]);
            digits = digits[..Math.Max(0, digits.Length - length)];
            room -= length;
            if (digits.Length == 0 && room <= 0) break;
            room -= spec.Separator.Length;
        }
        return string.Join(spec.Separator, groups);
    }

    private static string Align(string sign, string body, in Spec spec, bool isPadded)
    {
        int length = sign.Length;
        foreach (char c in body)
            if (!char.IsLowSurrogate(c)) length++;
        int missing = spec.Width - length;
        if (missing <= 0 || isPadded) return sign + body;
        string fill = spec.Fill;
        string Pad(int count)
        {
            var b = new StringBuilder();
            for (int i = 0; i < count; i++) b.Append(fill);
            return b.ToString();
        }
        return spec.Align switch
        {
            '<' => sign + body + Pad(missing),
            '=' => sign + Pad(missing) + body,
            '^' => Pad(missing / 2) + sign + body + Pad(missing - missing / 2),
            _ => Pad(missing) + sign + body,
        };
    }
}
