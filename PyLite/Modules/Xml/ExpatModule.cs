using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Reads XML, by the system's libexpat: it calls functions of the program as it meets elements, text and the rest.</summary>
[PyModule("pyexpat")]
[DontLookInside]
public static partial class ExpatModule
{
    [PyConstant("error")] internal static readonly PyType ExpatError = ModuleExceptions.New("xml.parsers.expat.ExpatError", Types.Exception);
    [PyConstant("ExpatError")] private static PyType SameError => ExpatError;
    [PyConstant] private static PyType XMLParserType => PyXmlParser.ClassType;
    [PyConstant] private const string native_encoding = "UTF-8";
    [PyConstant] private const int XML_PARAM_ENTITY_PARSING_NEVER = 0;
    [PyConstant] private const int XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE = 1;
    [PyConstant] private const int XML_PARAM_ENTITY_PARSING_ALWAYS = 2;

    /// <summary>The names of expat's errors, from 1.</summary>
    private static readonly string[] ErrorNames =
    [
        "NO_MEMORY", "SYNTAX", "NO_ELEMENTS", "INVALID_TOKEN", "UNCLOSED_TOKEN", "PARTIAL_CHAR", "TAG_MISMATCH", "DUPLICATE_ATTRIBUTE",
        "JUNK_AFTER_DOC_ELEMENT", "PARAM_ENTITY_REF", "UNDEFINED_ENTITY", "RECURSIVE_ENTITY_REF", "ASYNC_ENTITY", "BAD_CHAR_REF",
        "BINARY_ENTITY_REF", "ATTRIBUTE_EXTERNAL_ENTITY_REF", "MISPLACED_XML_PI", "UNKNOWN_ENCODING", "INCORRECT_ENCODING",
        "UNCLOSED_CDATA_SECTION", "EXTERNAL_ENTITY_HANDLING", "NOT_STANDALONE", "UNEXPECTED_STATE", "ENTITY_DECLARED_IN_PE",
        "FEATURE_REQUIRES_XML_DTD", "CANT_CHANGE_FEATURE_ONCE_PARSING", "UNBOUND_PREFIX", "UNDECLARING_PREFIX", "INCOMPLETE_PE", "XML_DECL",
        "TEXT_DECL", "PUBLICID", "SUSPENDED", "NOT_SUSPENDED", "ABORTED", "FINISHED", "SUSPEND_PE", "RESERVED_PREFIX_XML",
        "RESERVED_PREFIX_XMLNS", "RESERVED_NAMESPACE_URI", "INVALID_ARGUMENT", "NO_BUFFER", "AMPLIFICATION_LIMIT_BREACH",
    ];

    private static readonly (string Name, int Value)[] Features = [("sizeof(XML_Char)", 1), ("sizeof(XML_LChar)", 1), ("XML_DTD", 0), ("XML_CONTEXT_BYTES", 1024), ("XML_NS", 0)];

    private static readonly (string Name, int Value)[] Model =
    [
        ("XML_CTYPE_EMPTY", 1), ("XML_CTYPE_ANY", 2), ("XML_CTYPE_MIXED", 3), ("XML_CTYPE_NAME", 4), ("XML_CTYPE_CHOICE", 5), ("XML_CTYPE_SEQ", 6),
        ("XML_CQUANT_NONE", 0), ("XML_CQUANT_OPT", 1), ("XML_CQUANT_REP", 2), ("XML_CQUANT_PLUS", 3),
    ];

    [PyModuleInit]
    private static bool SetUp(PyModule module)
    {
        if (!SystemLibrary.Find("pyexpat", SystemLibrary.Expat, "libexpat1", "libexpat.so.1", "libexpat.so")) return false;
        string version = Text(Expat.XML_ExpatVersion());
        module.Globals.Set("EXPAT_VERSION", new PyStr(version));
        module.Globals.Set("version_info", new PyTuple([.. version[(version.LastIndexOf('_') + 1)..].Split('.').Select(part => new PyInt(int.TryParse(part, out int n) ? n : 0))]));
        var features = new PyList();
        foreach ((string name, int value) in Features) features.Append(new PyTuple([new PyStr(name), new PyInt(value)]));
        module.Globals.Set("features", features);
        var errors = new PyModule("pyexpat.errors");
        errors.Globals.Set(Names.Doc, new PyStr("Constants used to describe error conditions."));
        var codes = new PyDict();
        var messages = new PyDict();
        for (int i = 0; i < ErrorNames.Length; i++)
        {
            var message = new PyStr(Message(i + 1));
            errors.Globals.Set("XML_ERROR_" + ErrorNames[i], message);
            codes.Set(message, new PyInt(i + 1));
            messages.Set(new PyInt(i + 1), message);
        }
        errors.Globals.Set("codes", codes);
        errors.Globals.Set("messages", messages);
        var model = new PyModule("pyexpat.model");
        model.Globals.Set(Names.Doc, new PyStr("Constants used to interpret content model information."));
        foreach ((string name, int value) in Model) model.Globals.Set(name, new PyInt(value));
        module.Globals.Set("errors", errors);
        module.Globals.Set("model", model);
        Imports.Modules.SetStr(PyStr.Intern("pyexpat.errors"), errors);
        Imports.Modules.SetStr(PyStr.Intern("pyexpat.model"), model);
        return true;
    }

    internal static string Text(nint pointer) => Marshal.PtrToStringUTF8(pointer) ?? "";

    internal static string Message(int code) => Text(Expat.XML_ErrorString(code));

    /// <summary>What an error's number means.</summary>
    [PyFunction]
    public static PyObject ErrorString(int code) => Expat.XML_ErrorString(code) is var text and not 0 ? new PyStr(Text(text)) : PyNone.None;

    /// <summary>A new parser.</summary>
    [PyFunction]
    public static PyObject? ParserCreate([Keyword] PyObject? encoding = null, PyObject? namespace_separator = null, [Unset] PyObject? intern = null)
    {
        byte[]? separator = null, declared = null;
        if (encoding is not null)
        {
            if (UserSlots.Unwrap(encoding) is not PyStr name) return PyErr.TypeError($"ParserCreate() argument 'encoding' must be str or None, not {encoding.Type.Name}");
            declared = [.. System.Text.Encoding.UTF8.GetBytes(name.Value), 0];
        }
        if (namespace_separator is not null)
        {
            if (UserSlots.Unwrap(namespace_separator) is not PyStr text) return PyErr.TypeError($"ParserCreate() argument 'namespace_separator' must be str or None, not {namespace_separator.Type.Name}");
            separator = [.. System.Text.Encoding.UTF8.GetBytes(text.Value), 0];
            if (separator.Length > 2) return PyErr.ValueError("namespace_separator must be at most one character, omitted, or None");
        }
        if (intern is not (null or PyNone) && UserSlots.Unwrap(intern) is not PyDict) return PyErr.TypeError("intern must be a dictionary");
        nint parser = Expat.XML_ParserCreate_MM(declared, 0, separator);
        return parser == 0 ? PyErr.Raise(Types.RuntimeError, "XML_ParserCreate failed") : new PyXmlParser(new ExpatHandle(parser, null), intern is null ? new PyDict() : intern);
    }
}
