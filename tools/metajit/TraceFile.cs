using System.Text;
using MetaJit.Tool.Worlds;
using MetaTracer.Optimizer;
using MetaTracer.Trace;

namespace MetaJit.Tool;

/// <summary>
/// A file with a recorded trace, perhaps bridges of its guards, and perhaps what the optimizer is expected to make of them. Parts are
/// separated by lines that begin with <c>===</c>: <c>=== bridge G2</c>, <c>=== expected</c>. <c>=== retrace G2</c> is a bridge and, after its
/// jump, a <c>label(...)</c> of new variables and the loop's iteration recorded after it. A line <c>#! passes=...</c> chooses the passes,
/// <c>#! max_retrace_guards=...</c> sets that parameter.
/// </summary>
public sealed class TraceFile
{
    private const string Separator = "===";

    private TraceFile(string input, string? expected)
    {
        Input = input;
        Expected = expected;
    }

    /// <summary>Everything before the expected part.</summary>
    public string Input { get; }

    /// <summary>What should come out; null where the file does not say.</summary>
    public string? Expected { get; }

    public static TraceFile Parse(string text)
    {
        text = text.Replace("\r\n", "\n");
        int at = text.IndexOf($"{Separator} expected\n", StringComparison.Ordinal);
        return at < 0 ? new TraceFile(text, null) : new TraceFile(text[..at], text[(at + Separator.Length + " expected\n".Length)..]);
    }

    /// <summary>The file's text with another expected part.</summary>
    public string WithExpected(string expected) => $"{Input.TrimEnd('\n')}\n{Separator} expected\n{expected}";

    /// <summary>Optimizes the trace and its bridges and returns them as text; what cannot be optimized gives the reason.</summary>
    public string Optimize(string? passes = null)
    {
        var parser = new TraceParser();
        int guards = 0;
        var options = new OptimizerOptions { EnableOpts = passes ?? Setting("passes") ?? "all", Verify = true, NextGuardNumber = () => ++guards };
        if (Setting("max_retrace_guards") is { } limit) options = options with { MaxRetraceGuards = int.Parse(limit) };
        var output = new StringBuilder();
        List<(string Title, string Text)> parts = Parts();
        var known = new Dictionary<int, GuardDescr>();
        LoopToken token = parser.Token(1);
        foreach ((string title, string text) in parts)
        {
            if (output.Length > 0) output.Append($"# {title}\n");
            try
            {
                TreeLoop recorded = parser.Read(text);
                OptimizedTrace result = Optimize(recorded, title, token, known, options);
                foreach (ref readonly Operation operation in result.Loop.Operations)
                    if (operation.Descr is GuardDescr guard) known[guard.Number] = guard;
                output.Append(TraceWriter.Write(result.Loop, header: false));
            }
            catch (InvalidLoopException e)
            {
                output.Append($"# invalid loop: {e.Message}\n");
            }
        }
        return output.ToString();
    }

    /// <summary>
    /// Runs the recorded trace, without its bridges, as it is and as optimized, in so many made-up worlds: what differs in the first where something
    /// does, or null.
    /// </summary>
    /// <exception cref="FormatException">The text is no trace.</exception>
    internal string? Run(int worlds, out WorldCheck check)
    {
        var parser = new TraceParser();
        TreeLoop recorded = parser.Read(Parts()[0].Text);
        int guards = 0;
        check = new WorldCheck(recorded, parser.Token(1), new OptimizerOptions { EnableOpts = Setting("passes") ?? "all", Verify = true, NextGuardNumber = () => ++guards });
        for (int seed = 1; seed <= worlds; seed++)
            if (check.Check(seed) is { } difference) return difference;
        return null;
    }

    private static OptimizedTrace Optimize(TreeLoop recorded, string title, LoopToken token, Dictionary<int, GuardDescr> known, OptimizerOptions options)
    {
        if (title.Split(" G") is ["bridge" or "retrace", var number])
        {
            if (!known.TryGetValue(int.Parse(number), out GuardDescr? guard)) throw new FormatException($"there is no guard G{number} before '{title}'");
            if (title[0] == 'b') return OptimizerPipeline.OptimizeBridge(recorded, guard, token, options);
            int at = Array.FindIndex(recorded.Operations.ToArray(), operation => operation.Code == OpCode.label);
            if (at < 0) throw new FormatException($"'{title}' has no label where the loop is reached");
            TreeLoop bridge = recorded.Slice(0, at, recorded.Inputs);
            TreeLoop iteration = recorded.Slice(at + 1, recorded.Count, recorded.Args(recorded[at]).ToArray());
            return OptimizerPipeline.OptimizeRetrace(bridge, iteration, guard, token, options);
        }
        Operation last = recorded[recorded.Count - 1];
        return last.Code == OpCode.jump && last.Descr == token
            ? OptimizerPipeline.OptimizeLoop(recorded, token, options)
            : OptimizerPipeline.OptimizeFunction(recorded, title == "" ? token : new LoopToken(2, null, []), options);
    }

    private string? Setting(string name)
    {
        string prefix = $"#! {name}=";
        foreach (string line in Input.Split('\n'))
            if (line.StartsWith(prefix, StringComparison.Ordinal)) return line[prefix.Length..].Trim();
        return null;
    }

    private List<(string Title, string Text)> Parts()
    {
        var parts = new List<(string, string)>();
        string title = "";
        var text = new StringBuilder();
        foreach (string line in Input.Split('\n'))
        {
            if (line.StartsWith(Separator, StringComparison.Ordinal))
            {
                parts.Add((title, text.ToString()));
                title = line[Separator.Length..].Trim();
                text.Clear();
                continue;
            }
            text.Append(line).Append('\n');
        }
        parts.Add((title, text.ToString()));
        return parts;
    }
}
