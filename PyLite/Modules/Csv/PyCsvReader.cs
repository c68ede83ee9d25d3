using System.Buffers;
using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Takes the fields of rows from lines. A row goes on in the next line inside quotes.</summary>
[PyClass("_csv.reader")]
[DontLookInside]
public sealed partial class PyCsvReader(PyObject lines, PyCsvDialect rules) : PyObject
{
    private enum State
    {
        StartOfRecord, StartOfField, Escaped, InField, InQuotes, EscapedInQuotes, QuoteInQuotes, EatLineEnd, AfterEscapedLineEnd,
    }

    private State _state;
    private readonly StringBuilder _field = new();
    private int _length;
    private PyList _row = new();
    private bool _isNumber;

    [PyProperty(IsMember = true)] public PyObject dialect => rules;
    [PyProperty(IsMember = true)] public long line_num { get; private set; }

    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        _row = new PyList();
        Reset();
        _state = State.StartOfRecord;
        do
        {
            PyObject? line = lines.Next();
            if (line == null) return null;
            if (ReferenceEquals(line, PyEnd.Value))
            {
                if (_length == 0 && _state != State.InQuotes) return PyEnd.Value;
                if (rules.Strict) return Fail("unexpected end of data");
                return SaveField() ? Taken() : null;
            }
            if (UserSlots.Unwrap(line) is not PyStr text)
                return Fail($"iterator should return strings, not {line.Type.Name} (the file should be opened in text mode)");
            line_num++;
            string? narrow = text.IsNarrow ? text.Value : null;
            for (int i = 0; i < text.Length; i++)
            {
                if (narrow != null) i += TakePlain(narrow.AsSpan(i));
                if (i < text.Length && !Take(narrow != null ? narrow[i] : text.CodePointAt(i))) return null;
            }
            if (!Take(EndOfLine)) return null;
        }
        while (_state != State.StartOfRecord);
        return Taken();
    }

    private PyList Taken()
    {
        PyList row = _row;
        _row = new PyList();
        return row;
    }

    /// <summary>Stands for the end of what the iterator gave, whether or not there was a line end.</summary>
    private const int EndOfLine = -2;

    private static PyObject? Fail(string message) => PyErr.Raise(CsvModule.Error, message);

    private void Reset()
    {
        _field.Clear();
        _length = 0;
        _isNumber = false;
    }

    private bool Add(int c)
    {
        if (_length >= CsvModule.FieldLimit) return Fail($"field larger than field limit ({CsvModule.FieldLimit})") != null;
        _length++;
        if (c < 0x10000) _field.Append((char)c);
        else _field.Append(char.ConvertFromUtf32(c));
        return true;
    }

    /// <summary>Takes the characters that only make the field longer, all at once; gives how many they are.</summary>
    private int TakePlain(ReadOnlySpan<char> text)
    {
        if (_state is not (State.InField or State.InQuotes)) return 0;
        SearchValues<char> special = _state == State.InField ? rules.SpecialInField : rules.SpecialInQuotes;
        int plain = text.IndexOfAny(special);
        if (plain < 0) plain = text.Length;
        if (plain == 0 || _length + plain > CsvModule.FieldLimit) return 0;
        _field.Append(text[..plain]);
        _length += plain;
        return plain;
    }

    private bool SaveField()
    {
        PyObject field = new PyStr(_field.ToString());
        bool isNumber = _isNumber;
        Reset();
        if (isNumber)
        {
            if (Calls.Call1(Types.Float, field) is not { } number) return false;
            field = number;
        }
        _row.Append(field);
        return true;
    }

    private bool EndField(int c)
    {
        _state = c == EndOfLine ? State.StartOfRecord : State.EatLineEnd;
        return SaveField();
    }

    private static bool IsLineEnd(int c) => c is '\n' or '\r' or EndOfLine;

    /// <summary>Takes one character; false with an exception pending.</summary>
    private bool Take(int c)
    {
        switch (_state)
        {
            case State.StartOfRecord:
                // An empty line is a row without fields.
                if (c == EndOfLine) return true;
                if (c is '\n' or '\r')
                {
                    _state = State.EatLineEnd;
                    return true;
                }
                _state = State.StartOfField;
                goto case State.StartOfField;
            case State.StartOfField:
                if (IsLineEnd(c)) return EndField(c);
                if (c == rules.Quote && rules.Quoting != 3)
                {
                    _state = State.InQuotes;
                    return true;
                }
                if (c == rules.Escape)
                {
                    _state = State.Escaped;
                    return true;
                }
                if (c == ' ' && rules.SkipInitialSpace) return true;
                if (c == rules.Delimiter) return SaveField();
                _isNumber = rules.Quoting == 2;
                _state = State.InField;
                return Add(c);
            case State.Escaped:
                if (c is '\n' or '\r')
                {
                    _state = State.AfterEscapedLineEnd;
                    return Add(c);
                }
                _state = State.InField;
                return Add(c == EndOfLine ? '\n' : c);
            case State.AfterEscapedLineEnd:
                if (c == EndOfLine) return true;
                goto case State.InField;
            case State.InField:
                _state = State.InField;
                if (IsLineEnd(c)) return EndField(c);
                if (c == rules.Escape)
                {
                    _state = State.Escaped;
                    return true;
                }
                if (c != rules.Delimiter) return Add(c);
                _state = State.StartOfField;
                return SaveField();
            case State.InQuotes:
                if (c == EndOfLine) return true;
                if (c == rules.Escape) _state = State.EscapedInQuotes;
                else if (c == rules.Quote && rules.Quoting != 3) _state = rules.DoubleQuote ? State.QuoteInQuotes : State.InField;
                else return Add(c);
                return true;
            case State.EscapedInQuotes:
                _state = State.InQuotes;
                return Add(c == EndOfLine ? '\n' : c);
            case State.QuoteInQuotes:
                if (rules.Quoting != 3 && c == rules.Quote)
                {
                    _state = State.InQuotes;
                    return Add(c);
                }
                if (c == rules.Delimiter)
                {
                    _state = State.StartOfField;
                    return SaveField();
                }
                if (IsLineEnd(c)) return EndField(c);
                if (rules.Strict)
                    return Fail($"'{PyStr.FromCodePoint(rules.Delimiter).Value}' expected after '{PyStr.FromCodePoint(rules.Quote).Value}'") != null;
                _state = State.InField;
                return Add(c);
            default:
                if (c is '\n' or '\r') return true;
                if (c == EndOfLine)
                {
                    _state = State.StartOfRecord;
                    return true;
                }
                return Fail("new-line character seen in unquoted field - do you need to open the file in universal-newline mode?") != null;
        }
    }
}
