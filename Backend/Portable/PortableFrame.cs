namespace Backend.Portable;

/// <summary>The register files of one activation of compiled code, and room for the arguments of its calls.</summary>
internal sealed class PortableFrame
{
    public long[] Ints = new long[64];
    public object?[] Refs = new object?[64];
    public double[] Floats = new double[64];

    /// <summary>Arguments on their way to a callee, a label or a bridge, by position; the results of the last call.</summary>
    public long[] Raw = new long[16];
    public object?[] RefArgs = new object?[16];

    public Exception? Pending;

    /// <summary>What runs in it.</summary>
    public PortableCode? Code { get; private set; }

    /// <summary>Other code goes on in this frame.</summary>
    public void Enter(PortableCode code)
    {
        Code = code;
        if (Ints.Length < code.Registers)
        {
            int size = Math.Max(code.Registers, Ints.Length * 2);
            Array.Resize(ref Ints, size);
            Array.Resize(ref Refs, size);
            Array.Resize(ref Floats, size);
        }
        if (Raw.Length < code.MaxArgs)
        {
            Array.Resize(ref Raw, code.MaxArgs);
            Array.Resize(ref RefArgs, code.MaxArgs);
        }
    }

    public void Clear()
    {
        Array.Clear(Refs);
        Array.Clear(RefArgs);
        Pending = null;
        Code = null;
    }
}
