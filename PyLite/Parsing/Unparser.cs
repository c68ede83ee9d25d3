using System.Numerics;
using System.Text;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Parsing;

/// <summary>Writes an expression as source text, with the blanks and brackets that CPython gives annotations that are kept as strings.</summary>
internal sealed class Unparser
{
    /// <summary>How tightly an expression holds its parts together, loosest first.</summary>
    private enum Level
    {
        Tuple, Test, Or, And, Not, Compare, BitOr, BitXor, BitAnd, Shift, Arithmetic, Term, Factor, Power, Await, Atom,
    }

    private readonly StringBuilder _text = new();

    public static string Text(Expr expression)
    {
        var unparser = new Unparser();
        unparser.Write(expression, Level.Test);
        return unparser._text.ToString();
    }

    private void Write(Expr expression, Level level)
    {
        switch (expression)
        {
            case Constant constant:
                if (constant.HasUnicodePrefix) _text.Append('u');
                Value(constant.Value);
                break;
            case Name name: _text.Append(name.Id); break;
            case AttributeExpr attribute:
                Write(attribute.Value, Level.Atom);
                // 1.real would be a wrong number.
                if (attribute.Value is Constant { Value: long or BigInteger }) _text.Append(' ');
                _text.Append('.').Append(attribute.Attr);
                break;
            case Subscript subscript:
                Write(subscript.Value, Level.Atom);
                _text.Append('[');
                if (subscript.Index is TupleExpr { Elements.Count: > 1 } keys) Several(keys.Elements);
                else Write(subscript.Index, Level.Tuple);
                _text.Append(']');
                break;
            case SliceExpr slice: Slice(slice); break;
            case Starred starred:
                _text.Append('*');
                Write(starred.Value, Level.BitOr);
                break;
            case BinOp binary: Binary(binary, level); break;
            case UnaryOp unary: Unary(unary, level); break;
            case BoolOp boolean:
                Level own = boolean.IsOr ? Level.Or : Level.And;
                Bracketed(level > own, () =>
                {
                    for (int i = 0; i < boolean.Values.Count; i++)
                    {
                        if (i > 0) _text.Append(boolean.IsOr ? " or " : " and ");
                        Write(boolean.Values[i], own + 1);
                    }
                });
                break;
            case Compare compare:
                Bracketed(level > Level.Compare, () =>
                {
                    Write(compare.Left, Level.Compare + 1);
                    for (int i = 0; i < compare.Ops.Count; i++)
                    {
                        _text.Append(' ').Append(Sign(compare.Ops[i])).Append(' ');
                        Write(compare.Comparators[i], Level.Compare + 1);
                    }
                });
                break;
            case IfExp choice:
                Bracketed(level > Level.Test, () =>
                {
                    Write(choice.Body, Level.Test + 1);
                    _text.Append(" if ");
                    Write(choice.Test, Level.Test + 1);
                    _text.Append(" else ");
                    Write(choice.OrElse, Level.Test);
                });
                break;
            case Lambda lambda:
                Bracketed(level > Level.Test, () =>
                {
                    _text.Append("lambda");
                    int before = _text.Length;
                    _text.Append(' ');
                    Parameters(lambda.Args);
                    if (_text.Length == before + 1) _text.Length = before;
                    _text.Append(": ");
                    Write(lambda.Body, Level.Test);
                });
                break;
            case TupleExpr { Elements.Count: 0 }: _text.Append("()"); break;
            case TupleExpr tuple:
                Bracketed(level > Level.Tuple, () => Several(tuple.Elements));
                break;
            case ListExpr list:
                _text.Append('[');
                Listed(list.Elements);
                _text.Append(']');
                break;
            case SetExpr set:
                _text.Append('{');
                Listed(set.Elements);
                _text.Append('}');
                break;
            case DictExpr dict: Dict(dict); break;
            case Call call: Call(call); break;
            case Comprehension comprehension: Comprehension(comprehension); break;
            case Await await:
                Bracketed(level > Level.Await, () =>
                {
                    _text.Append("await ");
                    Write(await.Value, Level.Atom);
                });
                break;
            case Yield yield:
                _text.Append("(yield");
                if (yield.Value is { } yielded)
                {
                    _text.Append(' ');
                    Write(yielded, Level.Tuple);
                }
                _text.Append(')');
                break;
            case YieldFrom from:
                _text.Append("(yield from ");
                Write(from.Value, Level.Test);
                _text.Append(')');
                break;
            case NamedExpr named:
                Bracketed(level > Level.Tuple, () =>
                {
                    _text.Append(named.Target.Id).Append(" := ");
                    Write(named.Value, Level.Atom);
                });
                break;
            case JoinedStr joined:
                _text.Append('f').Append(new PyStr(Joined(joined)).Repr().Value);
                break;
            case FormattedValue formatted:
                _text.Append('f').Append(new PyStr(Formatted(formatted)).Repr().Value);
                break;
            default: throw new InvalidOperationException($"no text for {expression.GetType().Name}");
        }
    }

