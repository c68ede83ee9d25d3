namespace PyLite.Compiling;

/// <summary>
/// PyLite's bytecode. An instruction is one <c>int</c>: the opcode in the low 8 bits, the operand <c>arg</c> in the upper 24.
/// Jump operands are absolute indexes into <see cref="PyCode.Code"/>. The depth of the value stack is a function of the position alone.
/// </summary>
/// <remarks>
/// Names and meanings are CPython 3.11's where it has the same instruction. The comments show the stack before and after, top at
/// the right: <c>a, b -> c</c>. Variables are slots of the frame: locals (parameters first), then cells, then free variables, then the
/// value stack; see <see cref="PyCode"/>. Only <see cref="JumpBackward"/> closes loops of the user's program: the interpreter may
/// enter machine code there, with loop iterators on the value stack.
/// </remarks>
public enum Op : byte
{
    /// <summary>Does nothing.</summary>
    Nop,

    // ---- the value stack

    /// <summary><c>a -></c></summary>
    PopTop,
    /// <summary><c>x, ... -> x, ..., x</c>: pushes the item that is <c>arg</c> from the top (1 is the top itself).</summary>
    Copy,
    /// <summary>Exchanges the top with the item that is <c>arg</c> from the top (2 is the one below the top).</summary>
    Swap,
    /// <summary><c>-> Consts[arg]</c></summary>
    LoadConst,

    // ---- variables

    /// <summary><c>-> slot[arg]</c>; UnboundLocalError when it is empty.</summary>
    LoadFast,
    /// <summary><c>a -></c> into slot[arg].</summary>
    StoreFast,
    /// <summary>Empties slot[arg]; UnboundLocalError when it is empty already.</summary>
    DeleteFast,
    /// <summary>Replaces the content of slot[arg] (a value or empty) by a new cell that holds it. Only at the start of a code object.</summary>
    MakeCell,
    /// <summary><c>-> cell</c>: pushes the cell in slot[arg] itself, for a closure.</summary>
    LoadClosure,
    /// <summary><c>-> value of the cell in slot[arg]</c>; NameError ("cannot access free variable ...") or UnboundLocalError when empty.</summary>
    LoadDeref,
    /// <summary>Class bodies: <c>-> </c>the frame's namespace entry of that name, when there is one, else as <see cref="LoadDeref"/>.</summary>
    LoadClassDeref,
    /// <summary><c>a -></c> into the cell in slot[arg].</summary>
    StoreDeref,
    /// <summary>Empties the cell in slot[arg].</summary>
    DeleteDeref,
    /// <summary><c>-> value</c> of Names[arg] in the globals, else the builtins; NameError.</summary>
    LoadGlobal,
    /// <summary><c>a -></c> into the globals.</summary>
    StoreGlobal,
    /// <summary>Removes the global; NameError.</summary>
    DeleteGlobal,
    /// <summary><c>-> value</c> of Names[arg] in the frame's own namespace (class bodies, exec), else globals, else builtins.</summary>
    LoadName,
    /// <summary><c>a -></c> into the frame's own namespace.</summary>
    StoreName,
    /// <summary>Removes the name from the frame's own namespace; NameError.</summary>
    DeleteName,

    // ---- attributes and items

    /// <summary><c>obj -> obj.Names[arg]</c></summary>
    LoadAttr,
    /// <summary><c>value, obj -></c></summary>
    StoreAttr,
    /// <summary><c>obj -></c></summary>
    DeleteAttr,
    /// <summary><c>obj -> function, self</c> when the attribute is a plain method found on the type, else <c>obj -> value, (empty)</c>.</summary>
    LoadMethod,
    /// <summary><c>obj, key -> obj[key]</c></summary>
    BinarySubscr,
    /// <summary><c>value, obj, key -></c></summary>
    StoreSubscr,
    /// <summary><c>obj, key -></c></summary>
    DeleteSubscr,
    /// <summary><c>start, stop -> slice</c>, or <c>start, stop, step -> slice</c> when <c>arg</c> is 3.</summary>
    BuildSlice,

