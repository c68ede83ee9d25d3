# time: clocks, and times as the calendar has them.
import time
def t(s):
    try: x=eval(s)
    except BaseException as e: print(s[:90],'->',type(e).__name__,e)
    else: print(s[:90],'=>',ascii(x))
for s in '''time.gmtime(0)
time.gmtime(1e9+.7),time.gmtime(-1),time.gmtime(-1.5)
time.gmtime(1e12),time.gmtime(-1e12)
time.gmtime(0).tm_zone,time.gmtime(0).tm_gmtoff
time.gmtime(1e20)
time.gmtime(1e17)
time.gmtime(float('nan'))
time.gmtime('a')
time.gmtime(1<<70)
time.asctime(time.gmtime(0)),time.asctime((2020,2,29,1,2,3,4,60,0))
time.asctime((1,))
time.asctime(5)
time.asctime((2020,13,1,0,0,0,0,1,0))
time.strftime('%Y',(1,2))
time.strftime('%d',5)
time.strftime('%d',(2020,1,32,0,0,0,0,1,0))
time.strftime('%d',(2020,1,1,24,0,0,0,1,0))
time.strftime('%d',(2020,1,1,0,60,0,0,1,0))
time.strftime('%d',(2020,1,1,0,0,62,0,1,0))
time.strftime('%d',(2020,1,1,0,0,0,-2,1,0))
time.strftime('%d',(2020,1,1,0,0,0,0,367,0))
time.strftime('%Y-%m-%d %j',(2020,0,0,0,0,0,0,0,0))
time.strftime('',time.gmtime(0)),time.strftime('%',time.gmtime(0)),time.strftime('%q %%',time.gmtime(0))
time.mktime((1,))
time.sleep(-1)
time.sleep('a')
time.sleep(0)
time.clock_gettime(99)
time.get_clock_info('x')
time.get_clock_info('time'),time.get_clock_info('monotonic').monotonic
time.struct_time((1,2,3,4,5,6,7,8,9))
time.struct_time((1,2))
time.struct_time(range(11)).tm_gmtoff
time.struct_time.n_fields,time.struct_time.n_sequence_fields
time.gmtime(0)==(1970,1,1,0,0,0,3,1,0)
abs(time.time()-time.time_ns()/1e9)<1,time.monotonic()<=time.monotonic(),time.process_time()>0,time.thread_time()>=0,time.perf_counter_ns()>0,abs(time.clock_gettime(0)-time.time())<1'''.split('\n'): t(s)
import random
r=random.Random(2)
for i in range(20):
    s=r.randrange(-10**10,10**11)
    g=time.gmtime(s)
    print(tuple(g),time.strftime('%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %k %l %m %M %p %r %R %S %T %u %U %V %w %W %x %X %y %Y %-d %_d %^a %-H %z',g))

# What is wrong with dates and differences.
import datetime
import pickle

for call in (
        lambda: datetime.datetime.fromisoformat('2011-13-01'), lambda: datetime.date.fromisoformat('2011-02-30'), lambda: datetime.datetime.fromisoformat('2011-13-01Tx'),
        lambda: datetime.time.fromisoformat('00010109'), lambda: datetime.timedelta(10 ** 10), lambda: datetime.timedelta(10 ** 9), lambda: datetime.date.fromordinal(10 ** 9),
        lambda: datetime.datetime.fromtimestamp(1e18), lambda: datetime.datetime(1, 1, 1).timestamp(), lambda: datetime.datetime(2020, 13, 1, 'x'), lambda: datetime.date(2.5, 1),
        lambda: datetime.datetime(2020, 1, 2, fold=1, tzinfo=datetime.timezone.utc), lambda: pickle.loads(pickle.dumps(datetime.date(2020, 1, 1).isocalendar()))):
    try:
        print(repr(call()))
    except Exception as e:
        print(type(e).__name__, e)
