using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>One item of a <c>struct</c> format: where its bytes are, and what they mean.</summary>
public readonly record struct StructItem(char Code, int Offset, int Size);

/// <summary>A <c>struct</c> format taken apart.</summary>
public sealed class StructFormat
{
    /// <summary>The most formats that are kept.</summary>
    private const int MostKept = 100;

    private static readonly Dictionary<string, StructFormat> Kept = [];

    public readonly string Text;

    /// <summary>The items once more, as arrays a trace can fold: their codes, offsets and sizes.</summary>
    [ImmutableArray] public readonly int[] Codes, Offsets, Sizes;

    /// <summary>Few items, each a number or a bool: a trace goes through them one by one.</summary>
    public readonly bool IsSimple;

    /// <summary>The most items that are.</summary>
    private const int Few = 16;

    private static PyStr? s_lastText;
    private static StructFormat? s_last;

    /// <summary>Each value in its place; strings are one item, padding is none.</summary>
    public readonly StructItem[] Items;
    public readonly int Size;
    public readonly bool IsBigEndian;

    /// <summary>Sizes are the machine's own and values are aligned: no prefix, or <c>@</c>.</summary>
    public readonly bool IsNative;

    private StructFormat(string text, StructItem[] items, int size, bool isBigEndian, bool isNative)
    {
        Text = text;
        Items = items;
        Size = size;
        IsBigEndian = isBigEndian;
        IsNative = isNative;
        Codes = Array.ConvertAll(items, i => (int)i.Code);
        Offsets = Array.ConvertAll(items, i => i.Offset);
        Sizes = Array.ConvertAll(items, i => i.Size);
        IsSimple = items.Length <= Few && Array.TrueForAll(items, i => "bBhHiIlLqQnNd?".Contains(i.Code));
    }

    /// <summary>The format of a text; null when it is wrong, without an exception.</summary>
    [Elidable]
    public static StructFormat? Find(PyStr text)
    {
        if (ReferenceEquals(text, s_lastText)) return s_last;
        StructFormat? found;
        lock (Kept)
        {
            if (!Kept.TryGetValue(text.Value, out found)) return FindNew(text);
        }
        s_lastText = text;
        return s_last = found;
    }

    private static StructFormat? FindNew(PyStr text)
    {
        if (Of(text) is { } made) return made;
        PyErr.Take();
        return null;
    }

    /// <summary>The format, from str or bytes; null with an exception pending.</summary>
    public static StructFormat? Of(PyObject format)
    {
        string text;
        switch (UserSlots.Unwrap(format))
        {
            case PyStr s:
                text = s.Value;
                break;
            case PyBytes { IsMutable: false } b:
                text = System.Text.Encoding.Latin1.GetString(b.Span);
                break;
            default:
                PyErr.TypeError($"Struct() argument 1 must be a str or bytes object, not {format.Type.Name}");
                return null;
        }
        lock (Kept)
        {
            if (Kept.TryGetValue(text, out StructFormat? known)) return known;
        }
        if (Parse(text) is not { } parsed) return null;
        lock (Kept)
        {
            if (Kept.Count >= MostKept)
            {
                Kept.Clear();
                s_lastText = null;
            }
            Kept[text] = parsed;
        }
        return parsed;
    }

    public static void Forget()
    {
        lock (Kept) Kept.Clear();
    }

    private static StructFormat? Parse(string text)
    {
        int at = 0;
        bool native = true, bigEndian = !BitConverter.IsLittleEndian;
        if (text.Length > 0 && text[0] is '@' or '=' or '<' or '>' or '!')
        {
            char order = text[at++];
            native = order == '@';
            if (order == '<') bigEndian = false;
            else if (order is '>' or '!') bigEndian = true;
        }
        var items = new List<StructItem>();
        long size = 0;
        while (at < text.Length)
        {
            char c = text[at++];
            if (c is ' ' or (>= '\t' and <= '\r')) continue;
            long count = 1;
            if (char.IsAsciiDigit(c))
            {
                for (count = c - '0'; at < text.Length && char.IsAsciiDigit(c = text[at]); at++)
                    if ((count = count * 10 + (c - '0')) > long.MaxValue / 20) return Error("total struct size too long");
                if (at == text.Length) return Error("repeat count given without format specifier");
                c = text[at++];
            }
            if (SizeOf(c, native) is not { } one) return Error("bad char in struct format");
            if (native && one.Align > 1) size = (size + one.Align - 1) / one.Align * one.Align;
            if (count > int.MaxValue / one.Size || size + count * one.Size > int.MaxValue) return Error("total struct size too long");
            if (c is 's' or 'p') items.Add(new(c, (int)size, (int)count));
            else if (c != 'x')
                for (int i = 0; i < count; i++) items.Add(new(c, (int)size + i * one.Size, one.Size));
            size += count * one.Size;
        }
        return new StructFormat(text, [.. items], (int)size, bigEndian, native);
    }

    private static StructFormat? Error(string message)
    {
        PyErr.Raise(StructModule.Error, message);
        return null;
    }

    private static (int Size, int Align)? SizeOf(char code, bool native)
    {
        int longSize = OperatingSystem.IsWindows() ? 4 : 8;
        switch (code)
        {
            case 'x' or 'b' or 'B' or 'c' or 's' or 'p' or '?': return (1, 1);
            case 'h' or 'H' or 'e': return (2, 2);
            case 'i' or 'I' or 'f': return (4, 4);
            case 'q' or 'Q' or 'd': return (8, 8);
            case 'l' or 'L': return native ? (longSize, longSize) : (4, 4);
            case 'n' or 'N' or 'P' when native: return (8, 8);
            default: return null;
        }
    }
}
