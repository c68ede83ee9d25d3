// Arithmetic, branches and hints: instructions that touch registers only.
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tracing;

internal sealed partial class MetaInterpreter
{
    private static void Move(Frame frame, ref Insn insn) => frame.CopyFrom(frame, new Operand(insn.Kind, insn.A), new Operand(insn.Kind, insn.Dst));

    private void Pure(Frame frame, ref Insn insn)
    {
        PureShape shape = PureOperations.ShapeOf(insn.Code);
        Kind argumentKind = PureOperations.ArgumentKind(shape);
        bool isBinary = OpInfo.Of(insn.Code).Arity == 2;
        var first = new Operand(argumentKind, insn.A);
        var second = new Operand(argumentKind, insn.B);
        var result = new Operand(PureOperations.ResultKind(shape), insn.Dst);

        Value box;
        if (frame.BoxOf(first).IsNone && (!isBinary || frame.BoxOf(second).IsNone)) box = Value.None;
        else if (shape == PureShape.RefToInt && isBinary) box = Compare(frame, ref insn);
        else if (insn.Code == int_is_true && _heap.Has(frame.IntBoxes[insn.A], BoxFacts.Bool)) box = frame.IntBoxes[insn.A];
        else if (insn.Code is same_as_i or same_as_r or same_as_f) box = frame.BoxOf(first);
        else if (insn.Code == arraylen_gc) box = LengthBox(frame, insn.A);
        else
        {
            box = isBinary ? Emit(insn.Code, [Box(frame, first), Box(frame, second)]) : Emit(insn.Code, [Box(frame, first)]);
            if (IsComparison(insn.Code)) _heap.Learn(box, BoxFacts.Bool);
        }
        PureOperations.Execute(insn, frame);
        frame.SetBox(result, box);
    }

    /// <summary>Identity of two references; none where it is certain.</summary>
    private Value Compare(Frame frame, ref Insn insn)
    {
        Value a = frame.RefBoxes[insn.A], b = frame.RefBoxes[insn.B];
        if (a == b) return Value.None;
        bool aIsNull = a.IsNone && frame.Refs[insn.A] is null, bIsNull = b.IsNone && frame.Refs[insn.B] is null;
        if (aIsNull && _heap.Has(b, BoxFacts.NonNull) || bIsNull && _heap.Has(a, BoxFacts.NonNull)) return Value.None;
        if (_heap.Has(a, BoxFacts.Unescaped) || _heap.Has(b, BoxFacts.Unescaped)) return Value.None;
        Value box = Emit(insn.Code, [RefBox(frame, insn.A), RefBox(frame, insn.B)]);
        _heap.Learn(box, BoxFacts.Bool);
        return box;
    }

    private static bool IsComparison(OpCode code) =>
        code is >= int_is_zero and <= uint_ge or >= float_lt and <= float_ge or ptr_eq or ptr_ne;

    private void Overflow(Frame frame, ref Insn insn)
    {
        long a = frame.Ints[insn.A], b = frame.Ints[insn.B];
        bool overflows = Executor.Overflows(insn.Code, a, b);
        Value box = Value.None;
        if (!frame.IntBoxes[insn.A].IsNone || !frame.IntBoxes[insn.B].IsNone)
        {
            Value boxA = IntBox(frame, insn.A), boxB = IntBox(frame, insn.B);
            box = Emit(insn.Code, [boxA, boxB]);
            Guard(overflows ? guard_overflow : guard_no_overflow);
            if (overflows) box = Emit(Wrapping(insn.Code), [boxA, boxB]);
        }
        frame.Ints[insn.Dst] = Executor.Int(insn.Code, a, b);
        frame.IntBoxes[insn.Dst] = box;
        SetInt(frame, insn.C, overflows ? 1 : 0);
    }

    private static OpCode Wrapping(OpCode code) => code switch
    {
        int_add_ovf => int_add,
        int_sub_ovf => int_sub,
        _ => int_mul,
    };

    private bool IsTrue(Frame frame, int register)
    {
        Value box = frame.IntBoxes[register];
        bool isTrue = frame.Ints[register] != 0;
        if (!box.IsNone)
        {
            if (!_heap.Has(box, BoxFacts.Constant))
            {
                bool isBool = _heap.Has(box, BoxFacts.Bool);
                Value condition = isBool ? box : Emit(int_is_true, [box]);
                Guard(isTrue ? guard_true : guard_false, condition);
                // What is not a boolean is known exactly only when it is zero.
                if (!isBool && isTrue) return true;
                _heap.Learn(box, BoxFacts.Constant);
            }
            frame.IntBoxes[register] = Value.None;
        }
        return isTrue;
    }

