using MetaJit;
using PyLite.Compiling;

namespace PyLite.Objects;

/// <summary>One level of a traceback: where in <see cref="Code"/> the exception passed, and the next level inwards.</summary>
public sealed class PyTraceback(PyCode code, int pc, PyTraceback? next) : PyObject
{
    public readonly PyCode Code = code;
    public readonly int Pc = pc;
    public PyTraceback? Next_ = next;

    /// <summary>The line a program has given it; 0: that of the instruction.</summary>
    public int Line { get; init; }

    /// <summary>What a program has seen of it: the frame, and the level outside once the program has come from there (its frame called this one's).</summary>
    private sealed class Seen
    {
        public PyFrameObject? Frame;
        public PyTraceback? Outer;
        public int? Offset;
    }

    private Seen? _seen;

    private Seen Looked => _seen ??= new Seen();

    /// <summary>The frame it passed, as programs see it.</summary>
    public PyFrameObject Frame { get => Looked.Frame ??= MakeFrame(); init => Looked.Frame = value; }

    /// <summary>The instruction's place, which a program may have given.</summary>
    public int Offset { get => _seen?.Offset ?? Code.View.OffsetOf(Pc); init => Looked.Offset = value; }

    /// <summary>The next level inwards, for a program.</summary>
    internal PyTraceback? Inwards()
    {
        if (Next_ is { } inner) inner.Looked.Outer ??= this;
        return Next_;
    }

    /// <summary>The frame itself, where it is at hand; see <see cref="PyFrameObject"/>.</summary>
    internal object? Variables { private get; init; }

    private PyFrameObject MakeFrame()
    {
        // The outermost one's frame may still run, and then it has a caller.
        Seen seen = Looked;
        var frame = new PyFrameObject(Code, Pc, seen.Outer == null ? Interpreter.Frames.LevelOf(Code) : 0, () => seen.Outer?.Frame ?? Interpreter.Frames.CallerOf(Code));
        if (Variables is Interpreter.PyFrame variables) frame.Keep(variables);
        return frame;
    }

    public int LineNumber => Line != 0 ? Line : Code.LineAt(Pc);

    public override PyType Type => Types.Traceback;
}

/// <summary>An exception: a builtin one or an instance of a user's class.</summary>
public sealed class PyException : PyDerivable
{
    private PyType _type;

    public PyTuple Args;
    public PyTraceback? Traceback;
    public PyException? Context;
    public PyException? Cause;
    public bool SuppressContext;

    private sealed class Rest
    {
        public string? MissingName;
        public PyObject? MissingIn;
        public ExceptionGroupParts? Group;
        public object? Data;
        public PyDict? Fields;
    }

    /// <summary>What few exceptions have.</summary>
    private Rest? _rest;

    private Rest Mine => _rest ??= new Rest();

    /// <summary>The name that was not found, of a NameError or AttributeError, and for the latter where: tracebacks suggest others.</summary>
    public string? MissingName { get => _rest?.MissingName; set => Mine.MissingName = value; }
    public PyObject? MissingIn { get => _rest?.MissingIn; set => Mine.MissingIn = value; }

    /// <summary>Of a group: what it is made of.</summary>
    public ExceptionGroupParts? Group { get => _rest?.Group; init => Mine.Group = value; }

    /// <summary>What some classes of exceptions keep besides: <see cref="UnicodeErrorData"/>.</summary>
    public object? Data { get => _rest?.Data; set => Mine.Data = value; }

    /// <summary>Holds the attributes a program has set, by the map of the exception's class.</summary>
    private PyInstance? _attributes;

    public PyException(PyType type, PyTuple args)
    {
        _type = type;
        Args = args;
    }

    public override PyType Type => _type;

    /// <summary>Assignment to <c>__class__</c>.</summary>
    [DontLookInside]
    public void SetClass(PyType type)
    {
        _type = type;
        _attributes?.SetClass(type);
    }

    /// <summary>As calling the class makes it, without running a user's <c>__init__</c>.</summary>
    [DontLookInside]
    public static PyException Make(PyType type, PyObject[] args)
    {
        if (ReferenceEquals(type, Types.OSError) && args is [PyInt number, _, ..]) type = ByNumber(number.Value);
        var e = new PyException(type, new PyTuple(args));
        if (args.Length >= 4 && UnicodeErrors.Is(type)) UnicodeErrors.Initialize(e, args);
        if (type.IsSubtype(Types.OSError))
        {
            if (IsFilledByInit(type)) e.Args = PyTuple.Empty;
            else e.FillOSError(args);
        }
        return e;
    }

