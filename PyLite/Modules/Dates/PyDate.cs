using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A day of the Gregorian calendar.</summary>
[PyClass("datetime.date", Operators = [BinaryOp.Add, BinaryOp.Sub])]
[DontLookInside]
public partial class PyDate : PyObject, IWrapped
{
    internal readonly int Year, Month, Day;

    /// <summary>The instance of a program's class that wraps this one.</summary>
    private protected PyInstance? Outer;

    internal PyDate(int year, int month, int day)
    {
        Year = year;
        Month = month;
        Day = day;
    }

    void IWrapped.Wrap(PyWrapper outer) => Outer = outer;

    /// <summary>What programs see.</summary>
    internal PyObject Self => Outer ?? (PyObject)this;

    internal int Ordinal => Gregorian.Ordinal(Year, Month, Day);

    // ---- making one

    internal static bool Check(int year, int month, int day)
    {
        if (year is < 1 or > 9999) return PyErr.Fail(Types.ValueError, $"year {year} is out of range");
        if (month is < 1 or > 12) return PyErr.Fail(Types.ValueError, "month must be in 1..12");
        return day >= 1 && day <= Gregorian.DaysIn(year, month) || PyErr.Fail(Types.ValueError, "day is out of range for month");
    }

    /// <summary>The bytes of a pickle, which old ones have as text.</summary>
    internal static byte[]? State(PyObject? given, int length, int monthAt)
    {
        byte[]? state = UserSlots.UnwrapOrNull(given) switch
        {
            PyBytes b => b.ToArray(),
            PyStr s when s.Length == length && s.Value.All(c => c < 256) => [.. s.Value.Select(c => (byte)c)],
            _ => null,
        };
        return state?.Length == length && (monthAt < 0 || (state[monthAt] & 0x7f) is >= 1 and <= 12) ? state : null;
    }

    [PyNew(IsUnnamed = true)]
    public static PyObject? New([Keyword] PyObject year, [Unset] PyObject? month = null, [Unset] PyObject? day = null)
    {
        if (month == null && State(year, 4, 2) is { } state) return Restored(state[0] * 256 + state[1], state[2], state[3]) ? new PyDate(state[0] * 256 + state[1], state[2], state[3]) : null;
        return Read(year, month, day, out int y, out int m, out int d) && Check(y, m, d) ? new PyDate(y, m, d) : null;
    }

    /// <summary>Reads the parts, of which all must be given, in their order.</summary>
    protected static bool Read(PyObject year, PyObject? month, PyObject? day, out int y, out int m, out int d)
    {
        m = d = 0;
        if (!Argument.Int(year, out y)) return false;
        if (month == null) return PyErr.Fail(Types.TypeError, "function missing required argument 'month' (pos 2)");
        if (!Argument.Int(month, out m)) return false;
        if (day == null) return PyErr.Fail(Types.TypeError, "function missing required argument 'day' (pos 3)");
        return Argument.Int(day, out d);
    }

    internal static bool Restored(int year, int month, int day) => Check(year, month & 0x7f, day);

    /// <summary>An object of a class that may be the program's, made by calling it.</summary>
    internal static PyObject? Made(PyObject type, int year, int month, int day)
    {
        if (ReferenceEquals(type, ClassType)) return new PyDate(year, month, day);
        return type.Call([new PyInt(year), new PyInt(month), new PyInt(day)], null);
    }

    private static PyObject? OfOrdinal(PyObject type, long ordinal)
    {
        if (ordinal is < 1 or > Gregorian.MaxOrdinal) return PyErr.Raise(Types.OverflowError, "date value out of range");
        (int year, int month, int day) = Gregorian.Date((int)ordinal);
        return Made(type, year, month, day);
    }

    /// <summary>The current date.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? today(PyType type)
    {
        if (Imports.Import("time", null, PyNone.None, PyInt.Zero)?.GetAttr(PyStr.Intern("time")) is not { } time || Calls.Call0(time) is not { } now) return null;
        return type.GetAttr(PyStr.Intern("fromtimestamp")) is { } make ? Calls.Call1(make, now) : null;
    }

