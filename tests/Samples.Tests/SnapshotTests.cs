// Hot loops of the sample languages, verified: optimized operations and machine code for both instruction sets. See Snapshot.
using Backend;
using MetaJit;
using MetaTracer;

namespace Samples.Tests;

[Collection("Interpreters")]
public sealed class SnapshotTests
{
    [SkippableFact]
    public void LispSum() => Verify("lisp-sum", Lisp.Interpreter.Driver, () => new ProgramTests().LispInterpreted("sum.lisp"));

    [SkippableFact]
    public void BrainfuckNested() => Verify("brainfuck-nested", Brainfuck.Interpreter.Driver, () => new ProgramTests().BrainfuckInterpreted("nested.bf"));

    private static void Verify(string name, JitDriver driver, Action program)
    {
        Emulator.SkipIfMissing();
        Snapshot.Verify(name, TraceSnapshot.Compose(Log(driver, program, "native"), Log(driver, program, "emulated-arm64"), "loop 1 ("));
    }

    private static TraceLog Log(JitDriver driver, Action program, string backend)
    {
        var log = new StringWriter();
        using var engine = new JitEngine(Backends.Create(backend), new JitParameters(), new JitEngineOptions { Log = log });
        engine.Attach(driver);
        program();
        return new TraceLog(log.ToString());
    }
}
