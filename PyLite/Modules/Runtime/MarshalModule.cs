using MetaJit;
using PyLite.Importing;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Values as bytes, in a form of PyLite's own for code and in CPython's for the rest.</summary>
[PyModule("marshal")]
[DontLookInside]
public static partial class MarshalModule
{
    [PyConstant] public const int version = 4;

    /// <summary>The bytes of a value.</summary>
    [PyFunction]
    public static PyObject? dumps(PyObject value, int version = 4)
    {
        var writer = new MarshalWriter(version);
        return writer.Write(value) ? new PyBytes(writer.ToArray()) : null;
    }

    /// <summary>The value that bytes are of.</summary>
    [PyFunction]
    public static PyObject? loads(ReadOnlySpan<byte> bytes) => new MarshalReader(bytes.ToArray()).Read();

    /// <summary>Writes a value to a file of bytes.</summary>
    [PyFunction]
    public static PyObject? dump(PyObject value, PyObject file, int version = 4) =>
        dumps(value, version) is { } bytes ? Calls.Method(file, "write", bytes) : null;

    /// <summary>Reads a value from a file of bytes.</summary>
    [PyFunction]
    public static PyObject? load(PyObject file)
    {
        // How long the value is shows only while it is read: what was read too much is given back.
        if (Calls.Method(file, "tell") is not { } place || Calls.Method(file, "read") is not { } read || !Buffers.Bytes(read, out ReadOnlySpan<byte> bytes)) return null;
        var reader = new MarshalReader(bytes.ToArray());
        if (reader.Read() is not { } value || !Sequences.Integer(place, out long start)) return null;
        return Calls.Method(file, "seek", new PyInt(start + reader.Position)) is null ? null : value;
    }
}
