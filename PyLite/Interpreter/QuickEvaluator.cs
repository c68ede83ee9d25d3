using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// The interpreter loop while nothing is traced: what <see cref="Evaluator.Run"/> says, with instructions that stand for several
/// (<see cref="QuickOp"/>) and with what names came to remembered (<see cref="NameCache"/>). The tracer never sees it.
/// </summary>
[DontLookInside]
internal static class QuickEvaluator
{
    /// <inheritdoc cref="Evaluator.Run"/>
    public static PyObject? Run(PyCode code, int pc, int sp, PyFrame frame)
    {
        Jit.ForceVirtualizable(frame);
        if (Evaluator.Driver.EnterFunction(code, pc, sp, frame) is { } entry)
        {
            if (entry.IsReturn) return entry.Result;
            (code, pc, sp, frame) = entry.State;
        }
        int[] words = code.Quick;
        Slot[] slots = frame.Slots;
        while (true)
        {
            int unbound;
            PyObject? value;
            int word = words[pc++];
            switch ((Op)(word & 255))
            {
                case Op.Nop:
                    continue;
                case Op.PopTop:
                    slots[--sp].V = null;
                    continue;
                case Op.Copy:
                    slots[sp].V = slots[sp - (word >> 8)].V;
                    sp++;
                    continue;
                case Op.Swap:
                    {
                        int other = sp - (word >> 8);
                        PyObject? top = slots[sp - 1].V;
                        slots[sp - 1].V = slots[other].V;
                        slots[other].V = top;
                        continue;
                    }
                case Op.LoadConst:
                    slots[sp++].V = code.Consts[word >> 8];
                    continue;

                case Op.LoadFast:
                    {
                        value = slots[unbound = word >> 8].V;
                        if (value == null) goto unbound;
                        slots[sp++].V = value;
                        continue;
                    }
                case QuickOp.LoadFastLoadFast:
                    {
                        PyObject? first = slots[unbound = (word >> 8) & 0xFFF].V;
                        if (first == null) goto unbound;
                        pc++;
                        PyObject? second = slots[unbound = word >>> 20].V;
                        if (second == null) goto unbound;
                        slots[sp].V = first;
                        slots[sp + 1].V = second;
                        sp += 2;
                        continue;
                    }
                case QuickOp.LoadFastLoadConst:
                    {
                        PyObject? first = slots[unbound = (word >> 8) & 0xFFF].V;
                        if (first == null) goto unbound;
                        pc++;
                        slots[sp].V = first;
                        slots[sp + 1].V = code.Consts[word >>> 20];
                        sp += 2;
                        continue;
                    }
                case Op.StoreFast:
                    slots[word >> 8].V = slots[--sp].V;
                    slots[sp].V = null;
                    continue;
                case Op.LoadDeref:
                    {
                        value = ((PyCell)slots[word >> 8].V!).Value;
                        if (value == null)
                        {
                            Variables.UnboundCell(code, word >> 8);
                            goto raise;
                        }
                        slots[sp++].V = value;
                        continue;
                    }
                case Op.StoreDeref:
                    ((PyCell)slots[word >> 8].V!).Value = slots[--sp].V;
                    slots[sp].V = null;
                    continue;
                case Op.LoadGlobal:
                    {
                        value = code.NameCaches[word >> 8].LoadGlobal(frame);
                        if (value == null) goto raise;
                        slots[sp++].V = value;
                        continue;
                    }

                case Op.LoadAttr:
                    {
                        value = code.NameCaches[word >> 8].LoadAttr(slots[sp - 1].V!);
                        if (value == null) goto raise;
                        slots[sp - 1].V = value;
                        continue;
                    }
                case QuickOp.LoadFastLoadAttr:
                    {
                        PyObject? obj = slots[unbound = (word >> 8) & 0xFFF].V;
                        if (obj == null) goto unbound;
                        pc++;
                        value = code.NameCaches[word >>> 20].LoadAttr(obj);
                        if (value == null) goto raise;
                        slots[sp++].V = value;
                        continue;
                    }
                case Op.StoreAttr:
                    if (!code.NameCaches[word >> 8].StoreAttr(slots[sp - 1].V!, slots[sp - 2].V!)) goto raise;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    continue;
                case Op.LoadMethod:
                    {
                        PyObject obj = slots[sp - 1].V!;
                        PyObject? method = code.NameCaches[word >> 8].FindMethod(obj);
                        if (method != null)
                        {
                            slots[sp - 1].V = method;
                            slots[sp++].V = obj;
                            continue;
                        }
                        if (!CallOps.LoadMethod(frame, sp, code.Names[word >> 8])) goto raise;
                        sp++;
                        continue;
                    }
                case QuickOp.LoadFastLoadMethod:
                    {
                        PyObject? obj = slots[unbound = (word >> 8) & 0xFFF].V;
                        if (obj == null) goto unbound;
                        pc++;
                        PyObject? method = code.NameCaches[word >>> 20].FindMethod(obj);
                        if (method != null)
                        {
                            slots[sp].V = method;
                            slots[sp + 1].V = obj;
                            sp += 2;
                            continue;
                        }
                        slots[sp++].V = obj;
                        if (!CallOps.LoadMethod(frame, sp, code.Names[word >>> 20])) goto raise;
                        sp++;
                        continue;
                    }
                case Op.StoreSubscr:
                    if (!slots[sp - 2].V!.SetItem(slots[sp - 1].V!, slots[sp - 3].V!)) goto raise;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    continue;

                case Op.UnaryNot:
                    if (!StackOps.Not(frame, sp)) goto raise;
                    continue;

                case QuickOp.BinaryFastFast:
                    {
                        PyObject? a = slots[unbound = (word >> 8) & 255].V;
                        if (a == null) goto unbound;
                        pc++;
                        PyObject? b = slots[unbound = (word >> 16) & 255].V;
                        if (b == null) goto unbound;
                        pc++;
                        value = QuickOperators.Binary(code, pc - 1, word >> 24, a, b);
                        if (value == null) goto raise;
                        goto computed;
                    }
                case QuickOp.BinaryFastConst:
                    {
                        PyObject? a = slots[unbound = (word >> 8) & 255].V;
                        if (a == null) goto unbound;
                        pc += 2;
                        value = QuickOperators.Binary(code, pc - 1, word >> 24, a, code.Consts[(word >> 16) & 255]);
                        if (value == null) goto raise;
                        goto computed;
                    }
                case QuickOp.BinaryStackFast:
                    {
                        PyObject? b = slots[unbound = (word >> 8) & 255].V;
                        if (b == null) goto unbound;
                        pc++;
                        value = QuickOperators.Binary(code, pc - 1, word >> 24, slots[sp - 1].V!, b);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        goto computed;
                    }
                case QuickOp.BinaryStackConst:
                    {
                        pc++;
                        value = QuickOperators.Binary(code, pc - 1, word >> 24, slots[sp - 1].V!, code.Consts[(word >> 8) & 255]);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        goto computed;
                    }
                case QuickOp.BinaryStackStack:
                    {
                        value = QuickOperators.Binary(code, pc - 1, word >> 24, slots[sp - 2].V!, slots[sp - 1].V!);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        slots[--sp].V = null;
                        goto computed;
                    }

                case QuickOp.CompareFastFast:
                    {
                        PyObject? a = slots[unbound = (word >> 8) & 255].V;
                        if (a == null) goto unbound;
                        pc++;
                        PyObject? b = slots[unbound = (word >> 16) & 255].V;
                        if (b == null) goto unbound;
                        pc++;
                        value = QuickOperators.Compare(code, pc - 1, word >> 24, a, b);
                        if (value == null) goto raise;
                        goto compared;
                    }
                case QuickOp.CompareFastConst:
                    {
                        PyObject? a = slots[unbound = (word >> 8) & 255].V;
                        if (a == null) goto unbound;
                        pc += 2;
                        value = QuickOperators.Compare(code, pc - 1, word >> 24, a, code.Consts[(word >> 16) & 255]);
                        if (value == null) goto raise;
                        goto compared;
                    }
                case QuickOp.CompareStackFast:
                    {
                        PyObject? b = slots[unbound = (word >> 8) & 255].V;
                        if (b == null) goto unbound;
                        pc++;
                        value = QuickOperators.Compare(code, pc - 1, word >> 24, slots[sp - 1].V!, b);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        goto compared;
                    }
                case QuickOp.CompareStackConst:
                    {
                        pc++;
                        value = QuickOperators.Compare(code, pc - 1, word >> 24, slots[sp - 1].V!, code.Consts[(word >> 8) & 255]);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        goto compared;
                    }
                case QuickOp.CompareStackStack:
                    {
                        value = QuickOperators.Compare(code, pc - 1, word >> 24, slots[sp - 2].V!, slots[sp - 1].V!);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        slots[--sp].V = null;
                        goto compared;
                    }

                case Op.Jump:
                    pc = word >> 8;
                    continue;
                case Op.JumpBackward:
                    pc = word >> 8;
                    if (Evaluator.Driver.CanEnter(code, pc, sp, frame) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (code, pc, sp, frame) = exit.State;
                        words = code.Quick;
                        slots = frame.Slots;
                    }
                    continue;
                case Op.PopJumpIfFalse:
                    {
                        int truth = Operators.Truth(slots[sp - 1].V!);
                        if (truth < 0) goto raise;
                        slots[--sp].V = null;
                        if (truth == 0) pc = word >> 8;
                        continue;
                    }
                case Op.PopJumpIfTrue:
                    {
                        int truth = Operators.Truth(slots[sp - 1].V!);
                        if (truth < 0) goto raise;
                        slots[--sp].V = null;
                        if (truth != 0) pc = word >> 8;
                        continue;
                    }
                case Op.PopJumpIfNone:
                    if (slots[--sp].V is PyNone) pc = word >> 8;
                    slots[sp].V = null;
                    continue;
                case Op.PopJumpIfNotNone:
                    if (slots[--sp].V is not PyNone) pc = word >> 8;
                    slots[sp].V = null;
                    continue;
                case Op.JumpIfFalseOrPop:
                    {
                        int truth = Operators.Truth(slots[sp - 1].V!);
                        if (truth < 0) goto raise;
                        if (truth == 0) pc = word >> 8;
                        else slots[--sp].V = null;
                        continue;
                    }
                case Op.JumpIfTrueOrPop:
                    {
                        int truth = Operators.Truth(slots[sp - 1].V!);
                        if (truth < 0) goto raise;
                        if (truth != 0) pc = word >> 8;
                        else slots[--sp].V = null;
                        continue;
                    }
                case Op.GetIter:
                    {
                        PyObject? iterator = slots[sp - 1].V!.Iter();
                        if (iterator == null) goto raise;
                        slots[sp - 1].V = iterator;
                        continue;
                    }
                case Op.ForIter:
                    {
                        PyObject? next = slots[sp - 1].V!.Next();
                        if (next == null) goto raise;
                        if (ReferenceEquals(next, PyEnd.Value))
                        {
                            slots[--sp].V = null;
                            pc = word >> 8;
                            continue;
                        }
                        slots[sp++].V = next;
                        continue;
                    }
                case QuickOp.ForIterStoreFast:
                    {
                        PyObject? next = slots[sp - 1].V!.Next();
                        if (next == null) goto raise;
                        if (ReferenceEquals(next, PyEnd.Value))
                        {
                            slots[--sp].V = null;
                            pc = word >> 8;
                            continue;
                        }
                        slots[words[pc++] >> 8].V = next;
                        continue;
                    }

                case Op.BuildTuple:
                    BuildOps.Tuple(frame, sp, word >> 8);
                    sp -= (word >> 8) - 1;
                    continue;
                case Op.BuildList:
                    BuildOps.List(frame, sp, word >> 8);
                    sp -= (word >> 8) - 1;
                    continue;
                case Op.ListAppend:
                    ((PyList)slots[sp - 1 - (word >> 8)].V!).Append(slots[sp - 1].V!);
                    slots[--sp].V = null;
                    continue;
                case Op.UnpackSequence:
                    if (!UnpackOps.Sequence(frame, sp, word >> 8)) goto raise;
                    sp += (word >> 8) - 1;
                    continue;

                case Op.Call:
                    if (!QuickCalls.Call(frame, slots, sp, word >> 8)) goto raise;
                    sp -= word >> 8;
                    continue;
                case Op.CallMethod:
                    if (!QuickCalls.CallMethod(frame, slots, sp, word >> 8)) goto raise;
                    sp -= (word >> 8) + 1;
                    continue;
                case Op.ReturnValue:
                    {
                        PyObject? result = slots[sp - 1].V;
                        slots[sp - 1].V = null;
                        return result;
                    }

                case Op.Reraise:
                    PyErr.Current = (PyException)slots[sp - 1].V!;
                    goto unwind;
                case Op.RaiseVarargs:
                    if (word >> 8 != 0)
                    {
                        ExceptionOps.Raise(frame, sp, word >> 8);
                        goto raise;
                    }
                    if (ExceptionOps.RaiseAgain()) goto unwind;
                    goto raise;
                case Op.YieldValue:
                    {
                        PyObject? result = slots[--sp].V;
                        slots[sp].V = null;
                        frame.Generator!.Suspend(pc, sp);
                        return result;
                    }
                case Op.Send:
                    {
                        int state = GeneratorOps.Send(frame, sp);
                        if (state < 0) goto raise;
                        if (state == 0)
                        {
                            sp--;
                            pc = word >> 8;
                        }
                        continue;
                    }

                default:
                    {
                        int height = RareInstructions.Execute(code, pc - 1, sp, frame);
                        if (height < 0) goto raise;
                        sp = height;
                        continue;
                    }
            }

        computed:
            {
                int next = words[pc];
                if ((Op)(next & 255) == Op.StoreFast)
                {
                    pc++;
                    slots[next >> 8].V = value;
                    continue;
                }
                slots[sp++].V = value;
                continue;
            }
        compared:
            {
                int next = words[pc];
                if ((Op)(next & 255) is not (Op.PopJumpIfFalse or Op.PopJumpIfTrue))
                {
                    slots[sp++].V = value;
                    continue;
                }
                pc++;
                int truth = ReferenceEquals(value, PyBool.True) ? 1 : ReferenceEquals(value, PyBool.False) ? 0 : Operators.Truth(value);
                if (truth < 0) goto raise;
                if (truth != 0 == ((Op)(next & 255) == Op.PopJumpIfTrue)) pc = next >> 8;
                continue;
            }
        unbound:
            Variables.Unbound(code, unbound);
        raise:
            PyErr.Current!.AddTraceback(code, pc - 1);
        unwind:
            if (code.Handlers[pc - 1] < 0) return null;
            StackOps.Unwind(frame, code.StackBase + code.HandlerDepths[pc - 1], sp);
            sp = code.StackBase + code.HandlerDepths[pc - 1] + 1;
            pc = code.Handlers[pc - 1];
        }
    }
}
