// The sample languages under the engine, in many ways that must all give the same output. MetaTracer and Backend know nothing of them.
using Backend;
using MetaJit;
using MetaTracer;

namespace Samples.Tests;

[Collection("Interpreters")]
public sealed class JitTests
{
    private const string Eager = "threshold=2,function_threshold=2,trace_eagerness=2";

    private static readonly string[] Ways =
    [
        "", Eager, Eager + ",segments=1", Eager + ",enable_opts=", Eager + ",enable_opts=all:-intbounds", Eager + ",enable_opts=all:-rewrite",
        Eager + ",enable_opts=all:-virtualize", Eager + ",enable_opts=all:-pure",
        Eager + ",enable_opts=all:-earlyforce", Eager + ",enable_opts=all:-unroll", "trace_limit=100,threshold=5",
    ];

    public static TheoryData<string, string> LispWays => Combine(ProgramTests.LispPrograms);

    public static TheoryData<string, string> BrainfuckWays => Combine(ProgramTests.BrainfuckPrograms);

    private static TheoryData<string, string> Combine(TheoryData<string> programs)
    {
        var data = new TheoryData<string, string>();
        foreach (object[] row in (IEnumerable<object[]>)programs)
            foreach (string way in Ways) data.Add((string)row[0], way);
        return data;
    }

    [Theory]
    [MemberData(nameof(LispWays))]
    public void LispPrints(string program, string parameters)
    {
        using JitEngine engine = Attach(Lisp.Interpreter.Driver, parameters);
        new ProgramTests().LispInterpreted(program);
        AssertCompiled(engine);
    }

    [Theory]
    [MemberData(nameof(BrainfuckWays))]
    public void BrainfuckPrints(string program, string parameters)
    {
        using JitEngine engine = Attach(Brainfuck.Interpreter.Driver, parameters);
        new ProgramTests().BrainfuckInterpreted(program);
        // The greeting's loops are too short to be hot by default.
        if (program != "hello.bf" || parameters.StartsWith(Eager, StringComparison.Ordinal)) AssertCompiled(engine);
    }

    private static JitEngine Attach(JitDriver driver, string parameters)
    {
        var engine = new JitEngine(Backends.Create("portable"), new JitParameters().Parse(parameters));
        engine.Attach(driver);
        return engine;
    }

    private static void AssertCompiled(JitEngine engine)
    {
        string stats = engine.Stats.ToJson();
        Assert.True(engine.Stats.Loops + engine.Stats.EntriesCompiled > 0, stats);
        Assert.True(engine.Stats.Backend.Entries > 0, stats);
    }
}
