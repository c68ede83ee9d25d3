// From text to instructions, in one go.
namespace Lua;

/// <summary>A function while it is compiled: its instructions so far, its variables and the registers in use.</summary>
internal sealed class Scope(Scope? around)
{
    private readonly Dictionary<string, Instruction> _captured = [];
    public readonly Scope? Around = around;
    public readonly List<Instruction> Code = [];
    public readonly List<int> Captures = [];

    /// <summary>The variables, and the instruction that reads each.</summary>
    public readonly List<(string Name, Instruction Place)> Variables = [];

    /// <summary>From where on registers are free: now, and when the statement is over.</summary>
    public int Next { get; set => Most = Math.Max(Most, field = value); }
    public int Held, Most = 1, Blocks;

    /// <summary>The last jump out of the loop that is compiled; below 0 there is none yet.</summary>
    public int? Break;

    /// <summary>The instruction that reads a variable; null where no function around has it.</summary>
    public Instruction? Find(string name)
    {
        int at = Variables.FindLastIndex(variable => variable.Name == name);
        if (at >= 0) return Variables[at].Place;
        if (_captured.TryGetValue(name, out Instruction known)) return known;
        if (Around?.Find(name) is not { Op: not Op.Global } outer) return Around?.Find(name);
        Captures.Add(outer.Op == Op.GetCell ? outer.B : ~outer.B);
        return _captured[name] = new Instruction(Op.Captured, b: Captures.Count - 1);
    }
}

public sealed class Compiler(List<Token> tokens, Dictionary<string, Global> globals)
{
    private int _at;
    private Scope _scope = null!;

    /// <exception cref="LuaError">The program is none.</exception>
    public static Body Compile(string text, Dictionary<string, Global> globals)
    {
        var compiler = new Compiler(Lexer.Tokens(text), globals);
        Body main = compiler.Function("main", []);
        return compiler.Now.Kind == TokenKind.End ? main : throw compiler.Wrong($"'{compiler.Now.Text}' begins no statement");
    }

    private Token Now => tokens[_at];
    private bool EndsBlock => Now.Kind == TokenKind.End || Now.Is("end") || Now.Is("else") || Now.Is("elseif") || Now.Is("until");
    private LuaError Wrong(string what) => new(new Value(what), Now.Line);
    private void Want(string text) => _at += Now.Is(text) ? 1 : throw Wrong($"'{text}' is wanted, not '{Now.Text}'");
    private string Name() => Now.Kind == TokenKind.Name ? tokens[_at++].Text : throw Wrong($"a name is wanted, not '{Now.Text}'");

    private bool Take(string text) => Now.Is(text) && ++_at > 0;

    /// <summary>What stands between here and the end of a list.</summary>
    private void List(string end, Action item)
    {
        while (!Take(end))
        {
            item();
            if (!Now.Is(end)) Want(",");
        }
    }

    /// <summary>Emits an instruction, of the line that was read last; gives its number.</summary>
    private int Emit(Op op, int a = 0, int b = -1, int c = 0, Value k = default)
    {
        _scope.Code.Add(new Instruction(op, a, b, c, k, tokens[Math.Max(_at - 1, 0)].Line));
        return _scope.Code.Count - 1;
    }

    /// <summary>Emits an instruction whose result comes into a register; those behind it are free then. Gives the register.</summary>
    private int New(int register, Op op, int b = 0, int c = 0, Value k = default)
    {
        Emit(op, register, b, c, k);
        _scope.Next = register + 1;
        return register;
    }

    /// <summary>A jump, and those that stand in its place of the target, lead to what is emitted next.</summary>
    private void Land(int jump)
    {
        for (Instruction i; jump >= 0; jump = i.B)
        {
            i = _scope.Code[jump];
            _scope.Code[jump] = new Instruction(i.Op, i.A, _scope.Code.Count, line: i.Line);
        }
    }

    private Body Function(string name, List<string> parameters)
    {
        Scope own = _scope = new Scope(_scope) { Next = parameters.Count };
        for (int k = 0; k < parameters.Count; k++) Declare(parameters[k], k);
        Block(Statements);
        Emit(Op.Return, k: new Value(new Registers()));
        _scope = own.Around!;
        return new Body(name, parameters.Count, own.Most, [.. own.Code], [.. own.Captures]);
    }

