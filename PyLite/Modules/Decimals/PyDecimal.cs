using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A decimal number.</summary>
[PyClass("decimal.Decimal", Operators = [BinaryOp.Add, BinaryOp.Sub, BinaryOp.Mul, BinaryOp.TrueDiv, BinaryOp.FloorDiv, BinaryOp.Mod, BinaryOp.DivMod, BinaryOp.Pow])]
[DontLookInside]
public sealed partial class PyDecimal : PyObject
{
    internal readonly DecimalValue Value;

    internal PyDecimal(in DecimalValue value) => Value = value;

    // ---- making one

    [PyNew]
    public static PyObject? New([Keyword, Unset, Shown("\"0\"")] PyObject? value = null, PyObject? context = null)
    {
        if (value == null) return new PyDecimal(new DecimalValue(false, 0, 0));
        return PyDecimalContext.Of(context) is { } c ? Make(value, c, isRounded: false) : null;
    }

    /// <summary>A decimal of anything that can be one, exact or as the context rounds.</summary>
    internal static PyObject? Make(PyObject given, PyDecimalContext context, bool isRounded)
    {
        PyObject plain = UserSlots.Unwrap(given);
        DecimalValue value;
        DecimalStatus status = 0;
        switch (plain)
        {
            case PyDecimal d:
                if (!isRounded) return d;
                value = d.Value;
                if (value.IsNaN && value.Digits > context.Rules.Precision - (context.Rules.Clamp ? 1 : 0))
                    return Result(DecimalValue.NaN, DecimalStatus.ConversionSyntax, context);
                break;
            case PyInt or PyBool or PyLong:
                TryConvert(plain, out value);
                break;
            case PyStr s:
                if (DecimalText.Ascii(s, isStrict: isRounded) is not { } text || !DecimalText.Read(text, out value)
                    || isRounded && value.IsNaN && !value.HasZeroCoefficient && value.Digits > context.Rules.Precision - (context.Rules.Clamp ? 1 : 0))
                    return Result(DecimalValue.NaN, DecimalStatus.ConversionSyntax, context);
                break;
            case PyFloat f:
                status = DecimalStatus.FloatOperation;
                if (!context.Note(status)) return null;
                OfFloat(f, out value);
                break;
            case PyTuple or PyList:
                if (DecimalTuples.Read(plain, out string? numeral) is false) return null;
                if (numeral == null || !DecimalText.Read(numeral, out value)) return Result(DecimalValue.NaN, DecimalStatus.ConversionSyntax, context);
                break;
            default:
                return PyErr.TypeError($"conversion from {given.Type.Name} to Decimal is not supported");
        }
        DecimalRules rules = isRounded ? context.Rules : DecimalRules.Exact;
        if (isRounded)
        {
            value = DecimalRounder.Finish(value, ref rules);
            return Result(value, rules.Status, context);
        }
        if (value.IsFinite)
        {
            // What the exact rules cannot hold is an error.
            value = DecimalRounder.Finish(value, ref rules);
            if ((rules.Status & (DecimalStatus.Inexact | DecimalStatus.Rounded | DecimalStatus.Clamped)) != 0) return Result(DecimalValue.NaN, DecimalStatus.InvalidOperation, context);
        }
        return new PyDecimal(value);
    }

    /// <summary>The exact value of a float or int.</summary>
    internal static bool OfFloat(PyObject given, out DecimalValue value)
    {
        PyObject plain = UserSlots.Unwrap(given);
        if (TryConvert(plain, out value) && plain is not PyDecimal) return true;
        if (plain is not PyFloat f) return PyErr.Fail(Types.TypeError, "argument must be int or float");
        value = Of(f.Value);
        return true;
    }

    internal static DecimalValue Of(double d)
    {
        bool isNegative = double.IsNegative(d);
        if (double.IsNaN(d)) return new DecimalValue(isNegative, 0, 0, DecimalKind.QuietNaN);
        if (double.IsInfinity(d)) return DecimalValue.Infinity(isNegative);
        if (d == 0) return new DecimalValue(isNegative, 0, 0);
        long bits = BitConverter.DoubleToInt64Bits(d);
        int power = (int)(bits >> 52 & 2047);
        long mantissa = bits & ((1L << 52) - 1);
        if (power == 0) power++;
        else mantissa |= 1L << 52;
        power -= 1075;
        int zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        power += zeros;
        return power >= 0 ? new DecimalValue(isNegative, (BigInteger)mantissa << power, 0)
            : new DecimalValue(isNegative, mantissa * BigInteger.Pow(5, -power), power);
    }

    /// <summary>A decimal of a float, exactly.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? from_float(PyType type, PyObject f)
    {
        if (!OfFloat(f, out DecimalValue value)) return null;
        var made = new PyDecimal(value);
        return ReferenceEquals(type, ClassType) ? made : Calls.Call1(type, made);
    }

