using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The module <c>_random</c>: the Mersenne Twister MT19937 with CPython's seeding.</summary>
[DontLookInside]
public sealed class PyTwister : PyObject
{
    private const int N = 624, M = 397;

    private static readonly PyType TwisterType = new("Random", Types.Object, Populate, static (args, keywords) => new PyTwister());

    private readonly uint[] _state = new uint[N];
    private int _index = N;

    public override PyType Type => TwisterType;

    public static PyModule CreateModule()
    {
        var m = new PyModule("_random");
        m.Globals.Set("Random", TwisterType);
        return m;
    }

    private static void Populate(PyType t)
    {
        t.Method("seed", (self, seed) => ((PyTwister)self).Seed(seed));
        t.Method("random", self => new PyFloat(((PyTwister)self).NextDouble()));
        t.Method("getrandbits", (self, count) => ((PyTwister)self).GetBits(count));
    }

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
        else if (!PyLong.TryGet(seed, out n))
        {
            return PyErr.TypeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.");
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

    private void SeedBy(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < N; i++) _state[i] = 1812433253u * (_state[i - 1] ^ _state[i - 1] >> 30) + (uint)i;
        _index = N;
    }

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
        if (_index >= N)
        {
            for (int k = 0; k < N; k++)
            {
                uint y = _state[k] & 0x80000000u | _state[(k + 1) % N] & 0x7fffffffu;
                _state[k] = _state[(k + M) % N] ^ y >> 1 ^ ((y & 1) != 0 ? 0x9908b0dfu : 0);
            }
            _index = 0;
        }
        uint x = _state[_index++];
        x ^= x >> 11;
        x ^= x << 7 & 0x9d2c5680u;
        x ^= x << 15 & 0xefc60000u;
        return x ^ x >> 18;
    }

    private double NextDouble()
    {
        uint a = Next32() >> 5, b = Next32() >> 6;
        return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
    }

    private PyObject? GetBits(PyObject countObject)
    {
        if (!Sequences.Integer(countObject, out long count)) return null;
        if (count < 0) return PyErr.ValueError("number of bits must be non-negative");
        if (count == 0) return PyInt.Zero;
        if (count <= 32) return new PyInt(Next32() >> (int)(32 - count));
        BigInteger result = 0;
        int shift = 0;
        for (; count > 0; count -= 32, shift += 32)
        {
            uint word = Next32();
            if (count < 32) word >>= (int)(32 - count);
            result |= (BigInteger)word << shift;
        }
        return PyLong.From(result);
    }
}
