// The engine: attaches to drivers, decides when to trace and when to run compiled code, and deals with how compiled code is left.
// The parts it ties together: CodeWriter (IL to JitCode), Tracing (the meta-interpreter), Optimizer, TraceBackend, Resume (the blackhole).
using System.Diagnostics;
using System.Runtime.CompilerServices;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Image;
using MetaTracer.Logging;
using MetaTracer.Resume;
using MetaTracer.Trace;
using MetaTracer.Tracing;
using MetaTracer.Warmup;

namespace MetaTracer;

/// <summary>
/// A tracing JIT compiler for the interpreters whose drivers it is attached to. One thread at a time may run them.
/// </summary>
public sealed class JitEngine : ITraceHost, IDisposable
{
    private readonly Dictionary<JitDriver, DriverState> _states = [];

    // Attached, but no trace has called them yet: most programs need few.
    private readonly Dictionary<JitDriver, JitCode> _operations = [];

    // No engine stands in a driver of those yet.
    private static readonly ConditionalWeakTable<JitDriver, JitEngine> s_operations = [];
    private readonly Blackhole _blackhole;
    private readonly ResumeReader _resumeReader = new();

    // Empty, for the next guard that fails.
    private List<Frame>? _idleFrames;
    private DriverState? _lastState;
    private readonly JitValues _reds = new();
    private MetaInterpreter? _idleMetaInterpreter;
    private int _tracesUnderWay;

    // When the engine was made.
    private readonly long _made;

    // Seconds of the trace under way in which the program itself ran.
    private double _runningSeconds;
    private int _tokens;

    // The one that may run the interpreters.
    private Thread? _thread;
    private bool _isDisposed;

    /// <summary>An engine that is attached to nothing yet.</summary>
    /// <param name="backend">What runs its traces: one for each engine. <c>Backends.Create</c> makes it.</param>
    /// <param name="parameters">When something is traced, and how much of it.</param>
    /// <param name="options">What it tells, checks and may take for granted.</param>
    /// <exception cref="FormatException">There is no optimization of a name in <see cref="JitParameters.EnableOpts"/>.</exception>
    /// <exception cref="InvalidOperationException">The backend serves another engine.</exception>
    /// <exception cref="PlatformNotSupportedException">The process was compiled ahead of time to native code.</exception>
    public JitEngine(TraceBackend backend, JitParameters? parameters = null, JitEngineOptions? options = null)
    {
        CheckRuntime();
        _made = Stopwatch.GetTimestamp();
        Backend = backend;
        Parameters = parameters ?? new JitParameters();
        Check(Parameters);
        Options = options ?? new JitEngineOptions();
        CodeWriter = new JitCodeWriter(Options.DefinitionIsTested && Parameters.Image != 0 ? Options.Image : null);
        Stats = new JitStats(backend, CodeWriter);
        Log = Options.Log is { } writer ? new JitLog(writer, backend, Options.LogDetails) : null;
        LoopIncrement = 1f / Math.Max(1, Parameters.Threshold);
        FunctionIncrement = 1f / Math.Max(1, Parameters.FunctionThreshold);
        if (backend.Host is JitEngine) throw new InvalidOperationException("the backend serves another engine: make one for each engine");
        backend.Host = this;
        backend.KeepsTexts = Log is not null;
        Compiler = new TraceCompiler(this);
        Lifetimes = new LoopLifetimes(this);
        Economics = new Economics(this);
        CallCosts = new CallCosts(this);
        if (Options.Listened) JitEventSource.Show(Stats);
        _blackhole = new Blackhole(this);
    }

    /// <summary>That each name in the parameters is one of an optimization.</summary>
    /// <exception cref="FormatException">One is not; the message says which there are.</exception>
    public static void Check(JitParameters parameters) => Optimizer.OptimizerPipeline.ParseEnabled(parameters.EnableOpts);

