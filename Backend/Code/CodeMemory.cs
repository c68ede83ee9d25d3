using System.Runtime.InteropServices;
using MetaTracer;

// All that is called outside takes and gives plain numbers, so calls can be compiled ahead.
[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace Backend.Code;

/// <summary>
/// Memory for machine code, never writable and executable at once: one memory file is mapped twice, executable where code runs and
/// writable where it is made. Published code is not changed. Data cells (guard exits, loop entries) stand in ordinary memory.
/// </summary>
internal sealed unsafe partial class CodeMemory : IDisposable
{
    private const int ProtRead = 1, ProtWrite = 2, ProtExec = 4, MapShared = 1, MapPrivate = 2, MapAnonymous = 0x20, MapNoReserve = 0x4000, RemapMayMove = 1;
    private const int Alignment = 16, CellBytes = 16 << 20;

    private readonly byte* _executable;
    private readonly byte* _writable;
    private readonly nint* _cells;
    private readonly int _size;
    private readonly Lock _lock = new();
    private readonly Stack<nint> _freeCells = [];

    // By offset; no two touch.
    private readonly List<(int Offset, int Length)> _free = [];
    private int _used;
    private int _cellsUsed;

    /// <param name="size">In bytes.</param>
    /// <param name="isAnonymous">The memory is that of no file, not even of one in memory: perf looks for names in its map only then.</param>
    public CodeMemory(int size, bool isAnonymous = false)
    {
        _size = size;
        _cells = (nint*)Map(0, CellBytes, ProtRead | ProtWrite, MapPrivate | MapAnonymous | MapNoReserve, -1);
        if (isAnonymous)
        {
            _writable = Map(0, size, ProtRead | ProtWrite, MapShared | MapAnonymous | MapNoReserve, -1);
            // Of shared memory, moving no bytes away makes a second mapping.
            nint second = mremap((nint)_writable, 0, (nuint)size, RemapMayMove);
            if (second == -1 || mprotect(second, (nuint)size, ProtRead | ProtExec) != 0)
                throw new PlatformNotSupportedException("this system does not allow code in anonymous memory, which names for perf need");
            _executable = (byte*)second;
            return;
        }
        int file = memfd_create("metajit", 1);
        if (file < 0) throw new PlatformNotSupportedException("machine code needs memfd_create, which this system does not allow; use --backend portable");
        try
        {
            if (ftruncate(file, size) != 0) throw new PlatformNotSupportedException($"{size} bytes of code memory cannot be reserved");
            _writable = Map(0, size, ProtRead | ProtWrite, MapShared, file);
            _executable = Map(0, size, ProtRead | ProtExec, MapShared, file);
        }
        finally
        {
            close(file);
        }
    }

    /// <summary>Where code runs, for whoever must know the whole range (the emulator maps it).</summary>
    public nint Base => (nint)_executable;
    public int Size => _size;
    public int UsedBytes => _used;

    /// <summary>Reserves room; the address is where the code will run.</summary>
    public nint Allocate(int bytes)
    {
        bytes = (bytes + Alignment - 1) & -Alignment;
        lock (_lock)
        {
            for (int k = 0; k < _free.Count; k++)
            {
                var (offset, length) = _free[k];
                if (length < bytes) continue;
                if (length > bytes) _free[k] = (offset + bytes, length - bytes);
                else _free.RemoveAt(k);
                return (nint)_executable + offset;
            }
            if (_used + bytes > _size) throw new CodeMemoryExhaustedException();
            nint at = (nint)_executable + _used;
            _used += bytes;
            return at;
        }
    }

    /// <summary>Copies finished code to reserved room, once.</summary>
    public void Publish(nint address, ReadOnlySpan<byte> code) => code.CopyTo(new Span<byte>(_writable + (address - (nint)_executable), code.Length));

    public nint Publish(ReadOnlySpan<byte> code)
    {
        nint address = Allocate(code.Length);
        Publish(address, code);
        return address;
    }

    /// <summary>Gives room back; nothing may run there any more.</summary>
    public void Free(nint address, int bytes)
    {
        bytes = (bytes + Alignment - 1) & -Alignment;
        int offset = (int)(address - (nint)_executable);
        lock (_lock)
        {
            int at = 0;
            for (int high = _free.Count; at < high;)
            {
                int middle = (at + high) / 2;
                if (_free[middle].Offset < offset) at = middle + 1;
                else high = middle;
            }
            // Free stretches that touch become one.
            if (at < _free.Count && offset + bytes == _free[at].Offset)
            {
                bytes += _free[at].Length;
                _free.RemoveAt(at);
            }
            if (at > 0 && _free[at - 1].Offset + _free[at - 1].Length == offset)
            {
                at--;
                (offset, bytes) = (_free[at].Offset, _free[at].Length + bytes);
                _free.RemoveAt(at);
            }
            if (offset + bytes == _used) _used = offset;
            else _free.Insert(at, (offset, bytes));
        }
    }

    /// <summary>A word in memory that code jumps through or tests.</summary>
    public nint* NewCell(nint value)
    {
        lock (_lock)
        {
            nint* cell;
            if (_freeCells.TryPop(out nint free))
            {
                cell = (nint*)free;
            }
            else
            {
                if (_cellsUsed >= CellBytes / sizeof(nint)) throw new CodeMemoryExhaustedException();
                cell = _cells + _cellsUsed++;
            }
            *cell = value;
            return cell;
        }
    }

    public void FreeCell(nint* cell)
    {
        lock (_lock) _freeCells.Push((nint)cell);
    }

    public bool Contains(nint address) => address >= (nint)_executable && address < (nint)_executable + _size;

    public void Dispose()
    {
        munmap((nint)_executable, (nuint)_size);
        munmap((nint)_writable, (nuint)_size);
        munmap((nint)_cells, CellBytes);
    }

    /// <summary>Memory that is neither code nor cells: the raw stack, the context.</summary>
    public static byte* MapData(int bytes) => Map(0, bytes, ProtRead | ProtWrite, MapPrivate | MapAnonymous | MapNoReserve, -1);

    private static byte* Map(nint at, int bytes, int protection, int flags, int file)
    {
        nint address = mmap(at, (nuint)bytes, protection, flags, file, 0);
        if (address == -1) throw new PlatformNotSupportedException($"mmap failed with error {Marshal.GetLastPInvokeError()}; use --backend portable");
        return (byte*)address;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ftruncate(int file, nint length);

    [LibraryImport("libc")]
    private static partial int close(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint mremap(nint address, nuint oldLength, nuint newLength, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nuint length);
}
