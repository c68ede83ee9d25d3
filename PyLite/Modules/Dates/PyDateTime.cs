using System.Numerics;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A date with a time of the day, with a time zone or without.</summary>
[PyClass("datetime.datetime", Operators = [BinaryOp.Add, BinaryOp.Sub])]
[DontLookInside]
public sealed partial class PyDateTime : PyDate
{
    internal readonly ClockTime Clock;
    internal readonly PyObject? Zone;

    internal PyDateTime(int year, int month, int day, in ClockTime clock, PyObject? zone) : base(year, month, day)
    {
        Clock = clock;
        Zone = zone;
    }

    private const long Epoch = 719163;

    /// <summary>Microseconds since the beginning of year 1, by its own clock.</summary>
    private long Local => Ordinal * PyTimeDelta.Day + Clock.Micros;

    // ---- making one

    [PyNew(IsUnnamed = true)]
    public static PyObject? New(
        [Keyword] PyObject year, [Unset] PyObject? month = null, [Unset] PyObject? day = null, [Unset] PyObject? hour = null, [Unset] PyObject? minute = null,
        [Unset] PyObject? second = null, [Unset] PyObject? microsecond = null, PyObject? tzinfo = null, [KeywordOnly, Unset] PyObject? fold = null)
    {
        PyObject? zone;
        if (day == null && State(year, 10, 2) is { } s)
        {
            if (!Zones.Check(month, out zone)) return PyErr.TypeError("bad tzinfo state arg");
            int y1 = s[0] * 256 + s[1], m1 = s[2] & 0x7f;
            var restored = ClockTime.Restored(s.AsSpan(4), s[2] >> 7);
            return Check(y1, m1, s[3]) && restored.Check() ? new PyDateTime(y1, m1, s[3], restored, zone) : null;
        }
        if (!Read(year, month, day, out int y, out int m, out int d) || !ClockTime.AreInts(hour, minute, second, microsecond, fold) || !Check(y, m, d)) return null;
        if (!ClockTime.Read(hour, minute, second, microsecond, fold, default, out ClockTime clock) || !Zones.Check(tzinfo, out zone)) return null;
        return new PyDateTime(y, m, d, clock, zone);
    }

    internal static PyObject? Made(PyObject type, int year, int month, int day, in ClockTime clock, PyObject? zone)
    {
        if (ReferenceEquals(type, ClassType)) return new PyDateTime(year, month, day, clock, zone);
        PyObject[] args =
        [
            new PyInt(year), new PyInt(month), new PyInt(day), new PyInt(clock.Hour), new PyInt(clock.Minute), new PyInt(clock.Second), new PyInt(clock.Micro), zone ?? PyNone.None,
        ];
        return clock.Fold == 0 ? type.Call(args, null) : type.Call([.. args, new PyInt(clock.Fold)], [PyStr.Intern("fold")]);
    }

    private static PyObject? OfLocal(PyObject type, Int128 micros, PyObject? zone, int fold = 0)
    {
        if (micros < PyTimeDelta.Day || micros >= (Gregorian.MaxOrdinal + 1) * (Int128)PyTimeDelta.Day) return PyErr.Raise(Types.OverflowError, "date value out of range");
        long days = Math.DivRem((long)micros, PyTimeDelta.Day, out long rest);
        (int year, int month, int day) = Gregorian.Date((int)days);
        return Made(type, year, month, day, ClockTime.Of(rest, fold), zone);
    }

    /// <summary>Later by so many microseconds, of the same class.</summary>
    internal PyObject? Moved(Int128 micros) => OfLocal(Self.Type, Local + micros, Zone);

    private static PyObject? At(PyType type, PyObject timestamp, PyObject? zone, bool isUtc)
    {
        if (!LocalTime.Of(timestamp, isUtc || zone != null, out int[] p, out int fold)) return null;
        PyObject? made = Made(type, p[0], p[1], p[2], new(p[3], p[4], p[5], p[6], zone != null ? 0 : fold), zone);
        if (made == null || zone == null) return made;
        return zone.GetAttr(PyStr.Intern("fromutc")) is { } convert ? Calls.Call1(convert, made) : null;
    }

    /// <summary>The current time, local or of a time zone.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? now(PyType type, [Keyword] PyObject? tz = null) => Zones.Check(tz, out PyObject? zone) ? AtMicros(type, LocalTime.Now(), zone, isUtc: false) : null;

    /// <summary>The current time in UTC, without a time zone.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? utcnow(PyType type) => AtMicros(type, LocalTime.Now(), null, isUtc: true);

