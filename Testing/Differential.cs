using Backend;
using MetaTracer;

namespace MetaJit.Testing;

/// <summary>One way of running a program gave something else than the interpreter. The message says which, and how to run it so.</summary>
public sealed class DifferenceException(string message) : Exception(message);

/// <summary>One way of running an interpreter with an engine.</summary>
/// <param name="Backend">As <see cref="Backends.Create"/> takes it.</param>
/// <param name="Parameters">As <see cref="JitParameters.Parse"/> takes them.</param>
/// <param name="GuardsSeed">Guards that fail at random are put into every trace, chosen with this seed.</param>
public sealed record RunningWay(string Backend, string Parameters, int? GuardsSeed = null)
{
    /// <summary>As command line options.</summary>
    public override string ToString() =>
        $"--backend {Backend}" + (Parameters.Length > 0 ? $" --jit {Parameters}" : "") + (GuardsSeed is { } seed ? $", with guards that fail at random (seed {seed})" : "");
}

/// <summary>Runs a program in many ways that must all give the same output: interpreted first, then with an engine.</summary>
public static class Differential
{
    /// <summary>Everything that is run twice is traced, everything that fails twice gets a bridge.</summary>
    public const string Eager = "threshold=2,function_threshold=2,trace_eagerness=2";

    private static readonly string[] s_optimizations = ["intbounds", "rewrite", "virtualize", "heap", "pure", "earlyforce", "unroll"];

    /// <summary>
    /// The defaults; everything traced at once; that with each optimization off, with short traces, with guards that fail at random; and all of
    /// that as machine code too, where this machine can.
    /// </summary>
    public static IEnumerable<RunningWay> Ways
    {
        get
        {
            string[] backends = IsNativeHere.Value ? ["native", "portable"] : ["portable"];
            foreach (string backend in backends)
            {
                yield return new RunningWay(backend, "");
                yield return new RunningWay(backend, Eager);
                yield return new RunningWay(backend, Eager + ",inlining=0,verify=1");
                yield return new RunningWay(backend, Eager + ",enable_opts=");
                yield return new RunningWay(backend, "threshold=5,trace_limit=100");
                for (int seed = 1; seed <= 3; seed++) yield return new RunningWay(backend, Eager, seed);
            }
            foreach (string optimization in s_optimizations) yield return new RunningWay("portable", $"{Eager},enable_opts=all:-{optimization}");
        }
    }

    private static readonly Lazy<bool> IsNativeHere = new(() =>
    {
        try
        {
            (Backends.Create("native") as IDisposable)?.Dispose();
            return true;
        }
        catch (PlatformNotSupportedException)
        {
            return false;
        }
    });

    /// <summary>Runs the program interpreted and in all <see cref="Ways"/>, and compares.</summary>
    /// <param name="driver">The interpreter; no engine may be attached to it.</param>
    /// <param name="program">Runs the program from its start, with nothing left of the last time, and gives its output.</param>
    /// <param name="isHot">Whether something must have been compiled where everything is traced at once.</param>
    /// <returns>The output.</returns>
    /// <exception cref="DifferenceException">One way gives something else, or nothing was compiled.</exception>
    public static string Check(JitDriver driver, Func<string> program, bool isHot = true) => Check([driver], program, isHot, Ways);

    /// <inheritdoc cref="Check(JitDriver, Func{string}, bool)"/>
    /// <param name="drivers">All the interpreter's drivers.</param>
    /// <param name="program">As above.</param>
    /// <param name="isHot">As above.</param>
    /// <param name="ways">As above.</param>
    public static string Check(IReadOnlyCollection<JitDriver> drivers, Func<string> program, bool isHot, IEnumerable<RunningWay> ways)
    {
        string expected = program();
        foreach (RunningWay way in ways)
        {
            JitEngineOptions options = new() { StressGuardsSeed = way.GuardsSeed };
            TraceBackend backend = Backends.Create(way.Backend);
            string received;
            using (var engine = new JitEngine(backend, new JitParameters().Parse(way.Parameters), options))
            {
                foreach (JitDriver driver in drivers) engine.Attach(driver);
                try
                {
                    received = program();
                }
                catch (Exception problem)
                {
                    throw new DifferenceException($"with {way} the program threw, and interpreted it did not: {problem}");
                }
                if (engine.Stats.Aborts.Keys.FirstOrDefault(reason => reason.StartsWith("internal error", StringComparison.Ordinal)) is { } fault)
                    throw new DifferenceException($"with {way} a trace was given up for an {fault}");
                if (isHot && way.Parameters.StartsWith(Eager, StringComparison.Ordinal) && engine.Stats.Loops + engine.Stats.EntriesCompiled == 0)
                    throw new DifferenceException($"with {way} nothing was compiled: {engine.Stats.ToJson()}");
            }
            (backend as IDisposable)?.Dispose();
            if (received != expected) throw new DifferenceException($"with {way} the output differs. {FirstDifference(expected, received)}");
        }
        return expected;
    }

    private static string FirstDifference(string expected, string received)
    {
        string[] old = expected.Split('\n'), now = received.Split('\n');
        int line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line]) line++;
        return $"Line {line + 1}:\n  interpreted: {(line < old.Length ? old[line] : "(end)")}\n  with the JIT: {(line < now.Length ? now[line] : "(end)")}";
    }
}
