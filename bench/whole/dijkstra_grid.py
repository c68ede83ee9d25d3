# Shortest paths on a grid with weights: a dict of distances, buckets instead of a heap.
import sys


def shortest(width, height, weight):
    target = (width - 1, height - 1)
    distance = {(0, 0): 0}
    buckets = {0: [(0, 0)]}
    now = 0
    while True:
        for place in buckets.pop(now, ()):
            if distance[place] != now:
                continue
            if place == target:
                return now
            x, y = place
            for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
                a, b = x + dx, y + dy
                if 0 <= a < width and 0 <= b < height:
                    far = now + weight[b][a]
                    if far < distance.get((a, b), 1 << 30):
                        distance[a, b] = far
                        buckets.setdefault(far, []).append((a, b))
        now += 1


def main(n):
    total = 0
    for k in range(n):
        weight = [[1 + (x * 7 + y * 13 + x * y + k) % 9 for x in range(30)] for y in range(30)]
        total += shortest(30, 30, weight)
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 960)
