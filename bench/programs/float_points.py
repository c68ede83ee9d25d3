"""Many small objects with float attributes: made, normalized, folded into a maximum."""
import math
import sys
import time


class Point:
    def __init__(self, i):
        self.x = math.sin(i)
        self.y = math.cos(i) * 3.0
        self.z = self.x * self.x / 2.0

    def normalize(self):
        length = math.sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
        self.x /= length
        self.y /= length
        self.z /= length

    def larger_of(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self

    def __repr__(self):
        return "Point(%.6f, %.6f, %.6f)" % (self.x, self.y, self.z)


def largest(points):
    best = points[0]
    for point in points[1:]:
        best = best.larger_of(point)
    return best


def run(size):
    points = [Point(i) for i in range(size)]
    for point in points:
        point.normalize()
    total = 0.0
    for point in points:
        total += point.x + point.y + point.z
    return "sum %.6f\n%r" % (total, largest(points))


DEFAULT = 4000


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
