using System.Globalization;
using System.Numerics;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>str % args</c>.</summary>
public static class PercentFormat
{
    [DontLookInside]
    public static PyObject? Apply(PyStr format, PyObject args)
    {
        string f = format.Value;
        if (f == "%s" && args is PyStr) return args;
        var result = new StringBuilder(f.Length + 16);
        PyTuple? tuple = UserSlots.Unwrap(args) as PyTuple;
        PyObject? mapping = tuple == null && UserSlots.Unwrap(args) is not PyStr && args.Type.Lookup(Names.GetItem) != null ? args : null;
        int next = 0;
        int i = 0;
        while (i < f.Length)
        {
            int percent = f.IndexOf('%', i);
            if (percent < 0)
            {
                result.Append(f, i, f.Length - i);
                break;
            }
            result.Append(f, i, percent - i);
            i = percent + 1;
            if (i >= f.Length) return PyErr.ValueError("incomplete format");
            if (f[i] == '%')
            {
                result.Append('%');
                i++;
                continue;
            }

            if (f[i] is 's' or 'd' && tuple != null && next < tuple.Items.Length && AppendPlain(result, f[i], tuple.Items[next]))
            {
                next++;
                i++;
                continue;
            }

            PyObject? keyed = null;
            if (f[i] == '(')
            {
                int depth = 1, start = ++i;
                while (i < f.Length && depth > 0)
                {
                    if (f[i] == '(') depth++;
                    else if (f[i] == ')') depth--;
                    i++;
                }
                if (depth > 0) return PyErr.ValueError("incomplete format key");
                if (mapping == null) return PyErr.TypeError("format requires a mapping");
                keyed = mapping.GetItem(new PyStr(f[start..(i - 1)]));
                if (keyed == null) return null;
            }
            bool left = false, plus = false, space = false, alternate = false, zero = false;
            for (; i < f.Length; i++)
            {
                if (f[i] == '-') left = true;
                else if (f[i] == '+') plus = true;
                else if (f[i] == ' ') space = true;
                else if (f[i] == '#') alternate = true;
                else if (f[i] == '0') zero = true;
                else break;
            }
            int width = 0, precision = -1;
            if (i < f.Length && f[i] == '*')
            {
                i++;
                if (NextArgument(args, tuple, ref next) is not { } w) return null;
                if (w is not PyInt n) return PyErr.TypeError("* wants int");
                left |= n.Value < 0;
                if (!Sequences.Size(Math.Abs(Math.Max(n.Value, -long.MaxValue)), out width)) return null;
            }
            else
            {
                if (!Number(f, ref i, "width", out width)) return null;
            }
            if (i < f.Length && f[i] == '.')
            {
                i++;
                precision = 0;
                if (i < f.Length && f[i] == '*')
                {
                    i++;
                    if (NextArgument(args, tuple, ref next) is not { } p) return null;
                    if (p is not PyInt n) return PyErr.TypeError("* wants int");
                    if (!Sequences.Size(Math.Max(0, n.Value), out precision)) return null;
                }
                else
                {
                    if (!Number(f, ref i, "precision", out precision)) return null;
                }
            }
            while (i < f.Length && f[i] is 'l' or 'h' or 'L') i++;
            if (i >= f.Length) return PyErr.ValueError("incomplete format");
            char type = f[i++];
            if (type == '%')
            {
                result.Append('%');
                continue;
            }
            PyObject? value = keyed ?? NextArgument(args, tuple, ref next);
            if (value == null) return null;
            if (Convert(value, type, precision, alternate, i - 1) is not { } converted) return null;
            (string sign, string body, bool numeric) = converted;
            if (numeric && sign.Length == 0) sign = plus ? "+" : space ? " " : "";
            int pad = width == 0 ? 0 : Math.Max(0, width - sign.Length - (numeric ? body.Length : new PyStr(body).Length));
            if (left) result.Append(sign).Append(body).Append(' ', pad);
            else if (zero && numeric && !body.EndsWith("inf") && !body.EndsWith("nan"))
            {
                string prefix = alternate && body.Length > 1 && body[0] == '0' && body[1] is 'x' or 'X' or 'o' ? body[..2] : "";
                result.Append(sign).Append(prefix).Append('0', pad).Append(body, prefix.Length, body.Length - prefix.Length);
            }
            else result.Append(' ', pad).Append(sign).Append(body);
        }
        if (tuple != null ? next < tuple.Items.Length : next == 0 && mapping == null)
            return PyErr.TypeError("not all arguments converted during string formatting");
        return new PyStr(result.ToString());
    }

