using System.Net;
using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Sockets of the system, and names of hosts.</summary>
[PyModule("_socket")]
[DontLookInside]
public static partial class SocketModule
{
    [PyConstant("error")] private static PyType Error => Types.OSError;
    [PyConstant("timeout")] private static PyType TimeoutType => Types.TimeoutError;
    [PyConstant("gaierror")] internal static readonly PyType LookupError = ModuleExceptions.New("socket.gaierror", Types.OSError);
    [PyConstant("herror")] internal static readonly PyType HostError = ModuleExceptions.New("socket.herror", Types.OSError);
    [PyConstant] private static PyType socket => PySocket.ClassType;
    [PyConstant] private static PyType SocketType => PySocket.ClassType;
    [PyConstant] private const bool has_ipv6 = true;

    [PyModuleInit]
    private static void AddNumbers(PyModule module) => SocketConstants.AddTo(module);

    /// <summary>Seconds that new sockets wait; null for ever.</summary>
    internal static double? DefaultTimeout { get; private set; }

    [PyFunction] public static PyObject getdefaulttimeout() => DefaultTimeout is { } seconds ? new PyFloat(seconds) : PyNone.None;

    [PyFunction]
    public static PyObject? setdefaulttimeout(PyObject? timeout)
    {
        if (!PySocket.Seconds(timeout, out double? seconds)) return null;
        DefaultTimeout = seconds;
        return PyNone.None;
    }

    /// <summary>Closes a descriptor.</summary>
    [PyFunction]
    public static PyObject? close(PyObject fd)
    {
        if (!Argument.Int(fd, out int number)) return null;
        return Libc.close(number) == 0 || SystemErrors.Last == 104 ? PyNone.None : SystemErrors.Raise();
    }

    /// <summary>Another descriptor of the same socket.</summary>
    [PyFunction]
    public static PyObject? dup(PyObject fd)
    {
        const int duplicateCloseOnExec = 1030;
        if (!Argument.Int(fd, out int number)) return null;
        return Libc.fcntl(number, duplicateCloseOnExec, 0) is var made and >= 0 ? new PyInt(made) : SystemErrors.Raise();
    }

    /// <summary>Two sockets that are connected.</summary>
    [PyFunction]
    public static PyObject? socketpair(int family = 1, int type = 1, int proto = 0)
    {
        int[] pair = new int[2];
        if (Libc.socketpair(family, type | PySocket.CloseOnExec, proto, pair) != 0) return SystemErrors.Raise();
        return new PyTuple([PySocket.Over(pair[0], family, type, proto), PySocket.Over(pair[1], family, type, proto)]);
    }

    // ---- hosts

    [PyFunction]
    public static PyObject? gethostname()
    {
        byte[] name = new byte[1024];
        return Libc.gethostname(name, name.Length) == 0 ? FileNames.Decode(name) : SystemErrors.Raise();
    }

    [PyFunction]
    public static PyObject? sethostname(PyObject name)
    {
        if (FileNames.ForSystem(name) is not { } text) return null;
        return Libc.sethostname(text, text.Length - 1) == 0 ? PyNone.None : SystemErrors.Raise();
    }

    [PyFunction]
    public static PyObject? gethostbyname(PyObject hostname)
    {
        if (SocketAddress.HostName(hostname) is not { } name || SocketAddress.Resolve(name, SocketAddress.Internet) is not { } address) return null;
        return new PyStr(SocketAddress.Digits(SocketAddress.Internet, address.AsSpan(4, 4)));
    }

    [PyFunction]
    public static PyObject? gethostbyname_ex(PyObject hostname)
    {
        if (SocketAddress.HostName(hostname) is not { } name || SocketAddress.Resolve(name, SocketAddress.Internet) is null) return null;
        return HostLookup.Host(() => Libc.gethostbyname([.. name, 0]));
    }

    [PyFunction]
    public static PyObject? gethostbyaddr(PyObject ip_address)
    {
        if (SocketAddress.HostName(ip_address) is not { } name) return null;
        HostLookup.Found[]? found = HostLookup.Ask([.. name, 0], null, 0, 0, 0, 0);
        if (found is null) return null;
        bool isSix = found[0].Family == SocketAddress.Internet6;
        byte[] address = isSix ? found[0].Address[8..24] : found[0].Address[4..8];
        return HostLookup.Host(() => Libc.gethostbyaddr(address, address.Length, found[0].Family));
    }

