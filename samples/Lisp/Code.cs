// What the compiler makes and the interpreter runs: pairs of (operation, argument).
using MetaJit;

namespace Lisp;

public enum Op
{
    Const,          // arg: index in Constants
    Local,          // arg: slot
    SetLocal,       // arg: slot; pops
    MakeCell,       // arg: slot whose value is moved into a new cell
    Captured,       // arg: index in the closure's captured variables
    Self,           // the running closure
    CellGet,        // the cell on the stack becomes its value
    CellSet,        // pops a value, then the cell it goes into
    Global,         // arg: index in Globals
    DefineGlobal,   // arg: index in Globals; pops
    SetGlobal,      // arg: index in Globals; pops
    Closure,        // arg: index in Functions
    Pop,
    Jump,           // arg: where to
    JumpIfFalse,    // arg: where to; pops
    Call,           // arg: how many arguments; they and the function below them are popped
    TailCall,       // as Call, in a place where the result would be returned at once
    Return,
    Primitive,      // arg: a Primitive
}

/// <summary>A compiled function. Everything the tracer meets in it is constant.</summary>
public sealed class Code(string name, int parameters, int frameSize, int[] ops, Value[] constants, Global[] globals, Code[] functions, int[] captures)
{
    public readonly string Name = name;
    public readonly int Parameters = parameters;
    public readonly int FrameSize = frameSize;

    [ImmutableArray]
    public readonly int[] Ops = ops;

    [ImmutableArray]
    public readonly Value[] Constants = constants;

    [ImmutableArray]
    public readonly Global[] Globals = globals;

    [ImmutableArray]
    public readonly Code[] Functions = functions;

    /// <summary>Where the maker of the closure finds what is captured: its slot i, its captured variable ~i, or itself (<see cref="CaptureSelf"/>).</summary>
    [ImmutableArray]
    public readonly int[] Captures = captures;

    public const int CaptureSelf = int.MaxValue;
}
