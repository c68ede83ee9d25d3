using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// The pending Python exception and the one being handled. Whoever reports failure by value has put the exception in
/// <see cref="Current"/>; no .NET exception stands for a Python exception.
/// </summary>
public static class PyErr
{
    /// <summary>Raised and not yet caught.</summary>
    public static PyException? Current;

    /// <summary>What the innermost running except or finally block handles: the context of the next exception, and what a bare raise raises.</summary>
    public static PyException? Handled;

    /// <summary>Raises and returns null, so that a slot can <c>return PyErr.Raise(…)</c>.</summary>
    public static PyObject? Raise(PyType type, string message) => Raise(new PyException(type, new PyTuple([new PyStr(message)])));

    [DontLookInside]
    public static PyObject? RaiseWithArgs(PyType type, params PyObject[] args) => Raise(PyException.Make(type, args));

    /// <summary>Raises the exception; its context becomes the exception being handled.</summary>
    public static PyObject? Raise(PyException exception)
    {
        PyException? handled = Handled;
        if (handled != null && !ReferenceEquals(handled, exception))
        {
            if (handled.Context == null) exception.Context = handled;
            else LinkContext(exception, handled);
        }
        Current = exception;
        return null;
    }

    [DontLookInside]
    private static void LinkContext(PyException exception, PyException handled)
    {
        // A chain must not become a ring: take the exception out of the handled one's chain first.
        // A ring that a program has made is walked through once.
        PyException slow = handled;
        bool step = false;
        for (PyException link = handled; link.Context is { } next; link = next)
        {
            if (next == exception)
            {
                link.Context = null;
                break;
            }
            if (step) slow = slow.Context!;
            step = !step;
            if (next == slow) break;
        }
        exception.Context = handled;
    }

    /// <summary>As <see cref="Raise(PyType, string)"/>, for slots that report failure as false.</summary>
    public static bool Fail(PyType type, string message)
    {
        Raise(type, message);
        return false;
    }

    public static PyObject? TypeError(string message) => Raise(Types.TypeError, message);

    public static PyObject? ValueError(string message) => Raise(Types.ValueError, message);

    [DontLookInside]
    public static PyObject? AttributeError(PyObject owner, PyStr name)
    {
        string message = owner switch
        {
            PyType type => $"type object '{type.Name}' has no attribute '{name.Value}'",
            PyModule module when Interpreter.Imports.Modules.GetStr(new PyStr($"{module.NameText}.{name.Value}")) is PyModule { Origin.IsInitializing: true } =>
                $"cannot access submodule '{name.Value}' of module '{module.NameText}' (most likely due to a circular import)",
            PyModule { Origin.IsInitializing: true } module =>
                $"partially initialized module '{module.NameText}' has no attribute '{name.Value}' (most likely due to a circular import)",
            PyModule module => $"module '{module.NameText}' has no attribute '{name.Value}'",
            _ => $"'{owner.Type.Name}' object has no attribute '{name.Value}'",
        };
        return Raise(new PyException(Types.AttributeError, new PyTuple([new PyStr(message)])) { MissingName = name.Value, MissingIn = owner });
    }

    /// <summary>The pending exception, of which failure was reported. When there is none, that is an error itself.</summary>
    public static PyException Pending => Current ?? Forgotten();

    [DontLookInside]
    private static PyException Forgotten()
    {
        Raise(Types.SystemError, "error return without exception set");
        return Current!;
    }

    /// <summary>Takes the pending exception away.</summary>
    public static PyException Take()
    {
        PyException e = Current!;
        Current = null;
        return e;
    }

    /// <summary>Whether the pending exception is of the type; if so it is taken away.</summary>
    public static bool TakeIf(PyType type)
    {
        if (Current is not { } e || !e.Type.IsSubtype(type)) return false;
        Current = null;
        return true;
    }
}
