# __base__ is the base whose instances have the most in them.
class B: pass
class S1: __slots__ = ('a',)
class S2(S1): __slots__ = ('b',)
class M(type): pass
for bases in ((B, int), (B, dict), (B, ValueError), (B, S1), (S1, B), (B, M), (S2, S1), (B, S1, S2) if False else (B, S2), (int,), (B,), ()):
    print([b.__name__ for b in bases], type(M)('C', bases, {}).__base__.__name__)