    /// <summary>The value of a decimal or int.</summary>
    internal static bool TryConvert(PyObject o, out DecimalValue value)
    {
        switch (o)
        {
            case PyDecimal d:
                value = d.Value;
                return true;
            case PyInt i:
                value = DecimalValue.Of(i.Value);
                return true;
            case PyBool b:
                value = DecimalValue.Of(b.Number);
                return true;
            case PyLong l:
                value = DecimalValue.Of(l.Value);
                return true;
            case PyInstance { Native: { } native }:
                return TryConvert(native, out value);
            default:
                value = default;
                return false;
        }
    }

    internal static bool Convert(PyObject o, out DecimalValue value) =>
        TryConvert(o, out value) || PyErr.Fail(Types.TypeError, $"conversion from {o.Type.Name} to Decimal is not supported");

    /// <summary>The decimal, unless the context raises for the status.</summary>
    internal static PyObject? Result(in DecimalValue value, DecimalStatus status, PyDecimalContext context) =>
        status == 0 || context.Note(status) ? new PyDecimal(value) : null;

    // ---- operators

    public override PyObject? Binary(BinaryOp op, PyObject other) =>
        TryConvert(other, out DecimalValue b) ? Operate(op, Value, b) : PyNotImplemented.Value;

    public override PyObject? Reflected(BinaryOp op, PyObject other) =>
        TryConvert(other, out DecimalValue a) ? Operate(op, a, Value) : PyNotImplemented.Value;

    private static PyObject? Operate(BinaryOp op, in DecimalValue a, in DecimalValue b)
    {
        PyDecimalContext context = PyDecimalContext.Current;
        DecimalRules rules = context.Rules;
        DecimalValue value;
        switch (op)
        {
            case BinaryOp.Add:
                value = DecimalArithmetic.Add(a, b, ref rules);
                break;
            case BinaryOp.Sub:
                value = DecimalArithmetic.Subtract(a, b, ref rules);
                break;
            case BinaryOp.Mul:
                value = DecimalArithmetic.Multiply(a, b, ref rules);
                break;
            case BinaryOp.TrueDiv:
                value = DecimalArithmetic.Divide(a, b, ref rules);
                break;
            case BinaryOp.FloorDiv:
                value = DecimalArithmetic.DivideInt(a, b, ref rules);
                break;
            case BinaryOp.Mod:
                value = DecimalArithmetic.Remainder(a, b, ref rules);
                break;
            case BinaryOp.Pow:
                value = DecimalArithmetic.Power(a, b, ref rules);
                break;
            case BinaryOp.DivMod:
                return Pair(DecimalArithmetic.DivMod(a, b, ref rules), rules.Status, context);
            default:
                return PyNotImplemented.Value;
        }
        return Result(value, rules.Status, context);
    }

    internal static PyObject? Pair((DecimalValue Quotient, DecimalValue Remainder) both, DecimalStatus status, PyDecimalContext context) =>
        context.Note(status) ? new PyTuple([new PyDecimal(both.Quotient), new PyDecimal(both.Remainder)]) : null;

    public override PyObject? Unary(UnaryOp op)
    {
        PyDecimalContext context = PyDecimalContext.Current;
        DecimalRules rules = context.Rules;
        DecimalValue value;
        switch (op)
        {
            case UnaryOp.Neg:
                value = DecimalArithmetic.Minus(Value, ref rules);
                break;
            case UnaryOp.Pos:
                value = DecimalArithmetic.Plus(Value, ref rules);
                break;
            case UnaryOp.Abs:
                value = DecimalArithmetic.Abs(Value, ref rules);
                break;
            default:
                return base.Unary(op);
        }
        return Result(value, rules.Status, context);
    }

    public override int Truth() => Value.IsZero ? 0 : 1;

