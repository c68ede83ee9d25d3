using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Compiling;

/// <summary>What kind of frame a code object wants.</summary>
[Flags]
public enum CodeFlags
{
    None = 0,
    /// <summary>Locals are slots; without it the frame has a namespace of its own (module, class body, exec).</summary>
    Optimized = 1,
    /// <summary>Has <c>*args</c>, the local after the keyword-only parameters.</summary>
    VarArgs = 4,
    /// <summary>Has <c>**kwargs</c>, the last parameter local.</summary>
    VarKeywords = 8,
    /// <summary>Calling it makes a generator.</summary>
    Generator = 0x20,
    /// <summary>Calling it makes a coroutine.</summary>
    Coroutine = 0x80,
    /// <summary>Its generators may be awaited: <c>types.coroutine</c>.</summary>
    IterableCoroutine = 0x100,
    /// <summary>Calling it makes an asynchronous generator.</summary>
    AsyncGenerator = 0x200,
    /// <summary>Calling it makes one of them.</summary>
    AnyGenerator = Generator | Coroutine | AsyncGenerator,
}

/// <summary>A range of source text: lines from 1, columns in characters from 0, the end exclusive. Line 0: no position.</summary>
public readonly record struct SourceRange(int Line, int Column, int EndLine, int EndColumn);

/// <summary>What the compiler knows about a code object; see <see cref="PyCode"/> for the meaning.</summary>
public sealed class CodeParts
{
    public string Name = "";
    public string QualName = "";
    public string FileName = "";
    public int FirstLine;
    public CodeFlags Flags;
    public int ArgCount;
    public int PositionalOnlyCount;
    public int KeywordOnlyCount;
    public int LocalCount;
    public int CellCount;
    public int StackSize;
    public PyStr[] SlotNames = [];
    public int[] Code = [];
    public PyObject[] Consts = [];
    public PyStr[] Names = [];
    public int[] Handlers = [];
    public int[] HandlerDepths = [];
    public SourceRange[] Positions = [];
    /// <summary>In place of the positions: where <see cref="Importing.CodeReader"/> finds them when somebody asks.</summary>
    public (byte[] Bytes, int At)? KeptPositions;
}

/// <summary>
/// A compiled piece of a Python program: module, function, class body. Everything the interpreter reads is immutable, so that a
/// trace, where the code object and the position are constants, folds every such read.
/// </summary>
/// <remarks>
/// A frame has <see cref="FrameSize"/> slots: [0, <see cref="LocalCount"/>) locals, parameters first in the order positional, keyword-only,
/// *args, **kwargs; then <see cref="CellCount"/> cells of variables that inner functions use (a parameter that inner functions use keeps its
/// parameter slot, and <see cref="Op.MakeCell"/> wraps it there); then <see cref="FreeCount"/> free variables, which whoever makes the frame
/// copies from the function's closure; then the value stack from <see cref="StackBase"/>, at most <see cref="StackSize"/> deep.
/// </remarks>
public sealed partial class PyCode : PyObject
{
    public PyCode(CodeParts parts) : this(parts, parts.SlotNames.Length) => SetBody(parts);

    /// <summary>Code of which only the head is read yet.</summary>
    internal PyCode(CodeParts head, int slots, Importing.CodeReader body, int at) : this(head, slots) => (_unread, _unreadAt) = (body, at);

