using System.Globalization;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules.Regex;

internal sealed partial class RegexParser
{
    /// <summary>What a backslash and a letter stand for, or -1.</summary>
    internal static int ControlOf(int c) => c switch
    {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' => '\\',
        _ => -1,
    };

    private static CharClass? ClassOf(int c) => c switch
    {
        'd' => CharClass.Digit,
        'D' => CharClass.NotDigit,
        's' => CharClass.Space,
        'S' => CharClass.NotSpace,
        'w' => CharClass.Word,
        'W' => CharClass.NotWord,
        _ => null,
    };

    private static bool IsUnicode(RegexFlags flags) => (flags & (RegexFlags.Unicode | RegexFlags.Locale)) == RegexFlags.Unicode;

    /// <summary>A backslash outside of brackets.</summary>
    private Item Escape(int c, RegexFlags flags)
    {
        bool isUnicode = IsUnicode(Fixed(_source.IsText, flags));
        switch (c)
        {
            case 'A': return At(Place.BeginningOfString);
            case 'Z': return At(Place.EndOfString);
            case 'b': return At(isUnicode ? Place.UnicodeBoundary : Place.Boundary);
            case 'B': return At(isUnicode ? Place.NotUnicodeBoundary : Place.NotBoundary);
        }
        if (ClassOf(c) is { } kind) return new Item(new OneNode(CharSet.Of(kind, isUnicode)), new Width(1, 1));
        if (ControlOf(c) is >= 0 and var control) return Literal(control, flags);
        if (CodeEscape(c) is >= 0 and var code) return Literal(code, flags);
        if (c == '0') return Literal(Octal("0" + _source.TakeWhile(2, PatternReader.IsOctal)), flags);
        if (PatternReader.IsDigit(c)) return OctalOrReference(c, flags);
        if (char.IsAsciiLetter((char)Math.Min(c, 0xFFFF))) throw _source.Error("bad escape \\" + (char)c, 2);
        return Literal(c, flags);
    }

    private static int Octal(string digits)
    {
        int value = 0;
        foreach (char digit in digits) value = value * 8 + (digit - '0');
        return value;
    }

    private Item OctalOrReference(int c, RegexFlags flags)
    {
        string digits = ((char)c).ToString();
        if (_source.NextIsDigit)
        {
            digits += (char)_source.Get().Character;
            if (PatternReader.IsOctal(digits[0]) && PatternReader.IsOctal(digits[1]) && _source.NextIsOctal)
            {
                digits += (char)_source.Get().Character;
                return Literal(CheckedOctal(digits), flags);
            }
        }
        int group = int.Parse(digits, CultureInfo.InvariantCulture);
        if (group >= _groupWidths.Count) throw _source.Error($"invalid group reference {group}", digits.Length);
        if (!IsClosed(group)) throw _source.Error("cannot refer to an open group", digits.Length + 1);
        CheckLookbehind(group);
        return Reference(group, flags);
    }

    private int CheckedOctal(string digits)
    {
        int value = Octal(digits);
        return value <= 0xFF ? value : throw _source.Error($"octal escape value \\{digits} outside of range 0-0o377", digits.Length + 1);
    }

    /// <summary>A character by its number or name; -1 when the letter is for something else.</summary>
    private int CodeEscape(int c)
    {
        int digits = c switch { 'x' => 2, 'u' when _source.IsText => 4, 'U' when _source.IsText => 8, _ => 0 };
        if (digits > 0)
        {
            string text = _source.TakeWhile(digits, PatternReader.IsHex);
            if (text.Length != digits) throw _source.Error($"incomplete escape \\{(char)c}{text}", text.Length + 2);
            long code = long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return code <= 0x10FFFF ? (int)code : throw _source.Error($"bad escape \\{(char)c}{text}", text.Length + 2);
        }
        if (c != 'N' || !_source.IsText) return -1;
        if (!_source.Take('{')) throw _source.Error("missing {");
        string name = _source.TakeUntil('}', "character name", out int length);
        int named = UnicodeNames.Find(name);
        return named >= 0 ? named : throw _source.Error("undefined character name " + PatternReader.Quoted(name), length + 4);
    }

    // ---- sets

    private CharSet Set(RegexFlags flags, int nested)
    {
        int here = _source.Position - 1;
        var set = new SetBuilder();
        if (_source.Is('[')) Warn(Types.FutureWarning, $"Possible nested set at position {_source.Position}", nested + 6);
        set.IsNegated = _source.Take('^');
        int count = 0;
        while (true)
        {
            (int c, int escaped) = _source.Get();
            if (c < 0) throw _source.Error("unterminated character set", _source.Position - here);
            if (c == ']' && escaped < 0 && count > 0) break;
            if (escaped < 0 && count > 0 && c is '-' or '&' or '~' or '|' && _source.Is(c))
            {
                string operation = c switch { '-' => "difference", '&' => "intersection", '~' => "symmetric difference", _ => "union" };
                Warn(Types.FutureWarning, $"Possible set {operation} at position {_source.Position - 1}", nested + 6);
            }
            SetItem first = escaped >= 0 ? SetEscape(escaped) : SetItem.Range(c, c);
            count++;
            if (!_source.Take('-'))
            {
                set.Add(first);
                continue;
            }
            (int to, int toEscaped) = _source.Get();
            if (to < 0) throw _source.Error("unterminated character set", _source.Position - here);
            if (to == ']' && toEscaped < 0)
            {
                set.Add(first);
                set.Add(SetItem.Range('-', '-'));
                break;
            }
            if (to == '-' && toEscaped < 0) Warn(Types.FutureWarning, $"Possible set difference at position {_source.Position - 2}", nested + 6);
            SetItem last = toEscaped >= 0 ? SetEscape(toEscaped) : SetItem.Range(to, to);
            if (first.Kind != SetItemKind.Range || last.Kind != SetItemKind.Range || last.A < first.A)
            {
                string from = PatternReader.Show(c, escaped), until = PatternReader.Show(to, toEscaped);
                throw _source.Error($"bad character range {from}-{until}", (escaped < 0 ? 1 : 2) + 1 + (toEscaped < 0 ? 1 : 2));
            }
            set.Add(SetItem.Range(first.A, last.A));
        }
        flags = Fixed(_source.IsText, flags);
        return set.Single is >= 0 and var only ? LiteralSet(only, flags, set.IsNegated) : set.Build(flags);
    }

    /// <summary>A backslash between brackets.</summary>
    private SetItem SetEscape(int c)
    {
        int code = ControlOf(c);
        if (code >= 0) return SetItem.Range(code, code);
        // Whether of Unicode or ASCII is said when the set is made.
        if (ClassOf(c) is { } kind) return SetItem.Class(kind, isUnicode: true);
        code = CodeEscape(c);
        if (code < 0 && PatternReader.IsOctal(c)) code = CheckedOctal((char)c + _source.TakeWhile(2, PatternReader.IsOctal));
        if (code >= 0) return SetItem.Range(code, code);
        if (char.IsAsciiLetterOrDigit((char)Math.Min(c, 0xFFFF))) throw _source.Error("bad escape \\" + (char)c, 2);
        return SetItem.Range(c, c);
    }
}
