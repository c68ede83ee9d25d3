namespace MetaJit;

/// <summary>Marks a portal parameter that identifies a position in the user's program. Parameters without it are reds.</summary>
/// <remarks>RPython's <c>JitDriver(greens=…)</c>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GreenAttribute : Attribute;

/// <summary>
/// The method is a pure function of its arguments (it may cache): with constant arguments the tracer calls it once and
/// keeps the result; with others the optimizer merges equal calls. It may raise only if it always raises for those arguments.
/// </summary>
/// <remarks>RPython's <c>@elidable</c>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ElidableAttribute : Attribute;

/// <summary><see cref="ElidableAttribute"/>, with every argument promoted first.</summary>
/// <remarks>RPython's <c>@elidable_promote</c>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ElidablePromoteAttribute : Attribute;

/// <summary>The tracer records a call to the method and never follows it.</summary>
/// <remarks>RPython's <c>@dont_look_inside</c>.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class DontLookInsideAttribute : Attribute;

/// <summary>
/// The tracer follows the method although it would not by default (it has a loop, stands in another assembly, or its class is
/// <see cref="DontLookInsideAttribute"/>). Loops are unrolled.
/// </summary>
/// <remarks>RPython's <c>@look_inside</c>.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class LookInsideAttribute : Attribute;

/// <summary>The tracer follows the method when the named static predicate, called with the method's arguments, returns true.</summary>
/// <remarks>RPython's <c>@look_inside_iff</c>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LookInsideIffAttribute(string predicate) : Attribute
{
    /// <summary>The static method of the same class that decides; it takes what the method takes, <c>this</c> first.</summary>
    public string Predicate { get; } = predicate;
}

/// <summary>The method's loops run a small number of times that is constant for one trace: follow and unroll them.</summary>
/// <remarks>RPython's <c>@unroll_safe</c>.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public sealed class UnrollSafeAttribute : Attribute;

/// <summary>The argument-less method returns the same value throughout one run of a compiled loop.</summary>
/// <remarks>RPython's <c>@loop_invariant</c>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoopInvariantAttribute : Attribute;

/// <summary>The method matters to the interpreter only (a counter, a debug check): traces leave its call out. It must return void.</summary>
/// <remarks>RPython's <c>@not_in_trace</c>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NotInTraceAttribute : Attribute;

/// <summary>
/// The class is the interpreter's frame: inside a trace its fields live in registers and are written back when the trace is left.
/// Every instance field is followed; a <c>readonly</c> field of array type has its items followed too, and the array's length must
/// depend on the greens alone. At most one red of a driver may be virtualizable.
/// Code the tracer does not follow must call <see cref="Jit.ForceVirtualizable"/> before it touches the fields; this is checked.
/// </summary>
/// <remarks>RPython's <c>_virtualizable_</c>.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class VirtualizableAttribute : Attribute
{
    /// <summary>
    /// The name of the field that says that the frame can be reached through the heap, as a generator's can: whoever stores the frame in a
    /// field first sets this one to something other than null, false or zero. Calls that leave a trace and may touch frames then find such
    /// a frame up to date. Without the name, no frame may be stored in a field. Both are checked.
    /// </summary>
    public string? EscapedField { get; set; }
}

/// <summary>
/// The integer field never holds a negative number, as the count of a container does: an index that is compared with it as unsigned is then
/// known to be inside. The tracer checks what it reads while it records.
/// </summary>
/// <remarks>RPython's <c>SomeInteger(nonneg=True)</c>, which its annotator finds out by itself.</remarks>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NonNegativeAttribute : Attribute;

/// <summary>The elements of the array in this <c>readonly</c> field, static or not, never change once the field is set.</summary>
/// <remarks>RPython's <c>_immutable_fields_ = ['name[*]']</c>.</remarks>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ImmutableArrayAttribute : Attribute;
