namespace Backend.Allocation;

/// <summary>The slots of one frame that are free and taken, by byte offset; remembers how far they ever reached.</summary>
internal sealed class SlotPool(int start)
{
    private readonly List<bool> _taken = [];

    /// <summary>The offset behind the highest slot ever taken.</summary>
    public int Top => start + _taken.Count * 8;

    public int Take()
    {
        int index = _taken.IndexOf(false);
        if (index < 0)
        {
            index = _taken.Count;
            _taken.Add(true);
        }
        _taken[index] = true;
        return start + index * 8;
    }

    public void Take(int offset)
    {
        int index = (offset - start) / 8;
        while (_taken.Count <= index) _taken.Add(false);
        _taken[index] = true;
    }

    /// <summary>Takes slots side by side, at the end; gives the offset of the first.</summary>
    public int TakeRun(int count)
    {
        int offset = Top;
        for (int i = 0; i < count; i++) _taken.Add(true);
        return offset;
    }

    /// <summary>A bit for each 8 bytes of the frame: set where the slot is taken. <paramref name="atLeast"/>: how many to have room for.</summary>
    public ulong[] Taken(int atLeast)
    {
        int first = start / 8;
        var bits = new ulong[(Math.Max(first + _taken.Count, atLeast) + 63) / 64];
        for (int i = 0; i < _taken.Count; i++)
            if (_taken[i]) bits[(first + i) / 64] |= 1ul << (first + i) % 64;
        return bits;
    }

    public void Release(int offset) => _taken[(offset - start) / 8] = false;
}
