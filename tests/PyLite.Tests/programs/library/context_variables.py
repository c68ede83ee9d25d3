# contextvars.

import contextvars
v = contextvars.ContextVar("v", default=5); w = contextvars.ContextVar("w")
print(v.get(), v.get(9), w.get(1), v.name)
try: w.get()
except LookupError as e: print(type(e).__name__, e.args[0] is w)
t = v.set(7); print(v.get(), t.old_value is contextvars.Token.MISSING, t.var is v)
t2 = v.set(8); print(t2.old_value); v.reset(t2); print(v.get()); v.reset(t); print(v.get())
try: v.reset(t)
except RuntimeError as e: print(str(e)[:12], str(e)[-26:])
try: w.reset(v.set(1))
except ValueError as e: print(str(e)[-38:])
c = contextvars.copy_context(); print(len(c), v in c, w in c, c[v], c.get(w), c.get(w, 3), list(c.keys()) == [v], [x[1] for x in c.items()])
def f(a, b=2): v.set(100); w.set(a + b); return v.get(), w.get()
print(c.run(f, 1, b=5), v.get(), c[v], c[w], w.get(None))
try: c.run(c.run, f, 1)
except RuntimeError as e: print(str(e)[-18:])
d = c.copy(); print(d == c, d is c, contextvars.Context() == c, len(contextvars.Context()))
try: c[3]
except TypeError as e: print(e)
try: c[contextvars.ContextVar("q")]
except KeyError as e: print("KeyError")
print(contextvars.ContextVar[int] is not None, repr(v)[:36])
try: contextvars.ContextVar(3)
except TypeError as e: print(e)
