using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// The operators on ints of any length. Where short and long ones come by turns, a trace that asks for each operand's class branches at
/// every operation; these are one call that takes both, and the same arguments give the same result.
/// </summary>
public static class AnyInt
{
    /// <summary>Results that may be longer are left to the operator, which may run out of memory.</summary>
    private const int MostBits = 100_000;

    /// <summary>
    /// <c>a op b</c> for two ints or bools; null when one of them is something else, or where the operation may fail: then the operator
    /// itself is to be asked.
    /// </summary>
    [Elidable]
    public static PyObject? Binary(BinaryOp op, PyObject a, PyObject b)
    {
        if ((Short(op, a, b) ?? Long(op, a, b)) is { } result) return result;
        if (!IsInt(a) || !IsInt(b)) return null;
        PyLong.TryGet(a, out BigInteger x);
        PyLong.TryGet(b, out BigInteger y);
        bool canFail = op switch
        {
            BinaryOp.FloorDiv or BinaryOp.Mod or BinaryOp.DivMod => y.IsZero,
            BinaryOp.TrueDiv => y.IsZero || (long)x.GetBitLength() - (long)y.GetBitLength() > 1000,
            BinaryOp.LShift or BinaryOp.RShift => y.Sign < 0 || y > MostBits,
            BinaryOp.Pow => y.Sign < 0 || y > MostBits || (long)x.GetBitLength() * (long)y > MostBits,
            _ => op == BinaryOp.MatMul,
        };
        return canFail ? null : PyLong.Binary(op, x, y);
    }

    private static bool IsInt(PyObject a) => a is PyInt or PyLong or PyBool;

    /// <summary>The commonest operators where operands and result have at most 127 bits: hashes and random numbers stay there.</summary>
    private static PyObject? TwoWords(BinaryOp op, PyObject a, PyObject b) =>
        PyLong.TryGetTwoWords(a, out ulong x, out ulong x1) && PyLong.TryGetTwoWords(b, out ulong y, out ulong y1) ? TwoWords(op, x, x1, y, y1) : null;

    /// <summary>The same of the words themselves, the lower one first; null where it takes more.</summary>
    public static PyObject? TwoWords(BinaryOp op, ulong x, ulong x1, ulong y, ulong y1)
    {
        switch (op)
        {
            case BinaryOp.And:
                return PyLong.FromTwoWords(x & y, x1 & y1);
            case BinaryOp.Or:
                return PyLong.FromTwoWords(x | y, x1 | y1);
            case BinaryOp.Xor:
                return PyLong.FromTwoWords(x ^ y, x1 ^ y1);
            case BinaryOp.Add:
                ulong sum = x + y, sum1 = x1 + y1 + (sum < x ? 1UL : 0);
                return (long)((x1 ^ sum1) & (y1 ^ sum1)) < 0 ? null : PyLong.FromTwoWords(sum, sum1);
            case BinaryOp.Sub:
                ulong difference = x - y, difference1 = x1 - y1 - (x < y ? 1UL : 0);
                return (long)((x1 ^ y1) & (x1 ^ difference1)) < 0 ? null : PyLong.FromTwoWords(difference, difference1);
            case BinaryOp.Mul when (x1 | y1) == 0:
                ulong high = Math.BigMul(x, y, out ulong low);
                return (long)high < 0 ? null : PyLong.FromTwoWords(low, high);
            case BinaryOp.Mul when x1 == (ulong)((long)x >> 63) && y1 == (ulong)((long)y >> 63):
                return PyLong.FromTwoWords((ulong)((long)x * (long)y), (ulong)Math.BigMul((long)x, (long)y, out long _));
            case BinaryOp.LShift when y < 64 && y1 == 0 && x1 < 1UL << 62:
                int count = (int)y;
                ulong shifted1 = x1 << count | x >> 1 >> (63 - count);
                return x1 >> (63 - count) != 0 || (long)shifted1 < 0 ? null : PyLong.FromTwoWords(x << count, shifted1);
            case BinaryOp.RShift when y < 64 && y1 == 0:
                return PyLong.FromTwoWords(x >> (int)y | x1 << 1 << (63 - (int)y), (ulong)((long)x1 >> (int)y));
            case BinaryOp.FloorDiv when x1 == (ulong)((long)x >> 63) && y1 == 0 && (long)y > 0:
                long quotient = (long)x / (long)y;
                return new PyInt((long)x - quotient * (long)y < 0 ? quotient - 1 : quotient);
            case BinaryOp.Mod when x1 == (ulong)((long)x >> 63) && y1 == 0 && (long)y > 0:
                long rest = (long)x % (long)y;
                return new PyInt(rest < 0 ? rest + (long)y : rest);
            case BinaryOp.Mod when y1 == 0 && y != 0 && (y & (y - 1)) == 0:
                return PyLong.FromTwoWords(x & (y - 1), 0);
            case BinaryOp.Mod when y == 0 && (long)y1 > 0 && (y1 & (y1 - 1)) == 0:
                return PyLong.FromTwoWords(x, x1 & (y1 - 1));
            default:
                return null;
        }
    }

