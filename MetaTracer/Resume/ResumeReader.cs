// Rebuilds the interpreter's state from a guard's resume data and what compiled code left in the dead frame: makes the virtual objects,
// does the pending stores, writes the virtualizable back, fills the frames. For a bridge it also says, through IResumeRecorder, how the
// trace that follows gets the same from the guard's fail arguments.
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Tracing;

namespace MetaTracer.Resume;

/// <summary>Records what resuming does, at the start of a bridge.</summary>
internal interface IResumeRecorder
{
    Value FailArg(int index);
    Value Constant(Kind kind, long bits, object? reference);
    Value NewObject(ClassDescr descr);
    Value NewArray(ArrayDescr descr, int length);
    void SetField(Value target, FieldDescr field, Value value);
    void SetItem(Value array, ArrayDescr descr, int index, Value value);
    void SetStatic(StaticDescr descr, Value value);
}

internal sealed class ResumeReader
{
    private readonly ResumeData _data;
    private readonly JitValues _values;
    private readonly IResumeRecorder? _recorder;
    private readonly object[] _virtuals;
    private readonly Value[] _virtualBoxes;

    /// <summary>Makes the virtuals, and does the pending stores and the virtualizable's.</summary>
    public ResumeReader(ResumeData data, JitValues values, VirtualizableInfo? virtualizable, IResumeRecorder? recorder)
    {
        _data = data;
        _values = values;
        _recorder = recorder;
        _virtuals = new object[data.Virtuals.Length];
        _virtualBoxes = new Value[data.Virtuals.Length];
        MakeVirtuals();
        // The virtualizable's values are newer than what a put-off store would write to it.
        foreach (PendingStore store in data.PendingStores) DoStore(store);
        WriteVirtualizable(virtualizable);
    }

    /// <summary>The virtualizable, or null where the resume data has none.</summary>
    public object? VirtualizableObject { get; private set; }

    /// <summary>The boxes of the virtualizable section, the frame itself first; only when recording.</summary>
    public Value[] VirtualizableBoxes { get; private set; } = [];

    /// <summary>The frames, outermost first.</summary>
    public void BuildFrames(List<Frame> frames)
    {
        foreach (ResumeFrame description in _data.Frames)
        {
            Frame frame = Frame.Rent(description.Code);
            frames.Add(frame);
            frame.Pc = description.Pc;
            Operand[] live = description.Code.LiveRegisters[description.Pc]
                ?? throw new InvalidOperationException($"{description.Code} at {description.Pc} has no liveness");
            for (int k = 0; k < live.Length; k++)
            {
                Tagged tagged = description.Live[k];
                if (tagged.IsNone) continue;
                switch (live[k].Kind)
                {
                    case Kind.Int: frame.Ints[live[k].Register] = Int(tagged); break;
                    case Kind.Ref: frame.Refs[live[k].Register] = Ref(tagged); break;
                    default: frame.Floats[live[k].Register] = Float(tagged); break;
                }
                if (_recorder is not null && tagged.From != Tagged.Source.Constant) frame.SetBox(live[k], Box(tagged));
            }
        }
    }

    private void MakeVirtuals()
    {
        VirtualInfo[] infos = _data.Virtuals;
        for (int k = 0; k < infos.Length; k++)
        {
            VirtualInfo info = infos[k];
            if (info.Class is { } descr)
            {
                _virtuals[k] = Allocation.NewObject(descr);
                if (_recorder is not null) _virtualBoxes[k] = _recorder.NewObject(descr);
            }
            else
            {
                _virtuals[k] = Allocation.NewArray(info.Array!, info.Length);
                if (_recorder is not null) _virtualBoxes[k] = _recorder.NewArray(info.Array!, info.Length);
            }
        }
        // Only now: they may refer to one another.
        for (int k = 0; k < infos.Length; k++)
            foreach (var (descr, index, value) in infos[k].Fields)
                if (!value.IsNone) Store(descr, _virtuals[k], index, value, _virtualBoxes[k]);
    }

