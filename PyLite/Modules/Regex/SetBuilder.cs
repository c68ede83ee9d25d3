using System.Runtime.InteropServices;

namespace PyLite.Modules.Regex;

/// <summary>Collects what is between brackets, and makes a set of it under the flags.</summary>
internal sealed class SetBuilder
{
    /// <summary>So many characters beyond Latin-1 are ranges; more are bits.</summary>
    private const int Few = 32;

    private readonly List<SetItem> _items = [];

    public bool IsNegated { get; set; }

    public int Count => _items.Count;

    public void Add(SetItem item)
    {
        if (!_items.Contains(item)) _items.Add(item);
    }

    public void AddAll(SetBuilder other)
    {
        foreach (SetItem item in CollectionsMarshal.AsSpan(other._items)) Add(item);
    }

    /// <summary>The only character, or -1.</summary>
    public int Single => _items is [{ Kind: SetItemKind.Range } only] && only.A == only.B ? only.A : -1;

    public CharSet Build(RegexFlags flags)
    {
        bool isUnicode = (flags & RegexFlags.Unicode) != 0;
        CaseMode mode = (flags & RegexFlags.IgnoreCase) == 0 ? CaseMode.Exact
            : (flags & RegexFlags.Locale) != 0 ? CaseMode.Locale
            : isUnicode ? CaseMode.Unicode : CaseMode.Ascii;
        SetItem[] items = [.. _items];
        for (int i = 0; i < items.Length; i++)
            if (items[i].Kind == SetItemKind.UnicodeClass) items[i] = SetItem.Class((CharClass)items[i].A, isUnicode && (flags & RegexFlags.Locale) == 0);
        if (mode is CaseMode.Exact or CaseMode.Locale || !HasCased(items, mode))
        {
            if (mode != CaseMode.Locale) mode = CaseMode.Exact;
            if (items is [{ Kind: SetItemKind.UnicodeClass or SetItemKind.AsciiClass } only] && mode == CaseMode.Exact)
                return CharSet.Of((CharClass)(IsNegated ? only.A ^ 1 : only.A), only.Kind == SetItemKind.UnicodeClass);
            return new CharSet(items, IsNegated, mode);
        }
        return new CharSet([.. Lowered(items, mode)], IsNegated, mode);
    }

    private static bool HasCased(SetItem[] items, CaseMode mode)
    {
        foreach (SetItem item in items)
        {
            if (item.Kind != SetItemKind.Range) continue;
            if (item.B > 0xFFFF) return true;
            for (int c = item.A; c <= item.B; c++)
                if (CharCase.IsCased(c, mode)) return true;
        }
        return false;
    }

    /// <summary>Characters are looked for in lower case: so the set has lower case ones, and all that are alike.</summary>
    private static List<SetItem> Lowered(SetItem[] items, CaseMode mode)
    {
        var lowered = new List<SetItem>();
        var bits = new uint[8];
        foreach (SetItem item in items)
        {
            if (item.Kind != SetItemKind.Range)
            {
                lowered.Add(item);
                continue;
            }
            if (item.B > 0xFFFF) lowered.Add(item.A == item.B ? item : item with { Kind = SetItemKind.RangeOfEitherCase });
            for (int c = item.A; c <= Math.Min(item.B, 0xFFFF); c++)
            {
                int lower = CharCase.Lower(c, mode);
                Set(ref bits, lower);
                if (mode != CaseMode.Unicode) continue;
                foreach (int sibling in CharCase.Siblings(lower)) Set(ref bits, sibling);
            }
        }
        int beyond = 0;
        for (int word = 8; word < bits.Length; word++) beyond += (int)uint.PopCount(bits[word]);
        if (beyond <= Few)
        {
            for (int c = 256; c < bits.Length * 32 && beyond > 0; c++)
            {
                if ((bits[c >> 5] >> (c & 31) & 1) == 0) continue;
                lowered.Add(SetItem.Range(c, c));
                beyond--;
            }
            bits = bits[..8];
        }
        lowered.Insert(0, new SetItem(SetItemKind.Bits, 0, 0, bits));
        return lowered;
    }

    private static void Set(ref uint[] bits, int c)
    {
        if (c > 0xFFFF) return;
        if (c >= 256 && bits.Length == 8) Array.Resize(ref bits, 2048);
        bits[c >> 5] |= 1u << (c & 31);
    }
}
