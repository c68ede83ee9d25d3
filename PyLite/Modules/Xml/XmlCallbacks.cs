using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// What libexpat calls: each finds the parser by the data that expat hands through, makes Python objects of the arguments, and calls the
/// program's handler. An exception in a handler stops the parser.
/// </summary>
[DontLookInside]
internal static class XmlCallbacks
{
    private delegate void Nothing(nint user);
    private delegate void One(nint user, nint a);
    private delegate void Two(nint user, nint a, nint b);
    private delegate void Length(nint user, nint text, int length);
    private delegate void Number(nint user, nint a, int n);
    private delegate void TwoNumber(nint user, nint a, nint b, int n);
    private delegate void ThreeNumber(nint user, nint a, nint b, nint c, int n);
    private delegate void Four(nint user, nint a, nint b, nint c, nint d);
    private delegate void FourNumber(nint user, nint a, nint b, nint c, nint d, int n);
    private delegate void Five(nint user, nint a, nint b, nint c, nint d, nint e);
    private delegate void Entity(nint user, nint name, int isParameter, nint value, int length, nint @base, nint system, nint @public, nint notation);
    private delegate int Answer(nint user);
    private delegate int AnswerFour(nint user, nint a, nint b, nint c, nint d);
    private delegate int Encoding(nint data, nint name, nint info);

    /// <summary>A handler: the function of expat that sets it, and the function that is called. Delegates stay alive here.</summary>
    public sealed record Handler(string Name, Action<nint, nint> Set, Delegate Called)
    {
        public nint Pointer { get; } = Marshal.GetFunctionPointerForDelegate(Called);
    }

    public static readonly Handler[] All =
    [
        new("StartElementHandler", Expat.XML_SetStartElementHandler, (Two)StartElement),
        new("EndElementHandler", Expat.XML_SetEndElementHandler, (One)((user, name) => Of(user).Call(1, Of(user).Interned(name)))),
        new("ProcessingInstructionHandler", Expat.XML_SetProcessingInstructionHandler, (Two)((user, target, data) => Of(user).Call(2, Of(user).Interned(target), String(data)))),
        new("CharacterDataHandler", Expat.XML_SetCharacterDataHandler, (Length)((user, text, length) => Of(user).Characters(text, length))),
        new("UnparsedEntityDeclHandler", Expat.XML_SetUnparsedEntityDeclHandler, (Five)((user, a, b, c, d, e) => Of(user).Call(4, Names(user, a, b, c, d, e)))),
        new("NotationDeclHandler", Expat.XML_SetNotationDeclHandler, (Four)((user, a, b, c, d) => Of(user).Call(5, Names(user, a, b, c, d)))),
        new("StartNamespaceDeclHandler", Expat.XML_SetStartNamespaceDeclHandler, (Two)((user, prefix, uri) => Of(user).Call(6, Names(user, prefix, uri)))),
        new("EndNamespaceDeclHandler", Expat.XML_SetEndNamespaceDeclHandler, (One)((user, prefix) => Of(user).Call(7, Names(user, prefix)))),
        new("CommentHandler", Expat.XML_SetCommentHandler, (One)((user, text) => Of(user).Call(8, String(text)))),
        new("StartCdataSectionHandler", Expat.XML_SetStartCdataSectionHandler, (Nothing)(user => Of(user).Call(9))),
        new("EndCdataSectionHandler", Expat.XML_SetEndCdataSectionHandler, (Nothing)(user => Of(user).Call(10))),
        new("DefaultHandler", Expat.XML_SetDefaultHandler, (Length)((user, text, length) => Of(user).Call(11, Piece(text, length)))),
        new("DefaultHandlerExpand", Expat.XML_SetDefaultHandlerExpand, (Length)((user, text, length) => Of(user).Call(12, Piece(text, length)))),
        new("NotStandaloneHandler", Expat.XML_SetNotStandaloneHandler, (Answer)(user => Of(user).Ask(13))),
        new("ExternalEntityRefHandler", Expat.XML_SetExternalEntityRefHandler, (AnswerFour)ExternalEntity),
        new("StartDoctypeDeclHandler", Expat.XML_SetStartDoctypeDeclHandler,
            (ThreeNumber)((user, name, system, @public, subset) => Of(user).Call(15, [.. Names(user, name, system, @public), new PyInt(subset)]))),
        new("EndDoctypeDeclHandler", Expat.XML_SetEndDoctypeDeclHandler, (Nothing)(user => Of(user).Call(16))),
        new("EntityDeclHandler", Expat.XML_SetEntityDeclHandler, (Entity)((user, name, isParameter, value, length, @base, system, @public, notation) =>
            Of(user).Call(17, [Of(user).Interned(name), new PyInt(isParameter), value == 0 ? PyNone.None : Piece(value, length), .. Names(user, @base, system, @public, notation)]))),
        new("XmlDeclHandler", Expat.XML_SetXmlDeclHandler, (TwoNumber)((user, version, encoding, standalone) => Of(user).Call(18, String(version), String(encoding), new PyInt(standalone)))),
        new("ElementDeclHandler", Expat.XML_SetElementDeclHandler, (Two)ElementDeclaration),
        new("AttlistDeclHandler", Expat.XML_SetAttlistDeclHandler, (FourNumber)((user, element, name, type, value, required) =>
            Of(user).Call(20, [.. Names(user, element, name), String(type), String(value), new PyInt(required)]))),
        new("SkippedEntityHandler", Expat.XML_SetSkippedEntityHandler, (Number)((user, name, isParameter) => Of(user).Call(21, Of(user).Interned(name), new PyInt(isParameter)))),
    ];

