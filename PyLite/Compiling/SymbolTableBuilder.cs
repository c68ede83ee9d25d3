using PyLite.Parsing;

namespace PyLite.Compiling;

/// <summary>Walks a syntax tree and makes the scopes of its functions, classes and comprehensions, with what each does with each name.</summary>
public sealed class SymbolTableBuilder
{
    private readonly Dictionary<Node, Scope> _scopes = [];
    private readonly Scope _module;
    private Scope _scope;
    private string? _class;

    /// <summary>Annotations are not evaluated, so that names in them are not used.</summary>
    private bool _annotationsAreText;
    private bool _awaitsAtTop;

    private SymbolTableBuilder() => _scope = _module = new Scope(ScopeKind.Module, "top", null, null);

    /// <summary>The scopes, by the node that opens each; the module's own under no node, as the second result.</summary>
    public static (Dictionary<Node, Scope> Scopes, Scope Module) Build(List<Stmt> body, bool annotationsAreText = false, bool awaitsAtTop = false)
    {
        var builder = new SymbolTableBuilder { _annotationsAreText = annotationsAreText, _awaitsAtTop = awaitsAtTop };
        builder.Visit(body);
        ScopeResolver.ResolveAll(builder._scope);
        return (builder._scopes, builder._scope);
    }

    /// <inheritdoc cref="Build(List{Stmt}, bool, bool)"/>
    public static (Dictionary<Node, Scope> Scopes, Scope Module) Build(Expr expression, bool awaitsAtTop = false)
    {
        var builder = new SymbolTableBuilder { _awaitsAtTop = awaitsAtTop };
        builder.Visit(expression);
        ScopeResolver.ResolveAll(builder._scope);
        return (builder._scopes, builder._scope);
    }

    /// <summary><c>__name</c> inside a class is <c>_Class__name</c>.</summary>
    public static string Mangle(string? className, string name)
    {
        if (className is null || !name.StartsWith("__", StringComparison.Ordinal) || name.EndsWith("__", StringComparison.Ordinal)
            || name.Contains('.', StringComparison.Ordinal))
        {
            return name;
        }
        string stripped = className.TrimStart('_');
        return stripped.Length == 0 ? name : $"_{stripped}{name}";
    }

    // CPython finds some of these later, when it compiles.
    private static PySyntaxException Fault(string message, SourceRange range) =>
        new(SyntaxErrorKind.SyntaxError, message, range) { IsOfNames = !message.EndsWith("__debug__", StringComparison.Ordinal) && !message.Contains(" outside ", StringComparison.Ordinal) };

    // ---- scopes

    private Scope Open(ScopeKind kind, string name, Node node)
    {
        var scope = new Scope(kind, name, _scope, node);
        _scope.Children.Add(scope);
        _scopes[node] = scope;
        _scope = scope;
        return scope;
    }

    private void Close() => _scope = _scope.Parent!;

    private void Bind(string name, SourceRange range, SymbolFlags flags = SymbolFlags.Bound)
    {
        if (name == "__debug__") throw Fault("cannot assign to __debug__", range);
        _scope.Add(Mangle(_class, name), flags);
    }

    private void Use(string name) => _scope.Add(Mangle(_class, name), SymbolFlags.Used);

    // ---- statements

    private void Visit(List<Stmt> body)
    {
        foreach (Stmt statement in body) Visit(statement);
    }

