using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Starts processes for <c>subprocess</c>.</summary>
/// <remarks>
/// A process of .NET cannot fork. <c>posix_spawn</c> does what CPython does between fork and exec, but for code of the program's own, which
/// would have to run in the child.
/// </remarks>
[PyModule("_posixsubprocess")]
[DontLookInside]
public static partial class PosixSubprocessModule
{
    private const int FirstFree = 3, DuplicateCloseOnExec = 1030, NoSuchFile = 2, NotFolder = 20, ExecutableBit = 1;
    private static readonly int[] RestoredSignals = [13, 25];

    /// <summary>What the new process does first, as the arguments of <see cref="fork_exec"/> say.</summary>
    private sealed class Request
    {
        public required List<byte[]> Programs { get; init; }
        public required NativeStrings Arguments { get; init; }
        public required NativeStrings Environment { get; init; }
        public required ProcessStart Start { get; init; }
        public required int Mask { get; init; }
        public (int User, int Group, int[]? Groups) Owner { get; init; }
    }

    /// <summary>Starts a process. What fails in it is written to the pipe errpipe_write, for the parent to read.</summary>
    [PyFunction]
    public static PyObject? fork_exec(PyObject args, PyObject executable_list, bool close_fds, PyTuple pass_fds, PyObject cwd, PyObject env, int p2cread,
        int p2cwrite, int c2pread, int c2pwrite, int errread, int errwrite, int errpipe_read, int errpipe_write, bool restore_signals, bool call_setsid, int pgid_to_set,
        PyObject gid, PyObject extra_groups, PyObject uid, int child_umask, PyObject preexec_fn, bool allow_vfork)
    {
        if (close_fds && errpipe_write < FirstFree) return PyErr.ValueError("errpipe_write must be >= 3");
        if (!Kept(pass_fds, out List<int> kept)) return null;
        bool session = call_setsid;
        if (preexec_fn is not PyNone)
        {
            if (IsPosix(preexec_fn, "setsid")) session = true;
            else if (IsPosix(preexec_fn, "setpgrp")) pgid_to_set = 0;
            else return PyErr.Raise(Types.NotImplementedError, "preexec_fn: only os.setsid and os.setpgrp can be called in the new process, which PyLite starts without a fork; see also start_new_session, process_group, user, group, umask, cwd and env");
        }
        List<byte[]> programs = [];
        if (Sequences.ToList(executable_list) is not { } candidates) return null;
        foreach (PyObject candidate in candidates)
        {
            if (FileNames.ForSystem(candidate) is not { } path) return null;
            programs.Add(path);
        }
        if (!Owner(uid, gid, extra_groups, out var owner)) return null;
        byte[]? folder = null;
        if (cwd is not PyNone && (folder = FileNames.ForSystem(cwd)) is null) return null;
        if (NativeStrings.Of(args) is not { } arguments) return null;
        using (arguments)
        {
            if ((env is PyNone ? NativeStrings.Environment() : NativeStrings.Of(env)) is not { } environment) return null;
            using (environment)
            {
                using var start = new ProcessStart();
                List<int> moved = [];
                try
                {
                    SetStreams(start, moved, p2cread, c2pwrite, errwrite);
                    if (folder is not null)
                    {
                        if (CannotEnter(folder) is var error and not 0) return Report(errpipe_write, error, "noexec");
                        start.ChangeFolder(folder);
                    }
                    if (session) start.NewSession();
                    if (pgid_to_set >= 0) start.JoinGroup(pgid_to_set);
                    if (restore_signals) start.ResetSignals(RestoredSignals);
                    KeepDescriptors(start, kept, errpipe_write, close_fds);
                    var request = new Request { Programs = programs, Arguments = arguments, Environment = environment, Start = start, Mask = child_umask, Owner = owner };
                    int failed = Launch(request, out int pid);
                    return failed == 0 ? new PyInt(pid) : Report(errpipe_write, failed, "");
                }
                finally
                {
                    foreach (int fd in moved) Libc.close(fd);
                }
            }
        }
    }

    private static bool IsPosix(PyObject function, string name) =>
        Interpreter.Imports.ImportModule("posix")?.GetAttr(PyStr.Intern(name)) is { } known && ReferenceEquals(known, function);

    private static bool Kept(PyTuple descriptors, out List<int> kept)
    {
        kept = [];
        foreach (PyObject item in descriptors.Items)
        {
            if (UserSlots.Unwrap(item) is not PyInt { Value: >= 0 and <= int.MaxValue } fd || (kept.Count > 0 && fd.Value <= kept[^1]))
                return PyErr.Fail(Types.ValueError, "bad value(s) in fds_to_keep");
            kept.Add((int)fd.Value);
        }
        return true;
    }

