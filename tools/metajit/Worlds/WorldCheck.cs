using MetaTracer.CodeWriter;
using MetaTracer.Optimizer;
using MetaTracer.Resume;
using MetaTracer.Trace;

namespace MetaJit.Tool.Worlds;

/// <summary>
/// Runs a trace as recorded and as optimized in made-up worlds, and compares what its calls saw, what memory became, and the state in which a guard
/// of the recorded trace fails. Where an optimized guard fails, the recorded trace goes on from there, by the guard's resume data.
/// </summary>
internal sealed class WorldCheck
{
    private const int Iterations = 5;

    private readonly TreeLoop _recorded;
    private readonly Value _counter;
    private readonly int[][] _live;
    private readonly long[] _landmarks;

    /// <param name="recorded">The trace; one that comes back to its start gets a count of iterations, so that it ends.</param>
    /// <param name="token">What it jumps to.</param>
    /// <param name="options">How to optimize.</param>
    public WorldCheck(TreeLoop recorded, LoopToken token, OptimizerOptions options)
    {
        Operation last = recorded[recorded.Count - 1];
        bool isLoop = last.Code == OpCode.jump && last.Descr == token;
        _recorded = isLoop ? Counted(recorded, out _counter) : recorded;
        _live = Liveness(_recorded);
        for (int at = 0; at < _recorded.Count; at++)
        {
            ref Operation operation = ref _recorded[at];
            if (operation.IsGuard || operation.Code == OpCode.jump) operation.Snapshot = Snapshot(PlaceOf(at));
        }
        _landmarks = [.. Landmarks(_recorded)];
        try
        {
            Optimized = (isLoop ? OptimizerPipeline.OptimizeLoop(_recorded, token, options) : OptimizerPipeline.OptimizeFunction(_recorded, token, options)).Loop;
        }
        catch (InvalidLoopException)
        {
            Optimized = null;
        }
    }

    /// <summary>What the optimizer made of the trace; null where it found that it contradicts itself.</summary>
    public TreeLoop? Optimized { get; }

    /// <summary>Worlds that the recorded trace ran in without anything that an interpreter would not do.</summary>
    public int Worlds { get; private set; }

    /// <summary>Guards of the recorded trace that held, in all worlds.</summary>
    public long GuardsHeld { get; private set; }

    /// <summary>What differs in the world of a seed; null if nothing does.</summary>
    public string? Check(int seed)
    {
        if (Optimized is null) return null;
        var world = new MadeWorld(seed, _landmarks);
        string? difference = Compare(world, seed);
        // What only the optimized trace looked at had not been made up when the recorded one was described.
        return difference is null ? null : Compare(world, seed);
    }

    private string? Compare(MadeWorld world, int seed)
    {
        MadeRun expected = new(world), actual = new(world);
        string end, ended;
        try
        {
            Begin(world, expected, _recorded);
            end = Record(expected, 0, isCounted: true);
        }
        catch (ImpossibleWorldException)
        {
            return null;
        }
        Worlds++;
        int left = -1;
        try
        {
            Begin(world, actual, Optimized!);
            ended = RunOptimized(actual, out left);
        }
        catch (ImpossibleWorldException problem)
        {
            return $"world {seed}: the optimized trace does what the recorded one does not: {problem.Message}\n{TraceWriter.Write(Optimized!, header: false)}";
        }
        string before = Describe(expected, end), after = Describe(actual, ended);
        return before == after ? null : $"world {seed}, left by operation {left}:\nexpected {before}\nactual   {after}\n{TraceWriter.Write(_recorded, header: false)}# optimized\n{TraceWriter.Write(Optimized!, header: false)}";
    }

    private void Begin(MadeWorld world, MadeRun run, TreeLoop loop)
    {
        run.Loop = loop;
        for (int k = 0; k < loop.Inputs.Count; k++)
            run.Values[loop.Inputs[k].Index] = k == _recorded.Inputs.Count - 1 && !_counter.IsNone ? new Cell(Iterations) : world.At(null, "inputs", k, 0, loop.Inputs[k].Kind);
    }

    /// <summary>Runs the recorded trace from an operation until a guard fails or it ends: where.</summary>
    private string Record(MadeRun run, int at, bool isCounted = false)
    {
        run.Loop = _recorded;
        while (true)
        {
            ref readonly Operation operation = ref _recorded.Operations[at];
            if (operation.IsGuard)
            {
                if (!run.Holds(at)) return $"at {at}";
                if (isCounted) GuardsHeld++;
            }
            else if (operation.Code == OpCode.jump)
            {
                if (_counter.IsNone) return $"at {at}";
                Move(run, _recorded.Args(operation), [.. _recorded.Inputs]);
                at = -1;
            }
            else if (operation.Code == OpCode.finish)
            {
                return $"at {at}";
            }
            else
            {
                run.Step(at);
            }
            at++;
        }
    }

    private string Describe(MadeRun run, string end) => run.Describe(end, _live[int.Parse(end.AsSpan(3))].Select(Value.FromRaw));

    private static void Move(MadeRun run, ReadOnlySpan<Value> from, ReadOnlySpan<Value> to)
    {
        Cell[] values = Array.ConvertAll(from.ToArray(), run.Of);
        for (int k = 0; k < values.Length; k++) run.Values[to[k].Index] = values[k];
    }

