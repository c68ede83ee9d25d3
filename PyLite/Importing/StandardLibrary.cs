namespace PyLite.Importing;

/// <summary>
/// Where CPython 3.11's standard library is on this machine. Its Python files are used as they are; what is C in CPython is C# here.
/// </summary>
public sealed class StandardLibrary
{
    private const string VersionFolder = "python3.11";
    private const string Landmark = "os.py";

    private StandardLibrary(string folder, string prefix)
    {
        Folder = folder;
        Prefix = prefix;
    }

    /// <summary>The folder of the library's files, or a zip file of them.</summary>
    public string Folder { get; }

    /// <summary><c>sys.prefix</c>: the folder above <c>lib/python3.11</c>.</summary>
    public string Prefix { get; }

    /// <summary>Debian and its kin keep packages elsewhere than the others.</summary>
    public bool IsDebian => Prefix == "/usr" && Directory.Exists("/usr/lib/python3/dist-packages");

    /// <summary>Whether a file is of the library in use or of an installed package, and not of the program itself.</summary>
    public static bool Owns(string file) =>
        file.StartsWith("<frozen ", StringComparison.Ordinal) || file.Contains("-packages/", StringComparison.Ordinal)
        || SearchPath.LibraryEntry is { } library && file.StartsWith(library + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The library at a place that was named, or null when it is not there.</summary>
    /// <param name="place">The library's folder, a zip file of it, or the prefix above <c>lib/python3.11</c>.</param>
    public static StandardLibrary? At(string place)
    {
        string full = Path.GetFullPath(place);
        if (File.Exists(full)) return new StandardLibrary(full, PrefixOf(Path.GetDirectoryName(full)!));
        if (File.Exists(Path.Combine(full, Landmark))) return new StandardLibrary(full, PrefixOf(full));
        foreach (string lib in (string[])["lib", "lib64", "Lib"])
        {
            string below = Path.Combine(full, lib, lib == "Lib" ? "" : VersionFolder);
            if (File.Exists(Path.Combine(below, Landmark))) return new StandardLibrary(below, full);
        }
        string zip = Path.Combine(full, "lib", "python311.zip");
        return File.Exists(zip) ? new StandardLibrary(zip, full) : null;
    }

    /// <summary>The first of the usual places that has a library.</summary>
    public static StandardLibrary? Search()
    {
        foreach (string place in UsualPlaces())
            if (At(place) is { } found) return found;
        return null;
    }

    /// <summary>Where it is looked for when nothing was named, in that order.</summary>
    public static IEnumerable<string> UsualPlaces()
    {
        string beside = Path.GetDirectoryName(ProgramFile.Path) ?? "/";
        yield return Path.Combine(beside, "python311.zip");
        yield return Path.GetDirectoryName(beside) ?? "/";
        yield return "/usr";
        yield return "/usr/local";
        string home = Environment.GetEnvironmentVariable("HOME") ?? "";
        string pyenv = Environment.GetEnvironmentVariable("PYENV_ROOT") ?? Path.Combine(home, ".pyenv");
        foreach (string version in Newest(Path.Combine(pyenv, "versions"), "3.11*")) yield return version;
        foreach (string version in Newest(Path.Combine(home, ".local/share/uv/python"), "cpython-3.11*")) yield return version;
        yield return "/opt/homebrew/opt/python@3.11/Frameworks/Python.framework/Versions/3.11";
        yield return "/Library/Frameworks/Python.framework/Versions/3.11";
    }

    private static string[] Newest(string folder, string pattern)
    {
        if (!Directory.Exists(folder)) return [];
        string[] found = Directory.GetDirectories(folder, pattern);
        Array.Sort(found, (a, b) => Release(b).CompareTo(Release(a)));
        return found;
    }

    /// <summary>The last number of <c>3.11.7</c>.</summary>
    private static int Release(string folder)
    {
        int at = folder.IndexOf("3.11.", StringComparison.Ordinal);
        if (at < 0) return 0;
        int end = at + 5;
        while (end < folder.Length && char.IsAsciiDigit(folder[end])) end++;
        return int.TryParse(folder.AsSpan(at + 5, end - at - 5), out int number) ? number : 0;
    }

    private static string PrefixOf(string folder)
    {
        string? lib = Path.GetFileName(folder) == VersionFolder ? Path.GetDirectoryName(folder) : folder;
        return lib is not null && Path.GetFileName(lib) is "lib" or "lib64" ? Path.GetDirectoryName(lib) ?? "/" : folder;
    }
}
