using PyLite.Parsing;

namespace PyLite.Compiling;

// Statements, assignment targets, loops.
public sealed partial class PyCompiler
{
    private void Statements(List<Stmt> body, int from = 0)
    {
        for (int i = from; i < body.Count; i++) Statement(body[i]);
    }

    private void Statement(Stmt statement)
    {
        _code.Range = statement.Range;
        switch (statement)
        {
            case ExprStmt expression: ExpressionStatement(expression); break;
            case Assign assign:
                Load(assign.Value);
                for (int i = 0; i < assign.Targets.Count; i++)
                {
                    if (i < assign.Targets.Count - 1) _code.Emit(Op.Copy, 1);
                    Store(assign.Targets[i]);
                }
                break;
            case AugAssign augmented: AugmentedAssign(augmented); break;
            case AnnAssign annotated: AnnotatedAssign(annotated); break;
            case If branch: IfStatement(branch); break;
            case While loop: WhileLoop(loop); break;
            case For loop: ForLoop(loop); break;
            case FunctionDef def: Define(def); break;
            case ClassDef type: Define(type); break;
            case Return result: ReturnStatement(result); break;
            case Break: BreakStatement(statement.Range); break;
            case Continue: ContinueStatement(statement.Range); break;
            case Try attempt: TryStatement(attempt); break;
            case With with: WithStatement(with, 0); break;
            case Raise raise: RaiseStatement(raise); break;
            case Parsing.Assert assert: AssertStatement(assert); break;
            case Import import: ImportStatement(import); break;
            case ImportFrom import: ImportFromStatement(import); break;
            case Delete delete:
                foreach (Expr target in delete.Targets) DeleteTarget(target);
                break;
            case Match match: MatchStatement(match); break;
            case Global or Nonlocal: break;
            case Pass: _code.Emit(Op.Nop); break;
            default: throw new InvalidOperationException($"no rule for {statement.GetType().Name}");
        }
    }

    private void ExpressionStatement(ExprStmt statement)
    {
        if (_mode == CompileMode.Single && _code.Scope.Kind == ScopeKind.Module)
        {
            Load(statement.Value);
            _code.Emit(Op.PrintExpr);
            return;
        }
        if (statement.Value is Constant) return;
        Load(statement.Value);
        _code.Emit(Op.PopTop);
    }

    // ---- assignment

    private void Store(Expr target)
    {
        SourceRange outer = _code.Range;
        _code.Range = target.Range;
        switch (target)
        {
            case Name name: StoreName(name.Id); break;
            case AttributeExpr attribute:
                Load(attribute.Value);
                _code.Range = AttributeRange(_code.Range, attribute);
                _code.Emit(Op.StoreAttr, _code.NameIndex(SymbolTableBuilder.Mangle(_class, attribute.Attr)));
                break;
            case Subscript subscript:
                Load(subscript.Value);
                Load(subscript.Index);
                _code.Emit(Op.StoreSubscr);
                break;
            case TupleExpr tuple: Unpack(tuple.Elements); break;
            case ListExpr list: Unpack(list.Elements); break;
            case Starred starred: throw Fault("starred assignment target must be in a list or tuple", starred.Range);
            default: throw new InvalidOperationException($"{target.GetType().Name} is no target");
        }
        _code.Range = outer;
    }

    private void Unpack(List<Expr> elements)
    {
        int star = elements.FindIndex(element => element is Starred);
        if (star < 0) _code.Emit(Op.UnpackSequence, elements.Count);
        else
        {
            if (elements.FindIndex(star + 1, element => element is Starred) >= 0)
                throw Fault("multiple starred expressions in assignment", _code.Range);
            if (star > 255) throw Fault("too many expressions in star-unpacking assignment", _code.Range);
            _code.Emit(Op.UnpackEx, star | ((elements.Count - star - 1) << 8));
        }
        foreach (Expr element in elements) Store(element is Starred starred ? starred.Value : element);
    }

    private void AugmentedAssign(AugAssign augmented)
    {
        Op op = Nth(Op.InplaceAdd, (int)augmented.Op);
        SourceRange range = augmented.Range;
        switch (augmented.Target)
        {
            case Name name:
                Load(name);
                Load(augmented.Value);
                _code.Range = range;
                _code.Emit(op);
                _code.Range = name.Range;
                StoreName(name.Id);
                break;
            case AttributeExpr attribute:
                int index = _code.NameIndex(SymbolTableBuilder.Mangle(_class, attribute.Attr));
                Load(attribute.Value);
                _code.Range = attribute.Range;
                _code.Emit(Op.Copy, 1);
                _code.Emit(Op.LoadAttr, index);
                Load(augmented.Value);
                _code.Range = range;
                _code.Emit(op);
                _code.Range = attribute.Range;
                _code.Emit(Op.Swap, 2);
                _code.Emit(Op.StoreAttr, index);
                break;
            case Subscript subscript:
                Load(subscript.Value);
                Load(subscript.Index);
                _code.Range = subscript.Range;
                _code.Emit(Op.Copy, 2);
                _code.Emit(Op.Copy, 2);
                _code.Emit(Op.BinarySubscr);
                Load(augmented.Value);
                _code.Range = range;
                _code.Emit(op);
                _code.Range = subscript.Range;
                _code.Emit(Op.Swap, 3);
                _code.Emit(Op.Swap, 2);
                _code.Emit(Op.StoreSubscr);
                break;
            default:
                throw new InvalidOperationException($"{augmented.Target.GetType().Name} is no target");
        }
        _code.Range = range;
    }

