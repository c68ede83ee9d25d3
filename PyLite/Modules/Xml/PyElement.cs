using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What our _elementtree has in C#: elements, and ways through them.</summary>
[PyModule("_elements")]
[DontLookInside]
public static partial class ElementsModule
{
    [PyConstant] private static PyType Element => PyElement.ClassType;
    [PyConstant] private static PyType TreeBuilder => PyTreeBuilder.ClassType;

    /// <summary>What a parser calls to tell a builder of elements that begin and end, and whether it keeps comments and instructions.</summary>
    [PyFunction]
    public static PyObject? _handlers(PyObject builder)
    {
        if (UserSlots.Unwrap(builder) is not PyTreeBuilder tree) return PyErr.TypeError($"_handlers() argument must be TreeBuilder, not {Define.NameOf(builder)}");
        var (start, end) = tree.Handlers();
        return new PyTuple([start, end, PyBool.Of(tree.KeepsComments), PyBool.Of(tree.KeepsInstructions)]);
    }

    /// <summary>SubElement(parent, tag, attrib={}, **extra): a new element, already inside another.</summary>
    [PyFunction]
    public static PyObject? SubElement([Rest] PyObject[] args, [Named] PyDict extra)
    {
        if (args.Length < 2) return PyErr.TypeError($"SubElement() takes at least 2 arguments ({args.Length} given)");
        if (args.Length > 3) return PyErr.TypeError($"SubElement() takes at most 3 arguments ({args.Length} given)");
        if (PyElement.Of(args[0]) is not { } parent) return PyErr.TypeError($"SubElement() argument 1 must be {PyElement.FullName}, not {Define.NameOf(args[0])}");
        PyObject? made = PyElement.Made("SubElement", 3, args[1..], extra);
        if (made != null) parent.Children.Add(made);
        return made;
    }
}

/// <summary>An element of an XML document: a tag, attributes, text, and the elements inside.</summary>
[PyClass("xml.etree.ElementTree.Element")]
[DontLookInside]
public sealed partial class PyElement : PyObject, IWrapped
{
    internal const string FullName = "xml.etree.ElementTree.Element";

    private PyObject _tag = PyNone.None, _text = PyNone.None, _tail = PyNone.None;
    private PyDict? _attrib;
    private PyInstance? _outer;

    /// <summary>As the program gave them.</summary>
    internal readonly List<PyObject> Children = [];

    /// <summary>The element as programs see it.</summary>
    internal PyObject Self => _outer ?? (PyObject)this;

    private PyElement()
    {
    }

    internal PyElement(PyObject tag, PyDict? attrib) => (_tag, _attrib) = (tag, attrib);

    void IWrapped.Wrap(PyWrapper outer) => _outer = outer;

    internal static PyElement? Of(PyObject o) => UserSlots.Unwrap(o) as PyElement;

    // ---- making one

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyElement();

    [PyNew]
    public static PyObject? New([Rest] PyObject[] args, [Named] PyDict extra) => Made("Element", 2, args, extra);

    [PyFunction("__init__")]
    public PyObject? Init([Rest] PyObject[] args, [Named] PyDict extra) => Set("Element", 2, args, extra) ? PyNone.None : null;

    internal static PyObject? Made(string function, int most, PyObject[] args, PyDict extra)
    {
        var made = new PyElement();
        return made.Set(function, most, args, extra) ? made : null;
    }

    private bool Set(string function, int most, PyObject[] args, PyDict extra)
    {
        if (args.Length < 1) return PyErr.Fail(Types.TypeError, $"{function}() takes at least 1 argument (0 given)");
        if (args.Length > 2) return PyErr.Fail(Types.TypeError, $"{function}() takes at most {most} arguments ({args.Length + most - 2} given)");
        PyDict? given = null;
        if (args.Length == 2)
        {
            given = UserSlots.Unwrap(args[1]) as PyDict;
            if (given == null) return PyErr.Fail(Types.TypeError, $"{function}() argument {most} must be dict, not {Define.NameOf(args[1])}");
        }
        else if (extra.GetStr(PyStr.Intern("attrib")) is { } named)
        {
            given = UserSlots.Unwrap(named) as PyDict;
            if (given == null) return PyErr.Fail(Types.TypeError, $"attrib must be dict, not {Define.NameOf(named)}");
            extra.Remove(PyStr.Intern("attrib"));
        }
        _tag = args[0];
        _attrib = null;
        if (given is { Count: > 0 } && !Attributes.Update(given) || extra.Count > 0 && !Attributes.Update(extra)) return false;
        return true;
    }

    private PyDict Attributes => _attrib ??= new PyDict();

    // ---- attributes

