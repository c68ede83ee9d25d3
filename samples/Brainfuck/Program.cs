// brainfuck [OPTIONS] FILE
using Backend;

namespace Brainfuck;

public static class Program
{
    public static int Main(string[] arguments)
    {
        using TextWriter output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 12);
        try
        {
            JitCommandLine jit = JitCommandLine.Take(ref arguments);
            if (arguments is not [var file])
            {
                Console.Error.WriteLine($"brainfuck [OPTIONS] FILE\n\nThe program's input is standard input.\n{JitCommandLine.Help}");
                return 2;
            }
            var code = new Code(File.ReadAllText(file));
            jit.Run(Interpreter.Driver, () => Interpreter.Run(code, 0, new Machine(new Tape(Console.In, output))));
            return 0;
        }
        catch (Exception e) when (e is BrainfuckError or FormatException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            output.Flush();
            Console.Error.WriteLine($"brainfuck: {e.Message}");
            return 1;
        }
    }
}
