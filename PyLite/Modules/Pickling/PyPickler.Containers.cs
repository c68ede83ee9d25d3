using PyLite.Objects;

namespace PyLite.Modules;

// How containers are written. Their items go in batches, so that an unpickler's stack does not get too large.
public sealed partial class PyPickler
{
    private const int BatchSize = 1000, DeepestFast = 50;

    /// <summary>Without a memo only the depth tells that an object holds itself.</summary>
    private bool EnterFast(PyObject o)
    {
        if (!_isFast || ++_fastNesting < DeepestFast) return true;
        _fastSeen ??= new Dictionary<PyObject, bool>(ReferenceEqualityComparer.Instance);
        return _fastSeen.TryAdd(o, true)
            || PyErr.Fail(Types.ValueError, $"fast mode: can't pickle cyclic objects including object type {o.Type.Name} at 0x{Identity.Of(o):x}");
    }

    private void LeaveFast(PyObject o)
    {
        if (_isFast && _fastNesting-- >= DeepestFast) _fastSeen?.Remove(o);
    }

    private bool SaveTuple(PyTuple tuple)
    {
        PyObject[] items = tuple.Items;
        PickleOutput output = _output!;
        if (items.Length == 0)
        {
            if (_isBinary)
            {
                output.Write(PickleOp.EmptyTuple);
                return true;
            }
            output.Write(PickleOp.Mark);
            output.Write(PickleOp.Tuple);
            return true;
        }
        bool isShort = items.Length <= 3 && _protocol >= 2;
        if (!isShort) output.Write(PickleOp.Mark);
        foreach (PyObject item in items)
            if (!Save(item)) return false;
        int known = _memo.Find(tuple);
        if (known >= 0)
        {
            // One of the items holds the tuple: it has been written on the way, and what is on the stack is not wanted.
            if (!isShort && _isBinary)
            {
                output.Write(PickleOp.PopMark);
            }
            else
            {
                for (int i = isShort ? 1 : 0; i <= items.Length; i++) output.Write(PickleOp.Pop);
            }
            WriteGet(known);
            return true;
        }
        output.Write(isShort ? (byte)(PickleOp.Tuple1 + items.Length - 1) : PickleOp.Tuple);
        Memoize(tuple);
        return true;
    }

    private bool SaveList(PyList list)
    {
        if (!EnterFast(list)) return false;
        if (_isBinary)
        {
            _output!.Write(PickleOp.EmptyList);
        }
        else
        {
            _output!.Write(PickleOp.Mark);
            _output.Write(PickleOp.List);
        }
        Memoize(list);
        if (list.Count > 0)
        {
            if (!Recursion.Enter(" while pickling an object")) return false;
            bool done = _protocol > 0 ? SaveItems(list) : list.Iter() is { } items && SaveItems(items);
            Recursion.Leave();
            if (!done) return false;
        }
        LeaveFast(list);
        return true;
    }

    private bool SaveItems(PyList list)
    {
        PickleOutput output = _output!;
        if (list.Count == 1)
        {
            if (!Save(list[0])) return false;
            output.Write(PickleOp.Append);
            return true;
        }
        int at = 0;
        do
        {
            output.Write(PickleOp.Mark);
            for (int n = 0; n < BatchSize && at < list.Count; n++, at++)
            {
                // Numbers are kept unboxed.
                if (list.Kind == ListKind.Int && _persistentId is null)
                {
                    if (!output.AtBoundary()) return false;
                    SaveInt(list.Ints[at]);
                }
                else if (!Save(list[at]))
                {
                    return false;
                }
            }
            output.Write(PickleOp.Appends);
        }
        while (at < list.Count);
        return true;
    }

    /// <summary>Items that an iterator gives.</summary>
    private bool SaveItems(PyObject iterator)
    {
        PickleOutput output = _output!;
        while (true)
        {
            if (iterator.Next() is not { } first) return false;
            if (ReferenceEquals(first, PyEnd.Value)) return true;
            PyObject? next = PyEnd.Value;
            if (_protocol > 0 && (next = iterator.Next()) is null) return false;
            if (ReferenceEquals(next, PyEnd.Value))
            {
                if (!Save(first)) return false;
                output.Write(PickleOp.Append);
                if (_protocol > 0) return true;
                continue;
            }
            output.Write(PickleOp.Mark);
            if (!Save(first)) return false;
            int n = 1;
            while (true)
            {
                if (!Save(next)) return false;
                if (++n == BatchSize) break;
                if ((next = iterator.Next()) is null) return false;
                if (ReferenceEquals(next, PyEnd.Value)) break;
            }
            output.Write(PickleOp.Appends);
            if (n < BatchSize) return true;
        }
    }

