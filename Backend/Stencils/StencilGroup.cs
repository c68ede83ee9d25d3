namespace Backend.Stencils;

/// <summary>The stencils of one operation in every register placement, in forms that differ in the immediates they can hold.</summary>
internal sealed class StencilGroup
{
    /// <summary>Integer and float registers of a placement.</summary>
    public const int IntRegisters = 10, FloatRegisters = 8;

    private readonly int _stride0, _stride1;
    private readonly int _swapA, _swapB;
    private readonly StencilForm[] _forms;

    internal StencilGroup(string name, string shape, int swapA, int swapB, StencilForm[] forms)
    {
        Name = name;
        Shape = shape;
        (_swapA, _swapB) = (swapA, swapB);
        _forms = forms;
        _stride0 = shape.Length > 1 ? RegistersOf(shape[1]) * (shape.Length > 2 ? RegistersOf(shape[2]) : 1) : 1;
        _stride1 = shape.Length > 2 ? RegistersOf(shape[2]) : 1;
    }

    public string Name { get; }

    /// <summary>One letter a register of the placement: i or f.</summary>
    public string Shape { get; }

    public ReadOnlySpan<StencilForm> Forms => _forms;

    public static int RegistersOf(char kind) => kind == 'f' ? FloatRegisters : IntRegisters;

    /// <summary>The shortest form that can hold the immediate; null where none can.</summary>
    public StencilForm? FormFor(long immediate)
    {
        foreach (StencilForm form in _forms)
            if (form.Holds(immediate)) return form;
        return null;
    }

    /// <summary>The place of a register placement in each form's table.</summary>
    public int IndexOf(int p0, int p1, int p2)
    {
        if (_swapA == 0 && p0 > p1) (p0, p1) = (p1, p0);
        else if (_swapA == 1 && p1 > p2) (p1, p2) = (p2, p1);
        return Shape.Length == 0 ? 0 : p0 * _stride0 + (Shape.Length > 1 ? p1 * _stride1 : 0) + (Shape.Length > 2 ? p2 : 0);
    }

    /// <summary>Whether a placement has its own stencil, rather than that of its mirror image.</summary>
    public bool IsNormal(ReadOnlySpan<int> placement) => _swapA < 0 || placement[_swapA] <= placement[_swapB];
}

/// <summary>The stencils of an operation that share the width of the immediate.</summary>
/// <param name="min">The smallest immediate.</param>
/// <param name="max">The largest immediate.</param>
/// <param name="scale">Immediates are multiples of it; a power of two.</param>
internal sealed class StencilForm(long min, long max, int scale, byte[] code, int[] starts, ushort[] holeSets, Hole[][] sets)
{
    public long Min { get; } = min;
    public long Max { get; } = max;
    public int Scale { get; } = scale;
    public int Count => holeSets.Length;

    /// <summary>The distinct lists of holes that the stencils have.</summary>
    internal IReadOnlyList<Hole[]> HoleSets => sets;

    public bool Holds(long immediate) => immediate >= Min && immediate <= Max && (immediate & (Scale - 1)) == 0;

    /// <summary>Of a placement without a stencil of its own, because its mirror image has it.</summary>
    internal const ushort Missing = ushort.MaxValue;

    public Stencil this[int index] => holeSets[index] == Missing
        ? throw new StencilException("there is no stencil for this register placement")
        : new Stencil(code.AsSpan(starts[index], starts[index + 1] - starts[index]), sets[holeSets[index]]);
}
