using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>BLAKE2</summary>
[PyModule("_blake2")]
public static partial class Blake2Module
{
    [PyConstant] private static PyType blake2b => PyBlake2b.ClassType;
    [PyConstant] private static PyType blake2s => PyBlake2s.ClassType;

    /// <summary>Checks the options; null with an exception pending.</summary>
    internal static HashState? Make(
        bool isWide, PyObject? data, long size, PyObject? key, PyObject? salt, PyObject? person, long fanout, long depth, PyObject? leafSize, PyObject? nodeOffset,
        long nodeDepth, long innerSize, bool isLast)
    {
        int most = isWide ? 64 : 32, saltSize = isWide ? 16 : 8;
        if (size < 1 || size > most) return Fail($"digest_size must be between 1 and {most} bytes");
        if (!Bytes(salt, out byte[] saltBytes) || !Bytes(person, out byte[] personBytes) || !Bytes(key, out byte[] keyBytes)) return null;
        if (saltBytes.Length > saltSize) return Fail($"maximum salt length is {saltSize} bytes");
        if (personBytes.Length > saltSize) return Fail($"maximum person length is {saltSize} bytes");
        if (fanout is < 0 or > 255) return Fail("fanout must be between 0 and 255");
        if (depth is < 1 or > 255) return Fail("depth must be between 1 and 255");
        System.Numerics.BigInteger leaf = 0, offset = 0;
        if (leafSize != null && !Argument.Big(leafSize, out leaf) || nodeOffset != null && !Argument.Big(nodeOffset, out offset)) return null;
        if (leaf.Sign < 0 || offset.Sign < 0) return Fail("value must be positive");
        if (leaf > uint.MaxValue) return Overflow("leaf_size is too large");
        if (offset > (isWide ? ulong.MaxValue : (1UL << 48) - 1)) return Overflow("node_offset is too large");
        if (nodeDepth is < 0 or > 255) return Fail("node_depth must be between 0 and 255");
        if (innerSize < 0 || innerSize > most) return Fail($"inner_size must be between 0 and is {most}");
        if (keyBytes.Length > most) return Fail($"maximum key length is {most} bytes");
        var state = new Blake2(isWide, new Blake2Options((int)size, keyBytes, saltBytes, personBytes, (int)fanout, (int)depth, (uint)leaf, (ulong)offset, (int)nodeDepth, (int)innerSize, isLast));
        if (data == null) return state;
        if (!HashModules.Bytes(data, out ReadOnlySpan<byte> bytes)) return null;
        state.Update(bytes);
        return state;
    }

    private static bool Bytes(PyObject? o, out byte[] bytes)
    {
        bytes = [];
        if (o == null) return true;
        if (!Argument.BytesLike(o, out ReadOnlySpan<byte> span)) return false;
        bytes = span.ToArray();
        return true;
    }

    private static HashState? Fail(string message)
    {
        PyErr.ValueError(message);
        return null;
    }

    private static HashState? Overflow(string message)
    {
        PyErr.Raise(Types.OverflowError, message);
        return null;
    }
}

/// <summary>A BLAKE2b hash.</summary>
[PyClass("_blake2.blake2b", IsFinal = true)]
[DontLookInside]
public sealed partial class PyBlake2b : PyHash
{
    [PyConstant] private const int SALT_SIZE = 16;
    [PyConstant] private const int PERSON_SIZE = 16;
    [PyConstant] private const int MAX_KEY_SIZE = 64;
    [PyConstant] private const int MAX_DIGEST_SIZE = 64;

    internal PyBlake2b(HashState state) : base("blake2b", state)
    {
    }

    [PyNew]
    public static PyObject? New(
        [Shown("b''")] PyObject? data = null, [KeywordOnly] long digest_size = 64, [Shown("b''")] PyObject? key = null, [Shown("b''")] PyObject? salt = null,
        [Shown("b''")] PyObject? person = null, long fanout = 1, long depth = 1, [Shown("0")] PyObject? leaf_size = null, [Shown("0")] PyObject? node_offset = null,
        long node_depth = 0, long inner_size = 0, bool last_node = false, bool usedforsecurity = true) =>
        Blake2Module.Make(true, data, digest_size, key, salt, person, fanout, depth, leaf_size, node_offset, node_depth, inner_size, last_node) is { } state
            ? new PyBlake2b(state) : null;

    [PyFunction("copy")]
    public override PyObject copy() => new PyBlake2b(State.Copy());
}

/// <summary>A BLAKE2s hash.</summary>
[PyClass("_blake2.blake2s", IsFinal = true)]
[DontLookInside]
public sealed partial class PyBlake2s : PyHash
{
    [PyConstant] private const int SALT_SIZE = 8;
    [PyConstant] private const int PERSON_SIZE = 8;
    [PyConstant] private const int MAX_KEY_SIZE = 32;
    [PyConstant] private const int MAX_DIGEST_SIZE = 32;

    internal PyBlake2s(HashState state) : base("blake2s", state)
    {
    }

    [PyNew]
    public static PyObject? New(
        [Shown("b''")] PyObject? data = null, [KeywordOnly] long digest_size = 32, [Shown("b''")] PyObject? key = null, [Shown("b''")] PyObject? salt = null,
        [Shown("b''")] PyObject? person = null, long fanout = 1, long depth = 1, [Shown("0")] PyObject? leaf_size = null, [Shown("0")] PyObject? node_offset = null,
        long node_depth = 0, long inner_size = 0, bool last_node = false, bool usedforsecurity = true) =>
        Blake2Module.Make(false, data, digest_size, key, salt, person, fanout, depth, leaf_size, node_offset, node_depth, inner_size, last_node) is { } state
            ? new PyBlake2s(state) : null;

    [PyFunction("copy")]
    public override PyObject copy() => new PyBlake2s(State.Copy());
}
