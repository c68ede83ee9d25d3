using System.Diagnostics;
using System.Runtime.CompilerServices;
using Backend.Allocation;
using Backend.Naming;
using Backend.Runtime;
using Backend.Stencils;
using MetaTracer;
using MetaTracer.Trace;

namespace Backend.Code;

/// <summary>
/// Machine code for one instruction set: this part makes and keeps it, <see cref="Dispatcher"/> runs it. The instruction sets differ
/// in their stencil tables, in how machine code is entered and in what is known of the runtime; see the subclasses.
/// </summary>
internal abstract unsafe partial class NativeBackend : TraceBackend, IDisposable
{
    /// <summary>How machine code calls a position: through the entry word, which leads to its code or to the stub that calls the portal.</summary>
    private sealed class EntryCells
    {
        public nint* Entry;
        public nint PortalStub;
        public int StubBytes;
        public required Site Site;
    }

    private readonly Dictionary<int, (nint Save, nint Restore)> _saves = [];
    private readonly Dictionary<LoopToken, nint> _invalidationFlags = new(ReferenceEqualityComparer.Instance);
    private readonly ConstantTable _constants = new();
    private readonly Dictionary<nint, YieldSite> _returns = [];
    private readonly StencilWriter _writer;
    private readonly CodeNames[] _names;

    /// <summary>For traces, one after the other.</summary>
    public StencilWriter TraceWriter { get; }
    private Dispatcher? _dispatcher;

    private protected NativeBackend(Isa isa, BackendOptions options)
    {
        Options = options;
        _names = CodeNames.For(options);
        Table = StencilTable.For(isa);
        Memory = new CodeMemory(options.CodeMemoryBytes, isAnonymous: options.PerfMap);
        _writer = new StencilWriter(Table);
        TraceWriter = new StencilWriter(Table);
        LeaveAddress = PublishCode(writer => writer.Emit(StencilOp.leave, imm64: Context.FrameAddress, imm64B: Context.RefFrameAddress), "leave");
    }

    internal BackendOptions Options { get; }
    internal StencilTable Table { get; }
    internal CodeMemory Memory { get; }
    internal NativeContext Context { get; } = new();
    internal SiteTable Sites { get; } = new();

    /// <summary>Code that returns to who entered.</summary>
    internal nint LeaveAddress { get; }

    /// <summary>The function <c>enter(frame, reference frame, code)</c>, which gives the number of the site where code left.</summary>
    internal delegate* unmanaged[SuppressGCTransition]<nint, nint, nint, long> Enter { get; private protected set; }

    /// <summary><see cref="AllocationContext.GiveBackX64"/>, published.</summary>
    internal nint GiveChunkBack { get; private protected set; }

    /// <summary>The runtime's suspension flag, or 0.</summary>
    internal nint SuspensionFlag { get; private protected set; }

    /// <summary>The code that stores a reference through the runtime's write barrier and preserves every register, or 0 where such stores yield.</summary>
    internal nint BarrierThunk { get; private protected set; }

    /// <summary>
    /// How machine code asks whether an object is young, or null where it cannot know: it is in a region of 2 to the power of
    /// <c>Shift</c> bytes, whose number is an index into the table that stands at <c>TableAt</c>, where a byte is 0 for young regions.
    /// </summary>
    internal (nint TableAt, int Shift)? Regions { get; private protected set; }

    /// <summary>Whether allocation by bumping works: the thread's allocation context is known.</summary>
    internal bool CanBump { get; private protected set; }

    internal Site SiteAt(long number) => Sites[number] ?? throw NoSite();

    internal InvalidOperationException NoSite() => new($"machine code stopped where it must not: {LastError}");

    /// <summary>What the last entry died of, where it can be told.</summary>
    private protected virtual string LastError => "unknown site";

    internal override void BeginOnThisThread()
    {
        // What is compiled already relies on the answer.
        if (Sites.Count == 0) CanBump = Options.InlineAllocation && AllocationContextOfThisThread() != 0;
    }

    internal YieldSite? SiteOfReturn(nint address) => _returns.GetValueOrDefault(address);

    private Dispatcher Dispatcher => _dispatcher ??= new Dispatcher(this);

    public override BackendStats Stats
    {
        get
        {
            _dispatcher?.CountYields(base.Stats);
            Sites.CountCalls();
            return base.Stats;
        }
    }

    internal override bool KeepsTraces => KeepsTexts;

