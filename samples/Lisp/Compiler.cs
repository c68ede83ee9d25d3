// Values to code: a recursive walk that knows for each expression whether its result is returned at once ("tail").
namespace Lisp;

public sealed class Compiler
{
    private readonly Compiler? _outer;
    private readonly string _name;
    private readonly string? _self;                        // the name under which the function sees itself
    private readonly Dictionary<string, Global> _globals;
    private readonly HashSet<string> _assigned;            // names some `set!` of this top-level form assigns: their variables live in cells
    private readonly List<int> _ops = [];
    private readonly List<Value> _constants = [];
    private readonly List<Global> _usedGlobals = [];
    private readonly List<Code> _functions = [];
    private readonly List<string> _locals = [];            // a slot each; a later one of the same name hides the earlier
    private readonly List<string> _captured = [];
    private readonly List<int> _captures = [];
    private int _depth, _deepest;

    private Compiler(string name, bool seesItself, Compiler? outer, Dictionary<string, Global> globals, HashSet<string> assigned) =>
        (_name, _self, _outer, _globals, _assigned) = (name, seesItself && !assigned.Contains(name) ? name : null, outer, globals, assigned);

    /// <summary>Compiles one top-level form to a function without parameters.</summary>
    public static Code Compile(Value form, Dictionary<string, Global> globals)
    {
        var assigned = new HashSet<string>();
        FindAssigned(form, assigned);
        var compiler = new Compiler("top level", false, null, globals, assigned);
        compiler.Expression(form, tail: true);
        return compiler.Finish(0);
    }

    private static void FindAssigned(Value form, HashSet<string> names)
    {
        for (; form is Pair pair; form = pair.Cdr)
        {
            if (pair.Car == Symbol.Of("set!") && pair.Cdr is Pair { Car: Symbol name }) names.Add(name.Name);
            FindAssigned(pair.Car, names);
        }
    }

    private Code Finish(int parameters)
    {
        Emit(Op.Return, 0, -1);
        return new Code(_name, parameters, _locals.Count + _deepest, [.. _ops], [.. _constants], [.. _usedGlobals], [.. _functions], [.. _captures]);
    }

    private int Emit(Op op, int arg, int stackEffect)
    {
        _ops.Add((int)op);
        _ops.Add(arg);
        _deepest = Math.Max(_deepest, _depth += stackEffect);
        return _ops.Count - 1;
    }

    private void PatchToHere(int argAt) => _ops[argAt] = _ops.Count;

    private void Constant(Value value)
    {
        _constants.Add(value);
        Emit(Op.Const, _constants.Count - 1, +1);
    }

    private void Expression(Value form, bool tail)
    {
        switch (form)
        {
            case Symbol symbol when symbol != Symbol.True && symbol != Symbol.False && symbol != Symbol.Nil: Variable(symbol.Name); break;
            case Pair { Car: Symbol head } list when !IsLocal(head.Name): Form(head.Name, list, Items(list.Cdr), tail); break;
            case Pair call: Call(call, tail); break;
            default: Constant(form); break;
        }
    }

    private void Form(string head, Pair list, List<Value> items, bool tail)
    {
        switch (head, items.Count)
        {
            case ("quote", 1): Constant(items[0]); break;
            case ("if", 2 or 3): If(items, tail); break;
            case ("begin", > 0): Body(items, tail); break;
            case ("lambda", > 1): Lambda("lambda", false, items[0], items[1..]); break;
            case ("define", > 1): Define(items); break;
            case ("set!", 2): Assign(Name(items[0]), items[1]); break;
            case ("let", > 1): Let(items, tail); break;
            case ("quote" or "if" or "begin" or "lambda" or "define" or "set!" or "let", _): throw Malformed(list);
            default:
                if (!Primitives.ByName.TryGetValue(head, out var primitive))
                {
                    Call(list, tail);
                    break;
                }
                if (items.Count != primitive.Arity) throw Malformed(list);
                foreach (Value item in items) Expression(item, tail: false);
                Emit(Op.Primitive, (int)primitive.Id << 2 | primitive.Arity, 1 - primitive.Arity);
                break;
        }
    }

    private void If(List<Value> items, bool tail)
    {
        Expression(items[0], tail: false);
        int toElse = Emit(Op.JumpIfFalse, 0, -1);
        Expression(items[1], tail);
        int toEnd = Emit(Op.Jump, 0, -1);    // no pop: one result is on the stack, from whichever branch
        PatchToHere(toElse);
        Expression(items.Count > 2 ? items[2] : Symbol.Nil, tail);
        PatchToHere(toEnd);
    }

    private void Body(List<Value> items, bool tail)
    {
        for (int i = 0; i < items.Count; i++)
        {
            Expression(items[i], tail && i == items.Count - 1);
            if (i < items.Count - 1) Emit(Op.Pop, 0, -1);
        }
    }

    private void Call(Pair call, bool tail)
    {
        List<Value> items = Items(call);
        foreach (Value item in items) Expression(item, tail: false);
        Emit(tail ? Op.TailCall : Op.Call, items.Count - 1, 1 - items.Count);
    }