    private static PyObject? AtMicros(PyType type, long micros, PyObject? zone, bool isUtc)
    {
        if (!LocalTime.Split(micros, isUtc || zone != null, out int[] p, out int fold)) return null;
        PyObject? made = Made(type, p[0], p[1], p[2], new(p[3], p[4], p[5], p[6], zone != null ? 0 : fold), zone);
        if (made == null || zone == null) return made;
        return zone.GetAttr(PyStr.Intern("fromutc")) is { } convert ? Calls.Call1(convert, made) : null;
    }

    /// <summary>The time of a POSIX timestamp, local or of a time zone.</summary>
    [PyFunction("fromtimestamp")]
    [PyClassMethod]
    public static PyObject? FromTimestamp(PyType type, [Keyword] PyObject timestamp, PyObject? tz = null) =>
        Zones.Check(tz, out PyObject? zone) ? At(type, timestamp, zone, isUtc: false) : null;

    /// <summary>The time of a POSIX timestamp in UTC, without a time zone.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? utcfromtimestamp(PyType type, PyObject timestamp) => At(type, timestamp, null, isUtc: true);

    /// <summary>A date and a time put together.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? combine(PyType type, [Keyword] PyObject date, PyObject time, [Unset] PyObject? tzinfo = null)
    {
        if (UserSlots.Unwrap(date) is not PyDate d) return PyErr.TypeError($"combine() argument 1 must be datetime.date, not {date.Type.Name}");
        if (UserSlots.Unwrap(time) is not PyTime t) return PyErr.TypeError($"combine() argument 2 must be datetime.time, not {time.Type.Name}");
        PyObject? zone = t.Zone;
        return tzinfo == null || Zones.Check(tzinfo, out zone) ? Made(type, d.Year, d.Month, d.Day, t.Clock, zone) : null;
    }

    /// <summary>The time of a text by a format.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? strptime(PyType type, PyObject date_string, PyObject format)
    {
        if (UserSlots.Unwrap(date_string) is not PyStr) return PyErr.TypeError($"strptime() argument 1 must be str, not {(date_string is PyNone ? "None" : date_string.Type.Name)}");
        if (UserSlots.Unwrap(format) is not PyStr) return PyErr.TypeError($"strptime() argument 2 must be str, not {(format is PyNone ? "None" : format.Type.Name)}");
        return Imports.Import("_strptime", null, new PyTuple([new PyStr("_strptime_datetime")]), PyInt.Zero)?.GetAttr(PyStr.Intern("_strptime_datetime")) is { } read
            ? read.Call([type, date_string, format], null) : null;
    }

    /// <summary>The time of a text in a form of ISO 8601.</summary>
    [PyFunction("fromisoformat")]
    [PyClassMethod]
    public static PyObject? FromIsoFormat(PyType type, PyObject date_string)
    {
        if (UserSlots.Unwrap(date_string) is not PyStr text) return PyErr.TypeError("fromisoformat: argument must be str");
        if (!IsoText.ReadMoment(text.Value, out int year, out int month, out int day, out ClockTime clock, out PyObject? zone)) return PyErr.Current != null ? null : IsoText.Invalid(date_string);
        return Check(year, month, day) && clock.Check() ? Made(type, year, month, day, clock, zone) : null;
    }

    [PyClassInit]
    private static void CompleteMoment(PyType type)
    {
        type.Set("min", new PyDateTime(1, 1, 1, default, null));
        type.Set("max", new PyDateTime(9999, 12, 31, new(23, 59, 59, 999999, 0), null));
        type.Set("resolution", PyTimeDelta.Of(1)!);
        type.Method("__radd__", static (self, other) => self.Reflected(BinaryOp.Add, other));
        type.Method("__rsub__", static (self, other) => self.Reflected(BinaryOp.Sub, other));
    }

    // ---- parts

    [PyProperty] public long hour { [LookInside] get => Clock.Hour; }
    [PyProperty] public long minute { [LookInside] get => Clock.Minute; }
    [PyProperty] public long second { [LookInside] get => Clock.Second; }
    [PyProperty] public long microsecond { [LookInside] get => Clock.Micro; }
    [PyProperty] public long fold { [LookInside] get => Clock.Fold; }
    [PyProperty] public PyObject tzinfo { [LookInside] get => Zone ?? PyNone.None; }

    [PyFunction("date")] public PyObject DatePart() => new PyDate(Year, Month, Day);
    [PyFunction("time")] public PyObject TimePart() => new PyTime(Clock, null);
    [PyFunction] public PyObject timetz() => new PyTime(Clock, Zone);
    [PyFunction] public PyObject? utcoffset() => Zones.Result(Zone, Self, "utcoffset");
    [PyFunction] public PyObject? dst() => Zones.Result(Zone, Self, "dst");
    [PyFunction] public PyObject? tzname() => Zones.Name(Zone, Self);

