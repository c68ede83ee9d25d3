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
    void SetItem(Value array, ArrayDescr descr, Value index, Value value);
    void SetStatic(StaticDescr descr, Value value);
}

/// <summary>Reads one record after the other; may be used again.</summary>
internal sealed class ResumeReader
{
    private ResumeStore _store = null!;
    private JitValues _values = null!;
    private IResumeRecorder? _recorder;
    private bool _condition;
    private object[] _virtuals = new object[16];
    private Value[] _virtualBoxes = new Value[16];

    /// <summary>The virtualizable, or null where the resume data has none.</summary>
    public object? VirtualizableObject { get; private set; }

    /// <summary>The boxes of the virtualizable section, the frame itself first; only when recording.</summary>
    public Value[] VirtualizableBoxes { get; private set; } = [];

    /// <summary>
    /// Makes the virtuals, does the pending stores and the virtualizable's, and adds the frames to <paramref name="frames"/>, outermost first.
    /// </summary>
    public void Read(GuardDescr guard, JitValues values, VirtualizableInfo? virtualizable, IResumeRecorder? recorder, List<Frame> frames)
    {
        _store = guard.Store ?? throw new InvalidOperationException("a guard of a trace read from text has no resume data");
        _values = values;
        _recorder = recorder;
        _condition = guard.Condition;
        VirtualizableObject = null;
        VirtualizableBoxes = [];
        var read = new ByteReader(_store.Bytes, guard.ResumeAt);
        int virtuals = MakeVirtuals(ref read);
        // The virtualizable's values are newer than what a put-off store would write to it.
        for (int left = read.Next(); left > 0; left--) DoStore(ref read);
        WriteVirtualizable(ref read, virtualizable);
        BuildFrames(ref read, frames);
        Array.Clear(_virtuals, 0, virtuals);
        _values = null!;
    }

    private void BuildFrames(ref ByteReader read, List<Frame> frames)
    {
        int first = frames.Count, count = read.Next();
        for (int k = 0; k < count; k++) frames.Add(null!);
        for (int at = first + count - 1; at >= first; at--)
        {
            var code = (JitCode)_store.Thing(read.Next())!;
            Frame frame = Frame.Rent(code);
            frames[at] = frame;
            frame.IsBoxed = _recorder is not null;
            frame.Pc = read.Next();
            Operand[] live = code.LiveRegisters[frame.Pc] ?? throw new InvalidOperationException($"{code} at {frame.Pc} has no liveness");
            int values = read.Next();
            for (int k = 0; k < values; k++)
            {
                int raw = read.Next();
                if (raw == 0) continue;
                var tagged = new Tagged(raw - 1);
                Operand register = live[k];
                switch (register.Kind)
                {
                    case Kind.Int: frame.Ints[register.Register] = Int(tagged); break;
                    case Kind.Ref: frame.Refs[register.Register] = Ref(tagged); break;
                    default: frame.Floats[register.Register] = Float(tagged); break;
                }
                if (_recorder is not null && tagged.From is Tagged.Source.FailArg or Tagged.Source.Virtual) frame.SetBox(register, Box(tagged, register.Kind));
            }
        }
    }

    private int MakeVirtuals(ref ByteReader read)
    {
        int count = read.Next();
        if (count > _virtuals.Length)
        {
            _virtuals = new object[count * 2];
            _virtualBoxes = new Value[count * 2];
        }
        for (int k = 0; k < count; k++)
        {
            object thing = _store.Thing(read.Next())!;
            if (thing is ArrayDescr array)
            {
                int length = read.Next();
                _virtuals[k] = Allocation.NewArray(array, length);
                if (_recorder is not null) _virtualBoxes[k] = _recorder.NewArray(array, length);
            }
            else
            {
                var descr = (ClassDescr)thing;
                _virtuals[k] = Allocation.NewObject(descr);
                if (_recorder is not null) _virtualBoxes[k] = _recorder.NewObject(descr);
            }
        }
        // Only now: they may refer to one another.
        for (int k = 0; k < count; k++)
        {
            while (read.Next() is not 0 and var thing)
            {
                if (_store.Thing(thing) is FieldDescr field)
                {
                    StoreField(_virtuals[k], field, ref read, _virtualBoxes[k]);
                }
                else
                {
                    var item = (ArrayDescr)_store.Thing(thing)!;
                    int index = read.Next();
                    Value indexBox = _recorder?.Constant(Kind.Int, index, null) ?? Value.None;
                    StoreItem(_virtuals[k], item, index, ref read, _virtualBoxes[k], indexBox);
                }
            }
        }
        return count;
    }

