using System.Numerics;
using System.Text;
using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The module <c>builtins</c>.</summary>
public static class Builtins
{
    /// <summary><c>__import__</c> as it is before a program puts another in its place.</summary>
    public static readonly PyBuiltin Import = new("__import__") { Any = ImportFunction };

    public static readonly PyModule Module = Create();
    public static readonly ModuleDict Dict = Module.Globals;

    private static PyModule Create()
    {
        var module = new PyModule("builtins");
        ModuleDict d = module.Globals;
        foreach (PyType t in new[]
                 {
                     Types.Object, Types.Type, Types.Int, Types.Bool, Types.Float, Types.Complex, Types.Str, Types.Bytes, Types.ByteArray, Types.Tuple, Types.List,
                     Types.Dict, Types.Set, Types.FrozenSet, Types.Range, Types.Slice, Types.Property, Types.StaticMethod, Types.ClassMethod,
                     IteratorTypes.Enumerate, IteratorTypes.Zip, IteratorTypes.Map, IteratorTypes.Filter, IteratorTypes.Reversed,
                 })
            d.Set(t.Name, t);
        foreach (PyType t in Types.Exceptions) d.Set(t.Name, t);
        d.Set("super", Types.Super);
        d.Set("memoryview", PyMemoryView.ClassType);
        d.Set("EnvironmentError", Types.OSError);
        d.Set("IOError", Types.OSError);
        d.Set("None", PyNone.None);
        d.Set("True", PyBool.True);
        d.Set("False", PyBool.False);
        d.Set("Ellipsis", PyEllipsis.Ellipsis);
        d.Set("NotImplemented", PyNotImplemented.Value);
        d.Set("__debug__", PyBool.True);
        d.Set("__build_class__", ClassBuilder.BuildClass);

        F1(d, "len", Len);
        F1(d, "abs", static x => x.Unary(UnaryOp.Abs));
        F1(d, "repr", static x => x.ReprAsGiven());
        F1(d, "ascii", static x => x.Repr() is { } r ? new PyStr(StringText.Ascii(r.Value)) : null);
        F1(d, "hash", static x => x.Hash() is var h && h == -1 ? null : new PyInt(h));
        F1(d, "id", static x => new PyInt(Identity.Of(x)));
        F1(d, "callable", static x => PyBool.Of(x.IsCallable));
        F1(d, "chr", Chr);
        F1(d, "ord", Ord);
        F1(d, "hex", static x => Radix(x, "0x", 4));
        F1(d, "oct", static x => Radix(x, "0o", 3));
        F1(d, "bin", static x => Radix(x, "0b", 1));
        F1(d, "any", Any);
        F1(d, "all", All);
        F2(d, "isinstance", static (o, t) => Define.Bool(TypeChecks.IsInstance(o, t)));
        F2(d, "issubclass", static (c, t) => Define.Bool(TypeChecks.IsSubclass(c, t)));
        F2(d, "divmod", static (a, b) => Operators.Binary(BinaryOp.DivMod, a, b));
        F2(d, "hasattr", HasAttr);
        F2(d, "delattr", static (o, n) => AttributeName(n, "delattr") is { } s ? Define.None(o.SetAttr(s, null)) : null);
        Set(d, new PyBuiltin("setattr") { F3 = static (o, n, v) => AttributeName(n, "setattr") is { } s ? Define.None(o.SetAttr(s, v)) : null });
        Set(d, new PyBuiltin("getattr") { F2 = static (o, n) => GetAttr(o, n, null), F3 = GetAttr });
        Set(d, new PyBuiltin("iter") { F1 = static x => x.Iter(), F2 = static (f, sentinel) => f.IsCallable ? new PyCallableIterator(f, sentinel) : PyErr.TypeError("iter(v, w): v must be callable") });
        Set(d, new PyBuiltin("breakpoint") { Any = Breakpoint });
        F1(d, "aiter", AsyncOps.Aiter);
        Set(d, new PyBuiltin("anext") { F1 = static it => AsyncOps.Anext(it, null), F2 = AsyncOps.Anext });
        Set(d, new PyBuiltin("next") { F1 = Iteration.NextOrStop, F2 = NextOr });
        Set(d, new PyBuiltin("min")
        {
            F2 = static (a, b) => Lesser(a, b, CompareOp.Lt),
            F3 = static (a, b, c) => Lesser(a, b, CompareOp.Lt) is { } best ? Lesser(best, c, CompareOp.Lt) : null,
            Any = static (args, keywords) => Least("min", CompareOp.Lt, args, keywords),
        });
        Set(d, new PyBuiltin("max")
        {
            F2 = static (a, b) => Lesser(a, b, CompareOp.Gt),
            F3 = static (a, b, c) => Lesser(a, b, CompareOp.Gt) is { } best ? Lesser(best, c, CompareOp.Gt) : null,
            Any = static (args, keywords) => Least("max", CompareOp.Gt, args, keywords),
        });
        Set(d, new PyBuiltin("pow") { F2 = static (a, b) => Operators.Binary(BinaryOp.Pow, a, b), F3 = PowMod, Any = PowNamed });
        Set(d, new PyBuiltin("format") { F1 = static x => Formatting.Format(x, PyStr.Empty), F2 = static (x, spec) => UserSlots.Unwrap(spec) is PyStr s ? Formatting.Format(x, s) : PyErr.TypeError($"format() argument 2 must be str, not {Define.NameOf(spec)}") });
        FA(d, "print", Print);
        Set(d, new PyBuiltin("sum") { F1 = static x => x is PyList list && list.QuickSum() is { } sum ? sum : Fold.Sum.Over(x, PyInt.Zero), F2 = SumFrom, Any = Sum });
        FA(d, "sorted", SortCalls.Sorted);
        Set(d, new PyBuiltin("round") { F1 = static x => Rounded(x, null), F2 = static (x, digits) => Rounded(x, digits), Any = Round });
        FA(d, "input", Input);
        Set(d, new PyBuiltin("open") { Module = "io", Any = static (args, keywords) => IoModule.Made is null ? null : IoModule.Made.Call(args, keywords) });
        FA(d, "vars", static (args, keywords) => !Define.NoKeywords("vars", keywords) || !Define.Count("vars", args, 0, 1) ? null : args.Length == 0 ? (Frames.CurrentGlobals ?? Dict).Visible : Introspection.Vars(args[0]));
        FA(d, "dir", static (args, keywords) => !Define.NoKeywords("dir", keywords) || !Define.Count("dir", args, 0, 1) ? null : Introspection.Dir(args.Length == 0 ? (Frames.CurrentGlobals ?? Dict).Visible : args[0]));
        FA(d, "globals", static (args, keywords) => args.Length > 0 ? PyErr.TypeError($"globals() takes no arguments ({args.Length} given)") : (Frames.CurrentGlobals ?? Dict).Visible);
        FA(d, "locals", static (args, keywords) => args.Length > 0 ? PyErr.TypeError($"locals() takes no arguments ({args.Length} given)") : (Frames.CurrentGlobals ?? Dict).Visible);
        FA(d, "eval", static (args, keywords) => Define.NoKeywords("eval", keywords) ? EvalIndirect(args, CompileMode.Eval, null) : null);
        FA(d, "exec", Exec);
        FA(d, "compile", Syntax.CompileFunction.Call);
        d.Set(Names.Import, Import);
        FA(d, "exit", SysModule.Exit);
        FA(d, "quit", SysModule.Exit);
        return module;
    }

