// Compiled code does not stay for ever: what is old, replaced or invalid is freed, never what some frame comes back to, and what is
// called finds its new code. On the portable backend, where a mistake is a wrong result, and as machine code, where it is worse.
using System.Diagnostics.Tracing;
using System.Runtime.InteropServices;
using Backend;
using Backend.Runtime;
using MetaJit;
using MetaTracer.Tests.Tiny;

namespace MetaTracer.Tests;

[Collection("the drivers are static: one test at a time")]
public sealed class LifetimeTests
{
    private const string Eager = "threshold=3,function_threshold=4,trace_eagerness=2";

    public static TheoryData<string> BackendNames()
    {
        var names = new TheoryData<string> { "portable" };
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            names.Add("native");
            if (NativeLibrary.TryLoad("libunicorn.so.2", out _)) names.Add("emulated-arm64");
        }
        return names;
    }

    private static string Run(TinyCode code, long? argument = null)
    {
        Helpers.Calls = 0;
        Helpers.Last = null;
        var frame = new TinyFrame(code);
        if (argument is { } n) frame.Slots[0].V = new TinyInt(n);
        return TinyInterpreter.Run(code, 0, frame).ToString()!;
    }

    private static JitEngine Attached(string backend, string parameters, BackendOptions? options = null)
    {
        Helpers.Scale.Set(3);
        var engine = new JitEngine(Backends.Create(backend, options), new JitParameters().Parse(parameters));
        engine.Attach(TinyInterpreter.Driver);
        return engine;
    }

    private static string[] Interpreted(TinyCode[] programs)
    {
        TinyInterpreter.Driver.Engine = null;
        Helpers.Scale.Set(3);
        return Array.ConvertAll(programs, program => Run(program));
    }

    [Theory]
    [MemberData(nameof(BackendNames))]
    public void ProgramsThatComeAndGoLeaveNothingBehind(string backend)
    {
        TinyCode[] programs = [.. Enumerable.Range(0, 150).Select(i => i % 2 == 0 ? TinyPrograms.Nested(8, 9 + i % 7) : TinyPrograms.LoopWithCall(Op.Boxing, 40))];
        string[] expected = Interpreted(programs);
        using JitEngine engine = Attached(backend, Eager + ",loop_longevity=9");
        for (int round = 0; round < 2; round++)
            for (int k = 0; k < programs.Length; k++)
                Assert.Equal(expected[k], Run(programs[k]));
        Assert.True(engine.Stats.LoopsFreed > 300, engine.Stats.ToJson());
        Assert.DoesNotContain(engine.Stats.Aborts.Keys, reason => reason.StartsWith("internal error"));
        if (backend != "portable") Assert.True(engine.Stats.CodeBytesInUse < engine.Stats.Backend.CodeBytes / 10, engine.Stats.ToJson());
    }

    [Theory]
    [MemberData(nameof(BackendNames))]
    public void WhatRunsIsKept(string backend)
    {
        TinyCode[] programs = [.. TinyPrograms.Specials.Select(op => TinyPrograms.LoopWithCall(op, 60)), TinyPrograms.Nested(40, 20), TinyPrograms.Cells(60)];
        string[] expected = Interpreted(programs);
        // Scale is what the program before left; nothing else is shared.
        string[] ways = [Eager + ",loop_longevity=0", Eager + ",loop_longevity=1,inlining=0", Eager + ",loop_longevity=0,trace_limit=60"];
        foreach (string parameters in ways.Take(backend == "emulated-arm64" ? 1 : 3))
        {
            using JitEngine engine = Attached(backend, parameters);
            for (int k = 0; k < programs.Length; k++) Assert.Equal(expected[k], Run(programs[k]));
            for (int n = 5; n < 16; n++) Assert.Equal(Fibonacci(n).ToString(), Run(TinyPrograms.Fibonacci(), n));
            Assert.True(engine.Stats.LoopsFreed > 20, engine.Stats.ToJson());
            Assert.DoesNotContain(engine.Stats.Aborts.Keys, reason => reason.StartsWith("internal error"));
        }
    }

    private static long Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);

    [Theory]
    [MemberData(nameof(BackendNames))]
    public void CallersOfInvalidatedCodeFindTheNew(string backend)
    {
        TinyCode program = TinyPrograms.LoopWithCall(Op.Shape, 400);
        using JitEngine engine = Attached(backend, Eager + ",inlining=0");
        long first = long.Parse(Run(program));
        long entries = engine.Stats.EntriesCompiled;
        Helpers.Scale.Set(5);
        Assert.True(engine.Stats.Invalidations > 0, engine.Stats.ToJson());
        long before = engine.Stats.Backend.Yields.GetValueOrDefault("assembler");
        long loops = engine.Stats.Loops;
        Assert.Equal(first + 2 * 400, long.Parse(Run(program)));
        Assert.Equal(loops, engine.Stats.Loops);
        Assert.True(engine.Stats.EntriesCompiled > entries, engine.Stats.ToJson());
        Assert.True(engine.Stats.Backend.Yields.GetValueOrDefault("assembler") - before < 20, engine.Stats.ToJson());
    }

    [Fact]
    public void CountersCanBeWatched()
    {
        using var listener = new CounterListener();
        TinyCode[] programs = [.. Enumerable.Range(0, 40).Select(_ => TinyPrograms.LoopWithCall(Op.Boxing, 40))];
        using JitEngine engine = Attached("portable", Eager + ",loop_longevity=9");
        foreach (TinyCode program in programs) Run(program);
        Assert.True(listener.Seen.Wait(TimeSpan.FromSeconds(30)), "no counter came");
    }

    private sealed class CounterListener : EventListener
    {
        public ManualResetEventSlim Seen { get; } = new();

        protected override void OnEventSourceCreated(EventSource source)
        {
            if (source.Name == "MetaJit")
                EnableEvents(source, EventLevel.Informational, EventKeywords.All, new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "0.1" });
        }

        protected override void OnEventWritten(EventWrittenEventArgs written)
        {
            if (written.EventName == "EventCounters" && written.Payload?[0] is IDictionary<string, object?> counter
                && counter["Name"] is "loops" && counter["Mean"] is > 20.0) Seen.Set();
        }
    }

    [Fact]
    public void FullCodeMemoryIsMadeRoomIn()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) return;
        TinyCode[] programs = [.. Enumerable.Range(0, 200).Select(_ => TinyPrograms.LoopWithCall(Op.Boxing, 40))];
        string[] expected = Interpreted(programs);
        using JitEngine engine = Attached("native", Eager, new BackendOptions { CodeMemoryBytes = 48 << 10 });
        for (int k = 0; k < programs.Length; k++) Assert.Equal(expected[k], Run(programs[k]));
        Assert.True(engine.Stats.Aborts["code memory exhausted"] > 1, engine.Stats.ToJson());
        Assert.True(engine.Stats.LoopsFreed > 100, engine.Stats.ToJson());
        Assert.True(engine.Stats.Backend.CodeBytes > 4 * (48 << 10), engine.Stats.ToJson());
    }
}
