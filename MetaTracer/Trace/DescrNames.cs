using System.Runtime.CompilerServices;
using System.Text;

namespace MetaTracer.Trace;

/// <summary>Gives each thing that a trace mentions a name of its own in the text form, and declares the descrs among them.</summary>
internal sealed class DescrNames
{
    private readonly Dictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _taken = [];
    private readonly List<Descr> _declared = [];

    public string NameOf(Descr descr)
    {
        if (_names.TryGetValue(descr, out string? name)) return name;
        name = Add(descr, descr.Name);
        // What a declaration mentions is declared before it.
        foreach (Descr mentioned in Mentioned(descr)) NameOf(mentioned);
        _declared.Add(descr);
        return name;
    }

    public string NameOf(TargetToken target)
    {
        if (_names.TryGetValue(target, out string? name)) return name;
        return Add(target, target.ToString());
    }

    /// <summary>A constant object: its type and which one of that type it is.</summary>
    public string NameOf(object constant)
    {
        if (_names.TryGetValue(constant, out string? name)) return name;
        return Add(constant, constant is Delegate callee ? $"{callee.Method.DeclaringType?.Name}.{callee.Method.Name}" : constant.GetType().Name, quote: false);
    }

    private string Add(object thing, string wanted, bool quote = true)
    {
        string name = wanted;
        for (int i = 2; !_taken.Add(name); i++) name = $"{wanted}~{i}";
        return _names[thing] = quote ? Quote(name) : name;
    }

    private static IEnumerable<Descr> Mentioned(Descr descr) => descr switch
    {
        FieldDescr { Parent: { } parent } => [parent],
        ArrayDescr { ArrayClass: { } arrayClass } => [arrayClass],
        CallDescr call => (call.Effect.Reads ?? Empty).Concat(call.Effect.Writes ?? Empty),
        _ => [],
    };

    private static readonly IReadOnlySet<Descr> Empty = new HashSet<Descr>();

    public string Declarations()
    {
        var text = new StringBuilder();
        foreach (Descr descr in _declared) text.Append(Declaration(descr)).Append('\n');
        return text.ToString();
    }

    private string Declaration(Descr descr)
    {
        string name = _names[descr];
        switch (descr)
        {
            case ClassDescr c:
                return $"class {name} size={c.InstanceSize}" + Flag(c.CanBumpAllocate, "bump");
            case FieldDescr f:
                return $"field {name} {KindText(f.Kind)} at={f.Offset} size={f.Size}" + Flag(f.IsSigned, "signed") + Flag(f.IsImmutable, "immutable")
                    + Flag(f.IsImmutableArray, "immutable_array") + Flag(f.IsNonNegative, "nonneg") + (f.Parent is { } parent ? $" in={_names[parent]}" : "");
            case ArrayDescr a:
                return $"array {name} {KindText(a.Kind)} base={a.BaseOffset} item={a.ItemSize} size={a.Size}" + Flag(a.IsSigned, "signed")
                    + (a.ArrayClass is { } arrayClass ? $" class={_names[arrayClass]}" : "");
            case StaticDescr s:
                return $"static {name} {KindText(s.Kind)} size={s.Size}" + Flag(s.IsSigned, "signed");
            case CallDescr c:
                return $"call {name} ({string.Join(' ', c.Args.Select(KindText))}) -> ({string.Join(' ', c.Results.Select(KindText))}) {c.Effect.ExtraEffect}"
                    + Set("reads", c.Effect.Reads) + Set("writes", c.Effect.Writes) + Flag(c.IsVirtualCall, "virtual");
            default:
                throw new InvalidOperationException($"{descr.GetType().Name} has no text form");
        }
    }

    private string Set(string name, IReadOnlySet<Descr>? descrs) =>
        descrs is null ? "" : $" {name}={string.Join(',', descrs.Select(d => _names[d]).Order(StringComparer.Ordinal))}";

    private static string Flag(bool value, string name) => value ? " " + name : "";

    private static string KindText(Kind kind) => kind switch { Kind.Int => "i", Kind.Ref => "p", Kind.Float => "f", _ => "v" };

    /// <summary>The name itself where the parser takes it for one word, else the name in single quotes.</summary>
    public static string Quote(string name)
    {
        bool plain = name.Length > 0;
        foreach (char c in name) plain &= char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '[' or ']' or '<' or '>' or '`' or '+' or '~' or '$' or '/';
        return plain ? name : "'" + name.Replace("\\", "\\\\").Replace("'", "\\'").Replace("\n", "\\n") + "'";
    }

    public static string QuoteString(string text) =>
        "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r") + "\"";
}
