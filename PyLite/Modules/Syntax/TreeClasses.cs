using PyLite.Interpreter;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules.Syntax;

/// <summary>The node classes of <c>_ast</c>, by name, and the one instance there is of each operator and context in trees of source text.</summary>
internal sealed class TreeClasses
{
    /// <summary>In the order of <see cref="BinaryOperator"/>.</summary>
    public static readonly string[] BinaryNames =
        ["Add", "Sub", "Mult", "Div", "FloorDiv", "Mod", "Pow", "LShift", "RShift", "BitAnd", "BitOr", "BitXor", "MatMult"];

    /// <summary>In the order of <see cref="CompareOperator"/>.</summary>
    public static readonly string[] CompareNames = ["Lt", "LtE", "Eq", "NotEq", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"];

    /// <summary>In the order of <see cref="UnaryOperator"/>.</summary>
    public static readonly string[] UnaryNames = ["USub", "UAdd", "Invert", "Not"];

    private static TreeClasses? _current;

    private readonly PyModule _module;
    private readonly Dictionary<string, NodeClass> _classes = [];
    private readonly Dictionary<PyType, string> _names = [];

    private TreeClasses(PyModule module) => _module = module;

    /// <summary>A class of nodes, the names of its fields, and an instance for classes that have none.</summary>
    public sealed record NodeClass(PyType Type, PyStr[] Fields)
    {
        private PyInstance? _single;

        public PyInstance Single => _single ??= PyInstance.New(Type);
    }

    /// <summary>The classes of the program's <c>_ast</c>; null with an exception pending.</summary>
    public static TreeClasses? Get()
    {
        if (Imports.ImportModule("_ast") is not { } found) return null;
        if (found is not PyModule module)
        {
            PyErr.TypeError("_ast is no module");
            return null;
        }
        if (_current?._module != module) _current = new TreeClasses(module);
        return _current;
    }

    public NodeClass this[string name]
    {
        get
        {
            if (_classes.TryGetValue(name, out NodeClass? known)) return known;
            var type = (PyType)_module.GetAttr(PyStr.Intern(name))!;
            var fields = (PyTuple)type.GetAttr(PyStr.Intern("_fields"))!;
            return _classes[name] = new NodeClass(type, Array.ConvertAll(fields.Items, field => PyStr.Intern((PyStr)field)));
        }
    }

    /// <summary>Whether an object is a node of any kind.</summary>
    public bool IsNode(PyObject value) => value.Type.IsSubtype(this["AST"].Type);

    /// <summary>The name of the class of <c>_ast</c> that the object is an instance of; null when it is no node.</summary>
    public string? NameOf(PyObject node)
    {
        if (_names.TryGetValue(node.Type, out string? known)) return known;
        foreach (PyType type in node.Type.Mro)
        {
            if (!IsOwn(type)) continue;
            return _names[node.Type] = type.Name;
        }
        return null;
    }

    private bool IsOwn(PyType type) => type.IsSubtype(this["AST"].Type) && _module.GetAttr(PyStr.Intern(type.Name)) is { } own && ReferenceEquals(own, type) || Forget();

    private static bool Forget()
    {
        PyErr.TakeIf(Types.AttributeError);
        return false;
    }
}
