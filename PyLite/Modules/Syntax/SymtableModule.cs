using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules;

/// <summary>What the compiler knows of the names of a program, for the library's <c>symtable</c>.</summary>
[PyModule("_symtable")]
[DontLookInside]
public static partial class SymtableModule
{
    [PyConstant] public const int DEF_GLOBAL = 1, DEF_LOCAL = 2, DEF_PARAM = 4, DEF_NONLOCAL = 8, USE = 16, DEF_FREE = 32, DEF_FREE_CLASS = 64, DEF_IMPORT = 128, DEF_ANNOT = 256;
    [PyConstant] public const int DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT;
    [PyConstant] public const int TYPE_FUNCTION = 0, TYPE_CLASS = 1, TYPE_MODULE = 2;
    [PyConstant] public const int LOCAL = 1, GLOBAL_EXPLICIT = 2, GLOBAL_IMPLICIT = 3, FREE = 4, CELL = 5, SCOPE_OFF = 11, SCOPE_MASK = 15;
    private const int DefIteration = 512;

    /// <summary>The names of a program's scopes.</summary>
    [PyFunction]
    public static PyObject? symtable(PyObject source, PyObject filename, string startstr)
    {
        if (Builtins.FileName(filename) is not { } file) return null;
        CompileMode? mode = startstr switch { "exec" => CompileMode.Exec, "eval" => CompileMode.Eval, "single" => CompileMode.Single, _ => null };
        if (mode == null) return PyErr.ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'");
        if (Compilation.Source(source, "symtable() arg 1 must be a string or bytes", file) is not { } text) return null;
        text = PyCompiler.Normalize(text, mode.Value);
        return Compilation.Guarded(fault => PyCompiler.InFile(fault, text, file, mode.Value, CompileOptions.None), () =>
        {
            Scope top = mode == CompileMode.Eval ? SymbolTableBuilder.Build(Parser.ParseExpression(text, file)).Module
                : SymbolTableBuilder.Build(Parser.ParseModule(text, file, mode.Value)).Module;
            return new PySymbolTable(top, null);
        });
    }

    /// <summary>The flags of a name as CPython numbers them, with where it lives above them.</summary>
    internal static int Flags(Scope scope, string name)
    {
        SymbolFlags flags = scope[name];
        int made = 0;
        if ((flags & SymbolFlags.Global) != 0) made |= DEF_GLOBAL;
        if ((flags & SymbolFlags.Parameter) != 0) made |= DEF_PARAM;
        else if ((flags & SymbolFlags.Imported) != 0) made |= DEF_IMPORT;
        else if ((flags & SymbolFlags.Bound) != 0) made |= DEF_LOCAL;
        if ((flags & SymbolFlags.Nonlocal) != 0) made |= DEF_NONLOCAL;
        if ((flags & SymbolFlags.Used) != 0) made |= USE;
        if ((flags & SymbolFlags.Annotated) != 0) made |= DEF_ANNOT;
        if ((flags & SymbolFlags.Iteration) != 0) made |= DefIteration | DEF_LOCAL;
        int place = (flags & SymbolFlags.Global) != 0 ? GLOBAL_EXPLICIT : scope.Free.Contains(name) ? FREE : scope.Cells.Contains(name) ? CELL
            : scope.Owns(name) || (flags & SymbolFlags.Iteration) != 0 ? LOCAL : GLOBAL_IMPLICIT;
        return made | place << SCOPE_OFF;
    }
}

/// <summary>The names of one scope.</summary>
[PyClass("symtable entry")]
[DontLookInside]
public sealed partial class PySymbolTable : PyObject
{
    private readonly Scope _scope;
    private readonly PySymbolTable? _parent;
    private PyObject? _symbols, _names, _children;

    internal PySymbolTable(Scope scope, PySymbolTable? parent)
    {
        _scope = scope;
        _parent = parent;
    }

    [PyProperty] public long id => Identity.Of(this);
    [PyProperty] public string name => _scope.Name;
    [PyProperty] public long lineno => _scope.Node?.Range.Line ?? 0;
    [PyProperty] public long nested => _parent is { } p && (p._scope.IsFunction || p.nested != 0) ? 1 : 0;

    [PyProperty]
    public long type => _scope.Kind switch
    {
        ScopeKind.Module => SymtableModule.TYPE_MODULE,
        ScopeKind.Class => SymtableModule.TYPE_CLASS,
        _ => SymtableModule.TYPE_FUNCTION,
    };

    /// <summary>Parameters first, as they are called: those of one star and two stars last.</summary>
    private IEnumerable<string> Parameters()
    {
        Arguments? arguments = _scope.Node switch { FunctionDef f => f.Args, Lambda l => l.Args, _ => null };
        if (arguments is null) return _scope.Symbols.Where(s => (_scope[s] & SymbolFlags.Parameter) != 0);
        IEnumerable<string> plain = [.. arguments.PositionalOnly.Select(a => a.Name), .. arguments.Positional.Select(a => a.Name), .. arguments.KeywordOnly.Select(a => a.Name)];
        foreach (Arg? star in (Arg?[])[arguments.VarArgs, arguments.VarKeywords])
            if (star is not null) plain = plain.Append(star.Name);
        return plain.Where(n => (_scope[n] & SymbolFlags.Parameter) != 0);
    }

    [PyProperty]
    public PyObject symbols
    {
        get
        {
            if (_symbols is not null) return _symbols;
            var made = new PyDict();
            foreach (string symbol in Parameters().Concat(_scope.Symbols)) made.SetStr(PyStr.Intern(symbol), new PyInt(SymtableModule.Flags(_scope, symbol)));
            return _symbols = made;
        }
    }

    [PyProperty] public PyObject varnames => _names ??= new PyList([.. Parameters().Select(n => new PyStr(n))]);
    [PyProperty] public PyObject children => _children ??= new PyList([.. _scope.Children.Select(c => new PySymbolTable(c, this))]);

    public override PyStr? Repr() => new($"<symtable entry {name}({id}), line {lineno}>");
}
