using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What the system offers: <c>os</c> is made of it. This part has names, constants and the environment.</summary>
[PyModule("posix")]
[DontLookInside]
public static partial class PosixModule
{
    /// <summary>Linux's numbers.</summary>
    private static readonly (string Name, long Value)[] Constants =
    [
        ("F_OK", 0), ("R_OK", 4), ("W_OK", 2), ("X_OK", 1),
        ("O_RDONLY", 0), ("O_WRONLY", 1), ("O_RDWR", 2), ("O_CREAT", 0x40), ("O_EXCL", 0x80), ("O_NOCTTY", 0x100), ("O_TRUNC", 0x200),
        ("O_APPEND", 0x400), ("O_NONBLOCK", 0x800), ("O_NDELAY", 0x800), ("O_DSYNC", 0x1000), ("O_ASYNC", 0x2000), ("O_DIRECT", 0x4000),
        ("O_LARGEFILE", 0), ("O_DIRECTORY", 0x10000), ("O_NOFOLLOW", 0x20000), ("O_NOATIME", 0x40000), ("O_CLOEXEC", 0x80000),
        ("O_SYNC", 0x101000), ("O_RSYNC", 0x101000), ("O_PATH", 0x200000), ("O_TMPFILE", 0x410000), ("O_ACCMODE", 3),
        ("SEEK_DATA", 3), ("SEEK_HOLE", 4), ("EX_OK", 0), ("EX_USAGE", 64), ("EX_DATAERR", 65), ("EX_NOINPUT", 66), ("EX_NOUSER", 67),
        ("EX_NOHOST", 68), ("EX_UNAVAILABLE", 69), ("EX_SOFTWARE", 70), ("EX_OSERR", 71), ("EX_OSFILE", 72), ("EX_CANTCREAT", 73),
        ("EX_IOERR", 74), ("EX_TEMPFAIL", 75), ("EX_PROTOCOL", 76), ("EX_NOPERM", 77), ("EX_CONFIG", 78),
        ("WNOHANG", 1), ("WUNTRACED", 2), ("WCONTINUED", 8), ("WEXITED", 4), ("WSTOPPED", 2), ("WNOWAIT", 0x1000000),
        ("P_PID", 1), ("P_PGID", 2), ("P_ALL", 0), ("P_PIDFD", 3), ("CLD_EXITED", 1), ("CLD_KILLED", 2), ("CLD_DUMPED", 3), ("CLD_TRAPPED", 4),
        ("CLD_STOPPED", 5), ("CLD_CONTINUED", 6), ("F_LOCK", 1), ("F_TEST", 3), ("F_TLOCK", 2), ("F_ULOCK", 0), ("PRIO_PROCESS", 0), ("PRIO_PGRP", 1),
        ("PRIO_USER", 2), ("SCHED_OTHER", 0), ("SCHED_FIFO", 1), ("SCHED_RR", 2), ("SCHED_BATCH", 3), ("SCHED_IDLE", 5),
        ("RTLD_LAZY", 1), ("RTLD_NOW", 2), ("RTLD_GLOBAL", 256), ("RTLD_LOCAL", 0), ("RTLD_NODELETE", 4096), ("RTLD_NOLOAD", 4), ("RTLD_DEEPBIND", 8),
        ("GRND_NONBLOCK", 1), ("GRND_RANDOM", 2), ("ST_RDONLY", 1), ("ST_NOSUID", 2), ("NGROUPS_MAX", 65536), ("TMP_MAX", 238328),
        ("POSIX_SPAWN_OPEN", 0), ("POSIX_SPAWN_CLOSE", 1), ("POSIX_SPAWN_DUP2", 2), ("POSIX_FADV_NORMAL", 0), ("POSIX_FADV_RANDOM", 1),
        ("POSIX_FADV_SEQUENTIAL", 2), ("POSIX_FADV_WILLNEED", 3), ("POSIX_FADV_DONTNEED", 4), ("POSIX_FADV_NOREUSE", 5), ("EFD_CLOEXEC", 0x80000),
        ("EFD_NONBLOCK", 0x800), ("EFD_SEMAPHORE", 1), ("MFD_CLOEXEC", 1), ("MFD_ALLOW_SEALING", 2), ("MFD_HUGETLB", 4), ("O_FSYNC", 0x101000),
        ("ST_NODEV", 4), ("ST_NOEXEC", 8), ("ST_SYNCHRONOUS", 16), ("ST_MANDLOCK", 64), ("ST_WRITE", 128), ("ST_APPEND", 256), ("ST_NOATIME", 1024),
        ("ST_NODIRATIME", 2048), ("ST_RELATIME", 4096), ("XATTR_CREATE", 1), ("XATTR_REPLACE", 2), ("XATTR_SIZE_MAX", 65536), ("SCHED_RESET_ON_FORK", 0x40000000),
    ];

