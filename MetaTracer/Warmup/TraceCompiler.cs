// From a recorded trace to compiled code that is entered: optimizer, entry, backend, registration, with statistics and log. Nothing that
// goes wrong here reaches the program: it is counted, and the program goes on interpreted.
using System.Diagnostics;
using MetaJit;
using MetaTracer.Logging;
using MetaTracer.Optimizer;
using MetaTracer.Trace;
using MetaTracer.Tracing;

namespace MetaTracer.Warmup;

internal sealed class TraceCompiler
{
    // Bridges tried in vain from one guard before it is left alone.
    private const int MaxBridgeAborts = 3;

    private readonly JitEngine _engine;
    private readonly OptimizerOptions _options;
    private int _guards;

    // Of the last trace.
    private double _optimizingSeconds;

    public TraceCompiler(JitEngine engine)
    {
        _engine = engine;
        _options = new OptimizerOptions
        {
            EnableOpts = engine.Parameters.EnableOpts,
            NextGuardNumber = () => ++_guards,
            StressGuardsSeed = engine.Options.StressGuardsSeed,
            Verify = engine.Parameters.Verify > 0,
            MaxRetraceGuards = engine.Parameters.MaxRetraceGuards,
            RetraceLimit = engine.Parameters.RetraceLimit,
            JumpCounter = engine.CodeWriter.Descrs.ArrayOf(typeof(long[])),
            Note = engine.Log is { } log ? log.Line : null,
        };
    }

    /// <summary>A trace that ends in a jump to its own start.</summary>
    public bool CompileLoop(
        TreeLoop recorded, DriverState driver, JitCell cell, LoopToken token, TraceDependency dependency, VirtualizableLayout? layout) =>
        CompileToken(recorded, driver, cell, token, dependency, layout, "loop", OptimizerPipeline.OptimizeLoop);

    /// <summary>A trace from a cell's merge point that leaves the portal or jumps to another loop.</summary>
    public bool CompileEntry(TreeLoop recorded, DriverState driver, JitCell cell, TraceDependency dependency, VirtualizableLayout? layout) =>
        CompileToken(recorded, driver, cell, driver.Cells.TokenToCompile(cell), dependency, layout, "entry", OptimizerPipeline.OptimizeFunction);

    private bool CompileToken(
        TreeLoop recorded, DriverState driver, JitCell cell, LoopToken token, TraceDependency dependency, VirtualizableLayout? layout, string what,
        Func<TreeLoop, LoopToken, OptimizerOptions, OptimizedTrace> optimize)
    {
        // Asked for by the log only: finding a name for a place takes long.
        string Title() => $"{what} {token.Number} ({cell})";
        try
        {
            OptimizedTrace optimized = Optimize(recorded, Title, dependency, () => optimize(recorded, token, _options));
            TreeLoop loop = EntryLoads.Add(optimized.Loop, driver.RedKinds.Length, layout);
            token.InputKinds = driver.RedKinds;
            JitTraceInfo? info = Generate(Title, token, null, recorded, loop, what == "loop" ? JitTraceKind.Loop : JitTraceKind.Entry, counted => _engine.Backend.CompileLoop(token, counted));
            cell.Token = token;
            token.OperationsRecorded = recorded.Count;
            _engine.Lifetimes.Add(token, loop);
            if (info is not null) _engine.TellCompiled(info);
            Release(loop);
            if (loop != optimized.Loop) Release(optimized.Loop);
            Protect(token, optimized, dependency);
            if (what == "loop") _engine.Stats.Loops++;
            else _engine.Stats.EntriesCompiled++;
            return true;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            token.Targets.Clear();
            _engine.NoteAbort(problem, CodePlace.Of($"compiling {Title()}"), driver, recorded, null);
            cell.NoteAbort(isProgress: false);
            return false;
        }
    }

    /// <summary>Whether a guard may have a bridge. A bound that is reached is counted and logged once, and the guard is left alone.</summary>
    public bool MayHaveBridge(GuardDescr guard)
    {
        JitParameters parameters = _engine.Parameters;
        string? reached =
            guard.Tried >= 2 * parameters.MaxGuardValues ? "too many values for one guard"
            : guard.Owner!.Bridges >= parameters.MaxBridges ? "too many bridges of one loop"
            : null;
        if (reached is null) return true;
        guard.DontTrace = true;
        CodePlace place = guard.Site is { } site ? new CodePlace(site.Code, site.Pc) : CodePlace.Of($"loop {guard.Owner!.Number}");
        _engine.NoteAbort(new TraceAbort(reached), place, null, null, guard);
        return false;
    }

    // A loop whose trace is longer than this has its bridges end at joins from the first.
    private const int LongLoop = 800;

