using MetaTracer.Optimizer;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tests;

/// <summary>Every pure operation, alone and nested in a second one, computes the same before and after the optimizer, for many arguments.</summary>
public sealed class OptimizerRulesTests
{
    private static readonly long[] Ints = [0, 1, -1, 2, 3, -2, 7, 8, 63, 64, 255, -256, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, long.MinValue + 1];
    private static readonly double[] Floats = [0.0, -0.0, 1.0, -1.0, 2.0, 0.5, -4.0, 3.7, 1e308, 5e-324, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    public static TheoryData<string> PureOperations() =>
        new(Enum.GetValues<OpCode>().Where(code => OpInfo.Of(code) is { Arity: 1 or 2 } info && (info.Flags & OpFlags.Pure) != 0 && (info.Flags & OpFlags.Overflow) == 0
            && (code is >= int_add and <= int_ge or >= uint_lt and <= uint_ge or >= float_add and <= convert_longlong_bytes_to_float)).Select(code => code.ToString()));

    [Theory]
    [MemberData(nameof(PureOperations))]
    public void Computes_the_same(string name)
    {
        var code = Enum.Parse<OpCode>(name);
        bool isFloat = code is >= float_add and <= float_ge or cast_float_to_int or float_round_single or convert_float_bytes_to_longlong;
        int choices = isFloat ? Floats.Length : Ints.Length;
        for (int constant = -1; constant < choices; constant++)
            foreach (OpCode outer in Outer(code)) Check(code, outer, isFloat, constant);
    }

    /// <summary>What is done with the result: nothing more, or an operation whose rules look at what computed their argument.</summary>
    private static OpCode[] Outer(OpCode code) => OpInfo.Of(code).Result == Kind.Float
        ? code == convert_longlong_bytes_to_float ? [same_as_f, float_neg, float_abs] : [same_as_f, float_neg, float_abs, convert_float_bytes_to_longlong]
        : [same_as_i, int_is_zero, int_is_true, int_neg, int_invert, code is >= int_div and <= uint_rem or int_signext or >= float_add ? same_as_i : code];

    private static void Check(OpCode code, OpCode outer, bool isFloat, int constant)
    {
        var loop = new TreeLoop(new ConstantPool());
        Value a = loop.AddInput(isFloat ? Kind.Float : Kind.Int), b = loop.AddInput(isFloat ? Kind.Float : Kind.Int);
        Value second = constant < 0 ? b : isFloat ? loop.Constants.Float(Floats[constant]) : loop.Constants.Int(Ints[constant]);
        if (code == int_signext) second = loop.Constants.Int(constant % 3 == 0 ? 1 : constant % 3 == 1 ? 2 : 4);
        bool isDivision = code is >= int_div and <= uint_rem;
        if (isDivision && (constant < 0 || Ints[constant] is 0 or -1)) return;

        Value result = OpInfo.Of(code).Arity == 1 ? loop.Emit(code, [a]) : loop.Emit(code, [a, second]);
        bool fits = OpInfo.Of(outer).Arity == 1 || result.Kind == second.Kind;
        if (fits) result = OpInfo.Of(outer).Arity == 1 ? loop.Emit(outer, [result]) : loop.Emit(outer, [result, second]);
        loop.Emit(finish, [result], FinishDescr.Of(result.Kind));

        TreeLoop optimized = OptimizerPipeline.OptimizeFunction(loop, new LoopToken(1, null, []), new OptimizerOptions()).Loop;
        for (int i = 0; i < (isFloat ? Floats.Length : Ints.Length); i++)
        {
            int other = (i * 7 + 3) % (isFloat ? Floats.Length : Ints.Length);
            (long, double) x = isFloat ? (0, Floats[i]) : (Ints[i], 0), y = isFloat ? (0, Floats[other]) : (Ints[other], 0);
            if (code is int_lshift or int_rshift or uint_rshift) y = (y.Item1 & 63, 0);
            (long Int, long Bits) expected = Run(loop, x, y), actual = Run(optimized, x, y);
            Assert.True(expected == actual, $"{x} {y}: {expected} and not {actual}\n{TraceWriter.Write(loop)}{TraceWriter.Write(optimized)}");
        }
    }

    private static (long, long) Run(TreeLoop loop, (long, double) a, (long, double) b)
    {
        var values = new (long Int, double Float)[loop.VariableCount];
        (values[loop.Inputs[0].Index], values[loop.Inputs[1].Index]) = (a, b);
        (long Int, double Float) Of(Value value) => value.IsVariable ? values[value.Index]
            : value.Kind == Kind.Int ? (loop.Constants.IntOf(value), 0) : (0, loop.Constants.FloatOf(value));
        foreach (Operation operation in loop.Operations)
        {
            Value[] args = loop.Args(operation).ToArray();
            if (operation.Code == label) continue;
            (long Int, double Float) x = Of(args[0]), y = args.Length > 1 ? Of(args[1]) : default;
            // One NaN is as good as another.
            if (operation.Code == finish) return (x.Int, double.IsNaN(x.Float) ? -1 : BitConverter.DoubleToInt64Bits(x.Float));
            bool fromFloat = args[0].Kind == Kind.Float, toFloat = operation.Info.Result == Kind.Float;
            values[operation.Result.Index] = (fromFloat, toFloat) switch
            {
                (true, true) => (0, Executor.Float(operation.Code, x.Float, y.Float)),
                (true, false) => (operation.Code == convert_float_bytes_to_longlong && double.IsNaN(x.Float) ? -1 : Executor.FloatToInt(operation.Code, x.Float, y.Float), 0),
                (false, true) => (0, Executor.IntToFloat(operation.Code, x.Int)),
                _ => (Executor.Int(operation.Code, x.Int, y.Int), 0),
            };
        }
        throw new InvalidOperationException("the trace does not finish");
    }
}
