using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>int</c>, <c>bool</c> and <c>float</c>.</summary>
public static class NumberMethods
{
    private static readonly BinaryOp[] IntOps =
    [
        BinaryOp.Add, BinaryOp.Sub, BinaryOp.Mul, BinaryOp.TrueDiv, BinaryOp.FloorDiv, BinaryOp.Mod, BinaryOp.Pow, BinaryOp.LShift,
        BinaryOp.RShift, BinaryOp.And, BinaryOp.Or, BinaryOp.Xor, BinaryOp.DivMod,
    ];

    private static readonly BinaryOp[] FloatOps =
        [BinaryOp.Add, BinaryOp.Sub, BinaryOp.Mul, BinaryOp.TrueDiv, BinaryOp.FloorDiv, BinaryOp.Mod, BinaryOp.Pow, BinaryOp.DivMod];

    // ---- int

    public static PyObject? MakeInt(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length == 1 && keywords == null) return ToInt(args[0]);
        if (keywords != null && Array.Exists(keywords, k => k.Value == "x")) return PyErr.TypeError("'x' is an invalid keyword argument for int()");
        if (!Define.Parse("int", args, keywords, ["x", "base"], 0, out PyObject?[] v)) return null;
        if (v[0] is not { } x) return v[1] == null ? new PyInt(0) : PyErr.TypeError("int() missing string argument");
        if (v[1] is not { } radixObject) return ToInt(x);
        if (!Sequences.Integer(radixObject, out long radix))
        {
            if (!PyErr.TakeIf(Types.OverflowError)) return null;
            radix = -1;
        }
        if (radix is not 0 and (< 2 or > 36)) return PyErr.ValueError("int() base must be >= 2 and <= 36, or 0");
        return UserSlots.Unwrap(x) switch
        {
            PyStr text => ParseInt(text.Value, (int)radix),
            PyBytes bytes => ParseInt(bytes, (int)radix),
            _ => PyErr.TypeError("int() can't convert non-string with explicit base"),
        };
    }

    /// <summary><c>int(x)</c></summary>
    public static PyObject? ToInt(PyObject x)
    {
        if (x is PyInt) return x;
        if (x is PyFloat f && f.Value is > -9e15 and < 9e15) return new PyInt((long)f.Value);
        if (x is PyStr { IsNarrow: true } s)
        {
            if (s.Length == 1 && s.CodePointAt(0) - '0' is >= 0 and <= 9 and var digit) return new PyInt(digit);
            if (FromShort(s) is not NotShort and var number) return new PyInt(number);
        }
        if (x is PyInstance { Native: null } && x.Type.SpecialOverride(Names.Int) is { } method)
        {
            PyObject? made = Calls.CallMethod(method, x);
            return made is null or PyInt ? made : IntMadeBy(made);
        }
        return ToIntSlow(x);
    }

    [DontLookInside]
    private static PyObject? IntMadeBy(PyObject made) => Conversions.Int(made, Names.Int, out BigInteger n) ? PyLong.From(n) : null;

    private const long NotShort = long.MinValue;

    [DontLookInside]
    private static long FromShort(PyStr s) => TryShort(s.Characters, out long number) ? number : NotShort;

    [DontLookInside]
    private static PyObject? ToIntSlow(PyObject x)
    {
        if (x is PyInstance)
        {
            foreach (PyStr name in new[] { Names.Int, Names.Index, Names.Trunc })
            {
                if (x.Type.SpecialOverride(name) is not { } method) continue;
                // Numbers have an __int__ of their own, which goes before the others.
                if (name != Names.Int && UserSlots.Unwrap(x) is PyInt or PyLong or PyBool or PyFloat) continue;
                if (name == Names.Trunc && !Modules.WarningsModule.Warn(Types.DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.")) return null;
                PyObject? made = Calls.CallMethod(method, x);
                if (made == null) return null;
                BigInteger n;
                if (name != Names.Trunc) return Conversions.Int(made, name, out n) ? PyLong.From(n) : null;
                if (!PyLong.TryGet(made, out n))
                {
                    if (made.Type.Lookup(Names.Index) == null) return PyErr.TypeError($"__trunc__ returned non-Integral (type {made.Type.Name})");
                    if (!Conversions.Index(made, null, out n)) return null;
                }
                return PyLong.From(n);
            }
        }
        switch (UserSlots.Unwrap(x))
        {
            case PyInt or PyLong: return UserSlots.Unwrap(x);
            case PyBool b: return new PyInt(b.Number);
            case PyFloat f: return FromDouble(f.Value);
            case PyStr s: return s.IsNarrow && TryShort(s.Characters, out long number) ? new PyInt(number) : ParseInt(s.Value, 10);
            case PyBytes b: return ParseInt(b, 10);
            case IBuffer when BytesSearch.Likely(x) is { } b: return ParseInt(b, 10);
            case { } other when OfBuiltin(other, x) is { } method:
                PyObject? whole = Calls.CallMethod(method, x);
                return whole is null or PyInt or PyLong ? whole : ToInt(whole);
            default: return PyErr.TypeError($"int() argument must be a string, a bytes-like object or a real number, not '{x.Type.Name}'");
        }
    }

    /// <summary>The method of a class in C# that is a number of its own kind.</summary>
    private static PyObject? OfBuiltin(PyObject plain, PyObject x)
    {
        PyType type = plain is PyInstance ? x.Type : plain.Type;
        return type.Lookup(Names.Int) ?? type.Lookup(Names.Index) ?? type.Lookup(Names.Trunc);
    }

    public static PyObject? FromDouble(double d)
    {
        if (double.IsNaN(d)) return PyErr.ValueError("cannot convert float NaN to integer");
        if (double.IsInfinity(d)) return PyErr.Raise(Types.OverflowError, "cannot convert float infinity to integer");
        return PyLong.From(new BigInteger(d));
    }

    /// <summary>A sign and up to 18 digits, which is what most text of numbers is.</summary>
    private static bool TryShort(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        bool negative = text.Length > 1 && text[0] == '-';
        if (negative || text.Length > 1 && text[0] == '+') text = text[1..];
        if (text.Length is 0 or > 18) return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            number = number * 10 + (c - '0');
        }
        if (negative) number = -number;
        return true;
    }

    /// <summary>Bytes are ASCII here: other digits and spaces are not known.</summary>
    private static PyObject? ParseInt(PyBytes bytes, int radix)
    {
        string text = System.Text.Encoding.Latin1.GetString(bytes.Span);
        return ParseInt(System.Text.Ascii.IsValid(bytes.Span) ? text : "?", radix, BytesText.Repr(new PyBytes(bytes.ToArray())));
    }

    public static PyObject? ParseInt(string original, int radix, string? shown = null)
    {
        PyObject? Invalid() => PyErr.ValueError($"invalid literal for int() with base {radix}: {shown ?? StringText.Repr(original)}");
        string s = original.Trim();
        bool negative = s.StartsWith('-');
        if (negative || s.StartsWith('+')) s = s[1..];
        int actual = radix;
        if (s.Length > 1 && s[0] == '0')
        {
            int prefix = char.ToLowerInvariant(s[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
            if (prefix != 0 && radix == 0 || prefix == radix && prefix != 0)
            {
                actual = prefix;
                s = s[2..];
                if (s.StartsWith('_')) s = s[1..];
            }
        }
        if (actual == 0)
        {
            actual = 10;
            if (s.Length > 1 && s[0] == '0' && s.Any(c => c is not ('0' or '_'))) return Invalid();
        }
        if (s.Length == 0 || s[0] == '_' || s[^1] == '_' || s.Contains("__")) return Invalid();
        s = s.Replace("_", "");
        long small = 0;
        BigInteger big = 0;
        bool isBig = s.Length > 18;
        if (PyLong.MaxDigits > 0 && s.Length > PyLong.MaxDigits && !BitOperations.IsPow2(actual)) return PyErr.ValueError(PyLong.TooManyDigitsGiven(s.Length));
        if (isBig && BitOperations.IsPow2(actual))
        {
            if (Bits(s, actual) is not { } words) return Invalid();
            big = new BigInteger(words, isUnsigned: true);
        }
        else if (isBig && actual == 10 && s.All(char.IsAsciiDigit)) big = BigInteger.Parse(s, NumberStyles.None, CultureInfo.InvariantCulture);
        else
        {
            foreach (char c in s)
            {
                int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10
                    : char.IsDigit(c) ? (int)char.GetNumericValue(c) : 99;
                if (digit >= actual) return Invalid();
                if (isBig || small > (long.MaxValue - 36) / 36)
                {
                    if (!isBig) big = small;
                    isBig = true;
                    big = big * actual + digit;
                }
                else
                {
                    small = small * actual + digit;
                }
            }
        }
        if (isBig) return PyLong.From(negative ? -big : big);
        return new PyInt(negative ? -small : small);
    }

    /// <summary>The bytes, the lowest first, of digits that are a number of bits each; null when one is none.</summary>
    private static byte[]? Bits(string digits, int radix)
    {
        int size = BitOperations.TrailingZeroCount(radix);
        var bytes = new byte[((long)digits.Length * size + 7) / 8];
        long at = 0;
        for (int i = digits.Length - 1; i >= 0; i--, at += size)
        {
            char c = digits[i];
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? (c | 32) - 'a' + 10 : char.IsDigit(c) ? (int)char.GetNumericValue(c) : 99;
            if (digit >= radix) return null;
            int shifted = digit << (int)(at & 7);
            bytes[at >> 3] |= (byte)shifted;
            if (shifted > 255) bytes[(at >> 3) + 1] |= (byte)(shifted >> 8);
        }
        return bytes;
    }

    public static void PopulateInt(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.NewArgs(t);
        SlotMethods.Text(t);
        SlotMethods.Hash(t);
        SlotMethods.Bool(t);
        SlotMethods.Compare(t, ordered: true);
        SlotMethods.Binary(t, IntOps);
        SlotMethods.Reflected(t, IntOps);
        t.Method("__pow__", (self, exponent) => SlotMethods.IsLeftTo(exponent, self) ? PyNotImplemented.Value : self.Binary(BinaryOp.Pow, UserSlots.Unwrap(exponent)),
            (self, exponent, modulus) => Modules.Builtins.PowMod(self, UserSlots.Unwrap(exponent), UserSlots.Unwrap(modulus)));
        SlotMethods.Unary(t, UnaryOp.Neg, UnaryOp.Pos, UnaryOp.Invert, UnaryOp.Abs);
        t.Method("__int__", self => Plain(self));
        t.Method("__index__", self => Plain(self));
        t.Method("__trunc__", self => Plain(self));
        t.Method("__floor__", self => Plain(self));
        t.Method("__ceil__", self => Plain(self));
        t.Method("__float__", self => PyFloat.TryGet(self, out double d) ? new PyFloat(d) : null);
        SlotMethods.Format(t);
        t.Method("__round__", self => Plain(self), (self, digits) => RoundInt(self, digits));
        t.Method("bit_length", BitLength);
        t.Method("bit_count", BitCount);
        t.Method("conjugate", self => Plain(self));
        t.Method("as_integer_ratio", self => new PyTuple([Plain(self), PyInt.One]));
        t.Property("real", self => Plain(self));
        t.Property("imag", self => PyInt.Zero);
        t.Property("numerator", self => Plain(self));
        t.Property("denominator", self => PyInt.One);
        t.MethodAny("to_bytes", (args, keywords) => BytesMethods.IntToBytes(args, keywords));
        t.ClassMethod("from_bytes", (args, keywords) => BytesMethods.IntFromBytes(args, keywords));
    }

    private static PyInt BitLength(PyObject self)
    {
        if (self is PyLong l) return new PyInt(l.BitLength());
        long n = self is PyInt i ? i.Value : ((PyBool)self).Number;
        return new PyInt(BitLength((ulong)(n < 0 ? -n : n)));
    }

    /// <summary>Bits up to the highest that is set: those below it are set too, and counted, in arithmetic that traces know.</summary>
    private static long BitLength(ulong bits)
    {
        bits |= bits >> 1;
        bits |= bits >> 2;
        bits |= bits >> 4;
        bits |= bits >> 8;
        bits |= bits >> 16;
        bits |= bits >> 32;
        bits -= bits >> 1 & 0x5555555555555555;
        bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
        bits = bits + (bits >> 4) & 0x0F0F0F0F0F0F0F0F;
        return (long)(bits * 0x0101010101010101 >> 56);
    }

    private static PyInt BitCount(PyObject self)
    {
        if (self is PyLong l) return new PyInt(l.BitCount());
        long n = self is PyInt i ? i.Value : ((PyBool)self).Number;
        return new PyInt(BitOperations.PopCount((ulong)(n < 0 ? -n : n)));
    }

    private static PyObject Plain(PyObject self) => self is PyBool b ? new PyInt(b.Number) : self;

    private static BigInteger Big(PyObject self)
    {
        PyLong.TryGet(self, out BigInteger n);
        return n;
    }

    private static PyObject? RoundInt(PyObject self, PyObject digits)
    {
        if (digits is PyNone) return Plain(self);
        if (!Sequences.AnyInteger(digits, null, out BigInteger n)) return null;
        if (n.Sign >= 0) return Plain(self);
        BigInteger number = Big(self);
        // A power of ten with as many digits as the number has bits is more than twice the number.
        if (-n > BigInteger.Abs(number).GetBitLength()) return PyInt.Zero;
        BigInteger unit = BigInteger.Pow(10, (int)-n);
        (BigInteger q, BigInteger r) = PyLong.FloorDivRem(number, unit);
        int half = (r * 2).CompareTo(unit);
        if (half > 0 || half == 0 && !q.IsEven) q += 1;
        return PyLong.From(q * unit);
    }

    // ---- bool

    public static PyObject? MakeBool(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("bool", keywords) || !Define.Count("bool", args, 0, 1)) return null;
        return args.Length == 0 ? PyBool.False : Define.Bool(Operators.Truth(args[0]));
    }

    public static void PopulateBool(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Text(t);
        SlotMethods.Binary(t, BinaryOp.And, BinaryOp.Or, BinaryOp.Xor);
    }

    // ---- float

    public static PyObject? MakeFloat(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("float", keywords) || !Define.Count("float", args, 0, 1)) return null;
        return args.Length == 0 ? new PyFloat(0) : ToFloat(args[0]);
    }

    /// <summary><c>float(x)</c></summary>
    public static PyObject? ToFloat(PyObject x)
    {
        if (x is PyFloat) return x;
        if (x is PyInt i) return new PyFloat(i.Value);
        return ToFloatSlow(x);
    }

    /// <summary>The value of a real number; null, maybe with an exception pending, when it is none.</summary>
    [DontLookInside]
    public static double? AsDouble(PyObject o)
    {
        // A class derived from int may say otherwise; one derived from float is its value.
        bool hasOwn = o is PyInstance { Native: PyInt or PyLong or PyBool } && o.Type.SpecialOverride(Names.Float) != null;
        if (!hasOwn && PyFloat.TryGet(o, out double value)) return value;
        if (PyErr.Current != null) return null;
        if (o.Type.Lookup(Names.Float) is { } method)
            return Calls.CallMethod(method, o) is { } made && Conversions.Float(made, o) is { } f ? f.Value : null;
        return o.Type.Lookup(Names.Index) != null && Conversions.Index(o, null, out BigInteger n) && ToFloat(PyLong.From(n)) is PyFloat whole ? whole.Value : null;
    }

    [DontLookInside]
    private static PyObject? ToFloatSlow(PyObject x)
    {
        if (x.Type.SpecialOverride(Names.Float) is { } method)
        {
            PyObject? made = Calls.CallMethod(method, x);
            return made == null ? null : Conversions.Float(made, x);
        }
        if (PyFloat.TryGet(x, out double d)) return new PyFloat(d);
        if (PyErr.Current != null) return null;
        if (UserSlots.Unwrap(x) is PyStr s)
            return FloatParser.Parse(s.Value) is { } parsed ? new PyFloat(parsed) : PyErr.ValueError($"could not convert string to float: {s.Repr().Value}");
        if (BytesSearch.Likely(x) is { } bytes)
        {
            string text = System.Text.Ascii.IsValid(bytes.Span) ? System.Text.Encoding.Latin1.GetString(bytes.Span) : "?";
            return FloatParser.Parse(text) is { } number ? new PyFloat(number)
                : PyErr.ValueError($"could not convert string to float: {x.Repr()?.Value}");
        }
        if (x.Type.Lookup(Names.Float) is { } own) return Calls.CallMethod(own, x);
        if (x.Type.Lookup(Names.Index) != null) return Conversions.Index(x, null, out BigInteger n) ? ToFloat(PyLong.From(n)) : null;
        return PyErr.TypeError($"float() argument must be a string or a real number, not '{x.Type.Name}'");
    }

    public static void PopulateFloat(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.NewArgs(t);
        SlotMethods.Text(t);
        SlotMethods.Hash(t);
        SlotMethods.Bool(t);
        SlotMethods.Compare(t, ordered: true);
        SlotMethods.Binary(t, FloatOps);
        SlotMethods.Reflected(t, FloatOps);
        SlotMethods.Unary(t, UnaryOp.Neg, UnaryOp.Pos, UnaryOp.Abs);
        t.Method("__int__", self => FromDouble(F(self)));
        t.Method("__trunc__", self => FromDouble(F(self)));
        t.Method("__floor__", self => FromDouble(Math.Floor(F(self))));
        t.Method("__ceil__", self => FromDouble(Math.Ceiling(F(self))));
        t.Method("__float__", self => self);
        SlotMethods.Format(t);
        t.Method("__round__", self => Round(F(self), null), (self, digits) => Round(F(self), digits));
        t.Method("is_integer", self => PyBool.Of(double.IsFinite(F(self)) && F(self) == Math.Floor(F(self))));
        t.Method("conjugate", self => self);
        t.Method("hex", self => Define.Str(Hex(F(self))));
        t.Method("as_integer_ratio", self => Ratio(F(self)));
        t.Property("real", self => self);
        t.Property("imag", self => new PyFloat(0));
        t.ClassMethod("fromhex", (args, keywords) => FromHex(args, keywords) is not { } made ? null : ReferenceEquals(args[0], Types.Float) ? made : Calls.Call1(args[0], made));
        t.ClassMethod("__getformat__", GetFormat);
        t.ClassMethod("__setformat__", SetFormat);
    }

    private static PyObject? GetFormat(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("float.__getformat__", keywords)) return null;
        if (args.Length != 2) return PyErr.TypeError($"float.__getformat__() takes exactly one argument ({args.Length - 1} given)");
        if (UserSlots.Unwrap(args[1]) is not PyStr kind) return PyErr.TypeError($"__getformat__() argument must be str, not {Define.NameOf(args[1])}");
        return IsFormatKind(kind, "__getformat__") ? new PyStr(BitConverter.IsLittleEndian ? "IEEE, little-endian" : "IEEE, big-endian") : null;
    }

    /// <summary>Only what is so anyway can be set.</summary>
    private static PyObject? SetFormat(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("float.__setformat__", keywords) || !Define.Count("__setformat__", args[1..], 2, 2)) return null;
        for (int i = 1; i < 3; i++)
            if (UserSlots.Unwrap(args[i]) is not PyStr) return PyErr.TypeError($"__setformat__() argument {i} must be str, not {Define.NameOf(args[i])}");
        var kind = (PyStr)UserSlots.Unwrap(args[1]);
        if (!IsFormatKind(kind, "__setformat__")) return null;
        string format = ((PyStr)UserSlots.Unwrap(args[2])).Value;
        string own = BitConverter.IsLittleEndian ? "IEEE, little-endian" : "IEEE, big-endian";
        if (format == own || format == "unknown") return PyNone.None;
        return format is "IEEE, little-endian" or "IEEE, big-endian"
            ? PyErr.ValueError($"can only set {kind.Value} format to 'unknown' or the detected platform value")
            : PyErr.ValueError("__setformat__() argument 2 must be 'unknown', 'IEEE, little-endian' or 'IEEE, big-endian'");
    }

    private static bool IsFormatKind(PyStr kind, string function) =>
        kind.Value is "double" or "float" || PyErr.Fail(Types.ValueError, $"{function}() argument 1 must be 'double' or 'float'");

    private static double F(PyObject self) => ((PyFloat)self).Value;

    /// <summary><c>round(x)</c> and <c>round(x, digits)</c></summary>
    public static PyObject? Round(double x, PyObject? digits)
    {
        if (digits is null or PyNone) return double.IsFinite(x) ? FromDouble(Math.Round(x, MidpointRounding.ToEven)) : FromDouble(x);
        long n;
        if (digits is PyInt few) n = few.Value;
        else if (!Conversions.Index(digits, null, out BigInteger wanted)) return null;
        else n = (long)BigInteger.Max(-1000, BigInteger.Min(wanted, 1000));
        if (!double.IsFinite(x) || n > 323 || x == 0) return new PyFloat(x);
        if (n < -308) return new PyFloat(Math.CopySign(0.0, x));
        if (FloatText.TryRound(Math.Abs(x), (int)n, out double quick)) return new PyFloat(Math.CopySign(quick, x));
        BigInteger scaled = FloatText.Scaled(Math.Abs(x), (int)n);
        string text = scaled.ToString(CultureInfo.InvariantCulture) + "E" + (-n).ToString(CultureInfo.InvariantCulture);
        double rounded = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(rounded)) return PyErr.Raise(Types.OverflowError, "rounded value too large to represent");
        return new PyFloat(Math.CopySign(rounded, x));
    }

    // Apart, since making it costs every program milliseconds and few read such text.
    private static class HexText
    {
        public static readonly Regex Float = new(@"^\s*(?<sign>[-+]?)(?:0x)?(?<whole>[0-9a-f]*)(?:\.(?<rest>[0-9a-f]*))?(?:p(?<exp>[-+]?[0-9]+))?\s*\z", RegexOptions.IgnoreCase);
    }

    private static PyObject? FromHex(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("fromhex", keywords) || !Define.Count("fromhex", Calls.Rest(args), 1, 1)) return null;
        if (UserSlots.Unwrap(args[1]) is not PyStr text) return PyErr.TypeError("bad argument type for built-in operation");
        if (FloatParser.Parse(text.Value) is { } special && !double.IsFinite(special)) return new PyFloat(special);
        Match match = HexText.Float.Match(text.Value);
        string whole = match.Groups["whole"].Value, rest = match.Groups["rest"].Value, exponent = match.Groups["exp"].Value;
        if (!match.Success || whole.Length + rest.Length == 0) return PyErr.ValueError("invalid hexadecimal floating-point string");
        if (exponent.Length > 10)
        {
            // So far out that only the sign of the exponent matters.
            bool isSmall = exponent[0] == '-' || (whole + rest).Trim('0').Length == 0;
            if (!isSmall) return PyErr.Raise(Types.OverflowError, "hexadecimal value too large to represent as a float");
            return new PyFloat(match.Groups["sign"].Value == "-" ? -0.0 : 0.0);
        }
        var mantissa = BigInteger.Parse("0" + whole + rest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        BigInteger scale = (exponent.Length > 0 ? BigInteger.Parse(exponent, CultureInfo.InvariantCulture) : 0) - 4 * rest.Length;
        double value = mantissa.IsZero ? 0 : scale > 5000 ? double.PositiveInfinity : scale < -5000 - (long)mantissa.GetBitLength() ? 0
            : Nearest(mantissa, (int)scale);
        if (double.IsInfinity(value)) return PyErr.Raise(Types.OverflowError, "hexadecimal value too large to represent as a float");
        return new PyFloat(match.Groups["sign"].Value == "-" ? -value : value);
    }

    /// <summary>mantissa * 2^scale, rounded once.</summary>
    private static double Nearest(BigInteger mantissa, int scale) =>
        scale >= 0 ? IntegerText.ToDouble(mantissa << scale)
            : PyLong.TrueDivide(mantissa, BigInteger.One << -scale) is PyFloat quotient ? quotient.Value : double.PositiveInfinity;

    private static string Hex(double v)
    {
        if (!double.IsFinite(v)) return FloatText.Repr(v);
        long bits = BitConverter.DoubleToInt64Bits(v);
        int exponent = (int)(bits >> 52 & 0x7ff);
        string sign = bits < 0 ? "-" : "";
        if (v == 0) return sign + "0x0.0p+0";
        string mantissa = (bits & 0xfffffffffffffL).ToString("x13", CultureInfo.InvariantCulture);
        int e = exponent == 0 ? -1022 : exponent - 1023;
        return $"{sign}0x{(exponent == 0 ? 0 : 1)}.{mantissa}p{(e < 0 ? "" : "+")}{e}";
    }

    internal static PyObject? Ratio(double v)
    {
        if (double.IsNaN(v)) return PyErr.ValueError("cannot convert NaN to integer ratio");
        if (double.IsInfinity(v)) return PyErr.Raise(Types.OverflowError, "cannot convert Infinity to integer ratio");
        int doublings = 0;
        for (; v != Math.Floor(v); doublings++) v *= 2;
        const double most = 1L << 62;
        return Math.Abs(v) <= most && doublings <= 62 ? new PyTuple([new PyInt((long)v), new PyInt(1L << doublings)])
            : new PyTuple([PyLong.From(new BigInteger(v)), PyLong.From(BigInteger.One << doublings)]);
    }
}