    /// <summary>The local date of a POSIX timestamp.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? fromtimestamp(PyType type, PyObject timestamp) =>
        LocalTime.Of(timestamp, isUtc: false, out int[] parts, out _, isDate: true) ? Made(type, parts[0], parts[1], parts[2]) : null;

    /// <summary>The date of a day counted from year 1.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? fromordinal(PyType type, PyObject ordinal)
    {
        if (!Argument.Int(ordinal, out int n)) return null;
        if (n < 1) return PyErr.ValueError("ordinal must be >= 1");
        if (n > Gregorian.MaxOrdinal) return PyErr.ValueError($"year {Gregorian.YearOf(n)} is out of range");
        return OfOrdinal(type, n);
    }

    /// <summary>The date of a text in a form of ISO 8601.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? fromisoformat(PyType type, PyObject date_string)
    {
        if (UserSlots.Unwrap(date_string) is not PyStr text) return PyErr.TypeError("fromisoformat: argument must be str");
        if (text.Length is not (7 or 8 or 10) || !IsoText.ReadDate(text.Value, out int year, out int month, out int day)) return IsoText.Invalid(date_string);
        return Check(year, month, day) ? Made(type, year, month, day) : null;
    }

    /// <summary>The date of a year, week and day of the week.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? fromisocalendar(PyType type, [Keyword] PyObject year, PyObject week, PyObject day)
    {
        if (!Argument.Int(year, out int y) || !Argument.Int(week, out int w) || !Argument.Int(day, out int d))
            return PyErr.TakeIf(Types.OverflowError) ? PyErr.ValueError("ISO calendar component out of range") : null;
        if (!IsoText.WeekDate(y, w, d, out int ordinal)) return null;
        return OfOrdinal(type, ordinal);
    }

    [PyClassInit]
    private static void Complete(PyType type)
    {
        type.Set("min", new PyDate(1, 1, 1));
        type.Set("max", new PyDate(9999, 12, 31));
        type.Set("resolution", PyTimeDelta.Of(PyTimeDelta.Day)!);
        type.Method("__radd__", static (self, other) => self.Reflected(BinaryOp.Add, other));
        type.Method("__rsub__", static (self, other) => self.Reflected(BinaryOp.Sub, other));
    }

    // ---- parts

    [PyProperty] public long year { [LookInside] get => Year; }
    [PyProperty] public long month { [LookInside] get => Month; }
    [PyProperty] public long day { [LookInside] get => Day; }

    /// <summary>The day counted from year 1.</summary>
    [PyFunction] public long toordinal() => Ordinal;

    /// <summary>The day of the week; Monday is 0.</summary>
    [PyFunction] public long weekday() => Gregorian.Weekday(Ordinal);

    /// <summary>The day of the week; Monday is 1.</summary>
    [PyFunction] public long isoweekday() => Gregorian.Weekday(Ordinal) + 1;

    /// <summary>Year, week and day of the week.</summary>
    [PyFunction]
    public PyObject isocalendar()
    {
        (int y, int w, int d) = Gregorian.IsoDate(Year, Ordinal);
        return IsoCalendar.Sequence.Of(new PyInt(y), new PyInt(w), new PyInt(d));
    }

    /// <summary>YYYY-MM-DD</summary>
    [PyFunction] public virtual PyObject? isoformat() => PyStr.Narrow($"{Year:0000}-{Month:00}-{Day:00}");

