// Executes a JitCode instruction that is a pure trace operation on concrete registers; Executor says what each computes.
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tracing;

/// <summary>Which registers a pure operation reads, and which it writes.</summary>
internal enum PureShape : byte { None, IntToInt, FloatToFloat, FloatToInt, IntToFloat, RefToInt, RefCopy }

internal static class PureOperations
{
    private static readonly PureShape[] Shapes = BuildShapes();

    public static PureShape ShapeOf(OpCode code) => Shapes[(int)code];

    /// <summary>Kind of the arguments of operations of a shape.</summary>
    public static Kind ArgumentKind(PureShape shape) => shape switch
    {
        PureShape.IntToInt or PureShape.IntToFloat => Kind.Int,
        PureShape.FloatToFloat or PureShape.FloatToInt => Kind.Float,
        _ => Kind.Ref,
    };

    /// <summary>Kind of the result of operations of a shape.</summary>
    public static Kind ResultKind(PureShape shape) => shape switch
    {
        PureShape.IntToFloat or PureShape.FloatToFloat => Kind.Float,
        PureShape.RefCopy => Kind.Ref,
        _ => Kind.Int,
    };

    public static void Execute(in Insn insn, Frame frame)
    {
        bool isBinary = OpInfo.Of(insn.Code).Arity == 2;
        switch (ShapeOf(insn.Code))
        {
            case PureShape.IntToInt:
                frame.Ints[insn.Dst] = Executor.Int(insn.Code, frame.Ints[insn.A], isBinary ? frame.Ints[insn.B] : 0);
                break;
            case PureShape.FloatToFloat:
                frame.Floats[insn.Dst] = Executor.Float(insn.Code, frame.Floats[insn.A], isBinary ? frame.Floats[insn.B] : 0);
                break;
            case PureShape.FloatToInt:
                frame.Ints[insn.Dst] = Executor.FloatToInt(insn.Code, frame.Floats[insn.A], isBinary ? frame.Floats[insn.B] : 0);
                break;
            case PureShape.IntToFloat:
                frame.Floats[insn.Dst] = Executor.IntToFloat(insn.Code, frame.Ints[insn.A]);
                break;
            case PureShape.RefToInt:
                frame.Ints[insn.Dst] = Executor.Ref(insn.Code, frame.Refs[insn.A], isBinary ? frame.Refs[insn.B] : null);
                break;
            case PureShape.RefCopy:
                frame.Refs[insn.Dst] = frame.Refs[insn.A];
                break;
            default:
                throw new ArgumentException($"{insn.Code} is not a pure operation");
        }
    }

    private static PureShape[] BuildShapes()
    {
        var shapes = new PureShape[Enum.GetValues<OpCode>().Length];
        for (OpCode code = int_add; code <= int_mul_ovf; code++) shapes[(int)code] = PureShape.IntToInt;
        for (OpCode code = float_add; code <= float_sqrt; code++) shapes[(int)code] = PureShape.FloatToFloat;
        for (OpCode code = float_lt; code <= float_ge; code++) shapes[(int)code] = PureShape.FloatToInt;
        shapes[(int)cast_int_to_float] = PureShape.IntToFloat;
        shapes[(int)cast_float_to_int] = PureShape.FloatToInt;
        shapes[(int)float_round_single] = PureShape.FloatToFloat;
        shapes[(int)convert_float_bytes_to_longlong] = PureShape.FloatToInt;
        shapes[(int)convert_longlong_bytes_to_float] = PureShape.IntToFloat;
        shapes[(int)ptr_eq] = shapes[(int)ptr_ne] = PureShape.RefToInt;
        shapes[(int)arraylen_gc] = shapes[(int)strlen] = PureShape.RefToInt;
        shapes[(int)same_as_i] = PureShape.IntToInt;
        shapes[(int)same_as_f] = PureShape.FloatToFloat;
        shapes[(int)same_as_r] = PureShape.RefCopy;
        return shapes;
    }
}
