// Portals that are operations of the language: compiled once, and called in machine code by the traces that use them.
using Backend.Portable;
using MetaJit;

namespace MetaTracer.Tests;

[Collection("the drivers are static: one test at a time")]
public sealed class OperationTests
{
    /// <summary>A node of a list of numbers.</summary>
    public sealed class Node(long value, Node? next)
    {
        public readonly long Value = value;
        public readonly Node? Next = next;
    }

    /// <summary>Sums, over and over, what it finds in lists; to look is the operation.</summary>
    public static class Searcher
    {
        public static readonly JitDriver<Node, long, long, long> Main = new("searcher", Run) { Location = static (Node list) => $"turns through {list.Value}" };
        public static readonly JitDriver<Node?, long, long, long> Look = new("look", PlaceOf) { IsOperation = true };
        public static readonly JitDriver<long, long, long> Power = new("power", PowerOf) { IsOperation = true };

        public static long Run([Green] Node list, long turns, long total)
        {
            while (true)
            {
                Main.MergePoint(list, turns, total);
                if (turns == 0) return total;
                // Twice the same, of which one is enough where the operation is elidable.
                total += PlaceOf(list, turns % 5, 0) + PowerOf(turns & 3, 3) + PowerOf(turns & 3, 3);
                turns--;
                if (Main.CanEnter(list, turns, total) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (list, turns, total) = exit.State;
                }
            }
        }

        /// <summary>Where the value is in the list; -1: nowhere.</summary>
        private static long PlaceOf(Node? node, long value, long at)
        {
            if (Look.EnterFunction(node, value, at) is { } whole)
            {
                if (whole.IsReturn) return whole.Result;
                (node, value, at) = whole.State;
            }
            while (true)
            {
                Look.MergePoint(node, value, at);
                if (node == null) return -1;
                if (node.Value == value) return at;
                node = node.Next;
                at++;
                if (Look.CanEnter(node, value, at) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (node, value, at) = exit.State;
                }
            }
        }

        [Elidable]
        private static long PowerOf(long x, long n)
        {
            if (Power.EnterFunction(x, n) is { } whole)
            {
                if (whole.IsReturn) return whole.Result;
                (x, n) = whole.State;
            }
            Power.MergePoint(x, n);
            return n == 3 ? x * x * x : x;
        }
    }

    private const string Eager = "threshold=3,function_threshold=4,trace_eagerness=2";
    private static readonly Node s_list = new(3, new Node(1, new Node(4, new Node(0, null))));

    private static JitEngine Compiled(long expected, string parameters, TextWriter? log = null)
    {
        var engine = new JitEngine(new PortableBackend(), new JitParameters().Parse(parameters), new JitEngineOptions { Log = log });
        using (engine)
        {
            engine.Attach(Searcher.Main);
            engine.Attach(Searcher.Look);
            engine.Attach(Searcher.Power);
            Assert.Equal(expected, Searcher.Run(s_list, 300, 0));
        }
        Assert.DoesNotContain(engine.Stats.Aborts.Keys, reason => reason.StartsWith("internal error", StringComparison.Ordinal));
        return engine;
    }

    [Theory]
    [InlineData(Eager)]
    [InlineData(Eager + ",enable_opts=")]
    [InlineData(Eager + ",inlining=0")]
    [InlineData(Eager + ",segments=1")]
    [InlineData("threshold=20,function_threshold=1000,trace_eagerness=7")]
    public void ATraceCallsTheOperationsOwnCode(string parameters)
    {
        long expected = Searcher.Run(s_list, 300, 0);
        var log = new StringWriter();
        JitEngine engine = Compiled(expected, parameters, log);
        Assert.Contains("call_assembler_i", log.ToString(), StringComparison.Ordinal);
        Assert.True(engine.Stats.Loops + engine.Stats.EntriesCompiled >= 3, engine.Stats.ToJson());
    }

    [Fact]
    public void AnElidableOperationOfTheSameIsCalledOnce()
    {
        var log = new StringWriter();
        Compiled(Searcher.Run(s_list, 300, 0), Eager, log);
        string loop = log.ToString().Split("\n# ").First(part => part.StartsWith("optimized loop", StringComparison.Ordinal) && part.Contains("turns through", StringComparison.Ordinal));
        // The first turn, and the others behind the second label: a search and a power in each.
        Assert.Equal(4, loop.Split("= call_assembler_i(").Length - 1);
    }

    [Fact]
    public void OneThatCannotBeCompiledIsAResidualCall()
    {
        long expected = Searcher.Run(s_list, 300, 0);
        JitEngine engine = Compiled(expected, Eager + ",trace_limit=3");
        Assert.True(engine.Stats.Aborts.Count > 0, engine.Stats.ToJson());
    }

    [Fact]
    public void WithoutItsDriverAttachedTheOperationIsFollowedOrCalled()
    {
        long expected = Searcher.Run(s_list, 300, 0);
        using var engine = new JitEngine(new PortableBackend(), new JitParameters().Parse(Eager));
        engine.Attach(Searcher.Main);
        Assert.Equal(expected, Searcher.Run(s_list, 300, 0));
    }
}
