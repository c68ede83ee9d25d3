using System.Globalization;
using System.Text;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Reads JSON from a str. Positions are those of UTF-16 units; only where they go out are they turned into code points. A null result is an
/// exception: JSONDecodeError, or StopIteration with the position where a value should be.
/// </summary>
internal sealed class JsonReader(PyStr source, PyJsonScanner? scanner, bool strict)
{
    private readonly string _text = source.Value;
    private readonly bool _plainFloats = scanner != null && ReferenceEquals(scanner.parse_float, Types.Float);
    private readonly bool _plainInts = scanner != null && ReferenceEquals(scanner.parse_int, Types.Int);

    // ---- positions

    /// <summary>-1 beyond the end.</summary>
    public int ToUnits(long point)
    {
        if (point < 0 || point > source.Length) return -1;
        if (source.IsNarrow) return (int)point;
        int at = 0;
        for (; point > 0; point--) at += char.IsHighSurrogate(_text[at]) && at + 1 < _text.Length && char.IsLowSurrogate(_text[at + 1]) ? 2 : 1;
        return at;
    }

    public long ToPoints(int unit)
    {
        if (source.IsNarrow) return unit;
        long points = unit;
        for (int i = 0; i + 1 < unit; i++)
            if (char.IsHighSurrogate(_text[i]) && char.IsLowSurrogate(_text[i + 1])) points--;
        return points;
    }

    private PyObject? Stop(int at) => PyErr.RaiseWithArgs(Types.StopIteration, new PyInt(ToPoints(at)));

    private PyObject? Fail(string message, int at)
    {
        if (Interpreter.Imports.Import("json.decoder", null, new PyTuple([new PyStr("JSONDecodeError")]), PyInt.Zero) is not { } module) return null;
        if (module.GetAttr(PyStr.Intern("JSONDecodeError")) is not { } type) return null;
        if (Calls.Call3(type, new PyStr(message), source, new PyInt(ToPoints(at))) is not PyException error) return null;
        return PyErr.Raise(error);
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    private char At(int at) => at < _text.Length ? _text[at] : '\0';

    private void SkipSpace(ref int at)
    {
        while (at < _text.Length && IsSpace(_text[at])) at++;
    }

    // ---- values

    public PyObject? ReadValue(ref int at)
    {
        int start = at;
        switch (At(at))
        {
            case '"':
                at++;
                return ReadText(ref at);
            case '{': return Nested(ref at, isObject: true);
            case '[': return Nested(ref at, isObject: false);
            case 'n' when Word(ref at, "null"): return PyNone.None;
            case 't' when Word(ref at, "true"): return PyBool.True;
            case 'f' when Word(ref at, "false"): return PyBool.False;
            case 'N' when Word(ref at, "NaN"): return Constant("NaN");
            case 'I' when Word(ref at, "Infinity"): return Constant("Infinity");
            case '-' when Word(ref at, "-Infinity"): return Constant("-Infinity");
            case '-' or (>= '0' and <= '9'): return Number(ref at) ?? (PyErr.Current == null ? Stop(start) : null);
            default: return Stop(start);
        }
    }

    private bool Word(ref int at, string word)
    {
        if (string.CompareOrdinal(_text, at, word, 0, word.Length) != 0) return false;
        at += word.Length;
        return true;
    }

    private PyObject? Constant(string name) => Calls.Call1(scanner!.parse_constant, new PyStr(name));

    private PyObject? Nested(ref int at, bool isObject)
    {
        if (!Recursion.Enter(isObject ? " while decoding a JSON object from a unicode string" : " while decoding a JSON array from a unicode string")) return null;
        PyObject? value = isObject ? Object(ref at) : Array(ref at);
        Recursion.Leave();
        return value;
    }

    private PyObject? Number(ref int at)
    {
        int start = at, end = at;
        if (At(end) == '-') end++;
        if (At(end) == '0') end++;
        else if (At(end) is >= '1' and <= '9') SkipDigits(ref end);
        else return null;
        bool isFloat = false;
        if (At(end) == '.' && char.IsAsciiDigit(At(end + 1)))
        {
            isFloat = true;
            end++;
            SkipDigits(ref end);
        }
        if (At(end) is 'e' or 'E')
        {
            int exponent = end + 1;
            if (At(exponent) is '+' or '-') exponent++;
            if (char.IsAsciiDigit(At(exponent)))
            {
                isFloat = true;
                end = exponent;
                SkipDigits(ref end);
            }
        }
        at = end;
        ReadOnlySpan<char> digits = _text.AsSpan(start, end - start);
        if (isFloat)
        {
            if (_plainFloats) return new PyFloat(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture));
            return Calls.Call1(scanner!.parse_float, new PyStr(digits.ToString()));
        }
        if (!_plainInts) return Calls.Call1(scanner!.parse_int, new PyStr(digits.ToString()));
        return digits.Length < 19 ? PyInt.Of(Whole(digits)) : NumberMethods.ParseInt(digits.ToString(), 10);
    }

    private static long Whole(ReadOnlySpan<char> digits)
    {
        long value = 0;
        bool isNegative = digits[0] == '-';
        for (int i = isNegative ? 1 : 0; i < digits.Length; i++) value = value * 10 + digits[i] - '0';
        return isNegative ? -value : value;
    }

    private void SkipDigits(ref int at)
    {
        while (at < _text.Length && char.IsAsciiDigit(_text[at])) at++;
    }

