using System.Globalization;
using System.Text;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Importing;

/// <summary>Says where every module would come from.</summary>
internal static class ModuleList
{
    public static string Text()
    {
        List<PyObject> path = Imports.Path.ToList().ToList();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        names.UnionWith(BuiltinModules.Names);
        names.UnionWith(EmbeddedModules.All);
        foreach (PyObject entry in path)
            if (entry is PyStr { Value: var folder } && Directory.Exists(folder)) names.UnionWith(NamesIn(folder));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"CPython's library: {SearchPath.LibraryEntry ?? "none; looked in " + string.Join(", ", StandardLibrary.UsualPlaces())}\n\n");
        foreach (string name in names)
        {
            if (ModuleFinder.Find(name, path, isTop: true) is not { } origin) continue;
            string why = origin.Kind == OriginKind.Embedded && SearchPath.Library is not null && ModuleTable.Reason(name) is { } reason ? $" ({reason})" : "";
            text.Append(CultureInfo.InvariantCulture, $"{name,-28} {origin.Describe()}{why}\n");
        }
        return text.ToString();
    }

    private static IEnumerable<string> NamesIn(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.py"))
            if (IsName(Path.GetFileNameWithoutExtension(file))) yield return Path.GetFileNameWithoutExtension(file);
        foreach (string below in Directory.EnumerateDirectories(folder))
            if (File.Exists(Path.Combine(below, "__init__.py"))) yield return Path.GetFileName(below);
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c == '_');
}
