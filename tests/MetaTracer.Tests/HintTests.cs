using System.Reflection;
using Backend;
using MetaJit;
using MetaTracer.CodeWriter;

namespace MetaTracer.Tests;

/// <summary>Hints about calls: that happen or not without splitting a trace, and whose result is known.</summary>
[Collection("the drivers are static: one test at a time")]
public sealed class HintTests
{
    private const string Eager = "threshold=3,function_threshold=4,trace_eagerness=2";

    public enum Kind
    {
        Conditional, Raising, Object, Never, Known, Lambda, Elidable, Promised, Broken, Referred, Asked,
    }

    public sealed class Events
    {
        public long Count, Sum;
        public object? Last;
        public VirtualRef<Cell>? Running;
        public readonly Cell First = new(5);
        public readonly Animal[] Animals = [new Cat(), new Cat(), new Dog()];
    }

    public sealed class Cell(long value)
    {
        public readonly long Value = value;
    }

    public abstract class Animal
    {
        public abstract long Legs { get; }
    }

    public sealed class Cat : Animal
    {
        public override long Legs => 4;
    }

    public sealed class Dog : Animal
    {
        public override long Legs => 3;
    }

    /// <summary>Goes round, and now and then something happens.</summary>
    public static class Interpreter
    {
        public static readonly JitDriver<Kind, long, long, Events, long> Driver = new("hints", Run);

        public static long Run([Green] Kind program, long turns, long sum, Events events)
        {
            while (true)
            {
                Driver.MergePoint(program, turns, sum, events);
                if (turns == 0) return sum;
                switch (program)
                {
                    case Kind.Conditional:
                        Jit.ConditionalCall(turns % 7 == 0, Happened, events, turns);
                        sum += turns;
                        break;
                    case Kind.Raising:
                        Jit.ConditionalCall(turns == 5, Fails, events);
                        sum += events.Count;
                        break;
                    case Kind.Object:
                        Jit.ConditionalCall(turns % 5 == 0, Kept, events, new Cell(turns), 0.5);
                        sum += events.Last is Cell last ? last.Value : 0;
                        break;
                    case Kind.Never:
                        Jit.ConditionalCall((turns & 1) < 0, Happened, events, turns);
                        sum++;
                        break;
                    case Kind.Known:
                        {
                            long half = turns / 2;
                            Jit.RecordKnownResult(turns, Twice, half + half);
                            // It has been told, wrongly, to see that nobody asks.
                            sum += Twice(half + half);
                            break;
                        }
                    case Kind.Elidable:
                        sum += Jit.ConditionalCallElidable(turns % 3 == 0 ? null : events.First, Made, turns).Value;
                        break;
                    case Kind.Promised:
                        Animal cat = events.Animals[turns & 1];
                        Jit.RecordExactClass<Cat>(cat);
                        sum += cat.Legs;
                        break;
                    case Kind.Broken:
                        Animal dog = events.Animals[2];
                        Jit.RecordExactClass<Cat>(dog);
                        sum += dog.Legs;
                        break;
                    case Kind.Referred or Kind.Asked:
                        sum += Called(program, events, turns);
                        break;
                    case Kind.Lambda:
                        sum += Apply(static n => n * 3, turns);
                        break;
                }
                turns--;
                if (Driver.CanEnter(program, turns, sum, events) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, turns, sum, events) = exit.State;
                }
            }
        }

        /// <summary>A call with its frame behind a reference. One turn in five takes another way while it runs.</summary>
        private static long Called(Kind program, Events events, long turns)
        {
            var call = new Cell(turns);
            VirtualRef<Cell>? caller = events.Running;
            var running = new VirtualRef<Cell>(call);
            events.Running = running;
            IsRunning(events);
            if (program == Kind.Asked) Ask(events);
            if (turns % 5 == 0) Ask(events);
            events.Running = caller;
            running.Finish();
            return call.Value + (running.Target is null ? 1 : 0);
        }

        [DontLookInside]
        private static void IsRunning(Events events) => events.Count += events.Running is null ? 0 : 1;

        [DontLookInside]
        private static void Ask(Events events) => events.Sum += events.Running!.Target!.Value;

        private static void Happened(Events events, long turn)
        {
            events.Count++;
            events.Sum += turn;
        }

        private static void Fails(Events events) => throw new InvalidOperationException($"after {events.Count}");

        private static void Kept(Events events, Cell cell, double half)
        {
            events.Last = cell;
            events.Sum += (long)(cell.Value * half);
        }

        [Elidable]
        private static long Twice(long n) => n * 2;

        [Elidable]
        private static Cell Made(long n) => new(n & 3);

