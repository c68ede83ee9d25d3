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

    /// <summary>
    /// The whole main program of an interpreter that runs a file: options, help, a stack deep enough for calls of the user's program that nest calls of C#, output
    /// in pieces, and what went wrong in words.
    /// </summary>
    /// <param name="usage">How the program is called: <c>lua [OPTIONS] FILE</c>. Lines that say more may follow.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="driver">The interpreter.</param>
    /// <param name="program">Runs the file's text; what it writes goes to standard output.</param>
    /// <param name="isMistake">Whether an exception tells of a mistake of the user's program: its message is shown.</param>
    /// <returns>What the program ends with: 0, 1 after a mistake, or 2 when the command line is wrong.</returns>
    public static int RunFile(string usage, string[] arguments, JitDriver driver, Action<string, TextWriter> program, Func<Exception, bool> isMistake)
    {
        if (Take(usage, 1, ref arguments, out int exitCode) is not { } line) return exitCode;
        var thread = new Thread(Run, maxStackSize: 256 << 20);
        thread.Start();
        thread.Join();
        return exitCode;

        void Run()
        {
            using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 14);
            try
            {
                string text = File.ReadAllText(arguments[0]);
                line.Run(driver, () => program(text, output));
            }
            catch (Exception problem) when (problem is PlatformNotSupportedException or IOException or UnauthorizedAccessException || isMistake(problem))
            {
                output.Flush();
                Console.Error.WriteLine($"{usage.Split(' ')[0]}: {problem.Message}");
                exitCode = 1;
            }
        }
    }

    /// <summary>
    /// The command line of a program that has no other options, and wants so many arguments. For <c>--help</c> the usage goes to standard output; a mistake
    /// (an option it does not have, too few arguments) goes to standard error, with the usage. What begins with <c>-</c> and is no option stands behind <c>--</c>.
    /// </summary>
    /// <param name="usage">How the program is called: <c>lua [OPTIONS] FILE</c>. Lines that say more may follow.</param>
    /// <param name="wanted">How many arguments must be left.</param>
    /// <param name="arguments">The command line; what is left of it afterwards.</param>
    /// <param name="exitCode">What the program ends with when there is nothing to run: 0 after help, 2 after a mistake.</param>
    /// <returns>The options; null when there is nothing to run.</returns>
    public static JitCommandLine? Take(string usage, int wanted, ref string[] arguments, out int exitCode)
    {
        int end = Array.IndexOf(arguments, "--");
        string[] options = end < 0 ? arguments : arguments[..end], behind = end < 0 ? [] : arguments[(end + 1)..];
        string help = $"{usage}\n\n{Help}\n  --help                  this text";
        exitCode = 0;
        if (options.Contains("--help") || options.Contains("-h"))
        {
            Console.WriteLine(help);
            return null;
        }
        string mistake = "";
        try
        {
            JitCommandLine taken = Take(ref options);
            arguments = [.. options, .. behind];
            if (Array.Find(options, option => option.Length > 1 && option[0] == '-') is { } unknown) mistake = $"there is no option '{unknown}'\n\n";
            else if (arguments.Length == wanted) return taken;
        }
        catch (FormatException problem)
        {
            mistake = problem.Message + "\n\n";
        }
        Console.Error.WriteLine(mistake + help);
        exitCode = 2;
        return null;
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