    private bool SaveDict(PyDict dict)
    {
        if (!EnterFast(dict)) return false;
        if (_isBinary)
        {
            _output!.Write(PickleOp.EmptyDict);
        }
        else
        {
            _output!.Write(PickleOp.Mark);
            _output.Write(PickleOp.Dict);
        }
        Memoize(dict);
        if (dict.Count > 0)
        {
            if (!Recursion.Enter(" while pickling an object")) return false;
            bool done = _protocol > 0 ? SavePairs(dict) : Calls.Method(dict, "items") is { } view && view.Iter() is { } pairs && SavePairs(pairs);
            Recursion.Leave();
            if (!done) return false;
        }
        LeaveFast(dict);
        return true;
    }

    private bool SavePairs(PyDict dict)
    {
        PickleOutput output = _output!;
        int position = 0, size = dict.Count;
        if (size == 1)
        {
            dict.NextEntry(ref position, out PyObject key, out PyObject value);
            if (!Save(key) || !Save(value)) return false;
            output.Write(PickleOp.SetItem);
            return true;
        }
        int n;
        do
        {
            output.Write(PickleOp.Mark);
            n = 0;
            while (n < BatchSize && dict.NextEntry(ref position, out PyObject key, out PyObject value))
            {
                if (!Save(key) || !Save(value)) return false;
                n++;
            }
            output.Write(PickleOp.SetItems);
            if (dict.Count != size) return PyErr.Fail(Types.RuntimeError, "dictionary changed size during iteration");
        }
        while (n == BatchSize);
        return true;
    }

    /// <summary>Pairs that an iterator gives.</summary>
    private bool SavePairs(PyObject iterator)
    {
        PickleOutput output = _output!;
        while (true)
        {
            if (!NextPair(iterator, out PyTuple? first)) return false;
            if (first is null) return true;
            PyTuple? next = null;
            if (_protocol > 0 && !NextPair(iterator, out next)) return false;
            if (next is null)
            {
                if (!Save(first.Items[0]) || !Save(first.Items[1])) return false;
                output.Write(PickleOp.SetItem);
                if (_protocol > 0) return true;
                continue;
            }
            output.Write(PickleOp.Mark);
            if (!Save(first.Items[0]) || !Save(first.Items[1])) return false;
            int n = 1;
            while (next is not null)
            {
                if (!Save(next.Items[0]) || !Save(next.Items[1])) return false;
                if (++n == BatchSize) break;
                if (!NextPair(iterator, out next)) return false;
            }
            output.Write(PickleOp.SetItems);
            if (n < BatchSize) return true;
        }
    }

    /// <summary>The next pair, null at the end; false with an exception pending.</summary>
    private static bool NextPair(PyObject iterator, out PyTuple? pair)
    {
        pair = null;
        if (iterator.Next() is not { } next) return false;
        if (ReferenceEquals(next, PyEnd.Value)) return true;
        pair = UserSlots.Unwrap(next) as PyTuple;
        return pair is { Items.Length: 2 } || PyErr.Fail(Types.TypeError, "dict items iterator must return 2-tuples");
    }

    private bool SaveSet(PySet set)
    {
        PickleOutput output = _output!;
        if (_protocol < 4)
        {
            PyType type = set.IsFrozen ? Types.FrozenSet : Types.Set;
            return SaveReduced(type, new PyTuple([new PyList(set.ToList())]), null, null, null, null, set);
        }
        if (!EnterFast(set)) return false;
        if (set.IsFrozen)
        {
            output.Write(PickleOp.Mark);
            foreach (PyObject item in set.ToList())
                if (!Save(item)) return false;
            int known = _memo.Find(set);
            if (known >= 0)
            {
                output.Write(PickleOp.PopMark);
                WriteGet(known);
                return true;
            }
            output.Write(PickleOp.FrozenSet);
            Memoize(set);
        }
        else
        {
            output.Write(PickleOp.EmptySet);
            Memoize(set);
            if (set.Count > 0 && !SaveMembers(set)) return false;
        }
        LeaveFast(set);
        return true;
    }

    private bool SaveMembers(PySet set)
    {
        PickleOutput output = _output!;
        int position = 0, size = set.Count, n;
        do
        {
            output.Write(PickleOp.Mark);
            n = 0;
            while (n < BatchSize && set.NextItem(ref position) is { } item)
            {
                if (!Save(item)) return false;
                n++;
            }
            output.Write(PickleOp.AddItems);
            if (set.Count != size) return PyErr.Fail(Types.RuntimeError, "set changed size during iteration");
        }
        while (n == BatchSize);
        return true;
    }
}
