namespace PyLite.Compiling;

/// <summary>
/// A piece of code as CPython 3.11 would write it, for what programs read of it: <c>dis</c>, <c>co_code</c>, <c>co_lines()</c>, <c>co_positions()</c>,
/// <c>tb_lasti</c>. It is never run. Each instruction of ours stands for one, or a few, of CPython's of the same meaning; offsets are in bytes,
/// two to a unit, caches included.
/// </summary>
public sealed class CodeView
{
    private enum Code : byte
    {
        Cache = 0, PopTop = 1, PushNull = 2, Nop = 9, UnaryPositive = 10, UnaryNegative = 11, UnaryNot = 12, UnaryInvert = 15, BinarySubscr = 25, GetLen = 30,
        MatchMapping = 31, MatchSequence = 32, MatchKeys = 33, PushExcInfo = 35, CheckExcMatch = 36, CheckEgMatch = 37, WithExceptStart = 49, GetAiter = 50,
        GetAnext = 51, BeforeAsyncWith = 52, BeforeWith = 53, EndAsyncFor = 54, StoreSubscr = 60, DeleteSubscr = 61, GetIter = 68, GetYieldFromIter = 69,
        PrintExpr = 70, LoadBuildClass = 71, LoadAssertionError = 74, ReturnGenerator = 75, ListToTuple = 82, ReturnValue = 83, ImportStar = 84,
        SetupAnnotations = 85, YieldValue = 86, PrepReraiseStar = 88, PopExcept = 89, StoreName = 90, DeleteName = 91, UnpackSequence = 92, ForIter = 93,
        UnpackEx = 94, StoreAttr = 95, DeleteAttr = 96, StoreGlobal = 97, DeleteGlobal = 98, Swap = 99, LoadConst = 100, LoadName = 101, BuildTuple = 102,
        BuildList = 103, BuildSet = 104, BuildMap = 105, LoadAttr = 106, CompareOp = 107, ImportName = 108, ImportFrom = 109, JumpForward = 110,
        JumpIfFalseOrPop = 111, JumpIfTrueOrPop = 112, PopJumpForwardIfFalse = 114, PopJumpForwardIfTrue = 115, LoadGlobal = 116, IsOp = 117, ContainsOp = 118,
        Reraise = 119, Copy = 120, BinaryOp = 122, Send = 123, LoadFast = 124, StoreFast = 125, DeleteFast = 126, PopJumpForwardIfNotNone = 128,
        PopJumpForwardIfNone = 129, RaiseVarargs = 130, GetAwaitable = 131, MakeFunction = 132, BuildSlice = 133, JumpBackwardNoInterrupt = 134, MakeCell = 135,
        LoadClosure = 136, LoadDeref = 137, StoreDeref = 138, DeleteDeref = 139, JumpBackward = 140, CallFunctionEx = 142, ExtendedArg = 144, ListAppend = 145,
        SetAdd = 146, MapAdd = 147, LoadClassDeref = 148, CopyFreeVars = 149, Resume = 151, MatchClass = 152, FormatValue = 155, BuildString = 157,
        LoadMethod = 160, ListExtend = 162, SetUpdate = 163, DictMerge = 164, DictUpdate = 165, Precall = 166, Call = 171, KwNames = 172,
        PopJumpBackwardIfNotNone = 173, PopJumpBackwardIfNone = 174, PopJumpBackwardIfFalse = 175, PopJumpBackwardIfTrue = 176,
    }

    private static int Caches(Code code) => code switch
    {
        Code.BinarySubscr or Code.StoreAttr or Code.LoadAttr or Code.Call => 4,
        Code.LoadGlobal => 5,
        Code.LoadMethod => 10,
        Code.CompareOp => 2,
        Code.StoreSubscr or Code.UnpackSequence or Code.BinaryOp or Code.Precall => 1,
        _ => 0,
    };

    /// <summary>CPython's numbers of the binary operators, in our order.</summary>
    private static readonly int[] Operators = [0, 10, 5, 11, 2, 6, 8, 3, 9, 1, 7, 12, 4];

    /// <param name="Code">Of CPython.</param>
    /// <param name="Arg">Its argument; of jumps it is found last.</param>
    /// <param name="Target">Of jumps: the position in our code.</param>
    /// <param name="Pc">The instruction of ours it stands for; -1 for those at the start.</param>
    private record struct Instruction(Code Code, int Arg, int Target, int Pc, SourceRange Range)
    {
        public int Offset, Size;
    }

    private readonly List<Instruction> _instructions = [];
    private readonly int[] _starts;
    private readonly PyCode _code;

    public byte[] Bytes { get; }

    public CodeView(PyCode code)
    {
        _code = code;
        Begin();
        _starts = new int[code.Code.Length + 1];
        for (int pc = 0; pc < code.Code.Length; pc++)
        {
            _starts[pc] = _instructions.Count;
            Translate(pc, (Op)(code.Code[pc] & 255), code.Code[pc] >> 8);
        }
        _starts[^1] = _instructions.Count;
        Place();
        Bytes = Assemble();
    }

