namespace PyLite.Cli;

/// <summary>The options before the program. What follows FILE, <c>-c CODE</c>, <c>-m MODULE</c> or <c>-</c> belongs to the program and is never parsed.</summary>
public sealed class CommandLineOptions
{
    // ---- the engine

    /// <summary><c>off</c>, or engine parameters as name=value,name=value.</summary>
    public string? Jit { get; set; }

    /// <summary>One of <c>Backends.Names</c>.</summary>
    public string Backend { get; set; } = "native";

    /// <summary>A file for every trace, before and after the optimizer, with its machine code.</summary>
    public string? JitLog { get; set; }

    /// <summary>The log has C# lines and how often each trace ran.</summary>
    public bool JitDetails { get; set; }

    /// <summary>A page that shows all that, in the working folder.</summary>
    public bool JitView { get; set; }

    /// <summary>Tools that get names of machine code: perf, gdb.</summary>
    public string? JitNames { get; set; }

    /// <summary>A file for the engine's counters as JSON at exit; <c>-</c> is standard error.</summary>
    public string? JitStats { get; set; }

    /// <summary>Comma-separated: gc, guards[=seed], bridges, no-alloc, no-barrier, ...</summary>
    public string? JitStress { get; set; }

    /// <summary><c>--write-jit-images</c>: where to.</summary>
    public string? WriteJitImages { get; set; }

    // ---- modules

    /// <summary>CPython's library: its folder, a prefix, a zip file; <c>none</c> for none.</summary>
    public string? StandardLibrary { get; set; }

    /// <summary>Folders of installed packages.</summary>
    public List<string> Sites { get; } = [];

    /// <summary>Say where every module comes from, and end.</summary>
    public bool ListModules { get; set; }

    // ---- CPython's

    /// <summary>How often each flag of one letter was given.</summary>
    private readonly Dictionary<char, int> _flags = [];

    public int Count(char flag) => _flags.GetValueOrDefault(flag);

    public bool Has(char flag) => _flags.ContainsKey(flag);

    public void Add(char flag) => _flags[flag] = Count(flag) + 1;

    /// <summary><c>-W</c></summary>
    public List<string> Warnings { get; } = [];

    /// <summary><c>-X</c></summary>
    public List<string> Implementation { get; } = [];

    /// <summary><c>--check-hash-based-pycs</c></summary>
    public string? CheckHashBased { get; set; }

    /// <summary>Print the version and exit.</summary>
    public bool Version { get; set; }

    /// <summary>Which help to print: "", "env", "xoptions", "all"; null for none.</summary>
    public string? Help { get; set; }
}

/// <summary>What the command line asks for.</summary>
public sealed class CommandLineRequest
{
    public CommandLineOptions Options { get; init; } = new();

    /// <summary>The text of <c>-c</c>.</summary>
    public string? Command { get; init; }

    /// <summary>The module of <c>-m</c>.</summary>
    public string? Module { get; init; }

    /// <summary>The file to run; <c>-</c> is standard input. Null with the others null too: nothing was named.</summary>
    public string? File { get; init; }

    /// <summary><c>sys.argv</c>, its first item included.</summary>
    public string[] Arguments { get; init; } = [""];
}
