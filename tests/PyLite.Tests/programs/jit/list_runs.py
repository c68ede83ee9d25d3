# Runs of a list's items, short and long, of each kind: slices, sums, insertions and removals in loops.


def slices(L, n):
    total = 0
    for i in range(n):
        part = L[i % 5:i % 30]
        total += len(part)
        if part and part[-1] is None:
            total += 1000
        whole = L[:]
        whole.append(part)
        total += len(whole)
    return total, part, len(whole)


def sums(a, b, n):
    total = 0
    for i in range(n):
        c = a + b
        d = c[i % 3:] + a
        total += len(c) + len(d)
    return total, c, d


def queue(items, n):
    L = []
    out = []
    for i in range(n):
        L.insert(i % (len(L) + 1), items[i % len(items)])
        if len(L) > 40 or i % 3 == 2:
            out.append(L.pop(i % len(L)))
        if i % 7 == 0 and L:
            L.pop(0)
    return L, len(out), out[-5:]


def ends(n):
    total = 0
    for i in range(n):
        x = [i, i + 1]
        x.insert(0, i)
        x.insert(-1, 7)
        x.insert(100, 8)
        del x[1]
        total += x.pop(0) + x[0] + len(x)
    return total, x


class Node:
    def __init__(self, n):
        self.n = n
        self.nodes = []


def old_and_new(n):
    # An old list gets young objects, moved about in it.
    keep = [Node(i) for i in range(20)]
    for i in range(n):
        keep.insert(i % 20, Node(i))
        keep.pop((i * 7) % 21)
        node = keep[i % 20]
        node.nodes = node.nodes[-3:] + [Node(i)]
    return [k.n for k in keep], sum(len(k.nodes) for k in keep), sum(m.n for k in keep for m in k.nodes)


def within(n):
    L = list(range(30))
    F = [x / 2 for x in range(10)]
    S = [str(x) for x in range(12)]
    for i in range(n):
        L.insert(3, L.pop(20))
        F.insert(0, F.pop())
        S.insert(11, S.pop(0))
    return L, F, S


def growing(n):
    made = []
    for i in range(n):
        L = []
        for k in range(i % 13):
            L.append(k if i % 2 else str(k))
        made.append(len(L))
        if i % 11 == 0:
            L.append(None)
    return sum(made), L


def mistakes(n):
    count = 0
    L = [1, 2, 3]
    for i in range(n):
        try:
            L.pop(i % 5)
        except IndexError as e:
            count += len(str(e))
        if len(L) < 2:
            L = [1, 2, 3] + ([i] if i % 2 else [])
    return count, L


def main():
    print(slices(list(range(28)), 1500))
    print(slices([x / 4 for x in range(50)], 1500))
    print(slices(["a", None, "c"] * 9, 1500))
    print(slices([], 300))
    print(sums([1, 2], [3], 1300))
    print(sums([1.5], [2.5, 3.5] * 20, 1300))
    print(sums(["x"], [1, "y"], 1300))
    print(sums([1], ["y"], 1300))
    print(sums([], [2], 1300))
    print(queue([1, 2, 3], 2500))
    print(queue([1.5, 2.5], 2500))
    print(queue(["a", 1, None], 2500))
    print(ends(2000))
    print(old_and_new(4000))
    print(within(3001))
    print(growing(3000))
    print(mistakes(2500))


main()
