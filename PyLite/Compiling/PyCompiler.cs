using PyLite.Parsing;

namespace PyLite.Compiling;

/// <summary>What a source text is.</summary>
public enum CompileMode : byte
{
    /// <summary>A file that runs as a module: its variables are the globals.</summary>
    Module,
    /// <summary>Statements given to <c>exec</c> or <c>compile</c>, which may run with a namespace of their own.</summary>
    Exec,
    /// <summary>One expression.</summary>
    Eval,
    /// <summary>A statement typed at the prompt: values of expression statements are printed.</summary>
    Single,
}

/// <summary>Compiles syntax trees to bytecode. One file a part of the language; this one has the entries and names.</summary>
public sealed partial class PyCompiler
{
    private readonly string _fileName;
    private readonly CompileMode _mode;
    private readonly Dictionary<Node, Scope> _scopes;
    private readonly List<OuterUnit> _outer = [];
    private CodeBuilder _code;
    private List<Block> _blocks = [];
    private string? _class;

    /// <summary><c>from __future__ import annotations</c>: they are kept as source text and not evaluated.</summary>
    private bool _annotationsAreText;
    private readonly HashSet<string>? _frameNames;
    private CompileOptions _options;
    private SourceWarnings? _warnings;

    private PyCompiler(string fileName, CompileMode mode, Dictionary<Node, Scope> scopes, Scope module)
    {
        _fileName = fileName;
        _mode = mode;
        _scopes = scopes;
        _frameNames = module.FrameNames;
        _code = new CodeBuilder(module, "<module>", "<module>", fileName, 1);
    }

    /// <summary>Compiles a source text.</summary>
    /// <exception cref="PySyntaxException">The text is not Python; the message and place are CPython's.</exception>
    public static PyCode Compile(string source, string fileName, CompileMode mode = CompileMode.Module, CompileOptions options = CompileOptions.None,
        SourceWarnings? warnings = null)
    {
        string text = Normalize(source, mode);
        try
        {
            SyntaxTree tree = SyntaxTree.Parse(text, fileName, mode, options, warnings);
            return tree.Rejected is { } fault ? throw fault : Compile(tree, fileName, mode, options, warnings);
        }
        catch (PySyntaxException fault)
        {
            throw InFile(fault, text, fileName, mode, options);
        }
    }

    /// <summary>The fault as CPython tells it: at the place, and with the line, that its tokenizer has.</summary>
    public static PySyntaxException InFile(PySyntaxException fault, string text, string fileName, CompileMode mode, CompileOptions options)
    {
        bool isParsers = fault.SourceLine != null;
        int seen = fault.SeenLine;
        PySyntaxException.AtEnd(ref fault, text, mode, (options & CompileOptions.IsProgram) != 0);
        fault.FileName = fileName;
        // For what the parser has accepted, the line is looked up in the file.
        if (isParsers || File.Exists(fileName)) fault.SourceLine ??= Parser.LineOf(text, fault.Range.Line);
        if (fault.IsTokenizers || (seen > fault.Range.Line && !File.Exists(fileName))) fault.SourceLine = fault.SourceLine?.TrimEnd('\n');
        return fault;
    }

    /// <summary>Compiles a tree.</summary>
    /// <exception cref="PySyntaxException">The tree means nothing; the message and place are CPython's.</exception>
    public static PyCode Compile(SyntaxTree tree, string fileName, CompileMode mode, CompileOptions options, SourceWarnings? warnings = null)
    {
        bool annotationsAreText = (options & CompileOptions.AnnotationsAreText) != 0;
        bool awaitsAtTop = (options & CompileOptions.AwaitsAtTopLevel) != 0;
        if (tree.Expression is { } expression)
        {
            (Dictionary<Node, Scope> scopes, Scope module) = SymbolTableBuilder.Build(expression, awaitsAtTop);
            return new PyCompiler(fileName, mode, scopes, module) { _annotationsAreText = annotationsAreText, _options = options, _warnings = warnings }.Expression(expression);
        }
        List<Stmt> body = tree.Body!;
        annotationsAreText |= FutureImports.Check(body);
        (Dictionary<Node, Scope> bodyScopes, Scope bodyModule) = SymbolTableBuilder.Build(body, annotationsAreText, awaitsAtTop);
        return new PyCompiler(fileName, mode, bodyScopes, bodyModule) { _annotationsAreText = annotationsAreText, _options = options, _warnings = warnings }.Module(body);
    }

