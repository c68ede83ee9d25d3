using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MetaTracer.Image;

/// <summary>
/// What converting an interpreter's methods gives (JitCode, and the effects of calls that are not followed), worked out once and kept in a file:
/// a program that is run need not read its interpreter's IL again. <see cref="JitEngine.WriteImage"/> makes one,
/// <see cref="JitEngineOptions.Image"/> takes it. It is good for the very assemblies it was made from.
/// </summary>
/// <remarks>
/// A file is the head (what it was made from, the members and descrs by number, and by method where in the file its code is) and then
/// the codes and effects, each of which is read when it is first wanted.
/// </remarks>
public sealed class JitImage : IDisposable
{
    internal const long Magic = 0x32_54_49_4A_54_45_4D; // "METJIT2"

    /// <summary>Bytes before the head: the magic number, the lengths of head and file, the head's check sum.</summary>
    internal const int StartSize = 4 * sizeof(long);

    /// <summary>Bytes of an entry: key, flags, member, place, length, check sum.</summary>
    internal const int EntrySize = 6 * sizeof(long);

    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _file;
    private readonly byte[] _head;
    private readonly Module?[] _modules;
    private readonly string[] _moduleNames;
    private readonly int _entriesAt, _entries;

    private JitImage(Microsoft.Win32.SafeHandles.SafeFileHandle file, byte[] head)
    {
        _file = file;
        _head = head;
        ImageCursor cursor = Head(0);
        _moduleNames = new string[cursor.Small()];
        _modules = new Module?[_moduleNames.Length];
        for (int i = 0; i < _moduleNames.Length; i++)
        {
            _moduleNames[i] = cursor.Text();
            var version = new Guid(_head.AsSpan(cursor.At, 16));
            cursor.At += 16;
            // The framework's other assemblies come with this one.
            bool isChecked = cursor.Byte() != 0;
            if (isChecked && Module(i).ModuleVersionId != version) throw new InvalidDataException($"it was made from another {_moduleNames[i]}");
        }
        Interpreters = new Assembly[cursor.Small()];
        for (int i = 0; i < Interpreters.Length; i++) Interpreters[i] = Module(cursor.Small()).Assembly;
        Portals = cursor.Numbers();
        MemberPlaces = Places(ref cursor);
        DescrPlaces = Places(ref cursor);
        NameHashes = new long[cursor.Small()];
        for (int i = 0; i < NameHashes.Length; i++) NameHashes[i] = cursor.Fixed();
        _entries = cursor.Small();
        _entriesAt = cursor.At;
    }

    /// <summary>Opens the file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no image, is damaged, or was made from other assemblies.</exception>
    public static JitImage Open(string path)
    {
        Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        try
        {
            byte[] start = new byte[StartSize];
            if (RandomAccess.Read(file, start, 0) < start.Length) throw new InvalidDataException("it is no image");
            long magic = BitConverter.ToInt64(start, 0), headLength = BitConverter.ToInt64(start, 8), length = BitConverter.ToInt64(start, 16);
            if (magic != Magic) throw new InvalidDataException("it is no image of this version");
            if (length != RandomAccess.GetLength(file)) throw new InvalidDataException("it is not whole");
            byte[] head = new byte[headLength];
            if (RandomAccess.Read(file, head, start.Length) < head.Length || ImageBytes.Sum(head) != BitConverter.ToInt64(start, 24)) throw new InvalidDataException("it is damaged");
            return new JitImage(file, head);
        }
        catch (Exception e) when (e is not IOException and not InvalidDataException)
        {
            file.Dispose();
            throw new InvalidDataException("it is damaged", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The image that the build step of the package MetaJit.Engine wrote beside the program that runs. Null where there is none, where it was made from
    /// other assemblies, or where the program's methods may be edited as it runs.
    /// </summary>
    public static JitImage? OfThisProgram()
    {
        string? name = Assembly.GetEntryAssembly()?.GetName().Name;
        if (name is null || Debugger.IsAttached || Environment.GetEnvironmentVariable("DOTNET_MODIFIABLE_ASSEMBLIES") is not null) return null;
        string path = Path.Combine(AppContext.BaseDirectory, name + ".jit");
        try
        {
            return File.Exists(path) ? Open(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Debug.WriteLine($"{path}: {e.Message}");
            return null;
        }
    }

    /// <summary>Lets go of the file. No engine may use the image afterwards.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Assemblies whose methods were converted.</summary>
    internal Assembly[] Interpreters { get; }

    /// <summary>The portals that were known, by number: members.</summary>
    internal int[] Portals { get; }

    /// <summary>By number: where in the head a member's record is; a descr's.</summary>
    internal int[] MemberPlaces { get; }
    internal int[] DescrPlaces { get; }

    /// <summary>Of the names of descrs that effects are about, in order: a name's place is its number.</summary>
    internal long[] NameHashes { get; }

    /// <summary>64-bit FNV-1a. Names that share one are taken for one: a call does more, then.</summary>
    internal static long Hash(string name)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (char c in name) hash = (hash ^ c) * 0x100000001b3;
        return (long)hash;
    }

    internal static long Key(int module, int token) => (long)module << 32 | (uint)token;

    internal ImageCursor Head(int at) => new(_head) { At = at };

    internal Module Module(int number) => _modules[number] ??= Assembly.Load(_moduleNames[number]).ManifestModule;

    /// <summary>The number of a module of which the image has methods; -1.</summary>
    internal int NumberOf(Module module)
    {
        int known = Array.IndexOf(_modules, module);
        if (known >= 0) return known;
        int named = Array.IndexOf(_moduleNames, module.Assembly.GetName().Name);
        return named >= 0 && ReferenceEquals(Module(named), module) ? named : -1;
    }

    /// <summary>The first entry of a key, or the first after it.</summary>
    internal int Find(long key)
    {
        int low = 0, high = _entries;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Key(middle) < key) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private long Key(int entry) => Word(entry, 0);

    internal bool HasKey(int entry, long key) => entry < _entries && Key(entry) == key;

    internal long Word(int entry, int word) => BitConverter.ToInt64(_head, _entriesAt + EntrySize * entry + sizeof(long) * word);

    /// <summary>The bytes of a code or of effects; null when they are not what was written.</summary>
    internal byte[]? Block(int entry)
    {
        byte[] block = new byte[Word(entry, 4)];
        return RandomAccess.Read(_file, block, Word(entry, 3)) == block.Length && ImageBytes.Sum(block) == Word(entry, 5) ? block : null;
    }

    private int[] Places(ref ImageCursor cursor)
    {
        int[] places = new int[cursor.Small()];
        ReadOnlySpan<int> stored = MemoryMarshal.Cast<byte, int>(_head.AsSpan(cursor.At, places.Length * sizeof(int)));
        stored.CopyTo(places);
        cursor.At += places.Length * sizeof(int);
        int start = cursor.Small();
        for (int i = 0; i < places.Length; i++) places[i] += cursor.At;
        cursor.At += start;
        return places;
    }
}
