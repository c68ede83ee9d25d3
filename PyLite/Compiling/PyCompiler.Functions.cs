using PyLite.Parsing;

namespace PyLite.Compiling;

// Functions, lambdas, classes and comprehensions: code objects inside code objects.
public sealed partial class PyCompiler
{
    private const int HasDefaults = 1;
    private const int HasKeywordDefaults = 2;
    private const int HasAnnotationTuple = 4;
    private const int HasClosure = 8;

    private void Define(FunctionDef def)
    {
        LoadAll(def.Decorators);
        int flags = LoadDefaults(def.Args);
        if (LoadAnnotations(def.Args, def.Returns)) flags |= HasAnnotationTuple;
        int firstLine = def.Decorators.Count > 0 ? def.Decorators[0].Range.Line : def.Range.Line;
        string qualName = QualifiedName(def.Name);

        Scope scope = _scopes[def];
        EnterUnit(scope, def.Name, qualName, firstLine);
        _code.Flags = CodeFlags.Optimized;
        if (def.IsAsync) _code.Flags |= scope.HasYield ? CodeFlags.AsyncGenerator : CodeFlags.Coroutine;
        else if (scope.HasYield) _code.Flags |= CodeFlags.Generator;
        DeclareParameters(def.Args);
        _code.Range = new SourceRange(firstLine, 0, firstLine, 0);
        MakeCells();
        string? docstring = Docstring(def.Body);
        _code.ConstantIndex(docstring);
        Statements(def.Body, docstring is null ? 0 : 1);
        LeaveLine(def.Body);
        _code.EmitConstant(null);
        _code.Emit(Op.ReturnValue);
        PyCode code = LeaveUnit();

        MakeFunction(code, scope, flags);
        for (int i = def.Decorators.Count - 1; i >= 0; i--)
        {
            _code.Range = def.Decorators[i].Range;
            _code.Emit(Op.Call, 1);
        }
        _code.Range = def.Range;
        StoreName(def.Name);
    }

    private void LoadLambda(Lambda lambda)
    {
        int flags = LoadDefaults(lambda.Args);
        Scope scope = _scopes[lambda];
        EnterUnit(scope, "<lambda>", QualifiedName("<lambda>"), lambda.Range.Line);
        _code.Flags = CodeFlags.Optimized;
        if (scope.HasYield) _code.Flags |= CodeFlags.Generator;
        DeclareParameters(lambda.Args);
        _code.Range = lambda.Range;
        MakeCells();
        _code.ConstantIndex(null);
        Load(lambda.Body);
        _code.Range = lambda.Body.Range;
        _code.Emit(Op.ReturnValue);
        MakeFunction(LeaveUnit(), scope, flags);
    }

    /// <summary>Wraps a code object, with the cells of its free variables, in a function.</summary>
    private void MakeFunction(PyCode code, Scope scope, int flags)
    {
        if (scope.Free.Count > 0)
        {
            foreach (string free in scope.Free) _code.Emit(Op.LoadClosure, _code.DerefIndex(free));
            _code.Emit(Op.BuildTuple, scope.Free.Count);
            flags |= HasClosure;
        }
        _code.EmitObject(code);
        _code.Emit(Op.MakeFunction, flags);
    }

    private void DeclareParameters(Arguments args)
    {
        _code.PositionalOnlyCount = args.PositionalOnly.Count;
        _code.ArgCount = args.PositionalOnly.Count + args.Positional.Count;
        _code.KeywordOnlyCount = args.KeywordOnly.Count;
        foreach (Arg arg in args.PositionalOnly) DeclareParameter(arg);
        foreach (Arg arg in args.Positional) DeclareParameter(arg);
        foreach (Arg arg in args.KeywordOnly) DeclareParameter(arg);
        if (args.VarArgs is not null)
        {
            _code.Flags |= CodeFlags.VarArgs;
            DeclareParameter(args.VarArgs);
        }
        if (args.VarKeywords is not null)
        {
            _code.Flags |= CodeFlags.VarKeywords;
            DeclareParameter(args.VarKeywords);
        }
    }

    private void DeclareParameter(Arg arg) => _code.LocalIndex(SymbolTableBuilder.Mangle(_class, arg.Name));

    private int LoadDefaults(Arguments args)
    {
        int flags = 0;
        if (args.Defaults.Count > 0)
        {
            flags |= HasDefaults;
            if (ConstantFolder.TryFoldElements(args.Defaults, out object?[] items)) _code.EmitConstant(items);
            else
            {
                LoadAll(args.Defaults);
                _code.Emit(Op.BuildTuple, args.Defaults.Count);
            }
        }
        int keywordDefaults = 0;
        for (int i = 0; i < args.KeywordOnly.Count; i++)
        {
            if (args.KeywordDefaults[i] is not { } value) continue;
            _code.EmitConstant(SymbolTableBuilder.Mangle(_class, args.KeywordOnly[i].Name));
            Load(value);
            keywordDefaults++;
        }
        if (keywordDefaults > 0)
        {
            flags |= HasKeywordDefaults;
            _code.Emit(Op.BuildMap, keywordDefaults);
        }
        return flags;
    }

