using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Difference between two datetime values.</summary>
[PyClass("datetime.timedelta", Operators = [BinaryOp.Add, BinaryOp.Sub, BinaryOp.Mul, BinaryOp.TrueDiv, BinaryOp.FloorDiv, BinaryOp.Mod, BinaryOp.DivMod])]
[DontLookInside]
public sealed partial class PyTimeDelta : PyObject
{
    internal const long Day = 86_400_000_000;

    private const int MaxDays = 999_999_999;

    internal readonly int Days, Seconds, Micros;

    private PyTimeDelta(int days, int seconds, int micros)
    {
        Days = days;
        Seconds = seconds;
        Micros = micros;
    }

    /// <summary>Microseconds.</summary>
    internal Int128 Total => (Int128)Days * Day + (Seconds * 1_000_000L + Micros);

    internal static readonly PyTimeDelta Zero = new(0, 0, 0);

    /// <summary>A difference of so many microseconds; null with OverflowError pending.</summary>
    internal static PyTimeDelta? Of(Int128 total)
    {
        if (total >= long.MinValue && total <= long.MaxValue)
        {
            long t = (long)total, whole = Math.DivRem(t, Day, out long part);
            if (part < 0)
            {
                part += Day;
                whole--;
            }
            return new((int)whole, (int)(part / 1_000_000), (int)(part % 1_000_000));
        }
        Int128 days = total / Day, rest = total % Day;
        if (rest < 0)
        {
            rest += Day;
            days--;
        }
        if (days > MaxDays || days < -MaxDays)
        {
            bool isInt = days >= int.MinValue && days <= int.MaxValue;
            PyErr.Raise(Types.OverflowError, isInt ? $"days={(int)days}; must have magnitude <= {MaxDays}" : "Python int too large to convert to C int");
            return null;
        }
        return new((int)days, (int)((long)rest / 1_000_000), (int)((long)rest % 1_000_000));
    }

    private static PyTimeDelta? Of(BigInteger total)
    {
        if (BigInteger.Abs(total).GetBitLength() < 120) return Of((Int128)total);
        PyErr.Raise(Types.OverflowError, "Python int too large to convert to C int");
        return null;
    }

    private static bool Add(PyObject? given, string name, long unit, ref BigInteger total, ref double leftover)
    {
        if (given == null) return true;
        switch (UserSlots.Unwrap(given))
        {
            case PyFloat f:
                if (!double.IsFinite(f.Value)) return NumberMethods.FromDouble(f.Value) != null;
                double whole = Math.Truncate(f.Value);
                total += new BigInteger(whole) * unit;
                double part = (f.Value - whole) * unit;
                double micros = Math.Truncate(part);
                total += new BigInteger(micros);
                leftover += part - micros;
                return true;
            case PyInt i:
                total += (Int128)i.Value * unit is var product ? (BigInteger)product : 0;
                return true;
            case PyBool or PyLong:
                PyLong.TryGet(given, out BigInteger big);
                total += big * unit;
                return true;
            default:
                return PyErr.Fail(Types.TypeError, $"unsupported type for timedelta {name} component: {given.Type.Name}");
        }
    }

