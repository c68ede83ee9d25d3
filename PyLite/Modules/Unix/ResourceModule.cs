using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What the process has used, and how much it may.</summary>
[PyModule("resource")]
[DontLookInside]
public static partial class ResourceModule
{
    private const int Kinds = 16;

    private const string Numbers = "RLIMIT_CPU=0 RLIMIT_FSIZE=1 RLIMIT_DATA=2 RLIMIT_STACK=3 RLIMIT_CORE=4 RLIMIT_RSS=5 RLIMIT_NPROC=6 RLIMIT_NOFILE=7 RLIMIT_OFILE=7 "
        + "RLIMIT_MEMLOCK=8 RLIMIT_AS=9 RLIMIT_SIGPENDING=11 RLIMIT_MSGQUEUE=12 RLIMIT_NICE=13 RLIMIT_RTPRIO=14 RLIMIT_RTTIME=15 RUSAGE_SELF=0 "
        + "RUSAGE_CHILDREN=-1 RUSAGE_THREAD=1 RLIM_INFINITY=-1";

    [PyConstant] private static PyType error => Types.OSError;
    [PyConstant] private static PyType struct_rusage => PosixModule.UsageType;

    [PyModuleInit]
    private static void AddNumbers(PyModule module) => ModuleConstants.Add(module, Numbers);

    [PyFunction]
    public static PyObject? getrusage(int who)
    {
        long[] usage = new long[18];
        if (Libc.getrusage(who, usage) == 0) return PosixModule.UsageOf(usage);
        return SystemErrors.Last == SystemErrors.Invalid ? PyErr.ValueError("invalid who parameter") : SystemErrors.Raise();
    }

    private static PyTuple Pair(ulong[] limits) => new([new PyInt((long)limits[0]), new PyInt((long)limits[1])]);

    private static bool Kind(int resource) => resource is >= 0 and < Kinds || PyErr.Fail(Types.ValueError, "invalid resource specified");

    private static ulong[]? Limits(PyObject given)
    {
        if (Sequences.ToList(given) is not { } parts) return null;
        if (parts.Count != 2)
        {
            PyErr.ValueError("expected a tuple of 2 integers");
            return null;
        }
        return Argument.Bits(parts[0], out ulong soft) && Argument.Bits(parts[1], out ulong hard) ? [soft, hard] : null;
    }

    private static PyObject? Failed() => SystemErrors.Last switch
    {
        SystemErrors.Invalid => PyErr.ValueError("current limit exceeds maximum limit"),
        1 => PyErr.ValueError("not allowed to raise maximum limit"),
        _ => SystemErrors.Raise(),
    };

    /// <summary>The soft and the hard limit.</summary>
    [PyFunction]
    public static PyObject? getrlimit(int resource)
    {
        ulong[] limits = new ulong[2];
        return !Kind(resource) ? null : Libc.getrlimit(resource, limits) == 0 ? Pair(limits) : SystemErrors.Raise();
    }

    [PyFunction]
    public static PyObject? setrlimit(int resource, PyObject limits)
    {
        if (!Kind(resource) || Limits(limits) is not { } wanted) return null;
        return Libc.setrlimit(resource, wanted) == 0 ? PyNone.None : Failed();
    }

    /// <summary>The limits of any process, which may be set too.</summary>
    [PyFunction]
    public static PyObject? prlimit(int pid, int resource, PyObject? limits = null)
    {
        if (!Kind(resource)) return null;
        ulong[]? wanted = null;
        if (limits is not null && (wanted = Limits(limits)) is null) return null;
        ulong[] before = new ulong[2];
        return Libc.prlimit(pid, resource, wanted, before) == 0 ? Pair(before) : Failed();
    }

    [PyFunction] public static long getpagesize() => Environment.SystemPageSize;
}