    /// <summary>What is in the register is a variable from now on, until the block is over. One that inner functions use is in a cell; where it is made
    /// only once, because it stands outside of all functions and blocks, it is as good as a global.</summary>
    private void Declare(string name, int register)
    {
        var place = new Instruction(Op.Move, b: register);
        if (IsShared(name))
        {
            bool isOne = _scope is { Around: null, Blocks: 1 };
            place = isOne ? new Instruction(Op.Global, k: new Value(new Global())) : new Instruction(Op.GetCell, b: register);
            Emit(isOne ? Op.SetGlobal : Op.NewCell, register, register, k: place.K);
        }
        _scope.Variables.Add((name, place));
        _scope.Held = _scope.Next;
    }

    /// <summary>Whether a function in what follows of the block mentions the name: perhaps another variable's, which costs a cell and no more.</summary>
    private bool IsShared(string name)
    {
        // For all that is open: whether it is a function or stands in one.
        var open = new Stack<bool>();
        for (int at = _at; tokens[at].Kind != TokenKind.End; at++)
        {
            Token token = tokens[at];
            open.TryPeek(out bool isInside);
            if (token.Is("function") || token.Is("if") || token.Is("do") || token.Is("repeat")) open.Push(isInside || token.Is("function"));
            else if (token.Is("end") && !open.TryPop(out _)) return false;
            else if (token.Is("until")) open.TryPop(out _);
            else if (isInside && token.Kind == TokenKind.Name && token.Text == name && at > _at + 1) return true;
        }
        return false;
    }

    /// <summary>The variables and registers of what is compiled here are free afterwards.</summary>
    private void Block(Action content)
    {
        int variables = _scope.Variables.Count, next = _scope.Next, held = _scope.Held;
        _scope.Held = next;
        _scope.Blocks++;
        content();
        _scope.Blocks--;
        _scope.Variables.RemoveRange(variables, _scope.Variables.Count - variables);
        (_scope.Next, _scope.Held) = (next, held);
    }

    private void Statements()
    {
        for (; !EndsBlock; Take(";"))
        {
            Statement();
            _scope.Next = _scope.Held;
        }
    }

    private void Statement()
    {
        if (Take("local")) Local();
        else if (Take("if")) If();
        else if (Take("while")) Loop(While);
        else if (Take("repeat")) Loop(() => Block(Repeat));
        else if (Take("for")) Block(For);
        else if (Take("function")) NamedFunction();
        else if (Take("return")) Emit(Op.Return, k: new Value(new Registers(EndsBlock || Now.Is(";") ? [] : [.. Values(-1)])));
        else if (Take("break")) Break(Op.Jump);
        else if (Now.Is("do")) Do();
        else CallOrAssignment();
    }

    private void Local()
    {
        // The function, the next statement, knows the variable itself.
        bool isFunction = Now.Is("function");
        List<string> names = [isFunction ? tokens[_at + 1].Text : Name()];
        while (Take(",")) names.Add(Name());
        List<int> values = Take("=") ? Values(names.Count) : [.. names.Select(_ => New(_scope.Next, Op.Constant))];
        for (int k = 0; k < names.Count; k++) Declare(names[k], values[k]);
    }

    private void If()
    {
        int ends = -1;
        do
        {
            int otherwise = Emit(Op.JumpUnless, Expression());
            Want("then");
            Block(Statements);
            if (!Now.Is("end")) ends = Emit(Op.Jump, b: ends);
            Land(otherwise);
        }
        while (Take("elseif"));
        if (Take("else")) Block(Statements);
        Want("end");
        Land(ends);
    }

    /// <summary>What is compiled here goes round and round, until something breaks out of it.</summary>
    private void Loop(Action round)
    {
        int? outer = _scope.Break;
        int head = _scope.Code.Count;
        _scope.Break = -1;
        round();
        Emit(Op.JumpBack, b: head);
        Land(_scope.Break.Value);
        _scope.Break = outer;
    }

    private void Break(Op jump, int a = 0) => _scope.Break = Emit(jump, a, _scope.Break ?? throw Wrong("'break' outside a loop"));

    private void Do() { Want("do"); Block(Statements); Want("end"); }
    private void While() { Break(Op.JumpUnless, Expression()); Do(); }

    /// <summary>The condition knows the variables of the block.</summary>
    private void Repeat() { Statements(); Want("until"); Break(Op.JumpIf, Expression()); }