    /// <summary>The quotient, rounded down, or the remainder of two words by one that is greater than 1.</summary>
    private static PyObject DividedByWord(BinaryOp op, ulong low, ulong high, ulong divisor)
    {
        bool isNegative = (long)high < 0;
        if (isNegative) (low, high) = (0 - low, ~high + (low == 0 ? 1UL : 0));
        ulong upper = high / divisor, lower = Modules.Wide.DivRem(high - upper * divisor, low, divisor, out ulong rest);
        if (op == BinaryOp.Mod) return PyInt.Of((long)(isNegative && rest != 0 ? divisor - rest : rest));
        if (!isNegative) return PyLong.FromTwoWords(lower, upper);
        return rest != 0 ? PyLong.FromTwoWords(~lower, ~upper) : PyLong.FromTwoWords(0 - lower, ~upper + (lower == 0 ? 1UL : 0));
    }

    /// <summary>The same where operands and result have at most 255 bits.</summary>
    public static PyObject? Short(BinaryOp op, PyObject a, PyObject b)
    {
        if (TwoWords(op, a, b) is { } common) return common;
        if (op is BinaryOp.Mod or BinaryOp.FloorDiv && b is PyInt { Value: > 1 and var divisor } && PyLong.TryGetTwoWords(a, out ulong low, out ulong high))
            return DividedByWord(op, low, high, (ulong)divisor);
        if (!PyLong.TryGetShort(a, out Int256 x) || !PyLong.TryGetShort(b, out Int256 y)) return null;
        Int256 result;
        switch (op)
        {
            case BinaryOp.Add:
                return Int256.Add(x, y, out result) ? PyLong.From(result) : null;
            case BinaryOp.Sub:
                return Int256.Subtract(x, y, out result) ? PyLong.From(result) : null;
            case BinaryOp.Mul:
                return Int256.Multiply(x, y, out result) ? PyLong.From(result) : null;
            case BinaryOp.And:
                return a is PyBool && b is PyBool ? null : PyLong.From(x & y);
            case BinaryOp.Or:
                return a is PyBool && b is PyBool ? null : PyLong.From(x | y);
            case BinaryOp.Xor:
                return a is PyBool && b is PyBool ? null : PyLong.From(x ^ y);
            case BinaryOp.FloorDiv:
                if (y.IsZero) return null;
                Int256.FloorDivRem(x, y, out result, out _);
                return PyLong.From(result);
            case BinaryOp.Mod:
                if (y.IsZero) return null;
                Int256.FloorDivRem(x, y, out _, out result);
                return PyLong.From(result);
            case BinaryOp.DivMod:
                if (y.IsZero) return null;
                Int256.FloorDivRem(x, y, out result, out Int256 rest);
                return new PyTuple([PyLong.From(result), PyLong.From(rest)]);
            case BinaryOp.LShift:
                return IsCount(y) && Int256.ShiftLeft(x, (int)y.A, out result) ? PyLong.From(result) : null;
            case BinaryOp.RShift:
                return IsCount(y) ? PyLong.From(Int256.ShiftRight(x, (int)y.A)) : null;
            case BinaryOp.TrueDiv:
                // By a power of two only the exponent changes.
                return y.PowerOfTwo() is var power and >= 0 ? new PyFloat(Math.ScaleB(x.ToDouble(), -power)) : null;
            default:
                return null;
        }
    }

