using System.Runtime.CompilerServices;
using MetaTracer;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Tests;

/// <summary>What every backend must do, a small trace at a time. One subclass a backend.</summary>
public abstract partial class BackendTests : ITraceHost
{
    private TraceBackend? _backend;
    private int _tokens;

    protected abstract TraceBackend Create();

    private TraceBackend Backend
    {
        get
        {
            if (_backend is null)
            {
                _backend = Create();
                _backend.Host = this;
            }
            return _backend;
        }
    }

    private Action<DeadFrame> OnFinishCall { get; set; } = _ => throw new InvalidOperationException("no guard of a callee fails in this test");
    private Action<LoopToken, JitValues> OnCallPortal { get; set; } = (_, _) => throw new InvalidOperationException("the portal is not called in this test");
    private int _polls;

    void ITraceHost.FinishCall(DeadFrame frame) => OnFinishCall(frame);
    void ITraceHost.CallPortal(LoopToken token, JitValues reds) => OnCallPortal(token, reds);
    void ITraceHost.Poll() => _polls++;
    void ITraceHost.LookAtCalls() { }

    private LoopToken NewToken(params Kind[] kinds) => new(++_tokens, null, []) { InputKinds = kinds };

    private LoopToken Compile(TraceBuilder trace)
    {
        LoopToken token = trace.Owner ?? NewToken(trace.Loop.Inputs.Select(v => v.Kind).ToArray());
        Backend.CompileLoop(token, trace.Loop);
        return token;
    }

    /// <summary>Runs with the inputs given by position: long, double, or anything else as a reference.</summary>
    private DeadFrame Run(LoopToken token, params object?[] inputs)
    {
        var values = new JitValues();
        values.EnsureCapacity(inputs.Length);
        for (int k = 0; k < inputs.Length; k++)
        {
            if (inputs[k] is long l) values.Ints[k] = l;
            else if (inputs[k] is int i) values.Ints[k] = i;
            else if (inputs[k] is double d) values.Floats[k] = d;
            else values.Refs[k] = inputs[k];
        }
        return Backend.Execute(token, values);
    }

    private sealed class Node
    {
        public Node? Next;
        public long Value;
    }

    private static readonly FieldDescr s_next = TraceBuilder.Field<Node>("Next", Kind.Ref, 8);
    private static readonly FieldDescr s_value = TraceBuilder.Field<Node>("Value", Kind.Int, 16);

    /// <summary>[n, s, i] while i &lt; n: s += i &amp; mask; i += 1.</summary>
    private static (TraceBuilder Trace, GuardDescr Exit) CountingLoop(LoopToken? owner = null, long mask = -1)
    {
        var t = new TraceBuilder(Kind.Int, Kind.Int, Kind.Int) { Owner = owner };
        TargetToken start = t.Label(t[0], t[1], t[2]);
        GuardDescr exit = t.Guard(guard_true, [t.Op(int_lt, t[2], t[0])], t[1], t[2]);
        Value sum = t.Op(int_add, t[1], t.Op(int_and, t[2], t.Int(mask)));
        Value i = t.Op(int_add, t[2], t.Int(1));
        t.Jump(start, t[0], sum, i);
        return (t, exit);
    }

    [SkippableFact]
    public void A_loop_runs_until_its_guard_fails()
    {
        var (trace, exit) = CountingLoop();
        DeadFrame dead = Run(Compile(trace), 1000, 7, 0);
        Assert.Same(exit, dead.Descr);
        Assert.Equal(7 + 999 * 1000 / 2, dead.Values.Ints[0]);
        Assert.Equal(1000, dead.Values.Ints[1]);
    }

    [SkippableFact]
    public void A_loop_finishes_with_its_result()
    {
        var t = new TraceBuilder(Kind.Int, Kind.Float);
        t.Finish(t.Op(float_mul, t.Op(cast_int_to_float, t[0]), t[1]));
        DeadFrame dead = Run(Compile(t), 3, 1.5);
        Assert.Same(FinishDescr.Float, dead.Descr);
        Assert.Equal(4.5, dead.Values.Floats[0]);
    }

