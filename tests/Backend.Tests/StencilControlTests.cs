using System.Runtime.InteropServices;
using Backend.Arm64;
using Backend.Stencils;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Backend.Tests;

/// <summary>The stencils that go elsewhere or move the frames, by small programs.</summary>
public sealed unsafe class StencilControlTests
{
    [SkippableFact]
    public void X64()
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64, "x86-64 code runs only on x86-64");
        using var bench = new NativeStencilBench();
        JumpsThroughCellsAndSlots(bench);
        MovesFrames(bench);
        TheBarrierPreservesEveryRegister(bench, w => w.Emit(StencilOp.barrier_thunk, imm64: bench.Memory.Publish(RuntimeBarrier())));
    }

    [SkippableFact]
    public void Arm64()
    {
        Skip.IfNot(Unicorn.IsInstalled, "libunicorn2 is not installed");
        using var bench = new EmulatedStencilBench(RuntimeBarrier());
        JumpsThroughCellsAndSlots(bench);
        MovesFrames(bench);
        TheBarrierPreservesEveryRegister(bench, w => w.Emit(StencilOp.barrier_trap));
    }

    /// <summary>A jump through a cell, a return address stored in the frame, a jump through it.</summary>
    private static void JumpsThroughCellsAndSlots(StencilBench bench)
    {
        nint cell = (nint)(bench.Data + StencilBench.CellsAt);
        nint target = bench.Write(w =>
        {
            w.Emit(StencilOp.int_add_imm, 3, 3, imm: 1000);
            w.Emit(StencilOp.jump_slot, imm: StencilBench.Slots);
        });
        nint code = bench.Write(w =>
        {
            StencilLabel back = w.NewLabel();
            w.Emit(StencilOp.const_slot, imm: StencilBench.Slots, address: back);
            w.Emit(StencilOp.jump_cell, imm64: cell);
            w.Align(16);
            w.Bind(back);
            w.Emit(StencilOp.int_add_imm, 3, 3, imm: 1);
            w.Emit(StencilOp.jump, exit: bench.Continued);
        });
        nint inside = bench.Write(w =>
        {
            StencilLabel loop = w.NewLabel();
            w.Bind(loop);
            w.Emit(StencilOp.int_add_imm, 0, 0, imm: -1);
            w.Emit(StencilOp.guard_true, 0, exit: bench.Exited);
            w.Emit(StencilOp.jump, exit: loop);
        });
        *(nint*)cell = target;

        Load(bench);
        Assert.Equal(StencilBench.ContinueSite, bench.Run(code));
        Same(bench, changed: 3, value: 4 + 1001);

        Load(bench);
        Assert.Equal(StencilBench.ExitSite, bench.Run(inside));
        Same(bench, changed: 0, value: 0);
    }

    private static void MovesFrames(StencilBench bench)
    {
        nint code = bench.Write(w =>
        {
            foreach (int by in (int[])[64, 4096, -64])
            {
                w.Emit(StencilOp.move_frame, imm: by);
                w.Emit(StencilOp.move_ref_frame, imm: by);
                w.Emit(StencilOp.spill, 5, imm: StencilBench.Slots + 128 - by);
                w.Emit(StencilOp.spill_ref, 6, imm: 256 + by / 8 - by);
                w.Emit(StencilOp.move_frame, imm: -by);
                w.Emit(StencilOp.move_ref_frame, imm: -by);
            }
            w.Emit(StencilOp.jump, exit: bench.Continued);
        });
        Load(bench);
        Assert.Equal(StencilBench.ContinueSite, bench.Run(code));
        Same(bench);
        Assert.Equal(6, *(long*)(bench.Frame + StencilBench.Slots + 128));
        foreach (int by in (int[])[64, -64, 4096]) Assert.Equal(7, *(long*)(bench.ReferenceFrame + 256 + by / 8));
    }

    /// <summary>For every pair of registers.</summary>
    private static void TheBarrierPreservesEveryRegister(StencilBench bench, Action<StencilWriter> emitThunk)
    {
        nint thunk = bench.Write(emitThunk);
        var codes = new Dictionary<(int Object, int Value), nint>();
        for (int a = 0; a < 10; a++)
            for (int b = 0; b < 10; b++)
                codes[(a, b)] = bench.Write(w =>
                {
                    w.Emit(StencilOp.barrier, a, b, imm: 24, exit: thunk);
                    w.Emit(StencilOp.barrier, a, b, imm: -200, exit: thunk);
                    w.Emit(StencilOp.jump, exit: bench.Continued);
                });
        long place = (nint)(bench.Data + StencilBench.HeapAt + 256);
        foreach (((int a, int b), nint code) in codes)
        {
            *(long*)(place + 24) = *(long*)(place - 200) = 0;
            Load(bench);
            *(long*)(bench.Frame + StencilBench.IntsIn + 8 * a) = place;
            Assert.Equal(StencilBench.ContinueSite, bench.Run(code));
            Same(bench, changed: a, value: place);
            long stored = a == b ? place : b + 1;
            Assert.Equal((stored, stored), (*(long*)(place + 24), *(long*)(place - 200)));
        }
    }

    /// <summary>Stands for the runtime's: stores, and clobbers what that one clobbers.</summary>
    private static byte[] RuntimeBarrier()
    {
        var assembler = new Assembler(64);
        assembler.mov(__qword_ptr[rdi], rsi);
        foreach (AssemblerRegister64 register in (AssemblerRegister64[])[rax, rcx, rdx, rsi, rdi, r8, r9, r11])
            assembler.mov(register, -1L);
        assembler.ret();
        var stream = new MemoryStream();
        assembler.Assemble(new StreamCodeWriter(stream), 0);
        return stream.ToArray();
    }

    private static void Load(StencilBench bench)
    {
        for (int i = 0; i < 10; i++) *(long*)(bench.Frame + StencilBench.IntsIn + 8 * i) = i + 1;
        for (int i = 0; i < 8; i++) *(double*)(bench.Frame + StencilBench.FloatsIn + 8 * i) = i + 0.5;
    }

    private static void Same(StencilBench bench, int changed = -1, long value = 0)
    {
        for (int i = 0; i < 10; i++)
            Assert.Equal((i, i == changed ? value : i + 1), (i, *(long*)(bench.Frame + StencilBench.IntsOut + 8 * i)));
        for (int i = 0; i < 8; i++) Assert.Equal(i + 0.5, *(double*)(bench.Frame + StencilBench.FloatsOut + 8 * i));
    }
}
