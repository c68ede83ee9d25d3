using System.Reflection;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Tests.CodeWriter;

public sealed class CodeWriterEffectTests
{
    [Theory]
    [InlineData(nameof(Subject.WritesOneField), "writes Node.Value; reads Node.Next")]
    [InlineData(nameof(Subject.WritesThroughAnother), "writes Node.Next Node.Value; reads Node.Next Node.Value")]
    [InlineData(nameof(Subject.WritesItems), "writes Int32[] Pair[].A Pair[].B UInt32[]; reads Pair[].A Pair[].B Subject._items Subject._pairs")]
    [InlineData(nameof(Subject.CallsVirtually), "writes Node.Value Subject.s_count; reads Subject.s_count")]
    [InlineData(nameof(Subject.UsesTheBaseLibrary), "writes List<Node>._items List<Node>._size List<Node>._version Object[]; reads List<Node>._items List<Node>._size List<Node>._version Node.Value Object[]")]
    [InlineData(nameof(Subject.CopiesSomeArray), "writes any array; reads Subject._items, any array")]
    [InlineData(nameof(Subject.Forces), "ForcesVirtualizable; writes ; reads Node.Value")]
    [InlineData(nameof(Subject.CallsDelegate), "everything")]
    [InlineData(nameof(Subject.CallsBack), "everything")]
    [InlineData(nameof(Subject.Elidable), "ElidableCanRaise; writes ; reads everything")]
    [InlineData(nameof(Subject.CallsElidable), "writes Node.Next; reads Node.Value Subject.s_count")]
    [InlineData(nameof(Subject.AddsAll), "writes Int32[] List<Int32>._items List<Int32>._size List<Int32>._version; reads Int32[] List<Int32>._items List<Int32>._size List<Int32>._version")]
    [InlineData(nameof(Subject.AddsLazily), "everything")]
    [InlineData(nameof(Subject.CallsAbstract), "everything")]
    [InlineData(nameof(Subject.Compares), "writes Node.Value; reads ")]
    [InlineData(nameof(Subject.LooksUp), "writes Node.Value; reads ")]
    [InlineData(nameof(Subject.LooksUpPairs), "everything")]
    public void The_effects_of_a_residual_call(string name, string expected)
    {
        var writer = new JitCodeWriter();
        writer.Policy.AddInterpreter(typeof(Subject).Assembly);
        MethodInfo method = typeof(Subject).GetMethod(name)!;
        EffectInfo effect = writer.CallDescrOf(method, false).Effect;
        Assert.Equal(expected, Describe(effect));
    }

    /// <summary>Else a loop that waits for another thread would read the field once.</summary>
    [Fact]
    public void A_method_with_a_volatile_access_stays_a_call()
    {
        var writer = new JitCodeWriter();
        writer.Policy.AddInterpreter(typeof(Subject).Assembly);
        Assert.Null(writer.TryGet(typeof(Subject).GetMethod(nameof(Subject.ReadsVolatile))!));
        Assert.Contains(writer.Diagnostics, diagnostic => diagnostic.ToString().Contains("a volatile access"));
    }

    private static string Describe(EffectInfo effect)
    {
        if (effect.ExtraEffect == ExtraEffect.RandomEffects) return "everything";
        string prefix = effect.ExtraEffect == ExtraEffect.CanRaise ? "" : effect.ExtraEffect + "; ";
        return $"{prefix}writes {Names(effect.Writes)}; reads {Names(effect.Reads)}";
    }

    private static string Names(IReadOnlySet<Descr>? set)
    {
        if (set is null) return "everything";
        string names = string.Join(" ", set.Select(descr => descr.Name.Replace("CodeWriterEffectTests.", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        bool any = set is DescrSet { HasAllArrays: true };
        return any ? (names.Length > 0 ? names + ", any array" : "any array") : names;
    }

    public class Node
    {
        public int Value;
        public Node? Next;
        public virtual void Touch() => Value = 1;
    }

    public sealed class CountingNode : Node
    {
        public override void Touch() => Subject.s_count++;
    }

    public sealed class Nothing : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => 0;
        public override long Position { get; set; }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => 0;
        public override long Seek(long offset, SeekOrigin origin) => 0;
        public override void SetLength(long value) { }
        public override void Write(byte[] buffer, int offset, int count) { }
    }

    public struct Pair
    {
        public long A;
        public double B;
    }

    public sealed class Subject
    {
        public static int s_count;
        private int[] _items = [1];
        private Pair[] _pairs = new Pair[1];

        public static void WritesOneField(Node node)
        {
            for (int i = 0; i < 2; i++) node.Next!.Value = i;
        }

        public static void Compares(Node node, string a, string b)
        {
            if (a == b || string.Equals(a, "c") || string.CompareOrdinal(a, b) < 0) node.Value = 1;
        }

        public static void LooksUp(Node node, Dictionary<string, Node> names, HashSet<long> numbers)
        {
            if (names.TryGetValue("a", out Node? found)) names["b"] = found;
            if (numbers.Contains(1)) node.Value = 1;
        }

        /// <summary>Pairs are compared by code of the interpreter, or might be.</summary>
        public static bool LooksUpPairs(Dictionary<Pair, Node> pairs) => pairs.ContainsKey(default);

        public static int WritesThroughAnother(Node node)
        {
            WritesOneField(node);
            node.Next = null;
            return node.Value;
        }

        public void WritesItems()
        {
            _items[0] = 1;
            _pairs[0].B = 1;
        }

        private static volatile bool s_stop;

        public static bool ReadsVolatile() => s_stop;

        public static void Stop() => s_stop = true;

        public static void CallsVirtually(Node node) => node.Touch();

        public static int UsesTheBaseLibrary(List<Node> nodes, Node node)
        {
            nodes.Add(node);
            return node.Value + Math.Max(nodes.Count, string.Concat("a", "b").Length);
        }

        public void CopiesSomeArray(int[] from) => Array.Copy(from, _items, 1);

        public static int Forces(Node node)
        {
            Jit.ForceVirtualizable(node);
            return node.Value;
        }

        public static void CallsDelegate(Action action) => action();

        public static bool CallsBack(Dictionary<object, int> map, object key) => map.ContainsKey(key);

        [Elidable]
        public static int Elidable(int x) => x + 1;

        /// <summary>What the elidable method reads must be there; what it writes, a cache, is nobody's business.</summary>
        public static void CallsElidable(Node node)
        {
            for (int i = 0; i < ElidableOf(node); i++) node.Next = null;
        }

        [Elidable]
        private static int ElidableOf(Node node) => s_count = node.Value + s_count;

        /// <summary>An iterator method of the interpreter runs while its items are added.</summary>
        public static void AddsLazily(List<Node> list, Node node) => list.AddRange(Chain(node));

        private static IEnumerable<Node> Chain(Node? node)
        {
            for (; node is not null; node = node.Next) yield return node;
        }

        /// <summary>The stream may be one of the base library's, which fills the array, as well as the interpreter's own.</summary>
        public static int CallsAbstract(Stream stream, byte[] bytes) => stream.Read(bytes, 0, 1);

        /// <summary>The collection may be an array or another list.</summary>
        public static void AddsAll(List<int> list, IEnumerable<int> more) => list.AddRange(more);
    }
}
