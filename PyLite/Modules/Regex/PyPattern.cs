using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

[Flags]
public enum RegexFlags
{
    Template = 1, IgnoreCase = 2, Locale = 4, MultiLine = 8, DotAll = 16, Unicode = 32, Verbose = 64, Debug = 128, Ascii = 256,
}

/// <summary>Compiled regular expression object.</summary>
[PyClass("re.Pattern", IsFinal = true)]
public sealed partial class PyPattern : PyObject
{
    /// <summary>What it was compiled from: a str, bytes, or None.</summary>
    public readonly PyObject Source;

    /// <summary>The same without a subclass.</summary>
    public readonly PyObject Text;

    public readonly RegexFlags Flags;
    public readonly RegexProgram Program;

    /// <summary>The numbers of groups by name.</summary>
    public readonly PyObject GroupIndex;

    /// <summary>The names of groups by number; None for those without.</summary>
    [ImmutableArray] public readonly PyObject[] GroupNames;

    /// <summary>The words it was made of, where two patterns without a source are compared by them.</summary>
    private readonly uint[]? _code;

    private ReplacementTemplate? _lastTemplate;

    public PyPattern(PyObject source, RegexFlags flags, RegexProgram program, PyObject groupIndex, PyObject[] groupNames, uint[]? code = null)
    {
        Source = source;
        Text = UserSlots.Unwrap(source);
        Flags = flags;
        Program = program;
        GroupIndex = groupIndex;
        GroupNames = groupNames;
        _code = code;
    }

    public int Groups => Program.Groups;

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (Source.Repr() is not { } shown) return null;
        var b = new StringBuilder("re.compile(");
        b.Append(shown.Length > 200 ? shown.Substring(0, 200).Value : shown.Value);
        // Strings are of Unicode unless another flag says so.
        RegexFlags flags = Flags;
        if (Text is not PyBytes && (flags & (RegexFlags.Locale | RegexFlags.Unicode | RegexFlags.Ascii)) == RegexFlags.Unicode) flags &= ~RegexFlags.Unicode;
        string between = ", ";
        foreach ((RegexFlags flag, string name) in FlagNames)
        {
            if ((flags & flag) == 0) continue;
            flags &= ~flag;
            b.Append(between).Append(name);
            between = "|";
        }
        if (flags != 0) b.Append(between).Append($"0x{(int)flags:x}");
        return new PyStr(b.Append(')').ToString());
    }

    private static readonly (RegexFlags, string)[] FlagNames =
    [
        (RegexFlags.Template, "re.TEMPLATE"), (RegexFlags.IgnoreCase, "re.IGNORECASE"), (RegexFlags.Locale, "re.LOCALE"),
        (RegexFlags.MultiLine, "re.MULTILINE"), (RegexFlags.DotAll, "re.DOTALL"), (RegexFlags.Unicode, "re.UNICODE"),
        (RegexFlags.Verbose, "re.VERBOSE"), (RegexFlags.Debug, "re.DEBUG"), (RegexFlags.Ascii, "re.ASCII"),
    ];

    [DontLookInside]
    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyPattern p) return PyNotImplemented.Value;
        int equal = ReferenceEquals(this, p) ? 1
            : Flags != p.Flags || Text is PyBytes != p.Text is PyBytes || _code != null && p._code != null && !_code.AsSpan().SequenceEqual(p._code) ? 0
            : Operators.Equal(Source, p.Source);
        return equal < 0 ? null : PyBool.Of(equal == 1 == (op == CompareOp.Eq));
    }

    [DontLookInside]
    public override long Hash()
    {
        long hash = Source.Hash();
        if (hash == -1) return -1;
        hash = hash * 31 + (int)Flags;
        return hash == -1 ? -2 : hash;
    }

    /// <summary>The number of a group by its number or name, or -1 with an exception pending: IndexError when there is no such group.</summary>
    internal int GroupNumber(PyObject key)
    {
        if (key is PyInt i && i.Value >= 0 && i.Value <= Groups) return (int)i.Value;
        if (key is PyStr name && NamedGroup(Jit.Promote(this), name) is > 0 and var number) return number;
        return GroupNumberOf(key);
    }

    [Elidable]
    private static int NamedGroup(PyPattern pattern, PyStr name) =>
        pattern.GroupIndex.Contains(name) == 1 && pattern.GroupIndex.GetItem(name) is PyInt number ? (int)number.Value : 0;

    [DontLookInside]
    private int GroupNumberOf(PyObject key)
    {
        long number = -1;
        PyObject plain = UserSlots.Unwrap(key);
        if (plain is PyInt or PyBool or PyLong || key.Type.Lookup(Names.Index) != null)
        {
            if (!Sequences.Integer(key, out number))
            {
                if (!PyErr.TakeIf(Types.OverflowError)) return -1;
                number = -1;
            }
        }
        else if (GroupIndex.GetItem(key) is PyInt named)
        {
            number = named.Value;
        }
        else
        {
            PyErr.Current = null;
        }
        if (number >= 0 && number <= Groups) return (int)number;
        PyErr.Raise(Types.IndexError, "no such group");
        return -1;
    }

    /// <summary>The template for a text with backslashes; null with an exception pending.</summary>
    internal ReplacementTemplate? TemplateOf(PyObject text)
    {
        if (_lastTemplate is { } last && ReferenceEquals(last.Source, text)) return last;
        return ReplacementTemplate.Parse(this, text) is { } parsed ? _lastTemplate = parsed : null;
    }
}
