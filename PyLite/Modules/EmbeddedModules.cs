namespace PyLite.Modules;

/// <summary>Modules written in Python that come inside <c>pylite</c>.</summary>
public static class EmbeddedModules
{
    private const string Prefix = "PyLite.Modules.Python.";
    private const string PackageFile = ".__init__";

    /// <summary>The names of all, those of packages with what marks them.</summary>
    private static readonly Lazy<HashSet<string>> Resources = new(() =>
    {
        var names = new HashSet<string>();
        foreach (string resource in typeof(EmbeddedModules).Assembly.GetManifestResourceNames())
            if (resource.StartsWith(Prefix, StringComparison.Ordinal)) names.Add(resource[Prefix.Length..^3]);
        return names;
    });

    public static bool Exists(string name) => Resources.Value.Contains(name) || IsPackage(name);

    /// <summary>Whether the module has others below it.</summary>
    public static bool IsPackage(string name) => Resources.Value.Contains(name + PackageFile);

    /// <summary>The names of all modules.</summary>
    public static IEnumerable<string> All =>
        Resources.Value.Select(name => name.EndsWith(PackageFile, StringComparison.Ordinal) ? name[..^PackageFile.Length] : name);

    public static string? Source(string name)
    {
        string resource = IsPackage(name) ? name + PackageFile : name;
        using Stream? stream = typeof(EmbeddedModules).Assembly.GetManifestResourceStream($"{Prefix}{resource}.py");
        if (stream == null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
