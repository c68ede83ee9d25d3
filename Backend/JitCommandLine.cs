using Backend.Runtime;
using MetaJit;
using MetaTracer;
using MetaTracer.Image;

namespace Backend;

/// <summary>
/// The options about the JIT that an interpreter's command line has (<c>--jit</c>, <c>--backend</c>, <c>--jit-log</c>, <c>--jit-details</c>, <c>--jit-names</c>, <c>--jit-stats</c>), and the few
/// lines that run a program as they say.
/// </summary>
public sealed class JitCommandLine
{
    /// <summary>For the program's own help text.</summary>
    public const string Help = """
          --jit off|NAME=VALUE,…  no JIT, or the engine's parameters
          --backend NAME          what runs the traces: native, portable or emulated-arm64
          --jit-log FILE          every trace, its machine code, and what was given up
          --jit-details           with C# lines and how often each trace ran
          --jit-names LIST        names of machine code for perf, gdb or both
          --jit-stats FILE        the engine's counters as JSON
        """;

    private string _jit = "", _backend = "native";
    private string? _log, _names, _stats;
    private bool _details;

    private JitCommandLine()
    {
    }

    /// <summary>Takes the options about the JIT out of a command line, wherever they stand before <c>--</c>.</summary>
    /// <param name="arguments">The command line; what is left of it afterwards.</param>
    /// <exception cref="FormatException">An option has no value, or one that makes no sense; the message says which.</exception>
    public static JitCommandLine Take(ref string[] arguments)
    {
        var taken = new JitCommandLine();
        List<string> left = [];
        for (int k = 0; k < arguments.Length; k++)
        {
            string name = arguments[k];
            if (name == "--")
            {
                left.AddRange(arguments[k..]);
                break;
            }
            if (name == "--jit-details")
            {
                taken._details = true;
                continue;
            }
            if (name is not ("--jit" or "--backend" or "--jit-log" or "--jit-names" or "--jit-stats"))
            {
                left.Add(name);
                continue;
            }
            if (++k == arguments.Length) throw new FormatException($"{name} wants a value");
            switch (name)
            {
                case "--jit": taken._jit = arguments[k]; break;
                case "--backend": taken._backend = arguments[k]; break;
                case "--jit-log": taken._log = arguments[k]; break;
                case "--jit-names": taken._names = arguments[k]; break;
                default: taken._stats = arguments[k]; break;
            }
        }
        if (taken._jit != "off") JitEngine.Check(new JitParameters().Parse(taken._jit));
        if (taken._names is not null) new BackendOptions().WithNames(taken._names);
        if (!Backends.Names.Contains(taken._backend)) throw new FormatException($"there is no backend '{taken._backend}'; choose one of {string.Join(", ", Backends.Names)}");
        arguments = [.. left];
        return taken;
    }

    /// <summary>Runs the program, with an engine attached to its interpreter unless the JIT is off. What will be slow of the interpreter goes to standard error.</summary>
    /// <param name="driver">The interpreter.</param>
    /// <param name="program">Runs the user's program, on this thread.</param>
    /// <exception cref="MetaTracer.CodeWriter.InterpreterDefinitionException">The interpreter's definition is wrong; the message lists every problem.</exception>
    /// <exception cref="IOException">The log or the counters cannot be written.</exception>
    public void Run(JitDriver driver, Action program)
    {
        if (_jit == "off")
        {
            program();
            return;
        }
        JitParameters parameters = new JitParameters().Parse(_jit);
        var options = new BackendOptions { CodeMemoryBytes = parameters.CodeMemory << 20 };
        if (_names is not null) options = options.WithNames(_names);
        using StreamWriter? log = _log is null ? null : new StreamWriter(_log);
        // Where the build has checked the interpreter and converted its methods, neither is done again.
        using JitImage? image = JitImage.OfThisProgram();
        using var engine = new JitEngine(
            MakeBackend(options), parameters,
            new JitEngineOptions
            {
                Log = log,
                LogDetails = _details,
                Warn = warning => Console.Error.WriteLine($"warning: {warning}"),
                DefinitionIsTested = image is not null,
                Image = image,
            });
        engine.Attach(driver);
        try
        {
            program();
        }
        finally
        {
            if (_stats is not null) File.WriteAllText(_stats, engine.Stats.ToJson() + "\n");
        }
    }

    /// <summary>Where there is no machine code, programs run all the same.</summary>
    private TraceBackend MakeBackend(BackendOptions options)
    {
        try
        {
            return Backends.Create(_backend, options);
        }
        catch (PlatformNotSupportedException problem) when (_backend == "native")
        {
            Console.Error.WriteLine($"warning: {problem.Message}");
            return Backends.Create("portable");
        }
    }
}
