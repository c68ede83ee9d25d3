using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What processes share: semaphores of the system.</summary>
[PyModule("_multiprocessing")]
[DontLookInside]
public static partial class MultiprocessingModule
{
    [PyConstant] private static PyType SemLock => PySemLock.ClassType;

    [PyModuleInit]
    private static void AddFlags(PyModule module)
    {
        var flags = new PyDict();
        foreach (string name in (string[])["HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"]) flags.SetStr(PyStr.Intern(name), PyInt.One);
        module.Globals.Set("flags", flags);
    }

    /// <summary>Takes the name of a semaphore away: who has it open keeps it.</summary>
    [PyFunction]
    public static PyObject? sem_unlink(string name) => Libc.sem_unlink(PySemLock.Encoded(name)) == 0 ? PyNone.None : SystemErrors.Raise();
}
