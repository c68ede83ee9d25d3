using System.Buffers.Binary;
using System.Text;

namespace StencilCompiler;

/// <summary>A relocation inside a function: offset from its start, ELF type, name of the symbol, addend.</summary>
internal readonly record struct Relocation(int Offset, uint Type, string Symbol, long Addend);

/// <summary>A compiled function before anything is cut off.</summary>
internal sealed record CompiledFunction(string Name, byte[] Code, Relocation[] Relocations);

/// <summary>Reads the functions and their relocations out of a 64-bit little-endian ELF object file.</summary>
internal static class ElfObject
{
    private const uint SymbolTable = 2, Relocations = 4;
    private const int FunctionType = 2;

    public static Dictionary<string, CompiledFunction> Read(byte[] file)
    {
        int sectionTable = (int)U64(file, 0x28);
        int sectionCount = U16(file, 0x3C);
        var sections = new Section[sectionCount];
        for (int i = 0; i < sectionCount; i++)
        {
            int at = sectionTable + 64 * i;
            sections[i] = new Section(
                U32(file, at + 4), (int)U64(file, at + 24), (int)U64(file, at + 32), (int)U32(file, at + 40), (int)U32(file, at + 44));
        }

        Section symbols = sections.Single(s => s.Type == SymbolTable);
        Section strings = sections[symbols.Link];
        var names = new string[symbols.Size / 24];
        for (int i = 0; i < names.Length; i++) names[i] = Text(file, strings.Offset + (int)U32(file, symbols.Offset + 24 * i));

        var bySection = new Dictionary<int, List<Relocation>>();
        foreach (Section section in sections.Where(s => s.Type == Relocations))
        {
            var list = bySection[section.Info] = new List<Relocation>(section.Size / 24);
            for (int at = section.Offset; at < section.Offset + section.Size; at += 24)
            {
                ulong info = U64(file, at + 8);
                list.Add(new Relocation((int)U64(file, at), (uint)info, names[(int)(info >> 32)], (long)U64(file, at + 16)));
            }
            list.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        }

        var functions = new Dictionary<string, CompiledFunction>();
        for (int i = 0; i < names.Length; i++)
        {
            int at = symbols.Offset + 24 * i;
            int size = (int)U64(file, at + 16);
            if ((file[at + 4] & 15) != FunctionType || size == 0) continue;
            int section = U16(file, at + 6), start = (int)U64(file, at + 8);
            byte[] code = file.AsSpan(sections[section].Offset + start, size).ToArray();
            functions[names[i]] = new CompiledFunction(names[i], code, Within(bySection.GetValueOrDefault(section), start, size));
        }
        return functions;
    }

    private static Relocation[] Within(List<Relocation>? relocations, int start, int size)
    {
        if (relocations is null) return [];
        int low = 0, high = relocations.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (relocations[middle].Offset < start) low = middle + 1;
            else high = middle;
        }
        var found = new List<Relocation>();
        for (; low < relocations.Count && relocations[low].Offset < start + size; low++)
            found.Add(relocations[low] with { Offset = relocations[low].Offset - start });
        return [.. found];
    }

    private static string Text(byte[] file, int at) => Encoding.ASCII.GetString(file, at, Array.IndexOf(file, (byte)0, at) - at);
    private static ushort U16(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));
    private static uint U32(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
    private static ulong U64(byte[] file, int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));

    private readonly record struct Section(uint Type, int Offset, int Size, int Link, int Info);
}
