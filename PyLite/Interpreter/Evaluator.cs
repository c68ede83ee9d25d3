using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// The interpreter loop, the JIT's portal. Only the greens (code, pc, sp) and the frame are live at the merge point. Every case is short:
/// longer ones call a method, so that the loop stays small for .NET and the tracer inlines what it needs.
/// </summary>
public static class Evaluator
{
    public static readonly JitDriver<PyCode, int, int, PyFrame, PyObject?> Driver = new("pylite", Run)
    {
        Location = LocationOf,
        ShouldUnrollOneIteration = IsGenerator,
    };

    /// <summary>A generator's loop mostly comes to its next yield in one iteration.</summary>
    private static bool IsGenerator(PyCode code, int pc, int sp) => (code.Flags & CodeFlags.AnyGenerator) != 0;

    private static string LocationOf(PyCode code, int pc, int sp)
    {
        // In the middle of the last instruction there is no next one.
        pc = Math.Min(pc, code.Code.Length - 1);
        return $"{code.FileName}:{code.LineAt(pc)} {code.QualName} {(Op)(code.Code[pc] & 255)}";
    }

    /// <summary>Runs a new frame, one Python call deeper.</summary>
    public static PyObject? Execute(PyCode code, PyFrame frame)
    {
        if (!Recursion.Enter()) return null;
        Frames.At(code, 0);
        // .NET goes past a method that is long to enter and to compile.
        PyObject? result = !Jit.IsTracing && KeptFrames.IsOn ? KeptFrames.Run(code, 0, code.StackBase, frame)
            : Jit.IsTracing || Tracing.IsStepping ? Run(code, 0, code.StackBase, frame) : QuickEvaluator.Run(code, 0, code.StackBase, frame);
        Recursion.Leave();
        return result;
    }