    // ---- operators

    /// <summary><c>a -> -a</c></summary>
    UnaryNegative,
    /// <summary><c>a -> +a</c></summary>
    UnaryPositive,
    /// <summary><c>a -> ~a</c></summary>
    UnaryInvert,
    /// <summary><c>a -> not a</c></summary>
    UnaryNot,

    /// <summary><c>a, b -> a + b</c>. The thirteen binary operators stand in the order of <see cref="Parsing.BinaryOperator"/>.</summary>
    BinaryAdd,
    /// <inheritdoc cref="BinaryAdd"/>
    BinarySubtract,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryMultiply,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryTrueDivide,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryFloorDivide,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryRemainder,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryPower,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryLeftShift,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryRightShift,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryAnd,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryOr,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryXor,
    /// <inheritdoc cref="BinaryAdd"/>
    BinaryMatrixMultiply,

    /// <summary><c>a, b -> a += b</c>, the result to be stored by what follows. Same order as the binary operators.</summary>
    InplaceAdd,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceSubtract,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceMultiply,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceTrueDivide,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceFloorDivide,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceRemainder,
    /// <inheritdoc cref="InplaceAdd"/>
    InplacePower,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceLeftShift,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceRightShift,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceAnd,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceOr,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceXor,
    /// <inheritdoc cref="InplaceAdd"/>
    InplaceMatrixMultiply,

    /// <summary><c>a, b -> a &lt; b</c>. The ten comparisons stand in the order of <see cref="Parsing.CompareOperator"/>.</summary>
    CompareLt,
    /// <inheritdoc cref="CompareLt"/>
    CompareLe,
    /// <inheritdoc cref="CompareLt"/>
    CompareEq,
    /// <inheritdoc cref="CompareLt"/>
    CompareNe,
    /// <inheritdoc cref="CompareLt"/>
    CompareGt,
    /// <inheritdoc cref="CompareLt"/>
    CompareGe,
    /// <summary><c>a, b -> a is b</c></summary>
    IsOp,
    /// <summary><c>a, b -> a is not b</c></summary>
    IsNotOp,
    /// <summary><c>a, b -> a in b</c></summary>
    ContainsOp,
    /// <summary><c>a, b -> a not in b</c></summary>
    NotContainsOp,

    // ---- jumps and loops

    /// <summary>To <c>arg</c>, forwards (or within a <c>yield from</c>).</summary>
    Jump,
    /// <summary>To <c>arg</c>, the head of a loop of the user's program.</summary>
    JumpBackward,
    /// <summary><c>a -></c>, and to <c>arg</c> when a is false.</summary>
    PopJumpIfFalse,
    /// <summary><c>a -></c>, and to <c>arg</c> when a is true.</summary>
    PopJumpIfTrue,
    /// <summary><c>a -></c>, and to <c>arg</c> when a is None.</summary>
    PopJumpIfNone,
    /// <summary><c>a -></c>, and to <c>arg</c> when a is not None.</summary>
    PopJumpIfNotNone,
    /// <summary>To <c>arg</c>, with a kept, when a is false; else <c>a -></c>.</summary>
    JumpIfFalseOrPop,
    /// <summary>To <c>arg</c>, with a kept, when a is true; else <c>a -></c>.</summary>
    JumpIfTrueOrPop,
    /// <summary><c>iterable -> iterator</c></summary>
    GetIter,
    /// <summary><c>iterator -> iterator, next</c>, or at the end <c>iterator -></c> and to <c>arg</c>.</summary>
    ForIter,

    // ---- building