    private static void Set(ModuleDict d, PyBuiltin f) => d.Set(f.Name, f);
    private static void F1(ModuleDict d, string name, Func<PyObject, PyObject?> f) => d.Set(name, new PyBuiltin(name) { F1 = f });
    private static void F2(ModuleDict d, string name, Func<PyObject, PyObject, PyObject?> f) => d.Set(name, new PyBuiltin(name) { F2 = f });
    private static void FA(ModuleDict d, string name, Func<PyObject[], PyStr[]?, PyObject?> f) => d.Set(name, new PyBuiltin(name) { Any = f });

    private static PyObject? Len(PyObject x)
    {
        long n = x.Len();
        return n < 0 ? null : new PyInt(n);
    }

    private static PyObject? Chr(PyObject x)
    {
        if (!Sequences.Integer(x, out long c)) return null;
        if (c is < 0 or > 0x10ffff) return PyErr.ValueError("chr() arg not in range(0x110000)");
        return PyStr.FromCodePoint((int)c);
    }

    private static PyObject? Ord(PyObject x)
    {
        if (x is PyStr { Length: 1 } s) return new PyInt(s.CodePointAt(0));
        return OrdOther(x);
    }

    [DontLookInside]
    private static PyObject? OrdOther(PyObject x)
    {
        PyObject plain = UserSlots.Unwrap(x);
        if (plain is PyStr s)
            return s.Length == 1 ? new PyInt(s.CodePointAt(0)) : PyErr.TypeError($"ord() expected a character, but string of length {s.Length} found");
        if (plain is PyBytes b) return b.Length == 1 ? new PyInt(b.Span[0]) : PyErr.TypeError($"ord() expected a character, but string of length {b.Length} found");
        return PyErr.TypeError($"ord() expected string of length 1, but {x.Type.Name} found");
    }

