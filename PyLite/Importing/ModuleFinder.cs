using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Importing;

/// <summary>
/// Finds where a module comes from: first the modules in C#, then those of CPython's library that are part of CPython's program, then the
/// folders of <c>sys.path</c> or of the package, last the modules of our own. Where the library's folder stands in <c>sys.path</c>, modules
/// of our own that are preferred stand before it.
/// </summary>
internal static class ModuleFinder
{
    /// <summary>The names of files in a folder, while the folder does not change: asking for each file costs more.</summary>
    private sealed record Listing(long Stamp, HashSet<string> Names);

    private static readonly Dictionary<string, Listing> Listings = [];

    /// <summary>Where the module comes from, or null when there is none.</summary>
    /// <param name="name">The full name.</param>
    /// <param name="paths">The package's <c>__path__</c>, or <c>sys.path</c>.</param>
    /// <param name="isTop">The paths are <c>sys.path</c>.</param>
    /// <param name="withEmbedded">Whether modules of our own serve where nothing else is.</param>
    public static ModuleOrigin? Find(string name, IReadOnlyList<PyObject> paths, bool isTop, bool withEmbedded = true)
    {
        if (isTop && ImportLibrary.Find(name) is { } own) return own;
        if (BuiltinModules.Exists(name)) return new ModuleOrigin(OriginKind.BuiltIn, name);
        string last = name[(name.LastIndexOf('.') + 1)..];
        // A package of our own that goes before the library's has its own modules, even when the library's folder is its path.
        if (!isTop && ModuleTable.IsPreferred(name) && SearchPath.LibraryEntry is { } entryOfLibrary
            && paths is [PyStr { Value: var inside }, ..] && inside.StartsWith(entryOfLibrary, StringComparison.Ordinal) && Embedded(name) is { } ofPackage) return ofPackage;
        if (isTop && ModuleTable.IsFrozen(name))
        {
            if (ModuleTable.IsPreferred(name)) return Embedded(name);
            if (SearchPath.LibraryEntry is { } library && InFolder(library, name, last) is { } frozen) return frozen;
        }
        if (!isTop && IsPartOfPreferred(name) && Embedded(name) is { } part) return part;
        List<string>? portions = null;
        foreach (PyObject entry in paths)
        {
            if (UserSlots.Unwrap(entry) is not PyStr { Value: var folder }) continue;
            if (isTop && folder == SearchPath.LibraryEntry && ModuleTable.IsPreferred(name) && Embedded(name) is { } preferred) return preferred;
            folder = folder.Length == 0 ? CurrentFolder() : Path.GetFullPath(folder);
            if (InFolder(folder, name, last) is { } found) return found;
            if (IsInFile(folder))
            {
                // A zip file, or a folder in one: CPython's importer of those.
                PyObject? spec = ImportLibrary.AskPathFinder(name, new PyList([entry]));
                if (spec is not (null or PyNone)) return new ModuleOrigin(OriginKind.Foreign, name) { Spec = spec };
                PyErr.Current = null;
                continue;
            }
            if (MayHave(folder, last) && Directory.Exists(Path.Combine(folder, last)) && !HasExtension(folder, last)) (portions ??= []).Add(Path.Combine(folder, last));
        }
        if (portions is not null) return new ModuleOrigin(OriginKind.Namespace, name) { Folders = [.. portions] };
        return withEmbedded ? Embedded(name) : null;
    }

    private static bool IsInFile(string folder)
    {
        string? at = folder;
        while (at is { Length: > 0 } && !Directory.Exists(at))
        {
            if (File.Exists(at)) return true;
            at = Path.GetDirectoryName(at);
        }
        return false;
    }

    /// <summary>Whether a module in C for CPython is there: a folder beside it holds what belongs to it, and is no package of its own.</summary>
    private static bool HasExtension(string folder, string last) =>
        Names(folder).Any(name => name.EndsWith(".so", StringComparison.Ordinal) && name.StartsWith(last + ".", StringComparison.Ordinal));

    /// <summary>
    /// Whether it belongs to a package of ours that goes before the library's. Parts that are not ours are the library's.
    /// </summary>
    private static bool IsPartOfPreferred(string name)
    {
        string top = name[..name.IndexOf('.')];
        return ModuleTable.IsPreferred(top) && Interpreter.Imports.Modules.GetStr(PyStr.Intern(top)) is PyModule { Origin: ModuleOrigin { Kind: OriginKind.Embedded } };
    }

    private static string CurrentFolder()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            return "";      // it has been removed
        }
    }

    private static ModuleOrigin? Embedded(string name) => EmbeddedModules.Exists(name)
        ? new ModuleOrigin(OriginKind.Embedded, name) { Folders = EmbeddedModules.IsPackage(name) ? LibraryFolder(name) : null, File = LibraryFile(name) } : null;

    /// <summary>The file that a module of ours goes before: programs see it as the module's.</summary>
    private static string? LibraryFile(string name)
    {
        if (!ModuleTable.IsPreferred(name) || SearchPath.LibraryEntry is not { } library) return null;
        string path = Path.Combine(library, name.Replace('.', '/'));
        string package = Path.Combine(path, "__init__.py");
        return File.Exists(path + ".py") ? path + ".py" : File.Exists(package) ? package : null;
    }

    /// <summary>Where a package of ours that goes before the library's finds what it does not have.</summary>
    private static string[] LibraryFolder(string name) =>
        ModuleTable.IsPreferred(name) && SearchPath.LibraryEntry is { } library && Path.Combine(library, name) is var folder && Directory.Exists(folder) ? [folder] : [];

    private static ModuleOrigin? InFolder(string folder, string name, string last)
    {
        if (MayHave(folder, last) && Path.Combine(folder, last) is var package && File.Exists(Path.Combine(package, "__init__.py")))
            return Source(name, Path.Combine(package, "__init__.py"), package, folder);
        return MayHave(folder, last + ".py") && Path.Combine(folder, last + ".py") is var file && File.Exists(file) ? Source(name, file, null, folder) : null;
    }

    private static ModuleOrigin Source(string name, string file, string? package, string folder) => new(OriginKind.Source, name)
    {
        File = Path.GetFullPath(file),
        Folders = package is null ? null : [Path.GetFullPath(package)],
        Frozen = SearchPath.LibraryEntry is { } library && folder.StartsWith(library, StringComparison.Ordinal) && ModuleTable.IsFrozen(name) ? name : null,
    };

    /// <summary>The names of what is in a folder.</summary>
    internal static IReadOnlyCollection<string> Entries(string folder) => Known(folder) ?? Names(folder);

    /// <summary>False when a folder certainly has no entry of the name.</summary>
    private static bool MayHave(string folder, string entry) => Known(folder)?.Contains(entry) ?? true;

    private static HashSet<string>? Known(string folder)
    {
        // A folder that is not there has a time as well: 1601.
        long stamp = Directory.GetLastWriteTimeUtc(folder).Ticks;
        // A folder may change twice within one tick of its clock: what was changed just now is not believed.
        if (DateTime.UtcNow.Ticks - stamp < TimeSpan.TicksPerSecond) return null;
        if (!Listings.TryGetValue(folder, out Listing? known) || known.Stamp != stamp) Listings[folder] = known = new Listing(stamp, Names(folder));
        return known.Names;
    }

    private static HashSet<string> Names(string folder)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(folder)) names.Add(Path.GetFileName(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
        }
        return names;
    }
}
