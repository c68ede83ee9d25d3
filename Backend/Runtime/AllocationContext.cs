using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backend.Runtime;

/// <summary>
/// The calling thread's allocation context: the word that points at the next free byte of its allocation chunk, with the combined
/// limit in the word before. Found by looking, in the thread's static storage, for the address where the next object will be, and
/// verified by allocating again. Reads go through the kernel, so that a wrong guess reads nothing instead of faulting.
/// </summary>
internal static unsafe partial class AllocationContext
{
    // Sequential, so that trimming leaves the fields: the object's size is what counts.
    [StructLayout(LayoutKind.Sequential)]
    private sealed class Probe
    {
        public long Value = 0;
        public object? Reference = null;
    }

    private const int ProbeBytes = 32, BlockBytes = 0x1000, MaxModules = 64;

    /// <summary>What machine code takes at once, and how much of an array is not its items.</summary>
    private const int ChunkBytes = 64 << 10, ArrayOverhead = 24;

    [ThreadStatic] private static nint t_address;
    [ThreadStatic] private static bool t_searched;

    /// <summary>The address of the allocation pointer, or 0 where it was not found.</summary>
    public static nint OfThisThread(nint readThreadPointer)
    {
        if (!t_searched)
        {
            t_searched = true;
            // Allocation ticks and samplers would no longer see what machine code allocates.
            if (Environment.GetEnvironmentVariable("CORECLR_ENABLE_PROFILING") != "1")
                t_address = Find(((delegate* unmanaged[SuppressGCTransition]<nint>)readThreadPointer)());
        }
        return t_address;
    }

    /// <summary>x64: <c>mov rax, fs:[0]; ret</c>.</summary>
    public static ReadOnlySpan<byte> ReadThreadPointerX64 => [0x64, 0x48, 0x8B, 0x04, 0x25, 0, 0, 0, 0, 0xC3];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint Find(nint threadPointer)
    {
        // glibc: the vector of the thread's storage blocks, one a module; its length stands before it.
        nint* vector = stackalloc nint[2 * MaxModules + 2];
        nint vectorAddress = 0, count = 0;
        if (!Read(threadPointer + 8, &vectorAddress, 8) || !Read(vectorAddress - 16, &count, 8) || count is <= 0 or > 4096) return 0;
        count = Math.Min(count, MaxModules);
        if (!Read(vectorAddress, vector, (int)(count + 1) * 16)) return 0;
        nint* block = stackalloc nint[BlockBytes / sizeof(nint)];
        for (int attempt = 0; attempt < 5; attempt++)
        {
            for (int module = 1; module <= count; module++)
            {
                nint at = vector[2 * module];
                if (at is 0 or -1) continue;
                var probe = new Probe();
                nint next = Address(probe) + ProbeBytes;
                int readable = Read(at, block, BlockBytes) ? BlockBytes : Read(at, block, BlockBytes / 4) ? BlockBytes / 4 : 0;
                for (int i = 1; i < readable / sizeof(nint); i++)
                {
                    if (block[i] != next) continue;
                    if (Verified(at + i * sizeof(nint))) return at + i * sizeof(nint);
                }
                GC.KeepAlive(probe);
            }
        }
        return 0;
    }

    /// <summary>
    /// The next objects are where the word says, and the combined limit is not below it. After a collection the thread has another chunk:
    /// then only the word behind the new object counts.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Verified(nint candidate)
    {
        int right = 0;
        for (int i = 0; i < 8; i++)
        {
            int collections = GC.CollectionCount(0);
            nint expected = *(nint*)candidate, limit = *(nint*)(candidate - 8);
            var probe = new Probe();
            nint address = Address(probe);
            bool isThere = address == expected && limit >= expected || GC.CollectionCount(0) != collections;
            if (isThere && *(nint*)candidate == address + ProbeBytes) right++;
            GC.KeepAlive(probe);
        }
        return right >= 6;
    }

    /// <summary>
    /// x64, <c>(context, end, start)</c>: if the next free byte is at <c>end</c>, it is at <c>start</c> again, and the first words there are
    /// zero: <c>cmp [rdi], rsi; jne end; mov qword ptr [rdx], 0; mov qword ptr [rdx+8], 0; mov [rdi], rdx; end: ret</c>. No collection comes
    /// in between.
    /// </summary>
    public static ReadOnlySpan<byte> GiveBackX64 =>
    [
        0x48, 0x39, 0x37, 0x75, 0x12, 0x48, 0xC7, 0x02, 0, 0, 0, 0, 0x48, 0xC7, 0x42, 0x08, 0, 0, 0, 0, 0x48, 0x89, 0x17, 0xC3,
    ];

    /// <summary>
    /// Makes the chunk a larger one: an array is allocated and its memory, cleared like any, given back. Where the runtime did not take it from
    /// the context's chunk, or collected meanwhile, nothing is gained.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void TakeChunk(nint* context, nint giveBack)
    {
        byte[]? chunk = new byte[ChunkBytes - ArrayOverhead];
        nint start = *(nint*)Unsafe.AsPointer(ref chunk);
        // From here on nobody has the array.
        chunk = null;
        ((delegate* unmanaged[SuppressGCTransition]<nint*, nint, nint, void>)giveBack)(context, start + ChunkBytes, start);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint Address(object o) => *(nint*)Unsafe.AsPointer(ref o);

    private static bool Read(nint from, void* to, int bytes)
    {
        var local = new IoVector { Base = (nint)to, Length = bytes };
        var remote = new IoVector { Base = from, Length = bytes };
        return process_vm_readv(Environment.ProcessId, &local, 1, &remote, 1, 0) == bytes;
    }

    private struct IoVector
    {
        public nint Base;
        public nint Length;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint process_vm_readv(int process, IoVector* local, nuint localCount, IoVector* remote, nuint remoteCount, nuint flags);
}
