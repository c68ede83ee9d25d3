using System.Diagnostics;
using System.Globalization;
using Backend;
using Backend.Runtime;
using MetaJit;
using MetaTracer;
using MetaTracer.Image;
using MetaTracer.Warmup;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Cli;

/// <summary>
/// The JIT engine for one run, made from the command line. It is attached once the program has run a little; its log and counters are
/// written at the end.
/// </summary>
public sealed class JitSession : IDisposable
{
    /// <summary>About as many as make the first loop hot: a program that runs fewer would attach an engine for nothing.</summary>
    private const int CallsBeforeStart = 1000;

    private readonly CommandLineOptions _options;
    private readonly JitParameters _parameters;
    private readonly (BackendOptions Options, bool Bridges, int? GuardsSeed) _stress;
    private readonly JitPage? _page;
    private readonly TextWriter? _log;
    private readonly TextWriter? _statsFile;
    private JitEngine? _engine;
    private EnginePreparation? _preparation;

    private JitSession(CommandLineOptions options, JitPage? page)
    {
        _options = options;
        _parameters = Parameters(options.Jit);
        _stress = Stress(options.JitStress);
        if (options.JitNames is { } tools) _stress.Options = Named(_stress.Options, tools);
        if (Array.IndexOf(Backends.Names, options.Backend) < 0)
            throw new UsageException($"there is no backend '{options.Backend}'; choose one of {string.Join(", ", Backends.Names)}");
        _page = page;
        _log = (page?.Log ?? options.JitLog) is { } file ? Writer(file) : null;
        _statsFile = options.JitStats is null or "-" ? null : Writer(options.JitStats);
    }

    /// <summary>Prepares an engine as the options say; null when they turn the JIT off.</summary>
    /// <exception cref="UsageException">A parameter, backend or stress switch that does not exist.</exception>
    public static JitSession? Start(CommandLineRequest request)
    {
        CommandLineOptions options = request.Options;
        if (options.Jit == "off") return null;
        var session = new JitSession(options, JitPage.For(request));
        JitParameters parameters = session._parameters;
        int calls = Math.Min(CallsBeforeStart, Math.Min(parameters.Threshold, parameters.FunctionThreshold));
        Evaluator.Driver.Engine = new JitStarter(calls, session.IsReady, session.Attach);
        return session;
    }

    /// <summary>
    /// A program with this text is about to be compiled and run. Where it has something that may get hot, an engine is made for it
    /// meanwhile, on another thread.
    /// </summary>
    public void Anticipate(string source)
    {
        if (IsRepeatable || _engine is not null || !MayGetHot(source)) return;
        // Class constructors of the interpreter run on the program's thread only: those of two threads may wait for each other.
        JitDriver[] drivers = Drivers;
        _preparation ??= new EnginePreparation(() => Prepared(drivers), Rehearse);
    }

    /// <summary>Of all portals: the evaluator's, and those of operations.</summary>
    public static JitDriver[] Drivers => [Evaluator.Driver, Fold.Driver, .. AnyInt.Drivers, .. IntFunctions.Drivers, .. KeySearch.Drivers, .. ProgramOrder.Drivers];

    /// <summary>The engine, attached by now.</summary>
    /// <exception cref="MetaTracer.CodeWriter.InterpreterDefinitionException">PyLite's own definition is wrong.</exception>
    public JitEngine Engine
    {
        get
        {
            if (_engine is not null) return _engine;
            JitDriver[] drivers = Drivers;
            JitEngine engine = _preparation?.Result() ?? Prepared(drivers);
            foreach (JitDriver driver in drivers) engine.Attach(driver);
            Interrupts.StopMachineCode = engine.Backend.RequestPoll;
            Interrupts.StopRecording = engine.StopRecording;
            GlobalLock.Drivers = drivers;
            GlobalLock.IsInMachineCode = () => engine.Backend.IsRunning || engine.IsTracing;
            return _engine = engine;
        }
    }

    /// <summary>
    /// Options that steer the engine or show what it does want every run to be the same: it is made where the program has run a little.
    /// </summary>
    private bool IsRepeatable =>
        _options is not { Jit: null, JitLog: null, JitView: false, JitNames: null, JitStats: null, JitStress: null } || _options.Backend != Backends.Names[0];

    private static bool MayGetHot(string source) =>
        source.Contains("for ", StringComparison.Ordinal) || source.Contains("while ", StringComparison.Ordinal)
        || source.Contains("def ", StringComparison.Ordinal) || source.Contains("import ", StringComparison.Ordinal);

