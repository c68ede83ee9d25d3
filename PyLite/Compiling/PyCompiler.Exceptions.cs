using PyLite.Parsing;

namespace PyLite.Compiling;

// try, except, finally, with: and how break, continue and return leave them.
public sealed partial class PyCompiler
{
    private enum BlockKind : byte
    {
        WhileLoop,
        /// <summary>The iterator is on the stack.</summary>
        ForLoop,
        /// <summary>The guarded part of try/except: nothing on the stack.</summary>
        TryBody,
        /// <summary>The guarded part of try/finally: leaving it runs the final body.</summary>
        FinallyTry,
        /// <summary>The final body after an exception: <c>previous, exc</c> on the stack.</summary>
        FinallyEnd,
        /// <summary>An except clause after its exception is popped: <c>previous</c> on the stack.</summary>
        Handler,
        /// <summary>An <c>except*</c> clause, which cannot be left early: <c>previous, original, raised, left</c> on the stack.</summary>
        StarHandler,
        /// <summary>The exit method is on the stack.</summary>
        With,
        AsyncWith,
        /// <summary>A value that is being returned is on the stack.</summary>
        Value,
    }

    /// <summary>A statement around the present position that has something to clean up.</summary>
    private sealed class Block(BlockKind kind)
    {
        public BlockKind Kind { get; } = kind;
        public int Continue { get; init; }
        public int Break { get; init; }
        /// <summary>The handler outside of the statement.</summary>
        public int OuterHandler { get; init; }
        public List<Stmt> FinalBody { get; init; } = [];
        /// <summary>The name an except clause binds.</summary>
        public string? Name { get; init; }
        public SourceRange Range { get; init; }
    }

    private int _savedHandler;

    // ---- leaving blocks early

    /// <summary>Leaves all blocks inside the innermost of those kinds, whose index is returned; -1 when there is none.</summary>
    private int UnwindTo(BlockKind first, BlockKind second)
    {
        _savedHandler = _code.Handler;
        int target = _blocks.FindLastIndex(block => block.Kind == first || block.Kind == second);
        if (target < 0) return -1;
        Unwind(target + 1, false);
        _code.Handler = _blocks[target].OuterHandler;
        return target;
    }

    private void UnwindAll(bool hasValue)
    {
        _savedHandler = _code.Handler;
        Unwind(0, hasValue);
    }

    /// <summary>Before a jump out that first runs what is shown at other lines: a trace function is told of the line of the jump itself.</summary>
    private void KeepLine()
    {
        if (_blocks.Exists(block => block.Kind is BlockKind.FinallyTry or BlockKind.With or BlockKind.AsyncWith)) _code.Emit(Op.Nop);
    }

    /// <summary>After the jump out: what follows is inside the blocks again.</summary>
    private void RestoreHandler() => _code.Handler = _savedHandler;

    /// <summary>
    /// Emits the clean-up of the blocks from the innermost out to <paramref name="downTo"/>. A final body is compiled as standing outside of its
    /// own block, so the list is cut while it is.
    /// </summary>
    private void Unwind(int downTo, bool hasValue)
    {
        int saved = _savedHandler;
        List<Block> all = _blocks;
        for (int i = all.Count - 1; i >= downTo; i--)
        {
            _blocks = all.GetRange(0, i);
            LeaveBlock(all[i], hasValue);
        }
        _blocks = all;
        _savedHandler = saved;
    }

    private void LeaveBlock(Block block, bool hasValue)
    {
        _code.Handler = block.OuterHandler;
        switch (block.Kind)
        {
            case BlockKind.ForLoop or BlockKind.Value:
                if (hasValue) _code.Emit(Op.Swap, 2);
                _code.Emit(Op.PopTop);
                break;
            case BlockKind.FinallyTry:
                if (hasValue) _blocks.Add(new Block(BlockKind.Value) { OuterHandler = block.OuterHandler });
                Statements(block.FinalBody);
                if (hasValue) _blocks.RemoveAt(_blocks.Count - 1);
                break;
            case BlockKind.FinallyEnd:
                if (hasValue) _code.Emit(Op.Swap, 2);
                _code.Emit(Op.PopTop);
                if (hasValue) _code.Emit(Op.Swap, 2);
                _code.Emit(Op.PopExcept);
                break;
            case BlockKind.Handler:
                if (hasValue) _code.Emit(Op.Swap, 2);
                _code.Emit(Op.PopExcept);
                ForgetName(block.Name);
                break;
            case BlockKind.With or BlockKind.AsyncWith:
                _code.Range = block.Range;
                if (hasValue) _code.Emit(Op.Swap, 2);
                CallExit(block.Kind == BlockKind.AsyncWith);
                break;
            default:
                break;
        }
    }

