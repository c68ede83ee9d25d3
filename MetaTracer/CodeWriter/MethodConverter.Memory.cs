using System.Reflection;
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

// Fields, arrays, statics, boxes, and what managed pointers point at. A struct in memory is read and written leaf by leaf.
internal sealed partial class MethodConverter
{
    private DescrCache Descrs => _owner.Descrs;

    private void LoadField(FieldInfo field)
    {
        StackValue target = Pop();
        if (target.IsPointer)
        {
            LoadPlace(target, target.Place!.At(field));
        }
        else if (target.IsStruct)
        {
            int first = TypeModel.FirstLeafOf(target.Type, field);
            Push(ValueOf(field.FieldType, Operands.Slice(target.Parts, first, TypeModel.LeavesOf(field.FieldType).Length)));
        }
        else
        {
            LoadPlace(target, FieldPlace(field));
        }
    }

    private void StoreField(FieldInfo field)
    {
        StackValue value = Pop(), target = Pop();
        Place place = target.IsPointer ? target.Place!.At(field)
            : target.IsStruct ? throw new UnsupportedConstructException("a store to a struct's copy")
            : FieldPlace(field);
        StorePlace(target.Parts, place, value);
    }

    private void LoadFieldAddress(FieldInfo field, IlInstruction instruction)
    {
        StackValue target = Pop();
        if (target.IsStruct) throw new UnsupportedConstructException("the address of a field of a struct's copy");
        if (target.IsPointer)
        {
            Push(new StackValue { Type = field.FieldType, Parts = target.Parts, Place = target.Place!.At(field) });
            return;
        }
        if (!target.IsNonNull && !IsUsedAtOnce(instruction)) NullCheck(target.Scalar);
        Push(new StackValue { Type = field.FieldType, Parts = target.Parts, Place = FieldPlace(field) });
    }

    private static Place FieldPlace(FieldInfo field) => new(PlaceRoot.Field, field.FieldType, null, FieldPath.Of(field));

    private static Place StaticPlace(FieldInfo field) => new(PlaceRoot.Static, field.FieldType, null, FieldPath.Of(field));

    private void LoadStatic(FieldInfo field)
    {
        StackValue pointer = new() { Type = field.FieldType, Parts = [], Place = StaticPlace(field) };
        LoadPlace(pointer, pointer.Place!);
        StackValue value = Pop();
        Push(new StackValue { Type = value.Type, Parts = value.Parts, Width = value.Width, Range = value.Range, Origin = field });
    }

    private void StoreStatic(FieldInfo field) => StorePlace([], StaticPlace(field), Pop());

    private void LoadItem(Type? element)
    {
        StackValue index = Pop(), array = Pop();
        element = ElementOf(array, element);
        LoadPlace(new StackValue { Type = element, Parts = [array.Scalar, index.Scalar] }, ItemPlace(element));
    }

    private void StoreItem(Type element)
    {
        StackValue value = Pop(), index = Pop(), array = Pop();
        StorePlace([array.Scalar, index.Scalar], ItemPlace(ElementOf(array, element)), value);
    }

    private void LoadItemAddress(Type element, IlInstruction instruction)
    {
        StackValue index = Pop(), array = Pop();
        element = ElementOf(array, element);
        if (!IsUsedAtOnce(instruction))
            _code.Add(new Insn { Op = JitOp.BoundsCheck, A = array.Scalar.Register, B = index.Scalar.Register });
        Push(new StackValue { Type = element, Parts = [array.Scalar, index.Scalar], Place = ItemPlace(element) });
    }

    /// <summary>
    /// The element type by the array's static type. IL's own instruction does not say whether it stores to bytes or signed bytes, nor what references
    /// are; but one array must be read and written through one descr.
    /// </summary>
    private static Type ElementOf(StackValue array, Type? byInstruction)
    {
        if (array.Type is { IsArray: true } type)
        {
            Type known = type.GetElementType()!;
            if (byInstruction is { IsValueType: true } && known.IsValueType) CheckSameShape(known, byInstruction);
            return known;
        }
        if (byInstruction is null or { IsValueType: false } || TypeModel.IsStruct(byInstruction) || byInstruction == typeof(double) || byInstruction == typeof(float))
            return byInstruction ?? typeof(object);
        throw new UnsupportedConstructException("an array whose element type is not known");
    }

