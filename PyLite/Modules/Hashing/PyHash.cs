using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A hash function with the bytes it has taken in.</summary>
[PyClass("_hashlib.HASH")]
[DontLookInside]
public partial class PyHash : PyObject
{
    private protected readonly HashState State;
    private protected readonly string FunctionName;

    internal PyHash(string name, HashState state)
    {
        FunctionName = name;
        State = state;
    }

    /// <summary>The hash function's name.</summary>
    [PyProperty] public string name => FunctionName;

    /// <summary>The bytes of a digest.</summary>
    [PyProperty] public long digest_size => State is Sha3 { IsShake: true } ? 0 : State.DigestSize;

    /// <summary>The bytes that are worked on together.</summary>
    [PyProperty] public long block_size => State.BlockSize;

    /// <summary>Takes in more bytes.</summary>
    [PyFunction]
    public PyObject? update(PyObject obj)
    {
        if (!HashModules.Bytes(obj, out ReadOnlySpan<byte> bytes)) return null;
        State.Update(bytes);
        return PyNone.None;
    }

    /// <summary>The digest of the bytes so far.</summary>
    [PyFunction]
    public byte[] digest() => State.Digest();

    /// <summary>The digest in hexadecimal digits.</summary>
    [PyFunction]
    public string hexdigest() => Convert.ToHexStringLower(State.Digest());

    /// <summary>Another one with the same bytes taken in.</summary>
    [PyFunction]
    public virtual PyObject copy() => new PyHash(FunctionName, State.Copy());

    public override PyStr Repr() => new($"<{FunctionName} {Type.Name} object @ 0x{Identity.Of(this):x}>");
}

/// <summary>A hash function whose digest is as long as is asked for.</summary>
[PyClass("_hashlib.HASHXOF")]
[DontLookInside]
public sealed partial class PyShake : PyHash
{
    internal PyShake(string name, HashState state) : base(name, state)
    {
    }

    /// <summary>A digest of so many bytes.</summary>
    [PyFunction("digest")]
    public PyObject? LongDigest([Keyword] long length) => Make(length) is { } bytes ? new PyBytes(bytes) : null;

    /// <summary>A digest of so many bytes, in hexadecimal digits.</summary>
    [PyFunction("hexdigest")]
    public PyObject? LongHexDigest([Keyword] long length) => Make(length) is { } bytes ? new PyStr(Convert.ToHexStringLower(bytes)) : null;

    private byte[]? Make(long length)
    {
        if (length is < 0 or >= 1 << 29)
        {
            // CPython asks for that much memory.
            PyErr.Raise(Types.MemoryError, "");
            return null;
        }
        var state = (Sha3)State.Copy();
        state.Length = (int)length;
        return state.Digest();
    }

    [PyFunction("copy")]
    public override PyObject copy() => new PyShake(FunctionName, State.Copy());
}

/// <summary>A keyed hash: HMAC (RFC 2104).</summary>
[PyClass("_hashlib.HMAC", IsFinal = true)]
[DontLookInside]
public sealed partial class PyHmac : PyObject
{
    private readonly HashState _inner, _outer;
    private readonly string _function;

    internal PyHmac(string function, HashState inner, HashState outer)
    {
        _function = function;
        _inner = inner;
        _outer = outer;
    }

    internal static PyHmac Of(string function, ReadOnlySpan<byte> key)
    {
        HashState inner = HashModules.Find(function)!, outer = HashModules.Find(function)!;
        var padded = new byte[inner.BlockSize];
        if (key.Length > padded.Length)
        {
            HashState short_ = HashModules.Find(function)!;
            short_.Update(key);
            short_.Digest().CopyTo(padded, 0);
        }
        else
        {
            key.CopyTo(padded);
        }
        inner.Update(Array.ConvertAll(padded, b => (byte)(b ^ 0x36)));
        outer.Update(Array.ConvertAll(padded, b => (byte)(b ^ 0x5c)));
        return new PyHmac(function, inner, outer);
    }

    [PyProperty] public string name => "hmac-" + _function;
    [PyProperty] public long digest_size => _inner.DigestSize;
    [PyProperty] public long block_size => _inner.BlockSize;

    internal void Add(ReadOnlySpan<byte> bytes) => _inner.Update(bytes);

    /// <summary>Takes in more bytes.</summary>
    [PyFunction]
    public PyObject? update([Keyword] PyObject msg)
    {
        if (!HashModules.Bytes(msg, out ReadOnlySpan<byte> bytes)) return null;
        Add(bytes);
        return PyNone.None;
    }

    internal byte[] Value()
    {
        HashState outer = _outer.Copy();
        outer.Update(_inner.Digest());
        return outer.Digest();
    }

    /// <summary>The digest of the bytes so far.</summary>
    [PyFunction]
    public byte[] digest() => Value();

    /// <summary>The digest in hexadecimal digits.</summary>
    [PyFunction]
    public string hexdigest() => Convert.ToHexStringLower(Value());

    /// <summary>Another one with the same bytes taken in.</summary>
    [PyFunction]
    public PyObject copy() => new PyHmac(_function, _inner.Copy(), _outer.Copy());

    internal PyHmac Fork() => new(_function, _inner.Copy(), _outer.Copy());

    public override PyStr Repr() => new($"<{_function} HMAC object @ 0x{Identity.Of(this):x}>");
}
