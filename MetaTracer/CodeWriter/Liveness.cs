using System.Numerics;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>Which virtual registers are live where: the usual backward analysis over basic blocks, with an edge from every instruction to its handlers.</summary>
internal sealed class Liveness
{
    private readonly Insn[] _code;
    private readonly CodeBuffer _buffer;
    private readonly RegionHandler[][] _regions;
    private readonly int[] _blockStart;
    private readonly int _refBase, _floatBase, _words;
    private readonly List<BasicBlock> _blocks = [];
    private readonly Dictionary<int, BasicBlock> _blockAt = [];
    private readonly ulong[][] _handlerLive;

    /// <summary>What the instructions read and write: of instruction i the registers from _operandsAt[2i] on, and from _operandsAt[2i + 1] on.</summary>
    private readonly int[] _operandsAt;
    private int[] _operands;

    public Liveness(Insn[] code, CodeBuffer buffer, RegionHandler[][] regions, int[] blockStart)
    {
        _code = code;
        _buffer = buffer;
        _regions = regions;
        _blockStart = blockStart;
        _refBase = buffer.RegisterCount(Kind.Int);
        _floatBase = _refBase + buffer.RegisterCount(Kind.Ref);
        Count = _floatBase + buffer.RegisterCount(Kind.Float);
        _words = (Count + 63) / 64;
        _handlerLive = Array.ConvertAll(regions, _ => new ulong[_words]);
        _operandsAt = new int[2 * code.Length + 1];
        _operands = new int[4 * code.Length];
        FindOperands();
        FindBlocks();
        foreach (BasicBlock block in _blocks) Summarize(block);
        Solve();
    }

    /// <summary>All virtual registers, of all kinds.</summary>
    public int Count { get; }

    public IReadOnlyList<BasicBlock> Blocks => _blocks;

    /// <summary>All handlers, some more than once.</summary>
    public IEnumerable<RegionHandler> Handlers => _regions.SelectMany(region => region);

    /// <summary>The registers instruction i reads; those it writes.</summary>
    public ReadOnlySpan<int> UsesOf(int i) => _operands.AsSpan(_operandsAt[2 * i].._operandsAt[2 * i + 1]);
    public ReadOnlySpan<int> DefsOf(int i) => _operands.AsSpan(_operandsAt[2 * i + 1].._operandsAt[2 * i + 2]);

    public int StartOf(RegionHandler handler) => _blockStart[handler.Block];

    public int IndexOf(Operand operand) => operand.Kind switch
    {
        Kind.Int => operand.Register,
        Kind.Ref => _refBase + operand.Register,
        _ => _floatBase + operand.Register,
    };

    public Operand OperandOf(int index) => index < _refBase ? new Operand(Kind.Int, index)
        : index < _floatBase ? new Operand(Kind.Ref, index - _refBase)
        : new Operand(Kind.Float, index - _floatBase);

    public bool IsLiveInHandlers(int region, Operand register) => !CodeBuffer.IsConstant(register) && Has(_handlerLive[region], IndexOf(register));

    /// <summary>What the handlers of a region need.</summary>
    public ulong[] HandlerLive(int region) => _handlerLive[region];

    public Operand[] LiveAtEntry() => ToOperands(_blockAt[0].LiveIn);

    /// <summary>Which instructions compute only what nothing uses.</summary>
    public bool[] FindDead()
    {
        bool[] isDead = new bool[_code.Length];
        foreach (BasicBlock block in _blocks) Walk(block, isDead, null);
        return isDead;
    }

    /// <summary>The registers live before each instruction where a guard may be or that follows a call; what is dropped is passed over.</summary>
    public Operand[]?[] Record(bool[] isDropped)
    {
        var result = new Operand[]?[_code.Length];
        foreach (BasicBlock block in _blocks) Walk(block, isDropped, result);
        return result;
    }

    private void Walk(BasicBlock block, bool[] isDropped, Operand[]?[]? result)
    {
        ulong[] live = (ulong[])block.LiveOut.Clone();
        ulong[] handlers = _handlerLive[block.Region];
        Or(live, handlers);
        for (int i = block.End - 1; i >= block.Start; i--)
        {
            if (isDropped[i]) continue;
            if (result is null && InsnOperands.IsRemovableWhenDead(_code[i]) && !Has(live, IndexOf(new Operand(DstKind(i), _code[i].Dst))))
            {
                isDropped[i] = true;
                continue;
            }
            Step(i, live, handlers);
            if (result is null) continue;
            int before = i - 1;
            while (before >= 0 && isDropped[before]) before--;
            bool isAfterCall = before >= 0 && _code[before].X is CallInfo;
            // A loop that may be stopped is left just behind its merge point.
            bool isAfterMergePoint = before >= 0 && _code[before].Op == JitOp.MergePoint;
            if (!isAfterCall && !isAfterMergePoint && !InsnOperands.MayGuard(_code[i])) continue;
            if (isAfterCall && _buffer.Regions[before] != block.Region)
            {
                ulong[] both = (ulong[])live.Clone();
                Or(both, _handlerLive[_buffer.Regions[before]]);
                result[i] = ToOperands(both);
            }
            else
            {
                result[i] = ToOperands(live);
            }
        }
    }

    private Kind DstKind(int i) => InsnOperands.KindsOf(_code[i]).Dst;

    public static IEnumerable<int> Members(ulong[] set)
    {
        for (int word = 0; word < set.Length; word++)
            for (ulong bits = set[word]; bits != 0; bits &= bits - 1)
                yield return word * 64 + BitOperations.TrailingZeroCount(bits);
    }

