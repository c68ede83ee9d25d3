using System.Reflection;
using System.Runtime.CompilerServices;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Tests.CodeWriter;

/// <summary>
/// Runs JitCode the plain way, following every call that can be followed. It stands apart from the engine's own interpreters so that a mistake
/// in what an instruction means shows on one side only.
/// </summary>
internal sealed unsafe class JitCodeEvaluator(JitCodeWriter writer)
{
    private int _steps;

    /// <summary>Calls that were followed, and those made through stubs.</summary>
    public int Followed { get; private set; }
    public int Residual { get; private set; }

    /// <summary>Calls a method with boxed arguments; structs are not taken.</summary>
    public object? Invoke(MethodBase method, params object?[] arguments)
    {
        JitCode code = writer.TryGet(method)
            ?? throw new InvalidOperationException($"{method} is not converted: {string.Join("; ", writer.Diagnostics)}");
        var frame = new Frame(code);
        for (int i = 0; i < arguments.Length; i++)
        {
            Operand parameter = code.Parameters[i];
            switch (parameter.Kind)
            {
                case Kind.Int: frame.Ints[parameter.Register] = ToBits(arguments[i]!); break;
                case Kind.Float: frame.Floats[parameter.Register] = Convert.ToDouble(arguments[i]); break;
                default: frame.Refs[parameter.Register] = arguments[i]; break;
            }
        }
        Operand[] results = Run(frame);
        Type type = ((MethodInfo)method).ReturnType;
        if (results.Length == 0) return null;
        return results[0].Kind switch
        {
            Kind.Int => FromBits(frame.Int(results[0]), type),
            Kind.Float => type == typeof(float) ? (object)(float)frame.Float(results[0]) : frame.Float(results[0]),
            _ => frame.Ref(results[0]),
        };
    }

    private static long ToBits(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        char letter => letter,
        uint number => (int)number,
        ulong number => (long)number,
        Enum e => ToBits(Convert.ChangeType(e, e.GetTypeCode())),
        _ => Convert.ToInt64(value),
    };

