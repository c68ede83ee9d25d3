using Backend.Code;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Backend.Arm64;

/// <summary>
/// AArch64 code run inside this x64 process, over the live memory at identical addresses. Entering it looks exactly like entering
/// machine code: a function of three words, called without a transition, so that no collection comes while it runs. The host code
/// around the emulator is made here; it calls nothing managed.
/// </summary>
internal sealed unsafe class Emulator : IDisposable
{
    private const ulong Lowest = 0x10000, Highest = 0x7ffffffff000;
    private const int StackBytes = 1 << 16;
    private const uint Break2 = 0xD4200040;

    /// <summary>
    /// <c>brk #0</c>, which stops the emulator. It is not told to stop at an address: it would translate what stands there anew for every
    /// entry, and libunicorn 2.0 loses itself when the translations fill its buffer (unicorn-engine/unicorn, issue 1946).
    /// </summary>
    public static ReadOnlySpan<byte> ExitInstruction => [0, 0, 0x20, 0xD4];

    private readonly Unicorn _unicorn = Unicorn.Instance;
    private readonly CodeMemory _memory;
    private readonly nint _engine;

    /// <summary>Words the host code uses: the guest's link and stack register, the last error, breakpoints that were not the barrier's.</summary>
    private readonly nint* _words = (nint*)CodeMemory.MapData(4096);

    /// <param name="memory">Where guest code stands; host code goes there too.</param>
    /// <param name="enter">The guest's <c>enter</c> function.</param>
    /// <param name="exit">Where guest code has the <see cref="ExitInstruction"/>: enter returns there, and nothing else gets there.</param>
    /// <param name="barrier">The runtime's write barrier, which <c>brk #2</c> stands for.</param>
    public Emulator(CodeMemory memory, nint enter, nint exit, nint barrier)
    {
        _memory = memory;
        _engine = _unicorn.Open(Unicorn.ArchArm64, Unicorn.ModeLittleEndian);
        ulong codeStart = (ulong)memory.Base, codeEnd = codeStart + (ulong)memory.Size;
        _unicorn.Map(_engine, Lowest, codeStart, Unicorn.Read | Unicorn.Write);
        _unicorn.Map(_engine, codeStart, codeEnd, Unicorn.Read | Unicorn.Execute);
        _unicorn.Map(_engine, codeEnd, Highest, Unicorn.Read | Unicorn.Write);
        _words[0] = exit;
        _words[1] = (nint)CodeMemory.MapData(StackBytes) + StackBytes - 256;
        _unicorn.HookInterrupts(_engine, Publish(assembler => EmitInterrupt(assembler, exit, barrier)));
        Enter = Publish(assembler => EmitEnter(assembler, enter));
    }

    /// <summary>Host function <c>long (frame, reference frame, guest code)</c>; negative where the guest did something forbidden.</summary>
    public nint Enter { get; }

    /// <summary>What went wrong when <see cref="Enter"/> gave a negative number.</summary>
    public string LastError => _words[3] != 0 ? $"interrupt {_words[3]} in emulated code" : _unicorn.ErrorText((int)_words[2]);

    /// <summary>Code is going to change: what the emulator made of the old is dropped.</summary>
    public void ForgetCode() => _unicorn.FlushTranslations(_engine);

    public void Dispose() => _unicorn.Close(_engine);

    private nint Publish(Action<Assembler> emit)
    {
        var assembler = new Assembler(64);
        emit(assembler);
        const int Room = 512;
        nint address = _memory.Allocate(Room);
        var stream = new MemoryStream();
        assembler.Assemble(new StreamCodeWriter(stream), (ulong)address);
        if (stream.Length > Room) throw new InvalidOperationException("host code of the emulator is longer than its room");
        _memory.Publish(address, stream.ToArray());
        return address;
    }

