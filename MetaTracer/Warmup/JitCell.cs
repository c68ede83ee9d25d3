// What the engine knows about one position of the user's program: PyPy's JitCell. Found by the greens.
using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.Warmup;

internal sealed class JitCell
{
    // Traces in vain before the position is given up, and while it is only postponed.
    private const int MaxAborts = 5;

    private const int MaxRests = 1 << 16;

    public JitCell(DriverState driver, object?[] greens, uint hash)
    {
        Driver = driver;
        Greens = greens;
        Hash = hash;
        Ints = new long[greens.Length];
        Refs = new object?[greens.Length];
        for (int k = 0; k < greens.Length; k++)
        {
            switch (greens[k])
            {
                case long number: Ints[k] = number; break;
                case double real: Ints[k] = BitConverter.DoubleToInt64Bits(real); break;
                default: Refs[k] = greens[k]; break;
            }
        }
    }

    public DriverState Driver { get; }

    /// <summary>As registers hold them: integers as <see cref="long"/>.</summary>
    public object?[] Greens { get; }
    public uint Hash { get; }
    public long[] Ints { get; }
    public object?[] Refs { get; }

    /// <summary>The next cell of the same bucket.</summary>
    public JitCell? Next;

    /// <summary>Compiled, or made ahead of that because a trace calls it. Replaced once invalid.</summary>
    public LoopToken? Token;

    /// <summary>What compiled code calls when it calls this position.</summary>
    public EntryPoint EntryPoint { get; } = new();

    /// <summary>A trace from here is under way.</summary>
    public bool IsBeingTraced { get; set; }

    /// <summary>Set for a recursive function, and for the largest one in a trace that became too long: calls of it are not followed.</summary>
    public bool NeverInline { get; private set; }

    /// <summary>Compiled code calls the function and finds none: it is traced at its next entry, whatever its counter says.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Tracing from here failed again and again.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>The generation in which one of these was found.</summary>
    public int MarkedAt { get; private set; }

    private int _aborts;

    // How often the position must become hot before its code is entered again.
    private int _rests;
    private int _nextRest = 1;

    /// <summary>The token, when it has code that may be entered.</summary>
    public LoopToken? CompiledToken => Token is { IsInvalidated: false, BackendData: not null } token ? token : null;

    /// <summary>Need not be counted: has code to enter, or is to be traced at once.</summary>
    public bool IsReady => IsWanted || _rests == 0 && CompiledToken is not null;

    /// <summary>What entering the code has brought of late, in ticks: see <see cref="Economics"/>.</summary>
    public long Balance { get; set; }

    /// <summary>The code is left alone until the position has become hot again; for twice as long each time.</summary>
    public void Rest()
    {
        Balance = 0;
        _rests = _nextRest;
        _nextRest = Math.Min(_nextRest * 2, MaxRests);
    }

    /// <summary>The code earns what it costs.</summary>
    public void NoteGain() => _nextRest = 1;

    /// <summary>The position has become hot: whether its code rests on.</summary>
    public bool GoesOnResting() => _rests > 0 && --_rests > 0;

    public void DoNotInline()
    {
        NeverInline = true;
        IsWanted = CompiledToken is null && !IsGivenUp;
        MarkedAt = Driver.Engine.Lifetimes.Generation;
    }

    /// <param name="isProgress">The next attempt will go differently.</param>
    public void NoteAbort(bool isProgress)
    {
        if (isProgress || ++_aborts < MaxAborts) return;
        IsGivenUp = true;
        MarkedAt = Driver.Engine.Lifetimes.Generation;
    }

    public bool Matches(object?[] greens) => SameGreens(Greens, greens);

    public static bool SameGreens(object?[] left, object?[] right)
    {
        for (int k = 0; k < left.Length; k++)
        {
            bool same = left[k] switch
            {
                long number => right[k] is long other && other == number,
                double real => right[k] is double other && BitConverter.DoubleToInt64Bits(other) == BitConverter.DoubleToInt64Bits(real),
                _ => ReferenceEquals(left[k], right[k]),
            };
            if (!same) return false;
        }
        return true;
    }

    public static uint HashOf(object?[] greens)
    {
        uint hash = 0;
        foreach (object? green in greens)
            hash = Mix(hash, green switch
            {
                long number => Key(number),
                double real => Key(BitConverter.DoubleToInt64Bits(real)),
                _ => (uint)RuntimeHelpers.GetHashCode(green),
            });
        return hash;
    }

    public static uint Key(long number) => (uint)number ^ (uint)(number >> 32);

    public static uint Mix(uint hash, uint key) => (hash ^ key) * 0x9E3779B1 + (hash >> 15);

    public override string ToString() => Driver.LocationOf(Greens);
}