    [SkippableFact]
    public void A_bridge_is_entered_where_its_guard_fails_and_may_jump_back()
    {
        LoopToken token = NewToken(Kind.Int, Kind.Int, Kind.Int);
        var t = new TraceBuilder(Kind.Int, Kind.Int, Kind.Int) { Owner = token };
        TargetToken start = t.Label(t[0], t[1], t[2]);
        GuardDescr exit = t.Guard(guard_true, [t.Op(int_lt, t[2], t[0])], t[1]);
        GuardDescr odd = t.Guard(guard_false, [t.Op(int_and, t[2], t.Int(1))], t[2], t[0], t[1]);
        t.Jump(start, t[0], t.Op(int_add, t[1], t.Int(1)), t.Op(int_add, t[2], t.Int(1)));
        Backend.CompileLoop(token, t.Loop);
        Assert.Same(odd, Run(token, 10, 0, 0).Descr);

        var b = new TraceBuilder(Kind.Int, Kind.Int, Kind.Int) { Owner = token };
        b.Jump(start, b[1], b.Op(int_add, b[2], b.Int(100)), b.Op(int_add, b[0], b.Int(1)));
        Backend.CompileBridge(odd, b.Loop);
        Assert.True(odd.HasBridge);
        DeadFrame dead = Run(token, 10, 0, 0);
        Assert.Same(exit, dead.Descr);
        Assert.Equal(505, dead.Values.Ints[0]);
    }

    [SkippableFact]
    public void A_list_of_objects_is_walked()
    {
        var t = new TraceBuilder(Kind.Ref, Kind.Int);
        TargetToken start = t.Label(t[0], t[1]);
        GuardDescr end = t.Guard(guard_nonnull, [t[0]], t[1]);
        t.Guard(guard_class, [t[0], t.Ref(TraceBuilder.Class<Node>())], t[0], t[1]);
        Value sum = t.Op(int_add, t[1], t.LoadField(t[0], s_value));
        t.Jump(start, t.LoadField(t[0], s_next), sum);
        Node? list = null;
        for (int i = 1; i <= 100; i++) list = new Node { Next = list, Value = i };
        DeadFrame dead = Run(Compile(t), list, 0);
        Assert.Same(end, dead.Descr);
        Assert.Equal(5050, dead.Values.Ints[0]);
    }

    [SkippableFact]
    public void Objects_are_made_and_linked()
    {
        var t = new TraceBuilder(Kind.Int, Kind.Ref);
        TargetToken start = t.Label(t[0], t[1]);
        GuardDescr end = t.Guard(guard_true, [t.Op(int_gt, t[0], t.Int(0))], t[1]);
        Value node = t.Op(new_with_vtable, TraceBuilder.Class<Node>());
        t.Op(setfield_gc, s_value, node, t[0]);
        t.Op(setfield_gc, s_next, node, t[1]);
        t.Jump(start, t.Op(int_sub, t[0], t.Int(1)), node);
        DeadFrame dead = Run(Compile(t), 5000, null);
        Assert.Same(end, dead.Descr);
        var list = (Node?)dead.Values.Refs[0];
        for (int i = 1; i <= 5000; i++, list = list.Next) Assert.Equal(i, list!.Value);
        Assert.Null(list);
    }

