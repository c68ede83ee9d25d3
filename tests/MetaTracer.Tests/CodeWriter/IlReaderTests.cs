using System.Reflection;
using System.Reflection.Emit;
using MetaTracer.CodeWriter;

namespace MetaTracer.Tests.CodeWriter;

public sealed class IlReaderTests
{
    [Fact]
    public void Operands_are_as_the_base_library_says()
    {
        int compared = 0;
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            if (code.OpCodeType == OpCodeType.Nternal) continue;
            Assert.True(code.OperandType == IlReader.OperandTypeOf((Il)(ushort)code.Value), code.Name);
            compared++;
        }
        Assert.True(compared > 200);
    }

    [Theory]
    [InlineData(nameof(When), false)]
    [InlineData(nameof(Twice), true)]
    [InlineData(nameof(Retry), true)]
    [InlineData(nameof(Guarded), false)]
    public void A_loop_is_what_can_come_back_to_itself(string method, bool hasLoop) =>
        Assert.Equal(hasLoop, IlReader.Read(typeof(IlReaderTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!)!.HasLoop);

    /// <summary>Branches go back here, for the conditions stand behind the arms.</summary>
    private static int When(object? a, object? b) => (a, b) switch
    {
        _ when ReferenceEquals(a, b) => 1,
        (string x, string y) when x.Length < y.Length => 2,
        (string, _) when b is int => 3,
        _ => 4,
    };

    private static int Twice(int n)
    {
        while (n < 100) n *= 2;
        return n;
    }

    private static int Retry(Func<int> function)
    {
    again:
        try
        {
            return function();
        }
        catch (InvalidOperationException)
        {
            goto again;
        }
    }

    private static int Guarded(Func<int> function)
    {
        try
        {
            return function();
        }
        catch (InvalidOperationException)
        {
            return -1;
        }
        finally
        {
            function();
        }
    }
}