    private void Bracketed(bool needed, Action write)
    {
        if (needed) _text.Append('(');
        write();
        if (needed) _text.Append(')');
    }

    private void Value(object? value)
    {
        string text = ConstantObjects.Make(value).Repr()!.Value;
        _text.Append(value switch
        {
            EllipsisValue => "...",
            double or System.Numerics.Complex => text.Replace("inf", "1e309"),
            _ => text,
        });
    }

    private void Listed(List<Expr> elements)
    {
        for (int i = 0; i < elements.Count; i++)
        {
            if (i > 0) _text.Append(", ");
            Write(elements[i], Level.Test);
        }
    }

    private void Several(List<Expr> elements)
    {
        Listed(elements);
        if (elements.Count == 1) _text.Append(',');
    }

    private void Slice(SliceExpr slice)
    {
        if (slice.Lower is { } lower) Write(lower, Level.Test);
        _text.Append(':');
        if (slice.Upper is { } upper) Write(upper, Level.Test);
        if (slice.Step is not { } step) return;
        _text.Append(':');
        Write(step, Level.Test);
    }

    private void Binary(BinOp binary, Level level)
    {
        (string sign, Level own) = binary.Op switch
        {
            BinaryOperator.Add => ("+", Level.Arithmetic),
            BinaryOperator.Subtract => ("-", Level.Arithmetic),
            BinaryOperator.Multiply => ("*", Level.Term),
            BinaryOperator.TrueDivide => ("/", Level.Term),
            BinaryOperator.FloorDivide => ("//", Level.Term),
            BinaryOperator.Remainder => ("%", Level.Term),
            BinaryOperator.MatrixMultiply => ("@", Level.Term),
            BinaryOperator.LeftShift => ("<<", Level.Shift),
            BinaryOperator.RightShift => (">>", Level.Shift),
            BinaryOperator.And => ("&", Level.BitAnd),
            BinaryOperator.Xor => ("^", Level.BitXor),
            BinaryOperator.Or => ("|", Level.BitOr),
            _ => ("**", Level.Power),
        };
        bool toRight = own == Level.Power;
        Bracketed(level > own, () =>
        {
            Write(binary.Left, toRight ? own + 1 : own);
            _text.Append(' ').Append(sign).Append(' ');
            Write(binary.Right, toRight ? own : own + 1);
        });
    }

    private void Unary(UnaryOp unary, Level level)
    {
        (string sign, Level own) = unary.Op switch
        {
            UnaryOperator.Negative => ("-", Level.Factor),
            UnaryOperator.Positive => ("+", Level.Factor),
            UnaryOperator.Invert => ("~", Level.Factor),
            _ => ("not ", Level.Not),
        };
        Bracketed(level > own, () =>
        {
            _text.Append(sign);
            Write(unary.Operand, own);
        });
    }

    private static string Sign(CompareOperator op) => op switch
    {
        CompareOperator.Lt => "<",
        CompareOperator.Le => "<=",
        CompareOperator.Eq => "==",
        CompareOperator.Ne => "!=",
        CompareOperator.Gt => ">",
        CompareOperator.Ge => ">=",
        CompareOperator.Is => "is",
        CompareOperator.IsNot => "is not",
        CompareOperator.In => "in",
        _ => "not in",
    };

