# What builtin exceptions keep, forget, refuse and come back with when pickled.
import sys,copy,pickle
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class SubOSErrorWithInit(OSError):
    def __init__(self, message, bar):
        self.bar=bar; super().__init__(message)
class SubOSErrorWithNew(OSError):
    def __new__(cls, message, baz):
        self=super().__new__(cls, message); self.baz=baz; return self
class Comb(SubOSErrorWithInit, SubOSErrorWithNew): pass
class Stand(OSError): pass
t(lambda: SubOSErrorWithInit('some message','baz').args)
t(lambda: SubOSErrorWithInit(message='some message',bar='baz').args)
t(lambda: SubOSErrorWithNew('some message','baz').args)
t(lambda: SubOSErrorWithNew(message='some message',baz='baz').args)
t(lambda: Comb('some message','baz').args)
e=OSError('foo','bar','baz','quux'); print(e.args,e.filename,e.errno)
e=OSError('foo','bar','baz'); print(e.args,e.filename,e.filename2,str(e))
for p in range(5):
    try:
        f=pickle.loads(pickle.dumps(e,p)); print(f.args,f.filename,str(f))
    except BaseException as x: print(type(x),x)
e=BlockingIOError('a','b',3); t(lambda:e.characters_written); t(lambda:e.args)
e=BlockingIOError('a','b'); t(lambda:e.characters_written)
e.characters_written=5; t(lambda:e.characters_written)
def dl(): del e.characters_written
t(dl); t(dl)
t(lambda: setattr(e,'characters_written','x'))
e=ImportError('m',name='somename',path='somepath'); 
for p in range(5): f=pickle.loads(pickle.dumps(e,p)); print(f.name,f.path,f.args)
f=copy.copy(e); print(f.name,f.path); f=copy.deepcopy(e); print(f.name)
e.__init__(); print(e.name,e.path,e.args); 
t(lambda: ImportError(invalid='x')); t(lambda: ImportError('t',invalid='x'))
t(lambda: setattr(Exception(),'__traceback__',5)); t(lambda: delattr(Exception(),'__traceback__'))
t(lambda: setattr(Exception(),'__cause__',5)); t(lambda: setattr(Exception(),'__context__',5)); t(lambda: delattr(Exception(),'__cause__')); t(lambda: delattr(Exception(),'args')); t(lambda: setattr(Exception(),'args',5))
t(lambda: SyntaxError('bad',('f',1,2))); t(lambda: SyntaxError('bad',('f',1,2,'t',1)));t(lambda: SyntaxError('bad',('f',1,2,'t',1,1,1))); t(lambda:SyntaxError('bad',1)); t(lambda:SyntaxError('bad',('f',1,2,'t')).text)
e=StopIteration(3); e.value=4; print(e.value,e.args)
e=SystemExit(3); e.code=5; print(e.code)
try: raise Exception
except: a=sys.exc_info()
print(a[0])
class C(Exception):
    def __init__(self): pass
print(C().args, C(*()).args)
class D(Exception):
    def __init__(self,x): self.x=x
print(D(1).args, D(x=2).args)
e=UnicodeEncodeError('baz','xxxxx',1,5,'foo'); e.end=2; print(str(e)); e.reason=965230951443685724997; print(str(e)) 
e=UnicodeTranslateError('xx',1,5,'foo'); e.end=2; e.reason=4; print(str(e))
e=AttributeError('x'); print(e.name,e.obj); e=AttributeError('x',name='n',obj=3); print(e.name,e.obj); e=NameError('x',name='n'); print(e.name)
t(lambda: print >> sys.stderr)
t(lambda: BaseExceptionGroup[int])
print(repr(ExceptionGroup[int]))


def gen():
    local = 1
    try:
        raise KeyError('a')
    except KeyError:
        yield local
    yield 2


g = gen()
print(g.gi_frame.f_lineno - gen.__code__.co_firstlineno, g.gi_frame.f_lasti, g.gi_frame is g.gi_frame, g.gi_frame.f_back)
next(g)
print(g.gi_frame.f_lineno - gen.__code__.co_firstlineno, g.gi_frame.f_locals)
try:
    g.throw(ValueError('b'))
except ValueError as e:
    print(repr(e.__context__), g.gi_frame)


class Base:
    def who(self):
        return 'base'


class Derived(Base):
    def who(self):
        return 'derived'


Derived.up = super(Derived)
print(Derived().up.who(), repr(super(Derived)), super(Derived).__self__)
t(lambda: super(1, 2, 3))
t(lambda: iter(1, 2))
t(lambda: breakpoint.__name__)