    private void CheckStarHandler(SourceRange range, bool untilLoop)
    {
        for (int i = _blocks.Count - 1; i >= 0; i--)
        {
            if (untilLoop && _blocks[i].Kind is BlockKind.WhileLoop or BlockKind.ForLoop) return;
            if (_blocks[i].Kind == BlockKind.StarHandler) throw Fault("'break', 'continue' and 'return' cannot appear in an except* block", range);
        }
    }

    /// <summary>The name of an except clause ends with it.</summary>
    private void ForgetName(string? name)
    {
        if (name is null) return;
        _code.EmitConstant(null);
        StoreName(name);
        DeleteName(name);
    }

    // ---- try

    private const int MostBlocks = 20;

    private void CheckNesting()
    {
        if (_blocks.Count >= MostBlocks) throw Fault("too many statically nested blocks", _code.Range);
    }

    private void TryStatement(Try attempt)
    {
        CheckNesting();
        // The line of the word itself is one that a trace function is told of.
        _code.Emit(Op.Nop);
        if (attempt.FinalBody.Count > 0) TryFinally(attempt);
        else TryExcept(attempt);
    }

    private void TryFinally(Try attempt)
    {
        int handler = _code.NewLabel();
        int cleanUp = _code.NewLabel();
        int exit = _code.NewLabel();
        int outer = _code.Handler;

        _code.BeginHandler(handler);
        _blocks.Add(new Block(BlockKind.FinallyTry) { OuterHandler = outer, FinalBody = attempt.FinalBody });
        if (attempt.Handlers.Count > 0) TryExcept(attempt);
        else Statements(attempt.Body);
        _blocks.RemoveAt(_blocks.Count - 1);
        _code.Handler = outer;
        Statements(attempt.FinalBody);
        HiddenJump(exit);

        _code.Mark(handler);
        _code.Emit(Op.PushExcInfo);
        _code.BeginHandler(cleanUp, 1);
        _blocks.Add(new Block(BlockKind.FinallyEnd) { OuterHandler = outer });
        Statements(attempt.FinalBody);
        _blocks.RemoveAt(_blocks.Count - 1);
        _code.Emit(Op.Reraise);
        _code.Handler = outer;
        ReraiseFromCleanUp(cleanUp);
        _code.Mark(exit);
    }

    /// <summary>At <c>previous, exc</c>: the exception handled before is handled again, and exc goes on.</summary>
    private void ReraiseFromCleanUp(int label)
    {
        _code.Mark(label);
        _code.Emit(Op.Swap, 2);
        _code.Emit(Op.PopExcept);
        _code.Emit(Op.Reraise);
    }

    private void TryExcept(Try attempt)
    {
        int handlers = _code.NewLabel();
        int cleanUp = _code.NewLabel();
        int end = _code.NewLabel();
        int outer = _code.Handler;

        _code.BeginHandler(handlers);
        _blocks.Add(new Block(BlockKind.TryBody) { OuterHandler = outer });
        Statements(attempt.Body);
        _blocks.RemoveAt(_blocks.Count - 1);
        _code.Handler = outer;
        Statements(attempt.OrElse);
        HiddenJump(end);

        _code.Mark(handlers);
        _code.Range = attempt.Handlers[0].Range;
        _code.Emit(Op.PushExcInfo);
        _code.BeginHandler(cleanUp, 1);
        if (attempt.IsStar) StarClauses(attempt, end);
        else foreach (ExceptHandler handler in attempt.Handlers) ExceptClause(handler, outer, end);
        _code.Emit(Op.Reraise);
        _code.Handler = outer;
        ReraiseFromCleanUp(cleanUp);
        _code.Mark(end);
    }

    /// <summary>With <c>previous, exc</c> on the stack: runs the clause when it matches, falls through with both when not.</summary>
    private void ExceptClause(ExceptHandler handler, int outer, int end)
    {
        int clauseHandler = _code.Handler;
        int next = _code.NewLabel();
        _code.Range = handler.Range;
        if (handler.Type is not null)
        {
            Load(handler.Type);
            _code.Range = handler.Range;
            _code.Emit(Op.CheckExcMatch);
            _code.EmitJump(Op.PopJumpIfFalse, next);
        }
        _code.Range = handler.Range;
        if (handler.Name is null) _code.Emit(Op.PopTop);
        else StoreName(handler.Name);

        int forget = _code.NewLabel();
        if (handler.Name is not null) _code.BeginHandler(forget);
        _blocks.Add(new Block(BlockKind.Handler) { OuterHandler = outer, Name = handler.Name });
        Statements(handler.Body);
        _blocks.RemoveAt(_blocks.Count - 1);
        _code.Handler = outer;
        // What ends the clause is on no line.
        _code.Range = default;
        _code.Emit(Op.PopExcept);
        ForgetName(handler.Name);
        _code.EmitJump(Op.Jump, end);
        _code.Handler = clauseHandler;
        if (handler.Name is not null)
        {
            _code.Mark(forget);
            ForgetName(handler.Name);
            _code.Emit(Op.Reraise);
        }
        _code.Mark(next);
    }

