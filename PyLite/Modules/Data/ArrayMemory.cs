using System.Buffers;
using System.Runtime.InteropServices;

namespace PyLite.Modules;

/// <summary>The bytes of an array of numbers. Nobody pins them: what calls the system passes references.</summary>
internal sealed class ArrayMemory<T>(T[] items) : MemoryManager<byte> where T : struct
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(items.AsSpan());

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
    }
}
