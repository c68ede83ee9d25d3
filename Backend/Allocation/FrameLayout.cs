using MetaTracer.CodeWriter;

namespace Backend.Allocation;

/// <summary>
/// The frame of one activation of machine code, the same for all code, so that a bridge runs in its loop's frame. Raw and reference
/// slots are 8 bytes. The first slots are where an activation's inputs arrive: input k in slot k of the frame of its kind.
/// <code>
/// raw:        return address | site | continue address | scratch x2 | r0..r9 | f0..f7 | slots ...
/// references: the running loop | r0..r9 | slots ...
/// </code>
/// A result is left in the place of r0 or f0.
/// </summary>
internal static class FrameLayout
{
    public const int IntRegisters = 10, FloatRegisters = 8;

    public const int ReturnAddress = 0, Site = 8, Continue = 16, Scratch = 24, Scratch2 = 32;
    public const int RawSave = 40;
    public const int FloatSave = RawSave + IntRegisters * 8;
    public const int RawSlots = FloatSave + FloatRegisters * 8;

    public const int Loop = 0;
    public const int RefSave = 8;
    public const int RefSlots = RefSave + IntRegisters * 8;

    /// <summary>Results of a call between frames, in the callee's frame.</summary>
    public const int RawResult = RawSave, RefResult = RefSave;

    /// <summary>Bytes that any code may use of each frame without asking; a trace that needs more is refused.</summary>
    public const int MaxRawFrame = 1024 * 8, MaxRefFrame = 256 * 8;

    /// <summary>Arguments of a call between frames; they are stored behind the caller's frame before the callee asks for room.</summary>
    public const int MaxFrameArguments = DefinitionChecks.MaxReds;

    /// <summary>Bytes that must be there behind the limit below which frames begin.</summary>
    public const int RawReserve = MaxRawFrame + RawSlots + MaxFrameArguments * 8, RefReserve = MaxRefFrame + RefSlots + MaxFrameArguments * 8;

    public static int RawSlot(int index) => RawSlots + index * 8;
    public static int RefSlot(int index) => RefSlots + index * 8;
}
