using System.Buffers.Binary;

namespace PyLite.Interpreter;

/// <summary>Descriptors to wait for, as poll(2) has them: eight bytes each. There is room for one more, which an interrupt makes ready.</summary>
internal sealed class PollRequest(int count)
{
    public const short Read = 1, Urgent = 2, Write = 4, Error = 8, HangUp = 16, Invalid = 32;

    public byte[] Bytes { get; } = new byte[(count + 1) * 8];

    public int Count => count;

    public static PollRequest Of(int fd, short events)
    {
        var request = new PollRequest(1);
        request.Set(0, fd, events);
        return request;
    }

    public void Set(int i, int fd, short events)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Bytes.AsSpan(i * 8), fd);
        BinaryPrimitives.WriteInt16LittleEndian(Bytes.AsSpan(i * 8 + 4), events);
    }

    public int Descriptor(int i) => BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(i * 8));

    /// <summary>What has happened to a descriptor.</summary>
    public short Happened(int i) => BinaryPrimitives.ReadInt16LittleEndian(Bytes.AsSpan(i * 8 + 6));
}
