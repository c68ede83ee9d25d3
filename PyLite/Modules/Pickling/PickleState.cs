using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What picklers and unpicklers ask of other modules, which are imported when that is first needed.</summary>
internal static class PickleState
{
    public static readonly PyStr ReduceEx = PyStr.Intern("__reduce_ex__"), Reduce = PyStr.Intern("__reduce__"), GetState = PyStr.Intern("__getstate__"),
        SetState = PyStr.Intern("__setstate__"), NewArgs = PyStr.Intern("__getnewargs__"), NewArgsEx = PyStr.Intern("__getnewargs_ex__"),
        Latin1 = PyStr.Intern("latin1"), Extend = PyStr.Intern("extend"), Append = PyStr.Intern("append"), Add = PyStr.Intern("add"),
        Items = PyStr.Intern("items");

    private static readonly PyObject?[] Known = new PyObject?[(int)Part.Count];

    public enum Part
    {
        DispatchTable, ExtensionRegistry, InvertedRegistry, ExtensionCache, Encode, GetAttr, Partial, ImportNames, Names, OldImportNames, OldNames, Count,
    }

    private static readonly (string Module, string Name)[] Places =
    [
        ("copyreg", "dispatch_table"), ("copyreg", "_extension_registry"), ("copyreg", "_inverted_registry"), ("copyreg", "_extension_cache"),
        ("codecs", "encode"), ("builtins", "getattr"), ("functools", "partial"), ("_compat_pickle", "IMPORT_MAPPING"), ("_compat_pickle", "NAME_MAPPING"),
        ("_compat_pickle", "REVERSE_IMPORT_MAPPING"), ("_compat_pickle", "REVERSE_NAME_MAPPING"),
    ];

    private static readonly Dictionary<string, PyStr> FunctionModules = [];

    /// <summary>The name of a module as all functions in C# have it. It is another object than the name that classes of the module have.</summary>
    public static PyStr ModuleOfFunction(string module)
    {
        if (!FunctionModules.TryGetValue(module, out PyStr? known)) FunctionModules[module] = known = new PyStr(module);
        return known;
    }

    /// <summary>Null with an exception pending.</summary>
    public static PyObject? Get(Part part) => Known[(int)part] ?? Import(part);

    private static PyObject? Import(Part part)
    {
        (string module, string name) = Places[(int)part];
        return Imports.ImportModule(module)?.GetAttr(PyStr.Intern(name)) is { } found ? Known[(int)part] = found : null;
    }

    /// <summary>One of the tables that are dicts.</summary>
    public static PyDict? Table(Part part)
    {
        if (Get(part) is not { } table) return null;
        if (UserSlots.Unwrap(table) is PyDict dict) return dict;
        PyErr.Raise(Types.RuntimeError, $"{Places[(int)part].Module}.{Places[(int)part].Name} should be a dict, not {table.Type.Name}");
        return null;
    }

    /// <summary>The attribute that a path of names leads to from a module, and what it is an attribute of; null with an exception pending.</summary>
    public static PyObject? Deep(PyObject module, PyStr name, out PyObject parent)
    {
        parent = module;
        string path = name.Value;
        if (!path.Contains('.')) return module.GetAttr(PyStr.Intern(name));
        PyObject? found = module;
        foreach (string part in path.Split('.'))
        {
            parent = found;
            found = found.GetAttr(PyStr.Intern(part));
            if (found is null) return null;
        }
        return found;
    }
}
