using System.Runtime.InteropServices;
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
        var reads = new Dictionary<long, int>(from.Length);
        var targets = new HashSet<long>(from.Length);
        // Registers that hold, from now on, what they are to hold.
        int settled = 0;
        for (int k = 0; k < from.Length; k++)
        {
            if (from[k] == to[k])
            {
                settled |= Bit(to[k]);
                continue;
            }
            if (!targets.Add(to[k].Key)) throw new InvalidOperationException($"two values go to {to[k]}");
            moves.Add((from[k], to[k]));
            CollectionsMarshal.GetValueRefOrAddDefault(reads, from[k].Key, out _)++;
        }
        while (moves.Count > 0)
        {
            // Registers are emptied first and filled last: meanwhile one is free for what goes from slot to slot.
            bool moved = MoveAll(0) || MoveAll(1) || MoveAll(2);
            if (moved) continue;
            // Only cycles are left: set one value aside.
            Location aside = moves[0].From;
            EmitOne(aside, s_cycle, FreeRegister(), emitter);
            reads[s_cycle.Key] = reads[aside.Key];
            reads[aside.Key] = 0;
            for (int i = 0; i < moves.Count; i++)
                if (moves[i].From == aside) moves[i] = (s_cycle, moves[i].To);
        }

        bool MoveAll(int rank)
        {
            bool moved = false;
            for (int i = 0; i < moves.Count; i++)
            {
                var (source, target) = moves[i];
                if ((source.IsRegister ? 0 : target.IsRegister ? 2 : 1) != rank || reads.GetValueOrDefault(target.Key) != 0) continue;
                moves.RemoveAt(i--);
                reads[source.Key]--;
                settled |= Bit(target);
                moved = true;
                int twin = rank == 1 ? moves.FindIndex(other => other.From == source && other.To.IsRegister && reads.GetValueOrDefault(other.To.Key) == 0) : -1;
                if (twin < 0)
                {
                    EmitOne(source, target, FreeRegister(), emitter);
                    continue;
                }
                // The value is wanted in a register, too: read once.
                Location register = moves[twin].To;
                emitter.Move(source, register);
                emitter.Move(register, target);
                moves.RemoveAt(twin);
                if (twin <= i) i--;
                reads[source.Key]--;
                settled |= Bit(register);
            }
            return moved;
        }

        int FreeRegister()
        {
            for (int r = 0; r < FrameLayout.IntRegisters; r++)
                if ((settled >> r & 1) == 0 && reads.GetValueOrDefault(new Location(LocationKind.Register, r).Key) == 0) return r;
            return -1;
        }
    }

    private static int Bit(Location place) => place.Kind == LocationKind.Register ? 1 << place.Index : 0;

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
}
