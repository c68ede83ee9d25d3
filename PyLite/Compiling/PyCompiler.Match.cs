using PyLite.Parsing;

namespace PyLite.Compiling;

// The match statement. A pattern takes the subject from the stack; what it captures is kept above until the whole pattern has matched.
public sealed partial class PyCompiler
{
    /// <summary>
    /// While a pattern is compiled: what lies on the stack above the subject's place, and the names whose values are kept there, lowest
    /// first. A failure at depth n jumps to a label that pops n items.
    /// </summary>
    private sealed class PatternContext
    {
        public readonly List<string> Stores = [];
        public readonly List<int> FailLabels = [];
        /// <summary>Items on the stack that a failure must pop, the stores included.</summary>
        public int OnTop;
    }

    private void MatchStatement(Match match)
    {
        int end = _code.NewLabel();
        Load(match.Subject);
        int last = match.Cases.Count - 1;
        for (int i = 0; i <= last; i++)
        {
            MatchCase matchCase = match.Cases[i];
            if (i < last && matchCase.Guard is null && Irrefutable(matchCase.Pattern) is { } irrefutable)
            {
                string what = irrefutable.Name is null ? "wildcard" : $"name capture '{irrefutable.Name}'";
                throw Fault($"{what} makes remaining patterns unreachable", irrefutable.Range);
            }
            var context = new PatternContext();
            _code.Range = matchCase.Pattern.Range;
            if (i < last) _code.Emit(Op.Copy, 1);
            CompilePattern(matchCase.Pattern, context);
            StoreCaptured(context.Stores);
            context.OnTop = 0;
            if (matchCase.Guard is not null) JumpIf(matchCase.Guard, FailLabel(context), false);
            if (i < last) _code.Emit(Op.PopTop);
            Statements(matchCase.Body);
            _code.EmitJump(Op.Jump, end);
            _code.Range = matchCase.Pattern.Range;
            EmitFailures(context);
        }
        _code.Mark(end);
    }

    /// <summary>The names get their values in the order they are written in, and the values are on the stack in that order.</summary>
    private void StoreCaptured(List<string> names)
    {
        int last = names.Count - 1;
        // Locals have places: which is stored first does not show.
        if (_code.Scope.IsFunction)
        {
            foreach (string name in names)
                if (_code.Scope.AccessTo(name) == NameAccess.Fast) _code.LocalIndex(name);
            for (int i = last; i >= 0; i--) StoreName(names[i]);
            return;
        }
        List<string> stack = [.. names];
        foreach (string name in names)
        {
            int at = stack.IndexOf(name), top = stack.Count - 1;
            if (at < top) _code.Emit(Op.Swap, top - at + 1);
            StoreName(name);
            stack[at] = stack[top];
            stack.RemoveAt(top);
        }
    }

    private static MatchAs? Irrefutable(Pattern pattern) => pattern switch
    {
        MatchAs { Pattern: null } capture => capture,
        MatchAs { Pattern: { } inner } => Irrefutable(inner),
        MatchOr or => or.Patterns.ConvertAll(Irrefutable).Find(found => found is not null),
        _ => null,
    };

    private int FailLabel(PatternContext context)
    {
        while (context.FailLabels.Count <= context.OnTop) context.FailLabels.Add(-1);
        if (context.FailLabels[context.OnTop] < 0) context.FailLabels[context.OnTop] = _code.NewLabel();
        return context.FailLabels[context.OnTop];
    }

    private void JumpToFail(PatternContext context, Op op) => _code.EmitJump(op, FailLabel(context));

    /// <summary>The landing places of failures, deepest first: each pops one and falls into the next.</summary>
    private void EmitFailures(PatternContext context)
    {
        for (int depth = context.FailLabels.Count - 1; depth >= 0; depth--)
        {
            if (context.FailLabels[depth] >= 0) _code.Mark(context.FailLabels[depth]);
            if (depth > 0) _code.Emit(Op.PopTop);
        }
    }

    /// <summary>The pattern that was come to last, where faults of several are found.</summary>
    private SourceRange _lastPattern;

    /// <summary><c>subject -></c></summary>
    private void CompilePattern(Pattern pattern, PatternContext context)
    {
        _lastPattern = pattern.Range;
        SourceRange outer = _code.Range;
        _code.Range = pattern.Range;
        switch (pattern)
        {
            case MatchValue value:
                Load(value.Value);
                bool identity = value.Value is Constant { Value: null or bool };
                _code.Emit(identity ? Op.IsOp : Op.CompareEq);
                JumpToFail(context, Op.PopJumpIfFalse);
                break;
            case MatchAs { Pattern: null } capture:
                Capture(capture.Name, context);
                break;
            case MatchAs { Pattern: { } inner } capture:
                context.OnTop++;
                _code.Emit(Op.Copy, 1);
                CompilePattern(inner, context);
                context.OnTop--;
                Capture(capture.Name, context);
                break;
            case MatchOr or:
                CompileAlternatives(or, context);
                break;
            case MatchSequence sequence:
                CompileSequence(sequence, context);
                break;
            case MatchMapping mapping:
                CompileMapping(mapping, context);
                break;
            case MatchClass type:
                CompileClass(type, context);
                break;
            default:
                throw new InvalidOperationException($"no rule for {pattern.GetType().Name}");
        }
        _code.Range = outer;
    }

