# Operations and methods of the builtin types, each at a size and at ten times that size. `bench ops` runs this under each Python and compares.
#
#   python operations.py [TEXT]      only operations whose name contains the text
#
# Prints a line an operation: its name, and the seconds of one at each size, with tabs between. In what is set up and in the operation
# itself `n` is the size and `i` counts the operations; one that changes something changes it back.
import sys
import time

SIZES = (1000, 10000)

# A line a group: its name, what is set up, and then the operations.
OPERATIONS = [
    ("str", "s = 'abcdefghij' * (n // 10); t = s[:-1] + 'X'; u = s + ''; m = n // 2", """
        len(s)|s[m]|s[-1]|s[m:m + 5]|s[m:]|s[::2]|s[::-1]|s + 'x'|s * 2|'X' in s|'X' in t|'ij' in s|s == t|s == u[:]|s < t|hash(s[1:])
        s.find('b', m)|s.find('X')|s.index('c', m)|s.rfind('a', 0, m)|s.rfind('X')|s.rindex('j')|s.count('a')|s.count('a', m, m + 9)|s.count('ab')
        s.startswith('ab')|s.startswith('b', m)|s.endswith('ij')|s.endswith('a', 0, m)|s.startswith(('x', 'a'))
        s.split('j')|s.split('j', 2)|s.rsplit('j', 2)|s.split('j', 2)[0]|s.partition('b')|s.rpartition('b')|s.split()|s.splitlines()|s.replace('a', 'xy')|s.replace('a', 'b', 2)|s.replace('X', 'y')
        s.strip()|s.strip('aj')|s.lstrip('a')|s.rstrip('j')|s.upper()|s.lower()|s.title()|s.capitalize()|s.swapcase()|s.casefold()
        s.isalpha()|s.isdigit()|s.isalnum()|s.isspace()|s.isupper()|s.islower()|s.isascii()|s.isidentifier()|s.isprintable()
        s.center(n + 10)|s.ljust(n + 10)|s.rjust(n + 10)|s.zfill(n + 10)|s.expandtabs()|s.encode()|s.translate({97: 'b'})|s.removeprefix('ab')|s.removesuffix('ij')
        repr(s)|ascii(s)|list(s)|tuple(s)|set(s)|sorted(s)|max(s)|[c for c in s]|''.join([c for c in s])|for c in s: pass|s.join(['a', 'b'])|f'{s}'|'%s' % s|'{}'.format(s)|sys.intern(s)"""),
    ("wide str", "s = 'abcde\\U0001f600ghij' * (n // 10); t = s[:-1] + 'X'; m = n // 2", """
        len(s)|s[m]|s[-1]|s[m:m + 5]|s[m:]|s + 'x'|'X' in s|s == t|s < t|s.find('b', m)|s.find('X')|s.rfind('a', 0, m)|s.count('a')|s.startswith('b', m)|s.endswith('ij')
        s.split('j')|s.split('j', 2)|s.partition('b')|s.replace('a', 'xy')|s.strip('aj')|s.upper()|s.isalpha()|for c in s: pass|s.encode()|[s[k] for k in range(0, n, 10)]"""),
    ("short str", "s = 'abc'; t = 'a,b,c'; w = '  x y '; k = 'k'", """
        s + t|s[1]|s[1:]|s == t|s < t|s in t|'b' in s|s.upper()|s.lower()|t.split(',')|w.split()|w.strip()|s.replace('b', 'x')|s.startswith('a')|s.find('c')|s.join(['a', 'b'])|', '.join(['a', 'b', s])
        s.isdigit()|s.isalpha()|s.center(9)|s.rjust(9)|s * 3|str(i)|str(i * 0.1)|repr(s)|int('123')|int('-45')|int(str(i))|float('1.5')|float(str(i))|ord('a')|chr(97 + i % 26)|hash(s)|k + str(i)
        f'{i}'|f'{s}{i}'|f'{i:05d}'|f'{i * 0.5:.2f}'|f'{s:>10}'|f'{i:,}'|f'{i:x}'|'%d' % i|'%d-%s' % (i, s)|'%5.2f' % 1.5|'%05d' % i|'%s' % s|'{}'.format(i)|'{} {}'.format(i, s)|'{:>5} {:.1f}'.format(i, 1.5)
        '{a}'.format(a=i)|format(i, 'd')|str(i).zfill(8)|t.partition(',')|'%x' % i|hex(i)|bin(i)|oct(i)|bin(i).count('1')|bool(s)|s.encode()|s.title()|s.count('a')"""),
    ("building", "p = [str(k) for k in range(n)]; q = [k * 0.5 for k in range(n)]", """
        ''.join(p)|','.join(p)|' '.join(map(str, range(n)))|str(p)|repr(q)|' '.join([f'{x:.2f}' for x in q])|''.join([chr(97 + k % 26) for k in range(n)])|[float(x) for x in p]|[int(x) for x in p]|[round(x, 1) for x in q]
        s = ''; [s := s + x for x in p]|s = ''; [(s := s + 'ab', s[-1]) for x in p]|s = ''; [(s := s + 'ab', s.endswith('ab')) for x in p]|s = ''; [(s := s + 'ab', len(s)) for x in p]
        s = '\\U0001f600'; [(s := s + 'ab', s[-1]) for x in p]|b = b''; [b := b + b'ab' for x in p]|t = (); [t := t + (x,) for x in p[:n // 10]]"""),
    ("bytes", "b = bytes(range(97, 107)) * (n // 10); t = b[:-1] + b'X'; m = n // 2", """
        len(b)|b[m]|b[m:m + 5]|b[m:]|b[::-1]|b + b'x'|b * 2|88 in b|b'X' in b|b == t|b < t|hash(b[1:])|b.find(b'b', m)|b.find(b'X')|b.index(b'c', m)|b.rfind(b'a', 0, m)|b.count(b'a')|b.startswith(b'ab')|b.endswith(b'ij')
        b.split(b'j')|b.split(b'j', 2)|b.rsplit(b'j', 2)|b.partition(b'b')|b.replace(b'a', b'xy')|b.strip(b'aj')|b.upper()|b.lower()|b.isalpha()|b.decode()|b.hex()|b.join([b'a', b'b'])|list(b)|for x in b: pass|bytes(b)|bytearray(b)|bytes(list(b))|repr(b)
        b.title()|b.center(n + 10)|b.zfill(n + 10)|b.splitlines()|bytes(n)|bytes.fromhex('0a' * n)|int.from_bytes(b[:100], 'big')"""),
    ("bytearray", "b = bytearray(range(97, 107)) * (n // 10); m = n // 2", """
        b.append(1); b.pop()|b[m] = 5|b[m]|b[m:m + 5]|b[m:m + 2] = b'xy'|b[m:m] = b'xy'; del b[m:m + 2]|b += b'xy'; del b[-2:]|del b[:2]; b += b'ab'|b.pop(0); b.append(97)|b.extend(b'ab'); del b[-2:]|b.insert(m, 1); del b[m]|b.find(b'b', m)|b.copy()|bytes(b)|b.reverse()
        b[::2] = b[1::2]|for x in b: pass|b.count(b'a')|b == bytes(b)|b.startswith(b'a')|x = bytearray(); [x.append(k & 255) for k in range(n)]"""),
    ("list of int", "L = list(range(n)); M = L[:]; m = n // 2; T = tuple(L)", """
        len(L)|L[m]|L[-1]|L[m] = i|L[m:m + 5]|L[m:]|L[::2]|L[::-1]|L + M|L * 2|n in L|L == M|L < M|L.append(i); L.pop()|L.insert(m, 1); L.pop(m)|L.insert(0, 1); L.pop(0)|L.index(m)|L.count(5)|L.reverse()|L.copy()|L.remove(m); L.insert(m, m)
        L[m:m + 1] = [7]|L[m:m] = [1, 2]; del L[m:m + 2]|del L[:2]; L[:0] = [0, 1]|L[::2] = M[::2]|L[:] = M|L += [1]; L.pop()|L.extend([1, 2]); del L[-2:]|L.sort()|L.sort(reverse=True); L.reverse()|sorted(L)|sorted(L, reverse=True)|sorted(L, key=lambda x: -x)|sum(L)|min(L)|max(L)|any(L)|all(M)
        tuple(L)|list(T)|list(L)|set(L)|list(range(n))|[x + 1 for x in L]|[x for x in L if x & 1]|for x in L: pass|for k, x in enumerate(L): pass|for a, b in zip(L, M): pass|list(map(str, L))|list(filter(None, L))|list(reversed(L))|list(zip(L, M))|dict.fromkeys(L)|repr(L)|a, *b = L|x = []; [x.append(k) for k in L]|[0] * n|x = L[:]; x.clear()|hash(T)|bytes(k & 255 for k in L)"""),
    ("list of float", "L = [k * 0.5 for k in range(n)]; M = [(k * 7919) % n * 0.25 for k in range(n)]; m = n // 2", "L[m]|L[m] = 1.5|L + M|L == M|sum(L)|max(M)|sorted(M)|M[:].sort()|-1.0 in L|L.index(m * 0.5)|L.count(1.5)|[x * 2 for x in L]|L.append(0.5); L.pop()|L[::2] = M[::2]|tuple(L)"),
    ("list of str", "L = [str(k * 7919 % n) for k in range(n)]; M = L[:]; m = n // 2", """
        L[m]|L[m] = 'x'|L[m:m + 5]|L + M|L == M|'x' in L|L.index(L[m])|L.count('5')|L.append('x'); L.pop()|L.pop(0); L.append('1')|L.insert(0, 'x'); del L[0]|L[m:m + 1] = ['x']|L[::2] = M[::2]|sorted(L)|sorted(L, key=len)|sorted(L, key=str.lower)|sorted(L, key=lambda x: (len(x), x))
        max(L)|min(L, key=len)|set(L)|tuple(L)|L.copy()|L.reverse()|for x in L: pass|[x.upper() for x in L]|del L[m:m + 2]; L[m:m] = ['a', 'b']|L.remove(L[m]); L.append('x')|del L[-1]; L.append('x')"""),
    ("list of tuple", "L = [(k * 7919 % n, str(k)) for k in range(n)]; M = L[:]; m = n // 2", "sorted(L)|sorted(L, key=lambda t: t[1])|sorted(L, reverse=True)|L == M|(1, 'x') in L|L.index(L[m])|max(L)|[a for a, b in L]|dict(L)|set(L)|for a, b in L: pass|list(zip(*L))|L.count((1, '1'))"),
    ("tuple", "T = tuple(range(n)); U = tuple(str(k) for k in range(n)); m = n // 2", "len(T)|T[m]|T[m:m + 5]|T[1:]|T[::-1]|T + U|T * 2|-1 in T|'x' in U|T == T[:]|T < U[:0]|T.index(m)|T.count(5)|hash(T)|hash(U)|list(T)|for x in T: pass|sum(T)|max(U)|sorted(U)|repr(T)|tuple(T)"),
    ("short tuple", "T = (1, 'a', 2.5); U = (1, 'b', 2.5); p = (3, 4)", "(i, 2)|T[1]|T == U|T < U|(1, 2) < (1, i)|hash(T)|hash((i, i))|'a' in T|a, b, c = T|T + p|T[1:]|len(T)|list(p)|tuple([1, i])|max(p)|sum(p)|sorted(p)|divmod(i, 7)|for x in T: pass|{p: i}[p]|p in {(1, 2), p}"),
    ("dict of int", "D = {k: k for k in range(n)}; E = dict(D); m = n // 2", """
        len(D)|D[m]|D[m] = i|m in D|-1 in D|D.get(m)|D.get(-1, 0)|D[-1] = 0; del D[-1]|D.pop(m); D[m] = m|D.setdefault(m, 0)|D.popitem(); D[-1] = 0|next(iter(D))|next(reversed(D))|D.copy()|dict(D)|D == E|D | E|{**D}|D.update(E)|D.keys()|list(D)|list(D.values())|list(D.items())|for k in D: pass|for k, v in D.items(): pass|sum(D.values())
        {v: k for k, v in D.items()}|D.keys() & E.keys()|D.keys() - {1}|sorted(D)|max(D)|D.fromkeys(E)|repr(D)|x = {}; [x.__setitem__(k, 0) for k in range(n)]|x = dict(D); x.clear()|D.pop(next(iter(D))); D[i] = 0|x = dict(D); [x.popitem() for k in range(n)]|x = dict(D); [x.pop(k) for k in range(n)]|x = dict(D); [x.pop(next(iter(x))) for k in range(100)]|min(D.items())"""),
    ("dict of str", "D = {'k%d' % k: k for k in range(n)}; E = dict(D); K = list(D); m = K[n // 2]; f = K[n // 2][:1] + K[n // 2][1:]", "D[m]|D[f]|D['k' + str(5)]|D[m] = i|f in D|'x' in D|D.get(f)|D.get('x')|D['x'] = 0; del D['x']|D.pop(m); D[m] = 1|D == E|D | E|dict(D)|for k in D: pass|sorted(D)|[D[k] for k in K]|sum(D.values())|D.setdefault('k1', 0)|x = {}; [x.__setitem__(k, 0) for k in K]"),
    ("dict of tuple", "D = {(k, k * 2): k for k in range(n)}; E = dict(D); K = list(D); m = K[n // 2]", "D[m]|D[5, 10]|D[i % n, i % n * 2]|D[m] = i|(1, 1) in D|D.get((3, 6))|D[0, 1] = 0; del D[0, 1]|D.pop(m); D[m] = 1|D == E|D | E|for a, b in D: pass|sorted(D)|x = {}; [x.__setitem__(k, 0) for k in K]|[D[k] for k in K]"),
    ("set of int", "S = set(range(n)); T = set(range(n // 2, n * 3 // 2)); m = n // 2; F = frozenset(S)", """
        len(S)|m in S|-1 in S|S.add(m)|S.add(-1); S.remove(-1)|S.discard(-5)|S | T|S & T|S - T|S ^ T|S <= T|S == F|S < S|S.isdisjoint({-1})|S.issubset(T)|S.issuperset({1})|S |= {m}|S -= {-1}|S &= S|S.update([m])|S.union([1], [2])|S.intersection({1})|S.difference({1})|S.copy()|list(S)|for x in S: pass|sorted(S)|max(S)|sum(S)
        {x + 1 for x in S}|frozenset(S)|hash(frozenset({1, i}))|x = S.pop(); S.add(x)|x = set(S); [x.pop() for k in range(n)]|x = set(); [x.add(k) for k in range(n)]|x = set(S); x.clear()|repr(S)|S.difference_update({-1})|S.symmetric_difference_update({-1}); S.discard(-1)"""),
    ("set of str", "K = ['k%d' % k for k in range(n)]; S = set(K); T = set(K[::2]); m = K[n // 2]; f = m[:1] + m[1:]", "m in S|f in S|'x' in S|S.add('x'); S.remove('x')|S | T|S & T|S - T|S ^ T|T <= S|S == set(K)|for x in S: pass|sorted(S)|x = set(); [x.add(k) for k in K]"),
    ("set of tuple", "K = [(k, k * 2) for k in range(n)]; S = set(K); T = set(K[::2]); m = K[n // 2]", "m in S|(5, 10) in S|(1, 1) in S|S.add((0, 1)); S.remove((0, 1))|S.discard((0, 1))|S | T|S & T|S - T|S ^ T|T <= S|S == set(K)|for x, y in S: pass|sorted(S)|x = set(); [x.add(k) for k in K]|{(x + 1, y) for x, y in S}|S |= {m}"),
    ("deque", "from collections import deque; Q = deque(range(n)); m = n // 2", "len(Q)|Q[0]|Q[-1]|Q[m]|Q[m] = i|Q.append(i); Q.pop()|Q.appendleft(i); Q.popleft()|Q.append(i); Q.popleft()|Q.rotate(1)|Q.extend([1, 2]); Q.pop(); Q.pop()|Q.extendleft([1]); Q.popleft()|-1 in Q|Q.count(5)|Q.index(Q[m])|Q.insert(m, 1); del Q[m]|Q.copy()|list(Q)|for x in Q: pass|Q == Q.copy()|Q.reverse()|sum(Q)|Q.remove(Q[0]); Q.appendleft(0)|deque(Q, 5)|x = deque(maxlen=5); [x.append(k) for k in range(n)]"),
    ("range", "R = range(n); m = n // 2", "len(R)|R[m]|R[1:m]|m in R|-1 in R|list(R)|sum(R)|max(R)|for x in R: pass|R.index(m)|R.count(m)|R == range(n)|reversed(R)|hash(R)|sorted(R)|tuple(R)|set(R)|[x for x in R]"),
    ("int", "a = 10 ** (n // 100) + 7; b = 3 ** (n // 50) + 1; c = 12345", """
        i + c|i * c|c // 7|c % 7|c ** 2|c & i|c << 3|c >> 2|-c|abs(-c)|c == i|c < i|divmod(c, 7)|pow(3, i, 1000007)|c.bit_length()|int(3.7)|float(c)|c / 7|hash(c)|round(c)|min(c, i)|max(c, i, 5)|isinstance(c, int)|bin(c)|hex(c)|str(c)
        a + b|a * b|a // b|a % b|a & b|a | b|a ^ b|a << 5|a >> 5|a == b|a < b|-a|a * 3|a % 7|a % 2 ** 64|a // 7|a ** 2|pow(3, a, 1000007)|str(a)|int('7' * (n // 100))|hex(a)|bin(a)|a.bit_length()|hash(a)|float(3 ** 100)|a.to_bytes(n, 'big')|c.to_bytes(4, 'big')|c.bit_count()"""),
    ("float", "x = 1.5; y = 2.25", "x + i|x * y|x / y|x // y|x % y|x ** 2|x ** 0.5|-x|abs(x)|x < y|x == y|int(x)|round(x)|round(x * 0.37, 2)|round(i * 0.123, 3)|str(x)|repr(i * 0.1)|repr(i / 7)|hash(i * 0.1)|x.is_integer()|divmod(x, y)|float('2.5')|'%.3f' % x|f'{x:.1f}'|f'{x:10.4e}'|f'{i / 7:g}'|min(x, y)|x.as_integer_ratio()|float(i)"),
    ("functions", "L = list(range(n))\nf = lambda a, b=2, *c, **d: a\ng = lambda a: a\nd = {'a': 1}\nt = (1, 2)", "g(i)|f(i)|f(i, 3)|f(i, 2, 3)|f(a=i)|f(*t)|f(**d)|f(i, x=1)|list(map(g, L))|[g(x) for x in L]|max(L, key=g)|sorted(L, key=g)|any(x < 0 for x in L)|sum(x for x in L)|next(iter(L))|iter(L)|zip(L)|getattr(L, 'append')|hasattr(L, 'x')|isinstance(L, (int, list))|callable(g)|id(L)|type(i)|list(enumerate(L))|print('', end='', file=None) if 0 else 0"),
]


