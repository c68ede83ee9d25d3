namespace Backend.Naming;

/// <summary>A shared library with the two symbols that gdb looks for, and nothing else.</summary>
internal static class GdbLibrary
{
    public const string FunctionName = "__jit_debug_register_code", DescriptorName = "__jit_debug_descriptor";

    private const int Page = 0x1000, DescriptorBytes = 24, Segments = 4;
    private const uint Load = 1, DynamicSegment = 2, StackSegment = 0x6474E551, Readable = 4, Writable = 2, Executable = 1;

    public static byte[] Bytes()
    {
        var strings = new ElfStrings();
        int function = strings.Add(FunctionName), descriptor = strings.Add(DescriptorName), soname = strings.Add("metajit-gdb.so");
        int[] names = [.. ((string[])[".hash", ".dynsym", ".dynstr", ".text", ".dynamic", ".data"]).Select(strings.Add)];
        byte[] text = strings.Bytes;

        // One segment to read and run, from the file's beginning; one to write, on a page of its own.
        int hashAt = ElfWriter.HeaderBytes + Segments * ElfWriter.ProgramHeaderBytes, hashBytes = 6 * 4;
        int symbolsAt = hashAt + hashBytes, symbolBytes = 3 * ElfWriter.SymbolBytes;
        int stringsAt = symbolsAt + symbolBytes, codeAt = (stringsAt + text.Length + 15) & -16;
        ulong[] dynamic = [14, (ulong)soname, 4, (ulong)hashAt, 5, (ulong)stringsAt, 6, (ulong)symbolsAt, 10, (ulong)text.Length, 11, ElfWriter.SymbolBytes, 0, 0];
        int dynamicBytes = dynamic.Length * 8, dataAt = Page + dynamicBytes, sectionsAt = dataAt + DescriptorBytes;

        var file = new ElfWriter();
        file.Header(ElfWriter.Shared, Segments, sectionsAt, 7, 3);
        file.ProgramHeader(Load, Readable | Executable, 0, codeAt + 1, Page);
        file.ProgramHeader(Load, Readable | Writable, Page, dynamicBytes + DescriptorBytes, Page);
        file.ProgramHeader(DynamicSegment, Readable | Writable, Page, dynamicBytes, 8);
        // Without it the loader takes it that the library wants stacks to be executable.
        file.ProgramHeader(StackSegment, Readable | Writable, 0, 0, 16);
        // One bucket, whose chain has both symbols.
        foreach (uint word in (uint[])[1, 3, 1, 0, 2, 0]) file.Put(word);
        file.Symbol(0, 0, 0, 0, 0);
        file.Symbol(function, 2, 4, (ulong)codeAt, 1);
        file.Symbol(descriptor, 1, 6, (ulong)dataAt, DescriptorBytes);
        file.Put(text);
        file.Align(16);
        file.Put([0xC3]);                                                                           // ret
        file.Align(Page);
        foreach (ulong word in dynamic) file.Put(word);
        file.Put([1, .. new byte[DescriptorBytes - 1]]);                                            // version 1, no entries

        file.SectionHeader(0, 0, 0, 0, 0, 0, align: 0);
        file.SectionHeader(names[0], ElfWriter.Hash, ElfWriter.Alloc, (ulong)hashAt, hashAt, hashBytes, link: 2, entryBytes: 4);
        file.SectionHeader(names[1], ElfWriter.DynSym, ElfWriter.Alloc, (ulong)symbolsAt, symbolsAt, symbolBytes, link: 3, info: 1, entryBytes: ElfWriter.SymbolBytes);
        file.SectionHeader(names[2], ElfWriter.StrTab, ElfWriter.Alloc, (ulong)stringsAt, stringsAt, text.Length, align: 1);
        file.SectionHeader(names[3], ElfWriter.ProgBits, ElfWriter.Alloc | ElfWriter.Exec, (ulong)codeAt, codeAt, 1, align: 16);
        file.SectionHeader(names[4], ElfWriter.Dynamic, ElfWriter.Alloc | ElfWriter.Write, Page, Page, dynamicBytes, link: 3, entryBytes: 16);
        file.SectionHeader(names[5], ElfWriter.ProgBits, ElfWriter.Alloc | ElfWriter.Write, (ulong)dataAt, dataAt, DescriptorBytes);
        return file.ToArray();
    }
}
