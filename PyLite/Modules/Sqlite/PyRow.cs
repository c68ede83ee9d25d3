using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A row whose columns have names too, in any case.</summary>
[PyClass("sqlite3.Row")]
[DontLookInside]
public sealed partial class PyRow : PyObject
{
    private readonly PyObject _description;
    private readonly PyTuple _data;

    private PyRow(PyObject description, PyTuple data)
    {
        _description = description;
        _data = data;
    }

    [PyNew]
    public static PyObject? New(PyObject cursor, PyObject data)
    {
        if (UserSlots.Unwrap(cursor) is not PyCursor own) return PyErr.TypeError($"Row() argument 1 must be sqlite3.Cursor, not {cursor.Type.Name}");
        return UserSlots.Unwrap(data) is PyTuple tuple ? new PyRow(own.description, tuple) : PyErr.TypeError($"Row() argument 2 must be tuple, not {data.Type.Name}");
    }

    private IEnumerable<PyObject> ColumnNames()
    {
        if (_description is not PyTuple columns) yield break;
        foreach (PyObject column in columns.Items) yield return ((PyTuple)column).Items[0];
    }

    /// <summary>The names of the columns.</summary>
    [PyFunction] public PyObject keys() => new PyList([.. ColumnNames()]);

    public override long Len() => _data.Items.Length;

    public override PyObject? Iter() => _data.Iter();

    public override PyObject? GetItem(PyObject key)
    {
        PyObject plain = UserSlots.Unwrap(key);
        if (plain is PyStr name)
        {
            int i = 0;
            foreach (PyObject column in ColumnNames())
            {
                if (System.Text.Ascii.EqualsIgnoreCase(((PyStr)column).Value, name.Value) || ((PyStr)column).Value == name.Value) return _data.Items[i];
                i++;
            }
            return PyErr.Raise(Types.IndexError, "No item with that key");
        }
        return plain is PyInt or PyBool or PyLong or PySlice ? _data.GetItem(plain) : PyErr.Raise(Types.IndexError, "Index must be int or string");
    }

    public override long Hash()
    {
        long description = _description.Hash();
        if (PyErr.Current is not null) return -1;
        long data = _data.Hash();
        return description ^ data;
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || UserSlots.Unwrap(other) is not PyRow row) return PyNotImplemented.Value;
        if (Operators.Compare(CompareOp.Eq, _description, row._description) is not { } names || Operators.Compare(CompareOp.Eq, _data, row._data) is not { } values) return null;
        bool same = names.Truth() > 0 && values.Truth() > 0;
        return PyBool.Of(same == (op == CompareOp.Eq));
    }
}