    [PyProperty(Setter = nameof(SetTag))] public PyObject tag => _tag;
    [PyProperty(Setter = nameof(SetText))] public PyObject text => _text;
    [PyProperty(Setter = nameof(SetTail))] public PyObject tail => _tail;
    [PyProperty(Setter = nameof(SetAttrib))] public PyObject attrib => Attributes;

    private static bool Store(ref PyObject place, PyObject? value)
    {
        if (value == null) return PyErr.Fail(Types.AttributeError, "can't delete element attribute");
        place = value;
        return true;
    }

    private bool SetTag(PyObject? value) => Store(ref _tag, value);
    private bool SetText(PyObject? value) => Store(ref _text, value);
    private bool SetTail(PyObject? value) => Store(ref _tail, value);

    private bool SetAttrib(PyObject? value)
    {
        if (value == null) return PyErr.Fail(Types.AttributeError, "can't delete element attribute");
        if (UserSlots.Unwrap(value) is not PyDict dict) return PyErr.Fail(Types.TypeError, $"attrib must be dict, not {Define.NameOf(value)}");
        _attrib = dict;
        return true;
    }

    /// <summary>The value of an attribute.</summary>
    [PyFunction]
    public PyObject? get([Keyword] PyObject key, PyObject? @default = null) => _attrib?.Get(key) ?? (PyErr.Current == null ? @default ?? PyNone.None : null);

    [PyFunction]
    public PyObject? set(PyObject key, PyObject value) => Define.None(Attributes.Set(key, value));

    [PyFunction] public PyObject keys() => new PyList([.. _attrib?.Pairs().Select(static p => p.Key) ?? []]);

    [PyFunction] public PyObject items() => new PyList([.. _attrib?.Pairs().Select(static p => new PyTuple([p.Key, p.Value])) ?? []]);

    // ---- elements inside

    private static bool IsElement(PyObject o) => Of(o) != null || PyErr.Fail(Types.TypeError, $"expected an Element, not \"{o.Type.Name}\"");

    private static PyObject? NotElement(string place, PyObject o) => PyErr.TypeError($"{place} must be {FullName}, not {Define.NameOf(o)}");