    /// <summary>That the process has what an engine needs of .NET.</summary>
    /// <exception cref="PlatformNotSupportedException">It was compiled ahead of time to native code.</exception>
    public static void CheckRuntime()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported) throw new PlatformNotSupportedException(NoNativeAot);
    }

    // MetaJit.Engine.targets says the same when such a program is built.
    private const string NoNativeAot = "MetaJit reads the interpreter's IL and has .NET compile calls into it as it runs; a program that was published as native code "
        + "(PublishAot) has neither. Publish it ReadyToRun, trimmed or as a single file instead";

    /// <summary>What runs the traces.</summary>
    public TraceBackend Backend { get; }

    /// <summary>When something is traced, and how much of it.</summary>
    public JitParameters Parameters { get; }

    /// <summary>As given when the engine was made.</summary>
    public JitEngineOptions Options { get; }

    /// <summary>What the engine counts.</summary>
    public JitStats Stats { get; }

    internal JitCodeWriter CodeWriter { get; }

    internal JitLog? Log { get; }
    internal TraceCompiler Compiler { get; }
    internal LoopLifetimes Lifetimes { get; }
    internal Economics Economics { get; }
    internal CallCosts CallCosts { get; }
    internal IEnumerable<DriverState> Drivers => _states.Values;
    internal float LoopIncrement { get; }
    internal float FunctionIncrement { get; }

    /// <summary>
    /// From now on the driver's interpreter is compiled where it gets hot. On the thread that runs the interpreter; again, to hand the engine
    /// over to another thread.
    /// </summary>
    /// <exception cref="InterpreterDefinitionException">The interpreter's definition is wrong; the message lists every problem.</exception>
    /// <exception cref="InvalidOperationException">Another engine is attached to the driver, or another thread runs this one.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed of.</exception>
    public void Attach(JitDriver driver)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        CheckFree(driver);
        if (_thread != Thread.CurrentThread)
        {
            if (_thread is not null && Options.IsForOneThread) throw new InvalidOperationException("the engine is for the thread that attached it first");
            if (_thread is not null && IsRunning) throw new InvalidOperationException($"another thread runs the engine of the driver '{driver.Name}': it cannot be handed over now");
            _thread = Thread.CurrentThread;
        }
        if (!_states.ContainsKey(driver) && !_operations.ContainsKey(driver)) Prepare(driver);
        Backend.BeginOnThisThread();
        if (_states.TryGetValue(driver, out DriverState? state)) state.Connect();
        else if (!Options.IsForOneThread) s_operations.AddOrUpdate(driver, this);
    }

    /// <summary>That no other engine stands in the driver.</summary>
    internal void CheckFree(JitDriver driver)
    {
        bool isFree = driver.Engine switch
        {
            IAttachedEngine attached => attached.Engine == this,
            IEntriesByThread shared => Options.IsForOneThread ? shared.Entries.EngineHere is not { } here || here == this : shared.Entries.IsEmpty,
            _ => true,
        };
        if (!isFree || s_operations.TryGetValue(driver, out JitEngine? other) && other != this)
            throw new InvalidOperationException($"another engine is attached to the driver '{driver.Name}': detach or dispose of it first, or give each thread one of its own ({nameof(JitEngineOptions)}.{nameof(JitEngineOptions.IsForOneThread)})");
    }

    private bool IsRunning => Backend.IsRunning || IsTracing;

    /// <summary>The engine is about to trace or to run code for the calling thread. Before that it only counts, which any thread may do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EnterOnThisThread(JitDriver driver)
    {
        if (_thread != Thread.CurrentThread) ChangeThread(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ChangeThread(JitDriver driver)
    {
        if (Options.ThreadsTakeTurns && !IsRunning)
        {
            _thread = Thread.CurrentThread;
            return;
        }
        throw new InvalidOperationException(
            $"the driver '{driver.Name}' is run by thread {Environment.CurrentManagedThreadId}{Named(Thread.CurrentThread)}, but its engine belongs to thread "
            + $"{_thread?.ManagedThreadId}{Named(_thread)}: one thread at a time runs an engine's interpreters. "
            + (Options.ThreadsTakeTurns ? "The interpreter's lock must not be let go while the engine runs"
                : "Detach the engine, hand it over (Attach on the other thread), or set JitEngineOptions.ThreadsTakeTurns if a lock of the interpreter lets one thread in at a time"));

        static string Named(Thread? thread) => thread?.Name is { } name ? $" ({name})" : "";
    }

    /// <summary>
    /// What of attaching takes time: converts the driver's portal and checks the interpreter's definition. On any thread, while the
    /// interpreter runs without the engine; nothing else may use the engine until this has returned.
    /// </summary>
    /// <exception cref="InterpreterDefinitionException">The interpreter's definition is wrong; the message lists every problem.</exception>
    public void Prepare(JitDriver driver)
    {
        JitCode portal = CodeWriter.Portal(driver, Options.DefinitionIsTested);
        if (!Options.DefinitionIsTested) Warn(CodeWriter.Warnings(driver));
        if (driver.IsOperation)
        {
            _operations[driver] = portal;
            return;
        }
        Type? frame = driver.Parameters.Select(parameter => parameter.ParameterType).FirstOrDefault(type => type.IsDefined(typeof(VirtualizableAttribute), true));
        VirtualizableInfo? virtualizable = frame is null ? null : new VirtualizableInfo(frame, CodeWriter.Descrs);
        _states[driver] = Portals.Create(this, driver, portal, virtualizable);
    }

    /// <summary>
    /// What of the interpreters attached so far is no mistake, but slow: each with the C# file and line, and what to do. Most are found when
    /// attaching; that calls cost more than machine code gains is found while a program runs.
    /// <see cref="JitEngineOptions.Warn"/> gets them as they are found; the log has them too.
    /// </summary>
    public IReadOnlyList<string> Warnings => _warnings;

    private readonly List<string> _warnings = [];

    internal void Warn(IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
        {
            if (_warnings.Contains(warning)) continue;
            _warnings.Add(warning);
            Tell(Options.Warn, warning);
            JitEvents.Source?.Warned(warning);
            Log?.Line($"warning: {warning}");
        }
    }

    /// <summary>
    /// A trace has been optimized and goes to the backend. On the thread that runs the interpreter, in the middle of its work: handlers may
    /// not run it. What one throws is a warning.
    /// </summary>
    public event Action<JitTraceInfo>? Compiling;

    /// <summary>A trace has been compiled, and is entered from now on. As for <see cref="Compiling"/>.</summary>
    public event Action<JitTraceInfo>? Compiled;

    /// <summary>A trace was given up. As for <see cref="Compiled"/>.</summary>
    public event Action<JitAbortInfo>? Aborted;

    /// <summary>Whether anybody wants to know of each trace.</summary>
    internal bool TellsTraces => Compiling is not null || Compiled is not null || JitEvents.Source is { } source && source.IsEnabled();

    internal void TellCompiling(JitTraceInfo info) => Tell(Compiling, info);

    /// <summary>There is machine code that was not there before.</summary>
    internal void NoteCode()
    {
        if (Stats.SecondsToFirstCode == 0) Stats.SecondsToFirstCode = Stopwatch.GetElapsedTime(_made).TotalSeconds;
    }

    internal void TellCompiled(JitTraceInfo info)
    {
        Tell(Compiled, info);
        JitEvents.Source?.Compiled(info);
        info.Pass();
    }

    private void Tell<T>(Action<T>? handlers, T what)
    {
        try
        {
            handlers?.Invoke(what);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Half a trace is compiled by now, and the program knows nothing of it.
            if (what is not string) Warn([$"a handler of the engine's events threw: {problem}"]);
        }
    }

    /// <summary>
    /// Writes all that traces of the drivers prepared so far may follow, converted, for <see cref="JitEngineOptions.Image"/> of later runs. It takes
    /// seconds, and belongs into an interpreter's build.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteImage(string path)
    {
        CodeWriter.ConvertAll();
        ImageWriter.Write(CodeWriter, path);
    }

    /// <summary>From now on the driver's interpreter only interprets.</summary>
    public void Detach(JitDriver driver)
    {
        _lastState = null;
        if (_operations.Remove(driver)) ForgetOperation(driver);
        if (_states.Remove(driver, out DriverState? state)) state.Disconnect();
    }

    /// <summary>Detaches all drivers, which are only interpreted from then on. The backend is its maker's to dispose of.</summary>
    public void Dispose()
    {
        if (!_isDisposed) Log?.Counts(Stats, CodeWriter.Callees);
        _isDisposed = true;
        foreach (DriverState state in _states.Values) state.Disconnect();
        foreach (JitDriver driver in _operations.Keys) ForgetOperation(driver);
        _states.Clear();
        _operations.Clear();
        _lastState = null;
    }

    private void ForgetOperation(JitDriver driver)
    {
        if (s_operations.TryGetValue(driver, out JitEngine? engine) && engine == this) s_operations.Remove(driver);
    }

    internal DriverState StateOf(JitDriver driver)
    {
        if (_lastState is { } last && ReferenceEquals(last.Driver, driver)) return last;
        if (!_states.TryGetValue(driver, out DriverState? state))
        {
            if (!_operations.Remove(driver, out JitCode? portal)) throw new InvalidOperationException($"the driver '{driver.Name}' is not attached to this engine");
            _states[driver] = state = Portals.Create(this, driver, portal, null);
            ForgetOperation(driver);
            state.Connect();
        }
        return _lastState = state;
    }

    internal LoopToken NewToken(DriverState driver, JitCell cell)
    {
        var token = new LoopToken(++_tokens, driver.Driver, cell.Greens, cell.EntryPoint) { InputKinds = driver.RedKinds, Effect = driver.Effect };
        token.Invalidated += invalid =>
        {
            Stats.Invalidations++;
            Log?.Line($"loop {invalid.Number} ({cell}) is invalid");
        };
        return token;
    }

    /// <summary>The token of a join in some loop's bridges.</summary>
    internal LoopToken NewJoinToken(DriverState driver, object?[] greens) => new(++_tokens, driver.Driver, greens) { IsJoin = true };

    /// <summary>
    /// Makes all compiled code invalid: what runs is left at its next guard_not_invalidated, with the interpreter's state as it is there.
    /// On the thread that runs the interpreters only, as from <see cref="JitEngineOptions.Poll"/>.
    /// </summary>
    public void InvalidateAll()
    {
        foreach (LoopToken token in Lifetimes.Compiled.ToArray()) token.Invalidate();
    }

    /// <summary>
    /// A back edge or function entry that is hot or compiled; the portal's parameters stand in the driver's exit. Gives back that exit.
    /// </summary>
    internal PortalExit Enter(DriverState driver, JitCell? cell)
    {
        PortalExit exit = driver.Exit;
        exit.Kind = ExitKind.None;
        if (cell?.CompiledToken is { } token) return cell.GoesOnResting() ? exit : Execute(driver, cell, token);
        return MayTrace && cell is not { IsBeingTraced: true } ? TraceFrom(driver, cell, exit) : exit;
    }

    /// <summary>Traces from a merge point if it is worth while, and goes on in what comes of it.</summary>
    private PortalExit TraceFrom(DriverState driver, JitCell? cell, PortalExit exit)
    {
        object?[] greens = ReadGreens(driver, exit);
        cell ??= driver.Cells.Add(greens);
        if (cell.IsGivenUp || driver.Driver.ConfirmEnter is { } confirm && confirm.DynamicInvoke(driver.TypedGreens(greens)) is false) return exit;
        if (!Economics.MayCompile()) return exit;
        driver.Cells.Decay(Parameters.Decay);
        Lifetimes.NextGeneration(cell, null);
        cell.IsBeingTraced = true;
        cell.IsWanted = false;
        PortalExit traced = Trace(meta => meta.TraceFromInterpreter(driver, cell, exit));
        cell.IsBeingTraced = false;
        return GoOn(driver, traced);
    }

    /// <summary>Enters compiled code at once where a trace has just ended at its start.</summary>
    private PortalExit GoOn(DriverState driver, PortalExit exit)
    {
        if (exit.Kind == ExitKind.State && driver.Cells.Find(ReadGreens(driver, exit)) is { CompiledToken: { } token } cell)
            return Execute(driver, cell, token);
        return exit;
    }

    /// <summary>Runs compiled code with the reds in the driver's exit.</summary>
    private PortalExit Execute(DriverState driver, JitCell cell, LoopToken token)
    {
        Economics.Account outer = Economics.Begin(token);
        try
        {
            return Execute(driver, token);
        }
        finally
        {
            Economics.End(cell, outer);
        }
    }

    private PortalExit Execute(DriverState driver, LoopToken token)
    {
        PortalExit exit = driver.Exit;
        token.Generation = Lifetimes.Generation;
        Log?.Entered(token);
        _reds.EnsureCapacity(driver.RedPositions.Length);
        for (int k = 0; k < driver.RedPositions.Length; k++)
        {
            int position = driver.RedPositions[k];
            switch (driver.RedKinds[k])
            {
                case Kind.Int: _reds.Ints[k] = exit.Ints[position]; break;
                case Kind.Ref: _reds.Refs[k] = exit.Refs[position]; break;
                default: _reds.Floats[k] = exit.Floats[position]; break;
            }
        }
        DeadFrame dead;
        long start = Log is { HasDetails: true } ? Stopwatch.GetTimestamp() : 0;
        try
        {
            dead = Backend.Execute(token, _reds);
        }
        catch (Exception exception)
        {
            // An exception of the program that compiled code has no handler for, or what Poll threw.
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
            return exit;
        }
        finally
        {
            Array.Clear(_reds.Refs, 0, driver.RedPositions.Length);
            if (start != 0) Log!.Left(token, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return Leave(driver, dead);
    }

    private PortalExit Leave(DriverState driver, DeadFrame dead)
    {
        if (dead.Descr is GuardDescr guard) return GuardFailed(guard, dead);
        var finish = (FinishDescr)dead.Descr;
        Economics.Leave(finish);
        PortalExit exit = driver.Exit;
        if (finish.IsException)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = (Exception)dead.Values.Refs[0]!;
            dead.Clear(1);
            return exit;
        }
        exit.Kind = ExitKind.Return;
        switch (finish.Kind)
        {
            case Kind.Int: exit.Ints[0] = dead.Values.Ints[0]; break;
            case Kind.Ref: exit.Refs[0] = dead.Values.Refs[0]; break;
            case Kind.Float: exit.Floats[0] = dead.Values.Floats[0]; break;
        }
        dead.Clear(1);
        return exit;
    }

    private PortalExit GuardFailed(GuardDescr guard, DeadFrame dead)
    {
        Stats.GuardFailures++;
        Log?.Failed(guard);
        Economics.Leave(guard);
        DriverState driver = StateOf(guard.Store!.Portal!.Portal!);
        bool isBridgeWanted = !guard.DontTrace && !guard.IsAhead && !guard.HasBridge && !guard.IsBeingTraced && MayTrace
            && guard.Code != OpCode.guard_not_invalidated && guard.Owner is { IsInvalidated: false, IsFreed: false }
            && Economics.IsPaidFor(guard) && Compiler.MayHaveBridge(guard);
        return isBridgeWanted ? TraceFrom(driver, guard, dead) : ResumeInBlackhole(guard, dead, guard.IsAhead ? null : dead.Exception);
    }

    private PortalExit TraceFrom(DriverState driver, GuardDescr guard, DeadFrame dead)
    {
        Lifetimes.NextGeneration(null, guard.Owner);
        guard.IsBeingTraced = true;
        PortalExit traced = Trace(meta => meta.TraceFromGuard(driver, guard, dead));
        guard.IsBeingTraced = false;
        return GoOn(driver, traced);
    }

    /// <summary>Where a portal that the frame has called leaves its result, if that is a struct: no register has it before it is read there.</summary>
    internal StructPlace? StructLeftFor(Frame frame) =>
        frame.Code.Code[frame.Pc - 1].X is CallInfo { Portal: { } portal } ? StateOf(portal).ResultPlace : null;

    internal PortalExit ResumeInBlackhole(GuardDescr guard, DeadFrame dead, Exception? pending)
    {
        DriverState driver = StateOf(guard.Store!.Portal!.Portal!);
        List<Frame> frames = _idleFrames ?? [];
        _idleFrames = null;
        _resumeReader.Read(guard, dead.Values, driver.Virtualizable, null, frames);
        dead.Clear(guard.FailKinds.Length);
        // A call was expected to raise and has returned.
        if (guard.Code == OpCode.guard_exception && pending is null && StructLeftFor(frames[^1]) is { } place) place.Give(frames[^1], frames[^1].PendingCall.Results);
        if (++guard.Failures == JitStats.ManyFailures) Stats.NoteGuard(guard, PlaceOf(frames));
        PortalExit exit = RunBlackhole(frames, pending);
        Economics.EndFailure(guard);
        _idleFrames = frames;
        return exit;
    }

    /// <summary>Where the innermost function of the user's program stands.</summary>
    private string PlaceOf(List<Frame> frames)
    {
        Frame frame = frames.FindLast(candidate => candidate.Code.Portal is not null)!;
        DriverState driver = StateOf(frame.Code.Portal!);
        return driver.LocationOf(driver.GreensOf(frame));
    }

    internal PortalExit RunBlackhole(List<Frame> frames, Exception? pending)
    {
        PortalExit exit = _blackhole.Run(frames, pending);
        Stats.InstructionsBlackholed = _blackhole.Executed;
        return exit;
    }

    /// <summary>
    /// A trace that calls compiled code runs the program, for as long as the call takes, which may find something hot as well. Each such
    /// trace stands on the stack, so they are few.
    /// </summary>
    private bool MayTrace => _tracesUnderWay < MaxTracesUnderWay;

    /// <summary>Whether a trace is being recorded.</summary>
    public bool IsTracing => _tracesUnderWay > 0;

    /// <summary>The traces under way are to be given up at their next instruction.</summary>
    internal bool StopsRecording { get; private set; }

    /// <summary>Gives up what is being recorded: the interpreter is about to do what no trace may do.</summary>
    public void StopRecording() => StopsRecording = IsTracing;

    private const int MaxTracesUnderWay = 5;

    private PortalExit Trace(Func<MetaInterpreter, PortalExit> trace)
    {
        MetaInterpreter meta = _idleMetaInterpreter ?? new MetaInterpreter(this);
        _idleMetaInterpreter = null;
        long executed = meta.Executed;
        double compiling = Stats.SecondsOptimizing + Stats.SecondsGeneratingCode, runningOutside = _runningSeconds;
        _runningSeconds = 0;
        long start = Stopwatch.GetTimestamp();
        if (Stats.TracesStarted++ == 0) Stats.SecondsToFirstTrace = Stopwatch.GetElapsedTime(_made, start).TotalSeconds;
        _tracesUnderWay++;
        try
        {
            return trace(meta);
        }
        finally
        {
            if (--_tracesUnderWay == 0) StopsRecording = false;
            meta.Forget();
            _idleMetaInterpreter = meta;
            Stats.InstructionsTraced += meta.Executed - executed;
            compiling = Stats.SecondsOptimizing + Stats.SecondsGeneratingCode - compiling;
            Stats.SecondsTracing += Stopwatch.GetElapsedTime(start).TotalSeconds - compiling - _runningSeconds;
            _runningSeconds = runningOutside;
            Economics.TraceEnds();
        }
    }

    /// <summary>Calls the portal in the middle of a trace.</summary>
    internal void RunPortal(DriverState driver, PortalExit exit)
    {
        double compiling = Stats.SecondsOptimizing + Stats.SecondsGeneratingCode;
        long start = Stopwatch.GetTimestamp();
        driver.CallPortal(exit);
        compiling = Stats.SecondsOptimizing + Stats.SecondsGeneratingCode - compiling;
        _runningSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds - compiling;
    }

    /// <summary>A trace was given up; the program goes on.</summary>
    internal void NoteAbort(Exception problem, CodePlace place, DriverState? driver, TreeLoop? trace, GuardDescr? from)
    {
        string reason = problem switch
        {
            TraceAbort abort => abort.Reason,
            Optimizer.InvalidLoopException => "invalid loop",
            CodeMemoryExhaustedException => "code memory exhausted",
            _ => $"internal error: {problem.GetType().Name}: {problem.Message}",
        };
        Stats.NoteAbort(reason, place);
        if (problem is CodeMemoryExhaustedException) Lifetimes.IsMemoryShort = true;
        if (Aborted is not null || JitEvents.Source is { } source && source.IsEnabled())
        {
            var abort = new JitAbortInfo(reason, problem.Message, place.ToString(), from?.Number);
            Tell(Aborted, abort);
            JitEvents.Source?.Aborted(abort);
        }
        if (Log is null) return;
        string what = from is null ? place.ToString() : $"{place}, in a bridge from guard {from.Number}";
        Log.Abort(problem is TraceAbort or Optimizer.InvalidLoopException ? problem.Message : problem.ToString(), what, trace);
    }

    private static object?[] ReadGreens(DriverState driver, PortalExit exit) =>
        Array.ConvertAll(driver.GreenPositions, position => DriverState.KindOf(driver.ParameterTypes[position]) switch
        {
            Kind.Int => exit.Ints[position],
            Kind.Float => (object?)exit.Floats[position],
            _ => exit.Refs[position],
        });

    void ITraceHost.FinishCall(DeadFrame frame)
    {
        var guard = (GuardDescr)frame.Descr;
        DriverState driver = StateOf(guard.Store!.Portal!.Portal!);
        Deliver(driver, GuardFailed(guard, frame), frame.Values);
    }

    void ITraceHost.CallPortal(LoopToken token, JitValues reds)
    {
        DriverState driver = StateOf(token.Driver!);
        PortalExit exit = driver.Exit;
        for (int k = 0; k < driver.GreenPositions.Length; k++)
        {
            int position = driver.GreenPositions[k];
            switch (token.Greens[k])
            {
                case long number: exit.Ints[position] = number; break;
                case double real: exit.Floats[position] = real; break;
                case var reference: exit.Refs[position] = reference; break;
            }
        }
        for (int k = 0; k < driver.RedPositions.Length; k++)
        {
            int position = driver.RedPositions[k];
            switch (driver.RedKinds[k])
            {
                case Kind.Int: exit.Ints[position] = reds.Ints[k]; break;
                case Kind.Ref: exit.Refs[position] = reds.Refs[k]; break;
                default: exit.Floats[position] = reds.Floats[k]; break;
            }
        }
        exit.Kind = ExitKind.State;
        Economics.Leave();
        Deliver(driver, exit, reds);
    }

    void ITraceHost.Poll() => Options.Poll?.Invoke();

    void ITraceHost.LookAtCalls() => CallCosts.Look();

    /// <summary>Runs the portal to its end and puts the result in place 0; an exception comes out. With either, compiled code goes on.</summary>
    private void Deliver(DriverState driver, PortalExit exit, JitValues values)
    {
        if (exit.Kind == ExitKind.State) driver.CallPortal(exit);
        Economics.Enter();
        if (exit.Kind == ExitKind.Exception) throw Portals.Rethrow(exit);
        switch (driver.ResultKind)
        {
            case Kind.Int: values.Ints[0] = exit.Ints[0]; break;
            case Kind.Ref: values.Refs[0] = exit.Refs[0]; break;
            case Kind.Float: values.Floats[0] = exit.Floats[0]; break;
        }
    }
}
