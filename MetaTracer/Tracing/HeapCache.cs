// What is known of the heap while recording, so that what has just been seen leaves no second operation. PyPy's heapcache. Facts are
// keyed by descr and box; they hold for the trace recorded so far, and Reset forgets them where a loop may begin.
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

[Flags]
internal enum BoxFacts : byte
{
    None = 0,
    NonNull = 1,
    /// <summary>Of exactly the class of its concrete value.</summary>
    KnownClass = 2,
    /// <summary>Allocated in this trace and reachable only through other such objects: nobody else can read or write it.</summary>
    Unescaped = 4,
    /// <summary>0 or 1.</summary>
    Bool = 8,
    /// <summary>A guard has fixed it to its concrete value.</summary>
    Constant = 16,
    /// <summary>Known not to be the traced frame, the standard virtualizable.</summary>
    NotVirtualizable = 32,
}

internal sealed class HeapCache
{
    // Of a field or static; of an array item that is written at an unknown index.
    private const int NoIndex = -1;
    private const int MaxEntries = 24;

    /// <summary>The known values of one field, one array class or one static.</summary>
    private sealed class Known(Descr descr)
    {
        public readonly Descr Descr = descr;
        public (int Owner, int Index, Value Value)[] Entries = new (int, int, Value)[4];
        public int Count;
    }

    private BoxFacts[] _facts = new BoxFacts[256];
    private Value[] _lengths = new Value[256];
    private readonly DescrMap<Known> _known = new();
    private readonly List<Known> _nonEmpty = [];
    // By unescaped object: the unescaped ones that were stored in it, and where.
    private readonly Dictionary<int, List<(Descr Place, Value Value)>> _contents = [];
    // Array and index.
    private readonly HashSet<long> _inBounds = [];
    private readonly HashSet<int> _quasiImmutables = [];

    /// <summary>Whether a guard_not_invalidated stands since the last operation that could change a quasi-immutable.</summary>
    public bool IsValidityGuarded { get; set; }

    public void Reset()
    {
        Array.Clear(_facts);
        Array.Clear(_lengths);
        foreach (Known known in _nonEmpty) known.Count = 0;
        _nonEmpty.Clear();
        _contents.Clear();
        _inBounds.Clear();
        _quasiImmutables.Clear();
        IsValidityGuarded = false;
    }

    public bool Has(Value box, BoxFacts fact) => box.IsVariable && box.Index < _facts.Length && (_facts[box.Index] & fact) != 0;

    public void Learn(Value box, BoxFacts facts)
    {
        if (!box.IsVariable) return;
        Reserve(box.Index);
        _facts[box.Index] |= facts;
    }

    public Value LengthOf(Value array) => array.IsVariable && array.Index < _lengths.Length ? _lengths[array.Index] : Value.None;

    public void LearnLength(Value array, Value length)
    {
        if (!array.IsVariable) return;
        Reserve(array.Index);
        _lengths[array.Index] = length;
    }

    /// <summary>Whether the index was checked against the array's bounds before; notes that it is from now on.</summary>
    public bool CheckBounds(Value array, Value index) => !_inBounds.Add((long)array.Raw << 32 | (uint)index.Raw);

    /// <summary>Notes that the trace relies on a quasi-immutable object; false when it did already.</summary>
    public bool RelyOn(Value quasiImmutable) => _quasiImmutables.Add(quasiImmutable.Raw);

    public Value Field(Value owner, Descr descr) => Find(owner, descr, NoIndex);

    public Value Item(Value array, Descr descr, int index) => Find(array, descr, index);

    /// <summary>A field of which nothing was known has been read.</summary>
    public void ReadField(Value owner, Descr descr, Value value) => Read(owner, descr, NoIndex, value);

    /// <summary>An item of which nothing was known has been read.</summary>
    public void ReadItem(Value array, Descr descr, int index, Value value) => Read(array, descr, index, value);

    /// <summary>An item has been read, and it is not known which.</summary>
    public void ReadUnknownItem(Value array, Descr descr) => EscapeContents(array, descr);

    /// <summary>A field of the owner, or a static (then the owner is none), has been written.</summary>
    public void WriteField(Value owner, Descr descr, Value value)
    {
        Forget(Get(descr), owner, NoIndex);
        Add(Get(descr), owner, NoIndex, value);
        NoteStored(owner, descr, value);
    }

    /// <summary>An item has been written; a negative index says it is not known which.</summary>
    public void WriteItem(Value array, Descr descr, int index, Value value)
    {
        Forget(Get(descr), array, index);
        if (index >= 0) Add(Get(descr), array, index, value);
        NoteStored(array, descr, value);
    }

