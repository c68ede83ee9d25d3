// lua [OPTIONS] FILE
using Backend;

namespace Lua;

public static class Program
{
    public static int Main(string[] arguments)
    {
        int exitCode = 0;
        // Calls of the user's program nest calls of C#.
        var thread = new Thread(() => exitCode = RunFile(arguments), maxStackSize: 256 << 20);
        thread.Start();
        thread.Join();
        return exitCode;
    }

    private static int RunFile(string[] arguments)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 14);
        try
        {
            JitCommandLine jit = JitCommandLine.Take(ref arguments);
            if (arguments is not [var file])
            {
                Console.Error.WriteLine($"lua [OPTIONS] FILE\n\n{JitCommandLine.Help}");
                return 2;
            }
            string text = File.ReadAllText(file);
            jit.Run(Interpreter.Driver, () => Run(text, output));
            return 0;
        }
        catch (Exception problem) when (problem is LuaError or FormatException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            output.Flush();
            Console.Error.WriteLine($"lua: {problem.Message}");
            return 1;
        }
    }

    /// <summary>Compiles a program and runs it.</summary>
    public static void Run(string text, TextWriter output)
    {
        var globals = new Dictionary<string, Global>();
        Library.AddTo(globals);
        Body body = Compiler.Compile(text, globals);
        Interpreter.Run(body, 0, new Frame(new Closure(body, [])), new Machine(output));
    }
}