    [PyFunction]
    public PyObject? append(PyObject subelement)
    {
        if (Of(subelement) == null) return NotElement("append() argument", subelement);
        Children.Add(subelement);
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? extend(PyObject elements)
    {
        if (Sequences.ToArray(elements) is not { } added) return PyErr.TakeIf(Types.TypeError) ? PyErr.TypeError($"expected sequence, not \"{elements.Type.Name}\"") : null;
        foreach (PyObject e in added)
        {
            if (!IsElement(e)) return null;
            Children.Add(e);
        }
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? insert(long index, PyObject subelement)
    {
        if (Of(subelement) == null) return NotElement("insert() argument 2", subelement);
        if (index < 0) index = Math.Max(0, index + Children.Count);
        Children.Insert((int)Math.Min(index, Children.Count), subelement);
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? remove(PyObject subelement)
    {
        if (Of(subelement) == null) return NotElement("remove() argument", subelement);
        int at = Children.FindIndex(c => ReferenceEquals(c, subelement));
        for (int i = 0; at < 0 && i < Children.Count; i++)
        {
            int equal = Operators.Equal(Children[i], subelement);
            if (equal < 0) return null;
            if (equal == 1) at = i;
        }
        if (at < 0) return PyErr.ValueError("list.remove(x): x not in list");
        Children.RemoveAt(at);
        return PyNone.None;
    }

    [PyFunction]
    public void clear()
    {
        Children.Clear();
        _attrib = null;
        _text = _tail = PyNone.None;
    }

    /// <summary>A new element of the same kind.</summary>
    [PyFunction]
    public PyObject? makeelement(PyObject tag, PyObject attrib)
    {
        if (UserSlots.Unwrap(attrib) is not PyDict) return NotElement("makeelement() argument 2", attrib);
        return Made("Element", 2, [tag, attrib], new PyDict());
    }

    public override long Len() => Children.Count;

    public override int Truth() => Children.Count > 0 ? 1 : 0;

    /// <summary>By index, as of any sequence: what is removed on the way is passed over.</summary>
    public override PyObject Iter() => new PySequenceIterator(Self);

    private bool Place(PyObject key, string wrong, out int at)
    {
        at = 0;
        if (!Sequences.Integer(key, out long index)) return false;
        if (!Sequences.Locate(ref index, Children.Count)) return PyErr.Fail(Types.IndexError, wrong);
        at = (int)index;
        return true;
    }

    private static bool IsIndex(PyObject key) =>
        key is PyInt || key.Type.Lookup(Names.Index) != null || PyErr.Fail(Types.TypeError, "element indices must be integers");

    public override PyObject? GetItem(PyObject key)
    {
        if (UserSlots.Unwrap(key) is PySlice) return new PyList([.. Children]).GetItem(key);
        return IsIndex(key) && Place(key, "child index out of range", out int at) ? Children[at] : null;
    }

    public override bool SetItem(PyObject key, PyObject value)
    {
        if (UserSlots.Unwrap(key) is PySlice)
        {
            if (Sequences.ToArray(value) is not { } given) return PyErr.TakeIf(Types.TypeError) && PyErr.Fail(Types.TypeError, $"expected sequence, not \"{value.Type.Name}\"");
            if (!Array.TrueForAll(given, IsElement)) return false;
            var list = new PyList([.. Children]);
            return list.SetItem(key, new PyList(given)) && Take(list);
        }
        if (!IsIndex(key) || !Place(key, "child assignment index out of range", out int at) || !IsElement(value)) return false;
        Children[at] = value;
        return true;
    }

    public override bool DelItem(PyObject key)
    {
        if (UserSlots.Unwrap(key) is PySlice)
        {
            var list = new PyList([.. Children]);
            return list.DelItem(key) && Take(list);
        }
        if (!IsIndex(key) || !Place(key, "child assignment index out of range", out int at)) return false;
        Children.RemoveAt(at);
        return true;
    }

    private bool Take(PyList list)
    {
        Children.Clear();
        Children.AddRange(list.ToArray());
        return true;
    }

    // ---- finding

    /// <summary>Whether a path is more than a tag.</summary>
    private static bool IsPath(PyObject path)
    {
        if (UserSlots.Unwrap(path) is not PyStr { Value: var text }) return true;
        if (text.StartsWith("{*}", StringComparison.Ordinal) || text.StartsWith("{}", StringComparison.Ordinal)) return true;
        bool isInside = false;
        foreach (char c in text)
        {
            if (c == '{') isInside = true;
            else if (c == '}') isInside = false;
            else if (!isInside && c is '/' or '*' or '[' or '@' or '.') return true;
        }
        return false;
    }

    private PyObject? ByPath(string function, params PyObject[] args) =>
        Imports.ImportModule("xml.etree.ElementPath") is { } module && Objects.Attributes.Find(module, PyStr.Intern(function)) is { } f ? f.Call([Self, .. args], null) : null;

    private PyElement? First(PyObject tag, out PyObject? found)
    {
        found = null;
        foreach (PyObject child in Children.ToArray())
        {
            if (Of(child) is not { } e) continue;
            int equal = Operators.Equal(e._tag, tag);
            if (equal < 0) return null;
            if (equal == 0) continue;
            found = child;
            return e;
        }
        return null;
    }

    [PyFunction]
    public PyObject? find([Keyword] PyObject path, PyObject? namespaces = null)
    {
        if (namespaces != null || IsPath(path)) return ByPath("find", path, namespaces ?? PyNone.None);
        First(path, out PyObject? found);
        return PyErr.Current != null ? null : found ?? PyNone.None;
    }

    [PyFunction]
    public PyObject? findtext([Keyword] PyObject path, PyObject? @default = null, PyObject? namespaces = null)
    {
        if (namespaces != null || IsPath(path)) return ByPath("findtext", path, @default ?? PyNone.None, namespaces ?? PyNone.None);
        PyElement? e = First(path, out _);
        if (PyErr.Current != null) return null;
        return e == null ? @default ?? PyNone.None : e._text is PyNone ? PyStr.Empty : e._text;
    }

    [PyFunction]
    public PyObject? findall([Keyword] PyObject path, PyObject? namespaces = null)
    {
        if (namespaces != null || IsPath(path)) return ByPath("findall", path, namespaces ?? PyNone.None);
        var found = new PyList();
        foreach (PyObject child in Children.ToArray())
        {
            int equal = Of(child) is { } e ? Operators.Equal(e._tag, path) : 0;
            if (equal < 0) return null;
            if (equal == 1) found.Append(child);
        }
        return found;
    }

    [PyFunction]
    public PyObject? iterfind([Keyword] PyObject path, PyObject? namespaces = null) => ByPath("iterfind", path, namespaces ?? PyNone.None);

    /// <summary>All elements from this one on, in the document's order; those of one tag where it is given.</summary>
    [PyFunction]
    public PyObject iter([Keyword] PyObject? tag = null) => new PyElementIterator(Self, UserSlots.Unwrap(tag ?? PyNone.None) is PyStr { Value: "*" } ? null : tag, givesText: false);

    /// <summary>All texts inside.</summary>
    [PyFunction]
    public PyObject itertext() => new PyElementIterator(Self, null, givesText: true);

    // ---- copies

    private PyElement Copied()
    {
        var made = new PyElement { _tag = _tag, _text = _text, _tail = _tail };
        if (_attrib is { Count: > 0 }) made.Attributes.Update(_attrib);
        return made;
    }

    [PyFunction]
    public PyObject __copy__()
    {
        PyElement made = Copied();
        made.Children.AddRange(Children);
        return made;
    }

    [PyFunction]
    public PyObject? __deepcopy__(PyObject memo)
    {
        if (Imports.ImportModule("copy") is not { } copy || Objects.Attributes.Find(copy, PyStr.Intern("deepcopy")) is not { } deep) return null;
        var made = new PyElement();
        if (deep.Call([_tag, memo], null) is not { } tag || deep.Call([_text, memo], null) is not { } text || deep.Call([_tail, memo], null) is not { } tail) return null;
        (made._tag, made._text, made._tail) = (tag, text, tail);
        if (_attrib is { Count: > 0 })
        {
            if (deep.Call([_attrib, memo], null) is not { } attributes) return null;
            made._attrib = (PyDict)UserSlots.Unwrap(attributes);
        }
        foreach (PyObject child in Children.ToArray())
        {
            if (deep.Call([child, memo], null) is not { } inner) return null;
            made.Children.Add(inner);
        }
        return made;
    }

    [PyFunction]
    public PyObject? __getstate__()
    {
        var state = new PyDict();
        state.SetStr(PyStr.Intern("tag"), _tag);
        state.SetStr(PyStr.Intern("_children"), new PyList([.. Children]));
        state.SetStr(PyStr.Intern("attrib"), _attrib ?? new PyDict());
        state.SetStr(PyStr.Intern("text"), _text);
        state.SetStr(PyStr.Intern("tail"), _tail);
        return state;
    }

    [PyFunction]
    public PyObject? __setstate__(PyObject state)
    {
        if (UserSlots.Unwrap(state) is not PyDict d) return PyErr.TypeError($"Don't know how to unpickle \"{state.Repr()?.Value}\" as an Element");
        _tag = d.GetStr(PyStr.Intern("tag")) ?? PyNone.None;
        _text = d.GetStr(PyStr.Intern("text")) ?? PyNone.None;
        _tail = d.GetStr(PyStr.Intern("tail")) ?? PyNone.None;
        _attrib = d.GetStr(PyStr.Intern("attrib")) is { } attributes ? UserSlots.Unwrap(attributes) as PyDict : null;
        Children.Clear();
        return d.GetStr(PyStr.Intern("_children")) is { } children ? extend(children) : PyNone.None;
    }

    [PyFunction]
    public PyObject? __reduce_ex__(PyObject protocol) => new PyTuple([Self.Type, new PyTuple([_tag]), __getstate__()!]);

    public override PyStr? Repr() => _tag.Repr() is { } tag ? new PyStr($"<Element {tag.Value} at 0x{Identity.Of(Self):x12}>") : null;

    internal void SetText(PyObject value, bool isTail)
    {
        if (isTail) _tail = value;
        else _text = value;
    }

    internal PyObject TagNow => _tag;
    internal PyObject TextNow => _text;
    internal PyObject TailNow => _tail;
}

/// <summary>Goes through an element and all inside it.</summary>
[PyClass("_elementtree._element_iterator")]
[DontLookInside]
public sealed partial class PyElementIterator : PyObject
{
    private readonly Stack<(PyElement Element, int Next)> _open = new();
    private readonly Queue<PyObject> _texts = new();
    private readonly PyObject? _tag;
    private readonly bool _givesText;
    private PyObject? _root;

    internal PyElementIterator(PyObject root, PyObject? tag, bool givesText) => (_root, _tag, _givesText) = (root, tag, givesText);

    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        while (true)
        {
            if (_texts.TryDequeue(out PyObject? text)) return text;
            PyObject entered;
            if (_root is { } root)
            {
                _root = null;
                entered = root;
            }
            else if (_open.Count == 0)
            {
                return PyEnd.Value;
            }
            else
            {
                (PyElement element, int next) = _open.Pop();
                if (next >= element.Children.Count)
                {
                    if (_givesText && _open.Count > 0) Add(element.TailNow);
                    continue;
                }
                _open.Push((element, next + 1));
                entered = element.Children[next];
            }
            if (PyElement.Of(entered) is not { } now) continue;
            if (_givesText)
            {
                // Comments and the like have no text of the document, but what comes after them is.
                if (UserSlots.Unwrap(now.TagNow) is PyStr or PyNone)
                {
                    _open.Push((now, 0));
                    Add(now.TextNow);
                }
                else if (_open.Count > 0)
                {
                    Add(now.TailNow);
                }
                continue;
            }
            _open.Push((now, 0));
            if (_tag == null) return entered;
            int equal = ReferenceEquals(_tag, now.TagNow) ? 1 : Operators.Equal(now.TagNow, _tag);
            if (equal < 0) return null;
            if (equal == 1) return entered;
        }
    }

    private void Add(PyObject text)
    {
        if (text is not PyNone && text.Truth() == 1) _texts.Enqueue(text);
    }
}
