using System.Text;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// What <c>__doc__</c> and <c>__text_signature__</c> say of builtin functions, classes and their methods: from texts (<c>*-docs.txt</c>) that are
/// read when the first is asked for. An entry is a line with the name and parameters, and indented lines with words; those of
/// special methods begin with a star.
/// </summary>
internal static class BuiltinDocs
{
    public sealed record Entry(string? Signature, string? Doc);

    private static Dictionary<string, Entry>? s_entries;

    private static Dictionary<string, Entry> Entries => s_entries ??= Read();

    private static Dictionary<string, Entry> Read()
    {
        var entries = new Dictionary<string, Entry>(700);
        foreach (string part in new[] { "builtin", "special", "exception", "module" }) Read($"{part}-docs.txt", entries);
        return entries;
    }

    private static void Read(string name, Dictionary<string, Entry> entries)
    {
        using Stream stream = typeof(BuiltinDocs).Assembly.GetManifestResourceStream("PyLite.Modules.Declared." + name)!;
        using var reader = new StreamReader(stream);
        string? head = reader.ReadLine();
        while (head != null)
        {
            var words = new StringBuilder();
            string? line;
            while ((line = reader.ReadLine()) is "" or [' ', ..]) words.Append(line.Length > 4 ? line[4..] : "").Append('\n');
            int open = head.IndexOf('(');
            entries[open < 0 ? head : head[..open]] = new Entry(open < 0 ? null : head[open..], words.Length == 0 ? null : words.ToString().TrimEnd('\n'));
            head = line;
        }
    }

    public static Entry? Of(PyType type) => Entries.GetValueOrDefault(type.ModuleText() is var module and not "builtins" ? $"{module}.{type.ShortName}" : type.Name);

    public static Entry? Of(PyBuiltin function)
    {
        if ((function.Owner ?? function.Class ?? function.Self) is not { } type) return Entries.GetValueOrDefault(function.Module == "builtins" ? function.Name : $"{function.Module}.{function.Name}");
        Entry? own = Entries.GetValueOrDefault($"{type.Name}.{function.Name}");
        Entry? common = (function.Owner != null || function.Name.StartsWith("__", StringComparison.Ordinal)) && own?.Doc == null ? Entries.GetValueOrDefault("*." + function.Name) : null;
        return own == null ? common : own with { Doc = own.Doc ?? common?.Doc };
    }
}