    private static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] MonthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private protected string Ctime(int hour, int minute, int second) =>
        $"{DayNames[Gregorian.Weekday(Ordinal)]} {MonthNames[Month - 1]} {Day,2} {hour:00}:{minute:00}:{second:00} {Year:0000}";

    [PyFunction("ctime")] public virtual PyObject? CtimeText() => new PyStr(Ctime(0, 0, 0));

    /// <summary>A time.struct_time.</summary>
    [PyFunction] public virtual PyObject? timetuple() => StructTime(0, 0, 0, -1);

    private protected PyObject? StructTime(int hour, int minute, int second, int dst) =>
        TimeText.StructTime(Year, Month, Day, hour, minute, second, Gregorian.Weekday(Ordinal), Gregorian.DaysBefore(Year, Month) + Day, dst);

    /// <summary>Text by a format.</summary>
    [PyFunction]
    public PyObject? strftime([Keyword] PyObject format)
    {
        if (UserSlots.Unwrap(format) is not PyStr f) return PyErr.TypeError($"strftime() argument 1 must be str, not {(format is PyNone ? "None" : format.Type.Name)}");
        return Self.GetAttr(PyStr.Intern("timetuple")) is { } tuple && Calls.Call0(tuple) is { } parts ? TimeText.Format(Self, f.Value, parts, this is PyDateTime d ? d.Clock.Micro : 0) : null;
    }

    [PyFunction]
    public PyObject? __format__(PyObject format)
    {
        if (UserSlots.Unwrap(format) is not PyStr f) return PyErr.TypeError($"__format__() argument 1 must be str, not {(format is PyNone ? "None" : format.Type.Name)}");
        if (f.Length == 0) return Self.Str();
        return Self.GetAttr(PyStr.Intern("strftime")) is { } method ? Calls.Call1(method, f) : null;
    }

    /// <summary>The same with other parts.</summary>
    [PyFunction]
    public PyObject? replace([Keyword, Unset] PyObject? year = null, [Unset] PyObject? month = null, [Unset] PyObject? day = null)
    {
        int y = Year, m = Month, d = Day;
        if (year != null && !Argument.Int(year, out y) || month != null && !Argument.Int(month, out m) || day != null && !Argument.Int(day, out d)) return null;
        return Check(y, m, d) ? Made(Self.Type, y, m, d) : null;
    }

    [PyFunction] public virtual PyObject __reduce__() => new PyTuple([Self.Type, new PyTuple([new PyBytes([(byte)(Year >> 8), (byte)Year, (byte)Month, (byte)Day])])]);

    public override PyStr? Repr() => new($"{(Outer == null ? "datetime.date" : Outer.Type.Name)}({Year}, {Month}, {Day})");

    public override PyStr? Str() => Self.GetAttr(PyStr.Intern("isoformat")) is { } method && Calls.Call0(method) is { } text ? UserSlots.Unwrap(text) as PyStr : null;

    public override long Hash() => HashSecret.OfNumber(Year * 512 + Month * 32 + Day);

    // ---- operators

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        PyObject plain = UserSlots.Unwrap(other);
        if (plain is PyTimeDelta delta && op is BinaryOp.Add or BinaryOp.Sub)
            return OfOrdinal(Self.Type, Ordinal + (op == BinaryOp.Add ? (long)((PyTimeDelta)plain).Days : -(long)((PyTimeDelta)plain).Days));
        if (plain is PyDate date and not PyDateTime && op == BinaryOp.Sub) return PyTimeDelta.Of((Ordinal - date.Ordinal) * (Int128)PyTimeDelta.Day);
        return PyNotImplemented.Value;
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other) =>
        op == BinaryOp.Add && UserSlots.Unwrap(other) is PyTimeDelta delta ? Binary(op, delta) : PyNotImplemented.Value;

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (UserSlots.Unwrap(other) is not PyDate date || date is PyDateTime) return PyNotImplemented.Value;
        return PyBool.Of(IntMath.Compare(op, Ordinal, date.Ordinal));
    }
}

/// <summary>What <c>date.isocalendar</c> gives.</summary>
[DontLookInside]
internal static class IsoCalendar
{
    public static readonly StructSequence Sequence = Make();

    private static StructSequence Make()
    {
        var sequence = new StructSequence("datetime", "IsoCalendarDate", ["year", "week", "weekday"]);
        sequence.SequenceType.EnsurePopulated();
        // A pickle of it is one of a tuple.
        sequence.SequenceType.MethodOfInstance("__reduce__", static (args, keywords) => new PyTuple([Types.Tuple, new PyTuple([UserSlots.Unwrap(args[0])])]));
        return sequence;
    }
}
