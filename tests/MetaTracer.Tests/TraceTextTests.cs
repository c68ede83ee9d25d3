using MetaTracer.Trace;

namespace MetaTracer.Tests;

/// <summary>What the writer writes, the parser reads, and it is written the same again.</summary>
public sealed class TraceTextTests
{
    private const string Everything = """
        class PyInt size=24 bump
        field PyInt.Value i at=8 size=8 signed immutable in=PyInt
        class 'Dictionary<K, V>' size=80
        class long[] size=0
        array long[].e i base=16 item=8 size=8 signed class=long[]
        field Frame.Code p at=16 size=8 immutable immutable_array
        static Depth i size=4 signed
        call helper (p i) -> (i) CanRaise reads=PyInt.Value writes=

        [p0, i1, f2]
        guard_class(p0, ConstClass(PyInt)) [p0, i1]
        guard_class(p0, ConstClass('Dictionary<K, V>')) [p0 | i1, 7, -1.5, null]
        i3 = getfield_gc_i(p0, descr=PyInt.Value)
        p4 = new_array(i3, descr=long[].e)
        setarrayitem_gc(p4, 0, i1, descr=long[].e)
        p5 = getfield_gc_r(p0, descr=Frame.Code)
        setstatic_gc(i3, descr=Depth)
        i6 = strlen("a \"quoted\"\nword")
        f7 = float_mul(f2, 0.1)
        f8 = float_add(f7, inf)
        i9 = call_i(p4, i6, descr=helper)
        guard_no_exception() []
        debug_merge_point(descr='loop.py:3 f')
        i10 = ptr_eq(p5, ConstPtr(x))
        jump(p0, i9, f8, descr=Loop3) [p0]

        """;

    [Fact]
    public void Round_trip()
    {
        string[] text = Everything.ReplaceLineEndings("\n").TrimEnd('\n').Split("\n\n");
        string[] written = TraceWriter.Write(TraceParser.Parse(string.Join("\n\n", text))).TrimEnd('\n').Split("\n\n");
        Assert.Equal(text[1], written[1]);
        // Declarations come in the order in which they are first needed.
        Assert.Equal(text[0].Split('\n').Order(StringComparer.Ordinal), written[0].Split('\n').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[i0]\ni1 = int_add(i0, i7)\n", "line 2: 'i7' is not defined before it is used")]
    [InlineData("[i0]\ni1 = int_plus(i0, 1)\n", "line 2: 'int_plus' is no operation")]
    [InlineData("[i0]\ni1 = int_add(i0)\n", "line 2: int_add takes 2 arguments")]
    [InlineData("[i0]\np0 = new_with_vtable(descr=A)\n", "line 2: 'A' is not declared")]
    [InlineData("[i0, p0]\n", "line 1: number 0 is defined twice: variables of all kinds are numbered in one sequence")]
    [InlineData("call f (i) -> (i) Harmless\n[i0]\n", "line 1: 'Harmless' is no effect")]
    public void Errors_name_the_line(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<TraceFormatException>(() => TraceParser.Parse(text)).Message);
}