    private static bool Owner(PyObject uid, PyObject gid, PyObject groups, out (int User, int Group, int[]? Groups) owner)
    {
        owner = (-1, -1, null);
        long user = -1, group = -1;
        if (uid is not PyNone && !Sequences.Integer(uid, out user)) return false;
        if (gid is not PyNone && !Sequences.Integer(gid, out group)) return false;
        int[]? more = null;
        if (groups is not PyNone)
        {
            if (Sequences.ToList(groups) is not { } items) return false;
            more = new int[items.Count];
            for (int i = 0; i < more.Length; i++)
            {
                if (!Sequences.Integer(items[i], out long one)) return false;
                more[i] = (int)one;
            }
        }
        owner = ((int)user, (int)group, more);
        return true;
    }

    /// <summary>The program's ends of the pipes become its standard streams. One that has the number of another is moved out of the way first.</summary>
    private static void SetStreams(ProcessStart start, List<int> moved, int input, int output, int error)
    {
        Span<int> ends = [input, output, error];
        for (int target = 0; target < ends.Length; target++)
        {
            if (ends[target] < 0 || ends[target] >= FirstFree || ends[target] == target) continue;
            int free = Libc.fcntl(ends[target], DuplicateCloseOnExec, FirstFree);
            if (free < 0) continue;
            moved.Add(free);
            ends[target] = free;
        }
        for (int target = 0; target < ends.Length; target++)
            if (ends[target] >= 0) start.Duplicate(ends[target], target);
    }

    /// <summary>Why a folder cannot become the current one: the error's number, or 0.</summary>
    private static int CannotEnter(byte[] folder)
    {
        const int isFolder = 0x10000, pathOnly = 0x200000, closeOnExec = 0x80000, effective = 0x200;
        int fd = Libc.open(folder, isFolder | pathOnly | closeOnExec, 0);
        if (fd < 0) return SystemErrors.Last;
        Libc.close(fd);
        return Libc.faccessat(FileStatus.CurrentFolder, folder, ExecutableBit, effective) == 0 ? 0 : SystemErrors.Last;
    }

    private static void KeepDescriptors(ProcessStart start, List<int> kept, int errorPipe, bool closeOthers)
    {
        if (closeOthers)
        {
            // What is above the last one to keep goes at once; of what is below, those that are open.
            int last = kept.Count > 0 ? Math.Max(kept[^1], FirstFree - 1) : FirstFree - 1;
            for (int fd = FirstFree; fd < last; fd++)
                if (!kept.Contains(fd) && Libc.fcntl(fd, 1, 0) is >= 0 and var flags && (flags & 1) == 0) start.Close(fd);
        }
        // Duplicating a descriptor onto itself makes it one that programs get.
        foreach (int fd in kept)
            if (fd != errorPipe) start.Duplicate(fd, fd);
        if (closeOthers) start.CloseFrom(Math.Max(kept.Count > 0 ? kept[^1] + 1 : 0, FirstFree));
    }

    private static int Launch(Request request, out int pid)
    {
        int made = -1, failed = 0;
        void Go() => failed = TryPrograms(request, out made);
        if (request.Owner is (-1, -1, null))
        {
            Go();
        }
        else
        {
            // On Linux a thread has an owner of its own, which the process it starts gets. The thread ends with it.
            var thread = new Thread(() =>
            {
                failed = Libc.BecomeOnThread(request.Owner.User, request.Owner.Group, request.Owner.Groups);
                if (failed == 0) Go();
            });
            thread.Start();
            thread.Join();
        }
        pid = made;
        return failed;
    }

    private static int TryPrograms(Request request, out int pid)
    {
        pid = -1;
        int before = request.Mask >= 0 ? Libc.umask(request.Mask) : 0;
        int error = 0, remembered = 0;
        foreach (byte[] program in request.Programs)
        {
            // Most folders of PATH do not have the program: looking costs less than starting.
            error = program[0] == '/' && Libc.faccessat(FileStatus.CurrentFolder, program, 0, 0) != 0 ? SystemErrors.Last
                : request.Start.Run(program, request.Arguments, request.Environment, out pid);
            if (error == 0) break;
            if (error is not (NoSuchFile or NotFolder)) remembered = error;
        }
        if (request.Mask >= 0) Libc.umask(before);
        return error == 0 ? 0 : remembered != 0 ? remembered : error;
    }

    /// <summary>Says what failed as a child would. The number it gives is none of a child, so waiting for it finds none.</summary>
    private static PyObject Report(int pipe, int error, string more)
    {
        byte[] text = System.Text.Encoding.ASCII.GetBytes($"OSError:{error:X}:{more}");
        Libc.write(pipe, ref text[0], text.Length);
        return new PyInt(Libc.getpid());
    }
}
