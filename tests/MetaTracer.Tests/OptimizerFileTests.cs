using MetaJit.Tool;

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
}
