using System.Runtime.InteropServices;
using MetaJit;
using MetaTracer.CodeWriter;
using PyLite.Importing;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Cli;

/// <summary>The <c>pylite</c> command: reads the command line, runs the program, and returns the exit code.</summary>
public static class PyLiteCommand
{
    private const int UsageCode = 2;

    /// <summary>The Python this is, for <c>--version</c>.</summary>
    public const string VersionText = "Python 3.11.7 (PyLite 0.1)";

    public static int Run(string[] args)
    {
        SysModule.CommandLine = args;
        CommandLineRequest request;
        try
        {
            request = CommandLineReader.Read(args);
        }
        catch (UsageException e)
        {
            return Usage(e.Message);
        }
        if (request.Options.Jit == "help") return Say(HelpTexts.Usage);
        if (request.Options.Help is { } help) return Say(HelpTexts.For(help));
        if (request.Options.Version) return Say(request.Options.Count('V') > 1 ? $"Python {((PyStr)SysModule.Module.Globals.Get("version")!).Value}\n" : VersionText + "\n");

        if (request.Options.WriteJitImages is { } images) return JitSession.WriteImages(images);

        try
        {
            if (!SetHashSeed(request.Options)) throw new FatalStartException("config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
            SetSearchPath(request.Options);
            RuntimeFlags.Set(request.Options);
            if (request.Options.ListModules) return Say(ModuleList.Text());
            using PosixSignalRegistration interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupted);
            using JitSession? session = JitSession.Start(request);
            return RunProgram(request, session);
        }
        catch (UsageException e)
        {
            return Usage(e.Message);
        }
        catch (FatalStartException e)
        {
            StandardStreams.CurrentError.Write($"Fatal Python error: {e.Message}\n"
                + "Python runtime state: preinitialized\n\nCurrent thread 0x0000000000000001 (most recent call first):\n  <no Python frame>\n");
            return 1;
        }
        catch (InterpreterDefinitionException e)
        {
            StandardStreams.Flush();
            StandardStreams.CurrentError.Write($"pylite: {e.Message}\npylite: run with --jit off to go on without the JIT\n");
            return 1;
        }
    }

    /// <summary>Ctrl-C: the program gets KeyboardInterrupt; if it does not come to where that can be raised, the second Ctrl-C ends it.</summary>
    private static void Interrupted(PosixSignalContext context)
    {
        context.Cancel = true;
        if (SignalModule.HasHandler(SignalModule.Interrupt))
        {
            // The program has said what is to be done; it is told by a listener of its own.
            if (SignalModule.IsDefault(SignalModule.Interrupt)) Interrupts.EndProcess();
            return;
        }
        if (SignalModule.IsKeptBack(SignalModule.Interrupt) || Interrupts.Request()) return;
        StandardStreams.Flush();
        Environment.Exit(ProgramRunner.KeyboardInterruptCode);
    }

    private static bool SetHashSeed(CommandLineOptions options)
    {
        string? seed = options.Has('I') || options.Has('E') ? null : SearchPath.Variable("PYTHONHASHSEED");
        return seed is not null ? HashSecret.Set(seed) : !options.Has('R') || HashSecret.Set("random");
    }

