using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

// The table of IL instructions.
internal sealed partial class MethodConverter
{
    /// <summary>Converts one instruction; false when it ended its block, which then goes on at <see cref="_next"/>.</summary>
    private bool ConvertInstruction(IlInstruction il)
    {
        switch (il.Code)
        {
            case Il.Volatile:
                throw new UnsupportedConstructException("a volatile access, which a trace might do once and not each time");
            case Il.Nop or Il.Readonly or Il.Unaligned or Il.Tailcall or Il.Break:
                return true;
            case Il.Constrained:
                _constrained = il.Type;
                return true;

            case >= Il.Ldarg_0 and <= Il.Ldarg_3:
                LoadVariable(_arguments[il.Code - Il.Ldarg_0]);
                return true;
            case Il.Ldarg_S or Il.Ldarg:
                LoadVariable(_arguments[il.Number]);
                return true;
            case Il.Starg_S or Il.Starg:
                StoreVariable(_arguments[il.Number], Pop());
                return true;
            case Il.Ldarga_S or Il.Ldarga:
                LoadVariableAddress(_arguments[il.Number]);
                return true;
            case >= Il.Ldloc_0 and <= Il.Ldloc_3:
                LoadVariable(_locals[il.Code - Il.Ldloc_0]);
                return true;
            case Il.Ldloc_S or Il.Ldloc:
                LoadVariable(_locals[il.Number]);
                return true;
            case >= Il.Stloc_0 and <= Il.Stloc_3:
                StoreVariable(_locals[il.Code - Il.Stloc_0], Pop());
                return true;
            case Il.Stloc_S or Il.Stloc:
                StoreVariable(_locals[il.Number], Pop());
                return true;
            case Il.Ldloca_S or Il.Ldloca:
                LoadVariableAddress(_locals[il.Number]);
                return true;

            case Il.Ldnull:
                PushRef(_code.Ref(null), typeof(object));
                return true;
            case >= Il.Ldc_I4_M1 and <= Il.Ldc_I4_8:
                PushInt(_code.Int((int)il.Code - (int)Il.Ldc_I4_0), 4);
                return true;
            case Il.Ldc_I4_S or Il.Ldc_I4:
                PushInt(_code.Int(il.Number), 4);
                return true;
            case Il.Ldc_I8:
                PushInt(_code.Int(il.Number), 8);
                return true;
            case Il.Ldc_R4 or Il.Ldc_R8:
                PushFloat(_code.Float(il.Real), il.Code == Il.Ldc_R4);
                return true;
            case Il.Ldstr:
                PushRef(_code.Ref(il.Operand), typeof(string), isNonNull: true);
                return true;
            case Il.Ldtoken:
                LoadToken(il.Operand!);
                return true;
            case Il.Sizeof:
                PushInt(_code.Int(TypeModel.IsStruct(il.Type) ? ObjectLayout.ItemSize(il.Type) : TypeModel.SizeOf(il.Type)), 4);
                return true;
            case Il.Dup:
                Push(_stack[^1]);
                return true;
            case Il.Pop:
                Pop();
                return true;

            case >= Il.Add and <= Il.Not:
                return Arithmetic(il.Code);
            case >= Il.Add_Ovf and <= Il.Sub_Ovf_Un:
                Checked(
                    il.Code switch { Il.Add_Ovf or Il.Add_Ovf_Un => OpCode.int_add_ovf, Il.Sub_Ovf or Il.Sub_Ovf_Un => OpCode.int_sub_ovf, _ => OpCode.int_mul_ovf },
                    il.Code is Il.Add_Ovf_Un or Il.Sub_Ovf_Un or Il.Mul_Ovf_Un);
                return true;
            case Il.Ceq or Il.Cgt or Il.Cgt_Un or Il.Clt or Il.Clt_Un:
                Compare(il.Code);
                return true;
            case (>= Il.Conv_I1 and <= Il.Conv_U8) or Il.Conv_R_Un or Il.Conv_U2 or Il.Conv_U1 or Il.Conv_I or Il.Conv_U
                or (>= Il.Conv_Ovf_I1_Un and <= Il.Conv_Ovf_U_Un) or (>= Il.Conv_Ovf_I1 and <= Il.Conv_Ovf_U8) or Il.Conv_Ovf_I or Il.Conv_Ovf_U:
                return Conversion(il.Code);

            case Il.Br or Il.Br_S:
                return Branch(il);
            case Il.Brtrue or Il.Brtrue_S:
                BranchIf(true, il);
                return false;
            case Il.Brfalse or Il.Brfalse_S:
                BranchIf(false, il);
                return false;
            case >= Il.Beq_S and <= Il.Blt_Un_S:
                CompareAndBranch(il.Code - Il.Beq_S + Il.Beq, il);
                return false;
            case >= Il.Beq and <= Il.Blt_Un:
                CompareAndBranch(il.Code, il);
                return false;
            case Il.Switch:
                Switch(il);
                return false;
            case Il.Ret:
                Return();
                return false;
            case Il.Throw:
                ThrowTop();
                return false;
            case Il.Rethrow:
                Rethrow();
                return false;
            case Il.Leave or Il.Leave_S:
                Leave(il);
                return false;
            case Il.Endfinally:
                EndFinally();
                return false;

            case Il.Call:
                Call(il, isVirtual: false);
                return true;
            case Il.Callvirt:
                Call(il, isVirtual: true);
                return true;
            case Il.Newobj:
                NewObject(il);
                return true;
            case Il.Ldftn or Il.Ldvirtftn:
                LoadFunction(il.Method, il.Code == Il.Ldvirtftn);
                return true;
            default:
                return Memory(il);
        }
    }