    private Operand[] ToOperands(ulong[] set)
    {
        int count = 0;
        foreach (ulong word in set) count += BitOperations.PopCount(word);
        var operands = new Operand[count];
        int next = 0;
        for (int word = 0; word < set.Length; word++)
            for (ulong bits = set[word]; bits != 0; bits &= bits - 1)
                operands[next++] = OperandOf(word * 64 + BitOperations.TrailingZeroCount(bits));
        return operands;
    }

    private void FindOperands()
    {
        var list = new OperandList();
        int count = 0;
        for (int i = 0; i < _code.Length; i++)
        {
            InsnOperands.AddUses(_code[i], list);
            Append(2 * i + 1);
            InsnOperands.AddDefs(_code[i], list);
            Append(2 * i + 2);
        }

        void Append(int endAt)
        {
            if (count + list.Count > _operands.Length) Array.Resize(ref _operands, 2 * (count + list.Count));
            for (int k = 0; k < list.Count; k++)
                if (!CodeBuffer.IsConstant(list[k])) _operands[count++] = IndexOf(list[k]);
            _operandsAt[endAt] = count;
            list.Clear();
        }
    }

    private void FindBlocks()
    {
        bool[] leader = new bool[_code.Length + 1];
        leader[0] = true;
        for (int i = 0; i < _code.Length; i++)
        {
            bool isEnd = true;
            if (_code[i].X is int[] targets)
                foreach (int target in targets) leader[target] = true;
            else if (_code[i].Op is JitOp.Goto or JitOp.BranchTrue or JitOp.BranchFalse or JitOp.BranchNull or JitOp.BranchNonNull) leader[_code[i].Target] = true;
            else isEnd = _code[i].Op is JitOp.Return or JitOp.Throw;
            if (isEnd || (i + 1 < _code.Length && _buffer.Regions[i + 1] != _buffer.Regions[i])) leader[i + 1] = true;
        }
        foreach (RegionHandler handler in _regions.SelectMany(region => region)) leader[_blockStart[handler.Block]] = true;
        for (int start = 0; start < _code.Length;)
        {
            int end = start + 1;
            while (end < _code.Length && !leader[end]) end++;
            var block = new BasicBlock(start, end, _buffer.Regions[start], _words);
            _blocks.Add(block);
            _blockAt[start] = block;
            start = end;
        }
        foreach (BasicBlock block in _blocks)
        {
            ref Insn last = ref _code[block.End - 1];
            if (last.X is int[] targets)
                foreach (int target in targets) block.Successors.Add(_blockAt[target]);
            if (last.Op is JitOp.Goto or JitOp.BranchTrue or JitOp.BranchFalse or JitOp.BranchNull or JitOp.BranchNonNull)
                block.Successors.Add(_blockAt[last.Target]);
            if (last.Op is not (JitOp.Goto or JitOp.Return or JitOp.Throw) && block.End < _code.Length) block.Successors.Add(_blockAt[block.End]);
        }
    }

    private void Summarize(BasicBlock block)
    {
        for (int i = block.Start; i < block.End; i++)
        {
            foreach (int use in UsesOf(i))
                if (!Has(block.Defined, use)) Set(block.Used, use);
            foreach (int define in DefsOf(i)) Set(block.Defined, define);
        }
    }

    private void Solve()
    {
        ulong[] scratch = new ulong[_words];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int b = _blocks.Count - 1; b >= 0; b--)
            {
                BasicBlock block = _blocks[b];
                Array.Clear(scratch);
                foreach (BasicBlock successor in block.Successors) Or(scratch, successor.LiveIn);
                Array.Copy(scratch, block.LiveOut, _words);
                ulong[] handlers = _handlerLive[block.Region];
                for (int w = 0; w < _words; w++)
                {
                    ulong live = block.Used[w] | (scratch[w] & ~block.Defined[w]) | handlers[w];
                    if (live == block.LiveIn[w]) continue;
                    block.LiveIn[w] = live;
                    changed = true;
                }
            }
            for (int r = 1; r < _regions.Length; r++)
            {
                foreach (RegionHandler handler in _regions[r])
                {
                    if (!_blockAt.TryGetValue(_blockStart[handler.Block], out BasicBlock? block)) continue;
                    int exception = IndexOf(handler.Register);
                    for (int w = 0; w < _words; w++)
                    {
                        ulong live = block.LiveIn[w];
                        if (exception / 64 == w) live &= ~(1UL << exception);
                        if ((_handlerLive[r][w] | live) == _handlerLive[r][w]) continue;
                        _handlerLive[r][w] |= live;
                        changed = true;
                    }
                }
            }
        }
    }

    private void Step(int i, ulong[] live, ulong[] handlers)
    {
        foreach (int define in DefsOf(i)) Clear(live, define);
        foreach (int use in UsesOf(i)) Set(live, use);
        Or(live, handlers);
    }

    private static bool Has(ulong[] set, int member) => (set[member / 64] >> member & 1) != 0;

    private static void Set(ulong[] set, int member) => set[member / 64] |= 1UL << member;

    private static void Clear(ulong[] set, int member) => set[member / 64] &= ~(1UL << member);

    private static void Or(ulong[] into, ulong[] from)
    {
        for (int i = 0; i < into.Length; i++) into[i] |= from[i];
    }

    /// <summary>Instructions [Start, End) with one entry, one end and one exception region.</summary>
    internal sealed class BasicBlock(int start, int end, int region, int words)
    {
        public int Start { get; } = start;
        public int End { get; } = end;
        public int Region { get; } = region;
        public List<BasicBlock> Successors { get; } = [];
        public ulong[] Used { get; } = new ulong[words];
        public ulong[] Defined { get; } = new ulong[words];
        public ulong[] LiveIn { get; } = new ulong[words];
        public ulong[] LiveOut { get; } = new ulong[words];
    }
}
