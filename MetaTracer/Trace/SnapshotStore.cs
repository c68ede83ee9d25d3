using MetaTracer.CodeWriter;

namespace MetaTracer.Trace;

/// <summary>
/// The snapshots of one recorded trace, packed into one list of integers. A snapshot is what the interpreter's state was at a guard:
/// the virtualizable's boxes, and the chain of JitCode frames with their live registers. Callers' frames are shared between snapshots.
/// </summary>
/// <remarks>
/// Frame record at f: [parent frame record or -1, index into <see cref="Codes"/>, pc, n, n raw values], the values in the order of
/// <see cref="JitCode.LiveRegisters"/> at pc. Snapshot at s: [top frame record, n, n raw values of the virtualizable section]. That
/// section is empty, or the virtualizable itself, its scalar fields, then the items of its arrays, in VirtualizableInfo's order.
/// </remarks>
public sealed class SnapshotStore
{
    public List<int> Data { get; } = [];
    public List<JitCode> Codes { get; } = [];
    private readonly Dictionary<JitCode, int> _codeIndex = [];

    public int CodeIndex(JitCode code)
    {
        if (!_codeIndex.TryGetValue(code, out int index))
        {
            _codeIndex[code] = index = Codes.Count;
            Codes.Add(code);
        }
        return index;
    }

    /// <summary>The instruction that the innermost frame of a snapshot resumes at.</summary>
    public (JitCode Code, int Pc) PlaceOf(int snapshot) => (Codes[Data[Data[snapshot] + 1]], Data[Data[snapshot] + 2]);

    public int AddFrame(int parent, JitCode code, int pc, ReadOnlySpan<Value> live) => Add([parent, CodeIndex(code), pc, live.Length], live);

    public int AddSnapshot(int topFrame, ReadOnlySpan<Value> virtualizable) => Add([topFrame, virtualizable.Length], virtualizable);

    private int Add(ReadOnlySpan<int> head, ReadOnlySpan<Value> values)
    {
        int start = Data.Count;
        Data.AddRange(head);
        foreach (Value value in values) Data.Add(value.Raw);
        return start;
    }
}
