# textwrap, string, fnmatch, shlex, base64
import textwrap, string, fnmatch, shlex, base64
text="""The quick brown fox -- a well-known animal, self-contained--jumped over the lazy dog's back. It said: "foo-bar-baz!" and e-mail; x--y.  Two  spaces\tand tab. supercalifragilisticexpialidocious-word-with-hyphens http://example.com/a-b-c -option --long-option 12-34"""
for w in (10,20,33,70):
    for kw in ({},dict(initial_indent='* ',subsequent_indent='  '),dict(break_long_words=False),dict(break_on_hyphens=False),dict(drop_whitespace=False),dict(max_lines=2),dict(fix_sentence_endings=True),dict(max_lines=3,placeholder='...'),dict(replace_whitespace=False)):
        print(textwrap.wrap(text,w,**kw))
print(textwrap.fill("a\nb c"*10,15)); print(textwrap.shorten("Hello  world and more!", 12), textwrap.shorten("Hello  world!", width=11), textwrap.shorten("Hello world", width=10, placeholder="..."))
print(repr(textwrap.dedent("   a\n     b\n\n  \t\n   c\n")), repr(textwrap.dedent("\tx\n\t y")), repr(textwrap.dedent("  a\n\tb")), repr(textwrap.indent("a\n\nb\n", "> ")), repr(textwrap.indent("a\n\nb", "> ", lambda l: True)), textwrap.wrap(''), textwrap.wrap('  ') )
try: textwrap.wrap('a',0)
except ValueError as e: print(e)
T=string.Template
print(T('$who likes ${what}ever $$5').substitute(who='tim',what='kung'), T('$who $x').safe_substitute(who=1), T('$who $x').safe_substitute({'x':2}), T('${a} $b $a').get_identifiers(), T('$ x').is_valid())
for t in ('$','a\nb $ 1','$who ${'):
    try: print(T(t).substitute(who=1))
    except Exception as e: print(type(e).__name__, e)
try: T('$q').substitute({})
except KeyError as e: print('KeyError',e)
class P(T): delimiter='%'; idpattern='[a-z]+'
print(P('%a $b').substitute(a=1), string.capwords('hello wORLD'), string.capwords('a-b-c','-'), string.printable[:20])
class F(string.Formatter):
    def get_value(self, k, a, kw): return kw.get(k, '?'+str(k)) if isinstance(k,str) else a[k]
f=F(); print(f.format('{0} {x} {y!r:>6} {0:>{w}}', 'A', y=3, w=4), string.Formatter().format('{} {} {a.real} {b[1]}', 1, 2, a=3, b=[1,2]), string.Formatter().format('{{}} {0!s}', 5))
for s,a in (('{} {0}',(1,)),('{0} {}',(1,)),('{0!z}',(1,)),('{x}',()),):
    try: print(string.Formatter().format(s,*a))
    except Exception as e: print(type(e).__name__, e)
for p in ('*.txt','a?c','[abc]*','[!a-c]x','[','[]]a','a[!]','**/x*y*z','[z-a]','[a-]','[a-c-f]','*a*b*','a.b+c','[[]x','[^a]','x[a&&b]'): print(fnmatch.translate(p), fnmatch.filter(['a.txt','abc','axc','b.txt','x','dx',']a','aab','a.b+c','[x','^','xa'], p))
print(fnmatch.fnmatch(b'abc', b'a*'), fnmatch.fnmatchcase('ABC','a*'))
for s in ('a "b c" d','a\\ b \'c\\d\' "e\\"f" # com','x=\'y z\'w',"''",'a""b','foo;bar|baz'): print(shlex.split(s), shlex.split(s,comments=True), shlex.split(s,posix=False) )
for s in ('"a',"a\\"):
    try: shlex.split(s)
    except ValueError as e: print(e)
print(list(shlex.shlex('a && b || c; d >e "x y"', punctuation_chars=True)), list(shlex.shlex("a.b = 'c d' # x\nz", posix=True)), list(shlex.shlex("a.b-c = 'c d'")), shlex.quote("a b'c"), shlex.quote(''), shlex.quote('a_b@/x'), shlex.join(['a','b c']))
s=shlex.shlex('a && b||c', posix=True, punctuation_chars=True); s.whitespace_split=True; print(list(s))
for d in (b'',b'a',b'ab',b'abc',b'abcd',b'hello world, this is data \x00\xff', bytes(10), b'    abcd    '):
    print(base64.b64encode(d), base64.urlsafe_b64encode(d), base64.b32encode(d), base64.b32hexencode(d), base64.b16encode(d), base64.b85encode(d), base64.a85encode(d), base64.a85encode(d,adobe=True,wrapcol=10,foldspaces=True), base64.b85encode(d,pad=True), base64.a85encode(d,pad=True))
    assert base64.b64decode(base64.b64encode(d))==d==base64.b32decode(base64.b32encode(d))==base64.b16decode(base64.b16encode(d))==base64.b85decode(base64.b85encode(d))==base64.a85decode(base64.a85encode(d))==base64.b32hexdecode(base64.b32hexencode(d))==base64.decodebytes(base64.encodebytes(d))==base64.urlsafe_b64decode(base64.urlsafe_b64encode(d))==base64.a85decode(base64.a85encode(d,adobe=True,foldspaces=True),adobe=True,foldspaces=True)
print(base64.encodebytes(b'x'*100), base64.b64decode('YWJj'))
for f in (lambda: base64.b64decode('a'), lambda: base64.b32decode('a'), lambda: base64.b32decode('aaaaaaa!'), lambda: base64.b16decode('xx'), lambda: base64.b64decode('YW Jj!'), lambda: base64.b64decode('é'), lambda: base64.b85decode('"'), lambda: base64.b64encode('x'), lambda: base64.b85decode('~~~~~'), lambda: base64.a85decode(b'zz'), lambda: base64.a85decode(b'azb')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
