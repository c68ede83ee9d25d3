using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The history and the settings of line editing. Lines themselves are not edited: <c>input()</c> reads them as the terminal gives them.</summary>
[PyModule("readline")]
[DontLookInside]
public static partial class ReadlineModule
{
    private const string UsualDelimiters = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?";

    [PyConstant] private const int _READLINE_VERSION = 0x0802;
    [PyConstant] private const int _READLINE_RUNTIME_VERSION = 0x0802;
    [PyConstant] private const string _READLINE_LIBRARY_VERSION = "8.2";

    private static readonly List<PyStr> History = [];
    private static int s_length = -1;
    private static PyObject s_completer = PyNone.None;
    private static PyStr s_delimiters = new(UsualDelimiters);

    [PyFunction] public static void parse_and_bind(string @string) => _ = @string;
    [PyFunction] public static void read_init_file(PyObject? filename = null) => _ = filename;
    [PyFunction] public static string get_line_buffer() => "";
    [PyFunction] public static void insert_text(string @string) => _ = @string;
    [PyFunction] public static void redisplay() { }
    [PyFunction] public static int get_completion_type() => 0;
    [PyFunction] public static int get_begidx() => 0;
    [PyFunction] public static int get_endidx() => 0;
    [PyFunction] public static void set_auto_history(bool enabled) => _ = enabled;
    [PyFunction] public static void set_startup_hook(PyObject? function = null) => _ = function;
    [PyFunction] public static void set_pre_input_hook(PyObject? function = null) => _ = function;
    [PyFunction] public static void set_completion_display_matches_hook(PyObject? function = null) => _ = function;

    [PyFunction]
    public static PyObject? set_completer(PyObject? function = null)
    {
        if (function is { IsCallable: false }) return PyErr.TypeError($"set_completer(func): argument not callable");
        s_completer = function ?? PyNone.None;
        return PyNone.None;
    }

    [PyFunction] public static PyObject get_completer() => s_completer;
    [PyFunction] public static void set_completer_delims(PyStr @string) => s_delimiters = @string;
    [PyFunction] public static PyObject get_completer_delims() => s_delimiters;

    [PyFunction] public static void add_history(PyStr @string) => History.Add(@string);
    [PyFunction] public static void clear_history() => History.Clear();
    [PyFunction] public static int get_current_history_length() => History.Count;
    [PyFunction] public static int get_history_length() => s_length;
    [PyFunction] public static void set_history_length(int length) => s_length = length;
    [PyFunction] public static PyObject get_history_item(int index) => index >= 1 && index <= History.Count ? History[index - 1] : PyNone.None;

    private static bool Position(int pos) =>
        pos < 0 ? PyErr.Fail(Types.ValueError, "History index cannot be negative") : pos < History.Count || PyErr.Fail(Types.ValueError, $"No history item at position {pos}");

    [PyFunction]
    public static PyObject? remove_history_item(int pos)
    {
        if (!Position(pos)) return null;
        History.RemoveAt(pos);
        return PyNone.None;
    }

    [PyFunction]
    public static PyObject? replace_history_item(int pos, PyStr line)
    {
        if (!Position(pos)) return null;
        History[pos] = line;
        return PyNone.None;
    }

    private static string? Place(PyObject? filename)
    {
        if (filename is null) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".history");
        return FileNames.ForSystem(filename) is { } name ? FileNames.Decode(name).Value : null;
    }

    private static PyObject? Try(PyObject? filename, Action<string> work)
    {
        if (Place(filename) is not { } path) return null;
        try
        {
            work(path);
            return PyNone.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return SystemErrors.Raise(e is FileNotFoundException or DirectoryNotFoundException ? SystemErrors.NotFound : e is UnauthorizedAccessException ? SystemErrors.Access : 5);
        }
    }

    [PyFunction]
    public static PyObject? read_history_file(PyObject? filename = null) => Try(filename, path =>
    {
        foreach (string line in File.ReadAllLines(path)) History.Add(new PyStr(line));
    });

    private static IEnumerable<string> Last(int count) => History.Skip(Math.Max(0, History.Count - count)).Select(line => line.Value);

    [PyFunction]
    public static PyObject? write_history_file(PyObject? filename = null) => Try(filename, path => File.WriteAllLines(path, Last(s_length < 0 ? History.Count : s_length)));

    [PyFunction]
    public static PyObject? append_history_file(int nelements, PyObject? filename = null) => Try(filename, path => File.AppendAllLines(path, Last(nelements)));
}
