a = [3, 1, 2]
a.append(5); a.insert(0, 9); a.extend([7, 8]); a += [0]
print(a, len(a), a[0], a[-1], a[1:3], a[::-1], a[::2], a[-2:], a[:])
print(a.pop(), a.pop(0), a.index(2), a.count(1), a)
a.remove(5); a.reverse(); print(a)
a.sort(); print(a, sorted(a, reverse=True)); a.sort(key=lambda x: -x); print(a)
a[1:3] = [10, 20, 30]; print(a); del a[0]; del a[1:3]; print(a); a[:] = [1]; print(a); a.clear(); print(a)
b = [0] * 3 + [1, 2] * 2; print(b, [1] * 0)
c = b.copy(); c[0] = 99; print(b[0], c[0], b == c, b != c, [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [2] > [1, 5])
print(1 in b, 5 in b, min(b), max(b), sum(b), any(b), all(b), list(reversed([1, 2, 3])), list(map(str, b)))
m = [[0] * 3 for _ in range(2)]; m[0][1] = 5; print(m, [row[1] for row in m])
print([x * y for x in range(3) for y in range(3) if (x + y) % 2], [[y for y in range(x)] for x in range(4)], [i for i in range(20) if i % 2 if i % 3])
n = [1, "a", None, 2.5, [1], (2,)]; print(n, n[3:], list(zip(*[[1, 2], [3, 4]])))
x = list(range(10)); x[::2] = [0] * 5; print(x); x[8:2:-2] = "abc"; print(x); del x[::3]; print(x)
try:
    x[::2] = [1]
except ValueError as e:
    print(e)
for bad in (lambda: x[100], lambda: x.__setitem__(100, 1), lambda: x.pop(100), lambda: [] > 1, lambda: x + 1, lambda: x * "a", lambda: [3, "a"].sort()):
    try:
        bad()
    except (IndexError, TypeError) as e:
        print(type(e).__name__, e)
big = []
for i in range(5000):
    big.append(i * i % 97)
print(sum(big), big[4999], len(big), big.index(50))
floats = [i * 0.5 for i in range(5000)]
floats[7] = 1
floats.append("mixed")
print(floats[5:9], floats[-1], sum(floats[:-1]))
ints = [0] * 1000
for i in range(1000):
    ints[i] += i
    ints[-i - 1] ^= i
print(sum(ints), ints[:5], ints[-5:])
ints[3] = 2 ** 70; ints[4] = None; print(ints[2:6])
stack = []
for i in range(3000):
    stack.append(i)
    if i % 3 == 2:
        stack.pop(); stack.pop()
print(len(stack), stack[-1])
words = "the quick brown fox jumps over the lazy dog".split()
print(sorted(words), sorted(words, key=len), sorted(words, key=lambda w: (-len(w), w)), sorted([(2, "b"), (1, "z"), (2, "a")]))
l = [1, 2, 3]
for v in l:
    if v < 10:
        l.append(v * 10)
print(l)
print([1, 2, 3] == [1.0, 2.0, 3.0], [True] == [1], [[1]] == [[1]], [float("nan")] == [float("nan")])
t = [1, 2, 3, 4]; t[1], t[2] = t[2], t[1]; print(t, *t); i = 0; i, t[i] = 2, 50; print(i, t)
