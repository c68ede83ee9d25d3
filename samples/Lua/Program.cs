// lua [OPTIONS] FILE
using Backend;

namespace Lua;

public static class Program
{
    public static int Main(string[] arguments) => JitCommandLine.RunFile("lua [OPTIONS] FILE", arguments, Interpreter.Driver, Run, problem => problem is LuaError);

    /// <summary>Compiles a program and runs it.</summary>
    public static void Run(string text, TextWriter output)
    {
        Body body = Compiler.Compile(text, Library.Globals());
        Interpreter.Run(body, 0, new Frame(new Closure(body, [])), new Machine(output));
    }
}
