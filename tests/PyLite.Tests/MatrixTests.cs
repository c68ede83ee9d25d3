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

/// <summary>The same for ways that are slow, or differ only inside the JIT: the benchmarks at tiny sizes, and the programs about the JIT.</summary>
public abstract class SmallMatrixRow(params string[] options)
{
    /// <summary>Everything is traced almost at once.</summary>
    protected const string Eager = "threshold=2,trace_eagerness=2";

    [Theory]
    [MemberData(nameof(PythonProgram.TinyBench), MemberType = typeof(PythonProgram))]
    public void Bench(string program) => PythonProgram.Load(program).Check(options);

    [Theory]
    [MemberData(nameof(PythonProgram.Jit), MemberType = typeof(PythonProgram))]
    public void Jit(string program) => PythonProgram.Load(program).Check(options);
}

public sealed class JitOffTests() : FullMatrixRow("--jit", "off");

public sealed class EagerTests() : SmallMatrixRow("--jit", Eager);

public sealed class EagerPortableTests() : SmallMatrixRow("--backend", "portable", "--jit", Eager);
