using System.Text;

namespace PyLite.Importing;

/// <summary>
/// Folders of installed packages, and their <c>.pth</c> files: a line is a folder more for <c>sys.path</c>, or an import statement. Those
/// statements run when a module is first looked for in such a folder, since most programs never do.
/// </summary>
public static class SitePackages
{
    private static readonly List<string> Folders = [];
    private static List<(string File, string Line)> s_statements = [];

    /// <summary>Adds the folders of packages that go with the library.</summary>
    internal static void Add(SearchPathSettings settings, StandardLibrary? library)
    {
        foreach (string folder in settings.Sites) AddFolder(Path.GetFullPath(folder));
        if (SearchPath.Environment is { } environment)
        {
            AddFolder(Path.Combine(environment, "lib/python3.11/site-packages"));
            if (!VirtualEnvironment.SeesSystem(environment)) return;
        }
        if (settings.UseUserSite && !(settings.UseEnvironment && SearchPath.Variable("PYTHONNOUSERSITE") is not null)) AddFolder(UserSite);
        if (library is null) return;
        if (library.IsDebian)
        {
            AddFolder("/usr/local/lib/python3.11/dist-packages");
            AddFolder("/usr/lib/python3/dist-packages");
        }
        else
        {
            AddFolder(Path.Combine(library.Prefix, "lib/python3.11/site-packages"));
        }
    }

    private static string UserSite =>
        Path.Combine(SearchPath.Variable("PYTHONUSERBASE") ?? Path.Combine(SearchPath.Variable("HOME") ?? "/", ".local"), "lib/python3.11/site-packages");

    private static void AddFolder(string folder)
    {
        if (!Directory.Exists(folder)) return;
        Folders.Add(folder);
        SearchPath.Add(folder);
        List<string>? files = null;
        foreach (string name in ModuleFinder.Entries(folder))
            if (name.EndsWith(".pth", StringComparison.Ordinal)) (files ??= []).Add(Path.Combine(folder, name));
        if (files is null) return;
        files.Sort(string.CompareOrdinal);
        foreach (string file in files) AddFile(folder, file);
    }

    private static void AddFile(string folder, string file)
    {
        string text;
        try
        {
            // Whoever starts waits for this: to have .NET read or split lines takes a millisecond more.
            text = Encoding.UTF8.GetString(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            end = start;
            while (end < text.Length && text[end] is not ('\n' or '\r')) end++;
            AddLine(folder, file, text[start..end]);
        }
    }

    private static void AddLine(string folder, string file, string line)
    {
        if (line.StartsWith('#') || line.Trim().Length == 0) return;
        if (line.StartsWith("import ", StringComparison.Ordinal) || line.StartsWith("import\t", StringComparison.Ordinal))
        {
            s_statements.Add((file, line));
        }
        else if (Path.GetFullPath(Path.Combine(folder, line.TrimEnd())) is var more && (Directory.Exists(more) || File.Exists(more)))
        {
            SearchPath.Add(more);
        }
    }

    /// <summary>Whether there are statements to run before modules of this folder of <c>sys.path</c> are looked for.</summary>
    internal static bool IsWaiting(string folder) => Folders.Contains(folder);

    internal static bool HasStatements => s_statements.Count > 0;

    /// <summary>The statements that have not run yet, with the file each stands in.</summary>
    internal static List<(string File, string Line)> TakeStatements()
    {
        List<(string File, string Line)> statements = s_statements;
        s_statements = [];
        return statements;
    }
}
