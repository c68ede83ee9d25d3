using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Resume;

/// <summary>
/// The resume data of all guards of one optimized trace, as bytes: a guard knows where its record begins. Compiled code keeps this for as
/// long as it lives, so it is small; <see cref="Unpack"/> gives a record in a form that is easy to read.
/// </summary>
/// <remarks>
/// A record is a row of numbers of seven bits a byte. In order: how many virtuals, and of each its class, or its array and length; of
/// each its fields or items (descr, for an item its index, value), ended by 0; how many stores put off, and of each descr, for an item
/// its index, target and value; how many values of the virtualizable, and those; how many frames, and of each, the innermost first,
/// code, pc, how many live registers, and their values. Classes, descrs and codes are indexes of <see cref="Thing"/>. A value is 0 for
/// none, else a <see cref="Tagged"/> plus 1.
/// </remarks>
internal sealed class ResumeStore
{
    /// <summary>The number that is the guard's own condition: 0 or 1, as it is when the guard fails.</summary>
    internal const int ConditionNumber = 0;

    private byte[] _bytes = new byte[256];
    private object?[] _things = new object?[16];
    private long[] _numbers = new long[16];
    private bool[] _isFloat = new bool[16];
    private object?[] _references = new object?[16];
    private int _thingCount = 1, _numberCount = 1, _referenceCount;

    /// <summary>Bytes written so far: where the next record begins.</summary>
    internal int Length { get; private set; }

    internal byte[] Bytes => _bytes;

    /// <summary>The portal whose frame is the outermost in every record.</summary>
    internal JitCode? Portal { get; set; }

    internal object? Thing(int index) => _things[index];

    internal long Number(int index, bool condition) => index == ConditionNumber ? condition ? 1 : 0 : _numbers[index];

    internal object? Reference(int index) => _references[index];

    internal int AddThing(object thing) => Add(ref _things, ref _thingCount, thing);

    internal int AddReference(object? reference) => Add(ref _references, ref _referenceCount, reference);

    internal int AddNumber(long bits, bool isFloat)
    {
        if (_numberCount == _numbers.Length)
        {
            Array.Resize(ref _numbers, _numberCount * 2);
            Array.Resize(ref _isFloat, _numberCount * 2);
        }
        _numbers[_numberCount] = bits;
        _isFloat[_numberCount] = isFloat;
        return _numberCount++;
    }

    private static int Add(ref object?[] list, ref int count, object? item)
    {
        if (count == list.Length) Array.Resize(ref list, count * 2);
        list[count] = item;
        return count++;
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Drops what was written from <paramref name="length"/> on.</summary>
    internal void Truncate(int length) => Length = length;

    /// <summary>Nothing is added any more.</summary>
    internal void Trim()
    {
        Array.Resize(ref _bytes, Length);
        Array.Resize(ref _things, _thingCount);
        Array.Resize(ref _numbers, _numberCount);
        Array.Resize(ref _isFloat, _numberCount);
        Array.Resize(ref _references, _referenceCount);
    }

    /// <summary>The record at <paramref name="start"/> of a guard whose condition is as given when it fails.</summary>
    internal ResumeData Unpack(int start, bool condition)
    {
        var read = new ByteReader(_bytes, start);
        var constants = new List<(Kind, long, object?)>();

        Tagged Value()
        {
            int raw = read.Next();
            if (raw == 0) return Tagged.None;
            var tagged = new Tagged(raw - 1);
            switch (tagged.From)
            {
                case Tagged.Source.Constant:
                    constants.Add((_isFloat[tagged.Index] ? Kind.Float : Kind.Int, Number(tagged.Index, condition), null));
                    return Tagged.Of(Tagged.Source.Constant, constants.Count - 1);
                case Tagged.Source.Reference:
                    constants.Add((Kind.Ref, 0, _references[tagged.Index]));
                    return Tagged.Of(Tagged.Source.Constant, constants.Count - 1);
                default:
                    return tagged;
            }
        }

        Tagged[] Values()
        {
            var values = new Tagged[read.Next()];
            for (int k = 0; k < values.Length; k++) values[k] = Value();
            return values;
        }

        var virtuals = new VirtualInfo[read.Next()];
        for (int k = 0; k < virtuals.Length; k++)
        {
            object? thing = _things[read.Next()];
            virtuals[k] = thing is ArrayDescr array ? new VirtualInfo(null, array, read.Next(), []) : new VirtualInfo((ClassDescr)thing!, null, 0, []);
        }
        for (int k = 0; k < virtuals.Length; k++)
        {
            var fields = new List<(Descr, int, Tagged)>();
            while (read.Next() is not 0 and var descr)
            {
                int index = virtuals[k].Array is null ? -1 : read.Next();
                fields.Add(((Descr)_things[descr]!, index, Value()));
            }
            virtuals[k] = virtuals[k] with { Fields = [.. fields] };
        }
        var pending = new PendingStore[read.Next()];
        for (int k = 0; k < pending.Length; k++)
        {
            var descr = (Descr)_things[read.Next()]!;
            Tagged index = descr is ArrayDescr ? Value() : Tagged.None, target = Value();
            pending[k] = new PendingStore(descr, target, index, Value());
        }
        Tagged[] virtualizable = Values();
        var frames = new ResumeFrame[read.Next()];
        for (int k = frames.Length - 1; k >= 0; k--)
        {
            var code = (JitCode)_things[read.Next()]!;
            int pc = read.Next();
            frames[k] = new ResumeFrame(code, pc, Values());
        }
        return new ResumeData(frames, virtualizable, virtuals, pending, [.. constants]);
    }
}

/// <summary>Reads the numbers of a record.</summary>
internal struct ByteReader(byte[] bytes, int start)
{
    private readonly byte[] _bytes = bytes;
    private int _at = start;

    public int Next()
    {
        int first = _bytes[_at++];
        return first < 0x80 ? first : More(first & 0x7F);
    }

    private int More(int value)
    {
        for (int shift = 7; ; shift += 7)
        {
            int next = _bytes[_at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}

/// <summary>Numbers of a record to be.</summary>
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[128];
    private int _count;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Write(int number)
    {
        if (_count + 5 > _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        uint rest = (uint)number;
        while (rest >= 0x80)
        {
            _bytes[_count++] = (byte)(rest | 0x80);
            rest >>= 7;
        }
        _bytes[_count++] = (byte)rest;
    }
}
