using PyLite.Parsing;

namespace PyLite.Compiling;

// Calls.
public sealed partial class PyCompiler
{
    private void LoadCall(Call call)
    {
        if (IsSuper(call)) return;
        CheckCall(call.Func);
        bool unpacking = call.Args.Count + call.Keywords.Count * 2 > MaxOnStack || call.Args.Exists(arg => arg is Starred) || call.Keywords.Exists(keyword => keyword.Name is null);
        if (unpacking)
        {
            Load(call.Func);
            LoadUnpackedArguments(call.Args, call.Keywords, 0);
            return;
        }
        if (call.Func is AttributeExpr method && !WantsFrame(method, call))
        {
            Load(method.Value);
            SourceRange outer = _code.Range;
            _code.Range = AttributeRange(method.Range, method);
            _code.Emit(Op.LoadMethod, _code.NameIndex(SymbolTableBuilder.Mangle(_class, method.Attr)));
            _code.Range = outer;
            int count = PlainArguments(call);
            _code.Range = AttributeRange(outer, method);
            _code.Emit(call.Keywords.Count > 0 ? Op.CallMethodKw : Op.CallMethod, count);
            _code.Range = outer;
            return;
        }
        Load(call.Func);
        int arguments = PlainArguments(call);
        Op op = call.Keywords.Count > 0 ? Op.CallKw : call.Func is AttributeExpr || WantsFrame(call.Func, call.Args.Count) ? Op.CallWithFrame : Op.Call;
        _code.Emit(op, arguments);
    }

    /// <summary>In a chain over several lines, an attribute and a method's call are shown on the line of the name.</summary>
    private static SourceRange AttributeRange(SourceRange range, AttributeExpr attribute)
    {
        int end = attribute.Range.EndColumn;
        return range.Line == attribute.Range.EndLine
            ? range
            : new SourceRange(attribute.Range.EndLine, end - attribute.Attr.Length, range.EndLine, end);
    }

    /// <summary><c>builtins.locals()</c> and its like, whatever name the module has here.</summary>
    private static bool WantsFrame(AttributeExpr method, Call call) => call.Keywords.Count == 0 && (method.Attr is "locals" ? call.Args.Count == 0
        : method is { Value: Name { Id: "builtins" or "__builtins__" }, Attr: "vars" or "dir" or "eval" or "exec" or "super" });

    private bool WantsFrame(Expr func, int arguments) => arguments == 0 && func is Name called && (called.Id == "super" || _code.Scope.NamesSuper) || _frameNames != null && func is Name { Id: var other } && _frameNames.Contains(other) || func is Name { Id: "globals" or "locals" or "vars" or "dir" or "eval" or "exec" or "__import__" } name
        && (arguments == 0 || name.Id is not ("vars" or "dir"))
        && _code.Scope.AccessTo(name.Id) is NameAccess.Global or NameAccess.Name;

    /// <summary>Loads arguments and, when some are named, the tuple of their names. Returns how many arguments there are.</summary>
    private int PlainArguments(Call call)
    {
        LoadAll(call.Args);
        foreach (Keyword keyword in call.Keywords) Load(keyword.Value);
        if (call.Keywords.Count > 0) _code.EmitConstant(KeywordNames(call.Keywords));
        return call.Args.Count + call.Keywords.Count;
    }

    private object?[] KeywordNames(List<Keyword> keywords)
    {
        var names = new object?[keywords.Count];
        for (int i = 0; i < names.Length; i++) names[i] = keywords[i].Name;
        return names;
    }

    /// <summary>
    /// <c>super()</c> in a method is <c>super(__class__, first parameter)</c>. Without a class around or a parameter, the call stays
    /// as it is and says so when it runs.
    /// </summary>
    private bool IsSuper(Call call)
    {
        if (call is not { Func: Name { Id: "super" } name, Args.Count: 0, Keywords.Count: 0 }) return false;
        Scope scope = _code.Scope;
        if (!scope.IsFunction || _code.ArgCount == 0 || !scope.Free.Contains("__class__")) return false;
        if (scope.AccessTo("super") != NameAccess.Global) return false;
        Load(name);
        _code.Emit(Op.LoadDeref, _code.DerefIndex("__class__"));
        string first = _code.Locals[0];
        if (scope.Cells.Contains(first)) _code.Emit(Op.LoadDeref, _code.DerefIndex(first));
        else _code.Emit(Op.LoadFast, 0);
        _code.Emit(Op.Call, 2);
        return true;
    }

    /// <summary>The callable and <paramref name="before"/> positional arguments are loaded: the rest, with stars, and the call.</summary>
    private void LoadUnpackedArguments(List<Expr> args, List<Keyword> keywords, int before)
    {
        int plain = before == 0 && StarIsLast(args) && keywords.TrueForAll(keyword => keyword.Value is Name or Constant) ? args.Count - 1 : 0;
        if (before == 0 && args.Count == 1 && args[0] is Starred only) Load(only.Value);
        else if (plain > 0)
        {
            for (int i = 0; i < plain; i++) Load(args[i]);
            Load(((Starred)args[plain]).Value);
        }
        else
        {
            _code.Emit(Op.BuildList, before);
            foreach (Expr arg in args)
            {
                if (arg is Starred starred)
                {
                    Load(starred.Value);
                    _code.Emit(Op.ListExtend, 1);
                }
                else
                {
                    Load(arg);
                    _code.Emit(Op.ListAppend, 1);
                }
            }
            _code.Emit(Op.ListToTuple);
        }
        if (keywords.Count > 0)
        {
            if (keywords is [{ Name: null } all]) Load(all.Value);
            else LoadKeywordDict(keywords);
            _code.Emit(Op.CallEx, 1 | plain << 1);
        }
        else _code.Emit(Op.CallEx, plain << 1);
    }

    /// <summary>
    /// One star after a few plain arguments: all of them wait on the stack, and the call puts them together. It looks through the starred
    /// one after everything else, so nothing else may have an effect.
    /// </summary>
    private static bool StarIsLast(List<Expr> args) =>
        args.Count is > 1 and < MaxOnStack && args[^1] is Starred && args.FindIndex(arg => arg is Starred) == args.Count - 1;

    private void LoadKeywordDict(List<Keyword> keywords)
    {
        int plain = keywords.FindIndex(keyword => keyword.Name is null);
        if (plain < 0) plain = keywords.Count;
        for (int i = 0; i < plain; i++)
        {
            if (i == 0 && plain > MaxOnStack / 2) _code.Emit(Op.BuildMap);
            _code.EmitConstant(keywords[i].Name);
            Load(keywords[i].Value);
            if (plain > MaxOnStack / 2) _code.Emit(Op.MapAdd, 1);
        }
        if (plain <= MaxOnStack / 2) _code.Emit(Op.BuildMap, plain);
        for (int i = plain; i < keywords.Count;)
        {
            if (keywords[i].Name is null)
            {
                Load(keywords[i].Value);
                i++;
            }
            else
            {
                int count = 0;
                for (; i < keywords.Count && keywords[i].Name is not null; i++, count++)
                {
                    _code.EmitConstant(keywords[i].Name);
                    Load(keywords[i].Value);
                }
                _code.Emit(Op.BuildMap, count);
            }
            _code.Emit(Op.DictMerge, 1);
        }
    }
}
