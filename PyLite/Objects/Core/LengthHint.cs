using MetaJit;

namespace PyLite.Objects;

/// <summary>How many items an object says it has: what makes a list of them asks first, and must hear what goes wrong.</summary>
public static class LengthHint
{
    /// <summary>Asks a program's object, for nothing but what it does meanwhile; false with an exception pending.</summary>
    public static bool Ask(PyObject o)
    {
        if (o.Type.SpecialOverride(Names.Len) == null && o.Type.SpecialOverride(Names.LengthHint) == null) return true;
        return Of(o, 0) >= 0;
    }

    /// <summary>What it says, or the other number when it cannot tell; -1 with an exception pending.</summary>
    public static long Of(PyObject o, long otherwise)
    {
        if (o.Type.Lookup(Names.Len) != null)
        {
            long length = o.Len();
            if (length >= 0) return length;
            if (!PyErr.TakeIf(Types.TypeError)) return -1;
        }
        if (o.Type.Lookup(Names.LengthHint) is not { } method) return otherwise;
        PyObject? hint = Calls.CallMethod(method, o);
        if (hint == null) return PyErr.TakeIf(Types.TypeError) ? otherwise : -1;
        return hint == PyNotImplemented.Value ? otherwise : Checked(hint);
    }

    [DontLookInside]
    private static long Checked(PyObject hint)
    {
        if (UserSlots.Unwrap(hint) is not (PyInt or PyBool or PyLong)) PyErr.TypeError($"__length_hint__ must be an integer, not {hint.Type.Name}");
        else if (Sequences.Integer(hint, out long n))
        {
            if (n >= 0) return n;
            PyErr.ValueError("__length_hint__() should return >= 0");
        }
        return -1;
    }
}
