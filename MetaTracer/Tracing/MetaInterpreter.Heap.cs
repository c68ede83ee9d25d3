// Objects, arrays, strings, statics. C#'s checks (null, bounds, covariance) become guards before the operation; each operation is
// recorded and then performed, so that a guard which fails, or an abort, can execute the instruction again.
using System.Diagnostics;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Logging;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tracing;

internal sealed partial class MetaInterpreter
{
    private const BoxFacts FactsOfNew = BoxFacts.NonNull | BoxFacts.KnownClass | BoxFacts.Unescaped | BoxFacts.NotVirtualizable;

    private static OpCode ByKind(Kind kind, OpCode i, OpCode r, OpCode f) => kind switch { Kind.Int => i, Kind.Ref => r, _ => f };

    /// <summary>False when the reference is null: then the exception is on its way.</summary>
    private bool CheckNonNull(Frame frame, int register)
    {
        if (!IsNull(frame, register)) return true;
        RaiseNew(RuntimeErrors.NullReference);
        return false;
    }

    /// <summary>Guards the exact class of a reference that is not null.</summary>
    private void EnsureClass(Frame frame, int register)
    {
        Value box = frame.RefBoxes[register];
        if (box.IsNone || _heap.Has(box, BoxFacts.KnownClass | BoxFacts.Constant)) return;
        Value expected = _constants.Ref(_codeWriter.Descrs.ClassOf(frame.Refs[register]!.GetType()));
        Guard(_heap.Has(box, BoxFacts.NonNull) ? guard_class : guard_nonnull_class, box, expected);
        _heap.Learn(box, BoxFacts.NonNull | BoxFacts.KnownClass);
    }

    private void GetField(Frame frame, ref Insn insn, FieldDescr field)
    {
        if (!CheckNonNull(frame, insn.A)) return;
        object target = frame.Refs[insn.A]!;
        Value box;
        if (IsStandardVirtualizable(frame, insn.A, field)) box = ReadVirtualizable(field);
        else if (frame.RefBoxes[insn.A].IsNone && field.IsImmutable) box = Value.None;
        else
        {
            Value owner = RefBox(frame, insn.A);
            Value known = _heap.Field(owner, field);
            if (known.IsNone)
            {
                known = Emit(ByKind(field.Kind, getfield_gc_i, getfield_gc_r, getfield_gc_f), [owner], field);
                _heap.ReadField(owner, field, known);
            }
            box = AsRegisterBox(known);
        }
        switch (field.Kind)
        {
            case Kind.Int:
                long value = frame.Ints[insn.Dst] = RawMemory.LoadInt(target, field);
                if (value < 0 && field.IsNonNegative) throw new InvalidOperationException($"{field.Name} is [NonNegative] and holds {value}");
                break;
            case Kind.Ref: frame.Refs[insn.Dst] = RawMemory.LoadRef(target, field); break;
            default: frame.Floats[insn.Dst] = RawMemory.LoadFloat(target, field); break;
        }
        frame.SetBox(new Operand(field.Kind, insn.Dst), box);
    }

    private void SetField(Frame frame, ref Insn insn, FieldDescr field)
    {
        if (!CheckNonNull(frame, insn.A)) return;
        Value value = Box(frame, new Operand(field.Kind, insn.B));
        if (IsStandardVirtualizable(frame, insn.A, field)) WriteVirtualizable(field, value);
        else
        {
            Value owner = RefBox(frame, insn.A);
            Emit(setfield_gc, [owner, value], field);
            _heap.WriteField(owner, field, value);
            NoteStored(value);
        }
        object target = frame.Refs[insn.A]!;
        switch (field.Kind)
        {
            case Kind.Int: RawMemory.StoreInt(target, field, frame.Ints[insn.B]); break;
            case Kind.Ref: RawMemory.StoreRef(target, field, frame.Refs[insn.B]); break;
            default: RawMemory.StoreFloat(target, field, frame.Floats[insn.B]); break;
        }
    }

    private void GetStatic(Frame frame, ref Insn insn, StaticDescr descr)
    {
        RawMemory.EnsureInitialized(descr);
        Value box = Value.None;
        if (descr.Field is not { IsInitOnly: true })
        {
            Value known = _heap.Field(Value.None, descr);
            if (known.IsNone)
            {
                known = Emit(ByKind(descr.Kind, getstatic_gc_i, getstatic_gc_r, getstatic_gc_f), [], descr);
                _heap.ReadField(Value.None, descr, known);
            }
            box = AsRegisterBox(known);
        }
        switch (descr.Kind)
        {
            case Kind.Int: frame.Ints[insn.Dst] = RawMemory.LoadInt(descr); break;
            case Kind.Ref: frame.Refs[insn.Dst] = RawMemory.LoadRef(descr); break;
            default: frame.Floats[insn.Dst] = RawMemory.LoadFloat(descr); break;
        }
        frame.SetBox(new Operand(descr.Kind, insn.Dst), box);
    }

