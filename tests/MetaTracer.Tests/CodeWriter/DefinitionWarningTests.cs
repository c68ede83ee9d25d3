using System.Reflection;
using Backend.Portable;
using MetaTracer.CodeWriter;

namespace MetaTracer.Tests.CodeWriter;

/// <summary>What an engine says of interpreters that are right and slow, and what it need not say.</summary>
public sealed class DefinitionWarningTests
{
    [Fact]
    public void A_red_that_is_a_position_is_named() => Assert.Matches(
        @"^SlowInterpreters.cs:\d+: SlowInterpreters.RedPosition.Run: the red 'pc' says which item of SlowInterpreters.Program.Ops is next, .*mark it \[Green\]",
        Assert.Single(new JitCodeWriterWith(SlowInterpreters.RedPosition.Driver).Warnings));

    [Fact]
    public void A_red_that_is_the_program_is_named() => Assert.Matches(
        @"^SlowInterpreters.cs:\d+: SlowInterpreters.RedProgram.Run: the green 'pc' says which item of SlowInterpreters.Program.Ops is next, and the array is that of the red 'program'",
        Assert.Single(new JitCodeWriterWith(SlowInterpreters.RedProgram.Driver).Warnings));

    [Fact]
    public void Calls_that_nobody_asked_for_are_named()
    {
        string all = string.Join("\n", new JitCodeWriterWith(SlowInterpreters.Loops.Driver).Warnings);
        Assert.Matches(@"SlowInterpreters.cs:\d+: SlowInterpreters.Loops.Deeper has a loop, so traces call it .*\[UnrollSafe\].*\[DontLookInside\]", all);
        Assert.Matches(@"SlowInterpreters.cs:\d+: SlowInterpreters.Loops.Unconvertible is not followed: the tracer cannot convert .*: move that into a method of its own", all);
        Assert.Matches(@"SlowInterpreters.cs:\d+: SlowInterpreters.Loops.Run passes an \[ImmutableArray\] to SlowInterpreters.Loops.Item", all);
        Assert.Equal(3, all.Split('\n').Length);
    }

    [Fact]
    public void An_engine_keeps_warnings_and_tells_them()
    {
        List<string> told = [];
        var log = new StringWriter();
        using var engine = new JitEngine(new PortableBackend(), null, new JitEngineOptions { Warn = told.Add, Log = log });
        engine.Attach(SlowInterpreters.RedPosition.Driver);
        engine.Attach(SlowInterpreters.RedPosition.Driver);
        Assert.Equal(told, engine.Warnings);
        Assert.Contains($"# warning: {Assert.Single(told)}", log.ToString());
        using var tested = new JitEngine(new PortableBackend(), null, new JitEngineOptions { DefinitionIsTested = true });
        tested.Attach(SlowInterpreters.Loops.Driver);
        Assert.Empty(tested.Warnings);
    }

    [Theory]
    [InlineData("portable", 0, true)]
    [InlineData("portable", 8, false)]
    [InlineData("native", 0, true)]
    [InlineData("native", 8, false)]
    public void Calls_that_cost_more_than_machine_code_gains_are_told_while_a_program_runs(string backend, int steps, bool isCostly)
    {
        List<string> told = [];
        using var engine = new JitEngine(Backend.Backends.Create(backend), null, new JitEngineOptions { Warn = told.Add });
        engine.Attach(SlowInterpreters.Calls.Driver);
        var program = new SlowInterpreters.Program([.. Enumerable.Repeat(SlowInterpreters.Calls.Step, steps), SlowInterpreters.Calls.Call, SlowInterpreters.Calls.Back], []);
        SlowInterpreters.Calls.Run(program, 0, 100_000);
        Assert.Equal(told, engine.Warnings);
        Assert.Equal(isCostly, engine.Stats.ToJson().Replace(" ", "").Contains("\"costly_calls\":{\n\"SlowInterpreters.Calls.Less\""));
        if (!isCostly) Assert.Empty(told);
        else Assert.Matches(@"^SlowInterpreters.cs:\d+: SlowInterpreters.Calls.Less is called by machine code after every 2 steps of the interpreter, which costs more than", Assert.Single(told));
    }

    [Theory]
    [InlineData(nameof(SlowInterpreters.Reads.Direct), true)]
    [InlineData(nameof(SlowInterpreters.Reads.ThroughLocal), true)]
    [InlineData(nameof(SlowInterpreters.Reads.ByReference), true)]
    [InlineData(nameof(SlowInterpreters.Reads.ByReferenceThroughLocal), true)]
    [InlineData(nameof(SlowInterpreters.Reads.Copied), true)]
    [InlineData(nameof(SlowInterpreters.Reads.PassedIn), true)]
    [InlineData(nameof(SlowInterpreters.Reads.Mixed), false)]
    [InlineData(nameof(SlowInterpreters.Reads.Mutable), false)]
    public void An_immutable_array_stays_one(string name, bool isImmutable)
    {
        JitCodeWriter writer = CodeWriterZooTests.NewWriter();
        MethodInfo method = typeof(SlowInterpreters.Reads).GetMethod(name)!;
        JitCode code = writer.TryGet(method)!;
        CallInfo? call = code.Code.Select(insn => insn.X).OfType<CallInfo>().FirstOrDefault();
        if (call is not null) code = writer.TryGet(call.Method, call.Shape)!;
        JitOp[] reads = [.. code.Code.Select(insn => insn.Op).Where(op => op is JitOp.GetItem or JitOp.GetItemPure)];
        Assert.NotEmpty(reads);
        Assert.All(reads, op => Assert.Equal(isImmutable ? JitOp.GetItemPure : JitOp.GetItem, op));

        var program = new SlowInterpreters.Program([3, 4, 5], [new() { Op = 7, Argument = 8 }, new() { Op = 1, Argument = 2 }]);
        Assert.Equal(method.Invoke(null, [program, 0]), new JitCodeEvaluator(writer).Invoke(method, program, 0));
    }

    /// <summary>A driver whose portal has been converted.</summary>
    private sealed class JitCodeWriterWith
    {
        public JitCodeWriterWith(MetaJit.JitDriver driver)
        {
            var writer = new JitCodeWriter();
            writer.Portal(driver);
            Warnings = writer.Warnings(driver);
        }

        public IReadOnlyList<string> Warnings { get; }
    }
}
