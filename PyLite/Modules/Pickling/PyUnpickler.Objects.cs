using System.Runtime.CompilerServices;
using System.Text;
using PyLite.Objects;

namespace PyLite.Modules;

// The operations that make objects and fill them.
public sealed partial class PyUnpickler
{
    // ---- containers

    private static PySet? FrozenOf(PyObject[] items)
    {
        var set = new PySet(isFrozen: true);
        foreach (PyObject item in items)
            if (!set.Add(item)) return null;
        return set;
    }

    private bool LoadDict()
    {
        int at = PopMark();
        if (at < 0) return false;
        if ((_count - at) % 2 != 0) return Fail("odd number of items for DICT");
        var dict = new PyDict();
        for (int i = at; i < _count; i += 2)
            if (!dict.Set(_stack[i], _stack[i + 1])) return false;
        TakeFrom(at);
        Push(dict);
        return true;
    }

    /// <summary>Appends what is on the stack from a place on to the list before it.</summary>
    private bool AddToList(int at)
    {
        if (at > _count || at <= _fence) return Underflow();
        if (at == _count) return true;
        PyObject target = _stack[at - 1];
        if (target is PyList list)
        {
            for (int i = at; i < _count; i++) list.Append(_stack[i]);
            Array.Clear(_stack, at, _count - at);
            _count = at;
            return true;
        }
        PyObject[] items = TakeFrom(at);
        if (Attributes.Find(target, PickleState.Extend) is { } extend) return Calls.Call1(extend, new PyList(items)) is not null;
        if (PyErr.Current is not null || target.GetAttr(PickleState.Append) is not { } append) return false;
        foreach (PyObject item in items)
            if (Calls.Call1(append, item) is null) return false;
        return true;
    }

    private bool SetItems(int at)
    {
        if (at > _count || at <= _fence) return Underflow();
        if (at == _count) return true;
        if ((_count - at) % 2 != 0) return Fail("odd number of items for SETITEMS");
        PyObject target = _stack[at - 1];
        if (target is PyDict dict)
        {
            for (int i = at; i < _count; i += 2)
                if (!dict.Set(_stack[i], _stack[i + 1])) return false;
        }
        else
        {
            for (int i = at; i < _count; i += 2)
                if (!target.SetItem(_stack[i], _stack[i + 1])) return false;
        }
        Array.Clear(_stack, at, _count - at);
        _count = at;
        return true;
    }

    private bool AddToSet(int at)
    {
        if (at > _count || at <= _fence) return Underflow();
        if (at == _count) return true;
        PyObject target = _stack[at - 1];
        PyObject[] items = TakeFrom(at);
        if (UserSlots.Unwrap(target) is PySet { IsFrozen: false } set)
        {
            foreach (PyObject item in items)
                if (!set.Add(item)) return false;
            return true;
        }
        if (target.GetAttr(PickleState.Add) is not { } add) return false;
        foreach (PyObject item in items)
            if (Calls.Call1(add, item) is null) return false;
        return true;
    }

    private bool LoadPop()
    {
        // A mark goes as an object of its own would.
        if (_marks.Count > 0 && _marks[^1] == _count) return PopMark() >= 0;
        if (_count <= _fence) return Underflow();
        Pop();
        return true;
    }

    // ---- objects

    private bool LoadNewObj(bool hasNamed)
    {
        if (!Has(hasNamed ? 3 : 2)) return false;
        PyObject? named = hasNamed ? Pop() : null;
        PyObject args = Pop(), made = Pop();
        string op = hasNamed ? "NEWOBJ_EX" : "NEWOBJ";
        if (made is not PyType type) return Fail($"{op} class argument must be a type, not {made.Type.Name}");
        if (UserSlots.Unwrap(args) is not PyTuple { Items: var given }) return Fail($"{op} args argument must be a tuple, not {args.Type.Name}");
        PyDict? keywords = null;
        if (named is not null && (keywords = UserSlots.Unwrap(named) as PyDict) is null) return Fail($"{op} kwargs argument must be a dict, not {named.Type.Name}");
        if (given.Length == 0 && keywords is null && Construction.IsPlainAt(type, type.Tag.Get()))
        {
            Push(PyInstance.New(type));
            return true;
        }
        if (type.Lookup(Names.New) is not { } make) return Fail($"{op} class argument '{type.Name}' doesn't have __new__");
        if (make is PyStaticMethod { Function: { } function }) make = function;
        PyObject[] all = Calls.Prepend(type, given);
        if (keywords is not { Count: > 0 }) return PushMade(make.Call(all, null));
        List<(PyObject Key, PyObject Value)> pairs = keywords.Pairs();
        if (pairs.Exists(static p => UserSlots.Unwrap(p.Key) is not PyStr)) return PyErr.Fail(Types.TypeError, "keywords must be strings");
        return PushMade(make.Call([.. all, .. pairs.Select(static p => p.Value)], [.. pairs.Select(static p => PyStr.Intern((PyStr)UserSlots.Unwrap(p.Key)))]));
    }

