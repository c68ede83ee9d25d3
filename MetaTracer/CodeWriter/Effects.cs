using System.Reflection;
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>What a residual callee may do, from its attributes.</summary>
internal static class Effects
{
    private static readonly HashSet<Descr> Nothing = [];
    private static readonly EffectInfo Elidable = new(ExtraEffect.ElidableCanRaise) { Writes = Nothing };
    private static readonly EffectInfo LoopInvariant = new(ExtraEffect.LoopInvariant) { Writes = Nothing };

    public static EffectInfo Of(MethodBase method)
    {
        if (method.IsDefined(typeof(ElidableAttribute), false) || method.IsDefined(typeof(ElidablePromoteAttribute), false)) return Elidable;
        if (method.IsDefined(typeof(LoopInvariantAttribute), false)) return LoopInvariant;
        return EffectInfo.Unknown;
    }
}
