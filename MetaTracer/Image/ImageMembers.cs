using System.Reflection;

namespace MetaTracer.Image;

/// <summary>What a type, method or field is written as: a token in a module, and what closes it.</summary>
internal enum MemberForm : byte
{
    Type, GenericType, Array, ByRef, Pointer, Method, GenericMethod, Field,
}

/// <summary>Something that no image can hold: it has no token, or belongs to the process.</summary>
internal sealed class NotInImageException(string what) : Exception(what);

/// <summary>The table of types, methods and fields of an image that is being written.</summary>
internal sealed class ImageMemberTable
{
    private readonly Dictionary<(object, Type?), int> _numbers = [];
    private readonly List<byte[]> _records = [];
    private readonly Dictionary<Module, int> _modules = [];

    public IReadOnlyCollection<byte[]> Records => _records;

    public IReadOnlyCollection<Module> Modules => _modules.Keys;

    public int ModuleOf(Module module)
    {
        _modules.TryAdd(module, _modules.Count);
        return _modules[module];
    }

    public int Of(Type type)
    {
        if (_numbers.TryGetValue((type, null), out int known)) return known;
        var record = new ImageBytes();
        if (type.IsGenericParameter || type.IsFunctionPointer) throw new NotInImageException($"the type {type}");
        if (type.IsSZArray) Element(MemberForm.Array);
        else if (type.IsByRef) Element(MemberForm.ByRef);
        else if (type.IsPointer) Element(MemberForm.Pointer);
        else if (type.IsArray) throw new NotInImageException($"the type {type}");
        else if (type is { IsGenericType: true, IsGenericTypeDefinition: false })
        {
            int definition = Of(type.GetGenericTypeDefinition());
            int[] arguments = Array.ConvertAll(type.GetGenericArguments(), Of);
            record.Byte((int)MemberForm.GenericType);
            record.Number(definition);
            record.Numbers(arguments);
        }
        else
        {
            record.Byte((int)MemberForm.Type);
            Token(record, type);
        }
        return Add((type, null), record);

        void Element(MemberForm form)
        {
            int element = Of(type.GetElementType()!);
            record.Byte((int)form);
            record.Number(element);
        }
    }

    public int Of(MethodBase method)
    {
        Type owner = method.DeclaringType ?? throw new NotInImageException($"the method {method}");
        if (owner.IsArray) throw new NotInImageException($"{owner}.{method.Name}");
        if (_numbers.TryGetValue((method.MethodHandle.Value, owner), out int known)) return known;
        var record = new ImageBytes();
        int ownerNumber = Of(owner);
        if (method is MethodInfo { IsGenericMethod: true } generic)
        {
            int[] arguments = Array.ConvertAll(generic.GetGenericArguments(), Of);
            record.Byte((int)MemberForm.GenericMethod);
            record.Number(ownerNumber);
            Token(record, method);
            record.Numbers(arguments);
        }
        else
        {
            record.Byte((int)MemberForm.Method);
            record.Number(ownerNumber);
            Token(record, method);
        }
        return Add((method.MethodHandle.Value, owner), record);
    }

    public int Of(FieldInfo field)
    {
        Type owner = field.DeclaringType ?? throw new NotInImageException($"the field {field}");
        if (_numbers.TryGetValue((field.MetadataToken, owner), out int known)) return known;
        var record = new ImageBytes();
        int ownerNumber = Of(owner);
        record.Byte((int)MemberForm.Field);
        record.Number(ownerNumber);
        Token(record, field);
        return Add((field.MetadataToken, owner), record);
    }

    private void Token(ImageBytes record, MemberInfo member)
    {
        record.Number(ModuleOf(member.Module));
        record.Number(member.MetadataToken);
    }

    private int Add((object, Type?) key, ImageBytes record)
    {
        _records.Add(record.ToArray());
        return _numbers[key] = _records.Count - 1;
    }
}

/// <summary>The same table of an image that is read: each member is found when it is first asked for.</summary>
internal sealed class ImageMembers(JitImage image)
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly MemberInfo?[] _found = new MemberInfo?[image.MemberPlaces.Length];

    public Type Type(int number) => (Type)Of(number);

    public FieldInfo Field(int number) => (FieldInfo)Of(number);

    public MethodBase Method(int number) => (MethodBase)Of(number);

    private MemberInfo Of(int number) => _found[number] ??= Find(number);

    private MemberInfo Find(int number)
    {
        ImageCursor record = image.Head(image.MemberPlaces[number]);
        var form = (MemberForm)record.Byte();
        if (form == MemberForm.Type) return image.Module(record.Small()).ResolveType(record.Small());
        Type owner = Type(record.Small());
        switch (form)
        {
            case MemberForm.GenericType: return owner.MakeGenericType(Array.ConvertAll(record.Numbers(), Type));
            case MemberForm.Array: return owner.MakeArrayType();
            case MemberForm.ByRef: return owner.MakeByRefType();
            case MemberForm.Pointer: return owner.MakePointerType();
        }
        Module module = image.Module(record.Small());
        int token = record.Small();
        if (form == MemberForm.Field)
            return owner.IsGenericType ? Array.Find(owner.GetFields(Declared), field => field.MetadataToken == token)! : module.ResolveField(token)!;
        MethodBase method = module.ResolveMethod(token)!;
        if (owner.IsGenericType) method = MethodBase.GetMethodFromHandle(method.MethodHandle, owner.TypeHandle)!;
        return form == MemberForm.Method ? method : ((MethodInfo)method).MakeGenericMethod(Array.ConvertAll(record.Numbers(), Type));
    }
}