    [DontLookInside]
    private static PyObject? Radix(PyObject x, string prefix, int bits)
    {
        if (x is PyInt { Value: var small and not long.MinValue })
        {
            Span<char> text = stackalloc char[72];
            int at = text.Length;
            ulong rest = (ulong)Math.Abs(small);
            do
            {
                text[--at] = "0123456789abcdef"[(int)rest & (1 << bits) - 1];
                rest >>= bits;
            } while (rest != 0);
            prefix.CopyTo(text[(at -= prefix.Length)..]);
            if (small < 0) text[--at] = '-';
            return PyStr.Narrow(new string(text[at..]));
        }
        if (!Conversions.Index(x, null, out BigInteger n)) return null;
        return new PyStr((n.Sign < 0 ? "-" : "") + prefix + IntegerText.InBase(BigInteger.Abs(n), bits));
    }

    /// <summary>Whatever <c>sys.breakpointhook</c> is at the moment.</summary>
    [DontLookInside]
    private static PyObject? Breakpoint(PyObject[] args, PyStr[]? keywords) =>
        SysModule.Module.Globals.Get("breakpointhook") is { } hook ? hook.Call(args, keywords) : PyErr.Raise(Types.RuntimeError, "lost sys.breakpointhook");

    private static PyObject? Any(PyObject items) => Fold.Any.Over(items, PyBool.False);

    private static PyObject? All(PyObject items) => Fold.All.Over(items, PyBool.True);

    // ---- attributes

    private static PyStr? AttributeName(PyObject name, string function)
    {
        if (UserSlots.Unwrap(name) is PyStr s) return PyStr.Intern(s);
        PyErr.TypeError($"attribute name must be string, not '{name.Type.Name}'");
        return null;
    }

    private static PyObject? HasAttr(PyObject o, PyObject name)
    {
        if (AttributeName(name, "hasattr") is not { } s) return null;
        if (Attributes.Find(o, s) != null) return PyBool.True;
        return PyErr.Current != null ? null : PyBool.False;
    }

    private static PyObject? GetAttr(PyObject o, PyObject name, PyObject? otherwise)
    {
        if (AttributeName(name, "getattr") is not { } s) return null;
        if (otherwise == null) return o.GetAttr(s);
        return Attributes.Find(o, s) is { } value ? value : PyErr.Current != null ? null : otherwise;
    }

    private static PyObject? NextOr(PyObject iterator, PyObject otherwise)
    {
        PyObject? value = iterator.Next();
        if (value == null) return PyErr.TakeIf(Types.StopIteration) ? otherwise : null;
        return ReferenceEquals(value, PyEnd.Value) ? otherwise : value;
    }

