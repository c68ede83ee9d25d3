using System.Runtime.CompilerServices;

namespace MetaJit;

/// <summary>What is done with runs of an array's items. In machine code short runs are moved where they are, without a call.</summary>
public static class Items
{
    /// <summary>Copies items between arrays, or within one, as <see cref="Array.Copy(Array, int, Array, int, int)"/> does, and with its errors.</summary>
    /// <remarks>RPython's <c>ll_arraycopy</c>.</remarks>
    public static void Copy<T>(T[] from, int at, T[] to, int toAt, int count) => Array.Copy(from, at, to, toAt, count);

    /// <summary>Copies items at equal distances, which may be negative, to the beginning of another array.</summary>
    /// <exception cref="IndexOutOfRangeException">An item would be outside one of the arrays; those before it have been copied.</exception>
    public static void Pick<T>(T[] from, int at, int step, T[] to, int count)
    {
        for (int k = 0, i = at; k < count; k++, i += step) to[k] = from[i];
    }

    /// <summary>Copies references out of structs, each of which has one and nothing else, from the beginning of one array to that of another.</summary>
    /// <exception cref="IndexOutOfRangeException">There are fewer; those there are have been copied.</exception>
    public static void Unwrap<TItem, TObject>(TItem[] from, TObject[] to, int count) where TItem : struct where TObject : class?
    {
        for (int k = 0; k < count; k++) to[k] = Unsafe.As<TItem, TObject>(ref from[k]);
    }
}