    /// <summary>More than take their memory at once, with arrays among them, stores and a guard in between, and one that the guard's exit alone wants.</summary>
    [SkippableFact]
    public void Objects_that_are_made_together_are_linked()
    {
        ArrayDescr links = TraceBuilder.Array<object>(Kind.Ref);
        var t = new TraceBuilder(Kind.Int, Kind.Ref);
        TargetToken start = t.Label(t[0], t[1]);
        GuardDescr end = t.Guard(guard_true, [t.Op(int_gt, t[0], t.Int(0))], t[1]);
        Value first = t.Op(new_with_vtable, TraceBuilder.Class<Node>());
        t.Op(setfield_gc, s_value, first, t[0]);
        Value array = t.Op(new_array, links, t.Int(3));
        t.Op(setarrayitem_gc, links, array, t.Int(0), first);
        Value second = t.Op(new_with_vtable, TraceBuilder.Class<Node>());
        GuardDescr odd = t.Guard(guard_true, [t.Op(int_ge, t[0], t.Int(0))], t[1], second);
        t.Op(setfield_gc, s_next, second, first);
        Value third = t.Op(new_with_vtable, TraceBuilder.Class<Node>()), fourth = t.Op(new_with_vtable, TraceBuilder.Class<Node>()), empty = t.Op(new_array, links, t.Int(0));
        t.Op(setfield_gc, s_next, third, second);
        t.Op(setfield_gc, s_next, fourth, third);
        t.Op(setarrayitem_gc, links, array, t.Int(1), fourth);
        t.Op(setarrayitem_gc, links, array, t.Int(2), t[1]);
        Value length = t.Op(int_add, t.Op(arraylen_gc, array), t.Op(arraylen_gc, empty));
        t.Op(setfield_gc, s_value, second, length);
        t.Jump(start, t.Op(int_sub, t[0], t.Int(1)), array);
        const int Count = 20_000;
        DeadFrame dead = Run(Compile(t), Count, null);
        Assert.Same(end, dead.Descr);
        Assert.NotSame(odd, dead.Descr);
        var made = (object?[]?)dead.Values.Refs[0];
        for (int i = 1; i <= Count; i++)
        {
            var node = (Node)made![0]!;
            Assert.Equal((3, i), (made.Length, node.Value));
            Node two = ((Node)made[1]!).Next!.Next!;
            Assert.Same(node, two.Next);
            Assert.Equal((3, null), (two.Value, node.Next));
            made = (object?[]?)made[2];
        }
        Assert.Null(made);
    }

    [SkippableFact]
    public unsafe void Calls_take_and_give_values_by_position()
    {
        CallDescr mix = TraceBuilder.Call("Mix", [Kind.Int, Kind.Ref, Kind.Float], [Kind.Float, Kind.Ref, Kind.Int], (raw, ref refs) =>
        {
            double f = BitConverter.Int64BitsToDouble(raw[2]);
            var node = (Node)Unsafe.Add(ref refs, 1)!;
            long i = raw[0];
            raw[0] = BitConverter.DoubleToInt64Bits(i + f);
            Unsafe.Add(ref refs, 1) = node.Next;
            raw[2] = node.Value;
        });
        var t = new TraceBuilder(Kind.Int, Kind.Ref, Kind.Float);
        Value f = t.Op(call_f, mix, t[0], t[1], t[2]);
        Value next = t.Op(call_extra_r, t.Int(1));
        Value value = t.Op(call_extra_i, t.Int(2));
        t.Guard(guard_no_exception, [], t[0]);
        GuardDescr fail = t.Guard(guard_true, [t.Int(0)], f, next, value, t[0], t[1], t[2]);
        t.Finish();
        var inner = new Node();
        var outer = new Node { Next = inner, Value = 5 };
        DeadFrame dead = Run(Compile(t), 2, outer, 0.25);
        Assert.Same(fail, dead.Descr);
        Assert.Equal(2.25, dead.Values.Floats[0]);
        Assert.Same(inner, dead.Values.Refs[1]);
        Assert.Equal(5, dead.Values.Ints[2]);
        Assert.Equal(2, dead.Values.Ints[3]);
        Assert.Same(outer, dead.Values.Refs[4]);
        Assert.Equal(0.25, dead.Values.Floats[5]);
    }

    private static unsafe CallDescr Raises(Exception e) => TraceBuilder.Call("Raises", [Kind.Int], [Kind.Int], (raw, ref refs) =>
    {
        if (raw[0] == 0) throw e;
        raw[0] *= 2;
    });

    [SkippableFact]
    public void An_exception_of_a_callee_fails_its_guard()
    {
        var e = new FormatException();
        var t = new TraceBuilder(Kind.Int);
        Value twice = t.Op(call_i, Raises(e), t[0]);
        GuardDescr guard = t.Guard(guard_no_exception, [], t[0]);
        t.Finish(twice);
        LoopToken token = Compile(t);
        Assert.Equal(42, Run(token, 21).Values.Ints[0]);
        DeadFrame dead = Run(token, 0);
        Assert.Same(guard, dead.Descr);
        Assert.Same(e, dead.Exception);

        var b = new TraceBuilder(Kind.Int);
        Value caught = b.GuardException(typeof(FormatException), out GuardDescr other, b[0]);
        b.Finish(caught);
        Backend.CompileBridge(guard, b.Loop);
        dead = Run(token, 0);
        Assert.Same(FinishDescr.Ref, dead.Descr);
        Assert.Same(e, dead.Values.Refs[0]);
    }