    private bool LoadReduce()
    {
        if (!Has(2)) return false;
        PyObject args = Pop(), callable = Pop();
        if (UserSlots.Unwrap(args) is not PyTuple { Items: var given }) return PyErr.Fail(Types.TypeError, "argument list must be a tuple");
        return PushMade(callable.Call(given, null));
    }

    private bool LoadInst()
    {
        if (!_input!.Line(out ReadOnlySpan<byte> first)) return false;
        string module = Encoding.UTF8.GetString(first);
        if (!_input.Line(out ReadOnlySpan<byte> second)) return false;
        string name = Encoding.UTF8.GetString(second);
        if (Named(new PyStr(module), new PyStr(name)) is not { } found) return false;
        int at = PopMark();
        return at >= 0 && PushMade(Instantiate(found, TakeFrom(at)));
    }

    private bool LoadObj()
    {
        int at = PopMark();
        if (at < 0) return false;
        if (_count - at < 1) return Underflow();
        PyObject[] all = TakeFrom(at);
        return PushMade(Instantiate(all[0], all[1..]));
    }

    private static readonly PyStr GetInitArgs = PyStr.Intern("__getinitargs__");

    private static PyObject? Instantiate(PyObject found, PyObject[] args)
    {
        if (args.Length == 0 && found is PyType type)
        {
            PyObject? hasArgs = Attributes.Find(type, GetInitArgs);
            if (PyErr.Current is not null) return null;
            if (hasArgs is null) return type.GetAttr(Names.New) is { } make ? Calls.Call1(make, type) : null;
        }
        return found.Call(args, null);
    }

    // ---- state

    private bool Build()
    {
        if (!Has(2)) return false;
        PyObject state = Pop(), made = _stack[_count - 1];
        if (Attributes.Find(made, PickleState.SetState) is { } setState) return Calls.Call1(setState, state) is not null;
        if (PyErr.Current is not null) return false;
        PyObject? slots = null;
        if (UserSlots.Unwrap(state) is PyTuple { Items: [var first, var second] }) (state, slots) = (first, second);
        if (state is not PyNone)
        {
            if (UserSlots.Unwrap(state) is not PyDict attributes) return Fail("state is not a dictionary");
            if (!SetAttributes(made, attributes)) return false;
        }
        if (slots is null or PyNone) return true;
        if (UserSlots.Unwrap(slots) is not PyDict values) return Fail("slot state is not a dictionary");
        foreach ((PyObject key, PyObject value) in values.Pairs())
        {
            if (UserSlots.Unwrap(key) is not PyStr name) return PyErr.Fail(Types.TypeError, $"attribute name must be string, not '{key.Type.Name}'");
            if (!made.SetAttr(PyStr.Intern(name), value)) return false;
        }
        return true;
    }

    private const int MostNamed = 64;

    private bool SetAttributes(PyObject made, PyDict attributes)
    {
        if (made is PyInstance instance && attributes.Count <= MostNamed && instance.Type.HasDictionary && instance.Type.SpecialOverride(Names.Dict) is null or PyGetSet && HasNames(attributes))
        {
            int position = 0;
            while (attributes.NextEntry(ref position, out PyObject key, out PyObject value)) instance.SetState(InternedName((PyStr)key), value);
            return true;
        }
        if (made.GetAttr(Names.Dict) is not { } dict) return false;
        foreach ((PyObject key, PyObject value) in attributes.Pairs())
            if (!dict.SetItem(key is PyStr name ? InternedName(name) : key, value)) return false;
        return true;
    }