    private void WriteVirtualizable(ref ByteReader read, VirtualizableInfo? info)
    {
        int count = read.Next();
        if (count == 0) return;
        if (info is null)
        {
            for (; count > 0; count--) read.Next();
            return;
        }
        ByteReader again = read;
        object frame = VirtualizableObject = Ref(new Tagged(read.Next() - 1)) ?? throw new InvalidOperationException("the virtualizable is null");
        if (_recorder is not null)
        {
            VirtualizableBoxes = new Value[count];
            for (int k = 0; k < count; k++)
            {
                int raw = again.Next();
                VirtualizableBoxes[k] = raw == 0 ? Value.None : Box(new Tagged(raw - 1), k == 0 ? Kind.Ref : info.KindOf(frame, k - 1));
            }
        }
        foreach (FieldDescr field in info.Scalars)
        {
            int raw = read.Next();
            if (raw == 0) continue;
            var value = new Tagged(raw - 1);
            switch (field.Kind)
            {
                case Kind.Int: RawMemory.StoreInt(frame, field, Int(value)); break;
                case Kind.Ref: RawMemory.StoreRef(frame, field, Ref(value)); break;
                default: RawMemory.StoreFloat(frame, field, Float(value)); break;
            }
        }
        for (int a = 0; a < info.Arrays.Length; a++)
        {
            Array array = info.ArrayOf(frame, a);
            ArrayDescr[] items = info.Arrays[a].Items;
            int length = array.Length;
            for (int index = 0; index < length; index++)
            {
                foreach (ArrayDescr item in items)
                {
                    int raw = read.Next();
                    if (raw == 0) continue;
                    var value = new Tagged(raw - 1);
                    switch (item.Kind)
                    {
                        case Kind.Int: RawMemory.StoreInt(array, item, index, Int(value)); break;
                        case Kind.Ref: RawMemory.StoreRef(array, item, index, Ref(value)); break;
                        default: RawMemory.StoreFloat(array, item, index, Float(value)); break;
                    }
                }
            }
        }
    }

    private void DoStore(ref ByteReader read)
    {
        object descr = _store.Thing(read.Next())!;
        Tagged index = descr is ArrayDescr ? new Tagged(read.Next() - 1) : Tagged.None;
        int rawTarget = read.Next();
        if (descr is StaticDescr place)
        {
            var value = new Tagged(read.Next() - 1);
            switch (place.Kind)
            {
                case Kind.Int: RawMemory.StoreInt(place, Int(value)); break;
                case Kind.Ref: RawMemory.StoreRef(place, Ref(value)); break;
                default: RawMemory.StoreFloat(place, Float(value)); break;
            }
            _recorder?.SetStatic(place, Box(value, place.Kind));
            return;
        }
        var target = new Tagged(rawTarget - 1);
        object o = Ref(target) ?? throw new InvalidOperationException("the target of a pending store is null");
        Value box = _recorder is null ? Value.None : Box(target, Kind.Ref);
        if (descr is FieldDescr field) StoreField(o, field, ref read, box);
        else StoreItem(o, (ArrayDescr)descr, Int(index), ref read, box, _recorder is null ? Value.None : Box(index, Kind.Int));
    }

    private void StoreField(object target, FieldDescr field, ref ByteReader read, Value targetBox)
    {
        int raw = read.Next();
        if (raw == 0) return;
        var value = new Tagged(raw - 1);
        switch (field.Kind)
        {
            case Kind.Int: RawMemory.StoreInt(target, field, Int(value)); break;
            case Kind.Ref: RawMemory.StoreRef(target, field, Ref(value)); break;
            default: RawMemory.StoreFloat(target, field, Float(value)); break;
        }
        _recorder?.SetField(targetBox, field, Box(value, field.Kind));
    }

    private void StoreItem(object target, ArrayDescr item, long index, ref ByteReader read, Value targetBox, Value indexBox)
    {
        int raw = read.Next();
        if (raw == 0) return;
        var value = new Tagged(raw - 1);
        switch (item.Kind)
        {
            case Kind.Int: RawMemory.StoreInt(target, item, index, Int(value)); break;
            case Kind.Ref: RawMemory.StoreRef(target, item, index, Ref(value)); break;
            default: RawMemory.StoreFloat(target, item, index, Float(value)); break;
        }
        _recorder?.SetItem(targetBox, item, indexBox, Box(value, item.Kind));
    }

    private long Int(Tagged tagged) =>
        tagged.From == Tagged.Source.FailArg ? _values.Ints[tagged.Index] : _store.Number(tagged.Index, _condition);

    private double Float(Tagged tagged) =>
        tagged.From == Tagged.Source.FailArg
            ? _values.Floats[tagged.Index]
            : BitConverter.Int64BitsToDouble(_store.Number(tagged.Index, _condition));

    private object? Ref(Tagged tagged) => tagged.From switch
    {
        Tagged.Source.FailArg => _values.Refs[tagged.Index],
        Tagged.Source.Virtual => _virtuals[tagged.Index],
        _ => _store.Reference(tagged.Index),
    };

    private Value Box(Tagged tagged, Kind kind) => tagged.From switch
    {
        Tagged.Source.FailArg => _recorder!.FailArg(tagged.Index),
        Tagged.Source.Virtual => _virtualBoxes[tagged.Index],
        Tagged.Source.Reference => _recorder!.Constant(Kind.Ref, 0, _store.Reference(tagged.Index)),
        _ => _recorder!.Constant(kind, _store.Number(tagged.Index, _condition), null),
    };
}
