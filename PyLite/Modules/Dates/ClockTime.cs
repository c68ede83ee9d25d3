using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The time of a day.</summary>
internal readonly record struct ClockTime(int Hour, int Minute, int Second, int Micro, int Fold)
{
    public long Micros => ((Hour * 60L + Minute) * 60 + Second) * 1_000_000 + Micro;

    public static ClockTime Of(long micros, int fold = 0) =>
        new((int)(micros / 3_600_000_000), (int)(micros / 60_000_000 % 60), (int)(micros / 1_000_000 % 60), (int)(micros % 1_000_000), fold);

    public bool Check()
    {
        if (Hour is < 0 or > 23) return PyErr.Fail(Types.ValueError, "hour must be in 0..23");
        if (Minute is < 0 or > 59) return PyErr.Fail(Types.ValueError, "minute must be in 0..59");
        if (Second is < 0 or > 59) return PyErr.Fail(Types.ValueError, "second must be in 0..59");
        if (Micro is < 0 or > 999999) return PyErr.Fail(Types.ValueError, "microsecond must be in 0..999999");
        return Fold is 0 or 1 || PyErr.Fail(Types.ValueError, "fold must be either 0 or 1");
    }

    /// <summary>The fold is looked at before the rest where parts are replaced.</summary>
    public static bool CheckFold(PyObject? fold) =>
        fold is not PyInt { Value: not (0 or 1) } || PyErr.Fail(Types.ValueError, "fold must be either 0 or 1");

    /// <summary>Whether what is given is all ints: of an argument that is none is spoken before one that is too large.</summary>
    public static bool AreInts(params ReadOnlySpan<PyObject?> parts)
    {
        foreach (PyObject? part in parts)
            if (part is not (null or PyInt { Value: >= int.MinValue and <= int.MaxValue }) && !Argument.Int(part, out _)) return false;
        return true;
    }

    /// <summary>Reads what is given of the parts; the others stay.</summary>
    public static bool Read(PyObject? hour, PyObject? minute, PyObject? second, PyObject? micro, PyObject? fold, in ClockTime old, out ClockTime clock)
    {
        (int h, int m, int s, int u, int f) = old;
        clock = default;
        if (hour != null && !Argument.Int(hour, out h) || minute != null && !Argument.Int(minute, out m) || second != null && !Argument.Int(second, out s)
            || micro != null && !Argument.Int(micro, out u) || fold != null && !Argument.Int(fold, out f)) return false;
        clock = new(h, m, s, u, f);
        return clock.Check();
    }

    /// <summary>ISO text; null for an unknown kind of it.</summary>
    public string? Text(string? spec) => spec switch
    {
        null or "auto" => Micro != 0 ? $"{Hour:00}:{Minute:00}:{Second:00}.{Micro:000000}" : $"{Hour:00}:{Minute:00}:{Second:00}",
        "hours" => $"{Hour:00}",
        "minutes" => $"{Hour:00}:{Minute:00}",
        "seconds" => $"{Hour:00}:{Minute:00}:{Second:00}",
        "milliseconds" => $"{Hour:00}:{Minute:00}:{Second:00}.{Micro / 1000:000}",
        "microseconds" => $"{Hour:00}:{Minute:00}:{Second:00}.{Micro:000000}",
        _ => null,
    };

    /// <summary>What the text of a program's object adds after the hour and minute.</summary>
    public string ReprTail => Micro != 0 ? $", {Second}, {Micro}" : Second != 0 ? $", {Second}" : "";

    public byte[] Bytes => [(byte)Hour, (byte)Minute, (byte)Second, (byte)(Micro >> 16), (byte)(Micro >> 8), (byte)Micro];

    public static ClockTime Restored(ReadOnlySpan<byte> s, int fold) => new(s[0], s[1], s[2], s[3] << 16 | s[4] << 8 | s[5], fold);
}
