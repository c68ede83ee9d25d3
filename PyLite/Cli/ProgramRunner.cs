using MetaTracer.CodeWriter;
using PyLite.Compiling;
using PyLite.Importing;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Cli;

/// <summary>Runs one Python program as <c>__main__</c> and says with which exit code the process ends.</summary>
public static class ProgramRunner
{
    public const int KeyboardInterruptCode = 130;
    private const int FlushFailedCode = 120;

    /// <summary>Compiles and runs a source text. What the program prints is flushed; an exception it does not catch is shown.</summary>
    /// <param name="source">The program.</param>
    /// <param name="fileName">As tracebacks show it.</param>
    /// <param name="arguments"><c>sys.argv</c>.</param>
    /// <param name="path">The first entry of <c>sys.path</c>.</param>
    public static int Run(string source, string fileName, string[] arguments, string path)
    {
        Prepare(arguments, path);
        PyModule main = MainModule(fileName);
        CompileOptions options = fileName == "<string>" ? Compilation.Options : Compilation.Options | CompileOptions.IsProgram;
        return Compilation.Compile(source, fileName, CompileMode.Module, options) is { } code ? Run(code, main) : Guarded(() => Finish(PyErr.Take(), main));
    }

    /// <summary>Runs code as the program: in its main module, with <c>sys.argv</c> and <c>sys.path</c> set.</summary>
    public static int Run(PyCode code, PyModule main) => Guarded(() => Finish(Execute(code, main), main));

    /// <summary>The prompt, with nothing run before it.</summary>
    public static int RunPrompt(string[] arguments) => Guarded(() =>
    {
        Prepare(arguments, "");
        StaysForQuestions = true;
        return Finish(null, MainModule("<stdin>"));
    });

    /// <summary>The program did not catch a KeyboardInterrupt: the process is to end by the signal, so that a shell's loop around it ends too.</summary>
    public static bool WasInterrupted { get; private set; }

    /// <summary><c>-i</c>: when the program is over, the prompt asks what else is to be done.</summary>
    public static bool StaysForQuestions { get; set; }

    /// <summary><c>-m</c>: the program is a module that the library's runpy runs in CPython, and tracebacks show that.</summary>
    public static bool RunsModule { get; set; }

    /// <summary>Runs code in a module; what it raised, or null.</summary>
    internal static PyException? Execute(PyCode code, PyModule main)
    {
        try
        {
            code.Bind(main.Globals);
            if (Evaluator.Execute(code, new PyFrame(code, main.Globals)) is not null) return null;
            return PyErr.Current is null ? throw new InvalidOperationException("null was returned without an exception set") : PyErr.Take();
        }
        catch (OutOfMemoryException)
        {
            // What stood on the stack is gone with its memory, and the traceback with it.
            return PyException.Make(Types.MemoryError, []);
        }
    }

