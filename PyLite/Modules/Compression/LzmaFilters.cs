using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A chain of filters as liblzma has it, from the dicts that programs give. It is kept in memory until it is disposed of.</summary>
[DontLookInside]
internal sealed class LzmaFilters : IDisposable
{
    public const long Lzma1 = 0x4000000000000001, Lzma2 = 0x21, Delta = 3;
    private const int Most = 4, OptionsSize = 128, DefaultPreset = 6;
    private const long End = -1;

    private static readonly string[] LzmaKeys = ["id", "preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"];

    /// <summary>Where liblzma's structure of options has them; a mode's and a finder's numbers are as Python's.</summary>
    private static readonly (string Name, int Offset)[] LzmaFields =
        [("dict_size", 0), ("lc", 20), ("lp", 24), ("pb", 28), ("mode", 32), ("nice_len", 36), ("mf", 40), ("depth", 44)];

    private readonly List<nint> _allocated = [];
    private int _count;

    private LzmaFilters() => Memory = Allocate((Most + 1) * 16);

    [DllImport(SystemLibrary.Xz)] private static extern byte lzma_lzma_preset(nint options, uint preset);

    /// <summary>Pairs of a number and a pointer to options, and one that ends them.</summary>
    public nint Memory { get; }

    private nint Allocate(int size)
    {
        nint memory = Marshal.AllocHGlobal(size);
        for (int i = 0; i < size; i += 8) Marshal.WriteInt64(memory, i, 0);
        _allocated.Add(memory);
        return memory;
    }

    public void Dispose()
    {
        foreach (nint memory in _allocated) Marshal.FreeHGlobal(memory);
        _allocated.Clear();
    }

    private void Add(long id, nint options)
    {
        Marshal.WriteInt64(Memory, _count * 16, id);
        Marshal.WriteIntPtr(Memory, _count * 16 + 8, options);
        _count++;
        Marshal.WriteInt64(Memory, _count * 16, End);
    }

    /// <summary>The options of a preset, for LZMA1's own format; null with an exception pending.</summary>
    public static LzmaFilters? Preset(long id, uint preset)
    {
        var filters = new LzmaFilters();
        nint options = filters.Allocate(OptionsSize);
        if (lzma_lzma_preset(options, preset) != 0)
        {
            filters.Dispose();
            PyErr.Raise(LzmaModule.LZMAError, $"Invalid compression preset: {preset}");
            return null;
        }
        filters.Add(id, options);
        return filters;
    }

    /// <summary>Of a sequence of dicts; null with an exception pending.</summary>
    public static LzmaFilters? Of(PyObject specifications)
    {
        if (Sequences.ToList(specifications) is not { } items) return null;
        if (items.Count > Most)
        {
            PyErr.ValueError($"Too many filters - liblzma supports a maximum of {Most}");
            return null;
        }
        var filters = new LzmaFilters();
        Marshal.WriteInt64(filters.Memory, 0, End);
        foreach (PyObject item in items)
        {
            if (filters.AddOne(item)) continue;
            filters.Dispose();
            return null;
        }
        return filters;
    }

    private static PyObject? Entry(PyObject specification, string key)
    {
        if (specification.GetItem(new PyStr(key)) is { } value) return value;
        PyErr.TakeIf(Types.KeyError);
        return null;
    }

    private static bool Number(PyObject specification, string key, ref uint value)
    {
        if (Entry(specification, key) is not { } given) return PyErr.Current is null;
        if (!Argument.Big(given, out System.Numerics.BigInteger big)) return false;
        if (big < 0) return PyErr.Fail(Types.OverflowError, "can't convert negative value to unsigned int");
        if (big > uint.MaxValue) return PyErr.Fail(Types.OverflowError, "Value too large for uint32_t type");
        value = (uint)big;
        return true;
    }

    private static bool HasOnly(PyObject specification, string[] keys, string kind)
    {
        if (Calls.Method(specification, "keys") is not { } list || Sequences.ToList(list) is not { } names) return false;
        foreach (PyObject name in names)
            if (name is not PyStr text || Array.IndexOf(keys, text.Value) < 0) return PyErr.Fail(Types.ValueError, $"Invalid filter specifier for {kind} filter");
        return true;
    }

    private bool AddOne(PyObject specification)
    {
        if (UserSlots.Unwrap(specification) is not PyDict && specification.Type.Lookup(PyStr.Intern("keys")) is null)
            return PyErr.Fail(Types.TypeError, "Filter specifier must be a dict or dict-like object");
        if (Entry(specification, "id") is not { } number) return PyErr.Current is null && PyErr.Fail(Types.ValueError, "Filter specifier must have an \"id\" entry");
        if (!Sequences.Integer(number, out long id)) return false;
        uint value = DefaultPreset;
        switch (id)
        {
            case Lzma1 or Lzma2:
                if (!Number(specification, "preset", ref value)) return false;
                nint options = Allocate(OptionsSize);
                if (lzma_lzma_preset(options, value) != 0) return PyErr.Fail(LzmaModule.LZMAError, $"Invalid compression preset: {value}");
                if (!HasOnly(specification, LzmaKeys, "LZMA")) return false;
                foreach ((string name, int offset) in LzmaFields)
                {
                    uint field = (uint)Marshal.ReadInt32(options, offset);
                    if (!Number(specification, name, ref field)) return false;
                    Marshal.WriteInt32(options, offset, (int)field);
                }
                Add(id, options);
                return true;
            case Delta:
                uint distance = 1;
                if (!HasOnly(specification, ["id", "dist"], "delta") || !Number(specification, "dist", ref distance)) return false;
                nint delta = Allocate(40);
                Marshal.WriteInt32(delta, 4, (int)distance);
                Add(id, delta);
                return true;
            case 4 or 5 or 6 or 7 or 8 or 9:
                uint start = 0;
                if (!HasOnly(specification, ["id", "start_offset"], "BCJ") || !Number(specification, "start_offset", ref start)) return false;
                nint jumps = Allocate(8);
                Marshal.WriteInt32(jumps, 0, (int)start);
                Add(id, jumps);
                return true;
            default:
                return PyErr.Fail(Types.ValueError, $"Invalid filter ID: {id}");
        }
    }

    /// <summary>What a filter's options come to, as a dict.</summary>
    public static PyObject? Describe(long id, nint options)
    {
        var d = new PyDict();
        void Set(string name, int offset) => d.SetStr(new PyStr(name), new PyInt((uint)Marshal.ReadInt32(options, offset)));
        d.SetStr(new PyStr("id"), new PyInt(id));
        switch (id)
        {
            case Lzma1:
                Set("lc", 20);
                Set("lp", 24);
                Set("pb", 28);
                Set("dict_size", 0);
                break;
            case Lzma2:
                Set("dict_size", 0);
                break;
            case Delta:
                Set("dist", 4);
                break;
            case 4 or 5 or 6 or 7 or 8 or 9:
                if (options != 0) Set("start_offset", 0);
                break;
            default:
                return PyErr.ValueError($"Invalid filter ID: {id}");
        }
        return d;
    }
}
