// A stack machine for tests: its instructions are chosen to try the meta-interpreter, the blackhole and resume, not to be a language.
using System.Runtime.CompilerServices;
using MetaJit;

namespace MetaTracer.Tests.Tiny;

public enum Op
{
    Const, Load, Store, Add, Less, JumpIfFalse, Jump, Back, Call, Return,
    Checked, CheckedOutside, CaughtOutside, OutOfBounds, NullReference, Divide, Finally, OutArgument, StructResult, Delegate, Square,
    Statics, Narrow, Text, Floats, Shape, Unrolled, Promoted, Boxing, Tuple, Maybe, Generic, NewCell, GetContent, SetContent, SetScale, Raise, Spill, Keep, Touch,
}

public sealed class TinyCode(string name, (Op Op, int Argument)[] code, TinyObject[] constants, TinyCode[] callees, int locals)
{
    public readonly string Name = name;

    [ImmutableArray]
    public readonly int[] Ops = Array.ConvertAll(code, row => (int)row.Op | row.Argument << 8);

    [ImmutableArray]
    public readonly TinyObject[] Constants = constants;

    [ImmutableArray]
    public readonly TinyCode[] Callees = callees;

    public readonly int Locals = locals;

    public override string ToString() => Name;
}

[Virtualizable(EscapedField = nameof(IsKept))]
public sealed class TinyFrame(TinyCode code)
{
    public readonly Slot[] Slots = new Slot[code.Locals + 8];
    public int Sp = code.Locals;

    /// <summary>It stands in <see cref="TinyInterpreter.Kept"/>.</summary>
    public bool IsKept;

    public void Push(TinyObject value) => Slots[Sp++].V = value;

    public TinyObject Pop()
    {
        TinyObject value = Slots[--Sp].V!;
        Slots[Sp].V = null;
        return value;
    }

    public long PopInt() => ((TinyInt)Pop()).Value;

    public void PushInt(long value) => Push(new TinyInt(value));
}

public static class TinyInterpreter
{
    public static readonly JitDriver<TinyCode, int, TinyFrame, TinyObject> Driver =
        new("tiny", Run) { Location = (Func<TinyCode, int, string>)At };

    private static string At(TinyCode code, int pc) => $"{code.Name}:{pc} {(Op)(code.Ops[pc] & 255)}";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TinyObject Run([Green] TinyCode code, [Green] int pc, TinyFrame frame)
    {
        if (Driver.EnterFunction(code, pc, frame) is { } entered)
        {
            if (entered.IsReturn) return entered.Result;
            (code, pc, frame) = entered.State;
        }
        while (true)
        {
            Driver.MergePoint(code, pc, frame);
            int instruction = code.Ops[pc];
            int argument = instruction >> 8;
            pc++;
            switch ((Op)(instruction & 255))
            {
                case Op.Const: frame.Push(code.Constants[argument]); break;
                case Op.Load: frame.Push(frame.Slots[argument].V!); break;
                case Op.Store: frame.Slots[argument].V = frame.Pop(); break;
                case Op.Add: Add(frame); break;
                case Op.Less: Less(frame); break;
                case Op.JumpIfFalse:
                    if (frame.PopInt() == 0) pc = argument;
                    break;
                case Op.Jump: pc = argument; break;
                case Op.Back:
                    pc = argument;
                    if (Driver.CanEnter(code, pc, frame) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (code, pc, frame) = exit.State;
                    }
                    break;
                case Op.Call: Call(code.Callees[argument], frame); break;
                case Op.Return: return frame.Pop();
                default: Special(frame, (Op)(instruction & 255)); break;
            }
        }
    }

    private static void Add(TinyFrame frame)
    {
        TinyObject right = frame.Pop(), left = frame.Pop();
        frame.Push(left.Add(right));
    }

    private static void Less(TinyFrame frame)
    {
        TinyObject right = frame.Pop(), left = frame.Pop();
        frame.PushInt(left.IsLess(right) ? 1 : 0);
    }

    /// <summary>Calls with one argument.</summary>
    private static void Call(TinyCode callee, TinyFrame frame)
    {
        var inner = new TinyFrame(callee);
        inner.Slots[0].V = frame.Pop();
        TinyObject result;
        try
        {
            result = Run(callee, 0, inner);
        }
        catch (TinyError)
        {
            result = new TinyInt(-1);
        }
        frame.Push(result);
    }