    /// <summary>A class of OSErrors that has an <c>__init__</c> of its own and no <c>__new__</c>: only what reaches OSError's own <c>__init__</c> counts.</summary>
    public static bool IsFilledByInit(PyType type) => type.IsUser && type.Lookup(Names.Init) is not PyBuiltin && type.Lookup(Names.New) is PyBuiltin or PyStaticMethod { Function: PyBuiltin };

    /// <summary>Takes an OSError's arguments apart.</summary>
    public void FillOSError(PyObject[] args)
    {
        Args = new PyTuple(args);
        if (args.Length is < 2 or > 5) return;
        SetField("errno", args[0]);
        SetField("strerror", args[1]);
        PyObject file = args.Length > 2 ? args[2] : PyNone.None;
        if (file is PyNone) return;
        if (_type.IsSubtype(Types.BlockingIOError) && args.Length == 3 && UserSlots.Unwrap(file) is PyInt written)
        {
            SetField("characters_written", written);
            return;
        }
        SetField("filename", file);
        if (args.Length > 4 && args[4] is not PyNone) SetField("filename2", args[4]);
        Args = new PyTuple([args[0], args[1]]);
    }

    /// <summary>Forgets a field that <see cref="SetField"/> has set.</summary>
    public void RemoveField(string name) => Fields?.Remove(PyStr.Intern(name));

    /// <summary>The subclass of OSError for an error number.</summary>
    private static PyType ByNumber(long number) => number switch
    {
        11 or 114 or 115 => Types.BlockingIOError,
        10 => Types.ChildProcessError,
        103 => Types.ConnectionAbortedError,
        111 => Types.ConnectionRefusedError,
        104 => Types.ConnectionResetError,
        4 => Types.InterruptedError,
        3 => Types.ProcessLookupError,
        2 => Types.FileNotFoundError,
        17 => Types.FileExistsError,
        21 => Types.IsADirectoryError,
        20 => Types.NotADirectoryError,
        1 or 13 => Types.PermissionError,
        32 or 108 => Types.BrokenPipeError,
        110 => Types.TimeoutError,
        _ => Types.OSError,
    };

    /// <summary>Sets an attribute of the exception's own, whatever the class says.</summary>
    public void SetField(string name, PyObject value)
    {
        PyStr key = PyStr.Intern(name);
        if (_type.Lookup(key) is PyGetSet) (Mine.Fields ??= new PyDict()).SetStr(key, value);
        else Own.SetGeneric(key, value);
    }

    /// <summary>Holds the attributes that builtin exceptions keep outside of <c>__dict__</c>.</summary>
    private PyDict? Fields => _rest?.Fields;

    /// <summary>The exception's own attribute, or null.</summary>
    public PyObject? Field(string name) => Fields?.GetStr(PyStr.Intern(name)) ?? _attributes?.GetOwn(PyStr.Intern(name));

    public bool HasFields => _attributes != null;

    /// <summary>Where the values of slots are kept.</summary>
    internal PyInstance Storage => Own;

    private PyInstance Own => _attributes ??= PyInstance.New(_type);

    /// <summary><c>__dict__</c></summary>
    public PyDict MakeDictionary() => Own.MakeDictionary();

    /// <summary>Notes that the exception passes this place on its way out.</summary>
    public void AddTraceback(PyCode code, int pc)
    {
        if (!code.IsHidden) Traceback = new PyTraceback(code, pc, Traceback);
    }

    /// <summary>The same in interpreted code, where the frame is an object: its variables can be looked at.</summary>
    internal void AddTraceback(PyCode code, int pc, Interpreter.PyFrame frame)
    {
        if (code.IsHidden) return;
        Jit.MayBeStale(frame);
        Traceback = new PyTraceback(code, pc, Traceback) { Variables = frame };
    }

    public override PyStr? Repr()
    {
        if (Type.SpecialOverride(Names.Repr) is { } method) return Calls.ReprWith(method, this, "__repr__");
        string name = Type.Name;
        if (Args.Items.Length == 0) return new PyStr(name + "()");
        if (Args.Items.Length != 1) return Args.Repr() is { } all ? new PyStr(name + all.Value) : null;
        return Args.Items[0].Repr() is { } one ? new PyStr($"{name}({one.Value})") : null;
    }

    public override PyStr? Str()
    {
        if (Type.SpecialOverride(Names.Str) is { } method) return Calls.ReprWith(method, this, "__str__");
        // The program may have taken that of plain objects.
        return Type.IsUser && Type.Lookup(Names.Str) is PyBuiltin { Owner: { } owner } && owner == Types.Object ? Repr() : BaseStr();
    }