    /// <summary>Keeps the top of the stack for a name: under everything a failure still counts on, above the names captured before.</summary>
    private void Capture(string? name, PatternContext context)
    {
        if (name is null)
        {
            _code.Emit(Op.PopTop);
            return;
        }
        if (context.Stores.Contains(name)) throw Fault($"multiple assignments to name '{name}' in pattern", _lastPattern);
        RotateDown(context.OnTop - context.Stores.Count + 1);
        context.Stores.Add(name);
        context.OnTop++;
    }

    /// <summary>Moves the top of the stack down, to be the <paramref name="count"/>-th from the top.</summary>
    private void RotateDown(int count)
    {
        for (; count > 1; count--) _code.Emit(Op.Swap, count);
    }

    private void CompileAlternatives(MatchOr or, PatternContext context)
    {
        int end = _code.NewLabel();
        List<string>? names = null;
        int depth = context.OnTop;
        int kept = context.Stores.Count;
        for (int i = 0; i < or.Patterns.Count; i++)
        {
            Pattern alternative = or.Patterns[i];
            if (i < or.Patterns.Count - 1 && Irrefutable(alternative) is { } irrefutable)
            {
                string what = irrefutable.Name is null ? "wildcard" : $"name capture '{irrefutable.Name}'";
                throw Fault($"{what} makes remaining patterns unreachable", irrefutable.Range);
            }
            var inner = new PatternContext();
            _code.Emit(Op.Copy, 1);
            CompilePattern(alternative, inner);
            names ??= inner.Stores;
            if (names.Count != inner.Stores.Count || names.Exists(name => !inner.Stores.Contains(name)))
                throw Fault("alternative patterns bind different names", _lastPattern);
            SortLike(names, inner.Stores);
            _code.EmitJump(Op.Jump, end);
            EmitFailures(inner);
        }
        // No alternative matched: the subject is still there.
        _code.Emit(Op.PopTop);
        JumpToFail(context, Op.Jump);
        _code.Mark(end);

        // subject, values of the names: the values go below what is on top, the subject goes.
        int values = names!.Count;
        for (int i = 0; i < values; i++)
        {
            // The lowest remaining value first, so that the order stays.
            BringUp(values - i);
            RotateDown(depth - kept + 1 + (values - i));
        }
        _code.Emit(Op.PopTop);
        foreach (string name in names)
        {
            if (context.Stores.Contains(name)) throw Fault($"multiple assignments to name '{name}' in pattern", _lastPattern);
            context.Stores.Add(name);
            context.OnTop++;
        }
    }

    /// <summary>Moves the <paramref name="count"/>-th item from the top to the top, the others keeping their order.</summary>
    private void BringUp(int count)
    {
        for (int i = 2; i <= count; i++) _code.Emit(Op.Swap, i);
    }

    /// <summary>Reorders the values on the stack, which have the order of <paramref name="actual"/>, to that of <paramref name="wanted"/>.</summary>
    private void SortLike(List<string> wanted, List<string> actual)
    {
        for (int i = 0; i < wanted.Count; i++)
        {
            int at = actual.IndexOf(wanted[i]);
            if (at == i) continue;
            // Exchange positions i and at, through the top.
            int fromTopI = actual.Count - i;
            int fromTopAt = actual.Count - at;
            if (fromTopAt > 1)
            {
                _code.Emit(Op.Swap, fromTopAt);
                _code.Emit(Op.Swap, fromTopI);
                _code.Emit(Op.Swap, fromTopAt);
            }
            else _code.Emit(Op.Swap, fromTopI);
            (actual[i], actual[at]) = (actual[at], actual[i]);
        }
    }

