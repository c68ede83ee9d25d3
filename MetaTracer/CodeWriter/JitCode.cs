using System.Reflection;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// The instructions of JitCode. Registers are numbered from 0 in three files (int, ref, float); numbers from the file's count on are
/// the code's constants. <c>A</c>, <c>B</c>, <c>C</c> and <c>Dst</c> are registers unless said otherwise.
/// </summary>
/// <remarks>
/// An instruction that can fail a check (null, bounds, cast) checks before it has any effect, so a guard resumes by executing the
/// whole instruction again. A check that fails raises the .NET exception at that instruction. An instruction reads all its registers before
/// it writes any: <c>Dst</c> may be <c>A</c>.
/// </remarks>
internal enum JitOp : byte
{
    /// <summary>Dst = A, of <see cref="Insn.Kind"/>.</summary>
    Move,
    /// <summary>Dst = <see cref="Insn.Code"/>(A) or (A, B): any pure trace operation on ints, floats or references.</summary>
    Pure,
    /// <summary>Dst = A op B wrapped, C = 1 when it overflowed else 0; <see cref="Insn.Code"/> is int_add_ovf, int_sub_ovf or int_mul_ovf.</summary>
    Overflow,

    /// <summary>To <see cref="Insn.Target"/>.</summary>
    Goto,
    /// <summary>To the target when the int in A is not zero / is zero.</summary>
    BranchTrue, BranchFalse,
    /// <summary>To the target when the reference in A is null / is not null.</summary>
    BranchNull, BranchNonNull,
    /// <summary>To X[A], an <c>int[]</c> of targets; falls through when A (unsigned) is past its end.</summary>
    Switch,

    /// <summary>Dst = A.X and A.X = B; X is a <see cref="FieldDescr"/>. Checks A for null.</summary>
    GetField, SetField,
    /// <summary>X is a <see cref="StaticDescr"/>. The class constructor runs first. SetStatic stores A.</summary>
    GetStatic, SetStatic,
    /// <summary>Dst = A.Length. Checks A for null.</summary>
    ArrayLength,
    /// <summary>Dst = A[B]; X is an <see cref="ArrayDescr"/>. Checks null and bounds. Pure: the array is immutable.</summary>
    GetItem, GetItemPure,
    /// <summary>A[B] = C. Checks null, bounds and, for arrays of references, that the element type admits C.</summary>
    SetItem,
    /// <summary>Dst = the string A's length; Dst = A[B]. Checks null and bounds.</summary>
    StringLength, StringItem,
    /// <summary>Dst = a zeroed object; X is a <see cref="ClassDescr"/>.</summary>
    New,
    /// <summary>Dst = a zeroed array of A elements; X is an <see cref="ArrayDescr"/>. Raises for a negative length.</summary>
    NewArray,
    /// <summary>Dst = A when it is null or an instance of X, a <see cref="Type"/>, else null. CastClass raises instead.</summary>
    IsInstance, CastClass,
    /// <summary>Raises NullReferenceException when A is null.</summary>
    NullCheck,
    /// <summary>Raises NullReferenceException when the array A is null, IndexOutOfRangeException when it has no element B.</summary>
    BoundsCheck,

    /// <summary>X is a <see cref="CallInfo"/>. CallVirtual dispatches on the class of the first argument, which it checks for null.</summary>
    Call, CallVirtual,
    /// <summary>X is a <see cref="CallInfo"/> whose first argument is the condition: the method, which gives nothing, is called with the others if it is not 0.</summary>
    ConditionalCall,
    /// <summary>X is a <see cref="CallInfo"/>: the result is its first argument or, where that is null, what the elidable method gives for the others.</summary>
    ConditionalCallElidable,
    /// <summary>X is a <see cref="CallInfo"/> whose first argument is what the elidable method gives for the others.</summary>
    RecordKnownResult,
    /// <summary>X is an <c>Operand[]</c>, empty for void.</summary>
    Return,
    /// <summary>Raises the exception in A.</summary>
    Throw,

    /// <summary>X is a <see cref="MergePointInfo"/>. LoopHeader is CanEnter, and EnterFunction itself: both set Dst to null in traces and in the blackhole.</summary>
    MergePoint, LoopHeader, EnterFunction,

    /// <summary>Dst = A, made constant; of <see cref="Insn.Kind"/>.</summary>
    Promote, PromoteString,
    /// <summary>Dst = 1 when A, of <see cref="Insn.Kind"/>, is a constant of the trace / a virtual object; 0 in the blackhole.</summary>
    IsConstant, IsVirtual,
    /// <summary>A is exactly of class X, a <see cref="ClassDescr"/>.</summary>
    RecordExactClass,
    /// <summary>A is not null.</summary>
    AssumeNonNull,
    /// <summary>A is an array of at least B items.</summary>
    AssumeLength,
    /// <summary>The virtualizable in A must be in memory from here on.</summary>
    ForceVirtualizable,
    /// <summary>Dst = the value of the <see cref="MetaJit.QuasiImmutable{T}"/> in A; X is the <see cref="FieldDescr"/> of its value.</summary>
    GetQuasiImmutable,
}

