using System.Buffers.Binary;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Addresses of sockets between Python's tuples and the system's bytes.</summary>
[DontLookInside]
internal static class SocketAddress
{
    public const int Unix = 1, Internet = 2, Internet6 = 10, Netlink = 16, Packet = 17;
    public const int MostBytes = 128;
    private const int InternetSize = 16, Internet6Size = 28, PathStart = 2, LongestPath = 108;

    /// <summary>The system's form of an address; null with an exception pending.</summary>
    public static byte[]? Of(PyObject address, int family, string function)
    {
        PyObject plain = UserSlots.Unwrap(address);
        switch (family)
        {
            case Internet:
                if (plain is not PyTuple four) return Fail(Types.TypeError, $"{function}(): AF_INET address must be tuple, not {address.Type.Name}");
                if (four.Items.Length != 2) return Fail(Types.TypeError, "AF_INET address must be a pair (host, port)");
                if (HostName(four.Items[0]) is not { } host || !Argument.Int(four.Items[1], out int port) || Resolve(host, Internet) is not { } found) return null;
                return SetPort(found, port, function);
            case Internet6:
                if (plain is not PyTuple six) return Fail(Types.TypeError, $"{function}(): AF_INET6 address must be tuple, not {address.Type.Name}");
                if (six.Items.Length is < 2 or > 4) return Fail(Types.TypeError, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
                uint flow = 0, scope = 0;
                if (HostName(six.Items[0]) is not { } host6 || !Argument.Int(six.Items[1], out int port6)) return null;
                if (six.Items.Length > 2 && !Argument.Bits(six.Items[2], out flow)) return null;
                if (six.Items.Length > 3 && !Argument.Bits(six.Items[3], out scope)) return null;
                if (flow > 0xFFFFF) return Fail(Types.OverflowError, $"{function}(): flowinfo must be 0-1048575.");
                if (Resolve(host6, Internet6) is not { } found6 || SetPort(found6, port6, function) is null) return null;
                BinaryPrimitives.WriteUInt32BigEndian(found6.AsSpan(4), flow);
                if (scope != 0) BinaryPrimitives.WriteUInt32LittleEndian(found6.AsSpan(24), scope);
                return found6;
            case Unix:
                byte[]? path;
                if (plain is PyStr text) path = FileNames.Encode(text);
                else path = Buffers.Bytes(address, out ReadOnlySpan<byte> bytes) ? bytes.ToArray() : null;
                if (path is null) return null;
                // A name that begins with a zero is abstract and has no end but its length.
                bool isAbstract = path.Length > 0 && path[0] == 0;
                if (path.Length > LongestPath - (isAbstract ? 0 : 1)) return Fail(Types.OSError, "AF_UNIX path too long");
                return [Unix, 0, .. path, .. isAbstract || path.Length == 0 ? (byte[])[] : [0]];
            case Netlink:
                if (plain is not PyTuple { Items: [var pid, var groups] }) return Fail(Types.TypeError, $"{function}(): AF_NETLINK address must be tuple, not {address.Type.Name}");
                if (!Argument.Bits(pid, out uint p) || !Argument.Bits(groups, out uint g)) return null;
                byte[] netlink = new byte[12];
                netlink[0] = Netlink;
                BitConverter.TryWriteBytes(netlink.AsSpan(4), p);
                BitConverter.TryWriteBytes(netlink.AsSpan(8), g);
                return netlink;
            default:
                return Fail(Types.OSError, $"{function}(): bad family");
        }
    }

    private static byte[]? Fail(PyType type, string message)
    {
        PyErr.Raise(type, message);
        return null;
    }

    private static byte[]? SetPort(byte[] address, int port, string function)
    {
        if (port is < 0 or > 0xFFFF) return Fail(Types.OverflowError, $"{function}(): port must be 0-65535.");
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(2), (ushort)port);
        return address;
    }

    /// <summary>The bytes of a host's name, without a zero at the end; null with an exception pending.</summary>
    public static byte[]? HostName(PyObject host)
    {
        byte[]? name;
        switch (UserSlots.Unwrap(host))
        {
            case PyStr text:
                name = Array.TrueForAll(text.ToPoints(), c => c < 128) ? System.Text.Encoding.ASCII.GetBytes(text.Value) : Idna(text);
                break;
            case PyBytes bytes:
                name = bytes.Span.ToArray();
                break;
            default:
                return Fail(Types.TypeError, $"str, bytes or bytearray expected, not {host.Type.Name}");
        }
        if (name is not null && Array.IndexOf(name, (byte)0) >= 0) return Fail(Types.TypeError, "host name must not contain null character");
        return name;
    }

    public static byte[]? Idna(PyStr text)
    {
        if (Calls.Method(text, "encode", new PyStr("idna")) is PyBytes made) return made.Span.ToArray();
        return null;
    }

    /// <summary>The address of a host, with port zero: from its digits, or as the system finds it. Null with an exception pending.</summary>
    public static byte[]? Resolve(byte[] host, int family)
    {
        byte[] address = new byte[family == Internet ? InternetSize : Internet6Size];
        address[0] = (byte)family;
        if (host.Length == 0) return address;
        if (family == Internet && host.AsSpan().SequenceEqual("<broadcast>"u8))
        {
            address.AsSpan(4, 4).Fill(255);
            return address;
        }
        byte[] name = [.. host, 0];
        byte[] numeric = new byte[16];
        if (Libc.inet_pton(family, name, numeric) == 1)
        {
            if (family == Internet) numeric.AsSpan(0, 4).CopyTo(address.AsSpan(4));
            else numeric.CopyTo(address.AsSpan(8));
            return address;
        }
        HostLookup.Found[]? found = HostLookup.Ask(name, null, family, 0, 0, 0);
        return found is null ? null : found[0].Address;
    }

    /// <summary>An address as programs see it.</summary>
    public static PyObject? Show(ReadOnlySpan<byte> address)
    {
        if (address.Length == 0) return PyNone.None;
        int family = BinaryPrimitives.ReadUInt16LittleEndian(address);
        switch (family)
        {
            case Internet when address.Length >= InternetSize:
                return new PyTuple([new PyStr(Digits(Internet, address.Slice(4, 4))), new PyInt(BinaryPrimitives.ReadUInt16BigEndian(address[2..]))]);
            case Internet6 when address.Length >= Internet6Size:
                uint scope = BinaryPrimitives.ReadUInt32LittleEndian(address[24..]);
                return new PyTuple([new PyStr(HostLookup.Numeric(address)), new PyInt(BinaryPrimitives.ReadUInt16BigEndian(address[2..])),
                    new PyInt(BinaryPrimitives.ReadUInt32BigEndian(address[4..]) & 0xFFFFF), new PyInt(scope)]);
            case Unix:
                ReadOnlySpan<byte> path = address[PathStart..];
                if (path.Length > 0 && path[0] == 0) return new PyBytes(path.ToArray());
                return FileNames.Decode(path);
            case Netlink when address.Length >= 12:
                return new PyTuple([new PyInt(BinaryPrimitives.ReadUInt32LittleEndian(address[4..])), new PyInt(BinaryPrimitives.ReadUInt32LittleEndian(address[8..]))]);
            default:
                return new PyTuple([new PyInt(family), new PyBytes(address[2..].ToArray())]);
        }
    }

    /// <summary>An address of a host in digits.</summary>
    public static string Digits(int family, ReadOnlySpan<byte> address)
    {
        byte[] text = new byte[64];
        Libc.inet_ntop(family, address.ToArray(), text, text.Length);
        return System.Text.Encoding.ASCII.GetString(text, 0, Array.IndexOf(text, (byte)0));
    }
}
