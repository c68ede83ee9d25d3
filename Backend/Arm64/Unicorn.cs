using System.Runtime.InteropServices;

namespace Backend.Arm64;

/// <summary>What we use of libunicorn's C interface: its functions by address, because generated host code calls some of them.</summary>
internal sealed unsafe class Unicorn
{
    public const int ArchArm64 = 2, ModeLittleEndian = 0, HookInterrupt = 1;
    public const int RegisterX0 = 199, RegisterX1 = 200, RegisterX2 = 201, RegisterX14 = 213, RegisterX15 = 214, RegisterLink = 2, RegisterStack = 4, RegisterPc = 260;
    public const int InterruptBreakpoint = 7;
    private const uint ControlWrite = 1u << 30, FlushTranslationBlocks = 10;
    public const uint Read = 1, Write = 2, Execute = 4;

    private static readonly Lazy<Unicorn> s_instance = new(() => new Unicorn());

    private readonly delegate* unmanaged<int, int, nint*, int> _open;
    private readonly delegate* unmanaged<nint, int> _close;
    private readonly delegate* unmanaged<nint, ulong, nuint, uint, void*, int> _mapPointer;
    private readonly delegate* unmanaged<nint, nint*, int, nint, nint, ulong, ulong, int> _addHook;
    private readonly delegate* unmanaged<int, nint> _errorText;
    private readonly delegate* unmanaged<nint, uint, int> _control;

    private Unicorn()
    {
        if (!NativeLibrary.TryLoad("libunicorn.so.2", out nint library))
            throw new PlatformNotSupportedException("emulated-arm64 needs libunicorn.so.2 (Debian: libunicorn2), which is not installed; use --backend native or portable");
        _open = (delegate* unmanaged<int, int, nint*, int>)NativeLibrary.GetExport(library, "uc_open");
        _close = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "uc_close");
        _mapPointer = (delegate* unmanaged<nint, ulong, nuint, uint, void*, int>)NativeLibrary.GetExport(library, "uc_mem_map_ptr");
        _addHook = (delegate* unmanaged<nint, nint*, int, nint, nint, ulong, ulong, int>)NativeLibrary.GetExport(library, "uc_hook_add");
        _errorText = (delegate* unmanaged<int, nint>)NativeLibrary.GetExport(library, "uc_strerror");
        _control = (delegate* unmanaged<nint, uint, int>)NativeLibrary.GetExport(library, "uc_ctl");
        Start = NativeLibrary.GetExport(library, "uc_emu_start");
        Stop = NativeLibrary.GetExport(library, "uc_emu_stop");
        ReadRegister = NativeLibrary.GetExport(library, "uc_reg_read");
        WriteRegister = NativeLibrary.GetExport(library, "uc_reg_write");
    }

    /// <exception cref="PlatformNotSupportedException">The library is not installed.</exception>
    public static Unicorn Instance => s_instance.Value;

    public static bool IsInstalled => NativeLibrary.TryLoad("libunicorn.so.2", out _);

    public nint Start { get; }
    public nint Stop { get; }
    public nint ReadRegister { get; }
    public nint WriteRegister { get; }

    public nint Open(int arch, int mode)
    {
        nint engine;
        Check(_open(arch, mode, &engine), "open");
        return engine;
    }

    public void Close(nint engine) => _close(engine);

    /// <summary>Maps host memory at the same address in the guest.</summary>
    public void Map(nint engine, ulong start, ulong end, uint access) => Check(_mapPointer(engine, start, (nuint)(end - start), access, (void*)start), "map memory");

    /// <summary>Calls host code at every interrupt.</summary>
    public void HookInterrupts(nint engine, nint callback)
    {
        nint hook;
        Check(_addHook(engine, &hook, HookInterrupt, callback, 0, 1, 0), "hook interrupts");
    }

    /// <summary>Drops all translated code; not while the engine runs.</summary>
    public void FlushTranslations(nint engine) => Check(_control(engine, ControlWrite | FlushTranslationBlocks), "flush translated code");

    public string ErrorText(int error) => Marshal.PtrToStringUTF8(_errorText(error)) ?? $"error {error}";

    private void Check(int error, string what)
    {
        if (error != 0) throw new InvalidOperationException($"the emulator could not {what}: {ErrorText(error)}");
    }
}
