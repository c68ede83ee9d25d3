using PyLite.Parsing;

namespace PyLite.Compiling;

// Expressions: leave their value on the stack.
public sealed partial class PyCompiler
{
    private void LoadAll(List<Expr> expressions)
    {
        foreach (Expr expression in expressions) Load(expression);
    }

    private void Load(Expr expression)
    {
        SourceRange outer = _code.Range;
        _code.Range = expression.Range;
        LoadInner(expression);
        _code.Range = outer;
    }

    private void LoadInner(Expr expression)
    {
        switch (expression)
        {
            case Constant constant: _code.EmitConstant(constant.Value); break;
            case Name { Id: "__debug__" }: _code.EmitConstant(IsDebug); break;
            case Name name: LoadName(name.Id); break;
            case AttributeExpr attribute:
                Load(attribute.Value);
                _code.Range = AttributeRange(_code.Range, attribute);
                _code.Emit(Op.LoadAttr, _code.NameIndex(SymbolTableBuilder.Mangle(_class, attribute.Attr)));
                break;
            case Subscript subscript:
                CheckSubscript(subscript);
                Load(subscript.Value);
                Load(subscript.Index);
                _code.Emit(Op.BinarySubscr);
                break;
            case SliceExpr slice: LoadSlice(slice); break;
            case Starred starred: throw Fault("can't use starred expression here", starred.Range);
            case BinOp or UnaryOp: LoadOperator(expression); break;
            case BoolOp boolean: LoadBoolean(boolean); break;
            case Compare compare: LoadCompare(compare); break;
            case Call call: LoadCall(call); break;
            case IfExp conditional: LoadConditional(conditional); break;
            case Lambda lambda: LoadLambda(lambda); break;
            case TupleExpr tuple: LoadTuple(tuple); break;
            case ListExpr list: LoadDisplay(list.Elements, Op.BuildList, Op.ListAppend, Op.ListExtend); break;
            case SetExpr set: LoadDisplay(set.Elements, Op.BuildSet, Op.SetAdd, Op.SetUpdate); break;
            case DictExpr dict: LoadDict(dict); break;
            case Comprehension comprehension: LoadComprehension(comprehension); break;
            case Yield yield: LoadYield(yield); break;
            case YieldFrom from: LoadYieldFrom(from); break;
            case Await wait: LoadAwait(wait); break;
            case NamedExpr named:
                Load(named.Value);
                _code.Emit(Op.Copy, 1);
                StoreName(named.Target.Id);
                break;
            case JoinedStr joined: LoadJoined(joined); break;
            case FormattedValue formatted: LoadFormatted(formatted); break;
            default: throw new InvalidOperationException($"no rule for {expression.GetType().Name}");
        }
    }

    private void LoadSlice(SliceExpr slice)
    {
        LoadOrNone(slice.Lower);
        LoadOrNone(slice.Upper);
        if (slice.Step is not null) Load(slice.Step);
        _code.Emit(Op.BuildSlice, slice.Step is null ? 2 : 3);
    }

    private void LoadOrNone(Expr? expression)
    {
        if (expression is null) _code.EmitConstant(null);
        else Load(expression);
    }

    // ---- operators

    private void LoadOperator(Expr expression)
    {
        if (ConstantFolder.TryFold(expression, out object? value))
        {
            _code.EmitConstant(value);
        }
        else if (expression is BinOp binary)
        {
            Load(binary.Left);
            Load(binary.Right);
            _code.Emit(Nth(Op.BinaryAdd, (int)binary.Op));
        }
        else
        {
            var unary = (UnaryOp)expression;
            Load(unary.Operand);
            _code.Emit(Nth(Op.UnaryNegative, (int)unary.Op));
        }
    }

    private void LoadBoolean(BoolOp boolean)
    {
        int end = _code.NewLabel();
        for (int i = 0; i < boolean.Values.Count; i++)
        {
            Load(boolean.Values[i]);
            if (i < boolean.Values.Count - 1) _code.EmitJump(boolean.IsOr ? Op.JumpIfTrueOrPop : Op.JumpIfFalseOrPop, end);
        }
        _code.Mark(end);
    }

    private void LoadCompare(Compare compare)
    {
        CheckIdentity(compare);
        Load(compare.Left);
        if (compare.Ops.Count == 1)
        {
            LoadComparand(compare, 0);
            _code.Emit(Nth(Op.CompareLt, (int)compare.Ops[0]));
            return;
        }
        int cleanUp = _code.NewLabel();
        int end = _code.NewLabel();
        for (int i = 0; i < compare.Ops.Count; i++)
        {
            LoadComparand(compare, i);
            bool last = i == compare.Ops.Count - 1;
            if (!last)
            {
                _code.Emit(Op.Swap, 2);
                _code.Emit(Op.Copy, 2);
            }
            _code.Emit(Nth(Op.CompareLt, (int)compare.Ops[i]));
            if (!last) _code.EmitJump(Op.JumpIfFalseOrPop, cleanUp);
        }
        _code.EmitJump(Op.Jump, end);
        _code.Mark(cleanUp);
        _code.Emit(Op.Swap, 2);
        _code.Emit(Op.PopTop);
        _code.Mark(end);
    }

