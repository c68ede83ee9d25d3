// Programs of the test language: one loop around each of its special instructions, inline and in a called function; recursion; nested loops.
using static MetaTracer.Tests.Tiny.Op;

namespace MetaTracer.Tests.Tiny;

public static class TinyPrograms
{
    private static readonly TinyObject[] Small = [new TinyInt(0), new TinyInt(1), new TinyInt(2), new TinyInt(long.MaxValue - 30)];

    /// <summary>Instructions that take an integer and give a number.</summary>
    public static IEnumerable<Op> Specials =>
        Enum.GetValues<Op>().Where(op => op is >= Checked and <= Generic or Spill or SetScale);

    /// <summary><c>s = 0; for i in range(n): s = s + special(i); return s</c></summary>
    public static TinyCode Loop(Op special, int count) => new(
        $"loop {special}",
        [
            (Const, 0), (Store, 0), (Const, 0), (Store, 1),
            (Load, 0), (Const, 4), (Less, 0), (JumpIfFalse, 18),
            (Load, 1), (Load, 0), (special, 0), (special == SetScale ? Load : Jump, special == SetScale ? 0 : 12),
            (Add, 0), (Store, 1), (Load, 0), (Const, 1), (Add, 0), (Jump, 20),
            (Load, 1), (Return, 0),
            (Store, 0), (Back, 4),
        ],
        [.. Small, new TinyInt(count)], [], 2);

    /// <summary>The same with <c>f(i)</c>, where <c>f</c> is a function of the test language around the instruction.</summary>
    public static TinyCode LoopWithCall(Op special, int count) =>
        LoopCalling(new TinyCode($"call {special}", [(Load, 0), (special, 0), (special == SetScale ? Load : Return, 0), (Return, 0)], Small, [], 1), count);

    public static TinyCode LoopCalling(TinyCode callee, int count) => new(
        $"loop of {callee.Name}",
        [
            (Const, 0), (Store, 0), (Const, 0), (Store, 1),
            (Load, 0), (Const, 4), (Less, 0), (JumpIfFalse, 17),
            (Load, 1), (Load, 0), (Call, 0),
            (Add, 0), (Store, 1), (Load, 0), (Const, 1), (Add, 0), (Jump, 19),
            (Load, 1), (Return, 0),
            (Store, 0), (Back, 4),
        ],
        [.. Small, new TinyInt(count)], [callee], 2);

    /// <summary>Integers that overflow into floats in the middle of the loop.</summary>
    public static TinyCode Overflowing(int count) => new(
        "overflowing",
        [
            (Const, 0), (Store, 0), (Const, 3), (Store, 1),
            (Load, 0), (Const, 4), (Less, 0), (JumpIfFalse, 14),
            (Load, 1), (Const, 1), (Add, 0), (Store, 1), (Load, 0), (Jump, 16),
            (Load, 1), (Return, 0),
            (Const, 1), (Add, 0), (Store, 0), (Back, 4),
        ],
        [.. Small, new TinyInt(count)], [], 2);

    /// <summary><c>def fib(n): return n if n &lt; 2 else fib(n - 1) + fib(n - 2)</c></summary>
    public static TinyCode Fibonacci()
    {
        var callees = new TinyCode[1];
        var fib = new TinyCode(
            "fib",
            [
                (Load, 0), (Const, 2), (Less, 0), (JumpIfFalse, 6), (Load, 0), (Return, 0),
                (Load, 0), (Const, 4), (Add, 0), (Call, 0),
                (Load, 0), (Const, 5), (Add, 0), (Call, 0),
                (Add, 0), (Return, 0),
            ],
            [.. Small, new TinyInt(-1), new TinyInt(-2)], callees, 1);
        callees[0] = fib;
        return fib;
    }

    /// <summary>A function with a loop of its own, called in a loop, which keeps its sum in an object.</summary>
    public static TinyCode Nested(int outer, int inner)
    {
        TinyCode callee = Loop(Square, inner);
        return LoopCalling(callee, outer);
    }

    /// <summary>Calls a function <paramref name="calls"/> times that runs its loop of <paramref name="count"/> iterations only when it gets the last number.</summary>
    public static TinyCode LongLastCall(int calls, int count)
    {
        var callee = new TinyCode(
            "long when last",
            [
                (Load, 0), (Const, 4), (Less, 0), (JumpIfFalse, 6), (Const, 0), (Return, 0),
                (Const, 0), (Store, 1),
                (Load, 1), (Const, 5), (Less, 0), (JumpIfFalse, 17),
                (Load, 1), (Const, 1), (Add, 0), (Store, 1), (Back, 8),
                (Load, 1), (Return, 0),
            ],
            [.. Small, new TinyInt(calls - 1), new TinyInt(count)], [], 2);
        return LoopCalling(callee, calls);
    }

    /// <summary>The frame is kept where a call finds it that does not get it, before the loop begins; the call adds to the sum.</summary>
    public static TinyCode KeptFrame(int count, bool isKept) => new(
        "kept frame",
        [
            (Const, 0), (Store, 0), (Const, 0), (Store, 1),
            (isKept ? Keep : Jump, 5), (Load, 0), (Const, 4), (Less, 0), (JumpIfFalse, 18),
            (Load, 0), (Touch, 0), (Load, 1), (Add, 0), (Store, 1),
            (Load, 0), (Const, 1), (Add, 0), (Jump, 20),
            (Load, 1), (Return, 0),
            (Store, 0), (Back, 5),
        ],
        [.. Small, new TinyInt(count)], [], 2);

    /// <summary>The sum is kept in an object that lives on the heap.</summary>
    public static TinyCode Cells(int count) => new(
        "cells",
        [
            (NewCell, 0), (Store, 1), (Const, 0), (Store, 0),
            (Load, 0), (Const, 4), (Less, 0), (JumpIfFalse, 18),
            (Load, 1), (Load, 1), (GetContent, 0), (Load, 0), (Add, 0), (SetContent, 0),
            (Load, 0), (Const, 1), (Add, 0), (Jump, 21),
            (Load, 1), (GetContent, 0), (Return, 0),
            (Store, 0), (Back, 4),
        ],
        [.. Small, new TinyInt(count)], [], 2);
}
