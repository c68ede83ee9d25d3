using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Starting processes and waiting for them.</summary>
public static partial class PosixModule
{
    private const int NoHang = 1;

    private static readonly StructSequence WaitidResult = new("posix", "waitid_result", ["si_pid", "si_uid", "si_signo", "si_status", "si_code"], isConstructible: true);

    private static readonly StructSequence Usage = new("resource", "struct_rusage",
        ["ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap", "ru_inblock", "ru_oublock", "ru_msgsnd",
            "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw"], isConstructible: true);

    internal static PyType UsageType => Usage.SequenceType;

    /// <summary>What a process has used, from the system's sixteen numbers and two times.</summary>
    internal static PyObject UsageOf(long[] usage)
    {
        var items = new PyObject[16];
        items[0] = new PyFloat(usage[0] + usage[1] / 1e6);
        items[1] = new PyFloat(usage[2] + usage[3] / 1e6);
        for (int i = 2; i < items.Length; i++) items[i] = new PyInt(usage[i + 2]);
        return Usage.Of(items);
    }

    /// <summary>Waits for a child; null with an exception pending.</summary>
    private static (int Pid, int Status)? Wait(int pid, int options, long[]? usage)
    {
        int descriptor = -1;
        try
        {
            for (int round = 0; ; round++)
            {
                int status;
                int found = usage is null ? Libc.waitpid(pid, out status, options | NoHang) : Libc.wait4(pid, out status, options | NoHang, usage);
                if (found > 0 || (found == 0 && (options & NoHang) != 0)) return (found, status);
                if (found < 0)
                {
                    if (Retry()) continue;
                    Failed();
                    return null;
                }
                // One child has a descriptor that becomes readable when it ends. For several, or where a child that stops counts too, look again and again.
                if (round == 0 && pid > 0 && options == 0) descriptor = Libc.pidfd_open(pid, 0);
                if (descriptor >= 0 ? !Interrupts.WaitReadable(descriptor) : !Interrupts.Sleep(TimeSpan.FromMilliseconds(Math.Min(20, 1 + round / 10)))) return null;
            }
        }
        finally
        {
            if (descriptor >= 0) Libc.close(descriptor);
        }
    }

    private static PyObject? WaitUsage(int pid, int options)
    {
        long[] usage = new long[18];
        return Wait(pid, options, usage) is { } found ? new PyTuple([new PyInt(found.Pid), new PyInt(found.Status), UsageOf(usage)]) : null;
    }

    [PyFunction] public static PyObject? wait4([Keyword] int pid, int options) => WaitUsage(pid, options);
    [PyFunction] public static PyObject? wait3([Keyword] int options) => WaitUsage(-1, options);

    [PyFunction]
    public static PyObject? waitid(int idtype, int id, int options)
    {
        const int noHang = 1;
        while (true)
        {
            byte[] info = new byte[128];
            int result = Libc.waitid(idtype, id, info, options | noHang);
            if (result < 0)
            {
                if (Retry()) continue;
                return Failed();
            }
            int pid = BitConverter.ToInt32(info, 12);
            if (pid != 0)
            {
                return WaitidResult.Of(new PyInt(pid), new PyInt(BitConverter.ToUInt32(info, 16)), new PyInt(BitConverter.ToInt32(info, 0)),
                    new PyInt(BitConverter.ToInt32(info, 20)), new PyInt(BitConverter.ToInt32(info, 8)));
            }
            if ((options & noHang) != 0) return PyNone.None;
            if (!Interrupts.Sleep(TimeSpan.FromMilliseconds(2))) return null;
        }
    }

    [PyFunction]
    public static PyObject? pidfd_open([Keyword] int pid, int flags = 0) => Libc.pidfd_open(pid, flags) is var fd and >= 0 ? new PyInt(fd) : Failed();

    [PyFunction]
    public static PyObject? posix_spawn(PyObject path, PyObject argv, PyObject env, [KeywordOnly] PyObject? file_actions = null, [Unset] PyObject? setpgroup = null, bool resetids = false, bool setsid = false, PyObject? setsigmask = null, PyObject? setsigdef = null, PyObject? scheduler = null) =>
        Name(path, "posix_spawn") is { } name ? Spawn("posix_spawn", path, [name], argv, env, file_actions, setpgroup, setsid, setsigmask, setsigdef) : null;

