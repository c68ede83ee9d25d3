using MetaTracer.Trace;

namespace Backend.Allocation;

/// <summary>
/// Moves values to their places all at once: an order in which no value is overwritten before it is read, with a scratch slot where
/// there is none. References may stand in raw scratch slots meanwhile: no yield comes between.
/// </summary>
internal static class ParallelMove
{
    private static readonly Location s_cycle = new(LocationKind.RawSlot, FrameLayout.Scratch);
    private static readonly Location s_borrowed = new(LocationKind.RawSlot, FrameLayout.Scratch2);

    public static void Emit(ReadOnlySpan<Location> from, ReadOnlySpan<Location> to, IMoveEmitter emitter)
    {
        var moves = new List<(Location From, Location To)>(from.Length);
        for (int k = 0; k < from.Length; k++)
            if (from[k] != to[k]) moves.Add((from[k], to[k]));
        var targets = new HashSet<Location>(moves.Count);
        foreach (var move in moves)
            if (!targets.Add(move.To)) throw new InvalidOperationException($"two values go to {move.To}");
        int borrowed = FreeRegister(from, to);

        while (moves.Count > 0)
        {
            bool moved = false;
            for (int i = 0; i < moves.Count; i++)
            {
                var move = moves[i];
                if (IsRead(moves, move.To, i)) continue;
                EmitOne(move.From, move.To, borrowed, emitter);
                moves[i] = moves[^1];
                moves.RemoveAt(moves.Count - 1);
                moved = true;
                i--;
            }
            if (moved) continue;
            // Only cycles are left: set one value aside.
            Location aside = moves[0].From;
            EmitOne(aside, s_cycle, borrowed, emitter);
            for (int i = 0; i < moves.Count; i++)
                if (moves[i].From == aside) moves[i] = (s_cycle, moves[i].To);
        }
    }

    private static bool IsRead(List<(Location From, Location To)> moves, Location place, int except)
    {
        for (int i = 0; i < moves.Count; i++)
            if (i != except && moves[i].From == place) return true;
        return false;
    }

    private static void EmitOne(Location from, Location to, int borrowed, IMoveEmitter emitter)
    {
        if (to.IsRegister || from.IsRegister)
        {
            emitter.Move(from, to);
            return;
        }
        if (borrowed >= 0)
        {
            var through = new Location(LocationKind.Register, borrowed);
            emitter.Move(from, through);
            emitter.Move(through, to);
            return;
        }
        var lent = new Location(LocationKind.Register, 0);
        emitter.Move(lent, s_borrowed);
        emitter.Move(from, lent);
        emitter.Move(lent, to);
        emitter.Move(s_borrowed, lent);
    }

    private static int FreeRegister(ReadOnlySpan<Location> from, ReadOnlySpan<Location> to)
    {
        int used = 0;
        foreach (Location place in from)
            if (place.Kind == LocationKind.Register) used |= 1 << place.Index;
        foreach (Location place in to)
            if (place.Kind == LocationKind.Register) used |= 1 << place.Index;
        for (int r = 0; r < FrameLayout.IntRegisters; r++)
            if ((used >> r & 1) == 0) return r;
        return -1;
    }
}