    [PyFunction("ctime")] public override PyObject? CtimeText() => new PyStr(Ctime(Clock.Hour, Clock.Minute, Clock.Second));

    [PyFunction("timetuple")]
    public override PyObject? timetuple()
    {
        if (!Zones.Offset(Zone, Self, "dst", out PyTimeDelta? dst)) return null;
        return StructTime(Clock.Hour, Clock.Minute, Clock.Second, dst == null ? -1 : dst.Truth());
    }

    [PyFunction]
    public PyObject? utctimetuple()
    {
        if (!Zones.Offset(Zone, Self, "utcoffset", out PyTimeDelta? offset)) return null;
        PyDateTime utc = this;
        if (offset != null && offset.Truth() != 0)
        {
            if (OfLocal(ClassType, Local - offset.Total, null) is not PyDateTime moved) return null;
            utc = moved;
        }
        return utc.StructTime(utc.Clock.Hour, utc.Clock.Minute, utc.Clock.Second, 0);
    }

    /// <summary>Seconds since 1970.</summary>
    [PyFunction]
    public PyObject? timestamp()
    {
        PyTimeDelta? offset = null;
        if (Zone != null && !Zones.Offset(Zone, Self, "utcoffset", out offset)) return null;
        if (offset == null) return LocalTime.ToSeconds(Year, Month, Day, Clock, out long seconds) ? new PyFloat(seconds + Clock.Micro / 1e6) : null;
        return PyLong.TrueDivide((BigInteger)(Local - Epoch * PyTimeDelta.Day - offset.Total), 1_000_000);
    }

    /// <summary>The same moment in another time zone.</summary>
    [PyFunction]
    public PyObject? astimezone([Keyword] PyObject? tz = null)
    {
        if (!Zones.Check(tz, out PyObject? zone)) return null;
        PyObject? own = Zone;
        if (zone != null && ReferenceEquals(own, zone)) return Self;
        PyTimeDelta? offset = null;
        if (own != null && !Zones.Offset(own, Self, "utcoffset", out offset)) return null;
        Int128 utc;
        if (offset != null) utc = Local - offset.Total;
        else if (LocalTime.ToSeconds(Year, Month, Day, Clock, out long seconds)) utc = (seconds + Epoch * 86400L) * (Int128)1_000_000 + Clock.Micro;
        else return null;
        zone ??= LocalTime.Zone((long)(utc / 1_000_000) - Epoch * 86400);
        if (OfLocal(Self.Type, utc, zone) is not { } moment) return null;
        return zone.GetAttr(PyStr.Intern("fromutc")) is { } convert ? Calls.Call1(convert, moment) : null;
    }

    [PyFunction("isoformat")]
    public PyObject? IsoFormat([Keyword] PyObject? sep = null, string? timespec = null)
    {
        string between = "T";
        if (sep != null)
        {
            if (UserSlots.Unwrap(sep) is not PyStr { Length: 1 } s) return PyErr.TypeError($"isoformat() argument 1 must be a unicode character, not {sep.Type.Name}");
            between = s.Value;
        }
        if (Clock.Text(timespec) is not { } time) return PyErr.ValueError("Unknown timespec value");
        if (!Zones.Offset(Zone, Self, "utcoffset", out PyTimeDelta? offset)) return null;
        return new PyStr($"{Year:0000}-{Month:00}-{Day:00}{between}{time}{(offset == null ? "" : Zones.Text(offset, ":"))}");
    }

    public override PyObject? isoformat() => IsoFormat();

    [PyFunction("replace")]
    public PyObject? Replaced(
        [Keyword, Unset] PyObject? year = null, [Unset] PyObject? month = null, [Unset] PyObject? day = null, [Unset] PyObject? hour = null, [Unset] PyObject? minute = null,
        [Unset] PyObject? second = null, [Unset] PyObject? microsecond = null, [Unset] PyObject? tzinfo = null, [KeywordOnly, Unset] PyObject? fold = null)
    {
        int y = Year, m = Month, d = Day;
        if (year != null && !Argument.Int(year, out y) || month != null && !Argument.Int(month, out m) || day != null && !Argument.Int(day, out d)
            || !ClockTime.AreInts(hour, minute, second, microsecond, fold) || !ClockTime.CheckFold(fold) || !Check(y, m, d)) return null;
        PyObject? zone = Zone;
        if (!ClockTime.Read(hour, minute, second, microsecond, fold, Clock, out ClockTime clock) || tzinfo != null && !Zones.Check(tzinfo, out zone)) return null;
        return Made(Self.Type, y, m, d, clock, zone);
    }

