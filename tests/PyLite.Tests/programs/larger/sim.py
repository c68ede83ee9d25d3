# A simulation by events.
import heapq, itertools
class Event:
    counter = itertools.count()
    def __init__(self, t, fn, *args): self.t, self.fn, self.args, self.n = t, fn, args, next(Event.counter)
    def __lt__(self, o): return (self.t, self.n) < (o.t, o.n)
class Sim:
    def __init__(self): self.q = []; self.now = 0.0; self.trace = []
    def at(self, dt, fn, *a): heapq.heappush(self.q, Event(self.now + dt, fn, *a))
    def run(self, until):
        while self.q and self.q[0].t <= until:
            e = heapq.heappop(self.q); self.now = e.t; e.fn(*e.args)
class Server:
    def __init__(self, sim, n): self.sim, self.free, self.queue, self.served, self.wait = sim, n, [], 0, 0.0
    def arrive(self, cid):
        if self.free: self.start(cid, self.sim.now)
        else: self.queue.append((cid, self.sim.now))
    def start(self, cid, arrived):
        self.free -= 1; self.wait += self.sim.now - arrived
        self.sim.at(rnd.expo(1.9), self.finish, cid)
    def finish(self, cid):
        self.free += 1; self.served += 1
        if self.queue: self.start(*self.queue.pop(0))
class Rnd:
    def __init__(self, s): self.s = s
    def __call__(self): self.s = (self.s * 6364136223846793005 + 1442695040888963407) & (2**64 - 1); return (self.s >> 11) / 2**53
    def expo(self, m):
        import math
        return -m * math.log(1 - self())
rnd = Rnd(42); sim = Sim(); srv = Server(sim, 2)
def arrivals(n=0):
    srv.arrive(n); sim.at(rnd.expo(1.0), arrivals, n + 1)
sim.at(0, arrivals); sim.run(2000)
print(srv.served, len(srv.queue), f"{srv.wait / srv.served:.6f}", f"{sim.now:.6f}")
