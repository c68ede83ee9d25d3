using MetaJit;

namespace PyLite.Objects;

// The dict of an instance, which shows attributes that the instance keeps by its map. It has no entries of its own then, so all that finds
// something in a table of its own asks nothing more than it did. What an instance cannot show makes the attributes move in here.
public sealed partial class PyDict
{
    /// <summary>Whose attributes the dict shows; null: the entries are here.</summary>
    private PyInstance? _owner;

    public PyDict()
    {
    }

    internal PyDict(PyInstance owner) => _owner = owner;

    /// <summary>How many there are stands for which: who notices that others have come in the place of some does no more than CPython.</summary>
    private int ShownVersion => _owner!.ShownCount;

    /// <summary>From here on the entries are here, and the instance has its attributes from here.</summary>
    [DontLookInside]
    internal void Detach()
    {
        if (_owner is not { } owner) return;
        _owner = null;
        owner.MoveInto(this);
        _version = _count;
    }

    /// <summary><see cref="EqualTo"/> of a dict of the same length, where one of both shows an instance's attributes.</summary>
    private int EqualAsShown(PyDict other)
    {
        if (!Recursion.Enter(Recursion.InComparison)) return -1;
        int equal = 1;
        int position = 0;
        while (equal == 1 && NextEntry(ref position, out PyObject key, out PyObject value))
        {
            PyObject? otherValue = other.Get(key);
            equal = otherValue != null ? Operators.Equal(value, otherValue) : PyErr.Current != null ? -1 : 0;
        }
        Recursion.Leave();
        return equal;
    }

    private (PyObject Key, PyObject Value)? PopShown(int position)
    {
        if (!_owner!.ShownAt(position, out PyObject key, out PyObject value)) return null;
        _owner.TakeShown((PyStr)key);
        return (key, value);
    }
}