    private void Visit(Stmt statement)
    {
        switch (statement)
        {
            case FunctionDef def:
                VisitAll(def.Decorators);
                VisitDefaults(def.Args);
                VisitAnnotations(def.Args, def.Returns);
                Bind(def.Name, def.Range);
                Scope function = Open(ScopeKind.Function, def.Name, def);
                function.IsAsync = def.IsAsync;
                Parameters(def.Args, def.Range);
                Visit(def.Body);
                Close();
                break;
            case ClassDef type:
                VisitAll(type.Decorators);
                VisitAll(type.Bases);
                foreach (Keyword keyword in type.Keywords) Visit(keyword.Value);
                Bind(type.Name, type.Range);
                Open(ScopeKind.Class, type.Name, type);
                string? outer = _class;
                _class = type.Name;
                Visit(type.Body);
                _class = outer;
                Close();
                break;
            case Return { Value: { } value }: Visit(value); break;
            case Delete delete:
                foreach (Expr target in delete.Targets)
                    if (target is Name { Id: "__debug__" }) throw Fault("cannot delete __debug__", target.Range);
                VisitTargets(delete.Targets);
                break;
            case Assign assign:
                if (assign.Value is Name { Id: "globals" or "locals" or "vars" or "dir" or "eval" or "exec" })
                    foreach (Expr target in assign.Targets)
                        if (target is Name other) (_module.FrameNames ??= []).Add(other.Id);
                VisitTargets(assign.Targets);
                Visit(assign.Value);
                break;
            case AugAssign augmented:
                if (augmented.Target is Name name) Use(name.Id);
                VisitTarget(augmented.Target);
                Visit(augmented.Value);
                break;
            case AnnAssign annotated: VisitAnnotated(annotated); break;
            case For loop:
                if (loop.IsAsync) MarkTop();
                VisitTarget(loop.Target);
                Visit(loop.Iter);
                Visit(loop.Body);
                Visit(loop.OrElse);
                break;
            case While loop:
                Visit(loop.Test);
                Visit(loop.Body);
                Visit(loop.OrElse);
                break;
            case If branch:
                Visit(branch.Test);
                Visit(branch.Body);
                Visit(branch.OrElse);
                break;
            case With with:
                if (with.IsAsync) MarkTop();
                foreach (WithItem item in with.Items)
                {
                    Visit(item.Context);
                    if (item.Target is not null) VisitTarget(item.Target);
                }
                Visit(with.Body);
                break;
            case Raise raise:
                VisitOptional(raise.Exception);
                VisitOptional(raise.Cause);
                break;
            case Try attempt: VisitTry(attempt); break;
            case Parsing.Assert assert:
                Visit(assert.Test);
                VisitOptional(assert.Message);
                break;
            case Import import:
                foreach (Alias alias in import.Names) Bind(alias.AsName ?? FirstPart(alias.Name), import.Range, SymbolFlags.Bound | SymbolFlags.Imported);
                break;
            case ImportFrom import:
                foreach (Alias alias in import.Names)
                {
                    if (alias.Name != "*") Bind(alias.AsName ?? alias.Name, alias.Range, SymbolFlags.Bound | SymbolFlags.Imported);
                    else if (_scope.Kind != ScopeKind.Module) throw Fault("import * only allowed at module level", alias.Range);
                }
                break;
            case Global global: Declare(global.Names, SymbolFlags.Global, "global", global.Range); break;
            case Nonlocal nonlocal:
                if (_scope.Kind == ScopeKind.Module) throw Fault("nonlocal declaration not allowed at module level", nonlocal.Range);
                Declare(nonlocal.Names, SymbolFlags.Nonlocal, "nonlocal", nonlocal.Range);
                break;
            case ExprStmt expression: Visit(expression.Value); break;
            case Match match:
                Visit(match.Subject);
                foreach (MatchCase matchCase in match.Cases)
                {
                    Visit(matchCase.Pattern);
                    VisitOptional(matchCase.Guard);
                    Visit(matchCase.Body);
                }
                break;
            default: break;
        }
    }

    private static string FirstPart(string dotted)
    {
        int dot = dotted.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? dotted : dotted[..dot];
    }

