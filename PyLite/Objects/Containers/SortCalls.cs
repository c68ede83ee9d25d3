using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary><c>sorted()</c> and <c>list.sort()</c>, up to where keys are compared: a trace goes through the function that makes the keys.</summary>
public static class SortCalls
{
    /// <summary><c>sorted()</c></summary>
    public static PyObject? Sorted(PyObject[] args, PyStr[]? keywords)
    {
        int plain = args.Length - (keywords?.Length ?? 0);
        if (plain != 1) return PyErr.TypeError($"sorted expected 1 argument, got {plain}");
        if (!Words(args, keywords, out PyObject? key, out PyObject? reverse)) return null;
        PyObject items = args[0];
        PyList list = items is PyList given ? given.Copy() : new PyList();
        return (items is PyList || list.Extend(items)) && Sort(list, key, reverse) ? list : null;
    }

    /// <summary><c>list.sort()</c></summary>
    public static PyObject? SortList(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length - 1 > (keywords?.Length ?? 0)) return PyErr.TypeError("sort() takes no positional arguments");
        return Words(args, keywords, out PyObject? key, out PyObject? reverse) && Sort((PyList)args[0], key, reverse) ? PyNone.None : null;
    }

    /// <summary>The arguments given by name. False with an exception pending.</summary>
    [UnrollSafe]
    private static bool Words(PyObject[] args, PyStr[]? keywords, out PyObject? key, out PyObject? reverse)
    {
        key = reverse = null;
        if (keywords == null) return true;
        for (int k = 0; k < keywords.Length; k++)
        {
            PyObject value = args[args.Length - keywords.Length + k];
            if (ReferenceEquals(keywords[k], Names.Key)) key = value;
            else if (ReferenceEquals(keywords[k], Names.Reverse)) reverse = value;
            else return OtherWords(args, keywords, ref key, ref reverse);
        }
        return true;
    }

    /// <summary>Names that are wrong, or made at run time.</summary>
    [DontLookInside]
    private static bool OtherWords(PyObject[] args, PyStr[] keywords, ref PyObject? key, ref PyObject? reverse)
    {
        if (!Define.Parse("sort", args[^keywords.Length..], keywords, ["key", "reverse"], 0, out PyObject?[] v, positionalMax: 0)) return false;
        (key, reverse) = (v[0], v[1]);
        return true;
    }

    [DontLookInside]
    private static bool Flag(PyObject given, out bool flag)
    {
        bool isInt = Modules.Argument.Int(given, out int value);
        flag = value != 0;
        return isInt;
    }

    /// <summary>False with an exception pending; the list then keeps its items in some order.</summary>
    public static bool Sort(PyList list, PyObject? key, PyObject? reverseFlag)
    {
        bool reverse = reverseFlag is PyBool said && said.Truth() == 1;
        if (reverseFlag is not (null or PyBool) && !Flag(reverseFlag, out reverse)) return false;
        if (key is null or PyNone) return Sorting.Sort(list, reverse);
        // The program sees an empty list while its keys and comparisons run, so that it cannot change what is being sorted.
        int count = list.Count;
        ListKind kind = list.Kind;
        Slot[] items = list.TakeSlots();
        var keys = new Slot[count];
        bool sorted = CallFold.Apply(key, items, count, keys) && Sorting.SortBy(keys, items, count, reverse);
        return Sorting.GiveBack(list, items, count, kind, sorted);
    }
}
