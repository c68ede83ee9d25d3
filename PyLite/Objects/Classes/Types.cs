using PyLite.Compiling;

namespace PyLite.Objects;

/// <summary>The builtin classes. Their attributes are filled in when first asked for, so that start-up does not pay.</summary>
public static class Types
{
    public static readonly PyType Object = new("object", null, ObjectMethods.Populate, ObjectMethods.Make);
    public static readonly PyType Type = new("type", Object, TypeMethods.Populate);

    public static readonly PyType Int = new("int", Object, NumberMethods.PopulateInt, NumberMethods.MakeInt);
    public static readonly PyType Bool = new("bool", Int, NumberMethods.PopulateBool, NumberMethods.MakeBool) { IsFinal = true };
    public static readonly PyType Float = new("float", Object, NumberMethods.PopulateFloat, NumberMethods.MakeFloat) { LeavesKeywords = true };
    public static readonly PyType Complex = new("complex", Object, ComplexMethods.Populate, ComplexMethods.Make);
    public static readonly PyType Str = new("str", Object, StrMethods.Populate, StrConstruction.Make);
    public static readonly PyType Bytes = new("bytes", Object, BytesMethods.PopulateBytes, BytesMethods.MakeBytes);
    public static readonly PyType ByteArray = new("bytearray", Object, BytesMethods.PopulateByteArray, BytesMethods.MakeByteArray);
    public static readonly PyType Tuple = new("tuple", Object, TupleMethods.Populate, TupleMethods.Make) { LeavesKeywords = true, MatchKind = PatternKind.Sequence };
    public static readonly PyType List = new("list", Object, ListMethods.Populate, ListMethods.Make) { MatchKind = PatternKind.Sequence };
    public static readonly PyType Dict = new("dict", Object, DictMethods.Populate, DictMethods.Make) { MatchKind = PatternKind.Mapping };
    public static readonly PyType Set = new("set", Object, SetMethods.PopulateSet, SetMethods.MakeSet);
    public static readonly PyType FrozenSet = new("frozenset", Object, SetMethods.PopulateFrozenSet, SetMethods.MakeFrozenSet) { LeavesKeywords = true };
    public static readonly PyType Range = new("range", Object, RangeMethods.Populate, RangeMethods.Make) { IsFinal = true, MatchKind = PatternKind.Sequence };
    public static readonly PyType Slice = new("slice", Object, RuntimeTypeMethods.PopulateSlice, RuntimeTypeMethods.MakeSlice) { IsFinal = true };