    private void Emit(Code code, int arg, int pc, int target = -1) =>
        _instructions.Add(new Instruction(code, arg, target, pc, pc >= 0 ? _code.Positions[pc] : default));

    private void Begin()
    {
        if (_code.FreeCount > 0) Emit(Code.CopyFreeVars, _code.FreeCount, -1);
        SourceRange first = new(_code.FirstLine, 0, _code.FirstLine, 0);
        if ((_code.Flags & CodeFlags.AnyGenerator) != 0)
        {
            _instructions.Add(new Instruction(Code.ReturnGenerator, 0, -1, -1, first));
            _instructions.Add(new Instruction(Code.PopTop, 0, -1, -1, first));
        }
        bool isModule = _code.Name == "<module>" && (_code.Flags & CodeFlags.Optimized) == 0;
        _instructions.Add(new Instruction(Code.Resume, 0, -1, -1, isModule ? new SourceRange(0, 0, 1, 0) : first));
    }

    private void Translate(int pc, Op op, int arg)
    {
        switch (op)
        {
            case Op.LoadConst when pc + 1 < _code.Code.Length && (Op)(_code.Code[pc + 1] & 255) is Op.CallKw or Op.CallMethodKw:
                Emit(Code.KwNames, arg, pc);
                break;
            case >= Op.BinaryAdd and <= Op.BinaryMatrixMultiply:
                Emit(Code.BinaryOp, Operators[op - Op.BinaryAdd], pc);
                break;
            case >= Op.InplaceAdd and <= Op.InplaceMatrixMultiply:
                Emit(Code.BinaryOp, Operators[op - Op.InplaceAdd] + 13, pc);
                break;
            case >= Op.CompareLt and <= Op.CompareGe:
                Emit(Code.CompareOp, op - Op.CompareLt, pc);
                break;
            case Op.IsOp or Op.IsNotOp:
                Emit(Code.IsOp, op == Op.IsNotOp ? 1 : 0, pc);
                break;
            case Op.ContainsOp or Op.NotContainsOp:
                Emit(Code.ContainsOp, op == Op.NotContainsOp ? 1 : 0, pc);
                break;
            case Op.LoadGlobal:
                Emit(Code.LoadGlobal, arg << 1, pc);
                break;
            case Op.Jump:
                Emit(arg > pc ? Code.JumpForward : Code.JumpBackwardNoInterrupt, 0, pc, arg);
                break;
            case Op.JumpBackward:
                Emit(Code.JumpBackward, 0, pc, arg);
                break;
            case Op.PopJumpIfFalse:
                Emit(arg > pc ? Code.PopJumpForwardIfFalse : Code.PopJumpBackwardIfFalse, 0, pc, arg);
                break;
            case Op.PopJumpIfTrue:
                Emit(arg > pc ? Code.PopJumpForwardIfTrue : Code.PopJumpBackwardIfTrue, 0, pc, arg);
                break;
            case Op.PopJumpIfNone:
                Emit(arg > pc ? Code.PopJumpForwardIfNone : Code.PopJumpBackwardIfNone, 0, pc, arg);
                break;
            case Op.PopJumpIfNotNone:
                Emit(arg > pc ? Code.PopJumpForwardIfNotNone : Code.PopJumpBackwardIfNotNone, 0, pc, arg);
                break;
            case Op.JumpIfFalseOrPop or Op.JumpIfTrueOrPop or Op.ForIter or Op.Send:
                Emit(op switch { Op.ForIter => Code.ForIter, Op.Send => Code.Send, Op.JumpIfTrueOrPop => Code.JumpIfTrueOrPop, _ => Code.JumpIfFalseOrPop }, 0, pc, arg);
                break;
            case Op.Call or Op.CallKw or Op.CallMethod or Op.CallMethodKw or Op.CallWithFrame:
                Emit(Code.Precall, arg, pc);
                Emit(Code.Call, arg, pc);
                break;
            case Op.CallEx:
                Emit(Code.CallFunctionEx, arg & 1, pc);
                break;
            case Op.YieldValue:
                Emit(Code.YieldValue, 0, pc);
                Emit(Code.Resume, arg == YieldKind.FromInner ? 3 : 1, pc);
                break;
            case Op.LoadClassDeref:
                Emit(Code.LoadClassDeref, arg, pc);
                break;
            case Op.MatchGroup:
                Emit(Code.CheckEgMatch, 0, pc);
                break;
            case Op.CombineRaised:
                Emit(Code.PrepReraiseStar, 0, pc);
                break;
            case Op.CheckEndAsyncFor:
                Emit(Code.EndAsyncFor, 0, pc);
                break;
            case Op.DictWithoutKeys:
                Emit(Code.DictUpdate, arg, pc);
                break;
            case Op.GetAIter:
                Emit(Code.GetAiter, 0, pc);
                break;
            case Op.GetANext:
                Emit(Code.GetAnext, 0, pc);
                break;
            default:
                Emit(Enum.TryParse(op.ToString(), out Code same) ? same : Code.Nop, arg, pc);
                break;
        }
    }

