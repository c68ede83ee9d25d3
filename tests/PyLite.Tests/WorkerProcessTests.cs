// Programs with more than one process: `processes` has them, and what CPython 3.11 prints.
namespace PyLite.Tests;

public sealed class WorkerProcessTests
{
    [Theory]
    [MemberData(nameof(PythonProgram.Processes), MemberType = typeof(PythonProgram))]
    public void Does_what_CPython_does(string program) => PythonProgram.Load(program).Check();
}
