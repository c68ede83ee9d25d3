// The functions in C#.
using System.Globalization;
using MetaJit;
using static Lua.Interpreter;

namespace Lua;

public static class Library
{
    private static readonly Dictionary<string, Native> s_functions = new()
    {
        ["print"] = (machine, count, a, b, c) => machine.Print([a, b, c], count),
        ["error"] = (_, _, a, _, _) => throw new LuaError(a),
        ["pcall"] = CallProtected,
        ["type"] = (_, _, a, _, _) => new Value(a.TypeName),
        ["tostring"] = (_, _, a, _, _) => new Value(Text(a)),
        ["tonumber"] = (_, _, a, _, _) => a.Object is string text ? Parsed(text) : a,
        ["setmetatable"] = SetMetatable,
        ["math.floor"] = (_, _, a, _, _) => new Value(Math.Floor(Number(a))),
        ["math.abs"] = (_, _, a, _, _) => new Value(Math.Abs(Number(a))),
        ["math.max"] = (_, _, a, b, _) => Number(a) > Number(b) ? a : b,
        ["math.min"] = (_, _, a, b, _) => Number(a) < Number(b) ? a : b,
        ["string.sub"] = Substring,
        ["string.byte"] = (_, count, text, at, _) => ByteOf(TextOf(text), count > 1 ? (int)Number(at) : 1),
        ["string.rep"] = (_, _, a, n, _) => new Value(Repeated(TextOf(a), Number(n))),
        ["table.concat"] = (_, _, table, separator, _) => new Value(Joined(TableIn(table), separator)),
    };

    public static Dictionary<string, Global> Globals()
    {
        Dictionary<string, Global> globals = [];
        foreach (var (name, function) in s_functions)
        {
            string[] parts = [.. name.Split('.').Select(string.Intern)];
            Global global = globals.TryGetValue(parts[0], out Global? known) ? known : globals[parts[0]] = new Global();
            if (known is null) global.Set(new Value(parts.Length > 1 ? new Table() : function));
            if (parts.Length > 1) TableIn(global.Get()).SetField(parts[1], new Value(function));
        }
        return globals;
    }

    private static string TextOf(Value value) => value.Object as string ?? throw Wrong("string", value);

    private static Value SetMetatable(Machine machine, int count, Value table, Value meta, Value none)
    {
        Table changed = TableIn(table);
        changed.Shape = Jit.Promote(changed.Shape).WithMeta(Jit.Promote(TableIn(meta)));
        return table;
    }

    [DontLookInside] public static string Text(Value value) => value.ToString();
    [DontLookInside] private static Value Parsed(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? new Value(number) : default;
    [DontLookInside] private static string Repeated(string text, double times) => string.Concat(Enumerable.Repeat(text, (int)times));

    [DontLookInside]
    private static string Joined(Table table, Value separator) =>
        string.Join(separator.Object as string ?? "", Enumerable.Range(1, table.Count).Select(k => table.Get(new Value((double)k)).ToString()));

    private static Value Substring(Machine machine, int count, Value text, Value from, Value to)
    {
        string all = TextOf(text);
        int first = (int)Number(from), last = count > 2 ? (int)Number(to) : all.Length;
        first = Math.Max(first < 0 ? first + all.Length + 1 : first, 1);
        last = Math.Min(last < 0 ? last + all.Length + 1 : last, all.Length);
        return new Value(first > last ? "" : all.Substring(first - 1, last - first + 1));
    }

    private static Value ByteOf(string text, int at) => (uint)(at - 1) < (uint)text.Length ? new Value((double)text[at - 1]) : default;
}
