using System.Reflection;
using System.Runtime.Loader;
using Backend.Portable;
using MetaJit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace MetaTracer.Tests;

/// <summary>The C# compiler makes other IL of an interpreter when it does not optimize: locals for conditions, jumps to jumps. All the same it is right.</summary>
[Collection("the drivers are static: one test at a time")]
public sealed class DebugBuildTests
{
    private const string Source = """
        using MetaJit;

        public static class Counter
        {
            public static readonly JitDriver<int[], int, long, long, long> Driver = new("counter", Run);

            public static long Run([Green] int[] steps, [Green] int pc, long left, long sum)
            {
                while (true)
                {
                    Driver.MergePoint(steps, pc, left, sum);
                    int step = steps[pc];
                    switch (step)
                    {
                        case 0: return sum;
                        case 1:
                            sum += left is > 5 and < 50 ? 2 : 1;
                            pc++;
                            break;
                        default:
                            left--;
                            pc = left > 0 ? 0 : pc + 1;
                            ENTER
                            break;
                    }
                }
            }
        }
        """;

    private const string Act = "if (exit.IsReturn) return exit.Result; (steps, pc, left, sum) = exit.State;";

    [Theory]
    [InlineData("if (Driver.CanEnter(steps, pc, left, sum) is { } exit) { # }")]
    [InlineData("if (pc == 0 && Driver.CanEnter(steps, pc, left, sum) is { } exit) { # }")]
    [InlineData("if (step < 0 && left > 0 && Driver.CanEnter(steps, pc, left, sum) is { } exit) { # }")]
    [InlineData("var exit = pc == 0 ? Driver.CanEnter(steps, pc, left, sum) : null; if (exit != null) { # }")]
    [InlineData("if (pc != 0) break; var exit = Driver.CanEnter(steps, pc, left, sum); if (exit is null) continue; #")]
    public void An_interpreter_is_right_however_it_was_built(string enter)
    {
        string source = Source.Replace("ENTER", enter.Replace("#", Act));
        foreach (OptimizationLevel level in (OptimizationLevel[])[OptimizationLevel.Debug, OptimizationLevel.Release])
        {
            Type counter = Compile(source, level).GetType("Counter")!;
            var driver = (JitDriver)counter.GetField("Driver")!.GetValue(null)!;
            var run = counter.GetMethod("Run")!.CreateDelegate<Func<int[], int, long, long, long>>();
            int[] program = [1, 1, -1, 0];
            long expected = run(program, 0, 3000, 0);
            using var engine = new JitEngine(new PortableBackend());
            engine.Attach(driver);
            Assert.Equal(expected, run(program, 0, 3000, 0));
            Assert.True(engine.Stats.Loops > 0, engine.Stats.ToJson());
            Assert.Empty(engine.Warnings);
        }
    }

    private static Assembly Compile(string source, OptimizationLevel level)
    {
        MetadataReference[] references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];
        SyntaxTree[] sources = [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))];
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Counter{Guid.NewGuid():N}", sources, references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }
}
