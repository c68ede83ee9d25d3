using System.Diagnostics;
using CommandLine;
using MetaTracer.Optimizer;

namespace MetaJit.Tool.Fuzz;

/// <summary>metajit fuzz</summary>
[Verb("fuzz", HelpText = "Make random loops, and compare what they do as recorded with what they do optimized and compiled, with bridges.")]
internal sealed class FuzzOptions
{
    [Option("seconds", Default = 10, HelpText = "How long.")]
    public int Seconds { get; set; }

    [Option("seed", Default = 1, HelpText = "The first loop's; the next ones follow.")]
    public int Seed { get; set; }

    [Option("count", Default = int.MaxValue, HelpText = "Loops at most.")]
    public int Count { get; set; }

    [Option("backends", Default = "portable,native", HelpText = "Joined by commas: portable, native, emulated-arm64.")]
    public string Backends { get; set; } = "";

    [Option("passes", Default = "all", HelpText = "Optimizations, as for opt.")]
    public string Passes { get; set; } = "";

    [Option("output", MetaValue = "FILE", HelpText = "Where a loop that differs goes, made smaller; fuzz-SEED.trace if it is not given.")]
    public string? Output { get; set; }
}

/// <summary>What the verb does.</summary>
internal static class FuzzCommand
{
    /// <returns>The exit code: 1 where something differed.</returns>
    public static int Run(FuzzOptions options)
    {
        OptimizerPipeline.ParseEnabled(options.Passes);
        string[] backends = options.Backends.Split(',');
        foreach (string backend in backends)
            if (!global::Backend.Backends.Names.Contains(backend)) throw new FormatException($"there is no backend '{backend}'; choose of {string.Join(", ", global::Backend.Backends.Names)}");
        TraceFuzzer[] fuzzers = Array.ConvertAll(backends, backend => new TraceFuzzer(options.Passes, backend));
        var watch = Stopwatch.StartNew();
        int seed = options.Seed, differences = 0;
        for (; seed - options.Seed < options.Count && watch.Elapsed.TotalSeconds < options.Seconds && differences < 10; seed++)
        {
            foreach (TraceFuzzer fuzzer in fuzzers)
            {
                if (fuzzer.Check(seed) is not { } difference) continue;
                differences++;
                Report(fuzzer.Reduce(difference), options.Output ?? $"fuzz-{seed}.trace");
                // The other backends would say the same, or need this one first.
                break;
            }
        }
        foreach (TraceFuzzer fuzzer in fuzzers) fuzzer.Dispose();
        Console.WriteLine($"seeds {options.Seed} to {seed - 1}: {fuzzers.Sum(f => f.Loops)} loops, {fuzzers.Sum(f => f.Bridges)} bridges ({fuzzers.Sum(f => f.Versions)} with a version of the loop, {fuzzers.Sum(f => f.Segments)} with a segment), {fuzzers.Sum(f => f.Runs)} runs, "
            + $"{fuzzers.Sum(f => f.Operations)} operations compared, {differences} differences");
        return differences > 0 ? 1 : 0;
    }

    private static void Report(FuzzDifference difference, string file)
    {
        string head = $"# metajit fuzz --seed {difference.Seed} --count 1 --backends {difference.Backend} --passes {difference.Passes}: steps {string.Join(' ', difference.Steps)}\n";
        File.WriteAllText(file, head + difference.Text);
        Console.WriteLine($"seed {difference.Seed} on {difference.Backend} differs: {file} has it with {difference.Steps.Length} steps");
    }
}