    private void SetStatic(Frame frame, ref Insn insn, StaticDescr descr)
    {
        RawMemory.EnsureInitialized(descr);
        Value value = Box(frame, new Operand(descr.Kind, insn.A));
        Emit(setstatic_gc, [value], descr);
        _heap.WriteField(Value.None, descr, value);
        NoteStored(value);
        switch (descr.Kind)
        {
            case Kind.Int: RawMemory.StoreInt(descr, frame.Ints[insn.A]); break;
            case Kind.Ref: RawMemory.StoreRef(descr, frame.Refs[insn.A]); break;
            default: RawMemory.StoreFloat(descr, frame.Floats[insn.A]); break;
        }
    }

    /// <summary>The box of an array's length; none where it is constant.</summary>
    private Value LengthBox(Frame frame, int register)
    {
        Value array = frame.RefBoxes[register];
        if (array.IsNone || VirtualizableArrayOf(array) >= 0) return Value.None;
        Value length = _heap.LengthOf(array);
        if (length.IsNone)
        {
            length = Emit(arraylen_gc, [array]);
            _heap.LearnLength(array, length);
        }
        return AsRegisterBox(length);
    }

    private Value StringLengthBox(Frame frame, int register)
    {
        Value text = frame.RefBoxes[register];
        if (text.IsNone) return Value.None;
        Value length = _heap.LengthOf(text);
        if (length.IsNone)
        {
            length = Emit(strlen, [text]);
            _heap.LearnLength(text, length);
        }
        return AsRegisterBox(length);
    }

    private void ArrayLength(Frame frame, ref Insn insn)
    {
        if (!CheckNonNull(frame, insn.A)) return;
        Value box = LengthBox(frame, insn.A);
        frame.Ints[insn.Dst] = RawMemory.ArrayLength(frame.Refs[insn.A]!);
        frame.IntBoxes[insn.Dst] = box;
    }

    private void StringLength(Frame frame, ref Insn insn)
    {
        if (!CheckNonNull(frame, insn.A)) return;
        Value box = StringLengthBox(frame, insn.A);
        frame.Ints[insn.Dst] = RawMemory.StringLength(frame.Refs[insn.A]!);
        frame.IntBoxes[insn.Dst] = box;
    }

    private void StringItem(Frame frame, ref Insn insn)
    {
        if (!CheckIndex(frame, insn.A, insn.B, isString: true)) return;
        bool isConstant = frame.RefBoxes[insn.A].IsNone && frame.IntBoxes[insn.B].IsNone;
        Value box = isConstant ? Value.None : Emit(strgetitem, [RefBox(frame, insn.A), IntBox(frame, insn.B)]);
        frame.Ints[insn.Dst] = ((string)frame.Refs[insn.A]!)[(int)frame.Ints[insn.B]];
        frame.IntBoxes[insn.Dst] = box;
    }

    private void AssumeNonNull(Frame frame, int register)
    {
        Value box = frame.RefBoxes[register];
        if (box.IsNone || frame.Refs[register] is null || VirtualizableArrayOf(box) >= 0 || _heap.Has(box, BoxFacts.NonNull)) return;
        Emit(assume_nonnull, [box]);
        _heap.Learn(box, BoxFacts.NonNull);
    }

    private void RecordExactClass(Frame frame, int register, ClassDescr promised)
    {
        Value box = frame.RefBoxes[register];
        if (box.IsNone || frame.Refs[register] is not { } target || _heap.Has(box, BoxFacts.KnownClass)) return;
        if (target.GetType() != promised.Type)
        {
            string what = $"{new CodePlace(frame.Code, _pc)}: Jit.RecordExactClass promises a {promised.Name}, and there was a {TypeModel.NameOf(target.GetType())}: "
                + "promise what always holds, or ask for the class with 'is'";
            engine.Warn([what]);
            throw new TraceAbort("a promised class was another", what);
        }
        Emit(record_exact_class, [box, _constants.Ref(promised)]);
        _heap.Learn(box, BoxFacts.NonNull | BoxFacts.KnownClass);
    }

    private void AssumeLength(Frame frame, ref Insn insn)
    {
        AssumeNonNull(frame, insn.A);
        Value box = frame.RefBoxes[insn.A];
        if (box.IsNone || VirtualizableArrayOf(box) >= 0) return;
        if (frame.Refs[insn.A] is { } array && frame.Ints[insn.B] <= RawMemory.ArrayLength(array)) Emit(assume_length, [box, IntBox(frame, insn.B)]);
    }

