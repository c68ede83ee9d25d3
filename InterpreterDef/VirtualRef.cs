namespace MetaJit;

/// <summary>
/// A reference to an object of a call that runs, its frame above all, for those who now and then ask who is running: tracebacks, debuggers. In
/// a trace the object stays virtual while calls out of the trace see only the reference: it is made for a call whose C# may read
/// <see cref="Target"/>, and for one that leaves the trace. Finished before that, it is never made.
/// </summary>
/// <remarks>
/// RPython's <c>virtual_ref</c>. There a call that asks for the object makes it real while the trace waits, and the trace is left afterwards;
/// here effects, known before the trace runs, say which calls may ask. A <see cref="VirtualizableAttribute"/> object needs its
/// <see cref="VirtualizableAttribute.EscapedField"/> set as wherever else it is kept, and <see cref="Jit.ForceVirtualizable"/> by who looks into it.
/// </remarks>
/// <param name="target">What is referred to.</param>
public sealed class VirtualRef<T>(T target) where T : class
{
    private T? _target = target;

    /// <summary>The object; null after <see cref="Finish"/>.</summary>
    public T? Target => _target;

    /// <summary>The call is over: who still has the reference sees nothing behind it. RPython's <c>virtual_ref_finish</c>.</summary>
    public void Finish() => _target = null;
}
