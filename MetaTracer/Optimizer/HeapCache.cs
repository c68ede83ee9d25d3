using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>What is known of one field, static or kind of array element: which objects (at which index) hold which values.</summary>
internal sealed class HeapCache(Descr descr)
{
    // Target: the object, none for a static. Index: the element's, none for a field. Import: not 0, known from the piece before; using it
    // puts the read into the short preamble.
    internal struct Entry
    {
        public Value Target, Index, Value;
        public int Import;
    }

    private Entry[] _entries = new Entry[4];

    public Descr Descr { get; } = descr;

    public int Count { get; private set; }

    public ref Entry this[int index] => ref _entries[index];

    /// <summary>Stores that were not emitted yet: at most one a field, one a static, one a constant index of an array.</summary>
    public List<LazyStore> LazyStores { get; } = [];

    /// <summary>
    /// Stores that were not emitted yet to items of constant arrays at indices that are not constant, in their order: any two may be to the same
    /// item.
    /// </summary>
    public List<LazyStore> OrderedStores { get; } = [];

    /// <summary>Whether one of them may be to an item of the array.</summary>
    public bool HasOrderedStoreTo(TraceOptimizer optimizer, Value target)
    {
        foreach (LazyStore store in OrderedStores)
            if (!optimizer.AreDistinct(optimizer.Get(store.Target), target)) return true;
        return false;
    }

    /// <summary>Calls do not change it.</summary>
    public bool IsImmutable => Descr is FieldDescr { IsImmutable: true };

    /// <param name="withImports">Whether also what was known to the piece before counts, which whoever jumps to its label has to make sure of then.</param>
    public bool TryFind(TraceOptimizer optimizer, Value target, Value index, out Value value, bool withImports = true)
    {
        for (int i = 0; i < Count; i++)
        {
            ref Entry entry = ref _entries[i];
            if (!withImports && entry.Import != 0 || optimizer.Get(entry.Target) != target || optimizer.Get(entry.Index) != index) continue;
            if (entry.Import != 0)
            {
                int import = entry.Import;
                entry.Import = 0;
                optimizer.UseImport(import);
            }
            value = optimizer.Get(_entries[i].Value);
            return true;
        }
        value = Value.None;
        return false;
    }

    public void Add(Value target, Value index, Value value, int import = 0)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        _entries[Count++] = new Entry { Target = target, Index = index, Value = value, Import = import };
    }

    public void Clear() => Count = 0;

    /// <summary>Forgets what a store to the target (at the index) may change.</summary>
    public void Invalidate(TraceOptimizer optimizer, Value target, Value index)
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            Entry entry = _entries[i];
            bool isElsewhere = !index.IsNone && optimizer.AreUnequal(optimizer.Get(entry.Index), index);
            if (isElsewhere || optimizer.AreDistinct(optimizer.Get(entry.Target), target)) _entries[kept++] = entry;
        }
        Count = kept;
    }
}

/// <summary>A store put off.</summary>
/// <param name="Store">The operation.</param>
/// <param name="ValueInMemory">What memory holds until it is done, if that is known: storing that again makes the store needless.</param>
internal readonly record struct LazyStore(Op Store, Value ValueInMemory)
{
    /// <summary>The object it is to; none for a static.</summary>
    public Value Target => Store.Code == OpCode.setstatic_gc ? Value.None : Store.A;

    /// <summary>The element; none for a field or static.</summary>
    public Value Index => Store.Code == OpCode.setarrayitem_gc ? Store.B : Value.None;

    /// <summary>What is to be stored.</summary>
    public Value Value => Store.Code switch { OpCode.setstatic_gc => Store.A, OpCode.setfield_gc => Store.B, _ => Store.C };
}
