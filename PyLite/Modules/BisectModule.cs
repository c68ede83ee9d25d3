using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The module <c>_bisect</c>: binary search in sorted sequences.</summary>
[DontLookInside]
public static class BisectModule
{
    private static readonly PyStr InsertName = PyStr.Intern("insert");

    public static PyModule Create()
    {
        var m = new PyModule("_bisect");
        foreach (bool isRight in new[] { true, false })
        {
            bool right = isRight;
            string name = right ? "bisect_right" : "bisect_left", insort = right ? "insort_right" : "insort_left";
            m.Globals.Set(name, new PyBuiltin(name)
            {
                F2 = (a, x) => Result(Search(a, x, 0, -1, null, right)),
                Any = (args, keywords) => Parse(name, args, keywords, out PyObject?[] v, out long from, out long to) ? Result(Search(v[0]!, v[1]!, from, to, v[4], right)) : null,
            });
            m.Globals.Set(insort, new PyBuiltin(insort)
            {
                F2 = (a, x) => Insert(a, x, 0, -1, null, right),
                Any = (args, keywords) => Parse(insort, args, keywords, out PyObject?[] v, out long from, out long to) ? Insert(v[0]!, v[1]!, from, to, v[4], right) : null,
            });
        }
        return m;
    }

    private static PyObject? Result(long at) => at < 0 ? null : new PyInt(at);

    private static bool Parse(string name, PyObject[] args, PyStr[]? keywords, out PyObject?[] v, out long from, out long to)
    {
        from = 0;
        to = -1;
        if (!Define.Parse(name, args, keywords, ["a", "x", "lo", "hi", "key"], 2, out v, positionalMax: 4)) return false;
        if (v[2] != null && !Sequences.Integer(v[2]!, out from)) return false;
        if (v[3] is not (null or PyNone) && !Sequences.Integer(v[3]!, out to)) return false;
        if (v[4] is PyNone) v[4] = null;
        return true;
    }

    /// <summary>Where the item goes in, after equal ones or before them; -1 with an exception pending. An end of -1 is the sequence's.</summary>
    private static long Search(PyObject sequence, PyObject x, long from, long to, PyObject? key, bool isRight)
    {
        if (from < 0)
        {
            PyErr.ValueError("lo must be non-negative");
            return -1;
        }
        if (to == -1 && (to = sequence.Len()) < 0) return -1;
        var list = sequence as PyList;
        while (from < to)
        {
            long middle = from + ((to - from) >> 1);
            PyObject? item = list != null && middle < list.Count ? list[(int)middle] : sequence.GetItem(new PyInt(middle));
            if (item != null && key != null) item = Calls.Call1(key, item);
            if (item == null) return -1;
            int holds = isRight ? Operators.CompareTruth(CompareOp.Lt, x, item) : Operators.CompareTruth(CompareOp.Lt, item, x);
            if (holds < 0) return -1;
            if (holds == 1 != isRight) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    private static PyObject? Insert(PyObject sequence, PyObject x, long from, long to, PyObject? key, bool isRight)
    {
        PyObject? wanted = key == null ? x : Calls.Call1(key, x);
        if (wanted == null) return null;
        long at = Search(sequence, wanted, from, to, key, isRight);
        if (at < 0) return null;
        if (sequence is PyList list)
        {
            list.Insert((int)Math.Min(at, list.Count), x);
            return PyNone.None;
        }
        if (sequence.GetAttr(InsertName) is not { } insert) return null;
        return Calls.Call2(insert, new PyInt(at), x) == null ? null : PyNone.None;
    }
}
