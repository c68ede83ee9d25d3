using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>Keeps new objects and arrays of known length out of the trace for as long as nothing outside it can see them.</summary>
internal sealed class VirtualizePass : Pass
{
    /// <summary>Longer arrays are made at once.</summary>
    private const int MaxLength = 128;

    public override void Process(ref Op op)
    {
        switch (op.Code)
        {
            case new_with_vtable:
                var cls = (ClassDescr)op.Descr!;
                if (!MayVanish(cls)) break;
                Optimizer.SetInfo(op.Result, new VirtualObject(cls));
                return;
            case new_array:
                var kind = (ArrayDescr)op.Descr!;
                if (Optimizer.TryInt(op.A, out long length) && length is >= 0 and <= MaxLength)
                {
                    Optimizer.SetInfo(op.Result, new VirtualArray(kind, (int)length));
                    return;
                }
                Next.Process(ref op);
                Optimizer.SetInfo(op.Result, new PtrInfo { Class = kind.ArrayClass, NonNull = true, IsFresh = true, LengthBound = IntBound.Length.Intersect(Optimizer.Bound(op.A)) });
                return;
            case getfield_gc_i or getfield_gc_r or getfield_gc_f:
                if (Optimizer.Ptr(op.A) is not VirtualObject read) break;
                Become(op.Result, read[(FieldDescr)op.Descr!]);
                return;
            case setfield_gc:
                if (Optimizer.Ptr(op.A) is not VirtualObject written) break;
                written.Set((FieldDescr)op.Descr!, op.B);
                return;
            case getarrayitem_gc_i or getarrayitem_gc_r or getarrayitem_gc_f
                or getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f:
                if (Item(ref op, out Value[] items, out long index)) Become(op.Result, items[index]);
                else break;
                return;
            case setarrayitem_gc:
                if (Item(ref op, out Value[] target, out long place)) target[place] = op.C;
                else break;
                return;
            case arraylen_gc:
                if (Optimizer.Ptr(op.A) is not { LengthBound: { IsConstant: true } known }) break;
                Optimizer.MakeEqual(op.Result, Optimizer.Constants.Int(known.Lower));
                return;
        }
        Next.Process(ref op);
    }

    /// <summary>An object with a finalizer is seen by the runtime from its birth.</summary>
    private static bool MayVanish(ClassDescr cls) => cls.CanBumpAllocate || cls.Type is null;

    private void Become(Value result, Value value) =>
        Optimizer.MakeEqual(result, value.IsNone ? Optimizer.Zero(result.Kind) : Optimizer.Get(value));

    /// <summary>Whether the operation is on a known element of a virtual array.</summary>
    private bool Item(ref Op op, out Value[] items, out long index)
    {
        items = [];
        index = 0;
        if (Optimizer.Ptr(op.A) is not VirtualArray array || !Optimizer.TryInt(op.B, out index)) return false;
        if ((ulong)index >= (ulong)array.Length) throw new InvalidLoopException("an element outside its array");
        if (array.Plane((ArrayDescr)op.Descr!) is not { } plane) return false;
        items = plane;
        return true;
    }
}
