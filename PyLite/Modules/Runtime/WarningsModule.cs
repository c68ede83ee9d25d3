using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Warnings: what <c>warnings</c> is made of, and what the runtime warns through.</summary>
[PyModule("_warnings")]
[DontLookInside]
public static partial class WarningsModule
{
    private static readonly PyStr WarnRegistry = PyStr.Intern("__warningregistry__"), VersionName = PyStr.Intern("version"), LibraryModule = PyStr.Intern("warnings");
    private static readonly PyList Filters = new();
    private static readonly PyDict Once = new();
    private static long s_version = 1;

    [PyConstant] private static PyObject filters => Filters;
    [PyConstant] private static PyObject _onceregistry => Once;
    [PyConstant] private static PyObject _defaultaction => new PyStr("default");

    [PyModuleInit]
    private static void AddFilters(PyModule module)
    {
        if (Filters.Len() > 0) return;
        void Add(string action, string category, PyObject where)
        {
            if (Builtins.Dict.Get(category) is { } type) Filters.Append(new PyTuple([new PyStr(action), PyNone.None, type, where, PyInt.Zero]));
        }
        Add("default", "DeprecationWarning", new PyStr("__main__"));
        foreach (string category in (string[])["DeprecationWarning", "PendingDeprecationWarning", "ImportWarning", "ResourceWarning"]) Add("ignore", category, PyNone.None);
    }

    /// <summary>The filters have changed: what was once shown may be shown again.</summary>
    [PyFunction("_filters_mutated")]
    public static void FiltersMutated() => s_version++;

    /// <summary>Warns, with the place of the caller, or of one further out.</summary>
    [PyFunction]
    public static PyObject? warn([Keyword] PyObject message, PyObject? category = null, long stacklevel = 1, PyObject? source = null)
    {
        PyObject? type = message is PyException e && e.Type.IsSubtype(Types.Warning) ? e.Type : category ?? Types.UserWarning;
        if (type is not PyType t || !t.IsSubtype(Types.Warning)) return PyErr.TypeError($"category must be a Warning subclass, not '{type.Type.Name}'");
        string file = "sys";
        long line = 1;
        PyObject? globals = null;
        if (SysModule.Module.Globals.Get("_getframe") is { } getFrame)
        {
            PyObject? frame = getFrame.Call([new PyInt(Math.Max(0, stacklevel - 1))], null);
            if (frame is null)
            {
                PyErr.Current = null;
            }
            else
            {
                globals = Attributes.Find(frame, PyStr.Intern("f_globals"));
                if (Attributes.Find(frame, PyStr.Intern("f_lineno")) is PyInt number) line = number.Value;
                if (Attributes.Find(frame, PyStr.Intern("f_code")) is { } code && Attributes.Find(code, PyStr.Intern("co_filename")) is PyStr name) file = name.Value;
                PyErr.Current = null;
            }
        }
        globals ??= SysModule.Module.Globals;
        string module = globals.GetItem(Names.Name) is PyStr text ? text.Value : "<string>";
        PyErr.Current = null;
        PyObject? registry = globals.GetItem(WarnRegistry);
        if (registry is null)
        {
            PyErr.Current = null;
            registry = new PyDict();
            if (!globals.SetItem(WarnRegistry, registry)) return null;
        }
        return Explicit(message, t, file, line, module, registry, source);
    }