    [PyNew]
    public static PyObject? New(
        [Keyword, Unset] PyObject? days = null, [Unset] PyObject? seconds = null, [Unset] PyObject? microseconds = null, [Unset] PyObject? milliseconds = null,
        [Unset] PyObject? minutes = null, [Unset] PyObject? hours = null, [Unset] PyObject? weeks = null)
    {
        if (days is null or PyInt { Value: > -100_000 and < 100_000 } && seconds is null && microseconds is null && milliseconds is null && minutes is null && hours is null && weeks is null)
            return days is PyInt d ? new PyTimeDelta((int)d.Value, 0, 0) : Zero;
        BigInteger total = 0;
        double leftover = 0;
        if (!Add(microseconds, "microseconds", 1, ref total, ref leftover) || !Add(milliseconds, "milliseconds", 1000, ref total, ref leftover)
            || !Add(seconds, "seconds", 1_000_000, ref total, ref leftover) || !Add(minutes, "minutes", 60_000_000, ref total, ref leftover)
            || !Add(hours, "hours", 3_600_000_000, ref total, ref leftover) || !Add(days, "days", Day, ref total, ref leftover)
            || !Add(weeks, "weeks", 7 * Day, ref total, ref leftover)) return null;
        if (leftover != 0)
        {
            double rounded = Math.Round(leftover, MidpointRounding.AwayFromZero);
            if (Math.Abs(rounded - leftover) == 0.5)
            {
                // Half-way cases go to an even sum.
                int odd = total.IsEven ? 0 : 1;
                rounded = 2.0 * Math.Round((leftover + odd) * 0.5, MidpointRounding.AwayFromZero) - odd;
            }
            total += new BigInteger(rounded);
        }
        return Of(total);
    }

    [PyClassInit]
    private static void Complete(PyType type)
    {
        SlotMethods.Unary(type, UnaryOp.Neg, UnaryOp.Pos, UnaryOp.Abs);
        foreach (BinaryOp op in (BinaryOp[])[BinaryOp.Add, BinaryOp.Sub, BinaryOp.Mul, BinaryOp.TrueDiv, BinaryOp.FloorDiv, BinaryOp.Mod, BinaryOp.DivMod])
            type.Method(Names.Reflected(op).Value, (self, other) => self.Reflected(op, other));
        type.Set("min", new PyTimeDelta(-MaxDays, 0, 0));
        type.Set("max", new PyTimeDelta(MaxDays, 86399, 999999));
        type.Set("resolution", new PyTimeDelta(0, 0, 1));
        type.MethodOfInstance("__reduce__", static (args, keywords) => UserSlots.Unwrap(args[0]) is PyTimeDelta d
            ? new PyTuple([args[0].Type, new PyTuple([new PyInt(d.Days), new PyInt(d.Seconds), new PyInt(d.Micros)])]) : null);
    }

    /// <summary>Number of days.</summary>
    [PyProperty(IsMember = true)] public long days { [LookInside] get => Days; }

    /// <summary>Number of seconds (>= 0 and less than 1 day).</summary>
    [PyProperty(IsMember = true)] public long seconds { [LookInside] get => Seconds; }

    /// <summary>Number of microseconds (>= 0 and less than 1 second).</summary>
    [PyProperty(IsMember = true)] public long microseconds { [LookInside] get => Micros; }

    /// <summary>Total seconds in the duration.</summary>
    [PyFunction] public PyObject? total_seconds() => PyLong.TrueDivide((BigInteger)Total, 1_000_000);

    public override PyStr Repr()
    {
        List<string> parts = [];
        if (Days != 0) parts.Add($"days={Days}");
        if (Seconds != 0) parts.Add($"seconds={Seconds}");
        if (Micros != 0) parts.Add($"microseconds={Micros}");
        return new PyStr($"datetime.timedelta({(parts.Count == 0 ? "0" : string.Join(", ", parts))})");
    }

    public override PyStr Str()
    {
        string text = $"{Seconds / 3600}:{Seconds / 60 % 60:00}:{Seconds % 60:00}{(Micros == 0 ? "" : $".{Micros:000000}")}";
        return new PyStr(Days == 0 ? text : $"{Days} day{(Days is 1 or -1 ? "" : "s")}, {text}");
    }

    public override int Truth() => Days == 0 && Seconds == 0 && Micros == 0 ? 0 : 1;

