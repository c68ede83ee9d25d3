using System.Runtime.CompilerServices;
using MetaTracer;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Tests;

// Calls between compiled code, and compiled code entered again from what it calls.
public abstract partial class BackendTests
{
    /// <summary>sum(n, list) = n == 0 ? 0 : list.Value + sum(n - 1, list.Next), references live over every call.</summary>
    private (LoopToken Token, GuardDescr Small) RecursiveSum()
    {
        LoopToken token = NewToken(Kind.Int, Kind.Ref);
        var t = new TraceBuilder(Kind.Int, Kind.Ref) { Owner = token };
        GuardDescr small = t.Guard(guard_true, [t.Op(int_gt, t[0], t.Int(0))], t[0], t[1]);
        Value rest = t.Loop.Emit(call_assembler_i, [t.Op(int_sub, t[0], t.Int(1)), t.LoadField(t[1], s_next)], token);
        t.Guard(guard_no_exception, [], t[0], t[1]);
        t.Finish(t.Op(int_add, rest, t.LoadField(t[1], s_value)));
        Backend.CompileLoop(token, t.Loop);
        return (token, small);
    }

    private static Node? Numbers(int count)
    {
        Node? list = null;
        for (int i = count; i > 0; i--) list = new Node { Next = list, Value = i };
        return list;
    }

    [SkippableFact]
    public unsafe void What_a_loop_has_dropped_does_not_live_on()
    {
        Skip.If(Backend.Name == "portable", "registers of portable frames keep their values until the frame is left");
        var dropped = new WeakReference(null);
        int collections = 0;
        CallDescr make = TraceBuilder.Call("Make", [Kind.Int], [Kind.Ref], (_, ref refs) =>
        {
            refs = new Node();
            dropped.Target = refs;
        });
        CallDescr use = TraceBuilder.Call("Use", [Kind.Ref], [Kind.Int], (raw, ref refs) => raw[0] = ((Node)refs!).Value);
        CallDescr collect = TraceBuilder.Call("Collect", [Kind.Int, Kind.Int], [Kind.Int], (raw, ref _) =>
        {
            GC.Collect();
            raw[0] = dropped.IsAlive ? 0 : 1;
            collections++;
        });
        // The object, and another that stays, are in registers and slots across the calls.
        LoopToken callee = NewToken(Kind.Ref, Kind.Int);
        var c = new TraceBuilder(Kind.Ref, Kind.Int) { Owner = callee };
        TargetToken head = c.Label(c[0], c[1]);
        Value isGone = c.Op(call_i, collect, c.Int(0), c[1]);
        Value left = c.Op(int_sub, c[1], c.Int(1));
        c.Guard(guard_true, [c.Op(int_gt, left, c.Int(0))], isGone, c.LoadField(c[0], s_value));
        c.Jump(head, c[0], left);
        Backend.CompileLoop(callee, c.Loop);
        OnFinishCall = dead => dead.Values.Ints[0] = dead.Values.Ints[0] * 1000 + dead.Values.Ints[1];

        var t = new TraceBuilder(Kind.Ref, Kind.Int);
        Value node = t.Op(call_r, make, t.Int(0));
        Value value = t.Op(call_i, use, node);
        Value another = t.Op(call_i, use, node);
        Value result = t.Loop.Emit(call_assembler_i, [t[0], t[1]], callee);
        t.Guard(guard_no_exception, [], t[0]);
        t.Finish(t.Op(int_add, t.Op(int_add, value, another), t.Op(int_add, result, t.LoadField(t[0], s_value))));
        Assert.Equal(1014, Run(Compile(t), new Node { Value = 7 }, 100).Values.Ints[0]);
        Assert.Equal(100, collections);
    }