    private static bool IsCount(in Int256 y) => y.FitsLong && y.A <= MostBits;

    private static readonly JitDriver<long, long, long, PyObject?> s_power = new("power", ShortPower) { IsOperation = true, Location = static () => "power" };

    public static JitDriver[] Drivers => [s_power];

    /// <summary><c>a ** exponent</c> of an exponent that is not negative; null when the result may have more than 64 bits.</summary>
    public static PyObject? ShortPower(long a, long exponent) => ShortPower(1, a, exponent);

    [Elidable]
    private static PyObject? ShortPower(long power, long square, long left)
    {
        if (s_power.EnterFunction(power, square, left) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (power, square, left) = whole.State;
        }
        while (true)
        {
            s_power.MergePoint(power, square, left);
            if ((left & 1) != 0 && Jit.MulOverflow(power, square, out power)) return null;
            left >>= 1;
            if (left == 0) return new PyInt(power);
            if (Jit.MulOverflow(square, square, out square)) return null;
            if (s_power.CanEnter(power, square, left) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (power, square, left) = exit.State;
            }
        }
    }

    /// <summary><c>a ** exponent</c> of an exponent that is not negative; null when the result is a long one.</summary>
    [Elidable]
    public static PyObject? Power(long a, long exponent)
    {
        Int256 power = new(1), square = new(a);
        for (long left = exponent; ;)
        {
            if ((left & 1) != 0 && !Int256.Multiply(power, square, out power)) return null;
            left >>= 1;
            if (left == 0) return PyLong.From(power);
            if (!Int256.Multiply(square, square, out square)) return null;
        }
    }

    /// <summary>1, 0, or -1 when one of the objects is no int.</summary>
    [Elidable]
    public static int Compare(CompareOp op, PyObject a, PyObject b)
    {
        if (!Order(a, b, out int order)) return -1;
        return IntMath.Compare(op, order, 0) ? 1 : 0;
    }

    /// <summary>Compares two ints; false when they are not.</summary>
    public static bool Order(PyObject a, PyObject b, out int order)
    {
        if (PyLong.TryGetTwoWords(a, out ulong low, out ulong high) && PyLong.TryGetTwoWords(b, out ulong otherLow, out ulong otherHigh))
        {
            order = high == otherHigh ? low.CompareTo(otherLow) : ((long)high).CompareTo((long)otherHigh);
            return true;
        }
        bool isShort = PyLong.TryGetShort(a, out Int256 x) & PyLong.TryGetShort(b, out Int256 y);
        order = Int256.Compare(x, y);
        return isShort || IsInt(a) && IsInt(b) && OrderLong(a, b, out order);
    }

    private static bool OrderLong(PyObject a, PyObject b, out int order)
    {
        Span<ulong> roomA = stackalloc ulong[4], roomB = stackalloc ulong[4];
        ReadOnlySpan<ulong> x = PyLong.Words(a, roomA, out bool negativeA), y = PyLong.Words(b, roomB, out bool negativeB);
        if (negativeA != negativeB) order = negativeA ? -1 : 1;
        else order = negativeA ? Magnitude.Compare(y, x) : Magnitude.Compare(x, y);
        return true;
    }

    // ---- long ones

    /// <summary>Above so many words of both operands, products and quotients have better methods than those of <see cref="Magnitude"/>.</summary>
    private const int Many = 48;

