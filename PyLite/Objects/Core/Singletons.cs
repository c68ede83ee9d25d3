using MetaJit;

namespace PyLite.Objects;

/// <summary><c>None</c>.</summary>
public sealed class PyNone : PyObject
{
    public static readonly PyNone None = new();

    public override PyType Type => Types.NoneType;
    public override PyStr Repr() => Strings.None;
    public override int Truth() => 0;
}

/// <summary><c>NotImplemented</c>: a binary slot declines.</summary>
public sealed class PyNotImplemented : PyObject
{
    public static readonly PyNotImplemented Value = new();

    public override PyType Type => Types.NotImplementedType;
    public override PyStr Repr() => Strings.NotImplemented;

    [DontLookInside]
    public override int Truth() => Modules.WarningsModule.Warn(Types.DeprecationWarning, "NotImplemented should not be used in a boolean context") ? 1 : -1;
}

/// <summary><c>...</c></summary>
public sealed class PyEllipsis : PyObject
{
    public static readonly PyEllipsis Ellipsis = new();

    public override PyType Type => Types.EllipsisType;
    public override PyStr Repr() => Strings.Ellipsis;
}

/// <summary>What <see cref="PyObject.Next"/> returns at the end. Programs never see it.</summary>
public sealed class PyEnd : PyObject
{
    public static readonly PyEnd Value = new();

    public override PyType Type => Types.Object;
}
