using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Frames of a function that have returned and that nobody else knows, to be used again: making a frame costs more than a short function
/// does. For while nothing is traced; frames that a generator holds do not come here.
/// </summary>
[DontLookInside]
internal sealed class FramePool
{
    private const int Size = 8;

    private readonly PyFrame[] _frames = new PyFrame[Size];
    private int _count;

    /// <summary>A frame with the function's closure in place and all other slots empty.</summary>
    public PyFrame Take(PyFunction f, PyCode code)
    {
        if (_count == 0 || !ReferenceEquals(_frames[_count - 1].Globals, f.Globals)) return f.NewFrame(code);
        PyFrame frame = _frames[--_count];
        Jit.FreshVirtualizable(frame);
        int first = code.LocalCount + code.CellCount;
        for (int i = 0; i < code.FreeCount; i++) frame.Slots[first + i].V = f.Closure[i];
        return frame;
    }

    public void Put(PyFrame frame)
    {
        if (_count == Size) return;
        Jit.ForceVirtualizable(frame);
        frame.Slots.AsSpan().Clear();
        frame.Namespace = null;
        Jit.MayBeStale(frame);
        _frames[_count++] = frame;
    }
}
