using PyLite.Compiling;
using PyLite.Objects;
using PyLite.Parsing;

namespace PyLite.Modules.Syntax;

// Statements and patterns.
internal sealed partial class TreeExport
{
    private PyList Statements(List<Stmt> body) => ListOf(body, Statement);

    private PyList Targets(List<Expr> targets, string context) => ListOf(targets, target => Value(target, context));

    private PyObject Statement(Stmt statement)
    {
        Enter();
        SourceRange at = statement.Range;
        switch (statement)
        {
            case ExprStmt expression: return Node("Expr", at, Value(expression.Value));
            case Assign assign: return Node("Assign", at, Targets(assign.Targets, "Store"), Value(assign.Value), Comment(assign.TypeComment));
            case AugAssign assign:
                return Node("AugAssign", at, Value(assign.Target, "Store"), Single(TreeClasses.BinaryNames[(int)assign.Op]), Value(assign.Value));
            case AnnAssign assign:
                return Node("AnnAssign", at, Value(assign.Target, "Store"), Value(assign.Annotation), Optional(assign.Value), new PyInt(assign.Simple ? 1 : 0));
            case FunctionDef def:
                return Node(def.IsAsync ? "AsyncFunctionDef" : "FunctionDef", at, Text(def.Name), Parameters(def.Args), Statements(def.Body),
                    Values(def.Decorators), Optional(def.Returns), Comment(def.TypeComment));
            case ClassDef type:
                return Node("ClassDef", at, Text(type.Name), Values(type.Bases), Keywords(type.Keywords), Statements(type.Body), Values(type.Decorators));
            case Return result: return Node("Return", at, Optional(result.Value));
            case Delete delete: return Node("Delete", at, Targets(delete.Targets, "Del"));
            case For loop:
                return Node(loop.IsAsync ? "AsyncFor" : "For", at, Value(loop.Target, "Store"), Value(loop.Iter), Statements(loop.Body),
                    Statements(loop.OrElse), Comment(loop.TypeComment));
            case While loop: return Node("While", at, Value(loop.Test), Statements(loop.Body), Statements(loop.OrElse));
            case If branch: return Node("If", at, Value(branch.Test), Statements(branch.Body), Statements(branch.OrElse));
            case With with: return Node(with.IsAsync ? "AsyncWith" : "With", at, ListOf(with.Items, Item), Statements(with.Body), Comment(with.TypeComment));
            case Match match: return Node("Match", at, Value(match.Subject), ListOf(match.Cases, Case));
            case Raise raise: return Node("Raise", at, Optional(raise.Exception), Optional(raise.Cause));
            case Try attempt:
                return Node(attempt.IsStar ? "TryStar" : "Try", at, Statements(attempt.Body), ListOf(attempt.Handlers, Handler),
                    Statements(attempt.OrElse), Statements(attempt.FinalBody));
            case Parsing.Assert assert: return Node("Assert", at, Value(assert.Test), Optional(assert.Message));
            case Import import: return Node("Import", at, ListOf(import.Names, AliasNode));
            case ImportFrom import: return Node("ImportFrom", at, Text(import.Module), ListOf(import.Names, AliasNode), new PyInt(import.Level));
            case Global global: return Node("Global", at, Texts(global.Names));
            case Nonlocal nonlocal: return Node("Nonlocal", at, Texts(nonlocal.Names));
            case Pass: return Node("Pass", at);
            case Break: return Node("Break", at);
            case Continue: return Node("Continue", at);
            default: throw new InvalidOperationException($"no rule for {statement.GetType().Name}");
        }
    }

    private PyObject Item(WithItem item) => Plain("withitem", Value(item.Context), item.Target == null ? PyNone.None : Value(item.Target, "Store"));

    private PyObject Case(MatchCase matchCase) =>
        Plain("match_case", PatternNode(matchCase.Pattern), Optional(matchCase.Guard), Statements(matchCase.Body));

    private PyObject Handler(ExceptHandler handler) =>
        Node("ExceptHandler", handler.Range, Optional(handler.Type), Text(handler.Name), Statements(handler.Body));

    private PyObject AliasNode(Alias alias) => Node("alias", alias.Range, Text(alias.Name), Text(alias.AsName));

    private PyList Patterns(List<Pattern> patterns) => ListOf(patterns, PatternNode);

    private PyObject PatternNode(Pattern pattern)
    {
        Enter();
        SourceRange at = pattern.Range;
        return pattern switch
        {
            MatchValue { Value: Constant { Value: null or bool } constant } => Node("MatchSingleton", at, ConstantObjects.Make(constant.Value)),
            MatchValue value => Node("MatchValue", at, Value(value.Value)),
            MatchAs capture => Node("MatchAs", at, capture.Pattern == null ? PyNone.None : PatternNode(capture.Pattern), Text(capture.Name)),
            MatchOr or => Node("MatchOr", at, Patterns(or.Patterns)),
            MatchStar star => Node("MatchStar", at, Text(star.Name)),
            MatchSequence sequence => Node("MatchSequence", at, Patterns(sequence.Patterns)),
            MatchMapping mapping => Node("MatchMapping", at, Values(mapping.Keys), Patterns(mapping.Patterns), Text(mapping.Rest)),
            MatchClass type => Node("MatchClass", at, Value(type.Type), Patterns(type.Patterns), Texts(type.Names), Patterns(type.NamedPatterns)),
            _ => throw new InvalidOperationException($"no rule for {pattern.GetType().Name}"),
        };
    }
}
