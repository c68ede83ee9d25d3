using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Names of files between Python and the system, to which they are bytes: UTF-8, and bytes that are none as single surrogates
/// from U+DC80.
/// </summary>
[DontLookInside]
internal static class FileNames
{
    private static readonly PyStr FsPath = PyStr.Intern("__fspath__");

    /// <summary>The str or bytes that a path-like object stands for, or null with TypeError pending.</summary>
    public static PyObject? Plain(PyObject path, string function = "", string argument = "path", string kinds = "str, bytes or os.PathLike object")
    {
        PyObject plain = UserSlots.Unwrap(path);
        if (plain is PyStr or PyBytes { IsMutable: false }) return plain;
        string prefix = function.Length == 0 ? "" : $"{function}: {argument} should be ";
        if (path.Type.Lookup(FsPath) is not { } method)
            return PyErr.TypeError(prefix.Length == 0 ? $"expected {kinds}, not {path.Type.ShortName}" : $"{prefix}{kinds}, not {path.Type.ShortName}");
        if (Calls.CallMethod(method, path) is not { } made) return null;
        PyObject result = UserSlots.Unwrap(made);
        return result is PyStr or PyBytes { IsMutable: false } ? result
            : PyErr.TypeError($"expected {path.Type.ShortName}.__fspath__() to return str or bytes, not {made.Type.ShortName}");
    }

    /// <summary>The name as the system takes it, with a zero at its end; null with an exception pending.</summary>
    public static byte[]? ForSystem(PyObject path, string function = "", string argument = "path")
    {
        if (Plain(path, function, argument) is not { } plain) return null;
        byte[]? bytes = plain is PyBytes b ? b.Span.ToArray() : Encode((PyStr)plain);
        if (bytes is null) return null;
        if (Array.IndexOf(bytes, (byte)0) >= 0)
        {
            PyErr.ValueError(function.Length == 0 || plain is PyStr ? "embedded null byte" : $"{function}: embedded null character in {argument}");
            return null;
        }
        return [.. bytes, 0];
    }

    /// <summary>The bytes of a name, or null with UnicodeEncodeError pending.</summary>
    public static byte[]? Encode(PyStr name)
    {
        if (name.IsNarrow && !HasSurrogate(name.Characters)) return Encoding.UTF8.GetBytes(name.Value);
        var bytes = new List<byte>();
        Span<byte> part = stackalloc byte[4];
        int[] points = name.ToPoints();
        for (int i = 0; i < points.Length; i++)
        {
            int c = points[i];
            if (c is >= 0xDC80 and <= 0xDCFF)
            {
                bytes.Add((byte)(c - 0xDC00));
            }
            else if (c is >= 0xD800 and <= 0xDFFF)
            {
                PyErr.RaiseWithArgs(Types.UnicodeEncodeError, new PyStr("utf-8"), name, new PyInt(i), new PyInt(i + 1), new PyStr("surrogates not allowed"));
                return null;
            }
            else
            {
                int length = new Rune(c).EncodeToUtf8(part);
                for (int k = 0; k < length; k++) bytes.Add(part[k]);
            }
        }
        return [.. bytes];
    }

    private static bool HasSurrogate(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    /// <summary>The text of a name the system gave.</summary>
    public static PyStr Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf((byte)0) is var end and >= 0) bytes = bytes[..end];
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return new PyStr(Encoding.UTF8.GetString(bytes));
        var points = new List<int>();
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == System.Buffers.OperationStatus.Done)
            {
                points.Add(rune.Value);
                bytes = bytes[length..];
            }
            else
            {
                points.Add(0xDC00 + bytes[0]);
                bytes = bytes[1..];
            }
        }
        return PyStr.FromCodePoints(points.ToArray());
    }

    /// <summary>The name as str or bytes, as the path it goes with is.</summary>
    public static PyObject Like(PyObject? example, byte[] name) => example is PyBytes ? new PyBytes(name) : Decode(name);
}
