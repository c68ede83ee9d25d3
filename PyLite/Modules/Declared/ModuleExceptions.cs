using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Exceptions that belong to a module.</summary>
public static class ModuleExceptions
{
    /// <summary>A new exception class, named with its module.</summary>
    public static PyType New(string fullName, PyType baseType)
    {
        int dot = fullName.LastIndexOf('.');
        var type = new PyType(fullName[(dot + 1)..], baseType);
        type.Set("__module__", PyStr.Intern(fullName[..dot]));
        return type;
    }
}
