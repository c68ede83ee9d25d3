# Shortest paths, topological order.
import heapq
from collections import defaultdict, deque
def build(n):
    g = defaultdict(dict)
    for i in range(n):
        for k in (1, 3, 7): g[i][(i * k + k) % n] = (i * 13 + k * 17) % 23 + 1
    return g
def dijkstra(g, s):
    dist = {s: 0}; prev = {}; pq = [(0, s)]; done = set()
    while pq:
        d, u = heapq.heappop(pq)
        if u in done: continue
        done.add(u)
        for v, w in g[u].items():
            nd = d + w
            if nd < dist.get(v, float('inf')): dist[v] = nd; prev[v] = u; heapq.heappush(pq, (nd, v))
    return dist, prev
def path(prev, t):
    p = [t]
    while p[-1] in prev: p.append(prev[p[-1]])
    return p[::-1]
g = build(200)
for s in range(10): dist, prev = dijkstra(g, s)
print(len(dist), sorted(dist.items())[:10], max(dist.values()), path(prev, 150))
def bfs(g, s):
    q = deque([s]); seen = {s: None}
    while q:
        u = q.popleft()
        for v in g[u]:
            if v not in seen: seen[v] = u; q.append(v)
    return seen
print(len(bfs(g, 0)), list(bfs(g, 0))[:8])
h = [5, 2, 8, 1]; heapq.heapify(h); print(h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), heapq.nsmallest(2, h), heapq.nlargest(2, h), list(heapq.merge([1, 4], [2, 3])))
def topo(deps):
    order, temp, seen = [], set(), set()
    def visit(n):
        if n in seen: return
        if n in temp: raise ValueError(f'cycle at {n}')
        temp.add(n)
        for d in deps.get(n, ()): visit(d)
        temp.remove(n); seen.add(n); order.append(n)
    for n in deps: visit(n)
    return order
print(topo({'a': ['b', 'c'], 'b': ['d'], 'c': ['d'], 'd': []}))
try: topo({'a': ['b'], 'b': ['a']})
except ValueError as e: print(e)
