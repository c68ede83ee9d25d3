# Connected parts of a random graph: union-find with path halving, then spanning trees by weight.
import sys


class Parts:
    def __init__(self, size):
        self.parent = list(range(size))
        self.size = [1] * size

    def find(self, a):
        parent = self.parent
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        return a

    def join(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.size[a] < self.size[b]:
            a, b = b, a
        self.parent[b] = a
        self.size[a] += self.size[b]
        return True


def main(n):
    seed = 99
    weight = parts = 0
    for _ in range(n):
        edges = []
        for _ in range(300):
            seed = (seed * 22695477 + 1) % 4294967296
            edges.append((seed % 101, (seed >> 8) % 100, (seed >> 20) % 100))
        joined = Parts(100)
        edges.sort()
        for w, a, b in edges:
            if joined.join(a, b):
                weight += w
        parts += len({joined.find(i) for i in range(100)})
    print(weight, parts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4600)