    /// <summary>Counts from one number to another; or through a table's items, <c>for i, v in ipairs(t)</c>.</summary>
    private void For()
    {
        string variable = Name(), item = Take(",") ? Name() : "";
        Want(item.Length > 0 ? "in" : "=");
        if (item.Length > 0 && Name() != "ipairs") throw Wrong("only 'ipairs' can be gone through");
        List<int> range = [Expression()];
        int table = range[0];
        if (item.Length > 0) range = [New(_scope.Next, Op.Constant, k: new Value(1.0)), New(_scope.Next, Op.Length, table)];
        while (Take(",")) range.Add(Expression());
        if (range.Count == 2) range.Add(New(_scope.Next, Op.Constant, k: new Value(1.0)));
        if (range.Count != 3) throw Wrong("'for' wants two or three numbers");
        int index = _scope.Next;
        range.ForEach(value => New(_scope.Next, Op.Move, value));
        Want("do");
        Loop(() =>
        {
            Break(Op.ForTest, index);
            Block(() =>
            {
                Declare(variable, _scope.Next++);
                if (item.Length > 0) Declare(item, New(_scope.Next, Op.Item, table, index));
                Statements();
            });
            Emit(Op.Add, index, index, index + 2);
        });
        Want("end");
    }

    private void NamedFunction()
    {
        Instruction place = Variable(Name());
        while (Take(".")) place = FieldOf(place, _scope.Next);
        bool isMethod = Take(":");
        if (isMethod) place = FieldOf(place, _scope.Next);
        Store(place, Closure(tokens[_at - 1].Text, isMethod));
    }

    private void CallOrAssignment()
    {
        List<Instruction> places = [Suffixed()];
        while (Take(",")) places.Add(Suffixed());
        if (places is [{ Op: Op.Call } call])
        {
            Load(_scope.Next, call);
            return;
        }
        Want("=");
        List<int> values = places.Count == 1 ? [Expression()] : Values(places.Count);
        // Variables last: they may be the tables and keys of the others.
        foreach (int k in Enumerable.Range(0, places.Count).OrderBy(k => places[k].Op == Op.Move)) Store(places[k], values[k]);
    }

    /// <summary>How tightly operators bind what is left and right of them, and what they are.</summary>
    private static (int Left, int Right, Op Op) OperatorOf(Token token) => (token.Kind == TokenKind.Symbol ? token.Text : "") switch
    {
        "or" => (1, 1, Op.JumpIf),
        "and" => (2, 2, Op.JumpUnless),
        "<" or ">" => (3, 3, Op.Less),
        "<=" or ">=" => (3, 3, Op.LessOrEqual),
        "==" or "~=" => (3, 3, Op.Equal),
        ".." => (5, 4, Op.Concat),
        "+" => (6, 6, Op.Add),
        "-" => (6, 6, Op.Subtract),
        "*" => (7, 7, Op.Multiply),
        "/" => (7, 7, Op.Divide),
        "%" => (7, 7, Op.Modulo),
        "^" => (10, 9, Op.Power),
        _ => default,
    };

    /// <summary>An expression comes into the first free register, but for a variable that is in one already. Gives which.</summary>
    private int Expression(int priority = 0)
    {
        int mark = _scope.Next, left = Simple();
        while (OperatorOf(Now) is var own && own.Left > priority)
        {
            string text = tokens[_at++].Text;
            if (own.Op is Op.JumpIf or Op.JumpUnless)
            {
                // The right one is not looked at where the left one is the result.
                left = New(mark, Op.Move, left);
                int over = Emit(own.Op, left);
                Emit(Op.Move, left, Expression(own.Right));
                _scope.Next = left + 1;
                Land(over);
                continue;
            }
            int right = Expression(own.Right);
            left = text is ">" or ">=" ? New(mark, own.Op, right, left) : New(mark, own.Op, left, right);
            if (text == "~=") left = New(mark, Op.Not, left);
        }
        return left;
    }

    private int Simple()
    {
        int mark = _scope.Next;
        if (Now.Kind == TokenKind.Value) return New(mark, Op.Constant, k: tokens[_at++].Value);
        if (Take("not")) return New(mark, Op.Not, Expression(priority: 8));
        if (Take("-")) return New(mark, Op.Negate, Expression(priority: 8));
        if (Take("#")) return New(mark, Op.Length, Expression(priority: 8));
        if (Take("function")) return Closure("function");
        return Take("{") ? TableOf() : Load(mark, Suffixed());
    }

