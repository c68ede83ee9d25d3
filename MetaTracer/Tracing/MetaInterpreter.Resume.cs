// The start of a bridge: the frames are rebuilt from the guard's resume data, and what that takes is recorded.
using MetaTracer.Resume;
using MetaTracer.Trace;
using MetaTracer.Warmup;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tracing;

internal sealed partial class MetaInterpreter : IResumeRecorder
{
    private void Rebuild(GuardDescr guard, DeadFrame dead)
    {
        foreach (Kind kind in guard.FailKinds)
        {
            if (kind == Kind.Void) _trace.Inputs.Add(Value.None);
            else _trace.AddInput(kind);
        }
        var reader = new ResumeReader();
        reader.Read(guard, dead.Values, _driver.Virtualizable, this, _frames);
        _frame = _frames[^1];
        for (int k = 1; k < _frames.Count; k++)
        {
            Frame inner = _frames[k];
            if (inner.Code.Portal is not { } driver) continue;
            _portalDepth++;
            inner.Greens = engine.StateOf(driver).GreensOf(inner);
            inner.IsRebuilt = true;
        }
        if (reader.VirtualizableObject is not { } frame) return;
        SetVirtualizable(frame, reader.VirtualizableBoxes[0], reader.VirtualizableBoxes);
        _writeThrough = _virtualizable.Length > 1 && Array.TrueForAll(_virtualizable[1..], value => value.IsNone);
    }

    /// <summary>Recorded after the guard about exceptions that a bridge may have to begin with.</summary>
    private void ReadRebuiltVirtualizable()
    {
        if (_virtualizableObject is null) return;
        ReloadForgotten();
        foreach (Frame rebuilt in _frames) NameVirtualizableArrays(rebuilt);
    }

    /// <summary>Registers that held a followed array of the traced frame when the guard was recorded do so again.</summary>
    private void NameVirtualizableArrays(Frame frame)
    {
        for (int k = 0; k < _arrayBoxes.Length; k++)
        {
            Array array = _info!.ArrayOf(_virtualizableObject!, k);
            for (int register = 0; register < frame.Code.RefCount; register++)
                if (ReferenceEquals(frame.Refs[register], array)) frame.RefBoxes[register] = ReadVirtualizable(_info.Arrays[k].Field);
        }
    }

    Value IResumeRecorder.FailArg(int index) => _trace.Inputs[index];

    Value IResumeRecorder.Constant(Kind kind, long bits, object? reference) => kind switch
    {
        Kind.Int => _constants.Int(bits),
        Kind.Ref => _constants.Ref(reference),
        _ => _constants.Float(BitConverter.Int64BitsToDouble(bits)),
    };

    Value IResumeRecorder.NewObject(ClassDescr descr)
    {
        Value box = Emit(new_with_vtable, [], descr);
        _heap.Learn(box, FactsOfNew);
        return box;
    }

    Value IResumeRecorder.NewArray(ArrayDescr descr, int length)
    {
        Value lengthBox = _constants.Int(length);
        Value box = Emit(new_array, [lengthBox], descr);
        _heap.Learn(box, FactsOfNew);
        _heap.LearnLength(box, lengthBox);
        return box;
    }

    void IResumeRecorder.SetField(Value target, FieldDescr field, Value value)
    {
        Emit(setfield_gc, [target, value], field);
        _heap.WriteField(target, field, value);
    }

    void IResumeRecorder.SetItem(Value array, ArrayDescr descr, Value index, Value value)
    {
        Emit(setarrayitem_gc, [array, index, value], descr);
        _heap.WriteItem(array, descr, index.IsConstant ? (int)_constants.IntOf(index) : -1, value);
    }

    void IResumeRecorder.SetStatic(StaticDescr descr, Value value)
    {
        Emit(setstatic_gc, [value], descr);
        _heap.WriteField(Value.None, descr, value);
    }
}
