# Copies of files, options, and calls that other threads make.
import shutil, getopt, os, tempfile, sys
print(getopt.getopt(['-a','-b','3','--long=5','--fl','x','-a'],'ab:',['long=','flag']), getopt.gnu_getopt(['x','-a','y','--long','5'],'a',['long=']), getopt.getopt(['-ab3','--','-c'],'ab:'))
for a in (['-z'],['-b'],['--nope'],['--long'],['--flag=3'],['--f']):
    try: print(getopt.getopt(a,'ab:',['long=','flag','fox']))
    except getopt.GetoptError as e: print(e, repr(e.opt), e.args)
with tempfile.TemporaryDirectory() as d:
    os.chdir(d); os.makedirs('s/t'); open('s/a.txt','w').write('A'); open('s/t/b.py','w').write('B'); os.chmod('s/a.txt',0o640)
    print(shutil.copy('s/a.txt','c.txt'), shutil.copy2('s/a.txt','s/t'), oct(os.stat('c.txt').st_mode&0o777), shutil.copytree('s','u',ignore=shutil.ignore_patterns('*.py')), sorted(os.listdir('u/t')), shutil.move('c.txt','u'), sorted(os.listdir('u')), shutil.move('u','v'), os.path.exists('u'))
    for f in (lambda: shutil.copyfile('s/a.txt','s/a.txt'), lambda: shutil.copytree('s','v'), lambda: shutil.rmtree('nope'), lambda: shutil.move('s/a.txt','s/t'), lambda: shutil.copy('nope','x'), lambda: shutil.copytree('s','v',dirs_exist_ok=True)):
        try: print(f())
        except OSError as e: print(type(e).__name__, e.errno if e.errno else str(e)[:60])
    shutil.rmtree('s'); shutil.rmtree('nope',ignore_errors=True); print(os.listdir('.'), shutil.which('sh') is not None, shutil.which('nonesuch'), shutil.disk_usage('/').total>0, shutil.get_terminal_size()[0]>0)
    os.chdir('/')
from concurrent.futures import *
import concurrent.futures, time, threading
with ThreadPoolExecutor(2) as p:
    print(list(p.map(abs,[-1,2,-3])), p.submit(pow,2,5).result(), p.submit(int,'x').exception())
    fs=[p.submit(lambda i=i: i*i) for i in range(5)]; print(sorted(f.result() for f in as_completed(fs)), [f.done() for f in fs])
    d,n=wait(fs); print(len(d),len(n)); started,gate=threading.Event(),threading.Event(); f=p.submit(lambda: (started.set(), gate.wait())); started.wait()
    try: f.result(timeout=.01)
    except TimeoutError as e: print('timeout',repr(e))
    g=p.submit(gate.wait); h=p.submit(print,'never'); print(h.cancel(), h.cancelled(), f.cancel())
    try: h.result()
    except CancelledError: print('cancelled')
    d,n=wait([f,g],timeout=.01); print(len(d),len(n)); gate.set(); d,n=wait([f,g],return_when=FIRST_COMPLETED); print(len(d)>=1)
    f.add_done_callback(lambda f: print('cb',f.done()))
try: p.submit(abs,1)
except RuntimeError as e: print(e)
try: ThreadPoolExecutor(0)
except ValueError as e: print(e)
fu=Future(); fu.set_result(3); print(fu.result(), fu.running())
try: fu.set_result(4)
except concurrent.futures.InvalidStateError as e: print(type(e).__name__)
with ThreadPoolExecutor(1,thread_name_prefix='w',initializer=print,initargs=('init',)) as p: print(p.submit(lambda: threading.current_thread().name).result())
def bad(x): raise KeyError(x)
with ThreadPoolExecutor() as p:
    try: list(p.map(bad,[1]))
    except KeyError as e: print('KeyError',e)
    gate.clear()
    try: list(as_completed([p.submit(gate.wait)],timeout=.01))
    except TimeoutError as e: print(e)
    gate.set()
q=ThreadPoolExecutor(1); q.submit(lambda: (time.sleep(.1), print('at the end')))