    /// <summary>Instructions get their offsets; jumps their distances, which may make them longer.</summary>
    private void Place()
    {
        var list = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_instructions);
        bool isChanged = true;
        while (isChanged)
        {
            isChanged = false;
            int offset = 0;
            foreach (ref Instruction i in list)
            {
                int size = 2 + 2 * Caches(i.Code) + (i.Arg > 0xffffff ? 6 : i.Arg > 0xffff ? 4 : i.Arg > 0xff ? 2 : 0);
                if (i.Offset != offset || i.Size != size) isChanged = true;
                (i.Offset, i.Size) = (offset, size);
                offset += size;
            }
            foreach (ref Instruction i in list)
            {
                if (i.Target < 0) continue;
                int target = _starts[i.Target] < list.Length ? list[_starts[i.Target]].Offset : offset;
                int distance = Math.Abs(target - (i.Offset + i.Size)) / 2;
                if (distance != i.Arg) isChanged = true;
                i.Arg = distance;
            }
        }
    }

    private byte[] Assemble()
    {
        var bytes = new List<byte>();
        foreach (Instruction i in _instructions)
        {
            for (int shift = 24; shift > 0; shift -= 8)
            {
                if (i.Arg >> shift == 0) continue;
                bytes.Add((byte)Code.ExtendedArg);
                bytes.Add((byte)(i.Arg >> shift));
            }
            bytes.Add((byte)i.Code);
            bytes.Add((byte)i.Arg);
            for (int k = 0; k < Caches(i.Code) * 2; k++) bytes.Add(0);
        }
        return [.. bytes];
    }

    /// <summary>The offset of the last instruction that stands for the one at a position.</summary>
    public int OffsetOf(int pc)
    {
        int last = (uint)pc < (uint)(_starts.Length - 1) ? Math.Max(_starts[pc], _starts[pc + 1] - 1) : -1;
        if (last < 0 || last >= _instructions.Count) return 0;
        Instruction i = _instructions[last];
        return i.Offset + i.Size - 2 - 2 * Caches(i.Code);
    }

    /// <summary>The position of ours that an offset belongs to.</summary>
    public int PositionOf(int offset)
    {
        int pc = 0;
        foreach (Instruction i in _instructions)
        {
            if (i.Offset > offset) break;
            pc = Math.Max(i.Pc, 0);
        }
        return pc;
    }

    /// <summary>The ranges of source text, one for each unit of two bytes.</summary>
    public IEnumerable<SourceRange> Units()
    {
        foreach (Instruction i in _instructions)
            for (int k = 0; k < i.Size; k += 2) yield return i.Range;
    }

    /// <summary>Runs of instructions of one line: where they begin and end.</summary>
    public IEnumerable<(int Start, int End, SourceRange Range)> Lines()
    {
        for (int at = 0; at < _instructions.Count;)
        {
            int from = at;
            SourceRange range = _instructions[from].Range;
            while (at < _instructions.Count && _instructions[at].Range.Line == range.Line && (range.Line > 0 || _instructions[at].Range == range)) at++;
            yield return (_instructions[from].Offset, _instructions[at - 1].Offset + _instructions[at - 1].Size, range);
        }
    }

    /// <summary>The table of handlers: for each stretch its start, length, handler and depth, in numbers of six bits to a byte.</summary>
    public byte[] Handlers()
    {
        var table = new List<byte>();
        void Number(int n, bool isFirst)
        {
            int digits = 1;
            while (digits < 5 && n >> 6 * digits != 0) digits++;
            for (int d = digits - 1; d >= 0; d--) table.Add((byte)(n >> 6 * d & 63 | (d > 0 ? 64 : 0) | (isFirst && d == digits - 1 ? 128 : 0)));
        }
        int[] handlers = _code.Handlers, depths = _code.HandlerDepths;
        int End(int pc) => _starts[pc] < _instructions.Count ? _instructions[_starts[pc]].Offset : Bytes.Length;
        for (int pc = 0; pc < _code.Code.Length;)
        {
            int from = pc;
            while (pc < _code.Code.Length && handlers[pc] == handlers[from] && depths[pc] == depths[from]) pc++;
            if (handlers[from] < 0 || End(pc) == End(from)) continue;
            Number(End(from) / 2, isFirst: true);
            Number((End(pc) - End(from)) / 2, isFirst: false);
            Number(End(handlers[from]) / 2, isFirst: false);
            Number(depths[from] << 1, isFirst: false);
        }
        return [.. table];
    }
}
