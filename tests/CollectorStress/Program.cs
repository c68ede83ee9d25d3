// collector-stress BACKEND [SWITCH...]: builds a structure in machine code and then follows every reference of it. Meant to run with
// DOTNET_GCStress=1, which collects at every allocation of managed code: in the dispatcher, in the blackhole, in what machine code
// calls, and for every new chunk that machine code allocates from; with the switch "no-alloc" for every object. Those collections are
// full ones, which need no write barrier; the switch "gc" adds some of the young generation.
//
// The interpreter is small, and nothing but one loop and one function is traced, because tracing takes most of the collections.
using Backend;
using Backend.Runtime;
using CollectorStress;
using MetaJit;
using MetaTracer;

const int Rounds = 100;
const string Parameters = "threshold=7,function_threshold=8,trace_eagerness=1000000,enable_opts=all:-unroll";

using var block = FinalizerBlock.Begin();
BackendOptions options = new();
foreach (string name in args[1..]) options = options.With(name) ?? throw new ArgumentException($"there is no switch '{name}'");

using var engine = new JitEngine(Backends.Create(args[0], options), new JitParameters().Parse(Parameters), new JitEngineOptions { DefinitionIsTested = true });
engine.Attach(Interpreter.Driver);

var tree = new Code(null, Op.Leaf, Op.Branch, Op.Return);
var loop = new Code(tree, Op.Push, Op.Fill, Op.Link, Op.Replace, Op.Outside, Op.Tree, Op.Count, Op.Loop, Op.Return);
var root = new Node(null, 0);
Interpreter.Run(loop, 0, new Frame(root, Rounds));

int items = Structure.Count(root);
bool isCompiled = engine.Stats is { Loops: > 0, EntriesCompiled: > 0, AbortCount: 0 };
Console.WriteLine($"{items} of {Rounds} items, {GC.CollectionCount(0)} collections, {engine.Stats.ToJson()}");
return items == Rounds && isCompiled ? 0 : 1;
