using PyLite.Objects;

namespace PyLite.Compiling;

/// <summary>
/// Turns a <see cref="CodeBuilder"/>'s instructions into a <see cref="PyCode"/>: threads jumps, finds the stack depth at every position,
/// drops what is never reached, and numbers slots and jump targets.
/// </summary>
public sealed class Assembler
{
    private readonly CodeBuilder _builder;
    private readonly CodeBuilder.Instruction[] _code;
    private readonly int[] _depths;
    private readonly int[] _handlerDepths;
    /// <summary>Positions to follow from, each with its depth after it.</summary>
    private readonly List<int> _pending = [];
    private int _maxDepth;

    private Assembler(CodeBuilder builder)
    {
        _builder = builder;
        _code = builder.Instructions.ToArray();
        _depths = new int[_code.Length];
        _handlerDepths = new int[builder.Labels.Count];
        // (Array.Fill is never compiled ahead: it takes the widest vectors of the machine it runs on.)
        for (int i = 0; i < _depths.Length; i++) _depths[i] = -1;
        for (int i = 0; i < _handlerDepths.Length; i++) _handlerDepths[i] = -1;
    }

    public static PyCode Assemble(CodeBuilder builder) => new Assembler(builder).Run();

    private PyCode Run()
    {
        ThreadJumps();
        FindDepths();

        // The positions that stay: reached, and real instructions. A dropped one stands for the next that stays.
        int[] positions = new int[_code.Length + 1];
        int count = 0;
        for (int i = 0; i < _code.Length; i++)
        {
            positions[i] = count;
            if (Stays(i)) count++;
        }
        positions[_code.Length] = count;

        var words = new int[count];
        var ranges = new SourceRange[count];
        var handlers = new int[count];
        var depths = new int[count];
        for (int i = 0; i < _code.Length; i++)
        {
            if (!Stays(i)) continue;
            ref CodeBuilder.Instruction instruction = ref _code[i];
            int at = positions[i];
            int arg = instruction.Label >= 0 ? positions[_builder.Labels[instruction.Label]] : Slot(instruction.Op, instruction.Arg);
            words[at] = (int)instruction.Op | (arg << 8);
            ranges[at] = instruction.Range;
            handlers[at] = instruction.Handler >= 0 ? positions[_builder.Labels[instruction.Handler]] : -1;
            depths[at] = instruction.Handler >= 0 ? _handlerDepths[instruction.Handler] : 0;
        }
        return new PyCode(new CodeParts
        {
            Name = _builder.Name,
            QualName = _builder.QualName,
            FileName = _builder.FileName,
            FirstLine = _builder.FirstLine,
            Flags = _builder.Flags,
            ArgCount = _builder.ArgCount,
            PositionalOnlyCount = _builder.PositionalOnlyCount,
            KeywordOnlyCount = _builder.KeywordOnlyCount,
            LocalCount = _builder.Locals.Count,
            CellCount = OwnCells.Count,
            StackSize = _maxDepth,
            SlotNames = SlotNames(),
            Code = words,
            Consts = [.. _builder.Constants],
            Names = [.. _builder.Names],
            Handlers = handlers,
            HandlerDepths = depths,
            Positions = ranges,
        });
    }

    private bool Stays(int i) => _depths[i] >= 0 && !_code[i].IsSetup;

    // ---- slots

    private List<string>? _ownCells;

    /// <summary>The cells with slots of their own: those of parameters stay in the parameter's slot.</summary>
    private List<string> OwnCells => _ownCells ??= _builder.Scope.Cells.FindAll(cell => !IsParameter(cell));

    private bool IsParameter(string name) => _builder.Scope.IsFunction && (_builder.Scope[name] & SymbolFlags.Parameter) != 0;

    private PyStr[] SlotNames()
    {
        var names = new List<PyStr>();
        foreach (string local in _builder.Locals) names.Add(PyStr.Intern(local));
        foreach (string cell in OwnCells) names.Add(PyStr.Intern(cell));
        foreach (string free in _builder.Scope.Free) names.Add(PyStr.Intern(free));
        return [.. names];
    }

