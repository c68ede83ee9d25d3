// One loop as a snapshot: its optimized operations, and what the loop's body became on both instruction sets, without addresses.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Shared.Tests;

internal static partial class TraceSnapshot
{
    /// <param name="loop">The loop's title after `optimized `, up to where it is unique: `loop 1 (`.</param>
    public static string Compose(TraceLog x64, TraceLog arm64, string loop)
    {
        var text = new StringBuilder();
        text.AppendLine(x64.Titles.First(title => title.StartsWith("optimized " + loop, StringComparison.Ordinal)));
        text.AppendLine();
        foreach (string line in Trimmed(x64.Section("optimized " + loop))) text.AppendLine(line);
        text.AppendLine("\nloop body, x86-64\n");
        foreach (string line in MachineCode(x64.Section("machine code of " + loop))) text.AppendLine(line);
        text.AppendLine("\nloop body, AArch64\n");
        foreach (string line in MachineCode(arm64.Section("machine code of " + loop))) text.AppendLine(line);
        return text.ToString();
    }

    /// <summary>Without the marks of bytecodes that left nothing, and without the blank lines at the end.</summary>
    private static IEnumerable<string> Trimmed(IEnumerable<string> lines) =>
        string.Join('\n', lines.Where(line => !line.Contains("debug_merge_point", StringComparison.Ordinal))).TrimEnd('\n').Split('\n');

    private static IEnumerable<string> MachineCode(IEnumerable<string> section)
    {
        List<string> lines = [.. Trimmed(section)];
        int start = lines.FindLastIndex(line => line.StartsWith("; label(", StringComparison.Ordinal));
        int end = lines.FindIndex(start, line => line.StartsWith("; exits", StringComparison.Ordinal));
        lines = lines[start..(end < 0 ? lines.Count : end)];
        var addresses = new Dictionary<long, int>();    // of the body's instructions, to their numbers
        foreach (string line in lines)
            if (Instruction().Match(line) is { Success: true } found) addresses[Hexadecimal(found.Groups[1].Value)] = addresses.Count;
        string body = string.Join('\n', lines.Select(line => Relative(line, addresses)));
        return Arm64Address().Replace(body, "mov $1, <address>").Split('\n');
    }

    private static string Relative(string line, Dictionary<long, int> addresses)
    {
        if (Instruction().Match(line) is not { Success: true } found) return line;
        string text = LongNumber().Replace(found.Groups[2].Value, match =>
            addresses.TryGetValue(Hexadecimal(match.Groups[1].Value), out int target) ? $"<{target}>" : "<address>");
        return $"{addresses[Hexadecimal(found.Groups[1].Value)],4}  {text}";
    }

    private static long Hexadecimal(string digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s+([0-9a-f]{8,16})  (.*)$")]
    private static partial Regex Instruction();

    /// <summary>An address of this process: forty bits and more, but not the sixty-four of most floats' patterns.</summary>
    [GeneratedRegex(@"#?0x(0{0,4}7[0-9A-Fa-f]{11})\b")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"movz (x\d+), #\w+\n +\d+  movk \1, #\w+, lsl #16\n +\d+  movk \1, #0x7\w+, lsl #32\n +\d+  movk \1, #0, lsl #48")]
    private static partial Regex Arm64Address();
}
