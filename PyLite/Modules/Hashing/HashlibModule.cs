using System.Numerics;
using System.Security.Cryptography;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The hash functions by name, HMAC, and keys from passwords.</summary>
[PyModule("_hashlib")]
[DontLookInside]
public static partial class HashlibModule
{
    [PyConstant] private static PyType HASH => PyHash.ClassType;
    [PyConstant] private static PyType HASHXOF => PyShake.ClassType;
    [PyConstant] private static PyType HMAC => PyHmac.ClassType;
    [PyConstant("UnsupportedDigestmodError")] private static readonly PyType UnsupportedDigest = ModuleExceptions.New("_hashlib.UnsupportedDigestmodError", Types.ValueError);

    /// <summary>Those that have a function here; of the others, of which <c>blake2</c> has modules of its own, <see cref="@new"/> takes the name.</summary>
    private static readonly string[] Named =
        ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"];

    private static readonly string[] All = [.. Named, "blake2b", "blake2s", "md5-sha1", "ripemd160", "sha512_224", "sha512_256", "sm3"];

    [PyModuleInit]
    private static void AddAll(PyModule module)
    {
        module.Globals.Set("openssl_md_meth_names", PySet.From(new PyTuple([.. All.Select(n => new PyStr(n))]), isFrozen: true)!);
        foreach (string name in Named)
        {
            var signature = new Signature("openssl_" + name, "_hashlib", ["string", "usedforsecurity"], [false, false])
            {
                PositionalOnly = 0,
                Positional = 1,
                Text = "($module, /, string=b'', *, usedforsecurity=True)",
                Doc = $"A {name} hash.",
            };
            module.Globals.Set("openssl_" + name, new PyBuiltin("openssl_" + name)
            {
                Parameters = signature,
                Any = (args, keywords) => signature.Bind(args, keywords) is { } bound ? HashModules.New(name, bound[0]) : null,
            });
        }
    }

    /// <summary>A hash by the function's name.</summary>
    [PyFunction]
    public static PyObject? @new([Keyword] string name, [Shown("b''")] PyObject? @string = null, [KeywordOnly] bool usedforsecurity = true) =>
        HashModules.Find(name) == null ? PyErr.Raise(UnsupportedDigest, "[digital envelope routines] unsupported") : HashModules.New(HashModules.NameOf(name), @string);

    [PyFunction]
    public static long get_fips_mode() => 0;

    // ---- HMAC


    private static string? Function(PyObject? digestmod)
    {
        if (digestmod == null)
        {
            PyErr.TypeError("Missing required parameter 'digestmod'.");
            return null;
        }
        string? name = UserSlots.Unwrap(digestmod) is PyStr s ? HashModules.NameOf(s.Value)
            : digestmod is PyBuiltin { Parameters.Owner: "_hashlib" } own ? own.Name["openssl_".Length..] : null;
        if (name != null && HashModules.Find(name) is { } state && state is not Sha3 { IsShake: true }) return name;
        PyErr.Raise(UnsupportedDigest, $"Unsupported digestmod {(digestmod as PyBuiltin)?.Name ?? digestmod.Str()?.Value}");
        return null;
    }

    /// <summary>An HMAC with a key.</summary>
    [PyFunction]
    public static PyObject? hmac_new([Keyword] ReadOnlySpan<byte> key, [Shown("b''")] PyObject? msg = null, PyObject? digestmod = null)
    {
        byte[] secret = key.ToArray();
        if (Function(digestmod) is not { } name) return null;
        PyHmac made = PyHmac.Of(name, secret);
        if (msg != null)
        {
            if (!HashModules.Bytes(msg, out ReadOnlySpan<byte> bytes)) return null;
            made.Add(bytes);
        }
        return made;
    }

    /// <summary>The HMAC of a message in one go.</summary>
    [PyFunction]
    public static PyObject? hmac_digest([Keyword] ReadOnlySpan<byte> key, PyObject msg, PyObject digest)
    {
        byte[] secret = key.ToArray();
        if (!Argument.BytesLike(msg, out ReadOnlySpan<byte> bytes) || Function(digest) is not { } name) return null;
        PyHmac made = PyHmac.Of(name, secret);
        made.Add(bytes);
        return new PyBytes(made.Value());
    }

