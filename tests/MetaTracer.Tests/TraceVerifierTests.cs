using MetaTracer.Optimizer;
using MetaTracer.Resume;
using MetaTracer.Trace;

namespace MetaTracer.Tests;

/// <summary>What the verifier says of traces that are none.</summary>
public sealed class TraceVerifierTests
{
    private const string Header = """
        class A size=32 bump
        field A.Number i at=8 size=8 signed in=A
        field A.Next p at=16 size=8 in=A
        array long[] i base=16 item=8 size=8 signed
        static Depth i size=8 signed
        call pair (i p) -> (i p) CanRaise

        """;

    [Theory]
    // Operands, results, descrs.
    [InlineData("[p0]\ni1 = int_neg(p0)\nfinish(i1)", "operation 0, int_neg: argument 0, p0, must be an integer")]
    [InlineData("[i0, f1]\nf2 = float_add(f1, i0)\nfinish(f2)", "operation 0, float_add: argument 1, i0, must be a float")]
    [InlineData("[p0, f1]\nsetfield_gc(p0, f1, descr=A.Number)\nfinish()", "operation 0, setfield_gc: what stands there is an integer")]
    [InlineData("[p0]\np1 = getfield_gc_r(p0, descr=A.Number)\nfinish(p1)", "operation 0, getfield_gc_r: what stands there is an integer")]
    [InlineData("[p0]\ni1 = getfield_gc_i(p0, descr=Depth)\nfinish(i1)", "operation 0, getfield_gc_i: its descr must be a FieldDescr")]
    [InlineData("[p0]\ni1 = call_i(p0, descr=pair)\nguard_no_exception() []\nfinish(i1)", "operation 0, call_i: what it calls takes 2 arguments")]
    [InlineData("[i0]\ni1 = call_i(i0, i0, descr=pair)\nguard_no_exception() []\nfinish(i1)", "operation 0, call_i: what it calls takes a reference for i0")]
    [InlineData("[i0, p1]\np2 = call_r(i0, p1, descr=pair)\nguard_no_exception() []\nfinish(p2)", "operation 0, call_r: pair gives an integer")]
    [InlineData("[i0]\ni1 = int_signext(i0, 3)\nfinish(i1)", "operation 0, int_signext: it extends 1, 2 or 4 bytes")]
    [InlineData("[p0]\nguard_class(p0, null) []\nfinish()", "operation 0, guard_class: its class must be a constant ClassDescr")]
    [InlineData("[i0, i1]\nguard_value(i0, i1) []\nfinish()", "operation 0, guard_value: it compares with a constant of its argument's kind")]
    // Places.
    [InlineData("[i0]\ni1 = int_add(i0, 1)\nguard_no_overflow() []\nfinish(i1)", "operation 1, guard_no_overflow: an _ovf operation must come directly before it")]
    [InlineData("[i0]\ni1 = int_add(i0, 1)\nguard_no_exception() []\nfinish(i1)", "operation 1, guard_no_exception: a call must come directly before it")]
    [InlineData("[i0, p1]\ni2 = call_i(i0, p1, descr=pair)\ni3 = call_extra_i(1)\nfinish(i3)", "operation 1, call_extra_i: result 1 of the call before it is of another kind")]
    [InlineData("[i0, p1]\ni2 = call_i(i0, p1, descr=pair)\np3 = call_extra_r(2)\nfinish(p3)", "operation 1, call_extra_r: the call before it has no result 2")]
    [InlineData("[i0]\ni1 = int_add(i0, 1)", "operation 0, int_add: the last operation does not end the trace")]
    [InlineData("[i0]\nfinish(i0)\ni1 = int_add(i0, 1)\nfinish(i1)", "operation 0, finish: it must be the last operation")]
    // Labels and jumps.
    [InlineData("[i0, i1]\nlabel(i0, descr=L1.0)\ni2 = int_add(i0, i1)\njump(i2, descr=L1.0)", "operation 1, int_add: i1 is not defined there")]
    [InlineData("[i0]\nlabel(i0, i0, descr=L1.0)\njump(i0, i0, descr=L1.0)", "operation 0, label: i0 stands twice in a label")]
    [InlineData("[i0]\nlabel(i0, descr=L1.0)\njump(i0, i0, descr=L1.0)", "operation 1, jump: it brings 2 values, its label takes 1")]
    [InlineData("[i0, p1]\nlabel(i0, p1, descr=L1.0)\njump(p1, i0, descr=L1.0)", "operation 1, jump: argument 0, p1, is of another kind than what its label takes")]
    // What was made in the trace.
    [InlineData("[i0]\np1 = new_array(4, descr=long[])\nsetarrayitem_gc(p1, 4, i0, descr=long[])\nfinish(p1)", "operation 1, setarrayitem_gc: p1 has 4 items, and none at 4")]
    [InlineData("[i0]\np1 = new_with_vtable(descr=A)\nsetarrayitem_gc(p1, 0, i0, descr=long[])\nfinish(p1)", "operation 1, setarrayitem_gc: p1 is no array")]
    [InlineData("[i0]\np1 = new_array(-1, descr=long[])\nfinish(p1)", "operation 0, new_array: its length is negative")]
    public void Says_what_is_wrong(string trace, string message)
    {
        TreeLoop loop = TraceParser.Parse(Header + trace, optimized: true);
        Assert.Equal("malformed trace: " + message, Assert.Throws<MalformedTraceException>(() => TraceVerifier.Check(loop)).Message);
    }

