using System.Reflection;
using MetaTracer.CodeWriter;

namespace MetaTracer.Tests.CodeWriter;

/// <summary>What is read from an assembly's metadata is what reflection says that has loaded all of its types.</summary>
public class TypeIndexTests
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] s_outside =
        [typeof(object), typeof(Exception), typeof(IDisposable), typeof(IEnumerable<string>), typeof(IEquatable<int>), typeof(Delegate)];

    public static TheoryData<string> Assemblies => new([.. new[] { typeof(JitEngine), typeof(TypeIndexTests), typeof(string) }.Select(type => type.Assembly.GetName().Name!)]);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryTypeBelowIsFound(string name)
    {
        var assembly = Assembly.Load(name);
        var index = new TypeIndex(assembly);
        Type[] all = assembly.GetTypes();
        foreach (Type type in Sample([.. all, .. s_outside]))
            Assert.Empty(all.Where(type.IsAssignableFrom).Except(index.MayBeBelow(type)));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryOverrideIsFound(string name)
    {
        var assembly = Assembly.Load(name);
        var index = new TypeIndex(assembly);
        var dispatch = new VirtualDispatch();
        Type[] all = assembly.GetTypes();
        IEnumerable<MethodInfo> methods = all.Where(type => !type.ContainsGenericParameters).SelectMany(type => type.GetMethods(Declared))
            .Where(method => method is { IsVirtual: true, IsFinal: false, ContainsGenericParameters: false });
        foreach (MethodInfo method in Sample([.. methods, .. typeof(object).GetMethods(Declared).Where(method => method.IsVirtual)]))
        {
            Type[] below = [.. all.Where(type => method.DeclaringType!.IsAssignableFrom(type) && type is { IsInterface: false, IsAbstract: false })];
            Type[] found = [.. index.MayOverride(method).Where(method.DeclaringType!.IsAssignableFrom)];
            Assert.Equal(below.Any(type => type.ContainsGenericParameters), found.Any(type => type.ContainsGenericParameters));
            Assert.Equal(Targets(below), Targets(found));

            IEnumerable<string> Targets(IEnumerable<Type> types) =>
                types.Where(type => !type.ContainsGenericParameters).Select(type => dispatch.Resolve(type, method)).Select(target => $"{target.DeclaringType} {target}").Distinct().Order();
        }
    }

    private static T[] Sample<T>(T[] items)
    {
        int step = Math.Max(1, items.Length / 400);
        return [.. items.Where((_, index) => index % step == 0)];
    }
}