    private void CompileSequence(MatchSequence sequence, PatternContext context)
    {
        int star = sequence.Patterns.FindIndex(pattern => pattern is MatchStar);
        if (star >= 0 && sequence.Patterns.FindIndex(star + 1, pattern => pattern is MatchStar) >= 0)
            throw Fault("multiple starred names in sequence pattern", sequence.Range);
        int size = sequence.Patterns.Count;
        context.OnTop++;
        _code.Emit(Op.MatchSequence);
        JumpToFail(context, Op.PopJumpIfFalse);
        if (star < 0 || size > 1)
        {
            _code.Emit(Op.GetLen);
            _code.EmitConstant((long)(star < 0 ? size : size - 1));
            _code.Emit(star < 0 ? Op.CompareEq : Op.CompareGe);
            JumpToFail(context, Op.PopJumpIfFalse);
        }
        context.OnTop--;
        if (size == 0 || (star >= 0 && size == 1 && sequence.Patterns[0] is MatchStar { Name: null }))
        {
            _code.Emit(Op.PopTop);
            return;
        }
        if (star >= 0 && sequence.Patterns[star] is MatchStar { Name: null })
        {
            CompileItems(sequence, star, context);
            return;
        }
        if (star < 0) _code.Emit(Op.UnpackSequence, size);
        else _code.Emit(Op.UnpackEx, star | ((size - star - 1) << 8));
        context.OnTop += size;
        foreach (Pattern pattern in sequence.Patterns)
        {
            context.OnTop--;
            if (pattern is MatchStar starred) Capture(starred.Name, context);
            else CompilePattern(pattern, context);
        }
    }

    /// <summary>Takes the items that are asked for one by one: what a nameless star stands for may be endless.</summary>
    private void CompileItems(MatchSequence sequence, int star, PatternContext context)
    {
        int size = sequence.Patterns.Count;
        context.OnTop++;
        for (int i = 0; i < size; i++)
        {
            if (i == star || sequence.Patterns[i] is MatchAs { Pattern: null, Name: null }) continue;
            _code.Emit(Op.Copy, 1);
            if (i < star)
            {
                _code.EmitConstant((long)i);
            }
            else
            {
                _code.Emit(Op.GetLen);
                _code.EmitConstant((long)(size - i));
                _code.Emit(Op.BinarySubtract);
            }
            _code.Emit(Op.BinarySubscr);
            CompilePattern(sequence.Patterns[i], context);
        }
        context.OnTop--;
        _code.Emit(Op.PopTop);
    }

    private static void CheckKeys(MatchMapping mapping)
    {
        var seen = new Objects.PyDict();
        foreach (Expr key in mapping.Keys)
        {
            if (!ConstantFolder.TryFold(key, out object? value)) continue;
            Objects.PyObject made = ConstantObjects.Make(value);
            if (seen.Get(made) is not null) throw Fault($"mapping pattern checks duplicate key ({made.Repr()?.Value})", mapping.Range);
            seen.Set(made, made);
        }
    }

    private void CompileMapping(MatchMapping mapping, PatternContext context)
    {
        context.OnTop++;
        _code.Emit(Op.MatchMapping);
        JumpToFail(context, Op.PopJumpIfFalse);
        int size = mapping.Keys.Count;
        if (size > 0)
        {
            _code.Emit(Op.GetLen);
            _code.EmitConstant((long)size);
            _code.Emit(Op.CompareGe);
            JumpToFail(context, Op.PopJumpIfFalse);
        }
        else if (mapping.Rest is null)
        {
            context.OnTop--;
            _code.Emit(Op.PopTop);
            return;
        }
        CheckKeys(mapping);
        LoadAll(mapping.Keys);
        _code.Emit(Op.BuildTuple, size);
        _code.Emit(Op.MatchKeys);
        context.OnTop += 2;
        _code.Emit(Op.Copy, 1);
        JumpToFail(context, Op.PopJumpIfNone);
        // subject, keys, values
        _code.Emit(Op.UnpackSequence, size);
        context.OnTop += size - 1;
        foreach (Pattern pattern in mapping.Patterns)
        {
            context.OnTop--;
            CompilePattern(pattern, context);
        }
        // captured names, subject, keys
        context.OnTop -= 2;
        if (mapping.Rest is not null)
        {
            _code.Emit(Op.DictWithoutKeys);
            Capture(mapping.Rest, context);
        }
        else
        {
            _code.Emit(Op.PopTop);
            _code.Emit(Op.PopTop);
        }
    }

    private void CompileClass(MatchClass type, PatternContext context)
    {
        for (int i = 0; i < type.Names.Count; i++)
        {
            if (type.Names.IndexOf(type.Names[i]) != i)
                throw Fault($"attribute name repeated in class pattern: {type.Names[i]}", type.NamedPatterns[i].Range);
        }
        Load(type.Type);
        _code.EmitConstant(type.Names.ConvertAll(name => (object?)name).ToArray());
        _code.Emit(Op.MatchClass, type.Patterns.Count);
        _code.Emit(Op.Copy, 1);
        context.OnTop++;
        JumpToFail(context, Op.PopJumpIfNone);
        int count = type.Patterns.Count + type.Names.Count;
        _code.Emit(Op.UnpackSequence, count);
        context.OnTop += count - 1;
        foreach (Pattern pattern in type.Patterns.Concat(type.NamedPatterns))
        {
            context.OnTop--;
            CompilePattern(pattern, context);
        }
    }
}