    private static Place ItemPlace(Type element) => new(PlaceRoot.Item, element, element, FieldPath.Empty);

    /// <summary>
    /// Whether nothing with an effect comes between taking an address and using it, so that the use's own check serves.
    /// </summary>
    private bool IsUsedAtOnce(IlInstruction instruction)
    {
        int depth = 0;
        for (int i = _body.IndexOfOffset[instruction.Offset] + 1; i < _body.Instructions.Length; i++)
        {
            IlInstruction next = _body.Instructions[i];
            if (_leaders.Contains(next.Offset)) return false;
            switch (next.Code)
            {
                case Il.Ldfld or Il.Ldobj or (>= Il.Ldind_I1 and <= Il.Ldind_Ref):
                    return depth == 0;
                case Il.Stfld or Il.Stobj or (>= Il.Stind_Ref and <= Il.Stind_R8) or Il.Stind_I:
                    return depth == 1;
                case Il.Ldflda when depth == 0:
                    continue;
                case (>= Il.Ldarg_0 and <= Il.Ldloc_3) or Il.Ldarg_S or Il.Ldloc_S or Il.Ldarg or Il.Ldloc or Il.Ldnull or (>= Il.Ldc_I4_M1 and <= Il.Ldc_R8):
                    depth++;
                    continue;
                default:
                    return false;
            }
        }
        return false;
    }

    private void LoadIndirect(Type? type)
    {
        StackValue pointer = Pop();
        if (!pointer.IsPointer) throw new UnsupportedConstructException("a read through a raw pointer");
        CheckSameShape(pointer.Place!.Type, type);
        LoadPlace(pointer, pointer.Place);
    }

    private void StoreIndirect(Type? type)
    {
        StackValue value = Pop(), pointer = Pop();
        if (!pointer.IsPointer) throw new UnsupportedConstructException("a write through a raw pointer");
        CheckSameShape(pointer.Place!.Type, type);
        StorePlace(pointer.Parts, pointer.Place, value);
    }

    /// <summary>Reading a place as another type of the same size and kind is what IL does for enums and unsigned integers; anything else is a cast of memory.</summary>
    private static void CheckSameShape(Type place, Type? access)
    {
        if (access is null || access == place) return;
        bool isStruct = TypeModel.IsStruct(place) || TypeModel.IsStruct(access);
        bool isSame = !isStruct && TypeModel.KindOf(place) == TypeModel.KindOf(access) && TypeModel.SizeOf(place) == TypeModel.SizeOf(access);
        if (!isSame) throw new UnsupportedConstructException($"memory of type {TypeModel.NameOf(place)} used as {TypeModel.NameOf(access)}");
    }

    private void InitializeObject(Type type)
    {
        StackValue pointer = Pop();
        if (!pointer.IsPointer) throw new UnsupportedConstructException("initobj through a raw pointer");
        CheckSameShape(pointer.Place!.Type, type);
        StorePlace(pointer.Parts, pointer.Place, DefaultOf(type));
    }

    private StackValue DefaultOf(Type type) => ValueOf(type, Operands.OfLeaves(TypeModel.LeavesOf(type), leaf => _code.Zero(leaf.Kind)));

    private void CopyObject(Type type)
    {
        StackValue from = Pop(), to = Pop();
        if (!from.IsPointer || !to.IsPointer) throw new UnsupportedConstructException("cpobj through a raw pointer");
        CheckSameShape(from.Place!.Type, type);
        CheckSameShape(to.Place!.Type, type);
        LoadPlace(from, from.Place);
        StorePlace(to.Parts, to.Place, Pop());
    }

    /// <summary>Pushes what stands in the place; <paramref name="holder"/> has the registers beside it.</summary>
    private void LoadPlace(StackValue holder, Place place)
    {
        Type type = place.Type;
        Leaf[] leaves = TypeModel.LeavesOf(type);
        if (place.Root == PlaceRoot.Local)
        {
            Variable variable = _variables[place.Variable];
            if (variable.Constant is { } constant && place.FirstLeaf == 0) Push(constant);
            else Push(ValueOf(type, Operands.Slice(variable.Parts, place.FirstLeaf, leaves.Length)));
            return;
        }
        Operand[] parts = new Operand[leaves.Length];
        for (int i = 0; i < leaves.Length; i++) parts[i] = LoadLeaf(holder, place, leaves[i]);
        Push(ValueOf(type, parts));
    }

