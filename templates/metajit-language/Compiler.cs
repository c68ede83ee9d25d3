using System.Globalization;

namespace Foo;

/// <summary>
/// From text to register code in one pass. Statements: <c>let x = e</c>, <c>x = e</c>, <c>if e { } else { }</c>, <c>while e { }</c>, <c>print e</c>,
/// <c>return e</c>, <c>fn name(a, b) { }</c>. A name that no function knows as its own is a global variable.
/// </summary>
public sealed class Compiler
{
    private readonly string _text;
    private readonly Dictionary<string, Function> _functions = [];
    private readonly Dictionary<string, int> _globalNumbers = [];
    private readonly Globals _globals = new();
    private int _at, _line = 1;
    private string _token = "";
    private Scope _scope = null!;

    /// <summary>A function under compilation: its variables are its first registers, what is computed with stands above.</summary>
    private sealed class Scope(bool isProgram)
    {
        public readonly bool IsProgram = isProgram;
        public readonly Dictionary<string, int> Variables = [];
        public readonly List<Instruction> Code = [];
        public readonly List<int> Lines = [];
        public readonly List<Value> Constants = [];
        public readonly List<Function> Callees = [];
        public int Next, Most;

        public int Take()
        {
            Most = Math.Max(Most, Next + 1);
            return Next++;
        }
    }

    private Compiler(string text) => _text = text;

    /// <exception cref="FooError">The text is no program.</exception>
    public static Body Compile(string text)
    {
        var compiler = new Compiler(text);
        compiler.Read();
        var program = new Function("program", 0);
        compiler.FunctionBody(program, [], () =>
        {
            while (compiler._token.Length > 0) compiler.Statement();
        });
        foreach (Function function in compiler._functions.Values)
            if (function.Body is null) throw new FooError($"there is no function '{function.Name}'");
        return program.Body;
    }

    private void FunctionBody(Function function, string[] parameters, Action statements)
    {
        Scope outer = _scope;
        _scope = new Scope(isProgram: parameters.Length == 0 && function.Name == "program");
        foreach (string parameter in parameters) _scope.Variables[parameter] = _scope.Take();
        statements();
        int result = _scope.Take();
        Emit(Op.Constant, result, Constant(new Value(0)));
        Emit(Op.Return, result);
        function.Body = new Body(function, [.. _scope.Code], [.. _scope.Lines], [.. _scope.Constants], [.. _scope.Callees], _globals, _scope.Most);
        _scope = outer;
    }

    private void Statement()
    {
        int first = _scope.Next;
        switch (_token)
        {
            case "fn":
                Read();
                string declared = Name();
                string[] parameters = [.. List(Name)];
                Function function = FunctionCalled(declared, parameters.Length);
                if (function.Body is not null) throw Error($"there are two functions '{declared}'");
                FunctionBody(function, parameters, Block);
                return;
            case "let":
                Read();
                string name = Name();
                Expect("=");
                int value = Expression();
                if (_scope.IsProgram)
                {
                    Emit(Op.SetGlobal, value, Global(name));
                    break;
                }
                int variable = _scope.Variables.TryGetValue(name, out int known) ? known : first;
                if (value != variable) Emit(Op.Move, variable, value);
                _scope.Variables[name] = variable;
                _scope.Next = Math.Max(first, variable + 1);
                return;
            case "if":
                Read();
                int skip = JumpIfFalse();
                Block();
                if (_token == "else")
                {
                    int end = Emit(Op.Jump, 0);
                    Patch(skip);
                    Read();
                    if (_token == "if") Statement();
                    else Block();
                    Patch(end);
                }
                else
                {
                    Patch(skip);
                }
                break;
            case "while":
                Read();
                int head = _scope.Code.Count;
                int exit = JumpIfFalse();
                Block();
                Emit(Op.JumpBack, 0, head);
                Patch(exit);
                break;
            case "print":
                Read();
                Emit(Op.Print, Expression());
                break;
            case "return":
                Read();
                Emit(Op.Return, Expression());
                break;
            default:
                if (_text.AsSpan(_at).TrimStart() is ['=', not '=', ..])
                {
                    string assigned = Name();
                    Read();
                    int to = Expression();
                    if (_scope.Variables.TryGetValue(assigned, out int own)) Emit(Op.Move, own, to);
                    else Emit(Op.SetGlobal, to, Global(assigned));
                }
                else
                {
                    Expression();
                }
                break;
        }
        _scope.Next = first;
    }

    private void Block()
    {
        Expect("{");
        while (_token != "}") Statement();
        Read();
    }

    // ---- expressions: each gives the register its value is in

    private int Expression()
    {
        int left = Sum();
        while (_token is "<" or ">" or "==") left = Binary(left, Sum);
        return left;
    }

    private int Sum()
    {
        int left = Product();
        while (_token is "+" or "-") left = Binary(left, Product);
        return left;
    }

