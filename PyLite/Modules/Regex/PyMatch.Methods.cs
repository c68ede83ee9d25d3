using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>What programs see of a match.</summary>
public sealed partial class PyMatch
{
    [PyFunction]
    [PyClassMethod]
    public static PyObject? __class_getitem__(PyObject type, PyObject item) => PyGenericAlias.Of(type, item);

    [PyProperty(IsMember = true)] public PyObject @string => Subject;

    [PyProperty(IsMember = true)] public PyObject re => Pattern;

    [PyProperty(IsMember = true)] public int pos => Position;

    [PyProperty(IsMember = true)] public int endpos => EndPosition;

    /// <summary>The number of the last matched capturing group.</summary>
    [PyProperty] public PyObject lastindex => LastGroup < 0 ? PyNone.None : new PyInt(LastGroup);

    /// <summary>The name of the last matched capturing group.</summary>
    [PyProperty] public PyObject lastgroup => LastGroup >= 0 && Pattern.GroupNames is var names && LastGroup < names.Length ? names[LastGroup] : PyNone.None;

    [PyProperty]
    public PyObject regs
    {
        [DontLookInside]
        get
        {
            var spans = new PyObject[Pattern.Groups + 1];
            for (int i = 0; i < spans.Length; i++) spans[i] = Span(i);
            return new PyTuple(spans);
        }
    }

    /// <summary>group([group1, ...]) -> str or tuple. The text of a group, by number or name; 0 is the whole match.</summary>
    [PyFunction]
    [UnrollSafe]
    public PyObject? group(params PyObject[] groups)
    {
        if (groups.Length == 0) return Text(0);
        if (groups.Length == 1) return GetItem(groups[0]);
        var items = new PyObject[groups.Length];
        for (int i = 0; i < items.Length; i++)
        {
            if (GetItem(groups[i]) is not { } item) return null;
            items[i] = item;
        }
        return new PyTuple(items);
    }

    /// <summary>The texts of all groups; the default for those that did not match.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject groups([Keyword] PyObject? @default = null)
    {
        var items = new PyObject[Pattern.Groups];
        for (int i = 0; i < items.Length; i++) items[i] = Text(i + 1) ?? @default ?? PyNone.None;
        return new PyTuple(items);
    }

    /// <summary>The texts of all named groups by name; the default for those that did not match.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? groupdict([Keyword] PyObject? @default = null)
    {
        var dict = new PyDict();
        PyObject[] names = Pattern.GroupNames;
        for (int i = 1; i < names.Length; i++)
        {
            if (names[i] is not PyNone && i <= Pattern.Groups && !dict.Set(names[i], Text(i) ?? @default ?? PyNone.None)) return null;
        }
        return dict;
    }

    /// <summary>Where the text of a group begins.</summary>
    [PyFunction]
    public long? start([Unset] PyObject? group = null) => Number(group) is >= 0 and var g ? Start(g) : null;

    /// <summary>Where the text of a group ends.</summary>
    [PyFunction]
    public long? end([Unset] PyObject? group = null) => Number(group) is >= 0 and var g ? End(g) : null;

    /// <summary>Where the text of a group begins and ends.</summary>
    [PyFunction]
    public PyObject? span([Unset] PyObject? group = null) => Number(group) is >= 0 and var g ? Span(g) : null;

    private int Number(PyObject? group) => group == null ? 0 : Pattern.GroupNumber(group);

    /// <summary>The template with its backslashes replaced, as sub() does.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? expand([Keyword] PyObject template) => Pattern.TemplateOf(template)?.Expand(this);

    [PyFunction] public PyObject __copy__() => this;

    [PyFunction] public PyObject __deepcopy__(PyObject memo) => this;
}
