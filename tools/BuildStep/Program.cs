// What the package MetaJit.Engine does in the build of an interpreter: MetaJit.Engine.targets runs it on what the compiler made.
using System.Runtime.Loader;

namespace MetaJit.Build;

public static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not [var program, var image, var sources])
        {
            Console.Error.WriteLine("MetaJit.Build PROGRAM.dll IMAGE.jit SOURCES: checks the interpreters of a program and writes what the JIT has of their methods");
            return 2;
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(program))!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            string path = Path.Combine(folder, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
        // The engine is found only now, so nothing of it may be named here.
        return Step.Run(Path.GetFullPath(program), image, new Messages(sources));
    }
}