    [Fact]
    public void Says_which_pass_broke_what()
    {
        TreeLoop recorded = TraceParser.Parse("[i0]\nfinish(i0)");
        var run = new OptimizationRun(recorded, new LoopToken(1, null, []), new OptimizerOptions { Verify = true });
        var optimizer = new TraceOptimizer(run, recorded);
        Pass breaking = new BreakingPass { Optimizer = optimizer };
        Pass first = run.Verifier!.Link(optimizer, [breaking], new EmitPass { Optimizer = optimizer });
        Op op = Op.Of(OpCode.int_neg, optimizer.NewVariable(Kind.Int), [recorded.Inputs[0]]);
        Assert.Equal("after breaking: int_neg(i8): i8 is not defined there", Assert.Throws<MalformedTraceException>(() => first.Process(ref op)).Message);
        Op wrong = Op.Of(OpCode.int_neg, optimizer.NewVariable(Kind.Int), [recorded.Constants.Null]);
        Assert.Equal("after recording: int_neg(const-p0): argument 0, const-p0, must be an integer", Assert.Throws<MalformedTraceException>(() => first.Process(ref wrong)).Message);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_recorded_trace()
    {
        TreeLoop recorded = TraceParser.Parse("[i0]\ni1 = int_add(i0, 1)\nfinish(i1)");
        recorded[0].Result = Value.Variable(Kind.Int, 0);
        var token = new LoopToken(1, null, []);
        var problem = Assert.Throws<MalformedTraceException>(() => OptimizerPipeline.OptimizeFunction(recorded, token, new OptimizerOptions { Verify = true }));
        Assert.Equal("after recording: malformed trace: operation 0, int_add: i0 is defined twice", problem.Message);
    }

    [Fact]
    public void Says_what_is_wrong_with_resume_data()
    {
        var field = new FieldDescr("A.Number") { Kind = Kind.Int, Offset = 8, Size = 8 };
        var made = new VirtualInfo(new ClassDescr("A"), null, 0, [(field, -1, Tagged.Of(Tagged.Source.FailArg, 0))]);
        var resume = new ResumeData([], [], [made], [], []);
        Assert.Null(ResumeVerifier.Problem(resume, [Kind.Int]));
        Assert.Equal("A.Number of virtual 0 is of kind Ref and must be Int", ResumeVerifier.Problem(resume, [Kind.Ref]));
        Assert.Equal("A.Number of virtual 0 is FailArg 0 of 0", ResumeVerifier.Problem(resume, []));
    }

    private sealed class BreakingPass : Pass
    {
        public override void Process(ref Op op)
        {
            op.A = Value.Variable(Kind.Int, 8);
            Next.Process(ref op);
        }
    }
}