    /// <summary>
    /// A display of constants that is only searched is made once: <c>x in [1, 2]</c> searches a tuple. (Within a chain the next comparison sees it too.)
    /// </summary>
    private void LoadComparand(Compare compare, int index)
    {
        Expr comparand = compare.Comparators[index];
        bool isLast = index == compare.Ops.Count - 1;
        if (isLast && compare.Ops[index] is (CompareOperator.In or CompareOperator.NotIn) && comparand is ListExpr list
            && ConstantFolder.TryFoldElements(list.Elements, out object?[] items))
        {
            SourceRange outer = _code.Range;
            _code.Range = comparand.Range;
            _code.EmitConstant(items);
            _code.Range = outer;
            return;
        }
        Load(comparand);
    }

    private void LoadConditional(IfExp conditional)
    {
        int orElse = _code.NewLabel();
        int end = _code.NewLabel();
        JumpIf(conditional.Test, orElse, false);
        Load(conditional.Body);
        HiddenJump(end);
        _code.Mark(orElse);
        Load(conditional.OrElse);
        _code.Mark(end);
    }

    /// <summary>Jumps to the label when the truth of the test is <paramref name="when"/>; falls through otherwise. Leaves nothing.</summary>
    /// <remarks>
    /// A jump is shown at the statement or expression around the test; from the first comparison on, and after the test, at the last comparison.
    /// </remarks>
    private void JumpIf(Expr test, int label, bool when)
    {
        if (test is Compare) _code.Range = test.Range;
        switch (test)
        {
            case UnaryOp { Op: UnaryOperator.Not } not:
                JumpIf(not.Operand, label, !when);
                break;
            case BoolOp boolean:
                // For "or" any true value decides; for "and" any false one.
                int decided = boolean.IsOr == when ? label : _code.NewLabel();
                for (int i = 0; i < boolean.Values.Count - 1; i++) JumpIf(boolean.Values[i], decided, boolean.IsOr);
                JumpIf(boolean.Values[^1], label, when);
                if (decided != label) _code.Mark(decided);
                break;
            case IfExp conditional:
                int orElse = _code.NewLabel();
                int end = _code.NewLabel();
                JumpIf(conditional.Test, orElse, false);
                JumpIf(conditional.Body, label, when);
                HiddenJump(end);
                _code.Mark(orElse);
                JumpIf(conditional.OrElse, label, when);
                _code.Mark(end);
                break;
            case Compare { Ops: [CompareOperator.Is or CompareOperator.IsNot], Comparators: [Constant { Value: null }] } compare:
                Load(compare.Left);
                bool isNone = compare.Ops[0] == CompareOperator.Is == when;
                _code.EmitJump(isNone ? Op.PopJumpIfNone : Op.PopJumpIfNotNone, label);
                break;
            case Compare { Ops.Count: > 1 } chain:
                JumpIfChain(chain, label, when);
                break;
            case Name { Id: "__debug__" }:
                if (IsDebug == when) _code.EmitJump(Op.Jump, label);
                break;
            default:
                if (ConstantFolder.TryFold(test, out object? value) && ConstantFolder.Truth(value) is { } truth)
                {
                    if (truth == when) _code.EmitJump(Op.Jump, label);
                    break;
                }
                Load(test);
                _code.EmitJump(when ? Op.PopJumpIfTrue : Op.PopJumpIfFalse, label);
                break;
        }
    }

    /// <summary>A jump of no line.</summary>
    private void HiddenJump(int label)
    {
        SourceRange outer = _code.Range;
        _code.Range = default;
        _code.EmitJump(Op.Jump, label);
        _code.Range = outer;
    }

    private void JumpIfChain(Compare chain, int label, bool when)
    {
        CheckIdentity(chain);
        int cleanUp = _code.NewLabel();
        int end = _code.NewLabel();
        Load(chain.Left);
        int last = chain.Ops.Count - 1;
        for (int i = 0; i < last; i++)
        {
            LoadComparand(chain, i);
            _code.Emit(Op.Swap, 2);
            _code.Emit(Op.Copy, 2);
            _code.Emit(Nth(Op.CompareLt, (int)chain.Ops[i]));
            _code.EmitJump(Op.PopJumpIfFalse, cleanUp);
        }
        LoadComparand(chain, last);
        _code.Emit(Nth(Op.CompareLt, (int)chain.Ops[last]));
        _code.EmitJump(when ? Op.PopJumpIfTrue : Op.PopJumpIfFalse, label);
        _code.EmitJump(Op.Jump, end);
        _code.Mark(cleanUp);
        _code.Emit(Op.PopTop);
        if (!when) _code.EmitJump(Op.Jump, label);
        _code.Mark(end);
    }

