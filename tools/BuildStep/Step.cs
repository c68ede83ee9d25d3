using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Backend;
using MetaTracer;
using MetaTracer.CodeWriter;

namespace MetaJit.Build;

internal static class Step
{
    private const string Definition = "InterpreterDef";

    // The toolkit's own; MetaTracer has a little interpreter for itself.
    private static readonly string[] s_own = [Definition, "MetaTracer", "Backend", "Testing"];

    public static int Run(string program, string image, Messages messages)
    {
        var clock = Stopwatch.StartNew();
        JitDriver[] drivers;
        try
        {
            drivers = [.. DriversOf(AssemblyLoadContext.Default.LoadFromAssemblyPath(program))];
        }
        catch (Exception problem) when (problem is IOException or BadImageFormatException or TypeLoadException or ReflectionTypeLoadException or TargetInvocationException or TypeInitializationException)
        {
            messages.Write("warning", "MJ2003", $"the interpreters of {Path.GetFileName(program)} are not converted ahead: {problem.GetBaseException().Message}");
            return 0;
        }
        if (drivers.Length == 0) return 0;

        using var engine = new JitEngine(Backends.Create("portable"), options: new JitEngineOptions { Warn = warning => messages.Write("warning", "MJ2001", warning) });
        bool isRight = true;
        foreach (JitDriver driver in drivers)
        {
            try
            {
                engine.Prepare(driver);
            }
            catch (InterpreterDefinitionException wrong)
            {
                isRight = false;
                foreach (string problem in wrong.Problems) messages.Write("error", "MJ2002", problem);
            }
        }
        if (!isRight) return 1;
        engine.WriteImage(image);
        Console.WriteLine($"{Path.GetFileName(image)}: {engine.Stats.MethodsConverted} methods, {new FileInfo(image).Length} bytes, {clock.ElapsedMilliseconds} ms");
        return 0;
    }

    /// <summary>What stands in static fields of the program and of the assemblies it refers to that know what a driver is.</summary>
    private static IEnumerable<JitDriver> DriversOf(Assembly program)
    {
        var seen = new HashSet<string>();
        var work = new Stack<Assembly>([program]);
        var drivers = new HashSet<JitDriver>();
        while (work.TryPop(out Assembly? assembly))
        {
            AssemblyName[] references = assembly.GetReferencedAssemblies();
            if (!Array.Exists(references, reference => reference.Name == Definition)) continue;
            foreach (Type type in assembly.GetTypes().Where(type => !type.ContainsGenericParameters))
                foreach (FieldInfo field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    if (field.FieldType.IsAssignableTo(typeof(JitDriver)) && field.GetValue(null) is JitDriver driver && drivers.Add(driver)) yield return driver;
            foreach (AssemblyName reference in references)
                if (!s_own.Contains(reference.Name) && !reference.Name!.StartsWith("System.", StringComparison.Ordinal) && seen.Add(reference.Name)) work.Push(Assembly.Load(reference));
        }
    }
}
