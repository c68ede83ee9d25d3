using System.Text;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>Reads a replacement with backslashes.</summary>
internal sealed class TemplateParser(PyPattern pattern, PyObject template)
{
    private readonly PyObject _plain = UserSlots.Unwrap(template);
    private readonly StringBuilder _literal = new();
    private PatternReader _source = null!;

    /// <summary>A text, or null for the group of the same index.</summary>
    public readonly List<PyObject?> Texts = [];
    public readonly List<int> Groups = [];

    /// <summary>False: an exception is pending.</summary>
    public bool Parse()
    {
        if (_plain is not (PyStr or PyBytes { IsMutable: false }))
        {
            return PyErr.Fail(Types.TypeError, _plain is PyBytes ? "unhashable type: 'bytearray'"
                : $"decoding to str: need a bytes-like object, {template.Type.Name} found");
        }
        try
        {
            _source = new PatternReader(PatternReader.PointsOf(_plain), _plain is PyStr);
            return ParseAll();
        }
        catch (RegexSyntaxException e)
        {
            RegexErrors.Raise(e, template);
            return false;
        }
    }

    private bool ParseAll()
    {
        while (_source.Next >= 0)
        {
            (int c, int escaped) = _source.Get();
            if (escaped < 0) Append(c);
            else if (escaped == 'g') Named();
            else if (escaped == '0') Append(Octal("0", 2) & 0xFF);
            else if (PatternReader.IsDigit(escaped)) Numbered((char)escaped);
            else if (RegexParser.ControlOf(escaped) is >= 0 and var control) Append(control);
            else if (escaped < 128 && char.IsAsciiLetter((char)escaped)) throw _source.Error("bad escape \\" + (char)escaped, 2);
            else
            {
                Append('\\');
                Append(escaped);
            }
            if (PyErr.Current != null) return false;
        }
        EndLiteral();
        return true;
    }

    private void Append(int c)
    {
        if (c < 0x10000) _literal.Append((char)c);
        else _literal.Append(char.ConvertFromUtf32(c));
    }

    private void EndLiteral()
    {
        if (_literal.Length == 0) return;
        string text = _literal.ToString();
        Texts.Add(_source.IsText ? new PyStr(text) : new PyBytes(Encoding.Latin1.GetBytes(text)));
        Groups.Add(0);
        _literal.Clear();
    }

    private void AddGroup(long group, int back)
    {
        if (group > pattern.Groups) throw _source.Error($"invalid group reference {group}", back);
        EndLiteral();
        Texts.Add(null);
        Groups.Add((int)group);
    }

    private int Octal(string digits, int more)
    {
        digits += _source.TakeWhile(more, PatternReader.IsOctal);
        int value = 0;
        foreach (char digit in digits) value = value * 8 + (digit - '0');
        return value;
    }

    private void Numbered(char first)
    {
        string digits = first.ToString();
        if (_source.NextIsDigit)
        {
            digits += (char)_source.Get().Character;
            if (PatternReader.IsOctal(first) && PatternReader.IsOctal(digits[1]) && _source.NextIsOctal)
            {
                digits += (char)_source.Get().Character;
                int value = (first - '0') * 64 + (digits[1] - '0') * 8 + (digits[2] - '0');
                if (value > 0xFF) throw _source.Error($"octal escape value \\{digits} outside of range 0-0o377", 4);
                Append(value);
                return;
            }
        }
        AddGroup(long.Parse(digits), digits.Length);
    }

    private void Named()
    {
        if (!_source.Take('<')) throw _source.Error("missing <");
        string name = _source.TakeUntil('>', "group name", out int length);
        if (PatternReader.IsIdentifier(name))
        {
            if (!_source.IsText && name.Any(static c => c > 127))
                RegexErrors.Warn(Types.DeprecationWarning, $"bad character in group name {StringText.Ascii(PatternReader.Quoted(name))} at position {_source.Position - length - 1}");
            if (PyErr.Current != null) return;
            if (pattern.GroupIndex.GetItem(new PyStr(name)) is PyInt group)
            {
                AddGroup(group.Value, length + 1);
                return;
            }
            PyErr.Current = null;
            PyErr.Raise(Types.IndexError, "unknown group name " + PatternReader.Quoted(name));
            return;
        }
        long number = RegexParser.GroupNumber(name);
        if (number < 0) throw _source.Error("bad character in group name " + PatternReader.Quoted(name), length + 1);
        if (number >= SreCode.MaxGroups) throw _source.Error($"invalid group reference {number}", length + 1);
        if (!name.All(char.IsAsciiDigit))
        {
            string shown = _source.IsText ? PatternReader.Quoted(name) : StringText.Ascii(PatternReader.Quoted(name));
            RegexErrors.Warn(Types.DeprecationWarning, $"bad character in group name {shown} at position {_source.Position - length - 1}");
            if (PyErr.Current != null) return;
        }
        AddGroup(number, length + 1);
    }
}
