using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>Compiles patterns from text.</summary>
[DontLookInside]
internal static class RegexCompiler
{
    /// <summary>The pattern; null with an exception pending.</summary>
    public static PyPattern? Compile(PyObject source, RegexFlags flags)
    {
        try
        {
            ParsedPattern parsed = RegexParser.Parse(UserSlots.Unwrap(source), flags);
            foreach ((PyType category, string message, _) in parsed.Warnings)
            {
                RegexErrors.Warn(category, message);
                if (PyErr.Current != null) return null;
            }
            return Make(source, parsed);
        }
        catch (RegexSyntaxException e)
        {
            RegexErrors.Raise(e, source);
            return null;
        }
    }

    /// <summary>The pattern; null, without an exception, when there is something to say about it.</summary>
    public static PyPattern? CompileQuietly(PyObject source, RegexFlags flags)
    {
        try
        {
            ParsedPattern parsed = RegexParser.Parse(source, flags);
            return parsed.Warnings.Count == 0 ? Make(source, parsed) : null;
        }
        catch (RegexSyntaxException)
        {
            return null;
        }
    }

    private static PyPattern Make(PyObject source, ParsedPattern parsed)
    {
        var index = new PyDict();
        var names = new PyObject[parsed.Groups + 1];
        Array.Fill(names, PyNone.None);
        foreach ((string name, int number) in parsed.Names)
        {
            var text = new PyStr(name);
            index.Set(text, new PyInt(number));
            names[number] = text;
        }
        return new PyPattern(source, parsed.Flags, ProgramBuilder.Build(parsed.Root, parsed.Groups), index, names);
    }
}
