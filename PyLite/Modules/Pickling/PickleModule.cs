using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Optimized C implementation for the Python pickle module.</summary>
[PyModule("_pickle")]
[DontLookInside]
public static partial class PickleModule
{
    [PyConstant] public static readonly PyType PickleError = ModuleExceptions.New("_pickle.PickleError", Types.Exception);
    [PyConstant] public static readonly PyType PicklingError = ModuleExceptions.New("_pickle.PicklingError", PickleError);
    [PyConstant] public static readonly PyType UnpicklingError = ModuleExceptions.New("_pickle.UnpicklingError", PickleError);
    [PyConstant] private static PyType Pickler => PyPickler.ClassType;
    [PyConstant] private static PyType Unpickler => PyUnpickler.ClassType;
    [PyConstant] private static PyType PickleBuffer => PyPickleBuffer.ClassType;

    /// <summary>
    /// Write a pickled representation of obj to the open file object file.
    ///
    /// The optional protocol argument tells which form is written: 0 to 5, 4 without it. Greater ones need newer readers.
    /// </summary>
    [PyFunction]
    public static PyObject? dump([Keyword] PyObject obj, PyObject file, PyObject? protocol = null, [KeywordOnly] bool fix_imports = true, PyObject? buffer_callback = null) =>
        PyPickler.New(file, protocol, fix_imports, buffer_callback) is PyPickler pickler ? pickler.dump(obj) : null;

    /// <summary>Return the pickled representation of the object as a bytes object.</summary>
    [PyFunction]
    public static byte[]? dumps([Keyword] PyObject obj, PyObject? protocol = null, [KeywordOnly] bool fix_imports = true, PyObject? buffer_callback = null) =>
        PyPickler.InMemory(protocol, fix_imports, buffer_callback)?.Dumped(obj);

    /// <summary>Read and return an object from the pickle data stored in a file.</summary>
    [PyFunction]
    public static PyObject? load([Keyword] PyObject file, [KeywordOnly] bool fix_imports = true, string encoding = "ASCII", string errors = "strict",
        [Unset][Shown("()")] PyObject? buffers = null) =>
        PyUnpickler.New(file, fix_imports, encoding, errors, buffers) is PyUnpickler unpickler ? unpickler.load() : null;

    /// <summary>Read and return an object from the given pickle data.</summary>
    [PyFunction]
    public static PyObject? loads(PyObject data, [KeywordOnly] bool fix_imports = true, string encoding = "ASCII", string errors = "strict",
        [Unset][Shown("()")] PyObject? buffers = null)
    {
        if (!Buffers.Bytes(data, out ReadOnlySpan<byte> bytes)) return null;
        // The bytes of bytes do not change meanwhile.
        if (data is not PyBytes { IsMutable: false } || !MemoryMarshal.TryGetArray(((IBuffer)data).BufferMemory, out ArraySegment<byte> source)) source = bytes.ToArray();
        else source = new ArraySegment<byte>(source.Array!, source.Offset + ((IBuffer)data).BufferStart, bytes.Length);
        return PyUnpickler.Of(source, fix_imports, encoding, errors, buffers)?.load();
    }
}
