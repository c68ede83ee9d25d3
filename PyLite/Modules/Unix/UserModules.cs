using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The users the system knows.</summary>
[PyModule("pwd")]
[DontLookInside]
public static partial class PwdModule
{
    private static readonly StructSequence Passwd = new("pwd", "struct_passwd", ["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"], isConstructible: true);

    [PyConstant] private static PyType struct_passwd => Passwd.SequenceType;

    private static PyObject Entry(nint entry) => Passwd.Of(UserEntries.Text(entry), UserEntries.Text(entry + 8), UserEntries.Id(entry + 16), UserEntries.Id(entry + 20), UserEntries.Text(entry + 24),
        UserEntries.Text(entry + 32), UserEntries.Text(entry + 40));

    /// <summary>The user with this number.</summary>
    [PyFunction]
    public static PyObject? getpwuid(PyObject uid)
    {
        if (UserEntries.Number(uid, "uid", "getpwuid", out uint id)) return Libc.getpwuid(id) is var found and not 0 ? Entry(found) : UserEntries.Unknown($"getpwuid(): uid not found: {id}");
        return null;
    }

    /// <summary>The user with this name.</summary>
    [PyFunction]
    public static PyObject? getpwnam(PyStr name)
    {
        if (FileNames.ForSystem(name) is not { } text) return null;
        return Libc.getpwnam(text) is var found and not 0 ? Entry(found) : UserEntries.Unknown($"getpwnam(): name not found: {name.Repr().Value}");
    }

    /// <summary>All users.</summary>
    [PyFunction]
    public static PyObject getpwall()
    {
        var all = new PyList();
        Libc.setpwent();
        while (Libc.getpwent() is var entry and not 0) all.Append(Entry(entry));
        Libc.endpwent();
        return all;
    }
}

/// <summary>The groups the system knows.</summary>
[PyModule("grp")]
[DontLookInside]
public static partial class GrpModule
{
    private static readonly StructSequence Group = new("grp", "struct_group", ["gr_name", "gr_passwd", "gr_gid", "gr_mem"], isConstructible: true);

    [PyConstant] private static PyType struct_group => Group.SequenceType;

    private static PyObject Entry(nint entry)
    {
        var members = new PyList();
        nint names = Marshal.ReadIntPtr(entry, 24);
        for (int i = 0; names != 0 && Marshal.ReadIntPtr(names, i * nint.Size) is var name and not 0; i++) members.Append(new PyStr(Marshal.PtrToStringUTF8(name) ?? ""));
        return Group.Of(UserEntries.Text(entry), UserEntries.Text(entry + 8), UserEntries.Id(entry + 16), members);
    }

    /// <summary>The group with this number.</summary>
    [PyFunction]
    public static PyObject? getgrgid([Keyword] PyObject id)
    {
        if (UserEntries.Number(id, "gid", "getgrgid", out uint number)) return Libc.getgrgid(number) is var found and not 0 ? Entry(found) : UserEntries.Unknown($"getgrgid(): gid not found: {number}");
        return null;
    }

    /// <summary>The group with this name.</summary>
    [PyFunction]
    public static PyObject? getgrnam([Keyword] PyStr name)
    {
        if (FileNames.ForSystem(name) is not { } text) return null;
        return Libc.getgrnam(text) is var found and not 0 ? Entry(found) : UserEntries.Unknown($"getgrnam(): name not found: {name.Repr().Value}");
    }

    /// <summary>All groups.</summary>
    [PyFunction]
    public static PyObject getgrall()
    {
        var all = new PyList();
        Libc.setgrent();
        while (Libc.getgrent() is var entry and not 0) all.Append(Entry(entry));
        Libc.endgrent();
        return all;
    }
}

/// <summary>Parts of the C library's entries of users and groups.</summary>
[DontLookInside]
internal static class UserEntries
{
    public static PyStr Text(nint field) => Marshal.ReadIntPtr(field) is var text and not 0 ? new PyStr(Marshal.PtrToStringUTF8(text) ?? "") : PyStr.Empty;

    public static PyInt Id(nint field) => new((uint)Marshal.ReadInt32(field));

    public static PyObject? Unknown(string message) => PyErr.Raise(Types.KeyError, message);

    /// <summary>A number of a user or group; one that cannot be any is unknown. False with an exception pending.</summary>
    public static bool Number(PyObject given, string kind, string function, out uint id)
    {
        id = 0;
        if (UserSlots.Unwrap(given) is PyFloat || given.Type.Lookup(Names.Index) is null) return PyErr.Fail(Types.TypeError, $"{kind} should be integer, not {given.Type.Name}");
        if (!Argument.Big(given, out System.Numerics.BigInteger big)) return false;
        if (big < -1 || big > uint.MaxValue)
        {
            Unknown($"{function}(): {kind} not found");
            return false;
        }
        id = (uint)(big & uint.MaxValue);
        return true;
    }
}
