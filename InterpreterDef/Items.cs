namespace MetaJit;

/// <summary>What is done with runs of an array's items. In machine code short runs are moved where they are, without a call.</summary>
public static class Items
{
    /// <summary>Copies items between arrays, or within one, as <see cref="Array.Copy(Array, int, Array, int, int)"/> does.</summary>
    public static void Copy<T>(T[] from, int at, T[] to, int toAt, int count) => Array.Copy(from, at, to, toAt, count);
}
