using System.Runtime.InteropServices;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Processes, users and groups.</summary>
public static partial class PosixModule
{
    [PyFunction] public static int getpid() => Libc.getpid();
    [PyFunction] public static int getppid() => Libc.getppid();
    [PyFunction] public static PyObject getuid() => new PyInt((uint)Libc.getuid());
    [PyFunction] public static PyObject geteuid() => new PyInt((uint)Libc.geteuid());
    [PyFunction] public static PyObject getgid() => new PyInt((uint)Libc.getgid());
    [PyFunction] public static PyObject getegid() => new PyInt((uint)Libc.getegid());
    [PyFunction] public static PyObject? setuid(PyObject uid) => Owner(uid, "uid", out int user) ? Done(Libc.setuid(user)) : null;
    [PyFunction] public static PyObject? seteuid(int euid) => Done(Libc.seteuid(euid));
    [PyFunction] public static PyObject? setgid(PyObject gid) => Owner(gid, "gid", out int group) ? Done(Libc.setgid(group)) : null;
    [PyFunction] public static PyObject? setegid(int egid) => Done(Libc.setegid(egid));
    [PyFunction] public static PyObject? getpgid([Keyword] int pid) => Libc.getpgid(pid) is var group and >= 0 ? new PyInt(group) : Failed();
    [PyFunction] public static PyObject? getpgrp() => getpgid(0);
    [PyFunction] public static PyObject? setpgid(int pid, int pgrp) => Done(Libc.setpgid(pid, pgrp));
    [PyFunction] public static PyObject? setpgrp() => Done(Libc.setpgid(0, 0));
    [PyFunction] public static PyObject? getsid(int pid) => Libc.getsid(pid) is var session and >= 0 ? new PyInt(session) : Failed();
    [PyFunction] public static PyObject? setsid() => Libc.setsid() >= 0 ? PyNone.None : Failed();
    [PyFunction] public static PyObject? tcgetpgrp(int fd) => Libc.tcgetpgrp(fd) is var group and >= 0 ? new PyInt(group) : Failed();
    [PyFunction] public static PyObject? tcsetpgrp(int fd, int pgid) => Done(Libc.tcsetpgrp(fd, pgid));

    /// <summary>Sends a signal to a process. A handler of our own has run when this is done.</summary>
    [PyFunction]
    public static PyObject? kill(int pid, int signal)
    {
        if (pid == Libc.getpid() && SignalModule.IsHeard(signal)) return SignalModule.raise_signal(signal);
        return Libc.kill(pid, signal) == 0 ? Interrupts.Check() ? PyNone.None : null : Failed();
    }

    [PyFunction] public static PyObject? killpg(int pgid, int signal) => Done(Libc.killpg(pgid, signal));
    [PyFunction] public static PyObject? nice(int increment) => Libc.nice(increment) is var now && now == -1 && SystemErrors.Last != 0 ? Failed() : new PyInt(now);
    [PyFunction] public static PyObject? getpriority([Keyword] int which, int who) => new PyInt(Libc.getpriority(which, who));
    [PyFunction] public static PyObject? setpriority([Keyword] int which, int who, int priority) => Done(Libc.setpriority(which, who, priority));
    [PyFunction] public static void sched_yield() => Libc.sched_yield();

    [PyFunction]
    public static PyObject? getgroups()
    {
        int count = Libc.getgroups(0, null);
        if (count < 0) return Failed();
        int[] groups = new int[Math.Max(1, count)];
        count = Libc.getgroups(count, groups);
        return count < 0 ? Failed() : new PyList([.. groups[..count].Select(group => new PyInt((uint)group))]);
    }

    [PyFunction]
    public static PyObject? getlogin() => Environment.GetEnvironmentVariable("LOGNAME") is { Length: > 0 } name ? new PyStr(name) : SystemErrors.Raise(6);

    [PyFunction]
    public static PyObject? sched_getaffinity(int pid)
    {
        byte[] mask = new byte[128];
        if (Libc.sched_getaffinity(pid, mask.Length, mask) < 0) return Failed();
        var numbers = new PyList();
        for (int i = 0; i < mask.Length * 8; i++)
            if ((mask[i / 8] >> i % 8 & 1) != 0) numbers.Append(new PyInt(i));
        return PySet.From(numbers, isFrozen: false);
    }

    /// <summary>Ends the process at once: nothing is flushed.</summary>
    [PyFunction("_exit")]
    public static void Exit([Keyword] int status) => Libc._exit(status);

    [PyFunction]
    public static void abort()
    {
        Libc.abort();
    }

    [PyFunction]
    public static PyObject? waitpid(int pid, int options) => Wait(pid, options, null) is { } found ? new PyTuple([new PyInt(found.Pid), new PyInt(found.Status)]) : null;

    /// <summary>Waits for any child.</summary>
    [PyFunction] public static PyObject? wait() => waitpid(-1, 0);

