// Makes objects and arrays by descr.
using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

internal static class Allocation
{
    public static object NewObject(ClassDescr descr) => RuntimeHelpers.GetUninitializedObject(descr.Type!);

    public static Array NewArray(ArrayDescr descr, long length)
    {
        Type type = descr.ArrayClass?.Type ?? descr.ArrayType!;
        return Array.CreateInstanceFromArrayType(type, checked((int)length));
    }
}
