using System.Globalization;
using System.Numerics;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>str % args</c> and <c>bytes % args</c>, whose text is Latin-1 here.</summary>
public static class PercentFormat
{
    /// <summary><c>format % args</c>. What the program makes of its own objects is made first, where a trace sees it.</summary>
    public static PyObject? Apply(PyStr format, PyObject args)
    {
        if (!Jit.IsConstant(format)) return ApplyTo(format, args);
        PyObject? plain = args switch
        {
            PyTuple tuple when HasInstance(tuple.Items) => WithTexts(tuple, Conversions(format)),
            PyInstance { Native: null } one when Conversions(format) == "s" => one.Str(),
            _ => args,
        };
        return plain == null ? null : ApplyTo(format, plain);
    }

    // Longer ones are not looked into.
    private const int MaxFollowed = 8;

    [UnrollSafe]
    private static bool HasInstance(PyObject[] items)
    {
        if (items.Length > MaxFollowed) return false;
        for (int i = 0; i < items.Length; i++)
            if (items[i] is PyInstance { Native: null }) return true;
        return false;
    }

    /// <summary>
    /// The arguments with texts for objects of the program's classes; null with an exception pending. They stay as they are where another
    /// one may be wrong, or run the program itself: what comes first is to be made first.
    /// </summary>
    [UnrollSafe]
    private static PyTuple? WithTexts(PyTuple args, string conversions)
    {
        PyObject[] items = args.Items;
        if (conversions.Length != items.Length) return args;
        for (int i = 0; i < items.Length; i++)
        {
            bool isRight = conversions[i] switch
            {
                's' => items[i] is PyStr or PyInt or PyFloat or PyNone or PyBool or PyInstance { Native: null },
                'd' => items[i] is PyInt,
                _ => items[i] is PyStr or PyInt,
            };
            if (!isRight) return args;
        }
        var made = new PyObject[items.Length];
        for (int i = 0; i < made.Length; i++)
        {
            PyObject? text = items[i] is PyInstance { Native: null } one ? one.Str() : items[i];
            if (text == null) return null;
            made[i] = text;
        }
        return new PyTuple(made);
    }

