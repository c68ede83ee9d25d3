using System.Runtime.InteropServices;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Sending and receiving. What need not wait keeps the lock; waiting lets other threads run.</summary>
public sealed partial class PySocket
{
    private const int WaitForAll = 0x100, NoSignal = 0x4000;

    /// <summary>Receives into an array; how many bytes, -1 with an exception pending.</summary>
    private nint Receive(Memory<byte> target, int start, int count, int flags, byte[]? address, ref int length)
    {
        long deadline = Deadline;
        if (count == 0 && target.Length == 0) target = new byte[1];
        bool mayWait = _timeout is null && (flags & WaitForAll) != 0;
        while (true)
        {
            ref byte first = ref target.Span[target.Length > start ? start : 0];
            nint n;
            if (mayWait)
            {
                // All that is asked for, in one go: the system waits, and this thread with it.
                n = GlobalLock.Without(() => Libc.recv(_fd, ref target.Span[target.Length > start ? start : 0], count, flags));
                if (address is not null) length = 0;
            }
            else if (address is null)
            {
                n = Libc.recv(_fd, ref first, count, flags | DontWait);
            }
            else
            {
                n = Libc.recvfrom(_fd, ref first, count, flags | DontWait, address, ref length);
            }
            if (n >= 0) return n;
            if (!Again(PollRequest.Read, deadline)) return -1;
        }
    }

    [PyFunction]
    public PyObject? recv(int bufsize, int flags = 0)
    {
        if (bufsize < 0) return PyErr.ValueError("negative buffersize in recv");
        byte[] buffer = new byte[bufsize];
        int none = 0;
        nint n = Receive(buffer, 0, bufsize, flags, null, ref none);
        return n < 0 ? null : new PyBytes(n == bufsize ? buffer : buffer[..(int)n]);
    }

    [PyFunction]
    public PyObject? recvfrom(int bufsize, int flags = 0)
    {
        if (bufsize < 0) return PyErr.ValueError("negative buffersize in recvfrom");
        byte[] buffer = new byte[bufsize], address = new byte[SocketAddress.MostBytes];
        int length = address.Length;
        nint n = Receive(buffer, 0, bufsize, flags, address, ref length);
        return n >= 0 && SocketAddress.Show(address.AsSpan(0, Math.Min(length, address.Length))) is { } from ? new PyTuple([new PyBytes(buffer[..(int)n]), from]) : null;
    }

    private static bool Target(PyObject buffer, ref int count, string function, out IBuffer target)
    {
        target = null!;
        if (UserSlots.Unwrap(buffer) is not IBuffer { IsReadOnlyBuffer: false } found)
            return PyErr.Fail(Types.TypeError, $"{function}() argument 1 must be read-write bytes-like object, not {(buffer is PyNone ? "None" : buffer.Type.Name)}");
        if (count < 0) return PyErr.Fail(Types.ValueError, $"negative buffersize in {function}");
        if (count == 0) count = found.BufferCount;
        if (found.BufferCount < count)
            return PyErr.Fail(Types.ValueError, function == "recv_into" ? "buffer too small for requested bytes" : "nbytes is greater than the length of the buffer");
        target = found;
        return true;
    }

    [PyFunction]
    public PyObject? recv_into([Keyword] PyObject buffer, int nbytes = 0, int flags = 0)
    {
        int none = 0;
        if (!Target(buffer, ref nbytes, "recv_into", out IBuffer target)) return null;
        if (nbytes == 0) return new PyInt(0);
        nint n = Receive(target.BufferMemory, target.BufferStart, nbytes, flags, null, ref none);
        return n < 0 ? null : new PyInt(n);
    }

    [PyFunction]
    public PyObject? recvfrom_into([Keyword] PyObject buffer, int nbytes = 0, int flags = 0)
    {
        if (!Target(buffer, ref nbytes, "recvfrom_into", out IBuffer target)) return null;
        byte[] address = new byte[SocketAddress.MostBytes];
        int length = address.Length;
        nint n = Receive(target.BufferMemory, target.BufferStart, nbytes, flags, address, ref length);
        return n >= 0 && SocketAddress.Show(address.AsSpan(0, Math.Min(length, address.Length))) is { } from ? new PyTuple([new PyInt(n), from]) : null;
    }

    /// <summary>Sends some of the bytes; how many, -1 with an exception pending.</summary>
    private nint Send(byte[] bytes, int start, int flags, byte[]? address, long deadline)
    {
        int count = bytes.Length - start;
        if (bytes.Length == 0) bytes = [0];
        while (true)
        {
            ref byte first = ref bytes[Math.Min(start, bytes.Length - 1)];
            nint n = address is null ? Libc.send(_fd, ref first, count, flags | DontWait | NoSignal)
                : Libc.sendto(_fd, ref first, count, flags | DontWait | NoSignal, address, address.Length);
            if (n >= 0) return n;
            if (!Again(PollRequest.Write, deadline)) return -1;
        }
    }