    private static int Guarded(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception fault) when (fault is not InterpreterDefinitionException)
        {
            return ReportFault(fault);
        }
    }

    private static int Finish(PyException? error, PyModule main)
    {
        int exitCode;
        if (StaysForQuestions)
        {
            if (error is not null) Show(error);
            exitCode = Repl.Run(main);
        }
        else
        {
            ForgottenCoroutines.WarnBefore(error);
            exitCode = error is null ? 0 : Report(error);
        }
        WindUp();
        return Flush() ? exitCode : FlushFailedCode;
    }

    /// <summary>Waits for the threads that are no daemons, and calls what is registered for the end.</summary>
    private static void WindUp()
    {
        if (Imports.Modules.GetStr(PyStr.Intern("threading")) is { } threading && Attributes.Find(threading, PyStr.Intern("_shutdown")) is { } shutdown
            && shutdown.Call([], null) is null) Unraisable.Write("Exception ignored in: ", threading, PyErr.Take());
        PyErr.Current = null;
        AtExitModule.Run();
        if (Imports.Modules.GetStr(PyStr.Intern("_asyncio")) is { } asyncio && Attributes.Find(asyncio, PyStr.Intern("_tell_of_pending")) is { } tell) tell.Call([], null);
        PyErr.Current = null;
        ForgottenCoroutines.WarnAtEnd();
        Finalizers.RunAll();
    }

    /// <summary>A source file's text: UTF-8, as Python source is.</summary>
    public static string ReadSource(string file) => File.ReadAllText(file);

    /// <summary>Sets <c>sys.argv</c>, and the first entry of <c>sys.path</c>.</summary>
    public static void Prepare(string[] arguments, string path)
    {
        SysModule.SetArguments(arguments);
        SiteBuiltins.Add();
        if (SearchPath.Settings.UseProgramFolder) Imports.Path.Insert(0, new PyStr(path));
    }

    /// <summary>A new <c>__main__</c>, in its place in <c>sys.modules</c>.</summary>
    public static PyModule MainModule(string fileName)
    {
        var module = new PyModule("__main__");
        bool isFile = !fileName.StartsWith('<');
        module.Globals.Set(Names.Package, PyNone.None);
        // The loader is the library's, which few programs want.
        module.Globals.SetLater(PyStr.Intern("__loader__"), () => ImportLibrary.Loader(
            isFile ? new ModuleOrigin(OriginKind.Source, "__main__") { File = fileName } : new ModuleOrigin(OriginKind.BuiltIn, "__main__")));
        module.Globals.Set(Names.Spec, PyNone.None);
        module.Globals.Set(Names.Annotations, new PyDict());
        module.Globals.Set(Names.Builtins, Builtins.Module);
        if (isFile)
        {
            module.Globals.Set(Names.File, new PyStr(fileName));
            module.Globals.Set(PyStr.Intern("__cached__"), PyNone.None);
        }
        Imports.Modules.Set(Names.Main, module);
        return module;
    }

    /// <summary>Shows an exception that left the program, and returns the exit code it means.</summary>
    public static int Report(PyException error)
    {
        Flush();
        if (error.Type.IsSubtype(Types.SystemExit)) return ExitCode(error);
        Show(error);
        WasInterrupted = error.Type.IsSubtype(Types.KeyboardInterrupt);
        return WasInterrupted ? KeyboardInterruptCode : 1;
    }

    /// <summary>Hands the exception to <c>sys.excepthook</c>, where the program has put one of its own.</summary>
    internal static void Show(PyException error)
    {
        PyObject? hook = SysModule.IsMade ? SysModule.Module.Globals.Get("excepthook") : null;
        if (!SysModule.IsMade || (hook is not null && ReferenceEquals(hook, SysModule.Module.Globals.Get("__excepthook__"))))
        {
            StandardStreams.CurrentError.Write(TracebackPrinter.Format(error, RunsModule));
            return;
        }
        if (hook is null)
        {
            StandardStreams.CurrentError.Write("sys.excepthook is missing\n" + TracebackPrinter.Format(error));
            return;
        }
        PyObject traceback = Attributes.Find(error, PyStr.Intern("__traceback__")) ?? PyNone.None;
        if (hook.Call([error.Type, error, traceback], null) is not null) return;
        PyException again = PyErr.Take();
        if (again.Type.IsSubtype(Types.SystemExit)) return;
        StandardStreams.CurrentError.Write($"Error in sys.excepthook:\n{TracebackPrinter.Format(again)}\nOriginal exception was:\n{TracebackPrinter.Format(error)}");
    }

    /// <summary>An exception of PyLite's own is a fault in PyLite; what the program has printed must not be lost for it.</summary>
    private static int ReportFault(Exception fault)
    {
        Flush();
        StandardStreams.CurrentError.Write($"SystemError: this is a fault in PyLite, not in the program: {fault}\n");
        return 1;
    }

    private static int ExitCode(PyException error)
    {
        PyObject[] args = error.Args.Items;
        PyObject code = error.Field("code") ?? args.Length switch { 0 => PyNone.None, 1 => args[0], _ => error.Args };
        switch (UserSlots.Unwrap(code))
        {
            case PyNone: return 0;
            case PyLong: return 0xFF;
            case PyInt number: return (int)(number.Value & 0xFF);
            case PyBool truth: return truth == PyBool.True ? 1 : 0;
            default:
                if (code.Str() is { } text) StandardStreams.CurrentError.Write(text.Value + "\n");
                return 1;
        }
    }

    /// <summary>Writes out what is still in the buffers; when that fails, says so as CPython does at its end.</summary>
    private static bool Flush()
    {
        if (StandardStreams.Flush()) return true;
        StandardStreams.CurrentError.Write(
            $"Exception ignored in: <_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>\n{TracebackPrinter.Format(PyErr.Take())}");
        return false;
    }
}
