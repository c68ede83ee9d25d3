using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

// The evaluation stack and variables. Loading a variable pushes its registers, not a copy; storing one first copies what stands on the stack
// in the registers about to change.
internal sealed partial class MethodConverter
{
    private readonly List<Variable> _knownConstants = [];

    private void Push(StackValue value) => _stack.Add(value);

    private StackValue Pop()
    {
        if (_stack.Count == 0) throw new UnsupportedConstructException("an empty evaluation stack");
        StackValue value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private void PushInt(Operand register, int width, IntRange? range = null) => Push(new StackValue
    {
        Type = width == 4 ? typeof(int) : typeof(long),
        Parts = [register],
        Width = width,
        Range = range ?? (_code.TryInt(register, out long value) ? IntRange.OfConstant(value) : width == 4 ? IntRange.Int32 : IntRange.Int64),
    });

    private void PushBool(Operand register, (Operand, bool)? nullTest = null) => Push(new StackValue
    {
        Type = typeof(int),
        Parts = [register],
        Width = 4,
        Range = IntRange.Bool,
        NullTest = nullTest,
    });

    private void PushFloat(Operand register, bool isSingle) =>
        Push(new StackValue { Type = isSingle ? typeof(float) : typeof(double), Parts = [register] });

    private void PushRef(Operand register, Type type, bool isNonNull = false) =>
        Push(new StackValue { Type = type, Parts = [register], IsNonNull = isNonNull });

    /// <summary>A value of the type in registers that hold it canonically.</summary>
    private static StackValue ValueOf(Type type, Operand[] parts) => new()
    {
        Type = type,
        Parts = parts,
        Width = !TypeModel.IsStruct(type) && TypeModel.KindOf(type) == Kind.Int && TypeModel.SizeOf(type) <= 4 ? 4 : 8,
        Range = !TypeModel.IsStruct(type) && TypeModel.KindOf(type) == Kind.Int ? IntRange.Of(type) : IntRange.Int64,
    };

    private Operand[] NewRegistersFor(Place place)
    {
        Kind[] kinds = place.RegisterKinds;
        var registers = new Operand[kinds.Length];
        for (int i = 0; i < kinds.Length; i++) registers[i] = _code.NewRegister(kinds[i]);
        return registers;
    }

    private Operand[] NewRegistersFor(Type type) => Operands.OfLeaves(TypeModel.LeavesOf(type), leaf => _code.NewRegister(leaf.Kind));

    private void LoadVariable(int index)
    {
        Variable variable = _variables[index];
        if (variable.IsOpaque) TypeModel.LeavesOf(variable.Type);
        if (variable.IsExit)
        {
            // Nothing comes of CanEnter in traces. Held in a register it would be alive at the merge point where a Debug build tests it late.
            PushRef(_code.Ref(null), variable.Type);
            return;
        }
        if (variable.IsPointer)
        {
            Place place = variable.Place ?? throw new UnsupportedConstructException("a ref local that is not yet assigned");
            Push(new StackValue { Type = place.Type, Parts = variable.Parts, Place = place });
        }
        else if (variable.Cell is { } cell)
        {
            LoadPlace(new StackValue { Type = variable.Type, Parts = [cell.Object] }, cell.Place);
        }
        else if (variable.Constant is { } constant)
        {
            Push(constant);
        }
        else
        {
            StackValue value = ValueOf(variable.Type, variable.Parts);
            bool isThis = index == 0 && !_method.IsStatic && !variable.Type.IsValueType;
            Push(isThis ? new StackValue { Type = value.Type, Parts = value.Parts, IsNonNull = true } : value);
        }
    }

    private void LoadVariableAddress(int index)
    {
        Variable variable = _variables[index];
        if (variable.IsPointer) throw new UnsupportedConstructException("the address of a ref local");
        if (variable.IsOpaque) TypeModel.LeavesOf(variable.Type);
        Push(variable.Cell is { } cell
            ? new StackValue { Type = variable.Type, Parts = [cell.Object], Place = cell.Place }
            : new StackValue { Type = variable.Type, Parts = [], Place = new Place(PlaceRoot.Local, variable.Type, null, FieldPath.Empty, index) });
    }

    private void StoreVariable(int index, StackValue value)
    {
        Variable variable = _variables[index];
        if (variable.IsOpaque) TypeModel.LeavesOf(variable.Type);
        if (variable.IsExit) return;
        if (variable.IsPointer)
        {
            StorePointer(variable, value);
            return;
        }
        if (variable.Cell is { } cell)
        {
            StorePlace([cell.Object], cell.Place, value);
            return;
        }
        Operand[] parts = Canonical(value, variable.Type);
        AssignAll(variable.Parts, parts);
        variable.Constant = parts is [var single] && CodeBuffer.IsConstant(single) && !TypeModel.IsStruct(variable.Type) ? ConstantOf(variable.Type, single, value) : null;
        if (variable.Constant is not null) _knownConstants.Add(variable);
    }

    private StackValue ConstantOf(Type type, Operand constant, StackValue value)
    {
        StackValue typed = ValueOf(type, [constant]);
        return _code.TryInt(constant, out long number)
            ? new StackValue { Type = typed.Type, Parts = typed.Parts, Width = typed.Width, Range = IntRange.OfConstant(number) }
            : new StackValue { Type = typed.Type, Parts = typed.Parts, IsNonNull = value.IsNonNull };
    }

    private void ForgetConstants()
    {
        foreach (Variable variable in _knownConstants) variable.Constant = null;
        _knownConstants.Clear();
    }

    private void StorePointer(Variable variable, StackValue value)
    {
        if (value.Place is not { } place) throw new UnsupportedConstructException($"{value.Describe()} in a ref local");
        if (variable.Place is null)
        {
            variable.Place = place;
            variable.Type = place.Type;
            variable.Parts = Operands.Map(value.Parts, part => _code.NewRegister(part.Kind));
            if (IsIntoImmutable(value) && IsSetOnce(variable)) _immutableArrays.Add(variable.Parts[0]);
        }
        else if (variable.Place != place)
        {
            throw new UnsupportedConstructException("a ref local that points to different things");
        }
        AssignAll(variable.Parts, value.Parts);
    }

    /// <summary>Sets several registers as if at once: the values may stand in the very registers that are set.</summary>
    private void AssignAll(Operand[] registers, Operand[] values)
    {
        if (registers.Length == 1)
        {
            Assign(registers[0], values[0]);
            return;
        }
        Operand[] safe = Operands.Map(values, value =>
        {
            if (Operands.IndexOf(registers, value) < 0) return value;
            Operand copy = _code.NewRegister(value.Kind);
            _code.Move(copy, value);
            return copy;
        });
        for (int i = 0; i < registers.Length; i++) Assign(registers[i], safe[i], mayRetarget: false);
    }

    /// <summary>Sets a variable's register. The instruction that has just computed the value is made to put it there at once where that is possible.</summary>
    private void Assign(Operand register, Operand value, bool mayRetarget = true)
    {
        if (register == value) return;
        DetachFromStack(register);
        if (mayRetarget && CanRetargetLast(value))
        {
            Insn last = _code.Code[^1];
            last.Dst = register.Register;
            _code.Code[^1] = last;
            return;
        }
        _code.Move(register, value);
    }

    /// <summary>Whether the last instruction computed the value into a register that nothing else refers to.</summary>
    private bool CanRetargetLast(Operand value)
    {
        if (CodeBuffer.IsConstant(value) || _code.Code.Count <= _straightLineStart) return false;
        Insn last = _code.Code[^1];
        Kind kind = InsnOperands.KindsOf(last).Dst;
        if (kind != value.Kind || last.Dst != value.Register || last.Op is JitOp.Overflow or JitOp.Move || last.Dst != _code.RegisterCount(kind) - 1) return false;
        return !_stack.Exists(entry => Refers(entry, value));
    }

    /// <summary>Copies what stands on the stack in a register that is about to change.</summary>
    private void DetachFromStack(Operand register)
    {
        for (int i = 0; i < _stack.Count; i++)
        {
            StackValue entry = _stack[i];
            if (!Refers(entry, register)) continue;
            Operand[] parts = Operands.Map(entry.Parts, part =>
            {
                if (part != register) return part;
                Operand copy = _code.NewRegister(part.Kind);
                _code.Move(copy, part);
                return copy;
            });
            _stack[i] = entry.InRegisters(parts, keepFacts: true);
        }
    }

    private static bool Refers(StackValue entry, Operand register) =>
        Operands.IndexOf(entry.Parts, register) >= 0 || entry.NullTest is { } test && test.Reference == register;

    /// <summary>The registers of the value as a variable, field or argument of the type holds it: narrow integers cut to size, singles rounded.</summary>
    private Operand[] Canonical(StackValue value, Type type)
    {
        if (value.IsPointer || value.Function is not null) throw new UnsupportedConstructException($"{value.Describe()} as a value of {TypeModel.NameOf(type)}");
        if (value.Token is not null) throw new UnsupportedConstructException("a type token as a value");
        if (TypeModel.IsStruct(type))
        {
            if (!value.IsStruct || value.Parts.Length != TypeModel.LeavesOf(type).Length)
                throw new UnsupportedConstructException($"{value.Describe()} as a value of {TypeModel.NameOf(type)}");
            return value.Parts;
        }
        Operand scalar = value.Scalar;
        Kind kind = TypeModel.KindOf(type);
        if (scalar.Kind != kind) throw new UnsupportedConstructException($"{value.Describe()} as a value of {TypeModel.NameOf(type)}");
        return kind switch
        {
            Kind.Int => [CutTo(value, IntRange.Of(type))],
            Kind.Float when type == typeof(float) && !value.IsSingle => [_code.Pure(OpCode.float_round_single, scalar)],
            _ => [scalar],
        };
    }

    /// <summary>The integer's low bytes, extended as the range says.</summary>
    private Operand CutTo(StackValue value, IntRange range)
    {
        Operand scalar = value.Scalar;
        if (value.Range.IsWithin(range)) return scalar;
        if (_code.TryInt(scalar, out long constant) && IntRange.OfConstant(constant).IsWithin(range)) return scalar;
        return range.IsSigned
            ? _code.Pure(OpCode.int_signext, scalar, _code.Int(range.Bytes))
            : _code.Pure(OpCode.int_and, scalar, _code.Int((1L << (8 * range.Bytes)) - 1));
    }
}