    private void VisitAnnotated(AnnAssign annotated)
    {
        if (annotated.Target is Name name)
        {
            SymbolFlags flags = _scope[Mangle(_class, name.Id)];
            if (annotated.Simple && _scope.Kind != ScopeKind.Module && (flags & (SymbolFlags.Global | SymbolFlags.Nonlocal)) != 0)
            {
                string kind = (flags & SymbolFlags.Global) != 0 ? "global" : "nonlocal";
                throw Fault($"annotated name '{name.Id}' can't be {kind}", annotated.Range);
            }
            if (annotated.Simple || annotated.Value is not null) Bind(name.Id, name.Range, SymbolFlags.Bound | SymbolFlags.Annotated);
        }
        else VisitTarget(annotated.Target);
        if (_annotationsAreText) CheckText(annotated.Annotation);
        else if (!_scope.IsFunction) Visit(annotated.Annotation);
        VisitOptional(annotated.Value);
    }

    private void VisitTry(Try attempt)
    {
        Visit(attempt.Body);
        foreach (ExceptHandler handler in attempt.Handlers)
        {
            VisitOptional(handler.Type);
            if (handler.Name is not null) Bind(handler.Name, handler.Range);
            Visit(handler.Body);
        }
        Visit(attempt.OrElse);
        Visit(attempt.FinalBody);
    }

    private void Declare(List<string> names, SymbolFlags flag, string word, SourceRange range)
    {
        foreach (string plain in names)
        {
            string name = Mangle(_class, plain);
            SymbolFlags flags = _scope[name];
            if ((flags & SymbolFlags.Parameter) != 0) throw Fault($"name '{name}' is parameter and {word}", range);
            SymbolFlags other = SymbolFlags.Global | SymbolFlags.Nonlocal;
            if ((flags & other & ~flag) != 0) throw Fault($"name '{name}' is nonlocal and global", _scope.NonlocalRange(name) ?? range);
            if ((flags & SymbolFlags.Used) != 0) throw Fault($"name '{name}' is used prior to {word} declaration", range);
            if ((flags & SymbolFlags.Annotated) != 0) throw Fault($"annotated name '{name}' can't be {word}", range);
            if ((flags & SymbolFlags.Bound) != 0)
                throw Fault($"name '{name}' is assigned to before {word} declaration", range);
            _scope.DeclareNonlocal(name, range);
            _scope.Add(name, flag);
            // A name that is global anywhere is so at the top too, where variables may be kept elsewhere.
            if (flag == SymbolFlags.Global) Top().Add(name, flag);
        }
    }

    private Scope Top()
    {
        Scope top = _scope;
        while (top.Parent is { } parent) top = parent;
        return top;
    }

    // ---- expressions

    private void VisitAll(List<Expr> expressions)
    {
        foreach (Expr expression in expressions) Visit(expression);
    }

    private void VisitOptional(Expr? expression)
    {
        if (expression is not null) Visit(expression);
    }

