using System.Diagnostics.Tracing;
using Backend.Portable;
using MetaJit;
using MetaTracer.Tests.Tiny;

namespace MetaTracer.Tests;

/// <summary>What an engine tells of its work while it does it, and the check of what is promised to be pure.</summary>
[Collection("the drivers are static: one test at a time")]
public sealed class HookTests
{
    private const string Eager = "threshold=3,function_threshold=4,trace_eagerness=2";

    private static JitEngine Attached(JitDriver driver, JitEngineOptions? options = null)
    {
        var engine = new JitEngine(new PortableBackend(), new JitParameters().Parse(Eager), options);
        engine.Attach(driver);
        return engine;
    }

    private static string Run(TinyCode code) => TinyInterpreter.Run(code, 0, new TinyFrame(code)).ToString()!;

    [Fact]
    public void Each_trace_is_told_before_and_after_it_is_compiled()
    {
        using JitEngine engine = Attached(TinyInterpreter.Driver);
        List<string> told = [];
        List<JitTraceInfo> kept = [];
        engine.Compiling += info => told.Add($"compiling {info}");
        engine.Compiled += info =>
        {
            told.Add($"compiled {info}");
            kept.Add(info);
            Assert.Contains("debug_merge_point", info.RecordedText());
            Assert.Contains(info.Kind == JitTraceKind.Loop ? "jump(" : "guard_", info.OptimizedText());
        };
        Run(TinyPrograms.Loop(Op.Boxing, 120));
        Assert.Equal("compiling loop 1 (loop Boxing:4 Load)", told[0]);
        Assert.Equal("compiled loop 1 (loop Boxing:4 Load)", told[1]);
        Assert.Contains(told, line => line.StartsWith("compiled bridge from guard ", StringComparison.Ordinal));
        Assert.Equal(engine.Stats.Loops + engine.Stats.EntriesCompiled + engine.Stats.Bridges, kept.Count);
        Assert.All(kept, info =>
        {
            Assert.True(info is { OperationsRecorded: > 0, OperationsLeft: > 0, OptimizingSeconds: > 0 }, info.ToString());
            Assert.Equal(info.Kind == JitTraceKind.Bridge, info.Guard is not null);
            Assert.Same(TinyInterpreter.Driver, info.Driver);
            Assert.Throws<InvalidOperationException>(info.RecordedText);
        });
        Assert.Equal(engine.Stats.Guards, kept.Sum(info => info.Guards));
    }

    [Fact]
    public void An_abort_is_told_with_its_reason_and_place()
    {
        using var engine = new JitEngine(new PortableBackend(), new JitParameters().Parse(Eager + ",trace_limit=20"));
        engine.Attach(TinyInterpreter.Driver);
        List<JitAbortInfo> aborts = [];
        engine.Aborted += aborts.Add;
        Run(TinyPrograms.LoopWithCall(Op.Shape, 120));
        Assert.Equal(engine.Stats.AbortCount, aborts.Count);
        Assert.Contains(aborts, abort => abort.Reason == "trace too long" && abort.Place.Contains(".cs:"));
    }

    [Fact]
    public void A_handler_that_throws_harms_nothing()
    {
        TinyCode code = TinyPrograms.Loop(Op.Boxing, 120);
        string expected = Run(code);
        using JitEngine engine = Attached(TinyInterpreter.Driver);
        engine.Compiled += _ => throw new NotSupportedException("of the handler");
        Assert.Equal(expected, Run(code));
        Assert.True(engine.Stats.Loops > 0, engine.Stats.ToJson());
        Assert.Contains(engine.Warnings, warning => warning.Contains("of the handler"));
    }

    [Fact]
    public void Whoever_listens_to_the_event_source_hears_of_traces()
    {
        using var listener = new Listener();
        using JitEngine engine = Attached(TinyInterpreter.Driver, new JitEngineOptions { Listened = true });
        Run(TinyPrograms.Loop(Op.Square, 120));
        EventWrittenEventArgs told = listener.Told.First(written => written.EventName == "TraceCompiled");
        Assert.Equal("Loop", told.Payload![0]);
        Assert.Equal("tiny", told.Payload[3]);
        Assert.Equal("loop Square:4 Load", told.Payload[4]);
    }

    private sealed class Listener : EventListener
    {
        public List<EventWrittenEventArgs> Told { get; } = [];