    /// <summary>Null and bounds checks. False when one fails: then the exception is on its way.</summary>
    private bool CheckIndex(Frame frame, int array, int index, bool isString)
    {
        if (!CheckNonNull(frame, array)) return false;
        object target = frame.Refs[array]!;
        int length = isString ? RawMemory.StringLength(target) : RawMemory.ArrayLength(target);
        bool isInBounds = (ulong)frame.Ints[index] < (ulong)length;
        if (!frame.RefBoxes[array].IsNone || !frame.IntBoxes[index].IsNone)
        {
            Value lengthBox = isString ? StringLengthBox(frame, array) : LengthBox(frame, array);
            bool isConstant = lengthBox.IsNone && frame.IntBoxes[index].IsNone;
            if (!isConstant && !(isInBounds && _heap.CheckBounds(RefBox(frame, array), IntBox(frame, index))))
            {
                if (lengthBox.IsNone) lengthBox = _constants.Int(length);
                Value condition = Emit(uint_lt, [IntBox(frame, index), lengthBox]);
                Guard(isInBounds ? guard_true : guard_false, condition);
            }
        }
        if (isInBounds) return true;
        RaiseNew(RuntimeErrors.IndexOutOfRange);
        return false;
    }

    private void GetItem(Frame frame, ref Insn insn, ArrayDescr descr, bool isPure)
    {
        if (VirtualizableArrayOf(frame.RefBoxes[insn.A]) >= 0) MakeConstant(frame, new Operand(Kind.Int, insn.B));
        if (!CheckIndex(frame, insn.A, insn.B, isString: false)) return;
        object array = frame.Refs[insn.A]!;
        long index = frame.Ints[insn.B];
        Value arrayBox = frame.RefBoxes[insn.A], indexBox = frame.IntBoxes[insn.B];
        Value box;
        if (VirtualizableArrayOf(arrayBox) is >= 0 and var followed) box = ReadVirtualizableItem(followed, descr, (int)index);
        else if (isPure && arrayBox.IsNone && indexBox.IsNone) box = Value.None;
        else
        {
            Value owner = RefBox(frame, insn.A);
            Value known = indexBox.IsNone ? _heap.Item(owner, descr, (int)index) : Value.None;
            if (known.IsNone)
            {
                OpCode code = isPure
                    ? ByKind(descr.Kind, getarrayitem_gc_pure_i, getarrayitem_gc_pure_r, getarrayitem_gc_pure_f)
                    : ByKind(descr.Kind, getarrayitem_gc_i, getarrayitem_gc_r, getarrayitem_gc_f);
                known = Emit(code, [owner, IntBox(frame, insn.B)], descr);
                if (indexBox.IsNone) _heap.ReadItem(owner, descr, (int)index, known);
                else _heap.ReadUnknownItem(owner, descr);
            }
            box = AsRegisterBox(known);
        }
        switch (descr.Kind)
        {
            case Kind.Int: frame.Ints[insn.Dst] = RawMemory.LoadInt(array, descr, index); break;
            case Kind.Ref: frame.Refs[insn.Dst] = RawMemory.LoadRef(array, descr, index); break;
            default: frame.Floats[insn.Dst] = RawMemory.LoadFloat(array, descr, index); break;
        }
        frame.SetBox(new Operand(descr.Kind, insn.Dst), box);
    }

    private void SetItem(Frame frame, ref Insn insn, ArrayDescr descr)
    {
        if (VirtualizableArrayOf(frame.RefBoxes[insn.A]) >= 0) MakeConstant(frame, new Operand(Kind.Int, insn.B));
        if (!CheckIndex(frame, insn.A, insn.B, isString: false)) return;
        if (descr.Kind == Kind.Ref && !CheckCovariance(frame, insn.A, insn.C)) return;
        object array = frame.Refs[insn.A]!;
        long index = frame.Ints[insn.B];
        Value value = Box(frame, new Operand(descr.Kind, insn.C));
        if (VirtualizableArrayOf(frame.RefBoxes[insn.A]) is >= 0 and var followed) WriteVirtualizableItem(followed, descr, (int)index, value);
        else
        {
            Value owner = RefBox(frame, insn.A);
            Emit(setarrayitem_gc, [owner, IntBox(frame, insn.B), value], descr);
            _heap.WriteItem(owner, descr, frame.IntBoxes[insn.B].IsNone ? (int)index : -1, value);
            NoteStored(value);
        }
        switch (descr.Kind)
        {
            case Kind.Int: RawMemory.StoreInt(array, descr, index, frame.Ints[insn.C]); break;
            case Kind.Ref: RawMemory.StoreRef(array, descr, index, frame.Refs[insn.C]); break;
            default: RawMemory.StoreFloat(array, descr, index, frame.Floats[insn.C]); break;
        }
    }

