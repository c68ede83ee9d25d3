using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Makes a tree of elements from what a parser tells.</summary>
[PyClass("_elements.TreeBuilder")]
[DontLookInside]
public sealed partial class PyTreeBuilder : PyObject, IWrapped
{
    private readonly List<PyObject> _open = [];
    private readonly List<PyStr> _texts = [];

    // Null: elements are made here.
    private PyObject? _factory;
    private PyObject _commentFactory = PyNone.None, _instructionFactory = PyNone.None;
    private PyObject? _root, _last;

    // Text comes after the last element, not in it.
    private bool _isAfter;

    internal bool KeepsComments { get; private set; }
    internal bool KeepsInstructions { get; private set; }

    void IWrapped.Wrap(PyWrapper outer)
    {
    }

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyTreeBuilder();

    [PyNew]
    public static PyObject New([Rest] PyObject[] args, [Named] PyDict extra) => new PyTreeBuilder();

    [PyFunction("__init__")]
    public void Init(PyObject? factory, PyObject commentFactory, PyObject instructionFactory, bool keepsComments, bool keepsInstructions)
    {
        _factory = factory is null or PyNone || ReferenceEquals(factory, PyElement.ClassType) ? null : factory;
        (_commentFactory, _instructionFactory) = (commentFactory, instructionFactory);
        (KeepsComments, KeepsInstructions) = (keepsComments, keepsInstructions);
        _open.Clear();
        _texts.Clear();
        _root = _last = null;
    }

    /// <summary>The tree.</summary>
    [PyFunction] public PyObject close() => _root ?? PyNone.None;

    /// <summary>Text goes on.</summary>
    [PyFunction]
    public PyObject? data(PyObject text)
    {
        if (_last is null) return PyNone.None;
        if (UserSlots.Unwrap(text) is not PyStr piece) return PyErr.TypeError($"sequence item {_texts.Count}: expected str instance, {text.Type.Name} found");
        _texts.Add(piece);
        return PyNone.None;
    }

    /// <summary>An element begins.</summary>
    [PyFunction]
    public PyObject? start(PyObject tag, PyObject attrs)
    {
        if (!Flush()) return null;
        PyObject? made = _factory is { } factory ? factory.Call([tag, attrs], null) : PyElement.Made("start", 2, [tag, attrs], new PyDict());
        return made is null || !Place(made) ? null : Open(made);
    }

    /// <summary>The innermost element that has begun is at its end.</summary>
    [PyFunction]
    public PyObject? end(PyObject tag)
    {
        if (!Flush()) return null;
        if (_open.Count == 0) return PyErr.Raise(Types.IndexError, "pop from empty stack");
        _last = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        _isAfter = true;
        return _last;
    }

    [PyFunction]
    public PyObject? comment(PyObject text) => Single(_commentFactory.Call([text], null), KeepsComments);

    [PyFunction]
    public PyObject? pi(PyObject target, PyObject? text = null) => Single(_instructionFactory.Call([target, text ?? PyNone.None], null), KeepsInstructions);

    private PyObject? Single(PyObject? made, bool isKept)
    {
        if (made is null || !Flush()) return null;
        if (!isKept) return made;
        if (_open.Count > 0 && !Add(_open[^1], made)) return null;
        _last = made;
        _isAfter = true;
        return made;
    }

    private bool Place(PyObject made)
    {
        if (_open.Count > 0) return Add(_open[^1], made);
        _root ??= made;
        return true;
    }

    private PyObject Open(PyObject made)
    {
        _last = made;
        _open.Add(made);
        _isAfter = false;
        return made;
    }

    private static bool Add(PyObject parent, PyObject child)
    {
        if (parent is not PyElement element || PyElement.Of(child) is null) return Calls.Method(parent, "append", child) is not null;
        element.Children.Add(child);
        return true;
    }

    /// <summary>Gives the text that was told to its element; false with an exception pending.</summary>
    private bool Flush()
    {
        if (_texts.Count == 0) return true;
        PyStr text = _texts[0];
        if (_texts.Count > 1)
        {
            var whole = new StringBuilder();
            foreach (PyStr piece in _texts) whole.Append(piece.Value);
            text = new PyStr(whole.ToString());
        }
        _texts.Clear();
        if (_last is PyElement element)
        {
            PyObject before = _isAfter ? element.TailNow : element.TextNow;
            if (before is PyNone or PyStr)
            {
                element.SetText(before is PyStr { Value: var known } ? new PyStr(known + text.Value) : text, _isAfter);
                return true;
            }
        }
        return _last is null || Extend(_last, PyStr.Intern(_isAfter ? "tail" : "text"), text);
    }

    private static bool Extend(PyObject element, PyStr name, PyStr text)
    {
        if (element.GetAttr(name) is not { } before) return false;
        return (before is PyNone ? text : Operators.Binary(BinaryOp.Add, before, text)) is { } whole && element.SetAttr(name, whole);
    }

    // ---- told by expat

    /// <summary>
    /// Handlers for expat that tell a builder without running any of the program: of an element's start and of its end. Names become those of
    /// ElementTree, with the namespace in braces.
    /// </summary>
    internal (PyObject Start, PyObject End) Handlers()
    {
        // Expat's names are the same objects each time.
        var names = new Dictionary<PyObject, PyObject>(ReferenceEqualityComparer.Instance);
        return (
            new PyBuiltin("start") { F2 = (tag, attributes) => StartTold(tag, (PyList)attributes, names) },
            new PyBuiltin("end") { F1 = tag => end(tag) });
    }

    private PyObject? StartTold(PyObject tag, PyList attributes, Dictionary<PyObject, PyObject> names)
    {
        PyDict? attrib = null;
        for (int i = 0; i < attributes.Count; i += 2)
        {
            attrib ??= new PyDict();
            if (!attrib.Set(NameOf(attributes[i], names), attributes[i + 1])) return null;
        }
        PyObject name = NameOf(tag, names);
        if (_factory is not null) return start(name, attrib ?? new PyDict());
        if (!Flush()) return null;
        var made = new PyElement(name, attrib);
        return Place(made) ? Open(made) : null;
    }

    private static PyObject NameOf(PyObject told, Dictionary<PyObject, PyObject> names)
    {
        if (names.TryGetValue(told, out PyObject? known)) return known;
        string text = ((PyStr)told).Value;
        return names[told] = text.Contains('}') ? new PyStr('{' + text) : told;
    }
}
