// MetaJit.Testing, as somebody uses it who writes a language, on the sample languages.
using Backend;
using MetaJit;
using MetaJit.Testing;
using TraceLog = MetaJit.Testing.TraceLog;
using TraceSnapshot = MetaJit.Testing.TraceSnapshot;

namespace Samples.Tests;

[Collection("Interpreters")]
public sealed class TestingTests
{
    private static string Lisp(string text)
    {
        var output = new StringWriter();
        global::Lisp.Program.Run(text, output);
        return output.ToString();
    }

    private const string Sum = """
        (define (sum n s) (if (= n 0) s (sum (- n 1) (+ s n))))
        (display (sum 3000 0))
        """;

    [Fact]
    public void Every_way_agrees() => Assert.Equal(Lisp(Sum), Differential.Check(global::Lisp.Interpreter.Driver, () => Lisp(Sum)));

    [Fact]
    public void A_difference_is_told_with_the_way_to_see_it()
    {
        int runs = 0;
        var problem = Assert.Throws<DifferenceException>(() => Differential.Check(
            [global::Lisp.Interpreter.Driver], () => Lisp(Sum) + (++runs > 2 ? "!" : ""), isHot: true,
            [new RunningWay("portable", ""), new RunningWay("portable", Differential.Eager)]));
        Assert.StartsWith($"with --backend portable --jit {Differential.Eager} the output differs. Line ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_never_hot_is_told()
    {
        var problem = Assert.Throws<DifferenceException>(() => Differential.Check(global::Lisp.Interpreter.Driver, () => Lisp("(display 1)")));
        Assert.Contains("nothing was compiled", problem.Message);
    }

    [Fact]
    public void A_loop_is_numbered_from_its_start()
    {
        var log = TraceLog.Of(global::Lisp.Interpreter.Driver, () => Lisp(Sum));
        string loop = log.Loop(1);
        Assert.StartsWith("label(p0", loop, StringComparison.Ordinal);
        Assert.Contains("descr=G1)", loop);
        Assert.DoesNotContain("debug_merge_point", loop);
        Assert.Contains(log.LoopBodies().First(), operation => operation.Name == "int_add_ovf" && operation.Place.Length > 0);
        Assert.Throws<ArgumentException>(() => { _ = log.Loop(99); });
    }

    [Fact]
    public void A_snapshot_that_differs_is_written_beside()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, test = Path.Combine(folder, "Test.cs");
        try
        {
            Assert.Contains("Nothing was verified yet", Assert.Throws<SnapshotException>(() => TraceSnapshot.Verify("one", "a\nb", test)).Message);
            File.Move(Path.Combine(folder, "snapshots", "one.received.txt"), Path.Combine(folder, "snapshots", "one.verified.txt"));
            TraceSnapshot.Verify("one", "a\nb\n", test);
            Assert.Contains("Line 2:\n  verified: b\n  received: c", Assert.Throws<SnapshotException>(() => TraceSnapshot.Verify("one", "a\nc", test)).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_options_of_the_JIT_are_taken_out_of_a_command_line()
    {
        string[] arguments = ["--jit", "threshold=2", "file", "--backend", "portable", "--", "--jit"];
        var line = JitCommandLine.Take(ref arguments);
        Assert.Equal(["file", "--", "--jit"], arguments);
        object? during = null;
        line.Run(global::Lisp.Interpreter.Driver, () => during = global::Lisp.Interpreter.Driver.Engine);
        Assert.NotNull(during);
        Assert.Null(global::Lisp.Interpreter.Driver.Engine);

        arguments = ["--jit", "off", "file"];
        JitCommandLine.Take(ref arguments).Run(global::Lisp.Interpreter.Driver, () => during = global::Lisp.Interpreter.Driver.Engine);
        Assert.Null(during);
    }

    [Theory]
    [InlineData("--jit", "threshold=x", "JIT parameter 'threshold'")]
    [InlineData("--backend", "none", "there is no backend 'none'")]
    [InlineData("--jit-log", null, "--jit-log wants a value")]
    public void Wrong_options_are_told(string name, string? value, string message)
    {
        string[] arguments = value is null ? [name] : [name, value];
        Assert.Contains(message, Assert.Throws<FormatException>(() => JitCommandLine.Take(ref arguments)).Message);
    }

    [Theory]
    [InlineData("--help", 0, true, "lua [OPTIONS] FILE")]
    [InlineData("--jit off -h", 0, true, "--jit-log FILE")]
    [InlineData("", 2, false, "lua [OPTIONS] FILE")]
    [InlineData("one two", 2, false, "lua [OPTIONS] FILE")]
    [InlineData("--what one", 2, false, "there is no option '--what'\n\nlua [OPTIONS] FILE")]
    [InlineData("one --jit threshold=x", 2, false, "JIT parameter 'threshold'")]
    [InlineData("--backend none one", 2, false, "there is no backend 'none'")]
    [InlineData("-- --help", 1, false, "lua: Could not find file")]
    public void A_command_line_that_does_not_fit_is_told_with_the_usage(string line, int exitCode, bool toOutput, string text)
    {
        var (output, error) = (Console.Out, Console.Error);
        var (said, complained) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        Console.SetOut(said);
        Console.SetError(complained);
        try
        {
            Assert.Equal(exitCode, Lua.Program.Main(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
        Assert.Contains(text, (toOutput ? said : complained).ToString());
        Assert.Equal("", (toOutput ? complained : said).ToString());
    }

    [Fact]
    public void Registers_that_matter_are_found()
    {
        // 0: r0 = r70; 1: to 4 where r1; 2: r2 = r0; 3: back to 1; 4: gives r2
        (int[] Written, int[] Read)[] uses = [([0], [70]), ([], [1]), ([2], [0]), ([], []), ([], [2])];
        int[][] next = [[1], [2, 4], [3], [1], []];
        ulong[][] live = MetaJit.Liveness.Of(uses.Length, 71, at => (uses[at].Written, uses[at].Read), at => next[at]);
        Assert.Equal([[0b110, 1 << 6], [0b111, 0], [0b011, 0], [0b111, 0], [0b100, 0]], live);
    }
}
