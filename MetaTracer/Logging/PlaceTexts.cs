using MetaTracer.CodeWriter;

namespace MetaTracer.Logging;

/// <summary>Methods, C# lines and IL of the interpreter's instructions as text. Each is looked up once: reading symbols takes a while.</summary>
internal sealed class PlaceTexts
{
    private readonly Dictionary<(JitCode, int), string> _texts = [];

    public string Of(JitCode code, int pc)
    {
        if (_texts.TryGetValue((code, pc), out string? text)) return text;
        return _texts[(code, pc)] = new CodePlace(code, pc).ToString() + Il(code, pc);
    }

    // Methods that logs mention, each with its instructions by offset.
    private readonly Dictionary<JitCode, Dictionary<int, IlInstruction>> _il = [];

    private string Il(JitCode code, int pc)
    {
        if (!_il.TryGetValue(code, out Dictionary<int, IlInstruction>? instructions))
            _il[code] = instructions = IlReader.Read(code.Method)?.Instructions.ToDictionary(instruction => instruction.Offset) ?? [];
        return pc < code.IlOffsets.Length && instructions.TryGetValue(code.IlOffsets[pc], out IlInstruction? instruction) ? $" IL_{instruction.Offset:x4} {instruction}" : "";
    }
}