    /// <summary>Whether a reference is null, guarded.</summary>
    private bool IsNull(Frame frame, int register)
    {
        Value box = frame.RefBoxes[register];
        bool isNull = frame.Refs[register] is null;
        if (box.IsNone || _heap.Has(box, BoxFacts.NonNull)) return isNull;
        if (isNull)
        {
            Guard(guard_isnull, box);
            frame.RefBoxes[register] = Value.None;
            _heap.Learn(box, BoxFacts.Constant);
        }
        else
        {
            Guard(guard_nonnull, box);
            _heap.Learn(box, BoxFacts.NonNull);
        }
        return isNull;
    }

    private void Switch(Frame frame, ref Insn insn)
    {
        MakeConstant(frame, new Operand(Kind.Int, insn.A));
        var targets = (int[])insn.X!;
        if ((ulong)frame.Ints[insn.A] < (ulong)targets.Length) frame.Pc = targets[frame.Ints[insn.A]];
    }

    /// <summary>Makes a register's value a constant of the trace, behind a guard that it is the same again.</summary>
    private void MakeConstant(Frame frame, Operand register)
    {
        Value box = frame.BoxOf(register);
        if (box.IsNone) return;
        if (!_heap.Has(box, BoxFacts.Constant))
        {
            switch (register.Kind)
            {
                case Kind.Ref when frame.Refs[register.Register] is null:
                    Guard(guard_isnull, box);
                    break;
                case Kind.Int when _heap.Has(box, BoxFacts.Bool):
                    Guard(frame.Ints[register.Register] != 0 ? guard_true : guard_false, box);
                    break;
                case Kind.Int:
                    Guard(guard_value, box, _constants.Int(frame.Ints[register.Register]));
                    break;
                case Kind.Ref:
                    Guard(guard_value, box, _constants.Ref(frame.Refs[register.Register]));
                    break;
                default:
                    Guard(guard_value, box, _constants.Float(frame.Floats[register.Register]));
                    break;
            }
            _heap.Learn(box, BoxFacts.Constant);
        }
        frame.SetBox(register, Value.None);
    }

    /// <summary>
    /// Whether the instruction under way is the one whose guards have seen too many values or classes, here in the user's program: it is then
    /// recorded without asking, so that the bridge serves all that are left. Asked once.
    /// </summary>
    private bool IsGeneric(Frame frame)
    {
        if (_genericSite is not { } site || site.Pc != _pc || site.Code != frame.Code) return false;
        _genericSite = null;
        engine.Stats.GenericSites++;
        return true;
    }

    private void Promote(Frame frame, ref Insn insn)
    {
        var source = new Operand(insn.Kind, insn.A);
        if (!IsGeneric(frame)) MakeConstant(frame, source);
        frame.CopyFrom(frame, source, new Operand(insn.Kind, insn.Dst));
    }

    private static readonly System.Reflection.MethodInfo StringEquals =
        typeof(string).GetMethod(nameof(string.Equals), [typeof(string), typeof(string)])!;

    /// <summary>Promotes by characters: a guard on the result of comparing with the constant string.</summary>
    private void PromoteString(Frame frame, ref Insn insn)
    {
        Value box = frame.RefBoxes[insn.A];
        if (!box.IsNone && !_heap.Has(box, BoxFacts.Constant))
        {
            Value equal = Emit(call_pure_i, [box, _constants.Ref(frame.Refs[insn.A])], _codeWriter.CallDescrOf(StringEquals, false));
            Guard(guard_true, equal);
        }
        frame.RefBoxes[insn.A] = Value.None;
        frame.Refs[insn.Dst] = frame.Refs[insn.A];
        frame.RefBoxes[insn.Dst] = Value.None;
    }

    private void IsConstant(Frame frame, ref Insn insn)
    {
        Value box = frame.BoxOf(new Operand(insn.Kind, insn.A));
        SetInt(frame, insn.Dst, box.IsNone || _heap.Has(box, BoxFacts.Constant) ? 1 : 0);
    }
}
