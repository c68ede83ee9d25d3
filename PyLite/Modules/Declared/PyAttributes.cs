using PyLite.Objects;

namespace PyLite.Modules;

// What a module is declared with; docs/modules.md shows how. The source generator in tools/ModuleGenerator reads these.

/// <summary>A static partial class that is a Python module. Its summary is the module's <c>__doc__</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PyModuleAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A partial class, derived from <see cref="PyObject"/>, whose objects are instances of a Python class. Slots it overrides are special methods.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PyClassAttribute(string name) : Attribute
{
    /// <summary>Module and name: <c>"array.array"</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The operators for which <see cref="PyObject.Binary"/> answers.</summary>
    public BinaryOp[] Operators { get; init; } = [];

    /// <summary>Those it answers for as the second operand.</summary>
    public BinaryOp[] Reflected { get; init; } = [];

    /// <summary>Those for which <see cref="PyObject.InPlace"/> answers.</summary>
    public BinaryOp[] InPlace { get; init; } = [];

    /// <summary>No class can be derived from it.</summary>
    public bool IsFinal { get; init; }
}

/// <summary>
/// A method that programs call, under its own name or the one given. Parameters are positional-only unless marked. Results become Python
/// objects; null, also of <c>long?</c> and the like, means that an exception is pending.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PyFunctionAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;

    /// <summary>What is said of a wrong number of arguments, where that is not the usual sentence.</summary>
    public string? CountError { get; init; }

    /// <summary>Messages about wrong arguments say "function" and not its name.</summary>
    public bool IsUnnamed { get; init; }

    /// <summary>Other names of the same function.</summary>
    public string[] Aliases { get; init; } = [];
}

/// <summary>A static method whose first parameter is the class; with <see cref="PyFunctionAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PyClassMethodAttribute : Attribute;

/// <summary>The static method that makes an instance: <c>__new__</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PyNewAttribute : Attribute
{
    /// <inheritdoc cref="PyFunctionAttribute.IsUnnamed"/>
    public bool IsUnnamed { get; init; }
}

/// <summary>A field or property of an instance that programs read, and set where a setter is named.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PyPropertyAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;

    /// <summary>One of those CPython calls members: it says "readonly attribute" when a program sets it.</summary>
    public bool IsMember { get; init; }

    /// <summary>A method <c>bool Set(PyObject? value)</c>; the value is null for <c>del</c>.</summary>
    public string? Setter { get; init; }
}

/// <summary>A static field, constant or property that is an attribute of the module or class.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class PyConstantAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;
}

/// <summary>A static method that gets the new module, for what cannot be declared. One that gives false has left an exception pending: the import fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PyModuleInitAttribute : Attribute;

/// <summary>A static method that gets the class when it is filled, for what cannot be declared.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PyClassInitAttribute : Attribute;

/// <summary>This parameter and those after it may be given by keyword.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeywordAttribute : Attribute;

/// <summary>This parameter and those after it are given by keyword only.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeywordOnlyAttribute : Attribute;

/// <summary>A <see cref="PyDict"/> of the keywords that have no parameter: <c>**kwargs</c>. (<c>*args</c> is C#'s <c>params PyObject[]</c>.)</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamedAttribute : Attribute;

/// <summary><c>*args</c>, where C#'s <c>params</c> cannot stand because <c>**kwargs</c> comes after it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RestAttribute : Attribute;

/// <summary>Null stands for "not given" only. Without this it stands for None too.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UnsetAttribute : Attribute;

/// <summary>What the text signature shows as the default, where that is no constant of C#.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShownAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
