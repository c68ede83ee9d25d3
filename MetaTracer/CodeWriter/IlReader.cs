using System.Reflection;
using System.Reflection.Emit;

namespace MetaTracer.CodeWriter;

/// <summary>The opcodes by value, as <c>switch</c> wants them: <see cref="OpCode"/> objects are not constants.</summary>
internal enum Il : ushort
{
    Nop = 0x00, Break = 0x01, Ldarg_0 = 0x02, Ldarg_1, Ldarg_2, Ldarg_3, Ldloc_0 = 0x06, Ldloc_1, Ldloc_2, Ldloc_3,
    Stloc_0 = 0x0A, Stloc_1, Stloc_2, Stloc_3, Ldarg_S = 0x0E, Ldarga_S, Starg_S, Ldloc_S, Ldloca_S, Stloc_S, Ldnull,
    Ldc_I4_M1 = 0x15, Ldc_I4_0, Ldc_I4_1, Ldc_I4_2, Ldc_I4_3, Ldc_I4_4, Ldc_I4_5, Ldc_I4_6, Ldc_I4_7, Ldc_I4_8, Ldc_I4_S, Ldc_I4,
    Ldc_I8 = 0x21, Ldc_R4, Ldc_R8, Dup = 0x25, Pop, Jmp, Call, Calli, Ret,
    Br_S = 0x2B, Brfalse_S, Brtrue_S, Beq_S, Bge_S, Bgt_S, Ble_S, Blt_S, Bne_Un_S, Bge_Un_S, Bgt_Un_S, Ble_Un_S, Blt_Un_S,
    Br = 0x38, Brfalse, Brtrue, Beq, Bge, Bgt, Ble, Blt, Bne_Un, Bge_Un, Bgt_Un, Ble_Un, Blt_Un, Switch = 0x45,
    Ldind_I1 = 0x46, Ldind_U1, Ldind_I2, Ldind_U2, Ldind_I4, Ldind_U4, Ldind_I8, Ldind_I, Ldind_R4, Ldind_R8, Ldind_Ref,
    Stind_Ref = 0x51, Stind_I1, Stind_I2, Stind_I4, Stind_I8, Stind_R4, Stind_R8,
    Add = 0x58, Sub, Mul, Div, Div_Un, Rem, Rem_Un, And, Or, Xor, Shl, Shr, Shr_Un, Neg, Not,
    Conv_I1 = 0x67, Conv_I2, Conv_I4, Conv_I8, Conv_R4, Conv_R8, Conv_U4, Conv_U8, Callvirt, Cpobj, Ldobj, Ldstr, Newobj, Castclass, Isinst, Conv_R_Un,
    Unbox = 0x79, Throw, Ldfld, Ldflda, Stfld, Ldsfld, Ldsflda, Stsfld, Stobj,
    Conv_Ovf_I1_Un = 0x82, Conv_Ovf_I2_Un, Conv_Ovf_I4_Un, Conv_Ovf_I8_Un, Conv_Ovf_U1_Un, Conv_Ovf_U2_Un, Conv_Ovf_U4_Un, Conv_Ovf_U8_Un,
    Conv_Ovf_I_Un, Conv_Ovf_U_Un, Box, Newarr, Ldlen, Ldelema,
    Ldelem_I1 = 0x90, Ldelem_U1, Ldelem_I2, Ldelem_U2, Ldelem_I4, Ldelem_U4, Ldelem_I8, Ldelem_I, Ldelem_R4, Ldelem_R8, Ldelem_Ref,
    Stelem_I = 0x9B, Stelem_I1, Stelem_I2, Stelem_I4, Stelem_I8, Stelem_R4, Stelem_R8, Stelem_Ref, Ldelem, Stelem, Unbox_Any,
    Conv_Ovf_I1 = 0xB3, Conv_Ovf_U1, Conv_Ovf_I2, Conv_Ovf_U2, Conv_Ovf_I4, Conv_Ovf_U4, Conv_Ovf_I8, Conv_Ovf_U8,
    Refanyval = 0xC2, Ckfinite = 0xC3, Mkrefany = 0xC6, Ldtoken = 0xD0, Conv_U2, Conv_U1, Conv_I, Conv_Ovf_I, Conv_Ovf_U,
    Add_Ovf = 0xD6, Add_Ovf_Un, Mul_Ovf, Mul_Ovf_Un, Sub_Ovf, Sub_Ovf_Un, Endfinally, Leave, Leave_S, Stind_I, Conv_U,
    Arglist = 0xFE00, Ceq, Cgt, Cgt_Un, Clt, Clt_Un, Ldftn, Ldvirtftn, Ldarg = 0xFE09, Ldarga, Starg, Ldloc, Ldloca, Stloc, Localloc,
    Endfilter = 0xFE11, Unaligned, Volatile, Tailcall, Initobj, Constrained, Cpblk, Initblk, No, Rethrow = 0xFE1A, Sizeof = 0xFE1C, Refanytype, Readonly,
}

