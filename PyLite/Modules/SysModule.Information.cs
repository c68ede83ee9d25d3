using PyLite.Importing;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What of <c>sys</c> says how this Python is made: versions, limits, flags, names; and its hooks.</summary>
public static partial class SysModule
{
    private static readonly StructSequence VersionInfo = new("sys", "version_info", ["major", "minor", "micro", "releaselevel", "serial"]);

    private static readonly StructSequence FloatInfo = new("sys", "float_info",
        ["max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"]);

    private static readonly StructSequence HashInfo = new("sys", "hash_info", ["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"]);

    private static readonly StructSequence IntInfo = new("sys", "int_info", ["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"]);

    private static readonly StructSequence ThreadInfo = new("sys", "thread_info", ["name", "lock", "version"]);

    /// <summary>The names of <c>sys.flags</c>, in their order.</summary>
    private static readonly string[] FlagNames =
    [
        "debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment", "verbose",
        "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits",
    ];

    private static readonly StructSequence FlagsInfo = new("sys", "flags", FlagNames);

    private static readonly StructSequence HookArguments = new("sys", "UnraisableHookArgs", ["exc_type", "exc_value", "exc_traceback", "err_msg", "object"], isConstructible: true);

    private static (string Name, long Value)[]? s_flags;

    /// <summary>Sets <c>sys.flags</c>, also of a module that is made later: those that are not named are 0.</summary>
    public static void SetFlags(params (string Name, long Value)[] flags)
    {
        s_flags = flags;
        if (IsMade) Module.Globals.Set("flags", Flags());
    }

    private static PyInstance Flags()
    {
        PyObject[] values = Array.ConvertAll(FlagNames, name => (PyObject)(name is "dev_mode" or "safe_path" ? PyBool.False : name == "int_max_str_digits" ? new PyInt(-1) : PyInt.Zero));
        foreach ((string name, long value) in s_flags ?? [])
        {
            int at = Array.IndexOf(FlagNames, name);
            values[at] = name is "dev_mode" or "safe_path" ? PyBool.Of(value != 0) : new PyInt(value);
        }
        return FlagsInfo.Of(values);
    }

