using System.Reflection;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

// Branches and exceptions. Finally handlers are copied: once for every place control leaves to, and once for exceptions passing through.
internal sealed partial class MethodConverter
{
    private readonly List<FinallyCopy> _copies = [];
    private Operand[]? _caught;
    private readonly Dictionary<string, int> _regionIndex = [];
    private readonly List<Handler[]> _regions = [[]];
    private readonly List<ColdBlock> _cold = [];

    private sealed record Handler(int Clause, Block Block, Operand Register);

    private sealed record ColdBlock(int Label, string Exception, int Offset, int Region);

    /// <summary>A copy of a finally handler's code.</summary>
    /// <param name="Number">From 1, in this method.</param>
    /// <param name="Clause">Index of the clause.</param>
    /// <param name="Next">Where it goes at its end; null for the copy that runs while an exception passes.</param>
    /// <param name="Exception">That exception.</param>
    /// <param name="Outer">The copy that the whole try statement stands in.</param>
    private sealed record FinallyCopy(int Number, int Clause, Block? Next, Operand Exception, FinallyCopy? Outer)
    {
        public bool Equals(FinallyCopy? other) => ReferenceEquals(this, other);
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    private bool Branch(IlInstruction instruction)
    {
        _next = EdgeTo(BlockAt(instruction.Target, _block.Copy));
        return false;
    }

    private void BranchIf(bool whenTrue, IlInstruction instruction) => BranchOn(Pop(), whenTrue, instruction);

    /// <summary>Ends the block: to the instruction's target when the value is as asked for, else to the next instruction.</summary>
    private void BranchOn(StackValue value, bool whenTrue, IlInstruction instruction)
    {
        int fallThrough = _body.Instructions[_body.IndexOfOffset[instruction.Offset] + 1].Offset;
        if (IsKnown(value, out bool outcome))
        {
            _next = EdgeTo(BlockAt(outcome == whenTrue ? instruction.Target : fallThrough, _block.Copy));
            return;
        }
        Operand condition = value.NullTest is { } test ? test.Reference : value.IsPointer ? throw new UnsupportedConstructException("a test of a pointer") : value.Scalar;
        JitOp op = value.NullTest is { WhenNull: var whenNull }
            ? whenNull == whenTrue ? JitOp.BranchNull : JitOp.BranchNonNull
            : condition.Kind switch
            {
                Kind.Ref => whenTrue ? JitOp.BranchNonNull : JitOp.BranchNull,
                Kind.Int => whenTrue ? JitOp.BranchTrue : JitOp.BranchFalse,
                _ => throw new UnsupportedConstructException("a branch on a float"),
            };
        Block target = EdgeTo(BlockAt(instruction.Target, _block.Copy));
        Block next = EdgeTo(BlockAt(fallThrough, _block.Copy));
        _code.Branch(op, condition, target.Number);
        _next = next;
    }

    private bool IsKnown(StackValue value, out bool outcome)
    {
        outcome = false;
        if (!value.IsScalar) return false;
        Operand scalar = value.Scalar;
        if (scalar.Kind == Kind.Ref && value.IsNonNull)
        {
            outcome = true;
            return true;
        }
        if (!CodeBuffer.IsConstant(scalar) || scalar.Kind == Kind.Float) return false;
        outcome = scalar.Kind == Kind.Ref ? _code.RefOf(scalar) is not null : _code.TryInt(scalar, out long number) && number != 0;
        return true;
    }

    private void Switch(IlInstruction instruction)
    {
        StackValue value = Pop();
        int[] offsets = (int[])instruction.Operand!;
        int fallThrough = _body.Instructions[_body.IndexOfOffset[instruction.Offset] + 1].Offset;
        if (_code.TryInt(value.Scalar, out long constant))
        {
            _next = EdgeTo(BlockAt(constant >= 0 && constant < offsets.Length ? offsets[constant] : fallThrough, _block.Copy));
            return;
        }
        int[] targets = Array.ConvertAll(offsets, offset => EdgeTo(BlockAt(offset, _block.Copy)).Number);
        Block next = EdgeTo(BlockAt(fallThrough, _block.Copy));
        _code.Add(new Insn { Op = JitOp.Switch, Kind = Kind.Int, A = value.Scalar.Register, X = targets });
        _next = next;
    }