    private static object FromBits(long bits, Type type)
    {
        if (type.IsEnum) return Enum.ToObject(type, bits);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => bits switch { 0 => false, 1 => true, _ => throw new InvalidOperationException($"{bits} as a bool") },
            TypeCode.SByte => checked((sbyte)bits),
            TypeCode.Byte => checked((byte)bits),
            TypeCode.Int16 => checked((short)bits),
            TypeCode.UInt16 => checked((ushort)bits),
            TypeCode.Char => checked((char)bits),
            TypeCode.Int32 => checked((int)bits),
            TypeCode.UInt32 => unchecked((uint)checked((int)bits)),
            TypeCode.UInt64 => (ulong)bits,
            _ => bits,
        };
    }

    private Operand[] Run(Frame frame)
    {
        int pc = 0;
        while (true)
        {
            if (++_steps > 5_000_000) throw new InvalidOperationException($"{frame.Code.Name} does not end");
            int at = pc;
            try
            {
                if (Step(frame, ref pc) is { } results) return results;
            }
            catch (Exception e) when (Find(frame.Code, at, e) is { } handler)
            {
                frame.Refs[handler.ExceptionRegister] = e;
                pc = handler.Handler;
            }
        }
    }

    private static HandlerRegion? Find(JitCode code, int pc, Exception exception) =>
        Array.Find(code.Handlers, region => pc >= region.Start && pc < region.End && region.CatchType.IsInstanceOfType(exception));

    private Operand[]? Step(Frame frame, ref int pc)
    {
        ref Insn insn = ref frame.Code.Code[pc++];
        switch (insn.Op)
        {
            case JitOp.Move or JitOp.Promote or JitOp.PromoteString:
                frame.Copy(insn.Kind, insn.A, insn.Dst);
                break;
            case JitOp.Pure:
                Pure(frame, insn);
                break;
            case JitOp.Overflow:
                long x = frame.Ints[insn.A], y = frame.Ints[insn.B];
                frame.Ints[insn.Dst] = Executor.Int(insn.Code, x, y);
                frame.Ints[insn.C] = Executor.Overflows(insn.Code, x, y) ? 1 : 0;
                break;
            case JitOp.Goto:
                pc = insn.Target;
                break;
            case JitOp.BranchTrue:
                if (frame.Ints[insn.A] != 0) pc = insn.Target;
                break;
            case JitOp.BranchFalse:
                if (frame.Ints[insn.A] == 0) pc = insn.Target;
                break;
            case JitOp.BranchNull:
                if (frame.Refs[insn.A] is null) pc = insn.Target;
                break;
            case JitOp.BranchNonNull:
                if (frame.Refs[insn.A] is not null) pc = insn.Target;
                break;
            case JitOp.Switch:
                int[] targets = (int[])insn.X!;
                ulong index = (ulong)frame.Ints[insn.A];
                if (index < (ulong)targets.Length) pc = targets[index];
                break;
            case JitOp.GetField or JitOp.GetQuasiImmutable:
                var field = (FieldDescr)insn.X!;
                Load(frame, insn, ref At(frame.NonNull(insn.A), field.Offset), field.Size, field.IsSigned);
                break;
            case JitOp.SetField:
                field = (FieldDescr)insn.X!;
                Store(frame, insn.Kind, insn.B, ref At(frame.NonNull(insn.A), field.Offset), field.Size);
                break;
            case JitOp.GetStatic or JitOp.SetStatic:
                Static(frame, insn, (StaticDescr)insn.X!);
                break;
            case JitOp.ArrayLength:
                frame.Ints[insn.Dst] = ((Array)frame.NonNull(insn.A)).Length;
                break;
            case JitOp.BoundsCheck:
                _ = Item(frame, insn, 16, 1);
                break;
            case JitOp.GetItem or JitOp.GetItemPure:
                var item = (ArrayDescr)insn.X!;
                Load(frame, insn, ref Item(frame, insn, item.BaseOffset, item.ItemSize), item.Size, item.IsSigned);
                break;
            case JitOp.SetItem:
                item = (ArrayDescr)insn.X!;
                ref byte place = ref Item(frame, insn, item.BaseOffset, item.ItemSize);
                if (insn.Kind == Kind.Ref && frame.Refs[insn.C] is { } stored && frame.Refs[insn.A]!.GetType().GetElementType() is { IsValueType: false } element
                    && !element.IsInstanceOfType(stored)) throw new ArrayTypeMismatchException();
                Store(frame, insn.Kind, insn.C, ref place, item.Size);
                break;
            case JitOp.StringLength:
                frame.Ints[insn.Dst] = ((string)frame.NonNull(insn.A)).Length;
                break;
            case JitOp.StringItem:
                frame.Ints[insn.Dst] = ((string)frame.NonNull(insn.A))[checked((int)frame.Ints[insn.B])];
                break;
            case JitOp.New:
                frame.Refs[insn.Dst] = RuntimeHelpers.GetUninitializedObject(((ClassDescr)insn.X!).Type!);
                break;
            case JitOp.NewArray:
                if (frame.Ints[insn.A] < 0) throw new OverflowException();
                frame.Refs[insn.Dst] = Array.CreateInstance(((ArrayDescr)insn.X!).ArrayType!.GetElementType()!, checked((int)frame.Ints[insn.A]));
                break;
            case JitOp.IsInstance:
                frame.Refs[insn.Dst] = ((Type)insn.X!).IsInstanceOfType(frame.Refs[insn.A]) ? frame.Refs[insn.A] : null;
                break;
            case JitOp.CastClass:
                object? cast = frame.Refs[insn.A];
                if (cast is not null && !((Type)insn.X!).IsInstanceOfType(cast)) throw new InvalidCastException();
                frame.Refs[insn.Dst] = cast;
                break;
            case JitOp.NullCheck:
                frame.NonNull(insn.A);
                break;
            case JitOp.RecordKnownResult:
                break;
            case JitOp.ConditionalCallElidable:
                var elidable = (CallInfo)insn.X!;
                if (frame.Ref(elidable.Args[0]) is { } known) frame.Refs[elidable.Results[0].Register] = known;
                else Call(frame, elidable with { Args = elidable.Args[1..] }, false);
                break;
            case JitOp.ConditionalCall:
                var conditional = (CallInfo)insn.X!;
                if (frame.Int(conditional.Args[0]) != 0) Call(frame, conditional with { Args = conditional.Args[1..] }, false);
                break;
            case JitOp.Call or JitOp.CallVirtual:
                Call(frame, (CallInfo)insn.X!, insn.Op == JitOp.CallVirtual);
                break;
            case JitOp.Return:
                return (Operand[])insn.X!;
            case JitOp.Throw:
                throw (Exception)frame.NonNull(insn.A);
            case JitOp.LoopHeader or JitOp.EnterFunction:
                frame.Refs[insn.Dst] = null;
                break;
            case JitOp.IsConstant or JitOp.IsVirtual:
                frame.Ints[insn.Dst] = 0;
                break;
            case JitOp.MergePoint or JitOp.RecordExactClass or JitOp.AssumeNonNull or JitOp.AssumeLength or JitOp.ForceVirtualizable:
                break;
            default:
                throw new InvalidOperationException($"no meaning for {insn.Op}");
        }
        return null;
    }

    private void Call(Frame frame, CallInfo call, bool isVirtual)
    {
        MethodBase method = call.Method;
        if (isVirtual) method = writer.ResolveVirtual(frame.NonNull(call.Args[0].Register).GetType(), method);
        if (writer.TryGet(method, call.Shape) is { } code)
        {
            Followed++;
            var callee = new Frame(code);
            for (int i = 0; i < call.Args.Length; i++) Frame.Copy(frame, call.Args[i], callee, code.Parameters[i]);
            Operand[] results = Run(callee);
            for (int i = 0; i < results.Length; i++) Frame.Copy(callee, results[i], frame, call.Results[i]);
            return;
        }
        Residual++;
        CallDescr descr = writer.CallDescrOf(method, isVirtual && method == call.Method, call.Shape);
        Assert.Equal(descr.Args, call.Args.Select(operand => operand.Kind));
        Assert.Equal(descr.Results, call.Results.Select(operand => operand.Kind));
        int places = Math.Max(call.Args.Length, call.Results.Length) + 1;
        long* raw = stackalloc long[places];
        object?[] refs = new object?[places];
        for (int i = 0; i < call.Args.Length; i++)
        {
            if (call.Args[i].Kind == Kind.Ref) refs[i] = frame.Ref(call.Args[i]);
            else raw[i] = call.Args[i].Kind == Kind.Int ? frame.Int(call.Args[i]) : BitConverter.DoubleToInt64Bits(frame.Float(call.Args[i]));
        }
        descr.Stub(raw, ref refs[0]);
        for (int i = 0; i < call.Results.Length; i++)
        {
            Operand result = call.Results[i];
            if (result.Kind == Kind.Ref) frame.Refs[result.Register] = refs[i];
            else if (result.Kind == Kind.Int) frame.Ints[result.Register] = raw[i];
            else frame.Floats[result.Register] = BitConverter.Int64BitsToDouble(raw[i]);
        }
    }

    private static void Pure(Frame frame, in Insn insn)
    {
        OpInfo info = OpInfo.Of(insn.Code);
        switch (InsnOperands.KindsOf(insn).A)
        {
            case Kind.Ref:
                frame.Ints[insn.Dst] = Executor.Ref(insn.Code, frame.Refs[insn.A], info.Arity == 2 ? frame.Refs[insn.B] : null);
                break;
            case Kind.Float:
                double a = frame.Floats[insn.A], b = info.Arity == 2 ? frame.Floats[insn.B] : 0;
                if (info.Result == Kind.Float) frame.Floats[insn.Dst] = Executor.Float(insn.Code, a, b);
                else frame.Ints[insn.Dst] = Executor.FloatToInt(insn.Code, a, b);
                break;
            default:
                long x = frame.Ints[insn.A], y = info.Arity == 2 ? frame.Ints[insn.B] : 0;
                if (info.Result == Kind.Float) frame.Floats[insn.Dst] = Executor.IntToFloat(insn.Code, x);
                else frame.Ints[insn.Dst] = Executor.Int(insn.Code, x, y);
                break;
        }
    }

    private static void Static(Frame frame, in Insn insn, StaticDescr descr)
    {
        RuntimeHelpers.RunClassConstructor(descr.Field!.DeclaringType!.TypeHandle);
        Assert.NotEqual(0, descr.Address);
        ref byte place = ref *(byte*)descr.Address;
        if (insn.Op == JitOp.GetStatic) Load(frame, insn, ref place, descr.Size, descr.IsSigned);
        else Store(frame, insn.Kind, insn.A, ref place, descr.Size);
    }

    private static ref byte Item(Frame frame, in Insn insn, int baseOffset, int itemSize)
    {
        var array = (Array)frame.NonNull(insn.A);
        if ((ulong)frame.Ints[insn.B] >= (ulong)array.Length) throw new IndexOutOfRangeException();
        return ref At(array, baseOffset + (int)frame.Ints[insn.B] * itemSize);
    }

    private static ref byte At(object target, int offset) => ref Unsafe.AddByteOffset(ref Unsafe.As<RawData>(target).First, offset - 8);

    private static void Load(Frame frame, in Insn insn, ref byte place, int size, bool isSigned)
    {
        switch (insn.Kind)
        {
            case Kind.Ref:
                frame.Refs[insn.Dst] = Unsafe.As<byte, object?>(ref place);
                break;
            case Kind.Float:
                frame.Floats[insn.Dst] = size == 4 ? Unsafe.As<byte, float>(ref place) : Unsafe.As<byte, double>(ref place);
                break;
            default:
                frame.Ints[insn.Dst] = (size, isSigned) switch
                {
                    (1, true) => (sbyte)place,
                    (1, false) => place,
                    (2, true) => Unsafe.As<byte, short>(ref place),
                    (2, false) => Unsafe.As<byte, ushort>(ref place),
                    (4, true) => Unsafe.As<byte, int>(ref place),
                    (4, false) => Unsafe.As<byte, uint>(ref place),
                    _ => Unsafe.As<byte, long>(ref place),
                };
                break;
        }
    }

    private static void Store(Frame frame, Kind kind, int register, ref byte place, int size)
    {
        switch (kind)
        {
            case Kind.Ref:
                Unsafe.As<byte, object?>(ref place) = frame.Refs[register];
                break;
            case Kind.Float when size == 4:
                Unsafe.As<byte, float>(ref place) = (float)frame.Floats[register];
                break;
            case Kind.Float:
                Unsafe.As<byte, double>(ref place) = frame.Floats[register];
                break;
            default:
                long value = frame.Ints[register];
                if (size == 1) place = (byte)value;
                else if (size == 2) Unsafe.As<byte, short>(ref place) = (short)value;
                else if (size == 4) Unsafe.As<byte, int>(ref place) = (int)value;
                else Unsafe.As<byte, long>(ref place) = value;
                break;
        }
    }

    private sealed class RawData
    {
        public byte First;
    }

    private sealed class Frame
    {
        public readonly JitCode Code;
        public readonly long[] Ints;
        public readonly object?[] Refs;
        public readonly double[] Floats;

        public Frame(JitCode code)
        {
            Code = code;
            // What was never written must never be read: fill with values that show.
            Ints = [.. Enumerable.Repeat(0x5EED_5EED_5EEDL, code.IntCount), .. code.IntConstants];
            Refs = [.. Enumerable.Repeat<object?>(new Poison(), code.RefCount), .. code.RefConstants];
            Floats = [.. Enumerable.Repeat(-1234.5, code.FloatCount), .. code.FloatConstants];
        }

        public long Int(Operand operand) => Ints[operand.Register];
        public object? Ref(Operand operand) => Refs[operand.Register];
        public double Float(Operand operand) => Floats[operand.Register];

        public object NonNull(int register) => Refs[register] ?? throw new NullReferenceException();

        public void Copy(Kind kind, int from, int to) => Copy(this, new Operand(kind, from), this, new Operand(kind, to));

        public static void Copy(Frame from, Operand source, Frame to, Operand target)
        {
            switch (source.Kind)
            {
                case Kind.Int: to.Ints[target.Register] = from.Ints[source.Register]; break;
                case Kind.Ref: to.Refs[target.Register] = from.Refs[source.Register]; break;
                default: to.Floats[target.Register] = from.Floats[source.Register]; break;
            }
        }
    }

    private sealed class Poison;
}