    /// <summary>
    /// The operators of ints longer than <see cref="Short"/> takes; null for what is left to <see cref="BigInteger"/> or fails, and where an operand is no int.
    /// </summary>
    public static PyObject? Long(BinaryOp op, PyObject a, PyObject b)
    {
        if (!IsInt(a) || !IsInt(b)) return null;
        Span<ulong> roomA = stackalloc ulong[4], roomB = stackalloc ulong[4];
        ReadOnlySpan<ulong> x = PyLong.Words(a, roomA, out bool negativeX), y = PyLong.Words(b, roomB, out bool negativeY);
        switch (op)
        {
            case BinaryOp.Add: return Sum(x, negativeX, y, negativeY);
            case BinaryOp.Sub: return Sum(x, negativeX, y, !negativeY);
            case BinaryOp.Mul: return Math.Min(x.Length, y.Length) > Many ? null : Product(x, y, negativeX != negativeY);
            case BinaryOp.FloorDiv when IsDivided(x, y): return Quotient(x, negativeX, y, negativeY);
            case BinaryOp.Mod when IsDivided(x, y): return Remainder(x, negativeX, y, negativeY);
            case BinaryOp.DivMod when IsDivided(x, y): return new PyTuple([Quotient(x, negativeX, y, negativeY), Remainder(x, negativeX, y, negativeY)]);
            case BinaryOp.And or BinaryOp.Or or BinaryOp.Xor when a is PyLong || b is PyLong: return Bitwise(op, x, negativeX, y, negativeY);
            case BinaryOp.LShift when b is PyInt { Value: >= 0 and <= MostBits and var count }: return ShiftedLeft(x, negativeX, (int)count);
            case BinaryOp.RShift when b is PyInt { Value: >= 0 and <= int.MaxValue and var count } && !negativeX: return ShiftedRight(x, (int)count);
            default: return null;
        }
    }

    /// <summary>Words of two's complement are made of magnitudes, and the result's magnitude of them, from the lowest up.</summary>
    private static PyObject Bitwise(BinaryOp op, ReadOnlySpan<ulong> x, bool negativeX, ReadOnlySpan<ulong> y, bool negativeY)
    {
        if (x.Length < y.Length)
        {
            ReadOnlySpan<ulong> longer = y;
            y = x;
            x = longer;
            (negativeX, negativeY) = (negativeY, negativeX);
        }
        if (!negativeX && !negativeY) return BitsOf(op, x, y);
        bool isNegative = op switch { BinaryOp.And => negativeX && negativeY, BinaryOp.Or => negativeX || negativeY, _ => negativeX != negativeY };
        Span<ulong> result = First(x.Length + 1);
        ulong carryX = 1, carryY = 1, carry = 1;
        for (int i = 0; i < result.Length; i++)
        {
            ulong p = i < x.Length ? x[i] : 0, q = i < y.Length ? y[i] : 0;
            if (negativeX) p = Negated(p, ref carryX);
            if (negativeY) q = Negated(q, ref carryY);
            ulong word = op switch { BinaryOp.And => p & q, BinaryOp.Or => p | q, _ => p ^ q };
            result[i] = isNegative ? Negated(word, ref carry) : word;
        }
        return PyLong.From(result, isNegative);
    }

    private static PyObject BitsOf(BinaryOp op, ReadOnlySpan<ulong> longer, ReadOnlySpan<ulong> shorter)
    {
        Span<ulong> result = First(longer.Length);
        ReadOnlySpan<ulong> lower = longer[..shorter.Length];
        if (op == BinaryOp.And)
        {
            for (int i = 0; i < lower.Length; i++) result[i] = lower[i] & shorter[i];
            return PyLong.From(result[..lower.Length], isNegative: false);
        }
        longer.CopyTo(result);
        if (op == BinaryOp.Or)
            for (int i = 0; i < lower.Length; i++) result[i] |= shorter[i];
        else
            for (int i = 0; i < lower.Length; i++) result[i] ^= shorter[i];
        return PyLong.From(result, isNegative: false);
    }

    /// <summary>A word of the negative of a number in two's complement; what is carried to the next one is 1 at first.</summary>
    private static ulong Negated(ulong word, ref ulong carry)
    {
        ulong negated = ~word + carry;
        if (negated != 0) carry = 0;
        return negated;
    }

    private static bool IsDivided(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y) => y.Length > 0 && (y.Length <= Many || x.Length - y.Length <= Many);

    private static PyObject Sum(ReadOnlySpan<ulong> x, bool negativeX, ReadOnlySpan<ulong> y, bool negativeY)
    {
        int order = Magnitude.Compare(x, y);
        if (order < 0)
        {
            ReadOnlySpan<ulong> longer = y;
            y = x;
            x = longer;
            (negativeX, negativeY) = (negativeY, negativeX);
        }
        ulong[] result = GC.AllocateUninitializedArray<ulong>(x.Length);
        ulong top = 0;
        if (negativeX == negativeY) top = Magnitude.Add(x, y, result);
        else Magnitude.Subtract(x, y, result);
        return PyLong.Taken(result, top, negativeX);
    }

