// What the interpreter runs: instructions with registers, the function they make, and which registers matter where.
using MetaJit;

namespace Lua;

public enum Op : byte
{
    Constant, Move,                         // A = K; A = B
    NewCell, GetCell, SetCell,              // A = new cell of B; A = what cell B holds; cell B = A
    Captured, SetCaptured,                  // A = captured B; captured B = A
    Global, SetGlobal,                      // A = global K; global K = A
    Table, Append,                          // A = {}; B gets the item A
    Field, SetField,                        // A = B[K]; B[K] = A
    Item, SetItem,                          // A = B[C]; B[C] = A
    Add, Subtract, Multiply, Divide, Modulo, Power, Concat, Equal, Less, LessOrEqual,   // A = B op C
    Negate, Not, Length,                    // A = op B
    Closure,                                // A = function K
    Call,                                   // A, … = the function in B of what is in the registers K; C results
    Return,                                 // what is in the registers K
    Jump, JumpIf, JumpUnless,               // to B; to B where A is (not) true
    JumpBack,                               // to B, the head of a loop
    ForTest,                                // A is the index, A + 1 the end, A + 2 the step: to B where it is over; if not, A + 3, the variable, = A
}

/// <summary>What to do with which registers A, B and C, and with what is known beforehand (K: a number, a name, a global, a function, more registers).</summary>
public readonly struct Instruction(Op op, int a = 0, int b = 0, int c = 0, Value k = default, int line = 0)
{
    public readonly Op Op = op;
    public readonly int A = a, B = b, C = c, Line = line;
    public readonly Value K = k;
}

/// <summary>Where the arguments of a call are, or the results of a function.</summary>
public sealed class Registers(params int[] of) { [ImmutableArray] public readonly int[] Of = of; }

/// <summary>A compiled function.</summary>
public sealed class Body(string name, int parameters, int registers, Instruction[] code, int[] captures)
{
    private ulong[][]? _live;

    public readonly string Name = name;
    public readonly int Parameters = parameters, Registers = registers;
    [ImmutableArray] public readonly Instruction[] Code = code;

    /// <summary>Where a closure gets its captured variables when it is made: the register of the function around it, or below 0 what that has captured itself.</summary>
    [ImmutableArray] public readonly int[] Captures = captures;

    /// <summary>The registers that matter at a position: traces do not carry along what others held.</summary>
    public ulong[] LiveAt(int pc) => (_live ??= Liveness.Of(Code.Length, Registers, at => Uses(Code[at]), NextOf))[pc];

    private IEnumerable<int> NextOf(int pc) => Code[pc] switch
    {
        { Op: Op.Return } => [],
        { Op: Op.Jump or Op.JumpBack, B: var target } => [target],
        { Op: Op.JumpIf or Op.JumpUnless or Op.ForTest, B: var target } => [pc + 1, target],
        _ => [pc + 1],
    };

    private static (IEnumerable<int> Written, IEnumerable<int> Read) Uses(Instruction i) => i.Op switch
    {
        Op.Constant or Op.Captured or Op.Global or Op.Table => ([i.A], []),
        Op.Jump or Op.JumpBack => ([], []),
        Op.SetCaptured or Op.SetGlobal or Op.JumpIf or Op.JumpUnless => ([], [i.A]),
        Op.SetCell or Op.SetField or Op.Append => ([], [i.A, i.B]),
        Op.SetItem => ([], [i.A, i.B, i.C]),
        Op.Move or Op.NewCell or Op.GetCell or Op.Field or Op.Negate or Op.Not or Op.Length => ([i.A], [i.B]),
        Op.Closure => ([i.A], ((Body)i.K.Object!).Captures.Where(register => register >= 0)),
        Op.Call => (Enumerable.Range(i.A, Math.Max(i.C, 1)), [i.B, .. ((Registers)i.K.Object!).Of]),
        Op.Return => ([], ((Registers)i.K.Object!).Of),
        Op.ForTest => ([i.A + 3], [i.A, i.A + 1, i.A + 2]),
        _ => ([i.A], [i.B, i.C]),
    };
}

/// <summary>The registers of a function that runs.</summary>
[Virtualizable]
public sealed class Frame(Closure closure)
{
    public readonly Closure Closure = closure;
    public readonly Value[] Registers = new Value[closure.Body.Registers];
}

/// <summary>What all functions of a program share: how deep calls are nested, how many results the function that returned last has, and which.</summary>
public sealed class Machine(TextWriter output)
{
    public long Depth;
    public int Results;
    public Value Result, Second, Third;

    [DontLookInside]
    public Value Print(Value[] values, int count)
    {
        output.WriteLine(string.Join('\t', values.Take(count)));
        return default;
    }
}