    // ---- arithmetic

    private static PyObject? Lesser(PyObject a, PyObject b, CompareOp op)
    {
        // Of two ints without a branch: which one it is changes from one time to the next, and would split a trace.
        if (Jit.IsTracing && a is PyInt x && b is PyInt y && !Jit.SubOverflow(x.Value, y.Value, out long difference))
        {
            long below = difference & difference >> 63;
            return new PyInt(op == CompareOp.Lt ? y.Value + below : x.Value - below);
        }
        int truth = Operators.CompareTruth(op, b, a);
        return truth < 0 ? null : truth == 1 ? b : a;
    }

    private static PyObject? Least(string name, CompareOp op, PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length is > 3 and < 9 && keywords == null) return LeastOf(args, op);
        if (args is [var made] && Fold.Follows(made)) return LeastOfMade(name, op, made, null);
        if (args is [var other, _] && Fold.Follows(other) && keywords is [var word] && ReferenceEquals(word, Default)) return LeastOfMade(name, op, other, args[1]);
        if (args is [var several, var function] && keywords is [var byWord] && ReferenceEquals(byWord, Names.Key) && function is not PyNone)
            return LeastByKeyOf(name, op, several, function);
        bool hasKey = args.Length is > 2 and < 6 && keywords is [var only] && ReferenceEquals(only, Names.Key) && args[^1] is not PyNone;
        return hasKey ? LeastByKey(args, args.Length - 1, op) : MinMax(name, op, args, keywords);
    }

    private static readonly PyStr Default = PyStr.Intern("default");

    private static PyObject? LeastOfMade(string name, CompareOp op, PyObject iterable, PyObject? otherwise)
    {
        if (iterable.Iter() is not { } iterator) return null;
        PyObject? best = iterator.Next();
        if (best == null) return null;
        if (best == PyEnd.Value) return otherwise ?? IsEmpty(name);
        return (op == CompareOp.Lt ? Fold.Min : Fold.Max).OverIterator(iterator, best);
    }

    private static PyObject? LeastByKeyOf(string name, CompareOp op, PyObject iterable, PyObject key)
    {
        if (iterable.Iter() is not { } iterator) return null;
        PyObject? best = CallFold.Best(op, key, iterator);
        return ReferenceEquals(best, PyEnd.Value) ? IsEmpty(name) : best;
    }

    [DontLookInside]
    private static PyObject? IsEmpty(string name) => PyErr.ValueError($"{name}() arg is an empty sequence");

    /// <summary>Of so many arguments, by what the function behind them makes of each.</summary>
    [UnrollSafe]
    private static PyObject? LeastByKey(PyObject[] args, int count, CompareOp op)
    {
        PyObject best = args[0];
        if (Calls.Call1(args[count], best) is not { } least) return null;
        for (int k = 1; k < count; k++)
        {
            if (Calls.Call1(args[count], args[k]) is not { } key) return null;
            int truth = Operators.CompareTruth(op, key, least);
            if (truth < 0) return null;
            if (truth == 1) (best, least) = (args[k], key);
        }
        return best;
    }

    [UnrollSafe]
    private static PyObject? LeastOf(PyObject[] args, CompareOp op)
    {
        PyObject? best = args[0];
        for (int k = 1; k < args.Length && best != null; k++) best = Lesser(best, args[k], op);
        return best;
    }

    [DontLookInside]
    private static PyObject? MinMax(string name, CompareOp op, PyObject[] args, PyStr[]? keywords)
    {
        int named = keywords?.Length ?? 0;
        int positional = args.Length - named;
        PyObject? key = null, otherwise = null;
        for (int k = 0; k < named; k++)
        {
            if (keywords![k].Value == "key") key = args[positional + k] is PyNone ? null : args[positional + k];
            else if (keywords[k].Value == "default") otherwise = args[positional + k];
            else return PyErr.TypeError($"'{keywords[k].Value}' is an invalid keyword argument for {name}()");
        }
        if (positional == 0) return PyErr.TypeError($"{name} expected at least 1 argument, got 0");
        if (positional > 1 && otherwise != null) return PyErr.TypeError($"Cannot specify a default for {name}() with multiple positional arguments");
        PyObject source = positional == 1 ? args[0] : new PyTuple(args[..positional]);
        if (key == null && source is PyList list && list.QuickExtreme(op == CompareOp.Gt) is { } extreme) return extreme;
        if (source.Iter() is not { } iterator) return null;
        if (key == null) return LeastOfMade(name, op, iterator, otherwise);
        PyObject? best = CallFold.Best(op, key, iterator);
        return best != PyEnd.Value ? best : otherwise ?? IsEmpty(name);
    }

    [DontLookInside]
    private static PyObject? PowNamed(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("pow", args, keywords, ["base", "exp", "mod"], 2, out PyObject?[] v)) return null;
        return v[2] is { } modulus ? PowMod(v[0]!, v[1]!, modulus) : Operators.Binary(BinaryOp.Pow, v[0]!, v[1]!);
    }

    [DontLookInside]
    internal static PyObject? PowMod(PyObject a, PyObject b, PyObject modulus)
    {
        if (modulus is PyNone) return Operators.Binary(BinaryOp.Pow, a, b);
        if (a.Type.SpecialOverride(Names.Binary(BinaryOp.Pow)) is { } method)
        {
            PyObject? result = Calls.CallMethod(method, a, b, modulus);
            if (result != PyNotImplemented.Value) return result;
            return PyErr.TypeError($"unsupported operand type(s) for ** or pow(): '{a.Type.Name}', '{b.Type.Name}', '{modulus.Type.Name}'");
        }
        if (UserSlots.Unwrap(a) is PyDecimal || UserSlots.Unwrap(b) is PyDecimal || UserSlots.Unwrap(modulus) is PyDecimal)
        {
            PyObject? result = PyDecimal.PowerModulo(a, b, modulus);
            if (result != PyNotImplemented.Value) return result;
        }
        if (!PyLong.TryGet(a, out BigInteger x) || !PyLong.TryGet(b, out BigInteger e) || !PyLong.TryGet(modulus, out BigInteger m))
        {
            PyObject[] operands = [UserSlots.Unwrap(a), UserSlots.Unwrap(b), UserSlots.Unwrap(modulus)];
            if (Array.Exists(operands, static o => o is PyComplex)) return PyErr.ValueError("complex modulo");
            return PyErr.TypeError(Array.Exists(operands, static o => o is PyFloat) ? "pow() 3rd argument not allowed unless all arguments are integers"
                : $"unsupported operand type(s) for ** or pow(): '{a.Type.Name}', '{b.Type.Name}', '{modulus.Type.Name}'");
        }
        if (m.IsZero) return PyErr.ValueError("pow() 3rd argument cannot be 0");
        if (e.Sign < 0)
        {
            if (Inverse(x, BigInteger.Abs(m)) is not { } inverse) return PyErr.ValueError("base is not invertible for the given modulus");
            x = inverse;
            e = -e;
        }
        return PyLong.From(PyLong.FloorDivRem(BigInteger.ModPow(x, e, m), m).Remainder);
    }

    private static BigInteger? Inverse(BigInteger a, BigInteger m)
    {
        (BigInteger r0, BigInteger r1, BigInteger s0, BigInteger s1) = (PyLong.FloorDivRem(a, m).Remainder, m, BigInteger.One, BigInteger.Zero);
        while (!r1.IsZero)
        {
            BigInteger q = r0 / r1;
            (r0, r1) = (r1, r0 - q * r1);
            (s0, s1) = (s1, s0 - q * s1);
        }
        return r0.IsOne ? PyLong.FloorDivRem(s0, m).Remainder : m.IsOne ? BigInteger.Zero : null;
    }

    private static PyObject? SumFrom(PyObject items, PyObject start) =>
        start is PyInt or PyFloat && Fold.Follows(items) ? Fold.Sum.Over(items, start) : Sum([items, start], null);

    [DontLookInside]
    private static PyObject? Sum(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length == (keywords?.Length ?? 0)) return PyErr.TypeError("sum() takes at least 1 positional argument (0 given)");
        if (!Define.Parse("sum", args, keywords, ["iterable", "start"], 1, out PyObject?[] v)) return null;
        PyObject total = v[1] ?? PyInt.Zero;
        if (UserSlots.Unwrap(total) is PyStr) return PyErr.TypeError("sum() can't sum strings [use ''.join(seq) instead]");
        if (UserSlots.Unwrap(total) is PyBytes bytes) return PyErr.TypeError($"sum() can't sum {(bytes.IsMutable ? "bytearray" : "bytes")} [use b''.join(seq) instead]");
        return Fold.Sum.Over(v[0]!, total);
    }

    private static PyObject? Round(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("round", args, keywords, ["number", "ndigits"], 1, out PyObject?[] v)) return null;
        return Rounded(v[0]!, v[1]);
    }

    private static PyObject? Rounded(PyObject x, PyObject? digits)
    {
        if (digits is PyNone) digits = null;
        if (x is PyFloat f) return NumberMethods.Round(f.Value, digits);
        if (x.Type.Lookup(Names.Round) is not { } method) return PyErr.TypeError($"type {x.Type.Name} doesn't define __round__ method");
        return digits != null ? Calls.CallMethod(method, x, digits) : Calls.CallMethod(method, x);
    }

    // ---- input and output

    [DontLookInside]
    private static PyObject? Print(PyObject[] args, PyStr[]? keywords)
    {
        int named = keywords?.Length ?? 0;
        int positional = args.Length - named;
        string separator = " ", end = "\n";
        PyObject? file = null;
        bool flush = false;
        for (int k = 0; k < named; k++)
        {
            PyObject value = args[positional + k];
            switch (keywords![k].Value)
            {
                case "sep" or "end":
                    if (UserSlots.Unwrap(value) is var part && part is not (PyNone or PyStr)) return PyErr.TypeError($"{keywords[k].Value} must be None or a string, not {value.Type.Name}");
                    if (part is PyStr s && keywords[k].Value == "sep") separator = s.Value;
                    else if (part is PyStr t) end = t.Value;
                    break;
                case "file":
                    file = value is PyNone ? null : value;
                    break;
                case "flush":
                    flush = Operators.Truth(value) == 1;
                    break;
                default:
                    return PyErr.TypeError($"'{keywords[k].Value}' is an invalid keyword argument for print()");
            }
        }
        if (StandardStreams.OfProgram(file) is { } other) return PrintTo(other, args.AsSpan(0, positional), new PyStr(separator), new PyStr(end), flush);
        string text;
        if (positional == 1 && args[0] is PyStr only)
        {
            text = only.Value + end;
        }
        else
        {
            var b = new StringBuilder();
            for (int i = 0; i < positional; i++)
            {
                if (args[i].Str() is not { } s) return null;
                if (i > 0) b.Append(separator);
                b.Append(s.Value);
            }
            text = b.Append(end).ToString();
        }
        if (file == null)
        {
            if (!StandardStreams.Print(text)) return null;
            return !flush || StandardStreams.Flush() ? PyNone.None : null;
        }
        if (Calls.Method(file, "write", new PyStr(text)) == null) return null;
        return flush && Calls.Method(file, "flush") == null ? null : PyNone.None;
    }

    /// <summary>Prints to what has a program's own write, which is called for each piece.</summary>
    private static PyObject? PrintTo(PyObject file, ReadOnlySpan<PyObject> values, PyStr separator, PyStr end, bool flush)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0 && Calls.Method(file, "write", separator) == null) return null;
            if (file.GetAttr(WriteName) is not { } write || values[i].StrAsGiven() is not { } text || Calls.Call1(write, text) == null) return null;
        }
        if (Calls.Method(file, "write", end) == null) return null;
        return flush && Calls.Method(file, "flush") == null ? null : PyNone.None;
    }

    private static readonly PyStr WriteName = PyStr.Intern("write");

    [DontLookInside]
    private static PyObject? Input(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Count("input", args, 0, 1)) return null;
        if (SysModule.Module.Globals.Get("stdin") is not { } input || input is PyNone) return PyErr.Raise(Types.RuntimeError, "input(): lost sys.stdin");
        if (SysModule.Module.Globals.Get("stdout") is not { } output || output is PyNone) return PyErr.Raise(Types.RuntimeError, "input(): lost sys.stdout");
        if (args.Length > 0 && (args[0].Str() is not { } prompt || Calls.Method(output, "write", prompt) == null)) return null;
        if (Calls.Method(output, "flush") == null) PyErr.Current = null;
        if (Calls.Method(input, "readline") is not { } read) return null;
        if (UserSlots.Unwrap(read) is not PyStr line) return PyErr.TypeError("object.readline() returned non-string");
        if (line.Length == 0) return PyErr.Raise(Types.EOFError, "EOF when reading a line");
        return line.Value.EndsWith('\n') ? new PyStr(line.Value[..^1]) : line;
    }

    // ---- code

    private static PyObject? ImportFunction(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("__import__", args, keywords, ["name", "globals", "locals", "fromlist", "level"], 1, out PyObject?[] v)) return null;
        if (UserSlots.Unwrap(v[0]!) is not PyStr name) return PyErr.TypeError("module name must be a string");
        return Imports.Import(name.Value, v[1], v[3] ?? PyNone.None, v[4] ?? PyInt.Zero);
    }

    private static PyObject? Exec(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords is not { Length: > 0 }) return EvalIndirect(args, CompileMode.Exec, null);
        foreach (PyStr name in keywords)
            if (name.Value != "closure") return PyErr.TypeError(name.Value is "source" or "globals" or "locals" ? "exec() takes no keyword arguments" : $"'{name.Value}' is an invalid keyword argument for exec()");
        if (args[^1] is not PyNone && args[0] is not PyCode) return PyErr.TypeError("closure can only be used when source is a code object");
        return EvalIndirect(args[..^1], CompileMode.Exec, args[^1] is PyNone ? null : args[^1]);
    }

    private static PyObject? EvalIndirect(PyObject[] args, CompileMode mode, PyObject? closure)
    {
        string function = mode == CompileMode.Eval ? "eval" : "exec";
        if (!Define.Count(function, args, 1, 3)) return null;
        PyCode? code = args[0] as PyCode;
        if (code == null)
        {
            if (Compilation.Source(args[0], $"{function}() arg 1 must be a string, bytes or code object", "<string>") is not { } source) return null;
            if ((code = Compilation.Compile(mode == CompileMode.Eval ? source.TrimStart(' ', '\t') : source, "<string>", mode)) == null) return null;
        }
        // Called under another name it does not see the caller's local variables.
        PyObject globals = args.Length > 1 && args[1] is not PyNone ? args[1] : (Frames.CurrentGlobals ?? Dict).Visible;
        return FrameBuiltins.RunIn(code, globals, args.Length > 2 && args[2] is not PyNone ? args[2] : globals, mode, closure);
    }

    /// <summary>A path as str, bytes or an object with <c>__fspath__</c>; null: TypeError.</summary>
    internal static string? FileName(PyObject path)
    {
        PyObject plain = UserSlots.Unwrap(path);
        if (plain is PyStr s) return s.Value;
        if (Buffers.TryBytes(plain, out ReadOnlySpan<byte> bytes)) return Encoding.UTF8.GetString(bytes);
        if (path.Type.Lookup(PyStr.Intern("__fspath__")) is { } method && Calls.CallMethod(method, path) is { } made) return made is PyStr or PyBytes ? FileName(made) : null;
        if (PyErr.Current == null) PyErr.TypeError($"expected str, bytes or os.PathLike object, not {path.Type.ShortName}");
        return null;
    }
}
