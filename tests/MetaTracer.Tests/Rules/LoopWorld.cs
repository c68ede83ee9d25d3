using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tests.Rules;

/// <summary>What a <see cref="RandomLoop"/> works on: two objects (perhaps one), an array, and four integers to begin with.</summary>
internal sealed class LoopWorld
{
    public const int Length = 8;

    private static readonly long[] Landmarks = [0, 1, -1, 2, 3, 5, 7, 8, 63, 64, 1000, -1000, int.MaxValue, long.MaxValue, long.MinValue];

    private readonly Dictionary<string, long>[] _objects = [new() { ["P.X"] = 3, ["P.Y"] = 4 }, new() { ["P.X"] = -5, ["P.Y"] = 6 }];
    private readonly bool _isOne;

    private LoopWorld(bool isOne, long[] ints)
    {
        _isOne = isOne;
        Ints = ints;
    }

    public long[] Ints { get; }
    public long[] Items { get; } = [1, 2, 3, 4, 5, 6, 7, 8];

    public static LoopWorld Make(Random random)
    {
        var ints = new long[4];
        for (int i = 0; i < ints.Length; i++) ints[i] = random.Next(2) == 0 ? random.Next(-10, 20) : Landmarks[random.Next(Landmarks.Length)];
        return new LoopWorld(random.Next(3) == 0, ints);
    }

    /// <summary>The same as it was made.</summary>
    public LoopWorld Anew() => new(_isOne, Ints);

    public Dictionary<string, long> Object(string reference) => _objects[reference == "p1" && !_isOne ? 1 : 0];
    public long Read(string reference, string field) => Object(reference)[field];
    public void Write(string reference, string field, long value) => Object(reference)[field] = value;
    public void Mess(Dictionary<string, long> target) => target["P.X"] = target["P.X"] * 3 + 1;

    /// <summary>
    /// Runs a trace for so many iterations, or until a guard fails: what its calls saw. <paramref name="starts"/> receives how much was seen before
    /// each iteration.
    /// </summary>
    public List<string> Run(TreeLoop loop, int iterations, List<int> starts, int enough = int.MaxValue)
    {
        var ints = new long[loop.VariableCount];
        var references = new object?[loop.VariableCount];
        List<string> seen = [];
        object?[] first = [Object("p0"), Object("p1"), Items];
        for (int i = 0; i < 3; i++) references[loop.Inputs[i].Index] = first[i];
        for (int i = 0; i < 4; i++) ints[loop.Inputs[3 + i].Index] = Ints[i];
        long Int(Value value) => value.IsVariable ? ints[value.Index] : loop.Constants.IntOf(value);
        starts.Add(0);
        for (int at = 0; at < loop.Count; at++)
        {
            Operation operation = loop[at];
            Value[] args = loop.Args(operation).ToArray();
            switch (operation.Code)
            {
                case label or guard_nonnull or guard_nonnull_class or guard_class:
                    break;
                case guard_true:
                    if (Int(args[0]) == 0) return seen;
                    break;
                case guard_false:
                    if (Int(args[0]) != 0) return seen;
                    break;
                case guard_value:
                    if (Int(args[0]) != Int(args[1])) return seen;
                    break;
                case guard_no_overflow:
                    Operation before = loop[at - 1];
                    if (Executor.Overflows(before.Code, Int(loop.Args(before)[0]), Int(loop.Args(before)[1]))) return seen;
                    break;
                case getfield_gc_i:
                    ints[operation.Result.Index] = ((Dictionary<string, long>)references[args[0].Index]!)[((Descr)operation.Descr!).Name];
                    break;
                case setfield_gc:
                    ((Dictionary<string, long>)references[args[0].Index]!)[((Descr)operation.Descr!).Name] = Int(args[1]);
                    break;
                case getarrayitem_gc_i:
                    ints[operation.Result.Index] = ((long[])references[args[0].Index]!)[Int(args[1])];
                    break;
                case setarrayitem_gc:
                    ((long[])references[args[0].Index]!)[Int(args[1])] = Int(args[2]);
                    break;
                case arraylen_gc:
                    ints[operation.Result.Index] = Length;
                    break;
                case same_as_r:
                    references[operation.Result.Index] = references[args[0].Index];
                    break;
                case call_n when ((Descr)operation.Descr!).Name == "use":
                    seen.Add(string.Join(' ', Array.ConvertAll(args, Int)));
                    if (seen.Count >= enough) return seen;
                    break;
                case call_n:
                    Mess((Dictionary<string, long>)references[args[0].Index]!);
                    break;
                case jump:
                    starts.Add(seen.Count);
                    if (--iterations == 0) return seen;
                    int target = operation.Descr is TargetToken token ? Array.FindIndex(loop.Operations.ToArray(), label => label.Descr == token) : -1;
                    Value[] parameters = target < 0 ? [.. loop.Inputs] : loop.Args(loop[target]).ToArray();
                    Assert.Equal(parameters.Length, args.Length);
                    long[] newInts = Array.ConvertAll(args, value => value.Kind == Kind.Int ? Int(value) : 0);
                    object?[] newReferences = Array.ConvertAll(args, value => value.Kind == Kind.Ref ? references[value.Index] : null);
                    for (int i = 0; i < args.Length; i++) (ints[parameters[i].Index], references[parameters[i].Index]) = (newInts[i], newReferences[i]);
                    at = target;
                    break;
                default:
                    ints[operation.Result.Index] = Executor.Int(operation.Code, Int(args[0]), args.Length > 1 ? Int(args[1]) : 0);
                    break;
            }
        }
        throw new InvalidOperationException("the trace does not end");
    }
}
