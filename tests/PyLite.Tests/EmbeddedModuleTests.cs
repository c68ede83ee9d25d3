// The modules written in Python that come with PyLite, used where there is no library of CPython's. `embedded` has a program for some of them
// together, and beside it what CPython 3.11 prints with its own modules (`python3.11 -W ignore $PWD/NAME.py | sed s#$PWD/## >NAME.expected.txt` there).
namespace PyLite.Tests;

public sealed class EmbeddedModuleTests
{
    private const string Folder = "tests/PyLite.Tests/embedded";

    public static TheoryData<string> Programs =>
        [.. Directory.GetFiles(Repository.PathOf(Folder), "*.py").Order().Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Does_what_the_library_does(string program) => PythonProgram.Load(program).Check("--stdlib=none");
}
