using System.Globalization;
using System.Numerics;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Parsing;

// Names, numbers, displays, comprehensions, and the arguments of calls.
public sealed partial class Parser
{
    private Expr Atom()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                Next();
                return new Name(token.Range, TextOf(token));
            case TokenKind.Number:
                ReadOnlySpan<char> number = _text.AsSpan(token.Start, token.End - token.Start);
                if (number.Contains('_')) Since(6, "Underscores in numeric literals are");
                Next();
                return new Constant(token.Range, Number(number, token));
            case TokenKind.String:
                return Strings();
            case TokenKind.NoneKeyword:
                Next();
                return new Constant(token.Range, null);
            case TokenKind.TrueKeyword:
                Next();
                return new Constant(token.Range, true);
            case TokenKind.FalseKeyword:
                Next();
                return new Constant(token.Range, false);
            case TokenKind.Ellipsis:
                Next();
                return new Constant(token.Range, EllipsisValue.Instance);
            case TokenKind.LeftParen:
                return Parenthesized();
            case TokenKind.LeftBracket:
                return ListDisplay();
            case TokenKind.LeftBrace:
                return BraceDisplay();
            default:
                throw Unexpected();
        }
    }

    private static object Number(ReadOnlySpan<char> text, Token token)
    {
        Span<char> digits = text.Length <= 128 ? stackalloc char[text.Length] : new char[text.Length];
        int length = 0;
        foreach (char c in text)
            if (c != '_') digits[length++] = c;
        digits = digits[..length];
        if (length > 2 && digits[0] == '0' && (digits[1] | 32) is 'x' or 'o' or 'b')
        {
            int bits = (digits[1] | 32) switch { 'x' => 4, 'o' => 3, _ => 1 };
            return Radix(digits[2..], bits);
        }
        if ((digits[^1] | 32) == 'j') return new Complex(0, double.Parse(digits[..^1], NumberStyles.Float, CultureInfo.InvariantCulture));
        if (digits.ContainsAny('.', 'e', 'E')) return double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long small)) return small;
        if (PyLong.MaxDigits > 0 && length > PyLong.MaxDigits)
            throw Fault($"{PyLong.TooManyDigitsGiven(length)} - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.", token.Range with { Column = -1, EndColumn = -1 });
        return BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static object Radix(ReadOnlySpan<char> digits, int bits)
    {
        if (digits.Length * bits <= 62)
        {
            long small = 0;
            foreach (char c in digits) small = (small << bits) | (uint)Convert.ToInt32(c.ToString(), 16);
            return small;
        }
        BigInteger big = BigInteger.Zero;
        foreach (char c in digits) big = (big << bits) | Convert.ToInt32(c.ToString(), 16);
        return big <= long.MaxValue ? (object)(long)big : big;
    }

    // ---- displays

    private Expr Parenthesized()
    {
        Token start = Next();
        if (Accept(TokenKind.RightParen)) return new TupleExpr(From(start), [], true);
        if (Kind == TokenKind.Yield)
        {
            Expr yield = YieldExpression();
            Expect(TokenKind.RightParen);
            return yield;
        }
        if (Kind == TokenKind.StarStar) throw Fault("cannot use double starred expression here", Current.Range);
        Expr first = StarNamedExpression();
        if (IsComprehension())
        {
            CheckComprehensionElement(first);
            List<ComprehensionFor> generators = ComprehensionFors();
            Expect(TokenKind.RightParen);
            return new Comprehension(From(start), ComprehensionKind.Generator, first, null, generators);
        }
        if (Kind == TokenKind.Comma)
        {
            List<Expr> elements = Elements(first, TokenKind.RightParen);
            Expect(TokenKind.RightParen);
            return new TupleExpr(From(start), elements, true);
        }
        Expect(TokenKind.RightParen);
        if (first is Starred) throw Fault("cannot use starred expression here", first.Range);
        return first;
    }

    private List<Expr> Elements(Expr first, TokenKind end)
    {
        var elements = new List<Expr> { first };
        while (Accept(TokenKind.Comma))
        {
            if (Kind == end) break;
            elements.Add(StarNamedExpression());
            if (IsComprehension() && elements.Count > 1)
                throw Fault("did you forget parentheses around the comprehension target?", Join(first.Range, elements[^1].Range));
        }
        return elements;
    }

    private Expr ListDisplay()
    {
        Token start = Next();
        if (Accept(TokenKind.RightBracket)) return new ListExpr(From(start), []);
        Expr first = StarNamedExpression();
        if (IsComprehension())
        {
            CheckComprehensionElement(first);
            List<ComprehensionFor> generators = ComprehensionFors();
            Expect(TokenKind.RightBracket);
            return new Comprehension(From(start), ComprehensionKind.List, first, null, generators);
        }
        List<Expr> elements = Elements(first, TokenKind.RightBracket);
        Expect(TokenKind.RightBracket);
        return new ListExpr(From(start), elements);
    }

    private Expr BraceDisplay()
    {
        Token start = Next();
        if (Accept(TokenKind.RightBrace)) return new DictExpr(From(start), [], []);
        if (Kind == TokenKind.StarStar) return DictDisplay(start, null, null);
        bool isAssignment = IsNamed;
        Expr first = StarNamedExpression();
        if (isAssignment && Kind == TokenKind.Colon) throw Fault("invalid syntax", Current.Range);
        if (Kind == TokenKind.Colon) return DictDisplay(start, first, DictValue());
        if (IsComprehension())
        {
            CheckComprehensionElement(first);
            List<ComprehensionFor> generators = ComprehensionFors();
            Expect(TokenKind.RightBrace);
            return new Comprehension(From(start), ComprehensionKind.Set, first, null, generators);
        }
        List<Expr> elements = Elements(first, TokenKind.RightBrace);
        Expect(TokenKind.RightBrace);
        return new SetExpr(From(start), elements);
    }

    /// <summary>At the colon after a key.</summary>
    private Expr DictValue()
    {
        Token colon = Next();
        if (Kind is TokenKind.RightBrace or TokenKind.Comma)
            throw Fault("expression expected after dictionary key and ':'", colon.Range);
        if (Kind == TokenKind.Star)
        {
            Token star = Next();
            BinaryExpression(0);
            throw Fault("cannot use a starred expression in a dictionary value", From(star));
        }
        return Expression();
    }

    private Expr DictDisplay(Token start, Expr? firstKey, Expr? firstValue)
    {
        var keys = new List<Expr?>();
        var values = new List<Expr>();
        if (firstKey is not null)
        {
            if (IsComprehension())
            {
                List<ComprehensionFor> generators = ComprehensionFors();
                Expect(TokenKind.RightBrace);
                return new Comprehension(From(start), ComprehensionKind.Dict, firstKey, firstValue, generators);
            }
            keys.Add(firstKey);
            values.Add(firstValue!);
            if (Kind != TokenKind.Comma) Expect(TokenKind.RightBrace);
            else Next();
        }
        if (Previous.Kind != TokenKind.RightBrace)
        {
            while (!Accept(TokenKind.RightBrace))
            {
                if (Kind == TokenKind.StarStar)
                {
                    Token stars = Next();
                    keys.Add(null);
                    values.Add(BinaryExpression(0));
                    if (firstKey is null && keys.Count == 1 && IsComprehension())
                        throw Fault("dict unpacking cannot be used in dict comprehension", stars.Range);
                }
                else
                {
                    keys.Add(Expression());
                    if (Kind != TokenKind.Colon)
                    {
                        if (Kind is TokenKind.RightBrace or TokenKind.Comma) throw Fault("':' expected after dictionary key", Previous.Range with { EndColumn = -1 });
                        throw Unexpected();
                    }
                    values.Add(DictValue());
                }
                if (Kind != TokenKind.Comma && Kind != TokenKind.RightBrace) throw Unexpected();
                Accept(TokenKind.Comma);
            }
        }
        return new DictExpr(From(start), keys, values);
    }

    // ---- comprehensions

    private bool IsComprehension() => Kind == TokenKind.For || (Kind == TokenKind.Async && KindAt(1) == TokenKind.For);

    private static void CheckComprehensionElement(Expr element)
    {
        if (element is Starred) throw Fault("iterable unpacking cannot be used in comprehension", element.Range);
    }

    private List<ComprehensionFor> ComprehensionFors()
    {
        var result = new List<ComprehensionFor>();
        while (IsComprehension())
        {
            bool isAsync = Accept(TokenKind.Async);
            Expect(TokenKind.For);
            Expr target = ForTarget();
            Expect(TokenKind.In);
            Expr iter = Disjunction();
            var conditions = new List<Expr>();
            while (Accept(TokenKind.If)) conditions.Add(ComprehensionCondition());
            if (isAsync) Since(6, "Async comprehensions are");
            result.Add(new ComprehensionFor(target, iter, conditions, isAsync));
        }
        return result;
    }

    private Expr ComprehensionCondition()
    {
        Expr condition = Disjunction();
        if (StartsExpressionAfterOperand(Kind)) AdjacentExpressions(condition);
        return condition;
    }

    // ---- calls

    private Expr CallArguments(Token start, Expr func)
    {
        Token open = Next();
        var args = new List<Expr>();
        var keywords = new List<Keyword>();
        if (Kind == TokenKind.RightParen)
        {
            Next();
            return new Call(From(start), func, args, keywords);
        }
        while (true)
        {
            Argument(open, args, keywords);
            if (!Accept(TokenKind.Comma)) break;
            if (Kind == TokenKind.RightParen) break;
        }
        Expect(TokenKind.RightParen);
        return new Call(From(start), func, args, keywords);
    }

    private void Argument(Token open, List<Expr> args, List<Keyword> keywords)
    {
        Token start = Current;
        if (Accept(TokenKind.StarStar))
        {
            Expr mapping = Expression();
            keywords.Add(new Keyword(From(start), null, mapping));
            return;
        }
        if (Accept(TokenKind.Star))
        {
            bool isBare = args.Count + keywords.Count > 0 && Kind == TokenKind.RightParen;
            if (isBare || keywords.Exists(keyword => keyword.Name is null))
                throw Fault("iterable argument unpacking follows keyword argument unpacking", start.Range);
            Expr iterable = Expression();
            args.Add(new Starred(From(start), iterable));
            return;
        }
        if (KindAt(1) == TokenKind.Equal && Kind is TokenKind.Name or TokenKind.TrueKeyword or TokenKind.FalseKeyword or TokenKind.NoneKeyword)
        {
            string name = TextOf(Next());
            Token equal = Next();
            if (start.Kind != TokenKind.Name) throw Fault($"cannot assign to {name}", Join(start.Range, equal.Range));
            if (Kind is TokenKind.Comma or TokenKind.RightParen) throw Unexpected();
            Expr argument = Expression();
            if (IsComprehension())
                throw Fault("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", Join(start.Range, equal.Range));
            if (keywords.Exists(keyword => keyword.Name == name)) Reject($"keyword argument repeated: {name}", From(start));
            keywords.Add(new Keyword(From(start), name, argument));
            return;
        }
        Expr value;
        if (Kind == TokenKind.Name && KindAt(1) == TokenKind.ColonEqual) value = NamedExpression();
        else
        {
            value = Expression();
            if (Kind == TokenKind.ColonEqual) throw Fault($"cannot use assignment expressions with {Describe(value)}", value.Range);
            if (Kind == TokenKind.Equal)
            {
                throw Fault("expression cannot contain assignment, perhaps you meant \"==\"?", Join(value.Range, Current.Range));
            }
        }
        if (IsComprehension())
        {
            Token first = start;
            List<ComprehensionFor> generators = ComprehensionFors();
            bool alone = args.Count == 0 && keywords.Count == 0;
            if (!alone || Kind == TokenKind.Comma)
            {
                if (alone && KindAt(1) == TokenKind.RightParen) throw Fault("Generator expression must be parenthesized", From(first));
                throw Fault("Generator expression must be parenthesized", From(first));
            }
            SourceRange range = Kind == TokenKind.RightParen ? Join(open.Range, Current.Range) : From(open);
            value = new Comprehension(range, ComprehensionKind.Generator, value, null, generators);
        }
        if (keywords.Count > 0)
        {
            bool unpacking = keywords.Exists(keyword => keyword.Name is null);
            throw Fault(unpacking ? "positional argument follows keyword argument unpacking" : "positional argument follows keyword argument",
                LastArgumentFault());
        }
        args.Add(value);
    }

    /// <summary>CPython notices misplaced arguments when it has read them all: the closing bracket is where it points.</summary>
    private SourceRange LastArgumentFault()
    {
        for (int i = _index; i < _tokens.Length; i++)
            if (_tokens[i].Kind == TokenKind.RightParen && _tokens[i].Level < Current.Level) return _tokens[i].Range;
        return Current.Range;
    }
}
