using System.Runtime.InteropServices;
using MetaJit;

namespace PyLite.Modules;

/// <summary>Local time as the system's C library has it, which also knows the rules that a variable TZ may spell out ("EST5EDT,M3.2.0,M11.1.0").</summary>
[DontLookInside]
internal static partial class NativeClock
{
    /// <summary>C's struct tm, as the systems we run on lay it out.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Parts
    {
        public int Second, Minute, Hour, Day, Month, Year, WeekDay, YearDay, IsSummer;
        public nint Offset;
        public nint Zone;
    }

    [DllImport("libc")] private static extern nint localtime_r(in long seconds, out Parts parts);
    [DllImport("libc")] private static extern long mktime(ref Parts parts);
    [DllImport("libc")] private static extern void tzset();

    /// <summary>The last name of a zone and where it stood: there are few.</summary>
    private static nint s_namedAt;
    private static string s_name = "";

    /// <summary>Has the library look at TZ again.</summary>
    public static void Reset()
    {
        tzset();
        s_namedAt = 0;
    }

    /// <summary>A moment in local time.</summary>
    public static CalendarTime Of(long seconds)
    {
        if (localtime_r(seconds, out Parts p) == 0) return CalendarTime.OfSeconds(seconds, 0, 0, "UTC");
        string zone = s_name;
        if (p.Zone != s_namedAt)
        {
            zone = Marshal.PtrToStringUTF8(p.Zone) ?? "";
            (s_name, s_namedAt) = (zone, p.Zone);
        }
        return CalendarTime.OfSeconds(seconds, p.Offset, p.IsSummer, zone);
    }

    /// <summary>Seconds since 1970 of a local time whose numbers may be outside their ranges; null when there is no such time.</summary>
    public static long? Seconds(in CalendarTime t)
    {
        if (t.Year - 1900 is < int.MinValue or > int.MaxValue) return null;
        var p = new Parts
        {
            Second = t.Second,
            Minute = t.Minute,
            Hour = t.Hour,
            Day = t.Day,
            Month = t.Month - 1,
            Year = (int)(t.Year - 1900),
            IsSummer = t.IsSummer,
            WeekDay = -1,
        };
        long seconds = mktime(ref p);
        return seconds == -1 && p.WeekDay == -1 ? null : seconds;
    }
}
