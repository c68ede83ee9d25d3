using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Timestamps and the local time zone.</summary>
[DontLookInside]
internal static class LocalTime
{
    /// <summary>Microseconds since 1970.</summary>
    public static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / 10;

    /// <summary>Year to microsecond of a timestamp, rounded to even (a date's is cut off); false with an exception pending.</summary>
    public static bool Of(PyObject timestamp, bool isUtc, out int[] parts, out int fold, bool isDate = false)
    {
        parts = [];
        fold = 0;
        PyObject plain = UserSlots.Unwrap(timestamp);
        long micros;
        if (plain is PyFloat f)
        {
            if (double.IsNaN(f.Value)) return PyErr.Fail(Types.ValueError, "Invalid value NaN (not a number)");
            if (Math.Abs(f.Value) >= 9e12) return OutOfRange(f.Value);
            double whole = Math.Floor(f.Value);
            micros = (long)whole * 1_000_000 + (isDate ? 0 : (long)Math.Round((f.Value - whole) * 1e6, MidpointRounding.ToEven));
        }
        else
        {
            if (!Argument.Big(timestamp, out BigInteger big)) return false;
            if (BigInteger.Abs(big) >= 9_000_000_000_000) return OutOfRange((double)big);
            micros = (long)big * 1_000_000;
        }
        return Split(micros, isUtc, out parts, out fold);
    }

    /// <summary>Seconds whose year the C library has no number for.</summary>
    private const double MostSeconds = 6.7768e16;

    private const int Overflow = 75;

    private static bool OutOfRange(double seconds) => Math.Abs(seconds) >= 9.2e18
        ? PyErr.Fail(Types.OverflowError, "timestamp out of range for platform time_t")
        : Math.Abs(seconds) >= MostSeconds ? SystemErrors.Raise(Overflow) != null
        : PyErr.Fail(Types.ValueError, $"year {(long)(seconds / 31556952 + 1970)} is out of range");

    public static bool Split(long micros, bool isUtc, out int[] parts, out int fold)
    {
        fold = 0;
        long seconds = Math.DivRem(micros, 1_000_000, out long rest);
        if (rest < 0)
        {
            rest += 1_000_000;
            seconds--;
        }
        CalendarTime t = isUtc ? CalendarTime.OfSeconds(seconds, 0, 0, "UTC") : TimeModule.InZone(seconds);
        parts = [(int)t.Year, t.Month, t.Day, t.Hour, t.Minute, Math.Min(t.Second, 59), (int)rest];
        if (t.Year is < 1 or > 9999) return PyErr.Fail(Types.ValueError, $"year {t.Year} is out of range");
        if (!isUtc)
        {
            // Shown the second time when an hour or so before the clock had been set differently.
            long before = TimeModule.InZone(seconds - 86400).Offset, change = t.Offset - before;
            if (change < 0 && TimeModule.InZone(seconds + change).Offset is var earlier && earlier != t.Offset && seconds + change + earlier == seconds + t.Offset) fold = 1;
        }
        return true;
    }

    private const long FirstSecond = -62135596800, LastSecond = 253402300799;

    /// <summary>Seconds since 1970 of a local time; false with ValueError pending on the first and last days there are.</summary>
    public static bool ToSeconds(int year, int month, int day, in ClockTime clock, out long seconds)
    {
        int outside = 1;
        seconds = Seconds(year, month, day, clock, ref outside);
        return outside == 1 || PyErr.Fail(Types.ValueError, $"year {outside} is out of range");
    }

    private static long Seconds(int year, int month, int day, in ClockTime clock, ref int outside)
    {
        long local = CalendarTime.DaysBefore(year, month, day) * 86400 + clock.Hour * 3600L + clock.Minute * 60L + clock.Second;
        int wrong = 1;
        long LocalAt(long u)
        {
            long here = u + TimeModule.InZone(u).Offset;
            if (wrong == 1 && here is < FirstSecond or > LastSecond) wrong = here < 0 ? 0 : 10000;
            return here;
        }
        long found = Search(local, clock.Fold, LocalAt);
        outside = wrong;
        return found;
    }

    private static long Search(long local, int fold, Func<long, long> localAt)
    {
        long a = localAt(local) - local, u1 = local - a, t1 = localAt(u1), b;
        if (t1 == local)
        {
            // One answer is known; a day before or after there may be another.
            long u2 = u1 + (fold == 0 ? -86400 : 86400);
            b = localAt(u2) - u2;
            if (a == b) return u1;
        }
        else
        {
            b = t1 - u1;
        }
        long second = local - b;
        if (localAt(second) == local) return second;
        if (t1 == local) return u1;
        return fold == 0 ? Math.Max(u1, second) : Math.Min(u1, second);
    }

    /// <summary>The local time zone at a moment as one of a fixed offset.</summary>
    public static PyObject Zone(long seconds)
    {
        CalendarTime t = TimeModule.InZone(seconds);
        return PyTimezone.New(PyTimeDelta.Of(t.Offset * (Int128)1_000_000)!, new PyStr(t.Zone))!;
    }
}
