using PyLite.Cli;

namespace PyLite.Fuzz;

/// <summary>The ways to run a program, by name: command line options of pylite, or CPython.</summary>
internal static class Ways
{
    public const string Python = "python", Off = "off";

    private const string Eager = "threshold=3,function_threshold=3,trace_eagerness=2,segments=1";

    public static readonly Dictionary<string, CommandLineOptions> All = new()
    {
        [Off] = new() { Jit = "off" },
        ["default"] = new(),
        ["eager"] = new() { Jit = Eager },
        ["warm"] = new() { Jit = "threshold=11,function_threshold=17,trace_eagerness=5,segments=3,max_guard_values=3" },
        ["functions"] = new() { Jit = "threshold=1000,function_threshold=2,trace_eagerness=3" },
        ["bridges"] = new() { Jit = Eager, JitStress = "bridges" },
        ["gc"] = new() { Jit = Eager, JitStress = "gc" },
        ["slow-paths"] = new() { Jit = Eager, JitStress = "no-alloc,no-barrier,no-poll" },
        ["portable"] = new() { Jit = Eager, Backend = "portable" },
        ["emulated-arm64"] = new() { Jit = Eager, Backend = "emulated-arm64" },
        ["unoptimized"] = new() { Jit = Eager + ",enable_opts=" },
        ["no-segments"] = new() { Jit = Eager + ",segments=0" },
        ["no-intbounds"] = new() { Jit = Eager + ",enable_opts=all:-intbounds" },
        ["no-rewrite"] = new() { Jit = Eager + ",enable_opts=all:-rewrite" },
        ["no-virtualize"] = new() { Jit = Eager + ",enable_opts=all:-virtualize" },
        ["no-pure"] = new() { Jit = Eager + ",enable_opts=all:-pure" },
        ["no-heap"] = new() { Jit = Eager + ",enable_opts=all:-heap" },
        ["no-unroll"] = new() { Jit = Eager + ",enable_opts=all:-unroll" },
    };

    /// <summary>The options of a way; <c>guards=SEED</c> makes guards fail at random.</summary>
    /// <exception cref="FormatException">There is no such way.</exception>
    public static CommandLineOptions Options(string way)
    {
        if (way.StartsWith("guards=", StringComparison.Ordinal)) return new() { Jit = Eager, JitStress = way };
        return All.TryGetValue(way, out CommandLineOptions? options)
            ? options
            : throw new FormatException($"there is no way '{way}'; choose of {Python}, {string.Join(", ", All.Keys)}, guards=SEED");
    }
}