    private void ThrowTop()
    {
        StackValue exception = Pop();
        if (!exception.IsNonNull) NullCheck(exception.Scalar);
        _code.Add(new Insn { Op = JitOp.Throw, Kind = Kind.Ref, A = exception.Scalar.Register });
    }

    private void Rethrow()
    {
        int clause = Array.FindIndex(
            _body.Clauses, c => c.Flags == ExceptionHandlingClauseOptions.Clause && IsIn(_current.Offset, c.HandlerOffset, c.HandlerLength));
        if (clause < 0) throw new UnsupportedConstructException("rethrow outside catch");
        _code.Add(new Insn { Op = JitOp.Throw, Kind = Kind.Ref, A = CaughtBy(clause).Register });
    }

    /// <summary>Runs the finally handlers between here and the target, innermost first.</summary>
    private void Leave(IlInstruction instruction)
    {
        _stack.Clear();
        Block next = BlockAt(instruction.Target, _block.Copy);
        for (int i = _body.Clauses.Length - 1; i >= 0; i--)
        {
            ExceptionHandlingClause clause = _body.Clauses[i];
            bool isLeft = clause.Flags == ExceptionHandlingClauseOptions.Finally
                && IsIn(instruction.Offset, clause.TryOffset, clause.TryLength) && !IsIn(instruction.Target, clause.TryOffset, clause.TryLength);
            if (!isLeft) continue;
            next = BlockAt(clause.HandlerOffset, CopyOf(i, next, default, _block.Copy));
        }
        _next = EdgeTo(next);
    }

    private FinallyCopy CopyOf(int clause, Block? next, Operand exception, FinallyCopy? outer)
    {
        foreach (FinallyCopy known in _copies)
            if (known.Clause == clause && known.Next == next && known.Outer == outer) return known;
        var copy = new FinallyCopy(_copies.Count + 1, clause, next, exception, outer);
        _copies.Add(copy);
        return copy;
    }

    private void EndFinally()
    {
        FinallyCopy copy = _block.Copy ?? throw new UnsupportedConstructException("endfinally outside finally");
        if (copy.Next is { } next) _next = EdgeTo(next);
        else _code.Add(new Insn { Op = JitOp.Throw, Kind = Kind.Ref, A = copy.Exception.Register });
    }

    private static bool IsIn(int offset, int start, int length) => offset >= start && offset < start + length;

    private bool IsProtected(int offset) => Array.Exists(_body.Clauses, clause => IsIn(offset, clause.TryOffset, clause.TryLength));

    /// <summary>Sets the region of the instructions to come: which handlers an exception at the offset finds, innermost first.</summary>
    private void EnterRegion(int offset)
    {
        _code.CurrentRegion = 0;
        if (_body.Clauses.Length == 0) return;
        List<Handler>? handlers = null;
        for (int i = 0; i < _body.Clauses.Length; i++)
        {
            ExceptionHandlingClause clause = _body.Clauses[i];
            if (!IsIn(offset, clause.TryOffset, clause.TryLength)) continue;
            FinallyCopy? outer = _block.Copy;
            while (outer is not null && !Encloses(_body.Clauses[outer.Clause], clause)) outer = outer.Outer;
            (handlers ??= []).Add(HandlerOf(i, clause, outer));
        }
        if (handlers is null) return;
        string key = string.Join(",", handlers.Select(handler => handler.Block.Number));
        if (!_regionIndex.TryGetValue(key, out int region))
        {
            _regionIndex[key] = region = _regions.Count;
            _regions.Add(handlers.ToArray());
        }
        _code.CurrentRegion = region;
    }

