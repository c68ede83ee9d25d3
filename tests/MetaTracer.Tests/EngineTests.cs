// The whole path on the portable backend: what a program of the test language gives when it is interpreted, it gives compiled, whatever
// the parameters, and its hot loops do run as compiled code.
using Backend.Portable;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Tests.Tiny;

namespace MetaTracer.Tests;

[Collection("the drivers are static: one test at a time")]
public sealed class EngineTests
{
    private const string Eager = "threshold=3,function_threshold=4,trace_eagerness=2";

    public static TheoryData<Op, string> SpecialsAndParameters()
    {
        var data = new TheoryData<Op, string>();
        foreach (Op op in TinyPrograms.Specials)
            foreach (string parameters in (string[])[Eager, Eager + ",enable_opts=", "threshold=15,trace_eagerness=7", Eager + ",inlining=0,verify=1", Eager + ",trace_limit=60", Eager + ",segments=1,verify=1"])
                data.Add(op, parameters);
        return data;
    }

    private static string Interpret(TinyCode code, long? argument = null)
    {
        Helpers.Calls = 0;
        Helpers.Last = null;
        Helpers.Scale.Set(3);
        TinyInterpreter.Kept = null;
        var frame = new TinyFrame(code);
        if (argument is { } n) frame.Slots[0].V = new TinyInt(n);
        return $"{TinyInterpreter.Run(code, 0, frame)} calls {Helpers.Calls}";
    }

    private static string Compiled(TinyCode code, string parameters, out JitEngine engine, long? argument = null, JitEngineOptions? options = null)
    {
        engine = new JitEngine(new PortableBackend(), new JitParameters().Parse(parameters), options);
        using (engine)
        {
            engine.Attach(TinyInterpreter.Driver);
            return Interpret(code, argument);
        }
    }

    [Fact]
    public void SecondEngineForOneDriver()
    {
        using var first = new JitEngine(new PortableBackend());
        using var second = new JitEngine(new PortableBackend());
        first.Attach(TinyInterpreter.Driver);
        var problem = Assert.Throws<InvalidOperationException>(() => second.Attach(TinyInterpreter.Driver));
        Assert.StartsWith("another engine is attached to the driver 'tiny': detach or dispose of it first", problem.Message);
        first.Detach(TinyInterpreter.Driver);
        second.Attach(TinyInterpreter.Driver);
    }

    private static JitEngine SameAsInterpreted(TinyCode code, string parameters)
    {
        string expected = Interpret(code);
        Assert.Equal(expected, Compiled(code, parameters, out JitEngine engine));
        NoInternalErrors(engine);
        return engine;
    }

    private static void NoInternalErrors(JitEngine engine) =>
        Assert.True(!engine.Stats.Aborts.Keys.Any(reason => reason.StartsWith("internal error", StringComparison.Ordinal)), engine.Stats.ToJson());

    [Theory]
    [MemberData(nameof(SpecialsAndParameters))]
    public void SpecialInLoop(Op special, string parameters)
    {
        TinyCode code = TinyPrograms.Loop(special, 120);
        JitEngine engine = SameAsInterpreted(code, parameters);
        if (parameters.Contains("limit")) return;
        Assert.True(engine.Stats.Loops > 0, engine.Stats.ToJson());
        Assert.True(engine.Stats.Backend.Entries > 0, engine.Stats.ToJson());
    }

    [Theory]
    [MemberData(nameof(SpecialsAndParameters))]
    public void SpecialInCalledFunction(Op special, string parameters)
    {
        TinyCode code = TinyPrograms.LoopWithCall(special, 120);
        SameAsInterpreted(code, parameters);
    }

    [Theory]
    [InlineData(Eager)]
    [InlineData(Eager + ",enable_opts=")]
    [InlineData("threshold=10,function_threshold=20,trace_eagerness=5")]
    public void RaiseInInlinedFunction(string parameters)
    {
        var callee = new TinyCode("raises", [(Op.Load, 0), (Op.Raise, 0), (Op.Return, 0)], [], [], 1);
        TinyCode code = TinyPrograms.LoopCalling(callee, 200);
        SameAsInterpreted(code, parameters);
    }

