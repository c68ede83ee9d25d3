using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Memory of an object that may be written to.</summary>
internal readonly struct WritableBuffer
{
    private readonly IBuffer _buffer;

    private WritableBuffer(IBuffer buffer) => _buffer = buffer;

    public int Count => _buffer.BufferCount;

    public Span<byte> Span => _buffer.BufferMemory.Span.Slice(_buffer.BufferStart, _buffer.BufferCount);

    /// <summary>False with TypeError pending for what has no such memory.</summary>
    public static bool Of(PyObject o, string function, out WritableBuffer found)
    {
        found = default;
        if (UserSlots.Unwrap(o) is not IBuffer { IsReadOnlyBuffer: false } buffer)
            return PyErr.Fail(Types.TypeError, $"{function}() argument must be read-write bytes-like object, not {o.Type.Name}");
        found = new WritableBuffer(buffer);
        return true;
    }
}
