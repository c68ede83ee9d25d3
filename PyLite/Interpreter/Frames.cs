using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>The frames that are running.</summary>
public static class Frames
{
    /// <summary>The globals of the innermost running frame.</summary>
    public static ModuleDict? CurrentGlobals => null;
}