    /// <summary><c>a1, ..., an -> (a1, ..., an)</c> with n = <c>arg</c>.</summary>
    BuildTuple,
    /// <summary><c>a1, ..., an -> [a1, ..., an]</c></summary>
    BuildList,
    /// <summary><c>a1, ..., an -> {a1, ..., an}</c></summary>
    BuildSet,
    /// <summary><c>k1, v1, ..., kn, vn -> {k1: v1, ..., kn: vn}</c></summary>
    BuildMap,
    /// <summary><c>s1, ..., sn -> s1 + ... + sn</c>, all of them str.</summary>
    BuildString,
    /// <summary><c>list, ..., a -> list, ...</c>: appends; the list is <c>arg</c> from the top after popping (1 is the top).</summary>
    ListAppend,
    /// <summary><c>set, ..., a -> set, ...</c></summary>
    SetAdd,
    /// <summary><c>dict, ..., k, v -> dict, ...</c></summary>
    MapAdd,
    /// <summary><c>list, ..., iterable -> list, ...</c>; TypeError "Value after * must be an iterable, not X".</summary>
    ListExtend,
    /// <summary><c>set, ..., iterable -> set, ...</c></summary>
    SetUpdate,
    /// <summary><c>dict, ..., mapping -> dict, ...</c>: a display's <c>**mapping</c>; later keys win.</summary>
    DictUpdate,
    /// <summary>
    /// <c>dict, ..., mapping -> dict, ...</c>: a call's <c>**mapping</c>; TypeError for a key given twice. The called function stands
    /// three below the mapping, under the arguments, for the message.
    /// </summary>
    DictMerge,
    /// <summary><c>list -> tuple</c></summary>
    ListToTuple,
    /// <summary><c>iterable -> an, ..., a1</c> (first on top), n = <c>arg</c>; ValueError when it has not exactly n.</summary>
    UnpackSequence,
    /// <summary><c>iterable -> after..., list, before...</c> (first on top): <c>arg &amp; 255</c> before the star, <c>arg >> 8</c> after it.</summary>
    UnpackEx,
    /// <summary>
    /// <c>value -> str</c>, or <c>value, spec -> str</c> when <c>arg &amp; 4</c>. <c>arg &amp; 3</c>: 0 as it is, 1 str(), 2 repr(), 3 ascii() first.
    /// </summary>
    FormatValue,

    // ---- calls and functions

    /// <summary><c>callable, a1, ..., an -> result</c>, n = <c>arg</c>.</summary>
    Call,
    /// <summary><c>callable, a1, ..., an, names -> result</c>: the last <c>len(names)</c> of the n arguments are named by the tuple (a constant).</summary>
    CallKw,
    /// <summary>
    /// <c>callable, a1, ..., an, args -> result</c>, or <c>callable, a1, ..., an, args, kwargs -> result</c> when <c>arg &amp; 1</c>; n is
    /// <c>arg >> 1</c>, args any iterable, kwargs any mapping.
    /// </summary>
    CallEx,
    /// <summary><c>function, self-or-empty, a1, ..., an -> result</c>, after <see cref="LoadMethod"/>; n = <c>arg</c> counts neither.</summary>
    CallMethod,
    /// <summary><c>function, self-or-empty, a1, ..., an, names -> result</c></summary>
    CallMethodKw,
    /// <summary>
    /// As <see cref="Call"/>, for a callable named <c>globals</c>, <c>locals</c>, <c>vars</c>, <c>dir</c>, <c>eval</c>, <c>exec</c> or <c>__import__</c>:
    /// when it is that builtin, it gets the frame too.
    /// </summary>
    CallWithFrame,
    /// <summary>
    /// <c>[defaults tuple,] [keyword defaults dict,] [annotations tuple name, value, ...,] [closure tuple of cells,] code -> function</c>:
    /// present when <c>arg</c> has the bit 1, 2, 4, 8.
    /// </summary>
    MakeFunction,
    /// <summary><c>-> builtins.__build_class__</c></summary>
    LoadBuildClass,
    /// <summary><c>a -></c>; leaves the frame with a.</summary>
    ReturnValue,

    // ---- exceptions

