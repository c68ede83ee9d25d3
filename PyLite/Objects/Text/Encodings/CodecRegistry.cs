using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>Codecs by name: what <c>str.encode</c> and <c>bytes.decode</c> do. The usual ones are known here, the others are asked from the registered search functions.</summary>
[DontLookInside]
public static class CodecRegistry
{
    private static readonly List<PyObject> Searchers = [];
    private static readonly Dictionary<string, PyTuple> Found = [];
    private static bool s_hasStarted;

    public static bool Register(PyObject search)
    {
        if (!search.IsCallable) return PyErr.Fail(Types.TypeError, "argument must be callable");
        lock (Searchers) Searchers.Add(search);
        return true;
    }

    public static void Unregister(PyObject search)
    {
        lock (Searchers)
        {
            if (!Searchers.Remove(search)) return;
            Found.Clear();
        }
    }

    /// <summary>The package <c>encodings</c> registers its search function when it is imported, which is when the first codec is looked for.</summary>
    private static bool Start()
    {
        if (s_hasStarted) return true;
        s_hasStarted = true;
        return Imports.Import("encodings", null, PyNone.None, PyInt.Zero) != null;
    }

    /// <summary>The codec's functions, a CodecInfo; null with LookupError pending.</summary>
    public static PyTuple? Lookup(string encoding)
    {
        if (encoding.Contains('\0'))
        {
            PyErr.ValueError("embedded null character");
            return null;
        }
        string name = encoding.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        lock (Searchers)
        {
            if (Found.TryGetValue(name, out PyTuple? known)) return known;
        }
        if (!Start()) return null;
        foreach (PyObject search in Searchers.ToArray())
        {
            if (Calls.Call1(search, new PyStr(name)) is not { } result) return null;
            if (result is PyNone) continue;
            if (UserSlots.Unwrap(result) is not PyTuple { Items.Length: 4 })
            {
                PyErr.TypeError("codec search functions must return 4-tuples");
                return null;
            }
            // What was found keeps its own class: it may say that it is no text encoding.
            var info = new PyTuple([result]);
            lock (Searchers) Found[name] = info;
            return info;
        }
        PyErr.Raise(Types.LookupError, $"unknown encoding: {encoding}");
        return null;
    }

    private static readonly PyStr IsTextEncoding = PyStr.Intern("_is_text_encoding");

    /// <summary>What a codec's function makes of an object: 0 encodes, 1 decodes.</summary>
    public static PyObject? Run(int function, PyObject subject, string encoding, string? errors, bool textOnly)
    {
        if (Lookup(encoding) is not { } holder) return null;
        PyObject info = holder.Items[0];
        string verb = function == 0 ? "encode" : "decode";
        if (textOnly && !ReferenceEquals(info.Type, Types.Tuple) && Attributes.Find(info, IsTextEncoding) is { } flag && flag.Truth() == 0)
            return PyErr.Raise(Types.LookupError, $"'{encoding}' is not a text encoding; use codecs.{verb}() to handle arbitrary codecs");
        if (PyErr.Current != null) return null;
        PyObject run = ((PyTuple)UserSlots.Unwrap(info)).Items[function];
        PyObject? result = errors == null ? Calls.Call1(run, subject) : Calls.Call2(run, subject, new PyStr(errors));
        if (result == null)
        {
            Explain(verb, encoding);
            return null;
        }
        if (UserSlots.Unwrap(result) is PyTuple { Items: [var made, _] }) return made;
        return PyErr.TypeError($"{verb}r must return a tuple (object, {(function == 0 ? "integer" : "integer")})");
    }

    /// <summary>The pending exception, when it is a plain one with a message, is raised again with the codec's name in it.</summary>
    private static void Explain(string verb, string encoding)
    {
        if (PyErr.Current is not { Data: null, HasFields: false } e || e.Type.IsUser || e.Args.Items.Length > 1 || e.Args.Items is [not PyStr]) return;
        string text = e.Args.Items is [PyStr s] ? $"{e.Type.Name}: {s.Value}" : e.Type.Name;
        var told = new PyException(e.Type, new PyTuple([new PyStr($"{verb[..^1]}ing with '{encoding}' codec failed ({text})")]))
        {
            Cause = e,
            SuppressContext = true,
            Context = e,
        };
        PyErr.Current = told;
    }

