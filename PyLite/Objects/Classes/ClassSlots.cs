using System.Runtime.CompilerServices;
using MetaJit;

namespace PyLite.Objects;

/// <summary>What <c>__slots__</c> of a new class comes to: its members, and whether instances have a <c>__dict__</c> besides.</summary>
[DontLookInside]
internal sealed class ClassSlots
{
    private static readonly PyStr WeakRef = PyStr.Intern("__weakref__");

    private readonly List<PyStr> _members = [];
    private bool _addsDict, _addsWeakRef;

    /// <summary>All slot names of the class and its bases where instances have no dictionary; else null.</summary>
    public HashSet<PyStr>? WithoutDictionary { get; private set; }

    /// <summary>Null with an exception pending.</summary>
    public static ClassSlots? Of(string className, PyDict dict, List<PyType> bases, List<PyType> mro)
    {
        var slots = new ClassSlots();
        bool basesHaveDict = mro.Exists(t => t.HasDictionary), basesHaveWeakRef = mro.Exists(t => t.IsUser && t.Dict.GetStr(WeakRef) != null);
        if (dict.GetStr(Names.Slots) is not { } own)
        {
            slots._addsDict = !basesHaveDict;
            slots._addsWeakRef = !basesHaveWeakRef && !mro.Exists(t => t == Types.Int || t == Types.Tuple || t == Types.Bytes);
            return slots;
        }
        List<PyObject>? names = UserSlots.Unwrap(own) is PyStr ? [own] : Sequences.ToList(own);
        if (names == null) return null;
        if (names.Count > 0 && mro.Find(t => t == Types.Int || t == Types.Tuple || t == Types.Bytes) is { } sized && !names.TrueForAll(n => n is PyStr { Value: "__dict__" }))
            return Fail(Types.TypeError, $"nonempty __slots__ not supported for subtype of '{bases[0].Name}'");
        foreach (PyObject item in names)
        {
            if (UserSlots.Unwrap(item) is not PyStr text) return Fail(Types.TypeError, $"__slots__ items must be strings, not '{item.Type.Name}'");
            if (!Parsing.Identifiers.IsName(text.Value)) return Fail(Types.TypeError, "__slots__ must be identifiers");
            if (text.Value == "__dict__")
            {
                if (basesHaveDict || slots._addsDict) return Fail(Types.TypeError, "__dict__ slot disallowed: we already got one");
                slots._addsDict = true;
                continue;
            }
            if (text.Value == "__weakref__")
            {
                if (basesHaveWeakRef || slots._addsWeakRef) return Fail(Types.TypeError, "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
                slots._addsWeakRef = true;
                continue;
            }
            PyStr name = PyStr.Intern(Mangled(className, text.Value));
            if (dict.GetStr(name) != null && text.Value is not ("__qualname__" or "__classcell__"))
                return Fail(Types.ValueError, $"{name.Repr().Value} in __slots__ conflicts with class variable");
            slots._members.Add(name);
        }
        slots._addsDict |= !basesHaveDict && mro.Exists(t => t.IsExtensible);
        if (basesHaveDict || slots._addsDict) return slots;
        slots.WithoutDictionary = [.. slots._members];
        foreach (PyType t in mro)
            if (t.SlotNames != null) slots.WithoutDictionary.UnionWith(t.SlotNames);
        return slots;
    }

    public bool Has(PyStr name) => _members.Contains(name);

    private static ClassSlots? Fail(PyType error, string message)
    {
        PyErr.Raise(error, message);
        return null;
    }

    private static string Mangled(string className, string name)
    {
        string stripped = className.TrimStart('_');
        return name.StartsWith("__") && !name.EndsWith("__") && stripped.Length > 0 ? $"_{stripped}{name}" : name;
    }

    /// <summary>Puts the members into the class.</summary>
    public void Install(PyType type)
    {
        foreach (PyStr name in _members) type.Dict.SetStr(name, new PySlotMember(type, name));
        type.MemberNames = [.. _members];
        if (_addsDict && type.Dict.GetStr(Names.Dict) == null && !type.IsException && !type.IsSubtype(Types.Type) && !type.IsSubtype(Types.Module)) type.Dict.SetStr(Names.Dict, new PyGetSet("__dict__", type, GetDict, SetDict, keepsSelf: true));
        if (_addsWeakRef && type.Dict.GetStr(WeakRef) == null) type.Dict.SetStr(WeakRef, new PyGetSet("__weakref__", type, static self => PyNone.None, keepsSelf: true));
    }

    [LookInside]
    private static PyObject? GetDict(PyObject self) => self switch
    {
        PyInstance i => s_derived == null ? i.MakeDictionary() : DictionaryOf(i),
        // A metaclass may have a plain class among its bases; its instances are classes all the same.
        PyType type => new PyMappingProxy(type),
        _ => BuiltinDict(self) is { } found ? found.DescriptorGet(self, self.Type) : PyErr.AttributeError(self, Names.Dict),
    };

    /// <summary>A plain class may stand before a builtin one whose objects have a dictionary of their own.</summary>
    [DontLookInside]
    private static PyGetSet? BuiltinDict(PyObject self)
    {
        foreach (PyType type in self.Type.Mro)
        {
            if (type.IsUser) continue;
            type.EnsurePopulated();
            if (type.Dict.GetStr(Names.Dict) is PyGetSet found) return found;
        }
        return null;
    }

    private static bool SetDict(PyObject self, PyObject? value)
    {
        if (self is not PyInstance instance) return BuiltinDict(self) is { } found ? found.DescriptorSet(self, value) : PyErr.Fail(Types.AttributeError, "__dict__");
        if (value == null)
        {
            instance.SetDictionary(new PyDict());
            return true;
        }
        if (UserSlots.Unwrap(value) is not PyDict dict) return PyErr.Fail(Types.TypeError, $"__dict__ must be set to a dictionary, not a '{value.Type.Name}'");
        instance.SetDictionary(dict);
        if (value is PyInstance derived) (s_derived ??= []).AddOrUpdate(instance, derived);
        return true;
    }

    /// <summary>Instances of classes derived from dict that a program has set for <c>__dict__</c>, by whose it is.</summary>
    private static ConditionalWeakTable<PyInstance, PyInstance>? s_derived;

    [DontLookInside]
    private static PyObject DictionaryOf(PyInstance self)
    {
        PyDict inside = self.MakeDictionary();
        return s_derived!.TryGetValue(self, out PyInstance? derived) && ReferenceEquals(derived.Native, inside) ? derived : inside;
    }
}
