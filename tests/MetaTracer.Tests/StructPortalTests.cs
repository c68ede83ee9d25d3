using Backend;
using MetaJit;
using MetaTracer.CodeWriter;

namespace MetaTracer.Tests;

/// <summary>A portal that gets its registers as a struct, of more fields than a driver has parameters, and returns a struct.</summary>
[Collection("the drivers are static: one test at a time")]
public sealed class StructPortalTests
{
    private const string Eager = "threshold=3,function_threshold=4,trace_eagerness=2";

    public enum Op { Constant, Add, Less, JumpIfFalse, Back, Call, TryCall, Return, Throw }

    public sealed class Code(int[] words)
    {
        [ImmutableArray] public readonly int[] Words = words;
    }

    public struct Halves
    {
        public float Low;
        public ushort Short;
        public bool Flag;
    }

    /// <summary>Sixteen innermost fields, of each kind and of several sizes.</summary>
    public struct Registers
    {
        public long A, B, C, D, E, F;
        public int G, H;
        public double X, Y, Z;
        public object? Note;
        public string? Text;
        public Halves Halves;
    }

    public readonly struct Result(long number, double real, object? note, byte small)
    {
        public readonly byte Small = small;
        public readonly object? Note = note;
        public readonly double Real = real;
        public readonly long Number = number;

        public override string ToString() => $"{Number} {Real} {Note} {Small}";
    }

    public sealed class Machine
    {
        public int Calls;
    }

    public static class Interpreter
    {
        public static readonly JitDriver<Code, int, Registers, Machine, Result> Driver = new("structs", Run);

        public static Result Run([Green] Code code, [Green] int pc, Registers registers, Machine machine)
        {
            if (Driver.EnterFunction(code, pc, registers, machine) is { } entered)
            {
                if (entered.IsReturn) return entered.Result;
                (code, pc, registers, machine) = entered.State;
            }
            while (true)
            {
                Driver.MergePoint(code, pc, registers, machine);
                int a = code.Words[pc + 1], b = code.Words[pc + 2], c = code.Words[pc + 3];
                switch ((Op)code.Words[pc])
                {
                    case Op.Constant: Set(ref registers, a, b); break;
                    case Op.Add: Set(ref registers, a, Get(registers, b) + Get(registers, c)); break;
                    case Op.Less: Set(ref registers, a, Get(registers, b) < Get(registers, c) ? 1 : 0); break;
                    case Op.JumpIfFalse:
                        if (Get(registers, a) != 0) break;
                        pc = b;
                        continue;
                    case Op.Back:
                        pc = a;
                        registers.X += 0.5;
                        registers.Halves.Low += 0.25f;
                        registers.Halves.Short++;
                        registers.Halves.Flag = !registers.Halves.Flag;
                        if (Driver.CanEnter(code, pc, registers, machine) is { } exit)
                        {
                            if (exit.IsReturn) return exit.Result;
                            (code, pc, registers, machine) = exit.State;
                        }
                        continue;
                    case Op.Call:
                        Result result = Run(code, b, new Registers { A = Get(registers, c), Y = registers.X, Note = registers.Note, Text = "callee" }, machine);
                        machine.Calls++;
                        Set(ref registers, a, result.Number);
                        registers.Z += result.Real + result.Small;
                        if (result.Note is string) registers.Note = result.Note;
                        break;
                    case Op.TryCall:
                        Result tried = Try(code, b, Get(registers, c), machine);
                        Set(ref registers, a, tried.Number);
                        registers.Note = tried.Note;
                        break;
                    case Op.Return:
                        return new Result(Get(registers, a), registers.X + registers.Y + registers.Z + registers.Halves.Low, registers.Note ?? registers.Text,
                            (byte)(registers.Halves.Flag ? registers.Halves.Short : 7));
                    case Op.Throw:
                        throw new InvalidOperationException("thrown");
                }
                pc += 4;
            }
        }

        private static Result Try(Code code, int pc, long argument, Machine machine)
        {
            try
            {
                return Run(code, pc, new Registers { A = argument }, machine);
            }
            catch (InvalidOperationException problem)
            {
                return new Result(-1, 0, problem.Message, 0);
            }
        }

        private static long Get(Registers registers, int number) => number switch
        {
            0 => registers.A,
            1 => registers.B,
            2 => registers.C,
            3 => registers.D,
            4 => registers.E,
            5 => registers.F,
            6 => registers.G,
            _ => registers.H,
        };

        private static void Set(ref Registers registers, int number, long value)
        {
            switch (number)
            {
                case 0: registers.A = value; break;
                case 1: registers.B = value; break;
                case 2: registers.C = value; break;
                case 3: registers.D = value; break;
                case 4: registers.E = value; break;
                case 5: registers.F = value; break;
                case 6: registers.G = (int)value; break;
                default: registers.H = (int)value; break;
            }
        }
    }

