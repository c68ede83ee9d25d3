using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Backend.Allocation;
using Backend.Code;
using Backend.Portable;
using MetaTracer;
using MetaTracer.Trace;
using MetaTracer.Tracing;

namespace Backend.Runtime;

/// <summary>
/// Runs machine code as a coroutine: enters it, does what it asks for when it comes back, and enters it again where it goes on. While
/// anything managed runs, no frame of machine code exists but the slots it left: references in the reference stack, which stands on
/// the stack of the dispatcher that began it, the rest in the raw stack.
/// </summary>
internal sealed unsafe class Dispatcher : IDisposable
{
    private const int RawStackBytes = 16 << 20;

    /// <summary>How often a yield looks whether there has been a collection since the last time.</summary>
    private const int CleanUpMask = 31;

    /// <summary>After so many calls (a power of two), the engine looks at what they cost.</summary>
    private const int LookMask = (1 << 16) - 1;

    /// <summary>As soon as an activation's callees have entered machine code so often, it moves to a stack that has room for theirs.</summary>
    private const int ManyEntries = 4;

    /// <summary>Where one activation of the loop below is.</summary>
    private struct Activation
    {
        public nint Frame, RefFrame;

        /// <summary>The frame it began with: what fails or finishes there leaves.</summary>
        public nint Base;

        /// <summary>Where it enters next.</summary>
        public nint Target;

        /// <summary>The activation that this one was entered from, or null.</summary>
        public Activation* Outer;

        /// <summary>The number of the site that it serves meanwhile; -1 before the first. A number, because a reference would cost a write barrier.</summary>
        public int Site;

        /// <summary>How often what it called has entered machine code, and found no room on its stack.</summary>
        public int Crowded;
    }

    private readonly NativeBackend _backend;
    private readonly NativeContext _context;
    private readonly DeadFrame _dead = new();
    private readonly Stack<JitValues> _values = [];
    private readonly long[] _yields = new long[Enum.GetValues<SiteKind>().Length];
    private readonly nint _rawStack;
    private readonly Timer? _timer;
    private Activation* _innermost;
    private NativeCode? _firstOnStack;

    /// <summary>What goes on is called because the reference stack is full.</summary>
    private bool _isFull;

    /// <summary>The innermost reference stack has room for the frame of one activation only.</summary>
    private bool _isSmall;
    private Exception? _pending;
    private int _collectionsSeen;
    private Thread? _thread;
    private int _collections;

    public Dispatcher(NativeBackend backend)
    {
        _backend = backend;
        _context = backend.Context;
        _rawStack = (nint)CodeMemory.MapData(RawStackBytes);
        _context.RawTop = _rawStack;
        _context.RawLimit = _rawStack + RawStackBytes - FrameLayout.RawReserve;
        // Where the runtime's own flag is not known, machine code must not stay away for long all the same.
        if (backend.SuspensionFlag == 0) _timer = new Timer(_ => Interlocked.Or(ref _context.Poll, 2), null, 1, 1);
    }

    public void Dispose() => _timer?.Dispose();

    public void CountYields(BackendStats stats)
    {
        for (int kind = 0; kind < _yields.Length; kind++)
            if (_yields[kind] != 0) stats.Yields[NameOf((SiteKind)kind)] = _yields[kind];
    }

    private static string NameOf(SiteKind kind) => kind switch
    {
        SiteKind.Call => "call",
        SiteKind.NewObject or SiteKind.NewArray => "allocate",
        SiteKind.Refill => "refill",
        SiteKind.GetStatic or SiteKind.SetStatic => "static",
        SiteKind.StoreRef => "barrier",
        SiteKind.Poll => "poll",
        SiteKind.CheckException => "exception",
        SiteKind.CallAssembler or SiteKind.CallPortal => "assembler",
        SiteKind.StackFull => "stack-full",
        SiteKind.Guard => "guard",
        _ => "finish",
    };

    /// <summary>Runs code from its entry until it is left in its outermost frame.</summary>
    public DeadFrame Execute(NativeCode code, JitValues reds)
    {
        if (_thread != Thread.CurrentThread) Adopt();
        if (_context.RawTop >= _context.RawLimit) throw new InsufficientExecutionStackException("the raw stack of machine code is full");
        if (_context.RefTop != 0 && _context.RefTop < _context.RefLimit)
        {
            Run(code, reds, _context.RefTop);
            return _dead;
        }
        if (_isSmall && _innermost is not null) _innermost->Crowded++;
        if (!code.CallsFrames) RunOnSmallStack(code, reds);
        else if (!code.GoesDeep && !_isFull) RunOnMediumStack(code, reds);
        else RunOnLargeStack(code, reds);
        return _dead;
    }

