namespace Backend.Runtime;

/// <summary>What machine code may use. Everything is on by default; each can be turned off to bisect a fault (<c>--jit-stress</c>).</summary>
public sealed record BackendOptions
{
    /// <summary>Allocate by bumping the thread's allocation context (off: <c>no-alloc</c>, every allocation yields).</summary>
    public bool InlineAllocation { get; init; } = true;

    /// <summary>Store references through the runtime's write barrier (off: <c>no-barrier</c>, every such store yields).</summary>
    public bool WriteBarrier { get; init; } = true;

    /// <summary>Poll the runtime's own suspension flag (off: <c>no-poll</c>, a counter yields now and then instead).</summary>
    public bool SuspensionFlag { get; init; } = true;

    /// <summary>Collect garbage, compacting, at every yield (on: <c>gc</c>).</summary>
    public bool CollectAtYields { get; init; }

    /// <summary>
    /// Store references without any barrier (on: <c>plain-stores</c>). WRONG on purpose: it exists to show that the collection stress
    /// test notices a missing barrier.
    /// </summary>
    public bool PlainStores { get; init; }

    /// <summary>Bytes of code memory; exhausted, compilation stops and what is compiled goes on.</summary>
    public int CodeMemoryBytes { get; init; } = 64 << 20;

    /// <summary>Names of machine code go to <c>/tmp/perf-PID.map</c>, where perf looks for them (<c>--jit-names perf</c>). Native code only.</summary>
    public bool PerfMap { get; init; }

    /// <summary>gdb is told the names of machine code through its interface for JIT compilers (<c>--jit-names gdb</c>). Native code only.</summary>
    public bool GdbSymbols { get; init; }

    /// <summary>The tools that <see cref="WithNames"/> knows, for help texts.</summary>
    public static readonly string[] NameTools = ["perf", "gdb"];

    /// <summary>These options with names of machine code for some tools.</summary>
    /// <param name="tools">Joined by commas.</param>
    /// <exception cref="FormatException">There is no such tool.</exception>
    public BackendOptions WithNames(string tools)
    {
        BackendOptions options = this;
        foreach (string tool in tools.Split(',', StringSplitOptions.TrimEntries))
        {
            options = tool switch
            {
                "perf" => options with { PerfMap = true },
                "gdb" => options with { GdbSymbols = true },
                _ => throw new FormatException($"there are no names for '{tool}'; choose from {string.Join(", ", NameTools)}"),
            };
        }
        return options;
    }

    /// <summary>The switches that <see cref="With"/> knows, for help texts and for whoever splits a list among several owners.</summary>
    public static readonly string[] StressNames = ["no-alloc", "no-barrier", "no-poll", "gc", "plain-stores"];

    /// <summary>These options with one stress switch thrown; null where the name is not one of <see cref="StressNames"/>.</summary>
    public BackendOptions? With(string stress) => stress switch
    {
        "no-alloc" => this with { InlineAllocation = false },
        "no-barrier" => this with { WriteBarrier = false },
        "no-poll" => this with { SuspensionFlag = false },
        "gc" => this with { CollectAtYields = true },
        "plain-stores" => this with { PlainStores = true },
        _ => null,
    };
}
