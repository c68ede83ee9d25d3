using PyLite.Objects;

namespace PyLite.Modules.Regex;

internal sealed partial class RegexParser
{
    /// <summary>What begins with a parenthesis; null for comments and flags of the whole pattern.</summary>
    private Item? Group(RegexFlags flags, int nested, bool mayHaveFlags)
    {
        int start = _source.Position - 1;
        string? name = null;
        int nameLength = 0;
        bool captures = true, isAtomic = false;
        if (_source.Take('?'))
        {
            (int c, int escaped) = _source.Get();
            if (c < 0) throw _source.Error("unexpected end of pattern");
            if (escaped >= 0) throw Unknown(c, escaped);
            switch (c)
            {
                case 'P':
                    if (_source.Take('<'))
                    {
                        name = _source.TakeUntil('>', "group name", out nameLength);
                        CheckName(name, nameLength, 1, nested);
                        break;
                    }
                    if (_source.Take('=')) return NamedReference(flags, nested);
                    (c, escaped) = _source.Get();
                    if (c < 0) throw _source.Error("unexpected end of pattern");
                    throw _source.Error("unknown extension ?P" + PatternReader.Show(c, escaped), escaped < 0 ? 3 : 4);
                case ':':
                    captures = false;
                    break;
                case '#':
                    while (true)
                    {
                        if (_source.Next < 0) throw _source.Error("missing ), unterminated comment", _source.Position - start);
                        if (_source.Get() is (')', < 0)) return null;
                    }
                case '=' or '!' or '<':
                    return Look(c, start, flags, nested);
                case '(':
                    return Conditional(start, flags, nested);
                case '>':
                    captures = false;
                    isAtomic = true;
                    break;
                case '-' or 'i' or 'L' or 'm' or 's' or 'x' or 'a' or 't' or 'u':
                    {
                        if (Flags(c) is not var (add, remove))
                        {
                            if (!mayHaveFlags) throw _source.Error("global flags not at the start of the expression", _source.Position - start);
                            return null;
                        }
                        captures = false;
                        if ((add & TypeFlags) != 0) flags &= ~TypeFlags;
                        flags = (flags | add) & ~remove;
                        break;
                    }
                default:
                    throw Unknown(c, -1);
            }
        }
        int group = captures ? Open(name, nameLength) : 0;
        (RegexNode node, Width width) = Alternatives(flags, nested + 1);
        if (!_source.Take(')')) throw _source.Error("missing ), unterminated subpattern", _source.Position - start);
        if (captures)
        {
            _groupWidths[group] = width;
            var items = new List<RegexNode> { new MarkNode(2 * group - 2) };
            if (node is SequenceNode inner) items.AddRange(inner.Items);
            else items.Add(node);
            items.Add(new MarkNode(2 * group - 1));
            return new Item(new SequenceNode(items), width);
        }
        return new Item(isAtomic ? new AtomicNode(node) : node, width);
    }

    private RegexSyntaxException Unknown(int c, int escaped) => _source.Error("unknown extension ?" + PatternReader.Show(c, escaped), escaped < 0 ? 2 : 3);

    private int Open(string? name, int nameLength)
    {
        int group = _groupWidths.Count;
        _groupWidths.Add(null);
        if (name == null) return group;
        foreach ((string known, int number) in _names)
        {
            if (known == name)
                throw _source.Error($"redefinition of group name {PatternReader.Quoted(name)} as group {group}; was group {number}", nameLength + 1);
        }
        _names.Add((name, group));
        return group;
    }

    private void CheckName(string name, int length, int offset, int nested)
    {
        if (!PatternReader.IsIdentifier(name)) throw _source.Error("bad character in group name " + PatternReader.Quoted(name), length + offset);
        if (!_source.IsText && name.Any(static c => c > 127))
            Warn(Types.DeprecationWarning, $"bad character in group name {StringText.Ascii(PatternReader.Quoted(name))} at position {_source.Position - length - offset}", nested + 7);
    }

