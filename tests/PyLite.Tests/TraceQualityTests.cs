// What hot Python lines become. A line of quality/loops.py is named by a comment, `# ID: name`; the tests say which operations of the
// loop's body came from it. Whoever makes a line better tightens its test.
namespace PyLite.Tests;

public sealed class TraceQualityTests
{
    private const string Program = "tests/PyLite.Tests/quality/loops.py";

    private static readonly Lazy<TraceLog> Log = new(RunProgram);

    /// <summary>Line numbers by ID.</summary>
    private static readonly Dictionary<string, int> Lines = File.ReadLines(Repository.PathOf(Program))
        .Select((text, index) => (Id: text.Split("# ID: "), Line: index + 1))
        .Where(entry => entry.Id.Length == 2)
        .ToDictionary(entry => entry.Id[1].Trim(), entry => entry.Line);

    private static TraceLog RunProgram()
    {
        string log = Path.GetTempFileName();
        try
        {
            PyLiteRun run = PyLiteProcess.Run(Repository.PathOf("tests/PyLite.Tests/quality"), ["--jit", "trace_eagerness=50", "--jit-log", log, "loops.py"]);
            Assert.Equal(("", 0), (run.Errors, run.ExitCode));
            string text = File.ReadAllText(log);
            Assert.DoesNotContain("# abort:", text, StringComparison.Ordinal);
            return new TraceLog(text);
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static List<TraceOperation> BodyWith(string id) =>
        Log.Value.LoopBodyThrough(place => IsIn(place, id)) ?? throw new InvalidOperationException($"no loop goes through the line '{id}'");

    private static bool IsFrom(TraceOperation operation, string id) => IsIn(operation.Place, id);

    private static bool IsIn(string place, string id) =>
        place.Split(' ')[0].EndsWith($"loops.py:{Lines[id]}", StringComparison.Ordinal);

    [Theory]
    [InlineData("int-compare", "guard_not_invalidated int_lt guard_true jump")]
    [InlineData("int-and-add", "int_and int_add_ovf guard_no_overflow")]
    [InlineData("int-increment", "int_add")]
    [InlineData("float-multiply-add", "float_mul float_add")]
    [InlineData("float-divide", "float_truediv float_sub")]
    [InlineData("range-add", "int_add_ovf guard_no_overflow")]
    [InlineData("list-write", "int_and uint_le guard_false setarrayitem_gc")]
    [InlineData("list-read", "int_and uint_le guard_false getarrayitem_gc_i int_add_ovf guard_no_overflow")]
    public void LineBecomes(string id, string operations) =>
        Assert.Equal(operations, string.Join(' ', BodyWith(id).Where(operation => IsFrom(operation, id)).Select(operation => operation.Name)));

    /// <summary>The measure of the whole design: PyPy has 11 operations and 5 guards here.</summary>
    [Fact]
    public void IntLoopIsSmall()
    {
        List<TraceOperation> body = BodyWith("int-and-add");
        Assert.True(body.Count <= 12, Text(body));
        Assert.True(body.Count(operation => operation.Name.StartsWith("guard_", StringComparison.Ordinal)) <= 5, Text(body));
        AssertNone(body, "new", "call", "set");
    }

    [Fact]
    public void FloatsStayInRegisters() => AssertNone(BodyWith("float-multiply-add"), "new", "call", "set", "get");

    [Theory]
    [InlineData("list-read")]
    [InlineData("list-write")]
    [InlineData("inlined-method")]
    [InlineData("function-call")]
    [InlineData("range-next")]
    [InlineData("user-equal")]
    [InlineData("user-add")]
    [InlineData("user-unpack")]
    [InlineData("getattr")]
    [InlineData("hasattr")]
    public void NothingIsAllocatedOrCalled(string id) => AssertNone(BodyWith(id), "new", "call");

    [Fact]
    public void ExceptionCaughtInTheLoopIsAJump() => AssertNone(BodyWith("caught"), "new", "call", "set");

    /// <summary>Operations of many ways have code of their own, which is called in machine code.</summary>
    [Theory]
    [InlineData("two-words")]
    [InlineData("tuple-keys")]
    [InlineData("tuple-members")]
    [InlineData("power")]
    public void OperationsAreCalledInMachineCode(string id)
    {
        List<TraceOperation> body = BodyWith(id);
        Assert.Contains(body, operation => operation.Name.StartsWith("call_assembler", StringComparison.Ordinal));
        AssertNone(body, "call_i", "call_r", "call_n", "call_pure", "call_may");
    }

    private static void AssertNone(List<TraceOperation> body, params string[] prefixes)
    {
        foreach (string prefix in prefixes)
            Assert.False(body.Exists(operation => operation.Name.StartsWith(prefix, StringComparison.Ordinal)), $"no {prefix}… expected in\n{Text(body)}");
    }

    private static string Text(List<TraceOperation> body) => string.Join('\n', body.Select(operation => operation.Text));
}
