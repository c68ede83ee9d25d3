using System.Reflection;
using System.Runtime.CompilerServices;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Tests;

/// <summary>Stubs that are there beforehand do as one that is compiled for the very method does.</summary>
public sealed unsafe class CallStubTests
{
    public abstract class Shape
    {
        public abstract string? Name(object? prefix, int count);
    }

    public sealed class A : Shape
    {
        public override string? Name(object? prefix, int count) => $"{prefix}A{count}";
    }

    public sealed class B : Shape
    {
        public override string? Name(object? prefix, int count) => count < 0 ? null : $"{prefix}B";
    }

    public class C : Shape
    {
        public override string? Name(object? prefix, int count) => "C";
    }

    public sealed class D : C;

    public sealed class E : C
    {
        public override string? Name(object? prefix, int count) => "E";
    }

    public sealed class F : Shape
    {
        public override string? Name(object? prefix, int count) => "F";
    }

    private static sbyte Signed8(long x) => (sbyte)x;
    private static byte Unsigned8(int x) => (byte)x;
    private static short Signed16(object o, long x) => (short)x;
    private static char Unsigned16(long x, object o) => (char)x;
    private static int Signed32(long x, int y, object o) => (int)(x + y);
    private static uint Unsigned32(long x) => (uint)x;
    private static bool IsNegative(int x) => x < 0;
    private static long Both(object a, object b, long x, int y, sbyte z) => x * 1000 + y * 10 + z;
    private static object? Second(object? a, object? b, object? c, object? d) => b;

    private static (long Raw, object? Ref) Run(CallStub stub, long[] ints, object?[] refs)
    {
        int count = Math.Max(ints.Length, refs.Length) + 1;
        long* raw = stackalloc long[count];
        var held = new object?[count];
        for (int k = 0; k < ints.Length; k++) raw[k] = ints[k];
        refs.CopyTo(held, 0);
        stub(raw, ref held[0]);
        return (raw[0], held[0]);
    }

    [Theory]
    [InlineData(nameof(Signed8))]
    [InlineData(nameof(Unsigned8))]
    [InlineData(nameof(Signed16))]
    [InlineData(nameof(Unsigned16))]
    [InlineData(nameof(Signed32))]
    [InlineData(nameof(Unsigned32))]
    [InlineData(nameof(IsNegative))]
    [InlineData(nameof(Both))]
    [InlineData(nameof(Second))]
    public void Direct(string name)
    {
        MethodInfo method = typeof(CallStubTests).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
        var signature = new CalleeSignature(method, false, null);
        CallStub direct = DirectCall.TryMake(signature) ?? throw new InvalidOperationException($"{name} has no stub");
        CallStub compiled = CallStubBuilder.Compile(signature);
        foreach (long x in (long[])[0, 1, -1, 127, 128, 255, 256, 40000, -40000, 1L << 31, (1L << 32) + 5, long.MinValue])
        {
            long[] ints = [x, x, x, x, x];
            object?[] refs = ["a", "b", "c", "d", "e"];
            Assert.Equal(Run(compiled, ints, refs), Run(direct, ints, refs));
        }
    }

    [Fact]
    public void VirtualOfMoreClassesThanItRemembers()
    {
        MethodInfo method = typeof(Shape).GetMethod(nameof(Shape.Name))!;
        var signature = new CalleeSignature(method, true, null);
        CallStub stub = CallStubBuilder.Build(signature, new VirtualDispatch());
        Shape[] shapes = [new A(), new B(), new C(), new D(), new E(), new F()];
        for (int round = 0; round < 3; round++)
            foreach (Shape shape in shapes)
                Assert.Equal(shape.Name("x", round - 1), Run(stub, [0, 0, round - 1], [shape, "x"]).Ref);
    }

    [Fact]
    public void Delegates()
    {
        CallStub stub = CallStubBuilder.Build(new CalleeSignature(typeof(Func<string, string, string>).GetMethod("Invoke")!, true, null), new VirtualDispatch());
        string own = "own";
        Func<string, string, string> open = static (a, b) => a + b, closed = (a, b) => own + b, several = open;
        several += closed;
        foreach (Func<string, string, string> callee in (Func<string, string, string>[])[open, closed, several, string.Concat])
            Assert.Equal(callee("x", "y"), Run(stub, [], [callee, "x", "y"]).Ref);
    }
}
