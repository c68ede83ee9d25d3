using CommandLine;

namespace PyLite.Cli;

/// <summary>The options before the program. What follows FILE, <c>-c CODE</c> or <c>-</c> belongs to the program and is never parsed.</summary>
public sealed class CommandLineOptions
{
    [Option("jit", HelpText = "'off', or engine parameters as name=value,name=value (see --jit help).")]
    public string? Jit { get; set; }

    [Option("backend", Default = "native", HelpText = "native, portable or emulated-arm64.")]
    public string Backend { get; set; } = "native";

    [Option("jit-log", MetaValue = "FILE", HelpText = "Write every trace, before and after the optimizer, with its machine code, to FILE.")]
    public string? JitLog { get; set; }

    [Option("jit-stats", MetaValue = "FILE", HelpText = "Write the engine's counters as JSON to FILE at exit ('-': standard error).")]
    public string? JitStats { get; set; }

    [Option("jit-stress", MetaValue = "LIST", HelpText = "Comma-separated: gc, guards[=seed], bridges, no-alloc, no-barrier, ...")]
    public string? JitStress { get; set; }

    [Option('V', "version", HelpText = "Print the version and exit.")]
    public bool Version { get; set; }

    [Option('h', "help", HelpText = "Print this help and exit.")]
    public bool Help { get; set; }
}

/// <summary>What the command line asks for.</summary>
public sealed class CommandLineRequest
{
    public CommandLineOptions Options { get; init; } = new();

    /// <summary>The text of <c>-c</c>.</summary>
    public string? Command { get; init; }

    /// <summary>The file to run; <c>-</c> is standard input. Null with <see cref="Command"/> null too: nothing was named.</summary>
    public string? File { get; init; }

    /// <summary><c>sys.argv</c>, its first item included.</summary>
    public string[] Arguments { get; init; } = [""];
}