    private void Visit(Expr expression)
    {
        switch (expression)
        {
            case Constant: break;
            case Name name:
                Use(name.Id);
                _scope.NamesSuper |= name.Id == "super" && _scope.IsFunction;
                // super() without arguments finds the class there.
                if (name.Id == "super" && _scope.IsFunction) _scope.Add("__class__", SymbolFlags.Used);
                break;
            case AttributeExpr attribute: Visit(attribute.Value); break;
            case Subscript subscript:
                Visit(subscript.Value);
                Visit(subscript.Index);
                break;
            case SliceExpr slice:
                VisitOptional(slice.Lower);
                VisitOptional(slice.Upper);
                VisitOptional(slice.Step);
                break;
            case Starred starred: Visit(starred.Value); break;
            case BinOp binary:
                Visit(binary.Left);
                Visit(binary.Right);
                break;
            case UnaryOp unary: Visit(unary.Operand); break;
            case BoolOp boolean: VisitAll(boolean.Values); break;
            case Compare compare:
                Visit(compare.Left);
                VisitAll(compare.Comparators);
                break;
            case Call call:
                bool isSuperNamed = _scope.NamesSuper;
                Visit(call.Func);
                if (call is { Func: Name { Id: "super" }, Args.Count: 0 }) _scope.NamesSuper = isSuperNamed;
                VisitAll(call.Args);
                foreach (Keyword keyword in call.Keywords)
                {
                    if (keyword.Name == "__debug__") throw Fault("cannot assign to __debug__", call.Range);
                    Visit(keyword.Value);
                }
                break;
            case IfExp conditional:
                Visit(conditional.Test);
                Visit(conditional.Body);
                Visit(conditional.OrElse);
                break;
            case Lambda lambda:
                VisitDefaults(lambda.Args);
                Open(ScopeKind.Function, "lambda", lambda);
                Parameters(lambda.Args, lambda.Range);
                Visit(lambda.Body);
                Close();
                break;
            case TupleExpr tuple: VisitAll(tuple.Elements); break;
            case ListExpr list: VisitAll(list.Elements); break;
            case SetExpr set: VisitAll(set.Elements); break;
            case DictExpr dict:
                foreach (Expr? key in dict.Keys) VisitOptional(key);
                VisitAll(dict.Values);
                break;
            case Comprehension comprehension: VisitComprehension(comprehension); break;
            case Yield yield:
                MarkYield(yield.Range, "'yield' outside function");
                VisitOptional(yield.Value);
                break;
            case YieldFrom yield:
                MarkYield(yield.Range, "'yield' outside function");
                Visit(yield.Value);
                break;
            case Await wait:
                _scope.HasAwait = true;
                if (_scope.Kind == ScopeKind.Comprehension) _scope.IsAsync = true;
                MarkTop();
                Visit(wait.Value);
                break;
            case NamedExpr named: VisitNamed(named); break;
            case JoinedStr joined: VisitAll(joined.Values); break;
            case FormattedValue formatted:
                Visit(formatted.Value);
                VisitOptional(formatted.Spec);
                break;
            default: throw new InvalidOperationException($"no rule for {expression.GetType().Name}");
        }
    }

    private void MarkYield(SourceRange range, string message)
    {
        if (_scope.Kind == ScopeKind.Comprehension)
        {
            var comprehension = (Comprehension)_scope.Node!;
            string what = comprehension.Kind switch
            {
                ComprehensionKind.List => "list comprehension",
                ComprehensionKind.Set => "set comprehension",
                ComprehensionKind.Dict => "dict comprehension",
                _ => "generator expression",
            };
            throw Fault($"'yield' inside {what}", range);
        }
        if (_scope.Kind != ScopeKind.Function) throw Fault(message, range);
        _scope.HasYield = true;
    }

    /// <summary>How many iterables of comprehensions stand around the present place.</summary>
    private int _iterables;

    private void VisitIterable(Expr iterable)
    {
        _iterables++;
        Visit(iterable);
        _iterables--;
    }

    private void VisitNamed(NamedExpr named)
    {
        if (_iterables > 0) throw Fault("assignment expression cannot be used in a comprehension iterable expression", named.Range);
        string name = Mangle(_class, named.Target.Id);
        Scope owner = _scope;
        while (owner.Kind == ScopeKind.Comprehension)
        {
            if ((owner[name] & SymbolFlags.Iteration) != 0)
                throw Fault($"assignment expression cannot rebind comprehension iteration variable '{name}'", named.Target.Range);
            owner = owner.Parent!;
        }
        if (owner != _scope)
        {
            if (owner.Kind == ScopeKind.Class)
                throw Fault("assignment expression within a comprehension cannot be used in a class body", named.Target.Range);
            bool global = owner.Kind == ScopeKind.Module || (owner[name] & SymbolFlags.Global) != 0;
            owner.Add(name, SymbolFlags.Bound);
            for (Scope between = _scope; between != owner; between = between.Parent!)
                between.Add(name, global ? SymbolFlags.Global : SymbolFlags.Nonlocal);
        }
        Visit(named.Value);
        if (owner == _scope) VisitTarget(named.Target);
    }

