using Backend.Stencils;
using Iced.Intel;

namespace StencilCompiler;

/// <summary>Makes a stencil of a compiled function for x86-64: the last jump goes, guards fall through to what follows.</summary>
internal static class X64Cutter
{
    private const uint Absolute64 = 1, PcRelative32 = 2, ProcedureLinkage32 = 4, Zero32 = 10, Sign32 = 11;
    private const byte Jump = 0xE9;

    public static CutStencil Cut(CompiledFunction function, bool isFunction)
    {
        byte[] code = function.Code;
        var holes = new List<Hole>(function.Relocations.Length);
        foreach (Relocation relocation in function.Relocations)
        {
            if (relocation.Symbol is "SIGN_BIT" or "BUT_SIGN_BIT")
            {
                BitConverter.TryWriteBytes(code.AsSpan(relocation.Offset), relocation.Symbol == "SIGN_BIT" ? 1ul << 63 : ~(1ul << 63));
                continue;
            }
            HoleKind kind = relocation.Type switch
            {
                Absolute64 => HoleKind.Absolute64,
                PcRelative32 or ProcedureLinkage32 => HoleKind.Relative32,
                Zero32 => HoleKind.Unsigned32,
                Sign32 => HoleKind.Signed32,
                _ => throw new StencilError($"{function.Name}: relocation {relocation.Type} is not known"),
            };
            HoleSymbol symbol = CutStencil.SymbolOf(function.Name, relocation.Symbol);
            holes.Add(new Hole((ushort)relocation.Offset, kind, symbol, (int)relocation.Addend));
        }
        return isFunction ? new CutStencil(code, [.. holes]) : CutEnd(code, holes);
    }

    private static CutStencil CutEnd(byte[] code, List<Hole> holes)
    {
        int end = code.Length;
        if (IsJump(code, holes, end, HoleSymbol.Continue))
        {
            holes.RemoveAt(holes.Count - 1);
            return new CutStencil(code[..^5], [.. holes]);
        }
        // jcc CONT; jmp EXIT becomes jncc EXIT, if nothing else jumps to the jmp.
        if (end >= 11 && holes.Count >= 2 && IsJump(code, holes, end, HoleSymbol.Exit)
            && holes[^2] is { Symbol: HoleSymbol.Continue } before && before.Offset == end - 9
            && code[end - 11] == 0x0F && (code[end - 10] & 0xF0) == 0x80 && !HasLocalBranch(code, holes, end - 5))
        {
            code[end - 10] ^= 1;
            holes.RemoveRange(holes.Count - 2, 2);
            holes.Add(new Hole((ushort)(end - 9), HoleKind.Relative32, HoleSymbol.Exit, -4));
            return new CutStencil(code[..^5], [.. holes]);
        }
        return new CutStencil(code, [.. holes]);
    }

    private static bool IsJump(byte[] code, List<Hole> holes, int end, HoleSymbol target) =>
        end >= 5 && code[end - 5] == Jump && holes.Count > 0 && holes[^1].Symbol == target && holes[^1].Offset == end - 4;

    /// <summary>Whether a branch inside the function leads to an offset. The distance of one that leads out is a hole.</summary>
    private static bool HasLocalBranch(byte[] code, List<Hole> holes, int target)
    {
        var decoder = Decoder.Create(64, code, 0ul);
        while (decoder.IP < (ulong)code.Length)
        {
            Instruction instruction = decoder.Decode();
            bool isBranch = instruction.IsJccShortOrNear || instruction.IsJmpShortOrNear;
            if (!isBranch || instruction.NearBranchTarget != (ulong)target) continue;
            if (!holes.Any(h => h.Offset >= (int)instruction.IP && h.Offset < (int)instruction.NextIP)) return true;
        }
        return false;
    }
}
