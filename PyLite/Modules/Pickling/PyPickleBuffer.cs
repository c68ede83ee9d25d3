using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Wrapper for potentially out-of-band buffers</summary>
[PyClass("pickle.PickleBuffer", IsFinal = true)]
[DontLookInside]
public sealed partial class PyPickleBuffer : PyObject, IBuffer
{
    private PyMemoryView? _view;

    private PyPickleBuffer(PyMemoryView view) => _view = view;

    [PyNew]
    public static PyObject? New(PyObject @object)
    {
        if (!Buffers.Has(@object) && UserSlots.Unwrap(@object) is not PyMemoryView) return PyErr.TypeError($"a bytes-like object is required, not '{@object.Type.Name}'");
        return PyMemoryView.New(@object) is PyMemoryView view ? new PyPickleBuffer(view) : null;
    }

    /// <summary>The memory; null with ValueError pending when it has been released.</summary>
    internal PyMemoryView? Memory(string message)
    {
        if (_view is null) PyErr.ValueError(message);
        return _view;
    }

    private const string Released = "operation forbidden on released PickleBuffer object";

    /// <summary>
    /// Return a memoryview of the raw memory underlying this buffer.
    ///
    /// Will raise BufferError is the buffer isn't contiguous.
    /// </summary>
    [PyFunction]
    public PyObject? raw()
    {
        if (Memory(Released) is not { } view) return null;
        if (!view.IsOneRun) return PyErr.Raise(Types.BufferError, "cannot extract raw buffer from non-contiguous buffer");
        return view.AsBytes();
    }

    /// <summary>Release the underlying buffer held by the PickleBuffer object.</summary>
    [PyFunction]
    public void release() => _view = null;

    private IBuffer? Inner => _view;

    Memory<byte> IBuffer.BufferMemory => Inner?.BufferMemory ?? default;
    int IBuffer.BufferStart => Inner?.BufferStart ?? 0;
    int IBuffer.BufferCount => Inner?.BufferCount ?? 0;
    bool IBuffer.IsReadOnlyBuffer => Inner?.IsReadOnlyBuffer ?? true;
    string IBuffer.BufferFormat => Inner?.BufferFormat ?? "B";
    int IBuffer.BufferItemSize => Inner?.BufferItemSize ?? 1;
    void IBuffer.Export() => Inner?.Export();
    void IBuffer.Release() => Inner?.Release();
}
