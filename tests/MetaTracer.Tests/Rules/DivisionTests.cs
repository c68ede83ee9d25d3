using System.Numerics;
using MetaTracer.Optimizer;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tests.Rules;

/// <summary>Division without dividing gives what division gives, and rounding down is what mathematics says it is.</summary>
public sealed class DivisionTests
{
    private static readonly long[] Landmarks = [0, 1, -1, 2, -2, 3, 9, 10, -10, 11, 1 << 20, int.MaxValue, int.MinValue, long.MaxValue - 1, long.MaxValue, long.MinValue + 1, long.MinValue];

    [Fact]
    public void Rounded_down_is_what_mathematics_says()
    {
        foreach (long a in Landmarks)
        {
            foreach (long b in Landmarks)
            {
                if (b == 0 || (b == -1 && a == long.MinValue)) continue;
                var quotient = BigInteger.DivRem(a, b, out BigInteger remainder);
                if (!remainder.IsZero && remainder.Sign != Math.Sign(b)) (quotient, remainder) = (quotient - 1, remainder + b);
                Assert.Equal(quotient, MetaJit.Jit.FloorDivide(a, b));
                Assert.Equal(remainder, MetaJit.Jit.FloorRemainder(a, b));
            }
        }
        Assert.Throws<DivideByZeroException>(() => MetaJit.Jit.FloorDivide(1, 0));
        Assert.Throws<OverflowException>(() => MetaJit.Jit.FloorRemainder(long.MinValue, -1));
    }

    [Fact]
    public void Multiplication_divides_exactly()
    {
        var random = new Random(1);
        for (int round = 0; round < 200_000; round++)
        {
            long divisor = round < 2000 ? round + 3 : random.NextInt64() >>> random.Next(62);
            if (divisor < 3 || BitOperations.IsPow2(divisor)) continue;
            ulong factor = Division.FactorOf(divisor, out int shift);
            ulong multiple = (ulong)(random.NextInt64() / divisor * divisor), last = (1UL << 63) / (ulong)divisor * (ulong)divisor;
            foreach (ulong x in (ulong[])[0, 1, (ulong)divisor - 1, (ulong)divisor, Math.Max(1, multiple) - 1, multiple, last - 1, last, (1UL << 63) - 1, 1UL << 63])
                if (x <= 1UL << 63) Assert.Equal(x / (ulong)divisor, Math.BigMul(x, factor, out _) >> shift);
        }
    }

    public static TheoryData<string, bool> Operations()
    {
        var data = new TheoryData<string, bool>();
        foreach (OpCode code in (OpCode[])[int_div, int_rem, int_floordiv, int_floormod])
            foreach (bool isNonNegative in (bool[])[false, true])
                data.Add(code.ToString(), isNonNegative);
        return data;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void No_division_by_a_constant_is_left(string name, bool isNonNegative)
    {
        var code = Enum.Parse<OpCode>(name);
        foreach (long divisor in (long[])[2, 3, 5, 7, 8, 10, 100, 641, 1000, 65537, 1 << 30, 1_000_000_007, 1L << 62, long.MaxValue])
        {
            var loop = new TreeLoop(new ConstantPool());
            Value dividend = loop.AddInput(Kind.Int);
            if (isNonNegative) dividend = loop.Emit(int_and, [dividend, loop.Constants.Int(long.MaxValue)]);
            loop.Emit(finish, [loop.Emit(code, [dividend, loop.Constants.Int(divisor)])], FinishDescr.Of(Kind.Int));
            TreeLoop optimized = OptimizerPipeline.OptimizeFunction(loop, new LoopToken(1, null, []), new OptimizerOptions()).Loop;
            Assert.DoesNotContain(optimized.Operations.ToArray(), operation => operation.Code is >= int_div and <= uint_rem);
            foreach (long x in Landmarks)
            {
                foreach (long near in (long[])[x, x + divisor, x - divisor, x * divisor, x * divisor - 1])
                {
                    long known = isNonNegative ? near & long.MaxValue : near;
                    Assert.Equal(Executor.Int(code, known, divisor), Run(optimized, near));
                }
            }
        }
    }

    /// <summary>What is rounded down by what the trace does not know is a division of the machine, corrected.</summary>
    [Theory]
    [InlineData(nameof(int_floordiv))]
    [InlineData(nameof(int_floormod))]
    public void A_backend_sees_its_own_division(string name)
    {
        var code = Enum.Parse<OpCode>(name);
        foreach (string passes in (string[])["all", ""])
        {
            foreach (long mask in (long[])[-1, long.MaxValue])
            {
                var loop = new TreeLoop(new ConstantPool());
                Value a = loop.AddInput(Kind.Int), b = loop.Emit(int_and, [loop.AddInput(Kind.Int), loop.Constants.Int(mask)]);
                loop.Emit(finish, [loop.Emit(code, [a, b])], FinishDescr.Of(Kind.Int));
                var options = new OptimizerOptions { EnableOpts = passes };
                TreeLoop optimized = OptimizerPipeline.OptimizeFunction(loop, new LoopToken(1, null, []), options).Loop;
                Assert.DoesNotContain(optimized.Operations.ToArray(), operation => operation.Code is int_floordiv or int_floormod);
                foreach (long x in Landmarks)
                    foreach (long y in Landmarks)
                        if ((y & mask) is not (0 or -1)) Assert.Equal(Executor.Int(code, x, y & mask), Run(optimized, x, y));
            }
        }
    }

    private static long Run(TreeLoop loop, params long[] inputs)
    {
        var values = new long[loop.VariableCount];
        for (int i = 0; i < inputs.Length; i++) values[loop.Inputs[i].Index] = inputs[i];
        long Of(Value value) => value.IsVariable ? values[value.Index] : loop.Constants.IntOf(value);
        foreach (Operation operation in loop.Operations)
        {
            ReadOnlySpan<Value> args = loop.Args(operation);
            if (operation.Code == label) continue;
            if (operation.Code == finish) return Of(args[0]);
            values[operation.Result.Index] = Executor.Int(operation.Code, Of(args[0]), args.Length > 1 ? Of(args[1]) : 0);
        }
        throw new InvalidOperationException("the trace does not finish");
    }
}
