using System.Globalization;
using System.Text;

namespace PyLite.Modules;

/// <summary>A moment as the calendar has it; any year. Months and days of the year count from 1, days of the week from Monday, 0.</summary>
internal readonly record struct CalendarTime(long Year, int Month, int Day, int Hour, int Minute, int Second, int WeekDay, int YearDay, int IsSummer, string Zone, long Offset)
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>Days from 1970 to the first of March of year 0, from which leap days are counted.</summary>
    private const long MarchOfZero = 719468;

    private static long FloorDivide(long a, long b) => a / b - (a % b < 0 ? 1 : 0);

    public static CalendarTime OfSeconds(long seconds, long offset, int isSummer, string zone)
    {
        long local = seconds + offset, days = FloorDivide(local, 86400), rest = local - days * 86400;
        long shifted = days + MarchOfZero, era = FloorDivide(shifted, 146097), ofEra = shifted - era * 146097;
        long yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146096) / 365;
        long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100), month = (5 * ofYear + 2) / 153;
        int day = (int)(ofYear - (153 * month + 2) / 5 + 1), realMonth = (int)(month < 10 ? month + 3 : month - 9);
        long year = yearOfEra + era * 400 + (realMonth <= 2 ? 1 : 0);
        int yearDay = (int)(days - DaysBefore(year, 1, 1)) + 1;
        return new CalendarTime(year, realMonth, day, (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60), (int)(((days + 3) % 7 + 7) % 7), yearDay, isSummer, zone, offset);
    }

    /// <summary>Days from 1970 to a date; the day may be any number.</summary>
    public static long DaysBefore(long year, long month, long day)
    {
        year += FloorDivide(month - 1, 12);
        month -= 12 * FloorDivide(month - 1, 12);
        if (month <= 2) year--;
        long era = FloorDivide(year, 400), yearOfEra = year - era * 400;
        long ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - MarchOfZero;
    }

    public long Seconds => DaysBefore(Year, Month, Day) * 86400 + Hour * 3600L + Minute * 60L + Second;

    private string DayName => WeekDay is >= 0 and < 7 ? Days[WeekDay] : "?";
    private string MonthName => Month is >= 1 and <= 12 ? Months[Month - 1] : "?";

    /// <summary>As C's asctime writes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DayName[..3]} {MonthName[..3]}{Day,3} {Hour:00}:{Minute:00}:{Second:00} {Year}");

    // ---- formats

    public string Format(string format)
    {
        var b = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                b.Append(format[i]);
                continue;
            }
            int start = i++;
            char flag = '\0';
            for (; i < format.Length && "-_0^#".Contains(format[i]); i++) flag = format[i];
            while (i < format.Length && format[i] is 'E' or 'O') i++;
            if (i < format.Length && Part(format[i], flag) is { } part) b.Append(flag == '^' ? part.ToUpperInvariant() : part);
            else b.Append(format, start, Math.Min(i + 1, format.Length) - start);
        }
        return b.ToString();
    }

    /// <summary>One directive in the C locale; null when there is none of the letter.</summary>
    private string? Part(char letter, char flag)
    {
        int hour12 = Hour % 12 == 0 ? 12 : Hour % 12;
        switch (letter)
        {
            case 'a': return DayName[..Math.Min(3, DayName.Length)];
            case 'A': return DayName;
            case 'b' or 'h': return MonthName[..Math.Min(3, MonthName.Length)];
            case 'B': return MonthName;
            case 'c': return Format("%a %b %e %H:%M:%S %Y");
            case 'C': return Number(FloorDivide(Year, 100), 2, '0', flag);
            case 'd': return Number(Day, 2, '0', flag);
            case 'D' or 'x': return Format("%m/%d/%y");
            case 'e': return Number(Day, 2, ' ', flag);
            case 'F': return Format("%Y-%m-%d");
            case 'g': return Number(IsoWeek().Year % 100, 2, '0', flag);
            case 'G': return Number(IsoWeek().Year, 0, '0', flag);
            case 'H': return Number(Hour, 2, '0', flag);
            case 'I': return Number(hour12, 2, '0', flag);
            case 'j': return Number(YearDay, 3, '0', flag);
            case 'k': return Number(Hour, 2, ' ', flag);
            case 'l': return Number(hour12, 2, ' ', flag);
            case 'm': return Number(Month, 2, '0', flag);
            case 'M': return Number(Minute, 2, '0', flag);
            case 'n': return "\n";
            case 'p': return flag == '#' ? (Hour < 12 ? "am" : "pm") : Hour < 12 ? "AM" : "PM";
            case 'P': return Hour < 12 ? "am" : "pm";
            case 'r': return Format("%I:%M:%S %p");
            case 'R': return Format("%H:%M");
            case 's': return (Seconds - Offset).ToString(CultureInfo.InvariantCulture);
            case 'S': return Number(Second, 2, '0', flag);
            case 't': return "\t";
            case 'T' or 'X': return Format("%H:%M:%S");
            case 'u': return Number(WeekDay + 1, 1, '0', flag);
            case 'U': return Number((YearDay - 1 + 7 - (WeekDay + 1) % 7) / 7, 2, '0', flag);
            case 'V': return Number(IsoWeek().Week, 2, '0', flag);
            case 'w': return Number((WeekDay + 1) % 7, 1, '0', flag);
            case 'W': return Number((YearDay - 1 + 7 - WeekDay) / 7, 2, '0', flag);
            case 'y': return Number((Year % 100 + 100) % 100, 2, '0', flag);
            case 'Y': return Number(Year, 0, '0', flag);
            case 'z': return $"{(Offset < 0 ? '-' : '+')}{Math.Abs(Offset) / 3600:00}{Math.Abs(Offset) / 60 % 60:00}";
            case 'Z': return flag == '#' ? Zone.ToLowerInvariant() : Zone;
            case '%': return "%";
            default: return null;
        }
    }

    private static string Number(long value, int width, char fill, char flag)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        if (flag == '-') return digits;
        return digits.PadLeft(width, flag == '_' ? ' ' : flag == '0' ? '0' : fill);
    }

    private static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>ISO 8601's week and the year it belongs to: the one with its Thursday.</summary>
    private (long Year, int Week) IsoWeek()
    {
        int week = (YearDay - 1 - WeekDay + 10) / 7;
        if (week < 1) return (Year - 1, WeeksOf(Year - 1));
        return week > WeeksOf(Year) ? (Year + 1, 1) : (Year, week);
    }

    private static int WeeksOf(long year)
    {
        // A year that begins on a Thursday has 53, or on a Wednesday if it is a leap year.
        long first = ((DaysBefore(year, 1, 1) + 3) % 7 + 7) % 7;
        return first == 3 || first == 2 && IsLeap(year) ? 53 : 52;
    }
}