    private void WriteVirtualizable(VirtualizableInfo? info)
    {
        Tagged[] section = _data.Virtualizable;
        if (section.Length == 0 || info is null) return;
        object frame = VirtualizableObject = Ref(section[0]) ?? throw new InvalidOperationException("the virtualizable is null");
        if (_recorder is not null) VirtualizableBoxes = Array.ConvertAll(section, tagged => tagged.IsNone ? Value.None : Box(tagged));
        for (int k = 1; k < section.Length; k++)
        {
            Tagged value = section[k];
            if (value.IsNone) continue;
            switch (KindOf(info, frame, k - 1))
            {
                case Kind.Int: info.Store(frame, k - 1, Int(value), null, 0); break;
                case Kind.Ref: info.Store(frame, k - 1, 0, Ref(value), 0); break;
                default: info.Store(frame, k - 1, 0, null, Float(value)); break;
            }
        }
    }

    private static Kind KindOf(VirtualizableInfo info, object frame, int index) =>
        index < info.Scalars.Length ? info.Scalars[index].Kind : info.Locate(frame, index).Descr.Kind;

    private void DoStore(PendingStore store)
    {
        if (store.Descr is StaticDescr place)
        {
            switch (place.Kind)
            {
                case Kind.Int: RawMemory.StoreInt(place, Int(store.Value)); break;
                case Kind.Ref: RawMemory.StoreRef(place, Ref(store.Value)); break;
                default: RawMemory.StoreFloat(place, Float(store.Value)); break;
            }
            _recorder?.SetStatic(place, Box(store.Value));
            return;
        }
        object target = Ref(store.Target) ?? throw new InvalidOperationException("the target of a pending store is null");
        Store(store.Descr, target, store.Index, store.Value, _recorder is null ? Value.None : Box(store.Target));
    }

    private void Store(Descr descr, object target, int index, Tagged value, Value targetBox)
    {
        if (descr is FieldDescr field)
        {
            switch (field.Kind)
            {
                case Kind.Int: RawMemory.StoreInt(target, field, Int(value)); break;
                case Kind.Ref: RawMemory.StoreRef(target, field, Ref(value)); break;
                default: RawMemory.StoreFloat(target, field, Float(value)); break;
            }
            _recorder?.SetField(targetBox, field, Box(value));
            return;
        }
        var item = (ArrayDescr)descr;
        switch (item.Kind)
        {
            case Kind.Int: RawMemory.StoreInt(target, item, index, Int(value)); break;
            case Kind.Ref: RawMemory.StoreRef(target, item, index, Ref(value)); break;
            default: RawMemory.StoreFloat(target, item, index, Float(value)); break;
        }
        _recorder?.SetItem(targetBox, item, index, Box(value));
    }

    private long Int(Tagged tagged) =>
        tagged.From == Tagged.Source.FailArg ? _values.Ints[tagged.Index] : _data.Constants[tagged.Index].Bits;

    private double Float(Tagged tagged) =>
        tagged.From == Tagged.Source.FailArg
            ? _values.Floats[tagged.Index]
            : BitConverter.Int64BitsToDouble(_data.Constants[tagged.Index].Bits);

    private object? Ref(Tagged tagged) => tagged.From switch
    {
        Tagged.Source.FailArg => _values.Refs[tagged.Index],
        Tagged.Source.Constant => _data.Constants[tagged.Index].Ref,
        _ => _virtuals[tagged.Index],
    };

    private Value Box(Tagged tagged)
    {
        switch (tagged.From)
        {
            case Tagged.Source.FailArg:
                return _recorder!.FailArg(tagged.Index);
            case Tagged.Source.Virtual:
                return _virtualBoxes[tagged.Index];
            default:
                var (kind, bits, reference) = _data.Constants[tagged.Index];
                return _recorder!.Constant(kind, bits, reference);
        }
    }
}
