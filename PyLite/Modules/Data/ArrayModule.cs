using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Sequences of numbers of one type, which take little room.</summary>
[PyModule("array")]
[DontLookInside]
public static partial class ArrayModule
{
    [PyConstant] private const string typecodes = ArrayItems.Codes;
    [PyConstant] private static PyType array => PyArray.ClassType;
    [PyConstant] private static PyType ArrayType => PyArray.ClassType;

    /// <summary>How a pickled array says what its items are in bytes; the odd numbers are of machines that begin with the highest byte.</summary>
    private static readonly (char Code, int Size, bool Swapped)[] Formats =
    [
        ('B', 1, false), ('b', 1, false), ('H', 2, false), ('H', 2, true), ('h', 2, false), ('h', 2, true), ('I', 4, false), ('I', 4, true),
        ('i', 4, false), ('i', 4, true), ('Q', 8, false), ('Q', 8, true), ('q', 8, false), ('q', 8, true), ('f', 4, false), ('f', 4, true),
        ('d', 8, false), ('d', 8, true), ('u', 2, false), ('u', 2, true), ('u', 4, false), ('u', 4, true),
    ];

    [PyModuleInit]
    private static bool Prepare(PyModule module)
    {
        PyArray.ClassType.MatchKind = PatternKind.Sequence;
        return Interpreter.Imports.ImportModule("_collections_abc")?.GetAttr(PyStr.Intern("MutableSequence"))?.GetAttr(PyStr.Intern("register"))?.Call([PyArray.ClassType], null) is not null;
    }

    public static int MachineFormat(char code)
    {
        if (code == 'u') return 20;
        bool isLong = ArrayItems.SizeOf(code) == 8;
        char same = code switch { 'l' => isLong ? 'q' : 'i', 'L' => isLong ? 'Q' : 'I', _ => code };
        return Array.FindIndex(Formats, f => f.Code == same);
    }

    /// <summary>Makes a pickled array again.</summary>
    [PyFunction]
    public static PyObject? _array_reconstructor(PyType arraytype, PyStr typecode, int mformat_code, PyObject items)
    {
        if (!arraytype.IsSubtype(PyArray.ClassType)) return PyErr.TypeError($"{arraytype.Name} is not a subtype of array.array");
        if (typecode.Length != 1 || !ArrayItems.Codes.Contains(typecode.Value)) return PyErr.ValueError("second parameter must be a valid type code");
        if (mformat_code < 0 || mformat_code >= Formats.Length) return PyErr.ValueError("third parameter must be a valid machine format code.");
        if (UserSlots.Unwrap(items) is not PyBytes { IsMutable: false } given) return PyErr.TypeError($"fourth argument should be bytes, not {items.Type.Name}");
        (char code, int size, bool swapped) = Formats[mformat_code];
        if (given.Length % size != 0) return PyErr.ValueError("bytes length not a multiple of item size");
        byte[] bytes = given.ToArray();
        if (swapped == BitConverter.IsLittleEndian) ArrayItems.SwapBytes(bytes, size);
        if (code == 'u' && size == 2)
            return PyLite.Objects.Calls.Call2(arraytype, new PyStr("u"), new PyStr(System.Text.Encoding.Unicode.GetString(bytes)));
        // A type of the same size is taken as it is written.
        char wanted = typecode.Value[0];
        bool sameLong = wanted is 'l' or 'L' && ArrayItems.SizeOf(wanted) == size && char.IsUpper(wanted) == char.IsUpper(code);
        return PyLite.Objects.Calls.Call2(arraytype, new PyStr((sameLong ? wanted : code).ToString()), new PyBytes(bytes));
    }
}
