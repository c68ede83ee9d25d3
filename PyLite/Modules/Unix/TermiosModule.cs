using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What a terminal does with what goes through it.</summary>
[PyModule("termios")]
[DontLookInside]
public static partial class TermiosModule
{
    private const string Numbers =
        "B0=0 B1000000=4104 B110=3 B115200=4098 B1152000=4105 B1200=9 B134=4 B150=5 B1500000=4106 B1800=10 B19200=14 B200=6 B2000000=4107 B230400=4099 B2400=11 "
        + "B2500000=4108 B300=7 B3000000=4109 B3500000=4110 B38400=15 B4000000=4111 B460800=4100 B4800=12 B50=1 B500000=4101 B57600=4097 B576000=4102 B600=8 "
        + "B75=2 B921600=4103 B9600=13 BRKINT=2 BS0=0 BS1=8192 BSDLY=8192 CBAUD=4111 CBAUDEX=4096 CDSUSP=25 CEOF=4 CEOL=0 CEOT=4 CERASE=127 CFLUSH=15 "
        + "CIBAUD=269418496 CINTR=3 CKILL=21 CLNEXT=22 CLOCAL=2048 CQUIT=28 CR0=0 CR1=512 CR2=1024 CR3=1536 CRDLY=1536 CREAD=128 CRPRNT=18 CRTSCTS=2147483648 "
        + "CS5=0 CS6=16 CS7=32 CS8=48 CSIZE=48 CSTART=17 CSTOP=19 CSTOPB=64 CSUSP=26 CWERASE=23 ECHO=8 ECHOCTL=512 ECHOE=16 ECHOK=32 ECHOKE=2048 ECHONL=64 "
        + "ECHOPRT=1024 EXTA=14 EXTB=15 FF0=0 FF1=32768 FFDLY=32768 FIOASYNC=21586 FIOCLEX=21585 FIONBIO=21537 FIONCLEX=21584 FIONREAD=21531 FLUSHO=4096 "
        + "HUPCL=1024 ICANON=2 ICRNL=256 IEXTEN=32768 IGNBRK=1 IGNCR=128 IGNPAR=4 IMAXBEL=8192 INLCR=64 INPCK=16 IOCSIZE_MASK=1073676288 IOCSIZE_SHIFT=16 ISIG=1 "
        + "ISTRIP=32 IUCLC=512 IXANY=2048 IXOFF=4096 IXON=1024 NCC=8 NCCS=32 NL0=0 NL1=256 NLDLY=256 NOFLSH=128 N_MOUSE=2 N_PPP=3 N_SLIP=1 N_STRIP=4 N_TTY=0 "
        + "OCRNL=8 OFDEL=128 OFILL=64 OLCUC=2 ONLCR=4 ONLRET=32 ONOCR=16 OPOST=1 PARENB=256 PARMRK=8 PARODD=512 PENDIN=16384 TAB0=0 TAB1=2048 TAB2=4096 TAB3=6144 "
        + "TABDLY=6144 TCFLSH=21515 TCGETA=21509 TCGETS=21505 TCIFLUSH=0 TCIOFF=2 TCIOFLUSH=2 TCION=3 TCOFLUSH=1 TCOOFF=0 TCOON=1 TCSADRAIN=1 TCSAFLUSH=2 "
        + "TCSANOW=0 TCSBRK=21513 TCSBRKP=21541 TCSETA=21510 TCSETAF=21512 TCSETAW=21511 TCSETS=21506 TCSETSF=21508 TCSETSW=21507 TCXONC=21514 TIOCCONS=21533 "
        + "TIOCEXCL=21516 TIOCGETD=21540 TIOCGICOUNT=21597 TIOCGLCKTRMIOS=21590 TIOCGPGRP=21519 TIOCGSERIAL=21534 TIOCGSOFTCAR=21529 TIOCGWINSZ=21523 "
        + "TIOCINQ=21531 TIOCLINUX=21532 TIOCMBIC=21527 TIOCMBIS=21526 TIOCMGET=21525 TIOCMIWAIT=21596 TIOCMSET=21528 TIOCM_CAR=64 TIOCM_CD=64 TIOCM_CTS=32 "
        + "TIOCM_DSR=256 TIOCM_DTR=2 TIOCM_LE=1 TIOCM_RI=128 TIOCM_RNG=128 TIOCM_RTS=4 TIOCM_SR=16 TIOCM_ST=8 TIOCNOTTY=21538 TIOCNXCL=21517 TIOCOUTQ=21521 "
        + "TIOCPKT=21536 TIOCPKT_DATA=0 TIOCPKT_DOSTOP=32 TIOCPKT_FLUSHREAD=1 TIOCPKT_FLUSHWRITE=2 TIOCPKT_NOSTOP=16 TIOCPKT_START=8 TIOCPKT_STOP=4 "
        + "TIOCSCTTY=21518 TIOCSERCONFIG=21587 TIOCSERGETLSR=21593 TIOCSERGETMULTI=21594 TIOCSERGSTRUCT=21592 TIOCSERGWILD=21588 TIOCSERSETMULTI=21595 "
        + "TIOCSERSWILD=21589 TIOCSER_TEMT=1 TIOCSETD=21539 TIOCSLCKTRMIOS=21591 TIOCSPGRP=21520 TIOCSSERIAL=21535 TIOCSSOFTCAR=21530 TIOCSTI=21522 "
        + "TIOCSWINSZ=21524 TOSTOP=256 VDISCARD=13 VEOF=4 VEOL=11 VEOL2=16 VERASE=2 VINTR=0 VKILL=3 VLNEXT=15 VMIN=6 VQUIT=1 VREPRINT=12 VSTART=8 VSTOP=9 "
        + "VSUSP=10 VSWTC=7 VSWTCH=7 VT0=0 VT1=16384 VTDLY=16384 VTIME=5 VWERASE=14 XCASE=4 XTABS=6144";

