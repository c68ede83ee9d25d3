using MetaTracer.CodeWriter;
using MetaTracer.Logging;

namespace MetaTracer.Trace;

/// <summary>Which instruction of the interpreter recorded which operations of a trace. Only for logs that say so.</summary>
internal sealed class RecordedPlaces(PlaceTexts texts)
{
    // By first operation. Each instruction's operations go up to the next one's.
    private readonly List<(int First, JitCode Code, int Pc)> _places = [];

    /// <summary>An instruction begins; the trace has so many operations.</summary>
    public void Begin(int operations, JitCode code, int pc)
    {
        if (_places.Count > 0 && _places[^1].First == operations) _places.RemoveAt(_places.Count - 1);
        _places.Add((operations, code, pc));
    }

    /// <summary>The method and C# line that recorded an operation; null for what no instruction did.</summary>
    public string? At(int operation)
    {
        int low = 0;
        for (int high = _places.Count; low < high;)
        {
            int middle = (low + high) / 2;
            if (_places[middle].First <= operation) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? null : texts.Of(_places[low - 1].Code, _places[low - 1].Pc);
    }

    /// <summary>The same of the part of the trace that begins at an operation.</summary>
    public RecordedPlaces From(int operation)
    {
        var part = new RecordedPlaces(texts);
        foreach (var (first, code, pc) in _places) part.Begin(Math.Max(0, first - operation), code, pc);
        return part;
    }
}
