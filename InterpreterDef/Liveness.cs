namespace MetaJit;

/// <summary>Which registers matter where in the code of a register machine: what the driver's <see cref="JitDriver.LiveItems"/> is to say.</summary>
public static class Liveness
{
    /// <summary>
    /// A register matters if it is read before it is written. So from the end of the code to its start, until nothing changes any more: once for each
    /// function, when it is compiled or hot.
    /// </summary>
    /// <param name="positions">How many positions the code has.</param>
    /// <param name="registers">How many registers it has.</param>
    /// <param name="usesAt">What the instruction at a position writes and what it reads. What it may write, but need not, does not count.</param>
    /// <param name="nextOf">The positions that may come next.</param>
    /// <returns>For each position its registers: register n is bit n % 64 of word n / 64.</returns>
    public static ulong[][] Of(int positions, int registers, Func<int, (IEnumerable<int> Written, IEnumerable<int> Read)> usesAt, Func<int, IEnumerable<int>> nextOf)
    {
        var live = new ulong[positions][];
        for (int position = 0; position < positions; position++) live[position] = new ulong[(registers + 63) / 64];
        for (bool changes = true; changes;)
        {
            changes = false;
            for (int position = positions - 1; position >= 0; position--)
            {
                var now = new ulong[live[position].Length];
                foreach (int next in nextOf(position))
                    for (int word = 0; word < now.Length; word++) now[word] |= live[next][word];
                var (written, read) = usesAt(position);
                foreach (int register in written) now[register / 64] &= ~(1UL << register % 64);
                foreach (int register in read) now[register / 64] |= 1UL << register % 64;
                changes |= !now.AsSpan().SequenceEqual(live[position]);
                live[position] = now;
            }
        }
        return live;
    }
}
