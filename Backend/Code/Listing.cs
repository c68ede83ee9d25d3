using System.Text;
using MetaTracer.Trace;

namespace Backend.Code;

/// <summary>The text of one piece of machine code: each operation as a comment before its instructions.</summary>
internal static class Listing
{
    /// <summary>Appends the instructions of a range of bytes, a line each.</summary>
    public delegate void DisassembleRange(ReadOnlySpan<byte> code, long address, StringBuilder text);

    public static unsafe string Of(NativeCode code, DisassembleRange disassemble)
    {
        var text = new StringBuilder();
        (int Offset, int Operation)[] marks = code.Marks;
        Section(0, marks.Length > 0 ? marks[0].Offset : code.Length, "; entry");
        for (int k = 0; k < marks.Length; k++)
        {
            int end = k + 1 < marks.Length ? marks[k + 1].Offset : code.Length;
            string comment = marks[k].Operation < 0 ? "; exits and slow paths" : "; " + TraceWriter.WriteOperation(code.Trace!, marks[k].Operation);
            Section(marks[k].Offset, end, comment);
        }
        return text.ToString();

        void Section(int start, int end, string comment)
        {
            text.AppendLine(comment);
            if (end > start) disassemble(new ReadOnlySpan<byte>((byte*)code.Start + start, end - start), code.Start + start, text);
        }
    }
}
