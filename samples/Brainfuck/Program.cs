// brainfuck [OPTIONS] FILE
using Backend;

namespace Brainfuck;

public static class Program
{
    public static int Main(string[] arguments) =>
        JitCommandLine.RunFile("brainfuck [OPTIONS] FILE\n\nThe program's input is standard input.", arguments, Interpreter.Driver, Run, problem => problem is BrainfuckError);

    private static void Run(string text, TextWriter output) => Interpreter.Run(new Code(text), 0, new Machine(new Tape(Console.In, output)));
}
