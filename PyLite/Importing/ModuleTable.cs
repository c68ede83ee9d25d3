namespace PyLite.Importing;

/// <summary>Tables that decide which of several modules of one name is taken.</summary>
internal static class ModuleTable
{
    /// <summary>
    /// Modules of our own, written in Python, that go before those of CPython's library, and why. The rest of ours serve only where there
    /// is no library. The list is to become empty.
    /// </summary>
    private static readonly Dictionary<string, string> Preferred = new()
    {
        ["_ast"] = "is no Python in the library",
        ["_asyncio"] = "is no Python in the library",
        ["_collections"] = "is no Python in the library",
        ["_ctypes"] = "is no Python in the library",
        ["_ctypes_api"] = "is no Python in the library",
        ["_ctypes_types"] = "is no Python in the library",
        ["_elementtree"] = "is no Python in the library",
        ["_rest"] = "is no module of the library's",
        ["_ssl"] = "is no Python in the library",
        ["_ssl_certificates"] = "is no Python in the library",
        ["_ssl_library"] = "is no Python in the library",
        ["_weakrefset"] = "ours has its members in C#",
        ["copy"] = "ours copies in C#",
        ["dataclasses"] = "needs inspect, and with it most of the library",
        ["multiprocessing"] = "a process cannot fork: all start methods are that of a fresh interpreter",
        ["re"] = "needs enum whole",
    };

    /// <summary>Whether the module of our own, or the package it is in, is taken although the library has one.</summary>
    public static bool IsPreferred(string name) => Preferred.ContainsKey(name.IndexOf('.') is var dot && dot > 0 ? name[..dot] : name);

    /// <summary>Why; null when it is not.</summary>
    public static string? Reason(string name) => Preferred.GetValueOrDefault(name);

    /// <summary>
    /// Modules that are built into CPython's program, so that no file of the same name can hide them. Tracebacks show them as such.
    /// </summary>
    private static readonly HashSet<string> Frozen =
    [
        "_ast", "_collections", "_collections_abc", "_sitebuiltins", "abc", "codecs", "genericpath", "importlib._bootstrap",
        "importlib._bootstrap_external",
        "importlib.machinery", "importlib.util", "io", "ntpath", "os", "posixpath", "runpy", "site", "stat", "zipimport",
    ];

    public static bool IsFrozen(string name) => Frozen.Contains(name);

    /// <summary>Whether code shown as in this file is a module, of ours or the library's, that is Python here and C in CPython: no frame of it is seen.</summary>
    public static bool IsHidden(string shownAs) => shownAs.EndsWith("/zoneinfo/_zoneinfo.py", StringComparison.Ordinal) || shownAs is "<frozen _asyncio>" or "<frozen _collections>" or "<frozen _ctypes>" or "<frozen _ctypes_api>" or "<frozen _ctypes_types>" or "<frozen _elementtree>" or "<frozen _lsprof>" or "<frozen _multibytecodec>"
        or "<frozen _ssl>" or "<frozen _ssl_certificates>" or "<frozen _ssl_library>";
}
