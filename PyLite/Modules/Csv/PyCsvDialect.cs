using System.Buffers;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>CSV dialect</summary>
[PyClass("_csv.Dialect")]
[DontLookInside]
public sealed partial class PyCsvDialect : PyObject
{
    /// <summary>A character as a code point; -1 for none.</summary>
    public int Delimiter = ',', Quote = '"', Escape = -1;
    public bool DoubleQuote = true, SkipInitialSpace, Strict;
    public string LineTerminator = "\r\n";
    public int Quoting;

    [PyProperty] public PyObject delimiter => Shown(Delimiter);
    [PyProperty] public PyObject quotechar => Shown(Quote);
    [PyProperty] public PyObject escapechar => Shown(Escape);
    [PyProperty(IsMember = true)] public bool doublequote => DoubleQuote;
    [PyProperty(IsMember = true)] public bool skipinitialspace => SkipInitialSpace;
    [PyProperty(IsMember = true)] public bool strict => Strict;
    [PyProperty] public string lineterminator => LineTerminator;
    [PyProperty] public long quoting => Quoting;

    private SearchValues<char>? _specialInField, _specialInQuotes;

    /// <summary>The characters that do more inside a field than make it longer.</summary>
    internal SearchValues<char> SpecialInField => _specialInField ??= Set('\n', '\r', Escape, Delimiter);

    /// <summary>The same inside quotes.</summary>
    internal SearchValues<char> SpecialInQuotes => _specialInQuotes ??= Set(Escape, Quoting != 3 ? Quote : -1);

    private static SearchValues<char> Set(params int[] characters) =>
        SearchValues.Create([.. characters.Where(c => c is >= 0 and <= char.MaxValue).Select(c => (char)c)]);

    private static PyObject Shown(int c) => c < 0 ? PyNone.None : PyStr.FromCodePoint(c);

    private static readonly string[] Options = ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

    [PyNew]
    public static PyObject? New([Keyword] PyObject? dialect = null, [Named] PyDict options = null!) => Of(dialect, options);

    /// <summary>The dialect of a name or with the attributes of an object, changed by options. Null with an exception pending.</summary>
    public static PyCsvDialect? Of(PyObject? dialect, PyDict options)
    {
        if (options.GetStr(PyStr.Intern("dialect")) is { } named)
        {
            if (dialect != null)
            {
                PyErr.TypeError("argument for function given by name ('dialect') and position (1)");
                return null;
            }
            dialect = named;
            options = options.Copy();
            options.Remove(PyStr.Intern("dialect"));
        }
        if (dialect is PyNone) dialect = null;
        if (dialect != null && UserSlots.Unwrap(dialect) is PyStr)
        {
            if (CsvModule.Find(dialect) is not { } found) return null;
            dialect = found;
        }
        if (dialect is PyCsvDialect same && options.Count == 0) return same;
        var values = new Dictionary<string, PyObject?>();
        foreach (string name in Options)
        {
            PyObject? value = options.GetStr(PyStr.Intern(name));
            if (value == null && dialect != null)
            {
                value = dialect.GetAttr(PyStr.Intern(name));
                if (value == null && !PyErr.TakeIf(Types.AttributeError)) return null;
            }
            values[name] = value;
        }
        foreach ((PyObject key, _) in options.Pairs())
        {
            if (Array.IndexOf(Options, ((PyStr)key).Value) >= 0) continue;
            PyErr.TypeError($"'{((PyStr)key).Value}' is an invalid keyword argument for this function");
            return null;
        }
        var made = new PyCsvDialect();
        return made.Fill(values) ? made : null;
    }

    private bool Fill(Dictionary<string, PyObject?> values)
    {
        if (!Character(values["delimiter"], "delimiter", false, ref Delimiter) || !Flag(values["doublequote"], ref DoubleQuote)
            || !Character(values["escapechar"], "escapechar", true, ref Escape)) return false;
        if (values["lineterminator"] is { } terminator)
        {
            if (terminator is PyNone) return PyErr.Fail(Types.TypeError, "lineterminator must be set");
            if (UserSlots.Unwrap(terminator) is not PyStr text)
                return PyErr.Fail(Types.TypeError, "\"lineterminator\" must be a string");
            LineTerminator = text.Value;
        }
        if (!Character(values["quotechar"], "quotechar", true, ref Quote)) return false;
        if (values["quoting"] is { } quoting)
        {
            if (quoting is not PyInt { Value: var n }) return PyErr.Fail(Types.TypeError, "\"quoting\" must be an integer");
            if (n is < 0 or > 3) return PyErr.Fail(Types.TypeError, "bad \"quoting\" value");
            Quoting = (int)n;
        }
        if (!Flag(values["skipinitialspace"], ref SkipInitialSpace) || !Flag(values["strict"], ref Strict)) return false;
        if (Delimiter < 0) return PyErr.Fail(Types.TypeError, "\"delimiter\" must be a 1-character string");
        if (values["quotechar"] is PyNone && values["quoting"] == null) Quoting = 3;
        if (Quoting != 3 && Quote < 0) return PyErr.Fail(Types.TypeError, "quotechar must be set if quoting enabled");
        return true;
    }

    private static bool Flag(PyObject? given, ref bool flag) => given == null || Argument.Bool(given, out flag);

    private static bool Character(PyObject? given, string name, bool mayBeNone, ref int c)
    {
        if (given == null) return true;
        if (mayBeNone && given is PyNone)
        {
            c = -1;
            return true;
        }
        if (UserSlots.Unwrap(given) is not PyStr s)
            return PyErr.Fail(Types.TypeError, $"\"{name}\" must be string{(mayBeNone ? " or None" : "")}, not {given.Type.Name}");
        if (s.Length != 1) return PyErr.Fail(Types.TypeError, $"\"{name}\" must be a 1-character string");
        c = s.CodePointAt(0);
        return true;
    }
}
