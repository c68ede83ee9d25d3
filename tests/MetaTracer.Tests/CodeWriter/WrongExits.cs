using MetaJit;

namespace MetaTracer.Tests.CodeWriter;

/// <summary>Portals that differ in what they do with the answer of CanEnter.</summary>
public static class WrongExits
{
    public sealed class Program(int[] ops)
    {
        [ImmutableArray] public readonly int[] Ops = ops;
    }

    public sealed class State
    {
        public int Accumulator;
    }

    private static readonly JitDriver<Program, int, State, int> s_dropped = new("dropped", Dropped);
    private static readonly JitDriver<Program, int, State, int> s_onlyReturn = new("only-return", OnlyReturn);
    private static readonly JitDriver<Program, int, State, int> s_onlyState = new("only-state", OnlyState);
    private static readonly JitDriver<Program, int, State, int> s_noResult = new("no-result", NoResult);
    private static readonly JitDriver<Program, int, State, int> s_noPc = new("no-pc", NoPc);
    private static readonly JitDriver<Program, int, State, int> s_droppedEntry = new("dropped-entry", DroppedEntry);
    private static readonly JitDriver<Program, int, State, int> s_right = new("right", Right);
    private static readonly JitDriver<Program, int, State, int> s_helper = new("right-in-a-helper", RightInHelper);
    private static readonly JitDriver<Program, int, State, int> s_conditions = new("right-with-conditions", RightWithConditions);
    private static readonly JitDriver<Program, int, State, object?> s_locals = new("right-with-locals", RightWithLocals);

    public static JitDriver Of(string name) =>
        Array.Find<JitDriver>([s_dropped, s_onlyReturn, s_onlyState, s_noResult, s_noPc, s_droppedEntry, s_right, s_helper, s_conditions, s_locals], driver => driver.Name == name)!;

    private static int Dropped([Green] Program program, [Green] int pc, State state)
    {
        while (true)
        {
            s_dropped.MergePoint(program, pc, state);
            if (program.Ops[pc] == 0) return state.Accumulator;
            pc = program.Ops[pc];
            s_dropped.CanEnter(program, pc, state);
        }
    }

    private static int OnlyReturn([Green] Program program, [Green] int pc, State state)
    {
        while (true)
        {
            s_onlyReturn.MergePoint(program, pc, state);
            if (program.Ops[pc] == 0) return state.Accumulator;
            pc = program.Ops[pc];
            if (s_onlyReturn.CanEnter(program, pc, state) is { IsReturn: true } exit) return exit.Result;
        }
    }

    private static int OnlyState([Green] Program program, [Green] int pc, State state)
    {
        while (true)
        {
            s_onlyState.MergePoint(program, pc, state);
            if (program.Ops[pc] == 0) return state.Accumulator;
            pc = program.Ops[pc];
            if (s_onlyState.CanEnter(program, pc, state) is { } exit) (program, pc, state) = exit.State;
        }
    }

    private static int NoResult([Green] Program program, [Green] int pc, State state)
    {
        while (true)
        {
            s_noResult.MergePoint(program, pc, state);
            if (program.Ops[pc] == 0) return state.Accumulator;
            pc = program.Ops[pc];
            if (s_noResult.CanEnter(program, pc, state) is { } exit)
            {
                if (exit.IsReturn) return state.Accumulator;
                (program, pc, state) = exit.State;
            }
        }
    }

    private static int NoPc([Green] Program program, [Green] int pc, State state)
    {
        while (true)
        {
            s_noPc.MergePoint(program, pc, state);
            if (program.Ops[pc] == 0) return state.Accumulator;
            pc = program.Ops[pc];
            if (s_noPc.CanEnter(program, pc, state) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                program = exit.State.Item1;
                state = exit.State.Item3;
            }
        }
    }

    private static int DroppedEntry([Green] Program program, [Green] int pc, State state)
    {
        _ = s_droppedEntry.EnterFunction(program, pc, state);
        while (true)
        {
            s_droppedEntry.MergePoint(program, pc, state);
            if (program.Ops[pc] == 0) return state.Accumulator;
            pc = program.Ops[pc];
        }
    }

    private static int Right([Green] Program program, [Green] int pc, State state)
    {
        while (true)
        {
            s_right.MergePoint(program, pc, state);
            if (program.Ops[pc] == 0) return state.Accumulator;
            pc = program.Ops[pc];
            JitExit<Program, int, State, int>? exit = s_right.CanEnter(program, pc, state);
            if (exit is null) continue;
            if (exit.IsReturn) return exit.Result;
            // Neither of the two others ever changes.
            pc = exit.State.Item2;
        }
    }

    private static int RightInHelper([Green] Program program, [Green] int pc, State state)
    {
        while (true)
        {
            s_helper.MergePoint(program, pc, state);
            if (program.Ops[pc] == 0) return state.Accumulator;
            pc = program.Ops[pc];
            if (s_helper.CanEnter(program, pc, state) is { } exit && IsDone(exit, ref program, ref pc, ref state)) return exit.Result;
        }
    }

    private static bool IsDone(JitExit<Program, int, State, int> exit, ref Program program, ref int pc, ref State state)
    {
        if (exit.IsReturn) return true;
        (program, pc, state) = exit.State;
        return false;
    }

    /// <summary>What a Debug build makes of <c>if (a && CanEnter() is { } exit)</c>: the exit is alive on the way round as well.</summary>
    private static int RightWithConditions([Green] Program program, [Green] int pc, State state)
    {
        JitExit<Program, int, State, int>? exit = null;
        while (true)
        {
            s_conditions.MergePoint(program, pc, state);
            if (program.Ops[pc] == 0) return state.Accumulator;
            int target = program.Ops[pc];
            bool entered = false;
            if (target < pc)
            {
                exit = s_conditions.CanEnter(program, target, state);
                entered = exit is not null;
            }
            pc = target;
            if (!entered) continue;
            if (exit!.IsReturn) return exit.Result;
            (program, pc, state) = exit.State;
        }
    }

    private static object? RightWithLocals([Green] Program code, [Green] int start, State state)
    {
        int pc = start;
        while (true)
        {
            s_locals.MergePoint(code, pc, state);
            if (code.Ops[pc] == 0) return null;
            pc = code.Ops[pc];
            if (s_locals.CanEnter(code, pc, state) is not { } exit) continue;
            if (exit.IsReturn) return null;
            var to = exit.State;
            pc = to.Item2;
            state = to.Item3;
        }
    }
}
