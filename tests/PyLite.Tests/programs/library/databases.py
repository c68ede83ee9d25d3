# Needs CPython's library.
# Databases: statements and their errors, types, functions of the program, transactions, copies.
import sqlite3
c = sqlite3.connect(':memory:')

def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'sqlite_errorcode', None), getattr(e, 'sqlite_errorname', None))
ex = c.execute
ex('create table t(a,b)')
t(lambda: ex('select 1; select 2'))
t(lambda: ex('selec'))
t(lambda: ex('select ?'))
t(lambda: ex('select ?', (1, 2)))
t(lambda: ex('select :a', {}))
t(lambda: ex('select ?', {'a': 1}))
t(lambda: ex('select ?', 5))
t(lambda: ex('select ?', (object,)))
t(lambda: ex('select ?', (1 << 70,)))
t(lambda: ex('select ?', '\ud800'))
t(lambda: ex('select 1\x00'))
t(lambda: ex(3))
t(lambda: c.executemany('select ?', [(1,)]))
t(lambda: c.executescript(b'x'))
t(lambda: c.executescript('select 1\x00'))
t(lambda: c.executescript('selec'))
cur = ex('select 1')
print(cur.lastrowid, cur.rowcount, cur.description, cur.arraysize)
cur = ex('insert into t values(1,2)')
print(cur.lastrowid, cur.rowcount, cur.description, c.in_transaction)
cur = c.executemany('insert into t values(?,?)', [(3, 4), (5, 6)])
print(cur.lastrowid, cur.rowcount, cur.description, c.total_changes)
cur = c.cursor()
print(cur.lastrowid, cur.rowcount, cur.description)
ex('create unique index i on t(a)')
t(lambda: ex('insert into t values(1,2)'))
t(lambda: ex('insert into nos values(1)'))
print(ex('select * from t where a>:x', {'x': 1}).fetchall())
print(ex('update t set b=9 where a>1').rowcount)
print(ex('insert into t values(8,9) returning a').fetchall())
t(lambda: cur.fetchone())
t(lambda: cur.fetchall())
cur.close()
t(lambda: cur.execute('select 1'))
t(lambda: cur.fetchone())
c.create_function('f', 1, lambda x: 1 / 0)
t(lambda: ex('select f(1)').fetchall())
c.create_function('g', -1, lambda *a: len(a))
print(ex('select g(1,2,3)').fetchall())
c.create_function('h', 1, lambda x: object())
t(lambda: ex('select h(1)').fetchall())
c.create_function('k', 1, lambda x: 1 << 70)
t(lambda: ex('select k(1)').fetchall())
t(lambda: c.create_function('f', 200, len))
t(lambda: c.create_function('f', 1))
t(lambda: c.create_collation('x', 3))
t(lambda: c.create_function('f', 1, 3) and ex('select f(1)'))

class Agg:

    def __init__(s):
        s.n = 0

    def step(s, x):
        s.n += x

    def finalize(s):
        return s.n

    def value(s):
        return s.n

    def inverse(s, x):
        s.n -= x
c.create_aggregate('agg', 1, Agg)
print(ex('select agg(a) from t').fetchall())
c.create_window_function('win', 1, Agg)
print(ex('select win(a) over (order by a rows between 1 preceding and current row) from t').fetchall())

class Bad:

    def step(s, x):
        1 / 0

    def finalize(s):
        1 / 0
c.create_aggregate('bad', 1, Bad)
t(lambda: ex('select bad(a) from t').fetchall())

class Bad2:

    def __init__(s):
        1 / 0
c.create_aggregate('bad2', 1, Bad2)
t(lambda: ex('select bad2(a) from t').fetchall())

class Bad3:
    pass
c.create_aggregate('bad3', 1, Bad3)
t(lambda: ex('select bad3(a) from t').fetchall())
t(lambda: sqlite3.connect('/nope/x.db'))
t(lambda: sqlite3.connect())
t(lambda: sqlite3.connect(3))
t(lambda: sqlite3.connect(':memory:', isolation_level='x'))
t(lambda: sqlite3.connect(':memory:', isolation_level=3))
d = sqlite3.connect(':memory:')
d.close()
t(lambda: d.execute('select 1'))
t(lambda: d.cursor())
t(lambda: d.commit())
t(lambda: d.total_changes)
t(lambda: d.in_transaction)
t(lambda: d.isolation_level)
c.row_factory = lambda cu, ro: dict(zip([d[0] for d in cu.description], ro))
print(ex('select 1 as q').fetchone())
c.row_factory = None
c.text_factory = bytes
print(ex("select 'x'").fetchone())
c.text_factory = lambda b: b.decode() + '!'
print(ex("select 'x'").fetchone())
c.text_factory = str
t(lambda: ex("select cast(x'ff' as text)").fetchone())
print(ex('select ?,?,?,?,?,?', (None, 1.5, b'x', True, bytearray(b'z'), memoryview(b'm'))).fetchone())
print(c.isolation_level)
c.isolation_level = None
print(c.in_transaction)
t(lambda: setattr(c, 'isolation_level', 'bad'))
c.isolation_level = 'immediate'
print(c.isolation_level)
print(sqlite3.complete_statement('select 1;'), sqlite3.complete_statement('select'), sqlite3.version)
with c:
    ex('insert into t values(100,1)')
