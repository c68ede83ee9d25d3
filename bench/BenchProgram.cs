// One program of the suite, with the size the harness gives it.
namespace MetaJit.Bench;

public sealed record BenchProgram(string Name, string File, string Size)
{
    /// <summary>The programs that sizes.txt lists. Its comment line names the columns; the first is the program.</summary>
    public static List<BenchProgram> Load(string folder, string column, string? filter)
    {
        int at = column switch
        {
            "bench" => 1,
            "tiny" => 2,
            _ => throw new FormatException($"no sizes called '{column}': write bench or tiny"),
        };
        string[] wanted = filter?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [""];
        var programs = new List<BenchProgram>();
        foreach (string line in System.IO.File.ReadLines(Path.Combine(folder, "sizes.txt")))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith('#') || fields.Length <= at) continue;
            if (!Array.Exists(wanted, fields[0].Contains)) continue;
            programs.Add(new BenchProgram(fields[0], Path.Combine(folder, fields[0] + ".py"), fields[at]));
        }
        return programs.Count > 0 ? programs : throw new FormatException($"no program's name contains '{filter}'");
    }
}
