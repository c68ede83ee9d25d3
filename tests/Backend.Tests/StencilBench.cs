using System.Runtime.InteropServices;
using Backend.Stencils;

namespace Backend.Tests;

/// <summary>
/// A place to execute stencils: memory for their frames and data, and a driver that loads every register from the frame, runs one
/// stencil, stores every register back and leaves. The driver is made of stencils itself.
/// </summary>
internal abstract unsafe class StencilBench : IDisposable
{
    public const int CodeSize = 8 << 20, DataSize = 4096;

    // The frame: what enter jumps to, the number that site wrote, registers before and after, then slots.
    public const int IntsIn = 16, FloatsIn = IntsIn + 80, IntsOut = FloatsIn + 64, FloatsOut = IntsOut + 80, Slots = FloatsOut + 64;
    public const ulong ContinueSite = 1, ExitSite = 2;

    // The data block: frame, objects, reference frame, cells, the cells that leave writes.
    public const int HeapAt = 1280, ReferenceFrameAt = 2432, CellsAt = 3328, LeaveAt = 3840;

    private int _used;

    protected StencilBench(StencilTable table)
    {
        Table = table;
        Writer = new StencilWriter(table);
        Code = Map(0, CodeSize, 3, 0x22, -1, 0);
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
    public byte* Code { get; }
    public byte* Data { get; }
    public byte* Frame => Data;
    public byte* ReferenceFrame => Data + ReferenceFrameAt;
    public nint EnterAddress { get; }
    public nint Start { get; }
    public nint Continued { get; }
    public nint Exited { get; }

    /// <summary>Writes code; not while it runs.</summary>
    public nint Write(Action<StencilWriter> emit)
    {
        Check(Protect(Code, CodeSize, 3));
        Writer.Clear();
        emit(Writer);
        byte* at = Code + _used;
        _used += (Writer.Position + 15) & -16;
        if (_used > CodeSize) throw new InvalidOperationException("the bench is full");
        Writer.CopyTo(at, (nint)at);
        return (nint)at;
    }

    /// <summary>Writes ready machine code.</summary>
    public nint WriteBytes(byte[] code)
    {
        Assert.True(_used + code.Length <= CodeSize);
        Check(Protect(Code, CodeSize, 3));
        byte* at = Code + _used;
        code.CopyTo(new Span<byte>(at, code.Length));
        _used += (code.Length + 15) & -16;
        return (nint)at;
    }

    /// <summary>A stencil between the driver's ends.</summary>
    public nint WriteCase(StencilOp op, int[] p, long imm, long imm64, long imm64B) => Write(w =>
    {
        w.Emit(op, At(p, 0), At(p, 1), At(p, 2), imm, imm64, imm64B, exit: Exited);
        w.Emit(StencilOp.jump, exit: Continued);
    });

    /// <summary>Makes what was written executable, and no longer writable.</summary>
    public virtual void Publish() => Check(Protect(Code, CodeSize, 5));

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
        Unmap(Code, CodeSize);
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

    private static void Check(int result)
    {
        if (result != 0) throw new InvalidOperationException("mprotect failed");
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern byte* Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(byte* address, nint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(byte* address, nint length);
}

/// <summary>On this processor.</summary>
internal sealed unsafe class NativeStencilBench() : StencilBench(StencilTable.For(Isa.X64))
{
    public override ulong Enter(nint code) =>
        ((delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nint, ulong>)EnterAddress)(Frame, ReferenceFrame, code);
}
