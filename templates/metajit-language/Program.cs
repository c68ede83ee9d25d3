using Backend;

namespace Foo;

public static class Program
{
    public static int Main(string[] arguments)
    {
        try
        {
            JitCommandLine jit = JitCommandLine.Take(ref arguments);
            if (arguments is not [var file])
            {
                Console.Error.WriteLine($"foo [OPTIONS] FILE\n\n{JitCommandLine.Help}");
                return 2;
            }
            Body program = Compiler.Compile(File.ReadAllText(file));
            using var output = new StreamWriter(Console.OpenStandardOutput());
            // Calls of the user's program nest calls of C#.
            Exception? problem = null;
            var thread = new Thread(() => problem = RunOn(jit, program, output), maxStackSize: 256 << 20);
            thread.Start();
            thread.Join();
            output.Flush();
            if (problem is null) return 0;
            Console.Error.WriteLine($"foo: {problem.Message}");
            return 1;
        }
        catch (Exception problem) when (problem is FooError or FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"foo: {problem.Message}");
            return 1;
        }
    }

    private static Exception? RunOn(JitCommandLine jit, Body program, TextWriter output)
    {
        try
        {
            jit.Run(Interpreter.Driver, () => Run(program, output));
            return null;
        }
        catch (FooError problem)
        {
            return problem;
        }
    }

    /// <summary>Runs a program from its start.</summary>
    public static void Run(Body program, TextWriter output) => Interpreter.Run(program, 0, new Frame(program.Registers), new Machine(output));
}
