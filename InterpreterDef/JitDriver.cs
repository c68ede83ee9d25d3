using System.Reflection;

namespace MetaJit;

/// <summary>
/// Ties one interpreter loop, the portal, to a JIT engine. The portal is a static method whose parameters are exactly the
/// driver's greens (marked <see cref="GreenAttribute"/>) and reds. Use the typed subclass with as many type arguments as the
/// portal has parameters (two to sixteen, as many as .NET's delegates take), plus its result type. Reds and the result may be structs:
/// machine code has their fields as variables of their own. The struct that was returned last stays reachable until another is.
/// </summary>
/// <remarks>
/// With no engine attached <c>MergePoint</c> is nothing, and <c>CanEnter</c> and <c>EnterFunction</c> are one load and one branch.
/// One thread at a time runs an engine's interpreter: another one that gets to run something hot is told so by an exception.
/// RPython's <c>JitDriver</c>, <c>jit_merge_point</c> and <c>can_enter_jit</c>.
/// </remarks>
public abstract class JitDriver
{
    private protected JitDriver(string name, Delegate portal)
    {
        Name = name;
        Portal = portal;
    }

    /// <summary>The name that logs and statistics show.</summary>
    public string Name { get; }

    /// <summary>The portal: the blackhole, nested loops and calls from machine code enter the interpreter through it.</summary>
    public Delegate Portal { get; }

    /// <summary>Static method from the greens, in order, to the place in the user's program as people write it: <c>file:line function</c>.</summary>
    /// <remarks>RPython's <c>get_printable_location</c>.</remarks>
    public Delegate? Location { get; init; }

    /// <summary>Static predicate over the greens: whether a loop that starts there may be compiled. Always, when null.</summary>
    /// <remarks>RPython's <c>confirm_enter_jit</c>.</remarks>
    public Delegate? ConfirmEnter { get; init; }

    /// <summary>Static predicate over the greens: whether a portal call to there must not be inlined. Never, when null.</summary>
    /// <remarks>RPython's <c>can_never_inline</c>.</remarks>
    public Delegate? CanNeverInline { get; init; }

    /// <summary>Static predicate over the greens: whether one iteration of an inlined loop there is unrolled into its caller. Never, when null.</summary>
    /// <remarks>RPython's <c>should_unroll_one_iteration</c>.</remarks>
    public Delegate? ShouldUnrollOneIteration { get; init; }

    /// <summary>
    /// Static method from the greens to the registers that matter there: item n of the frame's followed array (its first <c>readonly</c> one, in a
    /// <see cref="VirtualizableAttribute"/> class) is bit n % 64 of word n / 64. What does not matter, because the program writes it before it
    /// reads it again, is not carried along in traces. Null, or a null for a position: all do. For register machines; <see cref="Liveness"/> finds it out.
    /// </summary>
    public Delegate? LiveItems { get; init; }

    /// <summary>
    /// Whether the portal is an operation of the language and no function of the user's program: the search in a table, arithmetic on
    /// numbers of any length. Traces call its code and never inline it, because each of the many ways through it would split every trace it
    /// stands in. What it may read and write is found as for any method that is not followed; it may be <see cref="ElidableAttribute"/>.
    /// </summary>
    public bool IsOperation { get; init; }

    /// <summary>The portal's parameters, greens and reds in the portal's own order.</summary>
    public ParameterInfo[] Parameters => Portal.Method.GetParameters();

    /// <summary>The engine's side of this driver, an instance of the typed <c>PortalEngine</c>; null when interpreted.</summary>
    public abstract object? Engine { get; set; }
}
