using System.Collections;
using System.Reflection;
using PyLite.Compiling;
using PyLite.Importing;

namespace PyLite.Tests;

/// <summary>Compiled modules as bytes, and back.</summary>
public class CompiledFileTests
{
    private const string Source = """
        'doc'
        import a.b as c
        x = (1, -5, 2 ** 63, -2 ** 100, 1.5, float, 'é', '\ud800', '\U0001F600', b'\0\xff', ..., None, True, (1, ('2', (3.0,))))
        class K(Base, metaclass=M):
            y: int = 0
            def f(self, a, /, b=1, *c, d, e=2, **g):
                try:
                    return [lambda: a + i for i in c if i]
                except E as error:
                    yield from g
                finally:
                    del b
        async def co():
            async with z as w:
                await w
        """;

    [Fact]
    public void Everything_of_a_code_object_comes_back()
    {
        PyCode code = PyCompiler.Compile(Source, "x.py");
        byte[] bytes = CodeWriter.Write(code)!;
        AssertSame(code, CodeReader.Read(bytes, 0), "code");
    }

    [Fact]
    public void A_body_is_read_when_its_code_is_first_wanted()
    {
        PyCode module = CodeReader.Read(CodeWriter.Write(PyCompiler.Compile("def f(a, b=1):\n    'doc'\n    return a", "x.py"))!, 0);
        Assert.Empty(module.Consts);
        module.ReadBody();
        PyCode f = Assert.Single(module.Consts.OfType<PyCode>());
        Assert.Empty(f.Code);
        Assert.Equal((2, 2, "f"), (f.ArgCount, f.StackBase, f.Name));
        Assert.Equal("doc", ((Objects.PyStr)f.Doc).Value);
        Assert.NotEmpty(f.Code);
    }

    [Fact]
    public void Damaged_bytes_are_noticed()
    {
        byte[] bytes = CodeWriter.Write(PyCompiler.Compile(Source, "x.py"))!;
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => CodeReader.Read(bytes[..length], 0));
        for (int at = 0; at < bytes.Length; at++)
        {
            byte[] damaged = [.. bytes];
            damaged[at] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => CodeReader.Read(damaged, 0));
        }
    }

    /// <summary>
    /// Compares every field a code object is made with, so that a new one cannot be forgotten. The tag is each object's own, positions are read
    /// later, and what is said of handlers may be longer than the code.
    /// </summary>
    private static void AssertSame(object? expected, object? actual, string where)
    {
        if (expected is PyCode code)
        {
            var other = (PyCode)actual!;
            other.ReadBody();
            Assert.Equal(code.Positions, other.Positions);
            Assert.Equal(code.Handlers, other.Handlers[..code.Code.Length]);
            Assert.Equal(code.HandlerDepths, other.HandlerDepths[..code.Code.Length]);
            foreach (FieldInfo field in typeof(PyCode).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
                if (field.IsInitOnly && field.Name is not ("Tag" or "_unreadAt" or nameof(PyCode.Handlers) or nameof(PyCode.HandlerDepths))) AssertSame(field.GetValue(expected), field.GetValue(actual), $"{where}.{field.Name}");
        }
        else if (expected is Objects.PyTuple tuple)
        {
            AssertSame(tuple.Items, Assert.IsType<Objects.PyTuple>(actual).Items, where);
        }
        else if (expected is IList items)
        {
            var others = (IList)actual!;
            Assert.Equal(items.Count, others.Count);
            for (int i = 0; i < items.Count; i++) AssertSame(items[i], others[i], $"{where}[{i}]");
        }
        else if (expected is Objects.PyObject o)
        {
            Assert.Equal((where, o.GetType(), o.Repr()!.Value), (where, actual!.GetType(), ((Objects.PyObject)actual).Repr()!.Value));
        }
        else
        {
            Assert.Equal((where, expected), (where, actual));
        }
    }
}
