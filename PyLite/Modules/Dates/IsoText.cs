using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Reads dates and times in the forms of ISO 8601 that are known.</summary>
internal static class IsoText
{
    public static PyObject? Invalid(PyObject text) => PyErr.ValueError($"Invalid isoformat string: {text.Repr()?.Value}");

    private static bool Number(string s, int at, int digits, out int value)
    {
        value = 0;
        if (at + digits > s.Length) return false;
        for (int i = at; i < at + digits; i++)
        {
            if (!char.IsAsciiDigit(s[i])) return false;
            value = value * 10 + (s[i] - '0');
        }
        return true;
    }

    /// <summary>YYYY-MM-DD, YYYYMMDD, YYYY-Www-D, YYYYWwwD, the last two also without the day. Whether there is such a day is not looked at.</summary>
    public static bool ReadDate(string s, out int year, out int month, out int day)
    {
        month = day = 1;
        if (!Number(s, 0, 4, out year)) return false;
        bool isDashed = s.Length > 4 && s[4] == '-';
        int at = isDashed ? 5 : 4;
        if (at < s.Length && s[at] == 'W')
        {
            int weekday = 1;
            if (!Number(s, at + 1, 2, out int week)) return false;
            at += 3;
            if (at < s.Length)
            {
                if (isDashed && s[at++] != '-' || !Number(s, at, 1, out weekday) || at + 1 != s.Length) return false;
            }
            if (!WeekDate(year, week, weekday, out int ordinal))
            {
                PyErr.Current = null;
                return false;
            }
            (year, month, day) = Gregorian.Date(ordinal);
            return true;
        }
        if (!Number(s, at, 2, out month)) return false;
        at += 2;
        if (isDashed && (at >= s.Length || s[at++] != '-')) return false;
        return Number(s, at, 2, out day) && (at + 2 == s.Length || !isDashed);
    }

    /// <summary>The day of an ISO week; false with ValueError pending.</summary>
    public static bool WeekDate(int year, int week, int day, out int ordinal)
    {
        ordinal = 0;
        if (year is < 1 or > 9999) return PyErr.Fail(Types.ValueError, $"Year is out of range: {year}");
        int first = Gregorian.Weekday(Gregorian.Ordinal(year, 1, 1));
        bool isLong = first == 3 || first == 2 && Gregorian.IsLeap(year);
        if (week is < 1 or > 53 || week == 53 && !isLong) return PyErr.Fail(Types.ValueError, $"Invalid week: {week}");
        if (day is < 1 or > 7) return PyErr.Fail(Types.ValueError, $"Invalid day: {day} (range is [1, 7])");
        ordinal = Gregorian.FirstMonday(year) + (week - 1) * 7 + day - 1;
        return true;
    }

    /// <summary>HH[:MM[:SS[.fff[fff]]]] with or without colons, and a time zone. False may leave an exception pending.</summary>
    public static bool ReadTime(string s, out ClockTime clock, out PyObject? zone)
    {
        zone = null;
        int sign = s.IndexOfAny(['+', '-', 'Z']);
        if (!ReadClock(sign < 0 ? s : s[..sign], out clock, out bool hasMore)) return false;
        if (sign < 0) return !hasMore;
        if (s[sign] == 'Z')
        {
            zone = PyTimezone.Utc;
            return sign + 1 == s.Length;
        }
        if (!ReadClock(s[(sign + 1)..], out ClockTime offset, out hasMore) || hasMore) return false;
        long micros = offset.Micros;
        if (micros >= PyTimeDelta.Day)
            return PyErr.Fail(Types.ValueError, $"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {PyTimeDelta.Of(s[sign] == '-' ? -micros : micros)!.Repr().Value}.");
        zone = PyTimezone.Of(PyTimeDelta.Of(s[sign] == '-' ? -micros : micros)!);
        return true;
    }

    /// <summary>Hours, minutes, seconds and a fraction; whether anything comes after them.</summary>
    private static bool ReadClock(string s, out ClockTime clock, out bool hasMore)
    {
        clock = default;
        hasMore = false;
        Span<int> parts = stackalloc int[3];
        parts.Clear();
        int at = 0, micro = 0;
        bool hasColons = false;
        for (int i = 0; i < 3; i++)
        {
            if (!Number(s, at, 2, out parts[i])) return false;
            at += 2;
            if (i == 0) hasColons = at < s.Length && s[at] == ':';
            if (at + 1 >= s.Length)
            {
                hasMore = at < s.Length;
                clock = new ClockTime(parts[0], parts[1], parts[2], 0, 0);
                return true;
            }
            char separator = s[at];
            if (hasColons && separator == ':' || separator is '.' or ',') at++;
            else if (hasColons) return false;
            if (separator is '.' or ',') break;
        }
        int digits = Math.Min(6, s.Length - at);
        if (!Number(s, at, digits, out micro)) return false;
        for (int i = digits; i < 6; i++) micro *= 10;
        at += digits;
        while (at < s.Length && char.IsAsciiDigit(s[at])) at++;
        hasMore = at < s.Length;
        clock = new ClockTime(parts[0], parts[1], parts[2], micro, 0);
        return true;
    }

    public static bool ReadMoment(string s, out int year, out int month, out int day, out ClockTime clock, out PyObject? zone)
    {
        clock = default;
        zone = null;
        year = month = day = 0;
        if (s.Length < 7) return false;
        int end = DateEnd(s);
        if (end > s.Length || !ReadDate(s[..end], out year, out month, out day)) return false;
        if (end == s.Length) return true;
        int skip = char.IsHighSurrogate(s[end]) && end + 1 < s.Length && char.IsLowSurrogate(s[end + 1]) ? 2 : 1;
        return end + skip < s.Length && ReadTime(s[(end + skip)..], out clock, out zone);
    }

    /// <summary>Where the date ends that a time follows.</summary>
    private static int DateEnd(string s)
    {
        if (s.Length == 7) return 7;
        if (s[4] == '-')
        {
            if (s[5] != 'W') return 10;
            if (s.Length > 8 && s[8] == '-')
            {
                if (s.Length == 9) return 9;
                // YYYY-Www-HH or YYYY-Www-D.
                return s.Length > 10 && char.IsAsciiDigit(s[10]) ? 8 : 10;
            }
            return 8;
        }
        if (s[4] != 'W') return 8;
        int at = 7;
        while (at < s.Length && char.IsAsciiDigit(s[at])) at++;
        return at < 9 ? at : at % 2 == 0 ? 7 : 8;
    }
}
