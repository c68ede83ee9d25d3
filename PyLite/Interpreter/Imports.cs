using MetaJit;
using PyLite.Importing;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>The import statement and <c>__import__</c>.</summary>
public static class Imports
{
    /// <summary><c>sys.modules</c></summary>
    public static readonly PyDict Modules = new();

    /// <summary>Where modules are looked for: <c>sys.path</c>.</summary>
    public static readonly PyList Path = new();

    public static bool ImportName(PyFrame frame, int sp, PyStr name)
    {
        PyObject? module = Statement(name, frame.Globals, frame.Slots[sp - 1].V!, frame.Slots[sp - 2].V!);
        if (module == null) return false;
        frame.Slots[sp - 1].V = null;
        frame.Slots[sp - 2].V = module;
        return true;
    }

    /// <summary>A program may have put a function of its own in the place of <c>__import__</c>.</summary>
    [DontLookInside]
    private static PyObject? Statement(PyStr name, ModuleDict globals, PyObject fromList, PyObject level)
    {
        PyObject? import = Builtins.Dict.Get(Names.Import);
        if (import == null) return PyErr.Raise(Types.ImportError, "__import__ not found");
        return ReferenceEquals(import, Builtins.Import)
            ? Import(name.Value, globals, fromList, level) : import.Call([name, globals, PyNone.None, fromList, level], null);
    }

    [DontLookInside]
    public static PyObject? Import(string name, PyObject? globals, PyObject fromList, PyObject level)
    {
        if (!Sequences.Integer(level, out long up)) return null;
        if (up < 0) return PyErr.ValueError("level must be >= 0");
        string absolute = name;
        if (up > 0)
        {
            if (AbsoluteName(name, globals, up) is not { } resolved) return null;
            absolute = resolved;
        }
        else if (name.Length == 0)
        {
            return PyErr.ValueError("Empty module name");
        }
        PyObject? module = ImportModule(absolute);
        if (module == null) return null;
        int truth = fromList is PyNone ? 0 : fromList.Truth();
        if (truth < 0) return null;
        if (truth != 0) return SubmodulesNamed(module, fromList, fromAll: false) ? module : null;
        int dot = name.IndexOf('.');
        if (dot < 0) return up > 0 && name.Length == 0 ? module : up > 0 ? module : Known(absolute) ?? module;
        // What is bound is the first part, which for a relative name lies inside the package.
        string first = absolute[..(absolute.Length - (name.Length - dot))];
        return Known(first) ?? PyErr.RaiseWithArgs(Types.KeyError, new PyStr($"{Show(first)} not in sys.modules as expected"));
    }

    private static string Show(string text) => new PyStr(text).Repr().Value;

    private static PyObject? Known(string name) => Modules.GetStr(PyStr.Intern(name));

    /// <summary>A name in a from list that is no attribute may be a module of the package.</summary>
    private static bool SubmodulesNamed(PyObject module, PyObject names, bool fromAll)
    {
        if (Attributes.Find(module, Names.Path) == null) return PyErr.Current == null;
        if (Sequences.ToList(names) is not { } wanted) return false;
        string package = NameOf(module);
        foreach (PyObject item in wanted)
        {
            if (UserSlots.Unwrap(item) is not PyStr name)
            {
                string where = fromAll ? $"{package}.__all__" : "``from list''";
                return PyErr.Fail(Types.TypeError, $"Item in {where} must be str, not {item.Type.Name}");
            }
            if (name.Value == "*")
            {
                if (!fromAll && Attributes.Find(module, Names.All) is { } all && !SubmodulesNamed(module, all, fromAll: true)) return false;
                if (PyErr.Current != null) return false;
                continue;
            }
            if (Attributes.Find(module, PyStr.Intern(name)) != null) continue;
            if (PyErr.Current != null) return false;
            string full = $"{package}.{name.Value}";
            if (ImportModule(full) != null) continue;
            // That there is no such module is for the statement to say; what a module that is there lacks is not.
            if (PyErr.Current is { } error && error.Type.IsSubtype(Types.ModuleNotFoundError) && error.Field("name") is PyStr missing
                && missing.Value == full && Known(full) is null) PyErr.Current = null;
            else return false;
        }
        return true;
    }

    private static string NameOf(PyObject module) => Attributes.Find(module, Names.Name) is PyStr name ? name.Value : "?";

    private static string? AbsoluteName(string name, PyObject? globals, long level)
    {
        if (PackageOf(globals) is not { } package) return null;
        if (package.Length == 0) return Failed("attempted relative import with no known parent package");
        for (; level > 1; level--)
        {
            int dot = package.LastIndexOf('.');
            if (dot < 0) return Failed("attempted relative import beyond top-level package");
            package = package[..dot];
        }
        return name.Length == 0 ? package : package + "." + name;
    }

