using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What CPython's own tests ask of the interpreter they run in.</summary>
[PyModule("_testinternalcapi")]
[DontLookInside]
public static partial class TestInternalModule
{
    /// <summary>How the interpreter is set up, as far as tests depend on it.</summary>
    [PyFunction]
    public static PyObject get_config()
    {
        var config = new PyDict();
        config.SetStr(PyStr.Intern("code_debug_ranges"), new PyInt(1));
        return config;
    }

    /// <summary>How many calls are under way.</summary>
    [PyFunction]
    public static long get_recursion_depth() => Recursion.Depth;
}
