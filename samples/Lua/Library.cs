using System.Globalization;
using MetaJit;

namespace Lua;

/// <summary>The functions in C#.</summary>
public static class Library
{
    public static void AddTo(Dictionary<string, Global> globals)
    {
        Add("print", Print);
        Add("error", Error);
        Add("pcall", (machine, count, f, a, b) => Interpreter.CallProtected(machine, f, Math.Max(count - 1, 0), a, b));
        Add("type", (_, _, a, _, _) => new Value(a.TypeName));
        Add("tostring", (_, _, a, _, _) => new Value(Text(a)));
        Add("tonumber", (_, _, a, _, _) => a.Object is string text ? Parsed(text) : a);
        Add("setmetatable", (_, _, table, meta, _) =>
        {
            TableOf(table).Shape = Jit.Promote(TableOf(table).Shape).WithMeta(Jit.Promote(TableOf(meta)));
            return table;
        });
        AddTable("math", ("floor", (_, _, a, _, _) => new Value(Math.Floor(NumberOf(a)))), ("sqrt", (_, _, a, _, _) => new Value(Math.Sqrt(NumberOf(a)))),
            ("abs", (_, _, a, _, _) => new Value(Math.Abs(NumberOf(a)))), ("max", (_, _, a, b, _) => NumberOf(a) > NumberOf(b) ? a : b),
            ("min", (_, _, a, b, _) => NumberOf(a) < NumberOf(b) ? a : b));
        AddTable("string", ("sub", Substring), ("byte", Byte), ("len", (_, _, a, _, _) => new Value(TextOf(a).Length)), ("rep", (_, _, a, n, _) => new Value(Repeated(TextOf(a), NumberOf(n)))));
        AddTable("table", ("concat", (_, _, table, separator, _) => new Value(Joined(TableOf(table), separator))), ("insert", Insert));
        AddTable("io", ("write", Write));

        void Add(string name, Func<Machine, int, Value, Value, Value, Value> code) => globals[name] = new Global(name) { Value = new Value(new Native(name, code)) };

        void AddTable(string name, params (string Name, Func<Machine, int, Value, Value, Value, Value> Code)[] functions)
        {
            var table = new Table();
            foreach (var (member, code) in functions) table.SetField(member, new Value(new Native(member, code)));
            globals[name] = new Global(name) { Value = new Value(table) };
        }
    }

    private static double NumberOf(Value value) => value.IsNumber ? value.Number : throw Wrong("number", value);

    private static Table TableOf(Value value) => value.Object as Table ?? throw Wrong("table", value);

    private static string TextOf(Value value) => value.Object as string ?? throw Wrong("string", value);

    private static LuaError Wrong(string wanted, Value value) => new(new Value($"a {wanted} is wanted, not a {value.TypeName}"));

    [DontLookInside]
    private static string Text(Value value) => value.ToString();

    [DontLookInside]
    private static Value Parsed(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? new Value(number) : default;

    [DontLookInside]
    private static string Repeated(string text, double times) => string.Concat(Enumerable.Repeat(text, (int)times));

    [DontLookInside]
    private static string Joined(Table table, Value separator) =>
        string.Join(separator.Object as string ?? "", Enumerable.Range(1, table.Count).Select(k => table.Get(new Value((double)k)).ToString()));

    [DontLookInside]
    private static Value Print(Machine machine, int count, Value a, Value b, Value c)
    {
        machine.Output.WriteLine(string.Join('\t', new[] { a, b, c }.Take(count)));
        return default;
    }

    [DontLookInside]
    private static Value Write(Machine machine, int count, Value a, Value b, Value c)
    {
        machine.Output.Write(string.Concat(new[] { a, b, c }.Take(count)));
        return default;
    }

    private static Value Insert(Machine machine, int count, Value table, Value value, Value none)
    {
        TableOf(table).Append(value);
        return default;
    }

    private static Value Error(Machine machine, int count, Value a, Value b, Value c) => throw new LuaError(a);

    private static Value Substring(Machine machine, int count, Value text, Value from, Value to)
    {
        string all = TextOf(text);
        int first = (int)NumberOf(from), last = count > 2 ? (int)NumberOf(to) : all.Length;
        if (first < 0) first = Math.Max(all.Length + first + 1, 1);
        if (last < 0) last = all.Length + last + 1;
        first = Math.Max(first, 1);
        last = Math.Min(last, all.Length);
        return new Value(first > last ? "" : all.Substring(first - 1, last - first + 1));
    }

    private static Value Byte(Machine machine, int count, Value text, Value at, Value none)
    {
        string all = TextOf(text);
        int index = count > 1 ? (int)NumberOf(at) : 1;
        return (uint)(index - 1) < (uint)all.Length ? new Value((double)all[index - 1]) : default;
    }
}