    private bool Arithmetic(Il code)
    {
        switch (code)
        {
            case Il.Add:
                Binary(OpCode.int_add, OpCode.float_add);
                return true;
            case Il.Sub:
                Binary(OpCode.int_sub, OpCode.float_sub);
                return true;
            case Il.Mul:
                Binary(OpCode.int_mul, OpCode.float_mul);
                return true;
            case Il.Div or Il.Div_Un or Il.Rem or Il.Rem_Un:
                Divide(code is Il.Rem or Il.Rem_Un, code is Il.Div_Un or Il.Rem_Un);
                return true;
            case Il.And:
                Bitwise(OpCode.int_and);
                return true;
            case Il.Or:
                Bitwise(OpCode.int_or);
                return true;
            case Il.Xor:
                Bitwise(OpCode.int_xor);
                return true;
            case Il.Shl:
                Shift(OpCode.int_lshift);
                return true;
            case Il.Shr:
                Shift(OpCode.int_rshift);
                return true;
            case Il.Shr_Un:
                Shift(OpCode.uint_rshift);
                return true;
            case Il.Neg:
                Negate();
                return true;
            default:
                Invert();
                return true;
        }
    }

    private bool Conversion(Il code)
    {
        switch (code)
        {
            case Il.Conv_R4 or Il.Conv_R8:
                ConvertToFloat(code == Il.Conv_R4, isSourceUnsigned: false);
                return true;
            case Il.Conv_R_Un:
                ConvertToFloat(isSingle: false, isSourceUnsigned: true);
                return true;
            case >= Il.Conv_Ovf_I1_Un and <= Il.Conv_Ovf_U_Un:
                var (bytes, isSigned) = Target(code);
                ConvertChecked(bytes, isSigned, isSourceUnsigned: true);
                return true;
            case (>= Il.Conv_Ovf_I1 and <= Il.Conv_Ovf_U8) or Il.Conv_Ovf_I or Il.Conv_Ovf_U:
                (bytes, isSigned) = Target(code);
                ConvertChecked(bytes, isSigned, isSourceUnsigned: false);
                return true;
            default:
                (bytes, isSigned) = Target(code);
                ConvertToInt(bytes, isSigned);
                return true;
        }

        static (int Bytes, bool IsSigned) Target(Il code) => code switch
        {
            Il.Conv_I1 or Il.Conv_Ovf_I1 or Il.Conv_Ovf_I1_Un => (1, true),
            Il.Conv_U1 or Il.Conv_Ovf_U1 or Il.Conv_Ovf_U1_Un => (1, false),
            Il.Conv_I2 or Il.Conv_Ovf_I2 or Il.Conv_Ovf_I2_Un => (2, true),
            Il.Conv_U2 or Il.Conv_Ovf_U2 or Il.Conv_Ovf_U2_Un => (2, false),
            Il.Conv_I4 or Il.Conv_Ovf_I4 or Il.Conv_Ovf_I4_Un => (4, true),
            Il.Conv_U4 or Il.Conv_Ovf_U4 or Il.Conv_Ovf_U4_Un => (4, false),
            Il.Conv_I8 or Il.Conv_I or Il.Conv_Ovf_I8 or Il.Conv_Ovf_I8_Un or Il.Conv_Ovf_I or Il.Conv_Ovf_I_Un => (8, true),
            _ => (8, false),
        };
    }