    internal override void CompileLoop(LoopToken token, TreeLoop loop)
    {
        long start = Stopwatch.GetTimestamp();
        NativeCode code = TraceCompiler.Compile(this, loop, token, null);
        GiveName(code, token, null, loop);
        token.BackendData = code;
        EntryCells cells = CellsOf(token);
        if (InvalidationFlag(token) is var flag && !token.IsInvalidated)
        {
            *cells.Entry = code.Entry;
            token.EntryPoint.Current = token;
        }
        base.Stats.Seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    internal override void CompileBridge(GuardDescr guard, TreeLoop bridge)
    {
        long start = Stopwatch.GetTimestamp();
        var place = guard.BackendData as NativeGuard ?? throw new InvalidOperationException("a bridge from a guard that was not compiled");
        NativeCode code = TraceCompiler.Compile(this, bridge, guard.Owner, place);
        GiveName(code, guard.Owner!, guard, bridge);
        place.Bridge = code;
        if (guard.Owner?.BackendData is NativeCode loop) loop.CallsFrames |= code.CallsFrames;
        place.Code!.CallsFrames |= code.CallsFrames;
        Volatile.Write(ref *place.Cell, code.Entry);
        guard.HasBridge = true;
        base.Stats.Seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    internal override DeadFrame Execute(LoopToken token, JitValues reds)
    {
        var code = token.BackendData as NativeCode ?? throw new InvalidOperationException($"loop {token.Number} is not compiled");
        base.Stats.Entries++;
        return Dispatcher.Execute(code, reds);
    }

    internal override void AddRunning(HashSet<LoopToken> running) => _dispatcher?.AddRunning(running);

    /// <inheritdoc/>
    public override bool IsRunning => Context.RefTop != 0;

    public override void RequestPoll() => Interlocked.Or(ref Context.Poll, 1);

    internal override string Disassemble(object loopOrGuard) => loopOrGuard switch
    {
        LoopToken { BackendData: NativeCode code } => Disassemble(code),
        GuardDescr { BackendData: NativeGuard { Bridge: { } bridge } } => Disassemble(bridge),
        _ => "",
    };

    /// <summary>The address of the calling thread's allocation pointer; 0 where it is not known.</summary>
    internal abstract nint AllocationContextOfThisThread();

    private protected abstract string Disassemble(NativeCode code);

    public void Dispose()
    {
        foreach (CodeNames names in _names) names.Dispose();
        _dispatcher?.Dispose();
        Sites.Dispose();
        Memory.Dispose();
        GC.SuppressFinalize(this);
    }

    // ---- what compilers ask for

    internal void AddSite(Site site)
    {
        Sites.Add(site);
        site.Code?.Sites.Add(site);
    }

    internal void AddReturnAddress(nint address, YieldSite site)
    {
        _returns[address] = site;
        site.Code!.ReturnAddresses.Add(address);
    }

    /// <summary>The address of a word that holds the object, as long as the code is there.</summary>
    internal nint AddressOfConstant(object o, NativeCode code) => _constants.AddressOf(o, code.Slots);

    /// <summary>The code shared by all yields with the same live registers.</summary>
    internal (nint Save, nint Restore) SaveAndRestore((int Ints, int Refs, int Floats) live)
    {
        int key = (live.Ints << 10 | live.Refs) << 10 | live.Floats;
        if (_saves.TryGetValue(key, out var found)) return found;
        nint save = PublishCode(writer => TraceCompiler.EmitSave(writer, live, LeaveAddress), "save");
        nint restore = PublishCode(writer => TraceCompiler.EmitRestore(writer, live, goOn: true), "restore");
        return _saves[key] = (save, restore);
    }

    /// <summary>A 32-bit flag that is set when the token is invalidated.</summary>
    internal nint InvalidationFlag(LoopToken? token)
    {
        if (token is null) return Context.ClearFlagAddress;
        if (_invalidationFlags.TryGetValue(token, out nint flag)) return flag;
        flag = (nint)Memory.NewCell(token.IsInvalidated ? 1 : 0);
        _invalidationFlags[token] = flag;
        token.Invalidated += Invalidate;
        return flag;
    }

    private void Invalidate(LoopToken token)
    {
        if (!_invalidationFlags.TryGetValue(token, out nint flag)) return;
        *(nint*)flag = 1;
        if (token.BackendData is NativeCode code && token.EntryPoint.BackendData is EntryCells cells && *cells.Entry == code.Entry)
            *cells.Entry = cells.PortalStub;
    }

    /// <summary>The word through which machine code calls the position's code, or the portal as long as there is none.</summary>
    internal nint EntryCell(LoopToken token) => (nint)CellsOf(token).Entry;

    private EntryCells CellsOf(LoopToken token)
    {
        if (token.EntryPoint.BackendData is EntryCells cells) return cells;
        var site = new Site { Kind = SiteKind.CallPortal, Descr = token };
        AddSite(site);
        cells = new EntryCells { Site = site };
        cells.PortalStub = PublishCode(writer =>
        {
            writer.Emit(StencilOp.site, imm: site.Number);
            writer.Emit(StencilOp.jump, exit: LeaveAddress);
            cells.StubBytes = writer.Position;
        }, "call portal");
        cells.Entry = Memory.NewCell(cells.PortalStub);
        token.EntryPoint.BackendData = cells;
        return cells;
    }

    /// <param name="emit">Emits the code.</param>
    /// <param name="name">What tools that show machine code by name call it.</param>
    private protected nint PublishCode(Action<StencilWriter> emit, string name)
    {
        _writer.Clear();
        emit(_writer);
        var bytes = new byte[_writer.Position];
        nint address = Memory.Allocate(bytes.Length);
        fixed (byte* p = bytes) _writer.CopyTo(p, address);
        Memory.Publish(address, bytes);
        CountCode(bytes.Length);
        GiveName(address, bytes.Length, name);
        return address;
    }

    private protected void GiveName(nint address, int length, string name)
    {
        foreach (CodeNames names in _names) names.Add(address, length, $"metajit {name}");
    }

    private void GiveName(NativeCode code, LoopToken token, GuardDescr? guard, TreeLoop trace)
    {
        if (_names.Length == 0) return;
        string name = CodeNames.Of(token, guard, trace);
        foreach (CodeNames names in _names) names.Add(code.Start, code.Length, name);
    }

    private void ForgetName(nint address)
    {
        foreach (CodeNames names in _names) names.Remove(address);
    }
}
