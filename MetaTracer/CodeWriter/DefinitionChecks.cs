using System.Reflection;
using MetaJit;

namespace MetaTracer.CodeWriter;

/// <summary>What must hold of a driver besides that its portal can be converted.</summary>
internal static class DefinitionChecks
{
    /// <summary>How many values one piece of machine code passes to another it calls.</summary>
    public const int MaxReds = 64;

    /// <summary>Problems that need no conversion to see.</summary>
    public static IEnumerable<string> OfDriver(JitDriver driver)
    {
        MethodInfo portal = driver.Portal.Method;
        if (!portal.IsStatic || driver.Portal.Target is not null)
            yield return $"{At(portal)}: the portal must be a static method, so that it can be called with its greens and reds alone";
        ParameterInfo[] greens = [.. driver.Parameters.Where(parameter => parameter.IsDefined(typeof(GreenAttribute), false))];
        if (greens.Length == 0 && !driver.IsOperation)
            yield return $"{At(portal)}: no parameter is [Green]; mark those that identify a position in the user's program";
        if (greens.Length == driver.Parameters.Length)
            yield return $"{At(portal)}: no parameter is red; the state that changes while the program stays in place must be a parameter without [Green]";
        foreach (ParameterInfo parameter in driver.Parameters)
        {
            if (parameter.ParameterType.IsByRef)
                yield return $"{At(portal)}: parameter '{parameter.Name}' is passed by reference; the portal's parameters must be plain values";
            if (TypeModel.IsStruct(parameter.ParameterType) && parameter.IsDefined(typeof(GreenAttribute), false))
                yield return $"{At(portal)}: parameter '{parameter.Name}' is [Green] and a struct; make each of its fields a parameter, or give positions an object";
            if (WhyNotTakenApart(parameter.ParameterType) is { } why) yield return $"{At(portal)}: parameter '{parameter.Name}' is {why}; pass its fields, or an object";
        }
        if (WhyNotTakenApart(portal.ReturnType) is { } reason)
            yield return $"{At(portal)}: the result is {reason}; return an object";
        int fields = driver.Parameters.Where(parameter => !greens.Contains(parameter) && WhyNotTakenApart(parameter.ParameterType) is null).Sum(parameter => TypeModel.LeavesOf(parameter.ParameterType).Length);
        if (fields > MaxReds)
            yield return $"{At(portal)}: the reds are {fields} values, with the fields of structs, and machine code passes at most {MaxReds}: put some into an object";
        if (driver.IsOperation && TypeModel.IsStruct(portal.ReturnType))
            yield return $"{At(portal)}: the result of an operation is a struct, {TypeModel.NameOf(portal.ReturnType)}; leave it in a field of an object that is not virtualizable, or return an object";
        if (driver.Parameters.Count(parameter => parameter.ParameterType.IsDefined(typeof(VirtualizableAttribute), true)) > 1)
            yield return $"{At(portal)}: two parameters are [Virtualizable]; there may be one, the frame";
        if (driver.LiveItems is not null && !Array.Exists(driver.Parameters, parameter => parameter.ParameterType.IsDefined(typeof(VirtualizableAttribute), true)))
            yield return $"{At(portal)}: the driver '{driver.Name}' has LiveItems, but no parameter is [Virtualizable]: there is nothing whose items would matter or not";
        foreach (var (name, callback, result) in Callbacks(driver))
        {
            if (callback is null) continue;
            MethodInfo method = callback.Method;
            bool fits = method.ReturnType == result && method.GetParameters().Select(p => p.ParameterType).SequenceEqual(greens.Select(g => g.ParameterType));
            if (fits) continue;
            string wanted = $"{TypeModel.NameOf(result)} ({string.Join(", ", greens.Select(green => $"{TypeModel.NameOf(green.ParameterType)} {green.Name}"))})";
            yield return $"{SourceSymbols.Locate(method, 0)}: {name} of the driver '{driver.Name}' must take exactly the greens: {wanted}";
        }
    }