        protected override void OnEventSourceCreated(EventSource source)
        {
            if (source.Name == "MetaJit") EnableEvents(source, EventLevel.Informational);
        }

        protected override void OnEventWritten(EventWrittenEventArgs written)
        {
            if (written.EventSource.Name == "MetaJit") Told.Add(written);
        }
    }

    /// <summary>Sums what a method says that promises always to say the same.</summary>
    public static class Pure
    {
        public static readonly JitDriver<object, long, long, long> Driver = new("pure", Run);

        public static long Calls, Kept;
        public static bool KeepsPromise;

        public static long Run([Green] object program, long turns, long sum)
        {
            while (true)
            {
                Driver.MergePoint(program, turns, sum);
                if (turns == 0) return sum;
                sum += Next(turns & 1);
                turns--;
                if (Driver.CanEnter(program, turns, sum) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, turns, sum) = exit.State;
                }
            }
        }

        [Elidable]
        public static long Next(long n)
        {
            Calls++;
            return KeepsPromise ? n : n + ++Kept;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_elidable_method_can_be_checked(bool keepsPromise)
    {
        Pure.KeepsPromise = keepsPromise;
        Pure.Kept = 0;
        using JitEngine engine = Attached(Pure.Driver, new JitEngineOptions { CheckElidable = true });
        long sum = Pure.Run(new object(), 60, 0);
        if (keepsPromise)
        {
            Assert.Equal(30, sum);
            Assert.Empty(engine.Warnings);
            Assert.True(engine.Stats.Loops > 0, engine.Stats.ToJson());
            return;
        }
        Assert.Contains("an elidable method gave two results", engine.Stats.Aborts.Keys);
        Assert.Matches(@"HookTests.cs:\d+: HookTests.Pure.Next is \[Elidable\], but two calls with the same arguments gave \d+ and \d+: take the attribute away", engine.Warnings[0]);
    }

    /// <summary>A portal with as many parameters as a driver takes.</summary>
    public static class Wide
    {
        public static readonly JitDriver<int[], int, long, long, long, double, object?, long, long, int, byte, bool, float, string, char, short, long> Driver = new("wide", Run);

        public static long Run([Green] int[] ops, [Green] int pc, long a, long b, long c, double d, object? e, long f, long turns,
            int g, byte h, bool i, float j, string k, char l, short m)
        {
            while (true)
            {
                Driver.MergePoint(ops, pc, a, b, c, d, e, f, turns, g, h, i, j, k, l, m);
                if (turns == 0) return a + b + c + (long)d + f + (e as string)!.Length + g + h + (i ? 1 : 0) + (long)j + k.Length + l + m;
                switch (ops[pc])
                {
                    case 0: a += b; pc++; break;
                    case 1: b += c & 3; pc++; break;
                    case 2: d += 0.5; pc++; break;
                    case 3: e = (turns & 1) != 0 ? "odd" : "even"; pc++; break;
                    default:
                        f += pc;
                        g ^= 3;
                        (h, i, j, k, l, m) = ((byte)(h + 7), !i, j + 0.25f, i ? "yes" : "no", (char)(l + 1), (short)(m - 3));
                        c++;
                        turns--;
                        pc = 0;
                        if (Driver.CanEnter(ops, pc, a, b, c, d, e, f, turns, g, h, i, j, k, l, m) is { } exit)
                        {
                            if (exit.IsReturn) return exit.Result;
                            (ops, pc, a, b, c, d, e, f, turns, g, h, i, j, k, l, m) = exit.State;
                        }
                        break;
                }
            }
        }
    }

    [Fact]
    public void A_portal_may_have_many_parameters()
    {
        int[] ops = [0, 1, 2, 3, 4];
        long expected = Wide.Run(ops, 0, 0, 1, 2, 3, "", 4, 200, 5, 6, true, 7, "", 'a', 8);
        using JitEngine engine = Attached(Wide.Driver);
        Assert.Equal(expected, Wide.Run(ops, 0, 0, 1, 2, 3, "", 4, 200, 5, 6, true, 7, "", 'a', 8));
        Assert.True(engine.Stats.Loops > 0 && engine.Stats.Backend.Entries > 0, engine.Stats.ToJson());
        Assert.DoesNotContain(engine.Stats.Aborts.Keys, reason => reason.StartsWith("internal error", StringComparison.Ordinal));
    }
}
