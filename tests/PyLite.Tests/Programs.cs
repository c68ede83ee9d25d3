// The Python programs the tests run, with what CPython 3.11 does with each of them.
namespace PyLite.Tests;

/// <param name="Name">Path below the repository's root, with `@tiny` behind it for a benchmark at its smallest size.</param>
internal sealed record PythonProgram(string Name, string Folder, string[] Arguments, string Output, string Errors, int ExitCode)
{
    private const string ExitCodeLine = "exit code ";

    /// <summary>The sixteen benchmarks at their default sizes.</summary>
    public static TheoryData<string> Bench => [.. BenchNames];

    /// <summary>The same at sizes that an emulator, or a garbage collection at every yield, can bear.</summary>
    public static TheoryData<string> TinyBench => [.. BenchNames.Select(name => name + "@tiny")];

    /// <summary>Small programs, one subject each.</summary>
    public static TheoryData<string> Language => [.. LanguageNames];

    /// <summary>Those of them that were written against the JIT: loops that change their mind.</summary>
    public static TheoryData<string> Jit => [.. LanguageNames.Where(name => name.StartsWith(LanguageFolder + "/jit/", StringComparison.Ordinal))];

    private static IEnumerable<string> BenchNames => ProgramsWithOutput("bench/programs");

    /// <summary>Programs that start processes of their own: they take seconds, and run in one way.</summary>
    public static TheoryData<string> Processes => [.. ProgramsWithOutput("tests/PyLite.Tests/processes")];

    private const string LanguageFolder = "tests/PyLite.Tests/programs";

    private static IEnumerable<string> LanguageNames => ProgramsWithOutput(LanguageFolder);

    /// <summary>The line that marks programs which import what pylite does not bring along.</summary>
    private const string NeedsLibrary = "# Needs CPython's library.";

    private static bool HasLibrary => Directory.Exists("/usr/lib/python3.11") || Directory.Exists("/usr/local/lib/python3.11");

    private static IEnumerable<string> ProgramsWithOutput(string folder) =>
        from file in Directory.GetFiles(Repository.PathOf(folder), "*.py", SearchOption.AllDirectories)
        where File.Exists(Path.ChangeExtension(file, ".expected.txt")) && (HasLibrary || !File.ReadLines(file).Contains(NeedsLibrary))
        orderby file
        select Path.GetRelativePath(Repository.Root, file);

    public static PythonProgram Load(string name)
    {
        bool tiny = name.EndsWith("@tiny", StringComparison.Ordinal);
        string file = Repository.PathOf(tiny ? name[..^5] : name);
        string[] arguments = tiny ? [TinySize(Path.GetFileNameWithoutExtension(file))] : [];
        string output = File.ReadAllText(Path.ChangeExtension(file, tiny ? ".tiny.expected.txt" : ".expected.txt"));
        string errorFile = Path.ChangeExtension(file, ".stderr.expected.txt");
        string errors = File.Exists(errorFile) ? File.ReadAllText(errorFile) : ExitCodeLine + "0\n";
        int lastLine = errors.LastIndexOf(ExitCodeLine, StringComparison.Ordinal);
        return new PythonProgram(
            name, Path.GetDirectoryName(file)!, [Path.GetFileName(file), .. arguments], output, errors[..lastLine], int.Parse(errors[(lastLine + ExitCodeLine.Length)..]));
    }

    private static string TinySize(string program) =>
        File.ReadLines(Repository.PathOf("bench/programs/sizes.txt"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .First(fields => fields.Length > 2 && fields[0] == program)[2];

    /// <summary>Runs the program with these options of pylite and compares all that it does.</summary>
    public void Check(params string[] options) => Check(options, null);

    private static string Whole(string output, string errors, int exitCode) => $"{output}--- errors\n{errors}--- {ExitCodeLine}{exitCode}";

    public void Check(string[] options, IReadOnlyDictionary<string, string>? environment, TimeSpan? limit = null)
    {
        PyLiteRun run = PyLiteProcess.Run(Folder, [.. options, .. Arguments], environment, limit);
        // Tracebacks name the program's file, wherever that stands. One text, because of two that differ xunit shows where.
        Assert.Equal(Whole(Output, Errors, ExitCode), Whole(run.Output.Replace(Folder + "/", ""), run.Errors, run.ExitCode));
    }
}
