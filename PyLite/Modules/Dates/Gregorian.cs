namespace PyLite.Modules;

/// <summary>The calendar: days counted from 1 January of year 1, which is day 1.</summary>
internal static class Gregorian
{
    public const int MaxOrdinal = 3652059;

    private static ReadOnlySpan<int> Before => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    /// <summary>The year of a day however late.</summary>
    public static int YearOf(int ordinal)
    {
        int days = ordinal - 1, year = days / 146097 * 400 + 1;
        days %= 146097;
        int centuries = days / 36524;
        days %= 36524;
        int cycles = days / 1461;
        days %= 1461;
        int years = days / 365;
        return year + centuries * 100 + cycles * 4 + years - (centuries == 4 || years == 4 ? 1 : 0);
    }

    public static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysIn(int year, int month) => month == 2 ? IsLeap(year) ? 29 : 28 : 30 + ((month + (month >> 3)) & 1);

    public static int DaysBefore(int year, int month) => Before[month] + (month > 2 && IsLeap(year) ? 1 : 0);

    public static int Ordinal(int year, int month, int day)
    {
        int y = year - 1;
        return y * 365 + y / 4 - y / 100 + y / 400 + DaysBefore(year, month) + day;
    }

    public static (int Year, int Month, int Day) Date(int ordinal)
    {
        int n = ordinal - 1;
        int n400 = n / 146097;
        n %= 146097;
        int n100 = n / 36524;
        n %= 36524;
        int n4 = n / 1461;
        n %= 1461;
        int n1 = n / 365;
        n %= 365;
        int year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1;
        if (n1 == 4 || n100 == 4) return (year - 1, 12, 31);
        int month = (n + 50) >> 5;
        if (DaysBefore(year, month) > n) month--;
        return (year, month, n - DaysBefore(year, month) + 1);
    }

    /// <summary>Monday is 0.</summary>
    public static int Weekday(int ordinal) => (ordinal + 6) % 7;

    /// <summary>The Monday of a year's first week.</summary>
    public static int FirstMonday(int year)
    {
        int first = Ordinal(year, 1, 1), weekday = Weekday(first), monday = first - weekday;
        return weekday > 3 ? monday + 7 : monday;
    }

    public static (int Year, int Week, int Day) IsoDate(int year, int ordinal)
    {
        int monday = FirstMonday(year);
        int week = (int)Math.Floor((ordinal - monday) / 7.0);
        if (week < 0)
        {
            year--;
            week = (ordinal - FirstMonday(year)) / 7;
        }
        else if (week >= 52 && ordinal >= FirstMonday(year + 1))
        {
            year++;
            week = 0;
        }
        return (year, week + 1, Weekday(ordinal) + 1);
    }
}