    private static void Special(TinyFrame frame, Op op)
    {
        switch (op)
        {
            case Op.Checked: frame.PushInt(Helpers.Checked(frame.PopInt())); break;
            case Op.CheckedOutside: frame.PushInt(Helpers.CheckedOutside(frame.PopInt())); break;
            case Op.CaughtOutside: frame.PushInt(Helpers.CaughtOutside(frame.PopInt())); break;
            case Op.OutOfBounds: frame.PushInt(Helpers.OutOfBounds(frame.PopInt())); break;
            case Op.NullReference:
                {
                    long n = frame.PopInt();
                    frame.PushInt(Helpers.NullReference(n % 4 == 0 ? null : new TinyCell { Count = (int)n }));
                    break;
                }
            case Op.Divide:
                {
                    long n = frame.PopInt();
                    frame.PushInt(Helpers.Divide(n * 100, n % 6 - 2));
                    break;
                }
            case Op.Finally: frame.PushInt(Helpers.Finally(frame.PopInt())); break;
            case Op.OutArgument: frame.PushInt(Helpers.OutArgument(frame.PopInt())); break;
            case Op.StructResult: frame.PushInt(Helpers.StructResult(frame.PopInt())); break;
            case Op.Delegate: frame.PushInt(Helpers.Delegate(frame.PopInt())); break;
            case Op.Square: frame.PushInt(Helpers.Square(frame.PopInt() & 7)); break;
            case Op.Statics: frame.PushInt(Helpers.Statics(frame.PopInt())); break;
            case Op.Narrow: frame.PushInt(Helpers.Narrow(frame.PopInt())); break;
            case Op.Text: frame.PushInt(Helpers.Text(frame.PopInt())); break;
            case Op.Floats:
                {
                    long n = frame.PopInt();
                    frame.Push(new TinyFloat(Helpers.Floats(n * 1.25 - 40, n)));
                    break;
                }
            case Op.Shape: frame.Push(Helpers.Shape((IShape)frame.Pop())); break;
            case Op.Unrolled: frame.PushInt(Helpers.Unrolled(frame.PopInt())); break;
            case Op.Promoted: frame.PushInt(Jit.Promote(frame.PopInt()) * 3); break;
            case Op.Boxing: frame.PushInt(Helpers.Boxing(frame.PopInt())); break;
            case Op.Tuple:
                {
                    var (integer, real) = Helpers.Tuple(frame.PopInt());
                    frame.PushInt(integer + (long)real);
                    break;
                }
            case Op.Maybe: frame.PushInt(Helpers.Maybe(frame.PopInt()) is { } some ? some : -5); break;
            case Op.Generic: frame.PushInt(Helpers.Generic(frame.Pop())); break;
            case Op.NewCell: frame.Push(new TinyCell()); break;
            case Op.GetContent: frame.Push(((TinyCell)frame.Pop()).Content ?? new TinyInt(0)); break;
            case Op.SetContent:
                {
                    TinyObject value = frame.Pop();
                    var cell = (TinyCell)frame.Pop();
                    cell.Content = value;
                    cell.Count++;
                    break;
                }
            case Op.SetScale:
                {
                    long n = frame.PopInt();
                    if (n % 40 == 0) SetScale(n);
                    break;
                }
            case Op.Raise:
                {
                    long n = frame.PopInt();
                    if (n % 7 == 0) throw new TinyError("seven");
                    frame.PushInt(n);
                    break;
                }
            case Op.Spill: Spill(frame); break;
            case Op.Keep: Keep(frame); break;
            case Op.Touch: Touch(frame); break;
        }
    }

    /// <summary>A frame that can be reached without being passed.</summary>
    public static TinyFrame? Kept;

    private static void Keep(TinyFrame frame)
    {
        frame.IsKept = true;
        Kept = frame;
    }

    private static void Touch(TinyFrame frame)
    {
        long n = frame.PopInt();
        try
        {
            frame.PushInt(TouchKept(n));
        }
        catch (TinyError)
        {
            frame.PushInt(-1);
        }
    }

    /// <summary>Not followed, and finds the frame by itself; what touches it would be followed elsewhere.</summary>
    [DontLookInside]
    private static long TouchKept(long n)
    {
        if (Kept is not { } kept) return 0;
        long sum = AddToVariable(kept, n);
        return n % 5 == 4 ? throw new TinyError("four") : sum % 1000;
    }

    private static long AddToVariable(TinyFrame frame, long n)
    {
        long sum = ((TinyInt)frame.Slots[1].V!).Value + n;
        frame.Slots[1].V = new TinyInt(sum);
        return sum;
    }

    [DontLookInside]
    private static void SetScale(long n) => Helpers.Scale.Set(n);

    /// <summary>Not followed, and reads and writes the frame.</summary>
    [DontLookInside]
    private static void Spill(TinyFrame frame)
    {
        Jit.ForceVirtualizable(frame);
        TinyObject top = frame.Slots[frame.Sp - 1].V!;
        frame.Slots[frame.Sp - 1].V = top.Add(new TinyInt(frame.Sp));
    }
}
