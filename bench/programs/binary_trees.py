"""Complete binary trees built, walked and dropped: an allocator's and a garbage collector's work."""
import sys
import time


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def run(size):
    shallowest = 2
    lines = []
    lines.append("stretch tree of depth %d: %d" % (size + 1, build(size + 1).count()))
    long_lived = build(size)
    for depth in range(shallowest, size + 1, 2):
        trees = 1 << (size - depth + shallowest)
        total = 0
        for _ in range(trees):
            total += build(depth).count()
        lines.append("%d trees of depth %d: %d" % (trees, depth, total))
    lines.append("long lived tree of depth %d: %d" % (size, long_lived.count()))
    return "\n".join(lines)


DEFAULT = 8


def main():
    """SIZE ITERATIONS: with more than one iteration, the seconds that each took are written to standard error."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for _ in range(iterations):
        start = time.perf_counter()
        result = run(size)
        if iterations > 1:
            sys.stderr.write("%.6f\n" % (time.perf_counter() - start))
    print(result)


main()
