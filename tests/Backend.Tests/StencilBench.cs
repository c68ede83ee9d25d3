using System.Runtime.InteropServices;
using Backend.Arm64;
using Backend.Code;
using Backend.Stencils;

namespace Backend.Tests;

/// <summary>
/// A place to execute stencils: memory for their frames and data, and a driver that loads every register from the frame, runs one
/// stencil, stores every register back and leaves. The driver is made of stencils itself.
/// </summary>
internal abstract unsafe class StencilBench : IDisposable
{
    public const int CodeSize = 32 << 20, DataSize = 4096;

    // The frame: what enter jumps to, the number that site wrote, registers before and after, then slots.
    public const int IntsIn = 16, FloatsIn = IntsIn + 80, IntsOut = FloatsIn + 64, FloatsOut = IntsOut + 80, Slots = FloatsOut + 64;
    public const ulong ContinueSite = 1, ExitSite = 2;

    // The data block: frame, objects, reference frame, cells, the cells that leave writes.
    public const int HeapAt = 1280, ReferenceFrameAt = 2432, CellsAt = 3328, LeaveAt = 3840;

    protected StencilBench(StencilTable table)
    {
        Table = table;
        Writer = new StencilWriter(table);
        Data = (byte*)NativeMemory.AlignedAlloc(DataSize, 4096);
        new Span<byte>(Data, DataSize).Clear();
        EnterAddress = Write(w => w.Emit(StencilOp.enter));
        Start = Write(w =>
        {
            for (int i = 0; i < 10; i++) w.Emit(StencilOp.reload, i, imm: IntsIn + 8 * i);
            for (int i = 0; i < 8; i++) w.Emit(StencilOp.reload_f, i, imm: FloatsIn + 8 * i);
            w.Emit(StencilOp.jump_slot, imm: 0);
        });
        Continued = Write(w => End(w, ContinueSite));
        Exited = Write(w => End(w, ExitSite));
    }

    public StencilTable Table { get; }
    public StencilWriter Writer { get; }
    public CodeMemory Memory { get; } = new(CodeSize);
    public byte* Data { get; }
    public byte* Frame => Data;
    public byte* ReferenceFrame => Data + ReferenceFrameAt;
    public nint EnterAddress { get; }
    public nint Start { get; }
    public nint Continued { get; }
    public nint Exited { get; }

    /// <summary>Writes code.</summary>
    public nint Write(Action<StencilWriter> emit)
    {
        Writer.Clear();
        emit(Writer);
        var code = new byte[Writer.Position];
        nint at = Memory.Allocate(code.Length);
        fixed (byte* p = code) Writer.CopyTo(p, at);
        Memory.Publish(at, code);
        return at;
    }

    /// <summary>A stencil between the driver's ends.</summary>
    public nint WriteCase(StencilOp op, int[] p, long imm, long imm64, long imm64B) => Write(w =>
    {
        w.Emit(op, At(p, 0), At(p, 1), At(p, 2), imm, imm64, imm64B, exit: Exited);
        w.Emit(StencilOp.jump, exit: Continued);
    });

    /// <summary>Starts machine code; returns the number that its site wrote.</summary>
    public abstract ulong Enter(nint code);

    /// <summary>Runs a case; its registers are in the frame.</summary>
    public ulong Run(nint code)
    {
        *(nint*)Frame = code;
        ulong site = Enter(Start);
        Assert.Equal((nint)Frame, ((nint*)(Data + LeaveAt))[0]);
        Assert.Equal((nint)ReferenceFrame, ((nint*)(Data + LeaveAt))[1]);
        return site;
    }

    public virtual void Dispose()
    {
        Memory.Dispose();
        NativeMemory.AlignedFree(Data);
    }

    private void End(StencilWriter w, ulong site)
    {
        for (int i = 0; i < 10; i++) w.Emit(StencilOp.spill, i, imm: IntsOut + 8 * i);
        for (int i = 0; i < 8; i++) w.Emit(StencilOp.spill_f, i, imm: FloatsOut + 8 * i);
        w.Emit(StencilOp.site, imm: (long)site);
        w.Emit(StencilOp.leave, imm64: (nint)(Data + LeaveAt), imm64B: (nint)(Data + LeaveAt + 8));
    }

    private static int At(int[] p, int index) => index < p.Length ? p[index] : 0;
}

/// <summary>On this processor.</summary>
internal sealed unsafe class NativeStencilBench() : StencilBench(StencilTable.For(Isa.X64))
{
    public override ulong Enter(nint code) =>
        ((delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nint, ulong>)EnterAddress)(Frame, ReferenceFrame, code);
}

/// <summary>AArch64 code under the emulator.</summary>
internal sealed unsafe class EmulatedStencilBench : StencilBench
{
    private readonly Emulator _emulator;

    /// <param name="barrier">x86-64 code that stands for the runtime's write barrier.</param>
    public EmulatedStencilBench(byte[] barrier) : base(StencilTable.For(Isa.Arm64))
    {
        nint exit = Memory.Publish(Emulator.ExitInstruction);
        _emulator = new Emulator(Memory, EnterAddress, exit, Memory.Publish(barrier));
    }

    public override ulong Enter(nint code)
    {
        long site = ((delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nint, long>)_emulator.Enter)(Frame, ReferenceFrame, code);
        return site >= 0 ? (ulong)site : throw new InvalidOperationException(_emulator.LastError);
    }

    public override void Dispose()
    {
        _emulator.Dispose();
        base.Dispose();
    }
}
