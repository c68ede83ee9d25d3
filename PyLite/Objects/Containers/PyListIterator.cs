namespace PyLite.Objects;

/// <summary>Iterates over a list that may change meanwhile.</summary>
public sealed class PyListIterator(PyList source) : PyObject, IPositioned, ILengthHint
{
    private PyList? _source = source;
    private int _index;

    public override PyType Type => Types.ListIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;
    public int Left => _source == null ? 0 : Math.Max(0, _source.Count - _index);

    public override PyObject Next()
    {
        PyList? list = _source;
        if (list == null) return PyEnd.Value;
        int i = _index;
        if (i >= list.Count)
        {
            _source = null;
            return PyEnd.Value;
        }
        _index = i + 1;
        return list[i];
    }

    public PyObject LengthHint() => new PyInt(Left);

    public PyObject Reduce(PyType type) => _source == null ? IteratorReduction.Of(new PyList()) : IteratorReduction.Of(_source, _index);

    public bool SetState(PyObject state)
    {
        if (!IteratorReduction.Position(state, _source?.Count ?? 0, out int at)) return false;
        if (_source != null) _index = at;
        return true;
    }
}

/// <summary>The containers whose repr the thread is making, so that one that holds itself prints as <c>[...]</c>.</summary>
public static class ReprGuard
{
    [ThreadStatic] private static Stack<PyObject>? t_active;

    public static bool IsActive(PyObject o) => t_active?.Contains(o) == true;
    public static void Enter(PyObject o) => (t_active ??= []).Push(o);
    public static void Leave() => t_active!.Pop();
}
