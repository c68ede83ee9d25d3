namespace MetaTracer.Trace;

/// <summary>What belongs to descrs: a table that is looked into for nearly every operation on memory, so it asks no comparer.</summary>
internal sealed class DescrMap<T> where T : class
{
    private Descr?[] _keys = new Descr?[32];
    private T?[] _values = new T?[32];
    private int _count;

    public T? Find(Descr descr)
    {
        Descr?[] keys = _keys;
        int mask = keys.Length - 1;
        for (int k = descr.Id & mask; keys[k] is { } key; k = (k + 1) & mask)
            if (ReferenceEquals(key, descr)) return _values[k];
        return null;
    }

    /// <summary>Adds what is not there yet.</summary>
    public void Add(Descr descr, T value)
    {
        if (_count * 2 >= _keys.Length) Grow();
        int k = Free(descr);
        _keys[k] = descr;
        _values[k] = value;
        _count++;
    }

    private int Free(Descr descr)
    {
        int mask = _keys.Length - 1, k = descr.Id & mask;
        while (_keys[k] is not null) k = (k + 1) & mask;
        return k;
    }

    private void Grow()
    {
        Descr?[] keys = _keys;
        T?[] values = _values;
        _keys = new Descr?[keys.Length * 2];
        _values = new T?[keys.Length * 2];
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] is not { } key) continue;
            int k = Free(key);
            _keys[k] = key;
            _values[k] = values[i];
        }
    }
}
