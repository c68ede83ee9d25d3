namespace PyLite.Objects;

/// <summary>
/// An object whose memory others may look at: the buffer protocol. It is one run of bytes of an array, items of one format one after the
/// other. While it is exported it must stay where it is and keep its length.
/// </summary>
public interface IBuffer
{
    /// <summary>The memory, of which the buffer is <see cref="BufferCount"/> bytes from <see cref="BufferStart"/>.</summary>
    Memory<byte> BufferMemory { get; }

    int BufferStart { get; }

    /// <summary>Its length in bytes.</summary>
    int BufferCount { get; }

    bool IsReadOnlyBuffer { get; }

    /// <summary>The format of an item, as <c>struct</c> writes it.</summary>
    string BufferFormat { get; }

    int BufferItemSize { get; }

    /// <summary>A view begins to look at the memory.</summary>
    void Export();

    /// <summary>A view does not look at it any more.</summary>
    void Release();
}

/// <summary>An object that may change its length, and remembers that a view was made of it.</summary>
internal interface IViewed
{
    bool IsViewed { get; set; }
}

/// <summary>Bytes of bytes-like objects.</summary>
public static class Buffers
{
    /// <summary>Whether the object has memory to look at; nothing is raised.</summary>
    public static bool Has(PyObject o) => UserSlots.Unwrap(o) is PyBytes or IBuffer;

    /// <summary>The memory of a bytes-like object. It is only good until other code of the program runs.</summary>
    public static bool TryBytes(PyObject o, out ReadOnlySpan<byte> bytes)
    {
        switch (UserSlots.Unwrap(o))
        {
            case PyBytes b:
                bytes = b.Span;
                return true;
            case IBuffer buffer:
                bytes = buffer.BufferMemory.Span.Slice(buffer.BufferStart, buffer.BufferCount);
                return true;
            default:
                bytes = default;
                return false;
        }
    }

    /// <summary>Whether the object is a view that has been released; ValueError then.</summary>
    public static bool IsReleased(PyObject o) => o is PyMemoryView view && !view.IsAlive();

    /// <summary>As <see cref="TryBytes"/>; TypeError for what is not bytes-like.</summary>
    public static bool Bytes(PyObject o, out ReadOnlySpan<byte> bytes) =>
        TryBytes(o, out bytes) ? !IsReleased(o) : PyErr.Fail(Types.TypeError, $"a bytes-like object is required, not '{o.Type.Name}'");
}
