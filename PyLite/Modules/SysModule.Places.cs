using PyLite.Importing;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What of <c>sys</c> tells where Python and its modules are.</summary>
public static partial class SysModule
{
    private static void AddPlaces(ModuleDict d)
    {
        string prefix = SearchPath.Library?.Prefix ?? Path.GetDirectoryName(Path.GetDirectoryName(ProgramFile.Path)) ?? "/";
        string own = SearchPath.Environment ?? prefix;
        d.Set("prefix", new PyStr(own));
        d.Set("exec_prefix", new PyStr(own));
        d.Set("base_prefix", new PyStr(prefix));
        d.Set("base_exec_prefix", new PyStr(prefix));
        d.Set("platlibdir", new PyStr("lib"));
        d.Set("_base_executable", new PyStr(ProgramFile.Path));
        if (SearchPath.LibraryEntry is { } library) d.Set("_stdlib_dir", new PyStr(library));
        d.Set("pycache_prefix", PyNone.None);
        d.Set("dont_write_bytecode", PyBool.Of(CodeCache.IsReadOnly));
        d.SetLater(PyStr.Intern("meta_path"), ImportLibrary.MetaPath);
        d.SetLater(PyStr.Intern("path_hooks"), ImportLibrary.PathHooks);
        d.Set("path_importer_cache", new PyDict());
        d.Set("builtin_module_names", Strings(BuiltinModules.Names));
    }

    private static PyTuple Strings(IEnumerable<string> names)
    {
        string[] sorted = [.. names];
        Array.Sort(sorted, string.CompareOrdinal);
        return new PyTuple([.. sorted.Select(PyStr.Intern)]);
    }
}
