using System.Numerics;
using System.Runtime.CompilerServices;
using PyLite.Compiling;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules.Syntax;

/// <summary>
/// Makes the compiler's tree of nodes that a program made or changed, and checks them: what the parser could not have made must not reach
/// the compiler. This file has the reading of fields.
/// </summary>
internal sealed partial class TreeImport(TreeClasses classes)
{
    /// <summary>The tree is wrong: a Python exception is pending.</summary>
    private sealed class WrongTreeException : Exception;

    /// <summary>The module, expression or statements of a tree; null with an exception pending.</summary>
    public SyntaxTree? Tree(PyObject root, CompileMode mode)
    {
        string wanted = mode switch { CompileMode.Eval => "Expression", CompileMode.Single => "Interactive", _ => "Module" };
        try
        {
            if (classes.NameOf(root) != wanted) throw TypeError($"expected {wanted} node, got {root.Type.Name}");
            if (mode == CompileMode.Eval) return new SyntaxTree(null, Value(root, "body", Context.Load));
            List<Stmt> body = Statements(root, "body");
            if (mode != CompileMode.Single) Items(root, "type_ignores");
            return new SyntaxTree(body, null);
        }
        catch (WrongTreeException)
        {
            return null;
        }
    }

    // ---- faults

    private static WrongTreeException Pending() => new();

    private static WrongTreeException TypeError(string message)
    {
        PyErr.TypeError(message);
        return Pending();
    }

    private static WrongTreeException ValueError(string message)
    {
        PyErr.ValueError(message);
        return Pending();
    }

    private static string Show(PyObject value) => value.Repr()?.Value ?? throw Pending();

    /// <summary>How deep the tree is here. A tree may be a ring.</summary>
    private int _depth;

    private const int DeepestTree = 5000;

    private void Enter()
    {
        if (++_depth < DeepestTree && RuntimeHelpers.TryEnsureSufficientExecutionStack()) return;
        PyErr.Raise(Types.RecursionError, "maximum recursion depth exceeded while traversing 'AST' node");
        throw Pending();
    }

    // ---- fields

    /// <summary>The value of a field; null where the node has none.</summary>
    private static PyObject? Field(PyObject node, string name)
    {
        PyObject? value = Attributes.Find(node, PyStr.Intern(name));
        if (value == null && PyErr.Current != null) throw Pending();
        return value;
    }

    private PyObject Required(PyObject node, string name, string? kind = null) =>
        Field(node, name) ?? throw TypeError($"required field \"{name}\" missing from {kind ?? classes.NameOf(node)}");

    /// <summary>A field that may not be None.</summary>
    private PyObject Filled(PyObject node, string name)
    {
        PyObject value = Required(node, name);
        return value is PyNone ? throw ValueError($"field '{name}' is required for {classes.NameOf(node)}") : value;
    }

    private static PyObject? OrNone(PyObject node, string name) => Field(node, name) is { } value and not PyNone ? value : null;

    private PyObject[] Items(PyObject node, string name)
    {
        PyObject value = Required(node, name);
        if (UserSlots.Unwrap(value) is not PyList list)
            throw TypeError($"{classes.NameOf(node)} field \"{name}\" must be a list, not a {value.Type.Name}");
        return list.ToArray();
    }

    private List<T> ListOf<T>(PyObject node, string name, Func<PyObject, T> make)
    {
        PyObject[] items = Items(node, name);
        var made = new List<T>(items.Length);
        foreach (PyObject item in items) made.Add(make(item));
        return made;
    }

    private static void NotEmpty<T>(List<T> items, string what, string owner)
    {
        if (items.Count == 0) throw ValueError($"empty {what} on {owner}");
    }

    private string Identifier(PyObject node, string name) => Identifier(Filled(node, name));

    private static string Identifier(PyObject value) => value is PyStr text ? text.Value : throw TypeError("AST identifier must be of type str");

    private static string? IdentifierOrNone(PyObject node, string name) => OrNone(node, name) is { } value ? Identifier(value) : null;

    /// <summary>A name that is no constant's.</summary>
    private static string Variable(string name) =>
        name is "None" or "True" or "False" ? throw ValueError($"identifier field can't represent '{name}' constant") : name;

    private static int Int(PyObject value)
    {
        if (value.Type == Types.Bool) return value == PyBool.True ? 1 : 0;
        if (UserSlots.Unwrap(value) is PyInt { Value: >= int.MinValue and <= int.MaxValue } number) return (int)number.Value;
        if (UserSlots.Unwrap(value) is PyInt or PyLong)
        {
            PyErr.Raise(Types.OverflowError, "Python int too large to convert to C int");
            throw Pending();
        }
        throw ValueError($"invalid integer value: {Show(value)}");
    }

    /// <summary>Where a node stands. Columns are taken as they are: there is no text to count in.</summary>
    private SourceRange Place(PyObject node, string kind)
    {
        int line = Int(Required(node, "lineno", kind)), column = Int(Required(node, "col_offset", kind));
        int endLine = OrNone(node, "end_lineno") is { } end ? Int(end) : line;
        int endColumn = OrNone(node, "end_col_offset") is { } endAt ? Int(endAt) : column;
        if (line > endLine) throw ValueError($"AST node line range ({line}, {endLine}) is not valid");
        if ((line < 0 && endLine != line) || (column < 0 && column != endColumn))
            throw ValueError($"AST node column range ({column}, {endColumn}) for line range ({line}, {endLine}) is not valid");
        if (line == endLine && column > endColumn) throw ValueError($"line {line}, column {column}-{endColumn} is not a valid range");
        return new SourceRange(line, column, endLine, endColumn);
    }

    /// <summary>What may be the value of a Constant.</summary>
    private static object? ConstantOf(PyObject value)
    {
        switch (value)
        {
            case PyNone: return null;
            case PyBool: return value == PyBool.True;
            case PyInt number: return number.Value;
            case PyLong number: return number.Value;
            case PyFloat number: return number.Value;
            case PyComplex number: return new Complex(number.Real, number.Imag);
            case PyStr text: return text.Value;
            case PyBytes { IsMutable: false } bytes: return bytes.Span.ToArray();
            case PyEllipsis: return EllipsisValue.Instance;
            case PyTuple tuple: return Array.ConvertAll(tuple.Items, ConstantOf);
            case PySet { IsFrozen: true } set:
                foreach (PyObject item in Sequences.ToList(set) ?? throw Pending()) ConstantOf(item);
                return set;
            default: throw TypeError($"got an invalid type in Constant: {value.Type.Name}");
        }
    }
}
