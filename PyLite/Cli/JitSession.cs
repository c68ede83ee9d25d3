using System.Globalization;
using Backend;
using Backend.Runtime;
using MetaJit;
using MetaTracer;
using PyLite.Interpreter;
using PyLite.Modules;

namespace PyLite.Cli;

/// <summary>The JIT engine for one run, made from the command line: attached at the start, its log and counters written at the end.</summary>
public sealed class JitSession : IDisposable
{
    private readonly JitEngine _engine;
    private readonly TextWriter? _log;
    private readonly string? _statsFile;

    private JitSession(JitEngine engine, TextWriter? log, string? statsFile)
    {
        _engine = engine;
        _log = log;
        _statsFile = statsFile;
    }

    public JitEngine Engine => _engine;

    /// <summary>Attaches an engine as the options say; null when they turn the JIT off.</summary>
    /// <exception cref="UsageException">A parameter, backend or stress switch that does not exist.</exception>
    public static JitSession? Start(CommandLineOptions options)
    {
        if (options.Jit == "off") return null;
        JitParameters parameters = Parameters(options.Jit);
        (BackendOptions backendOptions, bool bridges, int? guardsSeed) = Stress(options.JitStress);
        TraceBackend backend = MakeBackend(options.Backend, backendOptions);
        TextWriter? log = options.JitLog is { } file ? Writer(file) : null;
        var engine = new JitEngine(backend, parameters, new JitEngineOptions { Log = log, StressBridges = bridges, StressGuardsSeed = guardsSeed });
        engine.Attach(Evaluator.Driver);
        return new JitSession(engine, log, options.JitStats);
    }

    private static JitParameters Parameters(string? text)
    {
        try
        {
            return text is null or "on" ? new JitParameters() : new JitParameters().Parse(text);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static TraceBackend MakeBackend(string name, BackendOptions options)
    {
        try
        {
            return Backends.Create(name, options);
        }
        catch (Exception e) when (e is ArgumentException or PlatformNotSupportedException)
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
        string? stats = _statsFile is null ? null : _engine.Stats.ToJson();
        _engine.Dispose();
        _log?.Dispose();
        if (stats is null) return;
        if (_statsFile == "-") StandardStreams.CurrentError.Write(stats + "\n");
        else File.WriteAllText(_statsFile!, stats + "\n");
    }
}
