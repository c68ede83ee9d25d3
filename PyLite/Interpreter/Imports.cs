using MetaJit;
using PyLite.Compiling;
using PyLite.Modules;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Interpreter;

/// <summary><c>import</c>: builtin modules by name, then files and packages along <c>sys.path</c>.</summary>
public static class Imports
{
    public static readonly PyDict Modules = new();

    /// <summary>Where modules are looked for: <c>sys.path</c>.</summary>
    public static readonly PyList Path = new();

    public static bool ImportName(PyFrame frame, int sp, PyStr name)
    {
        PyObject? module = Import(name.Value, frame.Globals, frame.Slots[sp - 1].V!, frame.Slots[sp - 2].V!);
        if (module == null) return false;
        frame.Slots[sp - 1].V = null;
        frame.Slots[sp - 2].V = module;
        return true;
    }

    [DontLookInside]
    public static PyObject? Import(string name, ModuleDict? globals, PyObject fromList, PyObject level)
    {
        long up = level is PyInt n ? n.Value : 0;
        if (up > 0)
        {
            if (AbsoluteName(name, globals, up) is not { } absolute) return null;
            name = absolute;
        }
        PyObject? module = ImportDotted(name);
        if (module == null) return null;
        if (fromList is PyNone || fromList.Truth() == 0)
        {
            if (up > 0) return module;
            int dot = name.IndexOf('.');
            return dot < 0 ? module : Modules.GetStr(new PyStr(name[..dot]));
        }
        // A name that is no attribute may be a module of the package.
        if (module is PyModule package && package.Globals.Get(Names.Path) != null && Sequences.ToList(fromList) is { } wanted)
        {
            foreach (PyObject item in wanted)
            {
                if (item is not PyStr s || s.Value == "*" || package.Globals.Get(PyStr.Intern(s)) != null) continue;
                if (ImportDotted(name + "." + s.Value) == null && !PyErr.TakeIf(Types.ModuleNotFoundError)) return null;
            }
        }
        return module;
    }

    private static string? AbsoluteName(string name, ModuleDict? globals, long level)
    {
        string package = globals?.Get(Names.Package) is PyStr p ? p.Value : "";
        if (package.Length == 0)
        {
            PyErr.Raise(Types.ImportError, "attempted relative import with no known parent package");
            return null;
        }
        for (; level > 1; level--)
        {
            int dot = package.LastIndexOf('.');
            if (dot < 0)
            {
                PyErr.Raise(Types.ImportError, "attempted relative import beyond top-level package");
                return null;
            }
            package = package[..dot];
        }
        return name.Length == 0 ? package : package + "." + name;
    }

    private static PyObject? ImportDotted(string name)
    {
        if (Modules.GetStr(new PyStr(name)) is { } known) return known;
        int dot = name.LastIndexOf('.');
        PyModule? parent = null;
        if (dot >= 0)
        {
            PyObject? imported = ImportDotted(name[..dot]);
            if (imported == null) return null;
            parent = imported as PyModule;
            if (Modules.GetStr(new PyStr(name)) is { } nested) return nested;
            if (parent?.Globals.Get(Names.Path) == null && BuiltinModules.Create(name) == null && EmbeddedModules.Source(name) == null)
                return PyErr.Raise(Types.ModuleNotFoundError, $"No module named '{name}'; '{name[..dot]}' is not a package");
        }
        PyModule? module = BuiltinModules.Create(name);
        if (module != null) Modules.SetStr(new PyStr(name), module);
        else module = Load(name, name[(dot + 1)..], parent);
        if (module != null) parent?.Globals.Set(name[(dot + 1)..], module);
        return module;
    }

    private static PyModule? Load(string name, string last, PyModule? parent)
    {
        // A module that came with PyLite may have submodules, and has no folder.
        PyObject? paths = parent == null ? Path : parent.Globals.Get(Names.Path);
        foreach (PyObject entry in paths == null ? [] : Sequences.ToList(paths) ?? [])
        {
            if (entry is not PyStr directory) continue;
            string folder = System.IO.Path.Combine(directory.Value.Length == 0 ? "." : directory.Value, last);
            string package = System.IO.Path.Combine(folder, "__init__.py");
            if (File.Exists(package)) return Run(name, package, folder);
            if (File.Exists(folder + ".py")) return Run(name, folder + ".py", null);
        }
        if (EmbeddedModules.Source(name) is { } source) return RunSource(name, $"<frozen {name}>", source, null);
        PyErr.Raise(Types.ModuleNotFoundError, $"No module named '{name}'");
        if (PyErr.Current is { } e) e.SetField("name", new PyStr(name));
        return null;
    }

    private static PyModule? Run(string name, string file, string? package)
    {
        string source;
        try
        {
            source = File.ReadAllText(file);
        }
        catch (IOException e)
        {
            PyErr.Raise(Types.ImportError, e.Message);
            return null;
        }
        return RunSource(name, System.IO.Path.GetFullPath(file), source, package);
    }

    private static PyModule? RunSource(string name, string file, string source, string? package)
    {
        var module = new PyModule(name);
        module.Globals.Set(Names.File, new PyStr(file));
        module.Globals.Set(Names.Package, new PyStr(package != null ? name : name.Contains('.') ? name[..name.LastIndexOf('.')] : ""));
        if (package != null) module.Globals.Set(Names.Path, new PyList([new PyStr(package)]));
        Modules.SetStr(new PyStr(name), module);
        if (Compilation.Compile(source, file, CompileMode.Module) is { } code && Execute(code, module.Globals) != null)
            return Modules.GetStr(new PyStr(name)) as PyModule ?? module;
        Modules.Remove(new PyStr(name));
        return null;
    }

