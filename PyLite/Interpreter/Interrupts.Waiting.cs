using System.Buffers.Binary;
using PyLite.Modules;

namespace PyLite.Interpreter;

/// <summary>Waiting in the system so that an interrupt ends it.</summary>
public static partial class Interrupts
{
    private const short CanRead = 1;

    /// <summary>A pipe: who waits reads one end, who interrupts writes the other. Made when somebody first waits.</summary>
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

    /// <summary>Waits until there is something to read; false with an exception pending when an interrupt came first.</summary>
    public static bool WaitReadable(int fd)
    {
        if (!Check()) return false;
        if (FileStatus.OfDescriptor(fd) is { IsFile: true }) return true;
        if (s_wake is null)
        {
            const int closeOnExec = 0x80000, nonBlocking = 0x800;
            int[] pipe = new int[2];
            if (Libc.pipe2(pipe, closeOnExec | nonBlocking) != 0) return true;
            s_wake = pipe;
        }
        byte[] request = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(request, fd);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(4), CanRead);
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(8), s_wake[0]);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(12), CanRead);
        while (true)
        {
            GlobalLock.Without(() => Libc.poll(request, 2, -1));
            if (BinaryPrimitives.ReadInt16LittleEndian(request.AsSpan(14)) != 0)
            {
                byte one = 0;
                Libc.read(s_wake[0], ref one, 1);
            }
            if (!Check()) return false;
            if (BinaryPrimitives.ReadInt16LittleEndian(request.AsSpan(6)) != 0) return true;
        }
    }
}
