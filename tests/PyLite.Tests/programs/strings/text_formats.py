# f-strings, str.format and % on text.
for s in ['', '5', '<5', '>5', '^5', '.2', '10.2', '*^9', '*^9.1', 's', '5s', '=5', 'd', '+', ' ', '05', ',', '#', 'é>6', '<010', '.0', '.100']:
    try: print(s, [format('abc', s), format('', s)])
    except Exception as e: print(s, type(e).__name__, e)
x = 3.14159; n = 'name'; d = {'a': 1, 'b': [1, 2]}; w = 10; p = 3
print(f"{x:.2f} {x!r} {n!r:>10} {n!s} {d['a']} {d['b'][0]} {w:{w}} {x:{w}.{p}f} {x:{'>'}{w}} {{}} {{{n}}}")
print(f"{x=} {x = } {x=:.1f} {n=} {n=!s} {w+p=} {d['a']=}")
print(f"{'a' if x else 'b'} {[i for i in range(3)]} {(lambda q: q*2)(4)} {n.upper()} {'nested ' + f'{x:.1f}'} {1,2} {n!a}")
print(f'''multi
{x
}''', rf"\n{x:.0f}", f"\N{LATIN SMALL LETTER E WITH ACUTE}", f"{'é'!a}")
print("{} {} {0}".format(1, 2) if False else "{0} {1} {0}".format(1, 2), "{a} {b[x]} {c.real} {d[0]}".format(a=1, b={'x': 2}, c=3, d=[4]), "{:>{}}".format('a', 5), "{!r:^8}".format('q'), "{:{w}.{p}}".format(3.14159, w=8, p=3), "{{{}}}".format(1))
for f in ["{} {0}", "{0} {}", "{x}", "{5}", "{0.foo}", "{0[a]}", "{!z}", "{:", "{0!r", "{ 0}", "{0x}"]:
    try: print(f.format(1))
    except Exception as e: print(f, type(e).__name__, e)
print('%s %r %d %i %5d|%-5d|%05d|%+d|% d|%x|%X|%o|%#x|%#o|%e|%.2e|%f|%.2f|%g|%G|%c|%c|%%|%a' % ('a', 'b', 1, 2, 3, 4, 5, 6, 7, 255, 255, 8, 255, 8, 1.5, 1.5, 1.5, 1.555, 1e-10, 1e20, 65, 'z', 'é'))
print('%(a)s %(b)05.1f %(a)r' % {'a': 1, 'b': 2.25}, '%*d|%-*d|%.*f' % (5, 1, 5, 2, 2, 3.14159), '%s' % [1], '%s' % (None,), '%5s|%-5s|%.2s|%5.1s|' % ('a', 'b', 'cde', 'fgh'), '%d' % 3.7, '%d' % 10**0, '%s %s' % ('a', (1, 2)), '%x' % -255, '%5.1f%%' % 99.55, '%r' % ('a',), '%.3d' % 5, '%+.3e' % 12345.678, '%10.4g|' % 3.14159265, '%-10g|' % 2.0, '%i' % True)
for f, a in [('%d', 'a'), ('%s', ()), ('%s%s', (1,)), ('a', 1), ('a', (1,)), ('%', 1), ('%z', 1), ('%(a)s', 1), ('%(a)s', {}), ('%c', 'ab'), ('%c', -1), ('%x', 1.5), ('%f', 'a'), ('%*d', ('a', 1)), ('%(a', {})]:
    try: print(f % a)
    except Exception as e: print(f, type(e).__name__, e)
print('a' 'b' "c", 'a\
b', '\x41\u0042\U00000043\103\0'.encode(), '\t\\\'\"', r'\n', b'\x00\xff\n', repr('\x00\x1f\x7f\x80\xa0\xad\u200b\u3000\ud800\U0001F600é'.replace('\ud800', '')), repr("it's"), repr('a"b'), repr('a\'b"c'), ascii('é\u1234\U0001F600'))
class F:
    def __format__(self, spec): return 'F(' + spec + ')'
    def __str__(self): return 'strF'
    def __repr__(self): return 'reprF'
print(f"{F()} {F():abc} {F()!s} {F()!r:>10}", '{:x y}'.format(F()), '%s %r' % (F(), F()))
print(f"{None} {True:5} {True} {[1]} {(1,)} {F}", format(True, 'd'), format(None))
try: f"{None:5}"
except TypeError as e: print(e)
try: f"{[]:5}"
except TypeError as e: print(e)
class Keyed:
    def __getitem__(self, key): return key
for a in [5, 2 ** 64, 1.5, None, True, [], {}, (), (1,), 'a', F, F(), Keyed(), {1}, range(3), b'', len]:
    try: print('12' % a)
    except Exception as e: print(type(e).__name__, e)
for a in [None, {1}, F()]:
    try: print('%(a)s' % a)
    except Exception as e: print(type(e).__name__, e)
