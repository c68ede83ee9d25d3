namespace PyLite.Fuzz;

/// <summary>Runs programs in every way asked for and compares what they print with the first way.</summary>
internal sealed class Fuzzer : IDisposable
{
    private readonly WorkerProcess[] _workers;
    private readonly string _folder;

    /// <param name="ways">The first one's output is the expected one.</param>
    public Fuzzer(IEnumerable<string> ways, TimeSpan limit)
    {
        _workers = [.. ways.Select(way => new WorkerProcess(way, limit))];
        _folder = Directory.CreateTempSubdirectory("pyfuzz").FullName;
    }

    /// <summary>The first way that differs, with both outputs; null if all agree.</summary>
    public Difference? Check(string program)
    {
        string file = Path.Combine(_folder, "program.py");
        File.WriteAllText(file, program);
        string expected = _workers[0].Run(file);
        foreach (WorkerProcess worker in _workers.AsSpan(1))
            if (worker.Run(file) is var actual && actual != expected) return new Difference(worker.Way, expected, actual);
        return null;
    }

    /// <summary>A smaller program about which the same two ways differ, both coming to an end if both did.</summary>
    public static string Reduce(string program, string expectedWay, Difference difference, TimeSpan limit)
    {
        using var fuzzer = new Fuzzer([expectedWay, difference.Way], limit);
        return Reducer.Reduce(program, fewer => fuzzer.Check(fewer) is { } found
            && found.Actual.StartsWith('[') == difference.Actual.StartsWith('[') && !found.Expected.StartsWith('[') && !IsSyntaxError(found.Expected));
    }

    /// <summary>Whether the program has not even begun: taking lines out did that, and the messages about it are of no interest.</summary>
    private static bool IsSyntaxError(string output) => output.Contains("SyntaxError: ") || output.Contains("IndentationError: ");

    public void Dispose()
    {
        foreach (WorkerProcess worker in _workers) worker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A way that prints something else than expected.</summary>
internal sealed record Difference(string Way, string Expected, string Actual)
{
    /// <summary>The first line that differs.</summary>
    public string Describe()
    {
        string[] expected = Expected.Split('\n'), actual = Actual.Split('\n');
        int line = 0;
        while (line < Math.Min(expected.Length, actual.Length) && expected[line] == actual[line]) line++;
        return $"line {line + 1} is\n  {actual.ElementAtOrDefault(line)}\nexpected\n  {expected.ElementAtOrDefault(line)}";
    }
}
