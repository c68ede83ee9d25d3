namespace Lua;

/// <summary>
/// From text to instructions in one go. Which variables inner functions use is known only when a function is at its end; where there are such, it
/// is compiled once more, with these in cells.
/// </summary>
public sealed partial class Compiler
{
    private readonly List<Token> _tokens;
    private readonly Dictionary<string, Global> _globals;
    private int _at;
    private Scope _scope = null!;

    private Compiler(List<Token> tokens, Dictionary<string, Global> globals) => (_tokens, _globals) = (tokens, globals);

    /// <exception cref="LuaError">The program is none.</exception>
    public static Body Compile(string text, Dictionary<string, Global> globals)
    {
        var compiler = new Compiler(Lexer.Tokens(text), globals);
        return compiler.Function("main", [], compiler.Program);
    }

    private Token Now => _tokens[_at];
    private int Line => Now.Line;

    private LuaError Wrong(string what) => new(new Value(what), Line);

    private bool Take(string text)
    {
        if (!Now.Is(text)) return false;
        _at++;
        return true;
    }

    private void Want(string text)
    {
        if (!Take(text)) throw Wrong($"'{text}' is wanted, not '{Now.Text}'");
    }

    private string Name()
    {
        if (Now.Kind != TokenKind.Name) throw Wrong($"a name is wanted, not '{Now.Text}'");
        return _tokens[_at++].Text;
    }

    private Body Function(string name, List<string> parameters, Action body)
    {
        int start = _at;
        Scope? around = _scope;
        var inCells = new HashSet<int>();
        while (true)
        {
            _at = start;
            _scope = new Scope(around, name, inCells);
            foreach (string parameter in parameters) _scope.Take();
            for (int k = 0; k < parameters.Count; k++)
                if (_scope.Declare(parameters[k], k)) _scope.Emit(Line, Op.NewCell, k);
            body();
            _scope.Emit(Line, Op.Return);
            Scope done = _scope;
            _scope = around!;
            if (done.Captured.IsSubsetOf(inCells)) return done.Finish(parameters.Count);
            inCells.UnionWith(done.Captured);
        }
    }

    private void Program()
    {
        Block();
        if (Now.Kind != TokenKind.End) throw Wrong($"'{Now.Text}' begins no statement");
    }

    /// <summary>Parameters and what is between them and <c>end</c>; gives the function's number.</summary>
    private int FunctionBody(string name, bool hasSelf)
    {
        var parameters = new List<string>();
        if (hasSelf) parameters.Add("self");
        Want("(");
        while (!Take(")"))
        {
            parameters.Add(Name());
            if (!Now.Is(")")) Want(",");
        }
        _scope.Functions.Add(Function(name, parameters, () =>
        {
            Block();
            Want("end");
        }));
        return _scope.Functions.Count - 1;
    }

    private void Block()
    {
        int locals = _scope.LocalCount, register = _scope.Next;
        Statements();
        _scope.Forget(locals, register);
    }

    private void Statements()
    {
        while (!(Now.Kind == TokenKind.End || Now.Is("end") || Now.Is("else") || Now.Is("elseif") || Now.Is("until")))
        {
            Statement();
            Take(";");
        }
    }

    private void Statement()
    {
        int line = Line;
        if (Take("local"))
        {
            if (Take("function")) LocalFunction(line);
            else Locals(line);
            return;
        }
        int register = _scope.Next;
        if (Take("if")) If();
        else if (Take("while")) While();
        else if (Take("repeat")) Repeat();
        else if (Take("for")) For(line);
        else if (Take("function")) NamedFunction(line);
        else if (Take("return")) Return(line);
        else if (Take("break")) Break(line);
        else if (Take("do")) Do();
        else ExpressionStatement(line);
        _scope.FreeTo(register);
    }

    private void Do()
    {
        Block();
        Want("end");
    }

    private void Break(int line)
    {
        if (_scope.Breaks.Count == 0) throw Wrong("'break' outside a loop");
        _scope.Breaks.Peek().Add(_scope.Emit(line, Op.Jump));
    }

    private void LocalFunction(int line)
    {
        string name = Name();
        int register = _scope.Take();
        _scope.Emit(line, Op.Nil, register);
        bool isInCell = _scope.Declare(name, register);
        if (isInCell) _scope.Emit(line, Op.NewCell, register);
        int function = FunctionBody(name, hasSelf: false), made = isInCell ? _scope.Take() : register;
        _scope.Emit(line, Op.Closure, made, function);
        if (isInCell) _scope.Emit(line, Op.SetCell, register, made);
        _scope.FreeTo(register + 1);
    }

    private void Locals(int line)
    {
        var names = new List<string>();
        do names.Add(Name());
        while (Take(","));
        int first = _scope.Next;
        if (Take("=")) Expressions(names.Count);
        else
            foreach (string name in names) _scope.Emit(line, Op.Nil, _scope.Take());
        for (int k = 0; k < names.Count; k++)
            if (_scope.Declare(names[k], first + k)) _scope.Emit(line, Op.NewCell, first + k);
        _scope.FreeTo(first + names.Count);
    }

    /// <summary>Expressions, one register after the other: so many values, or with -1 as many as there are. Gives how many.</summary>
    private int Expressions(int wanted)
    {
        int first = _scope.Next, count = 0;
        do
        {
            int register = _scope.Take();
            Expression(register);
            _scope.FreeTo(register + 1);
            count++;
        }
        while (Take(","));
        int most = wanted < 0 ? Math.Min(3, count + 2) : Math.Min(wanted, count + 2);
        if (most > count && _scope.TryWiden(first + count - 1, most - count + 1))
        {
            for (; count < most; count++) _scope.Take();
        }
        for (; count < wanted; count++) _scope.Emit(Line, Op.Nil, _scope.Take());
        return count;
    }

