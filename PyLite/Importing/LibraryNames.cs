namespace PyLite.Importing;

/// <summary>The modules of CPython's library that are written in Python, for the advice where they are missing.</summary>
internal static class LibraryNames
{
    private const string Names =
        "__future__ _collections_abc _compat_pickle _compression _markupbase _py_abc _pydecimal _pyio _sitebuiltins _strptime _threading_local "
        + "_weakrefset abc aifc antigravity argparse ast asynchat asyncio asyncore base64 bdb bisect bz2 cProfile calendar cgi cgitb chunk cmd code "
        + "codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses "
        + "dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum filecmp fileinput fnmatch fractions ftplib "
        + "functools genericpath getopt getpass gettext glob graphlib gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect "
        + "io ipaddress json keyword lib2to3 linecache locale logging lzma mailbox mailcap mimetypes modulefinder multiprocessing netrc nntplib "
        + "ntpath nturl2path numbers opcode operator optparse os pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posixpath "
        + "pprint profile pstats pty py_compile pyclbr pydoc pydoc_data queue quopri random re reprlib rlcompleter runpy sched secrets selectors "
        + "shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics "
        + "string stringprep struct subprocess sunau symtable sysconfig tabnanny tarfile telnetlib tempfile test textwrap this threading timeit "
        + "tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing unittest urllib uu uuid venv warnings wave weakref "
        + "webbrowser wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zoneinfo";

    /// <summary>What to say after the name of a module that was not found: nothing, unless it is CPython's and there is no library.</summary>
    public static string Advice(string name)
    {
        if (SearchPath.Library is not null) return "";
        int dot = name.IndexOf('.');
        string top = dot < 0 ? name : name[..dot];
        if (Array.IndexOf(Names.Split(' '), top) < 0) return "";
        return " (it belongs to CPython 3.11's library, which was not found; looked in "
            + string.Join(", ", SearchPath.Settings.Library is null ? StandardLibrary.UsualPlaces().ToArray() : [SearchPath.Settings.Library])
            + "; 'apt install libpython3.11-stdlib' installs it, or say where it is with --stdlib PATH)";
    }
}