    private void VisitComprehension(Comprehension comprehension)
    {
        VisitIterable(comprehension.Generators[0].Iter);
        string name = comprehension.Kind switch
        {
            ComprehensionKind.List => "listcomp",
            ComprehensionKind.Set => "setcomp",
            ComprehensionKind.Dict => "dictcomp",
            _ => "genexpr",
        };
        Scope scope = Open(ScopeKind.Comprehension, name, comprehension);
        scope.Add(".0", SymbolFlags.Parameter);
        if (comprehension.Kind == ComprehensionKind.Generator) scope.HasYield = true;
        for (int i = 0; i < comprehension.Generators.Count; i++)
        {
            ComprehensionFor generator = comprehension.Generators[i];
            if (generator.IsAsync)
            {
                scope.HasAwait = scope.IsAsync = true;
            }
            MarkIteration(scope, generator.Target);
            VisitTarget(generator.Target);
            if (i > 0) VisitIterable(generator.Iter);
            VisitAll(generator.Conditions);
        }
        VisitOptional(comprehension.Value);
        Visit(comprehension.Element);
        Close();
        if (!scope.IsAsync || comprehension.Kind == ComprehensionKind.Generator) return;
        // It is awaited where it stands: comprehensions around it become asynchronous with it.
        MarkTop();
        if (!_scope.IsAsync && _scope.Kind != ScopeKind.Comprehension)
            throw Fault("asynchronous comprehension outside of an asynchronous function", comprehension.Range);
        _scope.IsAsync = true;
    }

    /// <summary>A module that awaits is a coroutine, where that is asked for.</summary>
    private void MarkTop()
    {
        if (_awaitsAtTop && _scope.Kind == ScopeKind.Module) _scope.IsAsync = true;
    }

    private void MarkIteration(Scope scope, Expr target)
    {
        switch (target)
        {
            case Name name:
                string mangled = Mangle(_class, name.Id);
                if ((scope[mangled] & (SymbolFlags.Global | SymbolFlags.Nonlocal)) != 0)
                    throw Fault($"comprehension inner loop cannot rebind assignment expression target '{mangled}'", name.Range);
                scope.Add(mangled, SymbolFlags.Iteration);
                break;
            case Starred starred: MarkIteration(scope, starred.Value); break;
            case TupleExpr tuple: tuple.Elements.ForEach(element => MarkIteration(scope, element)); break;
            case ListExpr list: list.Elements.ForEach(element => MarkIteration(scope, element)); break;
            default: break;
        }
    }

    // ---- targets, parameters, patterns

    private void VisitTargets(List<Expr> targets)
    {
        foreach (Expr target in targets) VisitTarget(target);
    }

    private void VisitTarget(Expr target)
    {
        switch (target)
        {
            case Name name: Bind(name.Id, name.Range); break;
            case Starred starred: VisitTarget(starred.Value); break;
            case TupleExpr tuple: VisitTargets(tuple.Elements); break;
            case ListExpr list: VisitTargets(list.Elements); break;
            case AttributeExpr { Attr: "__debug__" }: throw Fault("cannot assign to __debug__", target.Range);
            default: Visit(target); break;
        }
    }

    private void VisitDefaults(Arguments args)
    {
        VisitAll(args.Defaults);
        foreach (Expr? value in args.KeywordDefaults) VisitOptional(value);
    }

    private void VisitAnnotations(Arguments args, Expr? returns)
    {
        if (_annotationsAreText)
        {
            foreach (Arg arg in args.PositionalOnly.Concat(args.Positional).Concat(args.KeywordOnly)) CheckText(arg.Annotation);
            CheckText(args.VarArgs?.Annotation);
            CheckText(args.VarKeywords?.Annotation);
            CheckText(returns);
            return;
        }
        foreach (Arg arg in args.PositionalOnly) VisitOptional(arg.Annotation);
        foreach (Arg arg in args.Positional) VisitOptional(arg.Annotation);
        if (args.VarArgs is not null) VisitOptional(args.VarArgs.Annotation);
        foreach (Arg arg in args.KeywordOnly) VisitOptional(arg.Annotation);
        if (args.VarKeywords is not null) VisitOptional(args.VarKeywords.Annotation);
        VisitOptional(returns);
    }