    /// <summary>Words of the longest room that is kept.</summary>
    private const int Kept = 100_000;

    // Results are made here and copied when their length is known: memory that is used again and again stays in the cache.
    [ThreadStatic] private static ulong[]? t_first, t_second;

    private static Span<ulong> First(int length) => Room(ref t_first, length);

    private static Span<ulong> Second(int length) => Room(ref t_second, length);

    private static Span<ulong> Room(ref ulong[]? room, int length)
    {
        if (length > Kept) return new ulong[length];
        if (room == null || room.Length < length) room = new ulong[Math.Max(256, length * 2)];
        return room.AsSpan(0, length);
    }

    private static PyObject Product(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, bool isNegative)
    {
        if (x.Length < y.Length)
        {
            ReadOnlySpan<ulong> longer = y;
            y = x;
            x = longer;
        }
        if (y.Length == 1)
        {
            ulong[] product = GC.AllocateUninitializedArray<ulong>(x.Length);
            return PyLong.Taken(product, Magnitude.Multiply(x, y[0], product), isNegative);
        }
        Span<ulong> result = First(x.Length + y.Length);
        result.Clear();
        Magnitude.Multiply(x, y, result);
        return PyLong.From(result, isNegative);
    }

    /// <summary>Divides; the remainder is x afterwards. False when x is less than y.</summary>
    private static bool Divide(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, Span<ulong> quotient, Span<ulong> remainder)
    {
        x.CopyTo(remainder);
        remainder[x.Length] = 0;
        quotient.Clear();
        if (Magnitude.Compare(x, y) < 0) return false;
        Magnitude.DivRem(remainder, y, quotient[..(x.Length + 1 - y.Length)]);
        return true;
    }

    private static PyObject Quotient(ReadOnlySpan<ulong> x, bool negativeX, ReadOnlySpan<ulong> y, bool negativeY)
    {
        Span<ulong> quotient = First(x.Length + 2), remainder = Second(x.Length + 1);
        Divide(x, y, quotient, remainder);
        // Rounded down: of different signs away from zero.
        if (negativeX != negativeY && Magnitude.Length(remainder) > 0)
        {
            int at = 0;
            while (++quotient[at] == 0) at++;
        }
        return PyLong.From(quotient, negativeX != negativeY);
    }

    private static PyObject Remainder(ReadOnlySpan<ulong> x, bool negativeX, ReadOnlySpan<ulong> y, bool negativeY)
    {
        Span<ulong> quotient = First(x.Length + 2), remainder = Second(x.Length + 1);
        Divide(x, y, quotient, remainder);
        int length = Magnitude.Length(remainder);
        if (negativeX == negativeY || length == 0) return PyLong.From(remainder, negativeY);
        Span<ulong> rest = First(y.Length);
        Magnitude.Subtract(y, remainder[..length], rest);
        return PyLong.From(rest, negativeY);
    }

    private static PyObject ShiftedLeft(ReadOnlySpan<ulong> x, bool isNegative, int count)
    {
        int words = count >> 6;
        Span<ulong> result = First(x.Length + words + 1);
        result[..words].Clear();
        result[^1] = Magnitude.ShiftLeft(x, count & 63, result[words..]);
        return PyLong.From(result, isNegative);
    }

    private static PyObject ShiftedRight(ReadOnlySpan<ulong> x, int count)
    {
        int words = count >> 6;
        if (words >= x.Length) return PyInt.Zero;
        Span<ulong> result = First(x.Length - words);
        Magnitude.ShiftRight(x[words..], count & 63, result);
        return PyLong.From(result, isNegative: false);
    }

    // ---- one operand

    /// <summary>Null when the object is no int.</summary>
    [Elidable]
    public static PyObject? Unary(UnaryOp op, PyObject a) => a is PyInt i ? IntMath.Unary(op, i.Value) : a is PyLong l ? l.Unary(op) : null;
}
