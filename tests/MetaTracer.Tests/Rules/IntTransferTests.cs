using MetaTracer.Optimizer;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tests.Rules;

/// <summary>
/// Bounds and known bits through every operation, forward and back: of values that the arguments' bounds hold, the result's bounds hold what
/// the operation gives, and the bounds that follow for the arguments still hold the values.
/// </summary>
public sealed class IntTransferTests
{
    private const int Rounds = 4000;

    private static readonly long[] Landmarks = [0, 1, -1, 7, 8, 63, 64, 255, -256, int.MaxValue, int.MinValue, 1L << 40, long.MaxValue, long.MinValue];

    public static TheoryData<string> Operations() => new(Array.ConvertAll(
        [int_add, int_sub, int_mul, int_and, int_or, int_xor, int_lshift, int_rshift, uint_rshift, int_signext, int_neg, int_invert, int_div, int_rem, int_floordiv, int_floormod, int_add_ovf, int_sub_ovf, int_mul_ovf],
        (OpCode code) => code.ToString()));

    [Theory]
    [MemberData(nameof(Operations))]
    public void Loses_no_value(string name)
    {
        var code = Enum.Parse<OpCode>(name);
        var random = new Random(name.Length * 1000 + (int)code);
        bool isUnary = OpInfo.Of(code).Arity == 1;
        for (int round = 0; round < Rounds; round++)
        {
            long[] first = Values(random, 4), second = isUnary ? [0] : SecondValues(random, code);
            IntBound a = Around(random, first), b = isUnary ? IntBound.Any : Around(random, second);
            IntBound? forward = null;
            var results = new List<long>();
            foreach (long x in first)
                foreach (long y in second)
                    if (IsDefined(code, x, y)) results.Add(Executor.Int(code, x, y));
            if (results.Count == 0) continue;
            forward = IntTransfer.Result(code, a, b) ?? IntBound.Any;
            foreach (long result in results) Assert.True(forward.Contains(result), $"{code}({a}, {b}) = {forward} without {result}");

            // What is learned of the result may leave only some of the pairs: they must stay.
            long chosen = results[random.Next(results.Count)];
            IntBound known = Around(random, [chosen, results[random.Next(results.Count)]]);
            (IntBound backA, IntBound backB) = IntTransfer.Arguments(code, a, b, known);
            foreach (long x in first)
            {
                foreach (long y in second)
                {
                    if (!IsDefined(code, x, y) || !known.Contains(Executor.Int(code, x, y))) continue;
                    Assert.True(backA.Contains(x) && backB.Contains(y), $"{code}({a}, {b}) in {known} leaves {backA}, {backB} without {x}, {y}");
                }
            }
        }
    }

    [Fact]
    public void Disjoint_bounds_do_not_meet()
    {
        var random = new Random(1);
        for (int round = 0; round < 100000; round++)
        {
            long[] first = Values(random, 3), second = Values(random, 3);
            IntBound a = Around(random, first), b = Around(random, second);
            foreach (long x in first)
            {
                if (b.Contains(x)) Assert.True(a.Meets(b), $"{a} and {b} have {x}");
                foreach (long y in second)
                {
                    if (a.IsDisjointFrom(b)) Assert.Equal(0, x & y);
                    if (a.IsWithinOnesOf(b)) Assert.Equal(y, x | y);
                }
            }
        }
    }

    private static bool IsDefined(OpCode code, long x, long y) => code switch
    {
        >= int_div and <= int_floormod => y > 0,
        int_add_ovf or int_sub_ovf or int_mul_ovf => !Executor.Overflows(code, x, y),
        _ => true,
    };

    private static long[] SecondValues(Random random, OpCode code)
    {
        long[] any = Values(random, random.Next(3) == 0 ? 3 : 1);
        return code switch
        {
            int_signext => [1L << random.Next(3)],
            >= int_div and <= int_floormod => [any[0] == long.MinValue ? 1 : Math.Max(1, Math.Abs(any[0]))],
            int_lshift or int_rshift or uint_rshift when random.Next(4) > 0 => Array.ConvertAll(any, value => value & 63),
            _ => any,
        };
    }

    private static long[] Values(Random random, int count)
    {
        long near = Landmarks[random.Next(Landmarks.Length)], scale = 1L << random.Next(64);
        var values = new long[random.Next(1, count + 1)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(3) switch
            {
                0 => near + random.Next(-20, 20),
                1 => near + (random.NextInt64() & (scale - 1)),
                _ => Landmarks[random.Next(Landmarks.Length)],
            };
        }
        return values;
    }

    /// <summary>Bounds that hold the values, tight or less so.</summary>
    private static IntBound Around(Random random, long[] values)
    {
        IntBound bound = IntBound.Constant(values[0]);
        foreach (long value in values) bound = bound.Union(IntBound.Constant(value));
        return random.Next(6) switch
        {
            0 => IntBound.Any,
            1 => IntBound.Range(bound.Lower, bound.Upper),
            2 => IntBound.Bits(bound.Ones, bound.Unknown | (ulong)random.NextInt64()),
            3 => IntBound.Range(bound.Lower, long.MaxValue),
            _ => bound,
        };
    }
}