    private Operand LoadLeaf(StackValue holder, Place place, Leaf leaf)
    {
        Operand result = _code.NewRegister(leaf.Kind);
        var insn = new Insn { Kind = leaf.Kind, Dst = result.Register };
        FieldPath path = place.Path.Then(leaf.Path);
        switch (place.Root)
        {
            case PlaceRoot.Field:
                (insn.Op, insn.A, insn.X) = (JitOp.GetField, holder.Parts[0].Register, Descrs.FieldOf(path));
                break;
            case PlaceRoot.Box:
                (insn.Op, insn.A, insn.X) = (JitOp.GetField, holder.Parts[0].Register, Descrs.BoxOf(place.Base!, path));
                break;
            case PlaceRoot.Item:
                bool isPure = _immutableArrays.Contains(holder.Parts[0]);
                (insn.Op, insn.A, insn.B) = (isPure ? JitOp.GetItemPure : JitOp.GetItem, holder.Parts[0].Register, holder.Parts[1].Register);
                insn.X = Descrs.ItemOf(place.Base!, path);
                break;
            default:
                (insn.Op, insn.X) = (JitOp.GetStatic, StaticDescr(path));
                break;
        }
        _code.Add(insn);
        if (insn is { Op: JitOp.GetField, X: FieldDescr { IsImmutableArray: true } } or { Op: JitOp.GetStatic, X: StaticDescr { IsImmutableArray: true } })
            _immutableArrays.Add(result);
        return result;
    }

    /// <summary>
    /// Registers that hold an array read from an [ImmutableArray] field: temporaries, and the variables that are never set to anything else.
    /// </summary>
    private readonly OperandList _immutableArrays = new();

    private bool IsIntoImmutable(StackValue pointer) => pointer.Place is { Root: PlaceRoot.Item } && _immutableArrays.Contains(pointer.Parts[0]);

    /// <summary>Whether a local only ever gets what has just been read from an [ImmutableArray] field, or null.</summary>
    private bool IsAlwaysImmutable(int local)
    {
        bool isSet = false;
        for (int k = 0; k < _body.Instructions.Length; k++)
        {
            IlInstruction il = _body.Instructions[k];
            if (il.Code is Il.Ldloca or Il.Ldloca_S && il.Number == local) return false;
            if (IlBody.LocalOf(il, out bool isLoad) != local || isLoad) continue;
            int source = k - 1;
            if (source > 0 && _body.Instructions[source].Code == Il.Dup && !_leaders.Contains(_body.Instructions[source].Offset)) source--;
            if (source < 0 || _leaders.Contains(il.Offset)) return false;
            IlInstruction read = _body.Instructions[source];
            if (read.Code == Il.Ldnull) continue;
            if (read.Code is not (Il.Ldfld or Il.Ldsfld) || !read.Field.FieldType.IsSZArray) return false;
            if (!(read.Code == Il.Ldfld ? Descrs.FieldOf(read.Field).IsImmutableArray : Descrs.StaticOf(read.Field).IsImmutableArray)) return false;
            isSet = true;
        }
        return isSet;
    }

    /// <summary>Whether one instruction alone sets the ref local.</summary>
    private bool IsSetOnce(Variable variable)
    {
        int local = Array.IndexOf(_locals, _variables.IndexOf(variable)), count = 0;
        foreach (IlInstruction il in _body.Instructions)
            if (IlBody.LocalOf(il, out bool isLoad) is { } set && set == local && !isLoad) count++;
        return local >= 0 && count == 1;
    }

