using MetaJit;

namespace MetaTracer.Tests.CodeWriter;

/// <summary>Interpreters that are right, but slow for a reason.</summary>
public static class SlowInterpreters
{
    public struct Instruction
    {
        public int Op, Argument;
    }

    public sealed class Program(int[] ops, Instruction[] instructions)
    {
        [ImmutableArray] public readonly int[] Ops = ops;
        [ImmutableArray] public readonly Instruction[] Instructions = instructions;
        public readonly int[] Counts = new int[1];
    }

    public sealed class State
    {
        public int Accumulator;
    }

    public static class RedPosition
    {
        public static readonly JitDriver<Program, int, State, int> Driver = new("red-position", Run);

        public static int Run([Green] Program program, int pc, State state)
        {
            while (true)
            {
                Driver.MergePoint(program, pc, state);
                int op = program.Ops[pc++];
                if (op == 0) return state.Accumulator;
                pc = op;
                if (Driver.CanEnter(program, pc, state) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, pc, state) = exit.State;
                }
            }
        }
    }

    public static class RedProgram
    {
        public static readonly JitDriver<Program, int, State, int> Driver = new("red-program", Run);

        public static int Run(Program program, [Green] int pc, State state)
        {
            while (true)
            {
                Driver.MergePoint(program, pc, state);
                if (program.Ops[pc] == 0) return state.Accumulator;
                pc = program.Ops[pc];
                if (Driver.CanEnter(program, pc, state) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, pc, state) = exit.State;
                }
            }
        }
    }

    public static class Loops
    {
        public static readonly JitDriver<Program, int, State, int> Driver = new("loops", Run);

        public static int Run([Green] Program program, [Green] int pc, State state)
        {
            while (true)
            {
                Driver.MergePoint(program, pc, state);
                if (program.Ops[pc] == 0) return state.Accumulator;
                Step(state, program.Ops[pc]);
                Meant(state);
                Unrolled(state);
                state.Accumulator += Item(program.Ops, pc);
                pc = program.Ops[pc];
                if (pc < 0) throw Wrong(pc);
                if (Driver.CanEnter(program, pc, state) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, pc, state) = exit.State;
                }
            }
        }

        private static void Step(State state, int count) => Deeper(state, count);

        private static void Deeper(State state, int count)
        {
            for (int i = 0; i < count; i++) state.Accumulator += Spanned(i);
        }

        private static int Spanned(int i) => i;

        [DontLookInside]
        private static void Meant(State state)
        {
            for (int i = 0; i < 3; i++) state.Accumulator++;
        }

        [UnrollSafe]
        private static void Unrolled(State state)
        {
            for (int i = 0; i < 3; i++) state.Accumulator++;
            Unconvertible(state);
        }

        private static void Unconvertible(State state)
        {
            Span<int> space = stackalloc int[2];
            state.Accumulator += space.Length;
        }

        private static int Item(int[] ops, int index) => ops[index];

        private static Exception Wrong(int pc)
        {
            while (pc < 0) pc++;
            return new InvalidOperationException();
        }
    }

    /// <summary>Its loops are as long as a program says, and call once each time round.</summary>
    public static class Calls
    {
        public static readonly JitDriver<Program, int, long, long> Driver = new("calls", Run);

        public const int Step = 0, Call = 1, Back = 2;

        public static long Run([Green] Program program, [Green] int pc, long turns)
        {
            while (true)
            {
                Driver.MergePoint(program, pc, turns);
                switch (program.Ops[pc])
                {
                    case Step:
                        pc++;
                        break;
                    case Call:
                        turns = Less(turns);
                        pc++;
                        break;
                    default:
                        if (turns == 0) return turns;
                        pc = 0;
                        if (Driver.CanEnter(program, pc, turns) is { } exit)
                        {
                            if (exit.IsReturn) return exit.Result;
                            (program, pc, turns) = exit.State;
                        }
                        break;
                }
            }
        }

        [DontLookInside]
        private static long Less(long turns) => turns - 1;
    }

    /// <summary>Ways to read an array whose items never change.</summary>
    public static class Reads
    {
        public static int Direct(Program program, int pc) => program.Ops[pc];

        public static int ThroughLocal(Program program, int pc)
        {
            int[] ops = program.Ops;
            return ops[pc] + ops[pc + 1];
        }

        public static int ByReference(Program program, int pc)
        {
            ref readonly Instruction instruction = ref program.Instructions[pc];
            return instruction.Op + instruction.Argument;
        }

        public static int ByReferenceThroughLocal(Program program, int pc)
        {
            Instruction[] all = program.Instructions;
            ref readonly Instruction instruction = ref all[pc];
            return instruction.Op + instruction.Argument;
        }

        public static int Copied(Program program, int pc)
        {
            Instruction instruction = program.Instructions[pc];
            return instruction.Op + instruction.Argument;
        }

        public static int PassedIn(Program program, int pc) => Sum(in program.Instructions[pc]);

        public static int Sum(in Instruction instruction) => instruction.Op + instruction.Argument;

        /// <summary>Not: the local may hold the other array.</summary>
        public static int Mixed(Program program, int pc)
        {
            int[] ops = program.Ops;
            if (pc < 0) ops = program.Counts;
            return ops[pc];
        }

        public static int Mutable(Program program, int pc) => program.Counts[pc];
    }
}
