using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyLite.Modules;

/// <summary>
/// Memory that the system has mapped. It is given back when nobody has it any more: views of a map that was closed go on with it, so that no
/// program can reach memory that is not there.
/// </summary>
internal sealed class MappedMemory : MemoryManager<byte>
{
    private const int MayMove = 1, Synchronously = 4;

    private readonly Region _region;
    private readonly int _length;

    private MappedMemory(Region region, int length) => (_region, _length) = (region, length);

    /// <summary>Null when it fails; the error's number is the system's last.</summary>
    public static MappedMemory? Map(int length, int protection, int flags, int fd, long offset) =>
        Of(Libc.mmap(0, (nuint)length, protection, flags, fd, offset), length);

    private static MappedMemory? Of(nint address, int length)
    {
        var region = new Region(address, length);
        return region.IsInvalid ? null : new MappedMemory(region, length);
    }

    private nint Address => _region.DangerousGetHandle();

    /// <summary>The same memory with another length, and perhaps elsewhere; this object is not to be used after that. Null when it fails.</summary>
    public MappedMemory? Resized(int length)
    {
        MappedMemory? resized = Of(Libc.mremap(Address, (nuint)_length, (nuint)length, MayMove), length);
        if (resized is not null) _region.SetHandleAsInvalid();
        return resized;
    }

    public int Sync(int offset, int length) => Libc.msync(Address + offset, (nuint)length, Synchronously);

    public int Advise(int start, nint length, int advice) => Libc.madvise(Address + start, (nuint)length, advice);

    public override Span<byte> GetSpan() =>
        _region.IsClosed ? default : MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), Address), _length);

    /// <summary>It never moves.</summary>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing) => _region.Dispose();

    /// <summary>Gives the memory back now.</summary>
    public void Unmap() => _region.Dispose();

    private sealed class Region : SafeHandle
    {
        private readonly int _length;

        public Region(nint address, int length) : base(-1, ownsHandle: true)
        {
            _length = length;
            SetHandle(address);
        }

        public override bool IsInvalid => handle == -1;

        protected override bool ReleaseHandle() => Libc.munmap(handle, (nuint)_length) == 0;
    }
}