    private void StorePlace(Operand[] holder, Place place, StackValue value)
    {
        Operand[] parts = Canonical(value, place.Type);
        Leaf[] leaves = TypeModel.LeavesOf(place.Type);
        if (place.Root == PlaceRoot.Local)
        {
            Variable variable = _variables[place.Variable];
            variable.Constant = null;
            AssignAll(Operands.Slice(variable.Parts, place.FirstLeaf, leaves.Length), parts);
            return;
        }
        for (int i = 0; i < leaves.Length; i++)
        {
            FieldPath path = place.Path.Then(leaves[i].Path);
            var insn = new Insn { Kind = leaves[i].Kind };
            switch (place.Root)
            {
                case PlaceRoot.Field:
                    (insn.Op, insn.A, insn.B, insn.X) = (JitOp.SetField, holder[0].Register, parts[i].Register, Descrs.FieldOf(path));
                    break;
                case PlaceRoot.Box:
                    (insn.Op, insn.A, insn.B, insn.X) = (JitOp.SetField, holder[0].Register, parts[i].Register, Descrs.BoxOf(place.Base!, path));
                    break;
                case PlaceRoot.Item:
                    (insn.Op, insn.A, insn.B, insn.C) = (JitOp.SetItem, holder[0].Register, holder[1].Register, parts[i].Register);
                    insn.X = Descrs.ItemOf(place.Base!, path);
                    break;
                default:
                    (insn.Op, insn.A, insn.X) = (JitOp.SetStatic, parts[i].Register, StaticDescr(path));
                    break;
            }
            _code.Add(insn);
        }
    }

    private StaticDescr StaticDescr(FieldPath path)
    {
        if (path.Fields.Count > 1 || path.First.IsDefined(typeof(ThreadStaticAttribute), false))
            throw new UnsupportedConstructException($"the static field {TypeModel.NameOf(path.First.DeclaringType!)}.{path.First.Name}, which is "
                + (path.Fields.Count > 1 ? "a struct" : "[ThreadStatic]"));
        return Descrs.StaticOf(path.First);
    }

    private void ArrayLength()
    {
        StackValue array = Pop();
        Operand result = _code.NewRegister(Kind.Int);
        _code.Add(new Insn { Op = JitOp.ArrayLength, Kind = Kind.Int, Dst = result.Register, A = array.Scalar.Register });
        Push(new StackValue { Type = typeof(long), Parts = [result], Width = 8, Range = IntRange.Int32 });
    }

    private void NewArray(Type element)
    {
        StackValue length = Pop();
        Operand result = _code.NewRegister(Kind.Ref);
        Type type = element.MakeArrayType();
        _code.Add(new Insn { Op = JitOp.NewArray, Kind = Kind.Ref, Dst = result.Register, A = length.Scalar.Register, X = Descrs.ArrayOf(type) });
        PushRef(result, type, isNonNull: true);
    }

    private Operand NewObject(Type type)
    {
        Operand result = _code.NewRegister(Kind.Ref);
        _code.Add(new Insn { Op = JitOp.New, Kind = Kind.Ref, Dst = result.Register, X = Descrs.ClassOf(type) });
        return result;
    }

    private void NullCheck(Operand reference) => _code.Add(new Insn { Op = JitOp.NullCheck, A = reference.Register });

    private void TypeTest(JitOp op, Type type)
    {
        StackValue value = Pop();
        Type tested = Nullable.GetUnderlyingType(type) ?? type;
        Operand result = _code.NewRegister(Kind.Ref);
        _code.Add(new Insn { Op = op, Kind = Kind.Ref, Dst = result.Register, A = value.Scalar.Register, X = tested });
        PushRef(result, tested.IsValueType ? typeof(object) : tested);
    }

