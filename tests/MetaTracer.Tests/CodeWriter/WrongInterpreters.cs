using System.Runtime.CompilerServices;
using MetaJit;

namespace MetaTracer.Tests.CodeWriter;

/// <summary>Small interpreters, each with one mistake in its definition.</summary>
public static class WrongInterpreters
{
    public sealed class Program(int[] ops)
    {
        [ImmutableArray] public readonly int[] Ops = ops;
    }

    [Virtualizable]
    public sealed class State
    {
        public int Accumulator;
    }

    public static class ThirdLocal
    {
        public static readonly JitDriver<Program, int, State, int> Driver = new("third-local", Run);

        public static int Run([Green] Program program, [Green] int pc, State state)
        {
            int executed = 0;
            while (true)
            {
                Driver.MergePoint(program, pc, state);
                executed++;
                if (program.Ops[pc] == 0) return executed;
                pc = program.Ops[pc];
                if (Driver.CanEnter(program, pc, state) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, pc, state) = exit.State;
                }
            }
        }
    }

    public static class Unconvertible
    {
        public static readonly JitDriver<Program, int, State, int> Driver = new("unconvertible", Run);

        public static int Run([Green] Program program, [Green] int pc, State state)
        {
            while (true)
            {
                Driver.MergePoint(program, pc, state);
                if (program.Ops.AsSpan(pc, 1)[0] < 0) throw new InvalidOperationException();
                if (program.Ops[pc] == 0) return state.Accumulator;
                pc = program.Ops[pc];
                _ = Driver.CanEnter(program, pc, state);
            }
        }
    }

    public static class EnterInTry
    {
        public static readonly JitDriver<Program, int, State, int> Driver = new("enter-in-try", Run);

        public static int Run([Green] Program program, [Green] int pc, State state)
        {
            while (true)
            {
                Driver.MergePoint(program, pc, state);
                if (program.Ops[pc] == 0) return state.Accumulator;
                try
                {
                    pc = program.Ops[pc];
                    _ = Driver.CanEnter(program, pc, state);
                }
                finally
                {
                    state.Accumulator++;
                }
            }
        }
    }

    public static class Unforced
    {
        public static readonly JitDriver<Program, int, State, int> Driver = new("unforced", Run);

        public static int Run([Green] Program program, [Green] int pc, State state)
        {
            while (true)
            {
                Driver.MergePoint(program, pc, state);
                Peek(state);
                PeekForced(state);
                if (program.Ops[pc] == 0) return state.Accumulator;
                pc = program.Ops[pc];
                _ = Driver.CanEnter(program, pc, state);
            }
        }

        [DontLookInside]
        private static int Peek(State state) => state.Accumulator;

        [DontLookInside]
        private static int PeekForced(State state)
        {
            Jit.ForceVirtualizable(state);
            return state.Accumulator;
        }
    }

    public static class NoMergePoint
    {
        public static readonly JitDriver<Program, int, State, int> Driver = new("no-merge-point", Run) { Location = At };

        private static string At(int pc, Program program) => $"{program}:{pc}";

        public static int Run([Green] Program program, [Green] int pc, State state)
        {
            while (program.Ops[pc] != 0)
            {
                pc = program.Ops[pc];
                _ = Driver.CanEnter(program, pc, state);
            }
            return state.Accumulator;
        }
    }

    public static class NoGreens
    {
        public static readonly JitDriver<Program, State, int> Driver = new("no-greens", (program, state) => program.Ops[0] + state.Accumulator);
    }

    private static State? _last;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Remember(State state) => _last = state;

    public static void Forget() => _last = null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Reset(State state)
    {
        for (int i = 0; i < 2; i++)
        {
            Jit.ForceVirtualizable(state);
            state.Accumulator = 0;
        }
    }
}
