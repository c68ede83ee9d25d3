using MetaJit;

namespace PyLite.Objects;

/// <summary>Interned names the runtime looks up.</summary>
public static class Names
{
    public static readonly PyStr Init = N("__init__"), New = N("__new__"), Call = N("__call__"), Repr = N("__repr__"), Str = N("__str__"),
        Hash = N("__hash__"), Bool = N("__bool__"), Len = N("__len__"), GetItem = N("__getitem__"), SetItem = N("__setitem__"),
        DelItem = N("__delitem__"), Contains = N("__contains__"), Iter = N("__iter__"), Next = N("__next__"), GetAttr = N("__getattr__"),
        GetAttribute = N("__getattribute__"), SetAttr = N("__setattr__"), DelAttr = N("__delattr__"), Get = N("__get__"), Set = N("__set__"),
        Delete = N("__delete__"), Enter = N("__enter__"), Exit = N("__exit__"), Format = N("__format__"), Missing = N("__missing__"),
        SetName = N("__set_name__"), InitSubclass = N("__init_subclass__"), ClassGetItem = N("__class_getitem__"), Prepare = N("__prepare__"),
        Reversed = N("__reversed__"), Round = N("__round__"), Index = N("__index__"), Int = N("__int__"), Float = N("__float__"),
        Bytes = N("__bytes__"), Dir = N("__dir__"), Del = N("__del__"), Floor = N("__floor__"), Ceil = N("__ceil__"), Trunc = N("__trunc__"),
        LengthHint = N("__length_hint__"), InstanceCheck = N("__instancecheck__"), SubclassCheck = N("__subclasscheck__");

    public static readonly PyStr Name = N("__name__"), QualName = N("__qualname__"), Module = N("__module__"), Doc = N("__doc__"), Dict = N("__dict__"),
        Class = N("__class__"), Bases = N("__bases__"), Mro = N("__mro__"), Slots = N("__slots__"), ClassCell = N("__classcell__"), File = N("__file__"),
        Builtins = N("__builtins__"), Annotations = N("__annotations__"), Defaults = N("__defaults__"), KwDefaults = N("__kwdefaults__"),
        Closure = N("__closure__"), Code = N("__code__"), Globals = N("__globals__"), Self = N("__self__"), Func = N("__func__"),
        Wrapped = N("__wrapped__"), MatchArgs = N("__match_args__"), All = N("__all__"), Package = N("__package__"), Path = N("__path__"),
        Main = N("__main__"), Cause = N("__cause__"), Context = N("__context__"), Traceback = N("__traceback__"), Spec = N("__spec__"),
        SuppressContext = N("__suppress_context__"), Notes = N("__notes__"), Args = N("args"), Value = N("value"), Metaclass = N("metaclass"),
        Keys = N("keys"), Key = N("key"), Reverse = N("reverse"), Append = N("append"), Send = N("send"), Throw = N("throw"), Close = N("close"), Await = N("__await__"),
        Print = N("print"), Underscore = N("_"), Import = N("__import__"), Loader = N("__loader__"), Code_ = N("code"), Write = N("write"), Flush = N("flush"), Build = N("__build_class__");

    public static readonly PyStr Lt = N("__lt__"), Le = N("__le__"), Eq = N("__eq__"), Ne = N("__ne__"), Gt = N("__gt__"), Ge = N("__ge__"),
        Neg = N("__neg__"), Pos = N("__pos__"), Invert = N("__invert__"), Abs = N("__abs__");

    [ImmutableArray] private static readonly PyStr[] BinaryNames = Table("__{0}__");
    [ImmutableArray] private static readonly PyStr[] ReflectedNames = Table("__r{0}__");
    [ImmutableArray] private static readonly PyStr[] InPlaceNames = Table("__i{0}__");
    [ImmutableArray] private static readonly PyStr[] CompareNames = [Lt, Le, Eq, Ne, Gt, Ge];
    [ImmutableArray] private static readonly PyStr[] UnaryNames = [Neg, Pos, Invert, Abs];

    public static PyStr Binary(BinaryOp op) => BinaryNames[(int)op];
    public static PyStr Reflected(BinaryOp op) => ReflectedNames[(int)op];
    public static PyStr InPlace(BinaryOp op) => InPlaceNames[(int)op];
    public static PyStr Compare(CompareOp op) => CompareNames[(int)op];
    public static PyStr Unary(UnaryOp op) => UnaryNames[(int)op];

    private static PyStr N(string name) => PyStr.Intern(name);

    private static PyStr[] Table(string pattern)
    {
        string[] stems = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor", "matmul", "divmod"];
        return Array.ConvertAll(stems, stem => N(pattern.Replace("{0}", stem)));
    }
}
