using Backend;

namespace Foo;

public static class Program
{
    public static int Main(string[] arguments) =>
        JitCommandLine.RunFile("foo [OPTIONS] FILE", arguments, Interpreter.Driver, (text, output) => Run(Compiler.Compile(text), output), problem => problem is FooError);

    /// <summary>Runs a program from its start.</summary>
    public static void Run(Body program, TextWriter output) => Interpreter.Run(program, 0, new Frame(program.Registers), new Machine(output));
}
