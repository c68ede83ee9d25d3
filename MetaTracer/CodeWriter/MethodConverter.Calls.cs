using System.Reflection;
using System.Runtime.CompilerServices;
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

// Calls: arguments are flattened into registers; what is passed by reference becomes a shape (see CallShape), and values that come back through
// references to locals are further results.
internal sealed partial class MethodConverter
{
    private Type? _constrained;

    private void Call(IlInstruction instruction, bool isVirtual)
    {
        MethodBase method = instruction.Method;
        Type? constrained = _constrained;
        _constrained = null;
        if (method.IsStatic && constrained is not null) method = StaticTarget(constrained, method);
        if (TryIntrinsic(method) || InterpolatedStringCall(method)) return;

        ParameterInfo[] parameters = method.GetParameters();
        StackValue[] arguments = PopMany(parameters.Length);
        if (method.IsStatic)
        {
            EmitCall(method, isVirtual: false, null, arguments);
            return;
        }
        StackValue self = Pop();
        if (constrained is not null) (method, isVirtual, self) = Constrain(constrained, method, self);
        if (method is ConstructorInfo && method.DeclaringType == typeof(object)) return;
        if (!self.IsPointer)
        {
            // A delegate's class is sealed, but what Invoke reaches depends on the object all the same.
            bool isExact = !method.IsVirtual || method.IsFinal || method.DeclaringType!.IsSealed && !method.DeclaringType.IsArray;
            if (isVirtual && isExact && !typeof(Delegate).IsAssignableFrom(method.DeclaringType))
            {
                if (!self.IsNonNull) NullCheck(self.Scalar);
                isVirtual = false;
            }
        }
        else
        {
            isVirtual = false;
        }
        EmitCall(method, isVirtual, self, arguments);
    }

    /// <summary>A call of the ref struct that builds interpolated strings, whose place an object has taken.</summary>
    private bool InterpolatedStringCall(MethodBase method)
    {
        if (InterpolatedString.InPlaceOf(method) is not { } substitute) return false;
        StackValue[] arguments = PopMany(substitute.GetParameters().Length);
        StackValue handler = Pop();
        if (handler.Place is not { } place || place.Type != typeof(InterpolatedString)) throw new UnsupportedConstructException("an interpolated string handler that is not a local");
        if (substitute.IsStatic)
        {
            EmitCall(substitute, isVirtual: false, null, arguments);
            StorePlace(handler.Parts, place, Pop());
        }
        else
        {
            LoadPlace(handler, place);
            EmitCall(substitute, isVirtual: false, Pop(), arguments);
        }
        return true;
    }

    /// <summary>What a constrained call does: a struct's own method on the pointer, else a virtual call on its box; on a reference, a virtual call.</summary>
    private (MethodBase, bool IsVirtual, StackValue Self) Constrain(Type type, MethodBase method, StackValue pointer)
    {
        if (!pointer.IsPointer) throw new UnsupportedConstructException("a constrained call through a raw pointer");
        if (!type.IsValueType)
        {
            LoadPlace(pointer, pointer.Place!);
            return (method, true, Pop());
        }
        MethodBase target = _owner.ResolveVirtual(type, method);
        if (target.DeclaringType == type) return (target, false, pointer);
        LoadPlace(pointer, pointer.Place!);
        Box(type);
        return (method, true, Pop());
    }

    private static MethodBase StaticTarget(Type type, MethodBase method)
    {
        InterfaceMapping map = type.GetInterfaceMap(method.DeclaringType!);
        int index = Array.FindIndex(map.InterfaceMethods, candidate => candidate.MetadataToken == method.MetadataToken);
        MethodInfo target = index >= 0 ? map.TargetMethods[index] : throw new UnsupportedConstructException("a static interface member");
        return method.IsGenericMethod ? target.MakeGenericMethod(method.GetGenericArguments()) : target;
    }