/// <summary>One IL instruction, its operand resolved.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Code">What it does.</param>
/// <param name="Number">An integer operand, a variable's index, or the offset a branch goes to.</param>
/// <param name="Real">A floating-point operand.</param>
/// <param name="Operand">A member, type, string, or the offsets of a switch.</param>
internal sealed record IlInstruction(int Offset, Il Code, long Number, double Real, object? Operand)
{
    /// <summary>Stands where there is no instruction yet.</summary>
    public static readonly IlInstruction None = new(0, Il.Nop, 0, 0, null);

    public int Target => (int)Number;

    public MethodBase Method => (MethodBase)Operand!;
    public FieldInfo Field => (FieldInfo)Operand!;
    public Type Type => (Type)Operand!;

    public override string ToString()
    {
        string name = Code.ToString().ToLowerInvariant().Replace('_', '.');
        return Operand switch
        {
            null => name,
            MethodBase method => $"{name} {TypeModel.NameOf(method)}",
            FieldInfo field => $"{name} {TypeModel.NameOf(field.DeclaringType!)}.{field.Name}",
            Type type => $"{name} {TypeModel.NameOf(type)}",
            _ => name,
        };
    }
}

/// <summary>A method's IL, for one closed instance of it.</summary>
internal sealed class IlBody
{
    public required MethodBase Method { get; init; }
    public required IlInstruction[] Instructions { get; init; }
    public required Type[] Locals { get; init; }
    public required ExceptionHandlingClause[] Clauses { get; init; }

    /// <summary>Index of the instruction at an IL offset.</summary>
    public required int[] IndexOfOffset { get; init; }

    /// <summary>The type of the variable that an instruction loads; null when it loads none.</summary>
    public Type? TypeOfVariable(IlInstruction load)
    {
        if (LocalOf(load, out bool isLoad) is { } local) return isLoad ? Locals[local] : null;
        if (ArgumentOf(load, out isLoad) is not { } index || !isLoad) return null;
        if (Method.IsStatic) return Method.GetParameters()[index].ParameterType;
        return index == 0 ? Method.DeclaringType : Method.GetParameters()[index - 1].ParameterType;
    }

    /// <summary>The local that an instruction loads or stores; null when it does neither.</summary>
    public static int? LocalOf(IlInstruction il, out bool isLoad)
    {
        isLoad = il.Code is (>= Il.Ldloc_0 and <= Il.Ldloc_3) or Il.Ldloc_S or Il.Ldloc;
        return il.Code switch
        {
            >= Il.Ldloc_0 and <= Il.Ldloc_3 => il.Code - Il.Ldloc_0,
            >= Il.Stloc_0 and <= Il.Stloc_3 => il.Code - Il.Stloc_0,
            Il.Ldloc_S or Il.Ldloc or Il.Stloc_S or Il.Stloc => (int)il.Number,
            _ => null,
        };
    }

