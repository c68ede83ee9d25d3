// The traced frame, PyPy's standard virtualizable: its fields and array items are boxes, and reading or writing them leaves no operation.
// The object in memory gets every write while tracing, so that an abort needs nothing; in compiled code it is stale until a guard fails
// or the trace itself stores it back: before calls that can see the frame, and at ForceVirtualizable.
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Warmup;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tracing;

internal sealed partial class MetaInterpreter
{
    // The section as snapshots hold it: the frame's box, the scalars, the arrays' items. Constants stand as such; none, only between a call
    // that may write the frame and the guard after it, is what memory holds.
    private Value[] _virtualizable = [];

    // What compiled code's memory is known to hold; none where it may be stale.
    private Value[] _inMemory = [];

    // What the driver said does not matter, and nobody has written since.
    private bool[] _isDead = [];

    private Value _virtualizableBox;
    private object? _virtualizableObject;
    private VirtualizableInfo? _info;

    // The box of each followed array, once it has been read.
    private Value[] _arrayBoxes = [];
    private int[] _arrayStarts = [];

    // After ForceVirtualizable: memory is to be right from there on, so writes are recorded as well.
    private bool _writeThrough;

    // The trace has stored the frame in the heap or passed it to code that may have: others may reach it.
    private bool _virtualizableEscaped;

    private void BeginVirtualizable(Frame portalFrame)
    {
        Operand red = _driver.MergePoint.Reds[_driver.VirtualizableRed];
        object frame = portalFrame.Refs[red.Register]
            ?? throw new TraceAbort("virtualizable is null");
        Value box = portalFrame.RefBoxes[red.Register];
        SetVirtualizable(frame, box, new Value[1 + _driver.Virtualizable!.ValueCount(frame)]);
        for (int k = 1; k < _virtualizable.Length; k++) _virtualizable[k] = _trace.AddInput(VirtualizableKind(k));
    }

    private void SetVirtualizable(object frame, Value box, Value[] section)
    {
        _info = _driver.Virtualizable!;
        _virtualizableObject = frame;
        _virtualizableBox = box;
        _virtualizable = section;
        section[0] = box;
        _inMemory = new Value[section.Length];
        _isDead = new bool[section.Length];
        _heap.Learn(box, BoxFacts.NonNull);
        _arrayBoxes = new Value[_info.Arrays.Length];
        _arrayStarts = new int[_info.Arrays.Length];
        int start = 1 + _info.Scalars.Length;
        for (int k = 0; k < _arrayStarts.Length; k++)
        {
            _arrayStarts[k] = start;
            start += _info.ArrayOf(frame, k).Length * _info.Arrays[k].Items.Length;
        }
    }

    private Kind VirtualizableKind(int index) =>
        index <= _info!.Scalars.Length ? _info.Scalars[index - 1].Kind : _info.Locate(_virtualizableObject!, index - 1).Descr.Kind;

    /// <summary>Whether a register holds the traced frame; guarded where it is not plain. False for fields that are not followed.</summary>
    private bool IsStandardVirtualizable(Frame frame, int register, FieldDescr field)
    {
        if (_virtualizableObject is null) return false;
        Value box = frame.RefBoxes[register];
        if (box == _virtualizableBox && box.IsVariable) return _info!.Follows(field);
        if (!_info!.Follows(field)) return false;
        bool isSame = ReferenceEquals(frame.Refs[register], _virtualizableObject);
        if (!isSame && (box.IsNone || _heap.Has(box, BoxFacts.NotVirtualizable))) return false;
        Value same = Emit(ptr_eq, [RefBox(frame, register), _virtualizableBox]);
        Guard(isSame ? guard_true : guard_false, same);
        if (isSame) frame.RefBoxes[register] = _virtualizableBox;
        else _heap.Learn(box, BoxFacts.NotVirtualizable);
        return isSame;
    }

    private Value ReadVirtualizable(FieldDescr field)
    {
        int scalar = _info!.ScalarIndex(field);
        if (scalar >= 0) return AsRegisterBox(_virtualizable[1 + scalar]);
        int array = _info.ArrayIndex(field);
        if (_arrayBoxes[array].IsNone)
        {
            _arrayBoxes[array] = Emit(getfield_gc_r, [_virtualizableBox], field);
            _heap.Learn(_arrayBoxes[array], BoxFacts.NonNull);
        }
        return _arrayBoxes[array];
    }

