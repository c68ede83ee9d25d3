using System.Numerics;

namespace PyLite.Modules;

/// <summary>Exponential and logarithm of numbers with so many bits after the point.</summary>
internal static class FixedPoint
{
    private static BigInteger s_ln10;
    private static int s_ln10Bits;

    /// <summary>The logarithm of ten.</summary>
    public static BigInteger Ln10(int bits)
    {
        if (bits > s_ln10Bits)
        {
            int wide = bits + 64;
            s_ln10 = 46 * InverseAtanh(31, wide) + 34 * InverseAtanh(49, wide) + 20 * InverseAtanh(161, wide);
            s_ln10Bits = wide;
        }
        return s_ln10 >> (s_ln10Bits - bits);
    }

    /// <summary>atanh(1/n)</summary>
    private static BigInteger InverseAtanh(int n, int bits)
    {
        BigInteger power = (BigInteger.One << bits) / n, sum = power;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power /= n * n;
            sum += power / k;
        }
        return sum;
    }

    /// <summary>exp(x) of a small x.</summary>
    public static BigInteger Exp(BigInteger x, int bits)
    {
        // The series of a much smaller number, squared again and again.
        int halvings = 4 + (int)Math.Sqrt(bits) / 2, guard = 2 * halvings + 16;
        int wide = bits + guard;
        BigInteger one = BigInteger.One << wide;
        BigInteger reduced = x << guard >> halvings, term = one, sum = one;
        for (int k = 1; ; k++)
        {
            term = (term * reduced >> wide) / k;
            if (term.IsZero || term == BigInteger.MinusOne) break;
            sum += term;
        }
        for (int i = 0; i < halvings; i++) sum = sum * sum >> wide;
        return sum >> guard;
    }

    /// <summary>ln(x) of an x between a tenth and ten.</summary>
    public static BigInteger Ln(BigInteger x, int bits)
    {
        const int guard = 24;
        int wide = bits + guard;
        BigInteger one = BigInteger.One << wide;
        x <<= guard;
        // What double precision knows is taken out; the rest is near one.
        double start = Math.Log((double)(x >> (wide - 60)) / (1L << 60));
        BigInteger known = new BigInteger(Math.ScaleB(start, 60));
        known = wide >= 60 ? known << (wide - 60) : known >> (60 - wide);
        BigInteger near = x * Exp(-known, wide) >> wide;
        BigInteger t = ((near - one) << wide) / (near + one);
        BigInteger square = t * t >> wide, power = t, sum = t;
        for (int k = 3; !power.IsZero && power != BigInteger.MinusOne; k += 2)
        {
            power = power * square >> wide;
            sum += power / k;
        }
        return (known + (sum << 1)) >> guard;
    }
}
