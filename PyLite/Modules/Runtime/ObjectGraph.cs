using System.Collections;
using System.Reflection;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Which objects refer to which, for <c>gc</c>: found by the fields of the C# objects, from the modules and the frames that are kept. What
/// only machine code or C# knows of is not found.
/// </summary>
[DontLookInside]
internal static class ObjectGraph
{
    private static readonly Dictionary<Type, FieldInfo[]> Fields = [];

    /// <summary>The objects that can be reached and may be part of a ring.</summary>
    public static List<PyObject> Reachable()
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var found = new List<PyObject>();
        var waiting = new Stack<object>();
        waiting.Push(Imports.Modules);
        foreach (PyFrame frame in KeptFrames.All()) waiting.Push(frame);
        while (waiting.TryPop(out object? at))
        {
            if (!seen.Add(at)) continue;
            if (at is PyObject o && IsShown(o)) found.Add(o);
            ForEachReference(at, waiting.Push);
            // A builtin object inside an instance of a program's class is a part of it.
            if (at is PyInstance { Native: { } native } && seen.Add(native)) ForEachReference(native, waiting.Push);
        }
        return found;
    }

    /// <summary>The objects that an object refers to itself.</summary>
    public static List<PyObject> Referents(PyObject o)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { o };
        var found = new List<PyObject>();
        var waiting = new Stack<object>();
        ForEachReference(o, waiting.Push);
        while (waiting.TryPop(out object? at))
        {
            if (!seen.Add(at)) continue;
            bool isPart = o is PyInstance { Native: { } native } && ReferenceEquals(native, at);
            if (at is PyObject referent && at is not GlobalCell && !isPart) found.Add(referent);
            else ForEachReference(at, waiting.Push);
        }
        if (o is not PyInstance and not PyModule || found.Contains(o.Type)) return found;
        found.Add(o.Type);
        return found;
    }

    /// <summary>Whether programs are shown the object: not those without references, nor what they know by other names.</summary>
    private static bool IsShown(PyObject o) => GcModule.is_tracked(o) && o is not (GlobalCell or PyFrameObject);

    private static void ForEachReference(object holder, Action<object> visit)
    {
        if (holder is Array array)
        {
            foreach (object? item in array) Visit(item, visit);
            return;
        }
        if (holder is IEnumerable items and not PyObject)
        {
            foreach (object? item in items) Visit(item, visit);
            return;
        }
        foreach (FieldInfo field in FieldsOf(holder.GetType())) Visit(field.GetValue(holder), visit);
    }

    private static void Visit(object? value, Action<object> visit)
    {
        if (value is null or string or Delegate or Type or Pointer) return;
        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum) return;
        if (type.IsValueType) ForEachReference(value, visit);
        else if (type.IsArray ? !type.GetElementType()!.IsPrimitive : value is PyObject or IList or IDictionary || IsOurs(type)) visit(value);
    }

    private static bool IsOurs(Type type) => type.Assembly == typeof(PyObject).Assembly;

    private static FieldInfo[] FieldsOf(Type type)
    {
        if (Fields.TryGetValue(type, out FieldInfo[]? known)) return known;
        var fields = new List<FieldInfo>();
        for (Type? part = type; part is not null && part != typeof(object); part = part.BaseType)
        {
            foreach (FieldInfo field in part.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsEnum && !field.FieldType.IsPointer && field.FieldType != typeof(string)) fields.Add(field);
        }
        return Fields[type] = [.. fields];
    }
}
