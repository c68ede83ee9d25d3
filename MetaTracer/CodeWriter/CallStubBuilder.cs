using System.Reflection;
using System.Reflection.Emit;
using MetaTracer.Trace;
using OpCode = System.Reflection.Emit.OpCode;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Makes the <see cref="CallStub"/> of a residual callee: IL that takes the flattened arguments by position, puts structs and managed pointers
/// together again, calls, and takes the results apart.
/// </summary>
internal sealed class CallStubBuilder
{
    private static readonly object s_noTarget = new();
    private readonly CalleeSignature _signature;
    private readonly ILGenerator _il;
    private int _place;

    private CallStubBuilder(CalleeSignature signature, ILGenerator il)
    {
        _signature = signature;
        _il = il;
    }

    /// <param name="signature">What is called, and how.</param>
    /// <param name="dispatch">Knows what virtual calls reach.</param>
    public static CallStub Build(CalleeSignature signature, VirtualDispatch dispatch) =>
        (signature.IsVirtualCall ? VirtualCall.TryMake(signature, dispatch) : DirectCall.TryMake(signature)) ?? Compile(signature);

    /// <summary>A stub of its own, for any signature.</summary>
    public static CallStub Compile(CalleeSignature signature)
    {
        var method = new DynamicMethod(
            "metajit-call-" + signature.Method.Name, typeof(void), [typeof(object), typeof(long*), typeof(object).MakeByRefType()],
            typeof(CallStubBuilder).Module, skipVisibility: true);
        new CallStubBuilder(signature, method.GetILGenerator()).Emit();
        // A delegate without a target would move its arguments first, at every call.
        return method.CreateDelegate<CallStub>(s_noTarget);
    }

    private void Emit()
    {
        var copied = new List<(LocalBuilder Local, Type Type)>();
        foreach (CalleeArgument argument in _signature.Arguments)
        {
            switch (argument.Shape)
            {
                case null:
                    LoadValue(argument.Type);
                    break;
                case ArgumentShape.Copy copy:
                    LocalBuilder local = _il.DeclareLocal(copy.Type);
                    if (copy.In)
                    {
                        LoadValue(copy.Type);
                        _il.Emit(OpCodes.Stloc, local);
                    }
                    _il.Emit(OpCodes.Ldloca, local);
                    if (copy.Out) copied.Add((local, copy.Type));
                    break;
                case ArgumentShape.Pointer pointer:
                    LoadPointer(pointer.Place);
                    break;
                case ArgumentShape.Function function:
                    if (function.IsVirtual)
                    {
                        _il.Emit(OpCodes.Dup);
                        _il.Emit(OpCodes.Ldvirtftn, (MethodInfo)function.Method);
                    }
                    else
                    {
                        _il.Emit(OpCodes.Ldftn, (MethodInfo)function.Method);
                    }
                    break;
            }
        }
        Call();
        int place = 0;
        if (_signature.ReturnType != typeof(void)) StoreResult(_signature.ReturnType, ref place);
        foreach (var (local, type) in copied)
        {
            _il.Emit(OpCodes.Ldloc, local);
            StoreResult(type, ref place);
        }
        _il.Emit(OpCodes.Ret);
    }

    private void Call()
    {
        if (_signature.Method is ConstructorInfo constructor)
        {
            _il.Emit(_signature.IsNewObject ? OpCodes.Newobj : OpCodes.Call, constructor);
            return;
        }
        var method = (MethodInfo)_signature.Method;
        _il.Emit(_signature.IsVirtualCall ? OpCodes.Callvirt : OpCodes.Call, method);
    }

    /// <summary>Puts the next value of the type, one or more places, on the stack.</summary>
    private void LoadValue(Type type)
    {
        if (!TypeModel.IsStruct(type))
        {
            LoadScalar(type);
            return;
        }
        LocalBuilder local = _il.DeclareLocal(type);
        foreach (Leaf leaf in TypeModel.LeavesOf(type))
        {
            _il.Emit(OpCodes.Ldloca, local);
            for (int i = 0; i < leaf.Path.Fields.Count - 1; i++) _il.Emit(OpCodes.Ldflda, leaf.Path.Fields[i]);
            LoadScalar(leaf.Type);
            _il.Emit(OpCodes.Stfld, leaf.Path.Last);
        }
        _il.Emit(OpCodes.Ldloc, local);
    }

    private void LoadScalar(Type type)
    {
        int place = _place++;
        switch (TypeModel.KindOf(type))
        {
            case Kind.Ref:
                LoadRef(place);
                break;
            case Kind.Float:
                LoadRawAddress(place);
                _il.Emit(OpCodes.Ldind_R8);
                if (type == typeof(float)) _il.Emit(OpCodes.Conv_R4);
                break;
            default:
                LoadRawAddress(place);
                _il.Emit(OpCodes.Ldind_I8);
                NarrowTo(type);
                break;
        }
    }

