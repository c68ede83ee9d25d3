using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>A replacement with backslashes, as pieces of text and numbers of groups.</summary>
internal sealed class ReplacementTemplate
{
    /// <summary>What it was made of.</summary>
    public readonly PyObject Source;

    /// <summary>A text, or null for the group of the same index.</summary>
    private readonly PyObject?[] _texts;
    private readonly int[] _groups;

    private ReplacementTemplate(PyObject source, PyObject?[] texts, int[] groups)
    {
        Source = source;
        _texts = texts;
        _groups = groups;
    }

    /// <summary>Nothing in it depends on the match.</summary>
    public PyObject? Literal => _texts.Length == 1 ? _texts[0] : null;

    public static bool IsLiteral(PyObject replacement) => UserSlots.Unwrap(replacement) switch
    {
        PyStr { IsNarrow: true } s => !s.Characters.Contains('\\'),
        PyStr s => !s.Points.Contains('\\'),
        PyBytes b => !b.Span.Contains((byte)'\\'),
        var other => Buffers.TryBytes(other, out ReadOnlySpan<byte> bytes) && !bytes.Contains((byte)'\\'),
    };

    /// <summary>Null: an exception is pending.</summary>
    [DontLookInside]
    public static ReplacementTemplate? Parse(PyPattern pattern, PyObject template)
    {
        var parser = new TemplateParser(pattern, template);
        return parser.Parse() ? new ReplacementTemplate(template, [.. parser.Texts], [.. parser.Groups]) : null;
    }

    public void AppendTo(PyList parts, in Subject subject, MatchState state)
    {
        for (int i = 0; i < _texts.Length; i++)
        {
            if (_texts[i] is { } text)
            {
                parts.Append(text);
                continue;
            }
            int group = _groups[i];
            int from = group == 0 ? state.Start : state.Registers[2 * group - 2], to = group == 0 ? state.End : state.Registers[2 * group - 1];
            if (from >= 0 && to > from) parts.Append(subject.Part(from, to));
        }
    }

    [DontLookInside]
    public PyObject? Expand(PyMatch match)
    {
        var parts = new PyList();
        for (int i = 0; i < _texts.Length; i++)
        {
            if ((_texts[i] ?? match.Text(_groups[i])) is { } part) parts.Append(part);
        }
        return match.Join(parts);
    }
}
