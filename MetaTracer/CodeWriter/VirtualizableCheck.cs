using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MetaJit;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Finds code that the tracer does not follow and that touches a virtualizable's fields without forcing it first: in a trace it would read
/// stale memory, in silence.
/// </summary>
/// <remarks>
/// Runs whenever an engine is attached, so it must not read the IL of every method the slow way: the raw bodies are searched for the fields'
/// tokens, and only methods with a hit are looked at.
/// </remarks>
internal static class VirtualizableCheck
{
    public static IEnumerable<string> Problems(Type virtualizable, LookInsidePolicy policy, Func<MethodBase, bool> isPortal)
    {
        foreach (MethodBase method in MethodsThatMention(virtualizable))
        {
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
            if (instruction is { Code: Il.Call, Operand: MethodInfo { Name: nameof(Jit.ForceVirtualizable) or nameof(Jit.FreshVirtualizable) } called }
                && called.DeclaringType == typeof(Jit)) return null;
            if (instruction.Operand is not FieldInfo { IsStatic: false } field || field.DeclaringType != virtualizable) continue;
            // What never changes is right in memory too; of an array the items are followed.
            bool isSettled = instruction.Code == Il.Ldfld && field.IsInitOnly && !field.FieldType.IsArray;
            if (!isSettled) return instruction;
        }
        return null;
    }

    private static List<MethodBase> MethodsThatMention(Type type)
    {
        var found = new List<MethodBase>();
        Module module = type.Module;
        if (!File.Exists(module.FullyQualifiedName)) return found;
        byte[][] tokens =
        [
            .. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Select(field => BitConverter.GetBytes(field.MetadataToken)),
        ];
        using var image = new PEReader(File.OpenRead(module.FullyQualifiedName), PEStreamOptions.PrefetchEntireImage);
        MetadataReader metadata = image.GetMetadataReader();
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            int address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
            if (address == 0) continue;
            BlobReader il = image.GetMethodBody(address).GetILReader();
            ReadOnlySpan<byte> bytes = il.ReadBytes(il.Length);
            foreach (byte[] token in tokens)
            {
                if (bytes.IndexOf(token) < 0) continue;
                if (module.ResolveMethod(MetadataTokens.GetToken(handle)) is { } method) found.Add(method);
                break;
            }
        }
        return found;
    }
}
