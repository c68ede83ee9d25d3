// lisp [OPTIONS] FILE
using System.Text;
using Backend;

namespace Lisp;

public static class Program
{
    public static int Main(string[] arguments)
    {
        int exitCode = 0;
        // Lisp calls nest C# calls, so the interpreter wants a deep stack.
        var thread = new Thread(() => exitCode = RunFile(arguments), maxStackSize: 256 << 20);
        thread.Start();
        thread.Join();
        return exitCode;
    }

    private static int RunFile(string[] arguments)
    {
        try
        {
            JitCommandLine jit = JitCommandLine.Take(ref arguments);
            if (arguments is not [var file])
            {
                Console.Error.WriteLine($"lisp [OPTIONS] FILE\n\n{JitCommandLine.Help}");
                return 2;
            }
            using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 14);
            jit.Run(Interpreter.Driver, () => Run(File.ReadAllText(file), output));
            return 0;
        }
        catch (Exception e) when (e is LispError or FormatException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"lisp: {e.Message}");
            return 1;
        }
    }

    /// <summary>Reads and runs one top-level form after the other.</summary>
    public static void Run(string text, TextWriter output)
    {
        Interpreter.Output = output;
        var reader = new Reader(text);
        var globals = new Dictionary<string, Global>();
        while (reader.Read() is { } form)
        {
            Code code = Compiler.Compile(form, globals);
            Interpreter.Run(code, 0, new Frame(code, null, 0));
        }
    }
}
