using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Arithmetic on fragments of sound: signed samples of one to four bytes, in the machine's byte order.</summary>
[PyModule("audioop")]
[DontLookInside]
public static partial class AudioopModule
{
    [PyConstant("error")] private static readonly PyType ErrorType = ModuleExceptions.New("audioop.error", Types.Exception);

    [PyModuleInit]
    private static bool WarnOfIt(PyModule module) => WarningsModule.Warn(Types.DeprecationWarning, "'audioop' is deprecated and slated for removal in Python 3.13");

    private static PyObject? Error(string message) => PyErr.Raise(ErrorType, message);

    // ---- samples

    /// <summary>The samples of a fragment; null with an exception pending.</summary>
    private static int[]? Samples(ReadOnlySpan<byte> fragment, int width)
    {
        if (!IsWidth(width)) return null;
        if (fragment.Length % width != 0)
        {
            Error("not a whole number of frames");
            return null;
        }
        var samples = new int[fragment.Length / width];
        for (int i = 0; i < samples.Length; i++) samples[i] = Sample(fragment, width, i);
        return samples;
    }

    private static bool IsWidth(int width) => width is >= 1 and <= 4 || Error("Size should be 1, 2, 3 or 4") is { };

    private static int Sample(ReadOnlySpan<byte> fragment, int width, int index)
    {
        ReadOnlySpan<byte> bytes = fragment.Slice(index * width, width);
        int sample = (sbyte)bytes[^1];
        for (int i = width - 2; i >= 0; i--) sample = sample << 8 | bytes[i];
        return sample;
    }

    private static PyBytes Fragment(ReadOnlySpan<int> samples, int width)
    {
        var bytes = new byte[samples.Length * width];
        for (int i = 0; i < samples.Length; i++)
            for (int k = 0; k < width; k++) bytes[i * width + k] = (byte)(samples[i] >> 8 * k);
        return new PyBytes(bytes);
    }

    /// <summary>Another sample for each.</summary>
    private static PyBytes? Each(ReadOnlySpan<byte> fragment, int width, Func<int, int> change) =>
        Samples(fragment, width) is { } samples ? Fragment(Array.ConvertAll(samples, sample => change(sample)), width) : null;

    // A sample as one of four bytes, and back.
    private static int Widen(int sample, int width) => sample << 32 - 8 * width;

    private static int Narrow(int sample, int width) => sample >> 32 - 8 * width;

    private static int Clip(double value, int width)
    {
        double most = Math.ScaleB(1, 8 * width - 1);
        return (int)Math.Floor(Math.Clamp(value, -most, most - 1));
    }

