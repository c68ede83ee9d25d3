namespace PyLite.Modules;

/// <summary>
/// Undoes "deflate" (RFC 1951) with its wrappings, zlib's (RFC 1950) and gzip's (RFC 1952). Input comes in pieces; output is taken as far as
/// wanted. .NET's own does not tell how much of its input belonged to the data.
/// </summary>
internal sealed class Inflater
{
    /// <summary>Thrown inside when the input is wrong; it does not leave this class.</summary>
    private sealed class BadData(string message) : Exception(message);

    /// <summary>Thrown inside when the input ends in the middle.</summary>
    private sealed class NeedsInput(bool isPlaced = false) : Exception
    {
        /// <summary>The position is that of something that can be begun again.</summary>
        public bool IsPlaced => isPlaced;
    }

    private static readonly int[] LengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly int[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] DistanceBase =
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
    private static readonly int[] CodeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private enum Wrapping
    {
        Raw, Zlib, Gzip, Either,
    }

    private enum Step
    {
        Header, BlockHeader, Stored, Codes, Trailer, Done,
    }

    private readonly Wrapping _wanted;
    private readonly byte[] _dictionary;
    private Wrapping _wrapping;
    private byte[] _input = [];
    private int _at;
    private uint _bits;
    private int _bitCount;
    private Step _step;
    private bool _isLastBlock;
    private int _stored, _copyLength, _copyDistance;
    private HuffmanTable? _lengths, _distances;

    // The output: what has not been taken yet, after up to 32 KB that may be referred to.
    private byte[] _output = new byte[1 << 16];
    private int _outputCount, _taken, _checked;
    private long _total;
    private uint _adler = 1, _crc;

    /// <summary>The window bits say which wrapping is meant, as zlib has it.</summary>
    public Inflater(int windowBits, byte[] dictionary)
    {
        _wanted = windowBits < 0 ? Wrapping.Raw : windowBits >= 40 ? Wrapping.Either : windowBits >= 24 ? Wrapping.Gzip : Wrapping.Zlib;
        _dictionary = dictionary;
        _wrapping = _wanted;
        if (_wanted != Wrapping.Raw) return;
        _step = Step.BlockHeader;
        UseDictionary();
    }

    private Inflater(Inflater other)
    {
        (_wanted, _dictionary, _wrapping, _input, _at, _bits, _bitCount, _step) = (other._wanted, other._dictionary, other._wrapping, other._input, other._at, other._bits, other._bitCount, other._step);
        (_isLastBlock, _stored, _copyLength, _copyDistance, _lengths, _distances) = (other._isLastBlock, other._stored, other._copyLength, other._copyDistance, other._lengths, other._distances);
        (_output, _outputCount, _taken, _checked, _total, _adler, _crc) = ((byte[])other._output.Clone(), other._outputCount, other._taken, other._checked, other._total, other._adler, other._crc);
    }

    public Inflater Copy() => new(this);

    public bool IsDone => _step == Step.Done;

    /// <summary>Input that has not been used.</summary>
    public ReadOnlySpan<byte> Rest => _input.AsSpan(_at - _bitCount / 8);

    public void SetInput(ReadOnlySpan<byte> input)
    {
        // What was left of the last piece comes first, with the bytes that are only held as bits.
        int held = _bitCount / 8;
        _input = [.. _input.AsSpan(_at - held), .. input];
        _at = held;
    }

    /// <summary>Takes unused input back, so that it can be given again.</summary>
    public byte[] TakeRest()
    {
        byte[] rest = Rest.ToArray();
        // Bits of bytes that have not begun to be used go back too.
        _bitCount %= 8;
        _bits &= (1u << _bitCount) - 1;
        _input = [];
        _at = 0;
        return rest;
    }

    /// <summary>Works until so much output is there, the data ends or more input is needed. An error message, or null.</summary>
    public string? Run(int wanted)
    {
        try
        {
            while (_step != Step.Done && _outputCount - _taken < wanted)
            {
                int at = _at, bitCount = _bitCount;
                uint bits = _bits;
                try
                {
                    Advance(wanted);
                }
                catch (NeedsInput e)
                {
                    // The step is begun again when there is more; of codes only the last one.
                    if (!e.IsPlaced) (_at, _bits, _bitCount) = (at, bits, bitCount);
                    return null;
                }
            }
        }
        catch (BadData e)
        {
            return e.Message;
        }
        return null;
    }

    /// <summary>Output of at most so many bytes.</summary>
    public byte[] Take(int most)
    {
        Check();
        int count = Math.Min(most, _outputCount - _taken);
        byte[] taken = _output.AsSpan(_taken, count).ToArray();
        _taken += count;
        if (_taken > 1 << 18)
        {
            // Only the last 32 KB can be referred to.
            int dropped = _taken - 32768;
            Array.Copy(_output, dropped, _output, 0, _outputCount - dropped);
            _outputCount -= dropped;
            _taken -= dropped;
            _checked -= dropped;
        }
        return taken;
    }

