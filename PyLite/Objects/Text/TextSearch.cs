using MetaJit;

namespace PyLite.Objects;

/// <summary>Searching in a part of a text, which is not copied. Positions are code points, or bytes.</summary>
public static class TextSearch
{
    /// <summary>The first place of the wanted text between two positions, or -1.</summary>
    public static int IndexOf(PyStr text, PyStr wanted, int start, int stop) => Find(text, wanted, start, stop, last: false);

    /// <summary>The first or last place of the wanted text between two positions, or -1.</summary>
    [DontLookInside]
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

    [DontLookInside]
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

    /// <summary>Whether what is between two positions begins, or ends, with the wanted text.</summary>
    [DontLookInside]
    public static bool Matches(PyStr text, PyStr wanted, int start, int stop, bool atEnd)
    {
        if (start > stop || wanted.Length > stop - start) return false;
        if (atEnd) start = stop - wanted.Length;
        if (text.IsNarrow) return wanted.IsNarrow && text.Characters[start..].StartsWith(wanted.Characters);
        return text.Points[start..].StartsWith(wanted.IsNarrow ? wanted.ToPoints() : wanted.Points);
    }

    /// <summary>A start as a position, which may be past the end.</summary>
    public static int Start(long bound, int length)
    {
        if (bound < 0) bound += length;
        return bound < 0 ? 0 : bound > int.MaxValue ? int.MaxValue : (int)bound;
    }

    /// <summary>A stop as a position.</summary>
    public static int Stop(long bound, int length)
    {
        if (bound < 0) bound += length;
        return bound < 0 ? 0 : bound > length ? length : (int)bound;
    }

    /// <summary>
    /// Start and stop as arguments, which may be left out or None. The stop is at most the length; the start may be past it, and then nothing
    /// is found. False: an exception is pending.
    /// </summary>
    [DontLookInside]
    public static bool Bounds(PyObject? first, PyObject? last, int length, out int start, out int stop)
    {
        start = 0;
        stop = length;
        if (first is not (null or PyNone))
        {
            if (!PySlice.Clamp(first, out long bound)) return false;
            start = Start(bound, length);
        }
        if (last is not (null or PyNone))
        {
            if (!PySlice.Clamp(last, out long bound)) return false;
            stop = Stop(bound, length);
        }
        return true;
    }
}