    private void WriteVirtualizable(FieldDescr field, Value value)
    {
        int scalar = _info!.ScalarIndex(field);
        if (scalar < 0) throw new TraceAbort("array field of a virtualizable is written", field.Name);
        Set(1 + scalar, value);
    }

    /// <summary>Which followed array of the traced frame a box is, or -1.</summary>
    private int VirtualizableArrayOf(Value box)
    {
        if (box.IsNone) return -1;
        for (int k = 0; k < _arrayBoxes.Length; k++)
            if (_arrayBoxes[k] == box) return k;
        return -1;
    }

    private Value ReadVirtualizableItem(int array, ArrayDescr descr, int index) => AsRegisterBox(_virtualizable[ItemIndex(array, descr, index)]);

    private void WriteVirtualizableItem(int array, ArrayDescr descr, int index, Value value) => Set(ItemIndex(array, descr, index), value);

    private int ItemIndex(int array, ArrayDescr descr, int index)
    {
        ArrayDescr[] items = _info!.Arrays[array].Items;
        int item = Array.IndexOf(items, descr);
        if (item < 0) throw new TraceAbort("item of a virtualizable array read as something else", descr.Name);
        return _arrayStarts[array] + index * items.Length + item;
    }

    /// <summary>At a merge point of the traced frame: what the driver says does not matter any more becomes a constant.</summary>
    private void DropDead(DriverState driver, Frame frame, object?[] greens)
    {
        if (_virtualizableObject is null || _arrayStarts.Length == 0 || driver.VirtualizableRed < 0
            || !ReferenceEquals(frame.Refs[driver.MergePoint.Reds[driver.VirtualizableRed].Register], _virtualizableObject) || driver.LiveItems(greens) is not { } live)
            return;
        ArrayDescr[] planes = _info!.Arrays[0].Items;
        int length = _info.ArrayOf(_virtualizableObject, 0).Length;
        for (int item = 0; item < length; item++)
        {
            if (item / 64 < live.Length && (live[item / 64] >> item % 64 & 1) != 0) continue;
            for (int plane = 0; plane < planes.Length; plane++)
            {
                int index = _arrayStarts[0] + item * planes.Length + plane;
                _virtualizable[index] = planes[plane].Kind switch { Kind.Int => _constants.Int(0), Kind.Ref => _constants.Ref(null), _ => _constants.Float(0) };
                // Nobody reads what is in memory either, until the program writes it.
                _inMemory[index] = _virtualizable[index];
                _isDead[index] = true;
            }
        }
    }

    private void Set(int index, Value value)
    {
        _virtualizable[index] = value;
        // In memory is something else, although it counted as right.
        if (_isDead[index]) _inMemory[index] = Value.None;
        _isDead[index] = false;
        if (_writeThrough) StoreBack(index);
    }

    /// <summary>A reference is stored where others may find it.</summary>
    private void NoteStored(Value value) => _virtualizableEscaped |= value.IsVariable && (value == _virtualizableBox || VirtualizableArrayOf(value) >= 0);

    /// <summary>
    /// Whether code outside the trace may reach the frame through the heap. What happened before the trace began is said by a field of the
    /// frame, and guarded.
    /// </summary>
    private bool HasEscaped()
    {
        if (_virtualizableEscaped || _info!.EscapedIndex < 0) return _virtualizableEscaped;
        FieldDescr field = _info.Scalars[_info.EscapedIndex];
        int index = 1 + _info.EscapedIndex;
        bool isRef = field.Kind == Kind.Ref;
        bool isSet = isRef ? RawMemory.LoadRef(_virtualizableObject!, field) is not null : RawMemory.LoadInt(_virtualizableObject!, field) != 0;
        Value box = _virtualizable[index];
        if (box.IsVariable && !_heap.Has(box, BoxFacts.NonNull))
        {
            if (isRef) Guard(isSet ? guard_nonnull : guard_isnull, box);
            else Guard(isSet ? guard_true : guard_false, isSet ? Emit(int_is_true, [box]) : box);
            if (isSet) _heap.Learn(box, BoxFacts.NonNull);
            else
            {
                bool wasInMemory = _inMemory[index] == box;
                _virtualizable[index] = isRef ? _constants.Ref(null) : _constants.Int(0);
                if (wasInMemory) _inMemory[index] = _virtualizable[index];
            }
        }
        return isSet;
    }

