// lisp [options] FILE
using System.Text;
using CommandLine;
using Samples;

namespace Lisp;

public static class Program
{
    public sealed class Options : JitOptions
    {
        [Value(0, MetaName = "FILE", Required = true, HelpText = "The program.")]
        public string File { get; set; } = "";
    }

    public static int Main(string[] args) => Parser.Default.ParseArguments<Options>(args).MapResult(Start, _ => 2);

    private static int Start(Options options)
    {
        int exitCode = 0;
        // Lisp calls nest C# calls, so the interpreter wants a deep stack.
        var thread = new Thread(() => exitCode = RunFile(options), maxStackSize: 256 << 20);
        thread.Start();
        thread.Join();
        return exitCode;
    }

    private static int RunFile(Options options)
    {
        try
        {
            using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 14);
            options.Run(Interpreter.Driver, () => Run(File.ReadAllText(options.File), output));
            return 0;
        }
        catch (Exception e) when (e is LispError or FormatException or ArgumentException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
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
