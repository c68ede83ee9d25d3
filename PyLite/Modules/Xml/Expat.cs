using System.Runtime.InteropServices;

namespace PyLite.Modules;

/// <summary>Functions of libexpat.</summary>
internal static class Expat
{
    private const string Library = SystemLibrary.Expat;

    [DllImport(Library)] public static extern nint XML_ParserCreate_MM(byte[]? encoding, nint memory, byte[]? separator);
    [DllImport(Library)] public static extern nint XML_ExternalEntityParserCreate(nint parser, byte[]? context, byte[]? encoding);
    [DllImport(Library)] public static extern void XML_ParserFree(nint parser);
    [DllImport(Library)] public static extern int XML_Parse(nint parser, byte[] text, int length, int isFinal);
    [DllImport(Library)] public static extern int XML_StopParser(nint parser, byte resumable);
    [DllImport(Library)] public static extern void XML_SetUserData(nint parser, nint data);
    [DllImport(Library)] public static extern int XML_SetEncoding(nint parser, byte[] encoding);
    [DllImport(Library)] public static extern int XML_SetBase(nint parser, byte[]? text);
    [DllImport(Library)] public static extern nint XML_GetBase(nint parser);
    [DllImport(Library)] public static extern nint XML_GetInputContext(nint parser, out int offset, out int size);
    [DllImport(Library)] public static extern int XML_SetParamEntityParsing(nint parser, int parsing);
    [DllImport(Library)] public static extern int XML_UseForeignDTD(nint parser, byte use);
    [DllImport(Library)] public static extern void XML_SetReturnNSTriplet(nint parser, int triplet);
    [DllImport(Library)] public static extern int XML_GetSpecifiedAttributeCount(nint parser);
    [DllImport(Library)] public static extern int XML_GetErrorCode(nint parser);
    [DllImport(Library)] public static extern nint XML_ErrorString(int code);
    [DllImport(Library)] public static extern long XML_GetCurrentLineNumber(nint parser);
    [DllImport(Library)] public static extern long XML_GetCurrentColumnNumber(nint parser);
    [DllImport(Library)] public static extern long XML_GetCurrentByteIndex(nint parser);
    [DllImport(Library)] public static extern nint XML_ExpatVersion();
    [DllImport(Library)] public static extern void XML_FreeContentModel(nint parser, nint model);
    [DllImport(Library)] public static extern void XML_SetUnknownEncodingHandler(nint parser, nint handler, nint data);
    [DllImport(Library)] public static extern void XML_SetElementHandler(nint parser, nint start, nint end);
    [DllImport(Library)] public static extern void XML_SetStartElementHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetEndElementHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetCharacterDataHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetProcessingInstructionHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetCommentHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetStartCdataSectionHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetEndCdataSectionHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetDefaultHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetDefaultHandlerExpand(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetUnparsedEntityDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetNotationDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetStartNamespaceDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetEndNamespaceDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetNotStandaloneHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetExternalEntityRefHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetStartDoctypeDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetEndDoctypeDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetEntityDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetXmlDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetElementDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetAttlistDeclHandler(nint parser, nint handler);
    [DllImport(Library)] public static extern void XML_SetSkippedEntityHandler(nint parser, nint handler);
}

/// <summary>A parser of libexpat. One made for an external entity needs the one it was made from as long as it lives.</summary>
internal sealed class ExpatHandle(nint pointer, ExpatHandle? parent)
{
    private int _uses = 1;

    public nint Pointer => pointer;

    public ExpatHandle Used()
    {
        Interlocked.Increment(ref _uses);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _uses) != 0) return;
        Expat.XML_ParserFree(pointer);
        parent?.Release();
    }
}
