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
}