    /// <summary>Runs a module's code; null with an exception pending.</summary>
    public static PyObject? Execute(PyCode code, ModuleDict globals)
    {
        if (globals.Get(Names.Builtins) == null) globals.Set(Names.Builtins, Builtins.Module);
        return Evaluator.Execute(code, new PyFrame(code, globals));
    }

    public static bool ImportFrom(PyFrame frame, int sp, PyStr name)
    {
        PyObject? value = From(frame.Slots[sp - 1].V!, name);
        if (value == null) return false;
        frame.Slots[sp].V = value;
        return true;
    }

    [DontLookInside]
    private static PyObject? From(PyObject module, PyStr name)
    {
        if (Attributes.Find(module, name) is { } value) return value;
        if (PyErr.Current != null) return null;
        string moduleName = module is PyModule m ? m.NameText : "<unknown module name>";
        if (Modules.GetStr(new PyStr(moduleName + "." + name.Value)) is { } nested) return nested;
        string where = module is PyModule { Globals: var g } && g.Get(Names.File) is PyStr file ? file.Value : "unknown location";
        return PyErr.Raise(Types.ImportError, $"cannot import name '{name.Value}' from '{moduleName}' ({where})");
    }

    public static bool ImportStar(PyFrame frame, int sp)
    {
        PyObject module = frame.Slots[sp - 1].V!;
        if (module is not PyModule m) return PyErr.Fail(Types.ImportError, "from-import-* object has no __dict__");
        return Star(m, frame.Namespace ?? frame.Globals);
    }

    [DontLookInside]
    private static bool Star(PyModule module, PyObject target)
    {
        if (module.Globals.Get(Names.All) is { } all)
        {
            foreach (PyObject item in Sequences.ToList(all) ?? [])
            {
                if (module.GetAttr(PyStr.Intern((PyStr)item)) is not { } value || !target.SetItem(item, value)) return false;
            }
            return PyErr.Current == null;
        }
        foreach (PyStr name in module.Globals.Keys.ToArray())
        {
            if (name.Value.StartsWith('_')) continue;
            if (!target.SetItem(name, module.Globals.Get(name)!)) return false;
        }
        return true;
    }
}

/// <summary>Compiling source text, with a syntax error as a Python exception.</summary>
[DontLookInside]
public static class Compilation
{
    /// <summary>The code, or null with SyntaxError pending.</summary>
    public static PyCode? Compile(string source, string fileName, CompileMode mode)
    {
        try
        {
            return PyCompiler.Compile(source, fileName, mode);
        }
        catch (PySyntaxException e)
        {
            PyErr.Raise(ToException(e));
            return null;
        }
    }

    /// <summary>The text of a str, or of bytes in the encoding they declare; null with an exception pending.</summary>
    /// <param name="source">What was given to compile, eval or exec.</param>
    /// <param name="otherwise">The TypeError for what is no source.</param>
    /// <param name="fileName">The file name of a SyntaxError.</param>
    public static string? Source(PyObject source, string otherwise, string fileName)
    {
        string text;
        if (UserSlots.Unwrap(source) is PyStr s) text = s.Value;
        else if (Buffers.TryBytes(source, out ReadOnlySpan<byte> bytes))
        {
            try
            {
                text = SourceText.OfBytes(bytes);
            }
            catch (PySyntaxException e)
            {
                e.FileName = fileName;
                PyErr.Raise(ToException(e));
                return null;
            }
        }
        else
        {
            PyErr.TypeError(otherwise);
            return null;
        }
        if (!text.Contains('\0')) return text;
        PyErr.Raise(WithoutPlace(Types.SyntaxError, "source code string cannot contain null bytes"));
        return null;
    }

    private static PyException WithoutPlace(PyType type, string message)
    {
        PyException error = PyException.Make(type, [new PyStr(message)]);
        error.SetField("msg", new PyStr(message));
        foreach (string name in new[] { "filename", "lineno", "offset", "text", "end_lineno", "end_offset" }) error.SetField(name, PyNone.None);
        return error;
    }

    public static PyException ToException(PySyntaxException e)
    {
        PyType type = e.Kind switch
        {
            SyntaxErrorKind.IndentationError => Types.IndentationError,
            SyntaxErrorKind.TabError => Types.TabError,
            _ => Types.SyntaxError,
        };
        if (e.HasNoPlace) return WithoutPlace(type, e.Message);
        PyObject line = e.SourceLine == null ? PyNone.None : new PyStr(e.SourceLine);
        var details = new PyTuple([new PyStr(e.FileName), new PyInt(e.Range.Line), new PyInt(e.Range.Column + 1), line,
            e.Range.EndLine > 0 ? new PyInt(e.Range.EndLine) : PyNone.None,
            e.Range.EndLine > 0 ? new PyInt(e.Range.EndColumn + 1) : PyNone.None]);
        PyException error = PyException.Make(type, [new PyStr(e.Message), details]);
        string[] names = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
        error.SetField("msg", new PyStr(e.Message));
        for (int i = 0; i < names.Length; i++) error.SetField(names[i], details.Items[i]);
        return error;
    }
}
