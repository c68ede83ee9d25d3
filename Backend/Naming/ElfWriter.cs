using System.Text;

namespace Backend.Naming;

/// <summary>The parts that 64-bit ELF files are made of, for x86-64, as the System V ABI lays them out.</summary>
internal sealed class ElfWriter
{
    public const int HeaderBytes = 64, ProgramHeaderBytes = 56, SymbolBytes = 24;
    public const ushort Relocatable = 1, Shared = 3;
    public const uint ProgBits = 1, SymTab = 2, StrTab = 3, Hash = 5, Dynamic = 6, NoBits = 8, DynSym = 11;
    public const ulong Write = 1, Alloc = 2, Exec = 4;

    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _out;

    public ElfWriter() => _out = new BinaryWriter(_bytes);

    public int Position => (int)_bytes.Position;

    public byte[] ToArray() => _bytes.ToArray();

    public void Align(int to)
    {
        while (_bytes.Position % to != 0) _out.Write((byte)0);
    }

    public void Put(byte[] bytes) => _out.Write(bytes);
    public void Put(uint value) => _out.Write(value);
    public void Put(ulong value) => _out.Write(value);

    /// <summary>The header, once it is known where the sections' headers begin.</summary>
    public void Header(ushort type, int programHeaders, int sectionsAt, int sections, int namesSection)
    {
        long end = _bytes.Position;
        _bytes.Position = 0;
        _out.Write([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);    // 64 bits, little-endian
        _out.Write(type);
        _out.Write((ushort)62);                                                                     // x86-64
        _out.Write(1u);
        _out.Write(0ul);                                                                            // no entry
        _out.Write(programHeaders > 0 ? (ulong)HeaderBytes : 0);
        _out.Write((ulong)sectionsAt);
        _out.Write(0u);
        _out.Write((ushort)HeaderBytes);
        _out.Write((ushort)(programHeaders > 0 ? ProgramHeaderBytes : 0));
        _out.Write((ushort)programHeaders);
        _out.Write((ushort)64);
        _out.Write((ushort)sections);
        _out.Write((ushort)namesSection);
        _bytes.Position = Math.Max(end, HeaderBytes);
    }

    /// <summary>A segment whose addresses are its offsets in the file.</summary>
    public void ProgramHeader(uint type, uint flags, int offset, int bytes, int align)
    {
        _out.Write(type);
        _out.Write(flags);
        _out.Write((ulong)offset);
        _out.Write((ulong)offset);
        _out.Write((ulong)offset);
        _out.Write((ulong)bytes);
        _out.Write((ulong)bytes);
        _out.Write((ulong)align);
    }

    public void SectionHeader(int name, uint type, ulong flags, ulong address, int offset, int bytes, int link = 0, int info = 0, int align = 8, int entryBytes = 0)
    {
        _out.Write(name);
        _out.Write(type);
        _out.Write(flags);
        _out.Write(address);
        _out.Write((ulong)offset);
        _out.Write((ulong)bytes);
        _out.Write(link);
        _out.Write(info);
        _out.Write((ulong)align);
        _out.Write((ulong)entryBytes);
    }

    /// <summary>A global function (2) or object (1).</summary>
    public void Symbol(int name, int type, int section, ulong value, int bytes)
    {
        _out.Write(name);
        _out.Write((byte)(section == 0 ? 0 : 1 << 4 | type));
        _out.Write((byte)0);
        _out.Write((ushort)section);
        _out.Write(value);
        _out.Write((ulong)bytes);
    }
}

/// <summary>A table of strings, each at the offset that adding it gave.</summary>
internal sealed class ElfStrings
{
    private readonly List<byte> _bytes = [0];

    public byte[] Bytes => [.. _bytes];

    public int Add(string text)
    {
        int at = _bytes.Count;
        _bytes.AddRange(Encoding.UTF8.GetBytes(text));
        _bytes.Add(0);
        return at;
    }
}