    [SkippableFact]
    public void Recursion_goes_on_where_the_reference_stack_is_full()
    {
        var (token, small) = RecursiveSum();
        var b = new TraceBuilder(Kind.Int, Kind.Ref) { Owner = token };
        b.Finish(b.Int(0));
        Backend.CompileBridge(small, b.Loop);
        int portals = 0;
        OnCallPortal = (called, reds) =>
        {
            portals++;
            Assert.Same(token, called);
            // What an interpreter would do: enter compiled code again, on a reference stack of its own.
            DeadFrame dead = Backend.Execute(called, reds);
            reds.Ints[0] = dead.Values.Ints[0];
        };
        Assert.Equal(2000L * 2001 / 2, Run(token, 2000, Numbers(2000)).Values.Ints[0]);
        if (Backend.Name == "portable") Assert.Equal(0, portals);
        else Assert.InRange(portals, 1, 100);
        Assert.Equal(6, Run(token, 3, Numbers(3)).Values.Ints[0]);
    }

    [SkippableFact]
    public void A_guard_that_fails_deep_inside_is_finished_and_returns_through_machine_code()
    {
        var (token, small) = RecursiveSum();
        int finished = 0;
        OnFinishCall = dead =>
        {
            finished++;
            Assert.Same(small, dead.Descr);
            Assert.Equal(0, dead.Values.Ints[0]);
            Assert.Null(dead.Values.Refs[1]);
            GC.Collect();
            dead.Values.Ints[0] = 1000;
        };
        Assert.Equal(1000 + 55, Run(token, 10, Numbers(10)).Values.Ints[0]);
        Assert.Equal(1, finished);
    }

    [SkippableFact]
    public void An_exception_passes_through_the_frames_that_do_not_expect_it()
    {
        var (token, _) = RecursiveSum();
        // The guard_no_exception of every frame fails in turn; each but the outermost is finished by raising again.
        int failures = 0;
        OnFinishCall = dead =>
        {
            failures++;
            throw dead.Exception ?? new FormatException();
        };
        DeadFrame dead = Run(token, 5, Numbers(5));
        Assert.Equal(guard_no_exception, ((GuardDescr)dead.Descr).Code);
        Assert.IsType<FormatException>(dead.Exception);
        Assert.Equal(5, dead.Values.Ints[0]);
        Assert.Equal(1, ((Node)dead.Values.Refs[1]!).Value);
        Assert.Equal(5, failures);
    }

    [SkippableFact]
    public void A_callee_that_finishes_with_an_exception_raises_in_its_caller()
    {
        LoopToken raises = NewToken(Kind.Ref);
        var r = new TraceBuilder(Kind.Ref) { Owner = raises };
        r.FinishException(r[0]);
        Backend.CompileLoop(raises, r.Loop);

        var t = new TraceBuilder(Kind.Ref, Kind.Int);
        t.Loop.Emit(call_assembler_n, [t[0]], raises);
        Value e = t.GuardException(typeof(FormatException), out GuardDescr other, t[0], t[1]);
        t.Finish(e);
        LoopToken token = Compile(t);
        var expected = new FormatException();
        DeadFrame dead = Run(token, expected, 3);
        Assert.Same(FinishDescr.Ref, dead.Descr);
        Assert.Same(expected, dead.Values.Refs[0]);

        var unexpected = new ArgumentException();
        dead = Run(token, unexpected, 3);
        Assert.Same(other, dead.Descr);
        Assert.Same(unexpected, dead.Exception);
        Assert.Equal(3, dead.Values.Ints[1]);
    }

