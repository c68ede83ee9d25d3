// The smallest interpreter whose machine code does everything with references that can go wrong when the collector runs: allocates, links
// new objects with old ones and old ones with new, keeps references in registers and frames across calls, and loses them in guards.
using System.Runtime.CompilerServices;
using MetaJit;

namespace CollectorStress;

internal enum Op
{
    Push, Link, Fill, Replace, Count, Outside, Tree, Leaf, Branch, Loop, Return,
}

internal sealed class Code(Code? callee, params Op[] ops)
{
    public readonly Code? Callee = callee;

    [ImmutableArray]
    public readonly int[] Ops = Array.ConvertAll(ops, op => (int)op);
}

/// <summary>Item of a list that can be followed both ways, with an array of references to other items.</summary>
internal sealed class Node(Node? older, long value)
{
    public readonly long Value = value;
    public Node? Older = older;
    public Node? Newer;
    public object?[]? Items;
}

/// <summary>Made anew for every count: in a trace it exists only where a guard fails.</summary>
internal sealed class Number(long value)
{
    public readonly long Value = value;
}

internal sealed class Pair(object? left, object? right)
{
    public readonly object? Left = left, Right = right;
}

[Virtualizable]
internal sealed class Frame(Node root, long limit)
{
    public readonly Node Root = root;
    public readonly long Limit = limit;
    public Number Counter = new(0);
    public object? Result;
}

internal static class Interpreter
{
    public const int Items = 100;

    public static readonly JitDriver<Code, int, Frame, object?> Driver = new("collector-stress", Run);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static object? Run([Green] Code code, [Green] int pc, Frame frame)
    {
        if (Driver.EnterFunction(code, pc, frame) is { } entered)
        {
            if (entered.IsReturn) return entered.Result;
            (code, pc, frame) = entered.State;
        }
        while (true)
        {
            Driver.MergePoint(code, pc, frame);
            switch ((Op)code.Ops[pc++])
            {
                case Op.Push: frame.Root.Older = new Node(frame.Root.Older, frame.Counter.Value); break;
                case Op.Link: Link(frame.Root.Older!); break;
                case Op.Fill: Fill(frame.Root, frame.Root.Older!); break;
                case Op.Replace: Replace(frame.Root.Older!, frame.Counter.Value); break;
                case Op.Count: frame.Counter = new Number(frame.Counter.Value + 1); break;
                case Op.Outside: frame.Root.Older!.Items![5] = Helpers.Copy(frame.Root.Older!); break;
                case Op.Tree: Tree(code.Callee!, frame.Root); break;
                case Op.Leaf:
                    if (frame.Limit == 0) return new Pair(frame.Root.Older, null);
                    break;
                case Op.Branch: frame.Result = Branch(code, frame); break;
                case Op.Loop:
                    if (frame.Counter.Value >= frame.Limit) break;
                    pc = 0;
                    if (Driver.CanEnter(code, pc, frame) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (code, pc, frame) = exit.State;
                    }
                    break;
                default: return frame.Result;
            }
        }
    }

    /// <summary>An old object gets a reference to a new one.</summary>
    private static void Link(Node newest)
    {
        if (newest.Older is { } older) older.Newer = newest;
    }

    /// <summary>A new array that is larger than what is left of most allocation chunks.</summary>
    private static void Fill(Node root, Node newest)
    {
        var items = new object?[Items];
        items[0] = newest;
        items[Items - 1] = root;
        newest.Items = items;
    }

    /// <summary>An old array gets a reference to a new object, at an index that the trace does not know.</summary>
    private static void Replace(Node newest, long count)
    {
        if (newest.Older is { } older) older.Items![PlaceOf(count)] = new Pair(newest, older);
    }

    public static long PlaceOf(long count) => 10 + count % 80;

    private static void Tree(Code code, Node root) => root.Older!.Items![7] = Run(code, 0, new Frame(root, 2));

    private static Pair Branch(Code code, Frame frame)
    {
        // The left result waits in a frame of machine code while the right one is made.
        object? left = Run(code, 0, new Frame(frame.Root, frame.Limit - 1));
        return new Pair(left, Run(code, 0, new Frame(frame.Root, frame.Limit - 1)));
    }
}

internal static class Helpers
{
    /// <summary>Machine code has to leave for it.</summary>
    [DontLookInside]
    public static Node Copy(Node node) => new(node, -node.Value) { Newer = node };
}
