using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Backend.Stencils;

/// <summary>
/// The stencils of one instruction set, from the table that tools/StencilCompiler wrote. An operation is decompressed when it is
/// first asked for, so that start-up pays only for the directory. The format is described where it is written, in the tool's TableFile.cs.
/// </summary>
internal sealed unsafe class StencilTable
{
    public const int FormatVersion = 1;
    public const uint Magic = 0x54534A4D;

    private static readonly Lazy<StencilTable> X64Table = new(() => new StencilTable(Isa.X64, Resource("x64.bin")));
    private static readonly Lazy<StencilTable> Arm64Table = new(() => new StencilTable(Isa.Arm64, Resource("arm64.bin")));

    private readonly UnmanagedMemoryStream _file;
    private readonly byte[] _digest;
    private readonly Entry[] _entries;
    private readonly StencilGroup?[] _groups;

    /// <summary>Reads a table's directory; <paramref name="file"/> stays in use.</summary>
    public StencilTable(Isa isa, UnmanagedMemoryStream file)
    {
        Isa = isa;
        _file = file;
        var reader = new Reader(new ReadOnlySpan<byte>(file.PositionPointer, (int)file.Length));
        if (reader.U32() != Magic || reader.U16() != FormatVersion) throw new InvalidDataException("not a stencil table of this version");
        if (reader.U8() != (byte)isa) throw new InvalidDataException($"the stencil table is not one for {isa}");
        _digest = reader.Bytes(32).ToArray();
        _entries = new Entry[reader.U16()];
        for (int i = 0; i < _entries.Length; i++)
        {
            string name = reader.Text(), shape = reader.Text();
            _entries[i] = new Entry(name, shape, reader.U8() - 1, reader.U8() - 1, (int)reader.U32(), (int)reader.U32(), (int)reader.U32());
        }
        _groups = new StencilGroup?[_entries.Length];
    }

    public Isa Isa { get; }

    /// <summary>Of stencils.c and the compiler flags this table was made from.</summary>
    public string Digest => Convert.ToHexString(_digest);

    public int OperationCount => _entries.Length;

    public static StencilTable For(Isa isa) => (isa == Isa.X64 ? X64Table : Arm64Table).Value;

    public StencilGroup this[StencilOp op] => _groups[(int)op] ?? Load((int)op);

    /// <summary>The operation's name in the table, which is that of <see cref="StencilOp"/>.</summary>
    public string NameOf(int index) => _entries[index].Name;

    /// <summary>Bytes of the operation in the table, compressed.</summary>
    public int CompressedSize(int index) => _entries[index].Compressed;

    /// <summary>Whether some form of the operation can hold the immediate.</summary>
    public bool Fits(StencilOp op, long immediate) => this[op].FormFor(immediate) is not null;

    private StencilGroup Load(int index)
    {
        Entry entry = _entries[index];
        var raw = new byte[entry.Raw];
        var compressed = new ReadOnlySpan<byte>(_file.PositionPointer + entry.Offset, entry.Compressed);
        if (!BrotliDecoder.TryDecompress(compressed, raw, out int written) || written != raw.Length)
            throw new InvalidDataException($"the stencil table of {Isa} is damaged at {entry.Name}");

        var reader = new Reader(raw);
        var forms = new StencilForm[reader.U8()];
        for (int i = 0; i < forms.Length; i++) forms[i] = ReadForm(ref reader);
        return _groups[index] = new StencilGroup(entry.Name, entry.Shape, entry.SwapA, entry.SwapB, forms);
    }

    private static StencilForm ReadForm(ref Reader reader)
    {
        long min = reader.I64(), max = reader.I64();
        int scale = reader.U8();
        var sets = new Hole[reader.U16()][];
        for (int i = 0; i < sets.Length; i++)
        {
            var holes = new Hole[reader.U8()];
            for (int j = 0; j < holes.Length; j++)
                holes[j] = new Hole(reader.U16(), (HoleKind)reader.U8(), (HoleSymbol)reader.U8(), (int)reader.U32());
            sets[i] = holes;
        }
        int count = reader.U16();
        var starts = new int[count + 1];
        for (int i = 0; i < count; i++) starts[i + 1] = starts[i] + reader.U16();
        var holeSets = new ushort[count];
        for (int i = 0; i < count; i++) holeSets[i] = reader.U16();
        return new StencilForm(min, max, scale, reader.Bytes(starts[count]).ToArray(), starts, holeSets, sets);
    }

    private static UnmanagedMemoryStream Resource(string name) =>
        (UnmanagedMemoryStream)(typeof(StencilTable).Assembly.GetManifestResourceStream("Backend.Stencils." + name)
            ?? throw new InvalidOperationException($"the stencil table {name} is not part of this build"));

    private readonly record struct Entry(string Name, string Shape, int SwapA, int SwapB, int Offset, int Compressed, int Raw);

    private ref struct Reader(ReadOnlySpan<byte> data)
    {
        private ReadOnlySpan<byte> _rest = data;

        public ReadOnlySpan<byte> Bytes(int count)
        {
            ReadOnlySpan<byte> taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }

        public byte U8() => Bytes(1)[0];
        public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));
        public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));
        public long I64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));
        public string Text() => Encoding.UTF8.GetString(Bytes(U8()));
    }
}
