namespace Lua;

public sealed partial class Compiler
{
    private enum PlaceKind
    {
        Local, Cell, Captured, Global, Field, Item, Value,
    }

    /// <summary>Where a value is, or is to be put: a register, or a number, and for parts of tables the table and the key.</summary>
    private readonly record struct Place(PlaceKind Kind, int A, int B = 0);

    private static readonly Dictionary<string, (int Left, int Right)> s_priorities = new()
    {
        ["or"] = (1, 1),
        ["and"] = (2, 2),
        ["<"] = (3, 3),
        [">"] = (3, 3),
        ["<="] = (3, 3),
        [">="] = (3, 3),
        ["=="] = (3, 3),
        ["~="] = (3, 3),
        [".."] = (5, 4),
        ["+"] = (6, 6),
        ["-"] = (6, 6),
        ["*"] = (7, 7),
        ["/"] = (7, 7),
        ["%"] = (7, 7),
        ["^"] = (10, 9),
    };

    private const int UnaryPriority = 8;

    private Place PlaceOf(string name)
    {
        if (_scope.TryLocal(name, out int register, out bool isInCell)) return new Place(isInCell ? PlaceKind.Cell : PlaceKind.Local, register);
        if (_scope.CapturedNumber(name) is >= 0 and var captured) return new Place(PlaceKind.Captured, captured);
        if (!_globals.TryGetValue(name, out Global? global)) _globals[name] = global = new Global(name);
        return new Place(PlaceKind.Global, _scope.Global(global));
    }

    /// <summary>Brings a value into a register: the one given, or with -1 any. Gives which.</summary>
    private int Load(Place place, int register, int line)
    {
        if (place.Kind is PlaceKind.Local or PlaceKind.Value)
        {
            if (register >= 0 && register != place.A) _scope.Emit(line, Op.Move, register, place.A);
            return register < 0 ? place.A : register;
        }
        if (register < 0) register = _scope.Take();
        switch (place.Kind)
        {
            case PlaceKind.Cell: _scope.Emit(line, Op.GetCell, register, place.A); break;
            case PlaceKind.Captured: _scope.Emit(line, Op.Captured, register, place.A); break;
            case PlaceKind.Global: _scope.Emit(line, Op.Global, register, place.A); break;
            case PlaceKind.Field: _scope.Emit(line, Op.Field, register, place.A, place.B); break;
            default: _scope.Emit(line, Op.Item, register, place.A, place.B); break;
        }
        return register;
    }

    private void Store(Place place, int value, int line)
    {
        switch (place.Kind)
        {
            case PlaceKind.Local:
                if (place.A != value) _scope.Emit(line, Op.Move, place.A, value);
                break;
            case PlaceKind.Cell: _scope.Emit(line, Op.SetCell, place.A, value); break;
            case PlaceKind.Captured: _scope.Emit(line, Op.SetCaptured, place.A, value); break;
            case PlaceKind.Global: _scope.Emit(line, Op.SetGlobal, place.A, value); break;
            case PlaceKind.Field: _scope.Emit(line, Op.SetField, place.A, place.B, value); break;
            case PlaceKind.Item: _scope.Emit(line, Op.SetItem, place.A, place.B, value); break;
            default: throw Wrong("this cannot be assigned to");
        }
    }

    /// <summary>A condition; gives the jump that is taken where it does not hold.</summary>
    private int Condition()
    {
        int line = Line, register = _scope.Next, value = Expression(-1);
        Op? jump = !_scope.TryLast(value, out Instruction last) || value < register ? null : last.Op switch
        {
            Op.Less => Op.JumpUnlessLess,
            Op.LessOrEqual => Op.JumpUnlessLessOrEqual,
            Op.Equal => Op.JumpUnlessEqual,
            Op.Not => Op.JumpIf,
            _ => null,
        };
        if (jump is not null) _scope.RemoveLast();
        _scope.FreeTo(register);
        return _scope.Emit(line, jump ?? Op.JumpUnless, 0, jump is null ? value : last.B, jump is null ? 0 : last.C);
    }

    /// <summary>Leaves an expression's value in a register: the one given, or with -1 any. Gives which.</summary>
    private int Expression(int register, int priority = 0)
    {
        int left = Operand(register);
        while (Now.Kind is TokenKind.Symbol or TokenKind.Keyword && s_priorities.TryGetValue(Now.Text, out var own) && own.Left > priority)
        {
            int line = Line;
            string op = _tokens[_at++].Text;
            if (op is "and" or "or")
            {
                int choice = register >= 0 ? register : _scope.Take();
                if (left != choice) _scope.Emit(line, Op.Move, choice, left);
                int over = _scope.Emit(line, op == "and" ? Op.JumpUnless : Op.JumpIf, 0, choice);
                Expression(choice, own.Right);
                _scope.Land(over);
                left = choice;
                continue;
            }
            int right = Expression(-1, own.Right), result = register >= 0 ? register : _scope.Take();
            Op code = op switch
            {
                "+" => Op.Add,
                "-" => Op.Subtract,
                "*" => Op.Multiply,
                "/" => Op.Divide,
                "%" => Op.Modulo,
                "^" => Op.Power,
                ".." => Op.Concat,
                "==" or "~=" => Op.Equal,
                "<" or ">" => Op.Less,
                _ => Op.LessOrEqual,
            };
            bool isTurned = op is ">" or ">=";
            _scope.Emit(line, code, result, isTurned ? right : left, isTurned ? left : right);
            if (op == "~=") _scope.Emit(line, Op.Not, result, result);
            left = result;
        }
        return left;
    }

