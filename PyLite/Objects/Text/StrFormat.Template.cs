using MetaJit;

namespace PyLite.Objects;

// Programs format with few templates, many times each: those that are plain are read once.
public sealed partial class StrFormat
{
    private const int Kept = 128;
    private static readonly Template?[] Templates = new Template?[Kept];

    /// <summary>A replacement field without dots, brackets or fields in its specification.</summary>
    /// <param name="Index">Of a positional argument; -1: it has a name.</param>
    /// <param name="Name">Of a keyword argument.</param>
    /// <param name="Conversion">Of <c>!s</c>, <c>!r</c> or <c>!a</c>, else 0.</param>
    /// <param name="Spec">What follows the colon.</param>
    private sealed record Replacement(int Index, PyStr? Name, char Conversion, PyStr Spec);

    /// <summary>Texts and the fields between them, one fewer. No fields: the template is not plain, or wrong.</summary>
    private sealed record Template(string Source, string[] Texts, Replacement[] Fields)
    {
        public bool IsPlain => Fields.Length > 0;
    }

    /// <summary>A plain template without names, for a trace.</summary>
    internal sealed class Pieces(PyStr[] texts, int[] indexes, int[] conversions, PyStr[] specs)
    {
        /// <summary>Before, between and behind the fields.</summary>
        [ImmutableArray] public readonly PyStr[] Texts = texts;

        /// <summary>Of each field: its positional argument, its conversion (see <see cref="Interpreter.BuildOps.Convert"/>) and its specification.</summary>
        [ImmutableArray] public readonly int[] Indexes = indexes;
        [ImmutableArray] public readonly int[] Conversions = conversions;
        [ImmutableArray] public readonly PyStr[] Specs = specs;

        /// <summary>The greatest index.</summary>
        public readonly int Needs = indexes.Max();
    }

    /// <summary>Null: the template is not plain, or has names.</summary>
    [Elidable]
    internal static Pieces? PiecesOf(PyStr template)
    {
        if (ReadPlain(template.Value) is not { } read || read.Fields.Any(field => field.Index < 0)) return null;
        return new Pieces(
            Array.ConvertAll(read.Texts, text => new PyStr(text)), Array.ConvertAll(read.Fields, field => field.Index),
            Array.ConvertAll(read.Fields, field => "\0sra".IndexOf(field.Conversion)), Array.ConvertAll(read.Fields, field => field.Spec));
    }

    private static Template TemplateOf(string source)
    {
        int place = source.Length == 0 ? 0 : (source.Length * 31 + source[0] * 7 + source[source.Length / 2]) & (Kept - 1);
        Template? known = Templates[place];
        if (known != null && (ReferenceEquals(known.Source, source) || known.Source == source)) return known;
        return Templates[place] = ReadPlain(source) ?? new Template(source, [], []);
    }

    private static Template? ReadPlain(string source)
    {
        var texts = new List<string>();
        var fields = new List<Replacement>();
        bool isManual = false, isAutomatic = false;
        int from = 0;
        while (true)
        {
            int open = source.AsSpan(from).IndexOfAny('{', '}');
            if (open < 0) break;
            open += from;
            int close = source[open] == '{' ? source.IndexOf('}', open) : -1;
            if (close < 0 || source.AsSpan(open + 1, close - open - 1).ContainsAny("{[].") && !IsOnlySpec(source, open, close)) return null;
            string field = source[(open + 1)..close];
            int end = field.AsSpan().IndexOfAny(':', '!');
            string name = end < 0 ? field : field[..end];
            char conversion = '\0';
            if (end >= 0 && field[end] == '!')
            {
                if (end + 1 >= field.Length || field[end + 1] is not ('s' or 'r' or 'a') || end + 2 < field.Length && field[end + 2] != ':') return null;
                conversion = field[end + 1];
                end = end + 2 < field.Length ? end + 2 : -1;
            }
            int index = -1;
            if (name.Length == 0)
            {
                isAutomatic = true;
                index = fields.Count(f => f.Index >= 0);
            }
            else if (char.IsAsciiDigit(name[0]))
            {
                isManual = true;
                if (!int.TryParse(name, out index)) return null;
            }
            texts.Add(source[from..open]);
            fields.Add(new Replacement(index, index < 0 ? PyStr.Intern(name) : null, conversion, end < 0 ? PyStr.Empty : new PyStr(field[(end + 1)..])));
            from = close + 1;
        }
        texts.Add(source[from..]);
        return isManual && isAutomatic || fields.Count == 0 ? null : new Template(source, [.. texts], [.. fields]);
    }

    /// <summary>Whether the only special characters of a field are dots behind its colon, as in <c>{:.2f}</c>.</summary>
    private static bool IsOnlySpec(string source, int open, int close)
    {
        ReadOnlySpan<char> field = source.AsSpan(open + 1, close - open - 1);
        int colon = field.IndexOf(':');
        return colon >= 0 && !field[..colon].ContainsAny("{[].") && !field[colon..].ContainsAny("{[]");
    }

    private PyObject? Fill(Template template)
    {
        Replacement[] fields = template.Fields;
        string[] parts = new string[fields.Length * 2 + 1];
        for (int k = 0; k < fields.Length; k++)
        {
            Replacement field = fields[k];
            if (field.Index >= _positional.Length) return PyErr.Raise(Types.IndexError, $"Replacement index {field.Index} out of range for positional args tuple");
            PyObject? value = field.Name is { } name ? _named(name) : _positional[field.Index];
            if (value != null && field.Conversion != '\0') value = Converted(value, field.Conversion);
            if (value == null || Formatting.Format(value, field.Spec) is not { } result) return null;
            var text = (PyStr)UserSlots.Unwrap(result);
            if (fields.Length == 1 && template.Texts[0].Length + template.Texts[1].Length == 0) return result;
            parts[2 * k] = template.Texts[k];
            parts[2 * k + 1] = text.Value;
        }
        parts[^1] = template.Texts[^1];
        return new PyStr(string.Concat(parts));
    }
}
