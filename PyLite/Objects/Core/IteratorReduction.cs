using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>An iterator that <c>copy</c> and <c>pickle</c> can take apart.</summary>
public interface IReducible
{
    /// <summary>What <c>__reduce__</c> gives; <paramref name="type"/> is the object's class, which may be a program's. Null with an exception pending.</summary>
    PyObject? Reduce(PyType type);
}

/// <summary>An iterator whose <c>__setstate__</c> sets where it is.</summary>
public interface IPositioned : IReducible
{
    /// <summary>False with an exception pending.</summary>
    bool SetState(PyObject state);
}

/// <summary>An iterator that knows how many items are left.</summary>
public interface ILengthHint
{
    PyObject? LengthHint();
}

/// <summary>The methods by which iterators are copied, and the forms their <c>__reduce__</c> has.</summary>
[DontLookInside]
public static class IteratorReduction
{
    /// <summary>Iterates, tells how many are left, can be taken apart and set to a position.</summary>
    public static void PopulatePositioned(PyType t)
    {
        PopulateCounting(t);
        AddSetState(t);
    }

    /// <summary>Iterates, tells how many are left, can be taken apart.</summary>
    public static void PopulateCounting(PyType t)
    {
        PopulateReducible(t);
        t.Method("__length_hint__", self => ((ILengthHint)self).LengthHint());
    }

    /// <summary>Iterates and can be taken apart.</summary>
    public static void PopulateReducible(PyType t)
    {
        RuntimeTypeMethods.PopulateIterator(t);
        t.MethodOfInstance("__reduce__", (args, keywords) =>
        {
            if (!Define.NoKeywords(t.Name + ".__reduce__", keywords)) return null;
            if (args.Length != 1) return PyErr.TypeError($"{t.Name}.__reduce__() takes no arguments ({args.Length - 1} given)");
            return ((IReducible)UserSlots.Unwrap(args[0])).Reduce(args[0].Type);
        });
    }

    public static void AddSetState(PyType t) => t.Method("__setstate__", (self, state) => Define.None(((IPositioned)self).SetState(state)));

    private static PyObject Builtin(string name) => Modules.Builtins.Dict.Get(name) ?? PyNone.None;

    /// <summary><c>(iter, (source,), position)</c></summary>
    public static PyObject Of(PyObject source, long position) => new PyTuple([Builtin("iter"), new PyTuple([source]), new PyInt(position)]);

    /// <summary><c>(iter, (source, ...))</c></summary>
    public static PyObject Of(params PyObject[] arguments) => new PyTuple([Builtin("iter"), new PyTuple(arguments)]);

    /// <summary><c>(reversed, (source,), position)</c></summary>
    public static PyObject Reversed(PyObject source, long position) => new PyTuple([Builtin("reversed"), new PyTuple([source]), new PyInt(position)]);

    /// <summary>What an iterator that is at its end comes to.</summary>
    public static PyObject Ended(PyObject empty) => Of(empty);

    /// <summary>A position between 0 and the length; false with an exception pending.</summary>
    public static bool Position(PyObject state, long length, out int position)
    {
        position = 0;
        if (!Sequences.Integer(state, out long at)) return false;
        position = (int)Math.Clamp(at, 0, Math.Max(0, length));
        return true;
    }
}
