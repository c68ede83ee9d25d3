// The command line options about the JIT that every sample has, and the few lines that attach an engine to an interpreter.
using Backend.Portable;
using CommandLine;
using MetaJit;
using MetaTracer;

namespace Samples;

public class JitOptions
{
    [Option("jit", HelpText = "off, or the engine's parameters: name=value,…")]
    public string? Jit { get; set; }

    [Option("backend", Default = "portable", HelpText = "What runs the traces: portable.")]
    public string Backend { get; set; } = "portable";

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
        using var engine = new JitEngine(CreateBackend(), new JitParameters().Parse(Jit ?? ""), new JitEngineOptions { Log = log });
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

    private TraceBackend CreateBackend() => Backend switch
    {
        "portable" => new PortableBackend(),
        _ => throw new FormatException($"unknown backend '{Backend}'; write portable"),
    };
}
