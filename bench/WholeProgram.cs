namespace MetaJit.Bench;

/// <summary>A program that is run as a user would run it, and what it should print.</summary>
/// <param name="Expected">The text of NAME.txt or NAME.expected.txt beside it; null where there is neither.</param>
internal sealed record WholeProgram(string Name, string File, string? Expected)
{
    /// <summary>The Python files of a folder, not of the folders in it, by name.</summary>
    public static List<WholeProgram> Load(string folder, string? filter)
    {
        string[] wanted = filter?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [""];
        var programs = new List<WholeProgram>();
        foreach (string file in Directory.GetFiles(folder, "*.py").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (!Array.Exists(wanted, name.Contains)) continue;
            string[] beside = [Path.ChangeExtension(file, ".txt"), Path.ChangeExtension(file, ".expected.txt")];
            string? expected = Array.Find(beside, System.IO.File.Exists);
            programs.Add(new WholeProgram(name, Path.GetFullPath(file), expected is null ? null : System.IO.File.ReadAllText(expected)));
        }
        if (programs.Count > 0) return programs;
        throw new FormatException(filter is null ? $"there is no Python program in {folder}" : $"no program's name in {folder} contains '{filter}'");
    }
}
