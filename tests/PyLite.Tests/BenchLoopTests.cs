// For every compiled loop of the benchmarks (warm early, since their inputs are small here): which calls stand in its body. A call in a
// loop body is one yield an iteration: machine code leaves, managed code runs, machine code is entered again. Everything else in a body
// stays in machine code.
using System.Text;

namespace PyLite.Tests;

public sealed class BenchLoopTests
{
    [Theory]
    [MemberData(nameof(PythonProgram.Bench), MemberType = typeof(PythonProgram))]
    public void YieldsOfEveryLoop(string program)
    {
        PythonProgram python = PythonProgram.Load(program);
        string log = Path.GetTempFileName();
        using var statistics = new StatisticsFile();
        try
        {
            python.Check(["--jit", "threshold=100,function_threshold=150,trace_eagerness=50", "--jit-log", log, .. statistics.Options]);
            statistics.AssertCompiled();
            var loops = new TraceLog(File.ReadAllText(log).Replace(python.Folder + "/", ""));
            Snapshot.Verify("bench-loops/" + Path.GetFileNameWithoutExtension(program), Describe(loops));
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static string Describe(TraceLog log)
    {
        var text = new StringBuilder();
        string[] titles = [.. log.Titles.Where(title => title.StartsWith("optimized loop ", StringComparison.Ordinal))];
        int loop = 0;
        foreach (List<TraceOperation> body in log.LoopBodies())
        {
            string[] calls = [.. body.Where(YieldsAlways).Select(operation => Callee(operation.Text))];
            text.AppendLine($"{titles[loop][(titles[loop].IndexOf('(') + 1)..^1]}: {calls.Length} yields an iteration");
            foreach (string callee in calls) text.AppendLine($"    {callee}");
            loop++;
        }
        return loop > 0 ? text.ToString() : "no loops: functions only\n";
    }

    private static bool YieldsAlways(TraceOperation operation) =>
        operation.Name.StartsWith("call_", StringComparison.Ordinal)
        && !operation.Name.StartsWith("call_assembler", StringComparison.Ordinal) && !operation.Name.StartsWith("call_extra", StringComparison.Ordinal);

    private static string Callee(string operation)
    {
        int start = operation.IndexOf("descr=", StringComparison.Ordinal) + "descr=".Length;
        return operation[start..operation.IndexOf(')', start)];
    }
}
