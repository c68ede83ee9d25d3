using Backend.Allocation;
using MetaTracer.Trace;

namespace Backend.Code;

/// <summary>Why machine code returned to the dispatcher; the names that statistics show.</summary>
internal enum SiteKind { Call, NewObject, NewArray, Refill, GetStatic, SetStatic, StoreRef, Poll, CheckException, CallAssembler, CallPortal, StackFull, Guard, Finish }

/// <summary>A place where machine code returns to the dispatcher, by the number it leaves in its frame: what is to be done.</summary>
internal class Site
{
    public required SiteKind Kind { get; init; }

    /// <summary>The call, class, array, static, guard, finish or loop it is about.</summary>
    public required object Descr { get; init; }

    /// <summary>What machine code leaves in its frame to name the site.</summary>
    public int Number;

    /// <summary>The code it stands in; null for the stub that calls a portal.</summary>
    public NativeCode? Code;

    /// <summary>Bytes of the frames of the code that yields: what is called from here starts behind them.</summary>
    public int RawFrame, RefFrame;
}

/// <summary>A site from which code goes on.</summary>
internal sealed class YieldSite : Site
{
    /// <summary>The slots of the reference frame, a bit each, that hold what the callee or the code that goes on from here uses.</summary>
    public ulong[] LiveReferences = [];

    /// <summary>Where the arguments stand and the results go, by position: offsets from the two frames.</summary>
    public int RawOut, RefOut;

    /// <summary>The code that reloads the registers and goes on at the continue address. 0: enter at the continue address itself.</summary>
    public nint Restore;

    /// <summary>Where to go on; where a pending exception goes on; where one of exactly <see cref="ExpectedException"/> does. 0: nowhere.</summary>
    public nint Continue, OnException, OnExpectedException;
    public nint ExpectedException;

    /// <summary>The same as labels, plus 1, until the code has its address. 0: none.</summary>
    public int ContinueLabel, OnExceptionLabel, OnExpectedExceptionLabel;

    /// <summary>An exception is remembered in the context's flag and code goes on at the continue address.</summary>
    public bool FlagsException;

    /// <summary>Of a call between frames: the kinds of its arguments and of its result.</summary>
    public Kind[] ArgKinds = [];
    public Kind Result;

    /// <summary>Of a refill: how much must fit.</summary>
    public int Bytes;
}

/// <summary>A guard that was compiled: its exit is a site.</summary>
internal sealed unsafe class NativeGuard(nint* cell, Location[] places) : Site
{
    /// <summary>The word its exit jumps through: first to the guard's exit, later to its bridge.</summary>
    public readonly nint* Cell = cell;

    /// <summary>Where its fail arguments are at the exit.</summary>
    public readonly Location[] Places = places;

    public NativeCode? Bridge;
}

/// <summary>A label that was compiled: where it stands and where it wants its arguments; some in a slot too.</summary>
internal sealed record NativeLabel(nint Address, Location[] Places, Location[] Slots, NativeCode Code);

/// <summary>The machine code of one loop or bridge.</summary>
internal sealed class NativeCode
{
    public nint Entry;
    public nint Start;
    public int Length;
    public int RawFrame, RefFrame;

    /// <summary>The largest frames in a loop and its bridges.</summary>
    public int WidestRaw, WidestRef;

    /// <summary>Some of it calls compiled code on the shared stacks, so that they should be large.</summary>
    public bool CallsFrames;

    /// <summary>A reference stack that it was entered on has been too small.</summary>
    public bool GoesDeep;

    /// <summary>Kinds of what its entry takes.</summary>
    public Kind[] InputKinds = [];

    /// <summary>The constants that some guard's fail arguments are; null where none are.</summary>
    public ConstantPool? Constants;

    /// <summary>What its text is made of, where texts are wanted: the trace, and where the code of each operation begins.</summary>
    public TreeLoop? Trace;
    public (int Offset, int Operation)[] Marks = [];

    /// <summary>The loop it belongs to; null only in traces read from text.</summary>
    public LoopToken? Owner { get; init; }

    /// <summary>What goes with it when it is freed: its sites, its guards, where calls come back to, the constants it reads.</summary>
    public readonly List<Site> Sites = [];
    public readonly List<nint> ReturnAddresses = [];
    public readonly HashSet<ConstantSlot> Slots = [];

    /// <summary>Objects that must live as long as the code: types whose method tables it mentions.</summary>
    public readonly HashSet<object> KeepAlive = new(ReferenceEqualityComparer.Instance);

    public void Widen(NativeCode other)
    {
        WidestRaw = Math.Max(WidestRaw, other.RawFrame);
        WidestRef = Math.Max(WidestRef, other.RefFrame);
    }
}