    // ---- comparison

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        bool isEquality = op is CompareOp.Eq or CompareOp.Ne;
        DecimalValue a = Value;
        if (!TryConvert(other, out DecimalValue b))
        {
            PyObject plain = UserSlots.Unwrap(other);
            if (plain is PyComplex { Imag: 0 } c && isEquality) plain = new PyFloat(c.Real);
            if (plain is PyFloat f)
            {
                PyDecimalContext context = PyDecimalContext.Current;
                if (isEquality) context.Flags |= DecimalStatus.FloatOperation;
                else if (!context.Note(DecimalStatus.FloatOperation)) return null;
                b = Of(f.Value);
            }
            else if (!DecimalNumbers.IsRational(other))
            {
                return PyErr.Current != null ? null : PyNotImplemented.Value;
            }
            else if (!DecimalNumbers.Ratio(other, ref a, out b))
            {
                return null;
            }
        }
        if (a.IsNaN || b.IsNaN)
        {
            if ((a.IsSignaling || b.IsSignaling || !isEquality) && !PyDecimalContext.Current.Note(DecimalStatus.InvalidOperation)) return null;
            return PyBool.Of(op == CompareOp.Ne);
        }
        return PyBool.Of(IntMath.Compare(op, DecimalArithmetic.Order(a, b), 0));
    }

    public override long Hash()
    {
        if (Value.IsSignaling)
        {
            PyErr.TypeError("Cannot hash a signaling NaN value");
            return -1;
        }
        return Value.IsNaN ? Identity.HashOf(this) : DecimalNumbers.Hash(Value);
    }

    // ---- text

    public override PyStr Str() => PyStr.Narrow(DecimalText.Write(Value, isEngineering: false, PyDecimalContext.Current.Capitals));

    public override PyStr Repr() => PyStr.Narrow($"Decimal('{DecimalText.Write(Value, isEngineering: false, PyDecimalContext.Current.Capitals)}')");

    // ---- attributes

    /// <summary>The number itself.</summary>
    [PyProperty] public PyObject real => this;

    /// <summary>Zero.</summary>
    [PyProperty] public PyObject imag => new PyDecimal(new DecimalValue(false, 0, 0));

    [PyFunction] public PyObject? __int__() => DecimalNumbers.ToInt(Value, DecimalRounding.Down);
    [PyFunction] public PyObject? __trunc__() => DecimalNumbers.ToInt(Value, DecimalRounding.Down);
    [PyFunction] public PyObject? __floor__() => DecimalNumbers.ToInt(Value, DecimalRounding.Floor);
    [PyFunction] public PyObject? __ceil__() => DecimalNumbers.ToInt(Value, DecimalRounding.Ceiling);
    [PyFunction] public PyObject? __float__() => DecimalNumbers.ToFloat(Value);
    [PyFunction] public PyObject? __complex__() => DecimalNumbers.ToFloat(Value) is PyFloat f ? new PyComplex(f.Value, 0) : null;
    [PyFunction] public long __sizeof__() => 104 + (Value.Digits > 76 ? (Value.Digits + 18) / 19 * 8 : 0);

    [PyFunction]
    public PyObject? __round__([Unset] PyObject? ndigits = null)
    {
        if (ndigits == null) return DecimalNumbers.ToInt(Value, DecimalRounding.HalfEven);
        if (!PyLong.TryGet(ndigits, out _)) return PyErr.TypeError("optional arg must be an integer");
        if (!Argument.Long(ndigits, out long digits)) return null;
        PyDecimalContext context = PyDecimalContext.Current;
        DecimalRules rules = context.Rules;
        long exponent = -Math.Clamp(digits, long.MinValue / 4, long.MaxValue / 4);
        DecimalValue value = DecimalArithmetic.Quantize(Value, new DecimalValue(false, 1, exponent), ref rules);
        return Result(value, rules.Status, context);
    }

    [PyFunction]
    public PyObject? __format__(PyObject fmtarg, [Unset] PyObject? @override = null)
    {
        if (UserSlots.Unwrap(fmtarg) is not PyStr spec) return PyErr.TypeError("format arg must be str");
        return DecimalFormat.Format(Value, spec, PyDecimalContext.Current, @override);
    }

    /// <summary>Numerator and denominator without a common divisor.</summary>
    [PyFunction] public PyObject? as_integer_ratio() => DecimalNumbers.AsRatio(Value);

    /// <summary>Sign, digits and exponent.</summary>
    [PyFunction] public PyObject? as_tuple() => DecimalTuples.Write(Value);

    /// <summary>The exponent of the first digit.</summary>
    [PyFunction] public long adjusted() => Value.IsFinite && !Value.IsZero ? Value.Adjusted : Value.IsZero ? Value.Exponent : 0;

    [PyClassInit]
    private static void AddOperations(PyType type)
    {
        DecimalOperations.AddTo(type, isContext: false);
        foreach (BinaryOp op in (BinaryOp[])[BinaryOp.Add, BinaryOp.Sub, BinaryOp.Mul, BinaryOp.TrueDiv, BinaryOp.FloorDiv, BinaryOp.Mod, BinaryOp.DivMod, BinaryOp.Pow])
            type.Method(Names.Reflected(op).Value, (self, other) => self.Reflected(op, other));
        SlotMethods.Unary(type, UnaryOp.Neg, UnaryOp.Pos, UnaryOp.Abs);
        type.MethodOfInstance("__copy__", static (args, keywords) => args[0]);
        type.MethodOfInstance("__deepcopy__", static (args, keywords) => args[0]);
        type.MethodOfInstance("__reduce__", static (args, keywords) => UserSlots.Unwrap(args[0]) is PyDecimal d ? new PyTuple([args[0].Type, new PyTuple([d.Str()])]) : null);
        type.Method("__pow__", static (self, exponent) => self.Binary(BinaryOp.Pow, exponent), PowerModulo);
    }

    /// <summary><c>pow(a, b, modulus)</c> where one of them is a decimal.</summary>
    internal static PyObject? PowerModulo(PyObject self, PyObject exponent, PyObject modulus)
    {
        if (modulus is PyNone) return self.Binary(BinaryOp.Pow, exponent);
        if (!TryConvert(self, out DecimalValue a) || !TryConvert(exponent, out DecimalValue b) || !TryConvert(modulus, out DecimalValue m)) return PyNotImplemented.Value;
        PyDecimalContext context = PyDecimalContext.Current;
        DecimalRules rules = context.Rules;
        DecimalValue value = DecimalArithmetic.PowerModulo(a, b, m, ref rules);
        return Result(value, rules.Status, context);
    }
}