    /// <summary>An annotation that is kept as text: what could not be evaluated elsewhere has no place in it.</summary>
    private static void CheckText(Expr? annotation)
    {
        switch (annotation)
        {
            case NamedExpr: throw Fault("'named expression' can not be used within an annotation", annotation.Range);
            case Yield or YieldFrom: throw Fault("'yield expression' can not be used within an annotation", annotation.Range);
            case Await: throw Fault("'await expression' can not be used within an annotation", annotation.Range);
            case BinOp binary:
                CheckText(binary.Left);
                CheckText(binary.Right);
                break;
            case Subscript subscript:
                CheckText(subscript.Value);
                CheckText(subscript.Index);
                break;
            case Compare compare:
                CheckText(compare.Left);
                compare.Comparators.ForEach(CheckText);
                break;
            case Call call:
                CheckText(call.Func);
                call.Args.ForEach(CheckText);
                call.Keywords.ForEach(keyword => CheckText(keyword.Value));
                break;
            case IfExp choice:
                CheckText(choice.Test);
                CheckText(choice.Body);
                CheckText(choice.OrElse);
                break;
            case SliceExpr slice:
                CheckText(slice.Lower);
                CheckText(slice.Upper);
                CheckText(slice.Step);
                break;
            case DictExpr dict:
                dict.Keys.ForEach(CheckText);
                dict.Values.ForEach(CheckText);
                break;
            case FormattedValue formatted:
                CheckText(formatted.Value);
                CheckText(formatted.Spec);
                break;
            case UnaryOp unary: CheckText(unary.Operand); break;
            case AttributeExpr attribute: CheckText(attribute.Value); break;
            case Starred starred: CheckText(starred.Value); break;
            case BoolOp several: several.Values.ForEach(CheckText); break;
            case JoinedStr text: text.Values.ForEach(CheckText); break;
            case TupleExpr tuple: tuple.Elements.ForEach(CheckText); break;
            case ListExpr list: list.Elements.ForEach(CheckText); break;
            case SetExpr set: set.Elements.ForEach(CheckText); break;
            // The rest of it is a scope of its own, as a lambda is.
            case Comprehension comprehension: CheckText(comprehension.Generators[0].Iter); break;
        }
    }

    private void Parameters(Arguments args, SourceRange function)
    {
        args.PositionalOnly.ForEach(Parameter);
        args.Positional.ForEach(Parameter);
        args.KeywordOnly.ForEach(Parameter);
        if (args.VarArgs is not null) Parameter(args.VarArgs);
        if (args.VarKeywords is not null) Parameter(args.VarKeywords);

        void Parameter(Arg arg)
        {
            string name = Mangle(_class, arg.Name);
            if ((_scope[name] & SymbolFlags.Parameter) != 0) throw Fault($"duplicate argument '{name}' in function definition", arg.Range);
            Bind(arg.Name, function, SymbolFlags.Parameter | SymbolFlags.Bound);
        }
    }

    private void Visit(Pattern pattern)
    {
        switch (pattern)
        {
            case MatchValue value: Visit(value.Value); break;
            case MatchAs capture:
                if (capture.Pattern is not null) Visit(capture.Pattern);
                if (capture.Name is not null) Bind(capture.Name, capture.Range);
                break;
            case MatchOr or: or.Patterns.ForEach(Visit); break;
            case MatchStar star:
                if (star.Name is not null) Bind(star.Name, star.Range);
                break;
            case MatchSequence sequence: sequence.Patterns.ForEach(Visit); break;
            case MatchMapping mapping:
                VisitAll(mapping.Keys);
                mapping.Patterns.ForEach(Visit);
                if (mapping.Rest is not null) Bind(mapping.Rest, mapping.Range);
                break;
            case MatchClass type:
                Visit(type.Type);
                type.Patterns.ForEach(Visit);
                type.NamedPatterns.ForEach(Visit);
                break;
            default: break;
        }
    }
}