    /// <summary>Warns with a place that is given.</summary>
    [PyFunction]
    public static PyObject? warn_explicit([Keyword] PyObject message, PyObject category, PyObject filename, long lineno, PyObject? module = null, PyObject? registry = null, PyObject? module_globals = null, PyObject? source = null)
    {
        PyObject type = message is PyException e ? e.Type : category;
        if (type is not PyType t || !t.IsSubtype(Types.Warning)) return PyErr.TypeError($"category must be a Warning subclass, not '{type.Type.Name}'");
        string file = UserSlots.Unwrap(filename) is PyStr name ? name.Value : "?";
        string where = module is not null && UserSlots.Unwrap(module) is PyStr given ? given.Value : file.EndsWith(".py", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file.Length == 0 ? "<unknown>" : file;
        return Explicit(message, t, file, lineno, where, registry, source);
    }

    /// <summary>A warning about what the running code does; false with an exception pending when it is an error.</summary>
    public static bool Warn(PyType category, string message) => warn(new PyStr(message), category) is not null;

    /// <summary>A warning of the runtime's own about a place in source text; false with an exception pending when it is an error.</summary>
    public static bool Warn(PyType category, string message, string file, int line) =>
        Explicit(new PyStr(message), category, file, line, file.EndsWith(".py", StringComparison.Ordinal) ? file[..^3] : file, null, null) is not null;

    private static PyObject? Explicit(PyObject message, PyType category, string file, long line, string module, PyObject? registry, PyObject? source)
    {
        _ = Imports.ImportModule("_warnings");
        TakeOptions();
        PyObject? text = message is PyException ? message.Str() : message.Str();
        if (text is null) return null;
        PyObject instance = message;
        if (message is not PyException && category.Call([message], null) is { } made) instance = made;
        else if (message is not PyException) return null;
        PyObject key = new PyTuple([text, category, new PyInt(line)]);
        if (registry is PyNone) registry = null;
        if (registry is not null && IsKnown(registry, key) is var known and not 0) return known < 0 ? null : PyNone.None;
        if (ActionFor((PyStr)text, category, module, line) is not { } action) return null;
        switch (action)
        {
            case "error": return PyErr.Raise((PyException)instance);
            case "ignore": return PyNone.None;
            case "always": break;
            case "once":
                if (registry is not null && !registry.SetItem(key, PyBool.True)) return null;
                PyObject onceKey = new PyTuple([text, category]);
                if (Once.Get(onceKey) is not null) return PyNone.None;
                Once.Set(onceKey, PyBool.True);
                break;
            case "module":
                if (registry is null) break;
                if (!registry.SetItem(key, PyBool.True)) return null;
                PyObject anyLine = new PyTuple([text, category, PyInt.Zero]);
                if (IsKnown(registry, anyLine) is var seen and not 0) return seen < 0 ? null : PyNone.None;
                if (!registry.SetItem(anyLine, PyBool.True)) return null;
                break;
            case "default":
                if (registry is not null && !registry.SetItem(key, PyBool.True)) return null;
                break;
            default:
                return PyErr.Raise(Types.RuntimeError, $"Unrecognized action ({new PyStr(action).Repr().Value}) in warnings.filters:\n None");
        }
        return Show(instance, (PyStr)text, category, file, line, source) ? PyNone.None : null;
    }

    private static bool s_hasTakenOptions;

    /// <summary>What <c>-W</c> and PYTHONWARNINGS say is for the library's <c>warnings</c> to read; where there is none, the plain forms are read here.</summary>
    private static void TakeOptions()
    {
        if (s_hasTakenOptions) return;
        s_hasTakenOptions = true;
        if (Library is not null || SysModule.Module.Globals.Get("warnoptions") is not PyList { Count: > 0 } options) return;
        if (Imports.ImportModule("warnings") is not null) return;
        PyErr.Current = null;
        foreach (PyObject option in options.ToList())
        {
            if (UserSlots.Unwrap(option) is not PyStr { Value: var text }) continue;
            string[] parts = text.Split(':');
            string action = Array.Find(["error", "ignore", "always", "default", "module", "once"], a => parts[0].Length > 0 && a.StartsWith(parts[0], StringComparison.Ordinal)) ?? "";
            PyObject? category = parts.Length > 2 && parts[2].Length > 0 ? Builtins.Dict.Get(parts[2]) : Types.Warning;
            if (action.Length > 0 && category is not null) Filters.Insert(0, new PyTuple([new PyStr(action), PyNone.None, category, PyNone.None, PyInt.Zero]));
        }
    }

    /// <summary>1 when the warning was shown before, 0 when not, -1 with an exception pending.</summary>
    private static int IsKnown(PyObject registry, PyObject key)
    {
        if (UserSlots.Unwrap(registry) is not PyDict dict) return 0;
        if (dict.GetStr(VersionName) is not PyInt version || version.Value != s_version)
        {
            dict.Clear();
            dict.SetStr(VersionName, new PyInt(s_version));
            return 0;
        }
        PyObject? value = dict.Get(key);
        return value is null ? PyErr.Current is null ? 0 : -1 : value.Truth();
    }

    private static PyModule? Library => Imports.Modules.GetStr(LibraryModule) as PyModule;

    /// <summary>The action of the first filter that fits; null with an exception pending.</summary>
    private static string? ActionFor(PyStr text, PyType category, string module, long line)
    {
        PyObject list = Library?.Globals.Get("filters") ?? Filters;
        if (Sequences.ToList(list) is not { } items) return null;
        foreach (PyObject item in items)
        {
            if (UserSlots.Unwrap(item) is not PyTuple { Items: [var action, var message, var type, var where, var number] })
            {
                PyErr.ValueError($"warnings.filters item isn't a 5-tuple");
                return null;
            }
            if (Fits(message, text) is not { } messageFits || Fits(where, new PyStr(module)) is not { } moduleFits || !Sequences.Integer(number, out long at)) return null;
            int isKind = TypeChecks.IsSubclass(category, type);
            if (isKind < 0) return null;
            if (messageFits && moduleFits && isKind == 1 && (at == 0 || at == line)) return UserSlots.Unwrap(action) is PyStr s ? s.Value : "default";
        }
        return (Library?.Globals.Get("defaultaction") as PyStr)?.Value ?? "default";
    }

    /// <summary>Whether a filter's pattern, a text or None, fits; null with an exception pending.</summary>
    private static bool? Fits(PyObject pattern, PyStr text)
    {
        if (pattern is PyNone) return true;
        if (UserSlots.Unwrap(pattern) is PyStr exact) return exact.EqualsStr(text);
        if (Calls.Method(pattern, "match", text) is not { } found) return null;
        int truth = found.Truth();
        return truth < 0 ? null : truth == 1;
    }

    private static bool Show(PyObject instance, PyStr text, PyType category, string file, long line, PyObject? source)
    {
        if (Library is { } library && library.Globals.Get("_showwarnmsg") is { } show && library.Globals.Get("WarningMessage") is { } make)
        {
            PyObject? message = make.Call([instance, category, new PyStr(file), new PyInt(line), PyNone.None, PyNone.None, source ?? PyNone.None], null);
            return message is not null && show.Call([message], null) is not null;
        }
        string shown = $"{file}:{line}: {category.Name}: {text.Value}\n";
        if (Cli.SourceLines.Get(file, (int)line) is { } code && code.Trim().Length > 0) shown += $"  {code.Trim()}\n";
        StandardStreams.Flush();
        StandardStreams.CurrentError.Write(shown);
        return true;
    }
}