    /// <summary>The addresses of a host and service: tuples of family, type, protocol, name and address.</summary>
    [PyFunction]
    public static PyObject? getaddrinfo([Keyword] PyObject? host, PyObject? port, int family = 0, int type = 0, int proto = 0, int flags = 0)
    {
        byte[]? name = null, service = null;
        switch (UserSlots.Unwrap(host ?? PyNone.None))
        {
            case PyNone:
                break;
            case PyStr text:
                if (SocketAddress.Idna(text) is not { } encoded) return null;
                name = encoded;
                break;
            case PyBytes { IsMutable: false } bytes:
                name = bytes.Span.ToArray();
                break;
            default:
                return PyErr.TypeError("getaddrinfo() argument 1 must be string or None");
        }
        switch (UserSlots.Unwrap(port ?? PyNone.None))
        {
            case PyNone:
                break;
            case PyInt or PyBool:
                if (!Sequences.Integer(port!, out long number)) return null;
                service = System.Text.Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case PyStr text:
                service = FileNames.Encode(text);
                if (service is null) return null;
                break;
            case PyBytes { IsMutable: false } bytes:
                service = bytes.Span.ToArray();
                break;
            case PyLong:
                return PyErr.Raise(Types.OverflowError, "Python int too large to convert to C long");
            default:
                return PyErr.Raise(Types.OSError, "Int or String expected");
        }
        if (name is not null && Array.IndexOf(name, (byte)0) >= 0) return PyErr.TypeError("host name must not contain null character");
        HostLookup.Found[]? found = HostLookup.Ask(name is null ? null : [.. name, 0], service is null ? null : [.. service, 0], family, type, proto, flags);
        if (found is null) return null;
        var list = new PyList();
        foreach (HostLookup.Found one in found)
        {
            if (SocketAddress.Show(one.Address) is not { } address) return null;
            list.Append(new PyTuple([new PyInt(one.Family), new PyInt(one.Kind), new PyInt(one.Protocol), new PyStr(one.Name), address]));
        }
        return list;
    }

