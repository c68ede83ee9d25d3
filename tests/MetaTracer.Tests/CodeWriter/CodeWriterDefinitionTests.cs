using MetaJit;
using MetaTracer.CodeWriter;

namespace MetaTracer.Tests.CodeWriter;

public sealed class CodeWriterDefinitionTests
{
    [Fact]
    public void A_third_local_at_the_merge_point_is_named() => Expect(
        WrongInterpreters.ThirdLocal.Driver,
        @"WrongInterpreters.cs:\d+: WrongInterpreters.ThirdLocal.Run has the local 'executed' live at the merge point .*keep it in a red");

    [Fact]
    public void What_cannot_be_converted_in_a_portal_is_named_with_the_mend() => Expect(
        WrongInterpreters.Unconvertible.Driver,
        @"WrongInterpreters.cs:\d+: WrongInterpreters.Unconvertible.Run is a portal .*Span<Int32>, a ref struct \(IL .*\): move that into a method of its own");

    [Fact]
    public void CanEnter_may_not_stand_in_try() => Expect(
        WrongInterpreters.EnterInTry.Driver,
        @"WrongInterpreters.cs:\d+: WrongInterpreters.EnterInTry.Run .*CanEnter inside try");

    [Fact]
    public void A_virtualizable_field_touched_without_forcing_is_found()
    {
        string message = Expect(
            WrongInterpreters.Unforced.Driver,
            @"WrongInterpreters.cs:\d+: WrongInterpreters.Unforced.Peek touches WrongInterpreters.State.Accumulator .*\[DontLookInside\]: call Jit.ForceVirtualizable");
        Assert.DoesNotContain("PeekForced", message);
        Assert.DoesNotContain("Unforced.Run", message);
        Assert.DoesNotContain("Reset", message);
    }

    [Fact]
    public void A_virtualizable_read_after_its_return_is_found()
    {
        string message = Expect(
            WrongInterpreters.Unforced.Driver,
            @"WrongInterpreters.cs:\d+: WrongInterpreters.Unforced.CallAndRead reads a WrongInterpreters.State \(IL ldfld .*Accumulator .*\) after the portal has returned");
        Assert.DoesNotContain("CallAndReadOther", message);
    }

    [Fact]
    public void A_virtualizable_stored_in_a_field_without_saying_so_is_found()
    {
        string message = Expect(
            WrongInterpreters.Unforced.Driver,
            @"WrongInterpreters.cs:\d+: WrongInterpreters.Remember stores a WrongInterpreters.State in _last .*\[Virtualizable\(EscapedField = ...\)\]");
        Assert.DoesNotContain("Forget", message);
    }

    [Fact]
    public void A_virtualizable_that_escapes_as_an_object_or_into_a_collection_is_found()
    {
        string message = Expect(
            WrongInterpreters.Unforced.Driver,
            @"WrongInterpreters.cs:\d+: WrongInterpreters.KeepAsObject stores a WrongInterpreters.State in s_anything .*\[Virtualizable\(EscapedField = ...\)\]");
        Assert.Matches(@"WrongInterpreters.cs:\d+: WrongInterpreters.KeepInList passes a WrongInterpreters.State to List<WrongInterpreters.State>.Add, which keeps it", message);
        Assert.Contains("WrongInterpreters.KeepInArray stores a WrongInterpreters.State in an array", message);
        Assert.Contains("WrongInterpreters.KeepThroughHelper passes a WrongInterpreters.State to WrongInterpreters.Keep, which keeps it", message);
        Assert.DoesNotContain("Describe", message);
        Assert.DoesNotContain("Text", message);
    }

    [Fact]
    public void A_portal_has_one_frame() => Expect(WrongInterpreters.TwoFrames.Driver, @"WrongInterpreters.TwoFrames.Run: two parameters are \[Virtualizable\]");

    [Fact]
    public void Immutable_arrays_are_readonly_arrays()
    {
        string message = Expect(WrongInterpreters.Structs.Driver, @"WrongInterpreters.Mutable.Ops is \[ImmutableArray\] but not readonly");
        Assert.Contains("WrongInterpreters.Mutable.List is [ImmutableArray] but no array", message);
        Assert.DoesNotContain("Program.Ops", message);
    }

    [Fact]
    public void All_problems_come_in_one_message()
    {
        string message = Expect(WrongInterpreters.NoMergePoint.Driver, "never calls MergePoint");
        Assert.Matches(@"WrongInterpreters.cs:\d+: Location of the driver 'no-merge-point' must take exactly the greens: String \(WrongInterpreters.Program program, Int32 pc\)", message);
    }

    [Fact]
    public void A_portal_is_a_static_method_with_greens() => Expect(
        WrongInterpreters.NoGreens.Driver, @"(?s)the portal must be a static method.*no parameter is \[Green\]");

    [Theory]
    [InlineData("dropped", "drops the result of CanEnter, so it would do once more what machine code has done: write: if ")]
    [InlineData("only-return", "looks only for IsReturn in the result of CanEnter")]
    [InlineData("only-state", "takes the state from the result of CanEnter without asking")]
    [InlineData("no-result", "returns something else than the Result that CanEnter gives")]
    [InlineData("no-pc", "does not take 'pc' from the State that CanEnter gives")]
    [InlineData("dropped-entry", "drops the result of EnterFunction")]
    public void What_CanEnter_says_is_to_be_done(string driver, string problem)
    {
        string message = Expect(WrongExits.Of(driver), @"WrongExits.cs:\d+: WrongExits.\w+ " + problem);
        Assert.Contains(@"if (exit.IsReturn) return exit.Result; (program, pc, state) = exit.State;", message);
        Assert.Single(message.Split('\n').Skip(1));
    }

    [Theory]
    [InlineData("right")]
    [InlineData("right-in-a-helper")]
    [InlineData("right-with-conditions")]
    [InlineData("right-with-locals")]
    public void What_CanEnter_says_may_be_done_in_many_ways(string driver) => new JitCodeWriter().Portal(WrongExits.Of(driver));

    private static string Expect(JitDriver driver, string pattern)
    {
        var exception = Assert.Throws<InterpreterDefinitionException>(() => new JitCodeWriter().Portal(driver));
        Assert.Matches(pattern, exception.Message);
        return exception.Message;
    }
}
