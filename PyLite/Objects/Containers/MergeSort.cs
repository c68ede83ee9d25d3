namespace PyLite.Objects;

/// <summary>An order of keys.</summary>
internal interface ISortOrder<T>
{
    /// <summary>Whether a comes before b: 1, 0, or -1 with an exception pending.</summary>
    int Less(T a, T b);
}

/// <summary>
/// A stable merge sort of keys, with values that follow them. It begins with the runs that are there, so that what is sorted already, or
/// backwards, takes one comparison a key; runs are merged when the one below is not much longer, and a merge skips what is in its place.
/// </summary>
internal struct MergeSort<TKey, TOrder>(TKey[] keys, int count, Slot[]? values) where TOrder : struct, ISortOrder<TKey>
{
    private const int ShortestRun = 24;

    /// <summary>Runs that are waiting: enough, since each is at least as long as the next two together.</summary>
    private (int Start, int Length)[] _runs = [];

    private int _waiting;
    private TKey[] _spareKeys = [];
    private Slot[] _spareValues = [];

    /// <summary>False when a comparison has failed; the keys are then in some order.</summary>
    public bool Run()
    {
        int start = 0;
        while (start < count)
        {
            int length = NextRun(start);
            if (length < 0) return false;
            if (length == count) return true;
            if (start == 0) _runs = new (int, int)[90];
            _runs[_waiting++] = (start, length);
            start += length;
            if (!Collapse(false)) return false;
        }
        return Collapse(true);
    }

    /// <summary>The length of the run that begins here, made longer by insertion when it is short; -1: failed.</summary>
    private readonly int NextRun(int start)
    {
        TOrder order = default;
        int end = start + 1;
        if (end == count) return 1;
        int less = order.Less(keys[end], keys[start]);
        if (less < 0) return -1;
        bool descends = less == 1;
        for (end++; end < count; end++)
        {
            less = order.Less(keys[end], keys[end - 1]);
            if (less < 0) return -1;
            if (less == 1 != descends) break;
        }
        if (descends)
        {
            Array.Reverse(keys, start, end - start);
            if (values != null) Array.Reverse(values, start, end - start);
        }
        int wanted = Math.Min(count, start + ShortestRun);
        for (; end < wanted; end++)
            if (!Insert(start, end)) return -1;
        return end - start;
    }

    /// <summary>Moves the key at a position into the sorted keys before it, by halving.</summary>
    private readonly bool Insert(int start, int at)
    {
        TOrder order = default;
        TKey key = keys[at];
        int low = start, high = at;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            int less = order.Less(key, keys[middle]);
            if (less < 0) return false;
            if (less == 1) high = middle;
            else low = middle + 1;
        }
        if (low == at) return true;
        Array.Copy(keys, low, keys, low + 1, at - low);
        keys[low] = key;
        if (values == null) return true;
        Slot value = values[at];
        Array.Copy(values, low, values, low + 1, at - low);
        values[low] = value;
        return true;
    }

    private bool Collapse(bool all)
    {
        while (_waiting > 1)
        {
            int last = _waiting - 1;
            bool third = last > 1 && _runs[last - 2].Length <= _runs[last - 1].Length + _runs[last].Length
                || last > 2 && _runs[last - 3].Length <= _runs[last - 2].Length + _runs[last - 1].Length;
            if (!all && !third && _runs[last - 1].Length > _runs[last].Length) return true;
            int first = last - 1;
            if (last > 1 && (all || third) && _runs[last - 2].Length < _runs[last].Length) first--;
            (int start, int length) = _runs[first];
            int added = _runs[first + 1].Length;
            _runs[first].Length = length + added;
            if (first + 2 <= last) _runs[first + 1] = _runs[first + 2];
            _waiting--;
            if (!Merge(start, start + length, start + length + added)) return false;
        }
        return true;
    }

    private bool Merge(int start, int middle, int end)
    {
        // What is at both ends in its place already stays there.
        start = Bound(keys[middle], start, middle, after: true);
        if (start < 0) return false;
        if (start == middle) return true;
        end = Bound(keys[middle - 1], middle, end, after: false);
        if (end < 0) return false;
        return middle - start <= end - middle ? MergeUpwards(start, middle, end) : MergeDownwards(start, middle, end);
    }

    /// <summary>The first position whose key is not before the given one, or comes after it; -1: failed.</summary>
    private readonly int Bound(TKey key, int low, int high, bool after)
    {
        TOrder order = default;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            int less = after ? order.Less(key, keys[middle]) : order.Less(keys[middle], key);
            if (less < 0) return -1;
            if (less == 1 == after) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private void Spare(int from, int wanted)
    {
        if (_spareKeys.Length < wanted) _spareKeys = new TKey[Math.Min(count, wanted * 2)];
        Array.Copy(keys, from, _spareKeys, 0, wanted);
        if (values == null) return;
        if (_spareValues.Length < wanted) _spareValues = new Slot[Math.Min(count, wanted * 2)];
        Array.Copy(values, from, _spareValues, 0, wanted);
    }

    /// <summary>The first run, which is the shorter one, is set aside and merged from the beginning.</summary>
    private bool MergeUpwards(int start, int middle, int end)
    {
        TOrder order = default;
        int aside = middle - start;
        Spare(start, aside);
        TKey[] all = keys, spare = _spareKeys;
        int a = 0, b = middle, at = start;
        bool ok = true;
        while (a < aside && b < end)
        {
            int less = order.Less(all[b], spare[a]);
            if (less < 0)
            {
                ok = false;
                break;
            }
            if (values != null) values[at] = less == 1 ? values[b] : _spareValues[a];
            all[at++] = less == 1 ? all[b++] : spare[a++];
        }
        Array.Copy(spare, a, all, at, aside - a);
        if (values != null) Array.Copy(_spareValues, a, values, at, aside - a);
        return ok;
    }

    /// <summary>The second run is set aside and merged from the end.</summary>
    private bool MergeDownwards(int start, int middle, int end)
    {
        TOrder order = default;
        int aside = end - middle;
        Spare(middle, aside);
        TKey[] all = keys, spare = _spareKeys;
        int a = middle - 1, b = aside - 1, at = end - 1;
        bool ok = true;
        while (a >= start && b >= 0)
        {
            int less = order.Less(spare[b], all[a]);
            if (less < 0)
            {
                ok = false;
                break;
            }
            if (values != null) values[at] = less == 1 ? values[a] : _spareValues[b];
            all[at--] = less == 1 ? all[a--] : spare[b--];
        }
        Array.Copy(spare, 0, all, at - b, b + 1);
        if (values != null) Array.Copy(_spareValues, 0, values, at - b, b + 1);
        return ok;
    }
}
