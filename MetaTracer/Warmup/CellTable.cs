// Counters and cells of one driver. The counters are an array indexed by a hash of the greens, as in PyPy: two positions may share one,
// which makes them hot a little earlier and costs nothing else.
using MetaTracer.Trace;

namespace MetaTracer.Warmup;

internal sealed class CellTable(DriverState driver)
{
    private const int CounterBits = 14;
    private const int FirstBuckets = 256;

    private readonly float[] _counters = new float[1 << CounterBits];
    private JitCell?[] _buckets = new JitCell?[FirstBuckets];
    private int _count;

    /// <summary>Buckets by the hash's low bits; each a chain of cells.</summary>
    public JitCell? First(uint hash) => _buckets[hash & (uint)(_buckets.Length - 1)];

    /// <summary>Counts; true when the position has become hot, and the counter then starts again.</summary>
    public bool Tick(uint hash, float increment)
    {
        ref float counter = ref _counters[(hash * 0x85EBCA6B) >> (32 - CounterBits)];
        float value = counter + increment;
        if (value < 1)
        {
            counter = value;
            return false;
        }
        counter = 0;
        return true;
    }

    /// <summary>Shrinks all counters by thousandths, so that what is only lukewarm never gets hot.</summary>
    public void Decay(int thousandths)
    {
        float factor = 1 - thousandths / 1000f;
        foreach (ref float counter in _counters.AsSpan()) counter *= factor;
    }

    public JitCell? Find(object?[] greens)
    {
        for (JitCell? cell = First(JitCell.HashOf(greens)); cell is not null; cell = cell.Next)
            if (cell.Matches(greens)) return cell;
        return null;
    }

    public JitCell Add(object?[] greens)
    {
        if (_count == _buckets.Length) Grow();
        var cell = new JitCell(driver, greens, JitCell.HashOf(greens));
        Insert(cell);
        _count++;
        return cell;
    }

    /// <summary>The token of a cell, made ahead of its code when it has none, or when what it has is invalid.</summary>
    public LoopToken TokenFor(JitCell cell)
    {
        if (cell.Token is { IsInvalidated: false } token) return token;
        return cell.Token = driver.Engine.NewToken(driver, cell);
    }

    /// <summary>A token to compile to: the cell's own unless that has code already, which then stays in use until the new code is there.</summary>
    public LoopToken TokenToCompile(JitCell cell)
    {
        LoopToken token = TokenFor(cell);
        return token.BackendData is null ? token : driver.Engine.NewToken(driver, cell);
    }

    /// <summary>Forgets the cells that nothing needs any more.</summary>
    public void Sweep(Predicate<JitCell> isNeeded)
    {
        for (int k = 0; k < _buckets.Length; k++)
        {
            ref JitCell? link = ref _buckets[k];
            while (link is { } cell)
            {
                if (isNeeded(cell))
                {
                    link = ref cell.Next;
                    continue;
                }
                link = cell.Next;
                _count--;
            }
        }
    }

    private void Insert(JitCell cell)
    {
        ref JitCell? bucket = ref _buckets[cell.Hash & (uint)(_buckets.Length - 1)];
        cell.Next = bucket;
        bucket = cell;
    }

    private void Grow()
    {
        JitCell?[] old = _buckets;
        _buckets = new JitCell?[old.Length * 2];
        foreach (JitCell? head in old)
        {
            for (JitCell? cell = head; cell is not null;)
            {
                JitCell? next = cell.Next;
                Insert(cell);
                cell = next;
            }
        }
    }
}
