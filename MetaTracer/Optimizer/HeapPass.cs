using MetaTracer.Resume;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// Knows what memory holds: reads of what was read or written before go away, and a store to a field is put off until something may
/// see it, so that a later store to the same field replaces it. Facts survive guards; stores still put off are part of resume data.
/// </summary>
/// <remarks>Two references may be the same object unless <see cref="TraceOptimizer.AreDistinct"/>; fields of different descrs never overlap.</remarks>
internal sealed class HeapPass : Pass
{
    private readonly Dictionary<Descr, HeapCache> _caches = new(ReferenceEqualityComparer.Instance);
    private readonly List<HeapCache> _order = [];

    public IReadOnlyList<HeapCache> Caches => _order;

    public override void Process(ref Op op)
    {
        switch (op.Code)
        {
            case getfield_gc_i or getfield_gc_r or getfield_gc_f:
                Read(ref op, Value.None);
                return;
            case getarrayitem_gc_i or getarrayitem_gc_r or getarrayitem_gc_f:
                Read(ref op, op.B);
                return;
            case getstatic_gc_i or getstatic_gc_r or getstatic_gc_f:
                Read(ref op, Value.None);
                return;
            case setfield_gc:
                op.A = Optimizer.Force(op.A);
                Write(ref op, op.A, op.B);
                if (op.A.IsVariable) Optimizer.MakeNonNull(op.A);
                return;
            case setarrayitem_gc:
                WriteItem(ref op);
                return;
            case setstatic_gc:
                Write(ref op, Value.None, op.A);
                return;
            case guard_not_invalidated:
                if (Optimizer.KnownNotInvalidated) return;
                Next.Process(ref op);
                Optimizer.KnownNotInvalidated = true;
                return;
            case finish:
                Optimizer.ForceArgs(ref op);
                Flush();
                Next.Process(ref op);
                return;
        }
        if ((op.Info.Flags & OpFlags.Call) != 0) Call(ref op);
        else Next.Process(ref op);
    }

    private HeapCache CacheOf(Descr descr)
    {
        if (!_caches.TryGetValue(descr, out HeapCache? cache))
        {
            _caches[descr] = cache = new HeapCache(descr);
            _order.Add(cache);
        }
        return cache;
    }

    private void Read(ref Op op, Value index)
    {
        HeapCache cache = CacheOf((Descr)op.Descr!);
        Value target = op.A;
        while (cache.HasLazyStore)
        {
            if (Optimizer.Get(cache.LazyTarget) == target)
            {
                Optimizer.MakeEqual(op.Result, Optimizer.Get(cache.LazyValue));
                return;
            }
            if (Optimizer.AreDistinct(Optimizer.Get(cache.LazyTarget), target)) break;
            ForceLazyStore(cache);
        }
        if (cache.TryFind(Optimizer, target, index, out Value known))
        {
            Optimizer.MakeEqual(op.Result, known);
            return;
        }
        Next.Process(ref op);
        cache.Add(target, index, op.Result);
        if (target.IsVariable) Optimizer.MakeNonNull(target);
    }

    /// <summary>A store to a field or, without a target, to a static: it is put off.</summary>
    private void Write(ref Op op, Value target, Value value)
    {
        HeapCache cache = CacheOf((Descr)op.Descr!);
        while (cache.HasLazyStore && Optimizer.Get(cache.LazyTarget) != target) ForceLazyStore(cache);
        value = Optimizer.Get(value);
        if (!cache.HasLazyStore)
        {
            bool isKnown = cache.TryFind(Optimizer, target, Value.None, out Value known);
            if (isKnown && known == value) return;
            cache.ValueInMemory = isKnown ? known : Value.None;
        }
        else if (!cache.ValueInMemory.IsNone && Optimizer.Get(cache.ValueInMemory) == value)
        {
            cache.HasLazyStore = false;
            cache.Add(target, Value.None, value);
            return;
        }
        cache.Invalidate(Optimizer, target, Value.None);
        cache.LazyStore = op;
        cache.HasLazyStore = true;
    }

    /// <summary>Stores to elements are not put off: what a frame or list keeps is written once per store anyway.</summary>
    private void WriteItem(ref Op op)
    {
        HeapCache cache = CacheOf((Descr)op.Descr!);
        op.A = Optimizer.Force(op.A);
        Value value = Optimizer.Force(op.C);
        op.C = value;
        if (cache.TryFind(Optimizer, op.A, op.B, out Value known) && known == value) return;
        cache.Invalidate(Optimizer, op.A, op.B);
        Next.Process(ref op);
        cache.Add(op.A, op.B, value);
        if (op.A.IsVariable) Optimizer.MakeNonNull(op.A);
    }

    private void Call(ref Op op)
    {
        Optimizer.ForceArgs(ref op);
        EffectInfo effect = (op.Descr as CallDescr)?.Effect ?? EffectInfo.Unknown;
        bool harmless = effect.IsElidable || effect.ExtraEffect == ExtraEffect.LoopInvariant;
        Flush(effect);
        Next.Process(ref op);
        if (harmless) return;
        foreach (HeapCache cache in _order)
            if (!cache.IsImmutable && effect.MayWrite(cache.Descr)) cache.Clear();
        Optimizer.KnownNotInvalidated = false;
    }

    public override void Flush() => Flush(EffectInfo.Unknown);

    /// <summary>Does the stores that a call with this effect may see.</summary>
    private void Flush(EffectInfo effect)
    {
        // Doing one store may put off others, even to the same field: of the parts of a virtual that it stored.
        bool again = true;
        while (again)
        {
            again = false;
            for (int i = 0; i < _order.Count; i++)
            {
                HeapCache cache = _order[i];
                if (!cache.HasLazyStore || !(effect.MayRead(cache.Descr) || effect.MayWrite(cache.Descr))) continue;
                ForceLazyStore(cache);
                again = true;
            }
        }
    }

    /// <summary>Does a store that was put off. Another may be put off in its place: one that fills a virtual made real by this one.</summary>
    private void ForceLazyStore(HeapCache cache)
    {
        Op store = cache.LazyStore;
        cache.HasLazyStore = false;
        Value target = Optimizer.Get(cache.LazyTarget);
        // This may put off another store in this very cache: it is to a new object, so the order of the two does not matter.
        Value value = Optimizer.Force(cache.LazyValue);
        bool isStatic = store.Code == setstatic_gc;
        store.A = isStatic ? value : target;
        store.B = isStatic ? Value.None : value;
        Next.Process(ref store);
        cache.Add(target, Value.None, value);
    }

    /// <summary>The stores put off so far, for resume data.</summary>
    public PendingStore[] PendingStores(ResumeDataBuilder resume)
    {
        List<PendingStore>? pending = null;
        foreach (HeapCache cache in _order)
        {
            if (!cache.HasLazyStore) continue;
            (pending ??= []).Add(new PendingStore(cache.Descr, resume.Tag(cache.LazyTarget), -1, resume.Tag(cache.LazyValue)));
        }
        return pending?.ToArray() ?? [];
    }

    /// <summary>Takes over a fact from the piece before.</summary>
    public void Import(Descr descr, Value target, Value index, Value value, int import) => CacheOf(descr).Add(target, index, value, import);
}
