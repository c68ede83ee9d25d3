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
                if (Driver.CanEnter(program, pc, state) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, pc, state) = exit.State;
                }
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
                    if (Driver.CanEnter(program, pc, state) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (program, pc, state) = exit.State;
                    }
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
                if (Driver.CanEnter(program, pc, state) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, pc, state) = exit.State;
                }
            }
        }

        public static int CallAndRead(Program program)
        {
            var callee = new State();
            int result = Run(program, 0, callee);
            return result + callee.Accumulator;
        }

        public static int CallAndReadOther(Program program, State caller)
        {
            var callee = new State();
            int result = Run(program, caller.Accumulator, callee);
            return result + caller.Accumulator;
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
                if (Driver.CanEnter(program, pc, state) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, pc, state) = exit.State;
                }
            }
            return state.Accumulator;
        }
    }

    public static class NoGreens
    {
        public static readonly JitDriver<Program, State, int> Driver = new("no-greens", (program, state) => program.Ops[0] + state.Accumulator);
    }

    public readonly struct Pair(int first, int second)
    {
        public readonly int First = first, Second = second;
    }

    public sealed class Mutable
    {
        [ImmutableArray] public int[] Ops = [];
        [ImmutableArray] public readonly List<int> List = [];
    }

    public sealed class MutableState
    {
        public Mutable[] Codes = [];
    }

    public static class Structs
    {
        public static readonly JitDriver<Program, int, Pair, State, MutableState, Pair> Driver = new("structs", Run);

        public static Pair Run([Green] Program program, [Green] int pc, Pair pair, State state, MutableState other)
        {
            while (true)
            {
                Driver.MergePoint(program, pc, pair, state, other);
                if (program.Ops[pc] == 0) return pair;
                pc = program.Ops[pc];
                if (Driver.CanEnter(program, pc, pair, state, other) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, pc, pair, state, other) = exit.State;
                }
            }
        }
    }

    public static class TwoFrames
    {
        public static readonly JitDriver<Program, int, State, State, int> Driver = new("two-frames", Run);

        public static int Run([Green] Program program, [Green] int pc, State state, State other)
        {
            while (true)
            {
                Driver.MergePoint(program, pc, state, other);
                if (program.Ops[pc] == 0) return other.Accumulator;
                pc = program.Ops[pc];
                if (Driver.CanEnter(program, pc, state, other) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, pc, state, other) = exit.State;
                }
            }
        }
    }

    private static State? _last;
    private static object? s_anything;
    private static readonly List<State> s_all = [];
    private static readonly object?[] s_array = new object?[1];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void KeepAsObject(State state) => s_anything = state;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void KeepInList(State state) => s_all.Add(state);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void KeepInArray(State state)
    {
        object any = state;
        s_array[0] = any;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static State KeepThroughHelper()
    {
        var state = new State();
        Keep(state.ToString()!, state);
        return state;
    }

    private static void Keep(string name, object value) => s_anything = name.Length > 3 ? value : name;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Describe(State state, object other) => Text(state) + (s_all.Contains(state) || ReferenceEquals(state, other));

    private static string Text(object value) => $"<{value}>";

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