    public static readonly PyType NoneType = new("NoneType", Object, t => PopulateSingleton(t, PyNone.None)) { IsFinal = true };
    public static readonly PyType NotImplementedType = new("NotImplementedType", Object, t => PopulateSingleton(t, PyNotImplemented.Value)) { IsFinal = true };
    public static readonly PyType EllipsisType = new("ellipsis", Object, t => PopulateSingleton(t, PyEllipsis.Ellipsis)) { IsFinal = true };
    public static readonly PyType Function = Final("function", FunctionMethods.PopulateFunction);
    public static readonly PyType Method = Final("method", FunctionMethods.PopulateMethod);
    public static readonly PyType BuiltinFunction = Final("builtin_function_or_method", FunctionMethods.PopulateBuiltin);
    public static readonly PyType MethodDescriptor = Final("method_descriptor", FunctionMethods.PopulateBuiltin);
    public static readonly PyType WrapperDescriptor = Final("wrapper_descriptor", FunctionMethods.PopulateBuiltin);
    public static readonly PyType MethodWrapper = Final("method-wrapper", FunctionMethods.PopulateBuiltin);
    public static readonly PyType ClassMethodDescriptor = Final("classmethod_descriptor", FunctionMethods.PopulateBuiltin);
    public static readonly PyType GetSetDescriptor = Final("getset_descriptor", DescriptorMethods.PopulateGetSet);
    public static readonly PyType MemberDescriptor = Final("member_descriptor", DescriptorMethods.PopulateGetSet);
    public static readonly PyType MappingProxy = new("mappingproxy", Object, PyMappingProxy.Populate) { IsFinal = true, MatchKind = PatternKind.Mapping };
    public static readonly PyType GenericAlias = new("types.GenericAlias", Object, PyGenericAlias.Populate, PyGenericAlias.Make);
    public static readonly PyType UnionType = Final("types.UnionType", PyUnionType.Populate);
    public static readonly PyType Generator = Final("generator", GeneratorMethods.PopulateGenerator);
    public static readonly PyType Coroutine = Final("coroutine", GeneratorMethods.PopulateCoroutine);
    public static readonly PyType CoroutineWrapper = Final("coroutine_wrapper", GeneratorMethods.PopulateWrapper);
    public static readonly PyType AsyncGenerator = Final("async_generator", GeneratorMethods.PopulateAsyncGenerator);
    public static readonly PyType AsyncGeneratorSend = Final("async_generator_asend", GeneratorMethods.PopulateAwaited);
    public static readonly PyType AsyncGeneratorThrow = Final("async_generator_athrow", GeneratorMethods.PopulateAwaited);
    public static readonly PyType AnextAwaitable = Final("anext_awaitable", GeneratorMethods.PopulateAwaited);
    public static readonly PyType Code = new("code", Object, CodeMethods.Populate, CodeConstruction.Make) { IsFinal = true };
    public static readonly PyType Cell = Final("cell", FunctionMethods.PopulateCell);
    public static readonly PyType Module = new("module", Object, PyModule.Populate, PyModule.Make);
    public static readonly PyType Frame = Final("frame", PyFrameObject.Populate);
    public static readonly PyType Traceback = Final("traceback", RuntimeTypeMethods.PopulateTraceback);
    public static readonly PyType Property = new("property", Object, DescriptorMethods.PopulateProperty, DescriptorMethods.MakeProperty);
    public static readonly PyType StaticMethod = new("staticmethod", Object, DescriptorMethods.PopulateMethodWrapper, DescriptorMethods.MakeStaticMethod);
    public static readonly PyType ClassMethod = new("classmethod", Object, DescriptorMethods.PopulateMethodWrapper, DescriptorMethods.MakeClassMethod);
    public static readonly PyType Super = new("super", Object, RuntimeTypeMethods.PopulateSuper, RuntimeTypeMethods.MakeSuper);

    private static PyType Final(string name, Action<PyType> populate) => new(name, Object, populate) { IsFinal = true };

    private static void PopulateSingleton(PyType t, PyObject only)
    {
        SlotMethods.Text(t);
        SlotMethods.Bool(t);
        Define.New(t, (args, keywords) => args.Length > 1 || keywords != null ? PyErr.TypeError($"{t.Name} takes no arguments") : only);
        if (only is not PyNone) t.Method("__reduce__", self => self.Repr());
    }

    public static readonly PyType StrIterator = Iterator("str_iterator", IteratorReduction.PopulatePositioned);
    public static readonly PyType BytesIterator = Iterator("bytes_iterator", IteratorReduction.PopulatePositioned);
    public static readonly PyType TupleIterator = Iterator("tuple_iterator", IteratorReduction.PopulatePositioned);
    public static readonly PyType ListIterator = Iterator("list_iterator", IteratorReduction.PopulatePositioned);
    public static readonly PyType ListReverseIterator = Iterator("list_reverseiterator", IteratorReduction.PopulatePositioned);
    public static readonly PyType RangeIterator = Iterator("range_iterator", IteratorReduction.PopulatePositioned);
    public static readonly PyType SetIterator = Iterator("set_iterator", IteratorReduction.PopulateCounting);
    public static readonly PyType SequenceIterator = Iterator("iterator", IteratorReduction.PopulatePositioned);
    public static readonly PyType ByteArrayIterator = Iterator("bytearray_iterator", IteratorReduction.PopulatePositioned);
    public static readonly PyType MemoryIterator = Iterator("memory_iterator", RuntimeTypeMethods.PopulateIterator);
    public static readonly PyType GenericAliasIterator = Iterator("generic_alias_iterator", IteratorReduction.PopulateReducible);
    public static readonly PyType CallableIterator = Iterator("callable_iterator", IteratorReduction.PopulateReducible);
    public static readonly PyType DictKeyIterator = Iterator("dict_keyiterator", IteratorReduction.PopulateCounting);
    public static readonly PyType DictReverseKeyIterator = Iterator("dict_reversekeyiterator", IteratorReduction.PopulateCounting);
    public static readonly PyType DictValueIterator = Iterator("dict_valueiterator", IteratorReduction.PopulateCounting);
    public static readonly PyType DictReverseValueIterator = Iterator("dict_reversevalueiterator", IteratorReduction.PopulateCounting);
    public static readonly PyType DictItemIterator = Iterator("dict_itemiterator", IteratorReduction.PopulateCounting);
    public static readonly PyType DictReverseItemIterator = Iterator("dict_reverseitemiterator", IteratorReduction.PopulateCounting);
    public static readonly PyType DictKeys = new("dict_keys", Object, DictMethods.PopulateSetView) { IsFinal = true };
    public static readonly PyType DictValues = new("dict_values", Object, DictMethods.PopulateView) { IsFinal = true };
    public static readonly PyType DictItems = new("dict_items", Object, DictMethods.PopulateSetView) { IsFinal = true };