    /// <summary>Whether a loop is so long or has so many bridges that further ones end at joins.</summary>
    public bool UsesSegments(LoopToken owner) =>
        _engine.Parameters.Segments is > 0 and int first && (owner.Bridges >= first || owner.OperationsRecorded > LongLoop * (1 + owner.Bridges));

    /// <summary>A trace from a guard that failed.</summary>
    public bool CompileBridge(TreeLoop recorded, GuardDescr guard, TraceDependency dependency) =>
        TryBridge(recorded, guard, () =>
        {
            Generate(recorded, OptimizeBridge(recorded, guard, dependency), guard, dependency);
            return true;
        });

    /// <summary>
    /// The same for a bridge that ends in a jump to a loop. Where that has no label for what the bridge brings, and may still get another,
    /// nothing is compiled yet: the bridge is to be traced on, through the loop.
    /// </summary>
    public bool CompileBridge(TreeLoop recorded, GuardDescr guard, TraceDependency dependency, out Retrace? retrace)
    {
        Retrace? wanted = null;
        bool isCompiled = TryBridge(recorded, guard, () =>
        {
            OptimizedTrace optimized = OptimizeBridge(recorded, guard, dependency);
            var target = (LoopToken)recorded[recorded.Count - 1].Descr!;
            if (optimized.FitsNoLabel && target.Retraces < _engine.Parameters.RetraceLimit)
            {
                wanted = new Retrace(recorded, optimized, target);
                return false;
            }
            Generate(recorded, optimized, guard, dependency);
            return true;
        });
        retrace = wanted;
        return isCompiled;
    }

    /// <summary>A bridge that was traced on and has come by its loop's header again.</summary>
    /// <param name="whole">From the guard to the second time at the header.</param>
    /// <param name="iteration">From the first time at the header to the second.</param>
    public bool CompileRetrace(Retrace retrace, TreeLoop whole, TreeLoop iteration, GuardDescr guard, TraceDependency dependency) =>
        TryBridge(whole, guard, () =>
        {
            // One iteration may have made of the values what a label wants: then the bridge just is that much longer.
            OptimizedTrace optimized = OptimizeBridge(whole, guard, dependency);
            _engine.Stats.Retraces++;
            if (optimized.FitsNoLabel)
            {
                retrace.Target.Retraces++;
                optimized = Optimize(
                    iteration, () => $"iteration after {Title(guard)}", dependency,
                    () => OptimizerPipeline.OptimizeRetrace(retrace.Recorded, iteration, guard, guard.Owner!, _options));
            }
            Generate(whole, optimized, guard, dependency);
            return true;
        });

    /// <summary>
    /// A bridge that goes through joins, in pieces, and perhaps ends at one. False where it ends at a join that has no segment for what it brings.
    /// </summary>
    /// <param name="passed">The joins it goes through.</param>
    public bool CompilePieces(TreeLoop[] pieces, IReadOnlyList<Join> passed, GuardDescr guard, TraceDependency dependency) =>
        TryBridge(pieces[^1], guard, () =>
        {
            LoopToken owner = guard.Owner!;
            OptimizedTrace optimized = Optimize(
                pieces, () => Title(guard), dependency, () => OptimizerPipeline.OptimizePieces(pieces, guard, owner, _options));
            if (optimized.FitsNoLabel && pieces[^1][pieces[^1].Count - 1].Descr is LoopToken { IsJoin: true }) return false;
            foreach (TargetToken label in optimized.NewLabels) label.Owner!.Targets.Add(label);
            Generate(pieces[^1], optimized, guard, dependency);
            foreach (Join join in passed) owner.Joins.Add(join);
            _engine.Stats.Segments += passed.Count;
            return true;
        });

    /// <summary>A bridge that could not be traced on is compiled as it is.</summary>
    public bool CompileAsItIs(Retrace retrace, GuardDescr guard, TraceDependency dependency) =>
        TryBridge(retrace.Recorded, guard, () =>
        {
            if (dependency.HasChanged) throw new TraceAbort("quasi-immutable changed while tracing");
            Generate(retrace.Recorded, retrace.Optimized, guard, dependency);
            return true;
        });

    private static string Title(GuardDescr guard) => $"bridge from guard {guard.Number} of loop {guard.Owner?.Number}";

    private OptimizedTrace OptimizeBridge(TreeLoop recorded, GuardDescr guard, TraceDependency dependency) =>
        Optimize(recorded, () => Title(guard), dependency, () => OptimizerPipeline.OptimizeBridge(recorded, guard, guard.Owner!, _options));

