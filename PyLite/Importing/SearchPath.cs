using PyLite.Objects;

namespace PyLite.Importing;

/// <summary>What decides <c>sys.path</c>, from the command line and the environment.</summary>
public sealed record SearchPathSettings
{
    /// <summary><c>--stdlib</c>: the library, or null to look for it.</summary>
    public string? Library { get; init; }

    /// <summary><c>--site</c>: folders of packages.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary><c>-E</c> and <c>-I</c> leave the <c>PYTHON</c> variables out.</summary>
    public bool UseEnvironment { get; init; } = true;

    /// <summary><c>-S</c> leaves out packages that were installed.</summary>
    public bool UseSite { get; init; } = true;

    /// <summary><c>-s</c> and <c>-I</c> leave out those of this user.</summary>
    public bool UseUserSite { get; init; } = true;

    /// <summary><c>-P</c> and <c>-I</c> leave out the folder of the program.</summary>
    public bool UseProgramFolder { get; init; } = true;
}

/// <summary>
/// Makes <c>sys.path</c>: PYTHONPATH, CPython's library, installed packages. The program's own folder is put before them by whoever
/// runs the program.
/// </summary>
public static class SearchPath
{
    /// <summary>The library in use; null when there is none.</summary>
    public static StandardLibrary? Library { get; private set; }

    /// <summary>The folder of the library as it stands in <c>sys.path</c>; null when there is none.</summary>
    public static string? LibraryEntry => Library?.Folder;

    public static SearchPathSettings Settings { get; private set; } = new();

    /// <summary>The folder of <c>pyvenv.cfg</c> when a virtual environment is in use.</summary>
    public static string? Environment { get; private set; }

    /// <summary>Fills <c>sys.path</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">No library is where one was said to be.</exception>
    public static void Fill(SearchPathSettings settings)
    {
        Settings = settings;
        Environment = FindEnvironment();
        Library = FindLibrary(settings);
        if (settings.UseEnvironment && Variable("PYTHONPATH") is { } more)
            foreach (string entry in more.Split(Path.PathSeparator)) Add(entry.Length == 0 ? Directory.GetCurrentDirectory() : Path.GetFullPath(entry));
        if (Library is { } library) Add(library.Folder);
        if (settings.UseSite) SitePackages.Add(settings, Library);
    }

    /// <summary>An environment variable that is set to something.</summary>
    public static string? Variable(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    internal static void Add(string entry)
    {
        foreach (PyObject known in Interpreter.Imports.Path.ToList())
            if (known is PyStr s && s.Value == entry) return;
        Interpreter.Imports.Path.Append(new PyStr(entry));
    }

    private static StandardLibrary? FindLibrary(SearchPathSettings settings)
    {
        if (settings.Library is { } named)
        {
            if (named == "none") return null;
            return StandardLibrary.At(named) ?? throw new DirectoryNotFoundException($"there is no CPython 3.11 library in '{named}'");
        }
        if (settings.UseEnvironment && Variable("PYTHONHOME") is { } home && StandardLibrary.At(home.Split(Path.PathSeparator)[0]) is { } found) return found;
        if (Environment is { } folder && VirtualEnvironment.HomeOf(folder) is { } python
            && Path.GetDirectoryName(python) is { } prefix && StandardLibrary.At(prefix) is { } original) return original;
        return StandardLibrary.Search();
    }

    /// <summary>A virtual environment is recognized by its file beside the program or a folder above it.</summary>
    private static string? FindEnvironment()
    {
        if (Path.GetDirectoryName(ProgramFile.Path) is not { } folder) return null;
        if (File.Exists(Path.Combine(folder, VirtualEnvironment.FileName))) return folder;
        return Path.GetDirectoryName(folder) is { } above && File.Exists(Path.Combine(above, VirtualEnvironment.FileName)) ? above : null;
    }
}

/// <summary>The file that makes a folder a virtual environment.</summary>
internal static class VirtualEnvironment
{
    public const string FileName = "pyvenv.cfg";

    /// <summary>The folder of the Python it was made with.</summary>
    public static string? HomeOf(string folder) => Value(folder, "home");

    /// <summary>Whether the packages of that Python are to be seen too.</summary>
    public static bool SeesSystem(string folder) => string.Equals(Value(folder, "include-system-site-packages"), "true", StringComparison.OrdinalIgnoreCase);

    private static string? Value(string folder, string key)
    {
        foreach (string line in File.ReadLines(Path.Combine(folder, FileName)))
        {
            int equals = line.IndexOf('=');
            if (equals > 0 && line.AsSpan(0, equals).Trim().Equals(key, StringComparison.OrdinalIgnoreCase)) return line[(equals + 1)..].Trim();
        }
        return null;
    }
}