    [SkippableFact]
    public void Guard_exception_asks_for_the_exact_class()
    {
        var t = new TraceBuilder(Kind.Int);
        t.Op(call_i, Raises(new ArgumentNullException()), t[0]);
        t.GuardException(typeof(ArgumentException), out GuardDescr guard, t[0]);
        t.Finish();
        LoopToken token = Compile(t);
        DeadFrame dead = Run(token, 0);
        Assert.Same(guard, dead.Descr);
        Assert.IsType<ArgumentNullException>(dead.Exception);
        dead = Run(token, 1);
        Assert.Same(guard, dead.Descr);
        Assert.Null(dead.Exception);
    }

    [SkippableFact]
    public void Call_assembler_recurses()
    {
        LoopToken token = NewToken(Kind.Int);
        var t = new TraceBuilder(Kind.Int) { Owner = token };
        GuardDescr small = t.Guard(guard_true, [t.Op(int_ge, t[0], t.Int(2))], t[0]);
        Value one = t.Loop.Emit(call_assembler_i, [t.Op(int_sub, t[0], t.Int(1))], token);
        t.Guard(guard_no_exception, [], t[0]);
        Value two = t.Loop.Emit(call_assembler_i, [t.Op(int_sub, t[0], t.Int(2))], token);
        t.Guard(guard_no_exception, [], t[0]);
        t.Finish(t.Op(int_add, one, two));
        Backend.CompileLoop(token, t.Loop);
        OnFinishCall = dead => Assert.Same(small, dead.Descr);
        Assert.Equal(55, Run(token, 10).Values.Ints[0]);

        var b = new TraceBuilder(Kind.Int) { Owner = token };
        b.Finish(b[0]);
        Backend.CompileBridge(small, b.Loop);
        OnFinishCall = _ => Assert.Fail("the bridge finishes the call");
        Assert.Equal(6765, Run(token, 20).Values.Ints[0]);
    }

    [SkippableFact]
    public void Call_assembler_of_a_token_without_code_calls_the_portal()
    {
        LoopToken callee = NewToken(Kind.Int, Kind.Ref);
        var t = new TraceBuilder(Kind.Int, Kind.Ref);
        Value r = t.Loop.Emit(call_assembler_r, [t[0], t[1]], callee);
        GuardDescr guard = t.Guard(guard_no_exception, [], t[1]);
        t.Finish(r);
        LoopToken token = Compile(t);
        OnCallPortal = (called, reds) =>
        {
            Assert.Same(callee, called);
            if (reds.Ints[0] == 0) throw new FormatException();
            reds.Refs[0] = reds.Refs[1] + "!";
        };
        Assert.Equal("yes!", Run(token, 1, "yes").Values.Refs[0]);
        DeadFrame dead = Run(token, 0, "no");
        Assert.Same(guard, dead.Descr);
        Assert.IsType<FormatException>(dead.Exception);
        Assert.Equal("no", dead.Values.Refs[0]);
    }

    [SkippableFact]
    public void An_invalidated_loop_fails_its_guard()
    {
        LoopToken token = NewToken(Kind.Int);
        var t = new TraceBuilder(Kind.Int) { Owner = token };
        GuardDescr guard = t.Guard(guard_not_invalidated, [], t[0]);
        t.Finish(t[0]);
        Backend.CompileLoop(token, t.Loop);
        Assert.Same(FinishDescr.Int, Run(token, 1).Descr);
        token.Invalidate();
        Assert.Same(guard, Run(token, 1).Descr);
    }

    [SkippableFact]
    public void A_poll_is_answered_at_a_back_edge()
    {
        var (trace, _) = CountingLoop();
        LoopToken token = Compile(trace);
        Backend.RequestPoll();
        Run(token, 10, 0, 0);
        Assert.Equal(1, _polls);
        Run(token, 10, 0, 0);
        Assert.Equal(1, _polls);
    }
}
