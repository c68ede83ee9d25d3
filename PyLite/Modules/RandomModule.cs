using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Random numbers.</summary>
[PyModule("_random")]
public static partial class RandomModule
{
    [PyConstant] private static PyType Random => PyTwister.ClassType;
}

/// <summary>A generator of random numbers: the Mersenne Twister MT19937, with CPython's seeding.</summary>
[PyClass("_random.Random")]
public sealed partial class PyTwister : PyObject
{
    private const int N = 624, M = 397;

    private readonly uint[] _state = new uint[N];
    private int _index = N;

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyTwister();

    [PyNew]
    [DontLookInside]
    public static PyObject? New(params PyObject[] args)
    {
        var made = new PyTwister();
        return made.Init(args) is null ? null : made;
    }

    [PyFunction("__init__")]
    [DontLookInside]
    public PyObject? Init(params PyObject[] args) =>
        args.Length > 1 ? PyErr.TypeError("Random() requires 0 or 1 argument") : Seed(args is [var seed] ? seed : PyNone.None);

    /// <summary>A number from 0 up to 1.</summary>
    [PyFunction]
    public double random() => NextDouble();

    /// <summary>Begins anew with a seed; without one it is taken from the system.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? seed([Shown("None")] PyObject? n = null) => Seed(n ?? PyNone.None);

    /// <summary>An int of k random bits.</summary>
    [PyFunction]
    public PyObject? getrandbits(long k) => k is > 0 and <= 32 ? new PyInt(Next32() >> (int)(32 - k)) : GetBits(k);

    /// <summary>What setstate takes to go on from here.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject getstate()
    {
        var items = new PyObject[N + 1];
        for (int i = 0; i < N; i++) items[i] = new PyInt(_state[i]);
        items[N] = new PyInt(_index);
        return new PyTuple(items);
    }

    /// <summary>Goes on from a state.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? setstate(PyObject state)
    {
        if (UserSlots.Unwrap(state) is not PyTuple { Items: var items }) return PyErr.TypeError("state vector must be a tuple");
        if (items.Length != N + 1) return PyErr.ValueError("state vector is the wrong size");
        var words = new uint[N];
        for (int i = 0; i < N; i++)
        {
            if (!Argument.Big(items[i], out BigInteger word)) return null;
            if (word.Sign < 0) return PyErr.Raise(Types.OverflowError, "can't convert negative value to unsigned int");
            words[i] = (uint)(word & uint.MaxValue);
        }
        if (!Argument.Long(items[N], out long index)) return null;
        if (index is < 0 or > N) return PyErr.ValueError("invalid state");
        words.CopyTo(_state, 0);
        _index = (int)index;
        return PyNone.None;
    }

    [DontLookInside]
    private PyObject? Seed(PyObject seed)
    {
        BigInteger n;
        if (seed is PyNone) n = new BigInteger(Environment.TickCount64) * 6364136223846793005 + Environment.ProcessId;
        else if (seed is PyStr or PyBytes)
        {
            // CPython: the text and its SHA-512 as one big number.
            byte[] text = seed is PyStr s ? System.Text.Encoding.UTF8.GetBytes(s.Value) : ((PyBytes)seed).Span.ToArray();
            n = new BigInteger((byte[])[.. text, .. System.Security.Cryptography.SHA512.HashData(text)], isUnsigned: true, isBigEndian: true);
        }
        else if (!PyLong.TryGet(UserSlots.Unwrap(seed), out n))
        {
            long hash = seed.Hash();
            if (hash == -1) return null;
            n = hash < 0 ? new BigInteger((ulong)hash) : hash;
        }
        n = BigInteger.Abs(n);
        var key = new List<uint>();
        do
        {
            key.Add((uint)(n & uint.MaxValue));
            n >>= 32;
        }
        while (!n.IsZero);
        SeedByArray(key);
        return PyNone.None;
    }

    [DontLookInside]
    private void SeedBy(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < N; i++) _state[i] = 1812433253u * (_state[i - 1] ^ _state[i - 1] >> 30) + (uint)i;
        _index = N;
    }

    [DontLookInside]
    private void SeedByArray(List<uint> key)
    {
        SeedBy(19650218u);
        int i = 1, j = 0;
        for (int k = Math.Max(N, key.Count); k > 0; k--)
        {
            _state[i] = (_state[i] ^ (_state[i - 1] ^ _state[i - 1] >> 30) * 1664525u) + key[j] + (uint)j;
            if (++i >= N)
            {
                _state[0] = _state[N - 1];
                i = 1;
            }
            if (++j >= key.Count) j = 0;
        }
        for (int k = N - 1; k > 0; k--)
        {
            _state[i] = (_state[i] ^ (_state[i - 1] ^ _state[i - 1] >> 30) * 1566083941u) - (uint)i;
            if (++i < N) continue;
            _state[0] = _state[N - 1];
            i = 1;
        }
        _state[0] = 0x80000000u;
    }

    private uint Next32()
    {
        if (_index >= N) Refill();
        uint x = _state[_index];
        _index++;
        x ^= x >> 11;
        x ^= x << 7 & 0x9d2c5680u;
        x ^= x << 15 & 0xefc60000u;
        return x ^ x >> 18;
    }

    [DontLookInside]
    private void Refill()
    {
        for (int k = 0; k < N; k++)
        {
            uint y = _state[k] & 0x80000000u | _state[(k + 1) % N] & 0x7fffffffu;
            _state[k] = _state[(k + M) % N] ^ y >> 1 ^ ((y & 1) != 0 ? 0x9908b0dfu : 0);
        }
        _index = 0;
    }

    private double NextDouble()
    {
        uint a = Next32() >> 5, b = Next32() >> 6;
        return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
    }

    // As many as an int may have.
    private const long MostBits = 2_000_000_000;

    [DontLookInside]
    private PyObject? GetBits(long count)
    {
        if (count < 0) return PyErr.ValueError("number of bits must be non-negative");
        if (count == 0) return PyInt.Zero;
        if (count <= 32) return new PyInt(Next32() >> (int)(32 - count));
        if (count > MostBits) return PyErr.Raise(Types.MemoryError, "");
        var words = new ulong[(count + 63) / 64];
        for (int shift = 0; count > 0; count -= 32, shift += 32)
        {
            uint word = Next32();
            if (count < 32) word >>= (int)(32 - count);
            words[shift >> 6] |= (ulong)word << (shift & 32);
        }
        return PyLong.From(words, isNegative: false);
    }
}