    [PyFunction] public static bool WIFEXITED([Keyword] int status) => (status & 0x7F) == 0;
    [PyFunction] public static int WEXITSTATUS([Keyword] int status) => status >> 8 & 0xFF;
    [PyFunction] public static bool WIFSIGNALED([Keyword] int status) => (sbyte)((status & 0x7F) + 1) >> 1 > 0;
    [PyFunction] public static int WTERMSIG([Keyword] int status) => status & 0x7F;
    [PyFunction] public static bool WIFSTOPPED([Keyword] int status) => (status & 0xFF) == 0x7F;
    [PyFunction] public static int WSTOPSIG([Keyword] int status) => status >> 8 & 0xFF;
    [PyFunction] public static bool WIFCONTINUED([Keyword] int status) => status == 0xFFFF;
    [PyFunction] public static bool WCOREDUMP(int status) => (status & 0x80) != 0;

    [PyFunction]
    public static PyObject? waitstatus_to_exitcode([Keyword] int status) =>
        WIFEXITED(status) ? new PyInt(WEXITSTATUS(status)) : WIFSIGNALED(status) ? new PyInt(-WTERMSIG(status)) : PyErr.ValueError($"invalid wait status: {status}");

    /// <summary>Runs a command of the shell; the status as <c>wait</c> gives it.</summary>
    [PyFunction]
    public static PyObject? system([Keyword] PyObject command)
    {
        if (FileNames.ForSystem(command) is not { } text) return null;
        using var arguments = new NativeStrings(["sh\0"u8.ToArray(), "-c\0"u8.ToArray(), text]);
        using NativeStrings environment = NativeStrings.Environment();
        using var start = new ProcessStart();
        int error = start.Run("/bin/sh\0"u8.ToArray(), arguments, environment, out int pid);
        if (error != 0) return new PyInt(-1);
        return waitpid(pid, 0) is PyTuple { Items: [_, var status] } ? status : null;
    }

    [PyFunction]
    public static PyObject? execv(PyObject path, PyObject argv) => Execute("execv", path, argv, null);

    [PyFunction]
    public static PyObject? execve([Keyword] PyObject path, PyObject argv, PyObject env) => Execute("execve", path, argv, env);

    private static PyObject? Execute(string function, PyObject path, PyObject argv, PyObject? env)
    {
        if (Name(path, function) is not { } name) return null;
        if (UserSlots.Unwrap(argv) is not (PyList or PyTuple)) return PyErr.TypeError($"{function}: argv must be a tuple or list");
        if (NativeStrings.Of(argv) is not { } arguments) return null;
        using (arguments)
        {
            string what = env is null ? "execv() arg 2" : "execve: argv";
            if (arguments.Pointers.Length < 2) return PyErr.ValueError($"{what} must not be empty");
            if (Marshal.ReadByte(arguments.Pointers[0]) == 0) return PyErr.ValueError($"{what} first element cannot be empty");
            if ((env is null ? NativeStrings.Environment() : NativeStrings.OfEnvironment(env)) is not { } environment) return null;
            using (environment)
            {
                StandardStreams.Flush();
                OpenFiles.SettleAll();
                Libc.execve(name, arguments.Pointers, environment.Pointers);
                return Failed();
            }
        }
    }
}

/// <summary>An array of strings as C has it: pointers, the last of them zero.</summary>
internal sealed class NativeStrings : IDisposable
{
    public nint[] Pointers { get; }

    /// <param name="strings">Each ends in a zero.</param>
    public NativeStrings(IReadOnlyList<byte[]> strings)
    {
        Pointers = new nint[strings.Count + 1];
        for (int i = 0; i < strings.Count; i++)
        {
            Pointers[i] = Marshal.AllocHGlobal(strings[i].Length);
            Marshal.Copy(strings[i], 0, Pointers[i], strings[i].Length);
        }
    }

    /// <summary>Of a sequence of str, bytes and paths; null with an exception pending.</summary>
    public static NativeStrings? Of(PyObject sequence)
    {
        if (Sequences.ToList(sequence) is not { } items) return null;
        List<byte[]> strings = [];
        foreach (PyObject item in items)
        {
            if (FileNames.ForSystem(item) is not { } text) return null;
            strings.Add(text);
        }
        return new NativeStrings(strings);
    }

    /// <summary>Of a mapping of names to values; null with an exception pending.</summary>
    public static NativeStrings? OfEnvironment(PyObject mapping)
    {
        if (Calls.Method(mapping, "items") is not { } pairs || Sequences.ToList(pairs) is not { } items) return null;
        List<byte[]> strings = [];
        foreach (PyObject item in items)
        {
            if (UserSlots.Unwrap(item) is not PyTuple { Items: [var key, var value] }) continue;
            if (FileNames.ForSystem(key) is not { } name || FileNames.ForSystem(value) is not { } text) return null;
            if (name.Length < 2 || Array.IndexOf(name, (byte)'=', 1) >= 0)
            {
                PyErr.ValueError("illegal environment variable name");
                return null;
            }
            strings.Add([.. name[..^1], (byte)'=', .. text]);
        }
        return new NativeStrings(strings);
    }

    /// <summary>The environment of this process.</summary>
    public static NativeStrings Environment()
    {
        List<byte[]> strings = [];
        foreach (System.Collections.DictionaryEntry pair in System.Environment.GetEnvironmentVariables())
            if (FileNames.Encode(new PyStr($"{pair.Key}={pair.Value}")) is { } text) strings.Add([.. text, 0]);
        return new NativeStrings(strings);
    }

    public void Dispose()
    {
        foreach (nint pointer in Pointers) Marshal.FreeHGlobal(pointer);
    }
}
