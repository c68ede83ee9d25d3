using System.Buffers.Binary;
using MetaJit;

namespace PyLite.Modules;

/// <summary>What the system knows of a file: <c>statx</c>.</summary>
[DontLookInside]
internal sealed class FileStatus
{
    private const int EmptyPath = 0x1000, NoFollow = 0x100, BufferSize = 256;
    private const uint BasicStats = 0x7FF;

    /// <summary>Stands for the current folder in functions that take a folder's descriptor.</summary>
    public const int CurrentFolder = -100;

    private readonly byte[] _buffer;

    private FileStatus(byte[] buffer) => _buffer = buffer;

    /// <summary>Null when it fails; the error's number is the system's last.</summary>
    public static FileStatus? OfDescriptor(int fd) => Of(fd, [0], EmptyPath);

    /// <param name="folder">A descriptor of the folder that relative names begin at.</param>
    /// <param name="path">Ends in a zero.</param>
    /// <param name="follow">A link stands for what it leads to.</param>
    public static FileStatus? OfPath(int folder, byte[] path, bool follow) => Of(folder, path, follow ? 0 : NoFollow);

    private static FileStatus? Of(int folder, byte[] path, int flags)
    {
        byte[] buffer = new byte[BufferSize];
        return Libc.statx(folder, path, flags, BasicStats, buffer) == 0 ? new FileStatus(buffer) : null;
    }

    private uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(at));

    private long Long(int at) => BinaryPrimitives.ReadInt64LittleEndian(_buffer.AsSpan(at));

    public int Mode => BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(28));

    public bool IsDirectory => (Mode & 0xF000) == 0x4000;

    public bool IsLink => (Mode & 0xF000) == 0xA000;

    public bool IsFile => (Mode & 0xF000) == 0x8000;

    public uint BlockSize => Word(4);

    public uint Links => Word(16);

    public uint User => Word(20);

    public uint Group => Word(24);

    public ulong Inode => (ulong)Long(32);

    public long Size => Long(40);

    public long Blocks => Long(48);

    /// <summary>Seconds and nanoseconds.</summary>
    public (long Seconds, uint Nanoseconds) Accessed => (Long(64), Word(72));

    public (long Seconds, uint Nanoseconds) Changed => (Long(96), Word(104));

    public (long Seconds, uint Nanoseconds) Modified => (Long(112), Word(120));

    public ulong SpecialDevice => Device(Word(128), Word(132));

    public ulong OnDevice => Device(Word(136), Word(140));

    /// <summary>As the C library puts the two parts of a device's number together.</summary>
    public static ulong Device(ulong major, ulong minor) => (minor & 0xFF) | (major & 0xFFF) << 8 | (minor & ~0xFFUL) << 12 | (major & ~0xFFFUL) << 32;
}