    private void NewObject(IlInstruction instruction)
    {
        var constructor = (ConstructorInfo)instruction.Method;
        Type type = constructor.DeclaringType!;
        if (InterpolatedString.InPlaceOf(constructor) is { } create)
        {
            EmitCall(create, isVirtual: false, null, PopMany(create.GetParameters().Length));
            return;
        }
        StackValue[] arguments = PopMany(constructor.GetParameters().Length);
        if (type.IsValueType && !type.IsArray)
        {
            NewStruct(constructor, arguments);
            return;
        }
        bool isFollowed = type != typeof(string) && !type.IsArray && !typeof(Delegate).IsAssignableFrom(type) && _owner.Policy.WhyNot(constructor) is null;
        if (type == typeof(object) || isFollowed)
        {
            var self = new StackValue { Type = type, Parts = [NewObject(type)], IsNonNull = true };
            if (type != typeof(object)) EmitCall(constructor, isVirtual: false, self, arguments);
            Push(self);
            return;
        }
        EmitCall(constructor, isVirtual: false, null, arguments, isNewObject: true);
    }

    /// <summary>A struct is made in registers: a tuple's fields are its arguments, any other's constructor is called on a zeroed hidden local.</summary>
    private void NewStruct(ConstructorInfo constructor, StackValue[] arguments)
    {
        Type type = constructor.DeclaringType!;
        bool isTuple = type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) && arguments.Length < 8;
        bool isNullable = Nullable.GetUnderlyingType(type) is not null;
        if (isTuple || isNullable)
        {
            Type[] types = type.GetGenericArguments();
            var parts = new OperandList();
            if (isNullable) parts.Add(_code.Int(1));
            for (int i = 0; i < arguments.Length; i++) parts.AddRange(Canonical(arguments[i], types[i]));
            Push(ValueOf(type, parts.ToArray()));
            return;
        }
        int hidden = Declare(type);
        ZeroVariable(hidden);
        LoadVariableAddress(hidden);
        EmitCall(constructor, isVirtual: false, Pop(), arguments);
        LoadVariable(hidden);
    }

    private StackValue[] PopMany(int count)
    {
        var values = new StackValue[count];
        for (int i = count - 1; i >= 0; i--) values[i] = Pop();
        return values;
    }

    /// <summary>Emits the call and pushes its result.</summary>
    private void EmitCall(MethodBase method, bool isVirtual, StackValue? self, StackValue[] arguments, bool isNewObject = false)
    {
        if (method.IsDefined(typeof(LookInsideIffAttribute), false) && !isVirtual)
        {
            EmitCallIff(method, self, arguments);
            return;
        }
        CallPlan plan = PlanCall(method, self, arguments, isNewObject);
        if (method.IsDefined(typeof(ElidablePromoteAttribute), false)) PromoteAll(plan.Args);
        Operand[] returned = EmitPlanned(method, isVirtual, plan, isResidual: false);
        PushResult(plan.ReturnType, returned, isNewObject);
    }

    private void PushResult(Type type, Operand[] registers, bool isNewObject = false)
    {
        if (type == typeof(void)) return;
        if (isNewObject && !type.IsValueType) PushRef(registers[0], type, isNonNull: true);
        else Push(ValueOf(type, registers));
    }

    /// <summary>Asks the predicate first: when it says no, the call is residual.</summary>
    private void EmitCallIff(MethodBase method, StackValue? self, StackValue[] arguments)
    {
        string name = method.GetCustomAttribute<LookInsideIffAttribute>()!.Predicate;
        const BindingFlags Anywhere = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        MethodInfo predicate = method.DeclaringType!.GetMethod(name, Anywhere)
            ?? throw new UnsupportedConstructException($"[LookInsideIff] whose predicate {name} is not a static method of {TypeModel.NameOf(method.DeclaringType)}");
        StackValue[] all = self is null ? arguments : [self, .. arguments];
        EmitCall(predicate, isVirtual: false, null, all);
        Operand condition = Pop().Scalar;
        CallPlan plan = PlanCall(method, self, arguments, isNewObject: false);
        Operand[] result = NewRegistersFor(plan.ReturnType);
        int residual = NewLabel(), done = NewLabel();
        _code.Branch(JitOp.BranchFalse, condition, residual);
        MoveAll(result, EmitPlanned(method, isVirtual: false, plan, isResidual: false));
        _code.Goto(done);
        PlaceLabel(residual);
        MoveAll(result, EmitPlanned(method, isVirtual: false, plan, isResidual: true));
        PlaceLabel(done);
        PushResult(plan.ReturnType, result);
    }

    private void MoveAll(Operand[] to, Operand[] from)
    {
        for (int i = 0; i < to.Length; i++) _code.Move(to[i], from[i]);
    }

    /// <summary>A call's registers: what goes in, where values passed by reference come back, and how.</summary>
    private sealed record CallPlan(Operand[] Args, Type ReturnType, Operand[] CopiedOut, List<int> CopiedVariables, ArgumentShape?[]? Shapes, bool IsNewObject);

    private CallPlan PlanCall(MethodBase method, StackValue? self, StackValue[] arguments, bool isNewObject)
    {
        Type returnType = isNewObject ? method.DeclaringType! : method is MethodInfo info ? info.ReturnType : typeof(void);
        if (returnType.IsByRef) throw new UnsupportedConstructException($"a call of {TypeModel.NameOf(method)}, which returns by reference");
        if (method.CallingConvention.HasFlag(CallingConventions.VarArgs)) throw new UnsupportedConstructException("a call with variable arguments");
        TypeModel.LeavesOf(returnType);

        var args = new OperandList();
        var copiedOut = new OperandList();
        var copiedVariables = new List<int>();
        var shapes = new List<ArgumentShape?>();
        if (self is not null)
        {
            // The constructor of a readonly struct writes it all the same.
            bool isReadOnly = !method.IsConstructor
                && (method.IsDefined(typeof(IsReadOnlyAttribute), false) || method.DeclaringType!.IsDefined(typeof(IsReadOnlyAttribute), false));
            if (self.IsPointer) AddPointer(self, !method.IsConstructor, isWritten: !isReadOnly, method.DeclaringType!);
            else AddValue(self, method.DeclaringType!);
        }
        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            if (arguments[i].Function is { } function)
            {
                shapes.Add(function);
            }
            else if (type.IsByRef)
            {
                bool isOut = parameters[i].IsOut && !parameters[i].IsIn;
                AddPointer(arguments[i], isRead: !isOut, isWritten: !parameters[i].IsIn, type.GetElementType()!);
            }
            else
            {
                AddValue(arguments[i], type);
            }
        }
        bool isPlain = !isNewObject && shapes.TrueForAll(shape => shape is null);
        return new CallPlan(args.ToArray(), returnType, copiedOut.ToArray(), copiedVariables, isPlain ? null : [.. shapes], isNewObject);

        void AddValue(StackValue value, Type type)
        {
            if (type.IsSZArray && value.IsScalar && _immutableArrays.Contains(value.Scalar)) _owner.NoteImmutableArrayPassed(_method, _current.Offset, method);
            args.AddRange(Canonical(value, type));
            shapes.Add(null);
        }

        void AddPointer(StackValue pointer, bool isRead, bool isWritten, Type type)
        {
            if (pointer.Place is not { } place) throw new UnsupportedConstructException($"{pointer.Describe()} passed by reference");
            CheckSameShape(place.Type, type);
            if (place.Root != PlaceRoot.Local)
            {
                args.AddRange(pointer.Parts);
                shapes.Add(new ArgumentShape.Pointer(IsIntoImmutable(pointer) ? place with { IsImmutable = true } : place));
                return;
            }
            Operand[] registers = Operands.Slice(_variables[place.Variable].Parts, place.FirstLeaf, TypeModel.LeavesOf(place.Type).Length);
            if (isRead) args.AddRange(registers);
            if (isWritten)
            {
                if (Array.Exists(registers, copiedOut.Contains))
                {
                    WantsCell = place.Variable;
                    throw new UnsupportedConstructException("one local passed by reference twice");
                }
                copiedOut.AddRange(registers);
                copiedVariables.Add(place.Variable);
                _variables[place.Variable].Constant = null;
            }
            shapes.Add(new ArgumentShape.Copy(place.Type, isRead, isWritten));
        }
    }

    private Operand[] EmitPlanned(MethodBase method, bool isVirtual, CallPlan plan, bool isResidual)
    {
        foreach (Operand register in plan.CopiedOut) DetachFromStack(register);
        if (plan.CopiedVariables.Count > 0) NoteCopyInRegion(plan.CopiedVariables);
        Operand[] returned = NewRegistersFor(plan.ReturnType);
        CallShape? shape = plan.Shapes is null && !isResidual ? null : new CallShape(plan.Shapes ?? PlainShapes(method), plan.IsNewObject, isResidual);
        var call = new CallInfo(method, plan.Args, Operands.Concat(returned, plan.CopiedOut)) { Portal = _owner.PortalOf(method), Shape = shape };
        Kind kind = call.Results is [var first, ..] ? first.Kind : Kind.Void;
        _code.Add(new Insn { Op = isVirtual ? JitOp.CallVirtual : JitOp.Call, Kind = kind, Dst = -1, X = call });
        return returned;
    }

    private static ArgumentShape?[] PlainShapes(MethodBase method) => new ArgumentShape?[method.GetParameters().Length + (method.IsStatic ? 0 : 1)];

    private void PromoteAll(Operand[] operands)
    {
        for (int i = 0; i < operands.Length; i++) operands[i] = Promote(operands[i]);
    }

    private Operand Promote(Operand operand, JitOp op = JitOp.Promote)
    {
        if (CodeBuffer.IsConstant(operand)) return operand;
        Operand result = _code.NewRegister(operand.Kind);
        _code.Add(new Insn { Op = op, Kind = operand.Kind, Dst = result.Register, A = operand.Register });
        return result;
    }

    /// <summary>Calls one of this project's own helpers.</summary>
    private Operand CallHelper(string name, params Operand[] arguments)
    {
        MethodInfo method = typeof(ArithmeticHelpers).GetMethod(name) ?? typeof(BoxHelpers).GetMethod(name) ?? typeof(RuntimeExceptions).GetMethod(name)!;
        Operand result = _code.NewRegister(TypeModel.KindOf(method.ReturnType));
        _code.Add(new Insn { Op = JitOp.Call, Kind = result.Kind, Dst = -1, X = new CallInfo(method, arguments, [result]) });
        return result;
    }

    private void LoadFunction(MethodBase method, bool isVirtual)
    {
        if (isVirtual) Pop();
        Push(new StackValue { Type = typeof(nint), Parts = [], Function = new ArgumentShape.Function(method, isVirtual) });
    }

    private void Return()
    {
        Type type = _method is MethodInfo info ? info.ReturnType : typeof(void);
        if (type.IsByRef) throw new UnsupportedConstructException("a return by reference");
        Operand[] results = type == typeof(void) ? [] : Canonical(Pop(), type);
        Operand[] all = results;
        foreach (int variable in _copiedOut) all = Operands.Concat(all, CurrentValue(variable));
        _code.Add(new Insn { Op = JitOp.Return, Kind = all is [var first, ..] ? first.Kind : Kind.Void, X = all });
    }

    private Operand[] CurrentValue(int variable)
    {
        if (_variables[variable].Cell is null) return _variables[variable].Parts;
        LoadVariable(variable);
        return Pop().Parts;
    }
}
