using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// The instructions that neither jump nor stand in most loops, so that the interpreter's loops stay small. What a trace is made of is the
/// same: the tracer follows, with everything but the frame constant.
/// </summary>
internal static class RareInstructions
{
    /// <summary>Executes the instruction at a position. Gives the height of the stack after it, or -1 with an exception pending.</summary>
    public static int Execute(PyCode code, int pc, int sp, PyFrame frame)
    {
        int arg = code.Code[pc] >> 8;
        Slot[] slots = frame.Slots;
        switch ((Op)(code.Code[pc] & 255))
        {
            case Op.DeleteFast:
                if (!Variables.DeleteFast(code, frame, arg)) return -1;
                return sp;
            case Op.MakeCell:
                slots[arg].V = new PyCell(slots[arg].V);
                return sp;
            case Op.LoadClosure:
                slots[sp++].V = slots[arg].V;
                return sp;
            case Op.DeleteDeref:
                if (!Variables.DeleteCell(code, frame, arg)) return -1;
                return sp;
            case Op.LoadClassDeref:
                if (!Variables.LoadClassDeref(code, frame, arg, sp)) return -1;
                sp++;
                return sp;
            case Op.StoreGlobal:
                frame.Globals.Set(code.Names[arg], slots[--sp].V!);
                slots[sp].V = null;
                return sp;
            case Op.DeleteGlobal:
                if (!Variables.DeleteGlobal(frame.Globals, code.Names[arg])) return -1;
                return sp;
            case Op.LoadName:
                {
                    PyObject? value = Variables.LoadName(frame, code.Names[arg]);
                    if (value == null) return -1;
                    slots[sp++].V = value;
                    return sp;
                }
            case Op.StoreName:
                if (!Variables.StoreName(frame, code.Names[arg], slots[--sp].V!)) return -1;
                slots[sp].V = null;
                return sp;
            case Op.DeleteName:
                if (!Variables.DeleteName(frame, code.Names[arg])) return -1;
                return sp;

            case Op.DeleteAttr:
                Frames.At(code, pc);
                if (!slots[sp - 1].V!.SetAttr(code.Names[arg], null)) return -1;
                slots[--sp].V = null;
                return sp;
            case Op.DeleteSubscr:
                Frames.At(code, pc);
                if (!slots[sp - 2].V!.DelItem(slots[sp - 1].V!)) return -1;
                slots[--sp].V = null;
                slots[--sp].V = null;
                return sp;
            case Op.BuildSlice:
                BuildOps.Slice(frame, sp, arg);
                sp -= arg - 1;
                return sp;

            case Op.UnaryNegative:
                if (!StackOps.Unary(code, pc, frame, sp, UnaryOp.Neg)) return -1;
                return sp;
            case Op.UnaryPositive:
                if (!StackOps.Unary(code, pc, frame, sp, UnaryOp.Pos)) return -1;
                return sp;
            case Op.UnaryInvert:
                if (!StackOps.Unary(code, pc, frame, sp, UnaryOp.Invert)) return -1;
                return sp;
            case Op.BuildSet:
                if (!BuildOps.Set(frame, sp, arg)) return -1;
                sp -= arg - 1;
                return sp;
            case Op.BuildMap:
                if (!BuildOps.Map(frame, sp, arg)) return -1;
                sp -= 2 * arg - 1;
                return sp;
            case Op.BuildString:
                BuildOps.String(frame, sp, arg);
                sp -= arg - 1;
                return sp;
            case Op.SetAdd:
                if (!((PySet)slots[sp - 1 - arg].V!).Add(slots[sp - 1].V!)) return -1;
                slots[--sp].V = null;
                return sp;
            case Op.MapAdd:
                if (!((PyDict)slots[sp - 2 - arg].V!).Set(slots[sp - 2].V!, slots[sp - 1].V!)) return -1;
                slots[--sp].V = null;
                slots[--sp].V = null;
                return sp;
            case Op.ListExtend:
                if (!BuildOps.ListExtend((PyList)slots[sp - 1 - arg].V!, slots[sp - 1].V!)) return -1;
                slots[--sp].V = null;
                return sp;
            case Op.SetUpdate:
                if (!((PySet)slots[sp - 1 - arg].V!).UpdateFrom(slots[sp - 1].V!)) return -1;
                slots[--sp].V = null;
                return sp;
            case Op.DictUpdate:
                if (!BuildOps.DictUpdate((PyDict)slots[sp - 1 - arg].V!, slots[sp - 1].V!)) return -1;
                slots[--sp].V = null;
                return sp;
            case Op.DictMerge:
                if (!BuildOps.DictMerge((PyDict)slots[sp - 1 - arg].V!, slots[sp - 1].V!, slots[sp - 3 - arg].V!)) return -1;
                slots[--sp].V = null;
                return sp;
            case Op.ListToTuple:
                slots[sp - 1].V = BuildOps.ListToTuple((PyList)slots[sp - 1].V!);
                return sp;
            case Op.UnpackEx:
                Frames.At(code, pc);
                if (!UnpackOps.Starred(frame, sp, arg & 255, arg >> 8)) return -1;
                sp += (arg & 255) + (arg >> 8);
                return sp;
            case Op.FormatValue:
                if (slots[(arg & 4) != 0 ? sp - 2 : sp - 1].V!.MayRunProgram) Frames.At(code, pc);
                if (!BuildOps.FormatValue(frame, sp, arg)) return -1;
                if ((arg & 4) != 0) sp--;
                return sp;

            case Op.CallKw:
                Frames.At(code, pc);
                if (!Jit.IsTracing && Tracing.IsProfiling ? !Tracing.CallNamed(frame, sp, arg, isMethod: false) : !CallOps.CallKeywords(frame, sp, arg)) return -1;
                sp -= arg + 1;
                return sp;
            case Op.CallMethodKw:
                Frames.At(code, pc);
                if (!Jit.IsTracing && Tracing.IsProfiling ? !Tracing.CallNamed(frame, sp, arg, isMethod: true) : !CallOps.CallMethodKeywords(frame, sp, arg)) return -1;
                sp -= arg + 2;
                return sp;
            case Op.CallEx:
                Frames.At(code, pc);
                if (!CallOps.CallEx(frame, sp, arg & 1, arg >> 1)) return -1;
                sp -= 1 + (arg & 1) + (arg >> 1);
                return sp;
            case Op.CallWithFrame:
                Frames.At(code, pc);
                bool isDone = FrameBuiltins.WantsFrame(frame.Slots[sp - arg - 1].V!, arg) ? FrameBuiltins.Call(code, frame, sp, arg)
                    : !Jit.IsTracing && Tracing.IsProfiling ? Tracing.Call(frame, sp, arg, isMethod: false) : CallOps.Call(frame, sp, arg);
                if (!isDone) return -1;
                sp -= arg;
                return sp;
            case Op.MakeFunction:
                CallOps.MakeFunction(frame, sp, arg);
                sp -= (arg & 1) + (arg >> 1 & 1) + (arg >> 2 & 1) + (arg >> 3 & 1);
                return sp;
            case Op.LoadBuildClass:
                return Variables.LoadBuildClass(frame, sp) ? sp + 1 : -1;
            case Op.PushExcInfo:
                ExceptionOps.Push(frame, sp);
                sp++;
                return sp;
            case Op.PopExcept:
                PyErr.Handled = slots[--sp].V as PyException;
                slots[sp].V = null;
                return sp;
            case Op.CheckExcMatch:
                if (!ExceptionOps.Match(frame, sp)) return -1;
                return sp;
            case Op.MatchGroup:
                if (!ExceptionOps.MatchGroup(frame, sp)) return -1;
                return sp;
            case Op.CombineRaised:
                if (!ExceptionOps.CombineRaised(frame, sp)) return -1;
                return sp - 2;
            case Op.LoadAssertionError:
                slots[sp++].V = Types.AssertionError;
                return sp;
            case Op.BeforeWith:
                Frames.At(code, pc);
                if (!ExceptionOps.BeforeWith(frame, sp)) return -1;
                sp++;
                return sp;
            case Op.WithExceptStart:
                Frames.At(code, pc);
                if (!ExceptionOps.WithExceptStart(frame, sp)) return -1;
                sp++;
                return sp;

            case Op.GetYieldFromIter:
                if (!GeneratorOps.GetYieldFromIter(code, frame, sp)) return -1;
                return sp;
            case Op.GetAwaitable:
                if (!AsyncOps.GetAwaitable(frame, sp, arg)) return -1;
                return sp;
            case Op.GetAIter:
                if (!AsyncOps.GetAIter(frame, sp)) return -1;
                return sp;
            case Op.GetANext:
                if (!AsyncOps.GetANext(frame, sp)) return -1;
                sp++;
                return sp;
            case Op.CheckEndAsyncFor:
                slots[sp].V = PyBool.Of(((PyException)slots[sp - 1].V!).Type.IsSubtype(Types.StopAsyncIteration));
                sp++;
                return sp;
            case Op.BeforeAsyncWith:
                Frames.At(code, pc);
                if (!AsyncOps.BeforeWith(frame, sp)) return -1;
                sp++;
                return sp;
            case Op.ImportName:
                Frames.At(code, pc);
                if (!Imports.ImportName(frame, sp, code.Names[arg])) return -1;
                sp--;
                return sp;
            case Op.ImportFrom:
                Frames.At(code, pc);
                if (!Imports.ImportFrom(frame, sp, code.Names[arg])) return -1;
                sp++;
                return sp;
            case Op.ImportStar:
                Frames.At(code, pc);
                if (!Imports.ImportStar(frame, sp)) return -1;
                slots[--sp].V = null;
                return sp;
            case Op.SetupAnnotations:
                Variables.SetupAnnotations(frame);
                return sp;
            case Op.PrintExpr:
                if (!Variables.PrintExpression(slots[sp - 1].V!)) return -1;
                slots[--sp].V = null;
                return sp;

            case Op.GetLen:
                Frames.At(code, pc);
                if (MatchOps.Len(slots[sp - 1].V!) is not { } length) return -1;
                slots[sp].V = length;
                return sp + 1;
            case Op.MatchMapping:
                slots[sp].V = PyBool.Of(MatchOps.IsMapping(slots[sp - 1].V!));
                return sp + 1;
            case Op.MatchSequence:
                slots[sp].V = PyBool.Of(MatchOps.IsSequence(slots[sp - 1].V!));
                return sp + 1;
            case Op.MatchKeys:
                Frames.At(code, pc);
                if (MatchOps.Keys(slots[sp - 2].V!, (PyTuple)slots[sp - 1].V!) is not { } items) return -1;
                slots[sp].V = items;
                return sp + 1;
            case Op.MatchClass:
                Frames.At(code, pc);
                if (MatchOps.Class(slots[sp - 3].V!, slots[sp - 2].V!, (PyTuple)slots[sp - 1].V!, arg) is not { } attributes) return -1;
                slots[sp - 1].V = null;
                slots[sp - 2].V = null;
                slots[sp - 3].V = attributes;
                return sp - 2;
            case Op.DictWithoutKeys:
                Frames.At(code, pc);
                if (MatchOps.Rest(slots[sp - 2].V!, (PyTuple)slots[sp - 1].V!) is not { } rest) return -1;
                slots[sp - 1].V = null;
                slots[sp - 2].V = rest;
                return sp - 1;

            default:
                Variables.Unsupported(code, pc);
                return -1;
        }
    }
}