    private int Operand(int register)
    {
        int line = Line;
        Op? unary = Take("not") ? Op.Not : Take("-") ? Op.Negate : Take("#") ? Op.Length : null;
        if (unary is { } op)
        {
            int operand = Expression(-1, UnaryPriority), result = register >= 0 ? register : _scope.Take();
            _scope.Emit(line, op, result, operand);
            return result;
        }
        Token token = Now;
        if (token.Kind is not (TokenKind.Number or TokenKind.Text) && !token.Is("nil") && !token.Is("true") && !token.Is("false") && !token.Is("{") && !token.Is("function"))
            return Load(Suffixed(register), register, line);
        _at++;
        if (register < 0) register = _scope.Take();
        switch (token)
        {
            case { Kind: TokenKind.Number }: _scope.Emit(line, Op.Constant, register, _scope.Constant(new Value(token.Number))); break;
            case { Kind: TokenKind.Text }: _scope.Emit(line, Op.Constant, register, _scope.Constant(new Value(token.Text))); break;
            case { Text: "nil" }: _scope.Emit(line, Op.Nil, register); break;
            case { Text: "true" }: _scope.Emit(line, Op.True, register); break;
            case { Text: "false" }: _scope.Emit(line, Op.False, register); break;
            case { Text: "{" }: TableOf(register, line); break;
            default: _scope.Emit(line, Op.Closure, register, FunctionBody("function", hasSelf: false)); break;
        }
        return register;
    }

    private void TableOf(int register, int line)
    {
        // Its items may mention what was in the register.
        int table = _scope.Take();
        _scope.Emit(line, Op.Table, table);
        while (!Take("}"))
        {
            int free = _scope.Next;
            if (Now.Kind == TokenKind.Name && _tokens[_at + 1].Is("="))
            {
                int name = _scope.Name(Name());
                Want("=");
                _scope.Emit(Line, Op.SetField, table, name, Expression(-1));
            }
            else if (Take("["))
            {
                int key = Expression(-1);
                Want("]");
                Want("=");
                _scope.Emit(Line, Op.SetItem, table, key, Expression(-1));
            }
            else
            {
                _scope.Emit(Line, Op.Append, table, Expression(-1));
            }
            _scope.FreeTo(free);
            if (!Take(",") && !Take(";") && !Now.Is("}")) throw Wrong($"',' or '}}' is wanted, not '{Now.Text}'");
        }
        _scope.Emit(line, Op.Move, register, table);
    }

    /// <summary>A variable or an expression in parentheses, with the parts and calls behind it. A call's result is in the register, if that is the last in use.</summary>
    private Place Suffixed(int register)
    {
        int line = Line;
        Place place;
        if (Take("("))
        {
            place = new Place(PlaceKind.Value, Expression(register));
            Want(")");
        }
        else
        {
            place = PlaceOf(Name());
        }
        while (true)
        {
            line = Line;
            if (Take("."))
            {
                place = new Place(PlaceKind.Field, Load(place, -1, line), _scope.Name(Name()));
            }
            else if (Take("["))
            {
                int table = Load(place, -1, line);
                place = new Place(PlaceKind.Item, table, Expression(-1));
                Want("]");
            }
            else if (Take(":"))
            {
                int self = Load(place, -1, line), function = _scope.Take();
                string name = Name();
                if (!Now.Is("(")) throw Wrong("a method is called");
                _scope.Emit(line, Op.Field, function, self, _scope.Name(name));
                _scope.Emit(line, Op.Move, _scope.Take(), self);
                place = Call(function, 1, line);
            }
            else if (Now.Is("("))
            {
                int function = register >= 0 && register == _scope.Next - 1 ? register : _scope.Take();
                Load(place, function, line);
                place = Call(function, 0, line);
            }
            else
            {
                return place;
            }
        }
    }

    private Place Call(int function, int arguments, int line)
    {
        Want("(");
        while (!Take(")"))
        {
            int argument = _scope.Take();
            Expression(argument);
            _scope.FreeTo(argument + 1);
            arguments++;
            if (!Now.Is(")")) Want(",");
        }
        _scope.Emit(line, Op.Call, function, arguments, 1);
        _scope.FreeTo(function + 1);
        return new Place(PlaceKind.Value, function);
    }
}
