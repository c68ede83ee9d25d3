using MetaJit;
using PyLite.Compiling;
using PyLite.Modules;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Interpreter;

/// <summary>Compiling source text, with a syntax error as a Python exception.</summary>
[DontLookInside]
public static class Compilation
{
    /// <summary>How everything is compiled that does not say otherwise: what <c>-O</c> and <c>-OO</c> ask for.</summary>
    public static CompileOptions Options { get; set; }

    /// <summary>The code, or null with SyntaxError pending.</summary>
    public static PyCode? Compile(string source, string fileName, CompileMode mode) => Compile(source, fileName, mode, Options);

    /// <inheritdoc cref="Compile(string, string, CompileMode)"/>
    public static PyCode? Compile(string source, string fileName, CompileMode mode, CompileOptions options)
    {
        var warnings = new SourceWarnings();
        PyCode? code = null;
        PySyntaxException? fault = null;
        try
        {
            code = PyCompiler.Compile(source, fileName, mode, options, warnings);
        }
        catch (PySyntaxException e)
        {
            fault = e;
        }
        if (code != null && !Importing.StandardLibrary.Owns(fileName)) KeptFrames.Look(code);
        if (!Tell(warnings, source, fileName)) return null;
        if (fault != null) PyErr.Raise(ToException(fault));
        return code;
    }

    /// <summary>Warns of what was found; false with an exception pending where the program wants errors.</summary>
    internal static bool Tell(SourceWarnings warnings, string source, string fileName)
    {
        foreach (SourceWarning warning in warnings.Found)
        {
            PyType category = warning.Kind == SourceWarningKind.DeprecationWarning ? Types.DeprecationWarning : Types.SyntaxWarning;
            if (WarningsModule.Warn(category, warning.Message, fileName, warning.Range.Line)) continue;
            // An error about source text is one that shows it.
            if (PyErr.TakeIf(category))
            {
                var fault = new PySyntaxException(SyntaxErrorKind.SyntaxError, warning.Message, warning.Range) { FileName = fileName };
                // The compiler has no text but the file's.
                if (warning.Kind != SourceWarningKind.SyntaxWarning || File.Exists(fileName))
                    fault.SourceLine = Parser.LineOf(PyCompiler.Normalize(source, CompileMode.Module), warning.Range.Line);
                if (warning.Kind == SourceWarningKind.TokenWarning) fault.SourceLine = fault.SourceLine?.TrimEnd('\n');
                PyErr.Raise(ToException(fault));
            }
            return false;
        }
        return true;
    }

    /// <summary>What <paramref name="make"/> gives, which may find a fault in a text or tree; null with SyntaxError pending.</summary>
    public static PyObject? Guarded(Func<PySyntaxException, PySyntaxException> complete, Func<PyObject?> make)
    {
        try
        {
            return make();
        }
        catch (PySyntaxException fault)
        {
            PyErr.Raise(ToException(complete(fault)));
            return null;
        }
    }

    /// <summary>The text of a str, or of bytes in the encoding they declare; null with an exception pending.</summary>
    /// <param name="source">What was given to compile, eval or exec.</param>
    /// <param name="otherwise">The TypeError for what is no source.</param>
    /// <param name="fileName">The file name of a SyntaxError.</param>
    public static string? Source(PyObject source, string otherwise, string fileName)
    {
        string text;
        if (UserSlots.Unwrap(source) is PyStr s)
        {
            text = s.Value;
            if (!IsEncodable(s, text)) return null;
        }
        else if (Buffers.TryBytes(source, out ReadOnlySpan<byte> bytes))
        {
            try
            {
                text = bytes.Contains((byte)0) ? "\0" : SourceText.OfBytes(bytes);
            }
            catch (PySyntaxException e)
            {
                e.FileName = fileName;
                PyErr.Raise(ToException(e));
                return null;
            }
        }
        else
        {
            PyErr.TypeError(otherwise);
            return null;
        }
        if (!text.Contains('\0')) return text;
        PyErr.Raise(WithoutPlace(Types.SyntaxError, "source code string cannot contain null bytes"));
        return null;
    }

    /// <summary>CPython's parser reads UTF-8, which has no lone surrogates.</summary>
    internal static bool IsEncodable(PyStr source, string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return true;
        int position = 0, start = -1;
        for (int i = 0; i < text.Length; i++, position++)
        {
            int c = Identifiers.CodePoint(text, i);
            if (c >= 0x10000) i++;
            bool isLone = c is >= 0xD800 and <= 0xDFFF;
            if (isLone && start < 0) start = position;
            if (!isLone && start >= 0) break;
        }
        if (start < 0) return true;
        PyErr.Raise(UnicodeErrors.New(Types.UnicodeEncodeError, "utf-8", source, start, position, "surrogates not allowed"));
        return false;
    }

    private static PyException WithoutPlace(PyType type, string message)
    {
        PyException error = PyException.Make(type, [new PyStr(message)]);
        error.SetField("msg", new PyStr(message));
        foreach (string name in new[] { "filename", "lineno", "offset", "text", "end_lineno", "end_offset" }) error.SetField(name, PyNone.None);
        return error;
    }

    /// <summary>The text of a source file; null with SyntaxError pending.</summary>
    public static string? FileSource(ReadOnlySpan<byte> bytes, string fileName)
    {
        try
        {
            return SourceText.OfFile(bytes, fileName);
        }
        catch (PySyntaxException e)
        {
            e.FileName = fileName;
            PyErr.Raise(ToException(e));
            return null;
        }
    }

    public static PyException ToException(PySyntaxException e)
    {
        PyType type = e.Kind switch
        {
            SyntaxErrorKind.IndentationError => Types.IndentationError,
            SyntaxErrorKind.TabError => Types.TabError,
            SyntaxErrorKind.RecursionError => Types.RecursionError,
            _ => Types.SyntaxError,
        };
        if (e.Kind == SyntaxErrorKind.RecursionError) return PyException.Make(type, [new PyStr(e.Message)]);
        if (e.HasNoPlace) return WithoutPlace(type, e.Message);
        PyObject line = e.SourceLine == null ? PyNone.None : new PyStr(e.SourceLine);
        bool hasEnd = e.Range.EndLine > 0 || (e.Range.Line == 0 && !e.IsOfEncoding);
        PyObject[] place = [new PyStr(e.FileName), new PyInt(e.Range.Line), new PyInt(e.Range.Column + 1), line];
        PyObject[] all = [.. place, hasEnd ? new PyInt(e.Range.EndLine) : PyNone.None,
            hasEnd && e.Range.EndColumn != PySyntaxException.NoColumn ? new PyInt(e.Range.EndColumn + 1) : PyNone.None];
        PyException error = PyException.Make(type, e.IsOfNames ? [new PyStr(e.Message)] : [new PyStr(e.Message), new PyTuple(e.IsOfEncoding ? place : all)]);
        string[] names = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
        error.SetField("msg", new PyStr(e.Message));
        for (int i = 0; i < names.Length; i++) error.SetField(names[i], all[i]);
        return error;
    }
}