    private static readonly (string Name, int Number)[] SystemValues =
    [
        ("SC_ARG_MAX", 0), ("SC_CHILD_MAX", 1), ("SC_CLK_TCK", 2), ("SC_NGROUPS_MAX", 3), ("SC_OPEN_MAX", 4), ("SC_PAGESIZE", 30), ("SC_PAGE_SIZE", 30),
        ("SC_IOV_MAX", 60), ("SC_NPROCESSORS_CONF", 83), ("SC_NPROCESSORS_ONLN", 84), ("SC_PHYS_PAGES", 85), ("SC_AVPHYS_PAGES", 86), ("SC_HOST_NAME_MAX", 180),
    ];

    internal static readonly StructSequence StatResult = new("os", "stat_result",
        ["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime", "st_atime", "st_mtime", "st_ctime",
            "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"], 10, isConstructible: true);

    private static readonly StructSequence UnameResult = new("posix", "uname_result", ["sysname", "nodename", "release", "version", "machine"], isConstructible: true);
    private static readonly StructSequence TerminalSize = new("os", "terminal_size", ["columns", "lines"], isConstructible: true);
    private static readonly StructSequence TimesResult = new("posix", "times_result", ["user", "system", "children_user", "children_system", "elapsed"], isConstructible: true);
    private static readonly StructSequence StatvfsResult = new("os", "statvfs_result",
        ["f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax", "f_fsid"], 10, isConstructible: true);

    private static readonly StructSequence SchedParam = new("posix", "sched_param", ["sched_priority"], isConstructible: true);

    [PyModuleInit]
    private static void AddConstants(PyModule module)
    {
        ModuleDict d = module.Globals;
        foreach ((string name, long value) in Constants) d.Set(name, new PyInt(value));
        d.Set("error", Types.OSError);
        d.Set("stat_result", StatResult.SequenceType);
        d.Set("uname_result", UnameResult.SequenceType);
        d.Set("terminal_size", TerminalSize.SequenceType);
        d.Set("times_result", TimesResult.SequenceType);
        d.Set("statvfs_result", StatvfsResult.SequenceType);
        d.Set("sched_param", SchedParam.SequenceType);
        d.Set("waitid_result", WaitidResult.SequenceType);
        d.Set("DirEntry", PyDirectoryEntry.ClassType);
        var values = new PyDict();
        foreach ((string name, int number) in SystemValues) values.SetStr(new PyStr(name), new PyInt(number));
        d.Set("sysconf_names", values);
        var paths = new PyDict();
        foreach ((string name, int number) in PathValues) paths.SetStr(new PyStr(name), new PyInt(number));
        d.Set("pathconf_names", paths);
        var texts = new PyDict();
        foreach ((string name, int number) in TextValues) texts.SetStr(new PyStr(name), new PyInt(number));
        d.Set("confstr_names", texts);
        d.Set("environ", EnvironmentVariables());
        d.Set("_have_functions", new PyList([.. Have.Select(name => new PyStr(name))]));
    }

    /// <summary>What <c>os</c> asks for, to say which functions take what.</summary>
    private static readonly string[] Have =
    [
        "HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT", "HAVE_FDOPENDIR", "HAVE_FPATHCONF",
        "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_LINKAT", "HAVE_LSTAT", "HAVE_MKDIRAT", "HAVE_MKFIFOAT",
        "HAVE_MKNODAT", "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT", "MS_WINDOWS"[..0],
    ];

    private const string GivenEnvironment = "/proc/self/environ";

    private static PyDict EnvironmentVariables()
    {
        var variables = new PyDict();
        System.Collections.IDictionary known = Environment.GetEnvironmentVariables();
        // Where the system shows them they are in the order, and of the bytes, they were given in.
        foreach (byte[] given in File.Exists(GivenEnvironment) ? CommandLineBytes.Split(File.ReadAllBytes(GivenEnvironment)) : [])
        {
            int end = Array.IndexOf(given, (byte)'=');
            if (end <= 0) continue;
            string name = System.Text.Encoding.UTF8.GetString(given, 0, end);
            if (known[name] as string != System.Text.Encoding.UTF8.GetString(given, end + 1, given.Length - end - 1)) continue;
            variables.Set(new PyBytes(given[..end]), new PyBytes(given[(end + 1)..]));
            known.Remove(name);
        }
        foreach (System.Collections.DictionaryEntry pair in known)
        {
            if (FileNames.Encode(new PyStr((string)pair.Key)) is { } key && FileNames.Encode(new PyStr((string?)pair.Value ?? "")) is { } value)
                variables.Set(new PyBytes(key), new PyBytes(value));
        }
        return variables;
    }

