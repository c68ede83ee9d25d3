using MetaTracer.Trace;

namespace Backend.Allocation;

/// <summary>
/// Where the variables of a trace are used: the last use of each (fail arguments count), and the uses that want a register (they do
/// not), in order.
/// </summary>
internal sealed class Lifetimes
{
    private readonly int[] _firstUse;
    private readonly int[] _uses;
    private readonly int[] _next;
    private readonly int[] _lastUse;
    private readonly int[] _firstDeath;
    private readonly int[] _deaths;

    public Lifetimes(TreeLoop loop)
    {
        int variables = loop.VariableCount, count = loop.Count;
        _lastUse = new int[variables];
        for (int v = 0; v < variables; v++) _lastUse[v] = -1;
        _firstUse = new int[variables + 1];
        ReadOnlySpan<Operation> operations = loop.Operations;
        Value[] carried = Carried(loop);
        for (int i = 0; i < count; i++)
            foreach (Value arg in RegisterUses(loop, operations[i], carried))
                if (arg.IsVariable) _firstUse[arg.Index + 1]++;
        for (int v = 0; v < variables; v++) _firstUse[v + 1] += _firstUse[v];
        _next = _firstUse[..variables];
        _uses = new int[_firstUse[variables]];
        for (int i = 0; i < count; i++)
        {
            ref readonly Operation operation = ref operations[i];
            foreach (Value arg in RegisterUses(loop, operation, carried))
                if (arg.IsVariable) _uses[_next[arg.Index]++] = i;
            foreach (Value arg in loop.Args(operation))
                if (arg.IsVariable) _lastUse[arg.Index] = i;
            foreach (Value arg in loop.FailArgs(operation))
                if (arg.IsVariable) _lastUse[arg.Index] = i;
        }
        Array.Copy(_firstUse, _next, variables);

        // A result nobody uses dies where it is made.
        for (int i = 0; i < count; i++)
            if (operations[i].Result is { IsNone: false } result && _lastUse[result.Index] < 0) _lastUse[result.Index] = i;
        _firstDeath = new int[count + 1];
        foreach (int last in _lastUse)
            if (last >= 0) _firstDeath[last + 1]++;
        for (int i = 0; i < count; i++) _firstDeath[i + 1] += _firstDeath[i];
        _deaths = new int[_firstDeath[count]];
        int[] at = _firstDeath[..count];
        for (int v = 0; v < variables; v++)
            if (_lastUse[v] >= 0) _deaths[at[_lastUse[v]]++] = v;
    }

    /// <summary>The arguments of the jump that are not simply what its label got: those wait for a register at the jump.</summary>
    private static Value[] Carried(TreeLoop loop)
    {
        ref readonly Operation last = ref loop.Operations[loop.Count - 1];
        if (last.Code != OpCode.jump) return [];
        var carried = new List<Value>();
        ReadOnlySpan<Value> args = loop.Args(last), labelArgs = default;
        foreach (ref readonly Operation operation in loop.Operations)
            if (operation.Code == OpCode.label && ReferenceEquals(operation.Descr, last.Descr)) labelArgs = loop.Args(operation);
        for (int k = 0; k < args.Length; k++)
            if (k >= labelArgs.Length || labelArgs[k] != args[k]) carried.Add(args[k]);
        return [.. carried];
    }

    private static ReadOnlySpan<Value> RegisterUses(TreeLoop loop, in Operation operation, Value[] carried) => operation.Code switch
    {
        OpCode.label => [],
        OpCode.jump => carried,
        _ => loop.Args(operation),
    };

    /// <summary>The last operation that mentions the variable; -1 for an input nobody uses.</summary>
    public int LastUse(int variable) => _lastUse[variable];

    /// <summary>The variables whose last use is at an operation.</summary>
    public ReadOnlySpan<int> DeathsAt(int operation) => _deaths.AsSpan(_firstDeath[operation].._firstDeath[operation + 1]);

    /// <summary>How many values that raw slots are for, and how many references, live at one operation at most.</summary>
    public (int Raw, int References) MostAlive(TreeLoop loop)
    {
        int raw = 0, references = 0, mostRaw = 0, mostReferences = 0;
        var isReference = new bool[_lastUse.Length];
        foreach (Value input in loop.Inputs)
            if (_lastUse[input.Index] >= 0) Begin(input);
        for (int i = 0; i < loop.Count; i++)
        {
            if (loop.Operations[i].Result is { IsNone: false } result) Begin(result);
            mostRaw = Math.Max(mostRaw, raw);
            mostReferences = Math.Max(mostReferences, references);
            foreach (int variable in DeathsAt(i))
            {
                if (isReference[variable]) references--;
                else raw--;
            }
        }
        return (mostRaw, mostReferences);

        void Begin(Value value)
        {
            isReference[value.Index] = value.Kind == Kind.Ref;
            if (isReference[value.Index]) references++;
            else raw++;
        }
    }

    /// <summary>The first operation from <paramref name="from"/> on that wants the variable in a register. Ask in ascending order.</summary>
    public int NextUse(int variable, int from)
    {
        ref int next = ref _next[variable];
        int end = _firstUse[variable + 1];
        while (next < end && _uses[next] < from) next++;
        return next < end ? _uses[next] : int.MaxValue;
    }
}