    private void Box(Type type)
    {
        if (!type.IsValueType) return;
        StackValue value = Pop();
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            BoxNullable(value, type, underlying);
            return;
        }
        Operand[] parts = Canonical(value, type);
        Operand box = NewObject(type);
        Leaf[] leaves = TypeModel.LeavesOf(type);
        for (int i = 0; i < leaves.Length; i++)
            _code.Add(new Insn { Op = JitOp.SetField, Kind = leaves[i].Kind, A = box.Register, B = parts[i].Register, X = Descrs.BoxOf(type, leaves[i].Path) });
        PushRef(box, typeof(object), isNonNull: true);
    }

    /// <summary>An empty nullable boxes to null, a full one to its value's box.</summary>
    private void BoxNullable(StackValue value, Type type, Type underlying)
    {
        Operand[] parts = Canonical(value, type);
        Operand result = _code.NewRegister(Kind.Ref);
        _code.Move(result, _code.Ref(null));
        int done = NewLabel();
        _code.Branch(JitOp.BranchFalse, parts[0], done);
        Push(ValueOf(underlying, Operands.Slice(parts, 1, parts.Length - 1)));
        Box(underlying);
        _code.Move(result, Pop().Scalar);
        PlaceLabel(done);
        PushRef(result, typeof(object));
    }

    /// <summary>A pointer into the box, which must be of the type.</summary>
    private void Unbox(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is not null) throw new UnsupportedConstructException("unboxing to a nullable by reference");
        StackValue value = Pop();
        if (!value.IsNonNull) NullCheck(value.Scalar);
        Operand box = _code.NewRegister(Kind.Ref);
        _code.Add(new Insn { Op = JitOp.CastClass, Kind = Kind.Ref, Dst = box.Register, A = value.Scalar.Register, X = type });
        Push(new StackValue { Type = type, Parts = [box], Place = new Place(PlaceRoot.Box, type, type, FieldPath.Empty) });
    }

    private void UnboxAny(Type type)
    {
        if (!type.IsValueType)
        {
            TypeTest(JitOp.CastClass, type);
        }
        else if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            UnboxNullable(type, underlying);
        }
        else
        {
            // An enum's box may be unboxed as its integer type and the other way round.
            if (type.IsEnum || TypeModel.KindOf(type) == Kind.Int && !TypeModel.IsStruct(type)) UnboxInteger(type);
            else
            {
                Unbox(type);
                StackValue pointer = Pop();
                LoadPlace(pointer, pointer.Place!);
            }
        }
    }

    private void UnboxInteger(Type type)
    {
        StackValue value = Pop();
        Operand result = _code.NewRegister(Kind.Int), box = _code.NewRegister(Kind.Ref);
        int other = NewLabel(), done = NewLabel();
        if (!value.IsNonNull) NullCheck(value.Scalar);
        _code.Add(new Insn { Op = JitOp.IsInstance, Kind = Kind.Ref, Dst = box.Register, A = value.Scalar.Register, X = type });
        _code.Branch(JitOp.BranchNull, box, other);
        _code.Add(new Insn { Op = JitOp.GetField, Kind = Kind.Int, Dst = result.Register, A = box.Register, X = Descrs.BoxOf(type, FieldPath.Empty) });
        _code.Goto(done);
        PlaceLabel(other);
        _code.Move(result, CallHelper(nameof(BoxHelpers.UnboxInteger), value.Scalar, _code.Ref(type)));
        PlaceLabel(done);
        Push(ValueOf(type, [result]));
    }

    private void UnboxNullable(Type type, Type underlying)
    {
        StackValue value = Pop();
        Operand[] result = NewRegistersFor(type);
        int empty = NewLabel(), done = NewLabel();
        _code.Branch(JitOp.BranchNull, value.Scalar, empty);
        Push(value);
        UnboxAny(underlying);
        Operand[] parts = Pop().Parts;
        _code.Move(result[0], _code.Int(1));
        for (int i = 0; i < parts.Length; i++) _code.Move(result[i + 1], parts[i]);
        _code.Goto(done);
        PlaceLabel(empty);
        foreach (Operand part in result) _code.Move(part, _code.Zero(part.Kind));
        PlaceLabel(done);
        Push(ValueOf(type, result));
    }

    private void LoadToken(object operand)
    {
        switch (operand)
        {
            case Type type:
                Push(new StackValue { Type = typeof(RuntimeTypeHandle), Parts = [], Token = type });
                break;
            case FieldInfo field:
                PushHandle(field.FieldHandle);
                break;
            default:
                PushHandle(((MethodBase)operand).MethodHandle);
                break;
        }
    }

    /// <summary>A run-time handle, a struct of one object, as a constant.</summary>
    private void PushHandle<T>(T handle) where T : struct
    {
        Leaf[] leaves = TypeModel.LeavesOf(typeof(T));
        if (leaves is not [{ Kind: Kind.Ref }]) throw new UnsupportedConstructException($"a token of {TypeModel.NameOf(typeof(T))}");
        Push(ValueOf(typeof(T), [_code.Ref(leaves[0].Path.First.GetValue(handle))]));
    }

    private FieldDescr QuasiImmutableField(Type type, FieldPath nested)
    {
        FieldInfo value = type.GetField("_value", BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException($"{nameof(QuasiImmutable<int>)} has no field _value");
        return Descrs.FieldOf(FieldPath.Of(value).Then(nested));
    }
}