    /// <summary>The sample at an index of the fragment.</summary>
    [PyFunction]
    public static PyObject? getsample(ReadOnlySpan<byte> fragment, int width, long index)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        return index >= 0 && index < samples.Length ? new PyInt(samples[index]) : Error("Index out of range");
    }

    // ---- figures

    /// <summary>The greatest absolute value of all samples.</summary>
    [PyFunction]
    public static PyObject? max(ReadOnlySpan<byte> fragment, int width)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        long most = 0;
        foreach (int sample in samples) most = Math.Max(most, Math.Abs((long)sample));
        return new PyInt(most);
    }

    /// <summary>The least and the greatest sample.</summary>
    [PyFunction]
    public static PyObject? minmax(ReadOnlySpan<byte> fragment, int width)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        (int least, int most) = (int.MaxValue, int.MinValue);
        foreach (int sample in samples) (least, most) = (Math.Min(least, sample), Math.Max(most, sample));
        return new PyTuple([new PyInt(least), new PyInt(most)]);
    }

    /// <summary>The mean of all samples, rounded down.</summary>
    [PyFunction]
    public static PyObject? avg(ReadOnlySpan<byte> fragment, int width)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        double sum = 0;
        foreach (int sample in samples) sum += sample;
        return new PyInt(samples.Length == 0 ? 0 : (long)Math.Floor(sum / samples.Length));
    }

    /// <summary>The root of the mean of the samples' squares: the power of the sound.</summary>
    [PyFunction]
    public static PyObject? rms(ReadOnlySpan<byte> fragment, int width)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        return new PyInt(samples.Length == 0 ? 0 : (long)Math.Sqrt(Product(samples, samples) / samples.Length));
    }

    /// <summary>How far it is from each turning point of the curve to the next.</summary>
    private static List<double>? Swings(ReadOnlySpan<byte> fragment, int width)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        List<double> swings = [];
        int? turned = null;
        bool? falls = null;
        for (int i = 1; i < samples.Length; i++)
        {
            (int before, int now) = (samples[i - 1], samples[i]);
            if (now == before) continue;
            bool fallsNow = now < before;
            if (falls is { } fell && fell != fallsNow)
            {
                if (turned is { } last) swings.Add(Math.Abs((double)before - last));
                turned = before;
            }
            falls = fallsNow;
        }
        return swings;
    }

    /// <summary>The greatest distance from one turning point to the next.</summary>
    [PyFunction]
    public static PyObject? maxpp(ReadOnlySpan<byte> fragment, int width) =>
        Swings(fragment, width) is { } swings ? new PyInt(swings.Count == 0 ? 0 : (long)swings.Max()) : null;

    /// <summary>The mean distance from one turning point to the next.</summary>
    [PyFunction]
    public static PyObject? avgpp(ReadOnlySpan<byte> fragment, int width) =>
        Swings(fragment, width) is { } swings ? new PyInt(swings.Count == 0 ? 0 : (long)(swings.Sum() / swings.Count)) : null;

    /// <summary>How often the curve crosses zero; -1 for an empty fragment.</summary>
    [PyFunction]
    public static PyObject? cross(ReadOnlySpan<byte> fragment, int width)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        int crossings = -1;
        for (int i = 0; i < samples.Length; i++)
            if (i == 0 || samples[i] < 0 != samples[i - 1] < 0) crossings++;
        return new PyInt(crossings);
    }

    // ---- changes

    /// <summary>The samples times a factor.</summary>
    [PyFunction]
    public static PyObject? mul(ReadOnlySpan<byte> fragment, int width, double factor) => Each(fragment, width, sample => Clip(sample * factor, width));

    /// <summary>The samples with a number added to each; they wrap around.</summary>
    [PyFunction]
    public static PyObject? bias(ReadOnlySpan<byte> fragment, int width, int bias) => Each(fragment, width, sample => sample + bias);

    /// <summary>The sums of the samples of two fragments of one length.</summary>
    [PyFunction]
    public static PyObject? add(ReadOnlySpan<byte> fragment1, ReadOnlySpan<byte> fragment2, int width)
    {
        if (Samples(fragment1, width) is not { } samples) return null;
        if (fragment1.Length != fragment2.Length) return Error("Lengths should be the same");
        int[] others = Samples(fragment2, width)!;
        for (int i = 0; i < samples.Length; i++) samples[i] = Clip((double)samples[i] + others[i], width);
        return Fragment(samples, width);
    }

    /// <summary>The samples from the last to the first.</summary>
    [PyFunction]
    public static PyObject? reverse(ReadOnlySpan<byte> fragment, int width)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        Array.Reverse(samples);
        return Fragment(samples, width);
    }

    /// <summary>The samples in the other byte order.</summary>
    [PyFunction]
    public static PyObject? byteswap(ReadOnlySpan<byte> fragment, int width)
    {
        if (Samples(fragment, width) is null) return null;
        byte[] bytes = fragment.ToArray();
        for (int i = 0; i < bytes.Length; i += width) bytes.AsSpan(i, width).Reverse();
        return new PyBytes(bytes);
    }

    /// <summary>The samples in another width.</summary>
    [PyFunction]
    public static PyObject? lin2lin(ReadOnlySpan<byte> fragment, int width, int newwidth)
    {
        if (Samples(fragment, width) is not { } samples || !IsWidth(newwidth)) return null;
        return Fragment(Array.ConvertAll(samples, sample => Narrow(Widen(sample, width), newwidth)), newwidth);
    }

    /// <summary>Pairs of samples as the sum of the left one and the right one times a factor each.</summary>
    [PyFunction]
    public static PyObject? tomono(ReadOnlySpan<byte> fragment, int width, double lfactor, double rfactor)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        if (samples.Length % 2 != 0) return Error("not a whole number of frames");
        var mono = new int[samples.Length / 2];
        for (int i = 0; i < mono.Length; i++) mono[i] = Clip(samples[2 * i] * lfactor + samples[2 * i + 1] * rfactor, width);
        return Fragment(mono, width);
    }

    /// <summary>Each sample as a pair of it times a left and a right factor.</summary>
    [PyFunction]
    public static PyObject? tostereo(ReadOnlySpan<byte> fragment, int width, double lfactor, double rfactor)
    {
        if (Samples(fragment, width) is not { } samples) return null;
        var stereo = new int[samples.Length * 2];
        for (int i = 0; i < samples.Length; i++) (stereo[2 * i], stereo[2 * i + 1]) = (Clip(samples[i] * lfactor, width), Clip(samples[i] * rfactor, width));
        return Fragment(stereo, width);
    }

    // ---- fragments of two-byte samples beside each other

    private static double Product(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        double sum = 0;
        for (int i = 0; i < b.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }

    private static int[]? Pairs(ReadOnlySpan<byte> fragment)
    {
        if (fragment.Length % 2 == 0) return Samples(fragment, 2);
        Error("Strings should be even-sized");
        return null;
    }

    /// <summary>Where in the fragment the reference fits best, and the factor to multiply it by there.</summary>
    [PyFunction]
    public static PyObject? findfit(ReadOnlySpan<byte> fragment, ReadOnlySpan<byte> reference)
    {
        if (Pairs(fragment) is not { } samples || Pairs(reference) is not { } wanted) return null;
        if (samples.Length < wanted.Length) return Error("First sample should be longer");
        double own = Product(wanted, wanted), part = Product(samples, samples.AsSpan(0, wanted.Length)), least = 0;
        int best = 0;
        for (int at = 0; at <= samples.Length - wanted.Length; at++)
        {
            if (at > 0) part += Math.Pow(samples[at + wanted.Length - 1], 2) - Math.Pow(samples[at - 1], 2);
            double common = Product(samples.AsSpan(at), wanted), misfit = (own * part - common * common) / part;
            if (at > 0 && !(misfit < least)) continue;
            (least, best) = (misfit, at);
        }
        return new PyTuple([new PyInt(best), new PyFloat(Product(samples.AsSpan(best), wanted) / own)]);
    }

    /// <summary>The factor by which the reference is like the fragment, which is as long.</summary>
    [PyFunction]
    public static PyObject? findfactor(ReadOnlySpan<byte> fragment, ReadOnlySpan<byte> reference)
    {
        if (Pairs(fragment) is not { } samples || Pairs(reference) is not { } wanted) return null;
        if (samples.Length != wanted.Length) return Error("Samples should be same size");
        return new PyFloat(Product(samples, wanted) / Product(wanted, wanted));
    }

    /// <summary>Where the loudest part of so many samples begins.</summary>
    [PyFunction]
    public static PyObject? findmax(ReadOnlySpan<byte> fragment, long length)
    {
        if (Pairs(fragment) is not { } samples) return null;
        if (length < 0 || samples.Length < length) return Error("Input sample should be longer");
        int count = (int)length, best = 0;
        double power = Product(samples, samples.AsSpan(0, count)), most = power;
        for (int at = 1; at <= samples.Length - count; at++)
        {
            power += Math.Pow(samples[at + count - 1], 2) - Math.Pow(samples[at - 1], 2);
            if (power > most) (most, best) = (power, at);
        }
        return new PyInt(best);
    }

    // ---- frame rates

    /// <summary>The fragment at another rate of frames, and the state to go on with at the next fragment. A filter weighs each sample and the one before.</summary>
    [PyFunction]
    public static PyObject? ratecv(ReadOnlySpan<byte> fragment, int width, int nchannels, int inrate, int outrate, PyObject state, int weightA = 1, int weightB = 0)
    {
        if (!IsWidth(width)) return null;
        if (nchannels < 1) return Error("# of channels should be >= 1");
        if (width > int.MaxValue / nchannels) return PyErr.Raise(Types.OverflowError, "width * nchannels too big for a C int");
        if (weightA < 1 || weightB < 0) return Error("weightA should be >= 1, weightB should be >= 0");
        if (fragment.Length % (width * nchannels) != 0) return Error("not a whole number of frames");
        if (inrate <= 0 || outrate <= 0) return Error("sampling rate not > 0");
        int common = (int)BigInteger.GreatestCommonDivisor(inrate, outrate);
        (inrate, outrate) = (inrate / common, outrate / common);
        int[] before = new int[nchannels], now = new int[nchannels];
        long phase = -outrate;
        if (state is not PyNone && !Resume(state, ref phase, before, now)) return null;
        List<int> made = [];
        int read = 0, samples = fragment.Length / width;
        while (true)
        {
            for (; phase < 0; phase += outrate)
            {
                if (read == samples) return new PyTuple([Fragment(made.ToArray(), width), StateOf(phase, before, now)]);
                for (int channel = 0; channel < nchannels; channel++)
                {
                    before[channel] = now[channel];
                    double sample = Widen(Sample(fragment, width, read++), width);
                    now[channel] = (int)((weightA * sample + (double)weightB * before[channel]) / ((double)weightA + weightB));
                }
            }
            for (; phase >= 0; phase -= inrate)
                for (int channel = 0; channel < nchannels; channel++)
                    made.Add(Narrow((int)((before[channel] * (double)phase + now[channel] * (double)(outrate - phase)) / outrate), width));
        }
    }

    private static PyTuple StateOf(long phase, int[] before, int[] now)
    {
        var channels = new PyObject[before.Length];
        for (int i = 0; i < channels.Length; i++) channels[i] = new PyTuple([new PyInt(before[i]), new PyInt(now[i])]);
        return new PyTuple([new PyInt(phase), new PyTuple(channels)]);
    }

    private static bool Resume(PyObject state, ref long phase, int[] before, int[] now)
    {
        if (UserSlots.Unwrap(state) is not PyTuple given) return PyErr.Fail(Types.TypeError, "state must be a tuple or None");
        if (given.Items is not [PyInt at, PyTuple channels]) return PyErr.Fail(Types.TypeError, "ratecv(): illegal state argument");
        if (channels.Items.Length != before.Length) return Error("illegal state argument") is { };
        phase = at.Value;
        for (int i = 0; i < before.Length; i++)
        {
            if (channels.Items[i] is not PyTuple { Items: [PyInt first, PyInt second] }) return PyErr.Fail(Types.TypeError, "ratecv(): illegal state argument");
            if (first.Value is < int.MinValue or > int.MaxValue || second.Value is < int.MinValue or > int.MaxValue)
                return PyErr.Fail(Types.OverflowError, "signed integer is out of range");
            (before[i], now[i]) = ((int)first.Value, (int)second.Value);
        }
        return true;
    }
}
