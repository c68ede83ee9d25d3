using MetaJit;

namespace PyLite.Objects;

/// <summary>Short forms to fill a builtin class with methods. <c>self</c> is the first argument and of the class already.</summary>
public static class Define
{
    public static void Set(this PyType type, string name, PyObject value) => type.Dict.SetStr(PyStr.Intern(name), value);

    public static void Method(this PyType type, string name, Func<PyObject, PyObject?> f) => type.Set(name, new PyBuiltin(name, type) { F1 = f });

    public static void Method(this PyType type, string name, Func<PyObject, PyObject, PyObject?> f) => type.Set(name, new PyBuiltin(name, type) { F2 = f });

    public static void Method(this PyType type, string name, Func<PyObject, PyObject, PyObject, PyObject?> f) => type.Set(name, new PyBuiltin(name, type) { F3 = f });

    /// <summary>One or two arguments, <c>self</c> included.</summary>
    public static void Method(this PyType type, string name, Func<PyObject, PyObject?> f1, Func<PyObject, PyObject, PyObject?> f2) =>
        type.Set(name, new PyBuiltin(name, type) { F1 = f1, F2 = f2 });

    public static void Method(this PyType type, string name, Func<PyObject, PyObject, PyObject?> f2, Func<PyObject, PyObject, PyObject, PyObject?> f3) =>
        type.Set(name, new PyBuiltin(name, type) { F2 = f2, F3 = f3 });

    public static void Method(
        this PyType type, string name, Func<PyObject, PyObject, PyObject, PyObject?> f3, Func<PyObject, PyObject, PyObject, PyObject, PyObject?> f4) =>
        type.Set(name, new PyBuiltin(name, type) { F3 = f3, F4 = f4 });

    public static void Method(
        this PyType type, string name, Func<PyObject, PyObject, PyObject?> f2, Func<PyObject, PyObject, PyObject, PyObject?> f3,
        Func<PyObject, PyObject, PyObject, PyObject, PyObject?> f4) =>
        type.Set(name, new PyBuiltin(name, type) { F2 = f2, F3 = f3, F4 = f4 });

    /// <summary>Any arguments.</summary>
    public static void MethodAny(this PyType type, string name, Func<PyObject[], PyStr[]?, PyObject?> f) => type.Set(name, new PyBuiltin(name, type) { Any = f });

    /// <summary>Any arguments, none by name.</summary>
    public static void MethodArgs(this PyType type, string name, Func<PyObject[], PyStr[]?, PyObject?> f) =>
        type.Set(name, new PyBuiltin(name, type) { Any = f, IsPositional = true });

    public static void Static(this PyType type, string name, Func<PyObject[], PyStr[]?, PyObject?> f) =>
        type.Set(name, new PyStaticMethod(new PyBuiltin(name) { Any = f, Self = type }));

    /// <summary><c>__new__</c>: programs see the function itself, whose <c>__self__</c> is the class.</summary>
    public static void New(this PyType type, Func<PyObject[], PyStr[]?, PyObject?> f) =>
        type.Set("__new__", new PyBuiltin("__new__") { Any = new Maker(type, f).Make, Self = type });

    /// <summary>The tracer follows delegates that are constants: what a lambda captures is not.</summary>
    private sealed class Maker(PyType type, Func<PyObject[], PyStr[]?, PyObject?> make)
    {
        private readonly PyType _type = type;
        private readonly Func<PyObject[], PyStr[]?, PyObject?> _make = make;

        public PyObject? Make(PyObject[] args, PyStr[]? keywords) => args.Length > (keywords?.Length ?? 0) ? _make(args, keywords) : TooFew();

        [DontLookInside]
        private PyObject? TooFew() => PyErr.TypeError($"{_type.Name}.__new__(): not enough arguments");
    }

    /// <summary>A class method: the class is the first argument.</summary>
    public static void ClassMethod(this PyType type, string name, Func<PyObject[], PyStr[]?, PyObject?> f) =>
        type.Set(name, new PyClassMethod(new PyBuiltin(name) { Any = f, Class = type }));

    public static void Property(this PyType type, string name, Func<PyObject, PyObject?> get, Func<PyObject, PyObject?, bool>? set = null) =>
        type.Set(name, new PyGetSet(name, type, get, set));

    /// <summary>An attribute that CPython keeps in a field of its structure: read only, and of another kind of descriptor.</summary>
    public static void Member(this PyType type, string name, Func<PyObject, PyObject?> get) => type.Set(name, new PyGetSet(name, type, get, isMember: true));

    /// <summary>A method that gets the instance itself, where a user's class wraps the builtin object.</summary>
    public static void MethodOfInstance(this PyType type, string name, Func<PyObject[], PyStr[]?, PyObject?> f) =>
        type.Set(name, new PyBuiltin(name, type) { Any = f, KeepsSelf = true });

    public static PyObject Bool(bool value) => PyBool.Of(value);

    public static PyObject? Bool(int truth) => truth < 0 ? null : PyBool.Of(truth != 0);

    public static PyObject? None(bool ok) => ok ? PyNone.None : null;

    public static PyStr Str(string s) => new(s);

    /// <summary>The text of a name in a program: mostly asked for again and again.</summary>
    [Elidable]
    public static PyStr Name(string s) => PyStr.Intern(s);

    /// <summary>Splits arguments by name; used by builtins that take keywords. False with TypeError pending.</summary>
    public static bool Parse(string function, PyObject[] args, PyStr[]? keywords, string[] names, int required, out PyObject?[] values, int positionalMax = int.MaxValue)
    {
        values = new PyObject?[names.Length];
        int named = keywords?.Length ?? 0;
        int positional = args.Length - named;
        if (positional > Math.Min(names.Length, positionalMax))
        {
            int max = Math.Min(names.Length, positionalMax);
            return PyErr.Fail(Types.TypeError, $"{function}() takes at most {max} argument{(max == 1 ? "" : "s")} ({args.Length} given)");
        }
        for (int i = 0; i < positional; i++) values[i] = args[i];
        for (int k = 0; k < named; k++)
        {
            string name = keywords![k].Value;
            int at = Array.IndexOf(names, name);
            if (at < 0) return PyErr.Fail(Types.TypeError, $"'{name}' is an invalid keyword argument for {function}()");
            if (values[at] != null) return PyErr.Fail(Types.TypeError, $"argument for {function}() given by name ('{name}') and position ({at + 1})");
            values[at] = args[positional + k];
        }
        for (int i = 0; i < required; i++)
            if (values[i] == null) return PyErr.Fail(Types.TypeError, $"{function}() missing required argument '{names[i]}' (pos {i + 1})");
        return true;
    }

    /// <summary>How argument errors name what was given.</summary>
    public static string NameOf(PyObject given) => given is PyNone ? "None" : given.Type.Name;

    public static bool NoKeywords(string function, PyStr[]? keywords) =>
        keywords is not { Length: > 0 } || PyErr.Fail(Types.TypeError, $"{function}() takes no keyword arguments");

    public static bool Count(string function, PyObject[] args, int min, int max)
    {
        if (args.Length >= min && args.Length <= max) return true;
        if (min == max) return PyErr.Fail(Types.TypeError, $"{function} expected {min} argument{(min == 1 ? "" : "s")}, got {args.Length}");
        return args.Length < min
            ? PyErr.Fail(Types.TypeError, $"{function} expected at least {min} argument{(min == 1 ? "" : "s")}, got {args.Length}")
            : PyErr.Fail(Types.TypeError, $"{function} expected at most {max} argument{(max == 1 ? "" : "s")}, got {args.Length}");
    }
}
