using System.Runtime.InteropServices;

namespace Backend.Naming;

/// <summary>
/// gdb's interface for JIT compilers: a list of object files in memory, and a function with a breakpoint of gdb's on it, which is called after each
/// change. gdb finds both by their names in some library's symbols. A managed program has no such symbols, so a library of nothing else
/// is written and loaded.
/// </summary>
/// <remarks>GDB's manual, "JIT Compilation Interface".</remarks>
internal sealed unsafe class GdbSymbols : CodeNames
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public Entry* Next, Previous;
        public byte* File;
        public ulong Bytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Descriptor
    {
        public uint Version, Action;
        public Entry* Relevant, First;
    }

    private const uint Register = 1, Unregister = 2;

    private static readonly Lock s_lock = new();
    private static Descriptor* s_descriptor;
    private static delegate* unmanaged<void> s_changed;

    private readonly Dictionary<nint, nint> _entries = [];

    public GdbSymbols()
    {
        lock (s_lock)
        {
            if (s_descriptor is null) LoadLibrary();
        }
    }

    private static void LoadLibrary()
    {
        // gdb reads it by its name for as long as the process is there.
        string path = Path.Combine(Path.GetTempPath(), $"metajit-gdb-{Environment.ProcessId}.so");
        File.WriteAllBytes(path, GdbLibrary.Bytes());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        nint library = NativeLibrary.Load(path);
        s_descriptor = (Descriptor*)NativeLibrary.GetExport(library, GdbLibrary.DescriptorName);
        s_changed = (delegate* unmanaged<void>)NativeLibrary.GetExport(library, GdbLibrary.FunctionName);
    }

    public override void Add(nint start, int length, string name)
    {
        byte[] file = CodeObject.Bytes(start, length, name);
        var entry = (Entry*)NativeMemory.Alloc((nuint)(sizeof(Entry) + file.Length));
        *entry = new Entry { File = (byte*)(entry + 1), Bytes = (ulong)file.Length };
        file.CopyTo(new Span<byte>(entry->File, file.Length));
        lock (s_lock)
        {
            entry->Next = s_descriptor->First;
            if (entry->Next is not null) entry->Next->Previous = entry;
            s_descriptor->First = entry;
            Tell(entry, Register);
        }
        _entries[start] = (nint)entry;
    }

    public override void Remove(nint start)
    {
        if (!_entries.Remove(start, out nint address)) return;
        var entry = (Entry*)address;
        lock (s_lock)
        {
            if (entry->Previous is not null) entry->Previous->Next = entry->Next;
            else s_descriptor->First = entry->Next;
            if (entry->Next is not null) entry->Next->Previous = entry->Previous;
            Tell(entry, Unregister);
        }
        NativeMemory.Free(entry);
    }

    public override void Dispose()
    {
        foreach (nint start in _entries.Keys.ToArray()) Remove(start);
    }

    private static void Tell(Entry* entry, uint action)
    {
        s_descriptor->Relevant = entry;
        s_descriptor->Action = action;
        s_changed();
        s_descriptor->Action = 0;
    }
}
