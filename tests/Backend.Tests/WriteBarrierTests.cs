using System.Runtime.InteropServices;
using Backend.Arm64;
using Backend.Code;
using Backend.Runtime;
using Backend.X64;
using MetaTracer;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Tests;

/// <summary>
/// Young objects stored by machine code into old ones survive collections of the young. That this test would notice a missing barrier
/// is shown by running it with METAJIT_PLAIN_STORES=1, which stores without one: it must fail then (or the process with it).
/// </summary>
public sealed class WriteBarrierTests
{
    private const int Count = 2000;

    private sealed class Holder
    {
        public object? Content = null;
    }

    private sealed class Item
    {
        public long Number = 0;
    }

    private static readonly FieldDescr s_content = TraceBuilder.Field<Holder>("Content", Kind.Ref, 8);
    private static readonly FieldDescr s_number = TraceBuilder.Field<Item>("Number", Kind.Int, 8);

    private static unsafe CallDescr CollectTheYoung() => TraceBuilder.Call("CollectTheYoung", [Kind.Int], [], (raw, ref refs) =>
    {
        if (raw[0] % 16 != 0) return;
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        for (int i = 0; i < 200; i++) GC.KeepAlive(new long[] { -1, -1, -1 });
    });

    private static readonly BackendOptions s_options = new()
    {
        PlainStores = Environment.GetEnvironmentVariable("METAJIT_PLAIN_STORES") == "1",
        CodeMemoryBytes = 1 << 20,
    };

    [SkippableFact]
    public void Young_objects_in_old_ones_survive()
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux(), "x64 Linux only");
        using var backend = new X64Backend(s_options);
        FillOldWithYoung(backend);
    }

    [SkippableFact]
    public void Young_objects_in_old_ones_survive_on_arm64()
    {
        Skip.IfNot(Unicorn.IsInstalled, "libunicorn2 is not installed");
        using var backend = new EmulatedArm64Backend(s_options);
        FillOldWithYoung(backend);
    }

    /// <summary>Items of arrays, at indices that the code computes: where it asks itself whether the array is young.</summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Young_objects_in_old_and_young_arrays_survive(bool old)
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux(), "x64 Linux only");
        using var backend = new X64Backend(s_options);
        Assert.Equal(BarrierThunkIsQuick(), backend.Regions is not null);
        ArrayDescr items = TraceBuilder.Array<object>(Kind.Ref);
        var t = new TraceBuilder(Kind.Ref, Kind.Int);
        TargetToken start = t.Label(t[0], t[1]);
        t.Guard(guard_true, [t.Op(int_lt, t[1], t.Int(Count))], t[1]);
        Value item = t.Op(new_with_vtable, TraceBuilder.Class<Item>());
        t.Op(setfield_gc, s_number, item, t[1]);
        t.Op(call_n, CollectTheYoung(), t[1]);
        t.Guard(guard_no_exception, [], t[1]);
        t.Op(setarrayitem_gc, items, t[0], t[1], item);
        t.Jump(start, t[0], t.Op(int_add, t[1], t.Int(1)));
        var token = new LoopToken(1, null, []);
        backend.CompileLoop(token, t.Loop);

        var array = new object[Count];
        if (old)
        {
            GC.Collect();
            GC.Collect();
        }
        var reds = new JitValues();
        reds.Refs[0] = array;
        Assert.Equal(Count, backend.Execute(token, reds).Values.Ints[0]);
        GC.Collect(0);
        for (int i = 0; i < Count; i++) Assert.True(array[i] is Item item2 && item2.Number == i, $"item {i} is lost");
    }

    private static bool BarrierThunkIsQuick() => BarrierThunk.For(WriteBarrier.Find(), 0) is not null;

    private static void FillOldWithYoung(NativeBackend backend)
    {
        Assert.True(s_options.PlainStores || backend.BarrierThunk != 0);
        ArrayDescr holders = TraceBuilder.Array<object>(Kind.Ref);
        var t = new TraceBuilder(Kind.Ref, Kind.Int);
        TargetToken start = t.Label(t[0], t[1]);
        t.Guard(guard_true, [t.Op(int_lt, t[1], t.Int(Count))], t[1]);
        Value holder = t.LoadItem(t[0], holders, t[1]);
        Value item = t.Op(new_with_vtable, TraceBuilder.Class<Item>());
        t.Op(setfield_gc, s_number, item, t[1]);
        t.Op(setfield_gc, s_content, holder, item);
        t.Op(call_n, CollectTheYoung(), t[1]);
        t.Guard(guard_no_exception, [], t[1]);
        t.Jump(start, t[0], t.Op(int_add, t[1], t.Int(1)));
        var token = new LoopToken(1, null, []);
        backend.CompileLoop(token, t.Loop);

        var old = new object[Count];
        for (int i = 0; i < Count; i++) old[i] = new Holder();
        GC.Collect();
        GC.Collect();
        Assert.Equal(2, GC.GetGeneration(old[0]));
        var reds = new JitValues();
        reds.Refs[0] = old;
        Assert.Equal(Count, backend.Execute(token, reds).Values.Ints[0]);
        for (int i = 0; i < Count; i++)
        {
            object? content = ((Holder)old[i]).Content;
            Assert.True(content is Item item2 && item2.Number == i, $"holder {i} lost its item");
        }
    }
}
