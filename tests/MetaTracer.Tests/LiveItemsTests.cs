using Backend;
using MetaJit;
using MetaTracer.CodeWriter;

namespace MetaTracer.Tests;

/// <summary>A register machine that says which registers matter where.</summary>
[Collection("the drivers are static: one test at a time")]
public sealed class LiveItemsTests
{
    private const int Registers = 20;
    private const string Eager = "threshold=3,function_threshold=4,trace_eagerness=2";

    public enum Op { Constant, Add, Less, Weigh, JumpIfFalse, Back, Return }

    public readonly struct Instruction(Op op, int a, int b = 0, int c = 0)
    {
        public readonly Op Op = op;
        public readonly int A = a, B = b, C = c;
    }

    public struct Value
    {
        public long Number;
        public object? Reference;
    }

    public sealed class Code(Instruction[] instructions)
    {
        [ImmutableArray] public readonly Instruction[] Instructions = instructions;
        public readonly ulong[]?[] Live = Liveness(instructions);

        /// <summary>From the end to the start, until nothing changes.</summary>
        private static ulong[]?[] Liveness(Instruction[] code)
        {
            var live = new ulong[code.Length + 1];
            for (bool changes = true; changes;)
            {
                changes = false;
                for (int pc = code.Length - 1; pc >= 0; pc--)
                {
                    Instruction i = code[pc];
                    ulong after = i.Op == Op.Back ? live[i.A] : i.Op == Op.Return ? 0 : live[pc + 1];
                    if (i.Op == Op.JumpIfFalse) after |= live[i.B];
                    ulong before = i.Op switch
                    {
                        Op.Constant => after & ~(1UL << i.A),
                        Op.Add or Op.Less => after & ~(1UL << i.A) | 1UL << i.B | 1UL << i.C,
                        Op.Weigh => after & ~(1UL << i.A) | 1UL << i.B,
                        Op.JumpIfFalse or Op.Return => after | 1UL << i.A,
                        _ => after,
                    };
                    changes |= before != live[pc];
                    live[pc] = before;
                }
            }
            return [.. live.Select(word => new[] { word })];
        }
    }

    [Virtualizable]
    public sealed class Frame
    {
        public readonly Value[] Registers = new Value[LiveItemsTests.Registers];
    }

    public static class Interpreter
    {
        public static readonly JitDriver<Code, int, Frame, long> Driver = new("registers", Run) { LiveItems = LiveAt };

        public static bool Says;

        private static ulong[]? LiveAt(Code code, int pc) => Says ? code.Live[pc] : null;

        public static long Run([Green] Code code, [Green] int pc, Frame frame)
        {
            while (true)
            {
                Driver.MergePoint(code, pc, frame);
                ref readonly Instruction i = ref code.Instructions[pc];
                if (i.Op == Op.Return) return frame.Registers[i.A].Number;
                pc = Next(in i, pc, frame);
                if (i.Op == Op.Back && Driver.CanEnter(code, pc, frame) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (code, pc, frame) = exit.State;
                }
            }
        }

        private static int Next(in Instruction i, int pc, Frame frame)
        {
            Value[] r = frame.Registers;
            switch (i.Op)
            {
                case Op.Constant: r[i.A].Number = i.B; break;
                case Op.Add: r[i.A].Number = r[i.B].Number + r[i.C].Number; break;
                case Op.Less: r[i.A].Number = r[i.B].Number < r[i.C].Number ? 1 : 0; break;
                case Op.Weigh: r[i.A].Number = Weigh(frame, i.B); break;
                case Op.JumpIfFalse: return r[i.A].Number == 0 ? i.B : pc + 1;
                case Op.Back: return i.A;
            }
            return pc + 1;
        }

        /// <summary>Sees the frame in memory.</summary>
        [DontLookInside]
        private static long Weigh(Frame frame, int register)
        {
            Jit.ForceVirtualizable(frame);
            return frame.Registers[register].Number * 3 + 1;
        }
    }

    /// <summary>Counts to 500 and sums, with a dozen registers used before, and temporaries that are new each time.</summary>
    private static Code Program()
    {
        var code = new List<Instruction>();
        for (int k = 4; k < Registers; k++) code.Add(new Instruction(Op.Constant, k, k));
        for (int k = 5; k < Registers; k++) code.Add(new Instruction(Op.Add, 0, 0, k));
        code.Add(new Instruction(Op.Constant, 1, 0));
        code.Add(new Instruction(Op.Constant, 2, 500));
        code.Add(new Instruction(Op.Constant, 3, 1));
        int head = code.Count;
        code.Add(new Instruction(Op.Less, 10, 1, 2));
        code.Add(new Instruction(Op.JumpIfFalse, 10, head + 7));
        code.Add(new Instruction(Op.Add, 11, 1, 1));
        code.Add(new Instruction(Op.Add, 12, 11, 3));
        code.Add(new Instruction(Op.Add, 0, 0, 12));
        code.Add(new Instruction(Op.Add, 1, 1, 3));
        code.Add(new Instruction(Op.Back, head));
        code.Add(new Instruction(Op.Return, 0));
        return new Code([.. code]);
    }