    public static readonly PyType BaseException = new("BaseException", Object, ExceptionMethods.Populate);
    public static readonly PyType SystemExit = Error("SystemExit", BaseException, ExceptionMethods.PopulateSystemExit);
    public static readonly PyType KeyboardInterrupt = Error("KeyboardInterrupt", BaseException);
    public static readonly PyType GeneratorExit = Error("GeneratorExit", BaseException);
    public static readonly PyType Exception = Error("Exception", BaseException);
    public static readonly PyType StopIteration = Error("StopIteration", Exception, ExceptionMethods.PopulateStopIteration);
    public static readonly PyType StopAsyncIteration = Error("StopAsyncIteration", Exception);
    public static readonly PyType ArithmeticError = Error("ArithmeticError", Exception);
    public static readonly PyType FloatingPointError = Error("FloatingPointError", ArithmeticError);
    public static readonly PyType OverflowError = Error("OverflowError", ArithmeticError);
    public static readonly PyType ZeroDivisionError = Error("ZeroDivisionError", ArithmeticError);
    public static readonly PyType AssertionError = Error("AssertionError", Exception);
    public static readonly PyType AttributeError = Error("AttributeError", Exception, ExceptionFields.PopulateAttributeError);
    public static readonly PyType BufferError = Error("BufferError", Exception);
    public static readonly PyType EOFError = Error("EOFError", Exception);
    public static readonly PyType ImportError = Error("ImportError", Exception, ExceptionFields.PopulateImportError);
    public static readonly PyType ModuleNotFoundError = Error("ModuleNotFoundError", ImportError);
    public static readonly PyType LookupError = Error("LookupError", Exception);
    public static readonly PyType IndexError = Error("IndexError", LookupError);
    public static readonly PyType KeyError = Error("KeyError", LookupError);
    public static readonly PyType MemoryError = Error("MemoryError", Exception);
    public static readonly PyType NameError = Error("NameError", Exception, ExceptionFields.PopulateNameError);
    public static readonly PyType UnboundLocalError = Error("UnboundLocalError", NameError);
    public static readonly PyType OSError = Error("OSError", Exception, ExceptionFields.PopulateOSError);
    public static readonly PyType FileExistsError = Error("FileExistsError", OSError);
    public static readonly PyType FileNotFoundError = Error("FileNotFoundError", OSError);
    public static readonly PyType IsADirectoryError = Error("IsADirectoryError", OSError);
    public static readonly PyType NotADirectoryError = Error("NotADirectoryError", OSError);
    public static readonly PyType PermissionError = Error("PermissionError", OSError);
    public static readonly PyType TimeoutError = Error("TimeoutError", OSError);
    public static readonly PyType ConnectionError = Error("ConnectionError", OSError);
    public static readonly PyType BrokenPipeError = Error("BrokenPipeError", ConnectionError);
    public static readonly PyType ReferenceError = Error("ReferenceError", Exception);
    public static readonly PyType RuntimeError = Error("RuntimeError", Exception);
    public static readonly PyType NotImplementedError = Error("NotImplementedError", RuntimeError);
    public static readonly PyType RecursionError = Error("RecursionError", RuntimeError);
    public static readonly PyType SyntaxError = Error("SyntaxError", Exception, ExceptionFields.PopulateSyntaxError);
    public static readonly PyType IndentationError = Error("IndentationError", SyntaxError);
    public static readonly PyType TabError = Error("TabError", IndentationError);
    public static readonly PyType SystemError = Error("SystemError", Exception);
    public static readonly PyType TypeError = Error("TypeError", Exception);
    public static readonly PyType ValueError = Error("ValueError", Exception);
    public static readonly PyType UnicodeError = Error("UnicodeError", ValueError);
    public static readonly PyType UnicodeDecodeError = Error("UnicodeDecodeError", UnicodeError, UnicodeErrors.Populate);
    public static readonly PyType UnicodeEncodeError = Error("UnicodeEncodeError", UnicodeError, UnicodeErrors.Populate);
    public static readonly PyType BlockingIOError = Error("BlockingIOError", OSError);
    public static readonly PyType ChildProcessError = Error("ChildProcessError", OSError);
    public static readonly PyType InterruptedError = Error("InterruptedError", OSError);
    public static readonly PyType ProcessLookupError = Error("ProcessLookupError", OSError);
    public static readonly PyType ConnectionAbortedError = Error("ConnectionAbortedError", ConnectionError);
    public static readonly PyType ConnectionRefusedError = Error("ConnectionRefusedError", ConnectionError);
    public static readonly PyType ConnectionResetError = Error("ConnectionResetError", ConnectionError);
    public static readonly PyType UnicodeTranslateError = Error("UnicodeTranslateError", UnicodeError, UnicodeErrors.Populate);
    public static readonly PyType BaseExceptionGroup = Error("BaseExceptionGroup", BaseException, ExceptionGroups.Populate);
    public static readonly PyType ExceptionGroup = new("ExceptionGroup", BaseExceptionGroup, Exception, null);
    public static readonly PyType Warning = Error("Warning", Exception);
    public static readonly PyType BytesWarning = Error("BytesWarning", Warning);
    public static readonly PyType EncodingWarning = Error("EncodingWarning", Warning);
    public static readonly PyType ImportWarning = Error("ImportWarning", Warning);
    public static readonly PyType PendingDeprecationWarning = Error("PendingDeprecationWarning", Warning);
    public static readonly PyType ResourceWarning = Error("ResourceWarning", Warning);
    public static readonly PyType UnicodeWarning = Error("UnicodeWarning", Warning);
    public static readonly PyType DeprecationWarning = Error("DeprecationWarning", Warning);
    public static readonly PyType FutureWarning = Error("FutureWarning", Warning);
    public static readonly PyType RuntimeWarning = Error("RuntimeWarning", Warning);
    public static readonly PyType SyntaxWarning = Error("SyntaxWarning", Warning);
    public static readonly PyType UserWarning = Error("UserWarning", Warning);

