using System.Numerics;
using MetaJit;
using PyLite.Modules.Regex;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What Python's re package takes from C.</summary>
[PyModule("_sre")]
[DontLookInside]
public static partial class SreModule
{
    [PyConstant] public const int MAGIC = SreCode.Magic, CODESIZE = 4, MAXGROUPS = SreCode.MaxGroups;
    [PyConstant] public const long MAXREPEAT = SreCode.MaxRepeat;
    [PyConstant] private static PyType Pattern => PyPattern.ClassType;
    [PyConstant] private static PyType Match => PyMatch.ClassType;

    [PyFunction] public static int getcodesize() => CODESIZE;

    [PyFunction] public static bool ascii_iscased(int character) => CharCase.IsCased(character, CaseMode.Ascii);

    [PyFunction] public static bool unicode_iscased(int character) => CharCase.IsCased(character, CaseMode.Unicode);

    [PyFunction] public static int ascii_tolower(int character) => CharCase.Lower(character, CaseMode.Ascii);

    [PyFunction] public static int unicode_tolower(int character) => CharCase.Lower(character, CaseMode.Unicode);

    /// <summary>Compiles a pattern from its text: what the module re that comes with PyLite uses.</summary>
    [PyFunction]
    public static PyObject? _compile_text(PyObject pattern, int flags) => RegexCompiler.Compile(pattern, (RegexFlags)flags);

    /// <summary>Makes a pattern of the code words of re._compiler.</summary>
    [PyFunction]
    public static PyObject? compile([Keyword] PyObject pattern, int flags, PyList code, int groups, PyDict groupindex, PyTuple indexgroup)
    {
        PyObject source = UserSlots.Unwrap(pattern);
        if (source is not (PyStr or PyBytes or PyNone)) return PyErr.TypeError($"expected string or bytes-like object, got '{pattern.Type.Name}'");
        var words = new uint[code.Count];
        for (int i = 0; i < words.Length; i++)
        {
            if (!PyLong.TryGet(UserSlots.Unwrap(code[i]), out BigInteger word)) return PyErr.TypeError("an integer is required");
            if (word.Sign < 0 || word > uint.MaxValue) return PyErr.Raise(Types.OverflowError, "regular expression code size limit exceeded");
            words[i] = (uint)word;
        }
        if (groups is < 0 or > int.MaxValue / 4 || SreCode.Read(words, groups) is not { } tree) return PyErr.Raise(Types.RuntimeError, "invalid SRE code");
        return new PyPattern(pattern, (RegexFlags)flags, ProgramBuilder.Build(tree, groups), groupindex, indexgroup.Items, source is PyNone ? words : null);
    }
}
