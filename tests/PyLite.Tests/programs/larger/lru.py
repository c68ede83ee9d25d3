# Two caches that forget what was not used longest.
from collections import OrderedDict
class LRU:
    def __init__(self, cap): self.cap, self.d, self.hits, self.misses = cap, OrderedDict(), 0, 0
    def get(self, k, make):
        if k in self.d: self.hits += 1; self.d.move_to_end(k); return self.d[k]
        self.misses += 1; v = self.d[k] = make(k)
        if len(self.d) > self.cap: self.d.popitem(last=False)
        return v
class Node:
    __slots__ = ('k', 'v', 'p', 'n')
    def __init__(self, k=None, v=None): self.k, self.v, self.p, self.n = k, v, None, None
class LRU2:
    def __init__(self, cap):
        self.cap = cap; self.m = {}; self.h = Node(); self.t = Node(); self.h.n = self.t; self.t.p = self.h
    def _rm(self, x): x.p.n, x.n.p = x.n, x.p
    def _add(self, x): x.n, x.p = self.h.n, self.h; self.h.n.p = x; self.h.n = x
    def __getitem__(self, k):
        x = self.m[k]; self._rm(x); self._add(x); return x.v
    def __setitem__(self, k, v):
        if k in self.m: self._rm(self.m[k])
        x = self.m[k] = Node(k, v); self._add(x)
        if len(self.m) > self.cap: l = self.t.p; self._rm(l); del self.m[l.k]
    def __contains__(self, k): return k in self.m
    def __iter__(self):
        x = self.h.n
        while x is not self.t: yield x.k, x.v; x = x.n
    def __len__(self): return len(self.m)
c = LRU(10); c2 = LRU2(10); x = 1; hits = 0
for i in range(5000):
    x = (x * 1103515245 + 12345) % 2**31; k = x % 17
    c.get(k, lambda k: k * k)
    if k in c2: hits += 1; assert c2[k] == k * k
    else: c2[k] = k * k
print(c.hits, c.misses, hits, list(c.d), list(c2), len(c2))
try: c2['zz']
except KeyError as e: print(repr(e))
