using MetaJit;

namespace Lua;

public enum Op : byte
{
    Constant,                       // A = constant B
    Nil, True, False,               // A
    Move,                           // A = B
    NewCell, GetCell, SetCell,      // A = new cell of A; A = what cell B holds; cell A = B
    Captured, SetCaptured,          // A = captured B; captured A = B
    Global, SetGlobal,              // A = global B; global A = B
    Table, Append,                  // A = {}; A gets the item B
    Field, SetField,                // A = B[name C]; A[name B] = C
    Item, SetItem,                  // A = B[C]; A[B] = C
    Add, Subtract, Multiply, Divide, Modulo, Power, Concat,     // A = B op C
    Negate, Not, Length,            // A = op B
    Equal, Less, LessOrEqual,       // A = B op C
    Jump, JumpIf, JumpUnless,       // to A; to A where B is (not) true
    JumpUnlessLess, JumpUnlessLessOrEqual, JumpUnlessEqual,     // to A unless B op C
    JumpBack,                       // to A, the head of a loop
    ForStart, ForNext,              // A is the index, A + 1 the end, A + 2 the step, A + 3 the variable; B: where to go when it is over, or on
    Call,                           // A, … = the function in A of B arguments behind it, C results
    Return,                         // B values from A on
    Closure,                        // A = function B
}

public readonly struct Instruction(Op op, int a, int b = 0, int c = 0)
{
    public readonly Op Op = op;
    public readonly int A = a, B = b, C = c;

    public Instruction To(int target) => Op is Op.ForStart or Op.ForNext ? new(Op, A, target, C) : new(Op, target, B, C);
}

/// <summary>A compiled function.</summary>
public sealed class Body(
    string name, int parameters, int registers, Instruction[] code, int[] lines, Value[] constants, string[] names, Global[] globals, Body[] functions, int[] captures)
{
    [ImmutableArray]
    public readonly Instruction[] Code = code;

    [ImmutableArray]
    public readonly int[] Lines = lines;

    [ImmutableArray]
    public readonly Value[] Constants = constants;

    [ImmutableArray]
    public readonly string[] Names = names;

    [ImmutableArray]
    public readonly Global[] Globals = globals;

    [ImmutableArray]
    public readonly Body[] Functions = functions;

    /// <summary>Where a closure gets its captured variables when it is made: the register of the function around it, or below 0 what that has captured itself.</summary>
    [ImmutableArray]
    public readonly int[] Captures = captures;

    public readonly string Name = name;
    public readonly int Parameters = parameters, Registers = registers;
}

/// <summary>The registers of a function that runs.</summary>
[Virtualizable]
public sealed class Frame(Closure closure)
{
    public readonly Closure Closure = closure;
    public readonly Value[] Registers = new Value[closure.Body.Registers];
}

/// <summary>What all functions of one program share: its output, and the results of the function that returned last.</summary>
public sealed class Machine(TextWriter output)
{
    public readonly TextWriter Output = output;
    public Value Result, Second, Third;
    public int Depth;
}
