namespace PyLite.Modules;

/// <summary>Products and quotients of 128-bit numbers through 256 bits.</summary>
internal static class Wide
{
    public static void Multiply(DoubleWord a, DoubleWord b, out DoubleWord high, out DoubleWord low)
    {
        ulong a0 = (ulong)a, a1 = (ulong)(a >> 64), b0 = (ulong)b, b1 = (ulong)(b >> 64);
        ulong h00 = Math.BigMul(a0, b0, out ulong l00);
        if ((a1 | b1) == 0)
        {
            high = 0;
            low = new DoubleWord(h00, l00);
            return;
        }
        ulong h01 = Math.BigMul(a0, b1, out ulong l01), h10 = Math.BigMul(a1, b0, out ulong l10), h11 = Math.BigMul(a1, b1, out ulong l11);
        DoubleWord middle = (DoubleWord)h00 + l01 + l10;
        low = new DoubleWord((ulong)middle, l00);
        high = new DoubleWord(h11, l11) + h01 + h10 + (ulong)(middle >> 64);
    }

    /// <summary>Quotient of a 128-bit number, whose upper half is less than the divisor.</summary>
    public static ulong DivRem(ulong high, ulong low, ulong divisor, out ulong rest)
    {
        if (high == 0)
        {
            ulong simple = low / divisor;
            rest = low - simple * divisor;
            return simple;
        }
        // Two digits of 32 bits, each estimated from the upper half of the divisor.
        int shift = System.Numerics.BitOperations.LeadingZeroCount(divisor);
        ulong d = divisor << shift, d1 = d >> 32, d0 = (uint)d;
        ulong n = shift == 0 ? high : high << shift | low >> (64 - shift);
        low <<= shift;
        ulong q1 = n / d1, r = n - q1 * d1;
        while (q1 >> 32 != 0 || q1 * d0 > (r << 32 | low >> 32))
        {
            q1--;
            r += d1;
            if (r >> 32 != 0) break;
        }
        n = unchecked((n << 32 | low >> 32) - q1 * d);
        ulong q0 = n / d1;
        r = n - q0 * d1;
        while (q0 >> 32 != 0 || q0 * d0 > (r << 32 | (uint)low))
        {
            q0--;
            r += d1;
            if (r >> 32 != 0) break;
        }
        rest = unchecked((n << 32 | (uint)low) - q0 * d) >> shift;
        return q1 << 32 | q0;
    }

    public static DoubleWord DivRem(DoubleWord value, DoubleWord divisor, out DoubleWord rest)
    {
        ulong high = (ulong)(value >> 64), low = (ulong)value;
        if (divisor >> 64 != 0)
        {
            if (value >= divisor) return DivRem(0, value, divisor, out rest);
            rest = value;
            return 0;
        }
        ulong d = (ulong)divisor;
        ulong q1 = high / d, q0 = DivRem(high - q1 * d, low, d, out ulong r);
        rest = r;
        return new DoubleWord(q1, q0);
    }

    /// <summary>Quotient of a 256-bit number, whose upper half is less than the divisor.</summary>
    public static DoubleWord DivRem(DoubleWord high, DoubleWord low, DoubleWord divisor, out DoubleWord rest)
    {
        if (divisor >> 64 == 0)
        {
            ulong d = (ulong)divisor;
            ulong q1 = DivRem((ulong)high, (ulong)(low >> 64), d, out ulong r), q0 = DivRem(r, (ulong)low, d, out r);
            rest = r;
            return new DoubleWord(q1, q0);
        }
        int shift = (int)DoubleWord.LeadingZeroCount(divisor);
        if (shift > 0)
        {
            divisor <<= shift;
            high = high << shift | low >> (128 - shift);
            low <<= shift;
        }
        ulong upper = Digit(ref high, (ulong)(low >> 64), divisor), lower = Digit(ref high, (ulong)low, divisor);
        rest = high >> shift;
        return new DoubleWord(upper, lower);
    }

    /// <summary>The next 64 bits of a quotient: of <c>top</c>, which becomes the rest, and 64 more bits below it. The divisor's highest bit is set.</summary>
    private static ulong Digit(ref DoubleWord top, ulong next, DoubleWord divisor)
    {
        ulong t1 = (ulong)(top >> 64), t0 = (ulong)top, d1 = (ulong)(divisor >> 64), d0 = (ulong)divisor;
        ulong q;
        DoubleWord rest;
        if (t1 >= d1)
        {
            q = ulong.MaxValue;
            rest = (DoubleWord)t0 + d1;    // top - q * d1, as t1 == d1
        }
        else
        {
            q = DivRem(t1, t0, d1, out ulong r);
            rest = r;
        }
        DoubleWord product = new(Math.BigMul(q, d0, out ulong low), low);
        // While the rest has 64 bits the estimate may be too high.
        while (rest >> 64 == 0 && product > new DoubleWord((ulong)rest, next))
        {
            q--;
            product -= d0;
            rest += d1;
        }
        top = unchecked(new DoubleWord((ulong)rest, next) - product);
        return q;
    }
}
