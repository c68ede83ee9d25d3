using System.Reflection;
using System.Runtime.CompilerServices;
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

// Methods whose call is an instruction: the hints of InterpreterDef, and members of the base library that the trace IR has operations for.
internal sealed partial class MethodConverter
{
    private bool TryIntrinsic(MethodBase method)
    {
        Type owner = method.DeclaringType!;
        if (owner == typeof(Jit)) return JitHint(method);
        if (typeof(JitDriver).IsAssignableFrom(owner)) return DriverCall(method);
        if (owner.IsGenericType && owner.GetGenericTypeDefinition() == typeof(QuasiImmutable<>) && method.Name == nameof(QuasiImmutable<int>.Get))
            return GetQuasiImmutable(owner);
        return BaseLibraryCall(owner, method);
    }

    private bool JitHint(MethodBase method)
    {
        switch (method.Name)
        {
            case nameof(Jit.Promote):
                StackValue promoted = Pop();
                Push(promoted.InRegisters(Operands.Map(promoted.Parts, part => Promote(part)), keepFacts: true));
                return true;
            case nameof(Jit.PromoteString):
                PushRef(Promote(Pop().Scalar, JitOp.PromoteString), typeof(string));
                return true;
            case nameof(Jit.IsConstant):
                Operand all = _code.Int(1);
                foreach (Operand part in Pop().Parts)
                {
                    if (CodeBuffer.IsConstant(part)) continue;
                    Operand one = Test(JitOp.IsConstant, part);
                    all = _code.TryInt(all, out _) ? one : _code.Pure(OpCode.int_and, all, one);
                }
                PushBool(all);
                return true;
            case nameof(Jit.IsVirtual):
                PushBool(Test(JitOp.IsVirtual, Pop().Scalar));
                return true;
            case "get_" + nameof(Jit.IsTracing) or "get_" + nameof(Jit.WeAreJitted):
                PushBool(_code.Int(1));
                return true;
            case nameof(Jit.RecordExactClass):
                _code.Add(new Insn { Op = JitOp.RecordExactClass, A = Pop().Scalar.Register, X = Descrs.ClassOf(method.GetGenericArguments()[0]) });
                return true;
            case nameof(Jit.AssumeNonNull):
                _code.Add(new Insn { Op = JitOp.AssumeNonNull, A = Pop().Scalar.Register });
                return true;
            case nameof(Jit.AssumeLength):
                int least = Pop().Scalar.Register;
                _code.Add(new Insn { Op = JitOp.AssumeLength, A = Pop().Scalar.Register, B = least });
                return true;
            case nameof(Jit.FreshVirtualizable) or nameof(Jit.MayBeStale):
                Pop();
                return true;
            case nameof(Jit.ForceVirtualizable):
                _code.Add(new Insn { Op = JitOp.ForceVirtualizable, A = Pop().Scalar.Register });
                return true;
            case nameof(Jit.ConditionalCall):
                FunctionHint(JitOp.ConditionalCall, method);
                return true;
            case nameof(Jit.ConditionalCallElidable):
                FunctionHint(JitOp.ConditionalCallElidable, method);
                return true;
            case nameof(Jit.RecordKnownResult):
                FunctionHint(JitOp.RecordKnownResult, method);
                return true;
            case nameof(Jit.AddOverflow):
                return OverflowHint(OpCode.int_add_ovf);
            case nameof(Jit.SubOverflow):
                return OverflowHint(OpCode.int_sub_ovf);
            case nameof(Jit.MulOverflow):
                return OverflowHint(OpCode.int_mul_ovf);
            case nameof(Jit.FloorDivide):
                DivideFloor(OpCode.int_floordiv);
                return true;
            case nameof(Jit.FloorRemainder):
                DivideFloor(OpCode.int_floormod);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A hint about a call: of a condition or result, a static method, and its arguments.</summary>
    private void FunctionHint(JitOp op, MethodBase hint)
    {
        StackValue[] arguments = PopMany(hint.GetParameters().Length - 2);
        StackValue function = Pop(), first = Pop();
        if (!function.IsScalar || !CodeBuffer.IsConstant(function.Scalar) || _code.RefOf(function.Scalar) is not Delegate { Target: null, HasSingleTarget: true, Method: { IsStatic: true } method })
            throw new UnsupportedConstructException($"Jit.{hint.Name} of something else than a static method, given as a method group");
        bool isElidable = method.IsDefined(typeof(ElidableAttribute), false) || method.IsDefined(typeof(ElidablePromoteAttribute), false);
        if (op != JitOp.ConditionalCall && !isElidable)
            throw new UnsupportedConstructException($"Jit.{hint.Name} of {TypeModel.NameOf(method)}, which is not [Elidable]");
        CallPlan plan = PlanCall(method, null, arguments, isNewObject: false);
        Type firstType = op == JitOp.ConditionalCall ? typeof(bool) : method.ReturnType;
        if (plan.Shapes is not null || TypeModel.LeavesOf(firstType).Length != 1) throw new UnsupportedConstructException($"Jit.{hint.Name} of {TypeModel.NameOf(method)}, which takes or gives structs or references");
        Operand[] args = Operands.Concat(Canonical(first, firstType), plan.Args);
        if (op == JitOp.ConditionalCallElidable)
        {
            Operand result = _code.NewRegister(Kind.Ref);
            _code.Add(new Insn { Op = op, Kind = Kind.Ref, Dst = -1, X = new CallInfo(method, args, [result]) });
            PushRef(result, method.ReturnType);
            return;
        }
        _code.Add(new Insn { Op = op, Dst = -1, X = new CallInfo(method, args, []) });
    }

    private const int CachedDelegateLength = 9;

    /// <summary>A <see cref="CodeWriter.CachedDelegate"/>. Gives how many instructions that is, 0 where there is none.</summary>
    private int CachedDelegate(int index)
    {
        ReadOnlySpan<IlInstruction> code = _body.Instructions.AsSpan(index);
        if (code.Length <= CachedDelegateLength || code[0].Code != Il.Ldsfld || code[1].Code != Il.Dup || code[2].Code is not (Il.Brtrue or Il.Brtrue_S)
            || code[3].Code != Il.Pop || code[4].Code is not (Il.Ldnull or Il.Ldsfld) || code[5].Code != Il.Ldftn || code[6].Code != Il.Newobj || code[7].Code != Il.Dup
            || code[8].Code != Il.Stsfld || code[2].Target != code[CachedDelegateLength].Offset || !Equals(code[0].Operand, code[8].Operand))
            return 0;
        FieldInfo field = code[0].Field;
        if (field.DeclaringType is not { ContainsGenericParameters: false } owner || !owner.Name.StartsWith('<') || !typeof(Delegate).IsAssignableFrom(field.FieldType)) return 0;
        if (code[5].Method is not MethodInfo { ContainsGenericParameters: false } method) return 0;
        foreach (IlInstruction other in _body.Instructions)
        {
            // Nobody else comes in here.
            if (ReferenceEquals(other, code[2])) continue;
            if (IlBody.IsBranch(other.Code) && IsIn(other.Target, code[1].Offset, code[CachedDelegateLength].Offset + 1 - code[1].Offset)) return 0;
            if (other.Operand is int[] targets && Array.Exists(targets, target => target == _body.Instructions[index + CachedDelegateLength].Offset)) return 0;
        }
        foreach (ExceptionHandlingClause clause in _body.Clauses)
            if (_body.Instructions[index + CachedDelegateLength].Offset is var end && (clause.TryOffset == end || clause.HandlerOffset == end || clause.TryOffset + clause.TryLength == end)) return 0;
        var cache = new CachedDelegate(field, code[4].Code == Il.Ldnull ? null : code[4].Field, method);
        if (cache.Value() is not { } made) return 0;
        _owner.CachedDelegates[made] = cache;
        PushRef(_code.Ref(made), field.FieldType, isNonNull: true);
        return CachedDelegateLength;
    }

    private Operand Test(JitOp op, Operand operand)
    {
        Operand result = _code.NewRegister(Kind.Int);
        _code.Add(new Insn { Op = op, Kind = operand.Kind, Dst = result.Register, A = operand.Register });
        return result;
    }

    private bool OverflowHint(OpCode code)
    {
        StackValue target = Pop(), b = Pop(), a = Pop();
        if (!target.IsPointer) throw new UnsupportedConstructException("a raw pointer as an out argument");
        Operand result = Overflow(code, a.Scalar, b.Scalar, out Operand flag);
        StorePlace(target.Parts, target.Place!, new StackValue { Type = typeof(long), Parts = [result] });
        PushBool(flag);
        return true;
    }

    private bool DriverCall(MethodBase method)
    {
        JitOp op;
        switch (method.Name)
        {
            case "MergePoint":
                op = JitOp.MergePoint;
                break;
            case "CanEnter":
                op = JitOp.LoopHeader;
                break;
            case "EnterFunction":
                op = JitOp.EnterFunction;
                break;
            default:
                return false;
        }
        StackValue[] arguments = PopMany(method.GetParameters().Length);
        StackValue receiver = Pop();
        if (receiver.Origin is not { IsInitOnly: true } field || field.GetValue(null) is not JitDriver driver)
            throw new UnsupportedConstructException($"{method.Name} of a driver that is not read from a static readonly field");
        if (op == JitOp.LoopHeader && IsProtected(_current.Offset))
            throw new UnsupportedConstructException("CanEnter inside try: leaving the loop would run its handlers twice; move the try into a method of its own");
        ParameterInfo[] parameters = driver.Parameters;
        var greens = new OperandList();
        var reds = new OperandList();
        for (int i = 0; i < parameters.Length; i++)
        {
            bool isGreen = parameters[i].IsDefined(typeof(GreenAttribute), false);
            (isGreen ? greens : reds).AddRange(Canonical(arguments[i], parameters[i].ParameterType));
        }
        var insn = new Insn { Op = op, X = new MergePointInfo(driver, greens.ToArray(), reds.ToArray()) };
        if (op != JitOp.MergePoint) insn.Dst = _code.NewRegister(Kind.Ref).Register;
        _code.Add(insn);
        if (op != JitOp.MergePoint)
        {
            // Null in traces and in the blackhole, so the code that handles an exit is never reached from here.
            PushRef(_code.Ref(null), ((MethodInfo)method).ReturnType);
        }
        return true;
    }

    private bool GetQuasiImmutable(Type owner)
    {
        StackValue holder = Pop();
        Type type = owner.GetGenericArguments()[0];
        Operand[] parts = Operands.OfLeaves(TypeModel.LeavesOf(type), leaf =>
        {
            Operand result = _code.NewRegister(leaf.Kind);
            _code.Add(new Insn
            {
                Op = JitOp.GetQuasiImmutable,
                Kind = leaf.Kind,
                Dst = result.Register,
                A = holder.Scalar.Register,
                X = QuasiImmutableField(owner, leaf.Path),
            });
            return result;
        });
        Push(ValueOf(type, parts));
        return true;
    }

    private bool BaseLibraryCall(Type owner, MethodBase method)
    {
        if (owner == typeof(string)) return StringCall(method);
        if (owner == typeof(object) && method.Name == nameof(ReferenceEquals)) return Equality(OpCode.ptr_eq);
        if (owner == typeof(Type)) return TypeCall(method);
        if (owner == typeof(Math)) return MathCall(method);
        if (owner == typeof(double)) return DoubleCall(method);
        if (owner == typeof(Array) && method.Name == nameof(Array.Empty))
        {
            object empty = method.Invoke(null, null)!;
            PushRef(_code.Ref(empty), empty.GetType(), isNonNull: true);
            return true;
        }
        if (owner == typeof(Unsafe) && method.Name == nameof(Unsafe.As) && method.GetGenericArguments() is [{ IsValueType: false } target])
        {
            StackValue value = Pop();
            PushRef(value.Scalar, target, value.IsNonNull);
            return true;
        }
        if (owner == typeof(BitConverter))
        {
            switch (method.Name)
            {
                case nameof(BitConverter.DoubleToInt64Bits) or nameof(BitConverter.DoubleToUInt64Bits):
                    PushInt(_code.Pure(OpCode.convert_float_bytes_to_longlong, Pop().Scalar), 8);
                    return true;
                case nameof(BitConverter.Int64BitsToDouble) or nameof(BitConverter.UInt64BitsToDouble):
                    PushFloat(_code.Pure(OpCode.convert_longlong_bytes_to_float, Pop().Scalar), isSingle: false);
                    return true;
            }
        }
        return false;
    }

    private bool StringCall(MethodBase method)
    {
        Operand result;
        switch (method.Name)
        {
            case "get_Length":
                result = _code.NewRegister(Kind.Int);
                _code.Add(new Insn { Op = JitOp.StringLength, Kind = Kind.Int, Dst = result.Register, A = Pop().Scalar.Register });
                PushInt(result, 4);
                return true;
            case "get_Chars":
                StackValue index = Pop(), text = Pop();
                result = _code.NewRegister(Kind.Int);
                _code.Add(new Insn { Op = JitOp.StringItem, Kind = Kind.Int, Dst = result.Register, A = text.Scalar.Register, B = index.Scalar.Register });
                PushInt(result, 4, new IntRange(2, false));
                return true;
            default:
                return false;
        }
    }

    private bool TypeCall(MethodBase method)
    {
        switch (method.Name)
        {
            case nameof(Type.GetTypeFromHandle) when _stack[^1].Token is { } token:
                Pop();
                PushRef(_code.Ref(token), typeof(Type), isNonNull: true);
                return true;
            // Type objects are unique.
            case "op_Equality":
                return Equality(OpCode.ptr_eq);
            case "op_Inequality":
                return Equality(OpCode.ptr_ne);
            default:
                return false;
        }
    }

    /// <summary>
    /// <c>o.GetType() == typeof(C)</c> of a sealed class, which asks the same as <c>o is C</c>. Gives how many instructions it is, 0 where there is none.
    /// </summary>
    private int ClassComparison(int index)
    {
        ReadOnlySpan<IlInstruction> code = _body.Instructions.AsSpan(index);
        if (code.Length < 4 || !IsCallOf(code[0], typeof(object), nameof(GetType)) || code[1] is not { Code: Il.Ldtoken, Operand: Type { IsSealed: true, IsValueType: false, IsArray: false } type }
            || !IsCallOf(code[2], typeof(Type), nameof(Type.GetTypeFromHandle)))
            return 0;
        bool isEqual = IsCallOf(code[3], typeof(Type), "op_Equality");
        if (!isEqual && !IsCallOf(code[3], typeof(Type), "op_Inequality")) return 0;
        for (int i = 1; i < 4; i++)
            if (_leaders.Contains(code[i].Offset)) return 0;
        if (_stack[^1] is { IsPointer: true } or { Type.IsValueType: true }) return 0;
        if (!_stack[^1].IsNonNull) NullCheck(_stack[^1].Scalar);
        TypeTest(JitOp.IsInstance, type);
        PushBool(_code.Pure(isEqual ? OpCode.ptr_ne : OpCode.ptr_eq, Pop().Scalar, _code.Ref(null)));
        return 4;
    }

    private static bool IsCallOf(in IlInstruction il, Type owner, string name) =>
        il.Code is Il.Call or Il.Callvirt && il.Operand is MethodInfo method && method.DeclaringType == owner && method.Name == name;

    private bool Equality(OpCode code)
    {
        StackValue b = Pop(), a = Pop();
        PushBool(_code.Pure(code, a.Scalar, b.Scalar));
        return true;
    }

    private bool DoubleCall(MethodBase method)
    {
        if (method.Name is not (nameof(double.IsNaN) or nameof(double.IsFinite) or nameof(double.IsInfinity))) return false;
        Operand value = Pop().Scalar;
        if (method.Name == nameof(double.IsNaN))
        {
            PushBool(_code.Pure(OpCode.float_ne, value, value));
            return true;
        }
        // Comparisons with NaN are false.
        Operand size = _code.Pure(OpCode.float_abs, value);
        OpCode compare = method.Name == nameof(double.IsFinite) ? OpCode.float_lt : OpCode.float_eq;
        PushBool(_code.Pure(compare, size, _code.Float(double.PositiveInfinity)));
        return true;
    }

    private bool MathCall(MethodBase method)
    {
        if (method.Name == nameof(Math.BigMul)) return BigMul(method.GetParameters());
        bool isDouble = method.GetParameters() is [{ ParameterType: var type }] && type == typeof(double);
        OpCode? code = method.Name switch
        {
            nameof(Math.Sqrt) when isDouble => OpCode.float_sqrt,
            nameof(Math.Abs) when isDouble => OpCode.float_abs,
            _ => null,
        };
        if (code is not { } operation) return false;
        PushFloat(_code.Pure(operation, Pop().Scalar), isSingle: false);
        return true;
    }

    /// <summary>A product of 128 bits: the upper half is the result, the lower one an out argument.</summary>
    private bool BigMul(ParameterInfo[] parameters)
    {
        if (parameters is not [{ ParameterType: var type }, _, { IsOut: true }] || type != typeof(ulong) && type != typeof(long)) return false;
        StackValue target = Pop();
        if (!target.IsPointer) throw new UnsupportedConstructException("a raw pointer as an out argument");
        Operand b = Pop().Scalar, a = Pop().Scalar;
        Operand low = _code.Pure(OpCode.int_mul, a, b), high = _code.Pure(OpCode.uint_mul_high, a, b);
        if (type == typeof(long))
        {
            // Read as unsigned, a negative factor is 2^64 too great.
            high = _code.Pure(OpCode.int_sub, high, _code.Pure(OpCode.int_and, _code.Pure(OpCode.int_rshift, a, _code.Int(63)), b));
            high = _code.Pure(OpCode.int_sub, high, _code.Pure(OpCode.int_and, _code.Pure(OpCode.int_rshift, b, _code.Int(63)), a));
        }
        StorePlace(target.Parts, target.Place!, new StackValue { Type = type, Parts = [low] });
        PushInt(high, 8);
        return true;
    }
}
