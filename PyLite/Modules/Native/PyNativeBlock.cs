using System.Buffers;
using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A piece of memory that does not move, with its address. Instances of ctypes' classes are such.</summary>
[PyClass("_native.Block")]
[DontLookInside]
public sealed partial class PyNativeBlock : PyObject, IBuffer
{
    /// <summary>What gives the memory back or holds it in place; shared by all blocks that are parts of it.</summary>
    private object? _holder;

    private nint _address;
    private int _size;
    private string _format = "B";
    private int _itemSize = 1;

    [PyNew]
    public static PyObject New([Rest] PyObject[] args, [Named] PyDict named) => new PyNativeBlock();

    [PyProperty] public long _address_ => _address;

    [PyProperty] public long _size_ => _size;

    /// <summary>Gets memory of its own, all zeros.</summary>
    [PyFunction]
    public void _own_(int size)
    {
        var owned = new Owned(Math.Max(size, 1));
        NativeModule.At(owned.Address, Math.Max(size, 1)).Clear();
        (_holder, _address, _size) = (owned, owned.Address, size);
    }

    /// <summary>Becomes a part of memory that another block has, or nobody in particular.</summary>
    [PyFunction]
    public void _at_(long address, int size, PyObject? owner = null) =>
        (_holder, _address, _size) = (UserSlots.Unwrap(owner ?? PyNone.None) is PyNativeBlock block ? block._holder : owner, (nint)address, size);

    /// <summary>Becomes a part of the memory of a bytearray or the like, which cannot change its length any more.</summary>
    [PyFunction]
    public PyObject? _on_(PyObject source, int offset, int size)
    {
        if (UserSlots.Unwrap(source) is not IBuffer buffer) return PyErr.TypeError($"memoryview: a bytes-like object is required, not '{source.Type.Name}'");
        if (buffer.IsReadOnlyBuffer) return PyErr.TypeError("underlying buffer is not writable");
        if (offset < 0) return PyErr.ValueError("offset cannot be negative");
        if (size > buffer.BufferCount - offset) return PyErr.ValueError($"Buffer size too small ({buffer.BufferCount} instead of at least {size + offset} bytes)");
        if (buffer is PyNativeBlock block)
        {
            _at_(block._address + offset, size, block);
            return PyNone.None;
        }
        var pinned = new Pinned(buffer);
        (_holder, _address, _size) = (pinned, pinned.Address + buffer.BufferStart + offset, size);
        return PyNone.None;
    }

    /// <summary>How memoryview shows the items.</summary>
    [PyFunction]
    public void _shown_as_(string format, int itemSize) => (_format, _itemSize) = (format, itemSize);

    Memory<byte> IBuffer.BufferMemory => new Outside(this).Memory;
    int IBuffer.BufferStart => 0;
    int IBuffer.BufferCount => _size;
    bool IBuffer.IsReadOnlyBuffer => false;
    string IBuffer.BufferFormat => _format;
    int IBuffer.BufferItemSize => _itemSize;

    void IBuffer.Export()
    {
    }

    void IBuffer.Release()
    {
    }

    private sealed class Owned(int size)
    {
        public readonly nint Address = Marshal.AllocHGlobal(size);

        ~Owned() => Marshal.FreeHGlobal(Address);
    }

    private sealed class Pinned
    {
        private readonly IBuffer _source;
        private GCHandle _handle;

        public readonly nint Address;

        public Pinned(IBuffer source)
        {
            _source = source;
            source.Export();
            if (!MemoryMarshal.TryGetArray<byte>(source.BufferMemory, out ArraySegment<byte> segment)) return;
            _handle = GCHandle.Alloc(segment.Array, GCHandleType.Pinned);
            Address = _handle.AddrOfPinnedObject() + segment.Offset;
        }

        ~Pinned()
        {
            if (_handle.IsAllocated) _handle.Free();
            _source.Release();
        }
    }

    /// <summary>The memory for .NET; it holds the block, and so what the block stands on.</summary>
    private sealed class Outside(PyNativeBlock block) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => NativeModule.At(block._address, block._size);

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
