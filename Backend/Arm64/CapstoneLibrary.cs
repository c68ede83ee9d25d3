using System.Runtime.InteropServices;
using System.Text;

namespace Backend.Arm64;

/// <summary>Disassembles AArch64 by libcapstone where it is installed (any of its versions 4 and 5).</summary>
internal static unsafe class CapstoneLibrary
{
    private const int Arm64InVersion4 = 1;
    private const int AddressAt = 8, SizeAt = 16;

    private static readonly Lazy<(nint Disassemble, nint Free, nint Handle, int TextAt, int Bytes)?> Library = new(Load);

    public static bool IsAvailable => Library.Value is not null;

    /// <summary>Appends a line for each instruction; false if nothing was appended because the library is missing.</summary>
    public static bool TryAppend(ReadOnlySpan<byte> code, long address, StringBuilder text)
    {
        if (Library.Value is not { } library) return false;
        fixed (byte* p = code)
        {
            byte* instructions;
            nuint count = ((delegate* unmanaged<nint, byte*, nuint, ulong, nuint, byte**, nuint>)library.Disassemble)(
                library.Handle, p, (nuint)code.Length, (ulong)address, 0, &instructions);
            if (count == 0) return false;
            int done = 0;
            for (nuint i = 0; i < count; i++)
            {
                byte* at = instructions + (int)i * library.Bytes;
                string mnemonic = Marshal.PtrToStringUTF8((nint)at + library.TextAt)!;
                string operands = Marshal.PtrToStringUTF8((nint)at + library.TextAt + 32)!;
                text.Append($"  {*(ulong*)(at + AddressAt):x}  {mnemonic} {operands}".TrimEnd()).Append('\n');
                done += *(ushort*)(at + SizeAt);
            }
            ((delegate* unmanaged<byte*, nuint, void>)library.Free)(instructions, count);
            Disassembler.AppendWords(code[done..], address + done, text);
        }
        return true;
    }

    private static (nint, nint, nint, int, int)? Load()
    {
        // cs_insn: id, address, size, bytes[16 or 24], mnemonic[32], operands[160], pointer.
        foreach ((string name, int bytes) in ((string, int)[])[("libcapstone.so.4", 16), ("libcapstone.so.5", 24)])
        {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            nint handle;
            var open = (delegate* unmanaged<int, int, nint*, int>)NativeLibrary.GetExport(library, "cs_open");
            if (open(Arm64InVersion4, 0, &handle) != 0) continue;
            int textAt = SizeAt + 2 + bytes;
            int size = (textAt + 32 + 160 + 7) / 8 * 8 + 8;
            return (NativeLibrary.GetExport(library, "cs_disasm"), NativeLibrary.GetExport(library, "cs_free"), handle, textAt, size);
        }
        return null;
    }
}
