using System.Text;
using Iced.Intel;
using Decoder = Iced.Intel.Decoder;

namespace Backend.X64;

/// <summary>x86-64 machine code as text.</summary>
internal static class Disassembler
{
    private sealed class Output(StringBuilder text) : FormatterOutput
    {
        public override void Write(string part, FormatterTextKind kind) => text.Append(part);
    }

    public static void Append(ReadOnlySpan<byte> code, long address, StringBuilder text)
    {
        Decoder decoder = Decoder.Create(64, new ByteArrayCodeReader(code.ToArray()), (ulong)address);
        var formatter = new IntelFormatter { Options = { HexPrefix = "0x", HexSuffix = "", SpaceAfterOperandSeparator = true } };
        var output = new Output(text);
        while (decoder.IP < (ulong)address + (ulong)code.Length)
        {
            decoder.Decode(out Instruction instruction);
            text.Append("  ").Append(instruction.IP.ToString("x")).Append("  ");
            formatter.Format(instruction, output);
            text.Append('\n');
        }
    }
}
