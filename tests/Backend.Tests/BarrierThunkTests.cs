using System.Runtime.InteropServices;
using Backend.Runtime;
using Backend.Stencils;
using Backend.X64;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Backend.Tests;

/// <summary>The thunk before the runtime's write barrier, on a copy of that barrier with tables of our own: which stores it leaves to the barrier.</summary>
public sealed unsafe class BarrierThunkTests
{
    private const int BarrierBytes = 0x80, Region = 1 << 22, Offset = 24;
    private const byte Young = 0, Older = 1, Old = 2;

    public static TheoryData<byte, byte, bool, bool> Stores => new()
    {
        // the place's generation, the reference's, is the card marked, does the barrier have to run
        { Young, Young, false, false },
        { Young, Old, false, false },
        { Older, Young, false, true },
        { Old, Young, false, true },
        { Old, Older, false, true },
        { Old, Old, false, false },
        { Older, Old, false, false },
        { Old, Young, true, false },
    };

    [SkippableTheory]
    [MemberData(nameof(Stores))]
    public void The_barrier_runs_where_a_card_has_to_be_marked(byte place, byte reference, bool marked, bool slow)
    {
        using var store = new Store();
        store.Generations[0] = place;
        store.Generations[1] = reference;
        if (marked) *store.Card = (byte)(1 << (int)(store.Place >> 8 & 7));
        Assert.Equal(slow, store.Run(store.Place + Region));
    }

    [SkippableFact]
    public void What_is_outside_the_heap_is_old()
    {
        using var store = new Store();
        store.Generations[0] = Old;
        Assert.False(store.Run(0));
        Assert.False(store.Run(store.Place - Region));
        Assert.False(store.Run(store.Place + 8L * Region));
    }

    [SkippableFact]
    public void A_barrier_of_another_form_runs_always()
    {
        using var store = new Store();
        store.Generations[0] = store.Generations[1] = Young;
        Assert.False(store.Run(store.Place));
        // As the one that tracks writes begins.
        store.Barrier[0x13] = 0x0C;
        Assert.True(store.Run(store.Place));
        Assert.Null(BarrierThunk.For((nint)store.Barrier, 0));
    }

    /// <summary>Machine code that stores by the thunk.</summary>
    private sealed class Store : IDisposable
    {
        private readonly NativeStencilBench _bench;
        private readonly byte* _memory = (byte*)NativeMemory.AllocZeroed(4096);
        private readonly nint _code;

        public Store()
        {
            Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux(), "x64 Linux only");
            nint barrier = WriteBarrier.Find();
            Skip.If(BarrierThunk.For(barrier, 0) is null, "this runtime's barrier has another form");
            _bench = new NativeStencilBench();
            Place = (long)(nint)(_bench.Data + StencilBench.HeapAt);
            Barrier = _memory + 1024;
            new ReadOnlySpan<byte>((void*)barrier, BarrierBytes).CopyTo(new Span<byte>(Barrier, BarrierBytes));
            *(long*)(Barrier + 0x08) = (long)(nint)Generations - (Place >> 22);
            *(long*)(Barrier + 0x20) = Place & -Region;
            *(long*)(Barrier + 0x30) = (Place & -Region) + 4L * Region;
            *(long*)(Barrier + 0x50) = (long)(nint)Card - (Place + Offset >> 11);
            byte[] thunk = BarrierThunk.For((nint)Barrier, _bench.Memory.Publish(Counting((nint)_memory)))!;
            nint address = _bench.Memory.Publish(thunk);
            _code = _bench.Write(w =>
            {
                w.Emit(StencilOp.barrier, 2, 5, imm: Offset, exit: address);
                w.Emit(StencilOp.jump, exit: _bench.Continued);
            });
        }

        public long Place { get; }
        public byte* Barrier { get; }

        /// <summary>Of the region with the place, and of those after it.</summary>
        public byte* Generations => _memory + 64;
        public byte* Card => _memory + 128;

        /// <summary>Stores, checks that it is there and that no register changed; gives whether the barrier ran.</summary>
        public bool Run(long reference)
        {
            long* registers = (long*)(_bench.Frame + StencilBench.IntsIn), after = (long*)(_bench.Frame + StencilBench.IntsOut);
            for (int i = 0; i < 10; i++) registers[i] = i + 1;
            registers[2] = Place;
            registers[5] = reference;
            *(long*)_memory = 0;
            Assert.Equal(StencilBench.ContinueSite, _bench.Run(_code));
            Assert.Equal(reference, *(long*)(Place + Offset));
            Assert.Equal(new Span<long>(registers, 10).ToArray(), new Span<long>(after, 10).ToArray());
            return *(long*)_memory != 0;
        }

        /// <summary>Stands for the thunk that calls the barrier: stores too, and counts.</summary>
        private static byte[] Counting(nint counter)
        {
            var assembler = new Assembler(64);
            assembler.mov(__qword_ptr[rbx], r10);
            assembler.push(rax);
            assembler.mov(rax, (long)counter);
            assembler.inc(__qword_ptr[rax]);
            assembler.pop(rax);
            assembler.ret();
            var stream = new MemoryStream();
            assembler.Assemble(new StreamCodeWriter(stream), 0);
            return stream.ToArray();
        }

        public void Dispose()
        {
            _bench.Dispose();
            NativeMemory.Free(_memory);
        }
    }
}
