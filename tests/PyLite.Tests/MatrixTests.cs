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

/// <summary>
/// The same for ways that are slow, or differ only inside the JIT: the benchmarks at tiny sizes, and the programs about the JIT.
/// Everything is traced almost at once.
/// </summary>
public abstract class SmallMatrixRow(string parameters, params string[] options)
{
    private readonly string[] _options = ["--jit", "threshold=2,trace_eagerness=2" + parameters, .. options];

    [Theory]
    [MemberData(nameof(PythonProgram.TinyBench), MemberType = typeof(PythonProgram))]
    public void Bench(string program) => PythonProgram.Load(program).Check(_options);

    [Theory]
    [MemberData(nameof(PythonProgram.Jit), MemberType = typeof(PythonProgram))]
    public void Jit(string program) => PythonProgram.Load(program).Check(_options);
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
