using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// <c>os.spawnv</c> and its like. CPython's library makes them of fork and exec where these are; here they start processes as all others are
/// started, and the library makes <c>spawnl</c> and the rest of these four.
/// </summary>
public static partial class PosixModule
{
    [PyConstant] private const int P_WAIT = 0;
    [PyConstant] private const int P_NOWAIT = 1;
    [PyConstant] private const int P_NOWAITO = 1;

    /// <summary>Runs a program: its exit code, or the negative number of the signal that ended it; with P_NOWAIT the number of the process.</summary>
    [PyFunction] public static PyObject? spawnv(int mode, [Keyword] PyObject file, PyObject args) => SpawnAndWait(mode, file, args, null, isLookedFor: false);

    /// <summary>As spawnv, with an environment.</summary>
    [PyFunction] public static PyObject? spawnve(int mode, [Keyword] PyObject file, PyObject args, PyObject env) => SpawnAndWait(mode, file, args, env, isLookedFor: false);

    /// <summary>As spawnv, for a program that is looked for in PATH.</summary>
    [PyFunction] public static PyObject? spawnvp(int mode, [Keyword] PyObject file, PyObject args) => SpawnAndWait(mode, file, args, null, isLookedFor: true);

    /// <summary>As spawnvp, with an environment.</summary>
    [PyFunction] public static PyObject? spawnvpe(int mode, [Keyword] PyObject file, PyObject args, PyObject env) => SpawnAndWait(mode, file, args, env, isLookedFor: true);

    private static PyObject? SpawnAndWait(int mode, PyObject file, PyObject args, PyObject? env, bool isLookedFor)
    {
        const int notRun = 127;
        if (UserSlots.Unwrap(args) is not (PyList or PyTuple)) return PyErr.TypeError("argv must be a tuple or a list");
        if (Sequences.ToList(args) is not { } items) return null;
        if (items.Count == 0 || items[0].Len() == 0) return PyErr.Current is null ? PyErr.ValueError("argv first element cannot be empty") : null;
        if (env is null)
        {
            var os = Interpreter.Imports.ImportModule("os");
            env = os is null ? null : Attributes.Find(os, PyStr.Intern("environ"));
            if (env is null) return null;
        }
        PyObject? child = isLookedFor ? posix_spawnp(file, args, env) : posix_spawn(file, args, env);
        if (child is not PyInt { Value: var pid })
        {
            // A child of fork would end so when exec fails.
            if (mode == P_NOWAIT || !PyErr.TakeIf(Types.OSError)) return null;
            return new PyInt(notRun);
        }
        if (mode == P_NOWAIT) return child;
        return Wait((int)pid, 0, null) is { } found ? waitstatus_to_exitcode(found.Status) : null;
    }
}