    // ---- displays

    private void LoadTuple(TupleExpr tuple)
    {
        if (ConstantFolder.TryFold(tuple, out object? value))
        {
            _code.EmitConstant(value);
            return;
        }
        if (tuple.Elements.Count > MaxOnStack || tuple.Elements.Exists(element => element is Starred))
        {
            LoadDisplay(tuple.Elements, Op.BuildList, Op.ListAppend, Op.ListExtend);
            _code.Emit(Op.ListToTuple);
            return;
        }
        LoadAll(tuple.Elements);
        _code.Emit(Op.BuildTuple, tuple.Elements.Count);
    }

    /// <summary>Elements that wait on the value stack for their display; further ones are put into it one by one, as a frame has few slots.</summary>
    private const int MaxOnStack = 30;

    private void LoadDisplay(List<Expr> elements, Op build, Op add, Op extend)
    {
        int start = elements.FindIndex(element => element is Starred);
        if (start < 0)
        {
            bool isLong = elements.Count > MaxOnStack;
            if ((build == Op.BuildList && elements.Count > 2 || isLong) && ConstantFolder.TryFoldElements(elements, out object?[] items))
            {
                _code.Emit(build);
                _code.EmitConstant(items);
                _code.Emit(extend, 1);
                return;
            }
            if (!isLong)
            {
                LoadAll(elements);
                _code.Emit(build, elements.Count);
                return;
            }
            start = 0;
        }
        if (start > MaxOnStack) start = 0;
        for (int i = 0; i < start; i++) Load(elements[i]);
        _code.Emit(build, start);
        for (int i = start; i < elements.Count; i++)
        {
            if (elements[i] is Starred starred)
            {
                Load(starred.Value);
                _code.Emit(extend, 1);
            }
            else
            {
                Load(elements[i]);
                _code.Emit(add, 1);
            }
        }
    }

    private void LoadDict(DictExpr dict)
    {
        int unpacking = dict.Keys.FindIndex(key => key is null);
        int plain = unpacking < 0 ? dict.Keys.Count : unpacking;
        if (plain > MaxOnStack / 2) plain = 0;
        for (int i = 0; i < plain; i++)
        {
            Load(dict.Keys[i]!);
            Load(dict.Values[i]);
        }
        _code.Emit(Op.BuildMap, plain);
        for (int i = plain; i < dict.Keys.Count; i++)
        {
            if (dict.Keys[i] is { } key)
            {
                Load(key);
                Load(dict.Values[i]);
                _code.Emit(Op.MapAdd, 1);
            }
            else
            {
                Load(dict.Values[i]);
                _code.Emit(Op.DictUpdate, 1);
            }
        }
    }

    // ---- f-strings

    private void LoadJoined(JoinedStr joined)
    {
        if (joined.Values.Count == 0)
        {
            _code.EmitConstant("");
            return;
        }
        LoadAll(joined.Values);
        if (joined.Values.Count > 1) _code.Emit(Op.BuildString, joined.Values.Count);
    }

    private void LoadFormatted(FormattedValue formatted)
    {
        Load(formatted.Value);
        int conversion = formatted.Conversion switch { 's' => 1, 'r' => 2, 'a' => 3, _ => 0 };
        if (formatted.Spec is not null)
        {
            Load(formatted.Spec);
            conversion |= 4;
        }
        _code.Emit(Op.FormatValue, conversion);
    }

    // ---- yield

    private void LoadYield(Yield yield)
    {
        LoadOrNone(yield.Value);
        EmitYield();
    }

    private void EmitYield() => _code.Emit(Op.YieldValue, (_code.Flags & CodeFlags.AsyncGenerator) != 0 ? YieldKind.Item : YieldKind.Plain);

    private void LoadYieldFrom(YieldFrom from)
    {
        if (_code.Scope.IsAsync) throw Fault("'yield from' inside async function", from.Range);
        Load(from.Value);
        _code.Emit(Op.GetYieldFromIter);
        SendLoop();
    }

    private void LoadAwait(Await wait)
    {
        if (!_code.Scope.IsFunction && !_code.Scope.IsAsync) throw Fault("'await' outside function", wait.Range);
        CheckAsync("'await' outside async function", wait.Range);
        Load(wait.Value);
        _code.Emit(Op.GetAwaitable);
        SendLoop();
    }

    /// <summary><c>iterator -> result</c>: hands on what the iterator yields until it returns.</summary>
    private void SendLoop()
    {
        int loop = _code.NewLabel();
        int end = _code.NewLabel();
        _code.EmitConstant(null);
        _code.Mark(loop);
        _code.EmitJump(Op.Send, end);
        _code.Emit(Op.YieldValue, YieldKind.FromInner);
        _code.EmitJump(Op.Jump, loop);
        _code.Mark(end);
    }
}
