using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What the system knows of the names of hosts and services.</summary>
[DontLookInside]
internal static class HostLookup
{
    private const int SystemError = -11, HintsSize = 48, NumericHost = 1;

    /// <summary>One of the system's answers.</summary>
    public readonly record struct Found(int Family, int Kind, int Protocol, string Name, byte[] Address);

    /// <summary>The C library's older functions answer in memory of their own, which the next call overwrites.</summary>
    private static readonly object OneAtATime = new();

    /// <summary>Raises <c>gaierror</c>; null.</summary>
    public static PyObject? Raise(int error)
    {
        if (error == SystemError) return SystemErrors.Raise();
        string text = Marshal.PtrToStringUTF8(Libc.gai_strerror(error)) ?? "";
        return PyErr.RaiseWithArgs(SocketModule.LookupError, new PyInt(error), new PyStr(text));
    }

    /// <summary>Asks for addresses; null with an exception pending.</summary>
    /// <param name="host">Ends in a zero.</param>
    /// <param name="service">Ends in a zero.</param>
    public static Found[]? Ask(byte[]? host, byte[]? service, int family, int kind, int protocol, int flags)
    {
        byte[] hints = new byte[HintsSize];
        BitConverter.TryWriteBytes(hints.AsSpan(0), flags);
        BitConverter.TryWriteBytes(hints.AsSpan(4), family);
        BitConverter.TryWriteBytes(hints.AsSpan(8), kind);
        BitConverter.TryWriteBytes(hints.AsSpan(12), protocol);
        nint list = 0;
        int error = GlobalLock.Without(() => Libc.getaddrinfo(host, service, hints, out list));
        if (error != 0)
        {
            Raise(error);
            return null;
        }
        List<Found> found = [];
        for (nint one = list; one != 0; one = Marshal.ReadIntPtr(one, 40))
        {
            byte[] address = new byte[Marshal.ReadInt32(one, 16)];
            Marshal.Copy(Marshal.ReadIntPtr(one, 24), address, 0, address.Length);
            found.Add(new Found(Marshal.ReadInt32(one, 4), Marshal.ReadInt32(one, 8), Marshal.ReadInt32(one, 12),
                Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(one, 32)) ?? "", address));
        }
        Libc.freeaddrinfo(list);
        return [.. found];
    }

    /// <summary>The host of an address in digits, with the name of its network where it has one.</summary>
    public static string Numeric(ReadOnlySpan<byte> address) => Names(address.ToArray(), NumericHost | 2, out string host, out _) == 0 ? host : "";

    /// <summary>The names of an address's host and service; 0, or the number of the error.</summary>
    public static int Names(byte[] address, int flags, out string host, out string service)
    {
        byte[] hostText = new byte[1025], serviceText = new byte[32];
        int error = GlobalLock.Without(() => Libc.getnameinfo(address, address.Length, hostText, hostText.Length, serviceText, serviceText.Length, flags));
        host = FileNames.Decode(hostText).Value;
        service = FileNames.Decode(serviceText).Value;
        return error;
    }

    /// <summary>A host's name, its other names and its addresses; null with an exception pending.</summary>
    public static PyObject? Host(Func<nint> ask)
    {
        PyTuple? answer = null;
        GlobalLock.Without(() =>
        {
            lock (OneAtATime)
            {
                nint entry = ask();
                if (entry == 0) return false;
                int family = Marshal.ReadInt32(entry, 16), length = Marshal.ReadInt32(entry, 20);
                var aliases = new List<PyObject>();
                var addresses = new List<PyObject>();
                foreach (nint alias in Pointers(Marshal.ReadIntPtr(entry, 8))) aliases.Add(new PyStr(Marshal.PtrToStringUTF8(alias) ?? ""));
                foreach (nint pointer in Pointers(Marshal.ReadIntPtr(entry, 24)))
                {
                    byte[] address = new byte[length];
                    Marshal.Copy(pointer, address, 0, length);
                    addresses.Add(new PyStr(SocketAddress.Digits(family, address)));
                }
                answer = new PyTuple([new PyStr(Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry)) ?? ""), new PyList([.. aliases]), new PyList([.. addresses])]);
                return true;
            }
        });
        return answer ?? PyErr.RaiseWithArgs(SocketModule.HostError, new PyInt(1), new PyStr("Unknown host"));
    }

    private static IEnumerable<nint> Pointers(nint array)
    {
        for (nint at = array; Marshal.ReadIntPtr(at) is var pointer and not 0; at += nint.Size) yield return pointer;
    }

    /// <summary>A number from the entry of a service or protocol; null with OSError pending.</summary>
    public static int? Number(Func<nint> ask, int offset, string otherwise)
    {
        lock (OneAtATime)
        {
            nint entry = ask();
            if (entry != 0) return Marshal.ReadInt32(entry, offset);
        }
        PyErr.Raise(Types.OSError, otherwise);
        return null;
    }

    /// <summary>The name of a service; null with OSError pending.</summary>
    public static string? ServiceName(int port, byte[]? protocol)
    {
        lock (OneAtATime)
        {
            nint entry = Libc.getservbyport((ushort)System.Net.IPAddress.HostToNetworkOrder((short)port), protocol);
            if (entry != 0) return Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry));
        }
        PyErr.Raise(Types.OSError, "port/proto not found");
        return null;
    }
}
