using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MetaJit;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Finds code that the tracer does not follow and that touches a virtualizable's fields without forcing it first: in a trace it would read
/// stale memory, in silence. Code that stores a virtualizable in a field without saying so in it: calls out of a trace would then not store
/// it back first. And code that looks into a frame after the portal has returned from it.
/// </summary>
/// <remarks>
/// Runs whenever an engine is attached, so it must not read the IL of every method the slow way: the raw bodies are searched for the fields'
/// tokens, and only methods with a hit are looked at.
/// </remarks>
internal static class VirtualizableCheck
{
    public static IEnumerable<string> Problems(Type virtualizable, LookInsidePolicy policy, VirtualDispatch dispatch, Func<MethodBase, bool> isPortal)
    {
        string? escapedName = virtualizable.GetCustomAttribute<VirtualizableAttribute>()?.EscapedField;
        FieldInfo? escaped = escapedName is null ? null : virtualizable.GetField(escapedName, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        if (escapedName is not null && escaped is null or { IsInitOnly: true })
            yield return $"{TypeModel.NameOf(virtualizable)} has no field '{escapedName}' that can be set, which its [Virtualizable] names as EscapedField";
        var escapes = new FrameEscapes(virtualizable, escaped, policy, dispatch, isPortal);
        foreach (MethodBase method in MethodsThatMention(virtualizable))
        {
            FrameEscape? escape = FirstEscape(method, virtualizable, escaped) is { } kept
                ? new FrameEscape(kept, $"stores a {TypeModel.NameOf(virtualizable)} in {FieldPath.NameOf(kept.Field)}")
                : escapes.Of(method);
            if (escape is { At: var store })
            {
                string mend = escaped is null
                    ? $"set a field of {TypeModel.NameOf(virtualizable)} first, and name it: [Virtualizable(EscapedField = ...)]"
                    : $"set {TypeModel.NameOf(virtualizable)}.{escaped.Name} first";
                mend += "; or call Jit.MayBeStale on it first, where nobody minds old values";
                yield return $"{SourceSymbols.Locate(method, store.Offset)}: {TypeModel.NameOf(method)} {escape.Where} (IL {store} at {store.Offset:x4}), where others may reach it while a trace runs on it: {mend}";
            }
            if (FirstReadAfterReturn(method, virtualizable, isPortal) is { } read)
            {
                yield return $"{SourceSymbols.Locate(method, read.Offset)}: {TypeModel.NameOf(method)} reads a {TypeModel.NameOf(virtualizable)} (IL {read} at {read.Offset:x4}) "
                    + "after the portal has returned from it, when compiled code has not written it back: have the portal return the value or leave it in another "
                    + "object; or call Jit.ForceVirtualizable in the portal before it returns, and here to say so";
            }
            if (isPortal(method) || method.DeclaringType == virtualizable && method is ConstructorInfo || IlReader.Read(method) is not { } body) continue;
            if (IsFollowed(method, body, policy) || FirstTouch(body, virtualizable) is not { } touch) continue;
            yield return $"{SourceSymbols.Locate(method, touch.Offset)}: {TypeModel.NameOf(method)} touches {TypeModel.NameOf(virtualizable)}."
                + $"{FieldPath.NameOf(touch.Field)} (IL {touch} at {touch.Offset:x4}), but the tracer does not follow it, because {WhyNot(method, policy)}: "
                + $"call Jit.ForceVirtualizable on the {TypeModel.NameOf(virtualizable)} first, or Jit.FreshVirtualizable where it was just made";
        }
    }

    private static bool IsFollowed(MethodBase method, IlBody body, LookInsidePolicy policy)
    {
        bool isGeneric = method.ContainsGenericParameters;
        return (isGeneric || policy.WhyNot(method) is null)
            && (!body.HasLoop || policy.MayHaveLoops(method))
            && !Array.Exists(body.Clauses, clause => clause.Flags == ExceptionHandlingClauseOptions.Filter);
    }

    private static string WhyNot(MethodBase method, LookInsidePolicy policy) => policy.WhyNot(method) ?? "it has a loop or an exception filter";

    /// <summary>The first use of a field that no call of ForceVirtualizable precedes.</summary>
    private static IlInstruction? FirstTouch(IlBody body, Type virtualizable)
    {
        foreach (IlInstruction instruction in body.Instructions)
        {
            if (IsForce(instruction)) return null;
            if (instruction.Operand is not FieldInfo { IsStatic: false } field || field.DeclaringType != virtualizable) continue;
            // What never changes is right in memory too; of an array the items are followed.
            bool isSettled = instruction.Code == Il.Ldfld && field.IsInitOnly && !field.FieldType.IsArray;
            if (!isSettled) return instruction;
        }
        return null;
    }

    private static bool IsForce(IlInstruction instruction) =>
        instruction is { Code: Il.Call, Operand: MethodInfo { Name: nameof(Jit.ForceVirtualizable) or nameof(Jit.FreshVirtualizable) } called }
        && called.DeclaringType == typeof(Jit);

    /// <summary>The first store of such an object in a field that no store to the field that says so precedes.</summary>
    private static IlInstruction? FirstEscape(MethodBase method, Type virtualizable, FieldInfo? escaped)
    {
        if (IlReader.Read(method) is not { } body) return null;
        for (int k = 0; k < body.Instructions.Length; k++)
        {
            IlInstruction instruction = body.Instructions[k];
            if (FrameEscapes.IsSaid(instruction, escaped)) return null;
            if (instruction.Code is not (Il.Stfld or Il.Stsfld) || k > 0 && body.Instructions[k - 1].Code == Il.Ldnull) continue;
            if (instruction.Field.FieldType == virtualizable) return instruction;
        }
        return null;
    }

    /// <summary>
    /// The first use of a frame, by the name it was passed to the portal under, behind that call. (Frames that are reached otherwise are not
    /// seen.)
    /// </summary>
    private static IlInstruction? FirstReadAfterReturn(MethodBase method, Type virtualizable, Func<MethodBase, bool> isPortal)
    {
        if (IlReader.Read(method) is not { } body) return null;
        IlInstruction[] code = body.Instructions;
        for (int call = 0; call < code.Length; call++)
        {
            if (code[call] is not { Code: Il.Call, Operand: MethodInfo called } || !isPortal(called)) continue;
            int argument = call - 1;
            while (argument >= 0 && body.TypeOfVariable(code[argument]) != virtualizable) argument--;
            if (argument < 0) continue;
            for (int k = call + 1; k < code.Length - 1; k++)
            {
                if (IsForce(code[k])) break;
                if (code[k].Code != code[argument].Code || code[k].Number != code[argument].Number) continue;
                IlInstruction use = code[k + 1];
                bool isField = use.Code is Il.Ldfld or Il.Ldflda && use.Field.DeclaringType == virtualizable && !(use.Field.IsInitOnly && !use.Field.FieldType.IsArray);
                if (isField || use.Code is Il.Call or Il.Callvirt && use.Method.DeclaringType == virtualizable) return use;
            }
        }
        return null;
    }

    private static List<MethodBase> MethodsThatMention(Type type)
    {
        var found = new List<MethodBase>();
        Module module = type.Module;
        if (!File.Exists(module.FullyQualifiedName)) return found;
        using var image = new PEReader(File.OpenRead(module.FullyQualifiedName), PEStreamOptions.PrefetchEntireImage);
        MetadataReader metadata = image.GetMetadataReader();
        byte[] inSignature = InSignature(type);
        byte[][] tokens =
        [
            .. metadata.FieldDefinitions.Where(field => IsOf(type, metadata.GetFieldDefinition(field), metadata)).Select(field => BitConverter.GetBytes(MetadataTokens.GetToken(field))),
            .. metadata.MethodDefinitions.Where(IsMade).Select(method => BitConverter.GetBytes(MetadataTokens.GetToken(method))),
            BitConverter.GetBytes(type.MetadataToken),
        ];
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            int address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
            if (address == 0) continue;
            BlobReader il = image.GetMethodBody(address).GetILReader();
            ReadOnlySpan<byte> bytes = il.ReadBytes(il.Length);
            bool mentions = MentionsInSignature(handle);
            foreach (byte[] token in tokens) mentions = mentions || bytes.IndexOf(token) >= 0;
            if (mentions && module.ResolveMethod(MetadataTokens.GetToken(handle)) is { } method) found.Add(method);
        }
        return found;

        bool MentionsInSignature(MethodDefinitionHandle handle)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            return MetadataTokens.GetToken(method.GetDeclaringType()) == type.MetadataToken || metadata.GetBlobBytes(method.Signature).AsSpan().IndexOf(inSignature) >= 0;
        }