    private void NarrowTo(Type type)
    {
        bool isSigned = TypeModel.IsSignExtended(type);
        OpCode? conversion = TypeModel.SizeOf(type) switch
        {
            1 => isSigned ? OpCodes.Conv_I1 : OpCodes.Conv_U1,
            2 => isSigned ? OpCodes.Conv_I2 : OpCodes.Conv_U2,
            4 => OpCodes.Conv_I4,
            _ => type.IsPointer || type.IsFunctionPointer || type == typeof(nint) || type == typeof(nuint) ? OpCodes.Conv_I : null,
        };
        if (conversion is { } code) _il.Emit(code);
    }

    /// <summary>A real managed pointer to the place, whose registers are the next places.</summary>
    private void LoadPointer(Place place)
    {
        int firstField = 0;
        switch (place.Root)
        {
            case PlaceRoot.Field:
                LoadRef(_place++);
                break;
            case PlaceRoot.Item:
                LoadRef(_place++);
                LoadRawAddress(_place++);
                _il.Emit(OpCodes.Ldind_I8);
                _il.Emit(OpCodes.Conv_I);
                if (!place.Base!.IsValueType) _il.Emit(OpCodes.Readonly);
                _il.Emit(OpCodes.Ldelema, place.Base!);
                break;
            case PlaceRoot.Static:
                _il.Emit(OpCodes.Ldsflda, place.Path.First);
                firstField = 1;
                break;
            case PlaceRoot.Box:
                LoadRef(_place++);
                _il.Emit(OpCodes.Unbox, place.Base!);
                break;
            default:
                throw new InvalidOperationException("a local is passed by copy");
        }
        for (int i = firstField; i < place.Path.Fields.Count; i++) _il.Emit(OpCodes.Ldflda, place.Path.Fields[i]);
    }

    /// <summary>Takes the value on the stack apart and stores it from <paramref name="place"/> on.</summary>
    private void StoreResult(Type type, ref int place)
    {
        LocalBuilder local = _il.DeclareLocal(type);
        _il.Emit(OpCodes.Stloc, local);
        foreach (Leaf leaf in TypeModel.LeavesOf(type))
        {
            if (leaf.Kind == Kind.Ref) LoadRefAddress(place);
            else LoadRawAddress(place);
            place++;
            if (leaf.Path.IsEmpty)
            {
                _il.Emit(OpCodes.Ldloc, local);
            }
            else
            {
                _il.Emit(OpCodes.Ldloca, local);
                for (int i = 0; i < leaf.Path.Fields.Count - 1; i++) _il.Emit(OpCodes.Ldflda, leaf.Path.Fields[i]);
                _il.Emit(OpCodes.Ldfld, leaf.Path.Last);
            }
            switch (leaf.Kind)
            {
                case Kind.Ref:
                    _il.Emit(OpCodes.Stind_Ref);
                    break;
                case Kind.Float:
                    _il.Emit(OpCodes.Conv_R8);
                    _il.Emit(OpCodes.Stind_R8);
                    break;
                default:
                    WidenFrom(leaf.Type);
                    _il.Emit(OpCodes.Stind_I8);
                    break;
            }
        }
    }

    private void WidenFrom(Type type)
    {
        switch (TypeModel.SizeOf(type))
        {
            case 8:
                if (type.IsPointer || type.IsFunctionPointer || type == typeof(nint) || type == typeof(nuint)) _il.Emit(OpCodes.Conv_I8);
                break;
            case 4:
                _il.Emit(OpCodes.Conv_I4);
                _il.Emit(OpCodes.Conv_I8);
                break;
            default:
                _il.Emit(TypeModel.IsSignExtended(type) ? OpCodes.Conv_I8 : OpCodes.Conv_U8);
                break;
        }
    }

    private void LoadRef(int place)
    {
        LoadRefAddress(place);
        _il.Emit(OpCodes.Ldind_Ref);
    }

    private void LoadRefAddress(int place)
    {
        _il.Emit(OpCodes.Ldarg_2);
        AddOffset(place);
    }

    private void LoadRawAddress(int place)
    {
        _il.Emit(OpCodes.Ldarg_1);
        AddOffset(place);
    }

    private void AddOffset(int place)
    {
        if (place == 0) return;
        _il.Emit(OpCodes.Ldc_I4, place * 8);
        _il.Emit(OpCodes.Add);
    }
}