    private string RunOptimized(MadeRun run, out int left)
    {
        TreeLoop loop = Optimized!;
        for (left = 0; ; left++)
        {
            Operation operation = loop[left];
            if (operation.IsGuard)
            {
                if (!run.Holds(left)) return Record(run, Resume(run, operation));
            }
            else if (operation.Code == OpCode.jump)
            {
                TargetToken target = (TargetToken)operation.Descr!;
                int label = Array.FindIndex(loop.Operations.ToArray(), other => other.Code == OpCode.label && other.Descr == target);
                if (label < 0) throw new InvalidOperationException("a jump to a label of another trace");
                Move(run, loop.Args(operation), loop.Args(loop[label]));
                left = label;
            }
            else if (operation.Code == OpCode.finish)
            {
                // The recorded one ends with a finish too, and what it gives must be the same.
                int end = _recorded.Count - 1;
                Cell[] results = Array.ConvertAll(loop.Args(operation).ToArray(), run.Of);
                run.Loop = _recorded;
                ReadOnlySpan<Value> wanted = _recorded.Args(_recorded[end]);
                for (int k = 0; k < results.Length; k++)
                    if (wanted[k].IsVariable) run.Values[wanted[k].Index] = results[k];
                return $"at {end}";
            }
            else if (operation.Code != OpCode.label)
            {
                run.Step(left);
            }
        }
    }

    /// <summary>Rebuilds the recorded trace's variables from a guard's resume data: the operation to go on at.</summary>
    private int Resume(MadeRun run, in Operation operation)
    {
        var guard = (GuardDescr)operation.Descr!;
        ResumeData resume = guard.Resume!;
        Value[] failArgs = Optimized!.FailArgs(operation).ToArray();
        Cell[] constants = Array.ConvertAll(resume.Constants, c => c.Kind == Kind.Int ? new Cell(c.Bits) : c.Kind == Kind.Float ? new Cell(0, BitConverter.Int64BitsToDouble(c.Bits)) : new Cell(0, 0, run.World.Of(c.Ref)));
        MadeObject[] virtuals = Array.ConvertAll(resume.Virtuals, made => new MadeObject(-1) { Class = made.Class ?? made.Array!.ArrayClass, Length = made.Class is null ? made.Length : null });
        Cell Read(Tagged tagged) => tagged.IsNone ? default : tagged.From switch
        {
            Tagged.Source.FailArg => run.Of(failArgs[tagged.Index]),
            Tagged.Source.Constant => constants[tagged.Index],
            _ => new Cell(0, 0, virtuals[tagged.Index]),
        };
        for (int k = 0; k < virtuals.Length; k++)
            foreach ((Descr descr, int index, Tagged value) in resume.Virtuals[k].Fields) run.Store(virtuals[k], descr, Math.Max(index, 0), Read(value));
        foreach (PendingStore store in resume.PendingStores)
            run.Store(store.Target.IsNone ? null : (MadeObject)Read(store.Target).Ref!, store.Descr, store.Index.IsNone ? 0 : Read(store.Index).Int, Read(store.Value));
        ResumeFrame frame = resume.Frames.Single();
        Cell[] live = Array.ConvertAll(frame.Live, Read);
        for (int k = 0; k < live.Length; k++) run.Values[Value.FromRaw(_live[frame.Pc][k]).Index] = live[k];
        return frame.Pc;
    }

    // ---- Preparing

    /// <summary>The loop with one more input, which counts the iterations that are left.</summary>
    private static TreeLoop Counted(TreeLoop recorded, out Value counter)
    {
        var loop = new TreeLoop(recorded.Constants) { VariableCount = recorded.VariableCount };
        loop.Inputs.AddRange(recorded.Inputs);
        counter = loop.AddInput(Kind.Int);
        int end = recorded.Count - 1;
        for (int at = 0; at < end; at++)
        {
            Operation operation = recorded[at];
            loop.Append(operation.Code, operation.Result, recorded.Args(operation), operation.Descr);
        }
        Value next = loop.Emit(OpCode.int_sub, [counter, loop.Constants.Int(1)]);
        loop.Emit(OpCode.guard_true, [loop.Emit(OpCode.int_gt, [next, loop.Constants.Int(0)])]);
        loop.Append(OpCode.jump, Value.None, [.. recorded.Args(recorded[end]), next], recorded[end].Descr);
        return loop;
    }

    /// <summary>Where to go on from a guard: the operation that an overflow guard asks about is done again, and a call is not.</summary>
    private int PlaceOf(int at) => _recorded[at].Code is OpCode.guard_no_overflow or OpCode.guard_overflow ? at - 1 : at;

    private int Snapshot(int place) =>
        _recorded.Snapshots.AddSnapshot(_recorded.Snapshots.AddFrame(-1, TraceParser.PseudoFrame, place, Array.ConvertAll(_live[place], Value.FromRaw)), []);

    private static int[][] Liveness(TreeLoop loop)
    {
        var live = new int[loop.Count][];
        var needed = new SortedSet<int>();
        for (int at = loop.Count - 1; at >= 0; at--)
        {
            if (!loop[at].Result.IsNone) needed.Remove(loop[at].Result.Raw);
            foreach (Value arg in loop.Args(loop[at]))
                if (arg.IsVariable) needed.Add(arg.Raw);
            live[at] = [.. needed];
        }
        return live;
    }

    /// <summary>Integers that matter to the trace, so that worlds come close to what its guards want.</summary>
    private static IEnumerable<long> Landmarks(TreeLoop loop)
    {
        foreach (long common in (long[])[0, 1, -1, 2, 7, 64, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue]) yield return common;
        for (int at = 0; at < loop.Count; at++)
            foreach (Value arg in loop.Args(loop[at]).ToArray())
                if (arg.IsConstant && arg.Kind == Kind.Int) yield return loop.Constants.IntOf(arg);
    }
}