    private void AnnotatedAssign(AnnAssign annotated)
    {
        if (annotated.Value is not null)
        {
            Load(annotated.Value);
            Store(annotated.Target);
        }
        if (_code.Scope.IsFunction)
        {
            if (annotated.Value is null && annotated.Target is not Name) EvaluateTarget(annotated.Target);
            return;
        }
        if (annotated is { Simple: true, Target: Name name })
        {
            if (_annotationsAreText) _code.EmitConstant(Unparser.Text(annotated.Annotation));
            else Load(annotated.Annotation);
            _code.Emit(IsModuleCode ? Op.LoadGlobal : Op.LoadName, _code.NameIndex("__annotations__"));
            _code.EmitConstant(SymbolTableBuilder.Mangle(_class, name.Id));
            _code.Emit(Op.StoreSubscr);
            return;
        }
        if (annotated.Value is null && annotated.Target is not Name) EvaluateTarget(annotated.Target);
        if (_annotationsAreText) return;
        Load(annotated.Annotation);
        _code.Emit(Op.PopTop);
    }

    /// <summary>An annotated attribute or item without a value: its parts are evaluated all the same.</summary>
    private void EvaluateTarget(Expr target)
    {
        switch (target)
        {
            case AttributeExpr attribute:
                Load(attribute.Value);
                _code.Emit(Op.PopTop);
                break;
            case Subscript subscript:
                Load(subscript.Value);
                _code.Emit(Op.PopTop);
                Load(subscript.Index);
                _code.Emit(Op.PopTop);
                break;
            default: break;
        }
    }

    private void DeleteTarget(Expr target)
    {
        SourceRange outer = _code.Range;
        _code.Range = target.Range;
        switch (target)
        {
            case Name name: DeleteName(name.Id); break;
            case AttributeExpr attribute:
                Load(attribute.Value);
                _code.Emit(Op.DeleteAttr, _code.NameIndex(SymbolTableBuilder.Mangle(_class, attribute.Attr)));
                break;
            case Subscript subscript:
                Load(subscript.Value);
                Load(subscript.Index);
                _code.Emit(Op.DeleteSubscr);
                break;
            case TupleExpr tuple: tuple.Elements.ForEach(DeleteTarget); break;
            case ListExpr list: list.Elements.ForEach(DeleteTarget); break;
            default: throw new InvalidOperationException($"{target.GetType().Name} is no target");
        }
        _code.Range = outer;
    }

    // ---- branches and loops

    private void IfStatement(If branch)
    {
        int orElse = _code.NewLabel();
        JumpIf(branch.Test, orElse, false);
        Statements(branch.Body);
        if (branch.OrElse.Count == 0)
        {
            _code.Mark(orElse);
            return;
        }
        int end = _code.NewLabel();
        HiddenJump(end);
        _code.Mark(orElse);
        Statements(branch.OrElse);
        _code.Mark(end);
    }

    private void WhileLoop(While loop)
    {
        int head = _code.NewLabel();
        int orElse = _code.NewLabel();
        int end = _code.NewLabel();
        // Where nothing is tested, a trace function is told of the line all the same: the jump back says so of an instruction that it jumps behind.
        if (IsAlways(loop.Test)) _code.Emit(Op.Nop, 1);
        _code.Mark(head);
        JumpIf(loop.Test, orElse, false);
        LoopBody(BlockKind.WhileLoop, loop.Body, _code.Range, head, end);
        _code.Mark(orElse);
        Statements(loop.OrElse);
        _code.Mark(end);
    }

    private bool IsAlways(Expr test) => test is Name { Id: "__debug__" }
        ? IsDebug : ConstantFolder.TryFold(test, out object? value) && ConstantFolder.Truth(value) == true;

    private void ForLoop(For loop)
    {
        if (loop.IsAsync)
        {
            AsyncForLoop(loop);
            return;
        }
        int head = _code.NewLabel();
        int orElse = _code.NewLabel();
        int end = _code.NewLabel();
        Load(loop.Iter);
        _code.Emit(Op.GetIter);
        _code.Mark(head);
        _code.EmitJump(Op.ForIter, orElse);
        Store(loop.Target);
        LoopBody(BlockKind.ForLoop, loop.Body, null, head, end);
        _code.Mark(orElse);
        Statements(loop.OrElse);
        _code.Mark(end);
    }

