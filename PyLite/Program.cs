using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;

int exit = 0;
var thread = new Thread(() =>
{
    string source = args[0] == "-c" ? args[1] : File.ReadAllText(args[0]);
    string name = args[0] == "-c" ? "<string>" : args[0];
    SysModule.SetArguments(args[0] == "-c" ? ["-c", .. args[2..]] : args);
    Imports.Path.Append(new PyStr(Path.GetDirectoryName(Path.GetFullPath(name)) ?? ""));
    var module = new PyModule("__main__");
    Imports.Modules.SetStr(Names.Main, module);
    PyCode? code = Compilation.Compile(source, name, CompileMode.Module);
    PyObject? result = code == null ? null : Imports.Execute(code, module.Globals);
    StandardStreams.Flush();
    if (result != null) return;
    PyException e = PyErr.Take();
    for (PyTraceback? t = e.Traceback; t != null; t = t.Next_)
        Console.Error.WriteLine($"  File \"{t.Code.FileName}\", line {t.Code.LineAt(t.Pc)}, in {t.Code.Name}");
    Console.Error.WriteLine($"{e.Type.Name}: {e.Str()?.Value}");
    exit = 1;
}, 512 << 20);
thread.Start();
thread.Join();
return exit;
