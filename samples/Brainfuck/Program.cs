// brainfuck [options] FILE
using CommandLine;

namespace Brainfuck;

public static class Program
{
    public sealed class Options
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
            Interpreter.Run(new Code(File.ReadAllText(options.File)), 0, new Machine(new Tape(Console.In, output)));
            return 0;
        }
        catch (Exception e) when (e is BrainfuckError or IOException or UnauthorizedAccessException)
        {
            output.Flush();
            Console.Error.WriteLine($"brainfuck: {e.Message}");
            return 1;
        }
    }
}
