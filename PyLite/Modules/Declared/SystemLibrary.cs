using System.Reflection;
using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Libraries of the system that modules stand on. They are looked for when such a module is imported.</summary>
[DontLookInside]
internal static class SystemLibrary
{
    public const string Bzip2 = "bz2", Xz = "lzma", Expat = "expat", Sqlite = "sqlite3", Zlib = "z";

    private static readonly Dictionary<string, nint> Found = [];
    private static bool s_resolves;

    /// <summary>
    /// Looks for the library that declarations call by its short name; false with ImportError pending, which says what is missing and what
    /// installs it. Its file has one of the names.
    /// </summary>
    public static bool Find(string module, string library, string package, params ReadOnlySpan<string> files)
    {
        if (Has(library, files)) return true;
        PyErr.Raise(Types.ImportError, $"{module} needs the system's library {files[0]}, which was not found ('apt install {package}' or the like installs it)");
        PyErr.Current?.SetField("name", new PyStr(module));
        return false;
    }

    /// <summary>The same for a library that can be done without.</summary>
    public static bool Has(string library, params ReadOnlySpan<string> files)
    {
        lock (Found)
        {
            if (Found.TryGetValue(library, out nint known)) return known != 0;
            foreach (string file in files)
            {
                if (!NativeLibrary.TryLoad(file, out nint handle)) continue;
                if (!s_resolves) NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), Resolve);
                s_resolves = true;
                Found[library] = handle;
                return true;
            }
            Found[library] = 0;
            return false;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        lock (Found) return Found.GetValueOrDefault(name);
    }
}