    [PyFunction]
    public static PyObject? posix_spawnp(PyObject path, PyObject argv, PyObject env, [KeywordOnly] PyObject? file_actions = null, [Unset] PyObject? setpgroup = null, bool resetids = false, bool setsid = false, PyObject? setsigmask = null, PyObject? setsigdef = null, PyObject? scheduler = null)
    {
        if (Name(path, "posix_spawnp") is not { } name) return null;
        List<byte[]> candidates = [];
        if (Array.IndexOf(name, (byte)'/') >= 0) candidates.Add(name);
        else
            foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "/bin:/usr/bin").Split(':'))
                candidates.Add([.. System.Text.Encoding.UTF8.GetBytes(folder.Length == 0 ? "." : folder), (byte)'/', .. name]);
        return Spawn("posix_spawnp", path, candidates, argv, env, file_actions, setpgroup, setsid, setsigmask, setsigdef);
    }

    private static PyObject? Spawn(string function, PyObject path, List<byte[]> candidates, PyObject argv, PyObject env, PyObject? actions, PyObject? group, bool session, PyObject? mask, PyObject? defaults)
    {
        if (UserSlots.Unwrap(argv) is not (PyList or PyTuple)) return PyErr.TypeError($"{function}: argv must be a tuple or list");
        if (NativeStrings.Of(argv) is not { } arguments) return null;
        using (arguments)
        {
            if (arguments.Pointers.Length < 2) return PyErr.ValueError($"{function}: argv must not be empty");
            if (NativeStrings.OfEnvironment(env) is not { } environment) return null;
            using (environment)
            {
                using var start = new ProcessStart();
                if (!AddActions(start, actions) || !Signals(mask, out List<int>? blocked) || !Signals(defaults, out List<int>? restored)) return null;
                if (session) start.NewSession();
                if (blocked is not null) start.BlockSignals(blocked);
                if (restored is not null) start.ResetSignals(restored);
                if (group is not null)
                {
                    if (!Sequences.Integer(group, out long number)) return null;
                    start.JoinGroup((int)number);
                }
                int error = 2;
                foreach (byte[] candidate in candidates)
                {
                    int failed = start.Run(candidate, arguments, environment, out int pid);
                    if (failed == 0) return new PyInt(pid);
                    if (failed is not (2 or 20) || error == 2) error = failed;
                }
                return SystemErrors.Raise(error, path);
            }
        }
    }

    private static bool Signals(PyObject? given, out List<int>? signals)
    {
        signals = null;
        if (given is null) return true;
        if (Sequences.ToList(given) is not { } items) return false;
        signals = [];
        foreach (PyObject item in items)
        {
            if (!Sequences.Integer(item, out long signal)) return false;
            if (signal is < 1 or > 64) return PyErr.Fail(Types.ValueError, $"signal number {signal} out of range [1; 64]");
            signals.Add((int)signal);
        }
        return true;
    }

    private static bool AddActions(ProcessStart start, PyObject? list)
    {
        if (list is null) return true;
        if (Sequences.ToList(list) is not { } items) return false;
        foreach (PyObject item in items)
        {
            if (UserSlots.Unwrap(item) is not PyTuple { Items: [var kind, ..] } action || !Sequences.Integer(kind, out long which))
                return PyErr.Current is null && PyErr.Fail(Types.TypeError, "Each file_actions element must be a non-empty tuple");
            PyObject[] parts = action.Items;
            long a = 0, b = 0, c = 0;
            if (parts.Length > 1 && !Sequences.Integer(parts[1], out a)) return false;
            switch (which)
            {
                case 0 when parts.Length == 5:
                    if (FileNames.ForSystem(parts[2]) is not { } file || !Sequences.Integer(parts[3], out b) || !Sequences.Integer(parts[4], out c)) return false;
                    start.Open((int)a, file, (int)b, (int)c);
                    break;
                case 1 when parts.Length == 2:
                    start.Close((int)a);
                    break;
                case 2 when parts.Length == 3:
                    if (!Sequences.Integer(parts[2], out b)) return false;
                    start.Duplicate((int)a, (int)b);
                    break;
                default:
                    return PyErr.Fail(Types.TypeError, "Unknown file_actions identifier");
            }
        }
        return true;
    }
}
