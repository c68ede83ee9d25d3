using MetaJit.Tool;
using MetaJit.Tool.Worlds;
using MetaTracer.Trace;

namespace MetaTracer.Tests;

/// <summary>
/// Runs every file of <c>tests/filetests</c>: a recorded trace and what the optimizer is to make of it. With <c>METAJIT_BLESS=1</c> the
/// expected parts are rewritten instead.
/// </summary>
public sealed class OptimizerFileTests
{
    private static readonly string Folder = FindFolder();

    private static string FindFolder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "tests", "filetests"))) return Path.Combine(at.FullName, "tests", "filetests");
        throw new DirectoryNotFoundException("tests/filetests");
    }

    public static TheoryData<string> Files() =>
        new(Directory.GetFiles(Folder, "*.trace", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void OptimizesAsExpected(string name)
    {
        string path = Path.Combine(Folder, name);
        TraceFile file = TraceFile.Parse(File.ReadAllText(path));
        string actual = file.Optimize();
        if (Environment.GetEnvironmentVariable("METAJIT_BLESS") == "1" && actual != file.Expected) File.WriteAllText(path, file.WithExpected(actual));
        else Assert.Equal(file.Expected, actual);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void DoesWhatWasRecorded(string name) => Assert.Null(TraceFile.Parse(File.ReadAllText(Path.Combine(Folder, name))).Run(80, out _));

    [Fact]
    public void AWrongTraceIsNoticed()
    {
        const string Trace = """
            class P size=24 bump
            field P.X i at=8 size=8 signed in=P
            call use (i) -> () CannotRaise reads=P.X writes=
            [p0, i1]
            guard_nonnull_class(p0, ConstClass(P)) []
            i2 = getfield_gc_i(p0, descr=P.X)
            i3 = int_add(i2, i1)
            setfield_gc(p0, i3, descr=P.X)
            call_n(i1, descr=use)
            jump(p0, i3) []

            """;
        Assert.Null(TraceFile.Parse(Trace).Run(30, out WorldCheck check));
        Assert.InRange(check.Worlds, 20, 30);
        foreach (OpCode wrong in (OpCode[])[OpCode.int_sub, OpCode.int_mul])
        {
            TraceFile.Parse(Trace).Run(0, out WorldCheck broken);
            foreach (ref Operation operation in broken.Optimized!.Operations)
                if (operation.Code == OpCode.int_add && broken.Optimized.Args(operation)[1].IsVariable) operation.Code = wrong;
            Assert.Contains("expected", Enumerable.Range(1, 30).Select(broken.Check).First(difference => difference is not null));
        }
    }
}