    public override long Hash() => new PyTuple([new PyInt(Days), new PyInt(Seconds), new PyInt(Micros)]).Hash();

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (UserSlots.Unwrap(other) is not PyTimeDelta d) return PyNotImplemented.Value;
        int order = Days != d.Days ? Days.CompareTo(d.Days) : Seconds != d.Seconds ? Seconds.CompareTo(d.Seconds) : Micros.CompareTo(d.Micros);
        return PyBool.Of(IntMath.Compare(op, order, 0));
    }

    public override PyObject? Unary(UnaryOp op) => op switch
    {
        UnaryOp.Neg => Of(-Total),
        UnaryOp.Pos => this,
        UnaryOp.Abs => Days < 0 ? Of(-Total) : this,
        _ => base.Unary(op),
    };

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        PyObject plain = UserSlots.Unwrap(other);
        if (plain is PyTimeDelta d)
        {
            switch (op)
            {
                case BinaryOp.Add: return Of(Total + d.Total);
                case BinaryOp.Sub: return Of(Total - d.Total);
                case BinaryOp.TrueDiv or BinaryOp.FloorDiv or BinaryOp.Mod or BinaryOp.DivMod:
                    if (d.Truth() == 0) return PyErr.Raise(Types.ZeroDivisionError, op == BinaryOp.TrueDiv ? "division by zero" : op == BinaryOp.Mod ? "integer modulo by zero" : "integer division or modulo by zero");
                    if (op == BinaryOp.TrueDiv) return PyLong.TrueDivide((BigInteger)Total, (BigInteger)d.Total);
                    (BigInteger quotient, BigInteger rest) = PyLong.FloorDivRem((BigInteger)Total, (BigInteger)d.Total);
                    if (op == BinaryOp.FloorDiv) return PyLong.From(quotient);
                    if (Of(rest) is not { } remainder) return null;
                    return op == BinaryOp.Mod ? remainder : new PyTuple([PyLong.From(quotient), remainder]);
                default: return PyNotImplemented.Value;
            }
        }
        if (plain is PyInt or PyLong or PyBool && PyLong.TryGet(plain, out BigInteger n))
        {
            switch (op)
            {
                case BinaryOp.Mul: return Of((BigInteger)Total * n);
                case BinaryOp.FloorDiv or BinaryOp.TrueDiv:
                    if (n.IsZero) return PyErr.Raise(Types.ZeroDivisionError, "integer division or modulo by zero");
                    return op == BinaryOp.FloorDiv ? Of(PyLong.FloorDivRem((BigInteger)Total, n).Quotient) : Of(Divided((BigInteger)Total, n));
                default: return PyNotImplemented.Value;
            }
        }
        if (plain is PyFloat f && op is BinaryOp.Mul or BinaryOp.TrueDiv)
        {
            if (NumberMethods.Ratio(((PyFloat)plain).Value) is not PyTuple ratio) return null;
            PyLong.TryGet(ratio.Items[0], out BigInteger above);
            PyLong.TryGet(ratio.Items[1], out BigInteger below);
            if (op == BinaryOp.Mul) return Of(Divided((BigInteger)Total * above, below));
            return above.IsZero ? PyErr.Raise(Types.ZeroDivisionError, "division by zero") : Of(Divided((BigInteger)Total * below, above));
        }
        return PyNotImplemented.Value;
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other)
    {
        PyObject plain = UserSlots.Unwrap(other);
        if (plain is PyTimeDelta d) return d.Binary(op, this);
        return op == BinaryOp.Mul && plain is PyInt or PyLong or PyBool or PyFloat && op == BinaryOp.Mul ? Binary(op, plain) : PyNotImplemented.Value;
    }

    /// <summary>The quotient, half-way cases to even.</summary>
    private static BigInteger Divided(BigInteger a, BigInteger b)
    {
        (BigInteger quotient, BigInteger rest) = PyLong.FloorDivRem(a, b);
        int half = (BigInteger.Abs(rest) << 1).CompareTo(BigInteger.Abs(b));
        return half > 0 || half == 0 && !quotient.IsEven ? quotient + 1 : quotient;
    }
}
