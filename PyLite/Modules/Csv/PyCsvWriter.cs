using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Writes rows of fields as lines.</summary>
[PyClass("_csv.writer")]
[DontLookInside]
public sealed partial class PyCsvWriter(PyObject write, PyCsvDialect rules) : PyObject
{
    [PyProperty(IsMember = true)] public PyObject dialect => rules;

    /// <summary>Writes one row; what the file's write gives.</summary>
    [PyFunction]
    public PyObject? writerow(PyObject row)
    {
        if (row.Iter() is not { } fields)
            return PyErr.TakeIf(Types.TypeError) ? PyErr.Raise(CsvModule.Error, $"iterable expected, not {row.Type.Name}") : null;
        var line = new StringBuilder();
        int count = 0;
        bool onlyEmpty = false;
        while (true)
        {
            PyObject? field = fields.Next();
            if (field == null) return null;
            if (ReferenceEquals(field, PyEnd.Value)) break;
            if (count++ > 0) line.Append(Shown(rules.Delimiter));
            int before = line.Length;
            if (!Append(line, field)) return null;
            onlyEmpty = count == 1 && line.Length == before;
        }
        if (onlyEmpty && count == 1)
        {
            // Otherwise the line would be an empty row.
            if (rules.Quoting == 3) return PyErr.Raise(CsvModule.Error, "single empty field record must be quoted");
            line.Append(Shown(rules.Quote)).Append(Shown(rules.Quote));
        }
        line.Append(rules.LineTerminator);
        return PyLite.Objects.Calls.Call1(write, new PyStr(line.ToString()));
    }

    /// <summary>Writes all rows of an iterable.</summary>
    [PyFunction]
    public PyObject? writerows(PyObject rows)
    {
        if (rows.Iter() is not { } iterator) return null;
        while (true)
        {
            PyObject? row = iterator.Next();
            if (row == null) return null;
            if (ReferenceEquals(row, PyEnd.Value)) return PyNone.None;
            if (writerow(row) == null) return null;
        }
    }

    private static string Shown(int c) => char.ConvertFromUtf32(c);

    private bool Append(StringBuilder line, PyObject field)
    {
        PyObject bare = UserSlots.Unwrap(field);
        bool isNumber = bare is PyInt or PyLong or PyFloat or PyBool || field.Type.Lookup(Names.Float) != null;
        PyStr? text = bare is PyStr s ? s : bare is PyNone ? PyStr.Empty : field.Str();
        if (text == null) return false;
        bool quoted = rules.Quoting == 1 || rules.Quoting == 2 && !isNumber;
        var b = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            int c = text.CodePointAt(i);
            bool isQuote = c == rules.Quote, needsEscape = false;
            if (c == rules.Delimiter || isQuote || c == rules.Escape || c is '\n' or '\r' || c < 0x10000 && rules.LineTerminator.Contains((char)c))
            {
                if (rules.Quoting == 3)
                {
                    needsEscape = true;
                }
                else
                {
                    if (isQuote && rules.DoubleQuote) b.Append(Shown(c));
                    else if (isQuote || c == rules.Escape) needsEscape = true;
                    if (!needsEscape) quoted = true;
                }
                if (needsEscape)
                {
                    if (rules.Escape < 0) return PyErr.Fail(CsvModule.Error, "need to escape, but no escapechar set");
                    b.Append(Shown(rules.Escape));
                }
            }
            b.Append(c is >= 0xd800 and <= 0xdfff ? ((char)c).ToString() : Shown(c));
        }
        if (quoted) line.Append(Shown(rules.Quote)).Append(b).Append(Shown(rules.Quote));
        else line.Append(b);
        return true;
    }
}
