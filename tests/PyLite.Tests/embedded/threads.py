# Threads, queues and weak references.
import threading, queue, weakref, keyword, time, gc
print(keyword.iskeyword('if'), len(keyword.kwlist))
q=queue.Queue(2); out=[]
def work():
    while True:
        x=q.get()
        if x is None: break
        out.append(x*2); q.task_done()
t=threading.Thread(target=work,name='w'); t.start()
for i in range(5): q.put(i)
q.join(); q.put(None); t.join(); print(out, t.is_alive(), t.name, threading.current_thread().name, threading.active_count())
p=queue.PriorityQueue(); [p.put(x) for x in (3,1,2)]; print([p.get() for _ in range(3)]); l=queue.LifoQueue(); l.put(1); l.put(2); print(l.get())
for f in (lambda: q.get_nowait(), lambda: q.get(timeout=.01), lambda: q.task_done(), lambda: [q.put_nowait(1) for _ in range(3)]):
    try: f()
    except Exception as e: print(type(e).__name__, e)
c=threading.Condition(); done=[]
def waiter():
    with c:
        c.wait_for(lambda: done); print('woke')
t=threading.Thread(target=waiter); t.start()
with c: done.append(1); c.notify_all()
t.join(); s=threading.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=.01)); s.release()
b=threading.BoundedSemaphore(1)
try: b.release()
except ValueError as e: print(e)
e=threading.Event(); tm=threading.Timer(.01,e.set); tm.start(); print(e.wait(5), e.is_set(), e.wait(0)); tm.join()
ba=threading.Barrier(3); r=[]
ts=[threading.Thread(target=lambda: r.append(ba.wait())) for _ in range(2)]; [t.start() for t in ts]; r.append(ba.wait()); [t.join() for t in ts]; print(sorted(r), ba.broken, ba.n_waiting)
def bad(): 1/0
import sys
old=threading.excepthook; threading.excepthook=lambda a: print('hook',a.exc_type.__name__,a.exc_value,a.thread.name)
t=threading.Thread(target=bad); t.start(); t.join(); threading.excepthook=old
for f in (lambda: threading.Thread().join(), lambda: threading.current_thread().join(), lambda: t.start(), lambda: threading.Condition().wait()):
    try: f()
    except RuntimeError as x: print(x)
L=threading.RLock()
with L:
    with L: print('re')
print(threading.main_thread() is threading.current_thread(), threading.Thread(daemon=True).daemon)
class A: pass
a=A(); w=weakref.ref(a); d=weakref.WeakValueDictionary(); d['k']=a; k=weakref.WeakKeyDictionary(); k[a]=5; ws=weakref.WeakSet([a]); f=weakref.finalize(a,print,'final')
print(w() is a, d['k'] is a, list(d.items())[0][0], k[a], len(ws), a in ws, f.alive, len(d), dict(k)==({a:5}))
class B:
    def m(self): return 4
bb=B(); wm=weakref.WeakMethod(bb.m); print(wm()()); 
try: d['z']
except KeyError as x: print('KeyError',x)
def late(): time.sleep(.05); print('late')
threading.Thread(target=late).start()