    private int TableOf()
    {
        int table = New(_scope.Next, Op.Table);
        List("}", () =>
        {
            bool isName = Now.Kind == TokenKind.Name && tokens[_at + 1].Is("="), isKey = Take("[");
            var key = isName ? new Instruction(Op.Field, b: table, k: new Value(Name())) : isKey ? new Instruction(Op.Item, b: table, c: Until("]")) : default;
            if (isName || isKey) Want("=");
            int value = Expression();
            if (isName || isKey) Store(key, value);
            else Emit(Op.Append, value, table);
            _scope.Next = table + 1;
        });
        return table;
    }

    private int Until(string end)
    {
        int value = Expression();
        Want(end);
        return value;
    }

    /// <summary>A variable or an expression in parentheses, with the parts and calls behind it: the instruction that would read it, not emitted yet.</summary>
    private Instruction Suffixed()
    {
        int mark = _scope.Next;
        Instruction place = Take("(") ? new Instruction(Op.Move, b: New(mark, Op.Move, Until(")"))) : Variable(Name());
        while (true)
        {
            if (Take(".")) place = FieldOf(place, mark);
            else if (Take("[")) place = new Instruction(Op.Item, b: Load(mark, place), c: Until("]"));
            else if (Now.Is("(") || Now.Is(":")) place = Call(Load(mark, place));
            else return place;
        }
    }

    private Instruction FieldOf(Instruction table, int mark) => new(Op.Field, b: Load(mark, table), k: new Value(Name()));

    private Instruction Call(int function)
    {
        var arguments = new List<int>();
        if (Take(":"))
        {
            arguments.Add(function);
            function = New(_scope.Next, Op.Field, function, k: new Value(Name()));
        }
        Want("(");
        List(")", () => arguments.Add(Expression()));
        return new Instruction(Op.Call, b: function, k: new Value(new Registers([.. arguments])));
    }

    private Instruction Variable(string name)
    {
        if (_scope.Find(name) is { } place) return place;
        if (!globals.TryGetValue(name, out Global? global)) globals[name] = global = new Global();
        return new Instruction(Op.Global, k: new Value(global));
    }

    /// <summary>Parameters, what is between them and <c>end</c>, and the closure of it.</summary>
    private int Closure(string name, bool isMethod = false)
    {
        List<string> parameters = isMethod ? ["self"] : [];
        Want("(");
        List(")", () => parameters.Add(Name()));
        Body body = Function(name, parameters);
        Want("end");
        return New(_scope.Next, Op.Closure, k: new Value(body));
    }

    /// <summary>So many values, or with -1 as many as there are, each in a register that is no variable's. A call at the end gives as many as are wanted.</summary>
    private List<int> Values(int wanted)
    {
        var values = new List<int>();
        do
        {
            int next = _scope.Next, value = Expression();
            values.Add(value < next ? New(next, Op.Move, value) : value);
        }
        while (Take(","));
        if (_scope.Code[^1] is { Op: Op.Call } call && call.A == values[^1])
        {
            int results = wanted < 0 ? 3 : Math.Clamp(wanted - values.Count + 1, 1, 3);
            _scope.Code[^1] = new Instruction(Op.Call, call.A, call.B, results, call.K, call.Line);
            while (--results > 0) values.Add(_scope.Next++);
        }
        while (values.Count < wanted) values.Add(New(_scope.Next, Op.Constant));
        return values;
    }

    /// <summary>Brings what stands in a place, or the result of a call, into a register, which may be one where its parts are.</summary>
    private int Load(int register, Instruction place) => place.Op == Op.Move ? place.B : New(register, place.Op, place.B, place.C, place.K);

    /// <summary>An instruction that reads a place is followed by the one that writes it.</summary>
    private int Store(Instruction place, int value) => place.Op switch
    {
        Op.Move => Emit(Op.Move, place.B, value),
        Op.GetCell or Op.Captured or Op.Global or Op.Field or Op.Item => Emit(place.Op + 1, value, place.B, place.C, place.K),
        _ => throw Wrong("this cannot be assigned to"),
    };
}
