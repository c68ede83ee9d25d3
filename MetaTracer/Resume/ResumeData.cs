using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Resume;

/// <summary>How a value is found when a guard has failed: two low bits say where, the rest is an index.</summary>
internal readonly record struct Tagged(int Raw)
{
    /// <summary>References that are constants have a place of their own only as long as they are packed.</summary>
    public enum Source { FailArg, Constant, Virtual, Reference }

    public Source From => (Source)(Raw & 3);
    public int Index => Raw >> 2;
    /// <summary>No value: a result that the call under way has yet to give, or what memory holds.</summary>
    public static readonly Tagged None = new(-1);

    public bool IsNone => Raw == -1;
    public static Tagged Of(Source from, int index) => new((index << 2) | (int)from);
}

/// <summary>An object that did not exist when the guard failed and is made then.</summary>
/// <param name="Class">The class to make; null for an array.</param>
/// <param name="Array">Any descr of the array's elements; null for an object.</param>
/// <param name="Length">Elements of the array.</param>
/// <param name="Fields">What to store: the <see cref="FieldDescr"/> or <see cref="ArrayDescr"/>, the element index (-1 for a field) and the value.</param>
internal sealed record VirtualInfo(ClassDescr? Class, ArrayDescr? Array, int Length, (Descr Descr, int Index, Tagged Value)[] Fields);

/// <summary>
/// A store that the optimizer had put off past the guard. To a static, the target is <see cref="Tagged.None"/>; to what is no array's item, the index is.
/// </summary>
internal readonly record struct PendingStore(Descr Descr, Tagged Target, Tagged Index, Tagged Value);

/// <summary>One interpreter frame to rebuild: the live registers of <see cref="Code"/> at <see cref="Pc"/>, in the order of <see cref="JitCode.LiveRegisters"/>.</summary>
internal sealed record ResumeFrame(JitCode Code, int Pc, Tagged[] Live);

/// <summary>
/// Everything needed to go on interpreting after a guard failed, in terms of the guard's fail arguments: a record of a
/// <see cref="ResumeStore"/> unpacked.
/// </summary>
/// <param name="Frames">
/// Outermost first. The innermost resumes at its pc, or, where an exception is pending, as if the instruction before had raised it;
/// the others are at the instruction after their call.
/// </param>
/// <param name="Virtualizable">Empty, or the virtualizable, its scalar fields and its arrays' items: written back to memory, but for none: there memory is right.</param>
/// <param name="Virtuals">Objects to make; they may refer to one another.</param>
/// <param name="PendingStores">Done in this order after the virtuals are made, before the virtualizable is written back.</param>
/// <param name="Constants">The pool that constant references index.</param>
internal sealed record ResumeData(
    ResumeFrame[] Frames,
    Tagged[] Virtualizable,
    VirtualInfo[] Virtuals,
    PendingStore[] PendingStores,
    (Kind Kind, long Bits, object? Ref)[] Constants);