    private PyObject? Array(ref int at)
    {
        var list = new PyList();
        at++;
        SkipSpace(ref at);
        if (At(at) == ']' && at < _text.Length)
        {
            at++;
            return list;
        }
        while (true)
        {
            if (ReadValue(ref at) is not { } item) return null;
            list.Append(item);
            SkipSpace(ref at);
            char c = At(at);
            if (c == ']')
            {
                at++;
                return list;
            }
            if (c != ',') return Fail("Expecting ',' delimiter", at);
            at++;
            SkipSpace(ref at);
        }
    }

    private PyObject? Object(ref int at)
    {
        bool pairs = scanner!.object_pairs_hook is not PyNone;
        PyDict? dict = pairs ? null : new PyDict();
        PyList? list = pairs ? new PyList() : null;
        at++;
        SkipSpace(ref at);
        if (At(at) == '}')
        {
            at++;
        }
        else
        {
            while (true)
            {
                if (At(at) != '"') return Fail("Expecting property name enclosed in double quotes", at);
                at++;
                if (Key(ref at) is not { } key) return null;
                SkipSpace(ref at);
                if (At(at) != ':') return Fail("Expecting ':' delimiter", at);
                at++;
                SkipSpace(ref at);
                if (ReadValue(ref at) is not { } value) return null;
                if (dict != null) dict.SetStr(key, value);
                else list!.Append(new PyTuple([key, value]));
                SkipSpace(ref at);
                char c = At(at);
                if (c == '}')
                {
                    at++;
                    break;
                }
                if (c != ',') return Fail("Expecting ',' delimiter", at);
                at++;
                SkipSpace(ref at);
            }
        }
        if (list != null) return Calls.Call1(scanner.object_pairs_hook, list);
        return scanner.object_hook is PyNone ? dict : Calls.Call1(scanner.object_hook, dict!);
    }

    private const int LongestKey = 40, KeysKept = 256;

    /// <summary>Keys of late, by hash: those of one kind of record come again and again, and are the same object then.</summary>
    [ThreadStatic] private static PyStr?[]? s_keys;

    private readonly PyStr?[] _keys = s_keys ??= new PyStr?[KeysKept];

    private PyStr? Key(ref int at)
    {
        string text = _text;
        uint hash = 0;
        int end = at, limit = Math.Min(text.Length, at + LongestKey);
        for (; end < limit; end++)
        {
            char c = text[end];
            if (c == '"')
            {
                ReadOnlySpan<char> span = text.AsSpan(at, end - at);
                at = end + 1;
                ref PyStr? kept = ref _keys[(hash ^ hash >> 15) % KeysKept];
                if (kept is { IsNarrow: true } known && known.Characters.SequenceEqual(span)) return known;
                return kept = new PyStr(span.ToString());
            }
            // Escapes, and what may not stand here, are the string reader's.
            if (c is '\\' or < ' ') break;
            hash = (hash ^ c) * 0x9E3779B1;
        }
        return ReadText(ref at);
    }

    // ---- strings

    /// <inheritdoc cref="ReadString"/>
    private PyStr? ReadText(ref int at)
    {
        int start = at;
        if (ReadString(ref at) is not { } text) return null;
        // Without escapes it has the characters of the source.
        bool isPart = source.IsNarrow && at - start - 1 == text.Length;
        return !isPart ? new PyStr(text) : text.Length == 1 ? PyStr.FromCodePoint(text[0]) : PyStr.Narrow(text);
    }

    /// <summary>The string whose opening quote is just before; null with an exception pending.</summary>
    public string? ReadString(ref int at)
    {
        int begin = at - 1;
        StringBuilder? b = null;
        while (true)
        {
            ReadOnlySpan<char> rest = _text.AsSpan(at);
            int plain = strict ? rest.IndexOfAny(Stops) : rest.IndexOfAny('"', '\\');
            if (plain < 0) return Failed("Unterminated string starting at", begin);
            char c = rest[plain];
            if (c == '"')
            {
                string last = rest[..plain].ToString();
                at += plain + 1;
                return b == null ? last : b.Append(last).ToString();
            }
            if (c != '\\') return Failed("Invalid control character at", at + plain);
            b ??= new StringBuilder();
            b.Append(rest[..plain]);
            at += plain + 1;
            if (at >= _text.Length) return Failed("Unterminated string starting at", begin);
            char escape = _text[at++];
            char? simple = escape switch
            {
                '"' or '\\' or '/' => escape,
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => null,
            };
            if (simple is { } one)
            {
                b.Append(one);
                continue;
            }
            if (escape != 'u') return Failed("Invalid \\escape", at - 2);
            if (Unit(at) is not { } unit) return Failed("Invalid \\uXXXX escape", at - 1);
            at += 4;
            b.Append((char)unit);
        }
    }

    private static readonly System.Buffers.SearchValues<char> Stops = System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i), '"', '\\']);

    private int? Unit(int at)
    {
        // The digits are followed by something: the closing quote at least.
        if (at + 4 >= _text.Length) return null;
        int value = 0;
        for (int i = at; i < at + 4; i++)
        {
            if (!char.IsAsciiHexDigit(_text[i])) return null;
            value = value * 16 + (_text[i] <= '9' ? _text[i] - '0' : (_text[i] | 0x20) - 'a' + 10);
        }
        return value;
    }

    private string? Failed(string message, int at)
    {
        Fail(message, at);
        return null;
    }
}
