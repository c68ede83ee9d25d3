using System.Runtime.CompilerServices;

namespace PyLite.Tests;

/// <summary>What was expected was printed in this locale; programs run in the tests' process, and those they start, see it too.</summary>
internal static class TestLocale
{
    [ModuleInitializer]
    internal static void Set()
    {
        foreach (string name in (string[])["LC_ALL", "LC_CTYPE", "PYTHONUTF8", "PYTHONCOERCECLOCALE"]) Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable("LANG", "C.UTF-8");
    }
}
