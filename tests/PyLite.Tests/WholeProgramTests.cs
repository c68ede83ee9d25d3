// The programs of bench/whole at small sizes, under the default JIT and with nearly everything compiled.
namespace PyLite.Tests;

public sealed class WholeProgramTests
{
    private const string Folder = "bench/whole";

    public static TheoryData<string, string> Programs
    {
        get
        {
            var programs = new TheoryData<string, string>();
            foreach (string line in File.ReadLines(Repository.PathOf(Folder + "/sizes.txt")))
                if (!line.StartsWith('#') && line.Split(' ') is [var program, var size]) programs.Add(program, size);
            return programs;
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Prints(string program, string size) => Check(program, size);

    [Theory]
    [MemberData(nameof(Programs))]
    public void PrintsWhenEager(string program, string size) => Check(program, size, "--jit", "threshold=2,trace_eagerness=2");

    private static void Check(string program, string size, params string[] options)
    {
        string folder = Repository.PathOf(Folder);
        PyLiteRun run = PyLiteProcess.Run(folder, [.. options, program + ".py", size]);
        Assert.Equal((File.ReadAllText($"{folder}/{program}.small.expected.txt"), "", 0), (run.Output, run.Errors, run.ExitCode));
    }
}
