# tomllib
import tomllib, pprint
doc = r'''
# comment
title = "TOML \u00e9 \"x\""
'quoted key' = 'literal \n'
a.b.c = 1
a.b.d = [1, 2, [3, 4,], "x", {y = 1, z.w = 2}]
int = [0, -17, 1_000, 0xdead_beef, 0o755, 0b1101, +99]
fl = [3.14, -0.01, 5e+22, 1e06, 6.626e-34, 224_617.445_991_228, inf, -inf]
t = true
f = false
ml = """
Roses \
   are red
Violets "" are \t blue"""
ml2 = """x"""""
lit = '''+"'''"+r'''
raw \n ''line'' '''+"'''"+r'''
empty = {}
arr = [ # c
  1, # d
  2
]
[owner]
name = "T"
[owner.sub]
x = 1
[servers.alpha]
ip = "10.0.0.1"
[[products]]
name = "Hammer"
[[products]]
[[products.parts]]
n = 1
[[products.parts]]
n = 2
[products.meta]
k = "v"
[ "a.b" . c ]
q = 1
'''
d = tomllib.loads(doc); pprint.pprint(d)
bad = ['a', 'a =', 'a = 1 b = 2', '[a', '[a]\n[a]', 'a=1\na=2', 'a = [1', 'a = {b=1', 'a = "x', 'a = "\\q"', 'a = 01', 'a = "\n"', "a = 'x", '= 1', 'a.b=1\n[a]', '[[a]]\n[a]', '[a]\n[[a]]', 'a = {b=1, b=2}', 'a = {b=1}\na.c=2', 'a = {b=1}\n[a.c]', 'a = 1\n[a.b]', 'a = """x', "a = '''x", 'a = "\\ud800"', 'a = "\\u12"', 'a = tru', 'a = 1979-13-01', 'a\n= 1', '[]', 'a = [1,,2]', 'a = 1.', 'a = "a\x01"', '# \x01', 'a = {b=1,}', '\ufeffa=1','[a.b]\n[a]\nb=1','[a]\nb.c=1\n[a.b]', 'a = [{b=1}]\n[[a]]', 'x=1\ny', 'a = 1e', 'a = _1']
for b in bad:
    try: print(repr(b), tomllib.loads(b))
    except tomllib.TOMLDecodeError as e: print(repr(b), e)
for f in (lambda: tomllib.loads(b''), lambda: tomllib.loads(1), lambda: tomllib.loads('a=1.5', parse_float=str), lambda: tomllib.loads('a=1.5', parse_float=lambda s: {})):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