    private void ForceVirtualizable(Frame frame, int register)
    {
        if (_virtualizableObject is null || !ReferenceEquals(frame.Refs[register], _virtualizableObject)) return;
        StoreBack();
        _writeThrough = true;
    }

    /// <summary>Records the stores that bring the frame in memory up to date.</summary>
    private void StoreBack()
    {
        for (int k = 1; k < _virtualizable.Length; k++) StoreBack(k);
    }

    private void StoreBack(int index)
    {
        Value value = _virtualizable[index];
        if (_inMemory[index] == value) return;
        if (index <= _info!.Scalars.Length) Emit(setfield_gc, [_virtualizableBox, value], _info.Scalars[index - 1]);
        else
        {
            var (array, item, descr) = Place(index);
            Emit(setarrayitem_gc, [array, _constants.Int(item), value], descr);
        }
        _inMemory[index] = value;
        _heap.Escape(value);
    }

    /// <summary>The array's box, item and descr of an array item of the section.</summary>
    private (Value Array, int Item, ArrayDescr Descr) Place(int index)
    {
        int array = _arrayStarts.Length - 1;
        while (index < _arrayStarts[array]) array--;
        ArrayDescr[] items = _info!.Arrays[array].Items;
        int offset = index - _arrayStarts[array];
        return (ReadVirtualizable(_info.Arrays[array].Field), offset / items.Length, items[offset % items.Length]);
    }

    /// <summary>Before a call: whether it can see the frame, which then has been stored back.</summary>
    private bool StoreBackBefore(Frame frame, Operand[] args, EffectInfo effect)
    {
        if (_virtualizableObject is null) return false;
        bool sees = effect.ForcesVirtualizable && HasEscaped();
        foreach (Operand arg in args)
        {
            if (arg.Kind != Kind.Ref || frame.Refs[arg.Register] is not { } value) continue;
            bool isFrame = ReferenceEquals(value, _virtualizableObject) || VirtualizableArrayOf(frame.RefBoxes[arg.Register]) >= 0;
            sees |= isFrame;
            _virtualizableEscaped |= isFrame;
        }
        if (sees) StoreBack();
        return sees;
    }

    /// <summary>After a call that could see the frame: memory is right where the call may have written it, also for the guard that follows.</summary>
    private void ForgetWritten(EffectInfo effect)
    {
        for (int k = 1; k < _virtualizable.Length; k++)
        {
            Descr descr = k <= _info!.Scalars.Length ? _info.Scalars[k - 1] : Place(k).Descr;
            if (effect.MayWrite(descr)) _virtualizable[k] = Value.None;
        }
    }

    /// <summary>Reads from memory what only memory knows.</summary>
    private void ReloadForgotten()
    {
        for (int k = 1; k < _virtualizable.Length; k++)
        {
            if (!_virtualizable[k].IsNone) continue;
            if (k <= _info!.Scalars.Length)
            {
                FieldDescr field = _info.Scalars[k - 1];
                _virtualizable[k] = Emit(ByKind(field.Kind, getfield_gc_i, getfield_gc_r, getfield_gc_f), [_virtualizableBox], field);
            }
            else
            {
                var (array, item, descr) = Place(k);
                OpCode code = ByKind(descr.Kind, getarrayitem_gc_i, getarrayitem_gc_r, getarrayitem_gc_f);
                _virtualizable[k] = Emit(code, [array, _constants.Int(item)], descr);
            }
            _inMemory[k] = _virtualizable[k];
        }
    }

    /// <summary>The section for a snapshot. Once writes go through, memory is right: nothing is to be written back there.</summary>
    private ReadOnlySpan<Value> SectionForSnapshot()
    {
        if (!_writeThrough) return _virtualizable;
        var section = new Value[_virtualizable.Length];
        for (int k = 0; k < section.Length; k++) section[k] = k > 0 && _inMemory[k] == _virtualizable[k] ? Value.None : _virtualizable[k];
        return section;
    }
}