    /// <summary>Whether two secrets are equal, in a time that does not tell where they differ.</summary>
    [PyFunction]
    public static PyObject? compare_digest(PyObject a, PyObject b)
    {
        if (UserSlots.Unwrap(a) is PyStr x && UserSlots.Unwrap(b) is PyStr y)
        {
            if (!System.Text.Ascii.IsValid(x.Value) || !System.Text.Ascii.IsValid(y.Value)) return PyErr.TypeError("comparing strings with non-ASCII characters is not supported");
            return PyBool.Of(System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.ASCII.GetBytes(x.Value), System.Text.Encoding.ASCII.GetBytes(y.Value)));
        }
        if (!Buffers.TryBytes(a, out _) && !Buffers.TryBytes(b, out _))
            return PyErr.TypeError($"unsupported operand types(s) or combination of types: '{a.Type.Name}' and '{b.Type.Name}'");
        if (!Argument.BytesLike(a, out ReadOnlySpan<byte> first) || !Argument.BytesLike(b, out ReadOnlySpan<byte> second)) return null;
        return PyBool.Of(System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(first, second));
    }

    // ---- keys from passwords

    private const long MostScryptMemory = 32 << 20;

    /// <summary>A key from a password by much memory (RFC 7914).</summary>
    [PyFunction]
    public static PyObject? scrypt([Keyword] PyObject password, [KeywordOnly] PyObject? salt = null, PyObject? n = null, PyObject? r = null, PyObject? p = null, long maxmem = 0, long dklen = 64)
    {
        if (!Argument.BytesLike(password, out ReadOnlySpan<byte> secret)) return null;
        byte[] password_ = secret.ToArray();
        if (salt is null) return PyErr.TypeError("salt is required");
        if (!Argument.BytesLike(salt, out ReadOnlySpan<byte> given)) return null;
        byte[] salt_ = given.ToArray();
        if (n is not PyInt { Value: var cost }) return PyErr.TypeError("n is required and must be an unsigned int");
        if (r is not PyInt { Value: var size }) return PyErr.TypeError("r is required and must be an unsigned int");
        if (p is not PyInt { Value: var times }) return PyErr.TypeError("p is required and must be an unsigned int");
        if (cost < 2 || !BitOperations.IsPow2(cost)) return PyErr.ValueError("n must be a power of 2.");
        if (maxmem is < 0 or > int.MaxValue) return PyErr.ValueError($"maxmem must be positive and smaller than {int.MaxValue}");
        if (dklen is < 1 or > int.MaxValue) return PyErr.ValueError($"dklen must be greater than 0 and smaller than {int.MaxValue}");
        if (size < 1 || times < 1 || size > (1 << 30) / times || size * cost > int.MaxValue / 32
            || 128 * size * (times + cost + 2) > (maxmem == 0 ? MostScryptMemory : maxmem))
            return PyErr.ValueError("Invalid parameter combination for n, r, p, maxmem.");
        byte[] key = Interpreter.GlobalLock.Without(() => Scrypt.Derive(password_, salt_, cost, (int)size, (int)times, (int)dklen));
        return new PyBytes(key);
    }

    /// <summary>A key from a password by many rounds of HMAC (PKCS #5).</summary>
    [PyFunction]
    public static PyObject? pbkdf2_hmac([Keyword] string hash_name, PyObject password, PyObject salt, long iterations, PyObject? dklen = null)
    {
        if (!Argument.BytesLike(password, out ReadOnlySpan<byte> secret) || !Argument.BytesLike(salt, out ReadOnlySpan<byte> given)) return null;
        if (HashModules.Find(hash_name) is not { } hash) return PyErr.Raise(UnsupportedDigest, "[digital envelope routines] unsupported");
        long length = hash.DigestSize;
        if (dklen != null && !Argument.Long(dklen, out length)) return null;
        if (iterations < 1) return PyErr.ValueError("iteration value must be greater than 0.");
        if (length < 1) return PyErr.ValueError("key length must be greater than 0.");
        if (!Sequences.Size(length, out int size)) return null;
        HashAlgorithmName known = HashModules.NameOf(hash_name) switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            "sha384" => HashAlgorithmName.SHA384,
            "sha512" => HashAlgorithmName.SHA512,
            _ => default,
        };
        // The system's own is several times as fast.
        if (known.Name != null && iterations <= int.MaxValue) return new PyBytes(Rfc2898DeriveBytes.Pbkdf2(secret, given, (int)iterations, known, size));
        PyHmac keyed = PyHmac.Of(HashModules.NameOf(hash_name), secret);
        var key = new byte[size];
        for (int at = 0, block = 1; at < size; at += hash.DigestSize, block++)
        {
            PyHmac first = keyed.Fork();
            first.Add(given);
            first.Add([(byte)(block >> 24), (byte)(block >> 16), (byte)(block >> 8), (byte)block]);
            byte[] round = first.Value(), sum = (byte[])round.Clone();
            for (long i = 1; i < iterations; i++)
            {
                PyHmac next = keyed.Fork();
                next.Add(round);
                round = next.Value();
                for (int k = 0; k < sum.Length; k++) sum[k] ^= round[k];
            }
            sum.AsSpan(0, Math.Min(sum.Length, size - at)).CopyTo(key.AsSpan(at));
        }
        return new PyBytes(key);
    }
}
