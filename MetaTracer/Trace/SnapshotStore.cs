using System.Runtime.InteropServices;
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
internal sealed class SnapshotStore
{
    private int[] _data = [];
    private int _length;

    public ReadOnlySpan<int> Data => _data.AsSpan(0, _length);
    public List<JitCode> Codes { get; } = [];
    private readonly Dictionary<JitCode, int> _codeIndex = [];
    private JitCode? _lastCode;
    private int _lastIndex;

    public int CodeIndex(JitCode code)
    {
        if (ReferenceEquals(code, _lastCode)) return _lastIndex;
        if (!_codeIndex.TryGetValue(code, out int index))
        {
            _codeIndex[code] = index = Codes.Count;
            Codes.Add(code);
        }
        (_lastCode, _lastIndex) = (code, index);
        return index;
    }

    /// <summary>The instruction that the innermost frame of a snapshot resumes at.</summary>
    public (JitCode Code, int Pc) PlaceOf(int snapshot) => (Codes[Data[Data[snapshot] + 1]], Data[Data[snapshot] + 2]);

    public int AddFrame(int parent, JitCode code, int pc, ReadOnlySpan<Value> live)
    {
        int start = _length;
        Span<int> record = Room(4 + live.Length);
        record[0] = parent;
        record[1] = CodeIndex(code);
        record[2] = pc;
        record[3] = live.Length;
        MemoryMarshal.Cast<Value, int>(live).CopyTo(record[4..]);
        return start;
    }

    public int AddSnapshot(int topFrame, ReadOnlySpan<Value> virtualizable)
    {
        int start = _length;
        Span<int> record = Room(2 + virtualizable.Length);
        record[0] = topFrame;
        record[1] = virtualizable.Length;
        MemoryMarshal.Cast<Value, int>(virtualizable).CopyTo(record[2..]);
        return start;
    }

    private Span<int> Room(int count)
    {
        if (_length + count > _data.Length) Scratch<int>.Grow(ref _data, _length, Math.Max(Math.Max(1024, _data.Length * 2), _length + count));
        _length += count;
        return _data.AsSpan(_length - count, count);
    }

    /// <inheritdoc cref="TreeLoop.Release"/>
    public void Release()
    {
        Scratch<int>.Return(_data, _length);
        _data = [];
        _length = 0;
    }
}