    /// <summary>Where the system's structure has them: four words of flags, characters, two speeds.</summary>
    private const int CharactersAt = 17, CharacterCount = 32, InputSpeedAt = 52, OutputSpeedAt = 56, StructureSize = 64;
    private const int Canonical = 2, TimeIndex = 5, MinimumIndex = 6, GetWindowSize = 0x5413, SetWindowSize = 0x5414;

    [PyConstant("error")] private static readonly PyType Error = ModuleExceptions.New("termios.error", Types.Exception);

    [PyModuleInit]
    private static void AddNumbers(PyModule module) => ModuleConstants.Add(module, Numbers);

    private static PyObject? Failed()
    {
        int number = SystemErrors.Last;
        return PyErr.RaiseWithArgs(Error, new PyInt(number), new PyStr(SystemErrors.Message(number)));
    }

    private static PyObject? Done(int result) => result == 0 ? PyNone.None : Failed();

    private static int Flags(byte[] state, int which) => BitConverter.ToInt32(state, which * 4);

    /// <summary>The terminal's settings: four numbers of flags, two speeds, and a list of control characters.</summary>
    [PyFunction]
    public static PyObject? tcgetattr(PyObject fd)
    {
        byte[] state = new byte[StructureSize];
        if (!PosixModule.Descriptor(fd, out int number)) return null;
        if (Libc.tcgetattr(number, state) != 0) return Failed();
        bool isCanonical = (Flags(state, 3) & Canonical) != 0;
        var characters = new PyList();
        for (int i = 0; i < CharacterCount; i++)
            characters.Append(!isCanonical && i is TimeIndex or MinimumIndex ? new PyInt(state[CharactersAt + i]) : new PyBytes([state[CharactersAt + i]]));
        var result = new PyList();
        for (int i = 0; i < 4; i++) result.Append(new PyInt((uint)Flags(state, i)));
        result.Append(new PyInt(BitConverter.ToUInt32(state, InputSpeedAt)));
        result.Append(new PyInt(BitConverter.ToUInt32(state, OutputSpeedAt)));
        result.Append(characters);
        return result;
    }