    /// <summary>Sets a variable of the environment.</summary>
    [PyFunction]
    public static PyObject? putenv(PyObject name, PyObject value)
    {
        if (FileNames.ForSystem(name) is not { } key || FileNames.ForSystem(value) is not { } text) return null;
        if (Array.IndexOf(key, (byte)'=') >= 0) return PyErr.ValueError("illegal environment variable name");
        if (Libc.setenv(key, text, 1) != 0) return SystemErrors.Raise();
        Environment.SetEnvironmentVariable(FileNames.Decode(key).Value, FileNames.Decode(text).Value);
        return PyNone.None;
    }

    /// <summary>Takes a variable out of the environment.</summary>
    [PyFunction]
    public static PyObject? unsetenv(PyObject name)
    {
        if (FileNames.ForSystem(name) is not { } key) return null;
        if (Libc.unsetenv(key) != 0) return SystemErrors.Raise();
        Environment.SetEnvironmentVariable(FileNames.Decode(key).Value, null);
        return PyNone.None;
    }

    /// <summary>The str or bytes that a path-like object stands for.</summary>
    [PyFunction]
    public static PyObject? fspath([Keyword] PyObject path)
    {
        PyObject plain = UserSlots.Unwrap(path);
        return plain is PyStr or PyBytes { IsMutable: false } ? path : FileNames.Plain(path);
    }

    /// <summary>The system's words for an error number.</summary>
    [PyFunction]
    public static string strerror(int code) => SystemErrors.Message(code);

    /// <summary>So many bytes that nobody can guess.</summary>
    [PyFunction]
    public static PyObject? urandom(long size)
    {
        if (size < 0) return PyErr.ValueError("negative argument not allowed");
        byte[] bytes = new byte[size];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        return new PyBytes(bytes);
    }

    [PyFunction]
    public static PyObject? getrandom([Keyword] long size, int flags = 0) => urandom(size);

    [PyFunction]
    public static PyObject? uname()
    {
        string Read(string name) => File.Exists("/proc/sys/kernel/" + name) ? File.ReadAllText("/proc/sys/kernel/" + name).TrimEnd() : "";
        string machine = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "x86_64",
            System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
            var other => other.ToString().ToLowerInvariant(),
        };
        string system = Read("ostype");
        return UnameResult.Of(new PyStr(system.Length > 0 ? system : "Linux"), new PyStr(Environment.MachineName), new PyStr(Read("osrelease")), new PyStr(Read("version")), new PyStr(machine));
    }

    /// <summary>The number of processors.</summary>
    [PyFunction]
    public static PyObject cpu_count() => new PyInt(Math.Max(1, Libc.sysconf(84)));

    [PyFunction]
    public static PyObject? getloadavg()
    {
        double[] loads = new double[3];
        return Libc.getloadavg(loads, 3) == 3 ? new PyTuple([.. loads.Select(load => new PyFloat(load))]) : PyErr.Raise(Types.OSError, "Load averages are unobtainable");
    }

    [PyFunction]
    public static PyObject? sysconf(PyObject name)
    {
        if (Number(name, SystemValues) is not { } number) return null;
        long value = Libc.sysconf(number);
        return new PyInt(value);
    }

    private static int? Number(PyObject name, (string Name, int Number)[] names)
    {
        if (UserSlots.Unwrap(name) is PyStr text)
        {
            foreach ((string known, int number) in names)
                if (known == text.Value) return number;
            PyErr.ValueError("unrecognized configuration name");
            return null;
        }
        return Sequences.Integer(name, out long value) ? (int)value : null;
    }

    [PyFunction]
    public static PyObject? get_terminal_size(int fd = 1)
    {
        const int getWindowSize = 0x5413;
        byte[] size = new byte[8];
        if (Libc.ioctl(fd, getWindowSize, size) != 0) return SystemErrors.Raise();
        return TerminalSize.Of(new PyInt(BitConverter.ToUInt16(size, 2)), new PyInt(BitConverter.ToUInt16(size, 0)));
    }

    [PyFunction]
    public static PyObject? times()
    {
        TimeSpan user = Environment.CpuUsage.UserTime, system = Environment.CpuUsage.PrivilegedTime;
        return TimesResult.Of(new PyFloat(user.TotalSeconds), new PyFloat(system.TotalSeconds), new PyFloat(0), new PyFloat(0),
            new PyFloat(Environment.TickCount64 / 1000.0));
    }
}
