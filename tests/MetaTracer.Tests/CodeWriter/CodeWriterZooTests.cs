using System.Reflection;
using System.Reflection.Emit;
using MetaTracer.CodeWriter;

namespace MetaTracer.Tests.CodeWriter;

public sealed class CodeWriterZooTests
{
    public static TheoryData<string> Methods() =>
        [.. typeof(Zoo).GetMethods().Where(method => method.IsDefined(typeof(Zoo.RunsAttribute), false)).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_construct_computes_as_JitCode_what_it_computes_as_CSharp(string name)
    {
        MethodInfo method = typeof(Zoo).GetMethod(name)!;
        JitCodeWriter writer = NewWriter();
        foreach (Zoo.RunsAttribute run in method.GetCustomAttributes<Zoo.RunsAttribute>())
        {
            string expected = Outcome(() => method.Invoke(null, run.Arguments));
            string actual = Outcome(() => new JitCodeEvaluator(writer).Invoke(method, run.Arguments));
            Assert.Equal($"{name}({string.Join(", ", run.Arguments)}) = {expected}", $"{name}({string.Join(", ", run.Arguments)}) = {actual}");
        }
    }

    [Fact]
    public void The_opcode_names_are_those_of_reflection()
    {
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            if (code.OpCodeType == OpCodeType.Nternal) continue;
            Assert.Equal(field.Name, ((Il)(ushort)code.Value).ToString());
        }
    }

    internal static JitCodeWriter NewWriter()
    {
        var writer = new JitCodeWriter();
        writer.Policy.AddInterpreter(typeof(Zoo).Assembly);
        writer.Policy.FollowLoops = true;
        return writer;
    }

    private static string Outcome(Func<object?> run)
    {
        try
        {
            return run()?.ToString() ?? "null";
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException!.GetType().Name;
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            return e.GetType().Name + (e is ArithmeticException or NullReferenceException ? "" : e.ToString());
        }
    }
}
