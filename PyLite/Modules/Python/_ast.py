"""The node classes of syntax trees. compile() makes nodes of source text, and code of nodes."""

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000


class AST:
    _fields = ()
    _attributes = ()
    __match_args__ = ()
    __module__ = 'ast'

    def __init__(self, *args, **kwargs):
        fields = self._fields
        if len(args) > len(fields):
            raise TypeError('%s constructor takes at most %d positional argument%s'
                            % (type(self).__name__, len(fields), '' if len(fields) == 1 else 's'))
        for name, value in zip(fields, args):
            setattr(self, name, value)
        for name, value in kwargs.items():
            if name in fields[:len(args)]:
                raise TypeError("%s got multiple values for argument %r" % (type(self).__name__, name))
            setattr(self, name, value)

    def __reduce__(self):
        return type(self), (), dict(self.__dict__)


_PLACE = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')

# A kind of node on a line of its own, then its nodes with their fields; those marked with a question mark may be missing.
_NODES = '''
mod
 Module body type_ignores
 Interactive body
 Expression body
 FunctionType argtypes returns
stmt @
 FunctionDef name args body decorator_list returns? type_comment?
 AsyncFunctionDef name args body decorator_list returns? type_comment?
 ClassDef name bases keywords body decorator_list
 Return value?
 Delete targets
 Assign targets value type_comment?
 AugAssign target op value
 AnnAssign target annotation value? simple
 For target iter body orelse type_comment?
 AsyncFor target iter body orelse type_comment?
 While test body orelse
 If test body orelse
 With items body type_comment?
 AsyncWith items body type_comment?
 Match subject cases
 Raise exc? cause?
 Try body handlers orelse finalbody
 TryStar body handlers orelse finalbody
 Assert test msg?
 Import names
 ImportFrom module? names level?
 Global names
 Nonlocal names
 Expr value
 Pass
 Break
 Continue
expr @
 BoolOp op values
 NamedExpr target value
 BinOp left op right
 UnaryOp op operand
 Lambda args body
 IfExp test body orelse
 Dict keys values
 Set elts
 ListComp elt generators
 SetComp elt generators
 DictComp key value generators
 GeneratorExp elt generators
 Await value
 Yield value?
 YieldFrom value
 Compare left ops comparators
 Call func args keywords
 FormattedValue value conversion format_spec?
 JoinedStr values
 Constant value kind?
 Attribute value attr ctx
 Subscript value slice ctx
 Starred value ctx
 Name id ctx
 List elts ctx
 Tuple elts ctx
 Slice lower? upper? step?
expr_context
 Load
 Store
 Del
boolop
 And
 Or
operator
 Add
 Sub
 Mult
 MatMult
 Div
 Mod
 Pow
 LShift
 RShift
 BitOr
 BitXor
 BitAnd
 FloorDiv
unaryop
 Invert
 Not
 UAdd
 USub
cmpop
 Eq
 NotEq
 Lt
 LtE
 Gt
 GtE
 Is
 IsNot
 In
 NotIn
excepthandler @
 ExceptHandler type? name? body
pattern @
 MatchValue value
 MatchSingleton value
 MatchSequence patterns
 MatchMapping keys patterns rest?
 MatchClass cls patterns kwd_attrs kwd_patterns
 MatchStar name?
 MatchAs pattern? name?
 MatchOr patterns
type_ignore
 TypeIgnore lineno tag
'''

_SINGLE = '''
comprehension target iter ifs is_async
arguments posonlyargs args vararg? kwonlyargs kw_defaults kwarg? defaults
withitem context_expr optional_vars?
match_case pattern guard? body
'''

_PLACED = '''
arg arg annotation? type_comment?
keyword arg? value
alias name asname?
'''


def _node(name, base, fields, attributes):
    plain = tuple(field.rstrip('?') for field in fields)
    namespace = {'_fields': plain, '__match_args__': plain, '_attributes': attributes, '__module__': 'ast'}
    for field in fields:
        if field.endswith('?'):
            namespace[field[:-1]] = None
    if attributes:
        namespace['end_lineno'] = namespace['end_col_offset'] = None
    globals()[name] = type(name, (base,), namespace)


def _make():
    kind, attributes = None, ()
    for line in _NODES.split('\n'):
        words = line.split()
        if not words:
            continue
        if line[0] != ' ':
            attributes = _PLACE if '@' in words else ()
            _node(words[0], AST, (), attributes)
            kind = globals()[words[0]]
        else:
            _node(words[0], kind, words[1:], attributes)
    for text, attributes in ((_SINGLE, ()), (_PLACED, _PLACE)):
        for line in text.split('\n'):
            if line:
                name, *fields = line.split()
                _node(name, AST, fields, attributes)


_make()


# Classes derived from it with a __new__ of their own (ast.Num, ast.Str) hand it all arguments.
def _new(cls, *args, **kwargs):
    return object.__new__(cls)


Constant.__new__ = _new