    [Theory]
    [InlineData(Eager)]
    [InlineData(Eager + ",max_unroll_recursion=1")]
    [InlineData(Eager + ",max_unroll_recursion=3,trace_limit=400")]
    [InlineData(Eager + ",inlining=0")]
    [InlineData("threshold=10,function_threshold=20,trace_eagerness=5,enable_opts=")]
    public void Recursion(string parameters)
    {
        TinyCode code = TinyPrograms.Fibonacci();
        Assert.Equal("987 calls 0", Compiled(code, parameters, out JitEngine engine, 16));
        NoInternalErrors(engine);
        Assert.True(engine.Stats.EntriesCompiled > 0, engine.Stats.ToJson());
    }

    [Theory]
    [InlineData(Eager)]
    [InlineData("threshold=10,function_threshold=20,trace_eagerness=5")]
    [InlineData("threshold=30,function_threshold=1000,trace_eagerness=5,enable_opts=")]
    public void NestedLoops(string parameters)
    {
        TinyCode code = TinyPrograms.Nested(60, 30);
        SameAsInterpreted(code, parameters);
    }

    [Theory]
    [InlineData(Eager)]
    [InlineData(Eager + ",enable_opts=")]
    public void OverflowLeavesTheLoop(string parameters)
    {
        TinyCode code = TinyPrograms.Overflowing(100);
        JitEngine engine = SameAsInterpreted(code, parameters);
        Assert.True(engine.Stats.Bridges + engine.Stats.Loops > 1, engine.Stats.ToJson());
    }

    [Theory]
    [InlineData(Eager)]
    [InlineData(Eager + ",enable_opts=")]
    public void ObjectsOnTheHeap(string parameters)
    {
        TinyCode code = TinyPrograms.Cells(150);
        SameAsInterpreted(code, parameters);
    }

    [Theory]
    [InlineData(Eager, true)]
    [InlineData(Eager, false)]
    [InlineData(Eager + ",enable_opts=", true)]
    [InlineData("threshold=10,function_threshold=20,trace_eagerness=5", true)]
    public void AFrameThatEscapedBeforeTheTraceIsUpToDateInCalls(string parameters, bool isKept)
    {
        TinyCode code = TinyPrograms.KeptFrame(40, isKept);
        string expected = Interpret(code);
        var log = new StringWriter();
        Assert.Equal(expected, Compiled(code, parameters, out JitEngine engine, null, new JitEngineOptions { Log = log }));
        NoInternalErrors(engine);
        Assert.True(engine.Stats.Loops > 0, engine.Stats.ToJson());
        // Ordinary frames pay nothing: no value is stored and read again around the call.
        Assert.Equal(isKept, log.ToString().Contains("call_may_force"));
    }

    /// <summary>The trace of the outer loop begins with the very call that takes long: the loop in there does not wait for that trace's end.</summary>
    [Fact]
    public void ALoopInACallOfATraceUnderWayIsCompiled()
    {
        TinyCode code = TinyPrograms.LongLastCall(calls: 6, count: 500);
        JitEngine engine = SameAsInterpreted(code, "threshold=5,function_threshold=1000");
        Assert.Equal(2, engine.Stats.Loops);
        Assert.Equal(2, engine.Stats.TracesStarted);
        Assert.InRange(engine.Stats.InstructionsTraced, 1, 3000);
    }

    [Fact]
    public void QuasiImmutableInvalidatesTheLoop()
    {
        TinyCode code = TinyPrograms.Loop(Op.Shape, 50);
        string first = Interpret(code);
        using var engine = new JitEngine(new PortableBackend(), new JitParameters().Parse(Eager));
        engine.Attach(TinyInterpreter.Driver);
        Assert.Equal(first, Interpret(code));
        Helpers.Scale.Set(5);
        Assert.True(engine.Stats.Invalidations > 0, engine.Stats.ToJson());
        string changed = TinyInterpreter.Run(code, 0, new TinyFrame(code)).ToString()!;
        Assert.Equal((long.Parse(first.Split(' ')[0]) + 50 * 2).ToString(), changed);
    }