    /// <summary>The object is from now on reachable by code that is not part of the trace.</summary>
    public void Escape(Value box)
    {
        if (!Has(box, BoxFacts.Unescaped)) return;
        _facts[box.Index] &= ~BoxFacts.Unescaped;
        if (!_contents.Remove(box.Raw, out List<(Descr, Value Value)>? contents)) return;
        foreach (var (_, value) in contents) Escape(value);
    }

    /// <summary>A call has run that may have written what its effects say.</summary>
    public void Invalidate(EffectInfo effect)
    {
        if (effect.Writes is { Count: 0 }) return;
        IsValidityGuarded = false;
        for (int k = _nonEmpty.Count - 1; k >= 0; k--)
        {
            Known known = _nonEmpty[k];
            if (known.Descr is FieldDescr { IsImmutable: true } || !effect.MayWrite(known.Descr)) continue;
            int kept = 0;
            for (int i = 0; i < known.Count; i++)
                if (IsUnescaped(known.Entries[i].Owner)) known.Entries[kept++] = known.Entries[i];
            known.Count = kept;
            if (kept == 0) _nonEmpty.RemoveAt(k);
        }
    }

    private void Read(Value owner, Descr descr, int index, Value value)
    {
        EscapeContents(owner, descr);
        Add(Get(descr), owner, index, value);
    }

    /// <summary>
    /// What is read of an unescaped object may be another name for what was stored there, where what is known of that has been forgotten:
    /// writes under either name change the other.
    /// </summary>
    private void EscapeContents(Value owner, Descr place)
    {
        if (!owner.IsVariable || !_contents.TryGetValue(owner.Raw, out List<(Descr Place, Value Value)>? contents)) return;
        for (int k = contents.Count - 1; k >= 0; k--)
        {
            if (contents[k].Place != place) continue;
            Escape(contents[k].Value);
            contents.RemoveAt(k);
        }
    }

    private void NoteStored(Value owner, Descr place, Value value)
    {
        if (!Has(value, BoxFacts.Unescaped)) return;
        if (!Has(owner, BoxFacts.Unescaped))
        {
            Escape(value);
            return;
        }
        if (!_contents.TryGetValue(owner.Raw, out List<(Descr, Value)>? contents)) _contents[owner.Raw] = contents = [];
        contents.Add((place, value));
    }

    private bool IsUnescaped(int raw) => Has(Value.FromRaw(raw), BoxFacts.Unescaped);

    private Known Get(Descr descr)
    {
        if (_known.Find(descr) is { } found) return found;
        var known = new Known(descr);
        _known.Add(descr, known);
        return known;
    }

    private Value Find(Value owner, Descr descr, int index)
    {
        if (_known.Find(descr) is not { } known) return Value.None;
        for (int i = 0; i < known.Count; i++)
        {
            ref var entry = ref known.Entries[i];
            if (entry.Owner == owner.Raw && entry.Index == index) return entry.Value;
        }
        return Value.None;
    }

    /// <summary>Drops what a write to an owner may have changed of other objects, and the old value itself.</summary>
    private void Forget(Known known, Value owner, int index)
    {
        bool ownerIsUnescaped = Has(owner, BoxFacts.Unescaped);
        int kept = 0;
        for (int i = 0; i < known.Count; i++)
        {
            ref var entry = ref known.Entries[i];
            bool sameIndex = index < 0 || entry.Index == index;
            bool mayBeSame = entry.Owner == owner.Raw || !ownerIsUnescaped && !IsUnescaped(entry.Owner);
            if (!(sameIndex && mayBeSame)) known.Entries[kept++] = entry;
        }
        known.Count = kept;
        if (kept == 0) _nonEmpty.Remove(known);
    }

    private void Add(Known known, Value owner, int index, Value value)
    {
        if (known.Count == MaxEntries)
        {
            // The older half is forgotten.
            known.Count = MaxEntries / 2;
            Array.Copy(known.Entries, MaxEntries - known.Count, known.Entries, 0, known.Count);
        }
        else if (known.Count == known.Entries.Length) Array.Resize(ref known.Entries, known.Count * 2);
        if (known.Count == 0 && !_nonEmpty.Contains(known)) _nonEmpty.Add(known);
        known.Entries[known.Count++] = (owner.Raw, index, value);
    }

    private void Reserve(int index)
    {
        if (index < _facts.Length) return;
        int size = Math.Max(index + 1, _facts.Length * 2);
        Array.Resize(ref _facts, size);
        Array.Resize(ref _lengths, size);
    }
}