    /// <summary>Sums what a recursive function gives for 0 to 11, round and round; some calls of another function throw.</summary>
    /// <param name="turns">Of the loop.</param>
    /// <param name="throwsBelow">Up to which number the other function throws: for most, it is a throw that is recorded.</param>
    private static Code Program(int turns, int throwsBelow = 4)
    {
        List<int> code = [];
        int Emit(Op op, int a = 0, int b = 0, int c = 0)
        {
            code.AddRange((int[])[(int)op, a, b, c]);
            return code.Count - 4;
        }

        Emit(Op.Constant, 1, turns);
        Emit(Op.Constant, 2, 1);
        Emit(Op.Constant, 6, 11);
        int head = Emit(Op.Less, 3, 0, 1), over = Emit(Op.JumpIfFalse, 3);
        Emit(Op.Less, 3, 7, 6);
        int skip = Emit(Op.JumpIfFalse, 3);
        int fib = Emit(Op.Call, 4, 0, 7), thrower = Emit(Op.TryCall, 3, 0, 7);
        Emit(Op.Add, 5, 5, 4);
        Emit(Op.Add, 5, 5, 3);
        Emit(Op.Add, 7, 7, 2);
        int join = Emit(Op.Add, 0, 0, 2);
        Emit(Op.Back, head);
        code[skip + 2] = code.Count;
        Emit(Op.Constant, 7, 0);
        Emit(Op.Add, 0, 0, 2);
        Emit(Op.Back, head);
        code[over + 2] = Emit(Op.Return, 5);

        // fib
        code[fib + 2] = Emit(Op.Constant, 1, 2);
        Emit(Op.Less, 2, 0, 1);
        int more = Emit(Op.JumpIfFalse, 2);
        Emit(Op.Return, 0);
        code[more + 2] = Emit(Op.Constant, 3, -1);
        Emit(Op.Add, 0, 0, 3);
        int first = Emit(Op.Call, 4, code[fib + 2], 0);
        Emit(Op.Add, 0, 0, 3);
        Emit(Op.Call, 5, code[fib + 2], 0);
        Emit(Op.Add, 4, 4, 5);
        Emit(Op.Return, 4);

        // Throws for small numbers, after some turns of a loop of its own.
        code[thrower + 2] = Emit(Op.Constant, 2, 1);
        Emit(Op.Constant, 3, 5);
        int inner = Emit(Op.Less, 4, 1, 3), end = Emit(Op.JumpIfFalse, 4);
        Emit(Op.Add, 1, 1, 2);
        Emit(Op.Back, inner);
        code[end + 2] = Emit(Op.Constant, 5, throwsBelow);
        Emit(Op.Less, 4, 0, 5);
        int well = Emit(Op.JumpIfFalse, 4);
        Emit(Op.Throw);
        code[well + 2] = Emit(Op.Return, 1);
        return new Code([.. code]);
    }

    public static TheoryData<string, string, int?> Ways()
    {
        var ways = new TheoryData<string, string, int?>();
        foreach (string backend in new[] { "portable", "native", "emulated-arm64" })
        {
            ways.Add(backend, Eager + ",inlining=0,function_threshold=2", null);
            ways.Add(backend, "", null);
            ways.Add(backend, Eager, null);
            ways.Add(backend, Eager + ",inlining=0", null);
            ways.Add(backend, Eager + ",enable_opts=", null);
            ways.Add(backend, Eager + ",max_unroll_loops=10", null);
            for (int seed = 1; seed <= 3; seed++) ways.Add(backend, Eager, seed);
        }
        foreach (string optimization in new[] { "intbounds", "rewrite", "virtualize", "heap", "pure", "earlyforce", "unroll" }) ways.Add("portable", $"{Eager},enable_opts=all:-{optimization}", null);
        return ways;
    }

    [SkippableTheory]
    [MemberData(nameof(Ways))]
    public void Structs_go_in_and_come_out_in_every_way(string backend, string parameters, int? seed)
    {
        Code few = Program(150), most = Program(150, throwsBelow: 10);
        var expected = new Machine();
        string interpreted = $"{Interpreter.Run(few, 0, default, expected)} {Interpreter.Run(most, 0, default, expected)}";
        try
        {
            var machine = new Machine();
            using var engine = new JitEngine(Backends.Create(backend), new JitParameters().Parse(parameters), new JitEngineOptions { StressGuardsSeed = seed });
            engine.Attach(Interpreter.Driver);
            string compiled = $"{Interpreter.Run(few, 0, default, machine)} {Interpreter.Run(most, 0, default, machine)}";
            Assert.Equal((interpreted, expected.Calls), (compiled, machine.Calls));
            Assert.True(!engine.Stats.Aborts.Keys.Any(reason => reason.StartsWith("internal error", StringComparison.Ordinal)), engine.Stats.ToJson());
            if (parameters.StartsWith(Eager, StringComparison.Ordinal)) Assert.True(engine.Stats.EntriesCompiled > 0 && engine.Stats.Loops > 0 && engine.Stats.Backend.Entries > 10, engine.Stats.ToJson());
        }
        catch (PlatformNotSupportedException)
        {
            Skip.If(true, $"no {backend} here");
        }
    }

