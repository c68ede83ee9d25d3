using System.Reflection;
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>A handler of an exception region.</summary>
/// <param name="Clause">Order among all handlers of the method, innermost first.</param>
/// <param name="CatchType">What it catches.</param>
/// <param name="Block">Where it begins.</param>
/// <param name="Register">What receives the exception.</param>
internal sealed record RegionHandler(int Clause, Type CatchType, int Block, Operand Register);

/// <summary>Registers live at a merge point that are neither green nor red.</summary>
internal sealed record ExtraLiveRegisters(int Instruction, Operand[] Registers);

/// <summary>
/// Makes a converter's instructions final: resolves branches, drops what computes nothing used, packs the virtual registers into few, and
/// lists what is live wherever a guard can be.
/// </summary>
internal sealed class JitCodeAssembler
{
    private readonly CodeBuffer _buffer;
    private readonly Insn[] _code;
    private readonly Operand[] _parameters;
    private readonly RegionHandler[][] _regions;
    private readonly int[] _blockStart;
    private readonly Liveness _liveness;

    public JitCodeAssembler(CodeBuffer buffer, int[] blockStart, Operand[] parameters, RegionHandler[][] regions)
    {
        _buffer = buffer;
        _code = buffer.Code.ToArray();
        _blockStart = blockStart;
        _parameters = parameters;
        _regions = regions;
        ResolveTargets();
        _liveness = new Liveness(_code, buffer, _regions, blockStart);
    }

    /// <summary>Whether a handler of the region reads one of the registers.</summary>
    public bool IsLiveInHandler(int region, Operand[] registers)
    {
        foreach (Operand register in registers)
            if (_liveness.IsLiveInHandlers(region, register)) return true;
        return false;
    }

    /// <summary>At each merge point: its instruction and what is live there that is neither green nor red. Known once assembled.</summary>
    public List<ExtraLiveRegisters> ExtraLive { get; } = [];

    public JitCode Assemble(MethodBase method, JitDriver? portal)
    {
        bool[] isDead = _liveness.FindDead();
        DropEmptyJumps(isDead);
        Operand[]?[] live = _liveness.Record(isDead);
        for (int i = 0; i < _code.Length; i++)
            if (!isDead[i] && _code[i].X is MergePointInfo point && _code[i].Op == JitOp.MergePoint)
                ExtraLive.Add(new ExtraLiveRegisters(i, Operands.Except(Operands.Except(live[i]!, point.Greens), point.Reds)));
        Operand[] undefined = Operands.Except(_liveness.LiveAtEntry(), _parameters);
        int[] pcOf = Layout(isDead, undefined.Length, out int length);
        int[] packed = new RegisterPacking(_liveness, pcOf, isDead, _parameters, undefined).Pack(out int[] counts);

        var constants = new ConstantTable(_buffer, counts);
        Func<Operand, int> number = operand => CodeBuffer.IsConstant(operand) ? constants.Number(operand) : packed[_liveness.IndexOf(operand)];

        var code = new Insn[length];
        int[] offsets = new int[length];
        var liveRegisters = new Operand[]?[length];
        for (int i = 0; i < undefined.Length; i++)
        {
            Operand zero = _buffer.Zero(undefined[i].Kind);
            code[i] = new Insn { Op = JitOp.Move, Kind = zero.Kind, Dst = number(undefined[i]), A = number(zero) };
        }
        for (int i = 0; i < _code.Length; i++)
        {
            if (isDead[i]) continue;
            int pc = pcOf[i];
            Insn insn = InsnOperands.Map(_code[i], number);
            if (IsBranch(insn.Op)) insn.Target = pcOf[insn.Target];
            if (insn.X is int[] targets) insn.X = Array.ConvertAll(targets, target => pcOf[target]);
            code[pc] = insn;
            offsets[pc] = _buffer.Offsets[i];
            if (live[i] is { } registers) liveRegisters[pc] = InsnOperands.MapAll(registers, number);
        }
        return new JitCode
        {
            Method = method,
            Code = code,
            IntCount = counts[(int)Kind.Int],
            RefCount = counts[(int)Kind.Ref],
            FloatCount = counts[(int)Kind.Float],
            IntConstants = [.. constants.Ints],
            RefConstants = [.. constants.Refs],
            FloatConstants = [.. constants.Floats],
            Parameters = InsnOperands.MapAll(_parameters, number),
            Handlers = Handlers(pcOf, isDead, length, number),
            IlOffsets = offsets,
            Portal = portal,
            LiveRegisters = liveRegisters,
            SourceLocation = pc => SourceSymbols.Locate(method, offsets[pc]),
        };
    }

