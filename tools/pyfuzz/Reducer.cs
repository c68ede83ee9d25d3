namespace PyLite.Fuzz;

/// <summary>
/// Makes a program smaller while it keeps a property: takes statements out, with their blocks, in ever smaller portions, and replaces blocks
/// by what they contain.
/// </summary>
internal static class Reducer
{
    public static string Reduce(string program, Func<string, bool> keeps)
    {
        List<string> lines = [.. program.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int portion = Math.Max(1, lines.Count / 2); portion > 0; portion /= 2)
            {
                for (int at = lines.Count - 1; at >= 0; at--)
                {
                    if (at >= lines.Count) continue;
                    int count = 0;
                    for (int statements = 0; statements < portion && at + count < lines.Count; statements++) count += StatementLength(lines, at + count);
                    changed |= Try(ref lines, [.. lines[..at], .. lines[(at + count)..]], keeps);
                }
            }
            for (int at = lines.Count - 1; at >= 0; at--)
            {
                if (at >= lines.Count) continue;
                int length = StatementLength(lines, at);
                IEnumerable<string> inner = lines.GetRange(at + 1, length - 1).Select(line => line[4..]);
                if (length > 1) changed |= Try(ref lines, [.. lines[..at], .. inner, .. lines[(at + length)..]], keeps);
            }
        }
        return Join(lines);
    }

    private static bool Try(ref List<string> lines, List<string> fewer, Func<string, bool> keeps)
    {
        if (fewer.Count >= lines.Count || !keeps(Join(fewer))) return false;
        lines = fewer;
        return true;
    }

    /// <summary>The lines of a statement: its own and the deeper ones after it.</summary>
    private static int StatementLength(List<string> lines, int at)
    {
        int length = 1;
        while (at + length < lines.Count && Indent(lines[at + length]) > Indent(lines[at])) length++;
        return length;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static string Join(List<string> lines) => string.Join('\n', lines) + "\n";
}
