using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The modules written in C#, by name.</summary>
[DontLookInside]
public static class BuiltinModules
{
    private static readonly Dictionary<string, Func<PyModule>> Makers = new()
    {
        ["builtins"] = static () => Builtins.Module,
        ["sys"] = static () => SysModule.Module,
        ["_container_parts"] = CollectionsModule.Create,
        ["_copy"] = CopyModule.Create,
        ["_functools"] = FunctoolsModule.Create,
        ["itertools"] = Itertools.Create,
        ["_operator"] = OperatorModule.Create,
    };

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => Makers.Keys.Concat(DeclaredModules.Names);

    public static bool Exists(string name) => Makers.ContainsKey(name) || Array.BinarySearch(DeclaredModules.Names, name, StringComparer.Ordinal) >= 0;

    public static PyModule? Create(string name)
    {
        if (!Makers.TryGetValue(name, out Func<PyModule>? make)) return DeclaredModules.Create(name);
        PyModule module = make();
        if (name is not ("builtins" or "sys"))
        {
            foreach (PyStr variable in module.Globals.Keys)
                if (module.Globals.Get(variable) is PyBuiltin function) function.BelongTo(name);
        }
        return module;
    }
}