    /// <summary>A struct that registers cannot have field by field.</summary>
    private static string? WhyNotTakenApart(Type type)
    {
        try
        {
            if (TypeModel.IsStruct(type)) TypeModel.LeavesOf(type);
            return null;
        }
        catch (UnsupportedConstructException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>What of a frame is no mistake, but seldom meant.</summary>
    public static IEnumerable<string> Notes(Type virtualizable) =>
        from field in virtualizable.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType.IsSZArray && !field.IsInitOnly
        select $"{TypeModel.NameOf(virtualizable)}.{field.Name} is not readonly, so the array's items stay in memory: make it readonly to have them in registers";

    /// <summary>Fields whose attributes promise what the tracer cannot make use of, in the parameters' classes and whatever those refer to.</summary>
    public static IEnumerable<string> OfFields(JitDriver driver)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var found = new HashSet<Type>();
        var open = new Stack<Type>(driver.Parameters.Select(parameter => parameter.ParameterType));
        while (open.TryPop(out Type? type))
        {
            if (type.HasElementType) open.Push(type.GetElementType()!);
            if (type.Module != driver.Portal.Method.Module || !found.Add(type)) continue;
            foreach (FieldInfo field in type.GetFields(Declared))
            {
                open.Push(field.FieldType);
                if (!field.IsDefined(typeof(ImmutableArrayAttribute), false)) continue;
                string name = $"{TypeModel.NameOf(type)}.{field.Name}";
                if (!field.FieldType.IsSZArray) yield return $"{name} is [ImmutableArray] but no array";
                else if (!field.IsInitOnly) yield return $"{name} is [ImmutableArray] but not readonly, so another array may take its place: make it readonly";
            }
        }
    }

    /// <summary>Where a method is. Looked up only for a message: reading symbols is slow.</summary>
    private static string At(MethodInfo method) => $"{SourceSymbols.Locate(method, 0)}: {TypeModel.NameOf(method)}";

    /// <summary>Problems of the portal's code.</summary>
    public static IEnumerable<string> OfPortal(JitDriver driver, JitCode code)
    {
        string name = TypeModel.NameOf(code.Method);
        var points = new List<int>();
        for (int pc = 0; pc < code.Code.Length; pc++)
            if (code.Code[pc].Op == JitOp.MergePoint) points.Add(pc);
        if (points.Count == 0)
            yield return $"{SourceSymbols.Locate(code.Method, 0)}: {name} never calls MergePoint; it belongs at the head of the dispatch loop";
        if (points.Count > 1)
            yield return $"{code.SourceLocation!(points[1])}: {name} has a second MergePoint; there must be one, at the head of the dispatch loop";
        for (int pc = 0; pc < code.Code.Length; pc++)
            if (code.Code[pc].X is MergePointInfo info && info.Driver != driver)
                yield return $"{code.SourceLocation!(pc)}: {name} is the portal of '{driver.Name}' but calls {code.Code[pc].Op} of '{info.Driver.Name}'";
        if (!Array.Exists(code.Code, insn => insn.Op is JitOp.LoopHeader or JitOp.EnterFunction))
            yield return $"{SourceSymbols.Locate(code.Method, 0)}: {name} calls neither CanEnter nor EnterFunction; nothing would ever be compiled";
    }

    private static (string, Delegate?, Type)[] Callbacks(JitDriver driver) =>
    [
        (nameof(JitDriver.Location), driver.Location, typeof(string)),
        (nameof(JitDriver.ConfirmEnter), driver.ConfirmEnter, typeof(bool)),
        (nameof(JitDriver.CanNeverInline), driver.CanNeverInline, typeof(bool)),
        (nameof(JitDriver.ShouldUnrollOneIteration), driver.ShouldUnrollOneIteration, typeof(bool)),
        (nameof(JitDriver.LiveItems), driver.LiveItems, typeof(ulong[])),
    ];
}
