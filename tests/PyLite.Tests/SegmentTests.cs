// Bridges that end where control flow joins: that they do, and that code then grows less with the paths through a loop. That such programs are
// right is the matrix' business (programs/jit/joins.py), with segments and without.
namespace PyLite.Tests;

public sealed class SegmentTests
{
    /// <summary>Programs/jit/many_classes.py meets forty classes and functions at one place, and new ones for ever.</summary>
    [Fact]
    public void PlacesThatSeeTooMuchAreCompiledWithoutAsking()
    {
        using var statistics = new StatisticsFile();
        PyLiteRun run = PyLiteProcess.Run(
            Repository.PathOf("tests/PyLite.Tests/programs/jit"), ["--jit", "threshold=20,trace_eagerness=2", .. statistics.Options, "many_classes.py"]);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        statistics.AssertCompiled();
        Assert.True(statistics["generic_sites"] > 0, "no place was compiled without asking");
    }

    [Fact]
    public void BridgesShareWhatFollowsThem()
    {
        StatisticsFile Run(int segments)
        {
            var statistics = new StatisticsFile();
            PyLiteRun run = PyLiteProcess.Run(
                Repository.PathOf("tests/PyLite.Tests/programs/jit"),
                ["--jit", $"threshold=100,trace_eagerness=5,segments={segments}", .. statistics.Options, "joins.py"]);
            Assert.Equal(("", 0), (run.Errors, run.ExitCode));
            statistics.AssertCompiled();
            return statistics;
        }

        using StatisticsFile whole = Run(segments: 0), joined = Run(segments: 4);
        Assert.Equal(0, whole["bridges_joined"]);
        Assert.True(joined["bridges_joined"] > 10, $"{joined["bridges_joined"]} bridges ended at a join");
        Assert.True(joined["operations_recorded"] < whole["operations_recorded"] * 2 / 3, $"{joined["operations_recorded"]} operations, {whole["operations_recorded"]} without segments");
    }

    /// <summary>A bridge that goes through joins asks for the map of the object that it works on once, not behind each of them again.</summary>
    [Fact]
    public void WhatIsKnownHoldsBehindJoins()
    {
        string log = Path.GetTempFileName();
        try
        {
            PyLiteRun run = PyLiteProcess.Run(
                Repository.PathOf("tests/PyLite.Tests/quality"), ["--jit", "threshold=50,trace_eagerness=5,segments=1", "--jit-log", log, "segments.py"]);
            Assert.Equal(("", 0), (run.Errors, run.ExitCode));
            string bridge = File.ReadAllText(log).Split("\n# ")
                .First(section => section.StartsWith("optimized bridge", StringComparison.Ordinal) && section.Contains("\nlabel("));
            string[] lines = bridge.Split('\n');
            int first = Array.FindIndex(lines, line => line.StartsWith("label(", StringComparison.Ordinal));
            Assert.Contains(lines[first..], line => line.StartsWith("setfield_gc(", StringComparison.Ordinal) && line.Contains("PyNumericInstance._r"));
            Assert.True(lines.Count(line => line.StartsWith("guard_value(", StringComparison.Ordinal) && line.Contains("ConstPtr(PyMap")) <= 1, bridge);
        }
        finally
        {
            File.Delete(log);
        }
    }
}
