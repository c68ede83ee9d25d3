// What has been found out about a call site, kept on its CallInfo.
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

internal sealed class CallSite
{
    /// <summary>The callee as the IL names it, dispatched as the IL says.</summary>
    public CallDescr? Stub;

    /// <summary>Of a virtual call: the last receiver class, and what it resolved to.</summary>
    public Type? Receiver;

    public CallTarget? Target;

    /// <summary>Further receiver classes.</summary>
    public Dictionary<Type, CallTarget>? Others;

    public static CallSite Of(CallInfo call) => (CallSite)(call.Cache ??= new CallSite());
}

/// <summary>A callee: code to follow, or a residual call.</summary>
internal sealed record CallTarget(JitCode? Code, CallDescr? Residual);
