using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Memory outside of Python and functions of the system's libraries: what our _ctypes stands on.</summary>
[PyModule("_native")]
[DontLookInside]
public static partial class NativeModule
{
    [PyConstant] private static PyType Block => PyNativeBlock.ClassType;
    [PyConstant] private static PyType Callback => PyNativeCallback.ClassType;

    /// <summary>What errno was after the last call that asked for it.</summary>
    [ThreadStatic] private static int t_errno;

    [DllImport("libc")] private static extern nint dlopen(byte[]? path, int mode);
    [DllImport("libc")] private static extern nint dlsym(nint handle, byte[] name);
    [DllImport("libc")] private static extern int dlclose(nint handle);
    [DllImport("libc")] private static extern nint dlerror();

    /// <summary>The span of memory at an address.</summary>
    internal static Span<byte> At(nint address, int size) => MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), address), size);

    private static PyObject? LoaderError(PyType type)
    {
        nint text = dlerror();
        return PyErr.Raise(type, text == 0 ? "dlopen() error" : Marshal.PtrToStringUTF8(text) ?? "");
    }

    /// <summary>Opens a library; None is the program itself.</summary>
    [PyFunction]
    public static PyObject? dlopen(PyObject? name, int mode = 2)
    {
        byte[]? path = name == null ? null : FileNames.ForSystem(name, "dlopen");
        if (path == null && name != null) return null;
        // What is looked for first is not to be what has failed.
        _ = dlerror();
        nint handle = dlopen(path, mode | 2);
        return handle == 0 ? LoaderError(Types.OSError) : new PyInt(handle);
    }

    /// <summary>The address of a name in a library.</summary>
    [PyFunction]
    public static PyObject? dlsym(long handle, string name)
    {
        _ = dlerror();
        nint address = dlsym((nint)handle, [.. System.Text.Encoding.UTF8.GetBytes(name), 0]);
        if (address == 0) address = PythonApi.AddressOf(name);
        return address == 0 ? LoaderError(Types.OSError) : new PyInt(address);
    }

    [PyFunction("dlclose")]
    public static PyObject? Close(long handle) => dlclose((nint)handle) == 0 ? PyNone.None : LoaderError(Types.OSError);

    [PyFunction] public static byte[] read(long address, int size) => At((nint)address, size).ToArray();

    /// <summary>The bytes up to a zero.</summary>
    [PyFunction]
    public static byte[] read_text(long address)
    {
        int length = 0;
        while (Marshal.ReadByte((nint)address, length) != 0) length++;
        return read(address, length);
    }

    [PyFunction]
    public static void write(long address, ReadOnlySpan<byte> data) => data.CopyTo(At((nint)address, data.Length));

    [PyFunction] public static long get_errno() => t_errno;

    [PyFunction]
    public static long set_errno(int value)
    {
        int before = t_errno;
        t_errno = value;
        return before;
    }

    /// <summary>Calls the function at an address. A letter for each argument says what it is: i an int or address, d a double, f a float.</summary>
    /// <param name="result">The letter of the result; v: there is none.</param>
    [PyFunction]
    public static PyObject? call(long address, string kinds, PyTuple values, string result, bool keepsErrno = false)
    {
        var arguments = new NativeArguments();
        for (int i = 0; i < kinds.Length; i++)
            if (!arguments.Add(kinds[i], values.Items[i])) return null;
        if (arguments.IsFull) return PyErr.TypeError("too many arguments for a foreign function");
        if (keepsErrno) Marshal.SetLastSystemError(t_errno);
        PyObject made;
        if (result[0] is 'd' or 'f')
        {
            double value = arguments.CallForDouble((nint)address);
            made = new PyFloat(result[0] == 'd' ? value : BitConverter.Int32BitsToSingle((int)BitConverter.DoubleToInt64Bits(value)));
        }
        else
        {
            made = new PyInt(arguments.CallForLong((nint)address));
        }
        if (keepsErrno) t_errno = Marshal.GetLastSystemError();
        return PyErr.Current == null ? made : null;
    }
}