    private void EmitEnter(Assembler a, nint enter)
    {
        Label bad = a.CreateLabel();
        a.push(rbx);
        a.sub(rsp, 0x30);
        a.mov(rbx, (ulong)_engine);
        a.mov(__qword_ptr[rsp], rdi);
        a.mov(__qword_ptr[rsp + 8], rsi);
        a.mov(__qword_ptr[rsp + 16], rdx);
        WriteRegister(a, Unicorn.RegisterX0, () => a.lea(rdx, __qword_ptr[rsp]));
        WriteRegister(a, Unicorn.RegisterX1, () => a.lea(rdx, __qword_ptr[rsp + 8]));
        WriteRegister(a, Unicorn.RegisterX2, () => a.lea(rdx, __qword_ptr[rsp + 16]));
        WriteRegister(a, Unicorn.RegisterLink, () => a.mov(rdx, (ulong)(_words + 0)));
        WriteRegister(a, Unicorn.RegisterStack, () => a.mov(rdx, (ulong)(_words + 1)));
        a.mov(rcx, (ulong)(_words + 3));
        a.mov(__qword_ptr[rcx], 0);
        a.mov(rdi, rbx);
        a.mov(rsi, (ulong)enter);
        // Until the address 0, where no code is.
        a.xor(edx, edx);
        a.xor(ecx, ecx);
        a.xor(r8d, r8d);
        Call(a, _unicorn.Start);
        a.mov(rcx, (ulong)(_words + 2));
        a.mov(__qword_ptr[rcx], rax);
        a.test(eax, eax);
        a.jne(bad);
        a.cmp(__qword_ptr[rcx + 8], 0);
        a.jne(bad);
        ReadRegister(a, Unicorn.RegisterX0, 0);
        a.mov(rax, __qword_ptr[rsp]);
        a.add(rsp, 0x30);
        a.pop(rbx);
        a.ret();
        a.Label(ref bad);
        a.mov(rax, -1L);
        a.add(rsp, 0x30);
        a.pop(rbx);
        a.ret();
    }

    /// <summary>void (engine, number, data): brk #2 stores through the runtime's barrier and is stepped over; anything else stops, and is an error except at the exit.</summary>
    private void EmitInterrupt(Assembler a, nint exit, nint barrier)
    {
        Label atExit = a.CreateLabel(), error = a.CreateLabel(), stop = a.CreateLabel(), done = a.CreateLabel();
        a.push(rbx);
        a.sub(rsp, 0x30);
        a.mov(rbx, rdi);
        a.mov(__dword_ptr[rsp + 0x28], esi);
        a.cmp(esi, Unicorn.InterruptBreakpoint);
        a.jne(error);
        ReadRegister(a, Unicorn.RegisterPc, 0);
        a.mov(rcx, __qword_ptr[rsp]);
        a.cmp(__dword_ptr[rcx], unchecked((int)Break2));
        a.jne(atExit);
        a.add(rcx, 4);
        a.mov(__qword_ptr[rsp], rcx);
        WriteRegister(a, Unicorn.RegisterPc, () => a.mov(rdx, rsp));
        ReadRegister(a, Unicorn.RegisterX14, 0);
        ReadRegister(a, Unicorn.RegisterX15, 8);
        a.mov(rdi, __qword_ptr[rsp]);
        a.mov(rsi, __qword_ptr[rsp + 8]);
        if (barrier != 0) Call(a, barrier);
        a.jmp(done);
        a.Label(ref atExit);
        a.mov(rax, (ulong)exit);
        a.cmp(rcx, rax);
        a.je(stop);
        a.Label(ref error);
        a.mov(ecx, __dword_ptr[rsp + 0x28]);
        a.mov(rax, (ulong)(_words + 3));
        a.mov(__qword_ptr[rax], rcx);
        a.Label(ref stop);
        a.mov(rdi, rbx);
        Call(a, _unicorn.Stop);
        a.Label(ref done);
        a.add(rsp, 0x30);
        a.pop(rbx);
        a.ret();
    }

    private void WriteRegister(Assembler a, int register, Action loadValueAddress) => AccessRegister(a, _unicorn.WriteRegister, register, loadValueAddress);

    private void ReadRegister(Assembler a, int register, int stackOffset) => AccessRegister(a, _unicorn.ReadRegister, register, () => a.lea(rdx, __qword_ptr[rsp + stackOffset]));

    private static void AccessRegister(Assembler a, nint function, int register, Action loadValueAddress)
    {
        a.mov(rdi, rbx);
        a.mov(esi, register);
        loadValueAddress();
        Call(a, function);
    }

    private static void Call(Assembler a, nint function)
    {
        a.mov(rax, (ulong)function);
        a.call(rax);
    }
}