        // Whoever calls it may get a new one.
        bool IsMade(MethodDefinitionHandle handle) =>
            MentionsInSignature(handle) && metadata.GetString(metadata.GetMethodDefinition(handle).Name) is var name && (name == ".ctor" || !name.StartsWith("set_", StringComparison.Ordinal));
    }

    /// <summary>The class as a signature names it.</summary>
    private static byte[] InSignature(Type type)
    {
        var blob = new BlobBuilder();
        blob.WriteByte((byte)SignatureTypeKind.Class);
        blob.WriteCompressedInteger(CodedIndex.TypeDefOrRef((TypeDefinitionHandle)MetadataTokens.Handle(type.MetadataToken)));
        return blob.ToArray();
    }

    /// <summary>A field of the class, or one that holds an object of it.</summary>
    private static bool IsOf(Type type, FieldDefinition field, MetadataReader metadata)
    {
        if (MetadataTokens.GetToken(field.GetDeclaringType()) == type.MetadataToken) return true;
        BlobReader signature = metadata.GetBlobReader(field.Signature);
        return signature.ReadSignatureHeader().Kind == SignatureKind.Field
            && signature.ReadCompressedInteger() == (int)SignatureTypeKind.Class
            && MetadataTokens.GetToken(signature.ReadTypeHandle()) == type.MetadataToken;
    }
}