    [Fact]
    public void EveryTraceIsLogged()
    {
        var log = new StringWriter();
        TinyCode code = TinyPrograms.Loop(Op.Square, 50);
        Compiled(code, Eager, out JitEngine engine, null, new JitEngineOptions { Log = log });
        Assert.Contains("recorded loop 1 (loop Square:4 Load)", log.ToString());
        Assert.Contains("optimized loop 1", log.ToString());
        Assert.Contains("\"loops\": 1", engine.Stats.ToJson());
    }

    [Fact]
    public void ALoopHasABoundedNumberOfBridges()
    {
        TinyCode code = TinyPrograms.Loop(Op.Promoted, 120);
        string expected = Interpret(code);
        Assert.Equal(expected, Compiled(code, $"{Eager},max_guard_values=1000", out JitEngine unbounded));
        Assert.True(unbounded.Stats.Bridges > 20, unbounded.Stats.ToJson());
        Assert.Equal(expected, Compiled(code, $"{Eager},max_guard_values=1000,max_bridges=8", out JitEngine engine));
        NoInternalErrors(engine);
        Assert.InRange(engine.Stats.Bridges, 8, 13);
        Assert.Contains("too many bridges of one loop", engine.Stats.Aborts.Keys);
    }

    [Fact]
    public void AValueThatIsAlwaysAnotherIsCompiledWithoutAsking()
    {
        TinyCode code = TinyPrograms.Loop(Op.Promoted, 120);
        string expected = Interpret(code);
        Assert.Equal(expected, Compiled(code, $"{Eager},max_guard_values=5", out JitEngine engine));
        NoInternalErrors(engine);
        Assert.InRange(engine.Stats.Bridges, 5, 15);
        Assert.True(engine.Stats.GenericSites > 0, engine.Stats.ToJson());
        Assert.True(engine.Stats.GuardFailures < 30, engine.Stats.ToJson());
    }

    [Fact]
    public void StressBridgesCompilesAtTheFirstFailure()
    {
        TinyCode code = TinyPrograms.Loop(Op.Boxing, 60);
        string expected = Interpret(code);
        string actual = Compiled(code, "threshold=3,trace_eagerness=1000", out JitEngine engine, null, new JitEngineOptions { StressBridges = true });
        Assert.Equal(expected, actual);
        Assert.True(engine.Stats.Bridges > 0, engine.Stats.ToJson());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomGuardFailuresChangeNothing(int seed)
    {
        TinyCode[] programs =
        [
            .. TinyPrograms.Specials.Select(special => TinyPrograms.LoopWithCall(special, 80)),
            TinyPrograms.KeptFrame(80, isKept: true),
            TinyPrograms.Cells(80),
        ];
        foreach (TinyCode code in programs)
        {
            string expected = Interpret(code);
            string actual = Compiled(code, Eager, out JitEngine engine, null, new JitEngineOptions { StressGuardsSeed = seed });
            Assert.True(expected == actual, $"{code}: {actual}, not {expected}");
            NoInternalErrors(engine);
        }
    }

    /// <summary>What is guarded before compiled code is called goes back to before the called function's loop, not behind the call.</summary>
    [Fact]
    public void RandomGuardFailuresBeforeCallsOfCompiledLoops()
    {
        TinyCode code = TinyPrograms.Nested(200, 7);
        string expected = Interpret(code);
        for (int seed = 1; seed <= 30; seed++)
        {
            string actual = Compiled(code, Eager, out JitEngine engine, null, new JitEngineOptions { StressGuardsSeed = seed });
            Assert.True(expected == actual, $"seed {seed}: {actual}, not {expected}");
            NoInternalErrors(engine);
        }
    }

    [Fact]
    public void DetachedDriverInterprets()
    {
        var engine = new JitEngine(new PortableBackend(), new JitParameters().Parse(Eager));
        engine.Attach(TinyInterpreter.Driver);
        engine.Detach(TinyInterpreter.Driver);
        Assert.Null(TinyInterpreter.Driver.Engine);
        Interpret(TinyPrograms.Loop(Op.Square, 50));
        Assert.Equal(0, engine.Stats.TracesStarted);
    }
}
