using System.Numerics;

namespace PyLite.Modules;

/// <summary>Powers of ten and digit counts.</summary>
internal static class PowersOfTen
{
    /// <summary>The largest power that fits in 128 bits.</summary>
    public const int LastSmall = 38;

    /// <summary>More digits than this are refused as too much memory.</summary>
    public const long MostDigits = 20_000_000;

    private static readonly DoubleWord[] Small = MakeSmall();
    private static readonly BigInteger?[] Kept = new BigInteger?[600];

    private static DoubleWord[] MakeSmall()
    {
        var powers = new DoubleWord[LastSmall + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }

    public static DoubleWord Of(int n) => Small[n];

    public static BigInteger Big(long n)
    {
        if (n <= LastSmall) return Small[n];
        if (n >= Kept.Length) return BigInteger.Pow(10, (int)n);
        return Kept[n] ??= BigInteger.Pow(10, (int)n);
    }

    /// <summary>How many digits a number has; zero has one.</summary>
    public static int Digits(DoubleWord value)
    {
        int bits = 128 - (int)DoubleWord.LeadingZeroCount(value | 1);
        int estimate = bits * 1233 >> 12;
        return estimate + (estimate <= LastSmall && value >= Small[estimate] ? 1 : 0) + (value == 0 ? 1 : 0);
    }

    /// <summary>How many digits a number has that is not negative; zero has one.</summary>
    public static long Digits(BigInteger value)
    {
        if (value.IsZero) return 1;
        long estimate = (long)((value.GetBitLength() - 1) * 0.30102999566398119521);
        // The estimate may be one too low.
        return value >= Big(estimate + 1) ? estimate + 2 : value >= Big(estimate) ? estimate + 1 : estimate;
    }
}
