using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The hash functions by name, and what their modules share.</summary>
[DontLookInside]
internal static class HashModules
{
    /// <summary>The name of a hash function under which it is known here, of the names OpenSSL knows it by.</summary>
    public static string NameOf(string given) => given.ToLowerInvariant() switch
    {
        "sha-1" => "sha1",
        "sha2-224" or "sha-224" => "sha224",
        "sha2-256" or "sha-256" => "sha256",
        "sha2-384" or "sha-384" => "sha384",
        "sha2-512" or "sha-512" => "sha512",
        "sha2-512/224" or "sha512-224" => "sha512_224",
        "sha2-512/256" or "sha512-256" => "sha512_256",
        "sha3-224" => "sha3_224",
        "sha3-256" => "sha3_256",
        "sha3-384" => "sha3_384",
        "sha3-512" => "sha3_512",
        "shake128" or "shake-128" => "shake_128",
        "shake256" or "shake-256" => "shake_256",
        "blake2b512" or "blake2b-512" => "blake2b",
        "blake2s256" or "blake2s-256" => "blake2s",
        "ripemd-160" or "ripemd" or "rmd160" => "ripemd160",
        "ssl3-md5" => "md5",
        "ssl3-sha1" => "sha1",
        var name => name,
    };

    /// <summary>A new one; null when there is none of the name.</summary>
    public static HashState? Find(string name) => NameOf(name) switch
    {
        "md5" => new Md5(),
        "sha1" => new Sha1(),
        "sha224" => new Sha256(28),
        "sha256" => new Sha256(32),
        "sha384" => new Sha512(48),
        "sha512" => new Sha512(64),
        "sha512_224" => new Sha512(28),
        "sha512_256" => new Sha512(32),
        "sha3_224" => new Sha3(28, false),
        "sha3_256" => new Sha3(32, false),
        "sha3_384" => new Sha3(48, false),
        "sha3_512" => new Sha3(64, false),
        "shake_128" => new Sha3(16, true),
        "shake_256" => new Sha3(32, true),
        "blake2b" => new Blake2(true, Plain(64)),
        "blake2s" => new Blake2(false, Plain(32)),
        "ripemd160" => new Ripemd160(),
        "sm3" => new Sm3(),
        "md5-sha1" => new Md5Sha1(),
        _ => null,
    };

    private static Blake2Options Plain(int size) => new(size, [], [], [], 1, 1, 0, 0, 0, 0, false);

    public static PyObject? New(string name, PyObject? data)
    {
        HashState state = Find(name)!;
        if (data != null)
        {
            if (!Bytes(data, out ReadOnlySpan<byte> bytes)) return null;
            state.Update(bytes);
        }
        return state is Sha3 { IsShake: true } ? new PyShake(name, state) : new PyHash(name, state);
    }

    public static bool Bytes(PyObject o, out ReadOnlySpan<byte> bytes)
    {
        if (Buffers.TryBytes(o, out bytes)) return true;
        return PyErr.Fail(Types.TypeError, UserSlots.Unwrap(o) is PyStr ? "Strings must be encoded before hashing" : "object supporting the buffer API required");
    }
}

/// <summary>MD5</summary>
[PyModule("_md5")]
public static partial class Md5Module
{
    /// <summary>An MD5 hash.</summary>
    [PyFunction]
    public static PyObject? md5([Keyword, Shown("b''")] PyObject? @string = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("md5", @string);
}

/// <summary>SHA-1</summary>
[PyModule("_sha1")]
public static partial class Sha1Module
{
    /// <summary>A SHA-1 hash.</summary>
    [PyFunction]
    public static PyObject? sha1([Keyword, Shown("b''")] PyObject? @string = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("sha1", @string);
}

/// <summary>SHA-224 and SHA-256</summary>
[PyModule("_sha256")]
public static partial class Sha256Module
{
    /// <summary>A SHA-224 hash.</summary>
    [PyFunction]
    public static PyObject? sha224([Keyword, Shown("b''")] PyObject? @string = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("sha224", @string);

    /// <summary>A SHA-256 hash.</summary>
    [PyFunction]
    public static PyObject? sha256([Keyword, Shown("b''")] PyObject? @string = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("sha256", @string);
}

/// <summary>SHA-384 and SHA-512</summary>
[PyModule("_sha512")]
public static partial class Sha512Module
{
    /// <summary>A SHA-384 hash.</summary>
    [PyFunction]
    public static PyObject? sha384([Keyword, Shown("b''")] PyObject? @string = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("sha384", @string);

    /// <summary>A SHA-512 hash.</summary>
    [PyFunction]
    public static PyObject? sha512([Keyword, Shown("b''")] PyObject? @string = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("sha512", @string);
}

/// <summary>SHA-3 and SHAKE</summary>
[PyModule("_sha3")]
public static partial class Sha3Module
{
    [PyConstant] private const string implementation = "generic";

    /// <summary>A SHA3-224 hash.</summary>
    [PyFunction]
    public static PyObject? sha3_224([Shown("b''")] PyObject? data = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("sha3_224", data);

    /// <summary>A SHA3-256 hash.</summary>
    [PyFunction]
    public static PyObject? sha3_256([Shown("b''")] PyObject? data = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("sha3_256", data);

    /// <summary>A SHA3-384 hash.</summary>
    [PyFunction]
    public static PyObject? sha3_384([Shown("b''")] PyObject? data = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("sha3_384", data);

    /// <summary>A SHA3-512 hash.</summary>
    [PyFunction]
    public static PyObject? sha3_512([Shown("b''")] PyObject? data = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("sha3_512", data);

    /// <summary>A SHAKE-128 hash.</summary>
    [PyFunction]
    public static PyObject? shake_128([Shown("b''")] PyObject? data = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("shake_128", data);

    /// <summary>A SHAKE-256 hash.</summary>
    [PyFunction]
    public static PyObject? shake_256([Shown("b''")] PyObject? data = null, [KeywordOnly] bool usedforsecurity = true) => HashModules.New("shake_256", data);
}
