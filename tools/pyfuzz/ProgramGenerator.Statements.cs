namespace PyLite.Fuzz;

/// <content>Statements with blocks.</content>
internal sealed partial class ProgramGenerator
{
    private void Statements(int count, int depth)
    {
        for (; count > 0; count--) Statement(depth);
    }

    private void Body(int depth, int runs = 1, int loops = 0)
    {
        _runs *= runs;
        _loops += loops;
        int known = _scope.Count;
        Block(() => Statements(1 + Below(4), depth));
        if (Chance(99)) _scope.CutTo(known);
        _runs /= runs;
        _loops -= loops;
    }

    private void Statement(int depth)
    {
        _cost += _runs;
        int choice = depth > 0 ? Below(100) : 100;
        if (choice < 12) If(depth - 1);
        else if (choice < 34) Loop(depth - 1);
        else if (choice < 42) Try(depth - 1);
        else if (choice < 46) Closure(depth - 1);
        else if (choice < 49) With(depth - 1);
        else if (_loops > 0 && Chance(4)) Line($"if {Expression('b', 2)}: {(Chance(50) ? "break" : "continue")}");
        else if (_result != 0 && Chance(3)) Line($"if {Expression('b', 2)}: return {Expression(_result, 2)}");
        else Line(Fill(PickTemplate(Chance(_risk * 2) ? Grammar.RiskyStatements : Grammar.Statements), 2));
    }

    private void If(int depth)
    {
        Line($"if {Expression('b', 2)}:");
        Body(depth);
        if (Chance(30))
        {
            Line($"elif {Expression('b', 2)}:");
            Body(depth);
        }
        if (Chance(50))
        {
            Line("else:");
            Body(depth);
        }
    }

    private void Loop(int depth)
    {
        int turns = Pick([3, 5, 8, 12, 20, 40]);
        if (_runs * turns > MaxRuns) turns = 2;
        string index = NewName("k");
        int known = _scope.Count;
        switch (Below(8))
        {
            case 0 or 1 or 2:
                Line(Pick([$"for {index} in range({turns}):", $"for {index} in range(1, {turns + 1}):", $"for {index} in range({turns}, 0, -1):", $"for {index} in range(0, {turns * 3}, 3):"]));
                _scope.Add('i', index, assignable: false);
                break;
            case 3:
                Line($"{index} = 0");
                Line($"while {index} < {turns}{(Chance(40) ? $" and {Expression('b', 2)}" : "")}:");
                Block(() => Line($"{index} += 1"));
                _scope.Add('i', index, assignable: false);
                break;
            case 4:
                Line($"for {index} in {Expression('l', 2)}[:{turns}]:");
                _scope.Add('i', index, assignable: false);
                break;
            case 5:
                string value = NewName("v");
                Line(Pick([$"for {index}, {value} in enumerate({Expression('l', 2)}[:{turns}]):", $"for {index}, {value} in zip(range({turns}), {Expression('l', 2)}):"]));
                _scope.Add('i', index, assignable: false);
                _scope.Add('i', value, assignable: false);
                break;
            case 6 when GeneratorCall(1) is var (items, kind):
                Line($"for {index} in {items}:");
                _scope.Add(kind, index, assignable: false);
                turns = Math.Min(turns, 12);
                break;
            case 7 when Chance(50):
                Line($"for {index} in {Expression('j', 2)}[:{turns}]:");
                _scope.Add('a', index, assignable: false);
                break;
            default:
                Line($"for {index} in ({Expression('s', 2)} + 'ab')[:{turns}]:");
                _scope.Add('s', index, assignable: false);
                break;
        }
        Body(depth, turns, loops: 1);
        if (Chance(10))
        {
            Line("else:");
            Body(0);
        }
        _scope.CutTo(Math.Min(known, _scope.Count));
    }

    private void Try(int depth)
    {
        Line("try:");
        int risk = _risk;
        _risk = 5;
        Body(depth);
        _risk = risk;
        int kind = Below(6);
        if (kind < 5)
        {
            string name = NewName("x");
            Line(Pick([$"except ZeroDivisionError as {name}:", $"except (IndexError, KeyError, TypeError) as {name}:", $"except ValueError as {name}:", $"except Exception as {name}:", $"except Exception as {name}:", $"except Exception as {name}:", $"except E1 as {name}:"]));
            Block(() => Line($"show(said({name}))"));
            Body(0);
            if (Chance(20))
            {
                Line("else:");
                Body(0);
            }
        }
        if (kind == 5 || Chance(20))
        {
            Line("finally:");
            Body(0);
        }
    }

    private void With(int depth)
    {
        Line($"with Manager({Expression('b', 1)}):");
        Body(depth);
    }

    /// <summary>An inner function that reads and writes variables of the outer one.</summary>
    private void Closure(int depth)
    {
        string name = NewName("h"), parameter = NewName("p"), second = NewName("p");
        string outer = NewName("i");
        Line($"{outer} = {Expression('i', 2)}");
        _scope.Add('i', outer);
        int calls = Pick([2, 6]);
        if (_runs * calls > MaxRuns) return;
        Line($"def {name}({parameter}, {second}={Expression('i', 1)}):");
        Scope around = _scope;
        _scope = new Scope();
        int loops = _loops;
        char outerResult = _result;
        (_loops, _result) = (0, 'i');
        foreach (char kind in "ifla")
            foreach (string variable in around.Names(kind, assignable: false)) _scope.Add(kind, variable, assignable: false);
        _scope.Add('i', outer);
        _scope.Add('i', parameter);
        _scope.Add('i', second);
        _runs *= calls;
        Block(() =>
        {
            Line("global global_i, global_f");
            Line($"nonlocal {outer}");
            Statements(1 + Below(3), depth);
            Line($"return {Expression('i', 2)}");
        });
        _runs /= calls;
        _scope = around;
        _loops = loops;
        _result = outerResult;
        string result = Variable('i');
        Line(calls == 2 ? $"{result} = {name}({Expression('i', 1)}) + {name}({Expression('i', 1)}, {Expression('i', 1)})" : $"for j in range({calls}): {result} = {name}({result} % 100, j)");
    }
}