    private PyCode(CodeParts parts, int slots)
    {
        Name = parts.Name;
        QualName = parts.QualName;
        FileName = parts.FileName;
        IsHidden = Importing.ModuleTable.IsHidden(parts.FileName);
        FirstLine = parts.FirstLine;
        Flags = parts.Flags;
        ArgCount = parts.ArgCount;
        PositionalOnlyCount = parts.PositionalOnlyCount;
        KeywordOnlyCount = parts.KeywordOnlyCount;
        LocalCount = parts.LocalCount;
        CellCount = parts.CellCount;
        FreeCount = slots - parts.LocalCount - parts.CellCount;
        StackSize = parts.StackSize;
        StackBase = slots;
        FrameSize = StackBase + StackSize;
        ParameterCount = ArgCount + KeywordOnlyCount + ((Flags & CodeFlags.VarArgs) != 0 ? 1 : 0) + ((Flags & CodeFlags.VarKeywords) != 0 ? 1 : 0);
        IsSimple = (Flags & ~CodeFlags.Optimized) == 0 && KeywordOnlyCount == 0 && (Flags & CodeFlags.Optimized) != 0;
        HasPlainParameters = (Flags & (CodeFlags.VarArgs | CodeFlags.VarKeywords)) == 0 && KeywordOnlyCount == 0 && (Flags & CodeFlags.Optimized) != 0;
        SlotNames = Names = [];
        Code = Handlers = HandlerDepths = [];
        Consts = [];
    }

    // ---- the body. Few functions of an imported module are ever called: theirs is read from the module's file when one is.

    private Importing.CodeReader? _unread;
    private readonly int _unreadAt;

    /// <summary>Slots of a frame. Whoever makes one asks here, so code that runs has its body.</summary>
    [Elidable]
    public static int FrameSizeOf(PyCode code)
    {
        code.ReadBody();
        return code.FrameSize;
    }

    /// <summary>To be called by who looks at a body without a frame of it.</summary>
    public void ReadBody()
    {
        if (_unread is not null) ReadBodyNow(_unread);
    }

    [DontLookInside]
    private void ReadBodyNow(Importing.CodeReader reader)
    {
        _unread = null;
        SetBody(reader.Body(_unreadAt));
        foreach (PyObject constant in Consts)
            if (constant is PyCode inner) inner.Globals = Globals;
    }

    /// <summary>The fields are written once, before anybody has read them: to a trace they are as immutable as those the constructor writes.</summary>
    private void SetBody(CodeParts parts)
    {
        Set(in SlotNames, parts.SlotNames);
        Set(in Code, parts.Code);
        Set(in Consts, parts.Consts);
        Set(in Names, parts.Names);
        Set(in Handlers, parts.Handlers);
        Set(in HandlerDepths, parts.HandlerDepths);
        (_positions, _keptPositions) = (parts.KeptPositions is null ? parts.Positions : null, parts.KeptPositions);
        Set(in Tag, Interpreter.Frames.Register(this));
    }

    private static void Set<T>(in T field, T value) => Unsafe.AsRef(in field) = value;

    /// <summary>What <see cref="Frames"/> knows the code by.</summary>
    public readonly long Tag;

    /// <summary>Tells the code and that inside it whose globals it runs with.</summary>
    public void Bind(ModuleDict globals)
    {
        if (ReferenceEquals(Globals, globals)) return;
        Globals = globals;
        foreach (PyObject constant in Consts)
            if (constant is PyCode inner) inner.Bind(globals);
    }

    /// <summary>The globals it runs with, as last bound; null before it is run.</summary>
    public ModuleDict? Globals;

    public readonly string Name;
    public readonly string QualName;
    public readonly string FileName;

    /// <summary>Stands for what CPython has in C: tracebacks and stacks do not show it.</summary>
    public readonly bool IsHidden;

    public readonly int FirstLine;
    public readonly CodeFlags Flags;

    /// <summary>Positional parameters, the positional-only ones included, without *args.</summary>
    public readonly int ArgCount;
    public readonly int PositionalOnlyCount;
    public readonly int KeywordOnlyCount;
    /// <summary>All parameters, *args and **kwargs included: the first locals.</summary>
    public readonly int ParameterCount;
    /// <summary>An ordinary function (no generator) with only positional parameters: arguments go straight into the slots.</summary>
    public readonly bool IsSimple;
    /// <summary>Only positional parameters, of a function or generator.</summary>
    public readonly bool HasPlainParameters;

