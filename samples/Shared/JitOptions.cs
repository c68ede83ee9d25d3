// The command line options about the JIT that every sample has, and the few lines that attach an engine to an interpreter.
using Backend;
using Backend.Runtime;
using CommandLine;
using MetaJit;
using MetaTracer;

namespace Samples;

public class JitOptions
{
    [Option("jit", HelpText = "off, or the engine's parameters: name=value,…")]
    public string? Jit { get; set; }

    [Option("backend", Default = "native", HelpText = "What runs the traces: native, portable or emulated-arm64.")]
    public string BackendName { get; set; } = "native";

    [Option("jit-log", HelpText = "Writes every trace to this file.")]
    public string? JitLog { get; set; }

    [Option("jit-stats", HelpText = "Writes the engine's counters to this file when the program ends.")]
    public string? JitStats { get; set; }

    /// <summary>Runs the program with an engine attached to its interpreter, unless the JIT is off.</summary>
    /// <exception cref="FormatException">An option is malformed; the message says which.</exception>
    public void Run(JitDriver driver, Action program)
    {
        if (Jit == "off")
        {
            program();
            return;
        }
        using StreamWriter? log = JitLog is null ? null : new StreamWriter(JitLog);
        JitParameters parameters = new JitParameters().Parse(Jit ?? "");
        TraceBackend backend = Backends.Create(BackendName, new BackendOptions { CodeMemoryBytes = parameters.CodeMemory << 20 });
        using var engine = new JitEngine(backend, parameters, new JitEngineOptions { Log = log, Warn = warning => Console.Error.WriteLine($"warning: {warning}") });
        engine.Attach(driver);
        try
        {
            program();
        }
        finally
        {
            if (JitStats is not null) File.WriteAllText(JitStats, engine.Stats.ToJson());
        }
    }
}