    private bool All(byte[] bytes, int flags)
    {
        long deadline = Deadline;
        int at = 0;
        do
        {
            nint n = Send(bytes, at, flags, null, deadline);
            if (n < 0 || !Interrupts.Check()) return false;
            at += (int)n;
        }
        while (at < bytes.Length);
        return true;
    }

    /// <summary>Sends bytes; how many were sent. All of them where the socket waits as long as it takes.</summary>
    [PyFunction]
    public PyObject? send(ReadOnlySpan<byte> data, int flags = 0)
    {
        byte[] bytes = data.ToArray();
        if (_timeout is null && type == 1) return All(bytes, flags) ? new PyInt(bytes.Length) : null;
        nint n = Send(bytes, 0, flags, null, Deadline);
        return n < 0 ? null : new PyInt(n);
    }

    [PyFunction]
    public PyObject? sendall(ReadOnlySpan<byte> data, int flags = 0) => All(data.ToArray(), flags) ? PyNone.None : null;

    /// <summary>sendto(data, [flags,] address)</summary>
    [PyFunction]
    public PyObject? sendto(ReadOnlySpan<byte> data, PyObject flags_or_address, [Unset] PyObject? address = null)
    {
        int flags = 0;
        if (address is not null && !Argument.Int(flags_or_address, out flags)) return null;
        byte[] bytes = data.ToArray();
        if (SocketAddress.Of(address ?? flags_or_address, family, "sendto") is not { } to) return null;
        nint n = Send(bytes, 0, flags, to, Deadline);
        return n < 0 ? null : new PyInt(n);
    }

    // ---- with data beside the bytes

    /// <summary>Sends buffers one after the other, with control messages: tuples of level, type and data.</summary>
    [PyFunction]
    public PyObject? sendmsg(PyObject buffers, PyObject? ancdata = null, int flags = 0, PyObject? address = null)
    {
        if (Sequences.ToList(buffers) is not { } parts) return PyErr.TakeIf(Types.TypeError) ? PyErr.TypeError("sendmsg() argument 1 must be iterable") : null;
        var all = new List<byte>();
        foreach (PyObject part in parts)
        {
            if (!Buffers.Bytes(part, out ReadOnlySpan<byte> bytes)) return null;
            all.AddRange(bytes);
        }
        if ((ancdata is null ? [] : SocketMessage.Control(ancdata)) is not { } control) return null;
        byte[] to = [];
        if (address is not null)
        {
            if (SocketAddress.Of(address, family, "sendmsg") is not { } found) return null;
            to = found;
        }
        using var message = new SocketMessage([.. all], control, to);
        long deadline = Deadline;
        while (true)
        {
            nint n = Libc.sendmsg(_fd, message.Header, flags | DontWait | NoSignal);
            if (n >= 0) return new PyInt(n);
            if (!Again(PollRequest.Write, deadline)) return null;
        }
    }

    private SocketMessage? ReceiveMessage(int count, long control, int flags, out nint received)
    {
        received = -1;
        if (control is < 0 or > int.MaxValue - 64)
        {
            PyErr.ValueError("invalid ancillary data buffer length");
            return null;
        }
        var message = new SocketMessage(new byte[count], new byte[control], new byte[SocketAddress.MostBytes]);
        long deadline = Deadline;
        while (true)
        {
            received = Libc.recvmsg(_fd, message.Header, flags | DontWait);
            if (received >= 0) return message;
            if (Again(PollRequest.Read, deadline)) continue;
            message.Dispose();
            return null;
        }
    }

    [PyFunction]
    public PyObject? recvmsg(int bufsize, long ancbufsize = 0, int flags = 0)
    {
        if (bufsize < 0) return PyErr.ValueError("negative buffer size in recvmsg()");
        using SocketMessage? message = ReceiveMessage(bufsize, ancbufsize, flags, out nint n);
        return message is null || SocketAddress.Show(message.From) is not { } from ? null
            : new PyTuple([new PyBytes(message.Data[..(int)n]), message.Controls(), new PyInt(message.Flags), from]);
    }

    [PyFunction]
    public PyObject? recvmsg_into(PyObject buffers, long ancbufsize = 0, int flags = 0)
    {
        if (Sequences.ToList(buffers) is not { } parts) return PyErr.TakeIf(Types.TypeError) ? PyErr.TypeError("recvmsg_into() argument 1 must be an iterable") : null;
        List<WritableBuffer> targets = [];
        int total = 0;
        foreach (PyObject part in parts)
        {
            if (!WritableBuffer.Of(part, "recvmsg_into", out WritableBuffer target)) return null;
            targets.Add(target);
            total += target.Count;
        }
        using SocketMessage? message = ReceiveMessage(total, ancbufsize, flags, out nint n);
        if (message is null || SocketAddress.Show(message.From) is not { } from) return null;
        Span<byte> rest = message.Data.AsSpan(0, (int)n);
        foreach (WritableBuffer target in targets)
        {
            Span<byte> part = rest[..Math.Min(rest.Length, target.Count)];
            part.CopyTo(target.Span);
            rest = rest[part.Length..];
        }
        return new PyTuple([new PyInt(n), message.Controls(), new PyInt(message.Flags), from]);
    }
}