try:
    with c:
        ex('insert into t values(101,1)')
        1 / 0
except ZeroDivisionError:
    pass
print(ex('select count(*) from t where a>=100').fetchone())
print(list(c.iterdump()))

class P:

    def __conform__(s, p):
        return 'conf' if p is sqlite3.PrepareProtocol else None
print(ex('select ?', (P(),)).fetchone())

class Q:
    pass
sqlite3.register_adapter(Q, lambda q: 'adapted')
print(ex('select ?', (Q(),)).fetchone())
t(lambda: sqlite3.adapt(3))
t(lambda: sqlite3.adapt(object()))
t(lambda: sqlite3.adapt(object(), sqlite3.PrepareProtocol, 5))
e = sqlite3.connect(':memory:', detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
sqlite3.register_converter('foo', lambda b: b'<' + b + b'>')
e.execute('create table x(a foo, b FOO(3))')
e.execute("insert into x values('1','2')")
print(e.execute("select a,b,a as 'c [foo]', 5 as 'd [nos]' from x").fetchall())
print(e.execute("select a as 'c [foo]' from x").description)
import datetime
e.execute('create table y(d date, t timestamp)')
e.execute('insert into y values(?,?)', (datetime.date(2020, 1, 2), datetime.datetime(2020, 1, 2, 3, 4, 5, 600)))
print(e.execute('select * from y').fetchall())
b2 = sqlite3.connect(':memory:')
c.commit()
c.backup(b2)
print(b2.execute('select count(*) from t').fetchone())
c.backup(b2, pages=1, progress=lambda *a: print('prog', a))
log = []
c.set_trace_callback(log.append)
ex('select 1').fetchall()
c.set_trace_callback(None)
print(log)
c.set_authorizer(lambda *a: sqlite3.SQLITE_DENY if a[0] == sqlite3.SQLITE_SELECT else 0)
t(lambda: ex('select 2'))
c.set_authorizer(None)
c.set_progress_handler(lambda: 1, 1)
t(lambda: ex('select count(*) from t,t,t').fetchall())
c.set_progress_handler(None, 0)
c.create_collation('rev', lambda a, b: (a < b) - (a > b))
print(ex('select a from t order by cast(a as text) collate rev').fetchall())
ex('create table bl(x blob)')
ex('insert into bl values(zeroblob(10))')
bb = c.blobopen('bl', 'x', 1)
bb.write(b'abc')
bb.seek(0)
print(bb.read(5), len(bb), bb.tell(), bb[0], bb[0:3])
bb[1] = 90
bb[4:6] = b'hi'
print(bb[:])
t(lambda: bb[50])
t(lambda: bb.seek(100))
t(lambda: bb.write(b'x' * 50))
bb.close()
t(lambda: bb.read())
s = c.serialize()
n = sqlite3.connect(':memory:')
n.deserialize(s)
print(n.execute('select count(*) from t').fetchone())
print(c.getlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH), c.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100))
t(lambda: ex('select ' + '1' * 200))
t(lambda: c.getlimit(999))

class MC(sqlite3.Connection):

    def __init__(s, *a, **k):
        super().__init__(*a, **k)
        s.z = 1

    def cursor(s):
        return super().cursor(MCur)

class MCur(sqlite3.Cursor):
    pass
m = sqlite3.connect(':memory:', factory=MC)
cu = m.execute('select 1')
print(type(m), type(cu), cu.connection is m, m.z, cu.fetchone())
t(lambda: m.cursor.__func__ and sqlite3.Connection.cursor(m, int))
for i, row in enumerate(b2.execute('select a from t')):
    print(i, row)
cu = b2.cursor()
cu.execute('select 1 union select 2 union select 3')
print(cu.fetchmany(2), cu.fetchmany(2), cu.fetchmany())
cu.arraysize = 5
print(cu.setinputsizes(1), cu.setoutputsize(1))
print(cu.execute('select 1') is cu, iter(cu) is cu)
print(b2('select 1') is not None)
t(lambda: b2.execute('insert into t values(?,?)', (1,)))
t(lambda: b2.execute('select :a,:b', (1, 2)).fetchone())
t(lambda: b2.execute('select ?1,?2', {'1': 1}).fetchone())
