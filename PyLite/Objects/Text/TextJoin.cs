using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary><c>str.join</c> and <c>bytes.join</c>: apart from the other methods, because a trace goes through the generator that gives the items.</summary>
public static class TextJoin
{
    /// <summary><c>str.join</c></summary>
    public static PyObject? Join(PyObject separator, PyObject iterable)
    {
        if (!Fold.Follows(iterable)) return JoinAll((PyStr)separator, iterable);
        if (iterable.Iter() is not { } iterator) return IsNone();
        return Sequences.ToArray(iterator) is { } items ? JoinItems((PyStr)separator, items) : null;
    }

    /// <summary><c>bytes.join</c></summary>
    public static PyObject? JoinBytes(PyObject separator, PyObject iterable)
    {
        if (!Fold.Follows(iterable)) return BytesText.Join((PyBytes)separator, iterable);
        if (iterable.Iter() is not { } iterator) return IsNone();
        return Sequences.ToArray(iterator) is { } items ? BytesText.JoinItems((PyBytes)separator, items) : null;
    }

    [DontLookInside]
    private static PyObject? JoinAll(PyStr separator, PyObject iterable)
    {
        PyObject? source = iterable is PyList or PyTuple ? iterable : iterable.Iter();
        if (source == null) return IsNone();
        return Sequences.ToArray(source) is { } items ? JoinItems(separator, items) : null;
    }

    [DontLookInside]
    private static PyObject? IsNone() => PyErr.TakeIf(Types.TypeError) ? PyErr.TypeError("can only join an iterable") : null;

    [DontLookInside]
    internal static PyObject? JoinItems(PyStr separator, PyObject[] items)
    {
        if (items.Length == 0) return PyStr.Empty;
        if (items.Length == 1 && items[0] is PyStr only) return only;
        bool narrow = separator.IsNarrow;
        long length = (long)separator.Length * (items.Length - 1);
        for (int i = 0; i < items.Length; i++)
        {
            if ((items[i] as PyStr ?? UserSlots.Unwrap(items[i])) is not PyStr s)
                return PyErr.TypeError($"sequence item {i}: expected str instance, {items[i].Type.Name} found");
            length += s.Length;
            narrow &= s.IsNarrow;
        }
        if (!Sequences.Size(length, out int size)) return null;
        if (narrow) return PyStr.Narrow(string.Create(size, (separator, items), static (to, parts) => CopyJoined(to, parts.separator, parts.items)));
        var points = new int[size];
        int at = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0) CopyPoints(separator, points, ref at);
            CopyPoints((PyStr)UserSlots.Unwrap(items[i]), points, ref at);
        }
        return PyStr.FromCodePoints(points);
    }

    private static void CopyJoined(Span<char> to, PyStr separator, PyObject[] items)
    {
        ReadOnlySpan<char> between = separator.Characters;
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                Put(between, to);
                to = to[between.Length..];
            }
            ReadOnlySpan<char> item = (items[i] as PyStr ?? (PyStr)UserSlots.Unwrap(items[i])).Characters;
            Put(item, to);
            to = to[item.Length..];
        }
    }

    /// <summary>Copies; a single character without a call.</summary>
    private static void Put(ReadOnlySpan<char> text, Span<char> to)
    {
        if (text.Length == 1) to[0] = text[0];
        else text.CopyTo(to);
    }

    private static void CopyPoints(PyStr s, int[] to, ref int at)
    {
        if (s.IsNarrow)
        {
            foreach (char c in s.Characters) to[at++] = c;
            return;
        }
        s.Points.CopyTo(to.AsSpan(at));
        at += s.Length;
    }
}
