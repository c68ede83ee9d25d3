using System.Buffers.Binary;
using System.Text;
using PyLite.Compiling;
using PyLite.Interpreter;

namespace PyLite.Importing;

/// <summary>
/// Compiled modules, kept in the user's cache folder so that parsing and compiling is paid once. A file is good for one build of PyLite and
/// one state of the source file. Nothing here is ever an error: what cannot be read is compiled, what cannot be written is not kept.
/// </summary>
internal static class CodeCache
{
    private const string Variable = "PYLITE_CACHE";
    private static readonly Lazy<string?> Folder = new(FindFolder);

    /// <summary><c>-B</c>: nothing of the program's is written. The library's modules come compiled with CPython too.</summary>
    public static bool IsReadOnly { get; set; }

    /// <summary>The code of a source file as it was kept, or null.</summary>
    /// <param name="file">The source file's full path.</param>
    /// <param name="shownAs">The name tracebacks show, which is part of the code.</param>
    public static PyCode? Read(string file, string shownAs, FileInfo state)
    {
        if (PathFor(file, shownAs) is not { } cached || !File.Exists(cached)) return null;
        try
        {
            byte[] bytes = File.ReadAllBytes(cached);
            byte[] header = Header(file, shownAs, state);
            return bytes.AsSpan().StartsWith(header) ? CodeReader.Read(bytes, header.Length) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    /// <param name="isLibrary">A module of the library, CPython's or our own.</param>
    public static void Write(string file, string shownAs, FileInfo state, PyCode code, bool isLibrary = false)
    {
        isLibrary |= SearchPath.LibraryEntry is { } library && file.StartsWith(library + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (IsReadOnly && !isLibrary || PathFor(file, shownAs) is not { } cached || CodeWriter.Write(code) is not { } bytes) return;
        // Another process may read or write the same: the file appears whole or not at all.
        string part = $"{cached}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(Folder.Value!);
            File.WriteAllBytes(part, [.. Header(file, shownAs, state), .. bytes]);
            File.Move(part, cached, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            try
            {
                File.Delete(part);
            }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } named) return named is "" or "off" ? null : named;
        if (SearchPath.Variable("XDG_CACHE_HOME") is { } cache) return Path.Combine(cache, "pylite");
        if (SearchPath.Variable("HOME") is { } home) return Path.Combine(home, ".cache", "pylite");
        return null;
    }

    private static string? PathFor(string file, string shownAs) =>
        Folder.Value is { } folder ? Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}-{Digest($"{file}\0{shownAs}\0{(int)Compilation.Options}"):x16}.pylc") : null;

    /// <summary>64-bit FNV-1a.</summary>
    private static ulong Digest(string text)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (char c in text) hash = (hash ^ c) * 0x100000001b3;
        return hash;
    }

    /// <summary>What the file must begin with: the build of PyLite, the source file, and its state.</summary>
    private static byte[] Header(string file, string shownAs, FileInfo state)
    {
        byte[] name = Encoding.UTF8.GetBytes(file + "\0" + shownAs);
        byte[] header = new byte[16 + 16 + 4 + name.Length];
        typeof(CodeCache).Module.ModuleVersionId.TryWriteBytes(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), state.LastWriteTimeUtc.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), state.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), name.Length);
        name.CopyTo(header, 36);
        return header;
    }
}
