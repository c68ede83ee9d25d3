using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Cli;

/// <summary>The prompt: reads a statement, runs it in <c>__main__</c>, prints what it gives or what went wrong, and asks for the next.</summary>
internal sealed class Repl
{
    private const string FileName = "<stdin>";
    private const CompileOptions Typed = CompileOptions.BlocksEndWithLine | CompileOptions.MayBeIncomplete;

    private readonly PyModule _main;
    private readonly LineEditor? _editor;
    private bool _isAtEnd;

    private Repl(PyModule main)
    {
        _main = main;
        _editor = LineEditor.ForTerminal(main);
        ModuleDict sys = SysModule.Module.Globals;
        if (sys.Get("ps1") == null) sys.Set("ps1", new PyStr(">>> "));
        if (sys.Get("ps2") == null) sys.Set("ps2", new PyStr("... "));
    }

    /// <summary>What CPython says before its first prompt.</summary>
    public static string Banner =>
        $"Python {((PyStr)SysModule.Module.Globals.Get("version")!).Value} on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n";

    /// <summary>Runs until the input ends or the program wants to; the exit code.</summary>
    public static int Run(PyModule main)
    {
        var repl = new Repl(main);
        int code = repl.Loop();
        repl._editor?.SaveHistory();
        return code;
    }

    private int Loop()
    {
        while (ReadStatement() is { } text)
        {
            if (text.Length == 0) continue;
            PyException? error = Execute(text);
            if (error is null)
            {
                StandardStreams.Flush();
                continue;
            }
            if (error.Type.IsSubtype(Types.SystemExit)) return ProgramRunner.Report(error);
            Remember(error);
            ProgramRunner.Show(error);
        }
        if (_editor == null) StandardStreams.CurrentError.Write("\n");
        return 0;
    }

    /// <summary>A whole statement, or nothing where there was none; null at the end of the input.</summary>
    private string? ReadStatement()
    {
        if (_isAtEnd) return null;
        string text = "";
        for (bool isFirst = true; ; isFirst = false)
        {
            LineEditor.Answer answer = ReadLine(Prompt(isFirst ? "ps1" : "ps2"));
            if (answer.IsInterrupted)
            {
                StandardStreams.CurrentError.Write("\nKeyboardInterrupt\n");
                return "";
            }
            if (answer.Line == null)
            {
                _isAtEnd = true;
                return isFirst ? null : text;
            }
            if (isFirst && IsBlank(answer.Line)) return "";
            text = isFirst ? answer.Line : $"{text}\n{answer.Line}";
            if (!IsIncomplete(text)) return text;
        }
    }

    private static bool IsBlank(string line) => line.AsSpan().TrimStart() is [] or ['#', ..];

    private static bool IsIncomplete(string text)
    {
        try
        {
            SyntaxTree.Parse(text, FileName, CompileMode.Single, Typed);
            return false;
        }
        catch (PySyntaxException fault)
        {
            return fault.Message == "incomplete input";
        }
    }

    private static string Prompt(string name)
    {
        if (SysModule.Module.Globals.Get(name)?.Str() is { } text) return text.Value;
        PyErr.Current = null;
        return "";
    }

    private LineEditor.Answer ReadLine(string prompt)
    {
        StandardStreams.Flush();
        if (_editor != null) return _editor.Read(prompt);
        StandardStreams.CurrentError.Write(prompt);
        PyObject input = SysModule.Module.Globals.Get("stdin") ?? PyNone.None;
        PyObject? line = Calls.Method(input, "readline");
        if (line is PyStr { Value: { Length: > 0 } text }) return new LineEditor.Answer(text.TrimEnd('\n'));
        if (PyErr.Current is { } error)
        {
            PyErr.Take();
            if (error.Type.IsSubtype(Types.KeyboardInterrupt)) return new LineEditor.Answer(null, IsInterrupted: true);
        }
        return new LineEditor.Answer(null);
    }

    private PyException? Execute(string text)
    {
        // The end of the input ends what it left open.
        if (Compilation.Compile(_isAtEnd ? text + "\n" : text, FileName, CompileMode.Single) is not { } code) return PyErr.Take();
        return ProgramRunner.Execute(code, _main);
    }

    /// <summary>For debuggers: <c>sys.last_value</c> and its like.</summary>
    private static void Remember(PyException error)
    {
        ModuleDict sys = SysModule.Module.Globals;
        sys.Set("last_type", error.Type);
        sys.Set("last_value", error);
        sys.Set("last_traceback", Attributes.Find(error, PyStr.Intern("__traceback__")) ?? PyNone.None);
    }
}
