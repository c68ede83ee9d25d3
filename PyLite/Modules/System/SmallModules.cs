using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Accelerates the statistics module.</summary>
[PyModule("_statistics")]
[DontLookInside]
public static partial class StatisticsModule
{
    private static readonly double[] CentralTop =
        [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608];

    private static readonly double[] CentralBottom =
        [5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0];

    private static readonly double[] MiddleTop =
        [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734];

    private static readonly double[] MiddleBottom =
        [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0];

    private static readonly double[] TailTop =
        [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772];

    private static readonly double[] TailBottom =
        [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0];

    private static double Polynomial(double[] coefficients, double x)
    {
        double value = 0;
        foreach (double c in coefficients) value = value * x + c;
        return value;
    }

    /// <summary>Where a normal distribution has the probability p below (Wichura's algorithm AS241).</summary>
    [PyFunction]
    public static double? _normal_dist_inv_cdf(double p, double mu, double sigma)
    {
        double q = p - 0.5;
        if (p <= 0 || p >= 1)
        {
            PyErr.ValueError("inv_cdf undefined for these parameters");
            return null;
        }
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return mu + Polynomial(CentralTop, r) * q / Polynomial(CentralBottom, r) * sigma;
        }
        double tail = Math.Sqrt(-Math.Log(q <= 0 ? p : 1 - p));
        double x = tail <= 5 ? Polynomial(MiddleTop, tail - 1.6) / Polynomial(MiddleBottom, tail - 1.6) : Polynomial(TailTop, tail - 5) / Polynomial(TailBottom, tail - 5);
        return mu + (q < 0 ? -x : x) * sigma;
    }
}

/// <summary>Unique identifiers.</summary>
[PyModule("_uuid")]
public static partial class UuidModule
{
    [PyConstant] private const int has_uuid_generate_time_safe = 0;
}

/// <summary>Locales: there is only that of C.</summary>
[PyModule("_locale")]
[DontLookInside]
public static partial class LocaleModule
{
    [PyConstant("Error")] private static readonly PyType ErrorType = ModuleExceptions.New("locale.Error", Types.Exception);
    [PyConstant] private const int LC_CTYPE = 0;
    [PyConstant] private const int LC_NUMERIC = 1;
    [PyConstant] private const int LC_TIME = 2;
    [PyConstant] private const int LC_COLLATE = 3;
    [PyConstant] private const int LC_MONETARY = 4;
    [PyConstant] private const int LC_MESSAGES = 5;
    [PyConstant] private const int LC_ALL = 6;
    [PyConstant] private const int CHAR_MAX = 127;

    /// <summary>The names of the items nl_langinfo knows, with their values in the C locale.</summary>
    private static readonly (string Name, int Number, string Value)[] Items =
    [
        ("CODESET", 14, "UTF-8"), ("RADIXCHAR", 65536, "."), ("THOUSEP", 65537, ""), ("YESEXPR", 327680, "^[yY]"), ("NOEXPR", 327681, "^[nN]"),
        ("CRNCYSTR", 262159, "-"), ("D_T_FMT", 131112, "%a %b %e %H:%M:%S %Y"), ("D_FMT", 131113, "%m/%d/%y"), ("T_FMT", 131114, "%H:%M:%S"),
        ("T_FMT_AMPM", 131115, "%I:%M:%S %p"), ("AM_STR", 131110, "AM"), ("PM_STR", 131111, "PM"), ("ERA", 131116, ""), ("ERA_D_FMT", 131118, ""),
        ("ERA_D_T_FMT", 131120, ""), ("ERA_T_FMT", 131121, ""), ("ALT_DIGITS", 131119, ""),
    ];

    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly Dictionary<long, string> Values = [];

    [PyModuleInit]
    private static void AddItems(PyModule module)
    {
        void Add(string name, int number, string value)
        {
            module.Globals.Set(name, new PyInt(number));
            Values[number] = value;
        }
        foreach ((string name, int number, string value) in Items) Add(name, number, value);
        for (int i = 0; i < 7; i++) Add($"ABDAY_{i + 1}", 131072 + i, Days[i][..3]);
        for (int i = 0; i < 7; i++) Add($"DAY_{i + 1}", 131079 + i, Days[i]);
        for (int i = 0; i < 12; i++) Add($"ABMON_{i + 1}", 131086 + i, Months[i][..3]);
        for (int i = 0; i < 12; i++) Add($"MON_{i + 1}", 131098 + i, Months[i]);
    }

    /// <summary>Sets or asks for the locale of a category.</summary>
    [PyFunction]
    public static PyObject? setlocale(int category, PyObject? locale = null)
    {
        if (category is < 0 or > 6) return PyErr.Raise(ErrorType, "invalid locale category");
        string? wanted = locale == null ? "" : (UserSlots.Unwrap(locale) as PyStr)?.Value;
        if (wanted == null) return PyErr.TypeError($"setlocale() argument 2 must be str or None, not {locale!.Type.Name}");
        return wanted is "" or "C" or "POSIX" || wanted.StartsWith("C.", StringComparison.Ordinal) ? new PyStr(wanted.Length > 1 && wanted[0] == 'C' ? wanted : "C")
            : PyErr.Raise(ErrorType, "unsupported locale setting");
    }

    /// <summary>How numbers are written.</summary>
    [PyFunction]
    public static PyObject localeconv()
    {
        var d = new PyDict();
        foreach (string name in (string[])["int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep", "positive_sign", "negative_sign", "thousands_sep"])
            d.SetStr(PyStr.Intern(name), PyStr.Empty);
        d.SetStr(PyStr.Intern("decimal_point"), new PyStr("."));
        foreach (string name in (string[])["int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space", "p_sign_posn", "n_sign_posn"])
            d.SetStr(PyStr.Intern(name), new PyInt(127));
        d.SetStr(PyStr.Intern("grouping"), new PyList());
        d.SetStr(PyStr.Intern("mon_grouping"), new PyList());
        return d;
    }

    /// <summary>The value of an item of the locale.</summary>
    [PyFunction]
    public static PyObject? nl_langinfo(int key) => Values.TryGetValue(key, out string? value) ? new PyStr(value) : PyErr.ValueError("unsupported langinfo constant");

    /// <summary>The encoding of text files.</summary>
    [PyFunction]
    public static string getencoding() => "UTF-8";

    /// <summary>Compares two strings.</summary>
    [PyFunction]
    public static long strcoll(PyStr os1, PyStr os2) => Math.Sign(os1.Order(os2));

    /// <summary>A string that compares as the locale wants.</summary>
    [PyFunction]
    public static PyObject strxfrm(PyStr @string) => @string;

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
