// One loop for each hint, without it and with it: what docs/hints.md shows.
using MetaJit;

namespace Samples.Tests;

/// <summary>A program: which of the examples its loop does.</summary>
public sealed class HintProgram(string example)
{
    public readonly string Example = example;
    public int Step = 3;
    public readonly int FixedStep = 3;
    public readonly int[] Steps = [1, 2, 3];

    [ImmutableArray]
    public readonly int[] FixedSteps = [1, 2, 3];

    public readonly HintShape[] Shapes = [new HintSquare(2), new HintSquare(3)];
    public int Setting = 3;
    public readonly QuasiImmutable<int> SeldomSet = new(3);
}

public abstract class HintShape
{
    public abstract long Area { get; }
}

public sealed class HintSquare(long side) : HintShape
{
    public override long Area => side * side;
}

/// <summary>A list that has room for more than it has.</summary>
public sealed class HintList
{
    public int Count = 8000;

    [NonNegative]
    public int Size = 8000;

    public readonly long[] Items = new long[8192];

    public long ItemBelowCount(long index) => (ulong)index < (ulong)Count ? Items[index] : 0;

    public long ItemBelowSize(long index) => (ulong)index < (ulong)Size ? Items[index] : 0;
}

public sealed class HintState
{
    public readonly HintList List = new();
    public long Sum, Kind = 2, Calls;
    public readonly long[] Kinds = [2, 2, 2, 2, 2, 2, 2, 2];
    public HintCall? Running;
    public VirtualRef<HintCall>? RunningRef;
}

public sealed class HintCall(long argument)
{
    public readonly long Argument = argument;
}

/// <summary>The same, as a frame: its fields are followed.</summary>
[Virtualizable]
public sealed class HintFrame
{
    public long Sum;
}

public static class HintExamples
{
    public static readonly JitDriver<HintProgram, long, HintState, long> Driver = new("hints", Run) { Location = At };
    public static readonly JitDriver<HintProgram, long, HintFrame, long> FrameDriver = new("frames", RunFrame) { Location = At };

    private static string At(HintProgram program) => program.Example;

    public static long Run([Green] HintProgram program, long turns, HintState state)
    {
        while (true)
        {
            Driver.MergePoint(program, turns, state);
            if (turns == 0) return state.Sum;
            Do(program, state, turns);
            turns--;
            if (Driver.CanEnter(program, turns, state) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (program, turns, state) = exit.State;
            }
        }
    }

    public static long RunFrame([Green] HintProgram program, long turns, HintFrame frame)
    {
        while (true)
        {
            FrameDriver.MergePoint(program, turns, frame);
            if (turns == 0) return frame.Sum;
            frame.Sum += turns;
            turns--;
            if (FrameDriver.CanEnter(program, turns, frame) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (program, turns, frame) = exit.State;
            }
        }
    }

    private static void Do(HintProgram program, HintState state, long turns)
    {
        switch (program.Example)
        {
            case "readonly before": state.Sum += program.Step; break;
            case "readonly after": state.Sum += program.FixedStep; break;
            case "ImmutableArray before": state.Sum += program.Steps[1]; break;
            case "ImmutableArray after": state.Sum += program.FixedSteps[1]; break;
            case "NonNegative before": state.Sum += state.List.ItemBelowCount(turns); break;
            case "NonNegative after": state.Sum += state.List.ItemBelowSize(turns); break;
            case "Virtualizable before": state.Sum += turns; break;
            case "Promote before": state.Sum += Power(state.Kinds[turns & 7]); break;
            case "Promote after": state.Sum += Power(Jit.Promote(state.Kinds[turns & 7])); break;
            case "Elidable before": state.Sum += Cube(program.FixedStep); break;
            case "Elidable after": state.Sum += PureCube(program.FixedStep); break;
            case "UnrollSafe before": state.Sum += Total(program.FixedSteps); break;
            case "UnrollSafe after": state.Sum += UnrolledTotal(program.FixedSteps); break;
            case "QuasiImmutable before": state.Sum += program.Setting; break;
            case "QuasiImmutable after": state.Sum += program.SeldomSet.Get(); break;
            case "AddOverflow before":
                if (Overflows(state.Sum, turns)) throw new OverflowException();
                state.Sum += turns;
                break;
            case "AddOverflow after":
                if (Jit.AddOverflow(state.Sum, turns, out long sum)) throw new OverflowException();
                state.Sum = sum;
                break;
            case "ConditionalCall before":
                if ((turns & 1023) == 0) Grow(state);
                state.Sum++;
                break;
            case "ConditionalCall after":
                Jit.ConditionalCall((turns & 1023) == 0, Grow, state);
                state.Sum++;
                break;
            case "RecordExactClass before": state.Sum += program.Shapes[turns & 1].Area; break;
            case "RecordExactClass after":
                HintShape shape = program.Shapes[turns & 1];
                Jit.RecordExactClass<HintSquare>(shape);
                state.Sum += shape.Area;
                break;
            case "VirtualRef before": state.Sum += Called(state, new HintCall(turns)); break;
            case "VirtualRef after": state.Sum += CalledByRef(state, new HintCall(turns)); break;
        }
    }

    private static long Called(HintState state, HintCall call)
    {
        state.Running = call;
        CountCall(state);
        state.Running = null;
        return call.Argument;
    }

    private static long CalledByRef(HintState state, HintCall call)
    {
        var running = new VirtualRef<HintCall>(call);
        state.RunningRef = running;
        CountCallByRef(state);
        state.RunningRef = null;
        running.Finish();
        return call.Argument;
    }

    [DontLookInside]
    private static void CountCall(HintState state)
    {
        if (state.Running is not null) state.Calls++;
    }

    [DontLookInside]
    private static void CountCallByRef(HintState state)
    {
        if (state.RunningRef is not null) state.Calls++;
    }

    private static bool Overflows(long a, long b) => ((a ^ unchecked(a + b)) & (b ^ unchecked(a + b))) < 0;

    [Elidable]
    private static long Power(long kind) => 1L << (int)kind;

    [DontLookInside]
    private static long Cube(long n) => n * n * n;

    [Elidable]
    private static long PureCube(long n) => n * n * n;

    [DontLookInside]
    private static long Total(int[] steps) => steps.Sum();

    [UnrollSafe]
    private static long UnrolledTotal(int[] steps)
    {
        long total = 0;
        foreach (int step in steps) total += step;
        return total;
    }

    [DontLookInside]
    private static void Grow(HintState state) => state.Kind = 2;
}
