# Warnings, tracebacks, calendars, names, temporary files.
import warnings, traceback, glob, calendar, uuid, tempfile, os, io, sys, random, secrets, hmac, collections, typing
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('a',DeprecationWarning); warnings.warn(UserWarning('b'))
print([(str(x.message),x.category.__name__,x.lineno) for x in w])
warnings.filterwarnings('error','bad.*')
try: warnings.warn('bad thing')
except UserWarning as e: print('raised',e)
try: warnings.simplefilter('nope')
except AssertionError as e: print(e)
warnings.showwarning=lambda m,c,f,l,file=None,line=None: print('shown',m,c.__name__)
warnings.warn('x')
def f(): raise ValueError('v')
try:
    try: f()
    except ValueError as e: raise KeyError('k') from e
except KeyError as e:
    x=e; print(traceback.format_exception_only(type(e),e)); print(traceback.format_exception_only(e)); print([ (t.name,t.line) for t in traceback.extract_tb(e.__traceback__)]); traceback.print_exc(file=sys.stdout)
print(traceback.format_exc()); print(list(traceback.TracebackException.from_exception(x).format_exception_only())); 
print(calendar.month(2024,2)); print(calendar.calendar(2023)[:300]); print(calendar.monthrange(2024,2), calendar.isleap(1900), calendar.timegm((1970,1,2,0,0,0)), calendar.day_name[0], calendar.leapdays(1900,2001), calendar.weekday(2024,1,1), calendar.monthcalendar(2024,9)); calendar.setfirstweekday(6); print(calendar.month(2024,9))
try: calendar.monthrange(2024,13)
except ValueError as e: print(e)
u=uuid.UUID('12345678123456781234567812345678'); print(u,repr(u),u.hex,u.int,u.bytes,u.fields,u.version,u.variant,u.urn,uuid.uuid5(uuid.NAMESPACE_DNS,'a'),uuid.uuid3(uuid.NAMESPACE_URL,'b'),uuid.uuid4().version,uuid.uuid1().version,u==uuid.UUID(int=u.int),uuid.UUID(bytes_le=u.bytes_le)==u)
for a in ({'hex':'zz'},{},{'int':-1},{'bytes':b'a'}):
    try: uuid.UUID(**a)
    except Exception as e: print(type(e).__name__,e)
with tempfile.TemporaryDirectory() as d:
    for n in ('a.py','b.txt','.h.py'): open(os.path.join(d,n),'w').close()
    os.makedirs(os.path.join(d,'s','t')); open(os.path.join(d,'s','t','c.py'),'w').close(); os.chdir(d)
    print(sorted(glob.glob('*.py')), sorted(glob.glob('**/*.py',recursive=True)), sorted(glob.glob('*')), glob.glob('s/*/c.py'), sorted(glob.glob('[ab].*')), glob.escape('a[b]*'), sorted(glob.glob('*',root_dir='s')), glob.glob('nope*'), sorted(glob.glob('**',recursive=True)), glob.glob('s/'), sorted(glob.glob(d+'/*.txt'))==[d+'/b.txt'], sorted(glob.glob('*',include_hidden=True)))
    os.chdir('/')
print(os.path.exists(d))
with tempfile.NamedTemporaryFile('w+',suffix='.x') as f: f.write('hi'); f.flush(); print(open(f.name).read(), f.name.endswith('.x'), os.path.basename(f.name).startswith('tmp'))
print(os.path.exists(f.name)); fd,n=tempfile.mkstemp(); os.close(fd); os.unlink(n); print(tempfile.gettempprefix())
with tempfile.TemporaryFile() as f: f.write(b'abc'); f.seek(0); print(f.read())
with tempfile.SpooledTemporaryFile(max_size=5) as f: f.write(b'abcdefgh'); f.seek(1); print(f.read(), f._rolled)
r=random.Random(5); s=r.getstate(); x=r.random(); r.setstate(s); print(x==r.random(), len(secrets.token_hex(4)), len(secrets.token_bytes(3)), secrets.randbelow(1), hmac.new(b'k',b'm','sha256').hexdigest(), hmac.compare_digest('a','a'), 0<=random.SystemRandom().random()<1)
U=collections.UserString('abc'); print(U+'d', U.upper(), U=='abc', U[1], len(U), U*2, repr(U), type(U.upper()).__name__, 'b' in U, sorted([U]))
T=typing.TypeVar('T')
class S(typing.Generic[T]):
    def __init__(s,x): s.x=x
class S2(S[int]): pass
print(S(1).x, S[int](2).x, S2(3).x, S2.__mro__[1:3])