    private void Generate(TreeLoop recorded, OptimizedTrace optimized, GuardDescr guard, TraceDependency dependency)
    {
        LoopToken owner = guard.Owner!;
        JitTraceInfo? info;
        try
        {
            info = Generate(() => Title(guard), owner, guard, recorded, optimized.Loop, JitTraceKind.Bridge, counted => _engine.Backend.CompileBridge(guard, counted));
        }
        catch
        {
            foreach (TargetToken label in optimized.NewLabels) label.Owner!.Targets.Remove(label);
            throw;
        }
        guard.HasBridge = true;
        guard.JumpCount?.AsSpan().Clear();
        LoopLifetimes.AddEdges(owner, optimized.Loop);
        if (info is not null) _engine.TellCompiled(info);
        Release(optimized.Loop);
        foreach (TargetToken label in optimized.NewLabels)
        {
            // The loop, or the join, now has code that stands in another's.
            if (label.Owner != owner) label.Owner!.JumpsTo.Add(owner);
            _engine.Stats.LabelsAdded++;
        }
        Protect(owner, optimized, dependency);
        owner.Bridges++;
        owner.OperationsRecorded += recorded.Count;
        _engine.Stats.Bridges++;
    }

    private bool TryBridge(TreeLoop recorded, GuardDescr guard, Func<bool> compile)
    {
        try
        {
            return compile();
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            _engine.NoteAbort(problem, CodePlace.Of($"compiling {Title(guard)}"), null, recorded, guard);
            GiveUpAfterFailures(guard, isProgress: false);
            return false;
        }
    }

    /// <summary>Starts counting again; a guard whose bridges fail again and again is left alone.</summary>
    public void GiveUpAfterFailures(GuardDescr guard, bool isProgress)
    {
        guard.FailCount = 0;
        guard.Rent = 0;
        if (isProgress) return;
        if (++guard.Aborts >= MaxBridgeAborts) guard.DontTrace = true;
    }

    private OptimizedTrace Optimize(TreeLoop recorded, Func<string> title, TraceDependency dependency, Func<OptimizedTrace> optimize) =>
        Optimize([recorded], title, dependency, optimize);

    private OptimizedTrace Optimize(TreeLoop[] recorded, Func<string> title, TraceDependency dependency, Func<OptimizedTrace> optimize)
    {
        if (dependency.HasChanged) throw new TraceAbort("quasi-immutable changed while tracing");
        foreach (TreeLoop piece in recorded)
        {
            _engine.Stats.OperationsRecorded += piece.Count;
            _engine.Log?.Trace($"recorded {title()}", piece);
        }
        long start = Stopwatch.GetTimestamp();
        try
        {
            return optimize();
        }
        finally
        {
            _optimizingSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            _engine.Stats.SecondsOptimizing += _optimizingSeconds;
        }
    }

    private JitTraceInfo? Generate(Func<string> title, LoopToken owner, GuardDescr? guard, TreeLoop recorded, TreeLoop loop, JitTraceKind kind, Action<TreeLoop> compile)
    {
        object made = guard is null ? owner : guard;
        owner.Worth.Note(loop, owner, guard);
        if (_engine.Log is { HasDetails: true } log) loop = RunCounters.Add(loop, guard is null ? $"loop {owner.Number}" : $"bridge {guard.Number}", _engine.CodeWriter.Descrs, log);
        _engine.Log?.Trace($"optimized {title()}", loop);
        JitTraceInfo? info = !_engine.TellsTraces ? null
            : new JitTraceInfo(kind, owner, guard, recorded, loop, () => _engine.Backend.Disassemble(made)) { OptimizingSeconds = _optimizingSeconds };
        if (info is not null) _engine.TellCompiling(info);
        long start = Stopwatch.GetTimestamp(), bytes = _engine.Backend.CodeBytesInUse;
        double seconds = 0;
        try
        {
            compile(loop);
        }
        finally
        {
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            _engine.Stats.SecondsGeneratingCode += seconds;
            if (info is not null) (info.GeneratingSeconds, info.CodeBytes) = (seconds, _engine.Backend.CodeBytesInUse - bytes);
        }
        _engine.NoteCode();
        JitStats stats = _engine.Stats;
        stats.OperationsLeft += loop.Count;
        foreach (ref Operation operation in loop.Operations)
            if (operation.IsGuard) stats.Guards++;
        _engine.Log?.MachineCode(title(), made);
        _engine.Log?.Compiled(title(), _engine.Backend.CodeBytesInUse - bytes, _optimizingSeconds, seconds);
        CallCosts.Note(loop);
        UnusedConstants.Drop(loop);
        return info;
    }

    /// <summary>Nobody but the backend may want a trace that is compiled.</summary>
    private void Release(TreeLoop compiled)
    {
        if (!_engine.Backend.KeepsTraces) compiled.Release();
    }

    private static void Protect(LoopToken token, OptimizedTrace optimized, TraceDependency dependency)
    {
        dependency.Protect(token);
        foreach (QuasiImmutable value in optimized.Dependencies) value.Register(token);
    }
}
