using System.Reflection;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Tracing;

namespace MetaTracer.Warmup;

/// <summary>
/// Where a struct is between C#, which has it whole, and registers, which have its fields. A portal's result waits here for whoever called
/// it: machine code and tracer read it field by field, at once, before anything else runs.
/// </summary>
internal abstract class StructPlace
{
    /// <summary>The innermost fields, in the order in which registers have them.</summary>
    public required FieldDescr[] Fields { get; init; }

    public static StructPlace For(Type type, DescrCache descrs)
    {
        Type place = typeof(StructPlace<>).MakeGenericType(type);
        FieldPath value = FieldPath.Of(place.GetField(nameof(StructPlace<int>.Value), BindingFlags.Instance | BindingFlags.Public)!);
        FieldDescr[] fields = Array.ConvertAll(TypeModel.LeavesOf(type), leaf => descrs.FieldOf(value.Then(leaf.Path)));
        var made = (StructPlace)Activator.CreateInstance(place)!;
        place.GetProperty(nameof(Fields))!.SetValue(made, fields);
        return made;
    }

    /// <summary>Registers to here.</summary>
    public void Take(Frame frame, Operand[] registers)
    {
        for (int k = 0; k < Fields.Length; k++)
        {
            int register = registers[k].Register;
            switch (Fields[k].Kind)
            {
                case Kind.Int: RawMemory.StoreInt(this, Fields[k], frame.Ints[register]); break;
                case Kind.Ref: RawMemory.StoreRef(this, Fields[k], frame.Refs[register]); break;
                default: RawMemory.StoreFloat(this, Fields[k], frame.Floats[register]); break;
            }
        }
    }

    /// <summary>From here to registers.</summary>
    public void Give(Frame frame, Operand[] registers)
    {
        for (int k = 0; k < registers.Length; k++)
        {
            int register = registers[k].Register;
            switch (Fields[k].Kind)
            {
                case Kind.Int: frame.Ints[register] = RawMemory.LoadInt(this, Fields[k]); break;
                case Kind.Ref: frame.Refs[register] = RawMemory.LoadRef(this, Fields[k]); break;
                default: frame.Floats[register] = RawMemory.LoadFloat(this, Fields[k]); break;
            }
        }
    }

    /// <summary>From here to the places of a portal's parameters, from <paramref name="first"/> on.</summary>
    protected void Give(PortalExit exit, int first)
    {
        for (int k = 0; k < Fields.Length; k++)
        {
            switch (Fields[k].Kind)
            {
                case Kind.Int: exit.Ints[first + k] = RawMemory.LoadInt(this, Fields[k]); break;
                case Kind.Ref: exit.Refs[first + k] = RawMemory.LoadRef(this, Fields[k]); break;
                default: exit.Floats[first + k] = RawMemory.LoadFloat(this, Fields[k]); break;
            }
        }
    }

    /// <summary>The other way round.</summary>
    protected void Take(PortalExit exit, int first)
    {
        for (int k = 0; k < Fields.Length; k++)
        {
            switch (Fields[k].Kind)
            {
                case Kind.Int: RawMemory.StoreInt(this, Fields[k], exit.Ints[first + k]); break;
                case Kind.Ref: RawMemory.StoreRef(this, Fields[k], exit.Refs[first + k]); break;
                default: RawMemory.StoreFloat(this, Fields[k], exit.Floats[first + k]); break;
            }
        }
    }
}

/// <inheritdoc cref="StructPlace"/>
internal sealed class StructPlace<T> : StructPlace
{
    public T Value = default!;

    /// <summary>The struct; nothing of it is kept here.</summary>
    public T TakeOut()
    {
        T value = Value;
        Value = default!;
        return value;
    }

    public T Load(PortalExit exit, int first)
    {
        Take(exit, first);
        return TakeOut();
    }

    public void Store(PortalExit exit, int first, T value)
    {
        Value = value;
        Give(exit, first);
        Value = default!;
    }
}
