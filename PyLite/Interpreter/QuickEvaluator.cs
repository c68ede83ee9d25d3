using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// The interpreter loop while nothing is traced: what <see cref="Evaluator.Run"/> says, with instructions that stand for several
/// (<see cref="QuickOp"/>) and with what names came to remembered (<see cref="NameCache"/>). The tracer never sees it.
/// </summary>
/// <remarks>
/// The next instruction is a reference and slots are reached without a check of bounds, so that what the loop keeps fits into registers:
/// the assembler has followed every path through the code and knows that jumps stay inside it and the stack inside the frame.
/// </remarks>
[DontLookInside]
internal static class QuickEvaluator
{
    /// <inheritdoc cref="Evaluator.Run"/>
    public static PyObject? Run(PyCode code, int pc, int height, PyFrame frame)
    {
        Jit.ForceVirtualizable(frame);
        if (Evaluator.Driver.EnterFunction(code, pc, height, frame) is { } entry)
        {
            if (entry.IsReturn) return entry.Result;
            (code, pc, height, frame) = entry.State;
        }
        nuint sp = (nuint)height;
        Slot[] slots = frame.Slots;
        ref int ip = ref Word(code, (nuint)pc);
        while (true)
        {
            PyObject? value;
            uint word = (uint)ip;
            ip = ref Unsafe.Add(ref ip, 1);
            switch ((QuickOp)(word & 255))
            {
                case QuickOp.Nop:
                    continue;
                case QuickOp.PopTop:
                    value = At(slots, --sp).V;
                    At(slots, sp).V = null;
                    if (value is PyGenerator dropped && !AsyncOps.Drop(dropped)) goto raise;
                    continue;
                case QuickOp.Copy:
                    At(slots, sp).V = At(slots, sp - Arg(word)).V;
                    sp++;
                    continue;
                case QuickOp.Swap:
                    {
                        nuint other = sp - Arg(word);
                        PyObject? top = At(slots, sp - 1).V;
                        At(slots, sp - 1).V = At(slots, other).V;
                        At(slots, other).V = top;
                        continue;
                    }
                case QuickOp.LoadConst:
                    At(slots, sp++).V = code.Consts[Arg(word)];
                    continue;

                case QuickOp.LoadFast:
                    {
                        value = At(slots, Arg(word)).V;
                        if (value == null) goto unbound;
                        At(slots, sp++).V = value;
                        continue;
                    }
                case QuickOp.LoadFastLoadFast:
                    {
                        PyObject? first = At(slots, FirstWide(word)).V;
                        if (first == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        PyObject? second = At(slots, SecondWide(word)).V;
                        if (second == null) goto unbound;
                        At(slots, sp).V = first;
                        At(slots, sp + 1).V = second;
                        sp += 2;
                        continue;
                    }
                case QuickOp.LoadFastLoadConst:
                    {
                        PyObject? first = At(slots, FirstWide(word)).V;
                        if (first == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        At(slots, sp).V = first;
                        At(slots, sp + 1).V = code.Consts[SecondWide(word)];
                        sp += 2;
                        continue;
                    }
                case QuickOp.StoreFast:
                    At(slots, Arg(word)).V = At(slots, --sp).V;
                    At(slots, sp).V = null;
                    continue;
                case QuickOp.LoadDeref:
                    {
                        value = ((PyCell)At(slots, Arg(word)).V!).Value;
                        if (value == null)
                        {
                            Variables.UnboundCell(code, (int)Arg(word));
                            goto raise;
                        }
                        At(slots, sp++).V = value;
                        continue;
                    }
                case QuickOp.StoreDeref:
                    ((PyCell)At(slots, Arg(word)).V!).Value = At(slots, --sp).V;
                    At(slots, sp).V = null;
                    continue;
                case QuickOp.LoadGlobal:
                    {
                        value = code.NameCaches[Arg(word)].LoadGlobal(frame);
                        if (value == null) goto raise;
                        At(slots, sp++).V = value;
                        continue;
                    }

                case QuickOp.LoadAttr:
                    {
                        value = code.NameCaches[Arg(word)].LoadOwn(At(slots, sp - 1).V!);
                        if (value == null) goto attribute;
                        At(slots, sp - 1).V = value;
                        continue;
                    }
                case QuickOp.LoadFastLoadAttr:
                    {
                        PyObject? obj = At(slots, FirstWide(word)).V;
                        if (obj == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        value = code.NameCaches[SecondWide(word)].LoadOwn(obj);
                        if (value == null)
                        {
                            At(slots, sp++).V = obj;
                            goto attribute;
                        }
                        At(slots, sp++).V = value;
                        continue;
                    }
                case QuickOp.StoreAttr:
                    if (!code.NameCaches[Arg(word)].StoreOwn(At(slots, sp - 1).V!, At(slots, sp - 2).V!)) goto store;
                    At(slots, --sp).V = null;
                    At(slots, --sp).V = null;
                    continue;
                case QuickOp.LoadMethod:
                    {
                        PyObject obj = At(slots, sp - 1).V!;
                        PyObject? method = code.NameCaches[Arg(word)].FindMethod(obj);
                        if (method != null)
                        {
                            At(slots, sp - 1).V = method;
                            At(slots, sp++).V = obj;
                            continue;
                        }
                        if (!CallOps.LoadMethod(code, Position(code, ref ip), frame, (int)sp, code.Names[Arg(word)])) goto raise;
                        sp++;
                        continue;
                    }
                case QuickOp.LoadFastLoadMethod:
                    {
                        PyObject? obj = At(slots, FirstWide(word)).V;
                        if (obj == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        PyObject? method = code.NameCaches[SecondWide(word)].FindMethod(obj);
                        if (method != null)
                        {
                            At(slots, sp).V = method;
                            At(slots, sp + 1).V = obj;
                            sp += 2;
                            continue;
                        }
                        At(slots, sp++).V = obj;
                        if (!CallOps.LoadMethod(code, Position(code, ref ip), frame, (int)sp, code.Names[SecondWide(word)])) goto raise;
                        sp++;
                        continue;
                    }
                case QuickOp.StoreSubscr:
                    Note(code, ref ip);
                    if (!At(slots, sp - 2).V!.SetItem(At(slots, sp - 1).V!, At(slots, sp - 3).V!)) goto raise;
                    At(slots, --sp).V = null;
                    At(slots, --sp).V = null;
                    At(slots, --sp).V = null;
                    continue;

                case QuickOp.UnaryNot:
                    Note(code, ref ip);
                    if (!StackOps.Not(frame, (int)sp)) goto raise;
                    continue;

                case QuickOp.BinaryFastFast:
                    {
                        PyObject? a = At(slots, First(word)).V;
                        if (a == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        PyObject? b = At(slots, Second(word)).V;
                        if (b == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        value = QuickOperators.Binary(Operation(word), a, b) ?? QuickOperators.AnyBinary(code, Position(code, ref ip), Operation(word), a, b);
                        if (value == null) goto raise;
                        goto computed;
                    }
                case QuickOp.BinaryFastConst:
                    {
                        PyObject? a = At(slots, First(word)).V;
                        if (a == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 2);
                        value = QuickOperators.Binary(Operation(word), a, code.Consts[Second(word)]) ?? QuickOperators.AnyBinary(code, Position(code, ref ip), Operation(word), a, code.Consts[Second(word)]);
                        if (value == null) goto raise;
                        goto computed;
                    }
                case QuickOp.BinaryStackFast:
                    {
                        PyObject? b = At(slots, First(word)).V;
                        if (b == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        value = QuickOperators.Binary(Operation(word), At(slots, sp - 1).V!, b) ?? QuickOperators.AnyBinary(code, Position(code, ref ip), Operation(word), At(slots, sp - 1).V!, b);
                        if (value == null) goto raise;
                        At(slots, --sp).V = null;
                        goto computed;
                    }
                case QuickOp.BinaryStackConst:
                    {
                        ip = ref Unsafe.Add(ref ip, 1);
                        value = QuickOperators.Binary(Operation(word), At(slots, sp - 1).V!, code.Consts[First(word)]) ?? QuickOperators.AnyBinary(code, Position(code, ref ip), Operation(word), At(slots, sp - 1).V!, code.Consts[First(word)]);
                        if (value == null) goto raise;
                        At(slots, --sp).V = null;
                        goto computed;
                    }
                case QuickOp.BinaryStackStack:
                    {
                        value = QuickOperators.Binary(Operation(word), At(slots, sp - 2).V!, At(slots, sp - 1).V!) ?? QuickOperators.AnyBinary(code, Position(code, ref ip), Operation(word), At(slots, sp - 2).V!, At(slots, sp - 1).V!);
                        if (value == null) goto raise;
                        At(slots, --sp).V = null;
                        At(slots, --sp).V = null;
                        goto computed;
                    }

                case QuickOp.CompareFastFast:
                    {
                        PyObject? a = At(slots, First(word)).V;
                        if (a == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        PyObject? b = At(slots, Second(word)).V;
                        if (b == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        value = QuickOperators.Compare(Operation(word), a, b) ?? QuickOperators.AnyCompare(code, Position(code, ref ip), Operation(word), a, b);
                        if (value == null) goto raise;
                        goto compared;
                    }
                case QuickOp.CompareFastConst:
                    {
                        PyObject? a = At(slots, First(word)).V;
                        if (a == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 2);
                        value = QuickOperators.Compare(Operation(word), a, code.Consts[Second(word)]) ?? QuickOperators.AnyCompare(code, Position(code, ref ip), Operation(word), a, code.Consts[Second(word)]);
                        if (value == null) goto raise;
                        goto compared;
                    }
                case QuickOp.CompareStackFast:
                    {
                        PyObject? b = At(slots, First(word)).V;
                        if (b == null) goto unbound;
                        ip = ref Unsafe.Add(ref ip, 1);
                        value = QuickOperators.Compare(Operation(word), At(slots, sp - 1).V!, b) ?? QuickOperators.AnyCompare(code, Position(code, ref ip), Operation(word), At(slots, sp - 1).V!, b);
                        if (value == null) goto raise;
                        At(slots, --sp).V = null;
                        goto compared;
                    }
                case QuickOp.CompareStackConst:
                    {
                        ip = ref Unsafe.Add(ref ip, 1);
                        value = QuickOperators.Compare(Operation(word), At(slots, sp - 1).V!, code.Consts[First(word)]) ?? QuickOperators.AnyCompare(code, Position(code, ref ip), Operation(word), At(slots, sp - 1).V!, code.Consts[First(word)]);
                        if (value == null) goto raise;
                        At(slots, --sp).V = null;
                        goto compared;
                    }
                case QuickOp.CompareStackStack:
                    {
                        value = QuickOperators.Compare(Operation(word), At(slots, sp - 2).V!, At(slots, sp - 1).V!) ?? QuickOperators.AnyCompare(code, Position(code, ref ip), Operation(word), At(slots, sp - 2).V!, At(slots, sp - 1).V!);
                        if (value == null) goto raise;
                        At(slots, --sp).V = null;
                        At(slots, --sp).V = null;
                        goto compared;
                    }

                case QuickOp.Jump:
                    ip = ref Word(code, Arg(word));
                    continue;
                case QuickOp.JumpBackward:
                    ip = ref Word(code, Arg(word));
                    if (Evaluator.Driver.CanEnter(code, (int)Arg(word), (int)sp, frame) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (code, pc, height, frame) = exit.State;
                        sp = (nuint)height;
                        slots = frame.Slots;
                        ip = ref Word(code, (nuint)pc);
                    }
                    continue;
                case QuickOp.PopJumpIfFalse:
                    {
                        int truth = Operators.Truth(At(slots, sp - 1).V!);
                        if (truth < 0) goto raise;
                        At(slots, --sp).V = null;
                        if (truth == 0) ip = ref Word(code, Arg(word));
                        continue;
                    }
                case QuickOp.PopJumpIfTrue:
                    {
                        int truth = Operators.Truth(At(slots, sp - 1).V!);
                        if (truth < 0) goto raise;
                        At(slots, --sp).V = null;
                        if (truth != 0) ip = ref Word(code, Arg(word));
                        continue;
                    }
                case QuickOp.PopJumpIfNone:
                    if (At(slots, --sp).V is PyNone) ip = ref Word(code, Arg(word));
                    At(slots, sp).V = null;
                    continue;
                case QuickOp.PopJumpIfNotNone:
                    if (At(slots, --sp).V is not PyNone) ip = ref Word(code, Arg(word));
                    At(slots, sp).V = null;
                    continue;
                case QuickOp.JumpIfFalseOrPop:
                    {
                        int truth = Operators.Truth(At(slots, sp - 1).V!);
                        if (truth < 0) goto raise;
                        if (truth == 0) ip = ref Word(code, Arg(word));
                        else At(slots, --sp).V = null;
                        continue;
                    }
                case QuickOp.JumpIfTrueOrPop:
                    {
                        int truth = Operators.Truth(At(slots, sp - 1).V!);
                        if (truth < 0) goto raise;
                        if (truth != 0) ip = ref Word(code, Arg(word));
                        else At(slots, --sp).V = null;
                        continue;
                    }
                case QuickOp.GetIter:
                    {
                        Note(code, ref ip);
                        PyObject? iterator = At(slots, sp - 1).V!.Iter();
                        if (iterator == null) goto raise;
                        At(slots, sp - 1).V = iterator;
                        continue;
                    }
                case QuickOp.ForIter:
                    {
                        PyObject? next = At(slots, sp - 1).V!.Next();
                        if (next == null) goto raise;
                        if (ReferenceEquals(next, PyEnd.Value))
                        {
                            At(slots, --sp).V = null;
                            ip = ref Word(code, Arg(word));
                            continue;
                        }
                        At(slots, sp++).V = next;
                        continue;
                    }
                case QuickOp.ForIterStoreFast:
                    {
                        PyObject? next = At(slots, sp - 1).V!.Next();
                        if (next == null) goto raise;
                        if (ReferenceEquals(next, PyEnd.Value))
                        {
                            At(slots, --sp).V = null;
                            ip = ref Word(code, Arg(word));
                            continue;
                        }
                        At(slots, Arg((uint)ip)).V = next;
                        ip = ref Unsafe.Add(ref ip, 1);
                        continue;
                    }

                case QuickOp.BuildTuple:
                    BuildOps.Tuple(frame, (int)sp, (int)Arg(word));
                    sp -= Arg(word) - 1;
                    continue;
                case QuickOp.BuildList:
                    BuildOps.List(frame, (int)sp, (int)Arg(word));
                    sp -= Arg(word) - 1;
                    continue;
                case QuickOp.ListAppend:
                    ((PyList)At(slots, sp - 1 - Arg(word)).V!).Append(At(slots, sp - 1).V!);
                    At(slots, --sp).V = null;
                    continue;
                case QuickOp.UnpackSequence:
                    Note(code, ref ip);
                    if (!UnpackOps.Sequence(frame, (int)sp, (int)Arg(word))) goto raise;
                    sp += Arg(word) - 1;
                    continue;

                case QuickOp.Call:
                    Frames.At(code, Position(code, ref ip));
                    if (!QuickCalls.Call(frame, slots, (int)sp, (int)Arg(word))) goto raise;
                    sp -= Arg(word);
                    continue;
                case QuickOp.CallMethod:
                    Frames.At(code, Position(code, ref ip));
                    if (!QuickCalls.CallMethod(frame, slots, (int)sp, (int)Arg(word))) goto raise;
                    sp -= Arg(word) + 1;
                    continue;
                case QuickOp.ReturnValue:
                    {
                        PyObject? result = At(slots, sp - 1).V;
                        At(slots, sp - 1).V = null;
                        return result;
                    }

                case QuickOp.Reraise:
                    PyErr.Current = (PyException)At(slots, sp - 1).V!;
                    goto unwind;
                case QuickOp.RaiseVarargs:
                    if (Arg(word) != 0)
                    {
                        ExceptionOps.Raise(frame, (int)sp, (int)Arg(word));
                        goto raise;
                    }
                    if (ExceptionOps.RaiseAgain()) goto unwind;
                    goto raise;
                case QuickOp.YieldValue:
                    {
                        PyObject? result = At(slots, --sp).V;
                        At(slots, sp).V = null;
                        frame.Generator!.Suspend(Position(code, ref ip) + 1, (int)sp);
                        return result;
                    }
                case QuickOp.Send:
                    {
                        int state = GeneratorOps.Send(frame, (int)sp);
                        if (state < 0) goto raise;
                        if (state == 0)
                        {
                            sp--;
                            ip = ref Word(code, Arg(word));
                        }
                        continue;
                    }

                case QuickOp.BuildAndUnpack:
                    {
                        nuint low = sp - Arg(word), high = sp - 1;
                        for (; low < high; low++, high--)
                        {
                            PyObject? item = At(slots, low).V;
                            At(slots, low).V = At(slots, high).V;
                            At(slots, high).V = item;
                        }
                        ip = ref Unsafe.Add(ref ip, 1);
                        continue;
                    }

                case QuickOp.Leave:
                    return Tracing.Continue(code, Position(code, ref ip), (int)sp, frame);

                default:
                    {
                        height = RareInstructions.Execute(code, Position(code, ref ip), (int)sp, frame);
                        if (height < 0) goto raise;
                        sp = (nuint)height;
                        continue;
                    }
            }

        computed:
            {
                uint next = (uint)ip;
                if ((QuickOp)(next & 255) == QuickOp.StoreFast)
                {
                    ip = ref Unsafe.Add(ref ip, 1);
                    At(slots, Arg(next)).V = value;
                    continue;
                }
                At(slots, sp++).V = value;
                continue;
            }
        compared:
            {
                uint next = (uint)ip;
                if ((QuickOp)(next & 255) is not (QuickOp.PopJumpIfFalse or QuickOp.PopJumpIfTrue))
                {
                    At(slots, sp++).V = value;
                    continue;
                }
                ip = ref Unsafe.Add(ref ip, 1);
                int truth = ReferenceEquals(value, PyBool.True) ? 1 : ReferenceEquals(value, PyBool.False) ? 0 : Operators.Truth(value);
                if (truth < 0) goto raise;
                if (truth != 0 == ((QuickOp)(next & 255) == QuickOp.PopJumpIfTrue)) ip = ref Word(code, Arg(next));
                continue;
            }
        attribute:
            Note(code, ref ip);
            value = At(slots, sp - 1).V!.GetAttr(code.Names[code.Code[Position(code, ref ip)] >> 8]);
            if (value == null) goto raise;
            At(slots, sp - 1).V = value;
            continue;
        store:
            Note(code, ref ip);
            if (!At(slots, sp - 1).V!.SetAttr(code.Names[code.Code[Position(code, ref ip)] >> 8], At(slots, sp - 2).V!)) goto raise;
            At(slots, --sp).V = null;
            At(slots, --sp).V = null;
            continue;
        unbound:
            pc = Position(code, ref ip);
            Variables.Unbound(code, code.Code[pc] >> 8);
        raise:
            pc = Position(code, ref ip);
            PyErr.Pending.AddTraceback(code, pc, frame);
        unwind:
            pc = Position(code, ref ip);
            if (code.Handlers[pc] < 0) return null;
            height = code.StackBase + code.HandlerDepths[pc];
            StackOps.Unwind(frame, height, (int)sp);
            sp = (nuint)(height + 1);
            ip = ref Word(code, (nuint)code.Handlers[pc]);
        }
    }

    /// <summary>The instruction at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int Word(PyCode code, nuint pc) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(code.Quick), pc);

    /// <summary>The position of the instruction before the next one.</summary>
    private static int Position(PyCode code, ref int ip) =>
        (int)(Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(code.Quick), ref ip) >> 2) - 1;

    /// <summary>Notes that the running code is at the instruction before the next one. Not a part of the loop, which stays small.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Note(PyCode code, ref int ip) => Frames.At(code, Position(code, ref ip));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Slot At(Slot[] slots, nuint index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(slots), index);

    // The parts of an instruction.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Arg(uint word) => word >> 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint First(uint word) => (word >> 8) & 255;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Second(uint word) => (word >> 16) & 255;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint FirstWide(uint word) => (word >> 8) & 0xFFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint SecondWide(uint word) => word >> 20;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Operation(uint word) => (int)(word >> 24);
}
