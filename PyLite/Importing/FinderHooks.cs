using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Importing;

/// <summary>Finders that a program has put into <c>sys.meta_path</c>, and the loaders their specs name.</summary>
internal static class FinderHooks
{
    /// <summary><c>sys.meta_path</c></summary>
    public static readonly PyList MetaPath = new();

    /// <summary><c>sys.path_hooks</c></summary>
    public static readonly PyList PathHooks = new();

    private static readonly PyStr FindSpec = PyStr.Intern("find_spec"), LoaderName = PyStr.Intern("loader"), CreateModule = PyStr.Intern("create_module"),
        ExecModule = PyStr.Intern("exec_module"), Origin = PyStr.Intern("origin"), Parent = PyStr.Intern("parent"), Cached = PyStr.Intern("cached"),
        HasLocation = PyStr.Intern("has_location"), Locations = PyStr.Intern("submodule_search_locations"), SpecName = PyStr.Intern("name");

    /// <summary>What the finder says of a module: its spec, None, or null with an exception pending.</summary>
    public static PyObject? Ask(PyObject finder, string name, PyObject path)
    {
        PyObject? find = Attributes.Find(finder, FindSpec);
        if (find == null) return PyErr.Current != null ? null : PyNone.None;
        return find.Call([new PyStr(name), path, PyNone.None], null);
    }

    /// <summary>Makes and runs the module of a spec, which then stands in <c>sys.modules</c>; null with an exception pending.</summary>
    public static PyObject? Load(PyObject spec)
    {
        if (Make(spec) is not { } module || spec.GetAttr(SpecName) is not PyStr name || spec.GetAttr(LoaderName) is not { } loader) return null;
        PyStr key = PyStr.Intern(name);
        Imports.Modules.SetStr(key, module);
        if (loader is not PyNone && (loader.GetAttr(ExecModule) is not { } exec || exec.Call([module], null) == null))
        {
            PyException error = PyErr.Take();
            Imports.Modules.Remove(key);
            PyErr.Current = error;
            return null;
        }
        return Imports.Modules.GetStr(key) ?? PyErr.RaiseWithArgs(Types.KeyError, name);
    }

    /// <summary>The module of a spec, not run yet.</summary>
    private static PyObject? Make(PyObject spec)
    {
        if (spec.GetAttr(LoaderName) is not { } loader || spec.GetAttr(SpecName) is not PyStr name) return null;
        PyObject? module = null;
        if (loader is not PyNone)
        {
            if (Attributes.Find(loader, CreateModule) is { } create)
            {
                module = create.Call([spec], null);
                if (module == null) return null;
            }
            else if (PyErr.Current != null)
            {
                return null;
            }
        }
        if (module is null or PyNone) module = new PyModule(name.Value) { Origin = new ModuleOrigin(OriginKind.Foreign, name.Value) { Spec = spec } };
        bool isNew = module is PyModule;
        Set(module, Names.Name, name, isNew);
        Set(module, Names.Loader, loader, isNew);
        Set(module, Names.Package, Of(spec, Parent) ?? PyStr.Empty, isNew);
        Set(module, Names.Spec, spec, true);
        if (Of(spec, Locations) is { } locations and not PyNone) Set(module, Names.Path, locations, isNew);
        if (Of(spec, HasLocation) is not { } located || located.Truth() != 1) return PyErr.Current == null ? module : null;
        if (Of(spec, Origin) is { } origin) Set(module, Names.File, origin, isNew);
        if (Of(spec, Cached) is { } cached and not PyNone) Set(module, PyStr.Intern("__cached__"), cached, isNew);
        return PyErr.Current == null ? module : null;
    }

    private static PyObject? Of(PyObject spec, PyStr name) => Attributes.Find(spec, name);

    private static void Set(PyObject module, PyStr name, PyObject value, bool always)
    {
        if (PyErr.Current != null || (!always && Attributes.Find(module, name) is not null and not PyNone)) return;
        if (!module.SetAttr(name, value)) PyErr.TakeIf(Types.AttributeError);
    }
}