    /// <summary>The number of a named group, or -1.</summary>
    private int Named(string name)
    {
        foreach ((string known, int number) in _names)
            if (known == name) return number;
        return -1;
    }

    private bool IsClosed(long group) => group < _groupWidths.Count && _groupWidths[(int)group] != null;

    private void CheckLookbehind(long group)
    {
        if (_groupsBeforeLookbehind is not { } before) return;
        if (!IsClosed(group)) throw _source.Error("cannot refer to an open group");
        if (group >= before) throw _source.Error("cannot refer to group defined in the same lookbehind subpattern");
    }

    private Item NamedReference(RegexFlags flags, int nested)
    {
        string name = _source.TakeUntil(')', "group name", out int length);
        CheckName(name, length, 1, nested);
        int group = Named(name);
        if (group < 0) throw _source.Error("unknown group name " + PatternReader.Quoted(name), length + 1);
        if (!IsClosed(group)) throw _source.Error("cannot refer to an open group", length + 1);
        CheckLookbehind(group);
        return Reference(group, flags);
    }

    private Item Reference(int group, RegexFlags flags)
    {
        flags = Fixed(_source.IsText, flags);
        CaseMode mode = (flags & RegexFlags.IgnoreCase) == 0 ? CaseMode.Exact
            : (flags & RegexFlags.Locale) == 0 && (flags & RegexFlags.Unicode) != 0 ? CaseMode.Unicode : CaseMode.Ascii;
        return new Item(new BackReferenceNode(group - 1, mode), _groupWidths[group]!.Value);
    }

    private Item Look(int c, int start, RegexFlags flags, int nested)
    {
        bool isBehind = c == '<';
        int? before = _groupsBeforeLookbehind;
        if (isBehind)
        {
            (c, int escaped) = _source.Get();
            if (c < 0) throw _source.Error("unexpected end of pattern");
            if (escaped >= 0 || c is not ('=' or '!')) throw _source.Error("unknown extension ?<" + PatternReader.Show(c, escaped), escaped < 0 ? 3 : 4);
            _groupsBeforeLookbehind ??= _groupWidths.Count;
        }
        (RegexNode node, Width width) = Alternatives(flags, nested + 1);
        if (isBehind) _groupsBeforeLookbehind = before;
        if (!_source.Take(')')) throw _source.Error("missing ), unterminated subpattern", _source.Position - start);
        if (isBehind && width.Least != width.Most) _badLookbehind = Math.Min(_badLookbehind, start);
        return new Item(new LookNode(node, isBehind ? (int)Math.Min(width.Least, int.MaxValue) : 0, c == '!'), default);
    }

    private Item Conditional(int start, RegexFlags flags, int nested)
    {
        string name = _source.TakeUntil(')', "group name", out int length);
        long group;
        if (PatternReader.IsIdentifier(name))
        {
            CheckName(name, length, 1, nested);
            group = Named(name);
            if (group < 0) throw _source.Error("unknown group name " + PatternReader.Quoted(name), length + 1);
        }
        else
        {
            group = GroupNumber(name);
            if (group < 0) throw _source.Error("bad character in group name " + PatternReader.Quoted(name), length + 1);
            if (group == 0) throw _source.Error("bad group number", length + 1);
            if (group >= SreCode.MaxGroups) throw _source.Error($"invalid group reference {group}", length + 1);
            if (!_conditions.Exists(known => known.Group == group)) _conditions.Add((group, _source.Position - length - 1));
            if (!name.All(char.IsAsciiDigit))
            {
                string shown = _source.IsText ? PatternReader.Quoted(name) : StringText.Ascii(PatternReader.Quoted(name));
                Warn(Types.DeprecationWarning, $"bad character in group name {shown} at position {_source.Position - length - 1}", nested + 6);
            }
        }
        CheckLookbehind(group);
        Sequence yes = ParseSequence(flags, nested + 1);
        Sequence? no = null;
        if (_source.Take('|'))
        {
            no = ParseSequence(flags, nested + 1);
            if (_source.Is('|')) throw _source.Error("conditional backref with more than two branches");
        }
        if (!_source.Take(')')) throw _source.Error("missing ), unterminated subpattern", _source.Position - start);
        Width width = no != null ? yes.Width.Or(no.Width) : yes.Width with { Least = 0 };
        return new Item(new ConditionalNode((int)Math.Min(group, int.MaxValue) - 1, yes.ToNode(), no?.ToNode()), width);
    }

