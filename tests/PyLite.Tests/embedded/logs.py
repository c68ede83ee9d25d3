# Messages about what a program does.
import logging, sys, io
logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, format='%(levelname)-8s %(name)s %(funcName)s:%(lineno)d %(message)s')
log=logging.getLogger('a.b')
def f(): log.info('hello %s %d','x',5); log.debug('dict %(a)s',{'a':1})
f(); logging.warning('w'); logging.getLogger('a').setLevel('ERROR'); log.info('no'); log.error('yes')
try: 1/0
except ZeroDivisionError: log.exception('boom')
print(log, logging.getLogger(), log.parent, log.getEffectiveLevel(), log.isEnabledFor(10), logging.getLevelName(20), logging.getLevelName('INFO'), logging.getLevelName(25))
h=logging.StreamHandler(s:=io.StringIO()); h.setFormatter(logging.Formatter('{message}|{levelname}|{asctime}','%Y','{')); l2=logging.getLogger('z'); l2.addHandler(h); l2.propagate=False; l2.warning('m'); print(len(s.getvalue().split('|')))
class F(logging.Filter):
    def filter(self,r): return 'secret' not in r.getMessage()
l2.addFilter(F()); l2.warning('secret'); l2.warning('ok'); print(s.getvalue().count('\n'))
ad=logging.LoggerAdapter(logging.getLogger('q'),{'ip':'1'}); ad.info('x'); 
logging.addLevelName(25,'NOTE'); logging.log(25,'note'); logging.getLogger('q').log(25,'n2',extra={'k':1})
for c in (lambda: logging.getLogger('x').setLevel('NOPE'), lambda: logging.Formatter('x'), lambda: logging.getLogger(1), lambda: logging.getLogger('q').info('x',extra={'name':1})):
    try: c()
    except Exception as e: print(type(e).__name__,e)
class H(logging.Handler):
    def emit(self,r): print('H',self.format(r))
l3=logging.getLogger('h'); l3.addHandler(H(logging.ERROR)); l3.propagate=False; l3.info('no'); l3.error('yes %s',1); l3.critical('c'); print(l3.handlers, l3.hasHandlers(), logging.getLogger('h.i.j').parent, logging.getLogger('h.i').parent, logging.getLogger('h.i.j').parent)
logging.disable(logging.ERROR); l3.error('off'); logging.disable(logging.NOTSET); l3.error('on'); print(l3.getChild('k').name, logging.NullHandler(), logging.raiseExceptions)
import tempfile, os
with tempfile.TemporaryDirectory() as d:
    fh=logging.FileHandler(os.path.join(d,'l.log')); l3.addHandler(fh); l3.error('file'); l3.removeHandler(fh); fh.close(); print(open(os.path.join(d,'l.log')).read())
l3.error('stack', stack_info=False, exc_info=ValueError('v'))
