# Physics of springs: positions and speeds in floats, attributes of objects, many small updates.
import sys


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
        self.vx = self.vy = 0.0


def main(n):
    points = [Point(i * 1.0, (i % 3) * 0.5) for i in range(30)]
    energy = 0.0
    for k in range(n):
        for i in range(1, len(points)):
            a, b = points[i - 1], points[i]
            dx, dy = b.x - a.x, b.y - a.y
            length = (dx * dx + dy * dy) ** 0.5 + 1e-9
            pull = (length - 1.0) * 0.1
            fx, fy = dx / length * pull, dy / length * pull
            a.vx += fx
            a.vy += fy
            b.vx -= fx
            b.vy -= fy
        for p in points[1:]:
            p.vx *= 0.99
            p.vy = p.vy * 0.99 - 0.001
            p.x += p.vx * 0.1
            p.y += p.vy * 0.1
        energy += abs(points[-1].vx) + abs(points[-1].vy)
    print(f"{energy:.6f} {points[-1].x:.6f} {points[7].y:.6f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 77000)
