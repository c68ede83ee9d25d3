// Makes objects and arrays by descr.
using System.Reflection;
using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

internal static class Allocation
{
    public static object NewObject(ClassDescr descr) => RuntimeHelpers.GetUninitializedObject(descr.Type!);

    public static Array NewArray(ArrayDescr descr, long length)
    {
        int count = checked((int)length);
        if (descr.Maker is { } make) return make(count);
        Type type = descr.ArrayClass?.Type ?? descr.ArrayType!;
        // Reflection is slow, but making a delegate takes as long as many arrays.
        if (++descr.Made == MadeByReflection && type.IsSZArray)
            descr.Maker = s_make.MakeGenericMethod(type.GetElementType()!).CreateDelegate<Func<int, Array>>();
        return Array.CreateInstanceFromArrayType(type, count);
    }

    private const int MadeByReflection = 200;

    private static readonly MethodInfo s_make = typeof(Allocation).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static Array Make<T>(int length) => new T[length];
}