    /// <summary>The same for arguments, <c>this</c> first.</summary>
    public static int? ArgumentOf(IlInstruction il, out bool isLoad)
    {
        isLoad = il.Code is (>= Il.Ldarg_0 and <= Il.Ldarg_3) or Il.Ldarg_S or Il.Ldarg;
        return il.Code switch
        {
            >= Il.Ldarg_0 and <= Il.Ldarg_3 => il.Code - Il.Ldarg_0,
            Il.Ldarg_S or Il.Ldarg or Il.Starg_S or Il.Starg => (int)il.Number,
            _ => null,
        };
    }

    public IlInstruction At(int offset) => Instructions[IndexOfOffset[offset]];

    /// <summary>
    /// Whether some instruction can be reached from itself. That a branch goes back says little: C# puts the conditions of a <c>switch</c>
    /// expression's <c>when</c> behind its arms.
    /// </summary>
    public bool HasLoop => Array.Exists(Instructions, GoesBack) && HasCycle();

    private static bool GoesBack(IlInstruction instruction) =>
        instruction.Operand is int[] targets && Array.Exists(targets, target => target <= instruction.Offset)
        || IsBranch(instruction.Code) && instruction.Target <= instruction.Offset;

    private bool HasCycle()
    {
        bool[] seen = new bool[Instructions.Length], under = new bool[Instructions.Length];
        var path = new Stack<(int Index, IEnumerator<int> Successors)>();
        Enter(0);
        while (path.TryPeek(out var top))
        {
            if (!top.Successors.MoveNext())
            {
                under[top.Index] = false;
                path.Pop();
                continue;
            }
            int next = top.Successors.Current;
            if (under[next]) return true;
            if (!seen[next]) Enter(next);
        }
        return false;

        void Enter(int index)
        {
            seen[index] = under[index] = true;
            path.Push((index, Successors(index).GetEnumerator()));
        }
    }

    private IEnumerable<int> Successors(int index)
    {
        IlInstruction instruction = Instructions[index];
        if (IsBranch(instruction.Code)) yield return IndexOfOffset[instruction.Target];
        if (instruction.Operand is int[] targets)
            foreach (int target in targets) yield return IndexOfOffset[target];
        foreach (ExceptionHandlingClause clause in Clauses)
        {
            if (clause.TryOffset != instruction.Offset) continue;
            yield return IndexOfOffset[clause.HandlerOffset];
            if (clause.Flags == ExceptionHandlingClauseOptions.Filter) yield return IndexOfOffset[clause.FilterOffset];
        }
        bool ends = instruction.Code is Il.Br or Il.Br_S or Il.Leave or Il.Leave_S or Il.Ret or Il.Throw or Il.Rethrow or Il.Endfinally or Il.Endfilter or Il.Jmp;
        if (!ends) yield return index + 1;
    }

    public static bool IsBranch(Il code) => code is (>= Il.Br_S and <= Il.Blt_Un_S) or (>= Il.Br and <= Il.Blt_Un) or Il.Leave or Il.Leave_S;
}

