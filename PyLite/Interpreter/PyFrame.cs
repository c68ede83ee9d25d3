using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// The variables and the value stack of a running piece of code. In a trace all of it lives in registers. How deep the stack is follows
/// from the position in the code and is no field.
/// </summary>
[Virtualizable(EscapedField = nameof(Generator))]
public sealed class PyFrame
{
    /// <summary>Locals, cells, free variables, then the value stack. Slots above the stack's top are null.</summary>
    public readonly Slot[] Slots;

    public readonly ModuleDict Globals;

    /// <summary>
    /// The namespace of a class body or of <c>exec</c>, when the code has no slots for its names; of a function what its variables were shown as.
    /// </summary>
    public PyObject? Namespace;

    /// <summary>The generator this is the frame of, and which holds it.</summary>
    public PyGenerator? Generator;

    public PyFrame(PyCode code, ModuleDict globals)
    {
        Slots = new Slot[PyCode.FrameSizeOf(code)];
        Globals = globals;
    }
}
