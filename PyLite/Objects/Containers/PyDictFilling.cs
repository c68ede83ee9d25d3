using MetaJit;

namespace PyLite.Objects;

/// <summary>A dict that takes over pairs, one after the other, and how many it has taken: messages name the pair that is none.</summary>
public sealed class PyDictFilling(PyDict dict) : PyObject
{
    private readonly PyDict _dict = dict;
    private long _count;

    public override PyType Type => Types.Object;

    /// <summary>False with an exception pending.</summary>
    public bool Add(PyObject pair)
    {
        _count++;
        return pair is PyTuple { Items: [var key, var value] } ? _dict.Set(key, value) : AddOther(pair);
    }

    [DontLookInside]
    private bool AddOther(PyObject pair)
    {
        if (Sequences.ToList(pair) is not { } both)
        {
            if (PyErr.TakeIf(Types.TypeError)) PyErr.TypeError($"cannot convert dictionary update sequence element #{_count - 1} to a sequence");
            return false;
        }
        if (both.Count != 2) return PyErr.Fail(Types.ValueError, $"dictionary update sequence element #{_count - 1} has length {both.Count}; 2 is required");
        return _dict.Set(both[0], both[1]);
    }
}