/// <summary>Reads IL through reflection, which resolves the tokens of generic instances by itself.</summary>
internal static class IlReader
{
    /// <summary>The method's IL, or null where it has none.</summary>
    public static IlBody? Read(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } il) return null;
        Module module = method.Module;
        Type[]? typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        var instructions = new List<IlInstruction>(il.Length / 2);
        int[] indexOfOffset = new int[il.Length + 1];
        Array.Fill(indexOfOffset, -1);
        int position = 0;
        while (position < il.Length)
        {
            int offset = position;
            indexOfOffset[offset] = instructions.Count;
            var code = (Il)(il[position] == 0xFE ? 0xFE00 | il[++position] : il[position]);
            position++;
            long number = 0;
            double real = 0;
            object? operand = null;
            OperandType operandType = OperandTypeOf(code);
            switch (operandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget:
                    number = (sbyte)il[position] + position + 1;
                    position++;
                    break;
                case OperandType.InlineBrTarget:
                    number = BitConverter.ToInt32(il, position) + position + 4;
                    position += 4;
                    break;
                case OperandType.ShortInlineI:
                    number = (sbyte)il[position++];
                    break;
                case OperandType.ShortInlineVar:
                    number = il[position++];
                    break;
                case OperandType.InlineVar:
                    number = BitConverter.ToUInt16(il, position);
                    position += 2;
                    break;
                case OperandType.InlineI:
                    number = BitConverter.ToInt32(il, position);
                    position += 4;
                    break;
                case OperandType.InlineI8:
                    number = BitConverter.ToInt64(il, position);
                    position += 8;
                    break;
                case OperandType.ShortInlineR:
                    real = BitConverter.ToSingle(il, position);
                    position += 4;
                    break;
                case OperandType.InlineR:
                    real = BitConverter.ToDouble(il, position);
                    position += 8;
                    break;
                case OperandType.InlineString:
                    operand = string.Intern(module.ResolveString(BitConverter.ToInt32(il, position)));
                    position += 4;
                    break;
                case OperandType.InlineSwitch:
                    int[] targets = new int[BitConverter.ToInt32(il, position)];
                    position += 4;
                    int end = position + 4 * targets.Length;
                    for (int i = 0; i < targets.Length; i++, position += 4) targets[i] = BitConverter.ToInt32(il, position) + end;
                    operand = targets;
                    break;
                case OperandType.InlineSig:
                    position += 4;
                    break;
                default:
                    operand = Resolve(module, BitConverter.ToInt32(il, position), operandType, typeArguments, methodArguments);
                    position += 4;
                    break;
            }
            instructions.Add(new IlInstruction(offset, code, number, real, operand));
        }
        indexOfOffset[il.Length] = instructions.Count;
        return new IlBody
        {
            Method = method,
            Instructions = [.. instructions],
            Locals = [.. body.LocalVariables.Select(local => local.LocalType)],
            Clauses = [.. body.ExceptionHandlingClauses],
            IndexOfOffset = indexOfOffset,
        };
    }

    /// <summary>As <see cref="OpCodes"/> says, whose two hundred objects a start-up need not make.</summary>
    internal static OperandType OperandTypeOf(Il code) => code switch
    {
        >= Il.Ldarg_S and <= Il.Stloc_S => OperandType.ShortInlineVar,
        >= Il.Ldarg and <= Il.Stloc => OperandType.InlineVar,
        Il.Ldc_I4_S or Il.Unaligned or Il.No => OperandType.ShortInlineI,
        Il.Ldc_I4 => OperandType.InlineI,
        Il.Ldc_I8 => OperandType.InlineI8,
        Il.Ldc_R4 => OperandType.ShortInlineR,
        Il.Ldc_R8 => OperandType.InlineR,
        Il.Jmp or Il.Call or Il.Callvirt or Il.Newobj or Il.Ldftn or Il.Ldvirtftn => OperandType.InlineMethod,
        Il.Calli => OperandType.InlineSig,
        >= Il.Br_S and <= Il.Blt_Un_S or Il.Leave_S => OperandType.ShortInlineBrTarget,
        >= Il.Br and <= Il.Blt_Un or Il.Leave => OperandType.InlineBrTarget,
        Il.Switch => OperandType.InlineSwitch,
        Il.Ldstr => OperandType.InlineString,
        >= Il.Ldfld and <= Il.Stsfld => OperandType.InlineField,
        Il.Ldtoken => OperandType.InlineTok,
        Il.Cpobj or Il.Ldobj or Il.Stobj or Il.Castclass or Il.Isinst or Il.Unbox or Il.Unbox_Any or Il.Box or Il.Newarr or Il.Ldelema or Il.Ldelem
            or Il.Stelem or Il.Refanyval or Il.Mkrefany or Il.Initobj or Il.Constrained or Il.Sizeof => OperandType.InlineType,
        _ => OperandType.InlineNone,
    };

    private static MemberInfo? Resolve(Module module, int token, OperandType kind, Type[]? typeArguments, Type[]? methodArguments) => kind switch
    {
        OperandType.InlineMethod => module.ResolveMethod(token, typeArguments, methodArguments),
        OperandType.InlineField => module.ResolveField(token, typeArguments, methodArguments),
        OperandType.InlineType => module.ResolveType(token, typeArguments, methodArguments),
        _ => module.ResolveMember(token, typeArguments, methodArguments),
    };
}