    private void Parameters(Arguments args)
    {
        bool isFirst = true;
        void Separate()
        {
            if (!isFirst) _text.Append(", ");
            isFirst = false;
        }
        int positional = args.PositionalOnly.Count + args.Positional.Count;
        for (int i = 0; i < positional; i++)
        {
            Separate();
            _text.Append((i < args.PositionalOnly.Count ? args.PositionalOnly[i] : args.Positional[i - args.PositionalOnly.Count]).Name);
            int value = i - (positional - args.Defaults.Count);
            if (value >= 0) Default(args.Defaults[value]);
            if (args.PositionalOnly.Count > 0 && i == args.PositionalOnly.Count - 1) _text.Append(", /");
        }
        if (args.VarArgs is not null || args.KeywordOnly.Count > 0)
        {
            Separate();
            _text.Append('*').Append(args.VarArgs?.Name);
        }
        for (int i = 0; i < args.KeywordOnly.Count; i++)
        {
            Separate();
            _text.Append(args.KeywordOnly[i].Name);
            if (args.KeywordDefaults[i] is { } value) Default(value);
        }
        if (args.VarKeywords is null) return;
        Separate();
        _text.Append("**").Append(args.VarKeywords.Name);
    }

    private void Default(Expr value)
    {
        _text.Append('=');
        Write(value, Level.Test);
    }

    private void Dict(DictExpr dict)
    {
        _text.Append('{');
        for (int i = 0; i < dict.Values.Count; i++)
        {
            if (i > 0) _text.Append(", ");
            if (dict.Keys[i] is { } key)
            {
                Write(key, Level.Test);
                _text.Append(": ");
                Write(dict.Values[i], Level.Test);
            }
            else
            {
                _text.Append("**");
                Write(dict.Values[i], Level.BitOr);
            }
        }
        _text.Append('}');
    }

    private void Call(Call call)
    {
        Write(call.Func, Level.Atom);
        if (call.Keywords.Count == 0 && call.Args is [Comprehension { Kind: ComprehensionKind.Generator } only])
        {
            Comprehension(only);
            return;
        }
        _text.Append('(');
        Listed(call.Args);
        for (int i = 0; i < call.Keywords.Count; i++)
        {
            if (i > 0 || call.Args.Count > 0) _text.Append(", ");
            if (call.Keywords[i].Name is { } name) _text.Append(name).Append('=');
            else _text.Append("**");
            Write(call.Keywords[i].Value, Level.Test);
        }
        _text.Append(')');
    }

    private void Comprehension(Comprehension comprehension)
    {
        (char open, char close) = comprehension.Kind switch
        {
            ComprehensionKind.List => ('[', ']'),
            ComprehensionKind.Generator => ('(', ')'),
            _ => ('{', '}'),
        };
        _text.Append(open);
        Write(comprehension.Element, Level.Test);
        if (comprehension.Value is { } value)
        {
            _text.Append(": ");
            Write(value, Level.Test);
        }
        foreach (ComprehensionFor part in comprehension.Generators)
        {
            _text.Append(part.IsAsync ? " async for " : " for ");
            Write(part.Target, Level.Tuple);
            _text.Append(" in ");
            Write(part.Iter, Level.Test + 1);
            foreach (Expr condition in part.Conditions)
            {
                _text.Append(" if ");
                Write(condition, Level.Test + 1);
            }
        }
        _text.Append(close);
    }

    // ---- f-strings

    private static string Joined(JoinedStr joined)
    {
        var text = new StringBuilder();
        foreach (Expr part in joined.Values)
        {
            text.Append(part switch
            {
                Constant { Value: string literal } => literal.Replace("{", "{{").Replace("}", "}}"),
                FormattedValue formatted => Formatted(formatted),
                JoinedStr inner => Joined(inner),
                _ => "",
            });
        }
        return text.ToString();
    }

    private static string Formatted(FormattedValue formatted)
    {
        var inner = new Unparser();
        inner.Write(formatted.Value, Level.Test + 1);
        string value = inner._text.ToString();
        string blank = value.StartsWith('{') ? " " : "";
        string conversion = formatted.Conversion == 0 ? "" : "!" + formatted.Conversion;
        string spec = formatted.Spec switch
        {
            null => "",
            JoinedStr joined => ":" + Joined(joined),
            Constant { Value: string literal } => ":" + literal,
            FormattedValue nested => ":" + Formatted(nested),
            _ => "",
        };
        return $"{{{blank}{value}{conversion}{spec}}}";
    }
}