    private void Define(List<Value> items)
    {
        string name = Name(items[0] is Pair signature ? signature.Car : items[0]);
        bool global = _outer is null && _locals.Count == 0;
        if (items[0] is Pair { Cdr: var parameters }) Lambda(name, !global, parameters, items[1..]);
        else Expression(items[1], tail: false);
        if (global) Emit(Op.DefineGlobal, GlobalIndex(name), -1);
        else Bind(name);
        Constant(Symbol.Of(name));
    }

    private void Assign(string name, Value value)
    {
        if (IsLocal(name))
        {
            Load(name);
            Expression(value, tail: false);
            Emit(Op.CellSet, 0, -2);
        }
        else
        {
            Expression(value, tail: false);
            Emit(Op.SetGlobal, GlobalIndex(name), -1);
        }
        Constant(Symbol.Nil);
    }

    /// <summary>(let ((name value) …) body …), and (let name ((parameter value) …) body …): a function that is called at once, a loop.</summary>
    private void Let(List<Value> items, bool tail)
    {
        bool named = items[0] is Symbol && items[0] != Symbol.Nil;
        List<List<Value>> bindings = Items(items[named ? 1 : 0]).ConvertAll(Items);
        if (bindings.Exists(binding => binding.Count != 2)) throw new LispError("let: each binding is (name value)");
        if (named)
        {
            Value parameters = Symbol.Nil;
            for (int i = bindings.Count; i-- > 0;) parameters = new Pair(bindings[i][0], parameters);
            Lambda(Name(items[0]), true, parameters, items[2..]);
        }
        foreach (List<Value> binding in bindings) Expression(binding[1], tail: false);
        if (named)
        {
            Emit(tail ? Op.TailCall : Op.Call, bindings.Count, -bindings.Count);
            return;
        }
        int outside = _locals.Count;
        for (int i = bindings.Count; i-- > 0;) Bind(Name(bindings[i][0]));
        Body(items[1..], tail);
        for (int i = outside; i < _locals.Count; i++) _locals[i] = "";    // out of scope; the slot stays
    }

    private void Lambda(string name, bool seesItself, Value parameters, List<Value> body)
    {
        var function = new Compiler(name, seesItself, this, _globals, _assigned);
        foreach (Value parameter in Items(parameters)) function._locals.Add(Name(parameter));
        int count = function._locals.Count;
        for (int i = 0; i < count; i++) if (_assigned.Contains(function._locals[i])) function.Emit(Op.MakeCell, i, 0);
        function.Body(body, tail: true);
        _functions.Add(function.Finish(count));
        Emit(Op.Closure, _functions.Count - 1, +1);
    }

    /// <summary>Pops a value into a new local variable.</summary>
    private void Bind(string name)
    {
        _locals.Add(name);
        Emit(Op.SetLocal, _locals.Count - 1, -1);
        if (_assigned.Contains(name)) Emit(Op.MakeCell, _locals.Count - 1, 0);
    }

    private void Variable(string name)
    {
        if (IsLocal(name))
        {
            Load(name);
            if (_assigned.Contains(name)) Emit(Op.CellGet, 0, 0);
        }
        else if (Primitives.ByName.TryGetValue(name, out var primitive))    // as a value: a function around it
        {
            Value parameters = Symbol.Nil;
            for (int i = primitive.Arity; i-- > 0;) parameters = new Pair(Symbol.Of("abc".Substring(i, 1)), parameters);
            Lambda(name, false, parameters, [new Pair(Symbol.Of(name), parameters)]);
        }
        else Emit(Op.Global, GlobalIndex(name), +1);
    }

    private bool IsLocal(string name) =>
        _locals.Contains(name) || (_outer is not null && (name == _self || _outer.IsLocal(name)));

    private void Load(string name)
    {
        int at = Find(name);
        if (at == Code.CaptureSelf) Emit(Op.Self, 0, +1);
        else Emit(at < 0 ? Op.Captured : Op.Local, at < 0 ? ~at : at, +1);
    }

    /// <summary>Where a variable is, in the form of <see cref="Code.Captures"/>; captures it through the functions around this one if need be.</summary>
    private int Find(string name)
    {
        int slot = _locals.LastIndexOf(name);
        if (slot >= 0) return slot;
        if (name == _self) return Code.CaptureSelf;
        int known = _captured.IndexOf(name);
        if (known >= 0) return ~known;
        _captured.Add(name);
        _captures.Add(_outer!.Find(name));
        return ~(_captured.Count - 1);
    }

    private int GlobalIndex(string name)
    {
        if (!_globals.TryGetValue(name, out Global? global)) _globals.Add(name, global = new Global(name));
        _usedGlobals.Add(global);
        return _usedGlobals.Count - 1;
    }

    private static string Name(Value value) => value is Symbol symbol ? symbol.Name : throw new LispError($"a name is wanted, not {value}");

    private static List<Value> Items(Value list)
    {
        var items = new List<Value>();
        for (; list is Pair pair; list = pair.Cdr) items.Add(pair.Car);
        return items;
    }

    private static LispError Malformed(Value form) => new($"malformed: {form}");
}
