namespace PyLite.Compiling;

/// <summary>The operand of <see cref="Op.YieldValue"/>: what the frame stops for.</summary>
public static class YieldKind
{
    /// <summary>A generator's <c>yield</c>.</summary>
    public const int Plain = 0;

    /// <summary>Something that an inner iterator yielded: it stands in a <c>yield from</c> or an <c>await</c>.</summary>
    public const int FromInner = 1;

    /// <summary>The <c>yield</c> of an asynchronous generator.</summary>
    public const int Item = 2;
}
