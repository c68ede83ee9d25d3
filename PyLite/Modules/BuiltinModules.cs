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
        ["_collections"] = CollectionsModule.Create,
        ["_copy"] = CopyModule.Create,
        ["_functools"] = FunctoolsModule.Create,
        ["itertools"] = Itertools.Create,
        ["_operator"] = OperatorModule.Create,
        ["os"] = OsModule.Create,
        ["posixpath"] = OsModule.CreatePath,
    };

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => Makers.Keys.Where(name => !IsHidden(name)).Concat(DeclaredModules.Names);

    /// <summary>Stand-ins of our own for Python modules of the library, where there is none.</summary>
    private static bool IsHidden(string name) => name is ("os" or "posixpath") && Importing.SearchPath.Library is not null;

    public static bool Exists(string name) => (Makers.ContainsKey(name) && !IsHidden(name)) || Array.BinarySearch(DeclaredModules.Names, name, StringComparer.Ordinal) >= 0;

    public static PyModule? Create(string name) => Makers.TryGetValue(name, out Func<PyModule>? make) ? make() : DeclaredModules.Create(name);
}
