using System.Globalization;
using System.Text;
using PyLite.Cli;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Fuzz;

/// <summary>
/// A process that runs many programs, one after the other, because a start costs more than a program: reads a file name a line, and answers
/// with the number of bytes that the program printed, and those. <see cref="PythonWorker"/> is the same in Python.
/// </summary>
internal static class Worker
{
    /// <summary>The interpreter recurses on the stack of .NET.</summary>
    private const int StackBytes = 512 << 20;

    public const string PythonWorker = """
        import io, sys, warnings
        warnings.simplefilter('ignore')
        for line in sys.stdin:
            out = sys.stdout = io.StringIO()
            try:
                with open(line.strip(), encoding='utf-8') as file: source = file.read()
                exec(compile(source, line.strip(), 'exec'), {'__name__': '__main__'})
            except BaseException as error:
                sys.stderr = io.StringIO()
                sys.__excepthook__(type(error), error, error.__traceback__)
                out.write(sys.stderr.getvalue().splitlines()[-1] + '\n')
            sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
            data = out.getvalue().encode('utf-8', 'surrogatepass')
            sys.stdout.buffer.write(b'%d\n' % len(data) + data)
            sys.stdout.buffer.flush()
        """;

    public static int Serve(string way)
    {
        var thread = new Thread(() => Loop(way), StackBytes);
        thread.Start();
        thread.Join();
        return 0;
    }

    private static void Loop(string way)
    {
        using JitSession? session = JitSession.Start(new CommandLineRequest { Options = Ways.Options(way) });
        using Stream answers = Console.OpenStandardOutput();
        while (Console.In.ReadLine() is { } file)
        {
            byte[] text = Encoding.UTF8.GetBytes(Run(file));
            answers.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text.Length}\n")));
            answers.Write(text);
            answers.Flush();
        }
    }

    /// <summary>What a program prints, and the last line of the traceback if it ends with one.</summary>
    private static string Run(string file)
    {
        var output = new StringWriter { NewLine = "\n" };
        var errors = new StringWriter { NewLine = "\n" };
        StandardStreams.CurrentOutput = output;
        StandardStreams.CurrentError = errors;
        ProgramRunner.Run(ProgramRunner.ReadSource(file), file, [file], "");
        PyErr.Handled = null;
        string[] lines = errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? output.ToString() : $"{output}{lines[^1]}\n";
    }
}