    /// <summary>Line ends become <c>\n</c>.</summary>
    public static string Normalize(string source) =>
        source.Contains('\r', StringComparison.Ordinal) ? source.Replace("\r\n", "\n").Replace('\r', '\n') : source;

    /// <summary>The text as CPython's tokenizer sees it: the last line of a file ends too.</summary>
    public static string Normalize(string source, CompileMode mode) =>
        Normalize(source) is var text && mode is CompileMode.Module or CompileMode.Exec && text is [.., not '\n'] ? text + "\n" : text;

    private PyCode Module(List<Stmt> body)
    {
        _code.Range = new SourceRange(body.Count > 0 ? 1 : 1, 0, 1, 0);
        if (_code.Scope.IsAsync) _code.Flags |= CodeFlags.Coroutine;
        if (HasAnnotations(body)) _code.Emit(Op.SetupAnnotations);
        int first = 0;
        if (Docstring(body) is { } docstring && _mode != CompileMode.Single)
        {
            _code.Range = body[0].Range;
            _code.EmitConstant(docstring);
            StoreName("__doc__");
            first = 1;
        }
        Statements(body, first);
        LeaveLine(body);
        _code.EmitConstant(null);
        _code.Emit(Op.ReturnValue);
        return Assembler.Assemble(_code);
    }

    /// <summary>The return at the end is of no line of its own, where the last statement may end on several: a tracer hears of none.</summary>
    private void LeaveLine(List<Stmt> body)
    {
        if (body.Count > 0 && body[^1] is If or For or While or Try or With or Match) _code.Range = default;
    }

    private PyCode Expression(Expr expression)
    {
        if (_code.Scope.IsAsync) _code.Flags |= CodeFlags.Coroutine;
        Load(expression);
        _code.Range = expression.Range;
        _code.Emit(Op.ReturnValue);
        return Assembler.Assemble(_code);
    }

    private string? Docstring(List<Stmt> body) => (_options & CompileOptions.WithoutDocstrings) == 0
        && body.Count > 0 && body[0] is ExprStmt { Value: Constant { Value: string text } } ? text : null;

    /// <summary>The value of <c>__debug__</c>.</summary>
    private bool IsDebug => (_options & CompileOptions.WithoutAsserts) == 0;

    private static bool HasAnnotations(List<Stmt> body)
    {
        foreach (Stmt statement in body)
        {
            bool found = statement switch
            {
                AnnAssign => true,
                If branch => HasAnnotations(branch.Body) || HasAnnotations(branch.OrElse),
                For loop => HasAnnotations(loop.Body) || HasAnnotations(loop.OrElse),
                While loop => HasAnnotations(loop.Body) || HasAnnotations(loop.OrElse),
                With with => HasAnnotations(with.Body),
                Try attempt => HasAnnotations(attempt.Body) || HasAnnotations(attempt.OrElse) || HasAnnotations(attempt.FinalBody)
                    || attempt.Handlers.Exists(handler => HasAnnotations(handler.Body)),
                Match match => match.Cases.Exists(matchCase => HasAnnotations(matchCase.Body)),
                _ => false,
            };
            if (found) return true;
        }
        return false;
    }

    private static PySyntaxException Fault(string message, SourceRange range) => new(SyntaxErrorKind.SyntaxError, message, range);

    /// <summary>The instruction so far after the first of its group; the groups stand in the order of the operators.</summary>
    private static Op Nth(Op first, int offset) => (Op)((int)first + offset);

