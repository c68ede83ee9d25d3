// Stands in for the object model until PyLite/Objects exists; deleted with the first real PyObject.
namespace PyLite.Objects;

public abstract class PyObject;

public sealed class PyStr : PyObject;
