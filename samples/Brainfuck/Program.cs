// brainfuck [options] FILE
using CommandLine;
using Samples;

namespace Brainfuck;

public static class Program
{
    public sealed class Options : JitOptions
    {
        [Value(0, MetaName = "FILE", Required = true, HelpText = "The program; its input is standard input.")]
        public string File { get; set; } = "";
    }

    public static int Main(string[] args) => Parser.Default.ParseArguments<Options>(args).MapResult(RunFile, _ => 2);

    private static int RunFile(Options options)
    {
        using TextWriter output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 12);
        try
        {
            var code = new Code(File.ReadAllText(options.File));
            options.Run(Interpreter.Driver, () => Interpreter.Run(code, 0, new Machine(new Tape(Console.In, output))));
            return 0;
        }
        catch (Exception e) when (e is BrainfuckError or FormatException or ArgumentException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            output.Flush();
            Console.Error.WriteLine($"brainfuck: {e.Message}");
            return 1;
        }
    }
}
