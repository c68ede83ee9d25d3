using System.Runtime.CompilerServices;

namespace Backend.Code;

/// <summary>A word that holds an object machine code mentions.</summary>
internal sealed class ConstantSlot(object?[] chunk, int index)
{
    public object?[] Chunk { get; } = chunk;
    public int Index { get; } = index;

    /// <summary>Codes that read it.</summary>
    public int Users;
}

/// <summary>
/// The objects that machine code mentions, in slots of pinned arrays, so that the collector keeps the words up to date. An object has one
/// slot, whoever mentions it, and keeps it as long as some code does.
/// </summary>
internal sealed unsafe class ConstantTable
{
    private const int ChunkSize = 1024;

    private readonly Dictionary<object, ConstantSlot> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<ConstantSlot> _free = [];
    private object?[] _chunk = [];
    private int _used;

    /// <summary>The address of the object's slot, which joins those that a code uses.</summary>
    public nint AddressOf(object o, HashSet<ConstantSlot> used)
    {
        if (!_slots.TryGetValue(o, out ConstantSlot? slot))
        {
            if (!_free.TryPop(out slot)) slot = NewSlot();
            slot.Chunk[slot.Index] = o;
            _slots[o] = slot;
        }
        if (used.Add(slot)) slot.Users++;
        return (nint)Unsafe.AsPointer(ref slot.Chunk[slot.Index]);
    }

    /// <summary>A code is gone.</summary>
    public void Release(HashSet<ConstantSlot> used)
    {
        foreach (ConstantSlot slot in used)
        {
            if (--slot.Users > 0) continue;
            _slots.Remove(slot.Chunk[slot.Index]!);
            slot.Chunk[slot.Index] = null;
            _free.Push(slot);
        }
        used.Clear();
    }

    private ConstantSlot NewSlot()
    {
        if (_used == _chunk.Length)
        {
            _chunk = GC.AllocateArray<object?>(ChunkSize, pinned: true);
            _used = 0;
        }
        return new ConstantSlot(_chunk, _used++);
    }
}
