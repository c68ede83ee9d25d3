namespace MetaJit.Bench;

internal static class Repository
{
    /// <summary>A path inside the repository, found upwards from the working directory and from this program.</summary>
    public static string PathOf(string inside)
    {
        foreach (string start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
                if (File.Exists(Path.Combine(at.FullName, "MetaJit.sln"))) return Path.Combine(at.FullName, inside);
        }
        throw new DirectoryNotFoundException($"{inside} not found: run this inside the repository, or name the place with an option");
    }
}
