using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The parameters of a declared function: splits the arguments of a call among them, and says what is wrong with those that do not fit, as
/// CPython does for functions of the same kind.
/// </summary>
public sealed class Signature(string name, string owner, string[] parameters, bool[] required)
{
    public readonly string Name = name;

    /// <summary>The module of a function, the class of a method.</summary>
    public readonly string Owner = owner;

    /// <summary>So many parameters cannot be named.</summary>
    public int PositionalOnly { get; init; }

    /// <summary>So many parameters can be given by position.</summary>
    public int Positional { get; init; }

    public bool TakesSelf { get; init; }
    public bool HasRest { get; init; }
    public bool HasNamed { get; init; }

    /// <summary><c>__text_signature__</c></summary>
    public string? Text { get; init; }

    public string? Doc { get; init; }

    /// <inheritdoc cref="PyFunctionAttribute.IsUnnamed"/>
    public bool IsUnnamed { get; init; }

    private string Called => IsUnnamed ? "function" : Name + "()";

    /// <inheritdoc cref="PyFunctionAttribute.CountError"/>
    public string? CountError { get; init; }

    /// <summary>With so many arguments by position all that are required are there.</summary>
    private readonly int _enough = Array.LastIndexOf(required, true) + 1;

    private readonly int _count = parameters.Length;

    private int Required(int among)
    {
        int count = 0;
        for (int i = 0; i < among; i++)
            if (required[i]) count++;
        return count;
    }

    private bool TakesKeywords => parameters.Length > PositionalOnly || HasNamed;

    /// <summary>The arguments by parameter, null for those not given; or null with TypeError pending.</summary>
    [UnrollSafe]
    public PyObject?[]? Bind(PyObject[] args, PyStr[]? keywords)
    {
        int first = TakesSelf ? 1 : 0, given = args.Length - first;
        if ((keywords != null && keywords.Length > 0) || given < _enough || given > Positional || _count > Few) return BindRare(args, keywords);
        if (first == 0 && given == _count) return args;
        var bound = new PyObject?[_count];
        for (int i = 0; i < given; i++) bound[i] = args[first + i];
        return bound;
    }

    /// <summary>A trace has a copy for each argument; more than so many are copied by a call.</summary>
    private const int Few = 8;

    [DontLookInside]
    private PyObject?[]? BindRare(PyObject[] args, PyStr[]? keywords) => Bind(args, keywords, out _, null);

    public PyObject?[]? Bind(PyObject[] args, PyStr[]? keywords, out PyObject[] rest) => Bind(args, keywords, out rest, null);

    public PyObject?[]? Bind(PyObject[] args, PyStr[]? keywords, out PyDict named)
    {
        named = new PyDict();
        return Bind(args, keywords, out _, named);
    }

    public PyObject?[]? Bind(PyObject[] args, PyStr[]? keywords, out PyObject[] rest, out PyDict named)
    {
        named = new PyDict();
        return Bind(args, keywords, out rest, named);
    }

    [DontLookInside]
    private PyObject?[]? Bind(PyObject[] args, PyStr[]? keywords, out PyObject[] rest, PyDict? named)
    {
        rest = [];
        int first = TakesSelf ? 1 : 0, byName = keywords?.Length ?? 0, byPosition = args.Length - first - byName;
        if (byName == 0 && byPosition >= _enough && byPosition <= Positional)
        {
            if (first == 0 && byPosition == parameters.Length) return args;
            var simple = new PyObject?[parameters.Length];
            Array.Copy(args, first, simple, 0, byPosition);
            return simple;
        }
        if (!CheckCounts(byPosition, byName)) return null;
        int direct = Math.Min(byPosition, Positional);
        var bound = new PyObject?[parameters.Length];
        Array.Copy(args, first, bound, 0, direct);
        if (HasRest) rest = args[(first + direct)..(first + byPosition)];
        string? unknown = null, twice = null;
        for (int k = 0; k < byName; k++)
        {
            PyObject value = args[first + byPosition + k];
            int at = Array.IndexOf(parameters, keywords![k].Value);
            if (at >= PositionalOnly)
            {
                if (bound[at] != null && at < direct) twice ??= keywords[k].Value;
                bound[at] = value;
            }
            else if (named != null)
            {
                named.SetStr(keywords[k], value);
            }
            else
            {
                unknown ??= keywords[k].Value;
            }
        }
        for (int i = 0; i < parameters.Length; i++)
            if (required[i] && bound[i] == null) return Fail($"{Called} missing required argument '{parameters[i]}' (pos {i + 1})");
        if (unknown != null) return Fail($"'{unknown}' is an invalid keyword argument for {(IsUnnamed ? "this function" : Name + "()")}");
        return twice == null ? bound : Fail($"argument for {Called} given by name ('{twice}') and position ({Array.IndexOf(parameters, twice) + 1})");
    }

    private bool CheckCounts(int byPosition, int byName)
    {
        if (!TakesKeywords)
        {
            bool fits = byName == 0 && byPosition >= Required(Positional) && (HasRest || byPosition <= Positional);
            return fits || WrongCount(byPosition, byName) != null;
        }
        int given = byPosition + byName, least = Required(PositionalOnly), all = Required(Positional);
        if (!HasRest && !HasNamed && given > parameters.Length)
        {
            string keyword = byPosition == 0 ? "keyword " : "";
            return Fail($"{Called} takes at most {Count(parameters.Length, keyword + "argument")} ({given} given)") != null;
        }
        if (!HasRest && byPosition > Positional)
        {
            if (Positional == 0) return Fail($"{Called} takes no positional arguments") != null;
            string limit = all == Positional ? "exactly" : "at most";
            return Fail($"{Called} takes {limit} {Count(Positional, "positional argument")} ({byPosition} given)") != null;
        }
        if (byPosition < least)
        {
            string limit = least == Positional && !HasRest ? "exactly" : "at least";
            return Fail($"{Called} takes {limit} {Count(least, "positional argument")} ({byPosition} given)") != null;
        }
        return true;
    }

    /// <summary>What is wrong with a call of a function without keywords.</summary>
    [DontLookInside]
    public PyObject?[]? WrongCount(int byPosition, int byName)
    {
        string shown = Owner == "builtins" ? $"{Name}()" : $"{Owner[(Owner.LastIndexOf('.') + 1)..]}.{Name}()";
        if (byName > 0) return Fail($"{shown} takes no keyword arguments");
        if (CountError != null) return Fail(CountError);
        int least = Required(Positional);
        if (Positional == 0 && !HasRest) return Fail($"{shown} takes no arguments ({byPosition} given)");
        if (Positional == 1 && least == 1 && !HasRest) return Fail($"{shown} takes exactly one argument ({byPosition} given)");
        if (least == Positional && !HasRest) return Fail($"{Name} expected {Count(least, "argument")}, got {byPosition}");
        if (byPosition < least) return Fail($"{Name} expected at least {Count(least, "argument")}, got {byPosition}");
        return Fail($"{Name} expected at most {Count(Positional, "argument")}, got {byPosition}");
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static PyObject?[]? Fail(string message)
    {
        PyErr.TypeError(message);
        return null;
    }
}
