using PyLite.Compiling;
using PyLite.Importing;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Cli;

/// <summary><c>-m</c>: finds a module along <c>sys.path</c> and runs it as the program.</summary>
internal static class ModuleRunner
{
    /// <summary>Runs the module, or a package's <c>__main__</c>; the exit code.</summary>
    public static int Run(string name, string[] arguments, JitSession? session)
    {
        ProgramRunner.Prepare(arguments, Directory.GetCurrentDirectory());
        if (Find(name) is not { } origin) return PyErr.Current is null ? 1 : ProgramRunner.Report(PyErr.Take());
        string shown = origin.ShownAs;
        if (origin.File is { } file)
        {
            arguments[0] = file;
            SysModule.SetArguments(arguments);
            session?.Anticipate("import ");
        }
        PyModule main = ProgramRunner.MainModule(shown);
        ModuleLoader.Describe(main, origin);
        main.Globals.Set(Names.Package, new PyStr(origin.Name.LastIndexOf('.') is var dot and >= 0 ? origin.Name[..dot] : ""));
        if (ModuleLoader.Code(origin) is not { } code) return ProgramRunner.Report(PyErr.Take());
        ProgramRunner.RunsModule = true;
        return ProgramRunner.Run(code, main);
    }

    /// <summary>A zip file with <c>__main__.py</c> in it, by the library's own means.</summary>
    public static int RunZip(string file, string[] arguments, JitSession? session)
    {
        ProgramRunner.Prepare(arguments, file);
        session?.Anticipate("import ");
        ProgramRunner.MainModule("<zip>");
        if (Compilation.Compile("import runpy\nrunpy._run_module_as_main('__main__', False)\n", "<zip>", CompileMode.Module) is not { } code)
            return ProgramRunner.Report(PyErr.Take());
        return ProgramRunner.Run(code, new PyModule("<zip>"));
    }

    // The magic number, flags, and two words that tell of the source.
    private const int CompiledHeader = 16;

    /// <summary>A file that <c>py_compile</c> has written.</summary>
    public static int RunCompiled(string file, byte[] compiled, string[] arguments, JitSession? session)
    {
        string path = Path.GetFullPath(file);
        ProgramRunner.Prepare(arguments, Path.GetDirectoryName(path)!);
        if (!compiled.AsSpan().StartsWith(ImportLibrary.MagicNumber)) return Refuse("RuntimeError: Bad magic number in .pyc file");
        if (compiled.Length < CompiledHeader) return Refuse("EOFError: EOF read where not expected");
        session?.Anticipate("import ");
        PyModule main = ProgramRunner.MainModule(path);
        PyObject? code = new MarshalReader(compiled[CompiledHeader..]).Read();
        PyErr.Current = null;
        return code is PyCode body ? ProgramRunner.Run(body, main) : Refuse("RuntimeError: Bad code object in .pyc file");

        static int Refuse(string error)
        {
            StandardStreams.CurrentError.Write(error + "\n");
            return 1;
        }
    }

    private static ModuleOrigin? Find(string name)
    {
        int dot = name.LastIndexOf('.');
        PyObject paths = Imports.Path;
        if (dot >= 0)
        {
            if (Imports.ImportModule(name[..dot]) is not { } parent)
            {
                if (PyErr.Current is not { } error || !error.Type.IsSubtype(Types.ImportError)) return null;
                PyErr.Take();
                return Fail($"Error while finding module specification for '{name}' ({error.Type.Name}: {error.Str()?.Value})");
            }
            if (Attributes.Find(parent, Names.Path) is not { } folders)
                return Fail($"Error while finding module specification for '{name}' (ModuleNotFoundError: __path__ attribute not found on '{name[..dot]}' while trying to find '{name}')");
            paths = folders;
            if (Imports.Modules.GetStr(PyStr.Intern(name)) is { } early && Attributes.Find(early, Names.Path) == null)
            {
                string warning = $"{new PyStr(name).Repr().Value} found in sys.modules after import of package {new PyStr(name[..dot]).Repr().Value}, but prior to execution of "
                    + $"{new PyStr(name).Repr().Value}; this may result in unpredictable behaviour";
                if (!WarningsModule.Warn(Types.RuntimeWarning, warning, "<frozen runpy>", 128)) return null;
            }
        }
        ModuleOrigin? origin = ModuleFinder.Find(name, Sequences.ToList(paths)!, dot < 0);
        if (origin is null) return Fail($"No module named {name}{LibraryNames.Advice(name)}");
        if (origin.Kind == OriginKind.BuiltIn) return Fail($"No code object available for {name}");
        if (!origin.IsPackage) return origin;
        if (Imports.ImportModule(name) is not { } package) return null;
        string main = name + ".__main__";
        return ModuleFinder.Find(main, Sequences.ToList(Attributes.Find(package, Names.Path) ?? new PyList())!, isTop: false)
            ?? Fail($"No module named {main}; '{name}' is a package and cannot be directly executed");
    }

    private static ModuleOrigin? Fail(string message)
    {
        StandardStreams.Flush();
        StandardStreams.CurrentError.Write($"{ProgramFile.Path}: {message}\n");
        return null;
    }
}
