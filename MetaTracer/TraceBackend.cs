using MetaTracer.Trace;

namespace MetaTracer;

/// <summary>
/// The values that go into compiled code, or that came out of it: value k, whatever its kind, is at index k of the array for its kind.
/// Reused from one entry to the next; read it before anything else runs.
/// </summary>
internal sealed class JitValues
{
    public long[] Ints = new long[64];
    public object?[] Refs = new object?[64];
    public double[] Floats = new double[64];

    public void EnsureCapacity(int count)
    {
        if (count <= Ints.Length) return;
        int size = Math.Max(count, Ints.Length * 2);
        Array.Resize(ref Ints, size);
        Array.Resize(ref Refs, size);
        Array.Resize(ref Floats, size);
    }
}

/// <summary>How compiled code was left: the finish or guard, and its (fail) arguments by position. PyPy's dead frame.</summary>
internal sealed class DeadFrame
{
    public FailDescr Descr = FinishDescr.Void;
    public readonly JitValues Values = new();

    /// <summary>The exception a guard_no_exception or guard_exception failed on; null where none is pending.</summary>
    public Exception? Exception;

    /// <summary>It has been read: what it holds need not live on.</summary>
    public void Clear(int values)
    {
        Array.Clear(Values.Refs, 0, values);
        Exception = null;
    }
}

/// <summary>What compiled code asks of the engine while it runs.</summary>
internal interface ITraceHost
{
    /// <summary>
    /// A guard failed in code that other compiled code had called: finish that portal call, in the blackhole and the interpreter, and
    /// leave its result in place 0 of <paramref name="frame"/>'s values. Exceptions of the user's program come out as they are.
    /// </summary>
    void FinishCall(DeadFrame frame);

    /// <summary>call_assembler of a token with no compiled code: call the portal with the token's greens and these reds; the result goes to place 0.</summary>
    void CallPortal(LoopToken token, JitValues reds);

    /// <summary>Machine code yielded because a timer or Ctrl-C asked for it. May throw.</summary>
    void Poll();

    /// <summary>Compiled code has been left for a good many calls since this was last called.</summary>
    void LookAtCalls();
}

/// <summary>Counters of one backend, for --jit-stats; all count from the start of the process.</summary>
public sealed class BackendStats
{
    /// <summary>Entries to compiled code from managed code.</summary>
    public long Entries;

    /// <summary>Bytes of machine code made.</summary>
    public long CodeBytes;

    /// <summary>Times compiled code returned to the dispatcher, by reason: call, allocate, guard, poll, finish, static, barrier, assembler.</summary>
    public readonly SortedDictionary<string, long> Yields = [];

    /// <summary>Seconds spent making code.</summary>
    public double Seconds;
}

/// <summary>Turns optimized traces into something that runs, and runs it.</summary>
public abstract class TraceBackend
{
    /// <summary>As <c>--backend</c> names it: native, portable, emulated-arm64.</summary>
    public abstract string Name { get; }

    /// <summary>As of now: ask again for later.</summary>
    public virtual BackendStats Stats { get; } = new();

    /// <summary>Bytes of machine code that have not been given back.</summary>
    public long CodeBytesInUse { get; protected set; }

    /// <summary>Set by the engine before anything is compiled.</summary>
    internal ITraceHost Host { get; set; } = null!;

    /// <summary>The calling thread is the one that will run compiled code; the backend may have been made on another.</summary>
    internal virtual void BeginOnThisThread() { }

    /// <summary>
    /// Compiles a loop. Its inputs are the token's reds; its first label, and any other, gets its <see cref="TargetToken.BackendData"/>.
    /// From then on calls of the token's position go there.
    /// </summary>
    /// <exception cref="CodeMemoryExhaustedException">There is no room; nothing has changed.</exception>
    internal abstract void CompileLoop(LoopToken token, TreeLoop loop);

    /// <summary>Compiles a bridge, whose inputs are the guard's fail arguments in order, and attaches it to the guard.</summary>
    /// <exception cref="CodeMemoryExhaustedException">There is no room; nothing has changed.</exception>
    internal abstract void CompileBridge(GuardDescr guard, TreeLoop bridge);

    /// <summary>
    /// Runs a compiled loop from its entry with its reds until it finishes or a guard without a bridge fails in the outermost frame.
    /// The dead frame is the backend's own: read it before entering again.
    /// </summary>
    internal abstract DeadFrame Execute(LoopToken token, JitValues reds);

    /// <summary>
    /// Adds every loop whose code will be come back to: it stands on a stack, waiting for what it called or asked for. On the thread that
    /// runs compiled code only.
    /// </summary>
    internal abstract void AddRunning(HashSet<LoopToken> running);

    /// <summary>Gives back what loops and their bridges took. Nothing runs, enters or jumps to them any more.</summary>
    internal abstract void Free(IReadOnlyCollection<LoopToken> loops);

    /// <summary>Gives back what calls of a position took. No code calls it any more.</summary>
    internal virtual void Free(EntryPoint entry) => entry.BackendData = null;

    /// <summary>From any thread: compiled code calls <see cref="ITraceHost.Poll"/> at its next back edge.</summary>
    public abstract void RequestPoll();

    /// <summary>Whether compiled code has been entered and not yet left: then no other thread may enter it.</summary>
    public virtual bool IsRunning => false;

    /// <summary>Whether <see cref="Disassemble"/> will be asked: what texts are made of is kept with the code. Off, code takes less memory.</summary>
    internal bool KeepsTexts { get; set; } = true;

    /// <summary>Whether compiled code needs its trace: otherwise the engine gives the trace's memory to the next one.</summary>
    internal virtual bool KeepsTraces => true;

    /// <summary>The code of a loop or bridge as text, a line an instruction; operations as comments before theirs. Empty for a backend without machine code.</summary>
    internal virtual string Disassemble(object loopOrGuard) => "";
}

/// <summary>All code memory is used.</summary>
internal sealed class CodeMemoryExhaustedException() : Exception("code memory is exhausted");