    // ---- except*

    /// <summary>
    /// With <c>previous, exc</c> on the stack: all clauses that match a part of it, one after the other. What they raise is collected; goes to
    /// the end when nothing is left, else falls through with <c>previous, exc</c> of what goes on.
    /// </summary>
    private void StarClauses(Try attempt, int end)
    {
        int reraise = _code.NewLabel();
        _code.Emit(Op.BuildList);
        _code.Emit(Op.Copy, 2);
        foreach (ExceptHandler handler in attempt.Handlers) StarClause(handler);
        _code.Range = attempt.Handlers[0].Range;
        _code.Emit(Op.CombineRaised);
        _code.Emit(Op.Copy, 1);
        _code.EmitJump(Op.PopJumpIfNotNone, reraise);
        _code.Emit(Op.PopTop);
        _code.Emit(Op.PopExcept);
        _code.EmitJump(Op.Jump, end);
        _code.Mark(reraise);
    }

    /// <summary>With <c>previous, original, raised, left</c> on the stack, before and after.</summary>
    private void StarClause(ExceptHandler handler)
    {
        int clauseHandler = _code.Handler;
        int collect = _code.NewLabel();
        int none = _code.NewLabel();
        int next = _code.NewLabel();
        _code.Range = handler.Range;
        Load(handler.Type!);
        _code.Range = handler.Range;
        _code.Emit(Op.MatchGroup);
        _code.Emit(Op.Copy, 1);
        _code.EmitJump(Op.PopJumpIfNone, none);
        _code.Range = handler.Range;
        if (handler.Name is null) _code.Emit(Op.PopTop);
        else StoreName(handler.Name);

        _code.BeginHandler(collect);
        _blocks.Add(new Block(BlockKind.StarHandler) { OuterHandler = clauseHandler, Name = handler.Name });
        Statements(handler.Body);
        _blocks.RemoveAt(_blocks.Count - 1);
        _code.Handler = clauseHandler;
        _code.Range = handler.Range;
        ForgetName(handler.Name);
        _code.EmitJump(Op.Jump, next);

        _code.Mark(collect);
        ForgetName(handler.Name);
        _code.Emit(Op.ListAppend, 2);
        _code.EmitJump(Op.Jump, next);
        _code.Mark(none);
        _code.Emit(Op.PopTop);
        _code.Mark(next);
    }

    // ---- with

    private void WithStatement(With with, int index)
    {
        WithItem item = with.Items[index];
        int handler = _code.NewLabel();
        int cleanUp = _code.NewLabel();
        int suppress = _code.NewLabel();
        int exit = _code.NewLabel();
        int outer = _code.Handler;
        CheckNesting();
        if (with.IsAsync) CheckAsync("'async with' outside async function", with.Range);
        _code.Range = with.Range;
        Load(item.Context);
        _code.Emit(with.IsAsync ? Op.BeforeAsyncWith : Op.BeforeWith);
        if (with.IsAsync)
        {
            _code.Emit(Op.GetAwaitable, 1);
            SendLoop();
        }
        _code.BeginHandler(handler, 1);
        _blocks.Add(new Block(with.IsAsync ? BlockKind.AsyncWith : BlockKind.With) { OuterHandler = outer, Range = with.Range });
        if (item.Target is not null) Store(item.Target);
        else _code.Emit(Op.PopTop);
        if (index + 1 < with.Items.Count) WithStatement(with, index + 1);
        else Statements(with.Body);
        _blocks.RemoveAt(_blocks.Count - 1);

        _code.Handler = outer;
        _code.Range = with.Range;
        CallExit(with.IsAsync);
        _code.EmitJump(Op.Jump, exit);

        _code.Mark(handler);
        _code.Emit(Op.PushExcInfo);
        _code.BeginHandler(cleanUp, 1);
        _code.Range = with.Range;
        _code.Emit(Op.WithExceptStart);
        if (with.IsAsync)
        {
            _code.Emit(Op.GetAwaitable, 2);
            SendLoop();
        }
        _code.EmitJump(Op.PopJumpIfTrue, suppress);
        _code.Emit(Op.Reraise);
        _code.Mark(suppress);
        _code.Emit(Op.PopTop);
        _code.Handler = outer;
        _code.Emit(Op.PopExcept);
        _code.Emit(Op.PopTop);
        _code.EmitJump(Op.Jump, exit);
        ReraiseFromCleanUp(cleanUp);
        _code.Mark(exit);
    }

    /// <summary><c>exit -></c>: calls it for a block that ends without an exception.</summary>
    private void CallExit(bool isAsync)
    {
        for (int i = 0; i < 3; i++) _code.EmitConstant(null);
        _code.Emit(Op.Call, 3);
        if (isAsync)
        {
            _code.Emit(Op.GetAwaitable, 2);
            SendLoop();
        }
        _code.Emit(Op.PopTop);
    }
}
