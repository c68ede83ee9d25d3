// The interpreter: one loop over the instructions, with the hints that let a JIT engine trace it.
using System.Runtime.CompilerServices;
using MetaJit;

namespace Lisp;

/// <summary>A running function: its variables, then its value stack. In a trace all of this lives in registers.</summary>
[Virtualizable]
public sealed class Frame(Code code, Closure? closure, int depth)
{
    public readonly Slot[] Slots = new Slot[code.FrameSize];
    public readonly int Depth = depth;
    public Closure? Closure = closure;
    public int Sp = code.FrameSize;    // the stack grows down, from the end of the slots towards the variables

    public void Push(Value? value) => Slots[--Sp].V = value;

    public Value Pop()
    {
        Value value = Slots[Sp].V!;
        Slots[Sp++].V = null;
        return value;
    }
}

public static class Interpreter
{
    public const int DeepestCall = 10_000;

    public static readonly JitDriver<Code, int, Frame, Value> Driver = new("lisp", Run) { Location = At };

    public static TextWriter Output = Console.Out;

    private static string At(Code code, int pc) => $"{code.Name}:{pc} {(Op)code.Ops[pc]}";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Value Run([Green] Code code, [Green] int pc, Frame frame)
    {
        if (Driver.EnterFunction(code, pc, frame) is { } entered)
        {
            if (entered.IsReturn) return entered.Result;
            (code, pc, frame) = entered.State;
        }
        while (true)
        {
            Driver.MergePoint(code, pc, frame);
            int arg = code.Ops[pc + 1];
            switch ((Op)code.Ops[pc])
            {
                case Op.Const: frame.Push(code.Constants[arg]); break;
                case Op.Local: frame.Push(frame.Slots[arg].V); break;
                case Op.SetLocal: frame.Slots[arg].V = frame.Pop(); break;
                case Op.MakeCell: frame.Slots[arg].V = new Cell(frame.Slots[arg].V); break;
                case Op.Captured: frame.Push(frame.Closure!.Captured[arg]); break;
                case Op.Self: frame.Push(frame.Closure); break;
                case Op.CellGet: frame.Push(((Cell)frame.Pop()).V); break;
                case Op.CellSet: SetCell(frame); break;
                case Op.Global: frame.Push(code.Globals[arg].Get()); break;
                case Op.DefineGlobal: code.Globals[arg].Define(frame.Pop()); break;
                case Op.SetGlobal: code.Globals[arg].Set(frame.Pop()); break;
                case Op.Closure: frame.Push(MakeClosure(code.Functions[arg], frame)); break;
                case Op.Pop: frame.Pop(); break;
                case Op.Jump: pc = arg; continue;
                case Op.JumpIfFalse:
                    if (frame.Pop() != Symbol.False) break;
                    pc = arg;
                    continue;
                case Op.Call: frame.Push(Call(frame, arg)); break;
                case Op.TailCall:
                    if (!CallsItself(code, frame, arg)) return Call(frame, arg);
                    Rebind(frame, arg);    // a function that calls itself last is a loop: same frame, from the start
                    pc = 0;
                    if (Driver.CanEnter(code, pc, frame) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (code, pc, frame) = exit.State;
                    }
                    continue;
                case Op.Return: return frame.Pop();
                case Op.Primitive: ApplyPrimitive((Primitive)(arg >> 2), arg & 3, frame); break;
                default: throw new LispError("bad instruction");
            }
            pc += 2;
        }
    }

    private static void SetCell(Frame frame)
    {
        Value value = frame.Pop();
        ((Cell)frame.Pop()).V = value;
    }

    private static void ApplyPrimitive(Primitive id, int arity, Frame frame)
    {
        Value c = arity > 2 ? frame.Pop() : Symbol.Nil;
        Value b = arity > 1 ? frame.Pop() : Symbol.Nil;
        Value a = arity > 0 ? frame.Pop() : Symbol.Nil;
        frame.Push(arity switch
        {
            0 => Primitives.Apply0(id),
            1 => Primitives.Apply1(id, a),
            2 => Primitives.Apply2(id, a, b),
            _ => Primitives.Apply3(id, a, b, c),
        });
    }

    private static bool CallsItself(Code code, Frame frame, int count) =>
        frame.Slots[frame.Sp + count].V is Closure callee && Jit.Promote(callee.Code) == code && code.Parameters == count;

    [UnrollSafe]
    private static void Rebind(Frame frame, int count)
    {
        for (int i = count; i-- > 0;) frame.Slots[i].V = frame.Pop();
        frame.Closure = (Closure)frame.Pop();
        for (int i = count; i < frame.Slots.Length; i++) frame.Slots[i].V = null;
    }

    [UnrollSafe]
    private static Value Call(Frame caller, int count)
    {
        Closure closure = caller.Slots[caller.Sp + count].V as Closure ?? throw NotAFunction(caller.Slots[caller.Sp + count].V);
        Code code = Jit.Promote(closure.Code);
        if (code.Parameters != count) throw WrongCount(code, count);
        if (caller.Depth >= DeepestCall) throw TooDeep();
        var frame = new Frame(code, closure, caller.Depth + 1);
        for (int i = count; i-- > 0;) frame.Slots[i].V = caller.Pop();
        caller.Pop();
        return Run(code, 0, frame);
    }

    [UnrollSafe]
    private static Closure MakeClosure(Code code, Frame frame)
    {
        var captured = new Value?[code.Captures.Length];
        for (int i = 0; i < captured.Length; i++)
        {
            int from = code.Captures[i];
            captured[i] = from == Code.CaptureSelf ? frame.Closure : from < 0 ? frame.Closure!.Captured[~from] : frame.Slots[from].V;
        }
        return new Closure(code, captured);
    }

    private static LispError NotAFunction(Value? value) => new($"not a function: {value}");

    private static LispError WrongCount(Code code, int count) => new($"{code.Name} takes {code.Parameters} arguments, not {count}");

    private static LispError TooDeep() => new("calls are nested too deeply");
}
