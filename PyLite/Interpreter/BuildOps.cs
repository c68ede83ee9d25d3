using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>Displays and f-strings. The parts are taken off the stack and the result stands where the first part was.</summary>
public static class BuildOps
{
    [UnrollSafe]
    private static PyObject[] Take(PyFrame frame, int sp, int count)
    {
        var items = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = frame.Slots[sp - count + i].V!;
            frame.Slots[sp - count + i].V = null;
        }
        return items;
    }

    public static void Slice(PyFrame frame, int sp, int count)
    {
        PyObject[] parts = Take(frame, sp, count);
        frame.Slots[sp - count].V = new PySlice(parts[0], parts[1], count == 3 ? parts[2] : PyNone.None);
    }

    public static void Tuple(PyFrame frame, int sp, int count)
    {
        PyObject[] items = Take(frame, sp, count);
        frame.Slots[sp - count].V = count == 0 ? PyTuple.Empty : new PyTuple(items);
    }

    [UnrollSafe]
    public static void List(PyFrame frame, int sp, int count)
    {
        PyList list = count == 0 ? new PyList() : new PyList(frame.Slots[sp - count].V!, count);
        for (int i = sp - count; i < sp; i++)
        {
            list.Append(frame.Slots[i].V!);
            frame.Slots[i].V = null;
        }
        frame.Slots[sp - count].V = list;
    }

    [UnrollSafe]
    public static bool Set(PyFrame frame, int sp, int count)
    {
        var set = new PySet(isFrozen: false);
        for (int i = sp - count; i < sp; i++)
        {
            if (!set.Add(frame.Slots[i].V!)) return false;
        }
        for (int i = sp - count; i < sp; i++) frame.Slots[i].V = null;
        frame.Slots[sp - count].V = set;
        return true;
    }

    private const int MostPrepared = 20;

    [UnrollSafe]
    public static bool Map(PyFrame frame, int sp, int count)
    {
        var dict = new PyDict();
        if (Jit.IsTracing && count is > 0 and <= MostPrepared) dict.Prepare(count);
        int first = sp - 2 * count;
        for (int i = first; i < sp; i += 2)
        {
            if (!dict.Set(frame.Slots[i].V!, frame.Slots[i + 1].V!)) return false;
        }
        for (int i = first; i < sp; i++) frame.Slots[i].V = null;
        frame.Slots[first].V = dict;
        return true;
    }

    public static void String(PyFrame frame, int sp, int count)
    {
        PyObject[] parts = Take(frame, sp, count);
        Bare(parts);
        frame.Slots[sp - count].V = Join(parts);
    }

    /// <summary>A field may have come to a text of a class derived from str.</summary>
    [UnrollSafe]
    private static void Bare(PyObject[] parts)
    {
        for (int i = 0; i < parts.Length; i++)
            if (parts[i] is PyInstance) parts[i] = UserSlots.Unwrap(parts[i]);
    }

    private static PyStr Join(PyObject[] parts) => parts.Length switch
    {
        2 => PyStr.Concat((PyStr)parts[0], (PyStr)parts[1]),
        3 => AreNarrow(parts, 3) ? PyStr.Narrow(string.Concat(Text(parts[0]), Text(parts[1]), Text(parts[2]))) : JoinMany(parts),
        4 => AreNarrow(parts, 4) ? PyStr.Narrow(string.Concat(Text(parts[0]), Text(parts[1]), Text(parts[2]), Text(parts[3]))) : JoinMany(parts),
        _ => JoinMany(parts),
    };

    [UnrollSafe]
    private static bool AreNarrow(PyObject[] parts, int count)
    {
        for (int i = 0; i < count; i++)
            if (!((PyStr)parts[i]).IsNarrow) return false;
        return true;
    }

    private static string Text(PyObject part) => ((PyStr)part).Value;

    private static PyStr JoinMany(PyObject[] parts) => (PyStr)TextJoin.JoinItems(PyStr.Empty, parts)!;

    [DontLookInside]
    public static PyTuple ListToTuple(PyList list)
    {
        var items = new PyObject[list.Count];
        for (int i = 0; i < items.Length; i++) items[i] = list[i];
        return new PyTuple(items);
    }

    public static bool ListExtend(PyList list, PyObject iterable)
    {
        if (list.Extend(iterable)) return true;
        if (iterable is not PyGenerator && !iterable.IsIterator && iterable.Type.Lookup(Names.Iter) == null && iterable.Type.Lookup(Names.GetItem) == null && PyErr.TakeIf(Types.TypeError))
            PyErr.TypeError($"Value after * must be an iterable, not {iterable.Type.Name}");
        return false;
    }

    public static bool DictUpdate(PyDict dict, PyObject mapping)
    {
        if (UserSlots.Unwrap(mapping) is PyDict or ModuleDict) return dict.Update(mapping);
        if (Attributes.Find(mapping, Names.Keys) != null) return dict.Update(mapping);
        return PyErr.Current == null && PyErr.Fail(Types.TypeError, $"'{mapping.Type.Name}' object is not a mapping");
    }

    /// <summary>Adds what <c>**mapping</c> has to a call's keyword arguments: mostly a wrapper's own, which often are none.</summary>
    public static bool DictMerge(PyDict dict, PyObject mapping, PyObject callable) =>
        mapping is PyDict { Count: 0 } || MergeAny(dict, mapping, callable);

    [DontLookInside]
    private static bool MergeAny(PyDict dict, PyObject mapping, PyObject callable)
    {
        if (UserSlots.Unwrap(mapping) is not (PyDict or ModuleDict) && Attributes.Find(mapping, Names.Keys) == null)
            return PyErr.Current == null && PyErr.Fail(Types.TypeError, $"{CallOps.NameOf(callable)} argument after ** must be a mapping, not {mapping.Type.Name}");
        PyDict? added = mapping as PyDict;
        // A mapping of the program's may name a key twice.
        if (added == null && UserSlots.Unwrap(mapping) is not (PyDict or ModuleDict)) return MergeKeys(dict, mapping, callable);
        if (mapping is PyInstance && mapping.Type.SpecialOverride(Names.Iter) != null) return MergeKeys(dict, mapping, callable);
        if (added != null && dict.Count == 0) return dict.Update(added);
        if (added == null && !(added = new PyDict()).Update(mapping)) return false;
        foreach ((PyObject key, PyObject value) in added.Pairs())
        {
            if (!Merge(dict, key, value, callable)) return false;
        }
        return true;
    }

    // Whether all keys are strings is seen by the call itself.
    private static bool Merge(PyDict dict, PyObject key, PyObject value, PyObject callable)
    {
        if (dict.Get(key) != null)
            return key.Str() is { } text && PyErr.Fail(Types.TypeError, $"{CallOps.NameOf(callable)} got multiple values for keyword argument '{text.Value}'");
        return PyErr.Current == null && dict.Set(key, value);
    }

    private static bool MergeKeys(PyDict dict, PyObject mapping, PyObject callable)
    {
        if (Calls.Method(mapping, "keys") is not { } keys || Sequences.ToList(keys) is not { } list) return false;
        foreach (PyObject key in list)
            if (mapping.GetItem(key) is not { } value || !Merge(dict, key, value, callable)) return false;
        return true;
    }

    public static bool FormatValue(PyFrame frame, int sp, int flags)
    {
        Slot[] slots = frame.Slots;
        int at = (flags & 4) != 0 ? sp - 2 : sp - 1;
        PyObject spec = (flags & 4) != 0 ? slots[sp - 1].V! : PyStr.Empty;
        PyObject? text = Convert(slots[at].V!, flags & 3, spec);
        if (text == null) return false;
        if (at != sp - 1) slots[sp - 1].V = null;
        slots[at].V = text;
        return true;
    }

    /// <summary>A field of an f-string or template: !s, !r and !a are 1, 2 and 3.</summary>
    internal static PyObject? Convert(PyObject value, int conversion, PyObject spec)
    {
        PyObject? converted = conversion switch
        {
            0 => value,
            1 => value.StrAsGiven(),
            2 => value.ReprAsGiven(),
            _ => value.Repr() is { } repr ? new PyStr(StringText.Ascii(repr.Value)) : null,
        };
        return converted == null ? null : Formatting.Format(converted, (PyStr)UserSlots.Unwrap(spec));
    }
}

