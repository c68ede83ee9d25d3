using System.Runtime.InteropServices;
using Backend.Code;
using Backend.Runtime;

namespace Backend.Tests;

/// <summary>What machine code needs to know of the runtime is found on x64 Linux.</summary>
public sealed unsafe class RuntimeProbeTests
{
    private static void OnlyX64() => Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux(), "x64 Linux only");

    [SkippableFact]
    public void The_write_barrier_is_found()
    {
        OnlyX64();
        nint first = WriteBarrier.Find();
        Assert.NotEqual(0, first);
        Assert.Equal(first, WriteBarrier.Find());
    }

    [SkippableFact]
    public void The_suspension_flag_is_found_and_clear()
    {
        OnlyX64();
        using var memory = new CodeMemory(1 << 20);
        int* flag = SuspensionFlag.Find(memory.Publish([0xC3]));
        Assert.True(flag != null);
        Assert.Equal(0, Volatile.Read(ref *flag));
    }

    [SkippableFact]
    public void Each_thread_has_its_allocation_context()
    {
        OnlyX64();
        using var memory = new CodeMemory(1 << 20);
        nint code = memory.Publish(AllocationContext.ReadThreadPointerX64);
        nint here = AllocationContext.OfThisThread(code);
        Assert.NotEqual(0, here);
        nint there = 0;
        var thread = new Thread(() => there = AllocationContext.OfThisThread(code));
        thread.Start();
        thread.Join();
        Assert.NotEqual(0, there);
        Assert.NotEqual(here, there);
    }

    [Fact]
    public void Code_memory_gives_back_what_was_freed()
    {
        using var memory = new CodeMemory(1 << 16);
        nint a = memory.Allocate(100), b = memory.Allocate(50);
        Assert.Equal(112, b - a);
        memory.Free(a, 100);
        Assert.Equal(a, memory.Allocate(32));
        Assert.Throws<MetaTracer.CodeMemoryExhaustedException>(() => memory.Allocate(1 << 16));
    }
}
