# Slices with steps, assignment to slices, tuples of runs: in loops, with short and long lists of each kind.


def steps(L, n):
    total = 0
    for i in range(n):
        k = i % 9
        a = L[k::-1]
        b = L[::2]
        c = L[k:20:3]
        d = L[-2:-k - 1:-2]
        total += len(a) + len(b) * 3 + len(c) * 5 + len(d) * 7
    return total, a, b, c, d


def by_variable(L, n):
    total = 0
    for i in range(n):
        s = i % 5 - 2 or 3
        a = L[::s]
        total += len(a)
        if i % 1000 == 999:
            print(s, a)
    return total


def flips(p, n):
    count = 0
    for i in range(n):
        k = i % len(p)
        p[:k + 1] = p[k::-1]
        count += 1
    return count, p


def assigned(L, M, n):
    for i in range(n):
        k = i % 5
        L[k:k + len(M)] = M
        L[k:k + 1] = L[k + 1:k + 2]
        L[:] = L
        L[3:3] = []
        if len(L) < 6:
            L[2:2] = M + M
    return L


def tuples(L, n):
    total = 0
    for i in range(n):
        t = tuple(L)
        u = t + (i,)
        v = () + t + ()
        w = u[i % 3:]
        x = u[1:6]
        total += len(u) + len(w) + len(x) + (v == t)
        total += len(u[::-1]) + sum(map(len, (t[::2], u[4::-2], t[1:1:1])))
    return total, t, u, w, x, u[::-2]


def generated(L, n):
    total = 0
    for i in range(n):
        t = tuple(x for x in L)
        total += len(t)
        for k in reversed(range(i % 4, 8, 1 + i % 2)):
            total += k
    return total, t


def mistakes(n):
    said = set()
    L = [1, 2, 3]
    for i in range(n):
        try:
            if i % 3 == 0:
                L[::i % 2]
            elif i % 3 == 1:
                L[::"x"]
            else:
                L[1:2] = 5
        except (ValueError, TypeError) as e:
            said.add(str(e))
    return sorted(said), L[::10**30], L[::-10**30], L[10**20::-1], L[::2**31], L[True::2]


def extended(parts, n):
    total = 0
    L = []
    for i in range(n):
        x = []
        x.extend(parts[i % len(parts)])
        x += parts[i * 3 % len(parts)]
        x.extend(x)
        y = [*x, *parts[0], i]
        L.extend(x)
        if len(L) > 500:
            del L[i % 7:]
        total += len(x) + len(y) + len(L)
    return total, x, y, L[-3:]


def repeated(n):
    total = 0
    for i in range(n):
        a = [0] * 5
        b = [None] * 3
        c = [i / 2] * 12
        d = [[]] * 2
        a[i % 5] += i
        b[i % 3] = i
        d[0].append(i)
        total += len(a) + len(c) + len([i] * (i % 20)) + len(b * 2) + len([1] * -1)
    return total, a, b, c, d


def main():
    print(extended([[1, 2], [3], [], [4] * 30], 1500))
    print(extended([["a"], ["b", None], [], ["c"] * 30], 1500))
    print(extended([[1.5], ["b", None], [], [2, 3]], 1500))
    print(repeated(2000))
    for L in list(range(17)), [x / 2 for x in range(11)], ["a", 1, None, "b", 2.5] * 4, list(range(60)), []:
        print(steps(L, 1300))
        print(by_variable(L[:8], 2000))
    print(flips(list(range(7)), 2000))
    print(flips(list("abcdefgh"), 2000))
    print(flips(list(range(40)), 2000))
    print(assigned([1, 2, 3, 4, 5, 6, 7, 8], [9, 10], 1500))
    print(assigned([1, 2, 3, 4, 5, 6, 7, 8], ["x"], 1500))
    print(assigned([1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5], [0.5], 1500))
    print(tuples([1, 2, 3], 1500))
    print(tuples(["a", "b", "c", "d", "e", "f", "g"], 1500))
    print(tuples([], 1500))
    print(tuples(["z"] * 30, 1200))
    print(generated(["a", "b", "c"], 1500))
    print(generated([1, 2], 1500))
    print(mistakes(2000))


main()