    /// <summary>Runs a frame from a position with a stack of that height; null when it ends with a Python exception.</summary>
    public static PyObject? Run([Green] PyCode code, [Green] int pc, [Green] int sp, PyFrame frame)
    {
        // While a trace function is set this loop is run by .NET too, and tells it what happens.
        if (!Jit.IsTracing && !Tracing.IsStepping) return QuickEvaluator.Run(code, pc, sp, frame);
        if (Driver.EnterFunction(code, pc, sp, frame) is { } entry)
        {
            if (entry.IsReturn) return entry.Result;
            (code, pc, sp, frame) = entry.State;
        }
        while (true)
        {
            Driver.MergePoint(code, pc, sp, frame);
            if (!Jit.IsTracing && !Tracing.Step(code, pc))
            {
                pc++;
                goto raise;
            }
            int arg = code.Code[pc] >> 8;
            Slot[] slots = frame.Slots;
            switch ((Op)(code.Code[pc++] & 255))
            {
                case Op.Nop:
                    continue;
                case Op.PopTop:
                    slots[--sp].V = null;
                    continue;
                case Op.Copy:
                    slots[sp].V = slots[sp - arg].V;
                    sp++;
                    continue;
                case Op.Swap:
                    {
                        PyObject? top = slots[sp - 1].V;
                        slots[sp - 1].V = slots[sp - arg].V;
                        slots[sp - arg].V = top;
                        continue;
                    }
                case Op.LoadConst:
                    slots[sp++].V = code.Consts[arg];
                    continue;

                case Op.LoadFast:
                    {
                        PyObject? value = slots[arg].V;
                        if (value == null)
                        {
                            Variables.Unbound(code, arg);
                            goto raise;
                        }
                        slots[sp++].V = value;
                        continue;
                    }
                case Op.StoreFast:
                    slots[arg].V = slots[--sp].V;
                    slots[sp].V = null;
                    continue;
                case Op.LoadDeref:
                    {
                        PyObject? value = ((PyCell)slots[arg].V!).Value;
                        if (value == null)
                        {
                            Variables.UnboundCell(code, arg);
                            goto raise;
                        }
                        slots[sp++].V = value;
                        continue;
                    }
                case Op.StoreDeref:
                    ((PyCell)slots[arg].V!).Value = slots[--sp].V;
                    slots[sp].V = null;
                    continue;
                case Op.LoadGlobal:
                    {
                        PyObject? value = Variables.LoadGlobal(frame, code.Names[arg]);
                        if (value == null) goto raise;
                        slots[sp++].V = value;
                        continue;
                    }
                case Op.LoadAttr:
                    {
                        PyObject obj = slots[sp - 1].V!;
                        if (obj.MayRunProgramFor(code.Names[arg])) Frames.At(code, pc - 1);
                        PyObject? value = obj.GetAttr(code.Names[arg]);
                        if (value == null) goto raise;
                        slots[sp - 1].V = value;
                        continue;
                    }
                case Op.StoreAttr:
                    if (slots[sp - 1].V!.MayRunProgramToSet(code.Names[arg])) Frames.At(code, pc - 1);
                    if (!slots[sp - 1].V!.SetAttr(code.Names[arg], slots[sp - 2].V)) goto raise;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    continue;
                case Op.LoadMethod:
                    if (!CallOps.LoadMethod(code, pc - 1, frame, sp, code.Names[arg])) goto raise;
                    sp++;
                    continue;
                case Op.BinarySubscr:
                    {
                        PyObject container = slots[sp - 2].V!;
                        if (container.MayRunProgram) Frames.At(code, pc - 1);
                        PyObject? value = container.GetItem(slots[sp - 1].V!);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        slots[sp - 1].V = value;
                        continue;
                    }
                case Op.StoreSubscr:
                    if (slots[sp - 2].V!.MayRunProgram) Frames.At(code, pc - 1);
                    if (!slots[sp - 2].V!.SetItem(slots[sp - 1].V!, slots[sp - 3].V!)) goto raise;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    continue;
                case Op.UnaryNot:
                    if (!StackOps.Not(frame, sp)) goto raise;
                    continue;

                case Op.BinaryAdd:
                    {
                        PyObject? value = IntSites.Binary(code, pc - 1, BinaryOp.Add, slots[sp - 2].V!, slots[sp - 1].V!);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        slots[sp - 1].V = value;
                        continue;
                    }
                case Op.BinarySubtract:
                    {
                        PyObject? value = IntSites.Binary(code, pc - 1, BinaryOp.Sub, slots[sp - 2].V!, slots[sp - 1].V!);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        slots[sp - 1].V = value;
                        continue;
                    }
                case Op.BinaryMultiply:
                    {
                        PyObject? value = IntSites.Binary(code, pc - 1, BinaryOp.Mul, slots[sp - 2].V!, slots[sp - 1].V!);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        slots[sp - 1].V = value;
                        continue;
                    }
                case Op.BinaryTrueDivide:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.TrueDiv)) goto raise;
                    sp--;
                    continue;
                case Op.BinaryFloorDivide:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.FloorDiv)) goto raise;
                    sp--;
                    continue;
                case Op.BinaryRemainder:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.Mod)) goto raise;
                    sp--;
                    continue;
                case Op.BinaryPower:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.Pow)) goto raise;
                    sp--;
                    continue;
                case Op.BinaryLeftShift:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.LShift)) goto raise;
                    sp--;
                    continue;
                case Op.BinaryRightShift:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.RShift)) goto raise;
                    sp--;
                    continue;
                case Op.BinaryAnd:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.And)) goto raise;
                    sp--;
                    continue;
                case Op.BinaryOr:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.Or)) goto raise;
                    sp--;
                    continue;
                case Op.BinaryXor:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.Xor)) goto raise;
                    sp--;
                    continue;
                case Op.BinaryMatrixMultiply:
                    if (!StackOps.Binary(code, pc - 1, frame, sp, BinaryOp.MatMul)) goto raise;
                    sp--;
                    continue;

                case Op.InplaceAdd:
                case Op.InplaceSubtract:
                case Op.InplaceMultiply:
                case Op.InplaceTrueDivide:
                case Op.InplaceFloorDivide:
                case Op.InplaceRemainder:
                case Op.InplacePower:
                case Op.InplaceLeftShift:
                case Op.InplaceRightShift:
                case Op.InplaceAnd:
                case Op.InplaceOr:
                case Op.InplaceXor:
                case Op.InplaceMatrixMultiply:
                    if (!StackOps.InPlace(code, pc - 1, frame, sp, (BinaryOp)((code.Code[pc - 1] & 255) - (int)Op.InplaceAdd))) goto raise;
                    sp--;
                    continue;

                case Op.CompareLt:
                case Op.CompareLe:
                case Op.CompareEq:
                case Op.CompareNe:
                case Op.CompareGt:
                case Op.CompareGe:
                    if (!StackOps.Compare(code, pc - 1, frame, sp, (CompareOp)((code.Code[pc - 1] & 255) - (int)Op.CompareLt))) goto raise;
                    sp--;
                    continue;
                case Op.IsOp:
                    slots[sp - 2].V = PyBool.Of(Identity.Same(slots[sp - 2].V, slots[sp - 1].V));
                    slots[--sp].V = null;
                    continue;
                case Op.IsNotOp:
                    slots[sp - 2].V = PyBool.Of(!Identity.Same(slots[sp - 2].V, slots[sp - 1].V));
                    slots[--sp].V = null;
                    continue;
                case Op.ContainsOp:
                    if (slots[sp - 1].V!.MayRunProgram) Frames.At(code, pc - 1);
                    if (!StackOps.Contains(frame, sp, wanted: 1)) goto raise;
                    sp--;
                    continue;
                case Op.NotContainsOp:
                    if (slots[sp - 1].V!.MayRunProgram) Frames.At(code, pc - 1);
                    if (!StackOps.Contains(frame, sp, wanted: 0)) goto raise;
                    sp--;
                    continue;

                case Op.Jump:
                    pc = arg;
                    continue;
                case Op.JumpBackward:
                    pc = arg;
                    if (Driver.CanEnter(code, pc, sp, frame) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (code, pc, sp, frame) = exit.State;
                    }
                    continue;
                case Op.PopJumpIfFalse:
                    {
                        int truth = Operators.Truth(slots[sp - 1].V!);
                        if (truth < 0) goto raise;
                        slots[--sp].V = null;
                        if (truth == 0) pc = arg;
                        continue;
                    }
                case Op.PopJumpIfTrue:
                    {
                        int truth = Operators.Truth(slots[sp - 1].V!);
                        if (truth < 0) goto raise;
                        slots[--sp].V = null;
                        if (truth != 0) pc = arg;
                        continue;
                    }
                case Op.PopJumpIfNone:
                    if (slots[--sp].V is PyNone) pc = arg;
                    slots[sp].V = null;
                    continue;
                case Op.PopJumpIfNotNone:
                    if (slots[--sp].V is not PyNone) pc = arg;
                    slots[sp].V = null;
                    continue;
                case Op.JumpIfFalseOrPop:
                    {
                        int truth = Operators.Truth(slots[sp - 1].V!);
                        if (truth < 0) goto raise;
                        if (truth == 0) pc = arg;
                        else slots[--sp].V = null;
                        continue;
                    }
                case Op.JumpIfTrueOrPop:
                    {
                        int truth = Operators.Truth(slots[sp - 1].V!);
                        if (truth < 0) goto raise;
                        if (truth != 0) pc = arg;
                        else slots[--sp].V = null;
                        continue;
                    }
                case Op.GetIter:
                    {
                        PyObject iterable = slots[sp - 1].V!;
                        if (iterable.MayRunProgram) Frames.At(code, pc - 1);
                        PyObject? iterator = iterable.Iter();
                        if (iterator == null) goto raise;
                        slots[sp - 1].V = iterator;
                        continue;
                    }
                case Op.ForIter:
                    {
                        PyObject iterator = slots[sp - 1].V!;
                        if (iterator.MayRunProgram) Frames.At(code, pc - 1);
                        PyObject? next = iterator.Next();
                        if (next == null) goto raise;
                        if (ReferenceEquals(next, PyEnd.Value))
                        {
                            slots[--sp].V = null;
                            pc = arg;
                            continue;
                        }
                        slots[sp++].V = next;
                        continue;
                    }

                case Op.BuildTuple:
                    BuildOps.Tuple(frame, sp, arg);
                    sp -= arg - 1;
                    continue;
                case Op.BuildList:
                    BuildOps.List(frame, sp, arg);
                    sp -= arg - 1;
                    continue;
                case Op.ListAppend:
                    ((PyList)slots[sp - 1 - arg].V!).Append(slots[sp - 1].V!);
                    slots[--sp].V = null;
                    continue;
                case Op.UnpackSequence:
                    if (slots[sp - 1].V!.MayRunProgram) Frames.At(code, pc - 1);
                    if (!UnpackOps.Sequence(frame, sp, arg)) goto raise;
                    sp += arg - 1;
                    continue;
                case Op.Call:
                    Frames.CallsAt(code, pc - 1);
                    if (!Jit.IsTracing && Tracing.IsProfiling ? !Tracing.Call(frame, sp, arg, isMethod: false) : !CallOps.Call(frame, sp, arg)) goto raise;
                    sp -= arg;
                    continue;
                case Op.CallMethod:
                    Frames.CallsAt(code, pc - 1);
                    if (!Jit.IsTracing && Tracing.IsProfiling ? !Tracing.Call(frame, sp, arg, isMethod: true) : !CallOps.CallMethod(frame, sp, arg)) goto raise;
                    sp -= arg + 1;
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
                    if (arg != 0)
                    {
                        ExceptionOps.Raise(frame, sp, arg);
                        goto raise;
                    }
                    if (ExceptionOps.RaiseAgain()) goto unwind;
                    goto raise;
                case Op.YieldValue:
                    {
                        PyObject? result = slots[--sp].V;
                        slots[sp].V = null;
                        Jit.ForceVirtualizable(frame);    // the frame lives on and is read again
                        frame.Generator!.Suspend(pc, sp);
                        Jit.ForceVirtualizable(frame);    // it is read again when the generator goes on
                        return result;
                    }
                case Op.Send:
                    {
                        int state = GeneratorOps.Send(frame, sp);
                        if (state < 0) goto raise;
                        if (state == 0)
                        {
                            sp--;
                            pc = arg;
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

        raise:
            PyErr.Pending.AddTraceback(code, pc - 1);
            if (!Jit.IsTracing) Tracing.Raised();
        unwind:
            if (code.Handlers[pc - 1] < 0) return null;
            StackOps.Unwind(frame, code.StackBase + code.HandlerDepths[pc - 1], sp);
            sp = code.StackBase + code.HandlerDepths[pc - 1] + 1;
            pc = code.Handlers[pc - 1];
        }
    }

    /// <summary>The handler of an exception raised by the instruction at a position, with the stack unwound for it; -1 when it has none.</summary>
    /// <param name="shownAt">The instruction that tracebacks show; -1: the same.</param>
    public static int FindHandler(PyCode code, int pc, PyFrame frame, int sp, out int handlerSp, int shownAt = -1)
    {
        PyErr.Pending.AddTraceback(code, shownAt < 0 ? pc : shownAt);
        handlerSp = code.StackBase + Math.Max(0, code.HandlerDepths[pc]);
        if (code.Handlers[pc] < 0) return -1;
        Jit.ForceVirtualizable(frame);
        for (int i = handlerSp; i < sp; i++) frame.Slots[i].V = null;
        return code.Handlers[pc];
    }
}