    // ---- units: one code object inside another

    /// <summary>What is set aside while an inner code object is compiled.</summary>
    private sealed record OuterUnit(CodeBuilder Code, List<Block> Blocks, string? Class);

    private void EnterUnit(Scope scope, string name, string qualName, int firstLine)
    {
        _outer.Add(new OuterUnit(_code, _blocks, _class));
        _code = new CodeBuilder(scope, name, qualName, _fileName, firstLine);
        _blocks = [];
    }

    private PyCode LeaveUnit()
    {
        PyCode result = Assembler.Assemble(_code);
        (_code, _blocks, _class) = _outer[^1];
        _outer.RemoveAt(_outer.Count - 1);
        return result;
    }

    /// <summary>The dotted name of something defined here: <c>Outer.method.&lt;locals&gt;.inner</c>.</summary>
    private string QualifiedName(string name)
    {
        Scope scope = _code.Scope;
        if (scope.Kind == ScopeKind.Module) return name;
        if ((scope[SymbolTableBuilder.Mangle(_class, name)] & SymbolFlags.Global) != 0) return name;
        return scope.Kind == ScopeKind.Class ? $"{_code.QualName}.{name}" : $"{_code.QualName}.<locals>.{name}";
    }

    /// <summary>Every cell is made before anything else runs.</summary>
    private void MakeCells()
    {
        foreach (string cell in _code.Scope.Cells) _code.Emit(Op.MakeCell, _code.DerefIndex(cell));
    }

    // ---- names

    private void LoadName(string plain)
    {
        string name = SymbolTableBuilder.Mangle(_class, plain);
        switch (_code.Scope.AccessTo(name))
        {
            case NameAccess.Fast: _code.Emit(Op.LoadFast, _code.LocalIndex(name)); break;
            case NameAccess.Deref: _code.Emit(Op.LoadDeref, _code.DerefIndex(name)); break;
            case NameAccess.ClassDeref: _code.Emit(Op.LoadClassDeref, _code.DerefIndex(name)); break;
            case NameAccess.Global: _code.Emit(Op.LoadGlobal, _code.NameIndex(name)); break;
            default: _code.Emit(IsModuleCode ? Op.LoadGlobal : Op.LoadName, _code.NameIndex(name)); break;
        }
    }

    private void StoreName(string plain)
    {
        string name = SymbolTableBuilder.Mangle(_class, plain);
        switch (_code.Scope.AccessTo(name))
        {
            case NameAccess.Fast: _code.Emit(Op.StoreFast, _code.LocalIndex(name)); break;
            case NameAccess.Deref or NameAccess.ClassDeref: _code.Emit(Op.StoreDeref, _code.DerefIndex(name)); break;
            case NameAccess.Global: _code.Emit(Op.StoreGlobal, _code.NameIndex(name)); break;
            default: _code.Emit(IsModuleCode ? Op.StoreGlobal : Op.StoreName, _code.NameIndex(name)); break;
        }
    }

    private void DeleteName(string plain)
    {
        string name = SymbolTableBuilder.Mangle(_class, plain);
        switch (_code.Scope.AccessTo(name))
        {
            case NameAccess.Fast: _code.Emit(Op.DeleteFast, _code.LocalIndex(name)); break;
            case NameAccess.Deref or NameAccess.ClassDeref: _code.Emit(Op.DeleteDeref, _code.DerefIndex(name)); break;
            case NameAccess.Global: _code.Emit(Op.DeleteGlobal, _code.NameIndex(name)); break;
            default: _code.Emit(IsModuleCode ? Op.DeleteGlobal : Op.DeleteName, _code.NameIndex(name)); break;
        }
    }

    /// <summary>A module's own variables are its globals, whoever runs it.</summary>
    private bool IsModuleCode => _mode == CompileMode.Module && _code.Scope.Kind == ScopeKind.Module;
}
