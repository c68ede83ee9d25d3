using System.Runtime.InteropServices;
using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Locales, which are the C library's: that of characters is the environment's from the start, the others are C's until the program sets
/// them.
/// </summary>
[PyModule("_locale")]
[DontLookInside]
public static partial class LocaleModule
{
    [PyConstant("Error")] private static readonly PyType ErrorType = ModuleExceptions.New("locale.Error", Types.Exception);
    [PyConstant] internal const int LC_CTYPE = 0;
    [PyConstant] private const int LC_NUMERIC = 1;
    [PyConstant] private const int LC_TIME = 2;
    [PyConstant] private const int LC_COLLATE = 3;
    [PyConstant] private const int LC_MONETARY = 4;
    [PyConstant] private const int LC_MESSAGES = 5;
    [PyConstant] internal const int LC_ALL = 6;
    [PyConstant] private const int CHAR_MAX = 127;

    /// <summary>The items nl_langinfo knows, with the C library's numbers.</summary>
    private static readonly (string Name, int Number)[] Items =
    [
        ("CODESET", 14), ("RADIXCHAR", 65536), ("THOUSEP", 65537), ("YESEXPR", 327680), ("NOEXPR", 327681), ("CRNCYSTR", 262159), ("D_T_FMT", 131112), ("D_FMT", 131113),
        ("T_FMT", 131114), ("T_FMT_AMPM", 131115), ("AM_STR", 131110), ("PM_STR", 131111), ("ERA", 131116), ("ERA_D_FMT", 131118), ("ERA_D_T_FMT", 131120),
        ("ERA_T_FMT", 131121), ("ALT_DIGITS", 131119),
    ];

    private static readonly HashSet<long> Numbers = [];

    [PyModuleInit]
    private static void Begin(PyModule module)
    {
        void Add(string name, int number)
        {
            module.Globals.Set(name, new PyInt(number));
            Numbers.Add(number);
        }
        foreach ((string name, int number) in Items) Add(name, number);
        for (int i = 0; i < 7; i++) Add($"ABDAY_{i + 1}", 131072 + i);
        for (int i = 0; i < 7; i++) Add($"DAY_{i + 1}", 131079 + i);
        for (int i = 0; i < 12; i++) Add($"ABMON_{i + 1}", 131086 + i);
        for (int i = 0; i < 12; i++) Add($"MON_{i + 1}", 131098 + i);
        Libc.setlocale(LC_ALL, Name("C"));
        Libc.setlocale(LC_CTYPE, Name(""));
    }

    private static byte[] Name(string name) => Encoding.UTF8.GetBytes(name + "\0");

    private static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    private static readonly string[] MoneyTexts = ["int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep", "mon_grouping", "positive_sign", "negative_sign"];

    private static readonly string[] MoneyNumbers =
        ["int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space", "p_sign_posn", "n_sign_posn"];

    /// <summary>The sizes of groups of digits: the list ends with 0 or CHAR_MAX.</summary>
    private static PyList Grouping(nint sizes)
    {
        var list = new PyList();
        if (Marshal.ReadByte(sizes) == 0) return list;
        for (int i = 0; ; i++)
        {
            byte size = Marshal.ReadByte(sizes, i);
            list.Append(new PyInt(size));
            if (size is 0 or CHAR_MAX) return list;
        }
    }

    /// <summary>As the C library's wide characters.</summary>
    private static int[] Wide(PyStr text) => [.. text.Value.EnumerateRunes().Select(rune => rune.Value), 0];

    /// <summary>Sets or asks for the locale of a category.</summary>
    [PyFunction]
    public static PyObject? setlocale(int category, PyObject? locale = null)
    {
        if (category is < 0 or > 6) return PyErr.Raise(ErrorType, "invalid locale category");
        if (locale is not (null or PyNone) && UserSlots.Unwrap(locale) is not PyStr) return PyErr.TypeError($"setlocale() argument 2 must be str or None, not {locale.Type.Name}");
        nint set = Libc.setlocale(category, locale is null or PyNone ? null : Name(((PyStr)UserSlots.Unwrap(locale)).Value));
        return set != 0 ? new PyStr(Text(set)) : PyErr.Raise(ErrorType, locale is null or PyNone ? "locale query failed" : "unsupported locale setting");
    }

    /// <summary>How numbers are written.</summary>
    [PyFunction]
    public static PyObject localeconv()
    {
        nint conventions = Libc.localeconv();
        const int decimalPoint = 0, separator = 1, grouping = 2, money = 3;
        nint Pointer(int index) => Marshal.ReadIntPtr(conventions, index * nint.Size);
        var d = new PyDict();
        for (int i = 0; i < MoneyTexts.Length; i++)
            d.SetStr(PyStr.Intern(MoneyTexts[i]), MoneyTexts[i] == "mon_grouping" ? Grouping(Pointer(money + i)) : new PyStr(Text(Pointer(money + i))));
        for (int i = 0; i < MoneyNumbers.Length; i++)
            d.SetStr(PyStr.Intern(MoneyNumbers[i]), new PyInt(Marshal.ReadByte(conventions, (money + MoneyTexts.Length) * nint.Size + i)));
        d.SetStr(PyStr.Intern("decimal_point"), new PyStr(Text(Pointer(decimalPoint))));
        d.SetStr(PyStr.Intern("thousands_sep"), new PyStr(Text(Pointer(separator))));
        d.SetStr(PyStr.Intern("grouping"), Grouping(Pointer(grouping)));
        return d;
    }

    /// <summary>The value of an item of the locale.</summary>
    [PyFunction]
    public static PyObject? nl_langinfo(int key) => Numbers.Contains(key) ? new PyStr(Text(Libc.nl_langinfo(key))) : PyErr.ValueError("unsupported langinfo constant");

    /// <summary>The encoding of text files.</summary>
    [PyFunction]
    public static string getencoding() => Text(Libc.nl_langinfo(Items[0].Number));

    /// <summary>Compares two strings.</summary>
    [PyFunction]
    public static long strcoll(PyStr os1, PyStr os2) => Libc.wcscoll(Wide(os1), Wide(os2));

    /// <summary>A string that compares as the locale wants.</summary>
    [PyFunction]
    public static PyObject strxfrm(PyStr @string)
    {
        int[] text = Wide(@string);
        var key = new int[Libc.wcsxfrm(null, text, 0) + 1];
        Libc.wcsxfrm(key, text, key.Length);
        return new PyStr(string.Concat(key[..^1].Select(c => Rune.IsValid(c) ? new Rune(c).ToString() : ((char)c).ToString())));
    }

    [PyFunction]
    public static PyObject gettext(PyStr msg) => msg;

    [PyFunction]
    public static PyObject dgettext(PyObject domain, PyStr msg) => msg;

    [PyFunction]
    public static PyObject dcgettext(PyObject domain, PyStr msg, int category) => msg;

    [PyFunction]
    public static PyObject textdomain(PyObject domain) => domain is PyNone ? new PyStr("messages") : domain;

    [PyFunction]
    public static PyObject bindtextdomain(PyStr domain, PyObject dir) => dir is PyNone ? new PyStr("/usr/share/locale") : dir;

    [PyFunction]
    public static PyObject bind_textdomain_codeset(PyStr domain, PyObject codeset) => codeset;
}
