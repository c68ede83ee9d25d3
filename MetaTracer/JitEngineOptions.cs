namespace MetaTracer;

/// <summary>What an engine reports and how it is stressed; see <see cref="MetaJit.JitParameters"/> for what it does.</summary>
public sealed class JitEngineOptions
{
    /// <summary>Gets every trace before and after the optimizer, its machine code, and every abort with its reason. Null: no log.</summary>
    public TextWriter? Log { get; init; }

    /// <summary>
    /// The log has more, for <c>metajit view</c>: the C# line that recorded each operation, and how often each trace ran. The second is counted by
    /// the traces, in operations of their own.
    /// </summary>
    public bool LogDetails { get; init; }

    /// <summary>
    /// The event source <c>MetaJit</c> is there from the first trace on, for tools that listen from outside the process. Without this it is made
    /// when an engine has traced for a while, which a short program need not wait for.
    /// </summary>
    public bool Listened { get; init; }

    /// <summary>
    /// Development: every call of a method that is <see cref="MetaJit.ElidableAttribute"/>, made while tracing with the result kept, is made twice,
    /// and must give the same. One that does not ends the trace, and is told as a warning. PyPy's <c>DEBUG_ELIDABLE_FUNCTIONS</c>.
    /// </summary>
    public bool CheckElidable { get; init; }

    /// <summary>Stress: a bridge is traced at the first failure of a guard.</summary>
    public bool StressBridges { get; init; }

    /// <summary>Stress: guards that fail at random are put into every trace, chosen with this seed.</summary>
    public int? StressGuardsSeed { get; init; }

    /// <summary>
    /// Every loop can be left at its start through <see cref="JitEngine.InvalidateAll"/>: how Ctrl-C reaches a program that runs as
    /// machine code. Costs one guard an iteration in loops that rely on nothing else.
    /// </summary>
    public bool Interruptible { get; init; }

    /// <summary>Called when compiled code noticed <see cref="TraceBackend.RequestPoll"/>; what it throws comes out of the portal.</summary>
    public Action? Poll { get; init; }

    /// <summary>Gets each of <see cref="JitEngine.Warnings"/> when it is found, while attaching.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>
    /// Attaching leaves out the checks that take long: for code that touches a virtualizable without forcing it, which means reading the
    /// interpreter's whole assembly, for attributes on fields they cannot be used for, for what is done with the answers of CanEnter, and for
    /// what is only slow. For interpreters whose tests attach an engine without this.
    /// </summary>
    public bool DefinitionIsTested { get; init; }

    /// <summary>
    /// What has been converted beforehand, so that it need not be when a trace reaches it. Taken only where <see cref="DefinitionIsTested"/>: an
    /// image has nothing to report.
    /// </summary>
    public Image.JitImage? Image { get; init; }

    /// <summary>
    /// The interpreter has a lock of its own, under which its threads take turns. Without this an engine belongs to the thread that attached
    /// it (<see cref="JitEngine.Attach"/> on another one hands it over), and any other that gets to run something hot is told so.
    /// </summary>
    public bool ThreadsTakeTurns { get; init; }

    /// <summary>
    /// The engine is for the thread that attaches it, and others have engines of their own on the same drivers, one each: so one interpreter runs
    /// several programs at the same time. What its programs share must be safe for threads without the engines' help, and constant where traces
    /// take it for constant; each <see cref="MetaJit.QuasiImmutable{T}"/> belongs to one of them. Every back edge then costs a look-up of
    /// the thread, while interpreted.
    /// </summary>
    public bool IsForOneThread { get; init; }
}
