using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Importing;

/// <summary>
/// CPython's own import system, which is Python code of its library: <c>importlib._bootstrap</c> and <c>_bootstrap_external</c>. Imports
/// do not go through it; it is loaded when a program looks at loaders, specs or finders, which are then the real ones.
/// </summary>
internal static class ImportLibrary
{
    private const string Core = "_frozen_importlib", External = "_frozen_importlib_external";

    private static readonly HashSet<PyObject> NativeFinders = new(ReferenceEqualityComparer.Instance);
    private static PyObject? s_pathFinder;

    /// <summary>The file a module of the import system is made of; null when the name is none of them, or there is no library.</summary>
    public static ModuleOrigin? Find(string name)
    {
        if (name is not (Core or External) || SearchPath.LibraryEntry is not { } library) return null;
        string part = name == Core ? "_bootstrap" : "_bootstrap_external";
        string file = Path.Combine(library, "importlib", part + ".py");
        return File.Exists(file) ? new ModuleOrigin(OriginKind.Source, name) { File = file, Frozen = "importlib." + part } : null;
    }

    /// <summary>Gives a module of the import system what CPython's runtime gives it; false with an exception pending.</summary>
    public static bool SetUp(PyModule module, string name)
    {
        if (name == External) return Stamp(module.Globals) && Give(module, "_bootstrap", Core);
        if (name != Core) return true;
        foreach (string needed in (string[])["_imp", "sys", "_thread", "_warnings", "_weakref"])
            if (!Give(module, needed, needed)) return false;
        return Give(module, "_bootstrap_external", External);
    }

    /// <summary>What compiled files begin with. It says which build of PyLite wrote them: another one's instructions may be others.</summary>
    public static readonly byte[] MagicNumber = Magic(4000 + (typeof(ImportLibrary).Module.ModuleVersionId.GetHashCode() & 0x7fff));

    private static byte[] Magic(int number) => [(byte)number, (byte)(number >> 8), (byte)'\r', (byte)'\n'];

    private static bool Stamp(ModuleDict globals)
    {
        globals.Set("MAGIC_NUMBER", new PyBytes(MagicNumber));
        globals.Set("_RAW_MAGIC_NUMBER", new PyInt(BitConverter.ToInt32(MagicNumber)));
        return true;
    }

    private static bool Give(PyModule module, string as_, string name)
    {
        if (Imports.ImportModule(name) is not { } needed) return false;
        module.Globals.Set(as_, needed);
        return true;
    }

    /// <summary>The modules of the import system once they are there: a program may hide them.</summary>
    private static readonly Dictionary<string, PyObject> Parts = [];

    private static PyObject? Of(string module, string name)
    {
        if (Parts.TryGetValue(module, out PyObject? known)) return known.GetAttr(PyStr.Intern(name));
        if (Imports.ImportModule(module) is not { } made) return null;
        if (module is Core or External) Parts[module] = made;
        return made.GetAttr(PyStr.Intern(name));
    }

    /// <summary>Makes something for which nothing may be raised: what fails is None.</summary>
    private static PyObject Safely(Func<PyObject?> make)
    {
        PyException? pending = PyErr.Current;
        PyErr.Current = null;
        PyObject made = make() ?? PyNone.None;
        PyErr.Current = pending;
        return made;
    }

    /// <summary>The object that would have loaded a module.</summary>
    public static PyObject Loader(ModuleOrigin origin) => Safely(() => origin.Kind switch
    {
        OriginKind.BuiltIn => Of(Core, "BuiltinImporter"),
        OriginKind.Embedded when origin.File is null => Of(Core, "FrozenImporter"),
        OriginKind.Source or OriginKind.Embedded => Of(External, "SourceFileLoader")?.Call([new PyStr(origin.Name), new PyStr(origin.File!)], null),
        OriginKind.Namespace => Of(External, "NamespaceLoader")?.Call(
            [new PyStr(origin.Name), new PyList([.. origin.Folders!.Select(folder => new PyStr(folder))]), Of(External, "PathFinder")?.GetAttr(PyStr.Intern("_get_spec")) ?? PyNone.None], null),
        _ => origin.Spec?.GetAttr(PyStr.Intern("loader")),
    });

    /// <summary>The spec of a module.</summary>
    public static PyObject Spec(ModuleOrigin origin, PyObject? path) => Safely(() =>
    {
        if (origin.Spec is { } known) return known;
        PyObject loader = Loader(origin);
        if (origin.File is not null)
        {
            return Of(External, "spec_from_file_location")?.Call(
                [new PyStr(origin.Name), new PyStr(origin.File!), loader, path ?? PyNone.None], [PyStr.Intern("loader"), PyStr.Intern("submodule_search_locations")]);
        }
        PyObject place = origin.Kind switch { OriginKind.BuiltIn => new PyStr("built-in"), OriginKind.Embedded => new PyStr("frozen"), _ => PyNone.None };
        PyObject? spec = Of(Core, "ModuleSpec")?.Call([new PyStr(origin.Name), loader, place, PyBool.Of(origin.IsPackage)], [PyStr.Intern("origin"), PyStr.Intern("is_package")]);
        if (spec is not null && path is not null) spec.SetAttr(PyStr.Intern("submodule_search_locations"), path);
        return spec;
    });

    // ---- sys.meta_path and sys.path_hooks

    /// <summary>The finders, for <c>sys.meta_path</c>.</summary>
    public static PyObject MetaPath()
    {
        foreach ((string module, string name) in ((string, string)[])[(Core, "BuiltinImporter"), (Core, "FrozenImporter"), (External, "PathFinder")])
        {
            PyObject finder = Safely(() => Of(module, name));
            if (finder is PyNone) continue;
            NativeFinders.Add(finder);
            if (name == "PathFinder") s_pathFinder = finder;
            FinderHooks.MetaPath.Append(finder);
        }
        return FinderHooks.MetaPath;
    }

    /// <summary>Whether the finder is one whose work is done in C#.</summary>
    public static bool IsNative(PyObject finder) => NativeFinders.Contains(finder);

    /// <summary>Whether it is the one that looks along paths.</summary>
    public static bool IsPathFinder(PyObject finder) => ReferenceEquals(finder, s_pathFinder);

    private static int s_ownHooks = -1;

    /// <summary>What makes finders for entries of <c>sys.path</c>, for <c>sys.path_hooks</c>.</summary>
    public static PyObject PathHooks()
    {
        PyList hooks = FinderHooks.PathHooks;
        PyObject zip = Safely(() => Of("zipimport", "zipimporter"));
        if (zip is not PyNone) hooks.Append(zip);
        PyObject folder = Safely(() =>
        {
            if (Of(External, "_get_supported_file_loaders")?.Call([], null) is not { } loaders || Sequences.ToList(loaders) is not { } list) return null;
            return Of(External, "FileFinder")?.GetAttr(PyStr.Intern("path_hook"))?.Call([.. list], null);
        });
        if (folder is not PyNone) hooks.Append(folder);
        s_ownHooks = (int)hooks.Len();
        return hooks;
    }

    /// <summary>Whether the program has put something of its own into <c>sys.path_hooks</c>.</summary>
    public static bool HasForeignHooks => s_ownHooks >= 0 && FinderHooks.PathHooks.Len() != s_ownHooks;

    /// <summary>What CPython's finder says of a module along paths: its spec, None, or null with an exception pending.</summary>
    public static PyObject? AskPathFinder(string name, PyObject paths)
    {
        _ = SysModule.Module.Globals.Get("path_hooks");
        return Of(External, "PathFinder") is { } finder ? FinderHooks.Ask(finder, name, paths) : null;
    }
}
