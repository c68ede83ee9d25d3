using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The codecs of the language and the registry of the others.</summary>
[PyModule("_codecs")]
[DontLookInside]
public static partial class CodecsModule
{
    // ---- the registry

    /// <summary>Adds a search function: it gets an encoding's name in lower case, and gives a tuple of encoder, decoder, stream reader and stream writer, or None.</summary>
    [PyFunction]
    public static PyObject? register(PyObject search_function) => Define.None(CodecRegistry.Register(search_function));

    /// <summary>Takes a search function away, and forgets what was found.</summary>
    [PyFunction]
    public static PyObject? unregister(PyObject search_function)
    {
        CodecRegistry.Unregister(search_function);
        return PyNone.None;
    }

    /// <summary>The codec of a name.</summary>
    [PyFunction]
    public static PyObject? lookup(string encoding) => CodecRegistry.Lookup(encoding)?.Items[0];

    /// <summary>Registers an error handler under a name.</summary>
    [PyFunction]
    public static PyObject? register_error(string errors, PyObject handler) => Define.None(ErrorHandlers.Register(errors, handler));

    /// <summary>The error handler of a name.</summary>
    [PyFunction]
    public static PyObject? lookup_error(string name) => ErrorHandlers.Find(name);

    /// <summary>Encodes with any codec.</summary>
    [PyFunction]
    public static PyObject? encode([Keyword] PyObject obj, string encoding = "utf-8", string errors = "strict") =>
        CodecRegistry.Run(0, obj, encoding, errors, textOnly: false);

    /// <summary>Decodes with any codec.</summary>
    [PyFunction]
    public static PyObject? decode([Keyword] PyObject obj, string encoding = "utf-8", string errors = "strict") =>
        CodecRegistry.Run(1, obj, encoding, errors, textOnly: false);

    /// <summary>The 256 characters of one of .NET's encodings, with U+FFFE for bytes that mean nothing; None when there is no such encoding.</summary>
    [PyFunction]
    public static PyObject _platform_table(string name)
    {
        if (NamedEncodings.Find(name) is not { IsSingleByte: true } encoding) return PyNone.None;
        var points = new int[256];
        for (int i = 0; i < 256; i++)
        {
            try
            {
                string text = encoding.GetString([(byte)i]);
                // Controls stand for bytes without a meaning.
                points[i] = text.Length != 1 || i >= 128 && text[0] is >= '\x80' and <= '\x9f' && encoding.WebName.StartsWith("windows", StringComparison.Ordinal) ? 0xfffe : text[0];
            }
            catch (System.Text.DecoderFallbackException)
            {
                points[i] = 0xfffe;
            }
        }
        return PyStr.FromCodePoints(points);
    }

    // ---- results

    private static PyObject? Encoded(byte[]? bytes, PyStr text) => bytes == null ? null : new PyTuple([new PyBytes(bytes), new PyInt(text.Length)]);

    private static PyObject? Decoded(PyStr? text, int used) => text == null ? null : new PyTuple([text, new PyInt(used)]);

    private static PyBytes Copied(ReadOnlySpan<byte> data) => new(data.ToArray());

    private static string Handler(string? errors) => errors ?? "strict";

    // ---- encoders

    [PyFunction]
    public static PyObject? ascii_encode(PyStr str, string? errors = null) => Encoded(TextEncoders.Ascii(str, Handler(errors)), str);

    [PyFunction]
    public static PyObject? latin_1_encode(PyStr str, string? errors = null) => Encoded(TextEncoders.Latin1(str, Handler(errors)), str);

    [PyFunction]
    public static PyObject? utf_8_encode(PyStr str, string? errors = null) => Encoded(TextEncoders.Utf8(str, Handler(errors)), str);

    [PyFunction]
    public static PyObject? utf_7_encode(PyStr str, string? errors = null) => Encoded(Utf7.Encode(str), str);

    [PyFunction]
    public static PyObject? utf_16_encode(PyStr str, string? errors = null, int byteorder = 0) => Encoded(TextEncoders.Utf16(str, Handler(errors), byteorder), str);

    [PyFunction]
    public static PyObject? utf_16_le_encode(PyStr str, string? errors = null) => Encoded(TextEncoders.Utf16(str, Handler(errors), -1), str);

    [PyFunction]
    public static PyObject? utf_16_be_encode(PyStr str, string? errors = null) => Encoded(TextEncoders.Utf16(str, Handler(errors), 1), str);

    [PyFunction]
    public static PyObject? utf_32_encode(PyStr str, string? errors = null, int byteorder = 0) => Encoded(TextEncoders.Utf32(str, Handler(errors), byteorder), str);

    [PyFunction]
    public static PyObject? utf_32_le_encode(PyStr str, string? errors = null) => Encoded(TextEncoders.Utf32(str, Handler(errors), -1), str);

    [PyFunction]
    public static PyObject? utf_32_be_encode(PyStr str, string? errors = null) => Encoded(TextEncoders.Utf32(str, Handler(errors), 1), str);

    [PyFunction]
    public static PyObject? unicode_escape_encode(PyStr str, string? errors = null) => Encoded(EscapeCodecs.EncodeUnicode(str), str);

    [PyFunction]
    public static PyObject? raw_unicode_escape_encode(PyStr str, string? errors = null) => Encoded(EscapeCodecs.EncodeRaw(str), str);

    [PyFunction]
    public static PyObject? charmap_encode(PyStr str, string? errors = null, PyObject? mapping = null) => Encoded(TextEncoders.Charmap(str, Handler(errors), mapping), str);

