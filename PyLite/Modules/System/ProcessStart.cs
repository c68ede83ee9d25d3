using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What <c>posix_spawn</c> is told: what the new process does before it becomes the program. Its objects are opaque to us.</summary>
internal sealed class ProcessStart : IDisposable
{
    private const short SetGroup = 2, SetSignalDefaults = 4, SetSignalMask = 8, SetSession = 0x80;

    private readonly byte[] _actions = new byte[256], _attributes = new byte[512];
    private short _flags;

    public ProcessStart()
    {
        Libc.posix_spawn_file_actions_init(_actions);
        Libc.posix_spawnattr_init(_attributes);
    }

    public void Duplicate(int from, int to) => Libc.posix_spawn_file_actions_adddup2(_actions, from, to);

    public void Close(int fd) => Libc.posix_spawn_file_actions_addclose(_actions, fd);

    public void CloseFrom(int fd) => Libc.posix_spawn_file_actions_addclosefrom_np(_actions, fd);

    public void Open(int fd, byte[] path, int flags, int mode) => Libc.posix_spawn_file_actions_addopen(_actions, fd, path, flags, mode);

    public void ChangeFolder(byte[] path) => Libc.posix_spawn_file_actions_addchdir_np(_actions, path);

    public void NewSession() => _flags |= SetSession;

    public void JoinGroup(int group)
    {
        _flags |= SetGroup;
        Libc.posix_spawnattr_setpgroup(_attributes, group);
    }

    /// <summary>These signals do what they do by default.</summary>
    public void ResetSignals(IEnumerable<int> signals)
    {
        _flags |= SetSignalDefaults;
        Libc.posix_spawnattr_setsigdefault(_attributes, SetOf(signals));
    }

    /// <summary>These signals are kept back.</summary>
    public void BlockSignals(IEnumerable<int> signals)
    {
        _flags |= SetSignalMask;
        Libc.posix_spawnattr_setsigmask(_attributes, SetOf(signals));
    }

    private static byte[] SetOf(IEnumerable<int> signals)
    {
        byte[] set = new byte[128];
        foreach (int signal in signals)
            if (signal is >= 1 and <= 64) set[(signal - 1) / 8] |= (byte)(1 << (signal - 1) % 8);
        return set;
    }

    /// <summary>Starts the program of a file; 0, or the number of the error.</summary>
    public int Run(byte[] path, NativeStrings arguments, NativeStrings environment, out int pid)
    {
        Libc.posix_spawnattr_setflags(_attributes, _flags);
        OpenFiles.SettleAll();
        return Libc.posix_spawn(out pid, path, _actions, _attributes, arguments.Pointers, environment.Pointers);
    }

    public void Dispose()
    {
        Libc.posix_spawn_file_actions_destroy(_actions);
        Libc.posix_spawnattr_destroy(_attributes);
    }
}
