using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The module <c>_copy</c>: deep copies of builtin containers and plain instances. What was copied is remembered by reference; the memo with
/// numbers for keys is made only when code of the program is to see it.
/// </summary>
[DontLookInside]
public static class CopyModule
{
    private static readonly PyStr DeepCopyName = PyStr.Intern("__deepcopy__");
    private static readonly PyStr[] Customs = Array.ConvertAll(
        ["__deepcopy__", "__reduce_ex__", "__reduce__", "__getstate__", "__setstate__", "__getnewargs__", "__getnewargs_ex__", "__new__", "__getattribute__"], PyStr.Intern);

    /// <summary>The copies that are being made, by the memo the program has of them.</summary>
    private static readonly ConditionalWeakTable<PyDict, Copier> Known = [];

    public static PyModule Create()
    {
        var m = new PyModule("_copy");
        m.Globals.Set("deepcopy", new PyBuiltin("deepcopy") { F3 = DeepCopy });
        m.Globals.Set("is_atomic", new PyBuiltin("is_atomic") { F1 = static x => PyBool.Of(IsAtomic(x) || x is PyBoundMethod) });
        return m;
    }

    private static PyObject? DeepCopy(PyObject x, PyObject memo, PyObject rebuild)
    {
        if (IsAtomic(x)) return x;
        if (memo is PyNone) return new Copier(rebuild, null).Copy(x);
        if (memo is not PyDict dict) return PyErr.TypeError("memo must be a dict");
        if (!Known.TryGetValue(dict, out Copier? copier)) Known.Add(dict, copier = new Copier(rebuild, dict));
        return copier.Copy(x);
    }

    /// <summary>Whether a copy is the object itself.</summary>
    private static bool IsAtomic(PyObject x) => x is PyInt or PyFloat or PyStr or PyBool or PyNone or PyLong or PyType or PyFunction or PyBuiltin or PyRange or PyBigRange
        or PyCode or PyUnionType or PyEllipsis or PyNotImplemented or PyProperty or PyBoundMethod { Function: PyBuiltin }
        or PyComplex or PyWeakReference
        || x is PyBytes && ReferenceEquals(x.Type, Types.Bytes);

    private sealed class Copier(PyObject rebuild, PyDict? memo)
    {
        private readonly Dictionary<PyObject, PyObject> _copies = new(ReferenceEqualityComparer.Instance);
        private PyDict? _memo = memo;

        /// <summary>How the program has told <c>copyreg</c> to copy classes.</summary>
        private readonly PyDict? _registered = (Interpreter.Imports.Modules.GetStr(PyStr.Intern("copyreg")) as PyModule)?.Globals.Get("dispatch_table") as PyDict;

        public PyObject? Copy(PyObject x)
        {
            if (IsAtomic(x)) return x;
            if (Find(x) is { } known) return known;
            if (!Recursion.Enter("")) return null;
            PyObject? copy = CopyNew(x);
            Recursion.Leave();
            if (copy != null && !ReferenceEquals(copy, x)) Keep(x);
            return copy;
        }

        private PyObject? Find(PyObject x)
        {
            if (_copies.TryGetValue(x, out PyObject? known)) return known;
            return _memo is { Count: > 0 } ? _memo.GetInt(Identity.Of(x)) : null;
        }

        private void Remember(PyObject x, PyObject copy)
        {
            _copies[x] = copy;
            _memo?.Set(new PyInt(Identity.Of(x)), copy);
        }

        /// <summary>What the memo knows by its id must stay: it is in a list, under the memo's own.</summary>
        private void Keep(PyObject x)
        {
            if (_memo is null) return;
            long own = Identity.Of(_memo);
            if (_memo.GetInt(own) is not PyList kept) _memo.Set(new PyInt(own), kept = new PyList());
            kept.Append(x);
        }

        private PyObject? CopyNew(PyObject x)
        {
            switch (x)
            {
                case PyList list: return CopyList(list);
                case PyTuple tuple: return CopyTuple(tuple);
                case PyDict dict: return CopyDict(dict);
                case PyInstance { HasNative: false } instance when !IsCustom(instance): return CopyInstance(instance);
                case PyBoundMethod method:
                    return Copy(method.Self) is { } self ? new PyBoundMethod(method.Function, self) : null;
                default: return CopyByProgram(x);
            }
        }

        private PyList? CopyList(PyList list)
        {
            var copy = new PyList();
            Remember(list, copy);
            for (int i = 0; i < list.Count; i++)
            {
                if (Copy(list[i]) is not { } item) return null;
                copy.Append(item);
            }
            return copy;
        }

        /// <summary>A tuple whose items are their own copies is its own copy.</summary>
        private PyObject? CopyTuple(PyTuple tuple)
        {
            var items = new PyObject[tuple.Items.Length];
            bool isSame = true;
            for (int i = 0; i < items.Length; i++)
            {
                if (Copy(tuple.Items[i]) is not { } item) return null;
                items[i] = item;
                isSame &= Identity.Same(item, tuple.Items[i]);
            }
            // One of the items may hold the tuple.
            if (Find(tuple) is { } known) return known;
            PyObject copy = isSame ? tuple : new PyTuple(items);
            if (!isSame) Remember(tuple, copy);
            return copy;
        }

        private PyDict? CopyDict(PyDict dict)
        {
            var copy = new PyDict();
            Remember(dict, copy);
            foreach ((PyObject key, PyObject value) in dict.Pairs())
            {
                if (Copy(key) is not { } newKey || Copy(value) is not { } newValue || !copy.Set(newKey, newValue)) return null;
            }
            return copy;
        }

        private bool IsCustom(PyInstance instance)
        {
            if (_registered?.Get(instance.Type) != null) return true;
            foreach (PyStr name in Customs)
                if (instance.Type.Lookup(name) is { } found && found is not PyBuiltin) return true;
            return false;
        }

        private PyInstance? CopyInstance(PyInstance instance)
        {
            var copy = PyInstance.New(instance.Type);
            Remember(instance, copy);
            foreach (PyStr name in instance.OwnNames().ToArray())
            {
                if (instance.GetOwn(name) is not { } value) continue;
                if (Copy(value) is not { } newValue || !copy.SetGeneric(name, newValue)) return null;
            }
            return copy;
        }

        private PyObject? CopyByProgram(PyObject x)
        {
            if (_memo == null)
            {
                _memo = new PyDict();
                Known.Add(_memo, this);
                foreach ((PyObject original, PyObject made) in _copies) _memo.Set(new PyInt(Identity.Of(original)), made);
            }
            PyObject? copy;
            if (Attributes.Find(x, DeepCopyName) is { } own) copy = Calls.Call1(own, _memo);
            else copy = PyErr.Current != null ? null : Calls.Call2(rebuild, x, _memo);
            if (copy != null && !ReferenceEquals(copy, x)) Remember(x, copy);
            return copy;
        }
    }
}
