// One expected output a program, and many ways to reach it. Each class is one way; xunit runs the classes side by side.
namespace PyLite.Tests;

/// <summary>The benchmarks and the language programs with the options that a derived class names.</summary>
public abstract class FullMatrixRow(params string[] options)
{
    [Theory]
    [MemberData(nameof(PythonProgram.Bench), MemberType = typeof(PythonProgram))]
    public void Bench(string program) => PythonProgram.Load(program).Check(options);

    [Theory]
    [MemberData(nameof(PythonProgram.Language), MemberType = typeof(PythonProgram))]
    public void Language(string program) => PythonProgram.Load(program).Check(options);
}

/// <summary>The benchmarks at tiny sizes, for ways that are slow; everything is traced almost at once.</summary>
public abstract class TinyMatrixRow(string parameters, params string[] options)
{
    protected readonly string[] Options = ["--jit", "threshold=2,trace_eagerness=2" + parameters, .. options];

    [Theory]
    [MemberData(nameof(PythonProgram.TinyBench), MemberType = typeof(PythonProgram))]
    public void Bench(string program) => PythonProgram.Load(program).Check(Options);
}

/// <summary>Those and the programs about the JIT, for ways that differ only inside it.</summary>
public abstract class SmallMatrixRow(string parameters, params string[] options) : TinyMatrixRow(parameters, options)
{
    [Theory]
    [MemberData(nameof(PythonProgram.Jit), MemberType = typeof(PythonProgram))]
    public void Jit(string program) => PythonProgram.Load(program).Check(Options);
}

public sealed class JitOffTests() : FullMatrixRow("--jit", "off");

public sealed class JitTests() : FullMatrixRow();

public sealed class EagerTests() : SmallMatrixRow("");

public sealed class PortableTests() : SmallMatrixRow("", "--backend", "portable");

public sealed class EmulatedArm64Tests : SmallMatrixRow
{
    public EmulatedArm64Tests() : base("", "--backend", "emulated-arm64") => Emulator.SkipIfMissing();
}

public sealed class GuardsFailAtRandomTests() : SmallMatrixRow("", "--jit-stress", "guards=7");

public sealed class NoOptimizationTests() : SmallMatrixRow(",enable_opts=");

public sealed class NoVirtualsTests() : TinyMatrixRow(",enable_opts=all:-virtualize");

public sealed class NoHeapTests() : TinyMatrixRow(",enable_opts=all:-heap");

public sealed class NoUnrollTests() : TinyMatrixRow(",enable_opts=all:-unroll");

public sealed class NoIntBoundsTests() : TinyMatrixRow(",enable_opts=all:-intbounds");

public sealed class NoRewriteTests() : TinyMatrixRow(",enable_opts=all:-rewrite");

public sealed class StressTests() : SmallMatrixRow("", "--jit-stress", "bridges,no-alloc,no-barrier");

/// <summary>Compiled code is freed as soon as another trace begins, unless it runs or is called from what runs.</summary>
public sealed class ShortLivedLoopsTests() : SmallMatrixRow(",loop_longevity=0");

/// <summary>A garbage collection whenever machine code leaves: whatever reference it hid from the collector is now wrong.</summary>
public sealed class CollectAtYieldsTests() : TinyMatrixRow("", "--jit-stress", "gc");

/// <summary>The same for the other instruction set, whose stores go through the runtime's barrier by the emulator.</summary>
public sealed class CollectAtYieldsArm64Tests : TinyMatrixRow
{
    public CollectAtYieldsArm64Tests() : base("", "--backend", "emulated-arm64", "--jit-stress", "gc") => Emulator.SkipIfMissing();
}
