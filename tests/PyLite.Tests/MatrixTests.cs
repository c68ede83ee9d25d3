// One expected output a program, and many ways to reach it. Each class is one way; xunit runs the classes side by side.
namespace PyLite.Tests;

/// <summary>The benchmarks with the options that a derived class names.</summary>
public abstract class BenchRow(params string[] options)
{
    /// <summary>Nearly everything is traced, nearly every guard that fails gets a bridge, and bridges end where control flow joins.</summary>
    protected static readonly string[] Eager = ["--jit", EagerParameters];

    private const string EagerParameters = "threshold=2,trace_eagerness=2,segments=1";

    protected string[] Options => options;

    [Theory]
    [MemberData(nameof(PythonProgram.Bench), MemberType = typeof(PythonProgram))]
    public void Bench(string program) => PythonProgram.Load(program).Check(options);

    protected static string[] EagerWith(string parameter) => ["--jit", EagerParameters + "," + parameter];
}

/// <summary>The benchmarks and the programs about the JIT, for ways that differ inside it.</summary>
public abstract class JitRow(params string[] options) : BenchRow(options)
{
    [Theory]
    [MemberData(nameof(PythonProgram.Jit), MemberType = typeof(PythonProgram))]
    public void Jit(string program) => PythonProgram.Load(program).Check(Options);
}

/// <summary>The benchmarks and all the language programs.</summary>
public abstract class FullRow(params string[] options) : BenchRow(options)
{
    [Theory]
    [MemberData(nameof(PythonProgram.Language), MemberType = typeof(PythonProgram))]
    public void Language(string program) => PythonProgram.Load(program).Check(Options);
}

public sealed class JitOffTests() : FullRow("--jit", "off");

public sealed class JitTests() : FullRow();

public sealed class EagerTests() : FullRow(Eager);

/// <summary>Functions are traced from their start as soon as loops are.</summary>
public sealed class EagerFunctionsTests() : FullRow(EagerWith("function_threshold=2"));

public sealed class PortableTests() : JitRow([.. Eager, "--backend", "portable"]);

public sealed class EmulatedArm64Tests : JitRow
{
    public EmulatedArm64Tests() : base([.. Eager, "--backend", "emulated-arm64"]) => Emulator.SkipIfMissing();
}

public sealed class GuardsFailAtRandomTests() : JitRow([.. Eager, "--jit-stress", "guards=7"]);

public sealed class StressTests() : JitRow([.. Eager, "--jit-stress", "bridges,no-alloc,no-barrier"]);

/// <summary>Compiled code is freed as soon as another trace begins, unless it runs or is called from what runs; places are soon compiled for any value.</summary>
public sealed class ShortLivedLoopsTests() : JitRow(EagerWith("loop_longevity=0,max_guard_values=2"));

/// <summary>Every bridge goes on to the loop's end.</summary>
public sealed class NoSegmentsTests() : JitRow(EagerWith("segments=0"));

public sealed class NoOptimizationTests() : JitRow(EagerWith("enable_opts="));

public sealed class NoIntBoundsTests() : BenchRow(EagerWith("enable_opts=all:-intbounds"));

public sealed class NoRewriteTests() : BenchRow(EagerWith("enable_opts=all:-rewrite"));

public sealed class NoVirtualsTests() : BenchRow(EagerWith("enable_opts=all:-virtualize"));

public sealed class NoStringTests() : BenchRow(EagerWith("enable_opts=all:-string"));

public sealed class NoPureTests() : BenchRow(EagerWith("enable_opts=all:-pure"));

public sealed class NoEarlyForceTests() : BenchRow(EagerWith("enable_opts=all:-earlyforce"));

public sealed class NoHeapTests() : BenchRow(EagerWith("enable_opts=all:-heap"));

public sealed class NoUnrollTests() : BenchRow(EagerWith("enable_opts=all:-unroll"));

/// <summary>
/// A garbage collection whenever machine code leaves: whatever reference it hid from the collector is now wrong. With "plain-stores"
/// behind "gc", which stores references without telling the collector, programs of this row crash.
/// </summary>
public sealed class CollectAtYieldsTests() : BenchRow([.. Eager, "--jit-stress", "gc"]);

/// <summary>The same for the other instruction set, whose stores go through the runtime's barrier by the emulator, at sizes it can bear.</summary>
public sealed class CollectAtYieldsArm64Tests
{
    public CollectAtYieldsArm64Tests() => Emulator.SkipIfMissing();

    [Theory]
    [MemberData(nameof(PythonProgram.TinyBench), MemberType = typeof(PythonProgram))]
    public void Bench(string program) =>
        PythonProgram.Load(program).Check("--jit", "threshold=2,trace_eagerness=2,segments=1", "--backend", "emulated-arm64", "--jit-stress", "gc");
}
