using System.Numerics;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The companded codings of telephony (ITU-T G.711) and the adaptive differences of the Interactive Multimedia Association.</summary>
public static partial class AudioopModule
{
    // ---- u-law: 14 bits as a sign, a power of two and four bits behind the leading one, all inverted

    private const int LawBias = 33, LawMost = 8191 - LawBias;

    private static byte ToULaw(int sample)
    {
        int value = Math.Min(Math.Abs(sample), LawMost) + LawBias, power = BitOperations.Log2((uint)value) - 5;
        return (byte)((power << 4 | value >> power + 1 & 15) ^ (sample < 0 ? 0x7f : 0xff));
    }

    /// <summary>A sample of 16 bits.</summary>
    private static int FromULaw(byte code)
    {
        int bits = ~code, value = ((bits & 15) << 3) + 4 * LawBias << (bits >> 4 & 7);
        return (bits & 0x80) != 0 ? 4 * LawBias - value : value - 4 * LawBias;
    }

    // ---- a-law: 13 bits in the same way, linear near zero, every other bit inverted

    private static byte ToALaw(int sample)
    {
        int value = sample < 0 ? ~sample : sample, power = Math.Max(BitOperations.Log2((uint)value | 1) - 4, 0);
        return (byte)((power << 4 | value >> Math.Max(power, 1) & 15) ^ (sample < 0 ? 0x55 : 0xd5));
    }

    /// <summary>A sample of 16 bits.</summary>
    private static int FromALaw(byte code)
    {
        int bits = code ^ 0x55, power = bits >> 4 & 7, value = ((bits & 15) << 4) + 8;
        if (power > 0) value = value + 0x100 << power - 1;
        return (bits & 0x80) != 0 ? value : -value;
    }

    /// <summary>A byte for each sample, of which the uppermost bits are taken.</summary>
    private static PyObject? Encode(ReadOnlySpan<byte> fragment, int width, int bits, Func<int, byte> encode) =>
        Samples(fragment, width) is { } samples ? new PyBytes(Array.ConvertAll(samples, sample => encode(Widen(sample, width) >> 32 - bits))) : null;

    private static PyObject? Decode(ReadOnlySpan<byte> fragment, int width, Func<byte, int> decode) =>
        IsWidth(width) ? Fragment(Array.ConvertAll(fragment.ToArray(), code => Narrow(decode(code) << 16, width)), width) : null;

    /// <summary>The samples in u-law coding.</summary>
    [PyFunction]
    public static PyObject? lin2ulaw(ReadOnlySpan<byte> fragment, int width) => Encode(fragment, width, 14, ToULaw);

    /// <summary>The samples of u-law coding.</summary>
    [PyFunction]
    public static PyObject? ulaw2lin(ReadOnlySpan<byte> fragment, int width) => Decode(fragment, width, FromULaw);

    /// <summary>The samples in a-law coding.</summary>
    [PyFunction]
    public static PyObject? lin2alaw(ReadOnlySpan<byte> fragment, int width) => Encode(fragment, width, 13, ToALaw);

    /// <summary>The samples of a-law coding.</summary>
    [PyFunction]
    public static PyObject? alaw2lin(ReadOnlySpan<byte> fragment, int width) => Decode(fragment, width, FromALaw);

    // ---- ADPCM: four bits for each sample say how far it is from the one before, in steps that grow and shrink

    private static readonly int[] StepChanges = [-1, -1, -1, -1, 2, 4, 6, 8];

    private static readonly int[] StepSizes =
    [
        7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209,
        230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749,
        3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623,
        27086, 29794, 32767,
    ];

    /// <summary>What both sides expect next.</summary>
    private struct Predictor
    {
        public int Value, Step;

        /// <summary>The four bits for a sample, from which the other side expects what this one does.</summary>
        public int Encode(int sample)
        {
            int distance = Math.Abs(sample - Value), code = sample < Value ? 8 : 0, step = StepSizes[Step];
            for (int bit = 4; bit > 0; bit >>= 1, step >>= 1)
            {
                if (distance < step) continue;
                code |= bit;
                distance -= step;
            }
            Decode(code);
            return code;
        }

        public int Decode(int code)
        {
            int step = StepSizes[Step], distance = step >> 3;
            for (int bit = 4; bit > 0; bit >>= 1, step >>= 1)
                if ((code & bit) != 0) distance += step;
            Value = Math.Clamp(Value + ((code & 8) != 0 ? -distance : distance), short.MinValue, short.MaxValue);
            Step = Math.Clamp(Step + StepChanges[code & 7], 0, StepSizes.Length - 1);
            return Value;
        }

        public readonly PyTuple State => new([new PyInt(Value), new PyInt(Step)]);

        /// <summary>Goes on from a state; false with an exception pending.</summary>
        public bool Resume(PyObject state)
        {
            if (state is PyNone) return true;
            if (UserSlots.Unwrap(state) is not PyTuple given) return PyErr.Fail(Types.TypeError, "state must be a tuple or None");
            if (given.Items is not [PyInt value, PyInt step]) return PyErr.Fail(Types.TypeError, "bad state");
            if (value.Value is < short.MinValue or > short.MaxValue || step.Value < 0 || step.Value >= StepSizes.Length) return PyErr.Fail(Types.ValueError, "bad state");
            (Value, Step) = ((int)value.Value, (int)step.Value);
            return true;
        }
    }

    /// <summary>The samples in ADPCM coding, and the state to go on with at the next fragment.</summary>
    [PyFunction]
    public static PyObject? lin2adpcm(ReadOnlySpan<byte> fragment, int width, PyObject state)
    {
        var predictor = default(Predictor);
        if (Samples(fragment, width) is not { } samples || !predictor.Resume(state)) return null;
        var codes = new byte[samples.Length / 2];
        for (int i = 0; i < samples.Length; i++)
        {
            int code = predictor.Encode(Widen(samples[i], width) >> 16);
            if (i / 2 < codes.Length) codes[i / 2] |= (byte)(i % 2 == 0 ? code << 4 : code);
        }
        return new PyTuple([new PyBytes(codes), predictor.State]);
    }

    /// <summary>The samples of ADPCM coding, and the state to go on with at the next fragment.</summary>
    [PyFunction]
    public static PyObject? adpcm2lin(ReadOnlySpan<byte> fragment, int width, PyObject state)
    {
        var predictor = default(Predictor);
        if (!IsWidth(width) || !predictor.Resume(state)) return null;
        var samples = new int[fragment.Length * 2];
        for (int i = 0; i < samples.Length; i++) samples[i] = Narrow(predictor.Decode(fragment[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15) << 16, width);
        return new PyTuple([Fragment(samples, width), predictor.State]);
    }
}
