using System.Text;

namespace PyLite.Modules.Syntax;

/// <summary>Columns of syntax trees: Python counts the bytes of UTF-8, the parser characters.</summary>
internal sealed class SourceColumns
{
    private readonly string _text;
    private readonly List<int>? _lineStarts;

    public SourceColumns(string text)
    {
        _text = text;
        if (Ascii.IsValid(text)) return;
        _lineStarts = [0, 0];
        for (int i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1)) _lineStarts.Add(i + 1);
    }

    /// <summary>The bytes before a column of a line, which counts from 1.</summary>
    public int Bytes(int line, int column)
    {
        if (_lineStarts == null || line >= _lineStarts.Count || line < 1) return column;
        int start = _lineStarts[line];
        return Encoding.UTF8.GetByteCount(_text.AsSpan(start, Math.Min(column, _text.Length - start)));
    }
}
