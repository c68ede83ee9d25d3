import types, itertools, inspect
c = types.CodeType(1, 0, 1, 4, 1, 67 | 4 | 8, b'', (), (), ('a', 'k', 'args', 'kw'), 'file', 'name', 'q.name', 7, b'', b'')
print(c.co_name, c.co_qualname, c.co_varnames, c.co_argcount, c.co_firstlineno, c.co_flags, c.co_filename)
class W: __code__ = c
print(inspect.signature(types.FunctionType(c, {})))
try: types.CodeType(2, 0, 0, 1, 1, 67, b'', (), (), ('a',), 'file', 'name', 'q.name', 7, b'', b'')
except ValueError as e: print(e)
print(itertools.chain.from_iterable.__doc__ is None)
class A:
    def m(self): return 'A'
class B(A):
    def m(self): return 'B' + self._B__super.m()
B._B__super = super(B)
print(B().m())
su = super(B)
print(su.__get__(B(), B).m(), su.__get__(None, B) is su)
s = super(B, B())
print(s.__get__(B()) is s)
for a in ((), (1, 2, 3), (5,)):
    try: su.__get__(*a)
    except TypeError as e: print(e)
try: super(B).m
except AttributeError as e: print(e)
