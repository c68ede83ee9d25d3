using MetaJit;

namespace Foo;

public enum Op
{
    Constant,       // A = constant B
    Move,           // A = B
    Global,         // A = the global B
    SetGlobal,      // the global B = A
    Add, Subtract, Multiply, Divide, Less, Equal,   // A = B op C
    Jump,           // to B
    JumpIfFalse,    // to B, when A is false
    JumpBack,       // to B, which is the head of a loop
    Call,           // A = function B with the arguments in A, A + 1, …
    Print,          // A
    Return,         // A
}

public readonly struct Instruction(Op op, int a, int b = 0, int c = 0)
{
    public readonly Op Op = op;
    public readonly int A = a, B = b, C = c;
}

/// <summary>
/// A compiled function. What never changes is readonly, and the items of an [ImmutableArray] never change: a trace takes all of it for constant.
/// </summary>
public sealed class Function(string name, int parameters)
{
    public readonly string Name = name;
    public readonly int Parameters = parameters;

    /// <summary>Set once, when the function has been compiled; it may call itself, so it is there before.</summary>
    public Body Body { get; set; } = null!;
}

public sealed class Body(Function function, Instruction[] code, int[] lines, Value[] constants, Function[] callees, Globals globals, int registers)
{
    [ImmutableArray]
    public readonly Instruction[] Code = code;

    [ImmutableArray]
    public readonly int[] Lines = lines;

    [ImmutableArray]
    public readonly Value[] Constants = constants;

    [ImmutableArray]
    public readonly Function[] Callees = callees;

    public readonly Function Function = function;
    public readonly Globals Globals = globals;
    public readonly int Registers = registers;
}

/// <summary>The variables outside functions, by number.</summary>
public sealed class Globals
{
    public readonly Value[] Values = new Value[256];
}

/// <summary>The registers of a function that runs. In a trace they live in machine registers, and no frame is made.</summary>
[Virtualizable]
public sealed class Frame(int registers)
{
    public readonly Value[] Registers = new Value[registers];
}

/// <summary>What all calls of one program share.</summary>
public sealed class Machine(TextWriter output)
{
    [DontLookInside]
    public void Print(Value value) => output.WriteLine(value);
}
