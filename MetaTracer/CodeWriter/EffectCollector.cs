using System.Reflection;
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>Reads one method's IL for what it touches. Taking an address counts as reading and writing what it points at, unless it is read from at once.</summary>
internal sealed class EffectCollector(DescrCache descrs, IlBody body)
{
    private readonly MethodEffects _effects = new();
    private Type? _constrained;

    public MethodEffects Collect()
    {
        for (int i = 0; i < body.Instructions.Length; i++)
        {
            IlInstruction il = body.Instructions[i];
            switch (il.Code)
            {
                case Il.Ldfld:
                    Field(il.Field, reads: true, writes: false);
                    break;
                case Il.Stfld:
                    Field(il.Field, reads: false, writes: true);
                    break;
                case Il.Ldflda:
                    Field(il.Field, reads: true, writes: !IsReadAtOnce(i));
                    break;
                case Il.Ldsfld:
                    Static(il.Field, reads: true, writes: false);
                    break;
                case Il.Stsfld:
                    Static(il.Field, reads: false, writes: true);
                    break;
                case Il.Ldsflda:
                    Static(il.Field, reads: true, writes: !IsReadAtOnce(i));
                    break;
                case Il.Ldelema:
                    Item(il.Type, reads: true, writes: !IsReadAtOnce(i));
                    break;
                case Il.Ldelem:
                    Item(il.Type, reads: true, writes: false);
                    break;
                case Il.Stelem:
                    Item(il.Type, reads: false, writes: true);
                    break;
                case >= Il.Ldelem_I1 and <= Il.Ldelem_Ref:
                    Items(il.Code - Il.Ldelem_I1, reads: true, writes: false);
                    break;
                case Il.Stelem_Ref:
                    Item(typeof(object), reads: false, writes: true);
                    break;
                case >= Il.Stelem_I and <= Il.Stelem_R8:
                    Items(StelemKind(il.Code), reads: false, writes: true);
                    break;
                case Il.Unbox or Il.Unbox_Any when il.Type.IsValueType:
                    Type boxed = Nullable.GetUnderlyingType(il.Type) ?? il.Type;
                    foreach (Leaf leaf in LeavesOf(boxed)) Note(descrs.BoxOf(boxed, leaf.Path), reads: true, writes: il.Code == Il.Unbox);
                    break;
                case Il.Constrained:
                    _constrained = il.Type;
                    break;
                case Il.Call when il.Method.DeclaringType == typeof(Jit) && il.Method.Name is nameof(Jit.ConditionalCall) or nameof(Jit.ConditionalCallElidable):
                    return MethodEffects.Unknown;
                case Il.Call or Il.Callvirt or Il.Newobj:
                    Call(il);
                    break;
                case Il.Calli or Il.Jmp or Il.Localloc or Il.Cpblk or Il.Initblk:
                    return MethodEffects.Unknown;
            }
        }
        return _effects;
    }

    private void Call(IlInstruction il)
    {
        MethodBase method = il.Method;
        Type? constrained = _constrained;
        _constrained = null;
        // What is hot of the portal itself is looked at, not the engine that it enters.
        if (typeof(JitDriver).IsAssignableFrom(method.DeclaringType)) return;
        if (method.DeclaringType == typeof(Jit))
        {
            _effects.Forces |= method.Name == nameof(Jit.ForceVirtualizable);
            return;
        }
        if (constrained is { IsValueType: true } && method.IsVirtual)
        {
            // A struct's own method, or one that runs on a copy of it in a box.
            MethodBase target = new VirtualDispatch().Resolve(constrained, method);
            _effects.Calls.Add((target, target.IsAbstract));
            return;
        }
        _effects.Calls.Add((method, il.Code == Il.Callvirt));
    }

    private bool IsReadAtOnce(int index)
    {
        while (++index < body.Instructions.Length && body.Instructions[index].Code == Il.Ldflda)
        {
        }
        return index < body.Instructions.Length && body.Instructions[index].Code is Il.Ldfld or Il.Ldobj or (>= Il.Ldind_I1 and <= Il.Ldind_Ref);
    }

    private void Field(FieldInfo field, bool reads, bool writes)
    {
        // A struct's field is part of whatever its address was taken from.
        if (field.IsStatic || field.DeclaringType!.IsValueType) return;
        // Also code that a trace would follow touches the frame in memory when something else calls it.
        _effects.Forces |= field.DeclaringType.IsDefined(typeof(VirtualizableAttribute), true) && (!field.IsInitOnly || field.FieldType.IsArray);
        foreach (Leaf leaf in LeavesOf(field.FieldType)) Note(descrs.FieldOf(FieldPath.Of(field).Then(leaf.Path)), reads, writes);
    }

    private void Static(FieldInfo field, bool reads, bool writes)
    {
        if (!TypeModel.IsStruct(field.FieldType)) Note(descrs.StaticOf(field), reads, writes);
    }

    private void Item(Type element, bool reads, bool writes)
    {
        if (element.IsEnum) element = element.GetEnumUnderlyingType();
        if (!element.IsValueType) Note(descrs.References, reads, writes);
        else if (!TypeModel.IsStruct(element) && TypeModel.KindOf(element) == Kind.Int) Items(SizeKind(TypeModel.SizeOf(element)), reads, writes);
        else foreach (Leaf leaf in LeavesOf(element)) Note(descrs.ArrayOf(element.MakeArrayType(), leaf.Path), reads, writes);
    }

    /// <summary>Elements by an instruction that names only their size: arrays of every type of that size.</summary>
    private void Items(int ldelem, bool reads, bool writes)
    {
        Type[] arrays = (Il)(ldelem + (int)Il.Ldelem_I1) switch
        {
            Il.Ldelem_I1 or Il.Ldelem_U1 => [typeof(byte[]), typeof(sbyte[]), typeof(bool[])],
            Il.Ldelem_I2 or Il.Ldelem_U2 => [typeof(short[]), typeof(ushort[]), typeof(char[])],
            Il.Ldelem_I4 or Il.Ldelem_U4 => [typeof(int[]), typeof(uint[])],
            Il.Ldelem_I8 or Il.Ldelem_I => [typeof(long[]), typeof(ulong[]), typeof(nint[])],
            Il.Ldelem_R4 => [typeof(float[])],
            Il.Ldelem_R8 => [typeof(double[])],
            _ => [typeof(object[])],
        };
        foreach (Type array in arrays) Note(descrs.ArrayOf(array), reads, writes);
    }

    private static int SizeKind(int bytes) => (bytes switch { 1 => Il.Ldelem_I1, 2 => Il.Ldelem_I2, 4 => Il.Ldelem_I4, _ => Il.Ldelem_I8 }) - Il.Ldelem_I1;

    private static int StelemKind(Il code) => (code switch
    {
        Il.Stelem_I1 => Il.Ldelem_I1,
        Il.Stelem_I2 => Il.Ldelem_I2,
        Il.Stelem_I4 => Il.Ldelem_I4,
        Il.Stelem_R4 => Il.Ldelem_R4,
        Il.Stelem_R8 => Il.Ldelem_R8,
        _ => Il.Ldelem_I8,
    }) - Il.Ldelem_I1;

    private void Note(Descr descr, bool reads, bool writes)
    {
        if (reads) _effects.Reads.Add(descr);
        if (writes) _effects.Writes.Add(descr);
    }

    private static Leaf[] LeavesOf(Type type)
    {
        try
        {
            return TypeModel.LeavesOf(type);
        }
        catch (UnsupportedConstructException)
        {
            // A type without registers is never read or written by a trace.
            return [];
        }
    }
}