    /// <summary>Sets what <c>tcgetattr</c> gives.</summary>
    [PyFunction]
    public static PyObject? tcsetattr(PyObject fd, int when, PyObject attributes)
    {
        if (!PosixModule.Descriptor(fd, out int number)) return null;
        if (UserSlots.Unwrap(attributes) is not PyList list || list.Len() != 7) return PyErr.TypeError("tcsetattr, arg 3: must be 7 element list");
        PyObject[] parts = [.. Sequences.ToList(list)!];
        byte[] state = new byte[StructureSize];
        if (Libc.tcgetattr(number, state) != 0) return Failed();
        for (int i = 0; i < 6; i++)
        {
            if (!Argument.Bits(parts[i], out uint flags)) return null;
            BitConverter.TryWriteBytes(state.AsSpan(i < 4 ? i * 4 : i == 4 ? InputSpeedAt : OutputSpeedAt), flags);
        }
        if (UserSlots.Unwrap(parts[6]) is not PyList given || given.Len() != CharacterCount)
            return PyErr.TypeError($"tcsetattr: attributes[6] must be {CharacterCount} element list");
        PyObject[] characters = [.. Sequences.ToList(given)!];
        for (int i = 0; i < characters.Length; i++)
        {
            switch (UserSlots.Unwrap(characters[i]))
            {
                case PyBytes bytes when bytes.Span.Length == 1:
                    state[CharactersAt + i] = bytes.Span[0];
                    break;
                case PyInt { Value: >= 0 and <= 255 } value:
                    state[CharactersAt + i] = (byte)value.Value;
                    break;
                default:
                    return PyErr.TypeError("tcsetattr: elements of attributes must be characters or integers");
            }
        }
        return Done(GlobalLock.Without(() => Libc.tcsetattr(number, when, state)));
    }

    [PyFunction] public static PyObject? tcsendbreak(PyObject fd, int duration) => PosixModule.Descriptor(fd, out int n) ? Done(GlobalLock.Without(() => Libc.tcsendbreak(n, duration))) : null;
    [PyFunction] public static PyObject? tcdrain(PyObject fd) => PosixModule.Descriptor(fd, out int n) ? Done(GlobalLock.Without(() => Libc.tcdrain(n))) : null;
    [PyFunction] public static PyObject? tcflush(PyObject fd, int queue) => PosixModule.Descriptor(fd, out int n) ? Done(Libc.tcflush(n, queue)) : null;
    [PyFunction] public static PyObject? tcflow(PyObject fd, int action) => PosixModule.Descriptor(fd, out int n) ? Done(Libc.tcflow(n, action)) : null;

    /// <summary>Rows and columns of the terminal.</summary>
    [PyFunction]
    public static PyObject? tcgetwinsize(PyObject fd)
    {
        if (!PosixModule.Descriptor(fd, out int n)) return null;
        byte[] size = new byte[8];
        return Libc.ioctl(n, GetWindowSize, size) != 0 ? Failed() : new PyTuple([new PyInt(BitConverter.ToUInt16(size, 0)), new PyInt(BitConverter.ToUInt16(size, 2))]);
    }

    [PyFunction]
    public static PyObject? tcsetwinsize(PyObject fd, PyObject winsize)
    {
        if (!PosixModule.Descriptor(fd, out int n)) return null;
        if (Sequences.ToList(winsize) is not { Count: 2 } parts) return PyErr.Current is null ? PyErr.TypeError("tcsetwinsize, arg 2: must be a two-item sequence") : null;
        if (!Argument.Int(parts[0], out int rows) || !Argument.Int(parts[1], out int columns)) return null;
        byte[] size = new byte[8];
        if (Libc.ioctl(n, GetWindowSize, size) != 0) return Failed();
        BitConverter.TryWriteBytes(size, (ushort)rows);
        BitConverter.TryWriteBytes(size.AsSpan(2), (ushort)columns);
        return Done(Libc.ioctl(n, SetWindowSize, size));
    }
}
