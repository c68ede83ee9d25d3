using MetaTracer.Resume;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// Knows what memory holds: reads of what was read or written before go away, and a store to a field or to an element at a constant
/// index is put off until something may see it, so that a later store to the same place replaces it, and what is stored may stay
/// virtual until then. So are stores to a constant array at any index: an interpreter's stack, say, by its depth. Facts survive guards;
/// stores still put off are part of resume data.
/// </summary>
/// <remarks>Two references may be the same object unless <see cref="TraceOptimizer.AreDistinct"/>; fields of different descrs never overlap.</remarks>
internal sealed class HeapPass : Pass
{
    private readonly DescrMap<HeapCache> _caches = new();
    private readonly List<HeapCache> _order = [];

    // Stores put off, in all caches.
    private int _putOff;

    public IReadOnlyList<HeapCache> Caches => _order;

    public override void Process(ref Op op)
    {
        switch (op.Code)
        {
            case getfield_gc_i or getfield_gc_r or getfield_gc_f:
                Read(ref op, Value.None);
                return;
            case getarrayitem_gc_i or getarrayitem_gc_r or getarrayitem_gc_f:
            case getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f:
                Read(ref op, op.B);
                return;
            case getstatic_gc_i or getstatic_gc_r or getstatic_gc_f:
                Read(ref op, Value.None);
                return;
            case setfield_gc:
                op.A = Optimizer.Force(op.A);
                Write(ref op);
                if (op.A.IsVariable) Optimizer.MakeNonNull(op.A);
                return;
            case setarrayitem_gc:
                op.A = Optimizer.Force(op.A);
                if (op.B.IsConstant) Write(ref op);
                else WriteSomewhere(ref op);
                if (op.A.IsVariable) Optimizer.MakeNonNull(op.A);
                return;
            case setstatic_gc:
                Write(ref op);
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
        if (_caches.Find(descr) is { } known) return known;
        var cache = new HeapCache(descr);
        _caches.Add(descr, cache);
        _order.Add(cache);
        return cache;
    }

    private void Read(ref Op op, Value index)
    {
        HeapCache cache = CacheOf((Descr)op.Descr!);
        Value target = op.A;
        if (cache.OrderedStores.Count > 0 && cache.HasOrderedStoreTo(Optimizer, target))
        {
            LazyStore last = cache.OrderedStores[^1];
            if (Optimizer.Get(last.Index) == index && Optimizer.Get(last.Target) == target)
            {
                Optimizer.MakeEqual(op.Result, Optimizer.Get(last.Value));
                return;
            }
            while (cache.OrderedStores.Count > 0) DoFirstOrdered(cache);
        }
        List<LazyStore> lazy = cache.LazyStores;
        for (int i = 0; i < lazy.Count;)
        {
            if (lazy[i].Index == index && Optimizer.Get(lazy[i].Target) == target)
            {
                Optimizer.MakeEqual(op.Result, Optimizer.Get(lazy[i].Value));
                return;
            }
            if (MayMeet(lazy[i], target, index))
            {
                ForceLazyStore(cache, i);
                i = 0;
            }
            else
            {
                i++;
            }
        }
        if (cache.TryFind(Optimizer, target, index, out Value known))
        {
            Optimizer.MakeEqual(op.Result, known);
            return;
        }
        Next.Process(ref op);
        // What an immutable array holds is for the pure pass to know.
        if ((op.Info.Flags & OpFlags.Pure) == 0) cache.Add(target, index, op.Result);
        if (target.IsVariable) Optimizer.MakeNonNull(target);
    }

    /// <summary>Whether a store put off is, for all that is known, to the place of the access.</summary>
    private bool MayMeet(in LazyStore lazy, Value target, Value index) =>
        (lazy.Index == index || (index.IsVariable && !Optimizer.AreUnequal(lazy.Index, index))) && !Optimizer.AreDistinct(Optimizer.Get(lazy.Target), target);

    /// <summary>A store to a field, a static, or an element at a constant index: it is put off.</summary>
    private void Write(ref Op op)
    {
        HeapCache cache = CacheOf((Descr)op.Descr!);
        var store = new LazyStore(op, Value.None);
        Value target = store.Target, index = store.Index, value = Optimizer.Get(store.Value), inMemory = Value.None;
        if (cache.HasOrderedStoreTo(Optimizer, target))
            while (cache.OrderedStores.Count > 0) DoFirstOrdered(cache);
        List<LazyStore> lazy = cache.LazyStores;
        int place;
        while ((place = lazy.FindIndex(other => other.Index == index)) >= 0 && Optimizer.Get(lazy[place].Target) != target) ForceLazyStore(cache, place);
        if (place < 0)
        {
            if (cache.TryFind(Optimizer, target, index, out Value known))
            {
                if (known == value) return;
                inMemory = known;
            }
        }
        else
        {
            inMemory = lazy[place].ValueInMemory;
            lazy.RemoveAt(place);
            _putOff--;
            if (!inMemory.IsNone && Optimizer.Get(inMemory) == value)
            {
                cache.Add(target, index, value);
                return;
            }
        }
        cache.Invalidate(Optimizer, target, index);
        lazy.Add(store with { ValueInMemory = inMemory });
        _putOff++;
    }

    // A guard's resume data names them all.
    private const int MaxOrdered = 8;

    /// <summary>
    /// A store to an element whose index is not constant: it is done after those that it may overwrite, at once or, to a constant array, when
    /// something may see it.
    /// </summary>
    private void WriteSomewhere(ref Op op)
    {
        HeapCache cache = CacheOf((Descr)op.Descr!);
        Value value = op.C = Optimizer.Force(op.C);
        Value target = op.A, index = op.B;
        List<LazyStore> ordered = cache.OrderedStores;
        bool isAfterOthers = cache.HasOrderedStoreTo(Optimizer, target);
        if (!isAfterOthers && cache.TryFind(Optimizer, target, index, out Value known, withImports: false) && known == value) return;
        int place;
        while ((place = cache.LazyStores.FindIndex(lazy => MayMeet(lazy, target, index))) >= 0) ForceLazyStore(cache, place);
        if (target.IsConstant)
        {
            // What it replaces need not be done, whatever came between. What memory holds stays known until it is done: it may be the same.
            place = ordered.FindIndex(store => Optimizer.Get(store.Target) == target && Optimizer.Get(store.Index) == index);
            if (place >= 0) ordered.RemoveAt(place);
            else _putOff++;
            ordered.Add(new LazyStore(op, Value.None));
            if (ordered.Count > MaxOrdered) DoFirstOrdered(cache);
            return;
        }
        while (isAfterOthers && ordered.Count > 0) DoFirstOrdered(cache);
        cache.Invalidate(Optimizer, target, index);
        Next.Process(ref op);
        cache.Add(target, index, value);
    }

    private void DoFirstOrdered(HeapCache cache)
    {
        Op store = cache.OrderedStores[0].Store;
        cache.OrderedStores.RemoveAt(0);
        _putOff--;
        (store.A, store.B, store.C) = (Optimizer.Get(store.A), Optimizer.Get(store.B), Optimizer.Force(store.C));
        // A store that a loop does in every turn stays: not to do it would shut the loop off from whoever comes with other things there.
        if (cache.TryFind(Optimizer, store.A, store.B, out Value known, withImports: false) && known == store.C) return;
        cache.Invalidate(Optimizer, store.A, store.B);
        Next.Process(ref store);
        cache.Add(store.A, store.B, store.C);
    }

    private void Call(ref Op op)
    {
        Optimizer.ForceArgs(ref op);
        EffectInfo effect = op.Descr switch { CallDescr call => call.Effect, LoopToken token => token.Effect, _ => EffectInfo.Unknown };
        bool harmless = effect.IsElidable || effect.ExtraEffect == ExtraEffect.LoopInvariant;
        Flush(effect);
        Next.Process(ref op);
        if (harmless) return;
        foreach (HeapCache cache in _order)
            if (cache.Count > 0 && !cache.IsImmutable && effect.MayWrite(cache.Descr)) cache.Clear();
        Optimizer.KnownNotInvalidated = false;
    }

    public override void Flush() => Flush(EffectInfo.Unknown);

    /// <summary>Does the stores that a call with this effect may see.</summary>
    private void Flush(EffectInfo effect)
    {
        // Doing one store may put off others, even to the same field: of the parts of a virtual that it stored.
        bool again = _putOff > 0;
        while (again)
        {
            again = false;
            for (int i = 0; i < _order.Count; i++)
            {
                HeapCache cache = _order[i];
                if (cache.LazyStores.Count + cache.OrderedStores.Count == 0 || !(effect.MayRead(cache.Descr) || effect.MayWrite(cache.Descr))) continue;
                while (cache.OrderedStores.Count > 0) DoFirstOrdered(cache);
                while (cache.LazyStores.Count > 0) ForceLazyStore(cache, 0);
                again = true;
            }
        }
    }

    /// <summary>Does a store that was put off. Another may be put off in its place: one that fills a virtual made real by this one.</summary>
    private void ForceLazyStore(HeapCache cache, int place)
    {
        LazyStore lazy = cache.LazyStores[place];
        cache.LazyStores.RemoveAt(place);
        _putOff--;
        Op store = lazy.Store;
        Value target = Optimizer.Get(lazy.Target);
        // This may put off another store in this very cache: it is to a new object, so the order of the two does not matter.
        Value value = Optimizer.Force(lazy.Value);
        switch (store.Code)
        {
            case setstatic_gc: store.A = value; break;
            case setfield_gc: (store.A, store.B) = (target, value); break;
            default: (store.A, store.C) = (target, value); break;
        }
        Next.Process(ref store);
        cache.Add(target, lazy.Index, value);
    }

    /// <summary>The stores put off so far, for resume data.</summary>
    public void DescribePendingStores(ResumeDataBuilder resume)
    {
        int left = _putOff;
        for (int k = 0; left > 0; k++)
        {
            HeapCache cache = _order[k];
            left -= cache.LazyStores.Count + cache.OrderedStores.Count;
            foreach (LazyStore lazy in cache.OrderedStores) resume.AddPendingStore(cache.Descr, lazy.Target, lazy.Index, lazy.Value);
            foreach (LazyStore lazy in cache.LazyStores) resume.AddPendingStore(cache.Descr, lazy.Target, lazy.Index, lazy.Value);
        }
    }

    /// <summary>Takes over a fact from the piece before.</summary>
    public void Import(Descr descr, Value target, Value index, Value value, int import) => CacheOf(descr).Add(target, index, value, import);
}
