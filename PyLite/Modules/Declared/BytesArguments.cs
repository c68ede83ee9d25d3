using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Arguments that are bytes in one way or another.</summary>
public static class BytesArguments
{
    /// <summary>Memory to write to: a bytearray or another object that lets others write. False: TypeError.</summary>
    public static bool Writable(PyObject o, string place, out Span<byte> bytes)
    {
        if (UserSlots.Unwrap(o) is IBuffer { IsReadOnlyBuffer: false } buffer)
        {
            bytes = buffer.BufferMemory.Span.Slice(buffer.BufferStart, buffer.BufferCount);
            return true;
        }
        bytes = default;
        return PyErr.Fail(Types.TypeError, $"{place} must be read-write bytes-like object, not {(o is PyNone ? "None" : o.Type.Name)}");
    }

    /// <summary>Bytes, or text of ASCII characters. False: TypeError or ValueError.</summary>
    public static bool BytesOrAscii(PyObject o, out byte[] bytes)
    {
        bytes = [];
        if (UserSlots.Unwrap(o) is PyStr text)
        {
            bytes = new byte[text.Length];
            for (int i = 0; i < bytes.Length; i++)
            {
                int c = text.CodePointAt(i);
                if (c > 127) return PyErr.Fail(Types.ValueError, "string argument should contain only ASCII characters");
                bytes[i] = (byte)c;
            }
            return true;
        }
        if (!Buffers.TryBytes(o, out ReadOnlySpan<byte> span))
            return PyErr.Fail(Types.TypeError, $"argument should be bytes, buffer or ASCII string, not '{o.Type.Name}'");
        bytes = span.ToArray();
        return !Buffers.IsReleased(o);
    }
}
