using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What string.Formatter is made of: replacement fields taken apart.</summary>
[PyModule("_string")]
[DontLookInside]
public static partial class StringModule
{
    /// <summary>The parts of a format string: tuples of literal text, field name, format spec and conversion.</summary>
    [PyFunction]
    public static PyObject? formatter_parser(PyObject format) => Text(format) is { } text ? new FormatterIterator(text) : null;

    /// <summary>The first part of a field name, and an iterator over its attributes and indices.</summary>
    [PyFunction]
    public static PyObject? formatter_field_name_split(PyObject name)
    {
        if (Text(name) is not { } text) return null;
        int end = text.IndexOfAny(['.', '[']);
        if (end < 0) end = text.Length;
        return new PyTuple([FieldNameIterator.NumberOrName(text[..end]), new FieldNameIterator(text[end..])]);
    }

    private static string? Text(PyObject o)
    {
        if (UserSlots.Unwrap(o) is PyStr s) return s.Value;
        PyErr.TypeError($"expected str, got {o.Type.Name}");
        return null;
    }
}

/// <summary>Walks through a format string.</summary>
[PyClass("_string.formatteriterator")]
public sealed partial class FormatterIterator(string text) : PyObject
{
    private int _at;

    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    [DontLookInside]
    public override PyObject? Next()
    {
        if (_at >= text.Length) return PyEnd.Value;
        int brace = text.AsSpan(_at).IndexOfAny('{', '}');
        if (brace < 0)
        {
            string rest = text[_at..];
            _at = text.Length;
            return Part(rest);
        }
        brace += _at;
        bool isDoubled = brace + 1 < text.Length && text[brace + 1] == text[brace];
        if (isDoubled)
        {
            string literal = text[_at..(brace + 1)];
            _at = brace + 2;
            return Part(literal);
        }
        if (text[brace] == '}') return PyErr.ValueError("Single '}' encountered in format string");
        if (brace + 1 == text.Length) return PyErr.ValueError("Single '{' encountered in format string");
        string before = text[_at..brace];
        _at = brace + 1;
        return Field(before);
    }

    private static PyTuple Part(string literal) => new([new PyStr(literal), PyNone.None, PyNone.None, PyNone.None]);

    private PyObject? Field(string literal)
    {
        int start = _at;
        char end = '\0';
        for (bool inBrackets = false; _at < text.Length; _at++)
        {
            char c = text[_at];
            if (inBrackets) inBrackets = c != ']';
            else if (c == '[') inBrackets = true;
            else if (c == '{') return PyErr.ValueError("unexpected '{' in field name");
            else if (c is '}' or ':' or '!')
            {
                end = c;
                break;
            }
        }
        if (end == '\0') return PyErr.ValueError("expected '}' before end of string");
        string name = text[start.._at++];
        PyObject conversion = PyNone.None;
        if (end == '!')
        {
            if (_at >= text.Length) return PyErr.ValueError("end of string while looking for conversion specifier");
            int size = char.IsHighSurrogate(text[_at]) && _at + 1 < text.Length ? 2 : 1;
            conversion = new PyStr(text.Substring(_at, size));
            _at += size;
            if (_at >= text.Length) return PyErr.ValueError("unmatched '{' in format spec");
            end = text[_at++];
            if (end is not (':' or '}')) return PyErr.ValueError("expected ':' after conversion specifier");
        }
        if (end == '}') return new PyTuple([new PyStr(literal), new PyStr(name), PyStr.Empty, conversion]);
        int spec = _at;
        for (int depth = 1; _at < text.Length; _at++)
        {
            if (text[_at] == '{') depth++;
            else if (text[_at] == '}' && --depth == 0) return new PyTuple([new PyStr(literal), new PyStr(name), new PyStr(text[spec.._at++]), conversion]);
        }
        return PyErr.ValueError("unmatched '{' in format spec");
    }
}

/// <summary>Walks through what follows the first part of a field name: tuples of "is it an attribute" and its name or number.</summary>
[PyClass("_string.fieldnameiterator")]
public sealed partial class FieldNameIterator(string text) : PyObject
{
    private int _at;

    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    /// <summary>Digits are an int.</summary>
    public static PyObject NumberOrName(string part) =>
        part.Length > 0 && part.All(char.IsAsciiDigit) && long.TryParse(part, out long number) ? new PyInt(number) : new PyStr(part);

    [DontLookInside]
    public override PyObject? Next()
    {
        if (_at >= text.Length) return PyEnd.Value;
        bool isAttribute = text[_at] == '.';
        if (!isAttribute && text[_at] != '[') return PyErr.ValueError("Only '.' or '[' may follow ']' in format field specifier");
        int start = ++_at, end = isAttribute ? text.AsSpan(start).IndexOfAny('.', '[') : text.IndexOf(']', start) - start;
        if (isAttribute) end = end < 0 ? text.Length : start + end;
        else if (end < 0) return PyErr.ValueError("Missing ']' in format string");
        else end += start;
        string part = text[start..end];
        _at = isAttribute ? end : end + 1;
        if (part.Length == 0) return PyErr.ValueError("Empty attribute in format string");
        return new PyTuple([PyBool.Of(isAttribute), isAttribute ? new PyStr(part) : NumberOrName(part)]);
    }
}
