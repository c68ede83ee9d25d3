using System.Globalization;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Modules with hundreds of numbers have them in one text: <c>"NAME=1 OTHER=2"</c>.</summary>
[DontLookInside]
internal static class ModuleConstants
{
    public static void Add(PyModule module, string numbers)
    {
        foreach (string entry in numbers.Split(' '))
        {
            int equals = entry.IndexOf('=');
            module.Globals.Set(entry[..equals], new PyInt(long.Parse(entry.AsSpan(equals + 1), CultureInfo.InvariantCulture)));
        }
    }
}