    private static void AddInformation(ModuleDict d)
    {
        PyInstance version = VersionInfo.Of(new PyInt(3), new PyInt(11), new PyInt(7), new PyStr("final"), PyInt.Zero);
        d.Set("version", new PyStr($"3.11.7 (PyLite, Jan  1 2026, 00:00:00) [.NET {Environment.Version}]"));
        d.Set("version_info", version);
        d.Set("hexversion", new PyInt(0x030b07f0));
        d.Set("api_version", new PyInt(1013));
        d.Set("copyright", new PyStr("PyLite is a part of MetaJit; see its LICENSE."));
        d.Set("_git", new PyTuple([new PyStr("PyLite"), PyStr.Empty, PyStr.Empty]));
        d.Set("_framework", PyStr.Empty);
        d.Set("abiflags", PyStr.Empty);
        d.Set("float_repr_style", new PyStr("short"));
        d.Set("implementation", SimpleNamespace.Of(("name", new PyStr("pylite")), ("cache_tag", new PyStr(CacheTag)), ("version", version), ("hexversion", new PyInt(0x030b07f0)), ("_multiarch", new PyStr(System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu"))));
        d.Set("float_info", FloatInfo.Of(new PyFloat(double.MaxValue), new PyInt(1024), new PyInt(308), new PyFloat(2.2250738585072014e-308), new PyInt(-1021), new PyInt(-307),
            new PyInt(15), new PyInt(53), new PyFloat(2.220446049250313e-16), new PyInt(2), new PyInt(1)));
        d.Set("hash_info", HashInfo.Of(new PyInt(64), new PyInt((1L << 61) - 1), new PyInt(314159), PyInt.Zero, new PyInt(1000003), new PyStr("siphash13"), new PyInt(64), new PyInt(128), PyInt.Zero));
        d.Set("int_info", IntInfo.Of(new PyInt(30), new PyInt(4), new PyInt(4300), new PyInt(640)));
        d.Set("thread_info", ThreadInfo.Of(new PyStr("pthread"), new PyStr("semaphore"), PyNone.None));
        d.Set("flags", Flags());
        d.Set("warnoptions", new PyList());
        d.Set("_xoptions", new PyDict());
        d.Set("orig_argv", new PyList([new PyStr(ProgramFile.Path), .. CommandLine.Select(PyObject (argument) => new PyStr(argument))]));
        d.Set("stdlib_module_names", PySet.From(new PyTuple(Array.ConvertAll(LibraryModules.Split(' '), n => (PyObject)new PyStr(n))), isFrozen: true)!);
        d.Set("UnraisableHookArgs", HookArguments.SequenceType);
        d.Set("__stdin__", d.Get("stdin")!);
        foreach (PyBuiltin f in Functions()) d.Set(f.Name, f);
        foreach (string name in (string[])["excepthook", "displayhook", "unraisablehook", "breakpointhook"]) d.Set($"__{name}__", d.Get(name)!);
    }

    /// <summary><c>sys.unraisablehook</c>, when a program has put its own there.</summary>
    internal static PyObject? OwnUnraisableHook =>
        IsMade && Module.Globals.Get("unraisablehook") is { } hook and not PyNone && !ReferenceEquals(hook, Module.Globals.Get("__unraisablehook__")) ? hook : null;

    internal static PyObject HookArgumentsOf(params PyObject[] parts) => HookArguments.Of(parts);

    private static IEnumerable<PyBuiltin> Functions() =>
    [
        new("excepthook") { Module = "sys", F3 = static (type, value, traceback) => ShowException(value) },
        new("unraisablehook") { Module = "sys", F1 = ShowUnraisable },
        new("displayhook") { Module = "sys", F1 = static value => Define.None(Variables.Display(value)) },
        new("breakpointhook") { Module = "sys", Any = BreakPoint },
        new("_getframe") { Module = "sys", F0 = static () => GetFrame(0), F1 = static depth => Sequences.Integer(depth, out long n) ? GetFrame(n) : null },
        new("_current_frames") { Module = "sys", F0 = static () => OfThisThread(GetFrame(0)) },
        new("_current_exceptions") { Module = "sys", F0 = static () => OfThisThread(Handled()) },
        new("settrace") { Module = "sys", F1 = Tracing.SetTrace },
        new("setprofile") { Module = "sys", F1 = Tracing.SetProfile },
        new("gettrace") { Module = "sys", F0 = static () => Tracing.TraceFunction },
        new("getprofile") { Module = "sys", F0 = static () => Tracing.ProfileFunction },
        new("call_tracing") { Module = "sys", F2 = static (f, args) => args is PyTuple t ? Tracing.CallTraced(f, t.Items) : PyErr.TypeError($"call_tracing() argument 2 must be tuple, not {args.Type.Name}") },
        new("getfilesystemencoding") { Module = "sys", F0 = static () => new PyStr("utf-8") },
        new("getfilesystemencodeerrors") { Module = "sys", F0 = static () => new PyStr("surrogateescape") },
        new("getswitchinterval") { Module = "sys", F0 = static () => new PyFloat(s_switchInterval) },
        new("setswitchinterval") { Module = "sys", F1 = SetSwitchInterval },
        new("is_finalizing") { Module = "sys", F0 = static () => PyBool.False },
        new("audit") { Module = "sys", Any = static (args, keywords) => args.Length == 0 ? PyErr.TypeError("audit expected at least 1 argument, got 0") : PyNone.None },
        new("addaudithook") { Module = "sys", F1 = static hook => PyNone.None },
        new("getallocatedblocks") { Module = "sys", F0 = static () => PyInt.Zero },
        new("call_tracing") { Module = "sys", F2 = static (f, args) => args is PyTuple t ? f.Call(t.Items, null) : PyErr.TypeError($"call_tracing() argument 2 must be tuple, not {args.Type.Name}") },
        new("_clear_type_cache") { Module = "sys", F0 = static () => PyNone.None },
        new("_getquickenedcount") { Module = "sys", F0 = static () => PyInt.Zero },
    ];

    private static PyObject? GetFrame(long outwards) =>
        (PyObject?)Frames.Find(Math.Max(0, outwards)) ?? PyErr.ValueError("call stack is not deep enough");

    private static double s_switchInterval = 0.005;

    private static PyObject? SetSwitchInterval(PyObject seconds)
    {
        double value;
        if (seconds is PyFloat f) value = f.Value;
        else if (Sequences.Integer(seconds, out long n)) value = n;
        else return null;
        if (value <= 0) return PyErr.ValueError("switch interval must be strictly positive");
        s_switchInterval = value;
        return PyNone.None;
    }

    /// <summary>Writes to what the program has as <c>sys.stderr</c>.</summary>
    private static bool WriteError(string text) =>
        Module.Globals.Get("stderr") is not { } file || file is PyNone || Calls.Method(file, "write", new PyStr(text)) != null;

    private static PyObject? ShowException(PyObject value)
    {
        if (value is PyException error) return WriteError(Cli.TracebackPrinter.Format(error)) ? PyNone.None : null;
        return PyErr.TypeError($"print_exception(): Exception expected for value, {value.Type.Name} found");
    }

    /// <summary>What is known of the threads is what the one that asks stands at.</summary>
    private static PyDict? OfThisThread(PyObject? value)
    {
        if (value is null) return null;
        var known = new PyDict();
        known.Set(new PyInt(PyThread.Current.Identity), value);
        return known;
    }

    private static PyTuple Handled() => PyErr.Handled is { } e
        ? new PyTuple([e.Type, e, (PyObject?)e.Traceback ?? PyNone.None]) : new PyTuple([PyNone.None, PyNone.None, PyNone.None]);

    private static PyObject? ShowUnraisable(PyObject args)
    {
        PyObject? Part(string name) => Attributes.Find(args, PyStr.Intern(name));
        string what = Part("err_msg") is PyStr message ? message.Value : "Exception ignored in";
        string where = Part("object") is { } o and not PyNone ? $": {o.Repr()?.Value}" : "";
        return Part("exc_value") is PyException error && WriteError($"{what}{where}\n{Cli.TracebackPrinter.Format(error)}") ? PyNone.None : null;
    }

    private static PyObject? BreakPoint(PyObject[] args, PyStr[]? keywords)
    {
        string name = "";
        // The variable may change while the program runs.
        if (Importing.SearchPath.Settings.UseEnvironment)
        {
            if (Imports.ImportModule("os")?.GetAttr(PyStr.Intern("environ"))?.GetItem(new PyStr("PYTHONBREAKPOINT")) is PyStr set) name = set.Value;
            else PyErr.Current = null;
        }
        if (name == "0") return PyNone.None;
        if (name == "") name = "pdb.set_trace";
        int dot = name.LastIndexOf('.');
        string module = dot < 0 ? "builtins" : name[..dot];
        PyObject? hook = null;
        if (dot != 0 && name[^1] != '.' && !name.StartsWith('.'))
            hook = Imports.Import(module, null, new PyTuple([new PyStr(name[(dot + 1)..])]), PyInt.Zero)?.GetAttr(PyStr.Intern(name[(dot + 1)..]));
        if (hook != null) return hook.Call(args, keywords);
        if (PyErr.Current is { } e && !e.Type.IsSubtype(Types.ImportError) && !e.Type.IsSubtype(Types.AttributeError)) return null;
        PyErr.Current = null;
        return WarningsModule.Warn(Types.RuntimeWarning, $"Ignoring unimportable $PYTHONBREAKPOINT: \"{name}\"") ? PyNone.None : null;
    }

    /// <summary>Whether CPython's library has a module of this name.</summary>
    public static bool IsLibraryModule(string name) => s_libraryModules.Contains(name);

    private static readonly HashSet<string> s_libraryModules = [.. LibraryModules.Split(' ')];

    /// <summary>The modules of CPython's library.</summary>
    private const string LibraryModules =
        "__future__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp " +
        "_codecs_kr _codecs_tw _collections _collections_abc _compat_pickle _compression _contextvars _crypt _csv _ctypes _curses _curses_panel " +
        "_datetime _dbm _decimal _elementtree _frozen_importlib _frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _io _json _locale " +
        "_lsprof _lzma _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode _operator _osx_support _overlapped _pickle _posixshmem " +
        "_posixsubprocess _py_abc _pydecimal _pyio _queue _random _scproxy _sha1 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket _sqlite3 _sre " +
        "_ssl _stat _statistics _string _strptime _struct _symtable _thread _threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings " +
        "_weakref _weakrefset _winapi _zoneinfo abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii " +
        "bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent configparser " +
        "contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings " +
        "ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob " +
        "graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 " +
        "linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt " +
        "ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib " +
        "posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource " +
        "rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 " +
        "sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny " +
        "tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty " +
        "turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml " +
        "xmlrpc zipapp zipfile zipimport zlib zoneinfo";
}
