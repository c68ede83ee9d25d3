using MetaJit;
using PyLite.Interpreter;
using PyLite.Modules;

namespace PyLite.Objects;

/// <summary>What <c>copy</c> and <c>pickle</c> ask objects for: <c>__reduce__</c>, <c>__reduce_ex__</c>, <c>__getstate__</c>.</summary>
[DontLookInside]
public static class Reduction
{
    private static readonly PyStr Reduce = PyStr.Intern("__reduce__"), NewArgs = PyStr.Intern("__getnewargs__"), NewArgsEx = PyStr.Intern("__getnewargs_ex__"),
        GetState = PyStr.Intern("__getstate__"), Items = PyStr.Intern("items");

    private static PyObject? CopyReg(string name)
    {
        if (Imports.Import("copyreg", null, PyNone.None, PyInt.Zero) is not { } module) return null;
        return module.GetAttr(PyStr.Intern(name));
    }

    /// <summary>The old protocols 0 and 1, which <c>copyreg</c> knows.</summary>
    public static PyObject? ByCopyReg(PyObject self, PyObject protocol) => CopyReg("_reduce_ex") is { } reduce ? Calls.Call2(reduce, self, protocol) : null;

    /// <summary><c>object.__reduce_ex__</c>: a <c>__reduce__</c> of the class's own goes first.</summary>
    public static PyObject? ReduceEx(PyObject self, PyObject protocol)
    {
        if (!Sequences.Integer(protocol, out long version)) return null;
        if (self.Type.Lookup(Reduce) is { } own && !ReferenceEquals(own, Types.Object.Lookup(Reduce)))
            return self.GetAttr(Reduce) is { } method ? Calls.Call0(method) : null;
        return version >= 2 ? ByNew(self) : ByCopyReg(self, protocol);
    }

    /// <summary>Protocol 2 and later: made again by <c>cls.__new__(cls, *args)</c>, then given its state, its items, its pairs.</summary>
    private static PyObject? ByNew(PyObject self)
    {
        if (self.Type.Lookup(Names.New) == null) return PyErr.TypeError($"cannot pickle '{self.Type.Name}' object");
        PyTuple args = PyTuple.Empty;
        PyDict? keywords = null;
        bool hasArgs = false;
        if (Special(self, NewArgsEx) is { } argsEx)
        {
            if (Calls.Call0(argsEx) is not { } both) return null;
            if (UserSlots.Unwrap(both) is not PyTuple pair) return PyErr.TypeError($"__getnewargs_ex__ should return a tuple, not '{both.Type.Name}'");
            if (pair.Items.Length != 2) return PyErr.ValueError($"__getnewargs_ex__ should return a tuple of length 2, not {pair.Items.Length}");
            if (UserSlots.Unwrap(pair.Items[0]) is not PyTuple plain) return PyErr.TypeError($"first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{pair.Items[0].Type.Name}'");
            if (UserSlots.Unwrap(pair.Items[1]) is not PyDict named) return PyErr.TypeError($"second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{pair.Items[1].Type.Name}'");
            (args, keywords, hasArgs) = (plain, named, true);
        }
        else if (PyErr.Current != null)
        {
            return null;
        }
        else if (Special(self, NewArgs) is { } newArgs)
        {
            if (Calls.Call0(newArgs) is not { } given) return null;
            if (UserSlots.Unwrap(given) is not PyTuple plain) return PyErr.TypeError($"__getnewargs__ should return a tuple, not '{given.Type.Name}'");
            (args, hasArgs) = (plain, true);
        }
        else if (PyErr.Current != null)
        {
            return null;
        }

        PyObject native = UserSlots.Unwrap(self);
        bool isList = native is PyList, isDict = native is PyDict or ModuleDict;
        // What is said to be all of an object by a method of its own is taken to be.
        bool hasState = self.Type.Lookup(GetState) is { } own && !ReferenceEquals(own, Types.Object.Lookup(GetState));
        if (!hasArgs && !isList && !isDict && !hasState && !CanBeEmpty(self)) return PyErr.TypeError($"cannot pickle '{self.Type.Name}' object");
        if (self.GetAttr(GetState) is not { } getState || Calls.Call0(getState) is not { } state) return null;
        PyObject items = PyNone.None, pairs = PyNone.None;
        if (isList)
        {
            if (self.Iter() is not { } iterator) return null;
            items = iterator;
        }
        if (isDict)
        {
            if (self.GetAttr(Items) is not { } method || Calls.Call0(method) is not { } view || view.Iter() is not { } iterator) return null;
            pairs = iterator;
        }
        if (keywords is { Count: > 0 })
            return CopyReg("__newobj_ex__") is { } makeEx ? new PyTuple([makeEx, new PyTuple([self.Type, args, keywords]), state, items, pairs]) : null;
        return CopyReg("__newobj__") is { } make ? new PyTuple([make, new PyTuple([self.Type, .. args.Items]), state, items, pairs]) : null;
    }

    /// <summary>A method as the class has it; null where it has none.</summary>
    private static PyObject? Special(PyObject self, PyStr name) =>
        self.Type.Lookup(name) is not { } found ? null : found.IsDescriptor ? found.DescriptorGet(self, self.Type) : found;

    /// <summary>Whether <c>cls.__new__(cls)</c> and the attributes are all there is to the object.</summary>
    private static bool CanBeEmpty(PyObject self) =>
        self is PyInstance { Native: null or PyTzInfo } || self.Type == Types.Object;

    /// <summary><c>object.__getstate__</c>: the attributes; with slots a pair of dicts; None where there are none.</summary>
    public static PyObject? State(PyObject self)
    {
        PyObject dict = PyNone.None;
        if (self is PyInstance instance)
        {
            if (instance.Type.HasDictionary && instance.MakeDictionaryCopy() is { Count: > 0 } own) dict = own;
            var slots = new PyDict();
            foreach (PyStr name in instance.Type.AllSlotNames())
                if (instance.GetSlot(name) is { } value) slots.SetStr(name, value);
            return slots.Count > 0 ? new PyTuple([dict, slots]) : dict;
        }
        if (Attributes.Find(self, Names.Dict) is PyDict { Count: > 0 } attributes and not null && self is not PyType) dict = attributes;
        return PyErr.Current != null ? null : dict;
    }
}
