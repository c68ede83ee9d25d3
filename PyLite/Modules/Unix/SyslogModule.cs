using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The system's log.</summary>
[PyModule("syslog")]
[DontLookInside]
public static partial class SyslogModule
{
    [PyConstant] public const int LOG_EMERG = 0, LOG_ALERT = 1, LOG_CRIT = 2, LOG_ERR = 3, LOG_WARNING = 4, LOG_NOTICE = 5, LOG_INFO = 6, LOG_DEBUG = 7;
    [PyConstant] public const int LOG_PID = 1, LOG_CONS = 2, LOG_NDELAY = 8, LOG_NOWAIT = 16, LOG_PERROR = 32;
    [PyConstant] public const int LOG_KERN = 0, LOG_USER = 8, LOG_MAIL = 16, LOG_DAEMON = 24, LOG_AUTH = 32, LOG_SYSLOG = 40, LOG_LPR = 48, LOG_NEWS = 56, LOG_UUCP = 64, LOG_CRON = 72, LOG_AUTHPRIV = 80;
    [PyConstant] public const int LOG_LOCAL0 = 128, LOG_LOCAL1 = 136, LOG_LOCAL2 = 144, LOG_LOCAL3 = 152, LOG_LOCAL4 = 160, LOG_LOCAL5 = 168, LOG_LOCAL6 = 176, LOG_LOCAL7 = 184;

    [DllImport("libc", EntryPoint = "openlog")] private static extern void Open(nint name, int options, int facility);
    [DllImport("libc", EntryPoint = "closelog")] private static extern void Close();
    [DllImport("libc", EntryPoint = "setlogmask")] private static extern int SetMask(int mask);
    [DllImport("libc", EntryPoint = "syslog")] private static extern void Log(int priority, byte[] format, byte[] message);

    private static bool s_isOpen;

    /// <summary>The system keeps the address of the name.</summary>
    private static nint s_name;

    /// <summary>Sets what later messages begin with and where they go.</summary>
    [PyFunction]
    public static PyObject? openlog([Keyword] PyObject? ident = null, long logoption = 0, long facility = LOG_USER)
    {
        if (ident is null && Interpreter.Imports.ImportModule("sys")?.GetAttr(PyStr.Intern("argv")) is { } argv && argv.Truth() == 1 && argv.GetItem(PyInt.Zero) is PyStr program)
            ident = new PyStr(Path.GetFileName(program.Value));
        if (PyErr.Current is not null) return null;
        byte[]? name = ident is null ? null : FileNames.ForSystem(ident);
        if (ident is not null && name is null) return null;
        nint old = s_name;
        s_name = 0;
        if (name is not null)
        {
            s_name = Marshal.AllocHGlobal(name.Length);
            Marshal.Copy(name, 0, s_name, name.Length);
        }
        Open(s_name, (int)logoption, (int)facility);
        Marshal.FreeHGlobal(old);
        s_isOpen = true;
        return PyNone.None;
    }

    /// <summary>syslog([priority,] message): writes a message.</summary>
    [PyFunction]
    public static PyObject? syslog(PyObject first, [Unset] PyObject? message = null)
    {
        long priority = LOG_INFO;
        if (message is not null && !Argument.Long(first, out priority)) return null;
        if (FileNames.ForSystem(message ?? first) is not { } text) return null;
        if (!s_isOpen && openlog() is null) return null;
        Log((int)priority, "%s\0"u8.ToArray(), text);
        return PyNone.None;
    }

    [PyFunction]
    public static void closelog()
    {
        if (!s_isOpen) return;
        Close();
        s_isOpen = false;
    }

    [PyFunction] public static int setlogmask(long maskpri) => SetMask((int)maskpri);
    [PyFunction] public static int LOG_MASK(long pri) => 1 << (int)pri;
    [PyFunction] public static int LOG_UPTO(long pri) => (1 << ((int)pri + 1)) - 1;
}
