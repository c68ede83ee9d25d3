namespace PyLite.Objects;

/// <summary>
/// What can be gone on with by a value sent to it, until it is done with a result: generators, coroutines, and what asynchronous
/// generators hand out to be awaited. <c>yield from</c> and <c>await</c> need no StopIteration for them.
/// </summary>
public abstract class PyResumable : PyObject
{
    /// <summary>The result, once it is done.</summary>
    public PyObject Result = PyNone.None;

    /// <summary>Goes on with a value sent; <see cref="PyEnd.Value"/> when it is done (<see cref="Result"/>), null with an exception pending.</summary>
    public abstract PyObject? Resume(PyObject sent);

    /// <summary>Goes on by raising the exception where it stands; otherwise as <see cref="Resume"/>.</summary>
    public abstract PyObject? Throw(PyException error);

    /// <summary>Ends it by GeneratorExit; false with an exception pending.</summary>
    public abstract bool Close();

    public override PyObject? Next() => Resume(PyNone.None);
}
