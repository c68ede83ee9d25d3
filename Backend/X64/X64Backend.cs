using System.Runtime;
using System.Runtime.InteropServices;
using Backend.Code;
using Backend.Runtime;
using Backend.Stencils;

namespace Backend.X64;

/// <summary>x86-64 machine code on Linux.</summary>
internal sealed unsafe class X64Backend : NativeBackend
{
    private readonly nint _readThreadPointer;

    public X64Backend(BackendOptions? options = null) : base(Isa.X64, Supported(options ?? new BackendOptions()))
    {
        Enter = (delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, long>)PublishCode(writer => writer.Emit(StencilOp.enter), "enter");
        _readThreadPointer = Memory.Publish(AllocationContext.ReadThreadPointerX64);
        GiveChunkBack = Memory.Publish(AllocationContext.GiveBackX64);
        if (Options.WriteBarrier && WriteBarrier.Find() is var barrier and not 0)
        {
            nint thunk = PublishCode(writer => writer.Emit(StencilOp.barrier_thunk, imm64: barrier), "write barrier, slow");
            BarrierThunk = thunk;
            if (X64.BarrierThunk.For(barrier, slow: thunk) is { } quick)
            {
                BarrierThunk = Memory.Publish(quick);
                GiveName(BarrierThunk, quick.Length, "write barrier");
            }
            // While a background collection runs, stores into young objects count too; only where there is none do they never.
            if (BarrierThunk != thunk && GCSettings.LatencyMode == GCLatencyMode.Batch) Regions = X64.BarrierThunk.RegionsOf(barrier);
        }
        if (Options.SuspensionFlag) SuspensionFlag = (nint)Runtime.SuspensionFlag.Find(Memory.Publish([0xC3]));
        BeginOnThisThread();
    }

    public override string Name => "native";

    internal override nint AllocationContextOfThisThread() => AllocationContext.OfThisThread(_readThreadPointer);

    private protected override string Disassemble(NativeCode code) => Listing.Of(code, Disassembler.Append);

    private static BackendOptions Supported(BackendOptions options)
    {
        MetaTracer.JitEngine.CheckRuntime();
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("machine code is made for Linux on x86-64; use --backend portable");
        if (!System.Runtime.Intrinsics.X86.Bmi2.X64.IsSupported)
            throw new PlatformNotSupportedException("machine code needs a processor with BMI2; use --backend portable");
        return options;
    }
}