    /// <summary><c>exc -> previous, exc</c>: exc is the exception being handled from now on; the one until now is kept on the stack (None when none).</summary>
    PushExcInfo,
    /// <summary><c>previous -></c>: it is the exception being handled again.</summary>
    PopExcept,
    /// <summary><c>exc, type -> exc, bool</c>; TypeError unless type is an exception class or a tuple of them.</summary>
    CheckExcMatch,
    /// <summary><c>exc -></c>; raises it again without a new traceback entry for this position.</summary>
    Reraise,
    /// <summary><c>-></c> raises the handled exception again (arg 0); <c>exc -></c> (1); <c>exc, cause -></c> (2).</summary>
    RaiseVarargs,
    /// <summary><c>left, type -> left, match</c>: what <c>except*</c> takes of a group, or None; it is handled from now on.</summary>
    MatchGroup,
    /// <summary><c>original, raised, left -> exc</c>: what goes on after the <c>except*</c> clauses, or None.</summary>
    CombineRaised,
    /// <summary><c>-> AssertionError</c></summary>
    LoadAssertionError,
    /// <summary><c>manager -> exit, value</c>: looks up __enter__ and __exit__ on the type, calls the former.</summary>
    BeforeWith,
    /// <summary><c>exit, previous, exc -> exit, previous, exc, result</c> of <c>exit(type, exc, traceback)</c>.</summary>
    WithExceptStart,

    // ---- generators

    /// <summary>
    /// <c>value -></c>; leaves the frame with value as the next item. When it goes on, what was sent is pushed (None for next()), or what was thrown
    /// is raised, here. With <c>arg</c> 1 it stands in a <c>yield from</c> or <c>await</c>, and the inner iterator is on top of the stack once value
    /// is popped; with 2 it is a <c>yield</c> of an asynchronous generator.
    /// A generator's frame starts at 0 with an empty stack.
    /// </summary>
    YieldValue,
    /// <summary><c>iterable -> iterator</c>: generators stay as they are.</summary>
    GetYieldFromIter,
    /// <summary><c>iterator, value -> iterator, yielded</c>; or when the iterator is done, <c>iterator, value -> result</c> and to <c>arg</c>.</summary>
    Send,

    // ---- modules, classes, annotations

    /// <summary><c>level, fromlist -> module</c> Names[arg] (a dotted name: the first part's module when fromlist is None).</summary>
    ImportName,
    /// <summary><c>module -> module, module.Names[arg]</c>; ImportError.</summary>
    ImportFrom,
    /// <summary><c>module -></c>; all public names into the frame's namespace.</summary>
    ImportStar,
    /// <summary>Makes <c>__annotations__</c> in the frame's namespace (globals, for a module) unless it is there.</summary>
    SetupAnnotations,
    /// <summary><c>a -></c>; prints repr(a) unless it is None and sets <c>_</c> (interactive).</summary>
    PrintExpr,

    // ---- match

    /// <summary><c>a -> a, len(a)</c></summary>
    GetLen,
    /// <summary><c>a -> a, bool</c>: whether a is a mapping.</summary>
    MatchMapping,
    /// <summary><c>a -> a, bool</c>: whether a is a sequence but not str, bytes or bytearray.</summary>
    MatchSequence,
    /// <summary><c>subject, keys -> subject, keys, values</c>: a tuple of the values, or None when a key is missing.</summary>
    MatchKeys,
    /// <summary><c>subject, class, names -> attributes</c>: <c>arg</c> positional patterns; a tuple of the attributes, or None when it does not match.</summary>
    MatchClass,
    /// <summary><c>subject, keys tuple -> dict</c>: a copy of the subject without the keys.</summary>
    DictWithoutKeys,

    // ---- async

    /// <summary><c>awaitable -> iterator</c>. <c>arg</c>: it came from 0 an expression, 1 <c>__aenter__</c>, 2 <c>__aexit__</c>.</summary>
    GetAwaitable,
    /// <summary><c>iterable -> asynchronous iterator</c></summary>
    GetAIter,
    /// <summary><c>iterator -> iterator, awaitable</c> of the next item.</summary>
    GetANext,
    /// <summary><c>exc -> exc, bool</c>: whether it is StopAsyncIteration, the end of an <c>async for</c>.</summary>
    CheckEndAsyncFor,
    /// <summary><c>manager -> exit, awaitable</c>: __aenter__ called, __aexit__ looked up.</summary>
    BeforeAsyncWith,
}