    [SkippableFact]
    public unsafe void What_compiled_code_calls_may_enter_compiled_code()
    {
        var (counting, _) = CountingLoop();
        LoopToken inner = Compile(counting);
        CallDescr enter = TraceBuilder.Call("Enter", [Kind.Int, Kind.Ref], [Kind.Int], (raw, ref refs) =>
        {
            long n = raw[0];
            GC.Collect();
            raw[0] = Run(inner, n, 0L, 0L).Values.Ints[0];
            refs = null;
        });
        var t = new TraceBuilder(Kind.Int, Kind.Ref, Kind.Int);
        TargetToken start = t.Label(t[0], t[1], t[2]);
        GuardDescr end = t.Guard(guard_true, [t.Op(int_gt, t[0], t.Int(0))], t[1], t[2]);
        Value node = t.Op(new_with_vtable, TraceBuilder.Class<Node>());
        Value sum = t.Op(call_i, enter, t[0], node);
        t.Guard(guard_no_exception, [], t[0]);
        t.Op(setfield_gc, s_value, node, sum);
        t.Op(setfield_gc, s_next, node, t[1]);
        t.Jump(start, t.Op(int_sub, t[0], t.Int(1)), node, t.Op(int_add, t[2], sum));
        DeadFrame dead = Run(Compile(t), 20, null, 0);
        Assert.Same(end, dead.Descr);
        var list = (Node?)dead.Values.Refs[0];
        long total = dead.Values.Ints[1], found = 0;
        for (long n = 1; n <= 20; n++, list = list.Next)
        {
            Assert.Equal(n * (n - 1) / 2, list!.Value);
            found += list.Value;
        }
        Assert.Equal(found, total);
    }

    [SkippableFact]
    public void More_values_than_registers_are_kept()
    {
        // 40 integers, 20 references and 20 floats that all live through the loop and change places at the back edge.
        const int Ints = 40, Refs = 20, Floats = 20;
        Kind[] kinds = [.. Enumerable.Repeat(Kind.Int, Ints), .. Enumerable.Repeat(Kind.Ref, Refs), .. Enumerable.Repeat(Kind.Float, Floats)];
        var t = new TraceBuilder(kinds);
        Value[] all = [.. t.Loop.Inputs];
        TargetToken start = t.Label(all);
        GuardDescr end = t.Guard(guard_true, [t.Op(int_gt, all[0], t.Int(0))], all);
        Value[] next = new Value[all.Length];
        next[0] = t.Op(int_sub, all[0], t.Int(1));
        for (int k = 1; k < Ints; k++) next[k] = k + 1 < Ints ? all[k + 1] : t.Op(int_add, all[1], t.Int(1));
        for (int k = Ints; k < Ints + Refs; k++) next[k] = all[k + 1 < Ints + Refs ? k + 1 : Ints];
        for (int k = Ints + Refs; k < all.Length; k++) next[k] = k + 1 < all.Length ? all[k + 1] : t.Op(float_add, all[Ints + Refs], t.Float(1));
        t.Jump(start, next);
        var inputs = new object?[all.Length];
        var ints = new long[Ints];
        var refs = new object[Refs];
        var floats = new double[Floats];
        for (int k = 0; k < Ints; k++) inputs[k] = ints[k] = k == 0 ? 100 : k * 10;
        for (int k = 0; k < Refs; k++) inputs[Ints + k] = refs[k] = new object();
        for (int k = 0; k < Floats; k++) inputs[Ints + Refs + k] = floats[k] = k + 0.5;
        DeadFrame dead = Run(Compile(t), inputs);
        for (int i = 0; i < 100; i++)
        {
            (ints[0], long first, object r, double f) = (ints[0] - 1, ints[1], refs[0], floats[0]);
            Array.Copy(ints, 2, ints, 1, Ints - 2);
            ints[^1] = first + 1;
            Array.Copy(refs, 1, refs, 0, Refs - 1);
            refs[^1] = r;
            Array.Copy(floats, 1, floats, 0, Floats - 1);
            floats[^1] = f + 1;
        }
        Assert.Same(end, dead.Descr);
        for (int k = 0; k < Ints; k++) Assert.Equal(ints[k], dead.Values.Ints[k]);
        for (int k = 0; k < Refs; k++) Assert.Same(refs[k], dead.Values.Refs[Ints + k]);
        for (int k = 0; k < Floats; k++) Assert.Equal(floats[k], dead.Values.Floats[Ints + Refs + k]);
    }
}