/// <summary>Unpacking assignments.</summary>
public static class UnpackOps
{
    [UnrollSafe]
    public static bool Sequence(PyFrame frame, int sp, int count)
    {
        PyObject iterable = frame.Slots[sp - 1].V!;
        if (iterable is PyTuple t && t.Items.Length == count)
        {
            for (int i = 0; i < count; i++) frame.Slots[sp - 1 + i].V = t.Items[count - 1 - i];
            return true;
        }
        if (iterable is PyList l && l.Count == count)
        {
            for (int i = 0; i < count; i++) frame.Slots[sp - 1 + i].V = l[count - 1 - i];
            return true;
        }
        if (iterable is PyStr text && text.Length == count)
        {
            for (int i = 0; i < count; i++)
            {
                if (text.GetItem(new PyInt(count - 1 - i)) is not { } character) return false;
                frame.Slots[sp - 1 + i].V = character;
            }
            return true;
        }
        if (Items(iterable, count) is not { } items) return false;
        for (int i = 0; i < count; i++) frame.Slots[sp - 1 + i].V = items[count - 1 - i];
        return true;
    }

    // The tracer goes on into the generator that the items mostly come from.
    [UnrollSafe]
    private static PyObject[]? Items(PyObject iterable, int count)
    {
        if (Iterator(iterable) is not { } iterator) return null;
        var items = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            PyObject? item = iterator.Next();
            if (item == null) return null;
            if (item == PyEnd.Value) return TooFew(count, i);
            items[i] = item;
        }
        PyObject? more = iterator.Next();
        if (more == PyEnd.Value) return items;
        return more == null ? null : TooMany(count);
    }

    [DontLookInside]
    private static PyObject[]? TooFew(int count, int given)
    {
        PyErr.ValueError($"not enough values to unpack (expected {count}, got {given})");
        return null;
    }

    [DontLookInside]
    private static PyObject[]? TooMany(int count)
    {
        PyErr.ValueError($"too many values to unpack (expected {count})");
        return null;
    }

    private static PyObject? Iterator(PyObject iterable)
    {
        PyObject? iterator = iterable.Iter();
        if (iterator == null && iterable is not PyInstance && PyErr.TakeIf(Types.TypeError))
            PyErr.TypeError($"cannot unpack non-iterable {iterable.Type.Name} object");
        else if (iterator == null && iterable.Type.Lookup(Names.Iter) == null && iterable.Type.Lookup(Names.GetItem) == null && PyErr.TakeIf(Types.TypeError))
            PyErr.TypeError($"cannot unpack non-iterable {iterable.Type.Name} object");
        return iterator;
    }

    [UnrollSafe]
    public static bool Starred(PyFrame frame, int sp, int before, int after)
    {
        PyObject iterable = frame.Slots[sp - 1].V!;
        int length = iterable is PyTuple tuple ? tuple.Items.Length : iterable is PyList list ? list.Count : -1;
        if (length >= before + after)
        {
            for (int i = 0; i < after; i++) frame.Slots[sp - 1 + i].V = ItemOf(iterable, length - 1 - i);
            frame.Slots[sp - 1 + after].V = Middle(iterable, before, length - before - after);
            for (int i = 0; i < before; i++) frame.Slots[sp + after + i].V = ItemOf(iterable, before - 1 - i);
            return true;
        }
        if (Split(iterable, before, after) is not { } items) return false;
        for (int i = 0; i < items.Length; i++) frame.Slots[sp - 1 + i].V = items[items.Length - 1 - i];
        return true;
    }

    /// <summary>Of a tuple or a list.</summary>
    private static PyObject ItemOf(PyObject sequence, int index) => sequence is PyTuple tuple ? tuple.Items[index] : ((PyList)sequence)[index];

    [DontLookInside]
    private static PyList Middle(PyObject sequence, int first, int count)
    {
        PyList middle = count == 0 ? new PyList() : new PyList(ItemOf(sequence, first), count);
        for (int i = 0; i < count; i++) middle.Append(ItemOf(sequence, first + i));
        return middle;
    }

    /// <summary>The items before the star, the list, the items after it.</summary>
    [DontLookInside]
    private static PyObject[]? Split(PyObject iterable, int before, int after)
    {
        if (Iterator(iterable) is not { } iterator || Sequences.ToList(iterator) is not { } items) return null;
        if (items.Count < before + after)
        {
            PyErr.ValueError($"not enough values to unpack (expected at least {before + after}, got {items.Count})");
            return null;
        }
        int middle = items.Count - before - after;
        return [.. items[..before], new PyList(items.GetRange(before, middle)), .. items[(before + middle)..]];
    }
}