    private static bool IsBranch(JitOp op) => op is JitOp.Goto or JitOp.BranchTrue or JitOp.BranchFalse or JitOp.BranchNull or JitOp.BranchNonNull;

    /// <summary>From block numbers to instruction indices, jumps to jumps straightened.</summary>
    private void ResolveTargets()
    {
        for (int i = 0; i < _code.Length; i++)
        {
            if (IsBranch(_code[i].Op)) _code[i].Target = _blockStart[_code[i].Target];
            if (_code[i].X is int[] targets) _code[i].X = Array.ConvertAll(targets, block => _blockStart[block]);
        }
        for (int i = 0; i < _code.Length; i++)
        {
            if (IsBranch(_code[i].Op)) _code[i].Target = Straighten(_code[i].Target);
            if (_code[i].X is int[] targets) _code[i].X = Array.ConvertAll(targets, Straighten);
        }
    }

    private int Straighten(int target)
    {
        for (int steps = 0; steps < 32 && _code[target].Op == JitOp.Goto; steps++) target = _code[target].Target;
        return target;
    }

    /// <summary>A jump over nothing but dropped instructions is dropped too.</summary>
    private void DropEmptyJumps(bool[] isDead)
    {
        for (int i = _code.Length - 1; i >= 0; i--)
        {
            if (_code[i].Op != JitOp.Goto || _code[i].Target <= i) continue;
            int next = i + 1;
            while (next < _code[i].Target && isDead[next]) next++;
            isDead[i] = next == _code[i].Target;
        }
    }

    /// <summary>Where each instruction comes to stand; a dropped one has the place of what follows it.</summary>
    private int[] Layout(bool[] isDead, int prologue, out int length)
    {
        int[] pcOf = new int[_code.Length + 1];
        int pc = prologue;
        for (int i = 0; i < _code.Length; i++)
        {
            pcOf[i] = pc;
            if (!isDead[i]) pc++;
        }
        pcOf[_code.Length] = length = pc;
        return pcOf;
    }

    private HandlerRegion[] Handlers(int[] pcOf, bool[] isDead, int length, Func<Operand, int> number)
    {
        if (_regions.Length == 1) return [];
        var found = new List<(int Clause, HandlerRegion Region)>();
        foreach (RegionHandler handler in _regions.SelectMany(region => region).Distinct())
        {
            int start = -1;
            for (int i = 0; i <= _code.Length; i++)
            {
                if (i < _code.Length && isDead[i]) continue;
                bool isCovered = i < _code.Length && Array.IndexOf(_regions[_buffer.Regions[i]], handler) >= 0;
                if (isCovered && start < 0) start = pcOf[i];
                if (isCovered || start < 0) continue;
                found.Add((handler.Clause, new HandlerRegion(start, i < _code.Length ? pcOf[i] : length, handler.CatchType,
                    pcOf[_blockStart[handler.Block]], number(handler.Register))));
                start = -1;
            }
        }
        return [.. found.OrderBy(pair => pair.Clause).Select(pair => pair.Region)];
    }

    /// <summary>The constants that are used, numbered behind the registers of their kind.</summary>
    private sealed class ConstantTable(CodeBuffer buffer, int[] counts)
    {
        private readonly Dictionary<long, int> _numbers = [];

        public List<long> Ints { get; } = [];
        public List<object?> Refs { get; } = [];
        public List<double> Floats { get; } = [];

        public int Number(Operand constant)
        {
            long key = (long)constant.Kind << 32 | (uint)constant.Register;
            if (_numbers.TryGetValue(key, out int number)) return number;
            int index = ~constant.Register;
            switch (constant.Kind)
            {
                case Kind.Int:
                    number = Ints.Count;
                    Ints.Add(buffer.Ints[index]);
                    break;
                case Kind.Ref:
                    number = Refs.Count;
                    Refs.Add(buffer.Refs[index]);
                    break;
                default:
                    number = Floats.Count;
                    Floats.Add(buffer.Floats[index]);
                    break;
            }
            return _numbers[key] = number + counts[(int)constant.Kind];
        }
    }
}