    /// <summary>What <c>int()</c> makes of a group's number; -1 when it is none, or negative.</summary>
    internal static long GroupNumber(string text)
    {
        string digits = text.Trim().TrimStart('+').Replace("_", "");
        if (digits.Length == 0 || digits.Length > 18) return digits.Length > 18 && digits.All(char.IsDigit) ? long.MaxValue : -1;
        long number = 0;
        foreach (char c in digits)
        {
            if (!char.IsDigit(c)) return -1;
            number = number * 10 + (int)char.GetNumericValue(c);
        }
        return number;
    }

    private static RegexFlags FlagOf(int c) => c switch
    {
        'i' => RegexFlags.IgnoreCase,
        'L' => RegexFlags.Locale,
        'm' => RegexFlags.MultiLine,
        's' => RegexFlags.DotAll,
        'x' => RegexFlags.Verbose,
        'a' => RegexFlags.Ascii,
        't' => RegexFlags.Template,
        'u' => RegexFlags.Unicode,
        _ => 0,
    };

    private RegexSyntaxException NoFlag(int c, int escaped, string missing)
    {
        if (c < 0) return _source.Error(missing);
        string shown = PatternReader.Show(c, escaped);
        return _source.Error(escaped < 0 && CharacterTests.IsAlpha(c) ? "unknown flag" : missing, escaped < 0 ? 1 : 2);
    }

    /// <summary>Flags to set and to remove inside of a group; null when they are the whole pattern's, and set now.</summary>
    private (RegexFlags Add, RegexFlags Remove)? Flags(int c)
    {
        RegexFlags add = 0, remove = 0;
        int escaped = -1;
        if (c != '-')
        {
            while (true)
            {
                RegexFlags flag = FlagOf(c);
                if (_source.IsText && c == 'L') throw _source.Error("bad inline flags: cannot use 'L' flag with a str pattern");
                if (!_source.IsText && c == 'u') throw _source.Error("bad inline flags: cannot use 'u' flag with a bytes pattern");
                add |= flag;
                if ((flag & TypeFlags) != 0 && (add & TypeFlags) != flag) throw _source.Error("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
                (c, escaped) = _source.Get();
                if (c >= 0 && escaped < 0 && c is ')' or '-' or ':') break;
                if (c < 0 || escaped >= 0 || FlagOf(c) == 0) throw NoFlag(c, escaped, "missing -, : or )");
            }
        }
        if (c == ')')
        {
            _flags |= add;
            return null;
        }
        if ((add & WholeFlags) != 0) throw _source.Error("bad inline flags: cannot turn on global flag", 1);
        if (c == '-')
        {
            (c, escaped) = _source.Get();
            if (c < 0 || escaped >= 0 || FlagOf(c) == 0) throw NoFlag(c, escaped, "missing flag");
            while (true)
            {
                RegexFlags flag = FlagOf(c);
                if ((flag & TypeFlags) != 0) throw _source.Error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
                remove |= flag;
                (c, escaped) = _source.Get();
                if (c == ':' && escaped < 0) break;
                if (c < 0 || escaped >= 0 || FlagOf(c) == 0) throw NoFlag(c, escaped, "missing :");
            }
        }
        if ((remove & WholeFlags) != 0) throw _source.Error("bad inline flags: cannot turn off global flag", 1);
        if ((add & remove) != 0) throw _source.Error("bad inline flags: flag turned on and off", 1);
        return (add, remove);
    }
}
