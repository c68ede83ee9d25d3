using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>What is known of a reference.</summary>
internal class PtrInfo
{
    /// <summary>The exact class, when known; implies <see cref="NonNull"/>.</summary>
    public ClassDescr? Class;

    public bool NonNull;

    /// <summary>Allocated in this trace: it is no object that existed before.</summary>
    public bool IsFresh;

    /// <summary>What is known of an array's length.</summary>
    public IntBound LengthBound = IntBound.Length;

    /// <summary>Index in the optimized trace of the guard that says so, while it may be strengthened; else -1.</summary>
    public int Guard = -1;

    /// <summary>A value of the trace that the interpreter promised an array's length to be at least; or none.</summary>
    public Value AtLeast;

    public virtual bool IsVirtual => false;

    public void NarrowLength(IntBound bound) => LengthBound = LengthBound.Intersect(bound);

    public void AssumeLength(int known, Value promised)
    {
        NonNull = true;
        NarrowLength(IntBound.Length.AtLeast(known));
        if (promised.IsVariable) AtLeast = promised;
    }
}

/// <summary>An object that exists only in the optimizer's mind: nothing outside the trace has seen it.</summary>
internal sealed class VirtualObject : PtrInfo
{
    private FieldDescr[] _fields = new FieldDescr[4];
    private Value[] _values = new Value[4];

    public VirtualObject(ClassDescr cls)
    {
        Class = cls;
        NonNull = true;
    }

    public override bool IsVirtual => true;

    public int Count { get; private set; }
    public FieldDescr Field(int index) => _fields[index];
    public Value ValueAt(int index) => _values[index];

    /// <summary>What was last stored, or <see cref="Value.None"/>: zero.</summary>
    public Value this[FieldDescr field]
    {
        get
        {
            for (int i = 0; i < Count; i++)
                if (_fields[i] == field) return _values[i];
            return Value.None;
        }
    }

    public void Set(FieldDescr field, Value value)
    {
        int index = 0;
        while (index < Count && _fields[index] != field) index++;
        if (index == Count) Add(field);
        _values[index] = value;
    }

    private void Add(FieldDescr field)
    {
        if (Count == _fields.Length)
        {
            Array.Resize(ref _fields, Count * 2);
            Array.Resize(ref _values, Count * 2);
        }
        _fields[Count++] = field;
    }
}

/// <summary>An array of known length that exists only in the optimizer's mind. An array of structs has one plane of values a field.</summary>
internal sealed class VirtualArray : PtrInfo
{
    private readonly List<(ArrayDescr Descr, Value[] Items)> _planes = [];

    public VirtualArray(ArrayDescr array, int length)
    {
        Array = array;
        Length = length;
        LengthBound = IntBound.Constant(length);
        NonNull = true;
        Class = array.ArrayClass;
    }

    public override bool IsVirtual => true;
    public ArrayDescr Array { get; }
    public int Length { get; }
    public IReadOnlyList<(ArrayDescr Descr, Value[] Items)> Planes => _planes;

    /// <summary>The values of one field of the elements; made at the first use. Null when the access overlaps another plane in another shape.</summary>
    public Value[]? Plane(ArrayDescr descr)
    {
        foreach ((ArrayDescr known, Value[] items) in _planes)
        {
            if (known == descr) return items;
            if (known.BaseOffset < descr.BaseOffset + descr.Size && descr.BaseOffset < known.BaseOffset + known.Size)
            {
                bool same = known.BaseOffset == descr.BaseOffset && known.Size == descr.Size && known.Kind == descr.Kind && known.IsSigned == descr.IsSigned;
                return same ? items : null;
            }
        }
        var plane = new Value[Length];
        _planes.Add((descr, plane));
        return plane;
    }
}