    private static string? Failed(string message)
    {
        PyErr.Raise(Types.ImportError, message);
        return null;
    }

    private static string? PackageOf(PyObject? globals)
    {
        PyObject? In(PyStr name) => globals switch
        {
            ModuleDict module => module.Get(name),
            PyDict dict => dict.GetStr(name),
            _ => null,
        };
        PyObject? package = In(Names.Package);
        if (package is PyStr known) return known.Value;
        if (package is not (null or PyNone))
        {
            PyErr.TypeError("__package__ must be a string");
            return null;
        }
        if (In(Names.Name) is not PyStr name) return "";
        if (In(Names.Path) != null) return name.Value;
        int dot = name.Value.LastIndexOf('.');
        return dot < 0 ? "" : name.Value[..dot];
    }

    /// <summary>The module of a full name, imported when it is not there yet, with its packages; null with an exception pending.</summary>
    public static PyObject? ImportModule(string name)
    {
        if (Known(name) is { } known) return known is PyNone ? Halted(name) : known;
        int dot = name.LastIndexOf('.');
        PyObject? parent = null;
        PyObject? paths = Path;
        if (dot >= 0)
        {
            parent = ImportModule(name[..dot]);
            if (parent == null) return null;
            if (Known(name) is { } nested) return nested;
            paths = Attributes.Find(parent, Names.Path);
            if (paths == null && PyErr.Current != null) return null;
            if (paths == null) return ModuleLoader.NotFound(name, $"; {Show(name[..dot])} is not a package");
        }
        PyObject? module = ModuleLoader.Load(name, paths!, dot < 0);
        if (module == null || parent == null) return module;
        // The module may have put another in its package's place.
        string package = name[..dot], child = name[(dot + 1)..];
        if ((Known(package) ?? parent).SetAttr(PyStr.Intern(child), module)) return module;
        if (!PyErr.TakeIf(Types.AttributeError)) return null;
        return WarningsModule.Warn(Types.ImportWarning, $"Cannot set an attribute on {Show(package)} for child module {Show(child)}") ? module : null;
    }

    private static PyObject? Halted(string name) => ModuleLoader.Failed($"import of {name} halted; None in sys.modules", name, Types.ModuleNotFoundError);

    /// <summary>Runs a module's code; null with an exception pending.</summary>
    public static PyObject? Execute(Compiling.PyCode code, ModuleDict globals)
    {
        if (globals.Get(Names.Builtins) == null) globals.Set(Names.Builtins, Builtins.Dict);
        code.Bind(globals);
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
        PyStr? moduleName = Attributes.Find(module, Names.Name) as PyStr;
        if (PyErr.Current != null) return null;
        if (moduleName != null && Known(moduleName.Value + "." + name.Value) is { } nested) return nested;
        string shown = moduleName?.Value ?? "<unknown module name>";
        PyStr? file = Attributes.Find(module, Names.File) as PyStr;
        if (PyErr.Current != null) return null;
        bool isCircular = module is PyModule { Origin.IsInitializing: true };
        string where = file == null ? "(unknown location)" : isCircular
            ? $"(most likely due to a circular import) ({file.Value})" : $"({file.Value})";
        string what = isCircular && file != null ? "partially initialized module " : "";
        ModuleLoader.Failed($"cannot import name {name.Repr().Value} from {what}{Show(shown)} {where}", shown);
        PyErr.Current?.SetField("path", file ?? (PyObject)PyNone.None);
        return null;
    }

    public static bool ImportStar(PyFrame frame, int sp)
    {
        PyObject module = frame.Slots[sp - 1].V!;
        return Star(module, frame.Namespace ?? frame.Globals);
    }

    [DontLookInside]
    private static bool Star(PyObject module, PyObject target)
    {
        PyObject? all = Attributes.Find(module, Names.All);
        if (PyErr.Current != null) return false;
        PyObject? dictionary = null;
        if (all == null)
        {
            dictionary = Attributes.Find(module, Names.Dict);
            if (dictionary == null) return PyErr.Current == null && PyErr.Fail(Types.ImportError, "from-import-* object has no __dict__ and no __all__");
        }
        string shown = NameOf(module);
        if (Sequences.ToList(all ?? dictionary!) is not { } names) return false;
        foreach (PyObject item in names)
        {
            if (UserSlots.Unwrap(item) is not PyStr name)
            {
                return PyErr.Fail(Types.TypeError, all != null
                    ? $"Item in {shown}.__all__ must be str, not {item.Type.Name}" : $"Key in {shown}.__dict__ must be str, not {item.Type.Name}");
            }
            if (all == null && name.Value.StartsWith('_')) continue;
            if (module.GetAttr(PyStr.Intern(name)) is not { } value || !target.SetItem(name, value)) return false;
        }
        return true;
    }
}