    private bool LoadAnnotations(Arguments args, Expr? returns)
    {
        int count = 0;
        var parameters = new List<Arg>(args.Positional);
        parameters.AddRange(args.PositionalOnly);
        if (args.VarArgs is not null) parameters.Add(args.VarArgs);
        parameters.AddRange(args.KeywordOnly);
        if (args.VarKeywords is not null) parameters.Add(args.VarKeywords);
        foreach (Arg arg in parameters)
        {
            if (arg.Annotation is null) continue;
            _code.EmitConstant(SymbolTableBuilder.Mangle(_class, arg.Name));
            if (_annotationsAreText) _code.EmitConstant(Unparser.Text(arg.Annotation));
            else if (arg.Annotation is Starred starred)
            {
                Load(starred.Value);
                _code.Emit(Op.UnpackSequence, 1);
            }
            else
            {
                Load(arg.Annotation);
            }
            count++;
        }
        if (returns is not null)
        {
            _code.EmitConstant("return");
            if (_annotationsAreText) _code.EmitConstant(Unparser.Text(returns));
            else Load(returns);
            count++;
        }
        if (count > 0) _code.Emit(Op.BuildTuple, count * 2);
        return count > 0;
    }

    // ---- classes

    private void Define(ClassDef type)
    {
        LoadAll(type.Decorators);
        int firstLine = type.Decorators.Count > 0 ? type.Decorators[0].Range.Line : type.Range.Line;
        _code.Range = type.Range;
        _code.Emit(Op.LoadBuildClass);

        Scope scope = _scopes[type];
        EnterUnit(scope, type.Name, QualifiedName(type.Name), firstLine);
        _class = type.Name;
        _code.Range = new SourceRange(firstLine, 0, firstLine, 0);
        MakeCells();
        _code.Emit(Op.LoadName, _code.NameIndex("__name__"));
        _code.Emit(Op.StoreName, _code.NameIndex("__module__"));
        _code.EmitConstant(_code.QualName);
        _code.Emit(Op.StoreName, _code.NameIndex("__qualname__"));
        if (HasAnnotations(type.Body)) _code.Emit(Op.SetupAnnotations);
        int first = 0;
        if (Docstring(type.Body) is { } docstring)
        {
            _code.EmitConstant(docstring);
            _code.Emit(Op.StoreName, _code.NameIndex("__doc__"));
            first = 1;
        }
        Statements(type.Body, first);
        if (scope.NeedsClassCell)
        {
            // Who makes the class sees whether the cell has been given it.
            _code.Emit(Op.LoadClosure, _code.DerefIndex("__class__"));
            _code.Emit(Op.Copy, 1);
            _code.Emit(Op.StoreName, _code.NameIndex("__classcell__"));
        }
        else
        {
            LeaveLine(type.Body);
            _code.EmitConstant(null);
        }
        _code.Emit(Op.ReturnValue);
        PyCode code = LeaveUnit();

        MakeFunction(code, scope, 0);
        _code.EmitConstant(type.Name);
        LoadClassArguments(type);
        for (int i = type.Decorators.Count - 1; i >= 0; i--)
        {
            _code.Range = type.Decorators[i].Range;
            _code.Emit(Op.Call, 1);
        }
        _code.Range = type.Range;
        StoreName(type.Name);
    }

    /// <summary>Calls <c>__build_class__(function, name, *bases, **keywords)</c>; the first three are loaded.</summary>
    private void LoadClassArguments(ClassDef type)
    {
        if (type.Bases.Exists(arg => arg is Starred) || type.Keywords.Exists(keyword => keyword.Name is null))
        {
            LoadUnpackedArguments(type.Bases, type.Keywords, 2);
            return;
        }
        LoadAll(type.Bases);
        foreach (Keyword keyword in type.Keywords) Load(keyword.Value);
        int count = 2 + type.Bases.Count + type.Keywords.Count;
        if (type.Keywords.Count > 0)
        {
            _code.EmitConstant(KeywordNames(type.Keywords));
            _code.Emit(Op.CallKw, count);
        }
        else _code.Emit(Op.Call, count);
    }

    // ---- comprehensions

