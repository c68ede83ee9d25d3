using Backend.Stencils;

namespace StencilCompiler;

/// <summary>
/// Makes a stencil of a compiled function for AArch64: the last jump goes, guards fall through, adrp/add pairs become movz/movk.
/// </summary>
internal static class Arm64Cutter
{
    public static CutStencil Cut(CompiledFunction function, bool isFunction)
    {
        uint[] words = new uint[function.Code.Length / 4];
        Buffer.BlockCopy(function.Code, 0, words, 0, words.Length * 4);
        var holes = new List<Hole>(function.Relocations.Length);
        foreach (Relocation relocation in function.Relocations)
        {
            HoleKind kind = relocation.Type switch
            {
                263 or 264 => HoleKind.Wide0,
                265 or 266 => HoleKind.Wide1,
                267 or 268 => HoleKind.Wide2,
                269 => HoleKind.Wide3,
                275 => HoleKind.SignedLow16,
                277 => HoleKind.SignedHigh16,
                279 => HoleKind.Branch14,
                280 => HoleKind.Branch19,
                282 or 283 => HoleKind.Branch26,
                _ => throw new StencilError($"{function.Name}: relocation {relocation.Type} is not known"),
            };
            HoleSymbol symbol = CutStencil.SymbolOf(function.Name, relocation.Symbol);
            holes.Add(new Hole((ushort)relocation.Offset, kind, symbol, (int)relocation.Addend));
        }
        ReplacePageAddresses(function.Name, words, holes);
        if (isFunction) return Result(words, words.Length, holes);
        return CutEnd(words, holes);
    }

    /// <summary>The compiler takes a symbol's address in two halves, adrp and add; a number takes movz (or movn) and movk.</summary>
    private static void ReplacePageAddresses(string name, uint[] words, List<Hole> holes)
    {
        for (int i = 0; i < holes.Count; i++)
        {
            if (holes[i].Kind != HoleKind.SignedLow16) continue;
            int low = holes[i].Offset / 4;
            if (i + 1 == holes.Count || holes[i + 1].Kind != HoleKind.SignedHigh16) throw new StencilError($"{name}: adrp without its add");
            int high = holes[i + 1].Offset / 4;
            uint register = words[low] & 31, target = words[high] & 31;
            if (((words[high] >> 5) & 31) != register || target != register)
                throw new StencilError($"{name}: adrp and add use different registers");
            words[low] = 0xD2800000 | register;
            words[high] = 0xF2A00000 | register;
        }
    }

    private static CutStencil CutEnd(uint[] words, List<Hole> holes)
    {
        int count = words.Length;
        bool Jumps(int index, HoleSymbol target) =>
            index >= 0 && words[index] >> 26 == 5
            && holes.Any(h => h.Offset == index * 4 && h.Kind == HoleKind.Branch26 && h.Symbol == target);

        if (Jumps(count - 1, HoleSymbol.Exit) && Jumps(count - 2, HoleSymbol.Continue))
        {
            // Branches to the last instruction, b EXIT, lead to the exit themselves; the rest falls through.
            holes.RemoveAll(h => h.Offset >= (count - 2) * 4);
            for (int i = 0; i < count - 2; i++)
                if (LocalBranch(words[i], out int distance) is { } kind && i + distance == count - 1) Redirect(words, holes, i, kind);
            return Result(words, count - 2, holes);
        }
        if (Jumps(count - 1, HoleSymbol.Continue) && Jumps(count - 2, HoleSymbol.Exit))
        {
            // b.cc to the last instruction over b EXIT: the opposite condition leads to the exit.
            int branches = 0;
            for (int i = 0; i < count - 2; i++)
                if (LocalBranch(words[i], out int distance) is not null && i + distance >= count - 2) branches++;
            if (branches == 1 && LocalBranch(words[count - 3], out int over) is { } kind && over == 2)
            {
                words[count - 3] ^= kind == HoleKind.Branch19 && words[count - 3] >> 24 == 0x54 ? 1u : 1u << 24;
                holes.RemoveAll(h => h.Offset >= (count - 2) * 4);
                Redirect(words, holes, count - 3, kind);
                return Result(words, count - 2, holes);
            }
        }
        if (Jumps(count - 1, HoleSymbol.Continue))
        {
            holes.RemoveAll(h => h.Offset == (count - 1) * 4);
            return Result(words, count - 1, holes);
        }
        return Result(words, count, holes);
    }

    private static void Redirect(uint[] words, List<Hole> holes, int index, HoleKind kind)
    {
        words[index] &= kind == HoleKind.Branch19 ? ~(0x7FFFFu << 5) : ~(0x3FFFu << 5);
        holes.Add(new Hole((ushort)(index * 4), kind, HoleSymbol.Exit, 0));
    }

    private static HoleKind? LocalBranch(uint word, out int distance)
    {
        distance = (int)(word << 8) >> 13;
        if ((word & 0xFF000010) == 0x54000000 || (word & 0x7E000000) == 0x34000000) return HoleKind.Branch19;
        distance = (int)(word << 13) >> 18;
        if ((word & 0x7E000000) == 0x36000000) return HoleKind.Branch14;
        return null;
    }

    private static CutStencil Result(uint[] words, int count, List<Hole> holes)
    {
        var code = new byte[count * 4];
        Buffer.BlockCopy(words, 0, code, 0, code.Length);
        holes.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        return new CutStencil(code, [.. holes]);
    }
}