    public bool HasOutput => _outputCount > _taken;

    // ---- bits

    private int Bits(int count)
    {
        while (_bitCount < count)
        {
            if (_at >= _input.Length) throw new NeedsInput();
            _bits |= (uint)_input[_at++] << _bitCount;
            _bitCount += 8;
        }
        int value = (int)(_bits & (1u << count) - 1);
        _bits >>= count;
        _bitCount -= count;
        return value;
    }

    private int AlignedByte()
    {
        if (_bitCount % 8 != 0) Bits(_bitCount % 8);
        return Bits(8);
    }

    private int Symbol(HuffmanTable table)
    {
        // Codes are looked up by as many bits as there are; only a code that is not complete needs more.
        while (true)
        {
            (int symbol, int length) = table.Find(_bits, _bitCount);
            if (length > 0)
            {
                _bits >>= length;
                _bitCount -= length;
                return symbol;
            }
            if (_bitCount >= HuffmanTable.Longest) throw new BadData(table.IsDistances ? "invalid distance code" : "invalid literal/length code");
            if (_at >= _input.Length) throw new NeedsInput();
            _bits |= (uint)_input[_at++] << _bitCount;
            _bitCount += 8;
        }
    }

    private void Put(byte b)
    {
        if (_outputCount == _output.Length) Array.Resize(ref _output, _output.Length * 2);
        _output[_outputCount++] = b;
    }

    /// <summary>Takes what has been made since the last time into the checksum.</summary>
    private void Check()
    {
        ReadOnlySpan<byte> made = _output.AsSpan(_checked, _outputCount - _checked);
        _total += made.Length;
        if (_wrapping == Wrapping.Gzip) _crc = Checksums.Crc32(made, _crc);
        else if (_wrapping == Wrapping.Zlib) _adler = Checksums.Adler32(made, _adler);
        _checked = _outputCount;
    }

    // ---- steps

    private void Advance(int wanted)
    {
        switch (_step)
        {
            case Step.Header:
                ReadHeader();
                break;
            case Step.BlockHeader:
                ReadBlockHeader();
                break;
            case Step.Stored:
                ReadStored(wanted);
                break;
            case Step.Codes:
                ReadCodes(wanted);
                break;
            case Step.Trailer:
                ReadTrailer();
                break;
        }
    }

    private void ReadHeader()
    {
        int first = AlignedByte(), second = AlignedByte();
        if (_wanted == Wrapping.Either) _wrapping = first == 0x1f && second == 0x8b ? Wrapping.Gzip : Wrapping.Zlib;
        if (_wrapping == Wrapping.Gzip)
        {
            ReadGzipHeader(first, second);
            return;
        }
        if ((first << 8 | second) % 31 != 0) throw new BadData("incorrect header check");
        if ((first & 15) != 8) throw new BadData("unknown compression method");
        if (first >> 4 > 7) throw new BadData("invalid window size");
        if ((second & 0x20) != 0)
        {
            uint id = 0;
            for (int i = 0; i < 4; i++) id = id << 8 | (uint)AlignedByte();
            if (_dictionary.Length == 0) throw new BadData("\0Error 2 while decompressing data");
            if (id != Checksums.Adler32(_dictionary, 1)) throw new BadData("\0Error -3 while setting zdict: invalid input data");
            UseDictionary();
        }
        _step = Step.BlockHeader;
    }

    private void UseDictionary()
    {
        foreach (byte b in _dictionary)
        {
            if (_outputCount == _output.Length) Array.Resize(ref _output, _output.Length * 2);
            _output[_outputCount++] = b;
        }
        _taken = _checked = _outputCount;
    }

    private void ReadGzipHeader(int first, int second)
    {
        if (first != 0x1f || second != 0x8b) throw new BadData("incorrect header check");
        if (AlignedByte() != 8) throw new BadData("unknown compression method");
        int flags = AlignedByte();
        if ((flags & 0xe0) != 0) throw new BadData("unknown header flags set");
        for (int i = 0; i < 6; i++) AlignedByte();
        if ((flags & 4) != 0)
            for (int left = AlignedByte() | AlignedByte() << 8; left > 0; left--) AlignedByte();
        for (int strings = (flags >> 3 & 1) + (flags >> 4 & 1); strings > 0; strings--)
            while (AlignedByte() != 0)
            {
            }
        if ((flags & 2) != 0) Bits(16);
        _step = Step.BlockHeader;
    }

