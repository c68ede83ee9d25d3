using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Importing;

/// <summary>Makes modules of where they come from: finds, compiles, runs.</summary>
internal static class ModuleLoader
{
    /// <summary>Finds and runs a module, which then stands in <c>sys.modules</c>; null with an exception pending.</summary>
    public static PyObject? Load(string name, PyObject paths, bool isTop)
    {
        OpenFiles.SettleAll();
        if (Sequences.ToList(paths) is not { } entries) return null;
        if (SitePackages.HasStatements && isTop)
        {
            // The statements of .pth files are for what lies in the folders of packages: what comes before is looked for without them.
            PyObject[] before = [.. entries.TakeWhile(entry => UserSlots.Unwrap(entry) is not PyStr { Value: var folder } || !SitePackages.IsWaiting(folder))];
            if (IsPristine && ModuleFinder.Find(name, before, isTop, withEmbedded: before.Length == entries.Count) is { Kind: not OriginKind.Namespace } early)
                return Load(early);
            // A module of CPython's that is not there, as those in C are that PyLite lacks, comes from no package either.
            if (IsPristine && SysModule.IsLibraryModule(name)) return ModuleFinder.Find(name, [], isTop) is { } own ? Load(own) : NotFound(name, "");
            if (before.Length < entries.Count) RunStatements();
        }
        if (IsPristine) return ModuleFinder.Find(name, entries, isTop) is { } origin ? Load(origin) : NotFound(name, "");
        foreach (PyObject finder in FinderHooks.MetaPath.ToList().ToArray())
        {
            if (ImportLibrary.IsNative(finder))
            {
                bool isHere = ImportLibrary.IsPathFinder(finder) ? !ImportLibrary.HasForeignHooks : BuiltinModules.Exists(name);
                if (isHere && ModuleFinder.Find(name, entries, isTop) is { } found) return Load(found);
                if (isHere || !ImportLibrary.IsPathFinder(finder)) continue;
            }
            PyObject? spec = FinderHooks.Ask(finder, name, isTop ? PyNone.None : paths);
            if (spec == null) return null;
            if (spec is not PyNone) return FinderHooks.Load(spec);
        }
        return NotFound(name, "");
    }

    /// <summary>Nobody has looked at the finders yet: they are those of the beginning.</summary>
    private static bool IsPristine => FinderHooks.MetaPath.Len() == 0;

    /// <summary>Makes and runs the module that comes from there.</summary>
    public static PyObject? Load(ModuleOrigin origin)
    {
        if (origin.Kind == OriginKind.Foreign) return FinderHooks.Load(origin.Spec!);
        PyStr key = PyStr.Intern(origin.Name);
        if (origin.Kind == OriginKind.BuiltIn)
        {
            if (BuiltinModules.Create(origin.Name) is not { } made) return null;
            Describe(made, origin);
            Imports.Modules.SetStr(key, made);
            return made;
        }
        var module = new PyModule(origin.Name);
        Describe(module, origin);
        Imports.Modules.SetStr(key, module);
        if (origin.Kind == OriginKind.Namespace) return module;
        origin.IsInitializing = true;
        bool isDone = Code(origin) is { } code && Imports.Execute(code, module.Globals) != null && ImportLibrary.SetUp(module, origin.Name);
        origin.IsInitializing = false;
        if (!isDone)
        {
            Imports.Modules.Remove(key);
            return null;
        }
        // A module may put another object in its place.
        return Imports.Modules.GetStr(key)
            ?? PyErr.RaiseWithArgs(Types.KeyError, new PyStr(origin.Name));
    }

    /// <summary>Sets the attributes that tell where a module comes from.</summary>
    public static void Describe(PyModule module, ModuleOrigin origin)
    {
        module.Origin = origin;
        ModuleDict globals = module.Globals;
        string name = origin.Name;
        globals.Set(Names.Package, new PyStr(origin.IsPackage || origin.File?.EndsWith("/__init__.py", StringComparison.Ordinal) == true ? name : name.LastIndexOf('.') is var dot and >= 0 ? name[..dot] : ""));
        if (origin.Folders is { } folders) globals.Set(Names.Path, new PyList([.. folders.Select(folder => new PyStr(folder))]));
        globals.SetLater(Names.Loader, () => ImportLibrary.Loader(origin));
        globals.SetLater(Names.Spec, () => ImportLibrary.Spec(origin, globals.Get(Names.Path)));
        if (origin.Kind == OriginKind.Namespace) globals.Set(Names.File, PyNone.None);
        if (origin.File is not { } file) return;
        globals.Set(Names.File, new PyStr(file));
        globals.Set("__cached__", new PyStr(CachedName(file)));
    }

    /// <summary>Where CPython's tools expect the compiled form of a file.</summary>
    private static string CachedName(string file) =>
        Path.Combine(Path.GetDirectoryName(file) ?? "", "__pycache__", $"{Path.GetFileNameWithoutExtension(file)}.{SysModule.CacheTag}.pyc");

    /// <summary>The module's compiled code, from the cache where it is good; null with an exception pending.</summary>
    public static PyCode? Code(ModuleOrigin origin)
    {
        if (origin.Kind == OriginKind.Embedded)
            return EmbeddedCode.Get(origin.Name, origin.ShownAs) ?? Compilation.Compile(EmbeddedModules.Source(origin.Name)!, origin.ShownAs, CompileMode.Module);
        string file = origin.File!;
        byte[] bytes;
        FileInfo state;
        try
        {
            state = new FileInfo(file);
            if (CodeCache.Read(file, origin.ShownAs, state) is { } kept)
            {
                if (!StandardLibrary.Owns(file)) KeptFrames.Look(kept);
                return kept;
            }
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            PyErr.RaiseWithArgs(Types.OSError, e is UnauthorizedAccessException ? new PyInt(13) : new PyInt(2),
                new PyStr(e is UnauthorizedAccessException ? "Permission denied" : "No such file or directory"), new PyStr(file));
            return null;
        }
        if (Compilation.FileSource(bytes, origin.ShownAs) is not { } source) return null;
        PyCode? code = Compilation.Compile(source, origin.ShownAs, CompileMode.Module);
        if (code is not null) CodeCache.Write(file, origin.ShownAs, state, code);
        return code;
    }

    // ---- errors

    /// <summary>Raises an ImportError about a module; returns null.</summary>
    public static PyObject? Failed(string message, string name, PyType? type = null)
    {
        PyErr.Raise(type ?? Types.ImportError, message);
        PyErr.Current?.SetField("name", new PyStr(name));
        PyErr.Current?.SetField("path", PyNone.None);
        return null;
    }

    /// <summary>Raises ModuleNotFoundError. Where the module is CPython's, it says how to give it.</summary>
    public static PyObject? NotFound(string name, string more)
    {
        string shown = new PyStr(name).Repr().Value;
        return Failed($"No module named {shown}{more}{LibraryNames.Advice(name)}", name, Types.ModuleNotFoundError);
    }

    // ---- statements of .pth files

    private static void RunStatements()
    {
        foreach ((string file, string line) in SitePackages.TakeStatements())
        {
            var globals = new ModuleDict();
            if (Compilation.Compile(line + "\n", "<string>", CompileMode.Module) is { } code && Imports.Execute(code, globals) is not null) continue;
            PyException error = PyErr.Take();
            StandardStreams.CurrentError.Write($"Error processing line of {file}:\n\n{Cli.TracebackPrinter.Format(error)}\nRemainder of file ignored\n");
        }
    }
}
