using MetaJit;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// What a name of a code object came to when it was last looked up there, for while nothing is traced. Each part is good as long as the
/// version it was found for.
/// </summary>
[DontLookInside]
internal sealed class NameCache(PyStr name)
{
    public readonly PyStr Name = name;

    /// <summary>The second is null where the name was found among the globals.</summary>
    private VersionTag? _globals, _builtins;
    private GlobalCell? _cell;

    private PyMap? _readMap;
    private VersionTag? _readTag;
    private AttributeRead? _read;

    private PyMap? _writeMap;
    private VersionTag? _writeTag;
    private AttributeWrite? _write;

    private VersionTag? _typeTag;
    private PyObject? _method;

    public static NameCache[] For(PyStr[] names) => Array.ConvertAll(names, name => new NameCache(name));

    /// <summary>The value of the global or builtin, or null with NameError pending.</summary>
    public PyObject? LoadGlobal(PyFrame frame)
    {
        ModuleDict globals = frame.Globals;
        if (ReferenceEquals(_globals, globals.Tag) && (_builtins == null || ReferenceEquals(_builtins, Builtins.Dict.Tag))) return _cell!.Current;
        if (globals.IsProgramDict) return Variables.LoadGlobal(frame, Name);
        GlobalCell? cell = globals.FindCell(Name);
        bool isGlobal = cell?.Current != null;
        if (!isGlobal) cell = Builtins.Dict.FindCell(Name);
        if (cell?.Current == null) return Variables.LoadGlobal(frame, Name);
        _cell = cell;
        _globals = globals.Tag;
        _builtins = isGlobal ? null : Builtins.Dict.Tag;
        return cell.Current;
    }

    /// <summary>What the object itself has for the name; null where it takes more to get it.</summary>
    public PyObject? LoadOwn(PyObject obj)
    {
        if (obj is not PyInstance instance) return null;
        AttributeRead found = Read(instance);
        return found.Kind == ReadKind.Boxed ? instance.ReadSlot(found.Index) : found.Kind <= ReadKind.Float ? instance.Read(found) : null;
    }

    private AttributeRead Read(PyInstance instance)
    {
        PyMap map = instance.Map;
        VersionTag tag = map.Type.Tag.Get();
        if (ReferenceEquals(map, _readMap) && ReferenceEquals(tag, _readTag)) return _read!;
        _readMap = map;
        _readTag = tag;
        return _read = AttributeRead.Find(map, tag, Name);
    }

    /// <summary>Stores where the object itself has attributes; false where it takes more than that.</summary>
    public bool StoreOwn(PyObject obj, PyObject value)
    {
        if (obj is not PyInstance instance) return false;
        PyMap map = instance.Map;
        VersionTag tag = map.Type.Tag.Get();
        if (!ReferenceEquals(map, _writeMap) || !ReferenceEquals(tag, _writeTag))
        {
            _writeMap = map;
            _writeTag = tag;
            _write = AttributeWrite.Find(map, tag, Name);
        }
        return _write!.Kind < WriteKind.Descriptor && instance.Write(_write, map, Name, value);
    }

    /// <summary>The plain function the object's class has for the name, to be called with the object first; null when it takes more to get it.</summary>
    public PyObject? FindMethod(PyObject obj)
    {
        if (obj is PyInstance instance)
        {
            AttributeRead found = Read(instance);
            return found.Kind == ReadKind.Descriptor && found.Value is PyFunction or PyBuiltin { BindsSelf: true } ? found.Value : null;
        }
        if (obj is PySuper or PyGenericAlias or PyType or PyModule or PyFunction or PyException || obj.HasOwnAttributes) return null;
        VersionTag tag = obj.Type.Tag.Get();
        if (ReferenceEquals(tag, _typeTag)) return _method;
        PyObject? method = obj.Type.Lookup(Name);
        _typeTag = tag;
        return _method = method is PyFunction or PyBuiltin { BindsSelf: true } ? method : null;
    }
}
