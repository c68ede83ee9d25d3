namespace MetaJit.Viewer;

/// <summary>The lines of the user's program that traces mention, read from the files where they still are.</summary>
public static class SourceLines
{
    // A file that is larger was hardly written by a person.
    private const long MaxBytes = 4 << 20;

    /// <summary>By <c>FILE:LINE</c>. Files that are not there are left out.</summary>
    /// <param name="places">As traces name them.</param>
    /// <param name="folder">Where files are looked for whose path is not absolute.</param>
    public static SortedDictionary<string, string> Of(IEnumerable<string> places, string folder)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var wanted = from place in places
                     let at = UserPlace.FileAndLine(place)
                     where at is not null
                     group at.Value.Line by at.Value.File;
        foreach (IGrouping<string, int> file in wanted)
        {
            string[] lines = Lines(Path.Combine(folder, file.Key));
            foreach (int line in file.Distinct())
                if (line >= 1 && line <= lines.Length) found[$"{file.Key}:{line}"] = lines[line - 1];
        }
        return found;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MaxBytes } ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