    private bool Memory(IlInstruction il)
    {
        switch (il.Code)
        {
            case Il.Ldfld:
                LoadField(il.Field);
                return true;
            case Il.Stfld:
                StoreField(il.Field);
                return true;
            case Il.Ldflda:
                LoadFieldAddress(il.Field, il);
                return true;
            case Il.Ldsfld:
                LoadStatic(il.Field);
                return true;
            case Il.Stsfld:
                StoreStatic(il.Field);
                return true;
            case Il.Ldsflda:
                Push(new StackValue { Type = il.Field.FieldType, Parts = [], Place = StaticPlace(il.Field) });
                return true;
            case Il.Ldlen:
                ArrayLength();
                return true;
            case Il.Newarr:
                NewArray(il.Type);
                return true;
            case Il.Ldelem:
                LoadItem(il.Type);
                return true;
            case >= Il.Ldelem_I1 and <= Il.Ldelem_Ref:
                LoadItem(TypeOf(il.Code - Il.Ldelem_I1 + Il.Ldind_I1));
                return true;
            case Il.Stelem:
                StoreItem(il.Type);
                return true;
            case >= Il.Stelem_I and <= Il.Stelem_Ref:
                StoreItem(ElementTypeOf(il.Code));
                return true;
            case Il.Ldelema:
                LoadItemAddress(il.Type, il);
                return true;
            case Il.Ldobj:
                LoadIndirect(il.Type);
                return true;
            case >= Il.Ldind_I1 and <= Il.Ldind_Ref:
                LoadIndirect(TypeOf(il.Code));
                return true;
            case Il.Stobj:
                StoreIndirect(il.Type);
                return true;
            case (>= Il.Stind_Ref and <= Il.Stind_R8) or Il.Stind_I:
                StoreIndirect(null);
                return true;
            case Il.Initobj:
                InitializeObject(il.Type);
                return true;
            case Il.Cpobj:
                CopyObject(il.Type);
                return true;
            case Il.Isinst:
                TypeTest(JitOp.IsInstance, il.Type);
                return true;
            case Il.Castclass:
                TypeTest(JitOp.CastClass, il.Type);
                return true;
            case Il.Box:
                Box(il.Type);
                return true;
            case Il.Unbox:
                Unbox(il.Type);
                return true;
            case Il.Unbox_Any:
                UnboxAny(il.Type);
                return true;
            default:
                throw new UnsupportedConstructException($"the IL instruction {il.Code.ToString().ToLowerInvariant().Replace('_', '.')}");
        }
    }

    private static Type? TypeOf(Il ldind) => ldind switch
    {
        Il.Ldind_I1 => typeof(sbyte),
        Il.Ldind_U1 => typeof(byte),
        Il.Ldind_I2 => typeof(short),
        Il.Ldind_U2 => typeof(ushort),
        Il.Ldind_I4 => typeof(int),
        Il.Ldind_U4 => typeof(uint),
        Il.Ldind_I8 => typeof(long),
        Il.Ldind_I => typeof(nint),
        Il.Ldind_R4 => typeof(float),
        Il.Ldind_R8 => typeof(double),
        _ => null,
    };

    private static Type ElementTypeOf(Il stelem) => stelem switch
    {
        Il.Stelem_I => typeof(nint),
        Il.Stelem_I1 => typeof(sbyte),
        Il.Stelem_I2 => typeof(short),
        Il.Stelem_I4 => typeof(int),
        Il.Stelem_I8 => typeof(long),
        Il.Stelem_R4 => typeof(float),
        Il.Stelem_R8 => typeof(double),
        _ => typeof(object),
    };
}
