using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>An entry of a folder: its name is any bytes but zero and slash; the kind is dirent's, 0 where the file system does not tell.</summary>
internal readonly record struct FolderEntry(byte[] Name, byte Kind, ulong Inode);

/// <summary>The entries of a folder as the system has them.</summary>
[DontLookInside]
internal static class Directory_
{
    /// <summary>The names but those of the folder itself and the one above; null when it fails.</summary>
    public static List<FolderEntry>? Read(byte[] path)
    {
        nint folder = Libc.opendir(path);
        if (folder == 0) return null;
        List<FolderEntry> entries = [];
        while (Libc.readdir(folder) is var entry and not 0)
        {
            // struct dirent of 64-bit Linux: inode, offset, length of the record, kind, name.
            const int nameAt = 19;
            var name = new List<byte>();
            for (int i = nameAt; Marshal.ReadByte(entry, i) is var b and not 0; i++) name.Add(b);
            if (name is [(byte)'.'] or [(byte)'.', (byte)'.']) continue;
            entries.Add(new FolderEntry([.. name], Marshal.ReadByte(entry, nameAt - 1), (ulong)Marshal.ReadInt64(entry)));
        }
        Libc.closedir(folder);
        return entries;
    }
}

/// <summary>What <c>os.scandir</c> gives: an iterator over entries, and a context manager.</summary>
[PyClass("posix.ScandirIterator")]
[DontLookInside]
public sealed partial class PyDirectoryScan : PyObject
{
    [PyFunction]
    [PyClassMethod]
    public static PyObject? __class_getitem__(PyType type, PyObject item) => PyGenericAlias.Of(type, item);

    private readonly PyObject _folder;
    private readonly List<FolderEntry> _entries;
    private int _at;

    internal PyDirectoryScan(PyObject folder, List<FolderEntry> entries)
    {
        _folder = folder;
        _entries = entries;
    }

    public override bool IsIterator => true;

    public override PyObject Iter() => this;

    public override PyObject Next() => _at < _entries.Count ? new PyDirectoryEntry(_folder, _entries[_at++]) : PyEnd.Value;

    [PyFunction]
    public void close() => _at = _entries.Count;

    [PyFunction("__enter__")]
    public PyObject Enter() => this;

    [PyFunction("__exit__")]
    public void Exit(params PyObject[] exception) => close();
}

/// <summary>One entry of a folder. What the system says of it is asked once.</summary>
[PyClass("posix.DirEntry", IsFinal = true)]
[DontLookInside]
public sealed partial class PyDirectoryEntry : PyObject
{
    [PyClassInit]
    private static void AddGeneric(PyType type) => type.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);

    private readonly PyObject _folder;
    private readonly byte[] _name;
    private FileStatus? _status, _linkStatus;
    private bool _isAsked;

    /// <summary>What the folder says it is; 0 when it does not.</summary>
    private readonly byte _kind;
    private readonly ulong _inode;

    private const byte KindOfFolder = 4, KindOfFile = 8, KindOfLink = 10;

    internal PyDirectoryEntry(PyObject folder, FolderEntry entry)
    {
        _folder = folder;
        (_name, _kind, _inode) = entry;
    }

    [PyProperty]
    public PyObject name => FileNames.Like(UserSlots.Unwrap(_folder), _name);

    private byte[] Full
    {
        get
        {
            PyObject folder = UserSlots.Unwrap(_folder);
            if (folder is PyInt { Value: var fd }) return [.. System.Text.Encoding.ASCII.GetBytes($"/proc/self/fd/{fd}/"), .. _name, 0];
            byte[] start = folder is PyBytes bytes ? bytes.ToArray() : FileNames.Encode((PyStr)folder) ?? [];
            return start.Length > 0 && start[^1] != '/' ? [.. start, (byte)'/', .. _name, 0] : [.. start, .. _name, 0];
        }
    }

    [PyProperty]
    public PyObject path => UserSlots.Unwrap(_folder) is PyInt ? name : FileNames.Like(UserSlots.Unwrap(_folder), Full[..^1]);

    [PyFunction("__fspath__")]
    public PyObject FsPath() => path;

    private FileStatus? LinkStatus => _linkStatus ??= FileStatus.OfPath(FileStatus.CurrentFolder, Full, follow: false);

    private FileStatus? Status(bool follow)
    {
        if (!follow || LinkStatus is { IsLink: false }) return LinkStatus;
        if (!_isAsked) _status = FileStatus.OfPath(FileStatus.CurrentFolder, Full, follow: true);
        _isAsked = true;
        return _status;
    }

    [PyFunction]
    public PyObject? stat([KeywordOnly] bool follow_symlinks = true) =>
        Status(follow_symlinks) is { } status ? PosixModule.Describe(status)
            : (FileStatus.OfPath(FileStatus.CurrentFolder, Full, follow_symlinks) is { } now ? PosixModule.Describe(now) : SystemErrors.Raise(path));

    [PyFunction]
    public bool is_dir([KeywordOnly] bool follow_symlinks = true) =>
        IsKnown(follow_symlinks) ? _kind == KindOfFolder : Status(follow_symlinks) is { IsDirectory: true };

    [PyFunction]
    public bool is_file([KeywordOnly] bool follow_symlinks = true) =>
        IsKnown(follow_symlinks) ? _kind == KindOfFile : Status(follow_symlinks) is { IsFile: true };

    private bool IsKnown(bool follow) => _kind != 0 && !(follow && _kind == KindOfLink);

    [PyFunction]
    public bool is_symlink() => _kind != 0 ? _kind == KindOfLink : LinkStatus is { IsLink: true };

    [PyFunction]
    public PyObject? inode() => PyLong.From(_inode);

    public override PyStr? Repr() => new($"<DirEntry {name.Repr()!.Value}>");
}