    private int Product()
    {
        int left = Primary();
        while (_token is "*" or "/") left = Binary(left, Primary);
        return left;
    }

    private int Binary(int left, Func<int> operand)
    {
        string operation = _token;
        Read();
        int right = operand(), result = _scope.Take();
        Op op = operation switch { "+" => Op.Add, "-" => Op.Subtract, "*" => Op.Multiply, "/" => Op.Divide, "==" => Op.Equal, _ => Op.Less };
        if (operation == ">") (left, right) = (right, left);
        Emit(op, result, left, right);
        return result;
    }

    private int Primary()
    {
        if (_token == "(")
        {
            Read();
            int inner = Expression();
            Expect(")");
            return inner;
        }
        if (_token.Length > 0 && (char.IsDigit(_token[0]) || _token[0] == '"'))
        {
            Value value = _token[0] == '"' ? new Value(0, _token[1..]) : new Value(double.Parse(_token, CultureInfo.InvariantCulture));
            Read();
            int constant = _scope.Take();
            Emit(Op.Constant, constant, Constant(value));
            return constant;
        }
        string name = Name();
        if (_token == "(") return Call(name);
        if (_scope.Variables.TryGetValue(name, out int variable)) return variable;
        int result = _scope.Take();
        Emit(Op.Global, result, Global(name));
        return result;
    }

    private int Call(string name)
    {
        // Arguments stand in a row; what computing them needs is above.
        int[] values = [.. List(Expression)];
        int first = _scope.Take();
        for (int k = 1; k < values.Length; k++) _scope.Take();
        for (int k = 0; k < values.Length; k++) Emit(Op.Move, first + k, values[k]);
        Function function = FunctionCalled(name, values.Length);
        if (!_scope.Callees.Contains(function)) _scope.Callees.Add(function);
        Emit(Op.Call, first, _scope.Callees.IndexOf(function));
        return first;
    }

    /// <summary>The function of that name, which may be compiled later.</summary>
    private Function FunctionCalled(string name, int arguments)
    {
        if (!_functions.TryGetValue(name, out Function? function)) _functions[name] = function = new Function(name, arguments);
        return function.Parameters == arguments ? function : throw Error($"{name} takes {function.Parameters} arguments, not {arguments}");
    }

    private List<T> List<T>(Func<T> item)
    {
        List<T> items = [];
        Expect("(");
        while (_token != ")")
        {
            items.Add(item());
            if (_token != ")") Expect(",");
        }
        Read();
        return items;
    }

    // ---- code

    private int Emit(Op op, int a, int b = 0, int c = 0)
    {
        _scope.Code.Add(new Instruction(op, a, b, c));
        _scope.Lines.Add(_line);
        return _scope.Code.Count - 1;
    }

    private int JumpIfFalse()
    {
        int first = _scope.Next;
        int jump = Emit(Op.JumpIfFalse, Expression());
        _scope.Next = first;
        return jump;
    }

    /// <summary>The jump goes to here.</summary>
    private void Patch(int jump)
    {
        Instruction old = _scope.Code[jump];
        _scope.Code[jump] = new Instruction(old.Op, old.A, _scope.Code.Count);
    }

    private int Constant(Value value)
    {
        _scope.Constants.Add(value);
        return _scope.Constants.Count - 1;
    }

    private int Global(string name)
    {
        if (!_globalNumbers.TryGetValue(name, out int number)) _globalNumbers[name] = number = _globalNumbers.Count;
        return number < _globals.Values.Length ? number : throw Error("too many global variables");
    }

    // ---- tokens

    private string Name()
    {
        if (_token.Length == 0 || !char.IsLetter(_token[0])) throw Error($"a name is wanted, not '{_token}'");
        string name = _token;
        Read();
        return name;
    }

    private void Expect(string token)
    {
        if (_token != token) throw Error($"'{token}' is wanted, not '{_token}'");
        Read();
    }

    private FooError Error(string message) => new($"line {_line}: {message}");

    private void Read()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == '#'))
        {
            if (_text[_at] == '#')
            {
                while (_at < _text.Length && _text[_at] != '\n') _at++;
                continue;
            }
            if (_text[_at++] == '\n') _line++;
        }
        int start = _at;
        if (_at == _text.Length)
        {
            _token = "";
            return;
        }
        char first = _text[_at++];
        if (char.IsLetter(first))
        {
            while (_at < _text.Length && char.IsLetterOrDigit(_text[_at])) _at++;
        }
        else if (char.IsDigit(first))
        {
            while (_at < _text.Length && (char.IsDigit(_text[_at]) || _text[_at] == '.')) _at++;
        }
        else if (first == '"')
        {
            while (_at < _text.Length && _text[_at] != '"') _at++;
            if (_at == _text.Length) throw Error("a text is not closed");
            _token = _text[start.._at++];
            return;
        }
        else if (first == '=' && _at < _text.Length && _text[_at] == '=')
        {
            _at++;
        }
        _token = _text[start.._at];
    }
}