    /// <summary>From a str of 256 characters the mapping that encodes them.</summary>
    [PyFunction]
    public static PyObject charmap_build(PyStr map)
    {
        var mapping = new PyDict();
        for (int i = 0; i < map.Length; i++)
            if (map.CodePointAt(i) != 0xfffe) mapping.Set(new PyInt(map.CodePointAt(i)), new PyInt(i));
        return mapping;
    }

    [PyFunction]
    public static PyObject escape_encode(PyBytes data, string? errors = null) =>
        new PyTuple([new PyBytes(EscapeCodecs.EncodeBytes(data.Span)), new PyInt(data.Length)]);

    /// <summary>The bytes of a bytes-like object, or of a str in UTF-8.</summary>
    [PyFunction]
    public static PyObject? readbuffer_encode(PyObject data, string? errors = null)
    {
        if (UserSlots.Unwrap(data) is PyStr s) return TextEncoders.Utf8(s) is { } text ? new PyTuple([new PyBytes(text), new PyInt(text.Length)]) : null;
        return Argument.BytesLike(data, out ReadOnlySpan<byte> bytes) ? new PyTuple([Copied(bytes), new PyInt(bytes.Length)]) : null;
    }

    // ---- decoders

    [PyFunction]
    public static PyObject? ascii_decode(ReadOnlySpan<byte> data, string? errors = null) => Decoded(TextDecoders.Ascii(Copied(data), Handler(errors)), data.Length);

    [PyFunction]
    public static PyObject? latin_1_decode(ReadOnlySpan<byte> data, string? errors = null) => Decoded(TextDecoders.Latin1(Copied(data)), data.Length);

    [PyFunction]
    public static PyObject? utf_8_decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) =>
        Decoded(TextDecoders.Utf8(Copied(data), Handler(errors), final, out int used), used);

    [PyFunction]
    public static PyObject? utf_7_decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) =>
        Decoded(Utf7.Decode(Copied(data), Handler(errors), final, out int used), used);

    [PyFunction]
    public static PyObject? utf_16_decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf16(data, errors, 0, final);

    [PyFunction]
    public static PyObject? utf_16_le_decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf16(data, errors, -1, final);

    [PyFunction]
    public static PyObject? utf_16_be_decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf16(data, errors, 1, final);

    private static PyObject? Utf16(ReadOnlySpan<byte> data, string? errors, int order, bool final) =>
        Decoded(TextDecoders.Utf16(Copied(data), Handler(errors), ref order, final, out int used), used);

    /// <summary>Also tells the byte order that was found.</summary>
    [PyFunction]
    public static PyObject? utf_16_ex_decode(ReadOnlySpan<byte> data, string? errors = null, int byteorder = 0, bool final = false) =>
        TextDecoders.Utf16(Copied(data), Handler(errors), ref byteorder, final, out int used) is { } text
            ? new PyTuple([text, new PyInt(used), new PyInt(byteorder)]) : null;

    [PyFunction]
    public static PyObject? utf_32_decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf32(data, errors, 0, final);

    [PyFunction]
    public static PyObject? utf_32_le_decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf32(data, errors, -1, final);

    [PyFunction]
    public static PyObject? utf_32_be_decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf32(data, errors, 1, final);

    private static PyObject? Utf32(ReadOnlySpan<byte> data, string? errors, int order, bool final) =>
        Decoded(TextDecoders.Utf32(Copied(data), Handler(errors), ref order, final, out int used), used);

    /// <summary>Also tells the byte order that was found.</summary>
    [PyFunction]
    public static PyObject? utf_32_ex_decode(ReadOnlySpan<byte> data, string? errors = null, int byteorder = 0, bool final = false) =>
        TextDecoders.Utf32(Copied(data), Handler(errors), ref byteorder, final, out int used) is { } text
            ? new PyTuple([text, new PyInt(used), new PyInt(byteorder)]) : null;

    [PyFunction]
    public static PyObject? unicode_escape_decode(PyObject data, string? errors = null, bool final = true) =>
        Source(data) is { } bytes ? Decoded(EscapeCodecs.DecodeUnicode(bytes, Handler(errors), final, out int used), used) : null;

    [PyFunction]
    public static PyObject? raw_unicode_escape_decode(PyObject data, string? errors = null, bool final = true) =>
        Source(data) is { } bytes ? Decoded(EscapeCodecs.DecodeRaw(bytes, Handler(errors), final, out int used), used) : null;

    /// <summary>Bytes, or a str's UTF-8.</summary>
    private static PyBytes? Source(PyObject data)
    {
        if (UserSlots.Unwrap(data) is PyStr s) return TextEncoders.Utf8(s) is { } text ? new PyBytes(text) : null;
        return Argument.BytesLike(data, out ReadOnlySpan<byte> bytes) ? Copied(bytes) : null;
    }

    [PyFunction]
    public static PyObject? charmap_decode(ReadOnlySpan<byte> data, string? errors = null, PyObject? mapping = null) =>
        Decoded(TextDecoders.Charmap(Copied(data), Handler(errors), mapping), data.Length);

    [PyFunction]
    public static PyObject? escape_decode(PyObject data, string? errors = null) =>
        Source(data) is { } bytes && EscapeCodecs.DecodeBytes(bytes, Handler(errors)) is { } made ? new PyTuple([new PyBytes(made), new PyInt(bytes.Length)]) : null;
}
