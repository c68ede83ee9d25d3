using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules.Syntax;

/// <summary>The builtin <c>compile</c>: of source text or a syntax tree, to code or to a tree.</summary>
[DontLookInside]
internal static class CompileFunction
{
    private const long DontImplyDedent = 0x200, OnlyAst = 0x400, TypeComments = 0x1000, TopLevelAwait = 0x2000, AllowIncomplete = 0x4000;
    private const long FutureFeatures = 0x1FE0000, FutureAnnotations = 0x1000000, Nested = 0x10;
    private const long Known = DontImplyDedent | OnlyAst | TypeComments | TopLevelAwait | AllowIncomplete | FutureFeatures | Nested;

    private static readonly string[] Parameters = ["source", "filename", "mode", "flags", "dont_inherit", "optimize", "_feature_version"];

    public static PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("compile", args, keywords, Parameters, 3, out PyObject?[] v, positionalMax: 6)) return null;
        PyObject name = UserSlots.Unwrap(v[1]!);
        if (name is PyMemoryView or PyBytes { IsMutable: true })
        {
            if (!WarningsModule.Warn(Types.DeprecationWarning, $"path should be string, bytes, or os.PathLike, not {name.Type.Name}")) return null;
            if (Buffers.TryBytes(name, out ReadOnlySpan<byte> given)) name = new PyBytes(given.ToArray());
        }
        if (Builtins.FileName(name is PyBytes ? name : v[1]!) is not { } file) return null;
        if (UserSlots.Unwrap(v[2]!) is not PyStr mode) return PyErr.TypeError($"compile() argument 'mode' must be str, not {v[2]!.Type.Name}");
        if (!Number(v[3], 0, out long flags) || !Number(v[5], -1, out long optimize) || !Number(v[6], -1, out long version)) return null;
        if ((flags & ~Known) != 0) return PyErr.ValueError("compile(): unrecognised flags");
        if (optimize is < -1 or > 2) return PyErr.ValueError("compile(): invalid optimize value");
        bool onlyTree = (flags & OnlyAst) != 0;
        CompileMode? kind = mode.Value switch { "exec" => CompileMode.Exec, "eval" => CompileMode.Eval, "single" => CompileMode.Single, _ => null };
        if (kind == null && mode.Value == "func_type")
        {
            if (!onlyTree) return PyErr.ValueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
        }
        else if (kind == null)
        {
            return PyErr.ValueError(onlyTree ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'" : "compile() mode must be 'exec', 'eval' or 'single'");
        }
        CompileOptions options = optimize switch
        {
            -1 => Compilation.Options,
            1 => CompileOptions.WithoutAsserts,
            2 => CompileOptions.WithoutAsserts | CompileOptions.WithoutDocstrings,
            _ => CompileOptions.None,
        };
        if ((flags & FutureAnnotations) != 0) options |= CompileOptions.AnnotationsAreText;
        if ((flags & DontImplyDedent) != 0) options |= CompileOptions.BlocksEndWithLine;
        if ((flags & TypeComments) != 0) options |= CompileOptions.ReadsTypeComments;
        if ((flags & TopLevelAwait) != 0) options |= CompileOptions.AwaitsAtTopLevel;
        if ((flags & AllowIncomplete) != 0) options |= CompileOptions.MayBeIncomplete;
        if (v[0] is PyInstance node)
        {
            if (TreeClasses.Get() is not { } classes) return null;
            if (classes.IsNode(node)) return onlyTree ? node : OfTree(classes, node, file, kind!.Value, options);
        }
        if (Compilation.Source(v[0]!, "compile() arg 1 must be a string, bytes or AST object", file) is not { } source) return null;
        if (kind == null) return FunctionType(source, file);
        return onlyTree ? Tree(source, file, kind.Value, options, version < 0 ? Parser.NewestVersion : (int)version) : Compilation.Compile(source, file, kind.Value, options);
    }

    private static bool Number(PyObject? value, long missing, out long number)
    {
        number = missing;
        return value == null || Sequences.Integer(value, out number);
    }

    private static PyObject? OfTree(TreeClasses classes, PyInstance root, string file, CompileMode mode, CompileOptions options)
    {
        PyObject? code = Compilation.Guarded(fault =>
        {
            fault.FileName = file;
            return fault;
        }, () => new TreeImport(classes).Tree(root, mode) is { } tree ? PyCompiler.Compile(tree, file, mode, options) : null);
        if (code is PyCode made && !Importing.StandardLibrary.Owns(file)) KeptFrames.Look(made);
        return code;
    }

    private static PyObject? Tree(string source, string file, CompileMode mode, CompileOptions options, int version)
    {
        if (TreeClasses.Get() is not { } classes) return null;
        string text = PyCompiler.Normalize(source, mode);
        var warnings = new SourceWarnings();
        return Compilation.Guarded(fault => PyCompiler.InFile(fault, text, file, mode, options), () =>
        {
            SyntaxTree tree = SyntaxTree.Parse(text, file, mode, options, warnings, version);
            if (!Compilation.Tell(warnings, source, file)) return null;
            var export = new TreeExport(classes, new SourceColumns(text));
            return tree.Expression is { } expression ? export.Expression(expression) : export.Module(tree, mode == CompileMode.Single);
        });
    }

    /// <summary>The text of a comment that gives a function's type: <c>(int, str) -> bool</c>.</summary>
    private static PyObject? FunctionType(string source, string file)
    {
        if (TreeClasses.Get() is not { } classes) return null;
        string text = PyCompiler.Normalize(source, CompileMode.Eval);
        return Compilation.Guarded(fault => PyCompiler.InFile(fault, text, file, CompileMode.Eval, CompileOptions.None), () =>
        {
            (List<Expr> arguments, Expr returns) = Parser.ParseFunctionType(text, file);
            return new TreeExport(classes, new SourceColumns(text)).FunctionType(arguments, returns);
        });
    }
}
