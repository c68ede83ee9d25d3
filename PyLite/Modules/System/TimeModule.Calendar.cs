using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

// Times as the calendar has them.
public static partial class TimeModule
{
    private const long Year = (365 * 24 + 6) * 3600;

    [PyModuleInit]
    private static void AddZone(PyModule module)
    {
        long now = (long)(DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds / Year * Year;
        CalendarTime standard = NativeClock.Of(now), summer = NativeClock.Of(now + Year / 2);
        if (standard.Offset > summer.Offset) (standard, summer) = (summer, standard);
        module.Globals.Set("timezone", new PyInt(-standard.Offset));
        module.Globals.Set("altzone", new PyInt(-summer.Offset));
        module.Globals.Set("daylight", new PyInt(standard.Offset != summer.Offset ? 1 : 0));
        module.Globals.Set("tzname", new PyTuple([new PyStr(standard.Zone), new PyStr(summer.Zone)]));
    }

    /// <summary>Reads the time zone anew.</summary>
    [PyFunction]
    public static PyObject tzset()
    {
        NativeClock.Reset();
        if (Imports.Modules.GetStr(PyStr.Intern("time")) is PyModule module) AddZone(module);
        return PyNone.None;
    }

    /// <summary>Seconds since 1970, now unless they are given.</summary>
    private static bool Moment(PyObject? given, out long seconds)
    {
        seconds = (long)Math.Floor((DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds);
        if (given == null) return true;
        if (UserSlots.Unwrap(given) is PyFloat f)
        {
            if (double.IsNaN(f.Value)) return PyErr.Fail(Types.ValueError, "Invalid value NaN (not a number)");
            if (Math.Abs(f.Value) >= 9.2e18) return PyErr.Fail(Types.OverflowError, "timestamp out of range for platform time_t");
            seconds = (long)Math.Floor(f.Value);
            return Fits(seconds);
        }
        if (Argument.Long(given, out seconds)) return Fits(seconds);
        return PyErr.TakeIf(Types.OverflowError) && PyErr.Fail(Types.OverflowError, "timestamp out of range for platform time_t");
    }

    private static bool Fits(long seconds) => Math.Abs((double)seconds) < 6.7e16 || PyErr.RaiseWithArgs(Types.OSError, new PyInt(75), new PyStr("Value too large for defined data type")) != null;

    private static PyObject Struct(CalendarTime t) => StructTime.Of(
        new PyInt(t.Year), new PyInt(t.Month), new PyInt(t.Day), new PyInt(t.Hour), new PyInt(t.Minute), new PyInt(t.Second), new PyInt(t.WeekDay), new PyInt(t.YearDay),
        new PyInt(t.IsSummer), new PyStr(t.Zone), new PyInt(t.Offset));

    /// <summary>A struct_time of nine numbers.</summary>
    internal static PyObject StructOf(params ReadOnlySpan<int> parts)
    {
        var items = new PyObject[11];
        for (int i = 0; i < 9; i++) items[i] = new PyInt(parts[i]);
        items[9] = items[10] = PyNone.None;
        return StructTime.Of(items);
    }

    /// <summary>A moment in local time.</summary>
    internal static CalendarTime InZone(long seconds) => NativeClock.Of(seconds);

    /// <summary>The moment in UTC.</summary>
    [PyFunction]
    public static PyObject? gmtime(PyObject? seconds = null) => Moment(seconds, out long s) ? Struct(CalendarTime.OfSeconds(s, 0, 0, "GMT")) : null;

    /// <summary>The moment in local time.</summary>
    [PyFunction]
    public static PyObject? localtime(PyObject? seconds = null) => Moment(seconds, out long s) ? Struct(InZone(s)) : null;

    /// <summary>A time given as a tuple; now when it is not given. False: TypeError or ValueError.</summary>
    private static bool Given(PyObject? tuple, string function, out CalendarTime time, bool isChecked = true)
    {
        time = default;
        if (tuple == null)
        {
            Moment(null, out long now);
            time = InZone(now);
            return true;
        }
        if (UserSlots.Unwrap(tuple) is not PyTuple { Items: var items }) return PyErr.Fail(Types.TypeError, "Tuple or struct_time argument required");
        if (items.Length != 9) return PyErr.Fail(Types.TypeError, $"{function}(): illegal time tuple argument");
        var n = new int[9];
        for (int i = 0; i < 9; i++)
            if (!Argument.Int(items[i], out n[i])) return false;
        // C counts years from 1900.
        if (n[0] < int.MinValue + 1900) return PyErr.Fail(Types.OverflowError, "year out of range");
        CalendarTime here = NativeClock.Of((long)(DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds);
        string zone = here.Zone;
        long offset = 0;
        if (tuple.Type.IsSubtype(struct_time))
        {
            if (tuple.GetAttr(PyStr.Intern("tm_zone")) is PyStr named) zone = named.Value;
            if (tuple.GetAttr(PyStr.Intern("tm_gmtoff")) is PyInt east) offset = east.Value;
        }
        // Zero stands for the first month, day and day of the year.
        time = new CalendarTime(n[0], n[1] == 0 && isChecked ? 1 : n[1], n[2] == 0 && isChecked ? 1 : n[2], n[3], n[4], n[5], n[6], n[7] == 0 && isChecked ? 1 : n[7], n[8], zone, offset);
        if (!isChecked) return true;
        string? wrong = time.Month is < 1 or > 12 ? "month" : time.Day is < 1 or > 31 ? "day of month" : time.Hour is < 0 or > 23 ? "hour"
            : time.Minute is < 0 or > 59 ? "minute" : time.Second is < 0 or > 61 ? "seconds" : time.WeekDay < -1 ? "day of week"
            : time.YearDay is < 1 or > 366 ? "day of year" : null;
        time = time with { WeekDay = (time.WeekDay + 7) % 7 };
        return wrong == null || PyErr.Fail(Types.ValueError, wrong + " out of range");
    }

    /// <summary>The time as C's asctime writes it.</summary>
    [PyFunction]
    public static PyObject? asctime([Unset] PyObject? tuple = null) => Given(tuple, "asctime", out CalendarTime t) ? new PyStr(t.ToString()) : null;

    /// <summary>The moment in local time as asctime writes it.</summary>
    [PyFunction]
    public static PyObject? ctime(PyObject? seconds = null) => Moment(seconds, out long s) ? new PyStr(InZone(s).ToString()) : null;

    /// <summary>The time by a format.</summary>
    [PyFunction]
    public static PyObject? strftime(PyStr format, [Unset] PyObject? tuple = null) =>
        format.Value.Contains('\0') ? PyErr.ValueError("embedded null character") : Given(tuple, "strftime", out CalendarTime t) ? new PyStr(t.Format(format.Value)) : null;

    /// <summary>The time that a text tells by a format.</summary>
    [PyFunction]
    public static PyObject? strptime(params PyObject[] args)
    {
        if (Imports.Import("_strptime", null, new PyTuple([new PyStr("_strptime_time")]), PyInt.Zero) is not { } module) return null;
        return module.GetAttr(PyStr.Intern("_strptime_time"))?.Call(args, null);
    }

    /// <summary>Seconds since 1970 of a local time.</summary>
    [PyFunction]
    public static PyObject? mktime(PyObject tuple)
    {
        if (!Given(tuple, "mktime", out CalendarTime t, isChecked: false)) return null;
        return NativeClock.Seconds(t) is { } seconds ? new PyFloat(seconds) : PyErr.Raise(Types.OverflowError, "mktime argument out of range");
    }
}
