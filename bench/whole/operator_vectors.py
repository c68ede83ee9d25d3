# Vectors with operators on floats: dunder methods, rich comparisons, iteration, a small ray caster.
import math
import sys


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    __rmul__ = __mul__

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1 / math.sqrt(self.dot(self)))

    def __iter__(self):
        yield self.x
        yield self.y
        yield self.z


def hit(origin, ray, centre, radius):
    to = origin - centre
    b = to.dot(ray)
    c = to.dot(to) - radius * radius
    inside = b * b - c
    return -b - math.sqrt(inside) if inside > 0 else None


def main(n):
    spheres = [(Vector(0.0, 0.0, 5.0), 1.0), (Vector(1.5, 0.5, 6.0), 1.2), (Vector(-1.0, -0.7, 4.0), 0.6)]
    eye = Vector(0.0, 0.0, 0.0)
    total = 0.0
    hits = 0
    for k in range(n):
        for i in range(16):
            ray = Vector((i - 8) / 12, (k % 16 - 8) / 12, 1.0).unit()
            found = [t for t in (hit(eye, ray, centre, radius) for centre, radius in spheres) if t is not None]
            if found:
                hits += 1
                total += sum(eye + min(found) * ray)
    print(hits, f"{total:.6f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 18000)
