using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Image;

/// <summary>Reads an image back where it was made: a wrong one would be wrong code in every run.</summary>
internal static class ImageCheck
{
    /// <exception cref="InvalidOperationException">Something reads back as something else.</exception>
    public static void Run(JitCodeWriter writer, JitImage image)
    {
        var reader = new ImageReader(image, writer);
        foreach ((MethodKey key, CallShape? shape, JitCode? code) in writer.Codes)
        {
            if (reader.TryCode(key.Method, shape, out JitCode? read) && !(code is null ? read is null : read is not null && Same(code, read)))
                throw new InvalidOperationException($"a JIT image has other code for {TypeModel.NameOf(key.Method)}");
        }
        foreach (var (method, isVirtual, hasBoxedThis, effect) in writer.KnownEffects)
        {
            if (reader.Effects(method, isVirtual, hasBoxedThis) is { } read && !(read.ExtraEffect == effect.ExtraEffect && Same(effect.Reads, read.Reads) && Same(effect.Writes, read.Writes)))
                throw new InvalidOperationException($"a JIT image has other effects for {TypeModel.NameOf(method)}");
        }
    }

    private static bool Same(JitCode a, JitCode b)
    {
        if (a.Portal != b.Portal || (a.IntCount, a.RefCount, a.FloatCount, a.Code.Length) != (b.IntCount, b.RefCount, b.FloatCount, b.Code.Length)) return false;
        if (!a.IntConstants.SequenceEqual(b.IntConstants) || !a.FloatConstants.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(b.FloatConstants.Select(BitConverter.DoubleToInt64Bits))
            || !a.RefConstants.SequenceEqual(b.RefConstants, ReferenceEqualityComparer.Instance) || !a.Parameters.SequenceEqual(b.Parameters)
            || !a.Handlers.SequenceEqual(b.Handlers) || !a.IlOffsets.SequenceEqual(b.IlOffsets)) return false;
        for (int i = 0; i < a.Code.Length; i++)
        {
            Insn x = a.Code[i], y = b.Code[i];
            if ((x.Op, x.Kind, x.Code, x.Target) != (y.Op, y.Kind, y.Code, y.Target) || (x.Dst, x.A, x.B, x.C) != (y.Dst, y.A, y.B, y.C)) return false;
            if (!Same(a.LiveRegisters[i], b.LiveRegisters[i]) || !SameExtra(x.X, y.X)) return false;
        }
        return true;
    }

    private static bool SameExtra(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (int[] x, int[] y) => x.SequenceEqual(y),
        (Operand[] x, Operand[] y) => x.SequenceEqual(y),
        (Descr or Type, _) => ReferenceEquals(a, b),
        (MergePointInfo x, MergePointInfo y) => x.Driver == y.Driver && x.Greens.SequenceEqual(y.Greens) && x.Reds.SequenceEqual(y.Reds),
        (CallInfo x, CallInfo y) => MethodKey.Of(x.Method).Equals(MethodKey.Of(y.Method)) && x.Portal == y.Portal && x.Args.SequenceEqual(y.Args)
            && x.Results.SequenceEqual(y.Results) && Equals(x.Shape, y.Shape),
        _ => false,
    };

    private static bool Same(Operand[]? a, Operand[]? b) => a is null ? b is null : b is not null && a.SequenceEqual(b);

    // Descrs of one name are together in an image's sets.
    private static bool Same(IReadOnlySet<Descr>? a, IReadOnlySet<Descr>? b) => a is null || b is null ? a == b
        : (a as IAllArrays)?.HasAllArrays == true == ((IAllArrays)b).HasAllArrays && a.All(b.Contains) && b.Select(descr => descr.Name).ToHashSet().SetEquals(a.Select(descr => descr.Name));
}