    private static void SetSearchPath(CommandLineOptions options)
    {
        bool isIsolated = options.Has('I');
        bool useEnvironment = !isIsolated && !options.Has('E');
        if (options.Has('B') || (useEnvironment && SearchPath.Variable("PYTHONDONTWRITEBYTECODE") is not null)) CodeCache.IsReadOnly = true;
        try
        {
            SearchPath.Fill(new SearchPathSettings
            {
                Library = options.StandardLibrary,
                Sites = options.Sites,
                UseEnvironment = useEnvironment,
                UseSite = !options.Has('S'),
                UseUserSite = !isIsolated && !options.Has('s'),
                UseProgramFolder = !isIsolated && !options.Has('P') && !(useEnvironment && SearchPath.Variable("PYTHONSAFEPATH") is not null),
            });
        }
        catch (DirectoryNotFoundException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>How the command was called, for messages about it.</summary>
    private static string ProgramName => ProgramFile.Path;

    private static bool IsInteractive(CommandLineOptions options) => options.Has('i') || Libc.isatty(0) == 1;

    /// <summary>The prompt, or the program on standard input.</summary>
    private static int RunInput(CommandLineRequest request, JitSession? session)
    {
        string[] arguments = request.File is null ? [""] : request.Arguments;
        if (IsInteractive(request.Options))
        {
            session?.Anticipate("import ");
            if (!request.Options.Has('q')) StandardStreams.CurrentError.Write(Repl.Banner);
            return ProgramRunner.RunPrompt(arguments);
        }
        using Stream input = Console.OpenStandardInput();
        var bytes = new MemoryStream();
        input.CopyTo(bytes);
        if (Compilation.FileSource(bytes.ToArray(), "<stdin>") is not { } text) return ProgramRunner.Report(PyErr.Take());
        session?.Anticipate(text);
        return ProgramRunner.Run(text, "<stdin>", arguments, "");
    }

    private static int RunProgram(CommandLineRequest request, JitSession? session)
    {
        ProgramRunner.StaysForQuestions = request.Options.Has('i')
            || (SearchPath.Settings.UseEnvironment && SearchPath.Variable("PYTHONINSPECT") is not null && Libc.isatty(0) == 1);
        if (request.Command is { } command)
        {
            session?.Anticipate(command);
            return ProgramRunner.Run(command + "\n", "<string>", request.Arguments, "");
        }
        if (request.Module is { } module) return ModuleRunner.Run(module, request.Arguments, session);
        if (request.File is not { } file || file == "-")
            return RunInput(request, session);
        string named = file;
        byte[] source;
        try
        {
            if (Directory.Exists(file))
            {
                if (!File.Exists(Path.Combine(file, "__main__.py")))
                {
                    StandardStreams.CurrentError.Write($"{ProgramName}: can't find '__main__' module in '{Path.GetFullPath(file)}'\n");
                    return 1;
                }
                file = Path.Combine(file, "__main__.py");
            }
            source = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            StandardStreams.CurrentError.Write($"{ProgramName}: can't open file '{Path.GetFullPath(file)}': {Reason(e)}\n");
            return UsageCode;
        }
        if (IsZip(source)) return ModuleRunner.RunZip(file, request.Arguments, session);
        if (file.EndsWith(".pyc", StringComparison.Ordinal)) return ModuleRunner.RunCompiled(file, source, request.Arguments, session);
        if (request.Options.Has('x')) source = [(byte)'\n', .. source.AsSpan().IndexOf((byte)'\n') is >= 0 and var end ? source.AsSpan(end + 1) : []];
        if (Compilation.FileSource(source, Path.GetFullPath(file)) is not { } decoded) return ProgramRunner.Report(PyErr.Take());
        session?.Anticipate(decoded);
        string folder = named == file ? FolderOf(file) : named;
        return ProgramRunner.Run(decoded, Path.GetFullPath(file), request.Arguments, folder);
    }

    /// <summary>A zip file ends in its directory, whatever it begins with.</summary>
    private static bool IsZip(ReadOnlySpan<byte> bytes)
    {
        const int longestEnd = 22 + 65535;
        return bytes[Math.Max(0, bytes.Length - longestEnd)..].LastIndexOf("PK\x05\x06"u8) >= 0;
    }

    /// <summary>The folder of the file itself, where a link leads to it.</summary>
    private static string FolderOf(string file)
    {
        string full = Path.GetFullPath(file);
        string target = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        return Path.GetDirectoryName(target) ?? "";
    }

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "[Errno 2] No such file or directory",
        UnauthorizedAccessException => "[Errno 13] Permission denied",
        _ => e.Message,
    };

    private static int Say(string text)
    {
        StandardStreams.CurrentOutput.Write(text);
        StandardStreams.Flush();
        return 0;
    }

    private static int Usage(string message)
    {
        StandardStreams.CurrentError.Write($"{message}\nusage: {ProgramName} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `python -h' for more information.\n");
        return UsageCode;
    }
}