    private static bool HasNames(PyDict attributes)
    {
        int position = 0;
        while (attributes.NextEntry(ref position, out PyObject key, out _))
            if (key is not PyStr) return false;
        return true;
    }

    private readonly (PyStr? From, PyStr? To)[] _names = new (PyStr?, PyStr?)[64];

    /// <summary>The interned string of a name. The same few come again and again.</summary>
    private PyStr InternedName(PyStr name)
    {
        ref (PyStr? From, PyStr? To) known = ref _names[RuntimeHelpers.GetHashCode(name) & 63];
        if (!ReferenceEquals(known.From, name)) known = (name, PyStr.Intern(name));
        return known.To!;
    }

    // ---- names

    private bool LoadProto()
    {
        int version = _input!.Next();
        if (version < 0) return false;
        if (version > PickleOp.Highest) return PyErr.Fail(Types.ValueError, $"unsupported pickle protocol: {version}");
        _protocol = version;
        return true;
    }

    private PyObject? Named(PyStr module, PyStr name) => _findClass is null ? Find(module, name) : Calls.Call2(_findClass, module, name);

    private bool LoadGlobal()
    {
        if (!_input!.Line(out ReadOnlySpan<byte> first)) return false;
        if (TextDecoders.Utf8(new PyBytes(first.ToArray())) is not { } module || !_input.Line(out ReadOnlySpan<byte> second)) return false;
        return TextDecoders.Utf8(new PyBytes(second.ToArray())) is { } name && PushMade(Named(module, name));
    }

    private bool LoadStackGlobal()
    {
        if (!Has(2)) return false;
        PyObject name = Pop(), module = Pop();
        if (name is not PyStr nameText || module is not PyStr moduleText) return Fail("STACK_GLOBAL requires str");
        return PushMade(Named(moduleText, nameText));
    }

    private bool LoadExtension(long code)
    {
        if (code <= 0) return Fail("EXT specifies code <= 0");
        var key = new PyInt(code);
        if (PickleState.Table(PickleState.Part.ExtensionCache) is not { } cache || PickleState.Table(PickleState.Part.InvertedRegistry) is not { } registry) return false;
        if (cache.Get(key) is { } known)
        {
            Push(known);
            return true;
        }
        if (registry.Get(key) is not { } pair) return PyErr.Current is null && PyErr.Fail(Types.ValueError, $"unregistered extension code {code}");
        if (UserSlots.Unwrap(pair) is not PyTuple { Items: [PyStr module, PyStr name] }) return PyErr.Fail(Types.ValueError, $"_inverted_registry[{code}] isn't a 2-tuple of strings");
        return Named(module, name) is { } found && cache.Set(key, found) && PushMade(found);
    }

    // ---- persistent ids and buffers

    private static bool NoPersistentLoad() => Fail("A load persistent id instruction was encountered,\nbut no persistent_load function was specified.");

    private bool LoadPersistentLine()
    {
        if (_persistentLoad is null) return NoPersistentLoad();
        if (!_input!.Line(out ReadOnlySpan<byte> line)) return false;
        if (!Ascii.IsValid(line)) return Fail("persistent IDs in protocol 0 must be ASCII strings");
        return PushMade(Calls.Call1(_persistentLoad, new PyStr(Encoding.ASCII.GetString(line))));
    }

    private bool LoadPersistent()
    {
        if (_persistentLoad is null) return NoPersistentLoad();
        return Has(1) && PushMade(Calls.Call1(_persistentLoad, Pop()));
    }

    private bool LoadBuffer()
    {
        if (_buffers is null) return Fail("pickle stream refers to out-of-band data but no *buffers* argument was given");
        if (_buffers.Next() is not { } buffer) return false;
        if (ReferenceEquals(buffer, PyEnd.Value)) return Fail("not enough out-of-band buffers");
        Push(buffer);
        return true;
    }

    private bool MakeReadOnly()
    {
        if (_count <= _fence) return Underflow();
        if (PyMemoryView.New(_stack[_count - 1]) is not PyMemoryView view) return false;
        if (!view.IsReadOnly) _stack[_count - 1] = view.toreadonly()!;
        return true;
    }
}