    private static PyType Error(string name, PyType baseType, Action<PyType>? populate = null) => new(name, baseType, populate);

    private static PyType Iterator(string name, Action<PyType> populate) => new(name, Object, populate) { IsFinal = true };

    /// <summary>The exception classes, to be put into builtins.</summary>
    public static IEnumerable<PyType> Exceptions =>
    [
        BaseException, SystemExit, KeyboardInterrupt, GeneratorExit, Exception, StopIteration, StopAsyncIteration, ArithmeticError,
        FloatingPointError, OverflowError, ZeroDivisionError, AssertionError, AttributeError, BufferError, EOFError, ImportError,
        ModuleNotFoundError, LookupError, IndexError, KeyError, MemoryError, NameError, UnboundLocalError, OSError, FileExistsError,
        FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError, TimeoutError, ConnectionError, BrokenPipeError,
        ReferenceError, RuntimeError, NotImplementedError, RecursionError, SyntaxError, IndentationError, TabError, SystemError, TypeError,
        ValueError, UnicodeError, UnicodeDecodeError, UnicodeEncodeError, Warning, DeprecationWarning, FutureWarning, RuntimeWarning,
        SyntaxWarning, UserWarning, BaseExceptionGroup, ExceptionGroup, BlockingIOError, ChildProcessError, InterruptedError, ProcessLookupError,
        ConnectionAbortedError, ConnectionRefusedError, ConnectionResetError, UnicodeTranslateError, BytesWarning, EncodingWarning, ImportWarning,
        PendingDeprecationWarning, ResourceWarning, UnicodeWarning,
    ];
}
