using MetaJit;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules;

/// <summary>The Unicode character database.</summary>
[PyModule("unicodedata")]
[DontLookInside]
public static partial class UnicodeDataModule
{
    [PyConstant] private static string unidata_version => UnicodeProperties.Version;
    [PyConstant] private static PyType UCD => PyUnicodeDatabase.ClassType;
    [PyConstant] private static PyObject ucd_3_2_0 => new PyUnicodeDatabase();

    internal static bool Character(PyObject o, string function, string place, out int c)
    {
        c = 0;
        if (UserSlots.Unwrap(o) is not PyStr { Length: 1 } s)
            return PyErr.Fail(Types.TypeError, $"{function}() {place} must be a unicode character, not {o.Type.Name}");
        c = s.CodePointAt(0);
        return true;
    }

    /// <summary>The character of a name.</summary>
    [PyFunction]
    public static PyObject? lookup(PyStr name)
    {
        int c = UnicodeNames.Find(name.Value);
        return c < 0 ? PyErr.Raise(new PyException(Types.KeyError, new PyTuple([new PyStr($"undefined character name '{name.Value}'")]))) : PyStr.FromCodePoint(c);
    }

    /// <summary>The name of a character.</summary>
    [PyFunction]
    public static PyObject? name(PyObject chr, [Unset] PyObject? @default = null)
    {
        if (!Character(chr, "name", "argument 1", out int c)) return null;
        return UnicodeNames.Of(c) is { } found ? new PyStr(found) : @default ?? PyErr.ValueError("no such name");
    }

    /// <summary>The value of a decimal digit.</summary>
    [PyFunction]
    public static PyObject? @decimal(PyObject chr, [Unset] PyObject? @default = null)
    {
        if (!Character(chr, "decimal", "argument 1", out int c)) return null;
        return UnicodeProperties.Of(c).Decimal is var n and >= 0 ? new PyInt(n) : @default ?? PyErr.ValueError("not a decimal");
    }

    /// <summary>The value of a digit.</summary>
    [PyFunction]
    public static PyObject? digit(PyObject chr, [Unset] PyObject? @default = null)
    {
        if (!Character(chr, "digit", "argument 1", out int c)) return null;
        return UnicodeProperties.Of(c).Digit is var n and >= 0 ? new PyInt(n) : @default ?? PyErr.ValueError("not a digit");
    }

    /// <summary>The value of a number.</summary>
    [PyFunction]
    public static PyObject? numeric(PyObject chr, [Unset] PyObject? @default = null)
    {
        if (!Character(chr, "numeric", "argument 1", out int c)) return null;
        return UnicodeProperties.Of(c).Numeric is { } n ? new PyFloat(n) : @default ?? PyErr.ValueError("not a numeric character");
    }

    /// <summary>The general category.</summary>
    [PyFunction]
    public static string? category(PyObject chr) => Character(chr, "category", "argument", out int c) ? UnicodeProperties.Of(c).Category : null;

    /// <summary>The bidirectional class.</summary>
    [PyFunction]
    public static string? bidirectional(PyObject chr) => Character(chr, "bidirectional", "argument", out int c) ? UnicodeProperties.Of(c).Bidirectional : null;

    /// <summary>The combining class.</summary>
    [PyFunction]
    public static long? combining(PyObject chr) => Character(chr, "combining", "argument", out int c) ? UnicodeProperties.Of(c).Combining : null;

    /// <summary>Whether the character is mirrored in text that runs from right to left.</summary>
    [PyFunction]
    public static long? mirrored(PyObject chr) => Character(chr, "mirrored", "argument", out int c) ? UnicodeProperties.Of(c).Mirrored ? 1 : 0 : null;

    /// <summary>The width in East Asian text.</summary>
    [PyFunction]
    public static string? east_asian_width(PyObject chr) => Character(chr, "east_asian_width", "argument", out int c) ? UnicodeProperties.Of(c).Width : null;

    /// <summary>What the character is made of.</summary>
    [PyFunction]
    public static string? decomposition(PyObject chr) => Character(chr, "decomposition", "argument", out int c) ? UnicodeProperties.Decomposition(c) : null;

    /// <summary>The text in a normal form: NFC, NFD, NFKC or NFKD.</summary>
    [PyFunction]
    public static PyObject? normalize(PyStr form, PyStr unistr)
    {
        string f = form.Value;
        if (f is not ("NFC" or "NFD" or "NFKC" or "NFKD")) return PyErr.ValueError("invalid normalization form");
        if (unistr.IsNarrow && System.Text.Ascii.IsValid(unistr.Characters)) return unistr;
        return PyStr.FromCodePoints(UnicodeProperties.Normalize(unistr.ToPoints(), f.Contains('K'), f.EndsWith('C')));
    }

    /// <summary>Whether the text is in a normal form.</summary>
    [PyFunction]
    public static PyObject? is_normalized(PyStr form, PyStr unistr) =>
        normalize(form, unistr) is PyStr made ? PyBool.Of(made.EqualsStr(unistr)) : null;
}

/// <summary>An older version of the database. The characters of today's are what it has too.</summary>
[PyClass("unicodedata.UCD", IsFinal = true)]
[DontLookInside]
public sealed partial class PyUnicodeDatabase : PyObject
{
    [PyProperty] public string unidata_version => "3.2.0";

    [PyFunction] public PyObject? name(PyObject chr, [Unset] PyObject? @default = null) => UnicodeDataModule.name(chr, @default);
    [PyFunction] public string? category(PyObject chr) => UnicodeDataModule.category(chr);
    [PyFunction] public string? bidirectional(PyObject chr) => UnicodeDataModule.bidirectional(chr);
    [PyFunction] public long? combining(PyObject chr) => UnicodeDataModule.combining(chr);
    [PyFunction] public string? decomposition(PyObject chr) => UnicodeDataModule.decomposition(chr);
    [PyFunction] public PyObject? normalize(PyStr form, PyStr unistr) => UnicodeDataModule.normalize(form, unistr);
}
