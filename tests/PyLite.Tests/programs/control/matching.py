# match statements.
def m(x):
    match x:
        case 0: return 'zero'
        case 1 | 2: return 'one-two'
        case -1: return 'neg'
        case 'a' | 'b' as s: return 's' + s
        case []: return 'empty'
        case [a]: return f'one {a}'
        case [1, *rest]: return f'1 rest {rest}'
        case (a, b, *_): return f'two+ {a} {b}'
        case {'type': 't', **kw}: return f't {kw}'
        case {'k': [a, b]}: return f'k {a} {b}'
        case {}: return 'dict'
        case int(n) if n > 100: return f'big {n}'
        case int() | float(): return 'num'
        case str(s): return f'str {s}'
        case None: return 'none'
        case P(x=0, y=y): return f'P0 {y}'
        case P(a, b): return f'P {a} {b}'
        case C.RED: return 'red'
        case _: return 'other'
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
class C: RED = object()
for v in [0, 1, 2, -1, 'a', 'b', [], [5], [1, 2, 3], (4, 5, 6), {'type': 't', 'z': 1}, {'k': [1, 2]}, {'k': 1}, {}, 101, 50, 1.5, 'zz', None, P(0, 3), P(1, 2), C.RED, object, True, {1}, b'ab', range(3)]: print(m(v))
match (1, 2):
    case (x, y) if x > y: print('gt')
    case (x, y): print('le', x, y)
match {'a': {'b': [1, {'c': 2}]}}:
    case {'a': {'b': [_, {'c': c}]}}: print(c)
try:
    match P(1, 2):
        case P(a, b, c): pass
except TypeError as e: print(e)
match = 5; case = 6; print(match, case)
match [1, 2]:
    case [int(a), int(b)]: print(a + b)
match 'cmd arg1 arg2'.split():
    case ['cmd', *args]: print(args)