    /// <summary>A coroutine, or a generator that may be awaited: it may <c>yield from</c> a coroutine.</summary>
    public bool IsCoroutineLike => (Flags & (CodeFlags.Coroutine | CodeFlags.IterableCoroutine)) != 0;

    /// <summary>The class of what calling it makes, when that is a generator of some kind.</summary>
    public PyType GeneratorType =>
        (Flags & CodeFlags.AsyncGenerator) != 0 ? Types.AsyncGenerator : (Flags & CodeFlags.Coroutine) != 0 ? Types.Coroutine : Types.Generator;

    public readonly int LocalCount;
    public readonly int CellCount;
    public readonly int FreeCount;
    public readonly int StackSize;
    /// <summary>The slot where the value stack begins.</summary>
    public readonly int StackBase;
    /// <summary>Slots of a frame in all.</summary>
    public readonly int FrameSize;

    /// <summary>Names of the locals, cells and free variables, by slot.</summary>
    [ImmutableArray] public readonly PyStr[] SlotNames;

    /// <summary>The instructions: <c>Code[pc] &amp; 255</c> is the <see cref="Op"/>, <c>Code[pc] >> 8</c> its operand.</summary>
    [ImmutableArray] public readonly int[] Code;

    /// <summary>Constants; <c>Consts[0]</c> is the docstring or None in functions.</summary>
    [ImmutableArray] public readonly PyObject[] Consts;

    /// <summary>Names of globals, attributes and modules, interned.</summary>
    [ImmutableArray] public readonly PyStr[] Names;

    /// <summary>By position: where an exception raised by that instruction goes on, or -1 when it leaves the frame. May be longer than the code.</summary>
    [ImmutableArray] public readonly int[] Handlers;

    /// <summary>By position: how deep the value stack is kept for that handler; the exception is pushed on top of it.</summary>
    [ImmutableArray] public readonly int[] HandlerDepths;

    /// <summary>By position: the source text the instruction comes from.</summary>
    public SourceRange[] Positions => _positions ?? ReadPositions();

    // Few functions of an imported module are ever in a traceback.
    private SourceRange[]? _positions;
    private (byte[] Bytes, int At)? _keptPositions;

    [DontLookInside]
    private SourceRange[] ReadPositions() => _positions = Importing.CodeReader.Positions(_keptPositions!.Value.Bytes, _keptPositions.Value.At);

    /// <summary>The source line of a position, or the first line where it has none.</summary>
    public int LineAt(int pc) => (uint)pc < (uint)Positions.Length && Positions[pc].Line > 0 ? Positions[pc].Line : FirstLine;

    private int[]? _quick;
    private NameCache[]? _nameCaches;
    private FramePool? _frames;

    /// <summary>The instructions as they are run while nothing is traced; see <see cref="Quickener"/>.</summary>
    internal int[] Quick => _quick ??= Quickener.Quicken(this);

    /// <summary>Frames that run quick instructions go on in the plain loop, at the next instruction.</summary>
    internal void LeaveAtOnce() => Quick.AsSpan().Fill((int)QuickOp.Leave);

    internal void StayQuick() => Quickener.Quicken(this).CopyTo(Quick.AsSpan());

    /// <summary>By number of the name: what it came to, for while nothing is traced.</summary>
    internal NameCache[] NameCaches => _nameCaches ??= NameCache.For(Names);

    /// <summary>Frames to be used again.</summary>
    internal FramePool Frames => _frames ??= new FramePool();

    /// <summary>How calls of the shapes seen bind their arguments.</summary>
    internal ArgumentPlan?[]? Plans;
    internal int NextPlan;

    /// <summary>The parameter that a keyword argument of this name is for; -1 when there is none.</summary>
    public int ParameterOf(PyStr name)
    {
        ReadBody();
        for (int i = PositionalOnlyCount; i < ArgCount + KeywordOnlyCount; i++)
            if (SlotNames[i].EqualsStr(name)) return i;
        return -1;
    }
}
