using Backend.Portable;
using MetaTracer;
using MetaTracer.Trace;

namespace Backend.Tests;

public sealed class PortableBackendTests : BackendTests
{
    protected override TraceBackend Create() => new PortableBackend();

    [Fact]
    public void A_malformed_trace_is_refused_in_words()
    {
        var t = new TraceBuilder(Kind.Int);
        t.Op(OpCode.int_add, t[0], Value.Variable(Kind.Int, 7));
        t.Finish();
        var e = Assert.Throws<MalformedTraceException>(() => new PortableBackend().CompileLoop(new LoopToken(1, null, []), t.Loop));
        Assert.Equal("malformed trace: operation 0, int_add: i7 is not defined there", e.Message);
    }
}