    /// <summary>The letters of <c>%s</c>, <c>%r</c> and <c>%d</c> in a format that has nothing else, no width and no names; otherwise nothing.</summary>
    [Elidable]
    private static string Conversions(PyStr format)
    {
        var letters = new StringBuilder();
        string text = format.Value;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%') continue;
            if (++i == text.Length || text[i] is not ('s' or 'r' or 'd' or '%')) return "";
            if (text[i] != '%') letters.Append(text[i]);
        }
        return letters.ToString();
    }

    [DontLookInside]
    private static PyObject? ApplyTo(PyStr format, PyObject args)
    {
        string f = format.Value;
        if (f == "%s" && args is PyStr or PyInstance { Native: PyStr }) return args.StrAsGiven();
        return Apply(f, args, isBytes: false) is { } text ? new PyStr(text) : null;
    }

    [DontLookInside]
    public static PyObject? Apply(PyBytes format, PyObject args) =>
        Apply(Encoding.Latin1.GetString(format.Span), args, isBytes: true) is { } text ? format.WithSameType(Encoding.Latin1.GetBytes(text)) : null;

    private static string? Fail(PyType type, string message)
    {
        PyErr.Raise(type, message);
        return null;
    }

    private static string? Apply(string f, PyObject args, bool isBytes)
    {
        // A value's own text may be made by the same means meanwhile.
        StringBuilder result = s_spare ?? new StringBuilder(64);
        s_spare = null;
        PyTuple? tuple = UserSlots.Unwrap(args) as PyTuple;
        PyObject? mapping = tuple == null && UserSlots.Unwrap(args) is not PyStr && !(isBytes && UserSlots.Unwrap(args) is PyBytes)
            && args.Type.Lookup(Names.GetItem) != null ? args : null;
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
            if (i >= f.Length) return Fail(Types.ValueError, "incomplete format");
            if (f[i] == '%')
            {
                result.Append('%');
                i++;
                continue;
            }

            if (f[i] is 's' or 'd' && tuple != null && next < tuple.Items.Length && AppendPlain(result, f[i], tuple.Items[next], isBytes))
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
                if (depth > 0) return Fail(Types.ValueError, "incomplete format key");
                if (mapping == null) return Fail(Types.TypeError, "format requires a mapping");
                string key = f[start..(i - 1)];
                keyed = mapping.GetItem(isBytes ? new PyBytes(Encoding.Latin1.GetBytes(key)) : new PyStr(key));
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
                if (!Star(w, "width too big", out long n)) return null;
                left |= n < 0;
                if (!Sequences.Size(Math.Abs(Math.Max(n, -long.MaxValue)), out width)) return null;
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
                    if (!Star(p, "precision too big", out long n)) return null;
                    if (!Sequences.Size(Math.Max(0, n), out precision)) return null;
                }
                else
                {
                    if (!Number(f, ref i, "precision", out precision)) return null;
                }
            }
            while (i < f.Length && f[i] is 'l' or 'h' or 'L') i++;
            if (i >= f.Length) return Fail(Types.ValueError, "incomplete format");
            char type = f[i++];
            if (type == '%')
            {
                result.Append('%');
                continue;
            }
            PyObject? value = keyed ?? NextArgument(args, tuple, ref next);
            if (value == null) return null;
            if (Convert(value, type, precision, alternate, i - 1, isBytes) is not { } converted) return null;
            (string sign, string body, bool numeric) = converted;
            if (numeric && sign.Length == 0) sign = plus ? "+" : space ? " " : "";
            int pad = width == 0 ? 0 : Math.Max(0, width - sign.Length - (numeric || isBytes ? body.Length : new PyStr(body).Length));
            if (left) result.Append(sign).Append(body).Append(' ', pad);
            else if (zero && numeric)
            {
                string prefix = alternate && body.Length > 1 && body[0] == '0' && body[1] is 'x' or 'X' or 'o' ? body[..2] : "";
                result.Append(sign).Append(prefix).Append('0', pad).Append(body, prefix.Length, body.Length - prefix.Length);
            }
            else result.Append(' ', pad).Append(sign).Append(body);
        }
        if (tuple != null ? next < tuple.Items.Length : next == 0 && mapping == null)
            return Fail(Types.TypeError, $"not all arguments converted during {(isBytes ? "bytes" : "string")} formatting");
        string text = result.ToString();
        if (result.Capacity <= 1024) s_spare = result.Clear();
        return text;
    }

    [ThreadStatic] private static StringBuilder? s_spare;

    /// <summary>A width or precision that is an argument.</summary>
    private static bool Star(PyObject value, string tooBig, out long number)
    {
        number = 0;
        switch (UserSlots.Unwrap(value))
        {
            case PyInt i:
                number = i.Value;
                return true;
            case PyBool b:
                number = b.Number;
                return true;
            case PyLong: return PyErr.Fail(Types.OverflowError, "Python int too large to convert to C " + (tooBig[0] == 'w' ? "ssize_t" : "int"));
            default: return PyErr.Fail(Types.TypeError, "* wants int");
        }
    }

    /// <summary>Strings and ints without width or flags.</summary>
    private static bool AppendPlain(StringBuilder result, char type, PyObject value, bool isBytes)
    {
        if (type == 's' && value is PyStr s && !isBytes)
        {
            result.Append(s.Value);
            return true;
        }
        if (value is not PyInt i || isBytes && type == 's') return false;
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

    private static (string Sign, string Body, bool Numeric)? Convert(PyObject value, char type, int precision, bool alternate, int position, bool isBytes)
    {
        switch (type)
        {
            case 's' or 'b' when isBytes:
                {
                    if (OfBytes(value) is not { } bytes) return null;
                    ReadOnlySpan<byte> part = bytes.AsSpan(0, precision >= 0 && precision < bytes.Length ? precision : bytes.Length);
                    return ("", Encoding.Latin1.GetString(part), false);
                }
            case 's':
            case 'r':
            case 'a':
                {
                    PyStr? text = type == 's' ? value.Str() : value.Repr();
                    if (text == null) return null;
                    if (type == 'a' || isBytes) text = new PyStr(StringText.Ascii(text.Value));
                    if (precision >= 0 && precision < text.Length) text = text.Substring(0, precision);
                    return ("", text.Value, false);
                }
            case 'c' when isBytes:
                if (UserSlots.Unwrap(value) is PyBytes one)
                {
                    if (one.Length == 1) return ("", ((char)one[0]).ToString(), false);
                }
                else if (value is PyInt or PyLong or PyBool || value.Type.Lookup(Names.Index) != null)
                {
                    if (!Sequences.Integer(value, out long code) && !PyErr.TakeIf(Types.OverflowError)) return null;
                    if (value is PyLong) code = -1;
                    if (code is >= 0 and < 256) return ("", ((char)code).ToString(), false);
                    PyErr.Raise(Types.OverflowError, "%c arg not in range(256)");
                    return null;
                }
                PyErr.TypeError("%c requires an integer in range(256) or a single byte");
                return null;
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
                else if (value.Type.Lookup(Names.Index) != null)
                {
                    if (!Sequences.Integer(value, out long number)) return null;
                    if (number is >= 0 and <= 0x10ffff) return ("", PyStr.FromCodePoint((int)number).Value, false);
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
                        if (type is 'd' or 'i' or 'u' && UserSlots.Unwrap(value) is PyFloat f && double.IsFinite(f.Value) && value.Type.SpecialOverride(Names.Int) == null)
                        {
                            n = new BigInteger(Math.Truncate(f.Value));
                        }
                        else if (type is 'd' or 'i' or 'u' && value is not PyFloat && value.Type.Lookup(Names.Int) is { } whole && Calls.CallMethod(whole, value) is { } made && PyLong.TryGet(made, out n))
                        {
                        }
                        else if (PyErr.Current == null && value.Type.Lookup(Names.Index) is { } index && Calls.CallMethod(index, value) is { } converted && PyLong.TryGet(converted, out n))
                        {
                        }
                        else
                        {
                            if (PyErr.Current == null)
                                PyErr.TypeError($"%{(isBytes && type == 'i' ? 'd' : type)} format: {(type is 'd' or 'i' or 'u' ? "a real number" : "an integer")} is required, not {value.Type.Name}");
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
                    if (NumberMethods.AsDouble(value) is not { } d)
                    {
                        if (PyErr.Current == null) PyErr.TypeError($"{(isBytes ? "float argument required" : "must be real number")}, not {value.Type.Name}");
                        return null;
                    }
                    string body = Formatting.Real(d, type, precision < 0 ? 6 : precision, alternate);
                    return (double.IsNegative(d) && !double.IsNaN(d) ? "-" : "", body, true);
                }
            default:
                PyErr.ValueError($"unsupported format character '{type}' (0x{(int)type:x}) at index {position}");
                return null;
        }
    }

    /// <summary>What <c>%b</c> puts in the object's place.</summary>
    private static byte[]? OfBytes(PyObject value)
    {
        if (Buffers.TryBytes(value, out ReadOnlySpan<byte> bytes) && value.Type.SpecialOverride(Names.Bytes) == null) return bytes.ToArray();
        if (value.Type.Lookup(Names.Bytes) is { } method) return BytesMethods.FromMethod(method, value);
        PyErr.TypeError($"%b requires a bytes-like object, or an object that implements __bytes__, not '{value.Type.Name}'");
        return null;
    }
}
