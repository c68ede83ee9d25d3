using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace Backend.Tests;

/// <summary>Writes traces in C#: operations are appended in order, numbers and null become constants.</summary>
internal sealed class TraceBuilder
{
    private static int s_guards;

    public TraceBuilder(params Kind[] inputs)
    {
        foreach (Kind kind in inputs) Loop.AddInput(kind);
    }

    public TreeLoop Loop { get; } = new(new ConstantPool());
    public LoopToken? Owner { get; init; }

    public Value this[int input] => Loop.Inputs[input];

    public Value Int(long value) => Loop.Constants.Int(value);
    public Value Float(double value) => Loop.Constants.Float(value);
    public Value Ref(object? value) => Loop.Constants.Ref(value);

    public Value Op(OpCode code, params ReadOnlySpan<Value> args) => Loop.Emit(code, args);
    public Value Op(OpCode code, Descr descr, params ReadOnlySpan<Value> args) => Loop.Emit(code, args, descr);

    public TargetToken Label(params ReadOnlySpan<Value> args)
    {
        var token = new TargetToken(Owner);
        Loop.Emit(OpCode.label, args, token);
        return token;
    }

    public void Jump(TargetToken target, params ReadOnlySpan<Value> args) => Loop.Emit(OpCode.jump, args, target);

    public void Finish() => Loop.Emit(OpCode.finish, [], FinishDescr.Void);
    public void Finish(Value value) => Loop.Emit(OpCode.finish, [value], FinishDescr.Of(value.Kind));
    public void FinishException(Value value) => Loop.Emit(OpCode.finish, [value], FinishDescr.Exception);

    /// <summary>A guard with its fail arguments.</summary>
    public GuardDescr Guard(OpCode code, ReadOnlySpan<Value> args, params ReadOnlySpan<Value> failArgs)
    {
        Emit(code, args, failArgs, out GuardDescr guard);
        return guard;
    }

    public Value GuardException(Type type, out GuardDescr guard, params ReadOnlySpan<Value> failArgs) =>
        Emit(OpCode.guard_exception, [Ref(Class(type))], failArgs, out guard);

    public Value LoadField(Value o, FieldDescr field) =>
        Op(field.Kind switch { Kind.Int => OpCode.getfield_gc_i, Kind.Ref => OpCode.getfield_gc_r, _ => OpCode.getfield_gc_f }, field, o);

    public Value LoadItem(Value array, ArrayDescr descr, Value index) =>
        Op(descr.Kind switch { Kind.Int => OpCode.getarrayitem_gc_i, Kind.Ref => OpCode.getarrayitem_gc_r, _ => OpCode.getarrayitem_gc_f }, descr, array, index);

    private Value Emit(OpCode code, ReadOnlySpan<Value> args, ReadOnlySpan<Value> failArgs, out GuardDescr guard)
    {
        guard = new GuardDescr { Code = code, Number = ++s_guards, Owner = Owner };
        var kinds = new Kind[failArgs.Length];
        for (int i = 0; i < kinds.Length; i++) kinds[i] = failArgs[i].Kind;
        guard.FailKinds = kinds;
        Value result = Loop.Emit(code, args, guard);
        Loop.SetFailArgs(Loop.Count - 1, failArgs);
        return result;
    }

    private static readonly Dictionary<Type, ClassDescr> s_classes = [];

    public static ClassDescr Class<T>() => Class(typeof(T));

    public static ClassDescr Class(Type type)
    {
        lock (s_classes)
        {
            if (!s_classes.TryGetValue(type, out ClassDescr? descr))
                s_classes[type] = descr = new ClassDescr(type.Name)
                {
                    Type = type,
                    MethodTable = type.TypeHandle.Value,
                    InstanceSize = type.IsArray ? 0 : ObjectSize(type),
                    CanBumpAllocate = !type.IsArray,
                };
            return descr;
        }
    }

    /// <summary>The base size word of the method table: bytes of an instance with its header.</summary>
    private static unsafe int ObjectSize(Type type) => ((int*)type.TypeHandle.Value)[1];

    public static FieldDescr Field<T>(string name, Kind kind, int offset, int size = 8, bool signed = true) =>
        new($"{typeof(T).Name}.{name}") { Kind = kind, Offset = offset, Size = size, IsSigned = signed, Parent = Class<T>(), Field = typeof(T).GetField(name) };

    public static ArrayDescr Array<T>(Kind kind, bool signed = true) => new($"{typeof(T).Name}[]")
    {
        Kind = kind,
        ItemSize = Unsafe.SizeOf<T>(),
        BaseOffset = 16,
        Size = Unsafe.SizeOf<T>(),
        IsSigned = signed,
        ArrayType = typeof(T[]),
        ArrayClass = Class<T[]>(),
    };

    /// <summary>A residual callee given by its stub.</summary>
    public static CallDescr Call(string name, Kind[] args, Kind[] results, CallStub stub, ExtraEffect effect = ExtraEffect.CanRaise) =>
        new(name) { Args = args, Results = results, Effect = new EffectInfo(effect), StubFactory = _ => stub };
}