    private void If()
    {
        var ends = new List<int>();
        while (true)
        {
            int otherwise = Condition();
            Want("then");
            Block();
            bool goesOn = Now.Is("elseif") || Now.Is("else");
            if (goesOn) ends.Add(_scope.Emit(Line, Op.Jump));
            _scope.Land(otherwise);
            if (Take("elseif")) continue;
            if (Take("else")) Block();
            Want("end");
            break;
        }
        foreach (int end in ends) _scope.Land(end);
    }

    private void While()
    {
        int head = _scope.Label(), over = Condition();
        Want("do");
        Loop(() =>
        {
            Block();
            Want("end");
            _scope.Emit(Line, Op.JumpBack, head);
            _scope.Land(over);
        });
    }

    private void Repeat()
    {
        int head = _scope.Label();
        Loop(() =>
        {
            // The condition knows the variables of the block.
            int locals = _scope.LocalCount, register = _scope.Next;
            Statements();
            Want("until");
            int again = Condition(), over = _scope.Emit(Line, Op.Jump);
            _scope.Land(again);
            _scope.Emit(Line, Op.JumpBack, head);
            _scope.Land(over);
            _scope.Forget(locals, register);
        });
    }

    private void Loop(Action body)
    {
        _scope.Breaks.Push([]);
        body();
        foreach (int jump in _scope.Breaks.Pop()) _scope.Land(jump);
    }

    /// <summary>Counts from one number to another; or through a table's items, <c>for i, v in ipairs(t)</c>.</summary>
    private void For(int line)
    {
        int locals = _scope.LocalCount, index = _scope.Next, table = -1;
        string variable = Name(), item = "";
        if (Take(","))
        {
            item = Name();
            Want("in");
            if (Name() != "ipairs") throw Wrong("only 'ipairs' can be gone through");
            Want("(");
            table = Expression(-1);
            Want(")");
            index = _scope.Next;
            _scope.Emit(line, Op.Constant, _scope.Take(), _scope.Constant(new Value(1.0)));
            _scope.Emit(line, Op.Length, _scope.Take(), table);
            _scope.Emit(line, Op.Constant, _scope.Take(), _scope.Constant(new Value(1.0)));
        }
        else
        {
            Want("=");
            for (int k = 0; k < 3; k++)
            {
                int number = _scope.Take();
                if (k == 0 || Take(",")) Expression(number);
                else if (k == 2) _scope.Emit(line, Op.Constant, number, _scope.Constant(new Value(1.0)));
                else throw Wrong("'for' wants two or three numbers");
                _scope.FreeTo(number + 1);
            }
        }
        int start = _scope.Emit(line, Op.ForStart, index), value = _scope.Take();
        Want("do");
        Loop(() =>
        {
            int head = _scope.Label();
            if (table >= 0)
            {
                int found = _scope.Take();
                _scope.Emit(line, Op.Item, found, table, value);
                if (_scope.Declare(item, found)) _scope.Emit(line, Op.NewCell, found);
            }
            if (_scope.Declare(variable, value)) _scope.Emit(line, Op.NewCell, value);
            Block();
            Want("end");
            _scope.Emit(line, Op.ForNext, index, head);
            _scope.Land(start);
        });
        _scope.Forget(locals, _scope.Next);
    }

    private void NamedFunction(int line)
    {
        string name = Name();
        Place place = PlaceOf(name);
        bool hasSelf = false;
        while (Now.Is(".") || Now.Is(":"))
        {
            hasSelf = Take(":");
            if (!hasSelf) Want(".");
            name = Name();
            place = new Place(PlaceKind.Field, Load(place, -1, line), _scope.Name(name));
            if (hasSelf) break;
        }
        int made = _scope.Take();
        _scope.Emit(line, Op.Closure, made, FunctionBody(name, hasSelf));
        Store(place, made, line);
    }

    private void Return(int line)
    {
        int first = _scope.Next, count = 0;
        if (!(Now.Kind == TokenKind.End || Now.Is("end") || Now.Is("else") || Now.Is("elseif") || Now.Is("until") || Now.Is(";"))) count = Expressions(-1);
        if (count > 3) throw Wrong("at most three values can be returned");
        _scope.Emit(line, Op.Return, first, count);
    }

    private void ExpressionStatement(int line)
    {
        Place place = Suffixed(-1);
        if (place.Kind == PlaceKind.Value && !Now.Is("=") && !Now.Is(","))
        {
            if (!_scope.TryWiden(place.A, 0)) throw Wrong("this is no statement");
            return;
        }
        var places = new List<Place> { place };
        while (Take(",")) places.Add(Suffixed(-1));
        Want("=");
        int first = _scope.Next;
        if (places.Count == 1)
        {
            int value = Expression(-1);
            if (place.Kind == PlaceKind.Local && value >= first && _scope.TryLast(value, out Instruction last))
            {
                // The local gets the result itself.
                _scope.RemoveLast();
                _scope.Emit(line, last.Op, place.A, last.B, last.C);
                return;
            }
            Store(place, value, line);
            return;
        }
        Expressions(places.Count);
        for (int k = places.Count - 1; k >= 0; k--) Store(places[k], first + k, line);
    }
}