    // ---- text

    /// <summary><c>str.encode</c>; null with an exception pending.</summary>
    public static byte[]? Encode(PyStr text, string? encoding, string? errors)
    {
        string handler = errors ?? "strict";
        switch (encoding == null ? "utf_8" : Short(encoding))
        {
            case "utf_8": return TextEncoders.Utf8(text, handler);
            case "ascii": return TextEncoders.Ascii(text, handler);
            case "latin_1": return TextEncoders.Latin1(text, handler);
            case "utf_16": return TextEncoders.Utf16(text, handler, 0);
            case "utf_16_le": return TextEncoders.Utf16(text, handler, -1);
            case "utf_16_be": return TextEncoders.Utf16(text, handler, 1);
            case "utf_32": return TextEncoders.Utf32(text, handler, 0);
            case "utf_32_le": return TextEncoders.Utf32(text, handler, -1);
            case "utf_32_be": return TextEncoders.Utf32(text, handler, 1);
        }
        if (Run(0, text, encoding!, errors, textOnly: true) is not { } made) return null;
        if (UserSlots.Unwrap(made) is PyBytes bytes) return bytes.ToArray();
        PyErr.TypeError($"'{encoding}' encoder returned '{made.Type.Name}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types");
        return null;
    }

    /// <summary><c>bytes.decode</c>; null with an exception pending.</summary>
    public static PyObject? Decode(PyBytes bytes, string? encoding, string? errors)
    {
        string handler = errors ?? "strict";
        int order = 0;
        switch (encoding == null ? "utf_8" : Short(encoding))
        {
            case "utf_8": return TextDecoders.Utf8(bytes, handler);
            case "ascii": return TextDecoders.Ascii(bytes, handler);
            case "latin_1": return TextDecoders.Latin1(bytes);
            case "utf_16": return TextDecoders.Utf16(bytes, handler, ref order, true, out _);
            case "utf_16_le":
                order = -1;
                return TextDecoders.Utf16(bytes, handler, ref order, true, out _);
            case "utf_16_be":
                order = 1;
                return TextDecoders.Utf16(bytes, handler, ref order, true, out _);
            case "utf_32": return TextDecoders.Utf32(bytes, handler, ref order, true, out _);
            case "utf_32_le":
                order = -1;
                return TextDecoders.Utf32(bytes, handler, ref order, true, out _);
            case "utf_32_be":
                order = 1;
                return TextDecoders.Utf32(bytes, handler, ref order, true, out _);
        }
        PyBytes given = bytes.IsMutable ? new PyBytes(bytes.ToArray()) : bytes;
        if (Run(1, given, encoding!, errors, textOnly: true) is not { } made) return null;
        return UserSlots.Unwrap(made) is PyStr ? made
            : PyErr.TypeError($"'{encoding}' decoder returned '{made.Type.Name}' instead of 'str'; use codecs.decode() to decode to arbitrary types");
    }

    /// <summary>One of the names that are known here, or what was given.</summary>
    private static string Short(string encoding)
    {
        // The usual spellings, without making a new string.
        switch (encoding)
        {
            case "utf-8" or "utf8" or "UTF-8" or "utf_8": return "utf_8";
            case "ascii" or "us-ascii": return "ascii";
            case "latin-1" or "latin1" or "iso-8859-1": return "latin_1";
        }
        string name = encoding.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        return name switch
        {
            "utf8" => "utf_8",
            "us_ascii" => "ascii",
            "latin1" or "iso_8859_1" or "iso8859_1" => "latin_1",
            "utf16" => "utf_16",
            "utf32" => "utf_32",
            "utf_16le" => "utf_16_le",
            "utf_16be" => "utf_16_be",
            _ => name,
        };
    }
}