    /// <summary>Whether a try statement stands in the other clause's handler.</summary>
    private static bool Encloses(ExceptionHandlingClause handler, ExceptionHandlingClause inner) => IsIn(inner.TryOffset, handler.HandlerOffset, handler.HandlerLength);

    /// <summary>Where the clause's handler finds its exception: one register, in all copies.</summary>
    private Operand CaughtBy(int clause)
    {
        if (_caught is null)
        {
            _caught = new Operand[_body.Clauses.Length];
            for (int i = 0; i < _caught.Length; i++) _caught[i] = _code.NewRegister(Kind.Ref);
        }
        return _caught[clause];
    }

    private Handler HandlerOf(int index, ExceptionHandlingClause clause, FinallyCopy? outer)
    {
        Operand register = CaughtBy(index);
        FinallyCopy? copy = clause.Flags == ExceptionHandlingClauseOptions.Clause ? outer : CopyOf(index, null, register, outer);
        Block handler = BlockAt(clause.HandlerOffset, copy);
        if (handler.EntryStack is null)
        {
            handler.EntryStack = clause.Flags == ExceptionHandlingClauseOptions.Clause
                ? [new StackValue { Type = clause.CatchType ?? typeof(Exception), Parts = [register], IsNonNull = true }]
                : [];
            _work.Push(handler);
        }
        return new Handler(index, handler, register);
    }

    /// <summary>
    /// A value passed by reference comes back only when the callee returns. Were it to throw, a handler of this method that reads the local would see
    /// the old value: whether one does is known at the end.
    /// </summary>
    private void NoteCopyInRegion(List<int> variables)
    {
        foreach (int variable in variables)
            if (_code.CurrentRegion != 0) _copiesInRegions.Add(new CopyInRegion(_code.CurrentRegion, variable, _current));
    }

    private void CheckCopiesInRegions(JitCodeAssembler assembler)
    {
        foreach ((int region, int variable, IlInstruction instruction) in _copiesInRegions)
        {
            if (!assembler.IsLiveInHandler(region, _variables[variable].Parts)) continue;
            _current = instruction;
            WantsCell = variable;
            throw new UnsupportedConstructException("a local passed by reference inside try and read in its handler");
        }
    }

    private readonly List<CopyInRegion> _copiesInRegions = [];

    private sealed record CopyInRegion(int Region, int Variable, IlInstruction Instruction);

    /// <summary>Raises when the condition holds; the code for that stands behind the method's own.</summary>
    private void ThrowWhen(JitOp branch, Operand condition, string exception)
    {
        if (_code.TryInt(condition, out long constant) && (constant != 0) != (branch == JitOp.BranchTrue)) return;
        int label = NewLabel();
        _code.Branch(branch, condition, label);
        _cold.Add(new ColdBlock(label, exception, _code.CurrentOffset, _code.CurrentRegion));
    }

    private void EmitColdBlocks()
    {
        foreach ((int label, string exception, int offset, int region) in _cold)
        {
            _code.CurrentOffset = offset;
            _code.CurrentRegion = region;
            PlaceLabel(label);
            Operand raised = CallHelper(exception);
            _code.Add(new Insn { Op = JitOp.Throw, Kind = Kind.Ref, A = raised.Register });
        }
    }

    /// <summary>The handlers of every region the code mentions, as the assembler wants them.</summary>
    private RegionHandler[][] RegionTable() =>
    [
        .. _regions.Select(region => region.Select(handler => new RegionHandler(
            handler.Clause,
            _body.Clauses[handler.Clause] is { Flags: ExceptionHandlingClauseOptions.Clause, CatchType: { } type } ? type : typeof(Exception),
            handler.Block.Number,
            handler.Register)).ToArray()),
    ];
}
