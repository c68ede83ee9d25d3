using PyLite.Modules;

namespace PyLite.Interpreter;

/// <summary>Waiting in the system so that an interrupt ends it.</summary>
public static partial class Interrupts
{
    /// <summary>A pipe: who waits reads one end, who interrupts writes the other. Made when the main thread first waits.</summary>
    private static int[]? s_wake;

    /// <summary>Raises what is to be raised; false with an exception pending.</summary>
    public static bool Check()
    {
        if (!IsPending || !PyThread.Current.IsMain) return Pending.Run();
        RaiseNow();
        return false;
    }

    internal static void Wake()
    {
        byte one = 1;
        if (s_wake is { } wake) Libc.write(wake[1], ref one, 1);
    }

    private static void MakeWake()
    {
        const int closeOnExec = 0x80000, nonBlocking = 0x800;
        int[] pipe = new int[2];
        if (s_wake is null && Libc.pipe2(pipe, closeOnExec | nonBlocking) == 0) s_wake = pipe;
    }

    /// <summary>
    /// Waits until there is something to read, unless reading itself does not wait; false with an exception pending when an interrupt came first.
    /// </summary>
    public static bool WaitReadable(int fd)
    {
        if (!Check()) return false;
        // What is no descriptor is not waited for: a poll leaves negative ones out, and one just closed may become that of the pipe here.
        return FileStatus.OfDescriptor(fd) is not { IsFile: false } || Libc.IsNonBlocking(fd) || Poll(PollRequest.Of(fd, PollRequest.Read), -1) >= 0;
    }

    /// <summary>Bytes that fit into a pipe that is ready to be written to (PIPE_BUF).</summary>
    private const int Piece = 4096;

    /// <summary>
    /// Writes to a descriptor: how many bytes; -1 where the system does not (<see cref="SystemErrors.Last"/> says why), -2 with an exception
    /// pending. Where the program has handlers of signals, the main thread writes what may have to wait in pieces, so that one ends it.
    /// </summary>
    internal static nint Write(int fd, ReadOnlyMemory<byte> source)
    {
        bool waits = SignalModule.HasHandlers && source.Length > 0 && PyThread.Current.IsMain && FileStatus.OfDescriptor(fd) is { IsFile: false } && !Libc.IsNonBlocking(fd);
        int most = waits ? Piece : int.MaxValue;
        nint written = 0;
        while (true)
        {
            if (waits && Poll(PollRequest.Of(fd, PollRequest.Write), -1) < 0) return -2;
            int start = (int)written, length = Math.Min(source.Length - start, most);
            nint n = GlobalLock.Without(() => Libc.write(fd, ref System.Runtime.InteropServices.MemoryMarshal.GetReference(source.Span[start..]), length));
            if (n < 0 && SystemErrors.Last == SystemErrors.Interrupted)
            {
                if (!Check()) return -2;
                continue;
            }
            if (n < 0) return written > 0 ? written : -1;
            written += n;
            if (!waits || written == source.Length) return written;
        }
    }

    /// <summary>
    /// Waits for descriptors, without the lock, for at most so many milliseconds (negative: for ever). How many are ready; -1 with an
    /// exception pending. The main thread, to which interrupts and handlers of signals belong, is woken by them.
    /// </summary>
    internal static int Poll(PollRequest request, long milliseconds)
    {
        bool isMain = PyThread.Current.IsMain;
        if (isMain)
        {
            MakeWake();
            request.Set(request.Count, s_wake?[0] ?? -1, PollRequest.Read);
        }
        if (!Check()) return -1;
        nuint all = (nuint)(request.Count + (isMain ? 1 : 0));
        long end = milliseconds < 0 ? long.MaxValue : Environment.TickCount64 + milliseconds;
        int wait = 0;
        while (true)
        {
            // The first look does not wait, so it keeps the lock.
            int step = wait;
            int ready = step == 0 ? Libc.poll(request.Bytes, all, 0) : GlobalLock.Without(() => Libc.poll(request.Bytes, all, step));
            int error = ready < 0 ? SystemErrors.Last : 0;
            if (ready > 0 && isMain && request.Happened(request.Count) != 0)
            {
                byte[] read = new byte[64];
                Libc.read(s_wake![0], ref read[0], read.Length);
                ready--;
                if (!Check()) return -1;
            }
            if (ready > 0) return ready;
            if (error != 0 && error != SystemErrors.Interrupted)
            {
                SystemErrors.Raise(error);
                return -1;
            }
            if (error != 0 && !Check()) return -1;
            long left = end - Environment.TickCount64;
            if (milliseconds >= 0 && left <= 0) return 0;
            wait = milliseconds < 0 ? -1 : (int)Math.Min(left, int.MaxValue);
        }
    }
}
