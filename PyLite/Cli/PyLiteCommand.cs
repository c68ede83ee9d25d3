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
    public const string VersionText = "PyLite 0.1 (Python 3.11)";

    public static int Run(string[] args)
    {
        CommandLineRequest request;
        try
        {
            request = CommandLineReader.Read(args);
        }
        catch (UsageException e)
        {
            return Usage(e.Message);
        }
        if (request.Options.Help is not null || request.Options.Jit == "help") return Say(HelpText());
        if (request.Options.Version) return Say(VersionText + "\n");

        try
        {
            SetSearchPath(request.Options);
            RuntimeFlags.Set(request.Options);
            if (request.Options.ListModules) return Say(ModuleList.Text());
            using PosixSignalRegistration interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupted);
            using JitSession? session = JitSession.Start(request.Options);
            return RunProgram(request, session);
        }
        catch (UsageException e)
        {
            return Usage(e.Message);
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
        if (Interrupts.Request()) return;
        StandardStreams.Flush();
        Environment.Exit(ProgramRunner.KeyboardInterruptCode);
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

    private static int RunProgram(CommandLineRequest request, JitSession? session)
    {
        if (request.Command is { } command)
        {
            session?.Anticipate(command);
            return ProgramRunner.Run(command + "\n", "<string>", request.Arguments, "");
        }
        if (request.Module is { } module) return ModuleRunner.Run(module, request.Arguments, session);
        if (request.File is not { } file || file == "-")
        {
            string[] arguments = request.File is null ? [""] : request.Arguments;
            string text = Console.In.ReadToEnd();
            session?.Anticipate(text);
            return ProgramRunner.Run(text, "<stdin>", arguments, "");
        }
        string named = file;
        byte[] source;
        try
        {
            if (Directory.Exists(file))
            {
                if (!File.Exists(Path.Combine(file, "__main__.py")))
                {
                    StandardStreams.CurrentError.Write($"pylite: can't find '__main__' module in '{Path.GetFullPath(file)}'\n");
                    return 1;
                }
                file = Path.Combine(file, "__main__.py");
            }
            source = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            StandardStreams.CurrentError.Write($"pylite: can't open file '{Path.GetFullPath(file)}': {Reason(e)}\n");
            return UsageCode;
        }
        if (Compilation.FileSource(source, Path.GetFullPath(file)) is not { } decoded) return ProgramRunner.Report(PyErr.Take());
        session?.Anticipate(decoded);
        string folder = named == file ? FolderOf(file) : named;
        return ProgramRunner.Run(decoded, Path.GetFullPath(file), request.Arguments, folder);
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
        StandardStreams.CurrentError.Write($"{message}\nusage: pylite [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `pylite --help' for more information.\n");
        return UsageCode;
    }

    private static string HelpText() => $"""
        usage: pylite [option] ... [-c cmd | -m mod | file | -] [arg] ...
          --jit off                run without the JIT
          --jit name=value,...     set engine parameters: {string.Join(", ", JitParameters.Names)}
          --backend NAME           {string.Join(", ", Backend.Backends.Names)}
          --jit-log FILE           write every trace, before and after the optimizer
          --jit-stats FILE         write the engine's counters as JSON at exit ('-': standard error)
          --jit-stress LIST        bridges, guards[=seed], {string.Join(", ", Backend.Runtime.BackendOptions.StressNames)}
          --stdlib PATH            where CPython 3.11's library is: its folder, a prefix or a zip file; 'none': do without
          --site PATH              a folder of installed packages
          --modules                say where every module comes from
          -c cmd                   run the program given as text
          -m mod                   run a module
          -                        run the program on standard input
          -V, --version            print the version
          -h, --help               print this help
        What follows the program belongs to it: sys.argv.

        """;
}