    private int Slot(Op op, int arg)
    {
        if (op is not (Op.MakeCell or Op.LoadClosure or Op.LoadDeref or Op.LoadClassDeref or Op.StoreDeref or Op.DeleteDeref)) return arg;
        List<string> cells = _builder.Scope.Cells;
        if (arg >= cells.Count) return _builder.Locals.Count + OwnCells.Count + arg - cells.Count;
        string cell = cells[arg];
        return IsParameter(cell) ? _builder.LocalIndex(cell) : _builder.Locals.Count + OwnCells.IndexOf(cell);
    }

    // ---- jumps

    /// <summary>
    /// A jump to a jump goes straight to where that leads, but not past a line that a trace function is to be told of. Loop back edges stay: only
    /// they count as loops.
    /// </summary>
    private void ThreadJumps()
    {
        for (int i = 0; i < _code.Length; i++)
        {
            ref CodeBuilder.Instruction instruction = ref _code[i];
            if (instruction.Label < 0 || instruction.IsSetup || instruction.Op is Op.ForIter or Op.Send or Op.JumpBackward) continue;
            for (int hops = 0; hops < 10; hops++)
            {
                int target = _builder.Labels[instruction.Label];
                while (target < _code.Length && _code[target].Op == Op.Nop && !_code[target].IsSetup && IsOfLine(target, instruction.Range.Line)) target++;
                // What sets a handler up must stay reached: the handler's depth is found there.
                if (target >= _code.Length || _code[target].IsSetup) break;
                ref CodeBuilder.Instruction next = ref _code[target];
                bool same = next.Op == instruction.Op && instruction.Op is Op.JumpIfFalseOrPop or Op.JumpIfTrueOrPop;
                if (next.Op == Op.Jump || same)
                {
                    if (_builder.Labels[next.Label] <= i || !same && !IsOfLine(target, instruction.Range.Line)) break;
                    instruction.Label = next.Label;
                }
                else if (next.Op == Op.JumpBackward && instruction.Op == Op.Jump && next.Handler == instruction.Handler)
                {
                    if (instruction.Range.Line == 0 && i > 0) instruction.Range = _code[i - 1].Range;
                    instruction.Op = Op.JumpBackward;
                    instruction.Label = next.Label;
                    break;
                }
                else break;
            }
        }
    }

    private bool IsOfLine(int at, int line) => _code[at].Range.Line is var other && (other == 0 || other == line);

    // ---- stack depths

    private void FindDepths()
    {
        Push(0, 0);
        while (_pending.Count > 0)
        {
            int depth = _pending[^1];
            int at = _pending[^2];
            _pending.RemoveRange(_pending.Count - 2, 2);
            Follow(at, depth);
        }
    }

    private void Push(int at, int depth)
    {
        _pending.Add(at);
        _pending.Add(depth);
    }

    private void Follow(int at, int depth)
    {
        while (at < _code.Length)
        {
            if (_depths[at] >= 0)
            {
                if (_depths[at] != depth)
                    throw new InvalidOperationException($"{_builder.QualName}: depth {depth} and {_depths[at]} at instruction {at} ({_code[at].Op})");
                return;
            }
            _depths[at] = depth;
            ref CodeBuilder.Instruction instruction = ref _code[at];
            if (instruction.IsSetup)
            {
                _handlerDepths[instruction.Label] = depth - instruction.Arg;
                Push(_builder.Labels[instruction.Label], depth - instruction.Arg + 1);
                _maxDepth = Math.Max(_maxDepth, depth - instruction.Arg + 1);
                at++;
                continue;
            }
            if (instruction.Label >= 0)
            {
                int target = depth + StackEffects.Of(instruction.Op, instruction.Arg, true);
                Push(_builder.Labels[instruction.Label], target);
                if (instruction.Op is Op.Jump or Op.JumpBackward) return;
            }
            depth += StackEffects.Of(instruction.Op, instruction.Arg, false);
            if (depth < 0) throw new InvalidOperationException($"{_builder.QualName}: stack underflow at instruction {at} ({instruction.Op})");
            _maxDepth = Math.Max(_maxDepth, depth);
            if (instruction.Op is Op.ReturnValue or Op.RaiseVarargs or Op.Reraise) return;
            at++;
        }
    }
}
