using System.Diagnostics;
using System.Reflection;
using MetaJit.Testing;

namespace Foo.Tests;

// The interpreter's driver is static: what else uses it belongs into this class, whose tests run one after the other.
public sealed class LanguageTests
{
    private static string Folder => Path.Combine(Path.GetDirectoryName(Here())!, "..", "programs");

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string file = "") => file;

    private static string Output(string program)
    {
        var output = new StringWriter { NewLine = "\n" };
        Program.Run(Compiler.Compile(File.ReadAllText(Path.Combine(Folder, program))), output);
        return output.ToString();
    }

    /// <summary>Interpreted, on every backend, traced at once, with each optimization off, with guards that fail at random.</summary>
    [Theory]
    [InlineData("fib.foo", "6765\n10946\n17711\n28657\n46368\n")]
    [InlineData("loop.foo", "9999900004\ntexts and 94\n")]
    public void Every_way_of_running_agrees(string program, string expected) => Assert.Equal(expected, Differential.Check(Interpreter.Driver, () => Output(program)));

    /// <summary>The compiler makes other IL of an interpreter when it does not optimize, and so other traces come of it.</summary>
    private static string Snapshot =>
        typeof(Interpreter).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true } ? "loop-debug" : "loop";

    /// <summary>What a hot loop has become, as somebody looked at it.</summary>
    [Fact]
    public void The_loop_is_what_it_was() => TraceSnapshot.Verify(Snapshot, TraceLog.Of(Interpreter.Driver, () => Output("loop.foo")).Loop(1));

    [Theory]
    [InlineData("print 1 +", "line 1: a name is wanted, not ''")]
    [InlineData("print f(1)", "there is no function 'f'")]
    [InlineData("let a = \"x\"\nprint a * 2", "line 2: 'x' is no number")]
    public void Mistakes_are_told(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FooError>(() => Program.Run(Compiler.Compile(text), TextWriter.Null)).Message);
}
