using MetaJit;

namespace PyLite.Objects;

/// <summary>Searching in a part of a text, which is not copied. Positions are code points, or bytes.</summary>
[DontLookInside]
public static class TextSearch
{
    /// <summary>The first place of the wanted text between two positions, or -1.</summary>
    public static int IndexOf(PyStr text, PyStr wanted, int start, int stop) => Find(text, wanted, start, stop, last: false);

    /// <summary>The first or last place of the wanted text between two positions, or -1.</summary>
    public static int Find(PyStr text, PyStr wanted, int start, int stop, bool last)
    {
        if (text.IsNarrow) return wanted.IsNarrow ? Find(text.Characters, wanted.Characters, start, stop, last) : -1;
        return Find(text.Points, wanted.IsNarrow ? wanted.ToPoints() : wanted.Points, start, stop, last);
    }

    public static int Find<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> wanted, int start, int stop, bool last) where T : struct, IEquatable<T>
    {
        if (start > stop) return -1;
        ReadOnlySpan<T> part = text[start..stop];
        int at = wanted.Length switch
        {
            0 => last ? part.Length : 0,
            1 => last ? part.LastIndexOf(wanted[0]) : part.IndexOf(wanted[0]),
            _ => last ? part.LastIndexOf(wanted) : part.IndexOf(wanted),
        };
        return at < 0 ? -1 : at + start;
    }

    public static int Count(PyStr text, PyStr wanted, int start, int stop)
    {
        if (text.IsNarrow)
        {
            if (wanted.IsNarrow) return Count(text.Characters, wanted.Characters, start, stop);
            return 0;
        }
        return Count(text.Points, wanted.IsNarrow ? wanted.ToPoints() : wanted.Points, start, stop);
    }

    /// <summary>How often the wanted text is there without overlapping.</summary>
    public static int Count<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> wanted, int start, int stop) where T : struct, IEquatable<T>
    {
        if (start > stop) return 0;
        return wanted.Length == 0 ? stop - start + 1 : text[start..stop].Count(wanted);
    }

    public static bool StartsWith(PyStr text, PyStr prefix, int start, int stop)
    {
        if (prefix.Length > stop - start) return false;
        if (text.IsNarrow) return prefix.IsNarrow && text.Characters[start..stop].StartsWith(prefix.Characters);
        return text.Points[start..stop].StartsWith(prefix.IsNarrow ? prefix.ToPoints() : prefix.Points);
    }

    public static bool EndsWith(PyStr text, PyStr suffix, int start, int stop)
    {
        if (suffix.Length > stop - start) return false;
        if (text.IsNarrow) return suffix.IsNarrow && text.Characters[start..stop].EndsWith(suffix.Characters);
        return text.Points[start..stop].EndsWith(suffix.IsNarrow ? suffix.ToPoints() : suffix.Points);
    }

    /// <summary>
    /// Start and stop as arguments, which may be left out or None. The stop is at most the length; the start may be past it, and then nothing
    /// is found. False: an exception is pending.
    /// </summary>
    public static bool Bounds(PyObject? first, PyObject? last, int length, out int start, out int stop)
    {
        start = 0;
        stop = length;
        if (first is not (null or PyNone))
        {
            if (!PySlice.Clamp(first, out long bound)) return false;
            if (bound < 0) bound += length;
            start = bound < 0 ? 0 : bound > int.MaxValue ? int.MaxValue : (int)bound;
        }
        if (last is not (null or PyNone))
        {
            if (!PySlice.Clamp(last, out long bound)) return false;
            if (bound < 0) bound += length;
            stop = bound < 0 ? 0 : bound > length ? length : (int)bound;
        }
        return true;
    }
}
