class ML(list):
    def __len__(self): return 99
    def push(self, x): self.append(x)
m=ML([1,2]); m.push(3); print(m, len(m), m[0], isinstance(m, list), [x for x in m])
class D(dict):
    def __missing__(self,k): return k*2
print(D()[4], D(a=1))
class I(int):
    def __add__(self, o): return I(int(self)+o+100)
print(I(3)+4, I(5)*2, 4+I(3), type(I(3)+4))
class S:
    __slots__=('a',)
s=S(); s.a=1
try: s.b=2
except AttributeError as e: print(e)
class Prop:
    @property
    def v(self): return 5
try: Prop().v=3
except AttributeError as e: print(e)
print(sorted({3:1,1:2}.items()), "%s %r" % ("a","b"), "{:>10,.2f}|{!r}".format(12345.678,"q"))
