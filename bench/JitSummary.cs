// What a JIT says it did: operations it recorded and code it made, of pylite from --jit-stats, of PyPy from PYPYLOG=jit-summary.
using System.Globalization;
using System.Text.Json;

namespace MetaJit.Bench;

internal sealed record JitSummary(long OperationsRecorded, long Loops, long Bridges)
{
    /// <summary>Runs the program once more for its counters; null where this Python has none, or the run fails.</summary>
    public static JitSummary? Take(Python python, WholeProgram program, TimeSpan timeout)
    {
        if (python.Name is not ("pylite" or "pypy")) return null;
        string file = Path.GetTempFileName();
        try
        {
            WholeRun run = python.Name == "pylite"
                ? WholeRun.Take(python, program, timeout, ["--jit-stats", file])
                : WholeRun.Take(python, program, timeout, variable: ("PYPYLOG", "jit-summary:" + file));
            if (run.Problem is not null) return null;
            return python.Name == "pylite" ? OfPyLite(File.ReadAllText(file)) : OfPyPy(File.ReadAllLines(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JitSummary OfPyLite(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        long Counter(string name) => json.RootElement.GetProperty(name).GetInt64();
        return new JitSummary(Counter("operations_recorded"), Counter("loops") + Counter("entries_compiled"), Counter("bridges"));
    }

    /// <summary>Lines such as "recorded ops:   51719" and "Total # of bridges:  128".</summary>
    private static JitSummary OfPyPy(string[] lines)
    {
        return new JitSummary(Counter("recorded ops:"), Counter("Total # of loops:"), Counter("Total # of bridges:"));

        long Counter(string label)
        {
            string? line = Array.Find(lines, line => line.TrimStart().StartsWith(label, StringComparison.Ordinal));
            return line is not null && long.TryParse(line[(line.IndexOf(':') + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long count)
                ? count : 0;
        }
    }
}
