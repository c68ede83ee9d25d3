using System.Runtime.InteropServices;
using Backend.Arm64;
using Backend.Runtime;
using Backend.X64;
using MetaTracer;

namespace Backend.Tests;

public class X64BackendTests : BackendTests
{
    protected virtual BackendOptions Options => new();

    protected sealed override TraceBackend Create()
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux(), "x64 Linux only");
        return new X64Backend(Options with { CodeMemoryBytes = 32 << 20 });
    }
}

public sealed class X64CollectingTests : X64BackendTests
{
    protected override BackendOptions Options => new() { CollectAtYields = true };
    protected override int RandomTraces => 4;
}

public sealed class X64WithoutFastPathsTests : X64BackendTests
{
    protected override BackendOptions Options => new() { InlineAllocation = false, WriteBarrier = false, SuspensionFlag = false };
}

public class EmulatedArm64BackendTests : BackendTests
{
    protected virtual BackendOptions Options => new();

    protected sealed override TraceBackend Create()
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux(), "x64 Linux only");
        Skip.IfNot(Unicorn.IsInstalled, "libunicorn2 is not installed");
        return new EmulatedArm64Backend(Options with { CodeMemoryBytes = 32 << 20 });
    }
}

public sealed class EmulatedArm64CollectingTests : EmulatedArm64BackendTests
{
    protected override BackendOptions Options => new() { CollectAtYields = true };
    protected override int RandomTraces => 4;
}
