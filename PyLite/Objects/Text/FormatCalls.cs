using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary><c>str.format</c> with a template that a trace knows: its fields are formatted one by one, as an f-string's.</summary>
public static class FormatCalls
{
    public static PyObject? Format(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords == null && args[0] is PyStr template && Jit.IsConstant(template) && StrFormat.PiecesOf(template) is { } pieces && pieces.Needs < args.Length - 1)
            return Fill(pieces, args);
        return StrFormat.Format(args, keywords);
    }

    [UnrollSafe]
    private static PyObject? Fill(StrFormat.Pieces pieces, PyObject[] args)
    {
        int fields = pieces.Indexes.Length;
        var parts = new PyObject[2 * fields + 1];
        for (int k = 0; k < fields; k++)
        {
            parts[2 * k] = pieces.Texts[k];
            if (BuildOps.Convert(args[1 + pieces.Indexes[k]], pieces.Conversions[k], pieces.Specs[k]) is not { } text) return null;
            parts[2 * k + 1] = text;
        }
        parts[2 * fields] = pieces.Texts[fields];
        return fields == 1 && pieces.Texts[0].Length + pieces.Texts[1].Length == 0 ? parts[1] : TextJoin.JoinItems(PyStr.Empty, parts);
    }
}