    private JitEngine Prepared(JitDriver[] drivers)
    {
        TraceBackend backend = Backends.Create(_options.Backend, _stress.Options with { CodeMemoryBytes = _parameters.CodeMemory << 20 });
        var engine = new JitEngine(backend, _parameters,
            new JitEngineOptions
            {
                Log = _log,
                LogDetails = _options.JitDetails || _page is not null,
                StressBridges = _stress.Bridges,
                StressGuardsSeed = _stress.GuardsSeed,
                Interruptible = true,
                Poll = LeaveMachineCode,
                DefinitionIsTested = true,
                Image = OpenImage(ImageName),
                ThreadsTakeTurns = true,
            });
        foreach (JitDriver driver in drivers) engine.Prepare(driver);
        return engine;
    }

    /// <summary>The build puts it beside the program. Without one everything works, and starts more slowly; <c>--jit-stats</c> tells.</summary>
    private static JitImage? OpenImage(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, name);
        try
        {
            return File.Exists(path) ? JitImage.Open(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Debug.WriteLine($"{path}: {e.Message}");
            return null;
        }
    }

    private const string ImageName = "pylite.jit", RehearsalImageName = "rehearsal.jit";

    /// <summary><c>--write-jit-images</c>: writes the images and gives the exit code.</summary>
    public static int WriteImages(string folder)
    {
        using var engine = new JitEngine(Backends.Create("portable"), options: new JitEngineOptions { DefinitionIsTested = true });
        foreach (JitDriver driver in Drivers) engine.Prepare(driver);
        try
        {
            engine.WriteImage(Path.Combine(folder, ImageName));
            Rehearsal.WriteImage(Path.Combine(folder, RehearsalImageName), Backends.Create("portable"));
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            StandardStreams.CurrentError.Write($"pylite: can't write to '{folder}': {e.Message}\n");
            return 1;
        }
    }

    /// <summary>What is only to make the program faster must not end it; that a rehearsal goes well is tested.</summary>
    private void Rehearse()
    {
        try
        {
            TraceBackend backend = Backends.Create(_options.Backend);
            using JitImage? image = OpenImage(RehearsalImageName);
            Rehearsal.Run(backend, image);
            (backend as IDisposable)?.Dispose();
        }
        catch (Exception fault)
        {
            Debug.WriteLine(fault);
        }
    }

    private void LeaveMachineCode()
    {
        if (Interrupts.IsWanted || GlobalLock.IsWanted) _engine?.InvalidateAll();
    }

    /// <summary>Whether attaching takes no time now, or never will take less.</summary>
    private bool IsReady() => _preparation is not { IsDone: false };

    private bool Attach()
    {
        try
        {
            return Engine is not null;
        }
        catch (PlatformNotSupportedException e)
        {
            StandardStreams.CurrentError.Write($"pylite: going on without the JIT: {e.Message}\n");
            return false;
        }
    }

    private static JitParameters Parameters(string? text)
    {
        try
        {
            JitParameters parameters = text is null or "on" ? new JitParameters() : new JitParameters().Parse(text);
            if (text is not null) JitEngine.Check(parameters);
            return parameters;
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static (BackendOptions Options, bool Bridges, int? GuardsSeed) Stress(string? list)
    {
        var options = new BackendOptions();
        bool bridges = false;
        int? seed = null;
        foreach (string item in (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (item == "bridges") bridges = true;
            else if (item == "guards") seed = 1;
            else if (item.StartsWith("guards=", StringComparison.Ordinal)
                && int.TryParse(item.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out int number)) seed = number;
            else
            {
                options = options.With(item) ?? throw new UsageException(
                    $"unknown stress '{item}'; there are bridges, guards[=seed], {string.Join(", ", BackendOptions.StressNames)}");
            }
        }
        return (options, bridges, seed);
    }

    private static BackendOptions Named(BackendOptions options, string tools)
    {
        try
        {
            return options.WithNames(tools);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static StreamWriter Writer(string file)
    {
        try
        {
            return new StreamWriter(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"can't write '{file}': {e.Message}");
        }
    }

    /// <summary>Detaches the engine and writes what was asked for.</summary>
    public void Dispose()
    {
        // A page tells even that nothing was compiled.
        string? stats = _options.JitStats is null && _page is null ? null : Engine.Stats.ToJson();
        Interrupts.StopMachineCode = Interrupts.StopRecording = null;
        Evaluator.Driver.Engine = null;
        _engine?.Dispose();
        _log?.Dispose();
        _page?.Write();
        if (stats is null || _options.JitStats is null) return;
        (_statsFile ?? StandardStreams.CurrentError).Write(stats + "\n");
        _statsFile?.Dispose();
    }
}