        private static long Apply(Func<long, long> function, long n) => function(n);
    }

    private static string Run(Kind program, long turns)
    {
        var events = new Events();
        try
        {
            return $"{Interpreter.Run(program, turns, 0, events)} {events.Count} {events.Sum}";
        }
        catch (InvalidOperationException problem)
        {
            return $"{problem.Message} {events.Count} {events.Sum}";
        }
    }

    private static string Compiled(Kind program, long turns, string backend, string parameters, out JitEngine engine, out string log)
    {
        var text = new StringWriter();
        engine = new JitEngine(Backends.Create(backend), new JitParameters().Parse(parameters), new JitEngineOptions { Log = text });
        engine.Attach(Interpreter.Driver);
        string output = Run(program, turns);
        engine.Dispose();
        log = text.ToString();
        Assert.DoesNotContain(engine.Stats.Aborts.Keys, reason => reason.StartsWith("internal error", StringComparison.Ordinal));
        Assert.True(engine.Stats.Loops > 0, engine.Stats.ToJson());
        return output;
    }

    public static TheoryData<Kind, string, string> Ways()
    {
        var data = new TheoryData<Kind, string, string>();
        foreach (Kind program in (Kind[])[Kind.Conditional, Kind.Raising, Kind.Object, Kind.Never, Kind.Lambda, Kind.Elidable, Kind.Promised, Kind.Referred, Kind.Asked])
            foreach (string backend in (string[])["portable", "native"])
                foreach (string parameters in (string[])[Eager, Eager + ",enable_opts=", Eager + ",enable_opts=all:-rewrite"])
                    data.Add(program, backend, parameters);
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Ways))]
    public void Hints_change_no_result(Kind program, string backend, string parameters)
    {
        string expected = Run(program, 400);
        try
        {
            Assert.Equal(expected, Compiled(program, 400, backend, parameters, out _, out _));
        }
        catch (PlatformNotSupportedException)
        {
            Skip.If(true, "no machine code here");
        }
    }

    [Fact]
    public void A_conditional_call_splits_no_trace()
    {
        Compiled(Kind.Conditional, 4000, "portable", Eager, out JitEngine engine, out string log);
        // The end of the program is the one thing that leaves the loop.
        Assert.True(engine.Stats.Bridges <= 1 && engine.Stats.GuardFailures <= 2, engine.Stats.ToJson());
        Assert.Contains("cond_call_n(", log[log.IndexOf("optimized loop", StringComparison.Ordinal)..]);
    }

    /// <summary>The reference is made for the call that sees it, what it refers to for the one that asks.</summary>
    [Theory]
    [InlineData(Kind.Referred, false)]
    [InlineData(Kind.Asked, true)]
    public void Behind_a_reference_objects_stay_virtual(Kind program, bool isMade)
    {
        Compiled(program, 400, "portable", Eager, out _, out string log);
        string optimized = log[log.IndexOf("optimized loop", StringComparison.Ordinal)..];
        string loop = optimized[..optimized.IndexOf("\n\n", optimized.LastIndexOf("label(", StringComparison.Ordinal), StringComparison.Ordinal)];
        Assert.Contains("new_with_vtable(descr=VirtualRef", loop);
        Assert.Equal(isMade, loop.Contains("new_with_vtable(descr=HintTests.Cell)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_condition_that_the_optimizer_knows_leaves_nothing()
    {
        Compiled(Kind.Never, 400, "portable", Eager, out _, out string log);
        Assert.Contains("cond_call_n(", log);
        string optimized = log[log.IndexOf("optimized loop", StringComparison.Ordinal)..];
        Assert.DoesNotContain("cond_call_n(", optimized[optimized.LastIndexOf("label(", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void A_known_result_is_not_asked_for()
    {
        Compiled(Kind.Known, 400, "portable", Eager, out _, out string log);
        Assert.Contains("record_known_result(", log);
        string optimized = log[log.IndexOf("optimized loop", StringComparison.Ordinal)..];
        Assert.DoesNotContain("call_pure_i(", optimized);
        Assert.DoesNotContain("record_known_result(", optimized);
    }

    [Fact]
    public void A_promised_class_is_not_asked_for()
    {
        Compiled(Kind.Promised, 400, "portable", Eager, out _, out string log);
        Assert.Contains("record_exact_class(", log);
        string optimized = log[log.IndexOf("optimized loop", StringComparison.Ordinal)..];
        Assert.DoesNotContain("_class(", optimized[optimized.IndexOf("label(", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void A_promise_that_is_broken_while_recording_is_told()
    {
        using var engine = new JitEngine(Backends.Create("portable"), new JitParameters().Parse(Eager));
        engine.Attach(Interpreter.Driver);
        Assert.Equal("120 0 0", Run(Kind.Broken, 40));
        Assert.Matches(@"^HintTests\.Interpreter\.Run HintTests\.cs:\d+: Jit\.RecordExactClass promises a HintTests\.Cat, and there was a HintTests\.Dog: ", Assert.Single(engine.Warnings));
    }

    [Fact]
    public void A_lambda_that_captures_nothing_is_a_constant()
    {
        Compiled(Kind.Lambda, 400, "portable", Eager, out _, out string log);
        Assert.DoesNotContain("call_", log[log.IndexOf("optimized loop", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void A_hint_about_what_is_no_static_method_is_told()
    {
        var writer = new JitCodeWriter();
        writer.Policy.AddInterpreter(typeof(HintTests).Assembly);
        Assert.Null(writer.TryGet(Method(nameof(Wrong))));
        Assert.Contains("Jit.ConditionalCall of something else than a static method", writer.Diagnostics.Single().Reason);
        Assert.Null(writer.TryGet(Method(nameof(NotElidable))));
        Assert.Contains("HintTests.Impure, which is not [Elidable]", writer.Diagnostics.Last().Reason);
    }

    private static MethodInfo Method(string name) => typeof(HintTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static void Wrong(Action action) => Jit.ConditionalCall(action is not null, action!);

    private static void NotElidable(long n) => Jit.RecordKnownResult(n, Impure, n);

    private static long Impure(long n) => n;
}