    /// <summary>Another thread runs the interpreter now: it has its own allocation chunk, and its own stack for references.</summary>
    private void Adopt()
    {
        if (_context.RefTop != 0) throw new InvalidOperationException("a second thread entered machine code while another runs it");
        _thread = Thread.CurrentThread;
        if (!_backend.CanBump) return;
        _context.AllocationContext = _backend.AllocationContextOfThisThread();
        if (_context.AllocationContext == 0)
            throw new InvalidOperationException("the allocation context of this thread was not found although another's was; use --jit-stress no-alloc");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunOnSmallStack(NativeCode code, JitValues reds)
    {
        SmallReferenceStack stack = default;
        nint bottom = (nint)Unsafe.AsPointer(ref stack);
        RunOn(code, reds, bottom, bottom + sizeof(nint), isSmall: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunOnMediumStack(NativeCode code, JitValues reds)
    {
        MediumReferenceStack stack = default;
        nint bottom = (nint)Unsafe.AsPointer(ref stack);
        RunOn(code, reds, bottom, bottom + MediumReferenceStack.Slots * sizeof(nint) - FrameLayout.RefReserve, isSmall: false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunOnLargeStack(NativeCode code, JitValues reds)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _isFull = false;
        LargeReferenceStack stack = default;
        nint bottom = (nint)Unsafe.AsPointer(ref stack);
        RunOn(code, reds, bottom, bottom + LargeReferenceStack.Slots * sizeof(nint) - FrameLayout.RefReserve, isSmall: false);
    }

    private void RunOn(NativeCode code, JitValues reds, nint bottom, nint limit, bool isSmall)
    {
        nint outerTop = _context.RefTop, outerLimit = _context.RefLimit;
        NativeCode? outerCode = _firstOnStack;
        bool outerIsSmall = _isSmall;
        _firstOnStack = code;
        _isSmall = isSmall;
        try
        {
            _context.RefLimit = limit;
            Run(code, reds, bottom);
        }
        finally
        {
            _firstOnStack = outerCode;
            _isSmall = outerIsSmall;
            _context.RefTop = outerTop;
            _context.RefLimit = outerLimit;
        }
    }

    private void Run(NativeCode code, JitValues reds, nint references)
    {
        nint rawTop = _context.RawTop, refTop = _context.RefTop;
        var activation = new Activation { Frame = rawTop, Base = rawTop, RefFrame = references, Target = code.Entry, Site = -1, Outer = _innermost };
        PlaceInputs(code, reds, rawTop, references);
        _context.RefTop = references;
        _innermost = &activation;
        try
        {
            GoOn(ref activation);
        }
        finally
        {
            _innermost = activation.Outer;
            _context.RawTop = rawTop;
            _context.RefTop = refTop;
        }
    }

    private void GoOn(ref Activation at)
    {
        while (true)
        {
            // No try in the loop itself: it would cost every re-entry. Exceptions of callees come out of it and go in again.
            try
            {
                if (Dispatch(ref at)) return;
                if (RuntimeHelpers.TryEnsureSufficientExecutionStack()) break;
                // There is no room for a large stack; it stays where it is.
                at.Crowded = int.MinValue;
            }
            catch (Exception e) when (at.Site >= 0 && IsCall(_backend.SiteAt(at.Site).Kind))
            {
                Deliver(ref at, e);
            }
        }
        GoOnWithRoom(ref at);
    }

    /// <summary>
    /// Moves an activation, whose one frame fills a small stack, to a large one, where what its callees enter finds room behind it: clearing
    /// this one once is cheaper than clearing another for each of them. Slots are found by their distance from the frame, so it may stand anywhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GoOnWithRoom(ref Activation at)
    {
        LargeReferenceStack stack = default;
        nint bottom = (nint)Unsafe.AsPointer(ref stack), limit = _context.RefLimit;
        Span<object?> before = MemoryMarshal.CreateSpan(ref RefAt(at.RefFrame), SmallReferenceStack.Slots);
        before.CopyTo(MemoryMarshal.CreateSpan(ref RefAt(bottom), SmallReferenceStack.Slots));
        before.Clear();
        at.RefFrame = bottom;
        at.Crowded = 0;
        _isSmall = false;
        _context.RefLimit = bottom + LargeReferenceStack.Slots * sizeof(nint) - FrameLayout.RefReserve;
        try
        {
            GoOn(ref at);
        }
        finally
        {
            _context.RefLimit = limit;
            _isSmall = true;
        }
    }

    private static bool IsCall(SiteKind kind) => kind is SiteKind.Call or SiteKind.CallPortal or SiteKind.StackFull or SiteKind.Guard;

    private void PlaceInputs(NativeCode code, JitValues reds, nint frame, nint references)
    {
        *(nint*)(frame + FrameLayout.ReturnAddress) = _backend.LeaveAddress;
        Kind[] kinds = code.InputKinds;
        for (int k = 0; k < kinds.Length; k++)
        {
            switch (kinds[k])
            {
                case Kind.Int: *(long*)(frame + FrameLayout.RawSlot(k)) = reds.Ints[k]; break;
                case Kind.Float: *(double*)(frame + FrameLayout.RawSlot(k)) = reds.Floats[k]; break;
                case Kind.Ref: RefAt(references + FrameLayout.RefSlot(k)) = reds.Refs[k]; break;
            }
        }
    }

    private static ref object? RefAt(nint address) => ref Unsafe.AsRef<object?>((void*)address);

    // ---- the loop

    /// <summary>True when the activation is over, false when it wants to go on where there is more room.</summary>
    // Optimized at once: it may be entered a single time and stay for long, and code compiled ahead takes a tenth longer for each call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Dispatch(ref Activation at)
    {
        var enter = _backend.Enter;
        NativeContext context = _context;
        SiteTable sites = _backend.Sites;
        long[] yields = _yields;
        bool collect = _backend.Options.CollectAtYields;
        nint frame = at.Frame, references = at.RefFrame, target = at.Target;
        while (true)
        {
            long number = enter(frame, references, target);
            frame = context.Frame;
            references = context.RefFrame;
            SiteRecord* site = sites.Record(number);
            if (site is null) throw _backend.NoSite();
            SiteKind kind = site->Kind;
            long count = yields[(int)kind]++;
            at.Site = (int)number;
            at.Frame = frame;
            at.RefFrame = references;
            context.RawTop = frame + site->RawFrame;
            context.RefTop = references + site->RefFrame;
            if ((count & CleanUpMask) == 0 || collect) CleanUp(number, kind, count);
            if (collect) Collect();
            if (kind == SiteKind.Call)
            {
                // Read now: the callee may make code, and the table may move.
                nint returnsTo = site->Continue;
                target = site->Restore;
                ref CalleeRecord callee = ref sites.Callee(site->Callee);
                callee.Calls++;
                CallStub stub = callee.Stub ?? StubOf(ref callee);
                stub((long*)(frame + site->RawOut), ref RefAt(references + site->RefOut));
                *(nint*)(frame + FrameLayout.Continue) = returnsTo;
                if (at.Crowded < ManyEntries) continue;
                at.Target = target;
                return false;
            }
            if (kind is SiteKind.CallAssembler or SiteKind.CallPortal or SiteKind.StackFull or SiteKind.Guard or SiteKind.Finish)
            {
                if (Leave(ref at)) return true;
                frame = at.Frame;
                references = at.RefFrame;
                target = at.Target;
                continue;
            }
            var yield = (YieldSite)_backend.SiteAt(number);
            nint next = yield.Continue;
            switch (kind)
            {
                case SiteKind.Refill:
                    Refill(yield.Bytes);
                    break;
                case SiteKind.NewObject:
                    RefAt(references + yield.RefOut) = ObjectMemory.NewObject((ClassDescr)yield.Descr);
                    break;
                case SiteKind.NewArray:
                    RefAt(references + yield.RefOut) = ObjectMemory.NewArray((ArrayDescr)yield.Descr, *(long*)(frame + yield.RawOut));
                    break;
                case SiteKind.GetStatic:
                    GetStatic((StaticDescr)yield.Descr, frame + yield.RawOut, references + yield.RefOut);
                    break;
                case SiteKind.SetStatic:
                    SetStatic((StaticDescr)yield.Descr, frame + yield.RawOut, references + yield.RefOut);
                    break;
                case SiteKind.StoreRef:
                    ObjectMemory.StoreRef(
                        ref ObjectMemory.At(RefAt(references + yield.RefOut)!, *(nint*)(frame + yield.RawOut)), RefAt(references + yield.RefOut + 8));
                    break;
                case SiteKind.Poll:
                    Poll();
                    break;
                case SiteKind.CheckException:
                    next = CheckException(yield, references);
                    break;
                default:
                    throw new InvalidOperationException($"machine code goes on from a site of kind {kind}");
            }
            if (yield.Restore == 0)
            {
                target = next;
                continue;
            }
            *(nint*)(frame + FrameLayout.Continue) = next;
            target = yield.Restore;
        }
    }

    /// <summary>
    /// Mostly the young generation, compacted: it moves what machine code has just allocated, and, unlike a full collection, it relies on the
    /// write barrier to find the old objects that point to it. Now and then the older ones, so that everything moves sometimes.
    /// </summary>
    private void Collect()
    {
        int generation = ++_collections % 64 == 0 ? 2 : _collections % 8 == 0 ? 1 : 0;
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true, compacting: true);
    }

    private static CallStub StubOf(ref CalleeRecord callee) => callee.Stub = callee.Descr.Stub;

    /// <summary>Guards that failed, results, and calls of portals: true when the activation is over.</summary>
    private bool Leave(ref Activation at)
    {
        Site site = _backend.SiteAt(at.Site);
        switch (site.Kind)
        {
            case SiteKind.Finish:
                var finish = (FinishDescr)site.Descr;
                if (at.Frame == at.Base)
                {
                    _dead.Descr = finish;
                    _dead.Exception = null;
                    TakeResult(finish.Kind, at.Frame, at.RefFrame, _dead.Values);
                    return true;
                }
                Deliver(ref at, (Exception)RefAt(at.RefFrame + FrameLayout.RefResult)!);
                return false;
            case SiteKind.Guard:
                Fill(_dead, (GuardDescr)site.Descr, at.Frame, at.RefFrame);
                if (at.Frame == at.Base) return true;
                _backend.Host.FinishCall(_dead);
                Return(ref at, _dead.Values);
                return false;
            case SiteKind.CallPortal or SiteKind.StackFull:
                if (site.Kind == SiteKind.StackFull) _firstOnStack!.GoesDeep = _isFull = true;
                CallPortal(ref at, (LoopToken)site.Descr);
                return false;
            default:
                throw new InvalidOperationException($"machine code left at a site of kind {site.Kind}");
        }
    }

    private static void TakeResult(Kind kind, nint frame, nint references, JitValues values)
    {
        if (kind == Kind.Int) values.Ints[0] = *(long*)(frame + FrameLayout.RawResult);
        else if (kind == Kind.Float) values.Floats[0] = *(double*)(frame + FrameLayout.RawResult);
        else if (kind == Kind.Ref) values.Refs[0] = RefAt(references + FrameLayout.RefResult);
    }

    private void Fill(DeadFrame dead, GuardDescr guard, nint frame, nint references)
    {
        bool aboutException = guard.Code is OpCode.guard_no_exception or OpCode.guard_exception;
        dead.Descr = guard;
        dead.Exception = aboutException ? _pending : null;
        _pending = null;
        _context.ExceptionFlag = 0;
        var native = (NativeGuard)guard.BackendData!;
        Location[] places = native.Places;
        Kind[] kinds = guard.FailKinds;
        JitValues values = dead.Values;
        values.EnsureCapacity(places.Length);
        for (int k = 0; k < places.Length; k++)
        {
            int index = places[k].Index;
            switch (places[k].Kind)
            {
                case LocationKind.FloatRegister: values.Floats[k] = *(double*)(frame + FrameLayout.FloatSave + index * 8); break;
                case LocationKind.Register when kinds[k] == Kind.Ref: values.Refs[k] = RefAt(references + FrameLayout.RefSave + index * 8); break;
                case LocationKind.Register: values.Ints[k] = *(long*)(frame + FrameLayout.RawSave + index * 8); break;
                case LocationKind.RefSlot: values.Refs[k] = RefAt(references + index); break;
                case LocationKind.RawSlot when kinds[k] == Kind.Float: values.Floats[k] = *(double*)(frame + index); break;
                case LocationKind.RawSlot: values.Ints[k] = *(long*)(frame + index); break;
                case LocationKind.Constant: TakeConstant(native.Code!.Constants!, Value.FromRaw(index), k, values); break;
            }
        }
    }

    private static void TakeConstant(ConstantPool constants, Value value, int k, JitValues values)
    {
        if (value.Kind == Kind.Int) values.Ints[k] = constants.IntOf(value);
        else if (value.Kind == Kind.Float) values.Floats[k] = constants.FloatOf(value);
        else values.Refs[k] = constants.RefOf(value);
    }

    // ---- calls between frames

    private YieldSite CallerOf(nint frame) =>
        _backend.SiteOfReturn(*(nint*)(frame + FrameLayout.ReturnAddress)) ?? throw new InvalidOperationException("a frame of machine code has no caller");

    /// <summary>Ends the innermost frame with a result and goes on in its caller.</summary>
    private void Return(ref Activation at, JitValues values)
    {
        Kind kind = CallerOf(at.Frame).Result;
        if (kind == Kind.Int) *(long*)(at.Frame + FrameLayout.RawResult) = values.Ints[0];
        else if (kind == Kind.Float) *(double*)(at.Frame + FrameLayout.RawResult) = values.Floats[0];
        else if (kind == Kind.Ref)
        {
            RefAt(at.RefFrame + FrameLayout.RefResult) = values.Refs[0];
            values.Refs[0] = null;
        }
        at.Target = *(nint*)(at.Frame + FrameLayout.ReturnAddress);
    }

    private void CallPortal(ref Activation at, LoopToken token)
    {
        Kind[] kinds = CallerOf(at.Frame).ArgKinds;
        if (!_values.TryPop(out JitValues? reds)) reds = new JitValues();
        reds.EnsureCapacity(kinds.Length);
        for (int k = 0; k < kinds.Length; k++)
        {
            if (kinds[k] == Kind.Int) reds.Ints[k] = *(long*)(at.Frame + FrameLayout.RawSlot(k));
            else if (kinds[k] == Kind.Float) reds.Floats[k] = *(double*)(at.Frame + FrameLayout.RawSlot(k));
            else reds.Refs[k] = RefAt(at.RefFrame + FrameLayout.RefSlot(k));
        }
        // The callee's frame holds the arguments alone: what it calls may begin behind it.
        _context.RawTop = at.Frame + FrameLayout.RawSlot(kinds.Length);
        _context.RefTop = at.RefFrame + FrameLayout.RefSlot(kinds.Length);
        _backend.Host.CallPortal(token, reds);
        Return(ref at, reds);
        Array.Clear(reds.Refs);
        _values.Push(reds);
    }

    /// <summary>An exception came out of what the activation's site called, or of a frame that machine code called: goes on where it is expected.</summary>
    private void Deliver(ref Activation at, Exception e)
    {
        Site site = _backend.SiteAt(at.Site);
        if (site is YieldSite { Kind: SiteKind.Call } yield)
        {
            var call = (CallDescr)yield.Descr;
            for (int k = 0; k < call.Results.Length; k++)
            {
                if (call.Results[k] == Kind.Ref) RefAt(at.RefFrame + yield.RefOut + k * 8) = null;
                else *(long*)(at.Frame + yield.RawOut + k * 8) = 0;
            }
            nint next;
            if (yield.ExpectedException != 0 && ObjectMemory.MethodTable(e) == yield.ExpectedException && yield.OnExpectedException != 0)
            {
                RefAt(at.RefFrame + yield.RefOut) = e;
                next = yield.OnExpectedException;
            }
            else
            {
                _pending = e;
                if (yield.OnException != 0) next = yield.OnException;
                else if (yield.FlagsException) (next, _context.ExceptionFlag) = (yield.Continue, 1);
                else throw Unexpected(site, e);
            }
            *(nint*)(at.Frame + FrameLayout.Continue) = next;
            at.Target = yield.Restore;
            return;
        }
        if (at.Frame == at.Base) throw Unexpected(site, e);
        YieldSite caller = CallerOf(at.Frame);
        if (!caller.FlagsException) throw Unexpected(caller, e);
        *(long*)(at.Frame + FrameLayout.RawResult) = 0;
        RefAt(at.RefFrame + FrameLayout.RefResult) = null;
        at.Frame -= caller.RawFrame;
        at.RefFrame -= caller.RefFrame;
        _pending = e;
        _context.ExceptionFlag = 1;
        at.Target = caller.Continue;
    }

    /// <summary>Out of the whole activation: the recorder believed that the callee cannot raise.</summary>
    private static InvalidOperationException Unexpected(Site site, Exception e) =>
        new($"a callee raised although no guard_no_exception follows its call ({site.Descr})", e);

    private nint CheckException(YieldSite site, nint references)
    {
        _context.ExceptionFlag = 0;
        if (_pending is not { } pending) return site.Continue;
        if (site.ExpectedException == 0 || ObjectMemory.MethodTable(pending) != site.ExpectedException) return site.OnException;
        RefAt(references + site.RefOut) = pending;
        _pending = null;
        return site.OnExpectedException;
    }

    /// <summary>The loops whose code some frame comes back to.</summary>
    public void AddRunning(HashSet<LoopToken> running)
    {
        for (Activation* at = _innermost; at is not null; at = at->Outer)
        {
            Add(_backend.SiteAt(at->Site));
            for (nint frame = at->Frame; frame != at->Base;)
            {
                Site caller = CallerOf(frame);
                Add(caller);
                frame -= caller.RawFrame;
            }
        }

        void Add(Site site)
        {
            if (site.Code?.Owner is { } owner) running.Add(owner);
        }
    }

    /// <summary>What is done now and then, when machine code has been left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CleanUp(long number, SiteKind kind, long count)
    {
        if (kind == SiteKind.Call && (count & LookMask) == LookMask - CleanUpMask) _backend.Host.LookAtCalls();
        ForgetDeadReferences(number);
    }

    /// <summary>
    /// Clears the slots whose values nobody uses any more, so that no object lives much longer than the program has it. One collection sees
    /// them still; so it is done once after each, and costs nothing where nothing is collected.
    /// </summary>
    private void ForgetDeadReferences(long number)
    {
        if (_backend.SiteAt(number) is not YieldSite || GC.CollectionCount(0) == _collectionsSeen) return;
        _collectionsSeen = GC.CollectionCount(0);
        new Span<byte>((void*)_context.RefTop, (int)(_context.RefLimit + FrameLayout.RefReserve - _context.RefTop)).Clear();
        for (Activation* at = _innermost; at is not null; at = at->Outer)
        {
            Clear(_backend.SiteAt(at->Site), at->RefFrame);
            nint references = at->RefFrame;
            for (nint frame = at->Frame; frame != at->Base;)
            {
                Site caller = CallerOf(frame);
                frame -= caller.RawFrame;
                references -= caller.RefFrame;
                Clear(caller, references);
            }
        }

        static void Clear(Site site, nint references)
        {
            if (site is not YieldSite { LiveReferences: var live }) return;
            for (int slot = FrameLayout.RefSave / 8; slot < site.RefFrame / 8; slot++)
                if (slot / 64 >= live.Length || (live[slot / 64] >> slot % 64 & 1) == 0) *(nint*)(references + slot * 8) = 0;
        }
    }

    // ---- services

    private void Poll()
    {
        if ((Interlocked.Exchange(ref _context.Poll, 0) & 1) != 0) _backend.Host.Poll();
    }

    /// <summary>
    /// Makes the runtime give the thread a new allocation chunk with room for objects. Its own are of 8 KB, and taking one costs as much as
    /// clearing it.
    /// </summary>
    private void Refill(int bytes)
    {
        nint* pointer = (nint*)_context.AllocationContext;
        for (int attempt = 0; attempt < 100_000; attempt++)
        {
            // The runtime moves the words behind the compiler's back.
            if ((nuint)(Volatile.Read(ref pointer[0]) + bytes) <= (nuint)Volatile.Read(ref pointer[-1])) return;
            AllocationContext.TakeChunk(pointer, _backend.GiveChunkBack);
        }
        throw new InvalidOperationException("the runtime's allocation context does not refill; use --jit-stress no-alloc");
    }

    private static void GetStatic(StaticDescr descr, nint raw, nint reference)
    {
        if (descr.Kind == Kind.Int) *(long*)raw = RawMemory.LoadInt(descr);
        else if (descr.Kind == Kind.Float) *(double*)raw = RawMemory.LoadFloat(descr);
        else RefAt(reference) = RawMemory.LoadRef(descr);
    }

    private static void SetStatic(StaticDescr descr, nint raw, nint reference)
    {
        if (descr.Kind == Kind.Int) RawMemory.StoreInt(descr, *(long*)raw);
        else if (descr.Kind == Kind.Float) RawMemory.StoreFloat(descr, *(double*)raw);
        else RawMemory.StoreRef(descr, RefAt(reference));
    }
}
