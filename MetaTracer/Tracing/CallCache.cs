// What has been found out about a call site, kept on its CallInfo.
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

internal sealed class CallCache
{
    /// <summary>The callee as the IL names it, dispatched as the IL says.</summary>
    public CallDescr? Stub;

    /// <summary>Of a virtual call: the last receiver class, and what it resolved to.</summary>
    public Type? Receiver;

    public CallTarget? Target;

    /// <summary>Further receiver classes.</summary>
    public Dictionary<Type, CallTarget>? Others;

    public static CallCache Of(CallInfo call) => (CallCache)(call.Cache ??= new CallCache());
}

/// <summary>A callee: code to follow, or a residual call.</summary>
internal sealed record CallTarget(JitCode? Code, CallDescr? Residual);
