using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// A message as <c>sendmsg</c> and <c>recvmsg</c> have it: bytes, control messages, an address, and a header of seven words that points to
/// them. They stay where they are until it is disposed of.
/// </summary>
[DontLookInside]
internal sealed class SocketMessage : IDisposable
{
    /// <summary>Length, level and type before the data of a control message.</summary>
    public const int HeaderSize = 16;

    private readonly GCHandle[] _pins;
    private readonly byte[] _control, _address;

    public SocketMessage(byte[] data, byte[] control, byte[] address)
    {
        Data = data;
        _control = control;
        _address = address;
        nint[] part = new nint[2];
        _pins = [GCHandle.Alloc(data, GCHandleType.Pinned), GCHandle.Alloc(control, GCHandleType.Pinned), GCHandle.Alloc(address, GCHandleType.Pinned), GCHandle.Alloc(part, GCHandleType.Pinned)];
        part[0] = _pins[0].AddrOfPinnedObject();
        part[1] = data.Length;
        Header =
        [
            address.Length > 0 ? _pins[2].AddrOfPinnedObject() : 0, address.Length, _pins[3].AddrOfPinnedObject(), 1,
            control.Length > 0 ? _pins[1].AddrOfPinnedObject() : 0, control.Length, 0,
        ];
    }

    public byte[] Data { get; }

    public nint[] Header { get; }

    public int Flags => (int)Header[6];

    /// <summary>The address of who sent it.</summary>
    public ReadOnlySpan<byte> From => _address.AsSpan(0, Math.Min((int)Header[1], _address.Length));

    public static long Aligned(long n) => (n + 7) & ~7L;

    /// <summary>Control messages as the system has them; null with an exception pending.</summary>
    public static byte[]? Control(PyObject list)
    {
        if (Sequences.ToList(list) is not { } items)
        {
            if (PyErr.TakeIf(Types.TypeError)) PyErr.TypeError("sendmsg() argument 2 must be iterable");
            return null;
        }
        var control = new List<byte>();
        foreach (PyObject item in items)
        {
            if (UserSlots.Unwrap(item) is not PyTuple { Items: [var levelObject, var typeObject, var dataObject] })
            {
                PyErr.TypeError("[sendmsg() ancillary data items] must be 3-item tuples");
                return null;
            }
            if (!Argument.Int(levelObject, out int level) || !Argument.Int(typeObject, out int type) || !Buffers.Bytes(dataObject, out ReadOnlySpan<byte> data)) return null;
            control.AddRange(BitConverter.GetBytes((long)(HeaderSize + data.Length)));
            control.AddRange(BitConverter.GetBytes(level));
            control.AddRange(BitConverter.GetBytes(type));
            control.AddRange(data);
            while (control.Count % 8 != 0) control.Add(0);
        }
        return [.. control];
    }

    /// <summary>The control messages that came.</summary>
    public PyList Controls()
    {
        var list = new PyList();
        int end = (int)Math.Min(Header[5], _control.Length);
        for (int at = 0; at + HeaderSize <= end;)
        {
            long length = BitConverter.ToInt64(_control, at);
            if (length < HeaderSize) break;
            int last = (int)Math.Min(end, at + length);
            list.Append(new PyTuple([new PyInt(BitConverter.ToInt32(_control, at + 8)), new PyInt(BitConverter.ToInt32(_control, at + 12)), new PyBytes(_control[(at + HeaderSize)..last])]));
            at += (int)Aligned(length);
        }
        return list;
    }

    public void Dispose()
    {
        foreach (GCHandle pin in _pins) pin.Free();
    }
}
