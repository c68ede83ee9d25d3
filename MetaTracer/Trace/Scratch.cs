using System.Numerics;

namespace MetaTracer.Trace;

/// <summary>
/// Arrays that one trace after the other uses, kept by thread and size. <c>ArrayPool</c> is the same for every use and is compiled at run time
/// for types like ours, which takes longer than it saves.
/// </summary>
internal static class Scratch<T>
{
    // Arrays of 2 to the power of its index.
    [ThreadStatic] private static Stack<T[]>?[]? t_kept;
    private const int Least = 6, Most = 18, KeptOfOneSize = 8;

    /// <summary>An array of at least this length, all of it zero.</summary>
    public static T[] Rent(int length)
    {
        int size = Math.Max(Least, BitOperations.Log2((uint)Math.Max(length, 1) - 1) + 1);
        return size <= Most && t_kept?[size] is { Count: > 0 } kept ? kept.Pop() : new T[1 << size];
    }

    /// <summary>Takes an array back whose items from <paramref name="used"/> on are zero. Nobody may use it any more.</summary>
    public static void Return(T[] array, int used)
    {
        if (array.Length < 1 << Least || array.Length > 1 << Most || !BitOperations.IsPow2(array.Length)) return;
        t_kept ??= new Stack<T[]>?[Most + 1];
        Stack<T[]> kept = t_kept[BitOperations.Log2((uint)array.Length)] ??= new Stack<T[]>(KeptOfOneSize);
        if (kept.Count == KeptOfOneSize) return;
        array.AsSpan(0, used).Clear();
        kept.Push(array);
    }

    /// <summary>Makes an array longer.</summary>
    public static void Grow(ref T[] array, int used, int length)
    {
        T[] larger = Rent(length);
        array.AsSpan(0, used).CopyTo(larger);
        Return(array, used);
        array = larger;
    }
}