    /// <summary>C#'s check that an array of references admits a value. False when it fails: then the exception is on its way.</summary>
    private bool CheckCovariance(Frame frame, int array, int value)
    {
        object target = frame.Refs[array]!;
        // An array of structs has no such check, and with a constant null it always succeeds.
        if (target.GetType().GetElementType()!.IsValueType) return true;
        if (frame.Refs[value] is null && frame.RefBoxes[value].IsNone) return true;
        EnsureClass(frame, array);
        Type element = target.GetType().GetElementType()!;
        if (element == typeof(object)) return true;
        if (IsNull(frame, value)) return true;
        EnsureClass(frame, value);
        if (element.IsInstanceOfType(frame.Refs[value])) return true;
        RaiseNew(RuntimeErrors.ArrayTypeMismatch);
        return false;
    }

    private void New(Frame frame, ref Insn insn, ClassDescr descr)
    {
        Value box = Emit(new_with_vtable, [], descr);
        _heap.Learn(box, FactsOfNew);
        frame.Refs[insn.Dst] = Allocation.NewObject(descr);
        frame.RefBoxes[insn.Dst] = box;
    }

    private void NewArray(Frame frame, ref Insn insn, ArrayDescr descr)
    {
        long length = frame.Ints[insn.A];
        Value lengthBox = IntBox(frame, insn.A);
        if (lengthBox.IsVariable) Guard(length < 0 ? guard_true : guard_false, Emit(int_lt, [lengthBox, _constants.Int(0)]));
        if (length < 0)
        {
            RaiseNew(RuntimeErrors.NegativeLength);
            return;
        }
        Array array = Allocation.NewArray(descr, length);
        Value box = Emit(new_array, [lengthBox], descr);
        _heap.Learn(box, FactsOfNew);
        _heap.LearnLength(box, lengthBox);
        frame.Refs[insn.Dst] = array;
        frame.RefBoxes[insn.Dst] = box;
    }

    private void IsInstance(Frame frame, ref Insn insn, Type type)
    {
        bool isInstance = false;
        if (!IsNull(frame, insn.A))
        {
            if (type != typeof(object)) EnsureClass(frame, insn.A);
            isInstance = type.IsInstanceOfType(frame.Refs[insn.A]);
        }
        if (isInstance) frame.CopyFrom(frame, new Operand(Kind.Ref, insn.A), new Operand(Kind.Ref, insn.Dst));
        else SetNull(frame, insn.Dst);
    }

    private static readonly System.Reflection.MethodInfo CastFailure = ((Func<object, Type, Exception>)RuntimeErrors.Cast).Method;

    private void CastClass(Frame frame, ref Insn insn, Type type)
    {
        if (!IsNull(frame, insn.A))
        {
            if (type != typeof(object)) EnsureClass(frame, insn.A);
            if (!type.IsInstanceOfType(frame.Refs[insn.A]))
            {
                Exception failure = RuntimeErrors.Cast(frame.Refs[insn.A]!, type);
                Value made = Emit(call_r, [RefBox(frame, insn.A), _constants.Ref(type)], _codeWriter.CallDescrOf(CastFailure, false));
                _heap.Learn(made, BoxFacts.NonNull | BoxFacts.KnownClass);
                Raise(failure, made, _pc);
                return;
            }
        }
        frame.CopyFrom(frame, new Operand(Kind.Ref, insn.A), new Operand(Kind.Ref, insn.Dst));
    }

    /// <summary>The value of a quasi-immutable that is itself a constant is one too, as long as the trace is valid; of another it is loaded.</summary>
    private void GetQuasiImmutable(Frame frame, ref Insn insn, FieldDescr field)
    {
        if (!frame.RefBoxes[insn.A].IsNone || frame.Refs[insn.A] is not QuasiImmutable holder)
        {
            GetField(frame, ref insn, field);
            return;
        }
        Value box = RefBox(frame, insn.A);
        if (_heap.RelyOn(box))
        {
            Emit(quasiimmut_field, [box]);
            holder.Register(_dependency);
        }
        if (!_heap.IsValidityGuarded)
        {
            Guard(guard_not_invalidated);
            _heap.IsValidityGuarded = true;
        }
        switch (field.Kind)
        {
            case Kind.Int: frame.Ints[insn.Dst] = RawMemory.LoadInt(holder, field); break;
            case Kind.Ref: frame.Refs[insn.Dst] = RawMemory.LoadRef(holder, field); break;
            default: frame.Floats[insn.Dst] = RawMemory.LoadFloat(holder, field); break;
        }
        frame.SetBox(new Operand(field.Kind, insn.Dst), Value.None);
    }
}