    private void ReadBlockHeader()
    {
        if (_isLastBlock)
        {
            _step = _wrapping == Wrapping.Raw ? Step.Done : Step.Trailer;
            return;
        }
        bool isLast = Bits(1) == 1;
        switch (Bits(2))
        {
            case 0:
                int length = AlignedByte() | AlignedByte() << 8, inverse = AlignedByte() | AlignedByte() << 8;
                if (length != (inverse ^ 0xffff)) throw new BadData("invalid stored block lengths");
                _stored = length;
                _step = Step.Stored;
                break;
            case 1:
                (_lengths, _distances) = HuffmanTable.Fixed;
                _step = Step.Codes;
                break;
            case 2:
                ReadTables();
                _step = Step.Codes;
                break;
            default: throw new BadData("invalid block type");
        }
        _isLastBlock = isLast;
    }

    private void ReadTables()
    {
        int lengths = Bits(5) + 257, distances = Bits(5) + 1, codes = Bits(4) + 4;
        if (lengths > 286 || distances > 30) throw new BadData("too many length or distance symbols");
        var sizes = new byte[320];
        for (int i = 0; i < codes; i++) sizes[CodeOrder[i]] = (byte)Bits(3);
        HuffmanTable order = HuffmanTable.Of(sizes.AsSpan(0, 19), false) ?? throw new BadData("invalid code lengths set");
        var all = new byte[lengths + distances];
        for (int i = 0; i < all.Length;)
        {
            int symbol = Symbol(order);
            if (symbol < 16)
            {
                all[i++] = (byte)symbol;
                continue;
            }
            if (symbol == 16 && i == 0) throw new BadData("invalid bit length repeat");
            byte repeated = symbol == 16 ? all[i - 1] : (byte)0;
            int count = symbol switch { 16 => 3 + Bits(2), 17 => 3 + Bits(3), _ => 11 + Bits(7) };
            if (i + count > all.Length) throw new BadData("invalid bit length repeat");
            for (; count > 0; count--) all[i++] = repeated;
        }
        if (all[256] == 0) throw new BadData("invalid code -- missing end-of-block");
        _lengths = HuffmanTable.Of(all.AsSpan(0, lengths), false) ?? throw new BadData("invalid literal/lengths set");
        _distances = HuffmanTable.Of(all.AsSpan(lengths), true) ?? throw new BadData("invalid distances set");
    }

    private void ReadStored(int wanted)
    {
        if (_bitCount >= 8 && _stored > 0)
        {
            Put((byte)AlignedByte());
            _stored--;
            return;
        }
        int count = Math.Min(Math.Min(_stored, _input.Length - _at), wanted - (_outputCount - _taken));
        if (_stored > 0 && _at >= _input.Length) throw new NeedsInput();
        for (int i = 0; i < count; i++) Put(_input[_at++]);
        _stored -= count;
        if (_stored == 0) _step = Step.BlockHeader;
    }

    private void ReadCodes(int wanted)
    {
        while (_outputCount - _taken < wanted)
        {
            if (_copyLength > 0)
            {
                int count = Math.Min(_copyLength, wanted - (_outputCount - _taken));
                while (_output.Length - _outputCount < count) Array.Resize(ref _output, _output.Length * 2);
                byte[] output = _output;
                int to = _outputCount, back = _copyDistance;
                for (int end = to + count; to < end; to++) output[to] = output[to - back];
                _outputCount = to;
                _copyLength -= count;
                continue;
            }
            int at = _at, bitCount = _bitCount;
            uint bits = _bits;
            try
            {
                int symbol = Symbol(_lengths!);
                if (symbol < 256)
                {
                    Put((byte)symbol);
                    continue;
                }
                if (symbol == 256)
                {
                    _step = Step.BlockHeader;
                    return;
                }
                if (symbol > 285) throw new BadData("invalid literal/length code");
                int length = LengthBase[symbol - 257] + Bits(LengthExtra[symbol - 257]);
                int code = Symbol(_distances!);
                if (code > 29) throw new BadData("invalid distance code");
                int distance = DistanceBase[code] + Bits(code < 4 ? 0 : code / 2 - 1);
                if (distance > _outputCount) throw new BadData("invalid distance too far back");
                _copyLength = length;
                _copyDistance = distance;
            }
            catch (NeedsInput)
            {
                // What came before in this step stays.
                (_at, _bits, _bitCount) = (at, bits, bitCount);
                throw new NeedsInput(isPlaced: true);
            }
        }
    }

    private void ReadTrailer()
    {
        Check();
        uint check = 0;
        if (_wrapping == Wrapping.Zlib)
        {
            for (int i = 0; i < 4; i++) check = check << 8 | (uint)AlignedByte();
            if (check != _adler) throw new BadData("incorrect data check");
        }
        else
        {
            for (int i = 0; i < 4; i++) check |= (uint)AlignedByte() << 8 * i;
            if (check != _crc) throw new BadData("incorrect data check");
            uint size = 0;
            for (int i = 0; i < 4; i++) size |= (uint)AlignedByte() << 8 * i;
            if (size != (uint)_total) throw new BadData("incorrect length check");
        }
        _step = Step.Done;
    }
}
