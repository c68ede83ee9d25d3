// One activation of a JitCode: used by the meta-interpreter, which records, and by the blackhole, which does not. That both run on the
// same frames is what makes an aborted trace harmless: the blackhole goes on with the very frames the recording stopped in.
using System.Diagnostics;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

/// <summary>
/// Registers of each kind with the code's constants after them. Beside each concrete value stands its box: the variable of the trace
/// that computes it, or <see cref="Value.None"/> where the trace knows the value to be the constant that stands there.
/// </summary>
internal sealed class Frame
{
    private const int NoRecord = -1;

    private Frame(JitCode code)
    {
        Code = code;
        Ints = new long[code.IntCount + code.IntConstants.Length];
        Refs = new object?[code.RefCount + code.RefConstants.Length];
        Floats = new double[code.FloatCount + code.FloatConstants.Length];
        code.IntConstants.CopyTo(Ints, code.IntCount);
        code.RefConstants.CopyTo(Refs, code.RefCount);
        code.FloatConstants.CopyTo(Floats, code.FloatCount);
        IntBoxes = new Value[Ints.Length];
        RefBoxes = new Value[Refs.Length];
        FloatBoxes = new Value[Floats.Length];
    }

    public JitCode Code { get; }
    public readonly long[] Ints;
    public readonly object?[] Refs;
    public readonly double[] Floats;
    public readonly Value[] IntBoxes;
    public readonly Value[] RefBoxes;
    public readonly Value[] FloatBoxes;

    /// <summary>The instruction to execute; of a caller, the one after its call.</summary>
    public int Pc;

    /// <summary>Of a portal's frame that was inlined by a portal call: the greens it was called with, for the recursion limit.</summary>
    public object?[]? Greens;

    /// <summary>The frame was rebuilt from resume data: of <see cref="Greens"/> only the references are sure to be the call's own.</summary>
    public bool IsRebuilt;

    /// <summary>The meta-interpreter has used the frame: there may be boxes in it.</summary>
    public bool IsBoxed;

    /// <summary>Of an inlined portal's frame: iterations of loops that have been unrolled in it.</summary>
    public int Unrolled;

    /// <summary>Where the frame's record as a caller stands in the snapshots; valid until control comes back to it.</summary>
    public int SnapshotRecord = NoRecord;

    public bool HasSnapshotRecord => SnapshotRecord != NoRecord;

    public static Frame Rent(JitCode code)
    {
        if (code.FramePool is Stack<Frame> pool && pool.TryPop(out Frame? frame)) return frame;
        return new Frame(code);
    }

    /// <summary>Gives the frame back, its references cleared so that it keeps nothing alive.</summary>
    public void Return()
    {
        Array.Clear(Refs, 0, Code.RefCount);
        if (IsBoxed)
        {
            Array.Clear(IntBoxes);
            Array.Clear(RefBoxes);
            Array.Clear(FloatBoxes);
            IsBoxed = false;
        }
        Pc = 0;
        Greens = null;
        IsRebuilt = false;
        Unrolled = 0;
        ForgetSnapshotRecord();
        ((Stack<Frame>)(Code.FramePool ??= new Stack<Frame>())).Push(this);
    }

    /// <summary>Of a caller: a hash of where it stands; 0 until asked for. Valid as long as the record.</summary>
    public uint PlaceKey;

    public void ForgetSnapshotRecord()
    {
        SnapshotRecord = NoRecord;
        PlaceKey = 0;
    }

    /// <summary>The call this frame waits in.</summary>
    public CallInfo PendingCall => Code.Code[Pc - 1].X as CallInfo ?? throw new UnreachableException($"{Code} at {Pc} waits in no call");

    /// <summary>Copies concrete value and box of a register here from a register of another frame.</summary>
    public void CopyFrom(Frame source, Operand from, Operand to)
    {
        switch (from.Kind)
        {
            case Kind.Int:
                Ints[to.Register] = source.Ints[from.Register];
                IntBoxes[to.Register] = source.IntBoxes[from.Register];
                break;
            case Kind.Ref:
                Refs[to.Register] = source.Refs[from.Register];
                RefBoxes[to.Register] = source.RefBoxes[from.Register];
                break;
            default:
                Floats[to.Register] = source.Floats[from.Register];
                FloatBoxes[to.Register] = source.FloatBoxes[from.Register];
                break;
        }
    }

    /// <summary>A register's value, boxed; slow.</summary>
    public object? Concrete(Operand register) => register.Kind switch
    {
        Kind.Int => Ints[register.Register],
        Kind.Ref => Refs[register.Register],
        _ => Floats[register.Register],
    };

    /// <summary>Puts back what <see cref="Concrete"/> gave.</summary>
    public void SetConcrete(Operand register, object? value)
    {
        switch (register.Kind)
        {
            case Kind.Int: Ints[register.Register] = (long)value!; break;
            case Kind.Ref: Refs[register.Register] = value; break;
            default: Floats[register.Register] = (double)value!; break;
        }
    }

    public void SetBox(Operand register, Value box)
    {
        switch (register.Kind)
        {
            case Kind.Int: IntBoxes[register.Register] = box; break;
            case Kind.Ref: RefBoxes[register.Register] = box; break;
            default: FloatBoxes[register.Register] = box; break;
        }
    }

    public Value BoxOf(Operand register) => register.Kind switch
    {
        Kind.Int => IntBoxes[register.Register],
        Kind.Ref => RefBoxes[register.Register],
        _ => FloatBoxes[register.Register],
    };

    public override string ToString() => $"{Code} at {Pc}";
}