    [Fact]
    public void Short_loops_of_inlined_functions_are_unrolled_where_asked_for()
    {
        Assert.True(CallsOfLoops(0) > 0);
        Assert.Equal(0, CallsOfLoops(10));

        // One function, whose only loop goes round five times.
        static int CallsOfLoops(int unroll)
        {
            int calls = 0;
            using var engine = new JitEngine(Backends.Create("portable"), new JitParameters().Parse($"threshold=3,max_unroll_loops={unroll}"));
            engine.Compiled += info => calls += info.OptimizedText().Split("call_assembler").Length - 1;
            engine.Attach(Interpreter.Driver);
            Code code = new(
            [
                (int)Op.Constant, 1, 200, 0, (int)Op.Constant, 2, 1, 0, (int)Op.Less, 3, 0, 1, (int)Op.JumpIfFalse, 3, 28, 0,
                (int)Op.Call, 4, 32, 1, (int)Op.Add, 0, 0, 2, (int)Op.Back, 8, 0, 0, (int)Op.Return, 4, 0, 0,
                (int)Op.Constant, 1, 0, 0, (int)Op.Constant, 2, 1, 0, (int)Op.Constant, 3, 5, 0, (int)Op.Less, 4, 1, 3, (int)Op.JumpIfFalse, 4, 60, 0,
                (int)Op.Add, 1, 1, 2, (int)Op.Back, 44, 0, 0, (int)Op.Return, 1, 0, 0,
            ]);
            Assert.Equal(5, Interpreter.Run(code, 0, default, new Machine()).Number);
            return calls;
        }
    }

    [Fact]
    public void An_inlined_call_leaves_no_struct_in_memory()
    {
        Code code = Program(150);
        using var engine = new JitEngine(Backends.Create("portable"), new JitParameters().Parse(Eager));
        var texts = new List<string>();
        engine.Compiled += info => texts.Add(info.OptimizedText());
        engine.Attach(Interpreter.Driver);
        Interpreter.Run(code, 0, default, new Machine());
        Assert.Contains(texts, text => text.Contains("call_assembler_n", StringComparison.Ordinal) && text.Contains("StructPlace<StructPortalTests.Result>.Value.Number", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains("new_with_vtable(StructPlace", StringComparison.Ordinal));
    }

    public static class GreenStruct
    {
        public static readonly JitDriver<Code, Halves, Machine, Span> Driver = new("green-struct", Run);

        public static Span Run([Green] Code code, [Green] Halves halves, Machine machine)
        {
            while (true)
            {
                Driver.MergePoint(code, halves, machine);
                if (machine.Calls++ > 3) return default;
                if (Driver.CanEnter(code, halves, machine) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (code, halves, machine) = exit.State;
                }
            }
        }
    }

    public struct Many
    {
        public (Registers, Registers, Registers, Registers, Registers) Fields;
    }

    public static class TooMany
    {
        public static readonly JitDriver<Code, Many, object?> Driver = new("too-many", Run);

        public static object? Run([Green] Code code, Many many)
        {
            while (true)
            {
                Driver.MergePoint(code, many);
                if (many.Fields.Item1.A++ > 3) return null;
                if (Driver.CanEnter(code, many) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (code, many) = exit.State;
                }
            }
        }
    }

    [Fact]
    public void Values_beyond_what_machine_code_passes_are_told() => Assert.Contains(
        "the reds are 80 values, with the fields of structs, and machine code passes at most 64: put some into an object",
        Assert.Throws<InterpreterDefinitionException>(() => new JitCodeWriter().Portal(TooMany.Driver)).Message);

    [System.Runtime.CompilerServices.InlineArray(4)]
    public struct Span
    {
        public int Item;
    }

    [Fact]
    public void What_cannot_be_taken_apart_is_told()
    {
        string message = Assert.Throws<InterpreterDefinitionException>(() => new JitCodeWriter().Portal(GreenStruct.Driver)).Message;
        Assert.Contains("parameter 'halves' is [Green] and a struct; make each of its fields a parameter, or give positions an object", message);
        Assert.Contains("the result is a value of StructPortalTests.Span, an inline array; return an object", message);
    }
}
