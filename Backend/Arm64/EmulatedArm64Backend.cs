using System.Runtime.InteropServices;
using Backend.Code;
using Backend.Runtime;
using Backend.Stencils;

namespace Backend.Arm64;

/// <summary>
/// AArch64 machine code under an emulator in an x64 process: a test host for the second instruction set, with everything that native
/// code does: the live heap, the runtime's barrier, bump allocation, the suspension flag.
/// </summary>
internal sealed unsafe class EmulatedArm64Backend : NativeBackend
{
    private readonly nint _readThreadPointer;
    private readonly Emulator _emulator;

    public EmulatedArm64Backend(BackendOptions? options = null) : base(Isa.Arm64, Supported(options ?? new BackendOptions()))
    {
        nint enter = PublishCode(writer => writer.Emit(StencilOp.enter), "enter");
        nint exit = Memory.Publish(Emulator.ExitInstruction);
        nint barrier = Options.WriteBarrier ? WriteBarrier.Find() : 0;
        if (barrier != 0) BarrierThunk = PublishCode(writer => writer.Emit(StencilOp.barrier_trap), "barrier");
        _emulator = new Emulator(Memory, enter, exit, barrier);
        Enter = (delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, long>)_emulator.Enter;
        _readThreadPointer = Memory.Publish(AllocationContext.ReadThreadPointerX64);
        GiveChunkBack = Memory.Publish(AllocationContext.GiveBackX64);
        if (Options.SuspensionFlag) SuspensionFlag = (nint)Runtime.SuspensionFlag.Find(Memory.Publish([0xC3]));
        BeginOnThisThread();
    }

    public override string Name => "emulated-arm64";

    internal override nint AllocationContextOfThisThread() => AllocationContext.OfThisThread(_readThreadPointer);

    private protected override void CodeWasFreed() => _emulator.ForgetCode();

    private protected override string LastError => _emulator.LastError;

    private protected override string Disassemble(NativeCode code) => Listing.Of(code, Disassembler.Append);

    private static BackendOptions Supported(BackendOptions options)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("emulated-arm64 runs on Linux on x86-64; use --backend portable");
        _ = Unicorn.Instance;
        // What the processor runs here is the emulator.
        return options with { PerfMap = false, GdbSymbols = false };
    }
}
