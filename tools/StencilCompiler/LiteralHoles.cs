using Backend.Stencils;

namespace StencilCompiler;

/// <summary>Finds the holes of a short immediate by comparing what the compiler makes of different literals.</summary>
internal static class LiteralHoles
{
    /// <param name="samples">The stencil compiled with each of the form's samples.</param>
    public static CutStencil Find(string name, Isa isa, ImmediateForm form, CutStencil[] samples)
    {
        CutStencil first = samples[0];
        if (samples.Any(s => s.Code.Length != first.Code.Length || !s.Holes.AsSpan().SequenceEqual(first.Holes)))
            throw new StencilError($"{name} as {form.Name}: the code has another shape for another literal");

        var holes = new List<Hole>(first.Holes);
        int step = isa == Isa.X64 ? 1 : 4;
        for (int at = 0; at < first.Code.Length; at += step)
        {
            ReadOnlySpan<byte> here = first.Code.AsSpan(at), there = samples[1].Code.AsSpan(at);
            if (here[..step].SequenceEqual(there[..step])) continue;
            if (at + form.Width > first.Code.Length)
                throw new StencilError($"{name} as {form.Name}: the literal stands elsewhere than in a hole");
            long addend = form.Read(here) - form.Samples[0];
            if (form.Read(there) - form.Samples[1] != addend)
                throw new StencilError($"{name} as {form.Name}: the literal is not stored as it is");
            holes.Add(new Hole((ushort)at, form.Kind, HoleSymbol.Immediate, (int)addend));
            if (step == 1) at += form.Width - 1;
        }
        if (holes.Count == first.Holes.Length) throw new StencilError($"{name} as {form.Name}: the literal shows nowhere");

        holes.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        var found = new CutStencil(first.Code, [.. holes]);
        Prove(name, isa, form, found, samples);
        return found;
    }

    private static void Prove(string name, Isa isa, ImmediateForm form, CutStencil found, CutStencil[] samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            byte[] code = [.. found.Code];
            foreach (Hole hole in found.Holes.Where(h => h.Symbol == HoleSymbol.Immediate))
                if (!Patcher.TryPatch(isa, code.AsSpan(hole.Offset), hole.Kind, form.Samples[i] + hole.Addend, 0))
                    throw new StencilError($"{name} as {form.Name}: {form.Samples[i]} does not fit");
            if (!code.AsSpan().SequenceEqual(samples[i].Code))
                throw new StencilError($"{name} as {form.Name}: with {form.Samples[i]} in its hole it is not what the compiler makes");
        }
    }
}
