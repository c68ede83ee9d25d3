using System.Buffers.Binary;
using System.Text;

namespace Backend.Arm64;

/// <summary>AArch64 machine code as text: instructions where libcapstone is installed, else their 32-bit words.</summary>
internal static class Disassembler
{
    public static void Append(ReadOnlySpan<byte> code, long address, StringBuilder text)
    {
        if (!CapstoneLibrary.TryAppend(code, address, text)) AppendWords(code, address, text);
    }

    public static void AppendWords(ReadOnlySpan<byte> code, long address, StringBuilder text)
    {
        for (int i = 0; i + 4 <= code.Length; i += 4)
            text.Append($"  {address + i:x}  .inst 0x{BinaryPrimitives.ReadUInt32LittleEndian(code[i..]):x8}\n");
    }
}
