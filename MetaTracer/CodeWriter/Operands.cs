namespace MetaTracer.CodeWriter;

/// <summary>A list of operands. The base library's collections over structs of ours cannot be compiled ahead of time, and conversion runs when everything is cold.</summary>
internal sealed class OperandList
{
    private Operand[] _items = new Operand[8];

    public int Count { get; private set; }

    public Operand this[int index] => _items[index];

    public void Add(Operand operand)
    {
        if (Count == _items.Length) _items = Operands.Resized(_items, Count * 2);
        _items[Count++] = operand;
    }

    public void AddRange(Operand[] operands)
    {
        foreach (Operand operand in operands) Add(operand);
    }

    public void Clear() => Count = 0;

    public bool Contains(Operand operand)
    {
        for (int i = 0; i < Count; i++)
            if (_items[i] == operand) return true;
        return false;
    }

    public Operand[] ToArray() => Operands.Resized(_items, Count);
}

/// <summary>The few things done to arrays of operands; see <see cref="OperandList"/> for why not with LINQ.</summary>
internal static class Operands
{
    public static Operand[] Map(Operand[] operands, Func<Operand, Operand> map)
    {
        if (operands.Length == 0) return operands;
        var result = new Operand[operands.Length];
        for (int i = 0; i < result.Length; i++) result[i] = map(operands[i]);
        return result;
    }

    public static Operand[] OfLeaves(Leaf[] leaves, Func<Leaf, Operand> map)
    {
        var result = new Operand[leaves.Length];
        for (int i = 0; i < result.Length; i++) result[i] = map(leaves[i]);
        return result;
    }

    public static Operand[] Slice(Operand[] operands, int start, int count)
    {
        var result = new Operand[count];
        for (int i = 0; i < count; i++) result[i] = operands[start + i];
        return result;
    }

    public static Operand[] Concat(Operand[] first, Operand[] second)
    {
        if (second.Length == 0) return first;
        if (first.Length == 0) return second;
        Operand[] result = Resized(first, first.Length + second.Length);
        for (int i = 0; i < second.Length; i++) result[first.Length + i] = second[i];
        return result;
    }

    public static Operand[] Except(Operand[] operands, Operand[] removed)
    {
        var result = new OperandList();
        foreach (Operand operand in operands)
            if (IndexOf(removed, operand) < 0) result.Add(operand);
        return result.ToArray();
    }

    public static int IndexOf(Operand[] operands, Operand wanted)
    {
        for (int i = 0; i < operands.Length; i++)
            if (operands[i] == wanted) return i;
        return -1;
    }

    public static Operand[] Resized(Operand[] operands, int count)
    {
        var result = new Operand[count];
        for (int i = 0; i < Math.Min(count, operands.Length); i++) result[i] = operands[i];
        return result;
    }
}
