using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What CPython's own tests of calls ask for: functions of every kind that C# modules have, which tell what they were given.</summary>
[PyModule("_testcapi")]
[DontLookInside]
public static partial class TestCApiModule
{
    [PyConstant] private const int INT_MAX = int.MaxValue;
    [PyConstant] private const int INT_MIN = int.MinValue;
    [PyConstant] private const long LONG_MAX = long.MaxValue;
    [PyConstant] private const long LONG_MIN = long.MinValue;
    [PyConstant] private const long LLONG_MAX = long.MaxValue;
    [PyConstant] private const long LLONG_MIN = long.MinValue;
    [PyConstant] private const int SHRT_MAX = short.MaxValue;
    [PyConstant] private const int SHRT_MIN = short.MinValue;
    [PyConstant] private const int USHRT_MAX = ushort.MaxValue;
    [PyConstant] private const long UINT_MAX = uint.MaxValue;
    [PyConstant] private static readonly PyObject ULONG_MAX = PyLong.From(ulong.MaxValue);
    [PyConstant] private static readonly PyObject ULLONG_MAX = PyLong.From(ulong.MaxValue);
    [PyConstant] private const long PY_SSIZE_T_MAX = long.MaxValue;
    [PyConstant] private const long PY_SSIZE_T_MIN = long.MinValue;

    private static PyObject Self => Imports.Modules.GetStr(PyStr.Intern("_testcapi")) ?? PyNone.None;

    internal static PyObject Tell(PyObject self, PyObject[] args) => new PyTuple([self, new PyTuple(args)]);

    internal static PyObject Tell(PyObject self, PyObject[] args, PyDict named) => new PyTuple([self, new PyTuple(args), named]);

    [PyFunction] public static PyObject meth_noargs() => Self;
    [PyFunction] public static PyObject meth_o(PyObject value) => new PyTuple([Self, value]);
    [PyFunction] public static PyObject meth_varargs(params PyObject[] args) => Tell(Self, args);
    [PyFunction] public static PyObject meth_fastcall(params PyObject[] args) => Tell(Self, args);
    [PyFunction] public static PyObject meth_varargs_keywords([Rest] PyObject[] args, [Named] PyDict named) => Tell(Self, args, named);
    [PyFunction] public static PyObject meth_fastcall_keywords([Rest] PyObject[] args, [Named] PyDict named) => Tell(Self, args, named);

    /// <summary>Calls with a tuple's items; None is none.</summary>
    [PyFunction]
    public static PyObject? pyobject_fastcall(PyObject func, PyTuple? args) => func.Call(args?.Items ?? [], null);

    /// <summary>Calls with a tuple's items and a dict's.</summary>
    [PyFunction]
    public static PyObject? pyobject_fastcalldict(PyObject func, PyTuple? args, PyDict? kwargs)
    {
        List<PyObject> all = [.. args?.Items ?? []];
        List<PyStr> names = [];
        foreach ((PyObject key, PyObject value) in kwargs?.Pairs() ?? [])
        {
            if (key is not PyStr name) return PyErr.TypeError("keywords must be strings");
            names.Add(PyStr.Intern(name));
            all.Add(value);
        }
        return func.Call([.. all], names.Count > 0 ? [.. names] : null);
    }

    /// <summary>Calls with a tuple's items, the last of them by name.</summary>
    [PyFunction]
    public static PyObject? pyobject_vectorcall(PyObject func, PyTuple? args, PyTuple? kwnames)
    {
        PyObject[] names = kwnames?.Items ?? [], all = args?.Items ?? [];
        if (names.Length > all.Length) return PyErr.ValueError("kwnames longer than args");
        return func.Call(all, names.Length > 0 ? Array.ConvertAll(names, n => PyStr.Intern((PyStr)UserSlots.Unwrap(n))) : null);
    }

    [PyConstant] private static PyType MethInstance => MethodsOfInstance.ClassType;
    [PyConstant] private static PyType MethClass => MethodsOfClass.ClassType;
    [PyConstant] private static PyType MethStatic => StaticMethods.ClassType;
}

/// <summary>Methods of instances.</summary>
[PyClass("_testcapi.MethInstance")]
[DontLookInside]
public sealed partial class MethodsOfInstance : PyObject
{
    [PyNew] public static PyObject New() => new MethodsOfInstance();

    [PyFunction] public PyObject meth_noargs() => this;
    [PyFunction] public PyObject meth_o(PyObject value) => new PyTuple([this, value]);
    [PyFunction] public PyObject meth_varargs(params PyObject[] args) => TestCApiModule.Tell(this, args);
    [PyFunction] public PyObject meth_fastcall(params PyObject[] args) => TestCApiModule.Tell(this, args);
    [PyFunction] public PyObject meth_varargs_keywords([Rest] PyObject[] args, [Named] PyDict named) => TestCApiModule.Tell(this, args, named);
    [PyFunction] public PyObject meth_fastcall_keywords([Rest] PyObject[] args, [Named] PyDict named) => TestCApiModule.Tell(this, args, named);
}

/// <summary>Methods of the class.</summary>
[PyClass("_testcapi.MethClass")]
[DontLookInside]
public sealed partial class MethodsOfClass : PyObject
{
    [PyNew] public static PyObject New() => new MethodsOfClass();

    [PyFunction, PyClassMethod] public static PyObject meth_noargs(PyObject type) => type;
    [PyFunction, PyClassMethod] public static PyObject meth_o(PyObject type, PyObject value) => new PyTuple([type, value]);
    [PyFunction, PyClassMethod] public static PyObject meth_varargs(PyObject type, params PyObject[] args) => TestCApiModule.Tell(type, args);
    [PyFunction, PyClassMethod] public static PyObject meth_fastcall(PyObject type, params PyObject[] args) => TestCApiModule.Tell(type, args);
    [PyFunction, PyClassMethod] public static PyObject meth_varargs_keywords(PyObject type, [Rest] PyObject[] args, [Named] PyDict named) => TestCApiModule.Tell(type, args, named);
    [PyFunction, PyClassMethod] public static PyObject meth_fastcall_keywords(PyObject type, [Rest] PyObject[] args, [Named] PyDict named) => TestCApiModule.Tell(type, args, named);
}

/// <summary>Static methods.</summary>
[PyClass("_testcapi.MethStatic")]
[DontLookInside]
public sealed partial class StaticMethods : PyObject
{
    [PyNew] public static PyObject New() => new StaticMethods();

    [PyFunction] public static PyObject meth_noargs() => PyNone.None;
    [PyFunction] public static PyObject meth_o(PyObject value) => new PyTuple([PyNone.None, value]);
    [PyFunction] public static PyObject meth_varargs(params PyObject[] args) => TestCApiModule.Tell(PyNone.None, args);
    [PyFunction] public static PyObject meth_fastcall(params PyObject[] args) => TestCApiModule.Tell(PyNone.None, args);
    [PyFunction] public static PyObject meth_varargs_keywords([Rest] PyObject[] args, [Named] PyDict named) => TestCApiModule.Tell(PyNone.None, args, named);
    [PyFunction] public static PyObject meth_fastcall_keywords([Rest] PyObject[] args, [Named] PyDict named) => TestCApiModule.Tell(PyNone.None, args, named);
}
