using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Which types of an interpreter's assembly there may be below a type, and which of them override a method: read from the metadata. To have
/// the runtime load every type of an assembly takes long and stays in memory, so only those that are asked for are loaded.
/// </summary>
internal sealed class TypeIndex
{
    private const int Outside = -1;     // the row of a type of another assembly, and of none

    private readonly Module _module;
    private readonly Row[] _rows;

    /// <summary>Types by the names, without namespaces, of what they derive from and implement themselves.</summary>
    private readonly Dictionary<string, List<int>> _children = [];

    /// <summary>Types by the names of the virtual methods they declare.</summary>
    private readonly Dictionary<string, HashSet<int>> _declaring = [];

    public unsafe TypeIndex(Assembly assembly)
    {
        _module = assembly.ManifestModule;
        if (!assembly.TryGetRawMetadata(out byte* blob, out int length)) throw new InvalidOperationException($"{assembly} has no metadata");
        var reader = new MetadataReader(blob, length);
        _rows = new Row[reader.TypeDefinitions.Count];
        var names = new Dictionary<int, string[]>();
        var virtuals = new Dictionary<int, HashSet<int>>();
        int row = 0;
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            EntityHandle parent = type.BaseType;
            _rows[row] = new Row(
                reader.GetString(type.Name), MetadataTokens.GetToken(handle), MetadataTokens.GetToken(parent), RowOf(reader, parent),
                (type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Interface)) == 0, type.GetGenericParameters().Count > 0);
            AddBelow(reader, names, parent, row);
            foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
                AddBelow(reader, names, reader.GetInterfaceImplementation(implemented).Interface, row);
            foreach (MethodDefinitionHandle declared in type.GetMethods())
            {
                MethodDefinition method = reader.GetMethodDefinition(declared);
                if ((method.Attributes & MethodAttributes.Virtual) == 0) continue;
                (CollectionsMarshal.GetValueRefOrAddDefault(virtuals, MetadataTokens.GetHeapOffset(method.Name), out _) ??= []).Add(row);
            }
            row++;
        }
        foreach (var (name, declaring) in virtuals) _declaring[reader.GetString(MetadataTokens.StringHandle(name))] = declaring;
    }

    /// <summary>Types among which are all that are assignable to this one, or would be with other type arguments.</summary>
    public IEnumerable<Type> MayBeBelow(Type type)
    {
        foreach (int row in RowsBelow(type)) yield return Load(row);
    }

    /// <summary>
    /// Of the classes that have instances and may derive from the one that declares the method, one for each implementation that an
    /// instance may have, and all that are generic.
    /// </summary>
    public IEnumerable<Type> MayOverride(MethodInfo method)
    {
        Type owner = method.DeclaringType!;
        if (owner.IsInterface)
        {
            foreach (int row in RowsBelow(owner))
                if (_rows[row].HasInstances) yield return Load(row);
            yield break;
        }
        _declaring.TryGetValue(method.Name, out HashSet<int>? declaring);
        var seen = new HashSet<int>();
        foreach (int row in RowsBelow(owner))
        {
            if (!_rows[row].HasInstances) continue;
            // The nearest that declares a method of the name, else where the chain leaves the assembly.
            int at = row;
            while (!(declaring?.Contains(at) ?? false) && _rows[at].Parent != Outside) at = _rows[at].Parent;
            if (_rows[row].IsGeneric || seen.Add(declaring?.Contains(at) ?? false ? _rows[at].Token : _rows[at].ParentToken)) yield return Load(row);
        }
    }

    private Type Load(int row) => _module.ResolveType(_rows[row].Token);

    private List<int> RowsBelow(Type type)
    {
        var found = new List<int>();
        if (type == typeof(object))
        {
            // The first stands for the module.
            for (int row = 1; row < _rows.Length; row++) found.Add(row);
            return found;
        }
        var seen = new bool[_rows.Length];
        if (type.Module == _module) Add((type.MetadataToken & 0xFFFFFF) - 1);
        AddChildren(type.Name);
        for (int i = 0; i < found.Count; i++) AddChildren(_rows[found[i]].Name);
        return found;

        void AddChildren(string name)
        {
            if (!_children.TryGetValue(name, out List<int>? children)) return;
            foreach (int child in children) Add(child);
        }

        void Add(int row)
        {
            if (seen[row]) return;
            seen[row] = true;
            found.Add(row);
        }
    }

    private void AddBelow(MetadataReader reader, Dictionary<int, string[]> names, EntityHandle parent, int row)
    {
        if (parent.IsNil) return;
        int token = MetadataTokens.GetToken(parent);
        if (!names.TryGetValue(token, out string[]? all)) names[token] = all = NamesOf(reader, parent);
        foreach (string name in all) (CollectionsMarshal.GetValueRefOrAddDefault(_children, name, out _) ??= []).Add(row);
    }

    /// <summary>The name of a type of this assembly; of another's also the names of what it derives from and implements.</summary>
    private string[] NamesOf(MetadataReader reader, EntityHandle handle)
    {
        EntityHandle definition = DefinitionOf(reader, handle);
        if (definition.Kind == HandleKind.TypeDefinition) return [reader.GetString(reader.GetTypeDefinition((TypeDefinitionHandle)definition).Name)];
        Type type = _module.ResolveType(MetadataTokens.GetToken(definition));
        var names = new HashSet<string>();
        for (Type? ancestor = type; ancestor is not null && ancestor != typeof(object); ancestor = ancestor.BaseType) names.Add(ancestor.Name);
        foreach (Type contract in type.GetInterfaces()) names.Add(contract.Name);
        return [.. names];
    }

    private static int RowOf(MetadataReader reader, EntityHandle handle) =>
        !handle.IsNil && DefinitionOf(reader, handle) is { Kind: HandleKind.TypeDefinition } own ? MetadataTokens.GetRowNumber(own) - 1 : Outside;

    /// <summary>Of an instance of a generic type its definition.</summary>
    private static EntityHandle DefinitionOf(MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeSpecification) return handle;
        BlobReader signature = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) throw new BadImageFormatException("a base that is neither a class nor an instance of one");
        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle();
    }

    private readonly record struct Row(string Name, int Token, int ParentToken, int Parent, bool HasInstances, bool IsGeneric);
}