    private void AsyncForLoop(For loop)
    {
        CheckAsync("'async for' outside async function", loop.Range);
        int head = _code.NewLabel();
        int finished = _code.NewLabel();
        int end = _code.NewLabel();
        Load(loop.Iter);
        _code.Emit(Op.GetAIter);
        _code.Mark(head);
        int outerHandler = _code.Handler;
        _code.BeginHandler(finished);
        _code.Emit(Op.GetANext);
        SendLoop();
        _code.Handler = outerHandler;
        Store(loop.Target);
        LoopBody(BlockKind.ForLoop, loop.Body, loop.Iter.Range, head, end);
        _code.Mark(finished);
        EndAsyncLoop();
        Statements(loop.OrElse);
        _code.Mark(end);
    }

    /// <summary>The body and the jump back, where Ctrl-C is heard: at the loop's own expression, or where the body ends.</summary>
    private void LoopBody(BlockKind kind, List<Stmt> body, SourceRange? head, int start, int end)
    {
        CheckNesting();
        _blocks.Add(new Block(kind) { Continue = start, Break = end, OuterHandler = _code.Handler });
        Statements(body);
        _blocks.RemoveAt(_blocks.Count - 1);
        if (head is { } place) _code.Range = place;
        _code.EmitJump(Op.JumpBackward, start);
    }

    private void CheckAsync(string message, SourceRange range)
    {
        if (!_code.Scope.IsAsync) throw Fault(message, range);
    }

    private void BreakStatement(SourceRange range)
    {
        CheckStarHandler(range, untilLoop: true);
        KeepLine();
        int at = UnwindTo(BlockKind.WhileLoop, BlockKind.ForLoop);
        if (at < 0) throw Fault("'break' outside loop", range);
        LeaveBlock(_blocks[at], false);
        _code.EmitJump(Op.Jump, _blocks[at].Break);
        RestoreHandler();
    }

    private void ContinueStatement(SourceRange range)
    {
        CheckStarHandler(range, untilLoop: true);
        KeepLine();
        int at = UnwindTo(BlockKind.WhileLoop, BlockKind.ForLoop);
        if (at < 0) throw Fault("'continue' not properly in loop", range);
        _code.EmitJump(Op.JumpBackward, _blocks[at].Continue);
        RestoreHandler();
    }

    private void ReturnStatement(Return result)
    {
        if (!_code.Scope.IsFunction) throw Fault("'return' outside function", result.Range);
        if (result.Value is not null && (_code.Flags & CodeFlags.AsyncGenerator) != 0)
            throw Fault("'return' with value in async generator", result.Range);
        CheckStarHandler(result.Value?.Range ?? result.Range, untilLoop: false);
        object? constant = null;
        bool isConstant = result.Value is null || ConstantFolder.TryFold(result.Value, out constant);
        if (!isConstant) Load(result.Value!);
        else KeepLine();
        UnwindAll(!isConstant);
        if (isConstant) _code.EmitConstant(constant);
        _code.Emit(Op.ReturnValue);
        RestoreHandler();
    }

    // ---- raise, assert, import

    private void RaiseStatement(Raise raise)
    {
        int count = 0;
        if (raise.Exception is not null)
        {
            Load(raise.Exception);
            count++;
            if (raise.Cause is not null)
            {
                Load(raise.Cause);
                count++;
            }
        }
        _code.Emit(Op.RaiseVarargs, count);
    }

    private void AssertStatement(Parsing.Assert assert)
    {
        CheckAssert(assert);
        if ((_options & CompileOptions.WithoutAsserts) != 0) return;
        int end = _code.NewLabel();
        JumpIf(assert.Test, end, true);
        _code.Emit(Op.LoadAssertionError);
        if (assert.Message is not null)
        {
            Load(assert.Message);
            _code.Emit(Op.Call, 1);
        }
        _code.Emit(Op.RaiseVarargs, 1);
        _code.Mark(end);
    }

    private void ImportStatement(Import import)
    {
        foreach (Alias alias in import.Names)
        {
            _code.EmitConstant(0L);
            _code.EmitConstant(null);
            _code.Emit(Op.ImportName, _code.NameIndex(alias.Name));
            string[] parts = alias.Name.Split('.');
            if (alias.AsName is null)
            {
                StoreName(parts[0]);
                continue;
            }
            // The import gives the first package: the named module is reached through it.
            for (int i = 1; i < parts.Length; i++)
            {
                _code.Emit(Op.ImportFrom, _code.NameIndex(parts[i]));
                _code.Emit(Op.Swap, 2);
                _code.Emit(Op.PopTop);
            }
            StoreName(alias.AsName);
        }
    }

    private void ImportFromStatement(ImportFrom import)
    {
        _code.EmitConstant((long)import.Level);
        _code.EmitConstant(import.Names.ConvertAll(alias => (object?)alias.Name).ToArray());
        _code.Emit(Op.ImportName, _code.NameIndex(import.Module ?? ""));
        if (import.Names[0].Name == "*")
        {
            _code.Emit(Op.ImportStar);
            return;
        }
        foreach (Alias alias in import.Names)
        {
            _code.Emit(Op.ImportFrom, _code.NameIndex(alias.Name));
            StoreName(alias.AsName ?? alias.Name);
        }
        _code.Emit(Op.PopTop);
    }
}
