// lisp [OPTIONS] FILE
using Backend;

namespace Lisp;

public static class Program
{
    public static int Main(string[] arguments) => JitCommandLine.RunFile("lisp [OPTIONS] FILE", arguments, Interpreter.Driver, Run, problem => problem is LispError);

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
