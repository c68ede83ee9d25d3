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
        IsRecursive = true,
        ShouldUnrollOneIteration = IsGenerator,
    };

    /// <summary>A generator's loop mostly comes to its next yield in one iteration.</summary>
    private static bool IsGenerator(PyCode code, int pc, int sp) => (code.Flags & CodeFlags.Generator) != 0;

    private static string LocationOf(PyCode code, int pc, int sp) =>
        $"{code.FileName}:{code.LineAt(pc)} {code.QualName} {(Op)(code.Code[pc] & 255)}";

    /// <summary>Runs a new frame, one Python call deeper.</summary>
    public static PyObject? Execute(PyCode code, PyFrame frame)
    {
        if (!Recursion.Enter()) return null;
        PyObject? result = Run(code, 0, code.StackBase, frame);
        Recursion.Leave();
        return result;
    }

    /// <summary>Runs a frame from a position with a stack of that height; null when it ends with a Python exception.</summary>
    public static PyObject? Run([Green] PyCode code, [Green] int pc, [Green] int sp, PyFrame frame)
    {
        if (Driver.EnterFunction(code, pc, sp, frame) is { } entry)
        {
            if (entry.IsReturn) return entry.Result;
            (code, pc, sp, frame) = entry.State;
        }
        while (true)
        {
            Driver.MergePoint(code, pc, sp, frame);
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
                case Op.DeleteFast:
                    if (!Variables.DeleteFast(code, frame, arg)) goto raise;
                    continue;
                case Op.MakeCell:
                    slots[arg].V = new PyCell(slots[arg].V);
                    continue;
                case Op.LoadClosure:
                    slots[sp++].V = slots[arg].V;
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
                case Op.DeleteDeref:
                    if (!Variables.DeleteCell(code, frame, arg)) goto raise;
                    continue;
                case Op.LoadClassDeref:
                    if (!Variables.LoadClassDeref(code, frame, arg, sp)) goto raise;
                    sp++;
                    continue;
                case Op.LoadGlobal:
                    {
                        PyObject? value = Variables.LoadGlobal(frame, code.Names[arg]);
                        if (value == null) goto raise;
                        slots[sp++].V = value;
                        continue;
                    }
                case Op.StoreGlobal:
                    frame.Globals.Set(code.Names[arg], slots[--sp].V!);
                    slots[sp].V = null;
                    continue;
                case Op.DeleteGlobal:
                    if (!Variables.DeleteGlobal(frame, code.Names[arg])) goto raise;
                    continue;
                case Op.LoadName:
                    {
                        PyObject? value = Variables.LoadName(frame, code.Names[arg]);
                        if (value == null) goto raise;
                        slots[sp++].V = value;
                        continue;
                    }
                case Op.StoreName:
                    if (!Variables.StoreName(frame, code.Names[arg], slots[--sp].V!)) goto raise;
                    slots[sp].V = null;
                    continue;
                case Op.DeleteName:
                    if (!Variables.DeleteName(frame, code.Names[arg])) goto raise;
                    continue;

                case Op.LoadAttr:
                    {
                        PyObject? value = slots[sp - 1].V!.GetAttr(code.Names[arg]);
                        if (value == null) goto raise;
                        slots[sp - 1].V = value;
                        continue;
                    }
                case Op.StoreAttr:
                    if (!slots[sp - 1].V!.SetAttr(code.Names[arg], slots[sp - 2].V)) goto raise;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    continue;
                case Op.DeleteAttr:
                    if (!slots[sp - 1].V!.SetAttr(code.Names[arg], null)) goto raise;
                    slots[--sp].V = null;
                    continue;
                case Op.LoadMethod:
                    if (!CallOps.LoadMethod(frame, sp, code.Names[arg])) goto raise;
                    sp++;
                    continue;
                case Op.BinarySubscr:
                    {
                        PyObject? value = slots[sp - 2].V!.GetItem(slots[sp - 1].V!);
                        if (value == null) goto raise;
                        slots[--sp].V = null;
                        slots[sp - 1].V = value;
                        continue;
                    }
                case Op.StoreSubscr:
                    if (!slots[sp - 2].V!.SetItem(slots[sp - 1].V!, slots[sp - 3].V!)) goto raise;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    continue;
                case Op.DeleteSubscr:
                    if (!slots[sp - 2].V!.DelItem(slots[sp - 1].V!)) goto raise;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    continue;
                case Op.BuildSlice:
                    BuildOps.Slice(frame, sp, arg);
                    sp -= arg - 1;
                    continue;

                case Op.UnaryNegative:
                    if (!StackOps.Unary(code, pc - 1, frame, sp, UnaryOp.Neg)) goto raise;
                    continue;
                case Op.UnaryPositive:
                    if (!StackOps.Unary(code, pc - 1, frame, sp, UnaryOp.Pos)) goto raise;
                    continue;
                case Op.UnaryInvert:
                    if (!StackOps.Unary(code, pc - 1, frame, sp, UnaryOp.Invert)) goto raise;
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
                    if (!StackOps.Contains(frame, sp, wanted: 1)) goto raise;
                    sp--;
                    continue;
                case Op.NotContainsOp:
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
                case Op.BuildSet:
                    if (!BuildOps.Set(frame, sp, arg)) goto raise;
                    sp -= arg - 1;
                    continue;
                case Op.BuildMap:
                    if (!BuildOps.Map(frame, sp, arg)) goto raise;
                    sp -= 2 * arg - 1;
                    continue;
                case Op.BuildString:
                    BuildOps.String(frame, sp, arg);
                    sp -= arg - 1;
                    continue;
                case Op.ListAppend:
                    ((PyList)slots[sp - 1 - arg].V!).Append(slots[sp - 1].V!);
                    slots[--sp].V = null;
                    continue;
                case Op.SetAdd:
                    if (!((PySet)slots[sp - 1 - arg].V!).Add(slots[sp - 1].V!)) goto raise;
                    slots[--sp].V = null;
                    continue;
                case Op.MapAdd:
                    if (!((PyDict)slots[sp - 2 - arg].V!).Set(slots[sp - 2].V!, slots[sp - 1].V!)) goto raise;
                    slots[--sp].V = null;
                    slots[--sp].V = null;
                    continue;
                case Op.ListExtend:
                    if (!BuildOps.ListExtend((PyList)slots[sp - 1 - arg].V!, slots[sp - 1].V!)) goto raise;
                    slots[--sp].V = null;
                    continue;
                case Op.SetUpdate:
                    if (!((PySet)slots[sp - 1 - arg].V!).UpdateFrom(slots[sp - 1].V!)) goto raise;
                    slots[--sp].V = null;
                    continue;
                case Op.DictUpdate:
                    if (!BuildOps.DictUpdate((PyDict)slots[sp - 1 - arg].V!, slots[sp - 1].V!)) goto raise;
                    slots[--sp].V = null;
                    continue;
                case Op.DictMerge:
                    if (!BuildOps.DictMerge((PyDict)slots[sp - 1 - arg].V!, slots[sp - 1].V!, slots[sp - 3 - arg].V!)) goto raise;
                    slots[--sp].V = null;
                    continue;
                case Op.ListToTuple:
                    slots[sp - 1].V = new PyTuple([.. ((PyList)slots[sp - 1].V!).ToList()]);
                    continue;
                case Op.UnpackSequence:
                    if (!UnpackOps.Sequence(frame, sp, arg)) goto raise;
                    sp += arg - 1;
                    continue;
                case Op.UnpackEx:
                    if (!UnpackOps.Starred(frame, sp, arg & 255, arg >> 8)) goto raise;
                    sp += (arg & 255) + (arg >> 8);
                    continue;
                case Op.FormatValue:
                    if (!BuildOps.FormatValue(frame, sp, arg)) goto raise;
                    if ((arg & 4) != 0) sp--;
                    continue;

                case Op.Call:
                    if (!CallOps.Call(frame, sp, arg)) goto raise;
                    sp -= arg;
                    continue;
                case Op.CallMethod:
                    if (!CallOps.CallMethod(frame, sp, arg)) goto raise;
                    sp -= arg + 1;
                    continue;
                case Op.CallKw:
                    if (!CallOps.CallKeywords(frame, sp, arg)) goto raise;
                    sp -= arg + 1;
                    continue;
                case Op.CallMethodKw:
                    if (!CallOps.CallMethodKeywords(frame, sp, arg)) goto raise;
                    sp -= arg + 2;
                    continue;
                case Op.CallEx:
                    if (!CallOps.CallEx(frame, sp, arg & 1)) goto raise;
                    sp -= 1 + (arg & 1);
                    continue;
                case Op.CallWithFrame:
                    if (!FrameBuiltins.Call(code, frame, sp, arg)) goto raise;
                    sp -= arg;
                    continue;
                case Op.MakeFunction:
                    CallOps.MakeFunction(frame, sp, arg);
                    sp -= (arg & 1) + (arg >> 1 & 1) + (arg >> 2 & 1) + (arg >> 3 & 1);
                    continue;
                case Op.LoadBuildClass:
                    slots[sp++].V = ClassBuilder.BuildClass;
                    continue;
                case Op.ReturnValue:
                    {
                        PyObject? result = slots[sp - 1].V;
                        slots[sp - 1].V = null;
                        return result;
                    }

                case Op.PushExcInfo:
                    ExceptionOps.Push(frame, sp);
                    sp++;
                    continue;
                case Op.PopExcept:
                    PyErr.Handled = slots[--sp].V as PyException;
                    slots[sp].V = null;
                    continue;
                case Op.CheckExcMatch:
                    if (!ExceptionOps.Match(frame, sp)) goto raise;
                    continue;
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
                case Op.LoadAssertionError:
                    slots[sp++].V = Types.AssertionError;
                    continue;
                case Op.BeforeWith:
                    if (!ExceptionOps.BeforeWith(frame, sp)) goto raise;
                    sp++;
                    continue;
                case Op.WithExceptStart:
                    if (!ExceptionOps.WithExceptStart(frame, sp)) goto raise;
                    sp++;
                    continue;

                case Op.YieldValue:
                    {
                        PyObject? result = slots[--sp].V;
                        slots[sp].V = null;
                        Jit.ForceVirtualizable(frame);    // the frame lives on and is read again
                        frame.Generator!.Suspend(pc, sp);
                        Jit.ForceVirtualizable(frame);    // it is read again when the generator goes on
                        return result;
                    }
                case Op.GetYieldFromIter:
                    if (!GeneratorOps.GetYieldFromIter(frame, sp)) goto raise;
                    continue;
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

                case Op.ImportName:
                    if (!Imports.ImportName(frame, sp, code.Names[arg])) goto raise;
                    sp--;
                    continue;
                case Op.ImportFrom:
                    if (!Imports.ImportFrom(frame, sp, code.Names[arg])) goto raise;
                    sp++;
                    continue;
                case Op.ImportStar:
                    if (!Imports.ImportStar(frame, sp)) goto raise;
                    slots[--sp].V = null;
                    continue;
                case Op.SetupAnnotations:
                    Variables.SetupAnnotations(frame);
                    continue;
                case Op.PrintExpr:
                    if (!Variables.PrintExpression(slots[sp - 1].V!)) goto raise;
                    slots[--sp].V = null;
                    continue;

                case Op.GetLen:
                    if (!MatchOps.GetLen(frame, sp)) goto raise;
                    sp++;
                    continue;
                case Op.MatchMapping:
                    slots[sp].V = PyBool.Of(MatchOps.IsMapping(slots[sp - 1].V!));
                    sp++;
                    continue;
                case Op.MatchSequence:
                    slots[sp].V = PyBool.Of(MatchOps.IsSequence(slots[sp - 1].V!));
                    sp++;
                    continue;
                case Op.MatchKeys:
                    if (!MatchOps.Keys(frame, sp)) goto raise;
                    sp++;
                    continue;
                case Op.MatchClass:
                    if (!MatchOps.Class(frame, sp, arg)) goto raise;
                    sp -= 2;
                    continue;
                case Op.DictWithoutKeys:
                    if (!MatchOps.DictWithoutKeys(frame, sp)) goto raise;
                    sp--;
                    continue;

                default:
                    Variables.Unsupported(code, pc - 1);
                    goto raise;
            }

        raise:
            PyErr.Current!.AddTraceback(code, pc - 1);
        unwind:
            if (code.Handlers[pc - 1] < 0) return null;
            StackOps.Unwind(frame, code.StackBase + code.HandlerDepths[pc - 1], sp);
            sp = code.StackBase + code.HandlerDepths[pc - 1] + 1;
            pc = code.Handlers[pc - 1];
        }
    }

    /// <summary>The handler of an exception raised by the instruction at a position, with the stack unwound for it; -1 when it has none.</summary>
    public static int FindHandler(PyCode code, int pc, PyFrame frame, int sp, out int handlerSp)
    {
        PyErr.Current!.AddTraceback(code, pc);
        handlerSp = code.StackBase + Math.Max(0, code.HandlerDepths[pc]);
        if (code.Handlers[pc] < 0) return -1;
        Jit.ForceVirtualizable(frame);
        for (int i = handlerSp; i < sp; i++) frame.Slots[i].V = null;
        return code.Handlers[pc];
    }
}
