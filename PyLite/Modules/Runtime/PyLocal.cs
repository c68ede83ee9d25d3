using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// <c>_thread._local</c>: an object whose attributes each thread has for itself. Instances of classes derived from it are objects of this
/// class too; a thread that comes to one for the first time runs its <c>__init__</c>.
/// </summary>
[DontLookInside]
public sealed class PyLocal : PyDerivable
{
    public static readonly PyType LocalType = MakeType();

    private readonly PyType _type;
    private readonly PyObject[] _args;
    private readonly PyStr[]? _keywords;

    /// <summary>The attributes of each thread, for as long as it lives.</summary>
    private readonly ConditionalWeakTable<PyThread, PyDict> _dictionaries = [];

    /// <summary>The thread that was here last, and its attributes.</summary>
    private PyThread? _thread;
    private PyDict? _dictionary;

    private PyLocal(PyType type, PyObject[] args, PyStr[]? keywords) => (_type, _args, _keywords) = (type, args, keywords);

    private static PyType MakeType()
    {
        var type = new PyType("_thread._local", Types.Object, Populate, static (args, keywords) => Make(LocalType!, args, keywords)) { HasPlainInstances = true };
        type.QualName = "_local";
        type.Set("__module__", PyStr.Intern("_thread"));
        return type;
    }

    private static void Populate(PyType t)
    {
        t.Set("__doc__", new PyStr("Thread-local data"));
        Define.New(t, static (args, keywords) => args is [PyType type, ..] && type.IsSubtype(LocalType)
            ? Make(type, Calls.Rest(args), keywords) : PyErr.TypeError("_thread._local.__new__(X): X is not a type object"));
        t.Property("__dict__", static self => ((PyLocal)self).Here());
        t.Method("__getattribute__", static (self, name) => UserSlots.Unwrap(name) is PyStr s ? ((PyLocal)self).GetGeneric(PyStr.Intern(s)) : WrongName(name));
        t.Method("__setattr__", static (self, name, value) => UserSlots.Unwrap(name) is PyStr s ? Define.None(((PyLocal)self).SetGeneric(PyStr.Intern(s), value)) : WrongName(name));
        t.Method("__delattr__", static (self, name) => UserSlots.Unwrap(name) is PyStr s ? Define.None(((PyLocal)self).SetGeneric(PyStr.Intern(s), null)) : WrongName(name));
    }

    private static PyObject? WrongName(PyObject name) => PyErr.TypeError($"attribute name must be string, not '{name.Type.Name}'");

    private static PyObject? Make(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length > 0 && !HasInit(type)) return PyErr.TypeError("Initialization arguments are not supported");
        var made = new PyLocal(type, args, keywords) { _thread = PyThread.Current, _dictionary = new PyDict() };
        made._dictionaries.Add(made._thread, made._dictionary);
        return made;
    }

    private static bool HasInit(PyType type) => !ReferenceEquals(type.Lookup(Names.Init), Types.Object.Lookup(Names.Init));

    public override PyType Type => _type;

    /// <summary>The calling thread's attributes; null with an exception pending.</summary>
    private PyDict? Here() => ReferenceEquals(_thread, PyThread.Current) ? _dictionary : Elsewhere();

    private PyDict? Elsewhere()
    {
        PyThread thread = PyThread.Current;
        if (_dictionaries.TryGetValue(thread, out PyDict? known)) return Take(thread, known);
        var made = new PyDict();
        _dictionaries.Add(thread, made);
        Take(thread, made);
        if (HasInit(_type) && (_type.Lookup(Names.Init) is not { } init || !Construction.CheckInit(Calls.CallMethodArgs(init, this, _args, _keywords))))
        {
            _dictionaries.Remove(thread);
            _thread = null;
            return null;
        }
        return Take(thread, made);
    }

    private PyDict Take(PyThread thread, PyDict dictionary)
    {
        _thread = thread;
        return _dictionary = dictionary;
    }

    public override PyObject? GetAttr(PyStr name)
    {
        if (!_type.IsUser) return GetGeneric(name);
        PyObject? value = _type.SpecialOverride(Names.GetAttribute) is { } custom ? Calls.CallMethod(custom, this, name) : GetGeneric(name);
        if (value != null || _type.SpecialOverride(Names.GetAttr) is not { } hook || !PyErr.TakeIf(Types.AttributeError)) return value;
        return Calls.CallMethod(hook, this, name);
    }

    /// <summary>Without what the class says itself.</summary>
    internal PyObject? GetGeneric(PyStr name)
    {
        if (Here() is not { } dictionary) return null;
        PyObject? ofType = _type.Lookup(name);
        if (ofType is { IsDataDescriptor: true, IsDescriptor: true }) return ofType.DescriptorGet(this, _type);
        if (dictionary.GetStr(name) is { } own) return own;
        if (ofType != null) return ofType.IsDescriptor ? ofType.DescriptorGet(this, _type) : ofType;
        return PyErr.AttributeError(this, name);
    }

    public override bool SetAttr(PyStr name, PyObject? value)
    {
        if (_type.SpecialOverride(value == null ? Names.DelAttr : Names.SetAttr) is { } hook)
            return (value == null ? Calls.CallMethod(hook, this, name) : Calls.CallMethod(hook, this, name, value)) != null;
        return SetGeneric(name, value);
    }

    internal bool SetGeneric(PyStr name, PyObject? value)
    {
        if (ReferenceEquals(name, Names.Dict)) return PyErr.Fail(Types.AttributeError, $"'{_type.Name}' object attribute '__dict__' is read-only");
        if (Here() is not { } dictionary) return false;
        if (_type.Lookup(name) is { IsDataDescriptor: true } data) return data.DescriptorSet(this, value);
        if (value != null) return dictionary.SetStr(name, value);
        if (dictionary.Remove(name)) return true;
        PyErr.AttributeError(this, name);
        return false;
    }

    // ---- what a class of the program's may say

    public override PyStr? Repr() => _type.SpecialOverride(Names.Repr) is { } method ? Calls.ReprWith(method, this, "__repr__") : Attributes.DefaultRepr(this);
    public override PyStr? Str() => _type.SpecialOverride(Names.Str) is { } method ? Calls.ReprWith(method, this, "__str__") : Repr();
}