def measure(setup, operation, n):
    body = "\n    ".join(setup.split("\n"))
    source = f"def run(count, n):\n    {body}\n    start = clock()\n    for i in range(count):\n        {operation}\n    return clock() - start\n"
    names = {"clock": time.perf_counter, "sys": sys}
    exec(source, names)
    run = names["run"]
    count = 1
    while (seconds := run(count, n)) < 0.002 and count < 1 << 20:
        count *= 2 if seconds > 0.0005 else 4
    best = seconds
    spent = 0.0
    rounds = 0
    while (rounds < 3 or rounds < 12 and spent < 0.02) and seconds < 1:
        seconds = run(count, n)
        best = min(best, seconds)
        spent += seconds
        rounds += 1
    return best / count


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for group, setup, operations in OPERATIONS:
        # A bar with a space before it is the operator.
        for operation in operations.strip().replace("\n", "|").replace(" |", " \0").split("|"):
            operation = operation.replace("\0", "|").strip()
            name = f"{group}: {operation}"
            if not operation or wanted not in name:
                continue
            try:
                seconds = [measure(setup, operation, n) for n in SIZES]
                print(name, *seconds, sep="\t", flush=True)
            except Exception as e:
                print(name, f"{type(e).__name__}: {e}", sep="\t", flush=True)


main()
