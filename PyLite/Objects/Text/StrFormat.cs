using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>str.format</c>.</summary>
[DontLookInside]
public sealed partial class StrFormat
{
    private readonly PyObject[] _positional;
    private readonly Func<PyStr, PyObject?> _named;
    private int _auto;

    private StrFormat(PyObject[] positional, Func<PyStr, PyObject?> named)
    {
        _positional = positional;
        _named = named;
    }

    public static PyObject? Format(PyObject[] args, PyStr[]? keywords)
    {
        int named = keywords?.Length ?? 0;
        PyObject[] positional = args[1..(args.Length - named)];
        var format = new StrFormat(positional, name =>
        {
            int at = keywords == null ? -1 : Array.FindIndex(keywords, k => k.EqualsStr(name));
            return at >= 0 ? args[args.Length - named + at] : PyErr.RaiseWithArgs(Types.KeyError, name);
        });
        string text = ((PyStr)args[0]).Value;
        Template template = TemplateOf(text);
        return template.IsPlain ? format.Fill(template) : format.Expand(text, 2);
    }

    public static PyObject? FormatMap(PyStr self, PyObject mapping) => new StrFormat([], mapping.GetItem) { _isMap = true }.Expand(self.Value, 2);

    /// <summary>Only names have values.</summary>
    private bool _isMap;

    private PyObject? Expand(string s, int depth)
    {
        if (depth <= 0) return PyErr.ValueError("Max string recursion exceeded");
        var b = new StringBuilder(s.Length + 16);
        int i = 0;
        while (i < s.Length)
        {
            int plain = s.AsSpan(i).IndexOfAny('{', '}');
            if (plain < 0) plain = s.Length - i;
            b.Append(s, i, plain);
            i += plain;
            if (i == s.Length) break;
            char c = s[i++];
            if (c == '{')
            {
                if (i < s.Length && s[i] == '{')
                {
                    b.Append('{');
                    i++;
                    continue;
                }
                int start = i, level = 1;
                bool isName = true;
                while (i < s.Length && level > 0)
                {
                    // A bracket of the name goes to its end, whatever is in it.
                    if (s[i] is ':' or '!') isName = false;
                    if (isName && s[i] == '[' && level == 1) i = s.IndexOf(']', i) is >= 0 and var bracket ? bracket : s.Length - 1;
                    else if (s[i] == '{') level++;
                    else if (s[i] == '}') level--;
                    i++;
                }
                if (level > 0)
                {
                    return PyErr.ValueError(start >= s.Length ? "Single '{' encountered in format string"
                        : s.AsSpan(start).ContainsAny(':', '!') ? "unmatched '{' in format spec" : "expected '}' before end of string");
                }
                if (Field(s[start..(i - 1)], depth) is not { } formatted) return null;
                var text = (PyStr)UserSlots.Unwrap(formatted);
                if (i == s.Length && start == 1) return formatted;
                b.Append(text.Value);
            }
            else
            {
                if (i >= s.Length || s[i] != '}') return PyErr.ValueError("Single '}' encountered in format string");
                b.Append('}');
                i++;
            }
        }
        return new PyStr(b.ToString());
    }

    private PyObject? Field(string field, int depth)
    {
        int end = 0, brackets = 0;
        while (end < field.Length && (brackets > 0 || field[end] is not (':' or '!')))
        {
            if (field[end] == '[') brackets++;
            else if (field[end] == ']') brackets--;
            end++;
        }
        // How it is written comes before what it names.
        string name = field[..end];
        char? conversion = null;
        if (end < field.Length && field[end] == '!')
        {
            if (end + 1 >= field.Length) return PyErr.ValueError("unmatched '{' in format spec");
            conversion = field[end + 1];
            end += 2;
            if (end < field.Length && field[end] != ':') return PyErr.ValueError("expected ':' after conversion specifier");
        }
        PyObject? value = Lookup(name);
        if (value != null && conversion is { } asked) value = Converted(value, asked);
        if (value == null) return null;
        string specText = end < field.Length ? field[(end + 1)..] : "";
        if (specText.Contains('{'))
        {
            if (Expand(specText, depth - 1) is not { } expanded) return null;
            specText = ((PyStr)UserSlots.Unwrap(expanded)).Value;
        }
        return Formatting.Format(value, specText.Length == 0 ? PyStr.Empty : new PyStr(specText));
    }

    private static PyObject? Converted(PyObject value, char conversion) => conversion switch
    {
        's' => value.Str(),
        'r' => value.Repr(),
        'a' => value.Repr() is { } r ? new PyStr(StringText.Ascii(r.Value)) : null,
        _ => PyErr.ValueError($"Unknown conversion specifier {conversion}"),
    };

    private PyObject? Lookup(string path)
    {
        int i = 0;
        while (i < path.Length && path[i] is not ('.' or '[')) i++;
        string first = path[..i];
        PyObject? value;
        if (first.Length == 0 || first.All(char.IsAsciiDigit))
        {
            if (first.Length == 0 && _auto < 0) return PyErr.ValueError("cannot switch from manual field specification to automatic field numbering");
            if (first.Length > 0 && _auto > 0) return PyErr.ValueError("cannot switch from automatic field numbering to manual field specification");
            int given = 0;
            if (first.Length > 0 && !int.TryParse(first, out given))
            {
                if (!long.TryParse(first, out _)) return PyErr.ValueError("Too many decimal digits in format string");
                given = int.MaxValue;
            }
            int index = first.Length == 0 ? _auto++ : given;
            if (first.Length > 0) _auto = -1;
            if (_isMap) return PyErr.ValueError("Format string contains positional fields");
            if (index >= _positional.Length) return PyErr.Raise(Types.IndexError, $"Replacement index {(first.Length == 0 ? index.ToString() : first)} out of range for positional args tuple");
            value = _positional[index];
        }
        else
        {
            value = _named(PyStr.Intern(first));
        }
        while (value != null && i < path.Length)
        {
            if (path[i] == '.')
            {
                int start = ++i;
                while (i < path.Length && path[i] is not ('.' or '[')) i++;
                if (i == start) return PyErr.ValueError("Empty attribute in format string");
                value = value.GetAttr(PyStr.Intern(path[start..i]));
                continue;
            }
            int close = path.IndexOf(']', i);
            if (close < 0) return PyErr.ValueError("Missing ']' in format string");
            string key = path[(i + 1)..close];
            if (key.Length == 0) return PyErr.ValueError("Empty attribute in format string");
            i = close + 1;
            if (i < path.Length && path[i] is not ('.' or '[')) return PyErr.ValueError("Only '.' or '[' may follow ']' in format field specifier");
            bool isNumber = key.All(char.IsAsciiDigit);
            long index = 0;
            if (isNumber && !long.TryParse(key, out index)) return PyErr.ValueError("Too many decimal digits in format string");
            value = value.GetItem(isNumber ? new PyInt(index) : new PyStr(key));
        }
        return value;
    }
}
