using PyLite.Objects;

namespace PyLite.Compiling;

/// <summary>A code object is an object of the program too.</summary>
public sealed partial class PyCode : PyObject
{
    public override PyType Type => Types.Code;

    public override PyStr Repr() => new($"<code object {Name} at 0x{Identity.Of(this):x12}, file \"{FileName}\", line {FirstLine}>");
}