    /// <summary>Register 5 is 9 in memory, then of no use, and then 0.</summary>
    private static Code Reused() => new(
    [
        new(Op.Constant, 2, 500), new(Op.Constant, 3, 1),
        new(Op.Less, 4, 1, 2), new(Op.JumpIfFalse, 4, 12),
        new(Op.Constant, 5, 9), new(Op.Weigh, 6, 5), new(Op.Add, 0, 0, 6),
        new(Op.Constant, 5, 0), new(Op.Weigh, 6, 5), new(Op.Add, 0, 0, 6),
        new(Op.Add, 1, 1, 3), new(Op.Back, 2), new(Op.Return, 0),
    ]);

    private static (long Result, int FailArgs) Compiled(Code program, bool says, string backend, string parameters)
    {
        int failArgs = 0;
        Interpreter.Says = says;
        using var engine = new JitEngine(Backends.Create(backend), new JitParameters().Parse(parameters));
        engine.Compiled += info =>
        {
            if (info.Kind != JitTraceKind.Loop) return;
            string text = info.OptimizedText();
            string body = text[text.LastIndexOf("label(", StringComparison.Ordinal)..];
            failArgs = body.Split('\n').Where(line => line.StartsWith("guard_", StringComparison.Ordinal)).Max(line => line.Split('[')[1].Split(',').Length);
        };
        engine.Attach(Interpreter.Driver);
        long result = Interpreter.Run(program, 0, new Frame());
        Assert.True(engine.Stats.Loops > 0, engine.Stats.ToJson());
        Assert.DoesNotContain(engine.Stats.Aborts.Keys, reason => reason.StartsWith("internal error", StringComparison.Ordinal));
        return (result, failArgs);
    }

    [SkippableTheory]
    [InlineData("portable", Eager)]
    [InlineData("portable", Eager + ",enable_opts=")]
    [InlineData("portable", Eager + ",enable_opts=all:-unroll")]
    [InlineData("native", Eager)]
    public void Dead_registers_are_not_carried_along(string backend, string parameters)
    {
        long expected = Interpreter.Run(Program(), 0, new Frame());
        try
        {
            var silent = Compiled(Program(), false, backend, parameters);
            var saying = Compiled(Program(), true, backend, parameters);
            Assert.Equal((expected, expected), (silent.Result, saying.Result));
            Assert.True(saying.FailArgs < silent.FailArgs - 4, $"{saying.FailArgs} values in a guard, {silent.FailArgs} without saying");
            // The frame, four registers of two parts, and a temporary.
            Assert.InRange(saying.FailArgs, 1, 10);
        }
        catch (PlatformNotSupportedException)
        {
            Skip.If(true, "no machine code here");
        }
    }

    [Fact]
    public void What_is_written_again_is_in_memory()
    {
        long expected = Interpreter.Run(Reused(), 0, new Frame());
        Assert.Equal(expected, Compiled(Reused(), true, "portable", Eager).Result);
    }

    public static class WithoutFrame
    {
        public static readonly JitDriver<Code, int, object, long> Driver = new("without-frame", Run) { LiveItems = Wrong };

        private static bool Wrong(Code code) => code is null;

        public static long Run([Green] Code code, [Green] int pc, object state)
        {
            while (true)
            {
                Driver.MergePoint(code, pc, state);
                if (code.Instructions[pc].Op == Op.Return) return 0;
                pc++;
                if (Driver.CanEnter(code, pc, state) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (code, pc, state) = exit.State;
                }
            }
        }
    }

    [Fact]
    public void A_wrong_one_is_told()
    {
        string message = Assert.Throws<InterpreterDefinitionException>(() => new JitCodeWriter().Portal(WithoutFrame.Driver)).Message;
        Assert.Contains("LiveItems of the driver 'without-frame' must take exactly the greens: UInt64[] (LiveItemsTests.Code code, Int32 pc)", message);
        Assert.Contains("has LiveItems, but no parameter is [Virtualizable]", message);
    }
}
