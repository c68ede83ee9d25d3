using MetaTracer.CodeWriter;

namespace MetaTracer.Logging;

/// <summary>Methods and C# lines of the interpreter's instructions as text. Each is looked up once: reading symbols takes a while.</summary>
internal sealed class PlaceTexts
{
    private readonly Dictionary<(JitCode, int), string> _texts = [];

    public string Of(JitCode code, int pc)
    {
        if (_texts.TryGetValue((code, pc), out string? text)) return text;
        return _texts[(code, pc)] = new CodePlace(code, pc).ToString();
    }
}