    /// <summary>Strings and ints without width or flags.</summary>
    private static bool AppendPlain(StringBuilder result, char type, PyObject value)
    {
        if (type == 's' && value is PyStr s)
        {
            result.Append(s.Value);
            return true;
        }
        if (value is not PyInt i) return false;
        Span<char> digits = stackalloc char[24];
        i.Value.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        result.Append(digits[..length]);
        return true;
    }

    private static bool Number(string f, ref int i, string what, out int number)
    {
        long value = 0;
        number = 0;
        for (; i < f.Length && char.IsAsciiDigit(f[i]); i++)
        {
            if (value > long.MaxValue / 10 - 1) return PyErr.Fail(Types.ValueError, what == "width" ? "width too big" : "precision too big");
            value = value * 10 + f[i] - '0';
        }
        return Sequences.Size(value, out number);
    }

    private static PyObject? NextArgument(PyObject args, PyTuple? tuple, ref int next)
    {
        if (tuple == null)
        {
            if (next++ == 0) return args;
        }
        else if (next < tuple.Items.Length)
        {
            return tuple.Items[next++];
        }
        return PyErr.TypeError("not enough arguments for format string");
    }

    private static (string Sign, string Body, bool Numeric)? Convert(PyObject value, char type, int precision, bool alternate, int position)
    {
        switch (type)
        {
            case 's':
            case 'r':
            case 'a':
                {
                    PyStr? text = type == 's' ? value.Str() : value.Repr();
                    if (text == null) return null;
                    if (type == 'a') text = new PyStr(StringText.Ascii(text.Value));
                    if (precision >= 0 && precision < text.Length) text = text.Substring(0, precision);
                    return ("", text.Value, false);
                }
            case 'c':
                if (UserSlots.Unwrap(value) is PyStr s)
                {
                    if (s.Length == 1) return ("", s.Value, false);
                }
                else if (PyLong.TryGet(value, out BigInteger point))
                {
                    if (point >= 0 && point <= 0x10ffff) return ("", PyStr.FromCodePoint((int)point).Value, false);
                    PyErr.Raise(Types.OverflowError, "%c arg not in range(0x110000)");
                    return null;
                }
                PyErr.TypeError("%c requires int or char");
                return null;
            case 'd':
            case 'i':
            case 'u':
            case 'x':
            case 'X':
            case 'o':
                {
                    if (value is PyInt { Value: >= 0 } small && type == 'd' && precision < 0) return ("", small.Value.ToString(CultureInfo.InvariantCulture), true);
                    if (!PyLong.TryGet(value, out BigInteger n))
                    {
                        if (type is 'd' or 'i' or 'u' && UserSlots.Unwrap(value) is PyFloat f && double.IsFinite(f.Value))
                        {
                            n = new BigInteger(Math.Truncate(f.Value));
                        }
                        else if (value.Type.Lookup(Names.Index) is { } index && Calls.CallMethod(index, value) is { } converted && PyLong.TryGet(converted, out n))
                        {
                        }
                        else
                        {
                            if (PyErr.Current == null)
                                PyErr.TypeError($"%{type} format: {(type is 'd' or 'i' or 'u' ? "a real number" : "an integer")} is required, not {value.Type.Name}");
                            return null;
                        }
                    }
                    BigInteger magnitude = BigInteger.Abs(n);
                    string? digits = type switch
                    {
                        'x' => IntegerText.InBase(magnitude, 4),
                        'X' => IntegerText.InBase(magnitude, 4).ToUpperInvariant(),
                        'o' => IntegerText.InBase(magnitude, 3),
                        _ => PyLong.Digits(magnitude),
                    };
                    if (digits == null)
                    {
                        PyErr.ValueError(PyLong.TooManyDigits);
                        return null;
                    }
                    if (precision > digits.Length) digits = digits.PadLeft(precision, '0');
                    if (alternate) digits = type switch { 'x' => "0x", 'X' => "0X", 'o' => "0o", _ => "" } + digits;
                    return (n.Sign < 0 ? "-" : "", digits, true);
                }
            case 'e':
            case 'E':
            case 'f':
            case 'F':
            case 'g':
            case 'G':
                {
                    if (!PyFloat.TryGet(value, out double d))
                    {
                        if (PyErr.Current != null) return null;
                        if (value.Type.Lookup(Names.Float) is { } method && Calls.CallMethod(method, value) is PyFloat made) d = made.Value;
                        else
                        {
                            if (PyErr.Current == null) PyErr.TypeError($"must be real number, not {value.Type.Name}");
                            return null;
                        }
                    }
                    string body = Formatting.Real(d, type, precision < 0 ? 6 : precision, alternate);
                    return (double.IsNegative(d) && !double.IsNaN(d) ? "-" : "", body, true);
                }
            default:
                PyErr.ValueError($"unsupported format character '{type}' (0x{(int)type:x}) at index {position}");
                return null;
        }
    }
}