    private void LoadComprehension(Comprehension comprehension)
    {
        Scope scope = _scopes[comprehension];
        string name = $"<{scope.Name}>";
        EnterUnit(scope, name, QualifiedName(name), comprehension.Range.Line);
        _code.Range = comprehension.Range;
        _code.Flags = CodeFlags.Optimized;
        if (comprehension.Kind == ComprehensionKind.Generator)
            _code.Flags |= scope.IsAsync ? CodeFlags.AsyncGenerator : CodeFlags.Generator;
        else if (scope.IsAsync) _code.Flags |= CodeFlags.Coroutine;
        _code.ArgCount = 1;
        _code.LocalIndex(".0");
        MakeCells();
        switch (comprehension.Kind)
        {
            case ComprehensionKind.List: _code.Emit(Op.BuildList); break;
            case ComprehensionKind.Set: _code.Emit(Op.BuildSet); break;
            case ComprehensionKind.Dict: _code.Emit(Op.BuildMap); break;
            default: break;
        }
        ComprehensionLoop(comprehension, 0);
        if (comprehension.Kind == ComprehensionKind.Generator) _code.EmitConstant(null);
        _code.Emit(Op.ReturnValue);
        PyCode code = LeaveUnit();

        MakeFunction(code, scope, 0);
        ComprehensionFor first = comprehension.Generators[0];
        Load(first.Iter);
        SourceRange outer = _code.Range;
        _code.Range = first.Iter.Range;
        _code.Emit(first.IsAsync ? Op.GetAIter : Op.GetIter);
        _code.Range = outer;
        _code.Emit(Op.Call, 1);
        if (scope.IsAsync && comprehension.Kind != ComprehensionKind.Generator)
        {
            _code.Emit(Op.GetAwaitable);
            SendLoop();
        }
    }

    private void ComprehensionLoop(Comprehension comprehension, int depth)
    {
        ComprehensionFor generator = comprehension.Generators[depth];
        if (depth == 0) _code.Emit(Op.LoadFast, 0);
        else
        {
            Load(generator.Iter);
            _code.Emit(generator.IsAsync ? Op.GetAIter : Op.GetIter);
        }
        int loop = _code.NewLabel();
        int end = _code.NewLabel();
        int outerHandler = _code.Handler;
        _code.Mark(loop);
        if (generator.IsAsync)
        {
            _code.BeginHandler(end);
            _code.Emit(Op.GetANext);
            SendLoop();
            _code.Handler = outerHandler;
        }
        else _code.EmitJump(Op.ForIter, end);
        Store(generator.Target);
        foreach (Expr condition in generator.Conditions)
        {
            int next = _code.NewLabel();
            JumpIf(condition, next, true);
            _code.EmitJump(Op.JumpBackward, loop);
            _code.Mark(next);
        }
        int items = comprehension.Generators.Count;
        if (depth + 1 < items) ComprehensionLoop(comprehension, depth + 1);
        else
        {
            SourceRange outer = _code.Range;
            switch (comprehension.Kind)
            {
                case ComprehensionKind.Generator:
                    Load(comprehension.Element);
                    _code.Range = comprehension.Element.Range;
                    EmitYield();
                    _code.Emit(Op.PopTop);
                    break;
                case ComprehensionKind.Dict:
                    Load(comprehension.Element);
                    Load(comprehension.Value!);
                    _code.Range = Join(comprehension.Element.Range, comprehension.Value!.Range);
                    _code.Emit(Op.MapAdd, items + 1);
                    break;
                default:
                    Load(comprehension.Element);
                    _code.Range = comprehension.Element.Range;
                    _code.Emit(comprehension.Kind == ComprehensionKind.List ? Op.ListAppend : Op.SetAdd, items + 1);
                    break;
            }
            _code.Range = outer;
        }
        _code.EmitJump(Op.JumpBackward, loop);
        _code.Mark(end);
        if (generator.IsAsync) EndAsyncLoop();
    }

    /// <summary>At a handler with <c>iterator, exc</c> on the stack: the end of the loop when exc is StopAsyncIteration.</summary>
    private void EndAsyncLoop()
    {
        int other = _code.NewLabel();
        int end = _code.NewLabel();
        _code.Emit(Op.PushExcInfo);
        _code.Emit(Op.CheckEndAsyncFor);
        _code.EmitJump(Op.PopJumpIfFalse, other);
        _code.Emit(Op.PopTop);
        _code.Emit(Op.PopExcept);
        _code.Emit(Op.PopTop);
        _code.EmitJump(Op.Jump, end);
        ReraiseFromCleanUp(other);
        _code.Mark(end);
    }

    private static SourceRange Join(SourceRange start, SourceRange end) => start with { EndLine = end.EndLine, EndColumn = end.EndColumn };
}