/// <summary>A register with its kind.</summary>
internal readonly record struct Operand(Kind Kind, int Register)
{
    // What the compiler would write asks comparers that .NET compiles at run time.
    public bool Equals(Operand other) => Kind == other.Kind && Register == other.Register;

    public override int GetHashCode() => Register << 2 | (int)Kind;
}

/// <summary>One JitCode instruction.</summary>
internal struct Insn
{
    public JitOp Op;
    public Kind Kind;
    public OpCode Code;
    public int Dst, A, B, C;
    /// <summary>Index of the instruction a branch goes to.</summary>
    public int Target;
    public object? X;
}

/// <summary>A call site: what is called with which registers.</summary>
internal sealed record CallInfo
{
    private readonly Image.ImageReader? _image;
    private readonly int _member;
    private MethodBase? _method;

    public CallInfo(MethodBase method, Operand[] args, Operand[] results)
    {
        _method = method;
        Args = args;
        Results = results;
    }

    /// <summary>A call in code from an image. Few of its callees are ever wanted: those are looked for.</summary>
    internal CallInfo(Image.ImageReader image, int member, int portalNumber, Operand[] args, Operand[] results)
    {
        _image = image;
        _member = member;
        PortalNumber = portalNumber;
        Args = args;
        Results = results;
    }

    /// <summary>The callee; for a virtual call the method named in the IL.</summary>
    public MethodBase Method => _method ??= _image!.Method(_member);

    /// <summary>The flattened arguments, <c>this</c> first.</summary>
    public Operand[] Args { get; init; }

    /// <summary>The flattened results, empty for void.</summary>
    public Operand[] Results { get; init; }

    /// <summary>The image's number of the portal that the callee is, -1 when it is none; null in code that is not from an image.</summary>
    internal int? PortalNumber { get; }

    /// <summary>Set by the CodeWriter: the callee is a driver's portal.</summary>
    public MetaJit.JitDriver? Portal { get; init; }

    /// <summary>How pointers and new objects are passed; null when all arguments are plain values. Goes back to the CodeWriter with the method.</summary>
    public CallShape? Shape { get; init; }

    /// <summary>For the meta-interpreter: what a monomorphic call resolved to, or a cache by class.</summary>
    public object? Cache { get; set; }
}

/// <summary>A merge point, back edge or function entry: the registers of the driver's greens and reds.</summary>
internal sealed record MergePointInfo(MetaJit.JitDriver Driver, Operand[] Greens, Operand[] Reds);

/// <summary>An exception region: instructions [Start, End) are covered. Innermost regions come first in the table.</summary>
/// <param name="CatchType">Exceptions of this class and its subclasses are caught.</param>
/// <param name="Handler">Where control goes.</param>
/// <param name="ExceptionRegister">The ref register that receives the exception.</param>
internal sealed record HandlerRegion(int Start, int End, Type CatchType, int Handler, int ExceptionRegister);

/// <summary>
/// One method of the interpreter as register code: what the meta-interpreter traces and the blackhole runs. Plain data.
/// </summary>
internal sealed class JitCode
{
    public required MethodBase Method { get; init; }
    public string Name { get => field ??= TypeModel.NameOf(Method); init; }
    public required Insn[] Code { get; init; }

    /// <summary>Registers of each file, constants not counted.</summary>
    public required int IntCount { get; init; }
    public required int RefCount { get; init; }
    public required int FloatCount { get; init; }

    /// <summary>Constants of each file: register <c>IntCount + k</c> holds <c>IntConstants[k]</c>.</summary>
    public required long[] IntConstants { get; init; }
    public required object?[] RefConstants { get; init; }
    public required double[] FloatConstants { get; init; }

    /// <summary>Where the caller's flattened arguments go, in order.</summary>
    public required Operand[] Parameters { get; init; }

    public required HandlerRegion[] Handlers { get; init; }

    /// <summary>IL offset of each instruction.</summary>
    public required int[] IlOffsets { get; init; }

    /// <summary>The driver whose portal this is.</summary>
    public MetaJit.JitDriver? Portal { get; init; }

    /// <summary>
    /// Registers live before the instruction at each pc (and so at a guard that resumes there), constants not counted; null where no
    /// guard or call return can be. In a snapshot of a caller's frame, whose pc is the instruction after its call, the registers of the
    /// call's own results stand in the list with the value <see cref="Value.None"/>: they are set when the callee returns.
    /// </summary>
    public required Operand[]?[] LiveRegisters { get; init; }

    /// <summary><c>file.cs:line</c> of the instruction, or the method and IL offset where there are no symbols. Slow; for reports.</summary>
    public Func<int, string>? SourceLocation { get; init; }

    /// <summary>The tracer's own: activations to use again.</summary>
    internal object? FramePool { get; set; }

    public override string ToString() => Name;
}