    /// <summary>The names of an address's host and service.</summary>
    [PyFunction]
    public static PyObject? getnameinfo(PyObject sockaddr, int flags)
    {
        if (UserSlots.Unwrap(sockaddr) is not PyTuple { Items: { Length: >= 1 and <= 4 } parts }) return PyErr.TypeError("getnameinfo() argument 1 must be a tuple");
        if (parts.Length < 2) return PyErr.TypeError("getnameinfo(): illegal sockaddr argument");
        uint flow = 0, scope = 0;
        if (UserSlots.Unwrap(parts[0]) is not PyStr host || !Argument.Int(parts[1], out int port)) return PyErr.Current is null ? PyErr.TypeError("getnameinfo(): illegal sockaddr argument") : null;
        if ((parts.Length > 2 && !Argument.Bits(parts[2], out flow)) || (parts.Length > 3 && !Argument.Bits(parts[3], out scope))) return null;
        if (flow > 0xFFFFF) return PyErr.Raise(Types.OverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
        const int datagram = 2, numericHost = 4;
        HostLookup.Found[]? found = HostLookup.Ask([.. System.Text.Encoding.UTF8.GetBytes(host.Value), 0],
            [.. System.Text.Encoding.ASCII.GetBytes(port.ToString(System.Globalization.CultureInfo.InvariantCulture)), 0], 0, datagram, 0, numericHost);
        if (found is null) return null;
        if (found.Length > 1 && found[0].Family != found[1].Family) return PyErr.Raise(Types.OSError, "sockaddr resolved to multiple addresses");
        byte[] address = found[0].Address;
        if (found[0].Family == SocketAddress.Internet && parts.Length != 2) return PyErr.Raise(Types.OSError, "IPv4 sockaddr must be 2 tuple");
        if (found[0].Family == SocketAddress.Internet6) BitConverter.TryWriteBytes(address.AsSpan(24), scope);
        int error = HostLookup.Names(address, flags, out string name, out string service);
        return error != 0 ? HostLookup.Raise(error) : new PyTuple([new PyStr(name), new PyStr(service)]);
    }

    [PyFunction]
    public static PyObject? getservbyname(string servicename, string? protocolname = null)
    {
        byte[] name = Terminated(servicename);
        int? port = HostLookup.Number(() => Libc.getservbyname(name, protocolname is null ? null : Terminated(protocolname)), 16, "service/proto not found");
        return port is { } p ? new PyInt((ushort)IPAddress.NetworkToHostOrder((short)p)) : null;
    }

    [PyFunction]
    public static string? getservbyport(int port, string? protocolname = null)
    {
        if (port is < 0 or > 0xFFFF)
        {
            PyErr.Raise(Types.OverflowError, "getservbyport: port must be 0-65535.");
            return null;
        }
        return HostLookup.ServiceName(port, protocolname is null ? null : Terminated(protocolname));
    }

    [PyFunction]
    public static PyObject? getprotobyname(string protocolname) =>
        HostLookup.Number(() => Libc.getprotobyname(Terminated(protocolname)), 16, "protocol not found") is { } number ? new PyInt(number) : null;

    private static byte[] Terminated(string text) => [.. System.Text.Encoding.UTF8.GetBytes(text), 0];

    // ---- numbers as the network has them

    private static PyObject? Short(PyObject given, string function)
    {
        if (!Argument.Int(given, out int x)) return null;
        if (x < 0) return PyErr.Raise(Types.OverflowError, $"{function}: can't convert negative Python int to C 16-bit unsigned integer");
        if (x > 0xFFFF) return PyErr.Raise(Types.OverflowError, $"{function}: Python int too large to convert to C 16-bit unsigned integer");
        return new PyInt((ushort)IPAddress.HostToNetworkOrder((short)x));
    }

    private static PyObject? Long(PyObject given)
    {
        if (UserSlots.Unwrap(given) is not (PyInt or PyLong or PyBool)) return PyErr.TypeError($"expected int, {given.Type.Name} found");
        if (!Argument.Big(given, out System.Numerics.BigInteger x)) return null;
        if (x < 0) return PyErr.Raise(Types.OverflowError, "can't convert negative value to unsigned int");
        if (x > uint.MaxValue) return PyErr.Raise(Types.OverflowError, "int larger than 32 bits");
        return new PyInt((uint)IPAddress.HostToNetworkOrder((int)(uint)x));
    }

    [PyFunction] public static PyObject? ntohs(PyObject x) => Short(x, "ntohs");
    [PyFunction] public static PyObject? htons(PyObject x) => Short(x, "htons");
    [PyFunction] public static PyObject? ntohl(PyObject x) => Long(x);
    [PyFunction] public static PyObject? htonl(PyObject x) => Long(x);

    [PyFunction]
    public static PyObject? inet_aton(string ip_addr)
    {
        byte[] address = new byte[4];
        return Libc.inet_aton(Terminated(ip_addr), address) != 0 ? new PyBytes(address) : PyErr.Raise(Types.OSError, "illegal IP address string passed to inet_aton");
    }

    [PyFunction]
    public static PyObject? inet_ntoa(ReadOnlySpan<byte> packed_ip) =>
        packed_ip.Length != 4 ? PyErr.Raise(Types.OSError, "packed IP wrong length for inet_ntoa") : new PyStr(SocketAddress.Digits(SocketAddress.Internet, packed_ip));

    [PyFunction]
    public static PyObject? inet_pton(int address_family, string ip_string)
    {
        byte[] address = new byte[16];
        return Libc.inet_pton(address_family, Terminated(ip_string), address) switch
        {
            < 0 => SystemErrors.Raise(),
            0 => PyErr.Raise(Types.OSError, "illegal IP address string passed to inet_pton"),
            _ => new PyBytes(address_family == SocketAddress.Internet ? address[..4] : address),
        };
    }

    [PyFunction]
    public static PyObject? inet_ntop(int address_family, ReadOnlySpan<byte> packed_ip)
    {
        if (address_family is not (SocketAddress.Internet or SocketAddress.Internet6)) return PyErr.ValueError($"unknown address family {address_family}");
        return packed_ip.Length != (address_family == SocketAddress.Internet ? 4 : 16) ? PyErr.ValueError("invalid length of packed IP address string")
            : new PyStr(SocketAddress.Digits(address_family, packed_ip));
    }

    // ---- interfaces

    [PyFunction]
    public static PyObject? if_nametoindex(PyObject oname)
    {
        if (FileNames.ForSystem(oname) is not { } name) return null;
        return Libc.if_nametoindex(name) is var index and not 0 ? new PyInt(index) : PyErr.Raise(Types.OSError, "no interface with this name");
    }

    [PyFunction]
    public static PyObject? if_indextoname(uint if_index)
    {
        byte[] name = new byte[16];
        return Libc.if_indextoname(if_index, name) != 0 ? FileNames.Decode(name) : SystemErrors.Raise();
    }

    [PyFunction]
    public static PyObject? if_nameindex()
    {
        nint list = Libc.if_nameindex();
        if (list == 0) return SystemErrors.Raise();
        var found = new PyList();
        for (nint at = list; Marshal.ReadInt32(at) is var index and not 0; at += 16)
            found.Append(new PyTuple([new PyInt((uint)index), new PyStr(Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(at, 8)) ?? "")]));
        Libc.if_freenameindex(list);
        return found;
    }

    // ---- data that goes beside the bytes

    [PyFunction]
    public static PyObject? CMSG_LEN(PyObject length) => Control(length, "CMSG_LEN() argument out of range", static n => SocketMessage.HeaderSize + n);

    [PyFunction]
    public static PyObject? CMSG_SPACE(PyObject length) => Control(length, "CMSG_SPACE() argument out of range", static n => SocketMessage.HeaderSize + SocketMessage.Aligned(n));

    private static PyObject? Control(PyObject length, string error, Func<long, long> size)
    {
        if (!Sequences.Integer(length, out long n)) return null;
        return n is < 0 or > int.MaxValue - 64 ? PyErr.Raise(Types.OverflowError, error) : new PyInt(size(n));
    }
}