    [DontLookInside]
    public PyStr? BaseStr()
    {
        if (Group != null) return new PyStr(ExceptionGroups.Text(this));
        PyObject[] items = Args.Items;
        if (Data is UnicodeErrorData unicode) return UnicodeErrors.Text(this, unicode);
        if (Type.IsSubtype(Types.OSError) && Field("strerror") is { } strerror && Field("errno") is { } errno)
        {
            string text = $"[Errno {errno.Str()!.Value}] {strerror.Str()!.Value}";
            if (Field("filename") is { } file && file != PyNone.None) text += ": " + file.Repr()!.Value;
            if (Field("filename2") is { } other && other != PyNone.None) text += " -> " + other.Repr()!.Value;
            return new PyStr(text);
        }
        if (Type.IsSubtype(Types.SyntaxError)) return SyntaxErrorStr(items.Length > 0 ? items[0] : PyNone.None);
        if (items.Length == 0) return PyStr.Empty;
        if (items.Length > 1) return Args.Repr();
        return Type.IsSubtype(Types.KeyError) ? items[0].Repr() : items[0].Str();
    }

    /// <summary><c>message (file, line n)</c></summary>
    private PyStr? SyntaxErrorStr(PyObject message)
    {
        if ((Field("msg") ?? message).Str() is not { } text) return null;
        string? file = ExceptionFields.Detail(this, "filename") is PyStr name ? System.IO.Path.GetFileName(name.Value) : null;
        string? line = ExceptionFields.Detail(this, "lineno") is PyInt number ? $"line {number.Value}" : null;
        return (file, line) switch
        {
            (null, null) => text,
            (null, _) => new PyStr($"{text.Value} ({line})"),
            (_, null) => new PyStr($"{text.Value} ({file})"),
            _ => new PyStr($"{text.Value} ({file}, {line})"),
        };
    }

    public override PyObject? GetAttr(PyStr name)
    {
        PyInstance? own = _attributes;
        PyMap map = own == null ? Jit.Promote(_type).RootMap : Jit.Promote(own.Map);
        AttributeRead found = AttributeRead.Find(map, map.Type.Tag.Get(), name);
        switch (found.Kind)
        {
            case ReadKind.Boxed or ReadKind.Int or ReadKind.Float: return own!.Read(found);
            case ReadKind.ClassValue: return found.Value is GlobalCell cell ? cell.Value : found.Value;
            case ReadKind.Descriptor: return found.Value!.DescriptorGet(this, map.Type);
            default: return GetOther(name);
        }
    }

    private PyObject? GetOther(PyStr name)
    {
        if (_type.SpecialOverride(Names.GetAttribute) is { } custom) return Calls.CallMethod(custom, this, name);
        if (_attributes?.GetOwn(name) is { } value) return value;
        if (_type.SpecialOverride(Names.GetAttr) is { } hook) return Calls.CallMethod(hook, this, name);
        return Attributes.Generic(this, name);
    }

    /// <summary>Without what the class says itself.</summary>
    internal PyObject? GetGeneric(PyStr name)
    {
        PyObject? ofType = _type.Lookup(name);
        if (ofType is { IsDataDescriptor: true, IsDescriptor: true }) return ofType.DescriptorGet(this, _type);
        if (_attributes?.GetOwn(name) is { } value) return value;
        if (ofType != null) return ofType.IsDescriptor ? ofType.DescriptorGet(this, _type) : ofType;
        return PyErr.AttributeError(this, name);
    }

    /// <summary>Without what the class says itself. A null value deletes.</summary>
    internal bool SetGeneric(PyStr name, PyObject? value)
    {
        if (_type.Lookup(name) is { IsDataDescriptor: true } data) return data.DescriptorSet(this, value);
        if (value != null) return Own.SetGeneric(name, value);
        if (_attributes != null && _attributes.MakeDictionary().Remove(name)) return true;
        PyErr.AttributeError(this, name);
        return false;
    }

    public override bool SetAttr(PyStr name, PyObject? value)
    {
        if (value == null) return DeleteAttr(name);
        PyInstance own = Own;
        PyMap map = Jit.Promote(own.Map);
        AttributeWrite found = AttributeWrite.Find(map, map.Type.Tag.Get(), name);
        if (found.Kind == WriteKind.Descriptor) return found.Value!.DescriptorSet(this, value);
        if (found.Kind == WriteKind.Custom) return Calls.CallMethod(found.Value!, this, name, value) != null;
        return own.SetAttr(name, value);
    }

    private bool DeleteAttr(PyStr name)
    {
        if (Type.SpecialOverride(Names.DelAttr) is { } hook) return Calls.CallMethod(hook, this, name) != null;
        return SetGeneric(name, null);
    }
}