    public const int CharacterData = 3, External = 14;

    private static readonly Encoding Unknown = UnknownEncoding;
    public static readonly nint UnknownPointer = Marshal.GetFunctionPointerForDelegate(Unknown);

    private static PyXmlParser Of(nint user) => (PyXmlParser)GCHandle.FromIntPtr(user).Target!;

    /// <summary>Expat's text, or None for none.</summary>
    public static PyObject String(nint text) => text == 0 ? PyNone.None : new PyStr(ExpatModule.Text(text));

    private static PyStr Piece(nint text, int length) => new(Marshal.PtrToStringUTF8(text, length));

    private static PyObject[] Names(nint user, params ReadOnlySpan<nint> texts)
    {
        PyXmlParser parser = Of(user);
        var names = new PyObject[texts.Length];
        for (int i = 0; i < names.Length; i++) names[i] = parser.Interned(texts[i]);
        return names;
    }

    private static void StartElement(nint user, nint name, nint attributes)
    {
        PyXmlParser parser = Of(user);
        int count = 0;
        if (parser.OnlySpecified) count = Expat.XML_GetSpecifiedAttributeCount(parser.Handle);
        else
            while (Marshal.ReadIntPtr(attributes, count * nint.Size) != 0) count += 2;
        PyObject container;
        if (parser.IsOrdered)
        {
            var list = new PyList();
            for (int i = 0; i < count; i++)
            {
                nint text = Marshal.ReadIntPtr(attributes, i * nint.Size);
                list.Append((i & 1) == 0 ? parser.Interned(text) : String(text));
            }
            container = list;
        }
        else
        {
            var d = new PyDict();
            for (int i = 0; i < count; i += 2)
                d.Set(parser.Interned(Marshal.ReadIntPtr(attributes, i * nint.Size)), String(Marshal.ReadIntPtr(attributes, (i + 1) * nint.Size)));
            container = d;
        }
        parser.Call(0, parser.Interned(name), container);
    }

    /// <summary>Expat hands the parser itself here. Its first field is the data.</summary>
    private static int ExternalEntity(nint parser, nint context, nint @base, nint system, nint @public)
    {
        nint user = Marshal.ReadIntPtr(parser);
        return Of(user).Ask(External, [String(context), .. Names(user, @base, system, @public)]);
    }

    private static void ElementDeclaration(nint user, nint name, nint model)
    {
        PyXmlParser parser = Of(user);
        PyObject content = Content(parser, model, 0);
        Expat.XML_FreeContentModel(parser.Handle, model);
        parser.Call(19, parser.Interned(name), content);
    }

    private static PyObject Content(PyXmlParser parser, nint model, int depth)
    {
        int count = Marshal.ReadInt32(model, 16);
        nint children = Marshal.ReadIntPtr(model, 24);
        const int structureSize = 32, deepest = 500;
        var parts = new PyObject[depth < deepest ? count : 0];
        for (int i = 0; i < parts.Length; i++) parts[i] = Content(parser, children + i * structureSize, depth + 1);
        return new PyTuple([new PyInt(Marshal.ReadInt32(model)), new PyInt(Marshal.ReadInt32(model, 4)), parser.Interned(Marshal.ReadIntPtr(model, 8)), new PyTuple(parts)]);
    }

    /// <summary>Fills expat's table of 256 characters for an encoding of single bytes that Python knows.</summary>
    private static int UnknownEncoding(nint data, nint name, nint info)
    {
        if (PyErr.Current is not null) return 0;
        byte[] all = new byte[256];
        for (int i = 0; i < all.Length; i++) all[i] = (byte)i;
        if (Calls.Method(new PyBytes(all), "decode", String(name), new PyStr("replace")) is not PyStr decoded) return 0;
        if (decoded.Length != all.Length)
        {
            PyErr.ValueError("multi-byte encodings are not supported");
            return 0;
        }
        for (int i = 0; i < all.Length; i++) Marshal.WriteInt32(info, i * 4, decoded.CodePointAt(i) is var c && c == 0xFFFD ? -1 : c);
        Marshal.WriteIntPtr(info, 1024, 0);
        Marshal.WriteIntPtr(info, 1032, 0);
        Marshal.WriteIntPtr(info, 1040, 0);
        return 1;
    }
}