    private PyTuple State(bool withFold)
    {
        byte[] state = [(byte)(Year >> 8), (byte)Year, (byte)(Month | (withFold && Clock.Fold == 1 ? 0x80 : 0)), (byte)Day, .. Clock.Bytes];
        return new PyTuple(Zone == null ? [new PyBytes(state)] : [new PyBytes(state), Zone]);
    }

    [PyFunction("__reduce__")] public override PyObject __reduce__() => new PyTuple([Self.Type, State(withFold: false)]);
    [PyFunction] public PyObject __reduce_ex__(long protocol) => new PyTuple([Self.Type, State(protocol > 3)]);

    public override PyStr? Repr()
    {
        string text = $"{(Outer == null ? "datetime.datetime" : Outer.Type.Name)}({Year}, {Month}, {Day}, {Clock.Hour}, {Clock.Minute}{Clock.ReprTail}";
        if (Clock.Fold == 1) text += ", fold=1";
        if (Zone != null)
        {
            if (Zone.Repr() is not { } zone) return null;
            text += ", tzinfo=" + zone.Value;
        }
        return new PyStr(text + ")");
    }

    public override PyStr? Str() =>
        Self.GetAttr(PyStr.Intern("isoformat")) is { } method && Calls.Call1(method, new PyStr(" ")) is { } text ? UserSlots.Unwrap(text) as PyStr : null;

    public override long Hash()
    {
        PyDateTime first = Clock.Fold == 0 ? this : new PyDateTime(Year, Month, Day, Clock with { Fold = 0 }, Zone);
        if (!Zones.Offset(Zone, Clock.Fold == 0 ? Self : first, "utcoffset", out PyTimeDelta? offset)) return -1;
        int h = (Local - (offset == null ? 0 : (long)offset.Total)).GetHashCode();
        return HashSecret.OfNumber(h == -1 ? -2 : h);
    }

    // ---- operators

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        PyObject plain = UserSlots.Unwrap(other);
        if (plain is PyTimeDelta delta) return op == BinaryOp.Add ? Moved(delta.Total) : op == BinaryOp.Sub ? Moved(-delta.Total) : PyNotImplemented.Value;
        if (plain is not PyDateTime moment || op != BinaryOp.Sub) return PyNotImplemented.Value;
        PyTimeDelta? a = null, b = null;
        if (!ReferenceEquals(Zone, moment.Zone) && (!Zones.Offset(Zone, Self, "utcoffset", out a) || !Zones.Offset(moment.Zone, moment.Self, "utcoffset", out b))) return null;
        if (a == null != (b == null)) return PyErr.TypeError("can't subtract offset-naive and offset-aware datetimes");
        Int128 difference = (Int128)Local - moment.Local;
        return PyTimeDelta.Of(a == null ? difference : difference - a.Total + b!.Total);
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        bool isEquality = op is CompareOp.Eq or CompareOp.Ne;
        PyObject plain = UserSlots.Unwrap(other);
        if (plain is not PyDateTime moment)
        {
            if (plain is not PyDate) return PyNotImplemented.Value;
            return isEquality ? PyBool.Of(op == CompareOp.Ne) : PyErr.TypeError($"can't compare {Self.Type.Name} to {other.Type.Name}");
        }
        PyTimeDelta? a = null, b = null;
        if (!ReferenceEquals(Zone, moment.Zone))
        {
            if (!Zones.Offset(Zone, Self, "utcoffset", out a) || !Zones.Offset(moment.Zone, moment.Self, "utcoffset", out b)) return null;
            // A time that a clock shows twice, or never, equals none of another zone.
            if (isEquality && (HasTwoOffsets(a) || moment.HasTwoOffsets(b))) return PyErr.Current != null ? null : PyBool.Of(op == CompareOp.Ne);
            if (PyErr.Current != null) return null;
        }
        if (a == null != (b == null))
        {
            return isEquality ? PyBool.Of(op == CompareOp.Ne) : PyErr.TypeError("can't compare offset-naive and offset-aware datetimes");
        }
        Int128 x = Local - (a?.Total ?? 0), y = moment.Local - (b?.Total ?? 0);
        return PyBool.Of(IntMath.Compare(op, x.CompareTo(y), 0));
    }

    private bool HasTwoOffsets(PyTimeDelta? offset)
    {
        if (Zone is null or PyTimezone || offset == null) return false;
        var other = new PyDateTime(Year, Month, Day, Clock with { Fold = 1 - Clock.Fold }, Zone);
        return Zones.Offset(Zone, other, "utcoffset", out PyTimeDelta? second) && (second == null || second.Total != offset.Total);
    }
}
