using System.Reflection;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>One argument of a callee, <c>this</c> included.</summary>
/// <param name="Type">Its type; a managed pointer's is the type pointed at.</param>
/// <param name="Shape">Null when it is passed as a value.</param>
internal sealed record CalleeArgument(Type Type, ArgumentShape? Shape)
{
    /// <summary>Adds the kinds of the registers that are the argument.</summary>
    public void AddKinds(List<Kind> kinds)
    {
        switch (Shape)
        {
            case null: AddLeaves(Type, kinds); break;
            case ArgumentShape.Copy { In: true } copy: AddLeaves(copy.Type, kinds); break;
            case ArgumentShape.Pointer pointer: kinds.AddRange(pointer.Place.RegisterKinds); break;
        }
    }

    public static void AddLeaves(Type type, List<Kind> kinds)
    {
        foreach (Leaf leaf in TypeModel.LeavesOf(type)) kinds.Add(leaf.Kind);
    }
}

/// <summary>A method together with how it is called: what its flattened arguments and results are.</summary>
internal sealed class CalleeSignature
{
    public CalleeSignature(MethodBase method, bool isVirtualCall, CallShape? shape)
    {
        Method = method;
        IsVirtualCall = isVirtualCall;
        IsNewObject = shape?.IsNewObject ?? false;
        ReturnType = IsNewObject ? method.DeclaringType! : method is MethodInfo info ? info.ReturnType : typeof(void);
        if (ReturnType.IsByRef) throw new UnsupportedConstructException($"{TypeModel.NameOf(method)}, which returns by reference");

        ParameterInfo[] parameters = method.GetParameters();
        bool hasThis = !method.IsStatic && !IsNewObject;
        var arguments = new List<CalleeArgument>(parameters.Length + 1);
        if (hasThis) arguments.Add(ThisArgument(method, shape?.Arguments[0]));
        foreach (ParameterInfo parameter in parameters)
        {
            ArgumentShape? argument = shape?.Arguments[arguments.Count];
            Type type = parameter.ParameterType;
            if (type.IsByRef)
            {
                type = type.GetElementType()!;
                if (argument is null) throw new UnsupportedConstructException($"the by-reference parameter {parameter.Name} of {TypeModel.NameOf(method)}");
            }
            arguments.Add(new CalleeArgument(type, argument));
        }
        Arguments = [.. arguments];
        var kinds = new List<Kind>(8);
        foreach (CalleeArgument argument in Arguments) argument.AddKinds(kinds);
        ArgumentKinds = kinds.ToArray();
        kinds.Clear();
        CalleeArgument.AddLeaves(ReturnType, kinds);
        foreach (CalleeArgument argument in Arguments)
            if (argument.Shape is ArgumentShape.Copy { Out: true } copy) CalleeArgument.AddLeaves(copy.Type, kinds);
        ResultKinds = kinds.ToArray();
    }

    public MethodBase Method { get; }
    public bool IsVirtualCall { get; }
    public bool IsNewObject { get; }
    public Type ReturnType { get; }
    public CalleeArgument[] Arguments { get; }
    public Kind[] ArgumentKinds { get; }
    public Kind[] ResultKinds { get; }

    /// <summary>A struct's method found by dispatch on a box gets a pointer into the box.</summary>
    private static CalleeArgument ThisArgument(MethodBase method, ArgumentShape? shape)
    {
        Type type = method.DeclaringType!;
        if (shape is null && type.IsValueType)
            shape = new ArgumentShape.Pointer(new Place(PlaceRoot.Box, type, type, FieldPath.Empty));
        return new CalleeArgument(type, shape);
    }
}
